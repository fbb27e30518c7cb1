//! The year itself. Each chapter goes on from the one before.
use super::databases::Database;

mod aid;
mod alerts;
mod attached;
mod calls;
mod donors;
mod dossiers;
mod guidances;
mod leaving;
mod listings;
mod needs;
mod outlines;
mod people;
mod programmes;
mod register;
mod reporting;
mod rules;
mod trail;

pub(crate) async fn tell(db: &Database) {
    let store = &db.store;
    let officer = people::accounts(store).await;
    let round = reporting::opening(store).await;
    reporting::reporting(store, round, officer).await;
    reporting::workbook(store, round).await;
    leaving::adding_up(store, round).await;
    register::register(store).await;
    register::money(store).await;
    reporting::opened(store).await;
    aid::published(store).await;
    needs::needs(store).await;
    outlines::proposed(store).await;
    listings::brought(store).await;
    calls::called(store).await;
    donors::courted(store).await;
    alerts::followed(store).await;
    programmes::promoted(store).await;
    dossiers::kept(store).await;
    attached::filed(store).await;
    guidances::guided(store).await;
    rules::ruled(store).await;
    leaving::writing(store, round, officer).await;
    leaving::sealing(store, round).await;
    leaving::letters(store, round).await;
    trail::trail(store).await;
    trail::plan(store).await;
    super::saved::tell(db).await;
}
