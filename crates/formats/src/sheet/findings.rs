//! Collects findings, each said once where once is enough, and never more than a person reads.
use std::collections::BTreeMap;

use domain::finding::{Arg, Finding, Severity, Spot};

use super::address;

/// Notes that are said once a sheet, with a count: hundreds of them help nobody.
const ONCE_A_SHEET: [&str; 5] =
    ["text-nfd", "control-characters", "number-as-text", "date-as-text", "formula"];

pub(super) struct Sink {
    findings: Vec<Finding>,
    /// By code and sheet: index of the finding that counts.
    counted: BTreeMap<(String, String), (usize, i64)>,
    most: usize,
    dropped: i64,
    dropped_error: bool,
}

impl Sink {
    pub(super) fn new(most: usize) -> Self {
        Self { findings: Vec::new(), counted: BTreeMap::new(), most, dropped: 0, dropped_error: false }
    }

    pub(super) fn push(&mut self, finding: Finding) {
        if ONCE_A_SHEET.contains(&finding.code.as_str()) {
            let key = (finding.code.clone(), finding.spot.sheet.clone().unwrap_or_default());
            if let Some((_, count)) = self.counted.get_mut(&key) {
                *count += 1;
                return;
            }
            self.counted.insert(key, (self.findings.len(), 1));
        }
        if self.findings.len() < self.most {
            self.findings.push(finding);
        } else {
            self.dropped += 1;
            self.dropped_error |= finding.severity == Severity::Error;
        }
    }

    /// All findings, with what was left out as one more.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        for (index, count) in self.counted.values() {
            if let Some(finding) = self.findings.get_mut(*index) {
                finding.args.push(("count".to_owned(), Arg::Number(*count)));
            }
        }
        if self.dropped > 0 {
            let severity = if self.dropped_error { Severity::Error } else { Severity::Note };
            let more = Finding::new("more-findings", severity, Spot::default());
            self.findings.push(more.with("count", Arg::Number(self.dropped)));
        }
        self.findings
    }
}

/// A spot in a sheet that belongs to no cell of a table.
pub(super) fn in_sheet(sheet: &str) -> Spot {
    Spot { sheet: Some(sheet.to_owned()), ..Spot::default() }
}

/// A cell of a sheet, by row and column from 0.
pub(super) fn at(sheet: &str, row: u32, column: u32) -> Spot {
    Spot::sheet(sheet, &address(row, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_counted_and_the_flood_ends_in_one_finding() {
        let mut sink = Sink::new(3);
        for row in 0..10 {
            sink.push(Finding::note("text-nfd", at("Biểu 01", row, 0)));
        }
        for row in 0..10 {
            sink.push(Finding::error("not-a-number", at("Biểu 01", row, 1)));
        }
        let all = sink.finish();
        let codes: Vec<&str> = all.iter().map(|f| f.code.as_str()).collect();
        assert_eq!(codes, ["text-nfd", "not-a-number", "not-a-number", "more-findings"]);
        assert_eq!(all[0].args, [("count".to_owned(), Arg::Number(10))]);
        assert_eq!(all[3].args, [("count".to_owned(), Arg::Number(8))]);
        assert_eq!(all[3].severity, Severity::Error, "an error among the dropped still stops the work");
    }
}
