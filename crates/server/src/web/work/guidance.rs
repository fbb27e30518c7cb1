//! Guidance in a work list: drafts on which the visitor's organisation was asked, documents that it has not acknowledged.
use domain::access::Actor;
use domain::guidance::Stage;

use super::tasks::Task;
use crate::problem::Outcome;
use crate::web::routes::url;
use crate::web::visit::Visit;

pub async fn tasks(visit: &Visit, actor: &Actor) -> Outcome<Vec<Task>> {
    let ctx = &visit.web.ctx;
    let (say, today) = (visit.say(), ctx.clock.today());
    let mut out = Vec::new();
    for it in store::guidance::all(&ctx.store).await?.iter().filter(|it| it.stage == Stage::Opinions) {
        let own = it.asked.iter().find(|a| a.organisation == actor.organisation && a.answer.is_none());
        if let Some(asked) = own {
            out.push(Task {
                title: say.f1("work-guidance-opinion", "title", &it.facts.title.vi),
                sub: it.code.clone(),
                href: url::guidance(&it.code),
                button: say.t("work-guidance-opinion-do"),
                ..Task::new(say, asked.due, today)
            });
        }
    }
    for it in store::guidance::unacknowledged(&ctx.store, &actor.organisation).await? {
        let Some((number, on)) = it.stage.issued() else { continue };
        out.push(Task {
            title: say.f1("work-guidance-receipt", "title", &it.facts.title.vi),
            sub: number.to_owned(),
            href: url::guidance(&it.code),
            button: say.t("work-guidance-receipt-do"),
            ..Task::new(say, ctx.reference.calendar.working_day_after(on, RECEIPT_DAYS), today)
        });
    }
    Ok(out)
}

/// Working days in which a recipient is expected to say that it has a document. Ours to choose: no source names a number.
const RECEIPT_DAYS: u16 = 5;
