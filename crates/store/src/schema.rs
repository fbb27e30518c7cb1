//! All tables, once. Creating and growing them, saving and restoring them read this list.
//!
//! A list of our own rather than sea-orm-migration: the same lines give both dialects, a backup
//! learns from them what to write, and 40 crates less have to be built. A later version adds a
//! table or a column with its number in `since`; nothing that is here changes or goes away, so an
//! older backup always fits. A new column may be empty or has a default.
//!
//! Texts in PostgreSQL are compared byte by byte, as in SQLite; people's order comes from `lang`.

/// Version of the newest table or column below.
pub const VERSION: u32 = 2;

pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) since: u32,
    /// Those of an earlier version than the table's come with the table.
    pub(crate) columns: &'static [Column],
    /// Primary key, unless a column is [`Kind::Id`].
    pub(crate) key: &'static [&'static str],
    /// Further constraints and indexes, the same words in both dialects.
    pub(crate) indexes: &'static [Index],
    /// Rows read at once when the table is saved to a file; few where a row may be large.
    pub(crate) page: u32,
    /// Left out of backups: who is signed in is nobody's record.
    pub(crate) passing: bool,
}

pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) null: bool,
    /// Table whose `id` this is. Users are never deleted, and people's names stand beside their
    /// number where it matters, so user numbers are not checked.
    pub(crate) parent: Option<&'static str>,
    pub(crate) since: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Running number given by the database; the primary key.
    Id,
    Int,
    Text,
    Bytes,
}

pub(crate) struct Index {
    pub(crate) name: &'static str,
    pub(crate) unique: bool,
    pub(crate) on: &'static str,
    pub(crate) since: u32,
}

const fn column(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, null: false, parent: None, since: 1 }
}
const fn id(name: &'static str) -> Column {
    column(name, Kind::Id)
}
const fn int(name: &'static str) -> Column {
    column(name, Kind::Int)
}
const fn text(name: &'static str) -> Column {
    column(name, Kind::Text)
}
const fn bytes(name: &'static str) -> Column {
    column(name, Kind::Bytes)
}

impl Column {
    const fn null(self) -> Self {
        Self { null: true, ..self }
    }
    /// Added to a table that is there, in that version.
    const fn later(self, since: u32) -> Self {
        Self { since, ..self }
    }
    const fn of(self, parent: &'static str) -> Self {
        Self { parent: Some(parent), ..self }
    }
}

const fn index(name: &'static str, on: &'static str) -> Index {
    Index { name, unique: false, on, since: 1 }
}
const fn unique(name: &'static str, on: &'static str) -> Index {
    Index { name, unique: true, on, since: 1 }
}

/// What most tables are like; the list below says what is different.
const PLAIN: Table =
    Table { name: "", since: 1, columns: &[], key: &[], indexes: &[], page: 1000, passing: false };

/// Parents before their children.
pub(crate) const TABLES: &[Table] = &[
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
        ],
        indexes: &[
            unique("project_code", "(code)"),
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

/// Statements that bring a database from the version before `version` to it.
pub(crate) fn steps(version: u32, sqlite: bool) -> Vec<String> {
    let mut out = Vec::new();
    for table in TABLES {
        if table.since == version {
            out.push(table.create(sqlite));
        } else if table.since < version {
            let new = table.columns.iter().filter(|c| c.since == version);
            out.extend(
                new.map(|c| format!("ALTER TABLE {} ADD COLUMN {}", table.name, c.definition(sqlite))),
            );
        }
        let new = table.indexes.iter().filter(|i| i.since.max(table.since) == version);
        out.extend(new.map(|i| {
            let unique = if i.unique { "UNIQUE " } else { "" };
            format!("CREATE {unique}INDEX {} ON {} {}", i.name, table.name, i.on)
        }));
    }
    out
}

impl Table {
    fn create(&self, sqlite: bool) -> String {
        let mut lines: Vec<String> =
            self.columns.iter().filter(|c| c.since <= self.since).map(|c| c.definition(sqlite)).collect();
        if !self.key.is_empty() {
            lines.push(format!("PRIMARY KEY ({})", self.key.join(", ")));
        }
        // Rows of such a table live in its key: one look-up instead of two. Not worth it where
        // a row is longer than a page.
        let rowid =
            if sqlite && self.page == PLAIN.page && self.key.len() > 1 { " WITHOUT ROWID" } else { "" };
        format!("CREATE TABLE {} ({}){rowid}", self.name, lines.join(", "))
    }

    /// Columns that tell one row from another, in which a backup pages through the table.
    pub(crate) fn order(&self) -> Vec<&'static str> {
        if self.key.is_empty() { vec![self.columns[0].name] } else { self.key.to_vec() }
    }

    pub(crate) fn has_id(&self) -> bool {
        self.columns[0].kind == Kind::Id
    }
}

impl Column {
    fn definition(&self, sqlite: bool) -> String {
        let kind = match (self.kind, sqlite) {
            (Kind::Id, true) => return format!("{} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", self.name),
            (Kind::Id, false) => {
                return format!("{} bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY", self.name);
            }
            (Kind::Int, _) => "bigint",
            (Kind::Text, true) => "text",
            (Kind::Text, false) => "text COLLATE \"C\"",
            (Kind::Bytes, true) => "blob",
            (Kind::Bytes, false) => "bytea",
        };
        let null = if self.null { "" } else { " NOT NULL" };
        let parent = self.parent.map(|p| format!(" REFERENCES {p} (id)")).unwrap_or_default();
        format!("{} {kind}{null}{parent}", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_a_key_and_its_parents_come_first() {
        let mut seen: Vec<&str> = Vec::new();
        for table in TABLES {
            assert_eq!(table.key.is_empty(), table.has_id(), "{}: one primary key", table.name);
            for column in table.columns {
                assert!(column.since <= VERSION, "{}.{}", table.name, column.name);
                assert!(column.parent.is_none_or(|p| seen.contains(&p)), "{}.{}", table.name, column.name);
            }
            seen.push(table.name);
        }
    }

    #[test]
    fn a_later_column_is_added_to_the_table_that_is_there() {
        let later = Column { since: VERSION + 1, ..text("note").null() };
        assert_eq!(later.definition(false), "note text COLLATE \"C\"");
        assert!(steps(VERSION + 1, true).is_empty());
        let created = |version| steps(version, true).iter().filter(|s| s.starts_with("CREATE TABLE")).count();
        assert_eq!((1..=VERSION).map(created).sum::<usize>(), TABLES.len());
    }
}
