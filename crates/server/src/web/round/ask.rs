//! An ad hoc request, written as a page of questions: shown as it will be asked, then sent.
use std::collections::HashSet;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::form::Form as Asked;
use domain::round::Terms;
use domain::words::Words;
use jiff::civil::Date;

use super::super::form::{Form, Message, Posted};
use super::super::page::{Page, Say, Visit, redirect_done, show, show_as};
use super::super::routes::url;
use super::open::{Kind, kinds};
use super::settings::day;
use super::view;
use crate::app::Caller;
use crate::app::round;
use crate::app::round::request::{Answer, QUESTIONS, Question, form_of, next_key, terms_of};
use crate::ctx::Ctx;
use crate::problem::Outcome;

/// Questions that an empty page offers.
const FIRST: usize = 3;
/// Name of the boxes that choose recipients.
const UNIT: &str = "u";

struct QuestionRow {
    n: usize,
    title: String,
    answer: String,
    required: bool,
    choices: String,
    error: Option<String>,
}

struct Recipients {
    kind: Kind,
    /// Value of the buttons that tick all or none.
    slug: String,
    chosen: usize,
}

#[derive(Template)]
#[template(path = "round/ask.html")]
struct AskPage {
    p: Page,
    form: Form,
    rows: Vec<QuestionRow>,
    answers: Vec<(&'static str, &'static str)>,
    recipients: Vec<Recipients>,
    chosen: HashSet<String>,
    more: bool,
}

#[derive(Template)]
#[template(path = "round/ask_preview.html")]
struct PreviewPage {
    p: Page,
    title: String,
    due: String,
    remind: Vec<Date>,
    asked: Asked,
    units: Vec<String>,
    hidden: Vec<(String, String)>,
}

/// `GET /bao-cao/dot-xuat/moi`
pub async fn page(visit: Visit) -> Outcome<Response> {
    show(&ask_page(&visit, Form::default(), FIRST, HashSet::new()))
}

/// `POST /bao-cao/dot-xuat/moi`: one of the page's buttons.
pub async fn write(visit: Visit, by: Caller, State(ctx): State<Ctx>, posted: Posted) -> Outcome<Response> {
    let rows = posted.get("n").parse().unwrap_or(FIRST).clamp(1, QUESTIONS);
    let mut chosen: HashSet<String> = posted.all(UNIT).map(str::to_owned).collect();
    let button = posted.get("do").to_owned();
    let mut form = Form::from(posted.clone());
    let rows = match button.as_str() {
        "preview" | "open" => rows,
        "more" => (rows + FIRST).min(QUESTIONS),
        other => {
            tick(&visit, other, &mut chosen);
            rows
        }
    };
    if matches!(button.as_str(), "preview" | "open")
        && let Some(request) = read(&visit, &mut form, rows, &chosen, &store::round::list(&ctx.store).await?)
    {
        if button == "open" {
            return open(&ctx, &by, request).await;
        }
        return show(&preview(&visit, request, &posted));
    }
    let status = if form.failed() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    show_as(status, &ask_page(&visit, form, rows, chosen))
}

/// Everything that a request needs, found good.
struct Request {
    terms: Terms,
    asked: Asked,
    /// Codes, in the order of lists.
    units: Vec<String>,
}

async fn open(ctx: &Ctx, by: &Caller, request: Request) -> Outcome<Response> {
    let key = request.terms.key.clone();
    round::open(ctx, by, request.terms, Some(request.asked), Some(&request.units)).await?;
    Ok(redirect_done(&url::round(&key), "request-sent"))
}

fn ask_page(visit: &Visit, form: Form, rows: usize, chosen: HashSet<String>) -> AskPage {
    let say = visit.say();
    let recipients = recipients(visit);
    let count = |k: &Kind| k.units.iter().filter(|(code, _)| chosen.contains(code)).count();
    AskPage {
        p: visit.office("round-ask").failed_if(form.failed()),
        rows: (1..=rows).map(|n| row(say, &form, n)).collect(),
        answers: Answer::ALL.iter().map(|a| (a.name(), say.t(answer_key(*a)))).collect(),
        recipients: recipients
            .into_iter()
            .map(|kind| Recipients { slug: slug(&kind), chosen: count(&kind), kind })
            .collect(),
        more: rows < QUESTIONS,
        chosen,
        form,
    }
}

fn recipients(visit: &Visit) -> Vec<Kind> {
    let ctx = &visit.web.ctx;
    kinds(visit.say(), ctx.reference.organisations.reporting_units(ctx.clock.today()))
}

fn slug(kind: &Kind) -> String {
    format!("{:?}", kind.kind).to_lowercase()
}

/// "all-commune" ticks every commune, "none-commune" none of them.
fn tick(visit: &Visit, button: &str, chosen: &mut HashSet<String>) {
    let Some((what, of)) = button.split_once('-') else { return };
    for kind in recipients(visit).iter().filter(|k| slug(k) == of) {
        for (code, _) in &kind.units {
            if what == "all" {
                chosen.insert(code.clone());
            } else {
                chosen.remove(code);
            }
        }
    }
}

fn field(n: usize, part: &str) -> String {
    format!("q{n}-{part}")
}

fn row(say: Say, form: &Form, n: usize) -> QuestionRow {
    let value = |part: &str| form.value(&field(n, part)).to_owned();
    QuestionRow {
        n,
        title: value("title"),
        answer: value("answer"),
        required: form.is(&field(n, "required"), "1"),
        choices: value("choices"),
        error: form.error(&field(n, "title")).map(|e| say.message(&e.message)),
    }
}

