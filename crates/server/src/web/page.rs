//! What every page has around its content: language, menu, who is signed in, the demonstration
//! strip, the footer. A page struct holds it as `p`, and its template extends `layout.html`.
use std::ops::Deref;

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use domain::access::Action;
use lang::Lang;

use super::routes::url;
pub use super::say::Say;
pub use super::visit::Visit;
use crate::problem::{Outcome, Problem};

/// Which side of the house a page is on: white for everyone, dark for those signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Public,
    Office,
}

pub struct Link {
    pub href: String,
    pub text: &'static str,
    pub current: bool,
}

pub struct LangLink {
    pub code: &'static str,
    pub name: &'static str,
    pub href: String,
    pub current: bool,
}

/// Who is signed in.
pub struct Who {
    pub name: String,
    pub organisation: String,
}

/// The frame of a page. Derefs to [`Say`], so templates write `p.t("key")`.
pub struct Page {
    say: Say,
    pub title: String,
    pub side: Side,
    pub who: Option<Who>,
    pub menu: Vec<Link>,
    pub langs: Vec<LangLink>,
    pub demo: bool,
    /// Province, for the line under the mark; empty when no organisation has a place.
    pub province: String,
    pub standing: String,
    /// Server time, already written.
    pub now: String,
    /// What was just done, from `?xong=` of a redirect: end of a message key `done-…`.
    pub done: Option<&'static str>,
}

impl Deref for Page {
    type Target = Say;
    fn deref(&self) -> &Say {
        &self.say
    }
}

impl Page {
    /// Stylesheet address.
    pub fn style(&self) -> &'static str {
        super::assets::style()
    }

    pub fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    pub fn code(&self) -> &'static str {
        self.say.lang().code()
    }

    pub fn is_public(&self) -> bool {
        self.side == Side::Public
    }

    /// Where the mark leads.
    pub fn home(&self) -> &'static str {
        if self.is_public() || self.who.is_none() { url::HOME } else { url::WORK }
    }

    // Addresses that templates of every noun link to.
    pub fn root(&self) -> &'static str {
        url::HOME
    }
    pub fn published(&self) -> &'static str {
        url::PUBLISHED
    }
    pub fn iati(&self) -> &'static str {
        url::IATI
    }
    pub fn sign_in(&self) -> &'static str {
        url::SIGN_IN
    }
    pub fn second_step(&self) -> &'static str {
        url::SECOND_STEP
    }
    pub fn sign_out(&self) -> &'static str {
        url::SIGN_OUT
    }
    pub fn account(&self) -> &'static str {
        url::ACCOUNT
    }
    pub fn people(&self) -> &'static str {
        url::PEOPLE
    }
    pub fn new_person(&self) -> &'static str {
        url::NEW_PERSON
    }

    /// Says in the title that the page came back with errors.
    #[must_use]
    pub fn failed_if(mut self, failed: bool) -> Self {
        if failed {
            self.title = self.say.f1("title-error", "title", &self.title);
        }
        self
    }
}

/// Languages a side is written in.
pub fn languages(side: Side) -> &'static [Lang] {
    match side {
        Side::Public => &Lang::ALL,
        Side::Office => &[Lang::Vi, Lang::En],
    }
}

impl Visit {
    /// The frame of a page for those signed in, titled by a message.
    pub fn office(&self, title: &str) -> Page {
        self.office_titled(lang::text(self.lang_on(Side::Office), title))
    }

    /// The same with a title made by the handler.
    pub fn office_titled(&self, title: impl Into<String>) -> Page {
        self.frame(Side::Office, title.into())
    }

    /// The frame of a page for everyone.
    pub fn public(&self, title: &str) -> Page {
        self.public_titled(lang::text(self.lang_on(Side::Public), title))
    }

    pub fn public_titled(&self, title: impl Into<String>) -> Page {
        self.frame(Side::Public, title.into())
    }

    /// The voice of the office pages, before there is a page.
    pub fn say(&self) -> Say {
        Say(self.lang_on(Side::Office))
    }

    fn frame(&self, side: Side, title: String) -> Page {
        let say = Say(self.lang_on(side));
        let actor = self.actor();
        let reference = &self.web.ctx.reference;
        Page {
            say,
            title,
            side,
            who: actor.map(|a| Who {
                name: a.name.clone(),
                organisation: reference.name_of(&a.organisation).to_owned(),
            }),
            menu: match side {
                Side::Office => self.office_menu(say),
                Side::Public => self.public_menu(say),
            },
            langs: self.languages(side, say.lang()),
            demo: self.web.is_demo(),
            province: say.words(&self.web.province).to_owned(),
            standing: match side {
                Side::Public => say.words(&self.web.standing()).to_owned(),
                Side::Office => String::new(),
            },
            now: say.moment(self.web.ctx.clock.local(self.web.ctx.clock.now())),
            done: self.done(say),
        }
    }

