//! Aid that goes through a legal procedure.
use super::{PLAIN, Table, id, index, int, text, unique};

pub(super) const TABLES: &[Table] = &[Table {
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
    ],
    indexes: &[unique("dossier_code", "(code)"), index("dossier_unit", "(unit)")],
    page: 200,
    ..PLAIN
}];
