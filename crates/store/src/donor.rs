//! Donors, and what they pledge to calls.
use domain::call::{Pledge, PledgeFacts, PledgeStage};
use domain::donor::{Donor, DonorFacts};
use domain::ids::{CallId, DonorId, PledgeId};
use jiff::Timestamp;

use crate::connection::Source;
use crate::error::{Result, StoreError};
use crate::sql::{self, Cells, args, json};

const COLUMNS: &str = "d.id, d.code, d.content";

fn read(row: &mut Cells) -> Result<Donor> {
    Ok(Donor { id: DonorId(row.take()?), code: row.take()?, facts: row.json::<DonorFacts>()? })
}

/// Enters a donor under the next code: "NTT-007". `search` is folded.
pub async fn insert(db: &dyn Source, facts: &DonorFacts, search: &str, at: Timestamp) -> Result<Donor> {
    let code = sql::next_code(db, "NTT", None).await?;
    let query = "INSERT INTO donor (code, name, search, kind, country, content, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
    let values = args![
        code.as_str(),
        facts.name.vi.as_str(),
        search,
        facts.kinds.plan.as_str(),
        facts.country.as_str(),
        json(facts)?,
        sql::stamp(at),
    ];
    let id = DonorId(sql::one(db, query, values).await?.take()?);
    Ok(Donor { id, code, facts: facts.clone() })
}

pub async fn by_code(db: &dyn Source, code: &str) -> Result<Option<Donor>> {
    let query = format!("SELECT {COLUMNS} FROM donor d WHERE d.code = $1");
    sql::maybe(db, query, args![code]).await?.map(|mut row| read(&mut row)).transpose()
}

/// Saves what is known of a donor. `search` is folded.
pub async fn update(db: &dyn Source, it: &Donor, search: &str, at: Timestamp) -> Result<()> {
    let query = "UPDATE donor SET name = $1, search = $2, kind = $3, country = $4, content = $5, at = $6 \
         WHERE id = $7";
    let facts = &it.facts;
    let values = args![
        facts.name.vi.as_str(),
        search,
        facts.kinds.plan.as_str(),
        facts.country.as_str(),
        json(facts)?,
        sql::stamp(at),
        it.id.0,
    ];
    sql::must(db, query, values).await
}

/// All donors, by code.
pub async fn all(db: &dyn Source) -> Result<Vec<Donor>> {
    let query = format!("SELECT {COLUMNS} FROM donor d ORDER BY d.code");
    sql::all(db, query, Vec::new()).await?.iter_mut().map(read).collect()
}

const PLEDGE: &str = "p.id, p.call_id, p.donor_id, p.stage, p.amount, p.content";

fn pledge(row: &mut Cells) -> Result<Pledge> {
    Ok(Pledge {
        id: PledgeId(row.take()?),
        call: CallId(row.take()?),
        donor: DonorId(row.take()?),
        stage: stage(&row.take::<String>()?)?,
        amount: row.take()?,
        facts: row.json::<PledgeFacts>()?,
    })
}

fn stage(name: &str) -> Result<PledgeStage> {
    PledgeStage::of(name).ok_or_else(|| StoreError::refused(format!("a pledge is never «{name}»")))
}

/// Enters a pledge; its `id` is given by the database.
pub async fn insert_pledge(db: &dyn Source, it: &Pledge, at: Timestamp) -> Result<PledgeId> {
    let query = "INSERT INTO pledge (call_id, donor_id, stage, amount, content, at) \
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    let values = args![it.call.0, it.donor.0, it.stage.name(), it.amount, json(&it.facts)?, sql::stamp(at)];
    let id = PledgeId(sql::one(db, query, values).await?.take()?);
    super::call::touch(db).await?;
    Ok(id)
}

pub async fn update_pledge(db: &dyn Source, it: &Pledge, at: Timestamp) -> Result<()> {
    let query = "UPDATE pledge SET stage = $1, amount = $2, content = $3, at = $4 WHERE id = $5";
    sql::must(db, query, args![it.stage.name(), it.amount, json(&it.facts)?, sql::stamp(at), it.id.0])
        .await?;
    super::call::touch(db).await
}

/// Pledges to one call, as they came.
pub async fn pledges_to(db: &dyn Source, call: CallId) -> Result<Vec<Pledge>> {
    let query = format!("SELECT {PLEDGE} FROM pledge p WHERE p.call_id = $1 ORDER BY p.id");
    sql::all(db, query, args![call.0]).await?.iter_mut().map(pledge).collect()
}

/// Pledges of one donor, as they came.
pub async fn pledges_of(db: &dyn Source, donor: DonorId) -> Result<Vec<Pledge>> {
    let query = format!("SELECT {PLEDGE} FROM pledge p WHERE p.donor_id = $1 ORDER BY p.id");
    sql::all(db, query, args![donor.0]).await?.iter_mut().map(pledge).collect()
}

pub async fn pledge_by_id(db: &dyn Source, id: PledgeId) -> Result<Option<Pledge>> {
    let query = format!("SELECT {PLEDGE} FROM pledge p WHERE p.id = $1");
    sql::maybe(db, query, args![id.0]).await?.map(|mut row| pledge(&mut row)).transpose()
}

/// Pledges of all donors, as they came.
pub async fn pledges(db: &dyn Source) -> Result<Vec<Pledge>> {
    let query = format!("SELECT {PLEDGE} FROM pledge p ORDER BY p.id");
    sql::all(db, query, Vec::new()).await?.iter_mut().map(pledge).collect()
}
