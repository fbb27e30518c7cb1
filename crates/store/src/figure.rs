//! Figures of submitted reports, kept beside the reports so that a round adds up without reading
//! a thousand of them.
//!
//! A unit's figures are one row: `{"B1":{"total":{"aid":5,…},"area=a":{…}},…}`. One row a figure
//! was tried with 1,000 units of 648 figures each: SQLite alone, with nothing around it, takes
//! 15.5 CPU-seconds to write them unit by unit with the figure first in the key, 2.6 with the unit
//! first, and then 0.78 to add them up. One row a unit takes this crate 0.5 with a transaction for
//! each, and 0.1 to add up; and the sums are the same exact integers in both databases.
use std::borrow::Cow;
use std::collections::BTreeMap;

use domain::figures::{FigureKey, Part, TOTAL, UnitFigure};
use domain::ids::RoundId;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::connection::Source;
use crate::error::{Result, StoreError};
use crate::sql::{self, args, json};

/// Puts these figures in the place of what the unit had in the round.
pub async fn replace(db: &dyn Source, round: RoundId, unit: &str, figures: &[UnitFigure]) -> Result<()> {
    let mut content: BTreeMap<&str, BTreeMap<&str, BTreeMap<&str, i64>>> = BTreeMap::new();
    for f in figures {
        let rows = content.entry(&f.key.table).or_default();
        rows.entry(&f.key.row).or_default().insert(&f.key.column, f.value);
    }
    let query = "INSERT INTO figure (round_id, unit, content) VALUES ($1, $2, $3) \
         ON CONFLICT (round_id, unit) DO UPDATE SET content = excluded.content";
    sql::run(db, query, args![round.0, unit, json(&content)?]).await?;
    touch(db, round).await
}

/// The unit's report no longer counts.
pub async fn remove(db: &dyn Source, round: RoundId, unit: &str) -> Result<()> {
    sql::run(db, "DELETE FROM figure WHERE round_id = $1 AND unit = $2", args![round.0, unit]).await?;
    touch(db, round).await
}

async fn touch(db: &dyn Source, round: RoundId) -> Result<()> {
    let query = "INSERT INTO figure_mark (round_id, mark) VALUES ($1, 1) \
         ON CONFLICT (round_id) DO UPDATE SET mark = figure_mark.mark + 1";
    sql::run(db, query, args![round.0]).await?;
    Ok(())
}

/// Grows with every change to the round's figures, whichever process makes it: what was computed
/// from them holds as long as this number does.
pub async fn mark(db: &dyn Source, round: RoundId) -> Result<i64> {
    let row = sql::maybe(db, "SELECT mark FROM figure_mark WHERE round_id = $1", args![round.0]).await?;
    row.map_or(Ok(0), |mut row| row.take())
}

/// Units in order of their code, figures in order of their key.
pub async fn of_round(db: &dyn Source, round: RoundId) -> Result<Vec<(String, Vec<UnitFigure>)>> {
    contents(db, round).await?.into_iter().map(|(unit, content)| Ok((unit, listed(&content)?))).collect()
}

pub async fn of_unit(db: &dyn Source, round: RoundId, unit: &str) -> Result<Vec<UnitFigure>> {
    let query = "SELECT content FROM figure WHERE round_id = $1 AND unit = $2";
    match sql::maybe(db, query, args![round.0, unit]).await? {
        Some(mut row) => listed(&row.take::<String>()?),
        None => Ok(Vec::new()),
    }
}

/// Every figure of the round added up over its units, in order of the key.
///
/// # Errors
/// [`StoreError::Broken`] when a sum leaves the range of 64 bits.
pub async fn totals(db: &dyn Source, round: RoundId) -> Result<Vec<(FigureKey, i64)>> {
    let mut sums = ByKey::<i64>::default();
    for (_, content) in contents(db, round).await? {
        sums.add(&content, |sum, value| {
            *sum = sum.checked_add(value).ok_or_else(|| StoreError::broken("a total is out of range"))?;
            Ok(())
        })?;
    }
    Ok(sums.into_list())
}

/// Every figure of the round with the units that it is made of, in order of key and unit.
pub async fn drilled(db: &dyn Source, round: RoundId) -> Result<Vec<(FigureKey, Vec<Part>)>> {
    let mut parts = ByKey::<Vec<Part>>::default();
    for (unit, content) in contents(db, round).await? {
        parts.add(&content, |parts, value| {
            parts.push(Part { unit: unit.clone(), value });
            Ok(())
        })?;
    }
    Ok(parts.into_list())
}

