//! What was found, as a page wants it: counted by rule, filtered, listed by activity.
use std::borrow::Cow;
use std::collections::BTreeMap;

use askama::Template;
use iati::finding::{FILE, NO_IDENTIFIER};
use iati::report::Head;
use iati::{Category, Finding, Severity, messages};

use crate::web::page::{Say, Visit};
use crate::web::routes::url;

/// Findings on one page.
pub const PER_PAGE: usize = 100;
/// Longest value of a file that a page repeats, in characters.
const SHOWN: usize = 200;
/// Kinds of findings that are counted apart. There are fewer messages.
const KINDS: usize = 1_000;

pub const SEVERITIES: [Severity; 4] =
    [Severity::Critical, Severity::Error, Severity::Warning, Severity::Advisory];

/// In the order in which the standard's own tools show them.
pub const CATEGORIES: [Category; 12] = [
    Category::Iati,
    Category::Schema,
    Category::Identifiers,
    Category::Organisation,
    Category::Information,
    Category::Participating,
    Category::Geo,
    Category::Classifications,
    Category::Financial,
    Category::Documents,
    Category::Relations,
    Category::Performance,
];

/// The whole of a check, small whatever the size of the file.
pub struct Verdict {
    pub head: Head,
    /// Worst first, then the most frequent.
    pub kinds: Vec<Kind>,
    pub categories: BTreeMap<Category, u64>,
}

/// All findings that say the same.
pub struct Kind {
    /// The first of them.
    pub first: Finding,
    pub count: u64,
}

/// Counts findings as they come.
#[derive(Default)]
pub struct Tally {
    kinds: BTreeMap<(&'static str, &'static str), Kind>,
    categories: BTreeMap<Category, u64>,
}

impl Tally {
    pub fn add(&mut self, finding: &Finding) {
        *self.categories.entry(finding.category).or_default() += 1;
        let key = (finding.id.0, finding.message);
        if let Some(kind) = self.kinds.get_mut(&key) {
            kind.count += 1;
        } else if self.kinds.len() < KINDS {
            self.kinds.insert(key, Kind { first: shortened(finding), count: 1 });
        }
    }

    pub fn end(self, head: Head) -> Verdict {
        let mut kinds: Vec<Kind> = self.kinds.into_values().collect();
        kinds.sort_by_key(|kind| (kind.first.severity, std::cmp::Reverse(kind.count)));
        Verdict { head, kinds, categories: self.categories }
    }
}

/// A finding to be kept: values of a file may be long.
fn shortened(finding: &Finding) -> Finding {
    let args = finding.args.iter().map(|(name, value)| (*name, shown(value).into_owned())).collect();
    Finding {
        id: finding.id,
        severity: finding.severity,
        category: finding.category,
        identifier: shown(&finding.identifier).into_owned().into(),
        title: std::sync::Arc::default(),
        path: shown(&finding.path).into_owned(),
        pos: finding.pos,
        message: finding.message,
        args,
        group: finding.group,
    }
}

/// A value of a file, cut where it is too long to be read.
pub fn shown(value: &str) -> Cow<'_, str> {
    match value.char_indices().nth(SHOWN) {
        Some((at, _)) => Cow::Owned(format!("{}…", &value[..at])),
        None => Cow::Borrowed(value),
    }
}

/// The language that findings are told in: there is none in Khmer.
pub fn tongue(say: Say) -> iati::Lang {
    if say.lang() == lang::Lang::En { iati::Lang::En } else { iati::Lang::Vi }
}

/// Which findings are asked for.
#[derive(Clone, Default)]
pub struct Filter {
    pub severity: Option<Severity>,
    pub category: Option<Category>,
    /// Id, or id and message: `0.3.1:schema-order`.
    pub rule: String,
    /// As typed.
    pub words: String,
    folded: String,
}

/// Names of the parameters of the address.
pub mod ask {
    pub const SEVERITY: &str = "muc";
    pub const CATEGORY: &str = "nhom";
    pub const RULE: &str = "quy-tac";
    pub const WORDS: &str = "q";
    pub const FROM: &str = "tu";
}

impl Filter {
    pub fn of(visit: &Visit) -> Self {
        let words = shown(visit.query(ask::WORDS).trim()).into_owned();
        Self {
            severity: Severity::of(&visit.query(ask::SEVERITY)),
            category: Category::of(&visit.query(ask::CATEGORY)),
            rule: shown(&visit.query(ask::RULE)).into_owned(),
            folded: lang::fold(&words),
            words,
        }
    }

