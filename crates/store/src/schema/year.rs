//! Accounts, rounds with their reports, the register, letters and the trail.
use super::{PLAIN, Table, bytes, id, index, int, text, unique};

pub(super) const TABLES: &[Table] = &[
    Table { name: "setting", columns: &[text("key"), text("value")], key: &["key"], ..PLAIN },
    Table {
        name: "app_user",
        columns: &[
            id("id"),
            text("email"),
            text("name"),
            text("organisation"),
            text("position"),
            text("password_hash"),
            text("totp_secret").null(),
            int("failed"),
            text("locked_until").null(),
            int("disabled"),
            text("created_at"),
        ],
        indexes: &[unique("app_user_email", "(email)")],
        ..PLAIN
    },
    Table {
        name: "session",
        columns: &[text("token_hash"), int("user_id").of("app_user"), text("created_at"), text("expires_at")],
        key: &["token_hash"],
        indexes: &[index("session_of_user", "(user_id)")],
        passing: true,
        ..PLAIN
    },
    Table {
        name: "round",
        columns: &[
            id("id"),
            text("key"),
            int("year"),
            text("kind"),
            text("terms"),
            text("form"),
            text("opened_at"),
            int("sealed").null(),
        ],
        indexes: &[
            unique("round_key", "(key)"),
            // One annual round a year; as many requests beside it as anyone likes.
            unique("round_annual", "(year) WHERE kind = 'annual'"),
        ],
        ..PLAIN
    },
    Table {
        name: "obligation",
        columns: &[
            id("id"),
            int("round_id").of("round"),
            text("unit"),
            text("stage"),
            text("stage_name"),
            text("first_submitted_on").null(),
            text("extension").null(),
            text("excused").null(),
            int("revision_id").null(),
            text("parts"),
        ],
        indexes: &[unique("obligation_round_unit", "(round_id, unit)"), index("obligation_unit", "(unit)")],
        ..PLAIN
    },
    Table {
        name: "revision",
        columns: &[
            id("id"),
            int("obligation_id").of("obligation"),
            int("number"),
            text("content"),
            text("via"),
            int("user_id").null(),
            text("at"),
        ],
        indexes: &[unique("revision_number", "(obligation_id, number)")],
        page: 50,
        ..PLAIN
    },
    Table {
        name: "figure",
        columns: &[int("round_id").of("round"), text("unit"), text("content")],
        key: &["round_id", "unit"],
        page: 100,
        ..PLAIN
    },
    Table {
        name: "figure_mark",
        columns: &[int("round_id").of("round"), int("mark")],
        key: &["round_id"],
        ..PLAIN
    },
    Table {
        name: "intake",
        columns: &[
            id("id"),
            int("obligation_id").of("obligation"),
            int("user_id").null(),
            text("file_name"),
            text("sha256"),
            int("size"),
            text("at"),
            int("base_revision_id").null(),
            text("report"),
            text("findings"),
            text("state"),
        ],
        indexes: &[index("intake_obligation", "(obligation_id)")],
        page: 20,
        ..PLAIN
    },
    Table { name: "project_counter", columns: &[int("year"), int("last")], key: &["year"], ..PLAIN },
    Table {
        name: "project",
        columns: &[
            id("id"),
            text("code"),
            text("unit"),
            text("name"),
            text("search"),
            text("area"),
            text("place"),
            text("donor_type"),
            text("state"),
            text("facts"),
            // Number of the change that made the row what it is; see `project::changed_since`.
            int("changed").null().later(6),
        ],
        indexes: &[
            unique("project_code", "(code)"),
            index("project_changed", "(changed)").later(6),
            index("project_unit", "(unit)"),
            index("project_place", "(place)"),
            index("project_search", "(search)"),
            // All that the counts beside the list need, without the projects themselves.
            index("project_kinds", "(area, place, donor_type, state, unit)"),
        ],
        ..PLAIN
    },
    Table {
        name: "flow",
        columns: &[
            int("project_id").of("project"),
            int("year"),
            text("stage"),
            text("source"),
            int("amount"),
            text("unit"),
        ],
        key: &["project_id", "year", "stage", "source"],
        indexes: &[index("flow_year", "(year, stage)")],
        ..PLAIN
    },
    Table {
        name: "section_text",
        columns: &[
            int("round_id").of("round"),
            text("section"),
            text("text"),
            int("user_id").null(),
            text("at"),
            int("revision"),
        ],
        key: &["round_id", "section"],
        page: 50,
        ..PLAIN
    },
    Table {
        name: "sealed",
        columns: &[
            id("id"),
            int("round_id").of("round"),
            int("year"),
            int("version"),
            text("sealed_on"),
            text("by_name"),
            text("reason"),
            text("sha256"),
            text("content"),
            text("published_at").null(),
        ],
        indexes: &[unique("sealed_version", "(round_id, version)")],
        page: 1,
        ..PLAIN
    },
    Table {
        name: "sealed_file",
        columns: &[int("sealed_id").of("sealed"), text("kind"), bytes("bytes")],
        key: &["sealed_id", "kind"],
        page: 1,
        ..PLAIN
    },
    Table {
        name: "mail",
        columns: &[
            id("id"),
            text("recipient"),
            text("subject"),
            text("body"),
            text("kind"),
            int("obligation_id").null().of("obligation"),
            text("dedupe"),
            text("created_at"),
            text("sent_at").null(),
            text("error").null(),
            int("attempts"),
            text("tried_at").null().later(2),
            // Address that ends further letters of this kind.
            text("stop").null().later(4),
        ],
        indexes: &[
            unique("mail_dedupe", "(dedupe)"),
            index("mail_obligation", "(obligation_id)"),
            index("mail_pending", "(id) WHERE sent_at IS NULL"),
        ],
        ..PLAIN
    },
    Table {
        name: "audit",
        columns: &[
            int("seq"),
            text("at"),
            int("user_id").null(),
            text("who"),
            text("seat"),
            text("action"),
            text("subject"),
            text("change"),
            text("prev"),
            text("hash"),
        ],
        key: &["seq"],
        indexes: &[index("audit_subject", "(subject)")],
        ..PLAIN
    },
    Table {
        name: "briefing",
        columns: &[text("plan"), text("unit"), text("step"), text("on_date"), text("by_name"), text("note")],
        key: &["plan", "unit", "step"],
        ..PLAIN
    },
    Table {
        name: "duty_state",
        columns: &[
            text("plan"),
            text("duty"),
            text("status"),
            text("note"),
            text("on_date"),
            text("by_name"),
        ],
        key: &["plan", "duty"],
        ..PLAIN
    },
];
