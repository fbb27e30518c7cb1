//! Needs, the yearly proposals and their outlines.
use super::{PLAIN, Table, bytes, id, index, int, text, unique};

pub(super) const TABLES: &[Table] = &[
    // The last number given out in each series of codes.
    Table {
        name: "counter",
        since: 3,
        columns: &[text("series"), int("year"), int("last")],
        key: &["series", "year"],
        ..PLAIN
    },
    Table {
        name: "need",
        since: 3,
        columns: &[
            id("id"),
            text("unit"),
            text("place"),
            text("area"),
            text("urgency"),
            text("search"),
            text("content"),
            int("closed"),
            text("at"),
        ],
        indexes: &[index("need_place", "(place)"), index("need_unit", "(unit)")],
        ..PLAIN
    },
    Table {
        name: "need_file",
        since: 3,
        columns: &[
            id("id"),
            int("need_id").of("need"),
            text("name"),
            text("kind"),
            text("sha256"),
            bytes("bytes"),
            text("at"),
        ],
        indexes: &[index("need_file_need", "(need_id)")],
        page: 1,
        ..PLAIN
    },
    Table {
        name: "proposal_round",
        since: 3,
        columns: &[int("year"), text("terms"), text("opened_at"), text("closed_at").null()],
        key: &["year"],
        ..PLAIN
    },
    Table {
        name: "outline",
        since: 3,
        columns: &[
            id("id"),
            text("code"),
            int("year"),
            text("unit"),
            text("stage"),
            text("stage_name"),
            text("name"),
            text("place"),
            text("area"),
            text("search"),
            text("content"),
            int("revision"),
            text("at"),
        ],
        indexes: &[
            unique("outline_code", "(code)"),
            index("outline_unit", "(unit)"),
            index("outline_year", "(year, stage_name)"),
        ],
        page: 200,
        ..PLAIN
    },
    // The thread of an outline: submissions with their receipt, comments, decisions.
    Table {
        name: "outline_event",
        since: 3,
        columns: &[id("id"), int("outline_id").of("outline"), text("at"), text("content")],
        indexes: &[index("outline_event_outline", "(outline_id)")],
        ..PLAIN
    },
    // Offices' own lists on their way in.
    Table {
        name: "listing",
        since: 4,
        columns: &[
            id("id"),
            int("year"),
            text("by_name"),
            text("file_name"),
            text("sha256"),
            text("at"),
            text("state"),
            text("content"),
            bytes("bytes"),
        ],
        indexes: &[index("listing_year", "(year)")],
        page: 1,
        ..PLAIN
    },
    Table {
        name: "listing_mapping",
        since: 4,
        columns: &[text("name"), text("content"), text("at")],
        key: &["name"],
        ..PLAIN
    },
    // What the last list put into an outline: what nobody has touched since may change without a question.
    Table {
        name: "outline_listed",
        since: 4,
        columns: &[int("outline_id").of("outline"), text("content")],
        key: &["outline_id"],
        ..PLAIN
    },
];
