//! The audit trail: who did what, when, what changed from what; and whether the chain is whole.
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use serde_json::{Map, Value};
use store::audit::Record;

use super::page::{Page, Say, Visit, show};
use super::routes::url;
use super::visit::encode;
use crate::ctx::Ctx;
use crate::problem::Outcome;

/// Entries on one page.
const ENTRIES: u32 = 50;
/// Longest value that is shown; the whole stands in the trail.
const LONGEST: usize = 160;
/// Most changed values shown of one entry.
const CHANGES: usize = 12;

/// What the subjects of entries begin with, and the message that names them.
const SUBJECTS: [(&str, &str); 6] = [
    ("round/", "audit-of-rounds"),
    ("report/", "audit-of-reports"),
    ("consolidation/", "audit-of-consolidation"),
    ("project/", "audit-of-projects"),
    ("plan/", "audit-of-plan"),
    ("user/", "audit-of-people"),
];

/// A value that an entry changed; `before` is empty when the entry only says what is.
pub struct Change {
    pub what: String,
    pub before: String,
    pub after: String,
}

struct Line {
    seq: i64,
    at: String,
    who: String,
    seat: String,
    action: String,
    subject: String,
    /// Where the subject has its page; empty when it has none.
    href: String,
    changes: Vec<Change>,
    hash: String,
}

struct SubjectLink {
    text: &'static str,
    href: String,
    current: bool,
}

/// What a check of the chain found.
enum Verdict {
    Whole { entries: i64, last: String },
    Broken { seq: i64, why: &'static str },
}

#[derive(Template)]
#[template(path = "audit/trail.html")]
struct TrailPage {
    p: Page,
    lines: Vec<Line>,
    subjects: Vec<SubjectLink>,
    verdict: Option<Verdict>,
    /// The subject asked for, as typed.
    of: String,
    newest: Option<String>,
    older: Option<String>,
}

/// `GET /nhat-ky?ve=…&truoc=…&kiem=1`
pub async fn page(visit: Visit, State(ctx): State<Ctx>) -> Outcome<Response> {
    let say = visit.say();
    let (of, before) = (visit.query("ve"), visit.query("truoc").parse().ok());
    let records = store::audit::page_under(&ctx.store, of.trim(), before, ENTRIES + 1).await?;
    let more = records.len() > ENTRIES as usize;
    let lines: Vec<Line> = records.into_iter().take(ENTRIES as usize).map(|r| line(&ctx, say, r)).collect();
    let verdict = if visit.query("kiem") == "1" { Some(verify(&ctx, say).await?) } else { None };
    show(&TrailPage {
        p: visit.office("audit"),
        subjects: subjects(say, &of),
        older: lines.last().filter(|_| more).map(|l| address(&of, Some(l.seq))),
        newest: before.map(|_| address(&of, None)),
        lines,
        verdict,
        of,
    })
}

fn address(of: &str, before: Option<i64>) -> String {
    let before = before.map(|seq| format!("&truoc={seq}")).unwrap_or_default();
    format!("{}?ve={}{before}", url::AUDIT, encode(of))
}

fn subjects(say: Say, of: &str) -> Vec<SubjectLink> {
    let all = [("", "audit-of-all")].into_iter().chain(SUBJECTS);
    all.map(|(prefix, key)| SubjectLink {
        text: say.t(key),
        href: address(prefix, None),
        current: of == prefix,
    })
    .collect()
}

async fn verify(ctx: &Ctx, say: Say) -> Outcome<Verdict> {
    Ok(match store::audit::verify(&ctx.store, None).await? {
        Ok(whole) => Verdict::Whole {
            entries: i64::try_from(whole.entries).unwrap_or(i64::MAX),
            last: whole.head.map(|h| h.hash).unwrap_or_default(),
        },
        Err(broken) => {
            Verdict::Broken { seq: broken.seq, why: say.t(&format!("audit-broken-{}", broken.why.code())) }
        }
    })
}

fn line(ctx: &Ctx, say: Say, record: Record) -> Line {
    let entry = record.entry;
    let seat =
        if entry.seat == "operator" { say.t("audit-operator") } else { ctx.reference.name_of(&entry.seat) };
    Line {
        seq: record.seq,
        at: say.moment(ctx.clock.local(entry.at)),
        seat: seat.to_owned(),
        action: say
            .t_or(&format!("audit-did-{}", entry.action.replace(['.', '_'], "-")), &entry.action)
            .to_owned(),
        href: href(&entry.subject),
        changes: changes(say, &entry.change),
        hash: record.hash.chars().take(12).collect(),
        who: entry.who,
        subject: entry.subject,
    }
}

fn href(subject: &str) -> String {
    let parts: Vec<&str> = subject.split('/').collect();
    match parts.as_slice() {
        ["round", key] => url::round(key),
        ["report", key, unit] => url::report(key, unit),
        ["consolidation", key] => url::consolidation(key),
        ["project", code] => url::project(code),
        ["plan", ..] => url::PLAN.to_owned(),
        ["user", _] => url::PEOPLE.to_owned(),
        _ => String::new(),
    }
}

/// Values that an entry records, for a person to read: `{"from": …, "to": …}` as what became of
/// what, everything else as it stands.
pub fn changes(say: Say, change: &Value) -> Vec<Change> {
    let mut out = Vec::new();
    match (change.get("from"), change.get("to")) {
        (Some(Value::Object(from)), Some(Value::Object(to))) => differences(say, "", from, to, &mut out),
        (Some(from), Some(to)) => out.push(Change {
            what: say.t("audit-field-value").to_owned(),
            before: text(say, from),
            after: text(say, to),
        }),
        _ => {
            if let Value::Object(fields) = change {
                differences(say, "", &Map::new(), fields, &mut out);
            }
        }
    }
    out.truncate(CHANGES);
    out
}

fn differences(
    say: Say,
    under: &str,
    from: &Map<String, Value>,
    to: &Map<String, Value>,
    out: &mut Vec<Change>,
) {
    for (name, after) in to {
        let before = from.get(name).unwrap_or(&Value::Null);
        let field = if under.is_empty() { name.clone() } else { format!("{under}.{name}") };
        match (before, after) {
            (b, a) if b == a => {}
            (b, Value::Object(inner)) if !is_words(inner) => {
                let empty = Map::new();
                differences(say, &field, b.as_object().unwrap_or(&empty), inner, out);
            }
            (b, a) => out.push(Change {
                what: field_name(say, &field),
                before: text_or_nothing(say, b),
                after: text(say, a),
            }),
        }
    }
}

fn is_words(fields: &Map<String, Value>) -> bool {
    fields.len() == 2 && fields.contains_key("vi") && fields.contains_key("en")
}

fn field_name(say: Say, field: &str) -> String {
    let last = field.rsplit('.').next().unwrap_or(field);
    say.t_or(&format!("audit-field-{}", last.replace('_', "-")), field).to_owned()
}

fn text_or_nothing(say: Say, value: &Value) -> String {
    if value.is_null() { String::new() } else { text(say, value) }
}

fn text(say: Say, value: &Value) -> String {
    let whole = match value {
        Value::Null => "–".to_owned(),
        Value::Bool(yes) => say.t(if *yes { "yes" } else { "no" }).to_owned(),
        Value::Number(n) => n.to_string(),
        Value::String(text) => text.parse::<Date>().map_or_else(|_| text.clone(), |d| say.date(d)),
        Value::Array(items) => items.iter().map(|i| text(say, i)).collect::<Vec<_>>().join(", "),
        Value::Object(fields) if is_words(fields) => {
            let lang = if say.lang() == lang::Lang::En { "en" } else { "vi" };
            fields.get(lang).and_then(Value::as_str).unwrap_or_default().to_owned()
        }
        Value::Object(_) => value.to_string(),
    };
    match whole.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", &whole[..cut]),
        None => whole,
    }
}