/// The units that one figure is made of, by code.
pub async fn parts_of(db: &dyn Source, round: RoundId, key: &FigureKey) -> Result<Vec<Part>> {
    let path = [key.table.as_str(), key.row.as_str(), key.column.as_str()];
    let mut out = Vec::new();
    for (unit, content) in contents(db, round).await? {
        let mut reader = serde_json::Deserializer::from_str(&content);
        if let Some(value) = Find(&path).deserialize(&mut reader)? {
            out.push(Part { unit, value });
        }
    }
    Ok(out)
}

/// Totals over all rows of a unit's tables, by (table, column), from its row.
pub(crate) fn totals_in(content: &str) -> Result<BTreeMap<(String, String), i64>> {
    Ok(listed(content)?
        .into_iter()
        .filter(|f| f.key.row == TOTAL)
        .map(|f| ((f.key.table, f.key.column), f.value))
        .collect())
}

async fn contents(db: &dyn Source, round: RoundId) -> Result<Vec<(String, String)>> {
    let query = "SELECT unit, content FROM figure WHERE round_id = $1 ORDER BY unit";
    let rows = sql::all(db, query, args![round.0]).await?;
    rows.into_iter().map(|mut row| Ok((row.take()?, row.take()?))).collect()
}

/// A unit's figures as they stand in the row: table, row, column.
type Content<'a> = Pairs<'a, Pairs<'a, Pairs<'a, i64>>>;

fn listed(content: &str) -> Result<Vec<UnitFigure>> {
    let mut all = ByKey::<i64>::default();
    all.add(content, |slot, value| {
        *slot = value;
        Ok(())
    })?;
    Ok(all.into_list().into_iter().map(|(key, value)| UnitFigure { key, value }).collect())
}

/// Something for each figure, by table, row and column, each level in order of its key. Nested,
/// since a unit's 650 figures share 45 rows and these are found once.
struct ByKey<T>(Sorted<Sorted<Sorted<T>>>);

type Sorted<T> = Vec<(String, T)>;

impl<T> Default for ByKey<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Default> ByKey<T> {
    fn add(&mut self, content: &str, mut put: impl FnMut(&mut T, i64) -> Result<()>) -> Result<()> {
        let content: Content<'_> = serde_json::from_str(content)?;
        for (t, (table, rows)) in content.0.into_iter().enumerate() {
            let in_table = slot(&mut self.0, &table, t);
            for (r, (row, columns)) in rows.0.into_iter().enumerate() {
                let in_row = slot(in_table, &row, r);
                for (c, (column, value)) in columns.0.into_iter().enumerate() {
                    put(slot(in_row, &column, c), value)?;
                }
            }
        }
        Ok(())
    }

    fn into_list(self) -> Vec<(FigureKey, T)> {
        let mut out = Vec::new();
        for (table, rows) in self.0 {
            for (row, columns) in rows {
                out.extend(columns.into_iter().map(|(column, value)| {
                    (FigureKey { table: table.clone(), row: row.clone(), column }, value)
                }));
            }
        }
        out
    }
}

/// The place of a key; the key is copied only when it is new. Most units fill in the same cells,
/// so it is often found where it was in the unit's own list.
fn slot<'m, T: Default>(sorted: &'m mut Sorted<T>, key: &str, guess: usize) -> &'m mut T {
    let at = if sorted.get(guess).is_some_and(|(k, _)| k == key) {
        guess
    } else {
        sorted.binary_search_by(|(k, _)| k.as_str().cmp(key)).unwrap_or_else(|at| {
            sorted.insert(at, (key.to_owned(), T::default()));
            at
        })
    };
    &mut sorted[at].1
}

/// A JSON object as a list of pairs whose keys are not copied.
struct Pairs<'a, T>(Vec<(Cow<'a, str>, T)>);

#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for Pairs<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
            type Value = Vec<(Cow<'de, str>, T)>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut out = Vec::with_capacity(16);
                while let Some((key, value)) = map.next_entry::<Key<'de>, T>()? {
                    out.push((key.0, value));
                }
                Ok(out)
            }
        }
        deserializer.deserialize_map(Reader(std::marker::PhantomData)).map(Pairs)
    }
}

/// The number at the end of a path through nested objects; everything beside it is skipped.
struct Find<'k>(&'k [&'k str]);

impl<'de> DeserializeSeed<'de> for Find<'_> {
    type Value = Option<i64>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<i64>, D::Error> {
        if self.0.is_empty() {
            i64::deserialize(deserializer).map(Some)
        } else {
            deserializer.deserialize_map(self)
        }
    }
}

impl<'de> Visitor<'de> for Find<'_> {
    type Value = Option<i64>;
    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<i64>, A::Error> {
        let mut found = None;
        while let Some(key) = map.next_key::<Key<'de>>()? {
            if self.0.first().is_some_and(|k| *k == key.0) {
                found = map.next_value_seed(Find(&self.0[1..]))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}
