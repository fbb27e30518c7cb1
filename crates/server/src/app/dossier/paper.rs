//! Papers of a dossier by Decree 30, drafted from what is kept: the letter that asks for opinions, the submission to
//! who decides, the decision. They are drafts for the office's own clerks: numbers are given when they are signed.
use domain::dossier::Record;
use domain::organisation::Role;
use domain::procedure::State;
use formats::paper::{Align, Block, Column, Dated, Level, Paper, Row, Signature, Table, TitleBlock};
use lang::Lang;

use super::{law, rules_of};
use crate::app::print;
use crate::ctx::Ctx;
use crate::problem::Outcome;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Công văn lấy ý kiến.
    Ask,
    /// Tờ trình.
    Submission,
    /// Quyết định phê duyệt.
    Decision,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Ask, Self::Submission, Self::Decision];

    /// In an address, and end of the message key `dossier-paper-…`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ask => "lay-y-kien",
            Self::Submission => "to-trinh",
            Self::Decision => "quyet-dinh",
        }
    }

    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }
}

/// # Errors
/// Refused when the rules of the dossier are gone.
pub async fn make(ctx: &Ctx, it: &Record, kind: Kind) -> Outcome<Paper> {
    let on = ctx.clock.today();
    let now = it.state(&law(ctx), on)?;
    let holder = |role| ctx.reference.organisations.holders(role, on).into_iter().next();
    let planning = holder(Role::Planning);
    let approver = holder(Role::Approver);
    let name =
        |o: Option<&domain::organisation::Organisation>| o.map(|o| o.name.vi.clone()).unwrap_or_default();
    let place = ctx.reference.plan_of(on.year()).map(|p| p.place.clone()).unwrap_or_default();
    let demo = store::setting::get(&ctx.store, "demo").await?.is_some();
    let dated = match (kind, it.content.decision.on) {
        (Kind::Decision, Some(day)) => Dated::On(day),
        _ => Dated::Month { year: on.year(), month: on.month() },
    };
    let signs = kind == Kind::Decision;
    let issuer = if signs { name(approver) } else { name(planning) };
    let code = if signs { approver } else { planning }.map(|o| o.code.clone()).unwrap_or_default();
    let symbol = match kind {
        Kind::Ask => code,
        Kind::Submission => format!("TTr-{code}"),
        Kind::Decision => format!("QĐ-{code}"),
    };
    Ok(Paper {
        title_block: TitleBlock {
            superior: (!signs).then(|| print::short_committee(&name(approver))),
            issuer,
            number: number(it).filter(|_| signs),
            symbol,
            place,
            dated,
        },
        kind: title(kind).into(),
        subject: subject(it, kind),
        addressees: match kind {
            Kind::Ask => asked(ctx, &now),
            Kind::Submission => vec![name(approver)],
            Kind::Decision => Vec::new(),
        },
        legal_bases: rules_of(ctx, &now)
            .map(|r| vec![format!("Căn cứ Nghị định số {} của Chính phủ", r.instrument)])
            .unwrap_or_default(),
        body: match kind {
            Kind::Ask => ask(it),
            Kind::Submission => submission(ctx, it, &now),
            Kind::Decision => decision(ctx, it, &now),
        },
        signature: Signature {
            authority: if signs { vec!["TM. Ủy ban nhân dân".into()] } else { Vec::new() },
            post: if signs { "Chủ tịch".into() } else { "Giám đốc".into() },
            name: String::new(),
        },
        recipients: vec!["Như trên".into(), ctx.reference.name_of(&it.unit).to_owned(), "Lưu: VT".into()],
        demo: demo.then(|| lang::text(Lang::Vi, "demo-mark").to_owned()),
        ..Paper::default()
    })
}

/// "1234/QĐ-UBND" → 1234.
fn number(it: &Record) -> Option<u32> {
    it.content.decision.number.split('/').next()?.trim().parse().ok()
}

fn title(kind: Kind) -> &'static str {
    match kind {
        // An official letter has no type name.
        Kind::Ask => "",
        Kind::Submission => "Tờ trình",
        Kind::Decision => "Quyết định",
    }
}

fn subject(it: &Record, kind: Kind) -> String {
    let title = &it.content.dossier.title;
    match kind {
        Kind::Ask => format!("lấy ý kiến về khoản viện trợ «{title}»"),
        Kind::Submission => format!("Về việc phê duyệt tiếp nhận khoản viện trợ «{title}»"),
        Kind::Decision => format!("Phê duyệt tiếp nhận khoản viện trợ «{title}»"),
    }
}

fn asked(ctx: &Ctx, now: &State) -> Vec<String> {
    let names = now.opinions.iter().map(|o| match &o.organisation {
        Some(organisation) => ctx.reference.name_of(organisation).to_owned(),
        None => o.of.words().0.to_owned(),
    });
    names.collect()
}

