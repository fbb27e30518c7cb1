//! Findings and refusals as sentences, in the language of the reader.
//!
//! A finding carries typed facts; `locales/*/finding.ftl` carries the words: `finding-<code>` says
//! what is wrong with both numbers, `finding-<code>-fix` what to do.
use domain::finding::{Arg, Finding, Severity};
use domain::refusal::Refusal;
use lang::Lang;
use serde::Serialize;

/// What is wrong, in one or two short sentences.
#[must_use]
pub fn say(lang: Lang, finding: &Finding) -> String {
    message(lang, &format!("finding-{}", finding.code), &finding.args)
}

/// How to mend it, where there is something to be done.
#[must_use]
pub fn fix(lang: Lang, finding: &Finding) -> Option<String> {
    let key = format!("finding-{}-fix", finding.code);
    lang::has(Lang::Vi, &key).then(|| message(lang, &key, &finding.args))
}

/// Why something was not done.
#[must_use]
pub fn refusal(lang: Lang, refusal: &Refusal) -> String {
    message(lang, &format!("refusal-{}", refusal.code), &refusal.args)
}

fn message(lang: Lang, key: &str, args: &[(String, Arg)]) -> String {
    let args: Vec<(&str, lang::Arg<'_>)> =
        args.iter().map(|(n, a)| (n.as_str(), argument(lang, a))).collect();
    lang::format(lang, key, &args)
}

fn argument(lang: Lang, arg: &Arg) -> lang::Arg<'_> {
    match arg {
        Arg::Text(text) => text.into(),
        Arg::Number(n) => (*n).into(),
        Arg::Money(dong) => money(lang, *dong).into(),
        Arg::Date(day) => (*day).into(),
        Arg::Words(words) => match lang {
            Lang::En => (&words.en).into(),
            Lang::Vi | Lang::Km => (&words.vi).into(),
        },
    }
}

/// Always in million đồng, as in the tables that the sentence speaks of.
fn money(lang: Lang, dong: i64) -> String {
    lang::format(lang, "money-million", &[("amount", lang::million(lang, dong).into())])
}

/// A finding as machines are given it. Names are fixed: scripts of units read them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// Name of the sheet, where there is one.
    pub sheet: Option<String>,
    /// Cell in A1 notation.
    pub cell: Option<String>,
    pub code: String,
    pub severity: Severity,
    pub vi: String,
    pub en: String,
    pub fix_vi: Option<String>,
    pub fix_en: Option<String>,
}

impl From<&Finding> for Said {
    fn from(finding: &Finding) -> Self {
        Self {
            sheet: finding.spot.sheet.clone(),
            cell: finding.spot.cell.clone(),
            code: finding.code.clone(),
            severity: finding.severity,
            vi: say(Lang::Vi, finding),
            en: say(Lang::En, finding),
            fix_vi: fix(Lang::Vi, finding),
            fix_en: fix(Lang::En, finding),
        }
    }
}

#[cfg(test)]
#[path = "say_tests.rs"]
mod tests;
