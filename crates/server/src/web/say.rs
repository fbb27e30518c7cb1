//! What templates say, in the language of the visit.
use std::borrow::Cow;
use std::fmt;

use domain::finding::{Arg as Fact, Finding};
use domain::organisation::Role;
use domain::refusal::Refusal;
use domain::words::Words;
use jiff::civil::{Date, DateTime};
use lang::{Arg, Lang};

/// The voice of a page: every sentence, figure and date of a template comes from here.
///
/// ```text
/// {{ p.t("people-title") }}                      a message
/// {{ p.f1("people-count", "n", rows.len()) }}    with one argument; f2, f3 for more
/// {{ p.m("home-lead") }}                         marked where the language lacks it (public pages)
/// {{ p.number(row.n) }} {{ p.million(row.vnd) }} {{ p.date(row.on) }} {{ p.words(row.title) }}
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Say(pub Lang);

/// Anything a message takes as an argument, by value or by reference.
pub trait Given {
    fn arg(&self) -> Arg<'_>;
}

macro_rules! given {
    ($($kind:ty),+) => {$(
        impl Given for $kind {
            fn arg(&self) -> Arg<'_> {
                (*self).into()
            }
        }
    )+};
}
given!(i64, i32, u32, usize, i16, Date);

impl Given for str {
    fn arg(&self) -> Arg<'_> {
        self.into()
    }
}

impl Given for String {
    fn arg(&self) -> Arg<'_> {
        self.into()
    }
}

impl<T: Given + ?Sized> Given for &T {
    fn arg(&self) -> Arg<'_> {
        (**self).arg()
    }
}

/// A plain value by itself or through any number of references: templates lend what they hold.
pub trait Plain<T> {
    fn plain(&self) -> T;
}

macro_rules! plain {
    ($($kind:ty),+) => {$(
        impl Plain<$kind> for $kind {
            fn plain(&self) -> $kind {
                *self
            }
        }
    )+};
}
plain!(i64, usize, u64, Date, DateTime);

impl<T, P: Plain<T> + ?Sized> Plain<T> for &P {
    fn plain(&self) -> T {
        (**self).plain()
    }
}

impl Say {
    pub fn lang(self) -> Lang {
        self.0
    }

    pub fn t(self, key: &str) -> &'static str {
        lang::text(self.0, key)
    }

    pub fn f(self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        lang::format(self.0, key, args)
    }

    pub fn f1(self, key: &str, name: &str, value: impl Given) -> String {
        self.f(key, &[(name, value.arg())])
    }

    pub fn f2(self, key: &str, n1: &str, v1: impl Given, n2: &str, v2: impl Given) -> String {
        self.f(key, &[(n1, v1.arg()), (n2, v2.arg())])
    }

    #[expect(clippy::needless_pass_by_value, reason = "templates make the pairs in place")]
    pub fn f3(
        self,
        key: &str,
        a: (&str, impl Given),
        b: (&str, impl Given),
        c: (&str, impl Given),
    ) -> String {
        self.f(key, &[(a.0, a.1.arg()), (b.0, b.1.arg()), (c.0, c.1.arg())])
    }

    /// A message that says so when the language lacks it and it stands in Vietnamese.
    pub fn m(self, key: &str) -> Marked {
        let foreign = !lang::has(self.0, key);
        Marked { text: self.t(key), foreign }
    }

    /// A message that need not exist: names of actions, states and kinds built at run time.
    pub fn t_or<'a>(self, key: &str, otherwise: &'a str) -> &'a str {
        lang::try_text(self.0, key).unwrap_or(otherwise)
    }

    pub fn words(self, words: &Words) -> &str {
        if self.0 == Lang::En && !words.en.is_empty() { &words.en } else { &words.vi }
    }

    pub fn role(self, role: Role) -> &'static str {
        let (vi, en) = role.words();
        if self.0 == Lang::En { en } else { vi }
    }

    pub fn number(self, value: impl Plain<i64>) -> String {
        lang::number(self.0, value.plain())
    }

    pub fn count(self, value: impl Plain<usize>) -> String {
        lang::number(self.0, i64::try_from(value.plain()).unwrap_or(i64::MAX))
    }

    /// Đồng as a bare figure in million đồng.
    pub fn million(self, vnd: impl Plain<i64>) -> String {
        lang::million(self.0, vnd.plain())
    }

    pub fn headline(self, vnd: impl Plain<i64>) -> String {
        lang::headline(self.0, vnd.plain())
    }

    /// Tenths of a per cent.
    pub fn percent(self, per_mille: impl Plain<i64>) -> String {
        lang::percent(self.0, per_mille.plain())
    }

    pub fn date(self, day: impl Plain<Date>) -> String {
        lang::date(self.0, day.plain())
    }

    pub fn day_month(self, day: impl Plain<Date>) -> String {
        lang::day_month(self.0, day.plain())
    }

    pub fn weekday(self, day: impl Plain<Date>) -> &'static str {
        lang::weekday(self.0, day.plain())
    }

    pub fn moment(self, at: impl Plain<DateTime>) -> String {
        lang::date_time(self.0, at.plain())
    }

    pub fn file_size(self, bytes: impl Plain<u64>) -> String {
        lang::file_size(self.0, bytes.plain())
    }

    /// The sentence of a refusal.
    pub fn refusal(self, refusal: &Refusal) -> String {
        self.sentence(&format!("refusal-{}", refusal.code), &refusal.args)
    }

    /// The sentence of a finding.
    pub fn finding(self, finding: &Finding) -> String {
        self.sentence(&format!("finding-{}", finding.code), &finding.args)
    }

    pub(super) fn sentence(self, key: &str, facts: &[(String, Fact)]) -> String {
        let args: Vec<(&str, Arg<'_>)> = facts.iter().map(|(n, f)| (n.as_str(), self.fact(f))).collect();
        if args.is_empty() { self.t(key).to_owned() } else { self.f(key, &args) }
    }

    fn fact(self, fact: &Fact) -> Arg<'_> {
        match fact {
            Fact::Text(text) => Arg::Text(Cow::Borrowed(text)),
            Fact::Number(n) => Arg::Number(*n),
            Fact::Money(vnd) => Arg::Text(Cow::Owned(self.million(*vnd))),
            Fact::Date(day) => Arg::Date(*day),
            Fact::Words(words) => Arg::Text(Cow::Owned(self.words(words).to_owned())),
        }
    }
}

/// A message, with `lang="vi"` and a mark where it is not translated.
pub struct Marked {
    text: &'static str,
    foreign: bool,
}

impl askama::filters::HtmlSafe for Marked {}

impl fmt::Display for Marked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = askama::filters::escape(self.text, askama::filters::Html).map_err(|_| fmt::Error)?;
        if !self.foreign {
            return write!(f, "{text}");
        }
        let mark = lang::text(Lang::Vi, "untranslated");
        write!(f, "<span lang=\"vi\">{text} <span class=\"tag no\">{mark}</span></span>")
    }
}
