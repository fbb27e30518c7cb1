//! Calls for aid and what is pledged to them.
use super::{PLAIN, Table, bytes, id, index, int, text, unique};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "call",
        since: 3,
        columns: &[
            id("id"),
            text("code"),
            int("year"),
            int("outline_id").null().of("outline"),
            text("status"),
            text("status_on").null(),
            text("status_reason"),
            text("name"),
            text("place"),
            text("area"),
            text("search"),
            int("sought"),
            text("content"),
            int("revision"),
            text("at"),
        ],
        indexes: &[
            unique("call_code", "(code)"),
            index("call_status", "(status)"),
            unique("call_outline", "(outline_id)"),
        ],
        page: 200,
        ..PLAIN
    },
    // Documents of a call for everyone: drawings, photos, surveys.
    Table {
        name: "call_file",
        since: 5,
        columns: &[
            id("id"),
            int("call_id").of("call"),
            text("title"),
            text("name"),
            text("kind"),
            text("sha256"),
            bytes("bytes"),
            text("by_name"),
            text("at"),
        ],
        indexes: &[index("call_file_call", "(call_id)")],
        page: 1,
        ..PLAIN
    },
    Table {
        name: "catalogue",
        since: 3,
        columns: &[
            id("id"),
            int("year"),
            int("version"),
            text("stage"),
            text("decided"),
            text("reason"),
            text("sha256"),
            text("content"),
        ],
        indexes: &[unique("catalogue_version", "(year, version)"), index("catalogue_stage", "(stage)")],
        page: 1,
        ..PLAIN
    },
    Table {
        name: "catalogue_file",
        since: 3,
        columns: &[int("catalogue_id").of("catalogue"), text("name"), bytes("bytes")],
        key: &["catalogue_id", "name"],
        page: 1,
        ..PLAIN
    },
    Table {
        name: "pledge",
        since: 3,
        columns: &[
            id("id"),
            int("call_id").of("call"),
            int("donor_id").of("donor"),
            text("stage"),
            int("amount"),
            text("content"),
            text("at"),
        ],
        indexes: &[index("pledge_call", "(call_id)"), index("pledge_donor", "(donor_id)")],
        ..PLAIN
    },
];
