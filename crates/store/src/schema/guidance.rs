//! Guidance documents and policies; yearly programmes; later versions of rules of procedure.
use super::{PLAIN, Table, id, index, int, text, unique};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "guidance",
        since: 4,
        columns: &[
            id("id"),
            text("code"),
            text("lead"),
            text("stage"),
            text("content"),
            int("revision"),
            text("at"),
        ],
        indexes: &[unique("guidance_code", "(code)")],
        page: 200,
        ..PLAIN
    },
    // Who it was sent to, opened it, said that they have it.
    Table {
        name: "guidance_receipt",
        since: 4,
        columns: &[
            int("guidance_id").of("guidance"),
            text("organisation"),
            text("seen_at").null(),
            text("acknowledged_at").null(),
            text("by_name"),
        ],
        key: &["guidance_id", "organisation"],
        indexes: &[index("guidance_receipt_organisation", "(organisation)")],
        ..PLAIN
    },
    Table {
        name: "programme",
        since: 4,
        columns: &[int("year"), text("content"), int("revision"), text("at")],
        key: &["year"],
        page: 50,
        ..PLAIN
    },
    Table {
        name: "rule_version",
        since: 4,
        columns: &[text("base"), int("number"), text("content"), text("at")],
        key: &["base", "number"],
        page: 50,
        ..PLAIN
    },
];
