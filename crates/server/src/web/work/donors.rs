//! Donors in a work list: answers that are owed, next steps, registrations that end.
use domain::access::Action;
use domain::engagement::Kind;

use super::tasks::Task;
use crate::app::Caller;
use crate::problem::Outcome;
use crate::web::routes::url;
use crate::web::visit::Visit;

pub async fn tasks(visit: &Visit, by: &Caller) -> Outcome<Vec<Task>> {
    if !by.may(Action::ManageDonors, None) {
        return Ok(Vec::new());
    }
    let ctx = &visit.web.ctx;
    let (say, today) = (visit.say(), ctx.clock.today());
    let mut out = Vec::new();
    for it in store::engagement::open(&ctx.store).await? {
        let Some(due) = it.due else { continue };
        let kind = say.t(&format!("engagement-{}", it.content.kind.name()));
        let who = it.content.partner.as_ref().map_or(&it.content.next, |p| &p.name);
        out.push(Task {
            title: say.f2("work-engagement", "kind", kind, "who", who),
            sub: it.call.clone(),
            // Only who wrote to us is owed an answer by that rule; other steps have the day their officer set.
            rule: match it.content.kind {
                Kind::Interest | Kind::Enquiry => say.t("work-engagement-rule").to_owned(),
                _ => say.t("work-engagement-own").to_owned(),
            },
            href: url::ENGAGEMENTS.to_owned(),
            button: say.t("work-engagement-do"),
            ..Task::new(say, due, today)
        });
    }
    for donor in store::donor::all(&ctx.store).await? {
        let registration = donor.facts.registration.as_ref();
        let soon = registration.filter(|r| r.ends_soon(today).is_some()).and_then(|r| r.expires_on);
        out.extend(soon.map(|due| Task {
            title: if due < today {
                say.f1("work-registration-ended", "name", &donor.facts.name.vi)
            } else {
                say.f1("work-registration", "name", &donor.facts.name.vi)
            },
            sub: donor.code.clone(),
            rule: say.t("work-registration-rule").to_owned(),
            href: url::donor(&donor.code),
            button: say.t("work-engagement-do"),
            ..Task::new(say, due, today)
        }));
    }
    Ok(out)
}
