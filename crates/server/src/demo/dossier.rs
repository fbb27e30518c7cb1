//! Dossiers in different steps, all made up and marked: one in the middle of its opinions, two of them late; one
//! whose appraisal is late; one approved and withdrawn for idleness; one that runs; one returned; one being written.
use domain::dossier::{Act, Content, Decision, Met, Opinion, Score, Verdict};
use domain::organisation::Role;
use jiff::civil::{Date, date};

use super::on;
use crate::app::{Caller, dossier};
use crate::ctx::Ctx;
use crate::problem::Outcome;

/// Papers of a project of a foreign NGO, by the rules' ids.
const PAPERS: [&str; 4] = ["request", "agreement", "project_document", "registration"];

struct Made<'c> {
    ctx: &'c Ctx,
    code: String,
}

pub(super) async fn submit(ctx: &Ctx) -> Outcome<()> {
    opinions(ctx).await?;
    late_appraisal(ctx).await?;
    idle(ctx).await?;
    running(ctx).await?;
    returned(ctx).await?;
    begun(ctx, date(2025, 11, 6), "X32095", "Bồn chứa nước cho hộ nghèo (số liệu minh hoạ)").await?;
    Ok(())
}

/// Begins a dossier of a foreign NGO's project on a day.
async fn begun<'c>(ctx: &'c Ctx, day: Date, unit: &str, title: &str) -> Outcome<Made<'c>> {
    let mut content =
        Content { provider: "Tổ chức Bạn Đồng Hành (minh hoạ)".into(), ..Content::default() };
    content.dossier.family = "grant".into();
    content.dossier.title = title.to_owned();
    let organisation = ctx.reference.organisation(unit);
    content.dossier.place = organisation.and_then(|o| o.place.as_ref()).map(ToString::to_string);
    for (fact, value) in [("modality", "project"), ("provider", "foreign_ngo"), ("budget", "out")] {
        content.dossier.facts.insert(fact.into(), vec![value.into()]);
    }
    let it = dossier::begin(&on(ctx, day), &Caller::Operator, unit, content).await?;
    Ok(Made { ctx, code: it.code })
}

impl Made<'_> {
    async fn papers(&self, day: Date, which: &[&str]) -> Outcome<()> {
        let came: Vec<(String, Option<Date>)> = which.iter().map(|p| ((*p).to_owned(), Some(day))).collect();
        dossier::papers(&on(self.ctx, day), &Caller::Operator, &self.code, &came).await
    }

    async fn act(&self, event: &str, day: Date, note: &str) -> Outcome<()> {
        let act = Act { event, on: day, due: None, note, by: "" };
        dossier::act(&on(self.ctx, day), &Caller::Operator, &self.code, &act).await
    }

    async fn answer(&self, of: Role, who: &str, day: Date, verdict: Verdict, text: &str) -> Outcome<()> {
        let opinion = Opinion {
            of,
            organisation: who.into(),
            verdict,
            text: text.into(),
            letter: String::new(),
            on: day,
            by: String::new(),
        };
        dossier::answer(&on(self.ctx, day), &Caller::Operator, &self.code, opinion).await
    }

    /// Appraised and approved on two days.
    async fn approve(&self, appraised: Date, approved: Date, number: &str) -> Outcome<()> {
        let day = on(self.ctx, approved);
        let by = Caller::Operator;
        let rules = dossier::rules_on(self.ctx, "grant", appraised);
        let score = Score { met: Met::Yes, note: "Số liệu minh hoạ".into(), by: String::new() };
        let criteria = rules.map(|r| r.criteria.as_slice()).unwrap_or_default();
        let scores = criteria.iter().map(|c| (c.id.clone(), score.clone())).collect();
        dossier::score(&on(self.ctx, appraised), &by, &self.code, scores).await?;
        self.act("appraised", appraised, "").await?;
        let fields = rules.map(|r| r.decision_fields.as_slice()).unwrap_or_default();
        let fields = fields.iter().map(|f| (f.id.clone(), "Số liệu minh hoạ".to_owned()));
        let decision = Decision { number: number.into(), on: Some(approved) };
        dossier::draft(&day, &by, &self.code, fields.collect(), decision).await?;
        self.act("approved", approved, "").await
    }
}

