//! One's own account: who one is here, and the password.
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Actor;

use super::form::{Form, Posted};
use super::page::{Page, redirect_done, show, show_as};
use super::people::position_key;
use super::routes::url;
use super::session::{self, Token};
use super::visit::Visit;
use crate::app::{Caller, user};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

#[derive(Template)]
#[template(path = "account/page.html")]
struct AccountPage {
    p: Page,
    form: Form,
    name: String,
    organisation: String,
    position: &'static str,
    /// Names of the seats that the organisation holds today.
    seats: Vec<&'static str>,
}

fn account_page(visit: &Visit, actor: &Actor, form: Form) -> AccountPage {
    let p = visit.office("account").failed_if(form.failed());
    let say = visit.say();
    let seats = actor.roles.iter().map(|r| say.role(*r));
    AccountPage {
        name: actor.name.clone(),
        organisation: visit.web.ctx.reference.name_of(&actor.organisation).to_owned(),
        position: say.t(position_key(actor.position)),
        seats: seats.collect(),
        p,
        form,
    }
}

fn actor(by: &Caller) -> Outcome<&Actor> {
    by.actor().ok_or(Problem::NotFound("account"))
}

/// `GET /tai-khoan`
pub async fn page(visit: Visit, by: Caller) -> Outcome<Response> {
    show(&account_page(&visit, actor(&by)?, Form::default()))
}

/// `POST /tai-khoan`
pub async fn change_password(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    posted: Posted,
) -> Outcome<Response> {
    let mut form = Form::default();
    let (current, new) = (posted.raw("current"), posted.raw("new"));
    if current.is_empty() {
        form.refuse("current", "account-current-needed");
    }
    if new.is_empty() {
        form.refuse("new", "account-new-needed");
    }
    if !form.failed() {
        let token = Token::draw();
        match user::change_password(&ctx, &by, current, new, &token.session()).await {
            Ok(()) => {
                let mut response = redirect_done(url::ACCOUNT, "password");
                session::begin(&ctx.config, &mut response, &token);
                return Ok(response);
            }
            Err(Problem::Refused(refusal)) => {
                let field = if refusal.code == "password-wrong" { "current" } else { "new" };
                form.refused(field, &refusal);
            }
            Err(other) => return Err(other),
        }
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &account_page(&visit, actor(&by)?, form))
}
