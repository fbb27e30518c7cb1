//! Published aid.
use super::{PLAIN, Table, id, index, int, text, unique};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "aid_file",
        since: 2,
        columns: &[
            id("id"),
            text("name"),
            text("sha256"),
            int("size"),
            text("version"),
            text("at"),
            text("by_name"),
            int("kept"),
            int("left_out"),
            int("refused"),
        ],
        indexes: &[index("aid_file_name", "(name)")],
        ..PLAIN
    },
    Table {
        name: "aid_publisher",
        since: 2,
        columns: &[text("ref"), text("name"), text("kind")],
        key: &["ref"],
        ..PLAIN
    },
    Table {
        name: "aid_activity",
        since: 2,
        columns: &[
            id("id"),
            text("identifier"),
            text("publisher"),
            text("title"),
            text("search"),
            text("status"),
            text("starts").null(),
            text("ends").null(),
            text("content"),
            text("hash"),
            int("file_id").of("aid_file"),
            int("gone"),
        ],
        indexes: &[
            unique("aid_activity_identifier", "(identifier)"),
            index("aid_activity_publisher", "(publisher)"),
            index("aid_activity_file", "(file_id)"),
            index("aid_activity_search", "(search)"),
        ],
        page: 200,
        ..PLAIN
    },
    // What organisations say of themselves; found by identifier and by who publishes it.
    Table {
        name: "aid_organisation",
        since: 5,
        columns: &[
            id("id"),
            text("identifier"),
            text("publisher"),
            text("content"),
            int("file_id").of("aid_file"),
            int("gone"),
        ],
        indexes: &[
            unique("aid_organisation_identifier", "(identifier)"),
            index("aid_organisation_publisher", "(publisher)"),
            index("aid_organisation_file", "(file_id)"),
        ],
        page: 200,
        ..PLAIN
    },
    Table {
        name: "aid_party",
        since: 2,
        columns: &[
            int("activity_id").of("aid_activity"),
            int("n"),
            text("role"),
            text("ref"),
            text("kind"),
            text("name"),
        ],
        key: &["activity_id", "n"],
        ..PLAIN
    },
    Table {
        name: "aid_sector",
        since: 2,
        columns: &[
            int("activity_id").of("aid_activity"),
            int("n"),
            text("vocabulary"),
            text("code"),
            int("share").null(),
        ],
        key: &["activity_id", "n"],
        indexes: &[index("aid_sector_code", "(code)")],
        ..PLAIN
    },
    Table {
        name: "aid_place",
        since: 2,
        columns: &[
            int("activity_id").of("aid_activity"),
            int("n"),
            text("kind"),
            text("code"),
            text("name"),
            int("share").null(),
            text("point"),
        ],
        key: &["activity_id", "n"],
        ..PLAIN
    },
    Table {
        name: "aid_money",
        since: 2,
        columns: &[
            int("activity_id").of("aid_activity"),
            text("kind"),
            int("year"),
            text("currency"),
            int("amount"),
        ],
        key: &["activity_id", "kind", "year", "currency"],
        indexes: &[index("aid_money_year", "(year)")],
        ..PLAIN
    },
    Table {
        name: "aid_link",
        since: 2,
        columns: &[
            int("activity_id").of("aid_activity"),
            int("project_id").of("project"),
            text("found"),
            int("score"),
            int("linked"),
            text("by_name"),
            text("at"),
        ],
        key: &["activity_id", "project_id"],
        indexes: &[index("aid_link_project", "(project_id)")],
        ..PLAIN
    },
    Table {
        name: "aid_choice",
        since: 2,
        columns: &[
            int("project_id").of("project"),
            text("field"),
            int("published"),
            text("by_name"),
            text("at"),
        ],
        key: &["project_id", "field"],
        ..PLAIN
    },
];
