//! The demonstration: a sealed year, a running one, and the workbooks that units would send.
//!
//! Every figure, project and donor is made up from one seed and marked «Số liệu minh hoạ».
//! Everything goes the way a real year goes: rounds are opened, workbooks are written, imported
//! with all checks, returned, accepted, consolidated, sealed.
use std::path::Path;

use anyhow::Context;
use domain::access::Position;
use domain::report::Report;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::{Date, date};
use store::sealed::FileKind;

use crate::app::project::reassignment;
use crate::app::report::Opened;
use crate::app::{Caller, consolidation, intake, print, report, round};
use crate::ctx::{Clock, Ctx};
use crate::problem::{Outcome, Problem};

mod aid;
mod catalogue;
mod donor;
mod dossier;
pub mod fill;
mod guidance;
mod listing;
mod need;
pub mod outline;
pub mod random;
mod words;

use fill::Fault;
use random::Random;

/// Of every demonstration account.
pub const PASSWORD: &str = "nhip-cau-minh-hoa";

/// E-mail and duty of the accounts that the demonstration prints.
pub const ACCOUNTS: [(&str, &str); 6] = [
    ("tonghop@sdttg.example", "Sở Dân tộc và Tôn giáo, chuyên viên tổng hợp"),
    ("lanhdao@sdttg.example", "Sở Dân tộc và Tôn giáo, lãnh đạo"),
    ("quantri@sdttg.example", "Sở Dân tộc và Tôn giáo, quản trị"),
    ("x32062@xa.example", "UBND xã Khánh Lâm"),
    ("x32092@xa.example", "UBND xã Hồ Thị Kỷ"),
    ("vanphong@ubnd.example", "UBND tỉnh"),
];

const UNTOUCHED_COMMUNE: &str = "X32062";
const RETURNED_COMMUNE: &str = "X32092";

const SEED: u64 = 67;
/// How the running year stands on the demonstration's day: units by what became of their report.
const RETURNED: usize = 2;
const DRAFTS: usize = 1;
const UNTOUCHED: usize = 1;
const WAITING: usize = 14;
const LATE: usize = 6;
const FAULTY: usize = 6;

pub async fn build(ctx: &Ctx, dir: &Path) -> Outcome<()> {
    for sub in ["units/loi", "units/tra-lai", "report", "iati"] {
        std::fs::create_dir_all(dir.join(sub)).with_context(|| sub.to_owned())?;
    }
    let tx = ctx.store.begin().await?;
    store::setting::set(&tx, "demo", "1").await?;
    tx.commit().await?;
    accounts(ctx).await?;
    last_year(ctx, 2024).await?;
    move_projects(ctx).await?;
    this_year(ctx, dir, 2025).await?;
    need::state(&on(ctx, date(2025, 9, 22))).await?;
    outline::propose(ctx).await?;
    listing::leave(ctx, dir).await?;
    catalogue::publish(ctx).await?;
    dossier::submit(ctx).await?;
    donor::court(ctx).await?;
    guidance::guide(ctx).await?;
    aid::publish(ctx, &dir.join("iati")).await?;
    print_report(ctx, dir, 2025).await
}

/// The same instance on another day.
fn on(ctx: &Ctx, day: Date) -> Ctx {
    Ctx { clock: Clock::on(day), ..ctx.clone() }
}

fn bar(what: &'static str, n: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:28} {bar:30} {pos}/{len}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(n as u64).with_style(style).with_message(what)
}

async fn accounts(ctx: &Ctx) -> Outcome<()> {
    let hash = crate::app::user::password::hash(PASSWORD.to_owned()).await?;
    let mut people: Vec<(String, String, String, Position)> = Vec::new();
    let mut add = |email: &str, name: &str, unit: &str, position| {
        people.push((email.to_owned(), name.to_owned(), unit.to_owned(), position));
    };
    add("tonghop@sdttg.example", "Chuyên viên tổng hợp", "SDTTG", Position::Officer);
    add("lanhdao@sdttg.example", "Lãnh đạo Sở", "SDTTG", Position::Leader);
    add("quantri@sdttg.example", "Quản trị hệ thống", "SDTTG", Position::Administrator);
    add("vanphong@ubnd.example", "Chuyên viên Văn phòng", "UBND", Position::Leader);
    for o in ctx.reference.organisations.reporting_units(ctx.clock.today()) {
        let host = if o.place.is_some() { "xa" } else { "so" };
        add(
            &format!("{}@{host}.example", o.code.to_lowercase()),
            "Công chức phụ trách",
            &o.code,
            Position::Officer,
        );
    }
    let tx = ctx.store.begin().await?;
    for (email, name, organisation, position) in &people {
        let new = store::user::New {
            email,
            name,
            organisation,
            position: *position,
            password_hash: &hash,
            at: ctx.clock.now(),
        };
        store::user::insert(&tx, &new).await?;
    }
    let change = serde_json::json!({ "accounts": people.len() });
    crate::app::audit(&tx, ctx, &Caller::Operator, "demo.accounts", "demo", change).await?;
    Ok(tx.commit().await?)
}

