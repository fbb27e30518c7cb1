//! The unit's workbook from outside: written, mangled in a hundred ways, read back.
#![expect(clippy::unwrap_used, reason = "tests")]

extern crate nhipcau_formats as formats;

mod hostile;
#[path = "sheet/sample.rs"]
mod sample;
#[path = "sheet/hostile_cases.rs"]
mod sheet_hostile;
#[path = "sheet/round_trip.rs"]
mod sheet_round_trip;
#[path = "sheet/template.rs"]
mod sheet_template;
