//! What a file holds: activities, elements, money by kind, currency and year. No database is needed.
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::ControlFlow;

use iati::{Options, Piece};
use serde::Serialize;

use super::{reading, unreadable};
use crate::problem::Outcome;

/// Counts and sums of one file.
#[derive(Debug, Default, Serialize)]
pub struct Stats {
    pub version: String,
    /// Activities or organisations.
    pub items: u64,
    /// Elements in them.
    pub elements: u64,
    pub money: Vec<Sum>,
}

/// Money of one kind, currency and year. Currencies are never added to each other.
#[derive(Debug, Serialize)]
pub struct Sum {
    /// "budget", "planned" or a code of TransactionType.
    pub kind: String,
    /// ISO 4217; empty where none is stated.
    pub currency: String,
    pub year: i16,
    /// Hundredths of the currency; wide enough for any file.
    #[serde(rename = "hundredths")]
    pub amount: i128,
}

/// Counts a file, all countries.
///
/// # Errors
/// When it cannot be read to its end, with the finding.
pub fn stats(input: impl Read) -> Outcome<Stats> {
    let mut out = Stats::default();
    let mut sums: BTreeMap<(String, String, i16), i128> = BTreeMap::new();
    let head = iati::items(input, &Options::default(), |piece| {
        if let Piece::Item(tree, _) = piece {
            out.items += 1;
            out.elements += tree.len() as u64;
            for m in reading::activity(tree).money {
                *sums.entry((m.kind, m.currency, m.year)).or_insert(0) += i128::from(m.amount);
            }
        }
        ControlFlow::Continue(())
    });
    out.version = head.map_err(|f| unreadable(&f))?.version;
    out.money = sums
        .into_iter()
        .map(|((kind, currency, year), amount)| Sum { kind, currency, year, amount })
        .collect();
    Ok(out)
}
