//! Whether a workbook is meant for here: this form, this round, this unit.
use domain::finding::{Arg, Finding, Spot};

use super::meta::{FORMAT, Meta};
use super::read::Expect;

pub(super) enum Gate {
    /// Go on, with what is worth saying about the file as a whole.
    Open(Vec<Finding>),
    /// Nothing in it may be taken.
    Closed(Finding),
}

fn whole(code: &str) -> Finding {
    Finding::error(code, Spot::default())
}

pub(super) fn gate(meta: Option<&Meta>, expect: &Expect<'_>) -> Gate {
    let Some(meta) = meta else {
        return Gate::Open(vec![Finding::warning("foreign", Spot::default())]);
    };
    let year = |y: i16| Arg::Text(y.to_string());
    if meta.format > FORMAT {
        return Gate::Closed(whole("format-new"));
    }
    if meta.form != expect.form.id {
        return Gate::Closed(
            whole("other-form")
                .text("sent", &meta.form)
                .with("expected", Arg::Words(expect.form.title.clone())),
        );
    }
    if meta.round != expect.terms.key {
        let expected = Arg::Words(expect.terms.title.clone());
        return Gate::Closed(whole("other-round").with("sent", year(meta.year)).with("expected", expected));
    }
    if let Some(unit) = expect.unit.filter(|u| *u != meta.unit) {
        return Gate::Closed(whole("other-unit").text("sent", &meta.unit).text("expected", unit));
    }
    Gate::Open(remarks(meta, expect))
}

fn remarks(meta: &Meta, expect: &Expect<'_>) -> Vec<Finding> {
    let warn = |code: &str| Finding::warning(code, Spot::default());
    let mut out = Vec::new();
    if meta.format < FORMAT {
        out.push(warn("format-old"));
    }
    if meta.form_version != expect.form.version {
        let number = |n: u32| Arg::Number(n.into());
        out.push(
            warn("form-version")
                .with("sent", number(meta.form_version))
                .with("expected", number(expect.form.version)),
        );
    }
    if expect.instance.is_some_and(|i| i != meta.instance) {
        out.push(warn("other-instance"));
    }
    if !meta.intact {
        out.push(warn("meta-changed"));
    }
    if let (Some(base), Some(newest)) = (meta.base_revision, expect.revision)
        && base < newest
    {
        out.push(Finding::note("workbook-old", Spot::default()));
    }
    out
}