    pub fn is_any(&self) -> bool {
        self.severity.is_some() || self.category.is_some() || !self.rule.is_empty() || !self.folded.is_empty()
    }

    /// As parameters of an address.
    pub fn query(&self) -> Vec<(&'static str, &str)> {
        let severity = self.severity.map_or("", Severity::as_str);
        let category = self.category.map_or("", Category::as_str);
        let all = [
            (ask::SEVERITY, severity),
            (ask::CATEGORY, category),
            (ask::RULE, self.rule.as_str()),
            (ask::WORDS, self.words.as_str()),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    fn takes(&self, finding: &Finding, lang: iati::Lang) -> bool {
        self.severity.is_none_or(|severity| severity == finding.severity)
            && self.category.is_none_or(|category| category == finding.category)
            && self.takes_rule(finding)
            && (self.folded.is_empty() || self.finds_words(finding, lang))
    }

    fn takes_rule(&self, finding: &Finding) -> bool {
        let (id, message) = self.rule.split_once(':').unwrap_or((&self.rule, ""));
        self.rule.is_empty() || (id == finding.id.0 && (message.is_empty() || message == finding.message))
    }

    fn finds_words(&self, finding: &Finding, lang: iati::Lang) -> bool {
        let text = messages::text(lang, finding);
        let all = [finding.id.0, &text, &shown(&finding.identifier), &shown(&finding.path)];
        all.iter().any(|part| lang::fold(part).contains(&self.folded))
    }
}

/// The rule of a finding, as the filter has it.
pub fn rule_of(finding: &Finding) -> String {
    if finding.message == finding.id.0 {
        finding.id.0.to_owned()
    } else {
        format!("{}:{}", finding.id.0, finding.message)
    }
}

pub fn tag(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::Error => "bad",
        Severity::Warning => "warn",
        Severity::Advisory => "no",
    }
}

/// What a page calls an activity.
fn called(say: Say, identifier: &str) -> Cow<'_, str> {
    match identifier {
        FILE => Cow::Borrowed(say.t("iati-of-file")),
        NO_IDENTIFIER => Cow::Borrowed(say.t("iati-of-unnamed")),
        other => shown(other),
    }
}

/// One finding on a page.
#[derive(Template)]
#[template(path = "iati_check/one.html")]
pub struct One<'f> {
    say: Say,
    lang: &'static str,
    severity: Severity,
    id: &'static str,
    line: u32,
    column: u32,
    href: String,
    text: String,
    fix: String,
    path: Cow<'f, str>,
}

impl<'f> One<'f> {
    /// `of` is the id of the file.
    pub fn new(say: Say, of: &str, finding: &'f Finding) -> Self {
        let lang = tongue(say);
        Self {
            say,
            lang: if lang == iati::Lang::En { "en" } else { "vi" },
            severity: finding.severity,
            id: finding.id.0,
            line: finding.pos.line,
            column: finding.pos.column,
            href: url::iati_line(of, finding.pos.line, finding.pos.column),
            text: messages::text(lang, finding),
            fix: messages::fix(lang, finding),
            path: shown(&finding.path),
        }
    }

    fn tag(&self) -> &'static str {
        tag(self.severity)
    }

    fn word(&self) -> &'static str {
        self.say.t(&format!("iati-severity-{}", self.severity.as_str()))
    }
}

/// The findings of one page, as they come, by activity.
pub struct Listing {
    say: Say,
    of: String,
    filter: Filter,
    skip: usize,
    seen: usize,
    open: Option<String>,
    /// What was made and not yet taken.
    pub html: String,
    /// Findings on the page.
    pub listed: usize,
    /// Whether there are more behind it.
    pub more: bool,
}

impl Listing {
    /// The page that begins behind `skip` findings.
    pub fn new(say: Say, of: &str, filter: Filter, skip: usize) -> Self {
        Self {
            say,
            of: of.to_owned(),
            filter,
            skip,
            seen: 0,
            open: None,
            html: String::new(),
            listed: 0,
            more: false,
        }
    }

