//! All tables, once. Creating and growing them, saving and restoring them read this list.
//!
//! A list of our own rather than sea-orm-migration: the same lines give both dialects, a backup
//! learns from them what to write, and 40 crates less have to be built. A later version adds a
//! table or a column with its number in `since`; nothing that is here changes or goes away, so an
//! older backup always fits. A new column may be empty or has a default.
//!
//! Texts in PostgreSQL are compared byte by byte, as in SQLite; people's order comes from `lang`.

mod aid;
mod catalogue;
mod donor;
mod dossier;
mod guidance;
mod outline;
mod year;

/// Version of the newest table or column below.
pub const VERSION: u32 = 6;

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

impl Index {
    /// Added to a table that is there, in that version.
    const fn later(self, since: u32) -> Self {
        Self { since, ..self }
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

/// Parents before their children: a room of the product a file.
const GROUPS: [&[Table]; 7] = [
    year::TABLES,
    aid::TABLES,
    outline::TABLES,
    donor::TABLES,
    catalogue::TABLES,
    dossier::TABLES,
    guidance::TABLES,
];

/// All tables, parents before their children.
pub(crate) fn tables() -> impl Iterator<Item = &'static Table> {
    GROUPS.into_iter().flatten()
}

/// Statements that bring a database from the version before `version` to it.
pub(crate) fn steps(version: u32, sqlite: bool) -> Vec<String> {
    let mut out = Vec::new();
    for table in tables() {
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
        for table in tables() {
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
        assert_eq!((1..=VERSION).map(created).sum::<usize>(), tables().count());
    }
}
