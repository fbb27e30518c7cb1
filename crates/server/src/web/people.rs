//! People and their accounts: the administrator's pages.
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

struct Row {
    name: String,
    email: String,
    organisation: String,
    position: &'static str,
    state: AccountState,
    second_factor: bool,
    own: bool,
    address: String,
}

/// How an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AccountState {
    Open,
    Locked,
    Closed,
}

impl AccountState {
    fn of(ctx: &Ctx, account: &Account) -> Self {
        let locked = account.locked_until.is_some_and(|until| until > ctx.clock.now());
        match (account.disabled, locked) {
            (true, _) => Self::Closed,
            (false, true) => Self::Locked,
            (false, false) => Self::Open,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Open => "people-open",
            Self::Locked => "people-locked",
            Self::Closed => "people-closed",
        }
    }

    fn tag(self) -> &'static str {
        match self {
            Self::Open => "ok",
            Self::Locked => "warn",
            Self::Closed => "no",
        }
    }

    fn is_closed(self) -> bool {
        self == Self::Closed
    }
}

#[derive(Template)]
#[template(path = "people/list.html")]
struct ListPage {
    p: Page,
    rows: Vec<Row>,
    search: String,
}

#[derive(Template)]
#[template(path = "people/new.html")]
struct NewPage {
    p: Page,
    form: Form,
    organisations: Vec<(String, String)>,
    positions: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "people/person.html")]
struct PersonPage {
    p: Page,
    row: Row,
    /// A password that was just made: shown this once.
    made: Option<String>,
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

/// `GET /cai-dat/nguoi-dung`; `?tim=` by name, address or organisation, without regard to tones.
pub async fn list(visit: Visit, by: Caller, State(ctx): State<Ctx>) -> Outcome<Response> {
    let p = visit.office("people");
    let search = visit.query("tim").trim().to_owned();
    let wanted = lang::fold(&search);
    let accounts = user::list(&ctx, &by).await?;
    let mut rows: Vec<Row> = accounts.into_iter().map(|a| row(&ctx, &by, *p, a)).collect();
    rows.retain(|r| lang::fold(&format!("{} {} {}", r.name, r.email, r.organisation)).contains(&wanted));
    show(&ListPage { p, rows, search })
}

/// `GET /cai-dat/nguoi-dung/moi`
pub async fn new(visit: Visit, State(ctx): State<Ctx>) -> Outcome<Response> {
    show(&new_page(&visit, &ctx, Form::default()))
}

/// `POST /cai-dat/nguoi-dung`: adds an account. Its password is in the answer and nowhere else,
/// so this one answer is not a redirect; sent twice, it is refused for the taken address.
pub async fn add(visit: Visit, by: Caller, State(ctx): State<Ctx>, posted: Posted) -> Outcome<Response> {
    let mut form = Form::from(posted);
    let position = POSITIONS.iter().find(|(code, _)| form.is("position", code));
    let new = user::New {
        position: position.map_or(Position::Officer, |(_, p)| *p),
        name: form.need("name", "people-name-needed"),
        email: form.need("email", "people-email-needed"),
        organisation: form.need("organisation", "people-organisation-needed"),
        password: None,
    };
    if !form.failed() {
        match user::add(&ctx, &by, new).await {
            Ok(added) => return person_page(&visit, &by, &ctx, added.id, added.initial_password).await,
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
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &new_page(&visit, &ctx, form))
}

/// `GET /cai-dat/nguoi-dung/{user}`
pub async fn person(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(id): Path<i64>,
) -> Outcome<Response> {
    person_page(&visit, &by, &ctx, UserId(id), None).await
}

/// `POST /cai-dat/nguoi-dung/{user}`: one of the person's buttons.
pub async fn change(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(id): Path<i64>,
    posted: Posted,
) -> Outcome<Response> {
    let id = UserId(id);
    let done = match posted.get("do") {
        "disable" => user::set_disabled(&ctx, &by, id, true).await.map(|()| "account-closed")?,
        "enable" => user::set_disabled(&ctx, &by, id, false).await.map(|()| "account-opened")?,
        "second-factor" => user::reset_second_factor(&ctx, &by, id).await.map(|()| "second-factor")?,
        "password" => {
            let made = user::reset_password(&ctx, &by, id).await?.initial_password;
            return person_page(&visit, &by, &ctx, id, made).await;
        }
        _ => return Err(Problem::NotFound("action")),
    };
    Ok(redirect_done(&url::person(id), done))
}

async fn person_page(
    visit: &Visit,
    by: &Caller,
    ctx: &Ctx,
    id: UserId,
    made: Option<String>,
) -> Outcome<Response> {
    let account = user::account(ctx, by, id).await?;
    let p = visit.office_titled(account.name.clone());
    let row = row(ctx, by, *p, account);
    show(&PersonPage { row, p, made })
}

fn new_page(visit: &Visit, ctx: &Ctx, form: Form) -> NewPage {
    let p = visit.office("people-add").failed_if(form.failed());
    let positions =
        POSITIONS.map(|(code, position)| (code.to_owned(), p.t(position_key(position)).to_owned()));
    NewPage { organisations: organisations(ctx, *p), positions: positions.to_vec(), p, form }
}

fn row(ctx: &Ctx, by: &Caller, say: Say, account: Account) -> Row {
    Row {
        organisation: ctx.reference.name_of(&account.organisation).to_owned(),
        position: say.t(position_key(account.position)),
        state: AccountState::of(ctx, &account),
        second_factor: account.totp_secret.is_some(),
        own: by.user() == Some(account.id),
        address: url::person(account.id),
        name: account.name,
        email: account.email,
    }
}

/// Organisations of today, in the order of the reference data.
fn organisations(ctx: &Ctx, say: Say) -> Vec<(String, String)> {
    let today = ctx.clock.today();
    let valid = ctx.reference.organisations.all().iter().filter(|o| o.is_valid_on(today));
    let mut list = vec![(String::new(), say.t("choose").to_owned())];
    list.extend(valid.map(|o| (o.code.clone(), o.short_vi.clone())));
    list
}
