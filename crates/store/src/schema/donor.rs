//! Donors, what is said with them, and what people offer on the public pages.
use super::{PLAIN, Table, id, index, int, text, unique};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "donor",
        since: 3,
        columns: &[
            id("id"),
            text("code"),
            text("name"),
            text("search"),
            text("kind"),
            text("country"),
            text("content"),
            text("at"),
        ],
        indexes: &[unique("donor_code", "(code)"), index("donor_search", "(search)")],
        ..PLAIN
    },
    Table {
        name: "engagement",
        since: 3,
        columns: &[
            id("id"),
            int("donor_id").null().of("donor"),
            text("call"),
            text("due").null(),
            text("closed").null(),
            text("content"),
            text("at"),
        ],
        indexes: &[index("engagement_donor", "(donor_id)"), index("engagement_open", "(closed, due)")],
        ..PLAIN
    },
    // What somebody wrote on a public page and has not confirmed yet; gone when confirmed or stale.
    Table {
        name: "interest",
        since: 3,
        columns: &[id("id"), text("token"), text("email"), text("call"), text("content"), text("at")],
        indexes: &[unique("interest_token", "(token)"), index("interest_email", "(email)")],
        ..PLAIN
    },
    // A search of the public catalogue that somebody wants to hear of.
    Table {
        name: "alert",
        since: 4,
        columns: &[
            id("id"),
            text("email"),
            text("lang"),
            text("query"),
            text("stop"),
            text("told"),
            text("looked_on").null(),
            text("token"),
            int("confirmed"),
            text("at"),
        ],
        indexes: &[
            unique("alert_stop", "(stop)"),
            index("alert_token", "(token)"),
            index("alert_email", "(email)"),
        ],
        ..PLAIN
    },
    // What an officer said of a donor for a call.
    Table {
        name: "match_decision",
        since: 4,
        columns: &[text("call"), int("donor_id").of("donor"), text("content"), text("at")],
        key: &["call", "donor_id"],
        indexes: &[index("match_decision_donor", "(donor_id)")],
        ..PLAIN
    },
];
