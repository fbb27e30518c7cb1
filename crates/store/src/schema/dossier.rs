//! Aid that goes through a legal procedure.
use super::{PLAIN, Table, bytes, id, index, int, text, unique};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "dossier",
        since: 3,
        columns: &[
            id("id"),
            text("code"),
            text("title"),
            text("unit"),
            text("content"),
            int("revision"),
            text("at"),
            // Day since when nothing more can follow.
            text("ended").null().later(5),
        ],
        indexes: &[
            unique("dossier_code", "(code)"),
            index("dossier_unit", "(unit)"),
            index("dossier_ended", "(ended, code)").later(5),
        ],
        page: 200,
        ..PLAIN
    },
    // Papers as they were handed in, letters with opinions.
    Table {
        name: "dossier_file",
        since: 4,
        columns: &[
            id("id"),
            int("dossier_id").of("dossier"),
            text("about"),
            text("name"),
            text("kind"),
            text("sha256"),
            bytes("bytes"),
            text("by_name"),
            text("at"),
        ],
        indexes: &[index("dossier_file_dossier", "(dossier_id)")],
        page: 1,
        ..PLAIN
    },
    // The words of its papers as somebody edited them.
    Table {
        name: "dossier_draft",
        since: 4,
        columns: &[int("dossier_id").of("dossier"), text("kind"), text("content"), text("at")],
        key: &["dossier_id", "kind"],
        page: 200,
        ..PLAIN
    },
];
