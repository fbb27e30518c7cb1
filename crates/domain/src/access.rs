//! Who may do what. One function, one table; the server asks nothing else.
use serde::{Deserialize, Serialize};

use crate::ids::UserId;
use crate::organisation::Role;

/// A person's own duty within an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// Chuyên viên, công chức.
    Officer,
    /// Lãnh đạo: signs, seals, grants exceptions.
    Leader,
    /// Keeps accounts and settings; sees no report by that alone.
    Administrator,
}

/// Who is asking: a person, the organisation they act for, and the seats it holds today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub user: UserId,
    pub name: String,
    pub position: Position,
    pub organisation: String,
    pub roles: Vec<Role>,
}

/// What can be done. Each route and each command names exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Published pages; needs no account.
    ReadPublic,
    /// Own work list, own account.
    Work,
    ReadPlan,
    ReadProjects,
    /// Round overview with every unit's state.
    ReadRound,
    /// A unit's report: its own, or any for the standing agency.
    ReadReport,
    WriteReport,
    SubmitReport,
    /// Return and accept.
    ReviewReport,
    /// Open, change, close rounds; send reminders; excuse a unit.
    RunRound,
    /// Reopen an accepted report, extend a due date.
    GrantException,
    ReadConsolidation,
    WriteConsolidation,
    Seal,
    ManagePeople,
    ReadAudit,
    /// Read files of published aid, link activities with projects, choose which source wins.
    ManageAid,
    /// Needs and outlines: a unit's own, or all for those who compile the catalogue.
    ReadProposals,
    /// State needs and propose outlines for one's own unit.
    Propose,
    /// Open and close the yearly proposals; comment, return, approve or refuse an outline.
    ReviewProposals,
    /// Dossiers of aid: of one's own unit, or all for those who appraise, advise and decide.
    ReadDossiers,
    /// Begin a dossier and hand in its papers for one's own unit; all for the lead appraiser.
    WriteDossiers,
    /// Check completeness, ask for opinions, appraise.
    AppraiseDossiers,
    /// Answer in the name of the organisation that was asked.
    GiveOpinion,
    /// Approve, refuse, withdraw: the decision itself.
    DecideDossiers,
    /// Confirm and change rules of procedure.
    ManageRules,
    ReadCatalogue,
    /// Compile calls, translate, set their status.
    WriteCatalogue,
    /// Approve and publish the yearly catalogue.
    PublishCatalogue,
    ReadDonors,
    /// Directory, engagements, enquiries, pledges, matching.
    ManageDonors,
    /// Guidance documents and policies: draft, submit, issue.
    ManageGuidance,
}

impl Action {
    pub const ALL: [Action; 32] = [
        Action::ReadPublic,
        Action::Work,
        Action::ReadPlan,
        Action::ReadProjects,
        Action::ReadRound,
        Action::ReadReport,
        Action::WriteReport,
        Action::SubmitReport,
        Action::ReviewReport,
        Action::RunRound,
        Action::GrantException,
        Action::ReadConsolidation,
        Action::WriteConsolidation,
        Action::Seal,
        Action::ManagePeople,
        Action::ReadAudit,
        Action::ManageAid,
        Action::ReadProposals,
        Action::Propose,
        Action::ReviewProposals,
        Action::ReadDossiers,
        Action::WriteDossiers,
        Action::AppraiseDossiers,
        Action::GiveOpinion,
        Action::DecideDossiers,
        Action::ManageRules,
        Action::ReadCatalogue,
        Action::WriteCatalogue,
        Action::PublishCatalogue,
        Action::ReadDonors,
        Action::ManageDonors,
        Action::ManageGuidance,
    ];
}