/// A year that is over: every unit reported on time, the report is sealed and public.
async fn last_year(ctx: &Ctx, year: i16) -> Outcome<()> {
    let key = year.to_string();
    let by = Caller::Operator;
    let terms = round::terms_by_plan(ctx, year)?;
    let opened = on(ctx, terms.opens_on);
    round::open(&opened, &by, terms.clone(), None, None).await?;
    let units = unit_codes(ctx, terms.opens_on);
    let progress = bar("Năm trước", units.len());
    let mut random = Random::new(SEED);
    for unit in &units {
        let day = on(ctx, date(year, 10, 14 + i8::try_from(random.below(15)).unwrap_or(0)));
        let it = report::open(&day, &by, &key, unit).await?;
        let filled = fill::report(ctx, &it, &mut random, fill::Size::small(3));
        report::save(&day, &by, &key, unit, it.obligation.revision, filled).await?;
        report::submit(&day, &by, &key, unit).await?;
        report::accept(&on(ctx, date(year, 11, 6)), &by, &key, unit).await?;
        progress.inc(1);
    }
    progress.finish();
    let sealed = on(ctx, date(year, 11, 12));
    write_sections(&sealed, &key).await?;
    consolidation::seal(&sealed, &by, &key, "").await?;
    consolidation::publish(&sealed, &by, &key, 1).await
}

fn unit_codes(ctx: &Ctx, day: Date) -> Vec<String> {
    ctx.reference.organisations.reporting_units(day).into_iter().map(|o| o.code.clone()).collect()
}

/// Districts ended on 30 June 2025: each project goes to the commune that took over its place,
/// as an officer would decide it one by one.
async fn move_projects(ctx: &Ctx) -> Outcome<()> {
    let day = on(ctx, date(2025, 9, 15));
    let moves = reassignment::due(&day, &Caller::Operator).await?;
    let progress = bar("Chuyển địa bàn dự án", moves.len());
    for it in moves {
        let heir = it.heirs[0].clone();
        reassignment::decide(&day, &Caller::Operator, &[(it.project.code, heir)]).await?;
        progress.inc(1);
    }
    progress.finish();
    Ok(())
}

/// What one unit of the running year does.
struct Part {
    unit: String,
    day: Date,
    /// A first workbook with a fault comes before the good one.
    fault: Option<Fault>,
    fate: Fate,
}

#[derive(PartialEq, Eq)]
enum Fate {
    Accepted,
    Waiting,
    Returned,
    Draft,
    Untouched,
}

fn parts(ctx: &Ctx, year: i16, opens: Date, random: &mut Random) -> Vec<Part> {
    let mut units = unit_codes(ctx, opens);
    random.shuffle(&mut units);
    // The communes whose accounts are printed: one has yet to begin, one got its report back.
    let n = units.len();
    for (code, from_end) in [(UNTOUCHED_COMMUNE, 1), (RETURNED_COMMUNE, UNTOUCHED + DRAFTS + 1)] {
        if let Some(at) = units.iter().position(|u| u == code) {
            units.swap(at, n - from_end);
        }
    }
    units
        .into_iter()
        .enumerate()
        .map(|(i, unit)| {
            let fate = match n - i {
                k if k <= UNTOUCHED => Fate::Untouched,
                k if k <= UNTOUCHED + DRAFTS => Fate::Draft,
                k if k <= UNTOUCHED + DRAFTS + RETURNED => Fate::Returned,
                k if k <= UNTOUCHED + DRAFTS + RETURNED + WAITING => Fate::Waiting,
                _ => Fate::Accepted,
            };
            let late = fate == Fate::Waiting && n - i <= UNTOUCHED + DRAFTS + RETURNED + LATE;
            let day = if late {
                date(year, 11, 5 + i8::try_from(i % 3).unwrap_or(0))
            } else {
                date(year, 10, 14 + i8::try_from(random.below(17)).unwrap_or(0))
            };
            let fault = (i < FAULTY).then(|| Fault::ALL[i % Fault::ALL.len()]);
            Part { unit, day, fault, fate }
        })
        .collect()
}

