//! Power cuts: the program is killed at random moments of its writes, and nothing is half done.
use std::process::Stdio;
use std::time::Duration;

use domain::figures;
use server::app::{Caller, consolidation};
use server::demo::random::Random;

use crate::fixture::{open, round_with};

const KILLS: usize = 50;

/// After each kill the database opens, the trail is whole, and every unit is either submitted
/// with all its figures or as it was before.
#[test]
fn a_kill_at_any_moment_loses_no_report_and_leaves_no_half_row() {
    let round = round_with(12, 6);
    let mut random = Random::new(11);
    let mut submitted = 0;
    for turn in 0..KILLS {
        let (_, file) = &round.books[turn % round.books.len()];
        let file = file.display().to_string();
        let consolidate = ["round", "consolidate", "--year", "2025"];
        let import = ["sheet", "import", &file, "--new-projects"];
        let next = round.books[(turn + 1) % round.books.len()].1.display().to_string();
        let both = ["sheet", "import", &file, &next, "--new-projects"];
        let words: &[&str] = match turn % 5 {
            4 => &consolidate,
            3 => &both,
            _ => &import,
        };
        let mut child = round.command(words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(random.between(1, 220).unsigned_abs()));
        let _ = child.kill();
        child.wait().unwrap();
        let now = whole(&round);
        assert!(now >= submitted, "turn {turn}: a submitted report is gone");
        submitted = now;
    }
    for (_, file) in &round.books {
        round.nhipcau(&["sheet", "import", &file.display().to_string(), "--new-projects"]);
    }
    assert_eq!(whole(&round), round.books.len());
}

/// Checks everything that must hold; how many units have submitted.
fn whole(round: &crate::fixture::Round) -> usize {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let ctx = open(round.dir.path()).await;
        store::audit::verify(&ctx.store, None).await.unwrap().expect("the trail is whole");
        let opened = store::round::by_key(&ctx.store, "2025").await.unwrap().unwrap();
        let mut submitted = 0;
        for it in store::obligation::of_round(&ctx.store, opened.round.id).await.unwrap() {
            let o = it.obligation;
            let stored = store::figure::of_unit(&ctx.store, opened.round.id, &o.unit).await.unwrap();
            let expected = match o.stage.counted() {
                Some(revision) => {
                    submitted += 1;
                    let report = store::revision::load(&ctx.store, revision).await.unwrap();
                    figures::of_report(&opened.form, &report)
                }
                None => Vec::new(),
            };
            let sorted = |mut f: Vec<figures::UnitFigure>| {
                f.sort_by(|a, b| a.key.cmp(&b.key));
                f
            };
            assert_eq!(sorted(stored), sorted(expected), "{}", o.unit);
        }
        consolidation::take(&ctx, &Caller::Operator, "2025").await.unwrap();
        ctx.store.close().await.unwrap();
        submitted
    })
}