/// Whether the actor may do this to a thing owned by `owner` (an organisation's code; `None`
/// when the thing belongs to no unit). Nobody signed in is `None`.
pub fn may(actor: Option<&Actor>, action: Action, owner: Option<&str>) -> bool {
    let Some(actor) = actor else { return action == Action::ReadPublic };
    let standing = actor.roles.contains(&Role::Standing);
    let receives = actor.roles.iter().any(|r| matches!(r, Role::Approver | Role::Centre));
    let own = owner.is_some_and(|o| o == actor.organisation);
    let staff = actor.position != Position::Administrator;
    let holds = |roles: &[Role]| actor.roles.iter().any(|r| roles.contains(r));
    // Those who compile the catalogue and call for aid (plan, clauses III.1.3, III.2.1, III.4).
    let compiles = holds(&[Role::Standing, Role::Planning, Role::NgoLead]);
    let advises = holds(&[Role::Finance, Role::ForeignAffairs, Role::SecurityOpinion]);
    match action {
        Action::ReadPublic | Action::Work | Action::ReadPlan => true,
        Action::ReadProjects => staff,
        Action::ReadRound | Action::ReadConsolidation => staff && (standing || receives),
        Action::ReadReport => staff && (standing || own),
        Action::WriteReport => staff && own,
        Action::SubmitReport => staff && own,
        Action::ReviewReport | Action::RunRound | Action::WriteConsolidation | Action::ManageAid => {
            staff && standing
        }
        Action::GrantException | Action::Seal => standing && actor.position == Position::Leader,
        Action::ManagePeople => actor.position == Position::Administrator,
        Action::ReadProposals => staff && (compiles || receives || own),
        Action::Propose | Action::GiveOpinion => staff && own,
        Action::ReviewProposals => staff && holds(&[Role::Standing, Role::NgoLead]),
        Action::ReadDossiers => staff && (compiles || advises || receives || own),
        Action::WriteDossiers => staff && (own || holds(&[Role::Planning])),
        Action::AppraiseDossiers => staff && holds(&[Role::Planning]),
        Action::DecideDossiers => actor.position == Position::Leader && holds(&[Role::Approver]),
        Action::ManageRules => actor.position == Position::Administrator,
        Action::ReadCatalogue => staff,
        Action::WriteCatalogue => staff && holds(&[Role::Standing, Role::Planning]),
        Action::PublishCatalogue => {
            actor.position == Position::Leader && holds(&[Role::Standing, Role::Approver])
        }
        Action::ReadDonors => staff && (compiles || advises || receives),
        Action::ManageDonors => staff && holds(&[Role::Standing, Role::NgoLead, Role::ForeignAffairs]),
        Action::ManageGuidance => {
            staff && holds(&[Role::Standing, Role::Planning, Role::Finance, Role::NgoLead])
        }
        Action::ReadAudit => {
            actor.position == Position::Administrator || (standing && actor.position == Position::Leader)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases() -> Vec<(&'static str, Option<Actor>)> {
        let actor = |position, roles: &[Role]| {
            Some(Actor {
                user: UserId(1),
                name: String::new(),
                position,
                organisation: "X1".into(),
                roles: roles.to_vec(),
            })
        };
        vec![
            ("anyone", None),
            ("commune officer", actor(Position::Officer, &[Role::District])),
            ("department officer", actor(Position::Officer, &[Role::Sector])),
            ("planning, finance", actor(Position::Officer, &[Role::Planning, Role::Finance])),
            ("standing officer", actor(Position::Officer, &[Role::Standing])),
            ("standing leader", actor(Position::Leader, &[Role::Standing])),
            ("People's Committee", actor(Position::Leader, &[Role::Approver])),
            ("ministry", actor(Position::Officer, &[Role::Centre])),
            ("administrator", actor(Position::Administrator, &[Role::Standing])),
        ]
    }

    fn matrix() -> String {
        let mut out = String::from(
            "# own: the thing belongs to the actor's organisation; all: also when it does not\n",
        );
        for (who, actor) in cases() {
            out.push_str(&format!("\n{who}\n"));
            for action in Action::ALL {
                let own = may(actor.as_ref(), action, Some("X1"));
                let other = may(actor.as_ref(), action, Some("X2"));
                let mark = match (own, other) {
                    (_, true) => "all",
                    (true, false) => "own",
                    _ => "-",
                };
                out.push_str(&format!("  {:<20}{mark}\n", format!("{action:?}")));
            }
        }
        out
    }

    /// Printed for the standing agency to read. Renew with `UPDATE=1 cargo test -p nhipcau-domain`.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "how the golden file is renewed")]
    fn the_printed_matrix_is_what_the_code_does() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/access.txt");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, matrix()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), matrix());
    }

    #[test]
    fn a_unit_never_sees_or_writes_the_report_of_another() {
        for (who, actor) in cases() {
            assert!(!may(actor.as_ref(), Action::WriteReport, Some("X2")), "{who}");
            let reads = may(actor.as_ref(), Action::ReadReport, Some("X2"));
            assert_eq!(reads, who.starts_with("standing"), "{who}");
        }
    }
}