fn ask(it: &Record) -> Vec<Block> {
    let c = &it.content;
    let due = c.dossier.events.iter().filter(|e| e.event == "opinion_requested").filter_map(|e| e.due).max();
    let until = due.map(|d| format!(" chậm nhất ngày {}", lang::date(Lang::Vi, d))).unwrap_or_default();
    vec![
        Block::paragraph(format!(
            "Hồ sơ {} đề nghị tiếp nhận khoản viện trợ «{}»{} đang được thẩm định.",
            it.code,
            c.dossier.title,
            if c.provider.is_empty() { String::new() } else { format!(" do {} tài trợ", c.provider) }
        )),
        Block::paragraph(format!(
            "Đề nghị quý cơ quan cho ý kiến bằng văn bản{until} về các nội dung thuộc phạm vi quản lý, nêu rõ: thống nhất, thống nhất có điều kiện hoặc không thống nhất, kèm lý do."
        )),
    ]
}

fn submission(ctx: &Ctx, it: &Record, now: &State) -> Vec<Block> {
    let mut out = vec![Block::heading(Level::Part, 1, "Khoản viện trợ")];
    out.extend(
        fields(ctx, it, now).into_iter().map(|(title, text)| Block::bullet(format!("{title}: {text}"))),
    );
    out.push(Block::heading(Level::Part, 2, "Ý kiến của các cơ quan"));
    let opinion = |o: &domain::dossier::Opinion| {
        let verdict = lang::text(Lang::Vi, &format!("opinion-{}", o.verdict.name()));
        let text = if o.text.is_empty() { String::new() } else { format!(": {}", o.text) };
        Block::bullet(format!(
            "{} ({}): {verdict}{text}",
            ctx.reference.name_of(&o.organisation),
            lang::date(Lang::Vi, o.on)
        ))
    };
    out.extend(it.content.opinions.iter().map(opinion));
    let silent = now.opinions.iter().filter(|o| o.requested.is_some() && o.given.is_none());
    out.extend(silent.filter_map(|o| o.organisation.as_deref()).map(|organisation| {
        Block::bullet(format!("{}: chưa có ý kiến", ctx.reference.name_of(organisation)))
    }));
    out.push(Block::heading(Level::Part, 3, "Kết quả thẩm định"));
    let criteria = rules_of(ctx, now).map(|r| r.criteria.as_slice()).unwrap_or_default();
    let rows = criteria.iter().map(|c| {
        let score = it.content.scores.get(&c.id);
        let met = score.map_or("-", |s| lang::text(Lang::Vi, &format!("met-{}", s.met.name())));
        Row::new([c.title.vi.clone(), met.to_owned(), score.map(|s| s.note.clone()).unwrap_or_default()])
    });
    out.push(Block::Table(Table {
        caption: String::new(),
        unit: None,
        columns: vec![
            Column::new("Nội dung thẩm định", 50, Align::Left),
            Column::new("Đánh giá", 15, Align::Left),
            Column::new("Ghi chú", 35, Align::Left),
        ],
        rows: rows.collect(),
    }));
    out.push(Block::paragraph("Kính trình cấp có thẩm quyền xem xét, quyết định."));
    out
}

fn decision(ctx: &Ctx, it: &Record, now: &State) -> Vec<Block> {
    let mut out = vec![Block::paragraph(format!(
        "Điều 1. Phê duyệt tiếp nhận khoản viện trợ «{}» với các nội dung sau:",
        it.content.dossier.title
    ))];
    let numbered = (1..).zip(fields(ctx, it, now));
    out.extend(numbered.map(|(n, (title, text))| Block::paragraph(format!("{n}. {title}: {text}"))));
    out.push(Block::paragraph(format!(
        "Điều 2. {} chịu trách nhiệm tiếp nhận, quản lý, sử dụng khoản viện trợ đúng quy định và báo cáo theo quy định.",
        ctx.reference.name_of(&it.unit)
    )));
    out.push(Block::paragraph("Điều 3. Các cơ quan có liên quan chịu trách nhiệm thi hành Quyết định này."));
    out
}

/// Fields of the decision with what they say; dots where one is open.
fn fields(ctx: &Ctx, it: &Record, now: &State) -> Vec<(String, String)> {
    let asked = rules_of(ctx, now).map(|r| r.decision_fields.as_slice()).unwrap_or_default();
    let said = |id: &str| match it.content.fields.get(id).map(|t| t.trim()) {
        None | Some("") => "…".to_owned(),
        Some(text) => text.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("; "),
    };
    asked.iter().map(|f| (f.title.vi.clone(), said(&f.id))).collect()
}
