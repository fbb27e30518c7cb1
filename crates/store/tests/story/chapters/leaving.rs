//! What leaves the house: figures added up, words written, a seal put on both, letters sent.
use std::collections::BTreeMap;

use domain::consolidation::SectionText;
use domain::figures::{self, Figure, FigureKey};
use domain::ids::{RoundId, SealedId, UserId};
use store::sealed::FileKind;
use store::{Store, StoreError, figure, mail, obligation, round, sealed, section_text};

use crate::code;
use crate::databases::run;
use crate::world::{UNITS, at, consolidated, figures_of, form, report, seal};

pub(super) async fn adding_up(db: &Store, round: RoundId) {
    let key =
        |row: &str, column: &str| FigureKey { table: "B8".into(), row: row.into(), column: column.into() };
    let totals: BTreeMap<_, _> = figure::totals(db, round).await.unwrap().into_iter().collect();
    assert_eq!(totals[&key("total", "needed")], 122);
    assert_eq!(totals[&key("area=a", "needed")], 105);
    assert_eq!(totals[&key("total", "rows")], 4);

    let parts = figure::parts_of(db, round, &key("area=d", "needed")).await.unwrap();
    let shown: Vec<_> = parts.iter().map(|p| (p.unit.as_str(), p.value)).collect();
    assert_eq!(shown, [(UNITS[0], 7), (UNITS[1], 10)]);
    assert_eq!(figure::parts_of(db, round, &key("area=x", "needed")).await.unwrap(), []);

    // What the store adds up is what the domain adds up.
    let of_round = figure::of_round(db, round).await.unwrap();
    let form = form();
    let ours = figure::drilled(db, round).await.unwrap();
    let theirs = figures::consolidate(&form, of_round.iter().map(|(u, f)| (u.as_str(), f.as_slice())));
    let theirs: Vec<_> = theirs
        .into_iter()
        .map(|f| (FigureKey { table: f.table, row: f.row, column: f.column }, f.parts))
        .collect();
    assert_eq!(ours, theirs);
    assert_eq!(totals.len(), ours.len());

    let mark = figure::mark(db, round).await.unwrap();
    figure::remove(db, round, UNITS[0]).await.unwrap();
    assert!(figure::mark(db, round).await.unwrap() > mark);
    assert_eq!(figure::of_unit(db, round, UNITS[0]).await.unwrap(), []);
    let mut odd = figures_of(&report(&[("a", -4), ("d", i64::MAX)]));
    odd.retain(|f| f.key.column == "needed" && f.key.row.starts_with("area"));
    odd[0].key.row = "name=\"ấp\"\\1".into();
    figure::replace(db, round, UNITS[0], &odd).await.unwrap();
    assert_eq!(figure::of_unit(db, round, UNITS[0]).await.unwrap().len(), 2, "any text can be a key");
    let found = figure::parts_of(db, round, &odd[0].key).await.unwrap();
    assert_eq!(found[0].value, -4);
    assert!(
        matches!(figure::totals(db, round).await, Err(StoreError::Broken(_))),
        "a total that does not fit is refused"
    );
    figure::replace(db, round, UNITS[0], &figures_of(&report(&[("a", 5), ("d", 7)]))).await.unwrap();
}

pub(super) async fn writing(db: &Store, round: RoundId, officer: UserId) {
    let now = at("2025-11-15T00:00:00Z");
    let text = |t: &str| SectionText { section: "I".into(), text: t.into() };
    let save = async |t: &str, seen| section_text::save(db, round, &text(t), seen, Some(officer), now).await;
    assert_eq!(save("Tình hình", 0).await.unwrap(), 1);
    assert_eq!(save("Tình hình chung «B8.total.needed»", 1).await.unwrap(), 2);
    assert_eq!(code(save("của người khác", 1).await), "section-text-stale");
    assert_eq!(code(save("của người khác", 0).await), "section-text-stale");
    let written = section_text::of_round(db, round).await.unwrap();
    assert_eq!((written.len(), written[0].revision, written[0].user), (1, 2, Some(officer)));
    assert_eq!(written[0].text, text("Tình hình chung «B8.total.needed»"));
}

pub(super) async fn sealing(db: &Store, round: RoundId) {
    let of_round = figure::of_round(db, round).await.unwrap();
    let figures = figures::consolidate(&form(), of_round.iter().map(|(u, f)| (u.as_str(), f.as_slice())));
    let first = consolidated(figures.clone(), "Tình hình chung");
    let (content, sha256) = sealed::freeze(&first).unwrap();
    let files = [(FileKind::Pdf, b"%PDF-1.7\0\xff".to_vec()), (FileKind::Json, b"[]".to_vec())];
    assert_eq!(sealed::latest(db, round).await.unwrap(), None);
    let mark = seal(sealed::next_version(db, round).await.unwrap(), sha256);
    let new = sealed::New { round, year: 2025, seal: &mark, content: &content, files: &files };
    let id = sealed::insert(db, new).await.unwrap();
    assert_eq!(code(sealed::insert(db, new).await), "sealed-version");
    let forged = sealed::New { content: "{}", ..new };
    assert!(matches!(sealed::insert(db, forged).await, Err(StoreError::Refused(_))));
    round::set_sealed(db, round, Some(1)).await.unwrap();
    assert_eq!(round::by_id(db, round).await.unwrap().unwrap().round.sealed, Some(1));
    correcting(db, round, figures).await;
    let (meta, content) = sealed::by_version(db, round, 1).await.unwrap().unwrap();
    assert_eq!((meta.id, content), (id, first));
    publishing(db, round, id, &files).await;
}

