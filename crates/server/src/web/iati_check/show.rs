//! The page of what was found, sent while the file is read.
//!
//! Where the whole check takes less than a blink, or was made before, the summary stands on top. Otherwise findings
//! are sent as they come, and the summary stands below them.
use std::cell::RefCell;
use std::io::{self, Read, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use askama::Template;
use iati::{Category, Finding, Options, Severity, messages};

use super::found::{
    CATEGORIES, Filter, Kind, Listing, SEVERITIES, Tally, Verdict, ask, rule_of, tag, tongue,
};
use super::pipe::Outlet;
use super::room::Kept;
use crate::web::foreign;
use crate::web::page::{Page, Say, Side, Visit};
use crate::web::routes::url;

/// How long a page may be waited for before it comes in pieces.
const BLINK: Duration = Duration::from_millis(700);
/// Where the list comes in the page.
const LIST: &str = "<!--list-->";
/// How often the reading is spoken of, where nothing is found: parts of the file.
const PARTS: u64 = 10;

/// One line of what was found, by rule.
struct Line {
    tag: &'static str,
    severity: &'static str,
    id: &'static str,
    text: String,
    fix: String,
    count: String,
    href: String,
    first: u32,
    first_href: String,
}

/// A choice of a filter.
struct Choice {
    value: String,
    text: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "iati_check/found.html")]
pub struct FoundPage {
    p: Page,
    kept: Arc<Kept>,
    filter: Filter,
    skip: usize,
    /// Until when the file stays: local time.
    until: String,
    /// The summary stands below the list.
    late: bool,
    /// Nothing was listed.
    empty: bool,
    more: bool,
}

impl FoundPage {
    pub fn of(visit: &Visit, kept: Arc<Kept>) -> Self {
        let clock = &visit.web.ctx.clock;
        let left = jiff::SignedDuration::try_from(kept.left()).unwrap_or_default();
        let until = lang::time(clock.local(clock.now() + left).time());
        let say = Say(visit.lang_on(Side::Public));
        let skip: usize = visit.query(ask::FROM).parse().unwrap_or(0);
        Self {
            p: visit.public_titled(say.f1("iati-found-title", "name", &kept.name)),
            filter: Filter::of(visit),
            skip,
            until,
            late: false,
            empty: false,
            more: false,
            kept,
        }
    }

    /// Reads the file and sends the page.
    pub fn write(self, file: impl Read, options: &Options, out: Outlet) {
        let list = Listing::new(self.say(), &self.kept.id, self.filter.clone(), self.skip);
        let known = self.kept.verdict.get().is_some();
        let showing = RefCell::new(Showing {
            page: self,
            list,
            tally: Tally::default(),
            known,
            out,
            since: Instant::now(),
            told: 0,
        });
        let reader = Watched { input: file, showing: &showing, bytes: 0 };
        let head = iati::check(reader, options, |finding| showing.borrow_mut().take(&finding));
        let mut it = showing.into_inner();
        if it.out.is_closed() {
            return;
        }
        if !it.known {
            let tally = std::mem::take(&mut it.tally);
            // Another look at the same file may have been faster and found the same.
            let _ = it.page.kept.verdict.set(tally.end(head));
        }
        it.end();
    }

    fn say(&self) -> Say {
        *std::ops::Deref::deref(&self.p)
    }

    /// The page as it is known now, without the list: what is before it and what behind.
    fn halves(&self) -> (String, String) {
        let html = foreign::mark(self.render().unwrap_or_default());
        match html.split_once(LIST) {
            Some((before, behind)) => (before.to_owned(), behind.to_owned()),
            None => (html, String::new()),
        }
    }

    // What the template asks for.

    fn address(&self, without: &[&str], with: &[(&str, &str)]) -> String {
        let kept = self.filter.query().into_iter().filter(|(name, _)| !without.contains(name));
        url::iati_found_with(&self.kept.id, kept.chain(with.iter().copied()))
    }

    fn from(&self, skip: usize) -> String {
        self.address(&[], &[(ask::FROM, &skip.to_string())])
    }

    fn previous(&self) -> Option<String> {
        (self.skip > 0).then(|| self.from(self.skip.saturating_sub(super::found::PER_PAGE)))
    }

    fn next(&self) -> Option<String> {
        self.more.then(|| self.from(self.skip + super::found::PER_PAGE))
    }

    fn plain(&self) -> String {
        url::iati_found(&self.kept.id)
    }

    fn download(&self, ending: &str) -> String {
        url::iati_file(&self.kept.id, ending)
    }

    fn counted(&self, n: u64) -> String {
        self.p.number(i64::try_from(n).unwrap_or(i64::MAX))
    }

    fn how_many(&self, verdict: &Verdict, severity: Severity) -> u64 {
        let it = verdict.head.summary;
        match severity {
            Severity::Critical => it.critical,
            Severity::Error => it.error,
            Severity::Warning => it.warning,
            Severity::Advisory => it.advisory,
        }
    }

