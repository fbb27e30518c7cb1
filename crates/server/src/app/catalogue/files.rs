//! A catalogue as files: the paper in both languages, the flat table for spreadsheets, the content itself.
use domain::call::{CallFacts, TEXTS};
use domain::catalogue::{Catalogue, Entry, Stage, Version};
use domain::organisation::Role;
use domain::words::{Texts, Words};
use formats::paper::{
    Align, Annex, Block, Column, Dated, Level, Paper, Row, Run, Signature, Table, TitleBlock,
};
use formats::table::List;
use lang::Lang;

use crate::app::print;
use crate::ctx::Ctx;

/// Names of a version's files: "danh-muc-2026-1-vi.docx".
pub fn stem(version: &Version) -> String {
    format!("danh-muc-{}-{}", version.year, version.number)
}

/// All files of a version by name. The JSON is the content to the byte: its SHA-256 is the version's.
pub fn all(ctx: &Ctx, it: &Catalogue, version: &Version) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let stem = stem(version);
    let mut out = Vec::new();
    for lang in [Lang::Vi, Lang::En] {
        let paper = paper(ctx, it, version, lang);
        let (mut docx, mut pdf) = (Vec::new(), Vec::new());
        formats::paper::docx::write(&paper, &mut docx)?;
        formats::paper::pdf::write(&paper, &mut pdf)?;
        out.push((format!("{stem}-{}.docx", lang.code()), docx));
        out.push((format!("{stem}-{}.pdf", lang.code()), pdf));
    }
    let place = |code: &str| ctx.reference.place_name(code).map(|w| w.vi).unwrap_or_default();
    out.push((format!("{stem}.xlsx"), workbook(it, &place)?));
    out.push((format!("{stem}.csv"), formats::catalogue::csv(it, &place)?));
    out.push((format!("{stem}.json"), serde_json::to_vec(it)?));
    Ok(out)
}

fn workbook(it: &Catalogue, place: &dyn Fn(&str) -> String) -> anyhow::Result<Vec<u8>> {
    let columns = formats::catalogue::columns();
    let width = |name: &str| if name.ends_with("_vi") || name.ends_with("_en") { 36.0 } else { 14.0 };
    let headings: Vec<(&str, f64)> = columns.iter().map(|c| (c.as_str(), width(c))).collect();
    let title = lang::format(Lang::Vi, "catalogue-title", &[("year", it.year.to_string().as_str().into())]);
    let list = List {
        title: &title,
        sheet: lang::text(Lang::Vi, "catalogue"),
        headings: &headings,
        demo: it.demo,
        lang: Lang::Vi,
    };
    Ok(list.write(it.calls.iter().map(|c| formats::catalogue::row(c, place)))?)
}

/// What of a text there is in a language: an untranslated one stands in Vietnamese and is marked.
fn said(texts: &Texts, lang: Lang) -> String {
    match lang {
        Lang::En if texts.en.is_empty() && !texts.vi.is_empty() => {
            format!("{} [{}]", texts.vi, lang::text(Lang::En, "catalogue-only-vi"))
        }
        Lang::En => texts.en.clone(),
        _ => texts.vi.clone(),
    }
}

fn named(words: Option<Words>, lang: Lang, otherwise: &str) -> String {
    let words = words.unwrap_or_else(|| Words::new(otherwise, otherwise));
    if lang == Lang::En { words.en } else { words.vi }
}

/// The catalogue as the decree lays a paper out: a table of all calls, then each call with its texts.
fn paper(ctx: &Ctx, it: &Catalogue, version: &Version, lang: Lang) -> Paper {
    let t = |key| lang::text(lang, key);
    let year = it.year.to_string();
    let standing = ctx.reference.standing(it.on);
    let approver = ctx.reference.organisations.holders(Role::Approver, it.on).into_iter().next();
    let day = match &version.stage {
        Stage::Published { at, .. } | Stage::Approved { at, .. } => ctx.clock.local(*at).date(),
        _ => it.on,
    };
    let total = [
        ("n", i64::try_from(it.calls.len()).unwrap_or(i64::MAX).into()),
        ("amount", lang::headline(lang, it.sought()).into()),
    ];
    let mut body = vec![Block::paragraph(lang::format(lang, "catalogue-paper-lead", &total))];
    if !version.reason.is_empty() {
        let reason = [("reason", version.reason.as_str().into())];
        body.push(Block::paragraph(lang::format(lang, "catalogue-paper-reason", &reason)));
    }
    let paper = Paper {
        lang: lang.into(),
        title_block: TitleBlock {
            superior: approver.map(|o| print::short_committee(&o.name.vi)),
            issuer: standing.map(|o| named(Some(o.name.clone()), lang, "")).unwrap_or_default(),
            number: None,
            symbol: format!("DM-{}", standing.map_or("", |o| o.code.as_str())),
            place: ctx.reference.plan_of(it.on.year()).map(|p| p.place.clone()).unwrap_or_default(),
            dated: Dated::On(day),
        },
        kind: t("catalogue-paper-kind").into(),
        subject: lang::format(lang, "catalogue-paper-subject", &[("year", year.as_str().into())]),
        body,
        signature: Signature { post: t("catalogue-paper-post").into(), ..Signature::default() },
        recipients: vec![t("catalogue-paper-to").into()],
        demo: it.demo.then(|| t("demo-mark").to_owned()),
        ..Paper::default()
    };
    let calls =
        Annex { title: t("catalogue-paper-each").into(), blocks: each(ctx, it, lang), ..Annex::default() };
    print::with_annexes(paper, vec![overview(ctx, it, lang), calls])
}

