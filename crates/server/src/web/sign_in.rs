//! Signing in and out.
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::form::{Form, Message, Posted};
use super::page::{Page, redirect, show, show_as};
use super::routes::url;
use super::session::{self, Token};
use super::visit::Visit;
use crate::app::Caller;
use crate::app::user::second_factor;
use crate::app::user::sign_in::{self, First, Second, Waiting};
use crate::ctx::Ctx;
use crate::problem::Outcome;

#[derive(Template)]
#[template(path = "sign_in/first.html")]
struct FirstPage {
    p: Page,
    form: Form,
    /// Where to go afterwards.
    back: String,
}

#[derive(Template)]
#[template(path = "sign_in/second.html")]
struct SecondPage {
    p: Page,
    form: Form,
    back: String,
    left: u32,
    /// Secret and address for someone who sets up their application.
    enrols: Option<(String, String)>,
}

/// Only a path of this instance is followed; anything else would let a link lead people away.
fn safe(path: &str) -> &str {
    let own = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n', '\t']);
    if own { path } else { "" }
}

fn onward(path: &str) -> &str {
    let path = safe(path);
    if path.is_empty() || path.starts_with(url::SIGN_IN) { url::WORK } else { path }
}

/// `GET /dang-nhap`
pub async fn first_page(visit: Visit) -> Outcome<Response> {
    let back = visit.query("tiep");
    if visit.by.is_some() {
        return Ok(redirect(onward(&back)));
    }
    show(&FirstPage { p: visit.office("sign-in"), form: Form::default(), back })
}

/// `POST /dang-nhap`
pub async fn first_step(visit: Visit, State(ctx): State<Ctx>, posted: Posted) -> Outcome<Response> {
    let password = posted.raw("password").to_owned();
    let back = posted.get("tiep").to_owned();
    let mut form = Form::from(posted).without("password");
    let email = form.need("email", "sign-in-email-needed");
    if password.is_empty() {
        form.refuse("password", "sign-in-password-needed");
    }
    if !form.failed() {
        let token = Token::draw();
        match sign_in::first_step(&ctx, &email, &password, &token.hashes()).await? {
            First::SignedIn => {
                let mut response = redirect(onward(&back));
                session::begin(&ctx.config, &mut response, &token);
                return Ok(response);
            }
            First::SecondStep => {
                let mut response = redirect(&url::second_step(safe(&back)));
                session::wait(&ctx.config, &mut response, &token);
                return Ok(response);
            }
            First::Refused => form.refuse("email", "sign-in-refused"),
        }
    }
    let p = visit.office("sign-in").failed_if(true);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &FirstPage { p, form, back })
}

/// `GET /dang-nhap/ma`
pub async fn second_page(visit: Visit, State(ctx): State<Ctx>, headers: HeaderMap) -> Outcome<Response> {
    let back = visit.query("tiep");
    let Some((token, waits)) = waiting(&ctx, &headers).await? else {
        return Ok(redirect(&url::sign_in(&back)));
    };
    show(&second(&visit, &token, &waits, Form::default(), back))
}

/// `POST /dang-nhap/ma`
pub async fn second_step(
    visit: Visit,
    State(ctx): State<Ctx>,
    headers: HeaderMap,
    posted: Posted,
) -> Outcome<Response> {
    let code = posted.get("code").to_owned();
    let back = posted.get("tiep").to_owned();
    let over = || redirect(&url::sign_in(safe(&back)));
    let Some((token, mut waits)) = waiting(&ctx, &headers).await? else {
        return Ok(over());
    };
    let offered = second_factor::secret_from(&token.enrolment());
    let next = Token::draw();
    match sign_in::second_step(&ctx, &token.second_step(), &code, &offered, &next.session()).await? {
        Second::SignedIn => {
            let mut response = redirect(onward(&back));
            session::begin(&ctx.config, &mut response, &next);
            return Ok(response);
        }
        Second::Over => return Ok(over()),
        Second::Wrong { left } => waits.left = left,
    }
    let mut form = Form::default();
    form.refuse_with("code", Message::new("sign-in-code-wrong"));
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &second(&visit, &token, &waits, form, back))
}

async fn waiting(ctx: &Ctx, headers: &HeaderMap) -> Outcome<Option<(Token, Waiting)>> {
    let Some(token) = session::waiting_token(&ctx.config, headers) else {
        return Ok(None);
    };
    let waits = sign_in::waiting(ctx, &token.second_step()).await?;
    Ok(waits.map(|w| (token, w)))
}

fn second(visit: &Visit, token: &Token, waits: &Waiting, form: Form, back: String) -> SecondPage {
    let enrols = waits.enrols.then(|| {
        let secret = second_factor::secret_from(&token.enrolment());
        (second_factor::grouped(&secret), second_factor::address(&secret, waits.email()))
    });
    let title = if enrols.is_some() { "sign-in-enrol" } else { "sign-in-code" };
    SecondPage { p: visit.office(title).failed_if(form.failed()), form, back, left: waits.left, enrols }
}

/// `POST /dang-xuat`
pub async fn sign_out(visit: Visit, by: Caller, State(ctx): State<Ctx>) -> Outcome<Response> {
    if let Some(session) = &visit.session {
        sign_in::sign_out(&ctx, &by, session).await?;
    }
    let mut response = redirect(url::HOME);
    session::end(&ctx.config, &mut response);
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_signing_in_only_paths_of_this_instance_are_followed() {
        assert_eq!(onward("/bao-cao/2025?x=1"), "/bao-cao/2025?x=1");
        for elsewhere in ["https://a.example", "//a.example", "/\\a.example", "", "/dang-nhap", "/a\r\nb"] {
            assert_eq!(onward(elsewhere), url::WORK, "{elsewhere}");
        }
    }
}