    fn with_count(&self, text: &str, n: Option<u64>) -> String {
        n.map_or_else(|| text.to_owned(), |n| format!("{text} ({})", self.counted(n)))
    }

    fn severities(&self) -> Vec<Choice> {
        let verdict = self.kept.verdict.get();
        let choice = |severity: &Severity| {
            let word = self.p.t(&format!("iati-severity-{}", severity.as_str()));
            Choice {
                value: severity.as_str().to_owned(),
                text: self.with_count(word, verdict.map(|v| self.how_many(v, *severity))),
                chosen: self.filter.severity == Some(*severity),
            }
        };
        SEVERITIES.iter().map(choice).collect()
    }

    fn categories(&self) -> Vec<Choice> {
        let verdict = self.kept.verdict.get();
        let choice = |category: Category| {
            let n = verdict.map(|v| v.categories.get(&category).copied().unwrap_or(0));
            let word = self.p.t(&format!("iati-category-{}", category.as_str()));
            Choice {
                value: category.as_str().to_owned(),
                text: self.with_count(word, n),
                chosen: self.filter.category == Some(category),
            }
        };
        CATEGORIES.into_iter().map(choice).collect()
    }

    fn lines(&self, verdict: &Verdict) -> Vec<Line> {
        verdict.kinds.iter().map(|kind| self.line(kind)).collect()
    }

    fn line(&self, kind: &Kind) -> Line {
        let (it, lang) = (&kind.first, tongue(self.say()));
        let rule = rule_of(it);
        Line {
            tag: tag(it.severity),
            severity: self.p.t(&format!("iati-severity-{}", it.severity.as_str())),
            id: it.id.0,
            text: messages::text(lang, it),
            fix: messages::fix(lang, it),
            count: self.counted(kind.count),
            href: url::iati_found_with(&self.kept.id, [(ask::RULE, rule.as_str())].into_iter())
                + "#phat-hien",
            first: it.pos.line,
            first_href: url::iati_line(&self.kept.id, it.pos.line, it.pos.column),
        }
    }

    /// The language that findings are told in.
    fn tongue(&self) -> &'static str {
        if tongue(self.say()) == iati::Lang::En { "en" } else { "vi" }
    }

    fn codelists(&self) -> &'static str {
        iati::codelists::revision()
    }

    fn kind(&self, verdict: &Verdict) -> &'static str {
        match verdict.head.kind {
            Some(iati::Kind::Activities) => self.p.t("iati-kind-activities"),
            Some(iati::Kind::Organisations) => self.p.t("iati-kind-organisations"),
            None => self.p.t("iati-kind-none"),
        }
    }
}

/// A page that is being sent.
struct Showing {
    page: FoundPage,
    list: Listing,
    tally: Tally,
    /// The verdict was known before.
    known: bool,
    out: Outlet,
    since: Instant,
    /// Parts of the file that were spoken of.
    told: u64,
}

impl Showing {
    fn take(&mut self, finding: &Finding) {
        if self.done() {
            return;
        }
        if !self.known {
            self.tally.add(finding);
        }
        self.list.take(finding);
        self.hurry();
    }

    /// Whether the rest of the file changes nothing.
    fn done(&self) -> bool {
        self.out.is_closed() || (self.known && self.list.more)
    }

    /// Sends what is there when it takes long.
    fn hurry(&mut self) {
        if !self.page.late && self.since.elapsed() > BLINK && !self.known {
            self.page.late = true;
            let (before, _) = self.page.halves();
            let _ = self.out.write_all(before.as_bytes());
        }
        if self.page.late && !self.list.html.is_empty() {
            self.send_list();
            let _ = self.out.flush();
        }
    }

    fn send_list(&mut self) {
        let html = std::mem::take(&mut self.list.html);
        let _ = self.out.write_all(html.as_bytes());
    }

    /// So much of the file was read. Whether to go on.
    fn read(&mut self, bytes: u64) -> bool {
        self.hurry();
        let parts = bytes * PARTS / self.page.kept.size.max(1);
        if self.page.late && !self.list.is_open() && parts > self.told {
            self.told = parts;
            let p = &self.page.p;
            let text =
                p.f2("iati-read", "read", p.file_size(bytes), "size", p.file_size(self.page.kept.size));
            let _ = write!(self.out, "<p class=\"sm dim m0\">{text}</p>");
            let _ = self.out.flush();
        }
        !self.done()
    }

    fn end(mut self) {
        self.list.close();
        self.page.empty = self.list.listed == 0;
        self.page.more = self.list.more;
        let (before, behind) = self.page.halves();
        if !self.page.late {
            let _ = self.out.write_all(before.as_bytes());
        }
        self.send_list();
        let _ = self.out.write_all(behind.as_bytes());
    }
}

/// A file whose reading is watched, and ended when nobody needs the rest.
struct Watched<'s, R> {
    input: R,
    showing: &'s RefCell<Showing>,
    bytes: u64,
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !self.showing.borrow_mut().read(self.bytes) {
            return Ok(0);
        }
        let n = self.input.read(buffer)?;
        self.bytes += n as u64;
        Ok(n)
    }
}
