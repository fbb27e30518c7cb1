//! A form as a value: what was typed, what is wrong with it, and how both are shown again.
//!
//! A handler reads [`Posted`], makes a [`Form`] of it, refuses fields by message key, and shows
//! the same page with the form when anything was refused; what was typed is never lost. When all
//! is well it redirects (303), so that a reload writes nothing twice.
use askama::Template;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use domain::finding::Arg;
use domain::refusal::Refusal;
use jiff::civil::Date;

use super::error;
use super::page::Say;

/// The fields of a posted form in order, in composed Unicode (NFC).
#[derive(Debug, Clone, Default)]
pub struct Posted(Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let read = axum::Form::<Vec<(String, String)>>::from_request(request, state).await;
        let fields = read.map_err(|e| error::bare(e.into_response().status()))?.0;
        Ok(Self::new(fields))
    }
}

impl Posted {
    pub fn new(fields: Vec<(String, String)>) -> Self {
        let composed = |text: String| match lang::nfc(&text) {
            std::borrow::Cow::Borrowed(_) => text,
            std::borrow::Cow::Owned(other) => other,
        };
        Self(fields.into_iter().map(|(name, value)| (name, composed(value))).collect())
    }

    /// First value of that name, as typed; empty when it was not sent.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
    }

    /// First value of that name without space around it.
    pub fn get(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// Every value of that name: ticked boxes.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }
}

/// A sentence by message key, with its facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub key: String,
    pub args: Vec<(String, Arg)>,
}

impl Message {
    pub fn new(key: &str) -> Self {
        Self { key: key.to_owned(), args: Vec::new() }
    }
}

/// What is wrong with a field; with an empty field name, with the whole.
#[derive(Debug, Clone)]
pub struct FieldError {
    pub field: String,
    pub message: Message,
}

/// Values to show again and what is wrong with them.
#[derive(Debug, Clone, Default)]
pub struct Form {
    values: Posted,
    errors: Vec<FieldError>,
}

impl From<Posted> for Form {
    fn from(values: Posted) -> Self {
        Self { values, errors: Vec::new() }
    }
}

impl Form {
    /// A form that comes filled in.
    pub fn filled(values: &[(&str, &str)]) -> Self {
        let fields = values.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        Self { values: Posted(fields), errors: Vec::new() }
    }

    pub fn value(&self, name: &str) -> &str {
        self.values.get(name)
    }

    /// Every value of a field that may come several times.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.values.all(name)
    }

    /// With another value in a field.
    #[must_use]
    pub fn with(self, name: &str, value: &str) -> Self {
        let mut form = self.without(name);
        form.values.0.push((name.to_owned(), value.to_owned()));
        form
    }

    pub fn is(&self, name: &str, value: &str) -> bool {
        self.value(name) == value
    }

    pub fn refuse(&mut self, field: &str, key: &str) {
        self.refuse_with(field, Message::new(key));
    }

    pub fn refuse_with(&mut self, field: &str, message: Message) {
        self.errors.push(FieldError { field: field.to_owned(), message });
    }

    /// Puts a use case's refusal at a field.
    pub fn refused(&mut self, field: &str, refusal: &Refusal) {
        let message = Message { key: format!("refusal-{}", refusal.code), args: refusal.args.clone() };
        self.refuse_with(field, message);
    }

    /// The value of a field that must not be empty; refused with `key` when it is.
    pub fn need(&mut self, field: &str, key: &str) -> String {
        let value = self.value(field).to_owned();
        if value.is_empty() {
            self.refuse(field, key);
        }
        value
    }

    /// A day that may be empty; refused when it cannot be read.
    pub fn day(&mut self, field: &str) -> Option<Date> {
        let read = match self.value(field) {
            "" => return None,
            typed => lang::parse_date(typed).ok(),
        };
        if read.is_none() {
            self.refuse(field, "form-day-unread");
        }
        read
    }

    /// A day that has to be given.
    pub fn need_day(&mut self, field: &str) -> Option<Date> {
        let day = self.day(field);
        if day.is_none() && self.error(field).is_none() {
            self.refuse(field, "form-day-unread");
        }
        day
    }

    /// Puts another value in the place of what was sent.
    pub fn set(&mut self, name: &str, value: &str) {
        self.values.0.retain(|(n, _)| n != name);
        self.values.0.push((name.to_owned(), value.to_owned()));
    }

    /// Forgets a value that must not be sent back: a password.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.values.0.retain(|(n, _)| n != name);
        self
    }

    pub fn failed(&self) -> bool {
        !self.errors.is_empty()
    }

    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    pub fn error(&self, field: &str) -> Option<&FieldError> {
        self.errors.iter().find(|e| e.field == field)
    }
}