/// Sent on 21 October: on the demonstration's day it is the seventeenth of twenty days.
async fn opinions(ctx: &Ctx) -> Outcome<()> {
    let it =
        begun(ctx, date(2025, 10, 20), "X32062", "Trạm y tế lưu động ven biển (số liệu minh hoạ)").await?;
    it.papers(date(2025, 10, 20), &PAPERS).await?;
    it.act("submitted", date(2025, 10, 21), "").await?;
    it.act("accepted", date(2025, 10, 23), "").await?;
    let whom = [
        (Role::Finance, "STC".to_owned()),
        (Role::SecurityOpinion, "CAT".to_owned()),
        (Role::ForeignAffairs, "SNGV".to_owned()),
        (Role::Sector, "SYT".to_owned()),
    ];
    let asked = on(ctx, date(2025, 10, 24));
    dossier::ask(&asked, &Caller::Operator, &it.code, &whom, Some(date(2025, 10, 31))).await?;
    it.answer(Role::Finance, "STC", date(2025, 10, 29), Verdict::Agrees, "").await?;
    let text = "Thống nhất nếu thuốc và thiết bị có chứng nhận chất lượng. Số liệu minh hoạ.";
    it.answer(Role::Sector, "SYT", date(2025, 11, 4), Verdict::Conditions, text).await
}

async fn late_appraisal(ctx: &Ctx) -> Outcome<()> {
    let title = "Lớp học song ngữ cho trẻ em Khmer (số liệu minh hoạ)";
    let it = begun(ctx, date(2025, 10, 1), "X31825", title).await?;
    it.papers(date(2025, 10, 1), &PAPERS).await?;
    it.act("submitted", date(2025, 10, 2), "").await?;
    it.act("accepted_without_opinions", date(2025, 10, 6), "").await
}

/// Approved in April, nothing done in six months, withdrawn.
async fn idle(ctx: &Ctx) -> Outcome<()> {
    let title = "Cải tạo giếng khoan cộng đồng (số liệu minh hoạ)";
    let it = begun(ctx, date(2025, 3, 10), "SNNMT", title).await?;
    it.papers(date(2025, 3, 10), &PAPERS).await?;
    it.act("submitted", date(2025, 3, 12), "").await?;
    it.act("accepted_without_opinions", date(2025, 3, 14), "").await?;
    it.approve(date(2025, 3, 27), date(2025, 4, 10), "0001/QĐ-UBND (minh hoạ)").await?;
    it.act("decision_notified", date(2025, 4, 14), "").await?;
    it.act("finance_copied", date(2025, 4, 18), "").await?;
    let why = "Quá 6 tháng không thực hiện, chủ khoản viện trợ không nêu lý do. Số liệu minh hoạ.";
    it.act("withdrawn", date(2025, 10, 20), why).await
}

async fn running(ctx: &Ctx) -> Outcome<()> {
    let title = "Phòng khám thân thiện cho phụ nữ dân tộc thiểu số (số liệu minh hoạ)";
    let it = begun(ctx, date(2025, 5, 5), "SYT", title).await?;
    it.papers(date(2025, 5, 5), &PAPERS).await?;
    it.act("submitted", date(2025, 5, 6), "").await?;
    it.act("accepted_without_opinions", date(2025, 5, 8), "").await?;
    it.approve(date(2025, 5, 22), date(2025, 6, 2), "0002/QĐ-UBND (minh hoạ)").await?;
    it.act("decision_notified", date(2025, 6, 4), "").await?;
    it.act("finance_copied", date(2025, 6, 10), "").await?;
    it.act("started", date(2025, 7, 1), "").await
}

async fn returned(ctx: &Ctx) -> Outcome<()> {
    let title = "Thư viện ấp (số liệu minh hoạ)";
    let it = begun(ctx, date(2025, 10, 27), "X32092", title).await?;
    it.papers(date(2025, 10, 27), &PAPERS[..2]).await?;
    it.act("submitted", date(2025, 10, 28), "").await?;
    it.act("returned", date(2025, 10, 30), "Thiếu văn kiện và bản sao giấy đăng ký. Số liệu minh hoạ.").await
}