    /// Takes one finding, if it belongs to the page.
    pub fn take(&mut self, finding: &Finding) {
        if self.more || !self.filter.takes(finding, tongue(self.say)) {
            return;
        }
        self.seen += 1;
        if self.seen <= self.skip {
            return;
        }
        if self.listed == PER_PAGE {
            self.more = true;
            self.close();
            return;
        }
        self.listed += 1;
        self.under(&finding.identifier);
        let one = One::new(self.say, &self.of, finding);
        // A string takes everything.
        let _ = one.render_into(&mut self.html);
    }

    fn under(&mut self, identifier: &str) {
        if self.open.as_deref() == Some(identifier) {
            return;
        }
        self.close();
        let called = called(self.say, identifier);
        // A piece of a page is not looked through for words in other letters.
        let foreign = self.say.lang() == lang::Lang::Km && called == shown(identifier);
        let heading = Heading { called: &called, foreign };
        let _ = heading.render_into(&mut self.html);
        self.open = Some(identifier.to_owned());
    }

    /// Ends the group that is open.
    pub fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</ul>");
        }
    }

    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }
}

#[derive(Template)]
#[template(
    source = "<h3 class=\"brk mt4\"{% if foreign %} lang=\"vi\"{% endif %}>{{ called }}</h3><ul class=\"list tight\">",
    ext = "html"
)]
struct Heading<'c> {
    called: &'c str,
    foreign: bool,
}

#[cfg(test)]
mod tests {
    use iati::{Pos, RuleId};

    use super::*;

    fn finding(id: &'static str, message: &'static str, severity: Severity, value: &str) -> Finding {
        let pos = Pos { line: 7, column: 3, offset: 99 };
        let args = vec![("value", value.to_owned())];
        let found =
            Finding::new(RuleId(id), severity, Category::Information, "/iati-activities".into(), pos, args);
        Finding { identifier: "XM-DAC-1".into(), message, ..found }
    }

    fn filter(rule: &str, words: &str) -> Filter {
        Filter { rule: rule.into(), folded: lang::fold(words), ..Filter::default() }
    }

    #[test]
    fn a_filter_knows_rule_message_and_words() {
        let it = finding("9.5.1", "9.5.1", Severity::Error, "Đất Mũi");
        let takes = |filter: Filter| filter.takes(&it, iati::Lang::Vi);
        assert!(takes(filter("", "")) && takes(filter("9.5.1", "")) && takes(filter("9.5.1:9.5.1", "")));
        assert!(!takes(filter("9.5.2", "")) && !takes(filter("9.5.1:other", "")));
        assert!(
            takes(filter("", "dat mui")) && takes(filter("", "xm-dac")) && !takes(filter("", "bạc liêu"))
        );
        assert!(!takes(Filter { severity: Some(Severity::Critical), ..Filter::default() }));
        assert!(!takes(Filter { category: Some(Category::Geo), ..Filter::default() }));
    }

    #[test]
    fn what_is_counted_stays_small() {
        let mut tally = Tally::default();
        let long = "x".repeat(1_000_000);
        for _ in 0..3 {
            tally.add(&finding("9.5.1", "9.5.1", Severity::Error, &long));
        }
        tally.add(&finding("0.3.1", "schema-order", Severity::Critical, "a"));
        tally.add(&finding("0.3.1", "schema-text", Severity::Critical, "a"));
        let head = Head { kind: None, version: String::new(), summary: iati::Summary::default() };
        let verdict = tally.end(head);
        let counts: Vec<_> = verdict.kinds.iter().map(|k| (k.first.message, k.count)).collect();
        assert_eq!(counts, [("schema-order", 1), ("schema-text", 1), ("9.5.1", 3)]);
        assert!(verdict.kinds.iter().all(|k| k.first.args.iter().all(|(_, v)| v.len() < 1_000)));
        assert_eq!(verdict.categories[&Category::Information], 5);
    }

    #[test]
    fn a_page_ends_with_the_hundredth() {
        let mut list = Listing::new(Say(lang::Lang::Vi), "id", Filter::default(), 50);
        let it = finding("9.5.1", "9.5.1", Severity::Error, "<b>");
        for _ in 0..150 {
            list.take(&it);
        }
        assert!(!list.more && list.listed == PER_PAGE);
        list.take(&it);
        assert!(list.more && !list.html.contains("<b>"));
        assert_eq!(list.html.matches("<h3").count(), 1);
        assert!(list.html.ends_with("</ul>"));
    }
}