fn read(
    visit: &Visit,
    form: &mut Form,
    rows: usize,
    chosen: &HashSet<String>,
    rounds: &[domain::round::Round],
) -> Option<Request> {
    let ctx = &visit.web.ctx;
    let today = ctx.clock.today();
    let title = Words::new(form.need("title", "round-ask-title-needed"), form.value("title-en"));
    let due = day(form, "due");
    if due.is_some_and(|d| d < today) {
        form.refuse("due", "round-ask-due-past");
    }
    let questions = questions(form, rows);
    let units: Vec<String> = recipients(visit)
        .into_iter()
        .flat_map(|k| k.units)
        .map(|(c, _)| c)
        .filter(|c| chosen.contains(c))
        .collect();
    if units.is_empty() {
        form.refuse("recipients", "round-ask-recipients-needed");
    }
    if form.failed() {
        return None;
    }
    let key = next_key(rounds, today.year());
    let agency = ctx.reference.standing(today).map(|o| o.name.vi.as_str()).unwrap_or_default();
    let source =
        lang::format(lang::Lang::Vi, "round-ask-source", &[("agency", agency.into()), ("day", today.into())]);
    let asked = form_of(&key, &title, &source, &questions);
    Some(Request { terms: terms_of(&key, title, due?, form.value("clause"), today), asked, units })
}

/// The questions that have a title; rows left empty are no questions.
fn questions(form: &mut Form, rows: usize) -> Vec<Question> {
    let mut out = Vec::new();
    for n in 1..=rows {
        let title = form.value(&field(n, "title")).to_owned();
        let answer = Answer::read(form.value(&field(n, "answer"))).unwrap_or(Answer::Words);
        let typed = form.value(&field(n, "choices")).to_owned();
        let choices: Vec<String> =
            typed.split([';', '\n']).map(str::trim).filter(|c| !c.is_empty()).map(str::to_owned).collect();
        if title.is_empty() {
            if !choices.is_empty() {
                form.refuse(&field(n, "title"), "round-ask-question-needed");
            }
            continue;
        }
        if answer == Answer::Choice && choices.len() < 2 {
            form.refuse(&field(n, "title"), "round-ask-choices-needed");
        }
        out.push(Question { title, answer, required: form.is(&field(n, "required"), "1"), choices });
    }
    if out.is_empty() {
        form.refuse_with(&field(1, "title"), Message::new("round-ask-questions-needed"));
    }
    out
}

fn preview(visit: &Visit, request: Request, posted: &Posted) -> PreviewPage {
    let say = visit.say();
    let reference = &visit.web.ctx.reference;
    PreviewPage {
        p: visit.office("round-ask-preview"),
        title: say.words(&request.terms.title).to_owned(),
        due: view::due(say, &request.terms),
        remind: request.terms.reminder_days(),
        units: request.units.iter().map(|u| reference.name_of(u).to_owned()).collect(),
        hidden: posted
            .iter()
            .filter(|(n, _)| *n != "do")
            .map(|(n, v)| (n.to_owned(), v.to_owned()))
            .collect(),
        asked: request.asked,
    }
}

impl PreviewPage {
    fn answer_words(&self) -> &'static str {
        self.p.t(answer_key(Answer::Words))
    }

    fn answer(&self, kind: &domain::form::Kind) -> &'static str {
        use domain::form::Kind as K;
        let answer = match kind {
            K::Count => Answer::Count,
            K::Money => Answer::Money,
            K::Date => Answer::Date,
            K::Year => Answer::Year,
            K::Choice => Answer::Choice,
            K::Area => Answer::Area,
            K::Place => Answer::Place,
            K::Text | K::Project | K::Amount | K::Percent => Answer::Text,
        };
        self.p.t(answer_key(answer))
    }
}

fn answer_key(answer: Answer) -> &'static str {
    match answer {
        Answer::Words => "round-answer-words",
        Answer::Text => "round-answer-text",
        Answer::Count => "round-answer-count",
        Answer::Money => "round-answer-money",
        Answer::Date => "round-answer-date",
        Answer::Year => "round-answer-year",
        Answer::Choice => "round-answer-choice",
        Answer::Area => "round-answer-area",
        Answer::Place => "round-answer-place",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_rows_are_no_questions_and_a_choice_needs_two() {
        let typed = [
            ("q1-title", "Số hộ"),
            ("q1-answer", "count"),
            ("q3-title", "Mức"),
            ("q3-answer", "choice"),
            ("q3-choices", "Nhẹ"),
        ];
        let mut form = Form::filled(&typed);
        let read = questions(&mut form, 3);
        assert_eq!(read.len(), 2);
        assert!(form.error("q3-title").is_some() && form.error("q1-title").is_none());
        let mut form =
            Form::filled(&[("q3-title", "Mức"), ("q3-answer", "choice"), ("q3-choices", "Nhẹ; Nặng")]);
        assert_eq!(questions(&mut form, 3)[0].choices, ["Nhẹ", "Nặng"]);
        assert!(!form.failed());
    }

    #[test]
    fn a_request_without_questions_is_refused() {
        let mut form = Form::default();
        assert!(questions(&mut form, 3).is_empty() && form.error("q1-title").is_some());
    }
}
