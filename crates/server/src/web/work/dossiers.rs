//! Dossiers in a work list: opinions that are asked of the visitor's organisation, and steps that wait for it.
use domain::access::{Action, Actor};
use domain::dossier::Record;
use domain::organisation::Role;
use domain::procedure::State;

use super::tasks::Task;
use crate::app::{Caller, dossier};
use crate::problem::Outcome;
use crate::web::page::Say;
use crate::web::routes::url;
use crate::web::visit::Visit;

/// What has a day; without one nothing says when it is late.
pub async fn tasks(visit: &Visit, by: &Caller, actor: &Actor) -> Outcome<Vec<Task>> {
    let ctx = &visit.web.ctx;
    let say = visit.say();
    let (law, today) = (dossier::law(ctx), ctx.clock.today());
    let mut out = Vec::new();
    for record in store::dossier::open(&ctx.store).await? {
        // One whose rules are gone says so on its own page; everyone's list goes on without it.
        let Ok(now) = record.state(&law, today) else { continue };
        let own = |o: &&domain::procedure::OpinionState| {
            o.organisation.as_deref() == Some(actor.organisation.as_str()) && o.requested.is_some()
        };
        let asked = now.opinions.iter().find(|o| own(o) && o.given.is_none());
        if let Some(due) = asked.and_then(|o| o.due) {
            let task = Task::new(say, due, today);
            out.push(Task {
                button: say.t("work-opinion-do"),
                ..about(say, &record, &now, "work-opinion", task)
            });
        }
        if let Some(due) = now.due.filter(|_| waits_for(by, &record, &now)) {
            let task = Task::new(say, due, today);
            out.push(Task {
                button: say.t("work-dossier-do"),
                ..about(say, &record, &now, "work-dossier", task)
            });
        }
    }
    Ok(out)
}

/// Whether the step is the visitor's own: as owner, as who appraises, as who decides.
fn waits_for(by: &Caller, record: &Record, now: &State) -> bool {
    let own = by.actor().is_some_and(|a| a.organisation == record.unit);
    now.waiting_for.iter().any(|role| match role {
        Role::Owner => own && by.may(Action::WriteDossiers, Some(&record.unit)),
        Role::Planning => by.may(Action::AppraiseDossiers, None),
        Role::Approver => by.may(Action::DecideDossiers, None),
        _ => false,
    })
}

fn about(say: Say, record: &Record, now: &State, key: &str, task: Task) -> Task {
    Task {
        title: say.f1(key, "title", &record.content.dossier.title),
        sub: format!("{} · {}", record.code, say.words(&now.step_title)),
        rule: now.article.clone(),
        href: url::dossier(&record.code),
        ..task
    }
}
