//! Files that donors would publish about the demonstration's projects: written in the standard, read by the use case.
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use iati::Kind;
use iati::typed::{
    Activity, ActivityDate, Country, Date, Description, Layout, Money, Narrative, Organisation,
    OtherIdentifier, ParticipatingOrg, RecipientCountry, RecipientCountryBudget, ReportingOrg, Root, Sector,
    TotalBudget, Transaction, Writer,
};
use store::project::{Filter, Listed};

use crate::app::Caller;
use crate::app::aid;
use crate::ctx::Ctx;
use crate::problem::Outcome;

/// Projects of the register that are published too.
const PUBLISHED: usize = 6;

/// Writes one file for each donor of the first projects into `dir`, of the first donor also an organisation file, and
/// reads them into the register.
pub(super) async fn publish(ctx: &Ctx, dir: &Path) -> Outcome<()> {
    let filter = Filter { page: 1, per_page: 200, ..Filter::default() };
    let (listed, _) = store::project::list(&ctx.store, &filter).await?;
    let projects: Vec<Listed> = listed.into_iter().filter(|p| p.disbursed > 0).take(PUBLISHED).collect();
    let mut donors: Vec<&str> = projects.iter().map(|p| p.project.facts.donor.as_str()).collect();
    donors.sort_unstable();
    donors.dedup();
    for (n, donor) in donors.into_iter().enumerate() {
        let name = format!("nha-tai-tro-{}.xml", n + 1);
        let path = dir.join(&name);
        let own = projects.iter().filter(|p| p.project.facts.donor == donor);
        std::fs::write(&path, file(n + 1, donor, own)?).with_context(|| name.clone())?;
        aid::import(ctx, &Caller::Operator, &path, &name, Arc::default()).await?;
        if n == 0 {
            let name = "nha-tai-tro-1-to-chuc.xml".to_owned();
            let path = dir.join(&name);
            std::fs::write(&path, organisation(n + 1, donor)?).with_context(|| name.clone())?;
            aid::import(ctx, &Caller::Operator, &path, &name, Arc::default()).await?;
        }
    }
    Ok(())
}

/// What the first donor means to spend: in all, and in Viet Nam.
fn organisation(n: usize, donor: &str) -> anyhow::Result<Vec<u8>> {
    let reference = format!("XX-MINHHOA-{n}");
    let mut it = Organisation::new(&reference);
    it.name = Some(vec![Narrative::in_lang("vi", donor)].into());
    it.reporting_org = Some(ReportingOrg::new(&reference, "21", donor));
    let day = |text: String| text.parse::<Date>().map_err(|_| anyhow::anyhow!("{text} is no day"));
    for (year, total, country) in [(2025, 42_000_000, 1_600_000), (2026, 45_000_000, 1_900_000)] {
        let (first, last) = (day(format!("{year}-01-01"))?, day(format!("{year}-12-31"))?);
        let money = |amount: i64| Some(Money::new(amount.into(), "EUR", first));
        it.total_budgets.push(TotalBudget {
            status: Some("1".into()),
            period_start: Some(first.into()),
            period_end: Some(last.into()),
            value: money(total),
            ..TotalBudget::default()
        });
        it.recipient_country_budgets.push(RecipientCountryBudget {
            status: Some("1".into()),
            recipient_country: Some(Country { code: Some("VN".into()), ..Country::default() }),
            period_start: Some(first.into()),
            period_end: Some(last.into()),
            value: money(country),
            ..RecipientCountryBudget::default()
        });
    }
    let mut writer = Writer::new(Vec::new(), Layout::Indented, &Root::new(Kind::Organisations))?;
    writer.organisation(&it)?;
    Ok(writer.finish()?)
}

fn file<'p>(n: usize, donor: &str, projects: impl Iterator<Item = &'p Listed>) -> anyhow::Result<Vec<u8>> {
    let mut writer = Writer::new(Vec::new(), Layout::Indented, &Root::new(Kind::Activities))?;
    for project in projects {
        writer.activity(&activity(n, donor, project))?;
    }
    Ok(writer.finish()?)
}

fn activity(n: usize, donor: &str, listed: &Listed) -> Activity {
    let facts = &listed.project.facts;
    let publisher = format!("XX-MINHHOA-{n}");
    let mut it = Activity::new(&format!("{publisher}-{}", listed.project.id.0));
    it.default_currency = Some("VND".into());
    it.reporting_org = Some(ReportingOrg::new(&publisher, "21", donor));
    // Donors write a title in their own way.
    let title = format!("Dự án: {}", facts.name_vi);
    it.title = Some(vec![Narrative::in_lang("vi", &title)].into());
    it.descriptions = vec![Description::new("1", vec![Narrative::in_lang("vi", "Số liệu minh hoạ.")])];
    it.participating_orgs = vec![ParticipatingOrg::new("1", donor)];
    it.activity_status = Some("2".into());
    it.recipient_countries = vec![RecipientCountry::new("VN")];
    it.sectors = vec![Sector::new("43040")];
    let day = |day: Option<jiff::civil::Date>| day.and_then(|d| d.to_string().parse::<Date>().ok());
    if let Some(day) = day(facts.starts) {
        it.activity_dates = vec![ActivityDate::new("2", day)];
        let money = |amount: i64| Money::new(amount.into(), "VND", day);
        it.transactions = vec![
            Transaction::new("2", day, money(listed.committed)),
            Transaction::new("3", day, money(listed.disbursed)),
        ];
    }
    // One donor knows our code; the others are found by likeness.
    if n == 1 {
        let code = OtherIdentifier {
            reference: Some(listed.project.code.clone()),
            kind: Some("A2".into()),
            ..OtherIdentifier::default()
        };
        it.other_identifiers = vec![code];
    }
    it
}
