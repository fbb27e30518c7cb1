//! Donors.
use super::{PLAIN, Table, id, index, text, unique};

pub(super) const TABLES: &[Table] = &[Table {
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
}];