#[cfg(test)]
mod tests {
    use lang::Lang;
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_changed_is_said_with_what_it_was() {
        let change = json!({
            "from": { "due": "2025-11-05", "due_inclusive": false, "title": { "vi": "Báo cáo", "en": "Report" }, "year": 2025 },
            "to": { "due": "2025-11-10", "due_inclusive": true, "title": { "vi": "Báo cáo năm", "en": "Report" }, "year": 2025 },
        });
        let said: Vec<(String, String)> =
            changes(Say(Lang::Vi), &change).into_iter().map(|c| (c.before, c.after)).collect();
        let expected = [("05/11/2025", "10/11/2025"), ("không", "có"), ("Báo cáo", "Báo cáo năm")];
        let expected = expected.map(|(b, a)| (b.to_owned(), a.to_owned()));
        assert_eq!(said, expected);
    }

    #[test]
    fn a_long_value_is_cut_between_letters_and_a_missing_one_is_a_dash() {
        let said = changes(Say(Lang::Vi), &json!({ "text": "ữ".repeat(500), "note": null }));
        assert!(said.iter().any(|c| c.after.chars().count() == LONGEST + 1 && c.after.ends_with('…')));
    }

    #[test]
    fn subjects_lead_to_their_pages() {
        assert_eq!(href("report/2025/X1"), url::report("2025", "X1"));
        assert_eq!(href("something/else/again/x"), "");
    }
}