fn overview(ctx: &Ctx, it: &Catalogue, lang: Lang) -> Annex {
    let t = |key| lang::text(lang, key);
    let columns = [
        ("catalogue-col-code", 12, Align::Left),
        ("catalogue-col-name", 34, Align::Left),
        ("catalogue-col-place", 16, Align::Left),
        ("catalogue-col-area", 6, Align::Center),
        ("catalogue-col-time", 14, Align::Left),
        ("catalogue-col-sought", 12, Align::Right),
        ("catalogue-col-counterpart", 12, Align::Right),
        ("catalogue-col-status", 12, Align::Left),
    ];
    let columns =
        columns.into_iter().map(|(key, weight, align)| Column::new(t(key), weight, align)).collect();
    let mut rows: Vec<Row> = it.calls.iter().map(|c| Row::new(line(ctx, c, lang))).collect();
    let counterpart: i64 = it.calls.iter().map(|c| c.facts.counterpart()).sum();
    let blank = String::new;
    rows.push(Row::total([
        blank(),
        t("catalogue-total").into(),
        blank(),
        blank(),
        blank(),
        lang::million(lang, it.sought()),
        lang::million(lang, counterpart),
        blank(),
    ]));
    let table = Table { caption: String::new(), unit: Some(t("catalogue-unit").into()), columns, rows };
    Annex {
        title: t("catalogue-paper-overview").into(),
        landscape: true,
        blocks: vec![Block::Table(table)],
        ..Annex::default()
    }
}

fn line(ctx: &Ctx, entry: &Entry, lang: Lang) -> Vec<String> {
    let it = &entry.facts;
    vec![
        entry.code.clone(),
        said(&it.name, lang),
        named(ctx.reference.place_name(&it.place), lang, &it.place),
        it.area.clone(),
        period(it, lang),
        lang::million(lang, it.sought()),
        lang::million(lang, it.counterpart()),
        lang::text(lang, &format!("call-status-{}", entry.status.name())).to_owned(),
    ]
}

fn period(it: &CallFacts, lang: Lang) -> String {
    let day = |d: Option<jiff::civil::Date>| d.map(|d| lang::month_year(lang, d)).unwrap_or_default();
    format!("{} – {}", day(it.starts), day(it.ends))
}

fn each(ctx: &Ctx, it: &Catalogue, lang: Lang) -> Vec<Block> {
    let mut out = Vec::new();
    for (n, entry) in it.calls.iter().enumerate() {
        let facts = &entry.facts;
        let number = u32::try_from(n + 1).unwrap_or(u32::MAX);
        out.push(Block::heading(
            Level::Title,
            number,
            format!("{} ({})", said(&facts.name, lang), entry.code),
        ));
        let place = named(ctx.reference.place_name(&facts.place), lang, &facts.place);
        out.push(labelled(lang, "catalogue-col-place", &place));
        out.push(labelled(lang, "catalogue-owner", &facts.owner));
        out.push(labelled(lang, "catalogue-col-sought", &lang::headline(lang, facts.sought())));
        for field in TEXTS.into_iter().skip(1) {
            let text = facts.text(field).map(|t| said(t, lang)).unwrap_or_default();
            if !text.is_empty() {
                // A paper has paragraphs where a form has lines.
                let text =
                    text.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join(" ");
                out.push(labelled(lang, &format!("call-f-{field}"), &text));
            }
        }
    }
    out
}

fn labelled(lang: Lang, key: &str, text: &str) -> Block {
    Block::Paragraph { runs: vec![Run::bold(format!("{}: ", lang::text(lang, key))), Run::plain(text)] }
}