async fn this_year(ctx: &Ctx, dir: &Path, year: i16) -> Outcome<()> {
    let by = Caller::Operator;
    let terms = round::terms_by_plan(ctx, year)?;
    round::open(&on(ctx, terms.opens_on), &by, terms.clone(), None, None).await?;
    let mut random = Random::new(SEED + 1);
    let parts = parts(ctx, year, terms.opens_on, &mut random);
    let progress = bar("Bảng tính của đơn vị", parts.len());
    for part in &parts {
        unit_year(ctx, dir, &year.to_string(), part, &mut random).await?;
        progress.inc(1);
    }
    progress.finish();
    round::remind_by_calendar(&on(ctx, date(year, 11, 3))).await?;
    write_sections(ctx, &year.to_string()).await
}

/// The demonstration's units bring projects that nobody knows yet, and send what they have written.
const HOW: intake::How = intake::How { new_projects: true, submit: true };

async fn unit_year(ctx: &Ctx, dir: &Path, key: &str, part: &Part, random: &mut Random) -> Outcome<()> {
    if part.fate == Fate::Untouched {
        return Ok(());
    }
    let by = Caller::Operator;
    let day = on(ctx, part.day);
    // The unit downloads its workbook first: from then on it is compared with that state.
    intake::template(&day, &by, key, &part.unit).await?;
    let it = report::open(&day, &by, key, &part.unit).await?;
    let filled = fill::report(ctx, &it, random, fill::Size::small(4));
    if part.fate == Fate::Draft {
        report::save(&day, &by, key, &part.unit, it.obligation.revision, filled).await?;
        return Ok(());
    }
    if let Some(fault) = part.fault {
        let bad = fill::with_fault(&it.form, &filled, fault);
        let file = dir.join(format!("units/loi/{}.xlsx", part.unit));
        write_book(&day, &it, &bad, &file).await?;
        match intake::import(&day, &by, &file, HOW).await {
            Err(Problem::Refused(_)) => {}
            Err(other) => return Err(other),
            Ok(_) => return Err(anyhow::anyhow!("{}: a faulty workbook was taken", file.display()).into()),
        }
    }
    let folder = if part.fate == Fate::Returned { "units/tra-lai" } else { "units" };
    let file = dir.join(folder).join(format!("{}.xlsx", part.unit));
    write_book(&day, &it, &filled, &file).await?;
    intake::import(&day, &by, &file, HOW).await?;
    match part.fate {
        Fate::Accepted => report::accept(&on(ctx, ctx.clock.today()), &by, key, &part.unit).await,
        Fate::Returned => {
            let until = date(part.day.year(), 11, 10);
            report::send_back(ctx, &by, key, &part.unit, words::RETURN_REASON, until).await
        }
        _ => Ok(()),
    }
}

/// The unit's workbook with its answers typed in, as it would come by e-mail.
async fn write_book(ctx: &Ctx, it: &Opened, filled: &Report, file: &Path) -> Outcome<()> {
    let bytes = intake::book(ctx, it, filled)?;
    std::fs::write(file, bytes).with_context(|| file.display().to_string())?;
    Ok(())
}

/// The officer's texts: the form's first drafts, and a word where the form has none.
async fn write_sections(ctx: &Ctx, key: &str) -> Outcome<()> {
    let desk = consolidation::desk(ctx, &Caller::Operator, key).await?;
    for s in desk.sections {
        let text = if s.text.is_empty() { words::RECOMMENDATION.to_owned() } else { s.text };
        consolidation::write_section(ctx, &Caller::Operator, key, &s.key, &text, s.revision).await?;
    }
    Ok(())
}

async fn print_report(ctx: &Ctx, dir: &Path, year: i16) -> Outcome<()> {
    let content = consolidation::take(ctx, &Caller::Operator, &year.to_string()).await?;
    let files = print::files(ctx, &content, None).await?;
    let progress = bar("Báo cáo tổng hợp", files.len());
    for (kind, bytes) in files {
        let ending = match kind {
            FileKind::Docx => "docx",
            FileKind::Pdf => "pdf",
            FileKind::Xlsx => "xlsx",
            FileKind::Json => "json",
        };
        let file = dir.join(format!("report/{year}.{ending}"));
        std::fs::write(&file, bytes).with_context(|| file.display().to_string())?;
        progress.inc(1);
    }
    progress.finish();
    Ok(())
}