/// The summary above a refused form: takes the focus, each line leads to its field.
#[derive(Template)]
#[template(path = "partial/errors.html")]
pub struct Errors<'f> {
    say: Say,
    form: &'f Form,
}

impl askama::filters::HtmlSafe for Errors<'_> {}

/// One labelled input with hint and error, each linked to it.
#[derive(Template)]
#[template(path = "partial/field.html")]
pub struct Field<'f> {
    say: Say,
    form: &'f Form,
    name: &'f str,
    label: String,
    hint: String,
    kind: &'f str,
    autocomplete: &'f str,
    class: &'f str,
    required: bool,
    max: u32,
    options: &'f [(String, String)],
}

impl askama::filters::HtmlSafe for Field<'_> {}

/// Longest single line that is taken.
const LINE: u32 = 200;

impl Say {
    pub fn errors(self, form: &Form) -> Errors<'_> {
        Errors { say: self, form }
    }

    /// A text input; the methods of [`Field`] make it another kind.
    pub fn field<'f>(self, form: &'f Form, name: &'f str, label: &str) -> Field<'f> {
        Field {
            say: self,
            form,
            name,
            label: self.t(label).to_owned(),
            hint: String::new(),
            kind: "text",
            autocomplete: "off",
            class: "",
            required: true,
            max: LINE,
            options: &[],
        }
    }

    pub fn message(self, message: &Message) -> String {
        self.sentence(&message.key, &message.args)
    }
}

impl<'f> Field<'f> {
    #[must_use]
    pub fn hint(mut self, key: &str) -> Self {
        self.say.t(key).clone_into(&mut self.hint);
        self
    }
    /// `email`, `password`, `date`, `textarea`, `code` …
    #[must_use]
    pub fn kind(mut self, kind: &'f str) -> Self {
        self.kind = kind;
        self
    }
    #[must_use]
    pub fn autocomplete(mut self, token: &'f str) -> Self {
        self.autocomplete = token;
        self
    }
    #[must_use]
    pub fn class(mut self, class: &'f str) -> Self {
        self.class = class;
        self
    }
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }
    #[must_use]
    pub fn max(mut self, characters: u32) -> Self {
        self.max = characters;
        self
    }
    /// Makes it a drop-down of (value, text).
    #[must_use]
    pub fn options(mut self, options: &'f [(String, String)]) -> Self {
        self.kind = "select";
        self.options = options;
        self
    }

    fn is(&self, kind: &str) -> bool {
        self.kind == kind
    }

    fn error(&self) -> Option<String> {
        self.form.error(self.name).map(|e| self.say.message(&e.message))
    }

    /// Ids of hint and error, for `aria-describedby`.
    fn described_by(&self, failed: bool) -> String {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{}-h", self.name));
        }
        if failed {
            ids.push(format!("{}-e", self.name));
        }
        ids.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use lang::Lang;

    use super::*;

    #[test]
    fn what_was_typed_is_kept_in_composed_form() {
        let form = Form::from(Posted::new(vec![("name".into(), " Ca\u{300} Mau ".into())]));
        assert_eq!(form.value("name"), "Cà Mau");
    }

    #[test]
    fn a_refused_field_is_marked_and_linked_and_keeps_its_value() {
        let mut form = Form::filled(&[("email", "<b>")]);
        form.refuse("email", "form-email-unlike");
        let say = Say(Lang::Vi);
        let html = say.field(&form, "email", "people-email").hint("people-email-hint").to_string();
        assert!(
            html.contains("aria-invalid=\"true\"") && html.contains("aria-describedby=\"email-h email-e\""),
            "{html}"
        );
        assert!(html.contains("&#60;b&#62;") || html.contains("&lt;b&gt;"), "{html}");
        let summary = say.errors(&form).to_string();
        assert!(summary.contains("href=\"#email\"") && summary.contains("autofocus"), "{summary}");
        assert_eq!(say.errors(&Form::default()).to_string().trim(), "");
    }
}