async fn correcting(db: &Store, round: RoundId, figures: Vec<Figure>) {
    let (content, sha256) = sealed::freeze(&consolidated(figures, "Tình hình chung, đã sửa")).unwrap();
    let mark = seal(sealed::next_version(db, round).await.unwrap(), sha256);
    let second =
        sealed::insert(db, sealed::New { round, year: 2025, seal: &mark, content: &content, files: &[] });
    let second = second.await.unwrap();
    let (meta, latest) = sealed::latest(db, round).await.unwrap().unwrap();
    assert_eq!(
        (meta.id, &meta.seal, &latest.sections[0].text[..]),
        (second, &mark, "Tình hình chung, đã sửa")
    );
    let versions = sealed::versions(db, round).await.unwrap();
    assert_eq!(versions.iter().map(|m| m.seal.version).collect::<Vec<_>>(), [2, 1]);
}

async fn publishing(db: &Store, round: RoundId, id: SealedId, files: &[(FileKind, Vec<u8>)]) {
    assert_eq!(sealed::published(db).await.unwrap(), []);
    let day = at("2025-12-01T00:00:00Z");
    sealed::publish(db, id, day).await.unwrap();
    sealed::publish(db, id, at("2025-12-09T00:00:00Z")).await.unwrap();
    assert_eq!(sealed::published(db).await.unwrap()[0].published_at, Some(day));
    assert_eq!(sealed::by_id(db, id).await.unwrap().unwrap().published_at, Some(day));
    assert_eq!(sealed::file(db, id, FileKind::Pdf).await.unwrap().as_deref(), Some(&files[0].1[..]));
    assert_eq!(sealed::file(db, id, FileKind::Docx).await.unwrap(), None);
    assert_eq!(sealed::files(db, id).await.unwrap(), [(FileKind::Json, 2), (FileKind::Pdf, 10)]);

    let tx = db.begin().await.unwrap();
    run(&tx, "UPDATE sealed SET content = replace(content, 'accepted', 'missing')").await;
    assert!(
        matches!(sealed::latest(&tx, round).await, Err(StoreError::Broken(_))),
        "a changed seal is not shown"
    );
}

pub(super) async fn letters(db: &Store, round: RoundId) {
    let obligations = obligation::of_round(db, round).await.unwrap();
    let letter = |n: usize, dedupe: &str| mail::New {
        recipient: "ban@xa.vn".into(),
        subject: "Nhắc báo cáo".into(),
        body: "Còn 7 ngày".into(),
        kind: "reminder".into(),
        obligation: Some(obligations[n].obligation.id),
        dedupe: dedupe.into(),
        stop: None,
        at: at("2025-10-28T00:00:00Z"),
    };
    assert!(mail::enqueue(db, &letter(0, "reminder:0:7")).await.unwrap());
    assert!(!mail::enqueue(db, &letter(0, "reminder:0:7")).await.unwrap(), "the same reminder goes out once");
    assert!(mail::enqueue(db, &letter(0, "reminder:0:1")).await.unwrap());
    assert!(mail::enqueue(db, &letter(1, "reminder:1:7")).await.unwrap());
    let other = mail::New { obligation: None, ..letter(0, "password:5") };
    assert!(mail::enqueue(db, &other).await.unwrap());

    let mut now = at("2025-10-28T00:00:05Z");
    let pending = mail::pending(db, now, 10).await.unwrap();
    assert_eq!((pending.len(), &pending[0].new), (4, &letter(0, "reminder:0:7")));
    assert!(mail::claim(db, &pending[0], now).await.unwrap());
    assert!(!mail::claim(db, &pending[0], now).await.unwrap(), "of two senders one has it");
    assert_eq!(
        mail::pending(db, now, 10).await.unwrap().len(),
        3,
        "a letter on its way waits for its answer"
    );
    mail::mark_sent(db, pending[0].id, now).await.unwrap();
    for n in 0..mail::MOST_ATTEMPTS {
        let waiting = mail::pending(db, now, 10).await.unwrap();
        assert_eq!((waiting[0].id, waiting[0].attempts), (pending[1].id, n), "tried again after the pause");
        assert!(mail::claim(db, &waiting[0], now).await.unwrap());
        mail::mark_failed(db, waiting[0].id, "550 không có hộp thư").await.unwrap();
        now += mail::PAUSE;
    }
    let left: Vec<_> = mail::pending(db, now, 10).await.unwrap().into_iter().map(|m| m.new.dedupe).collect();
    assert_eq!(left, ["reminder:1:7", "password:5"]);
    assert_eq!(mail::log(db, Some(round), 10).await.unwrap().len(), 3);
    assert_eq!(mail::log(db, None, 10).await.unwrap()[0].new.dedupe, "password:5");
    let log = mail::log_of_obligation(db, obligations[0].obligation.id).await.unwrap();
    assert_eq!(
        (log[0].error.as_deref(), log[0].attempts),
        (Some("550 không có hộp thư"), mail::MOST_ATTEMPTS)
    );
    assert_eq!(log[1].sent_at, Some(at("2025-10-28T00:00:05Z")));
    let last = mail::last_for_obligations(db, round).await.unwrap();
    let last: Vec<_> = last.values().map(|m| m.new.dedupe.as_str()).collect();
    assert_eq!(last, ["reminder:0:1", "reminder:1:7"]);
}
