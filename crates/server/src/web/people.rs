//! People and their accounts: the administrator's page.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Position;
use domain::ids::UserId;
use store::user::Account;

use super::form::{Form, Posted};
use super::page::{Page, Say, redirect_done, show, show_as};
use super::routes::url;
use super::visit::Visit;
use crate::app::{Caller, user};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

pub struct Row {
    name: String,
    email: String,
    organisation: String,
    position: &'static str,
    state: AccountState,
    second_factor: bool,
    own: bool,
    action: String,
}

/// How an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AccountState {
    Open,
    Locked,
    Closed,
}

#[derive(Template)]
#[template(path = "people/list.html")]
struct PeoplePage {
    p: Page,
    rows: Vec<Row>,
    form: Form,
    organisations: Vec<(String, String)>,
    positions: Vec<(String, String)>,
    /// A password that was just made, and for whom: shown this once.
    made: Option<(String, String)>,
}

pub fn position_key(position: Position) -> &'static str {
    match position {
        Position::Officer => "position-officer",
        Position::Leader => "position-leader",
        Position::Administrator => "position-administrator",
    }
}

const POSITIONS: [(&str, Position); 3] = [
    ("officer", Position::Officer),
    ("leader", Position::Leader),
    ("administrator", Position::Administrator),
];

/// `GET /cai-dat/nguoi-dung`
pub async fn page(visit: Visit, by: Caller, State(ctx): State<Ctx>) -> Outcome<Response> {
    show(&people_page(&visit, &by, &ctx, Form::default(), None).await?)
}

/// `POST /cai-dat/nguoi-dung`: adds an account. Its password is in the answer and nowhere else,
/// so this one answer is not a redirect; sent twice, it is refused for the taken address.
pub async fn add(visit: Visit, by: Caller, State(ctx): State<Ctx>, posted: Posted) -> Outcome<Response> {
    let mut form = Form::from(posted);
    let new = user::New {
        email: form.need("email", "people-email-needed"),
        name: form.need("name", "people-name-needed"),
        organisation: form.need("organisation", "people-organisation-needed"),
        position: POSITIONS
            .iter()
            .find(|(code, _)| form.is("position", code))
            .map_or(Position::Officer, |(_, p)| *p),
        password: None,
    };
    if !form.failed() {
        match user::add(&ctx, &by, new).await {
            Ok(added) => {
                return show(&people_page(&visit, &by, &ctx, Form::default(), handed_over(added)).await?);
            }
            Err(Problem::Refused(refusal)) => {
                let field = match refusal.code.as_str() {
                    "name-needed" => "name",
                    "organisation-unknown" => "organisation",
                    _ => "email",
                };
                form.refused(field, &refusal);
            }
            Err(other) => return Err(other),
        }
    }
    show_as(
        StatusCode::UNPROCESSABLE_ENTITY,
        &people_page(&visit, &by, &ctx, form, None).await?,
    )
}

/// Address and password to be handed over in person.
fn handed_over(added: user::Added) -> Option<(String, String)> {
    added.initial_password.map(|password| (added.email, password))
}

/// `POST /cai-dat/nguoi-dung/{user}`: one of the row's buttons.
pub async fn change(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(id): Path<i64>,
    posted: Posted,
) -> Outcome<Response> {
    let id = UserId(id);
    let done = match posted.get("do") {
        "disable" => user::set_disabled(&ctx, &by, id, true)
            .await
            .map(|()| "account-closed")?,
        "enable" => user::set_disabled(&ctx, &by, id, false)
            .await
            .map(|()| "account-opened")?,
        "second-factor" => user::reset_second_factor(&ctx, &by, id)
            .await
            .map(|()| "second-factor")?,
        "password" => {
            let made = handed_over(user::reset_password(&ctx, &by, id).await?);
            return show(&people_page(&visit, &by, &ctx, Form::default(), made).await?);
        }
        _ => return Err(Problem::NotFound("action")),
    };
    Ok(redirect_done(url::PEOPLE, done))
}

async fn people_page(
    visit: &Visit,
    by: &Caller,
    ctx: &Ctx,
    form: Form,
    made: Option<(String, String)>,
) -> Outcome<PeoplePage> {
    let say = visit.say();
    let accounts = user::list(ctx, by).await?;
    let rows = accounts.into_iter().map(|a| row(ctx, by, say, a)).collect();
    let positions = POSITIONS
        .iter()
        .map(|(code, p)| ((*code).to_owned(), say.t(position_key(*p)).to_owned()));
    Ok(PeoplePage {
        p: visit.office("people").failed_if(form.failed()),
        rows,
        form,
        organisations: organisations(ctx, say),
        positions: positions.collect(),
        made,
    })
}

fn row(ctx: &Ctx, by: &Caller, say: Say, account: Account) -> Row {
    let locked = account.locked_until.is_some_and(|until| until > ctx.clock.now());
    Row {
        organisation: ctx.reference.name_of(&account.organisation).to_owned(),
        position: say.t(position_key(account.position)),
        state: match (account.disabled, locked) {
            (true, _) => AccountState::Closed,
            (false, true) => AccountState::Locked,
            (false, false) => AccountState::Open,
        },
        second_factor: account.totp_secret.is_some(),
        own: by.user() == Some(account.id),
        action: url::person(account.id),
        name: account.name,
        email: account.email,
    }
}

/// Organisations of today, in the order of the reference data.
fn organisations(ctx: &Ctx, say: Say) -> Vec<(String, String)> {
    let today = ctx.clock.today();
    let valid = ctx
        .reference
        .organisations
        .all()
        .iter()
        .filter(|o| o.is_valid_on(today));
    let mut list = vec![(String::new(), say.t("choose").to_owned())];
    list.extend(valid.map(|o| (o.code.clone(), o.short_vi.clone())));
    list
}
