//! Lists by the page: which rows, and the links to the other pages.
use super::page::{Say, Visit};

/// Name of the query parameter, from 1.
const PAGE: &str = "trang";

/// Where a list stands. `{{ pager.links() }}` writes the links, nothing when one page is enough.
pub struct Pager {
    say: Say,
    /// From 1.
    pub page: usize,
    pub pages: usize,
    pub total: usize,
    per_page: usize,
    /// Path and query up to the number of a page.
    to: String,
    /// What follows the number: the place on the page to come back to.
    place: String,
}

impl Pager {
    /// The page that the address asks for, or the nearest there is.
    pub fn new(visit: &Visit, total: usize, per_page: usize) -> Self {
        let pages = total.div_ceil(per_page).max(1);
        let asked = visit.query(PAGE).parse().unwrap_or(1);
        let to = address_without(visit, &[PAGE]);
        let joint = if to.contains('?') { '&' } else { '?' };
        Self {
            say: visit.say(),
            page: asked.clamp(1, pages),
            pages,
            total,
            per_page,
            to: format!("{to}{joint}{PAGE}="),
            place: String::new(),
        }
    }

    /// Links lead back to a place on the page.
    #[must_use]
    pub fn at_place(mut self, id: &str) -> Self {
        self.place = format!("#{id}");
        self
    }

    /// Rows of this page.
    pub fn of<'r, T>(&self, rows: &'r [T]) -> &'r [T] {
        let from = self.skipped().min(rows.len());
        &rows[from..(from + self.per_page).min(rows.len())]
    }

    pub fn skipped(&self) -> usize {
        (self.page - 1) * self.per_page
    }

    /// «Trang 2 trên 20, tất cả 1.000 dòng».
    fn at(&self) -> String {
        self.say.f3("pager-at", ("page", self.page), ("pages", self.pages), ("n", self.total))
    }

    /// Address of a page.
    fn to(&self, page: usize) -> String {
        format!("{}{page}{}", self.to, self.place)
    }

    pub fn links(&self) -> PagerLinks<'_> {
        PagerLinks { say: self.say, pager: self }
    }
}

#[derive(askama::Template)]
#[template(path = "partial/pager.html")]
pub struct PagerLinks<'p> {
    say: Say,
    pager: &'p Pager,
}

impl askama::filters::HtmlSafe for PagerLinks<'_> {}

/// Address of this page without some parameters, and without those that are said once.
pub fn address_without(visit: &Visit, names: &[&str]) -> String {
    let address = visit.address();
    let (path, query) = address.split_once('?').unwrap_or((&address, ""));
    let name = |pair: &str| pair.split('=').next().unwrap_or_default().to_owned();
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !["lang", "xong"].contains(&name(pair).as_str()))
        .filter(|pair| !names.contains(&name(pair).as_str()))
        .collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}