    fn public_menu(&self, say: Say) -> Vec<Link> {
        let mut links = vec![
            (url::HOME, "menu-home"),
            (url::CALLS, "menu-calls"),
            (url::PUBLISHED, "menu-published"),
            (url::IATI, "menu-iati"),
        ];
        if self.actor().is_some() {
            links.push((url::WORK, "menu-work"));
        }
        self.links(say, links.into_iter().map(|(href, key)| (href.to_owned(), key)).collect())
    }

    /// Only what the person may open.
    fn office_menu(&self, say: Say) -> Vec<Link> {
        let Some(by) = &self.by else { return Vec::new() };
        let own = by.actor().map(|a| a.organisation.clone()).unwrap_or_default();
        let round = self.web.round();
        let mut links = vec![(url::WORK.to_owned(), "menu-work")];
        if by.may(Action::ReadRound, None) {
            links.push((url::ROUNDS.to_owned(), "menu-reports"));
        } else if by.may(Action::ReadReport, Some(&own)) {
            links.push((url::report(&round, &own), "menu-report"));
        }
        if by.may(Action::ReadProposals, Some(&own)) {
            links.push((url::NEEDS.to_owned(), "menu-needs"));
            links.push((url::PROPOSALS.to_owned(), "menu-proposals"));
        }
        if by.may(Action::WriteCatalogue, None) || by.may(Action::PublishCatalogue, None) {
            links.push((url::CATALOGUE.to_owned(), "menu-catalogue"));
        }
        if by.may(Action::ReadDonors, None) {
            links.push((url::DONORS.to_owned(), "menu-donors"));
        }
        if by.may(Action::ReadDossiers, Some(&own)) {
            links.push((url::DOSSIERS.to_owned(), "menu-dossiers"));
        }
        let fixed = [
            (Action::ReadConsolidation, url::consolidation(&round), "menu-consolidation"),
            (Action::ReadProjects, url::PROJECTS.to_owned(), "menu-projects"),
            (Action::ReadPlan, url::PLAN.to_owned(), "menu-plan"),
            (Action::ReadPlan, url::PROCEDURES.to_owned(), "menu-procedures"),
            (Action::ManagePeople, url::PEOPLE.to_owned(), "menu-people"),
            (Action::ReadAudit, url::AUDIT.to_owned(), "menu-audit"),
        ];
        links.extend(fixed.into_iter().filter(|(a, ..)| by.may(*a, None)).map(|(_, href, key)| (href, key)));
        self.links(say, links)
    }

    /// Marks the link that leads here, or to the nearest page above.
    fn links(&self, say: Say, links: Vec<(String, &'static str)>) -> Vec<Link> {
        let above = |href: &str| {
            self.path == href
                || (href != "/" && self.path.starts_with(href) && self.path[href.len()..].starts_with('/'))
        };
        let nearest = links.iter().filter(|(h, _)| above(h)).map(|(h, _)| h.len()).max();
        links
            .into_iter()
            .map(|(href, key)| Link {
                current: above(&href) && nearest == Some(href.len()),
                text: say.t(key),
                href,
            })
            .collect()
    }

    /// The same page and query in each language.
    fn languages(&self, side: Side, now: Lang) -> Vec<LangLink> {
        languages(side)
            .iter()
            .map(|lang| LangLink {
                code: lang.code(),
                name: lang.native_name(),
                href: self.address_in(*lang),
                current: *lang == now,
            })
            .collect()
    }
}

/// A page as the answer.
pub fn show(page: &impl Template) -> Outcome<Response> {
    show_as(StatusCode::OK, page)
}

/// A page as the answer, with another status: 422 for a refused form.
pub fn show_as(status: StatusCode, page: &impl Template) -> Outcome<Response> {
    let html = page.render().map_err(|e| Problem::Broken(e.into()))?;
    let mut response = Response::new(Body::from(super::foreign::mark(html)));
    *response.status_mut() = status;
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}

/// Sends the browser to a page by GET (303), so that a reload writes nothing twice. `done` names
/// what was done, end of a message key `done-…`; it is said on top of the page.
pub fn redirect_done(to: &str, done: &str) -> Response {
    let joint = if to.contains('?') { '&' } else { '?' };
    redirect(&format!("{to}{joint}xong={done}"))
}

pub fn redirect(to: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let to = HeaderValue::from_str(to).unwrap_or_else(|_| HeaderValue::from_static(url::HOME));
    response.headers_mut().insert(header::LOCATION, to);
    response
}
