//! Reading and checking in one go: every finding with its sheet and cell.
use std::collections::HashSet;

use domain::finding::{Finding, Severity};
use domain::report::checks::{self, Facts};

use super::read::{self, Expect, Read, TEXT, Workbook};

impl Workbook<'_> {
    /// Reads the sheets and runs the report's own checks on what was read. All findings, in the
    /// order of the sheets, with sheet and cell wherever they have one.
    #[must_use]
    pub fn check(self, expect: &Expect<'_>, facts: &Facts<'_>) -> (Read, Vec<Finding>) {
        let read = self.read(expect);
        if read.refused {
            let findings = read.findings.clone();
            return (read, findings);
        }
        let mut all = read.findings.clone();
        all.extend(of_report(&read, expect, facts));
        read::sort(expect.form, &mut all);
        (read, all)
    }
}

/// The report's findings, less those that only repeat that a cell or a sheet could not be read.
fn of_report(read: &Read, expect: &Expect<'_>, facts: &Facts<'_>) -> Vec<Finding> {
    let unread: HashSet<(&str, &str)> = read
        .findings
        .iter()
        .filter(|f| f.severity == Severity::Error)
        .filter_map(|f| Some((f.spot.sheet.as_deref()?, f.spot.cell.as_deref()?)))
        .collect();
    let is_section = |key: &str| expect.form.section(key).is_some();
    checks::check(facts, &read.report)
        .into_iter()
        .filter(|f| {
            let key = f.spot.table.as_deref().unwrap_or_default();
            !read.missing.contains(if is_section(key) { TEXT } else { key })
        })
        .map(|mut f| {
            if let Some((sheet, cell)) = read.locate(expect.form, &f.spot) {
                // A finding about a column's total has no cell: it is all of its rows.
                let whole_column = f.spot.row.is_none() && f.code == "jump";
                f.spot.sheet = Some(sheet);
                f.spot.cell = cell.filter(|_| !whole_column);
            }
            f
        })
        .filter(|f| match (&f.spot.sheet, &f.spot.cell) {
            (Some(sheet), Some(cell)) => {
                f.code != "required" || !unread.contains(&(sheet.as_str(), cell.as_str()))
            }
            _ => true,
        })
        .collect()
}
