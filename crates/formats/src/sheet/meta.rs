//! What a workbook says about itself, so that the wrong round, unit or form is noticed.
use crate::sheet::cells::Row;

/// First cell of the hidden sheet.
pub(super) const MAGIC: &str = "nhipcau-sheet";
/// Version of the layout that this program writes.
pub(super) const FORMAT: u32 = 1;

/// Facts of the hidden sheet `_nhipcau`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// Version of the layout.
    pub format: u32,
    pub form: String,
    pub form_version: u32,
    pub year: i16,
    /// Key of the round, `Terms::key`.
    pub round: String,
    /// Code of the organisation.
    pub unit: String,
    /// State of the report that the workbook was filled from.
    pub base_revision: Option<i64>,
    /// Which installation wrote it.
    pub instance: String,
    /// (table, sheet) as written.
    pub sheets: Vec<(String, String)>,
    /// Whether the checksum fits: nobody edited the hidden sheet.
    pub intact: bool,
}

impl Meta {
    /// Name and value of each fact, in the order in which they are written and summed.
    pub(super) fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("format", self.format.to_string()),
            ("form", self.form.clone()),
            ("form_version", self.form_version.to_string()),
            ("year", self.year.to_string()),
            ("round", self.round.clone()),
            ("unit", self.unit.clone()),
            ("base_revision", self.base_revision.map(|r| r.to_string()).unwrap_or_default()),
            ("instance", self.instance.clone()),
        ]
    }

    /// FNV-1a over the facts. It tells a slip from an intact sheet; it is no seal.
    pub(super) fn checksum(&self) -> String {
        let mut sum = 0xcbf2_9ce4_8422_2325_u64;
        let mut add = |text: &str| {
            for byte in text.bytes().chain([0]) {
                sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        };
        for (name, value) in self.facts() {
            add(name);
            add(&value);
        }
        for (table, sheet) in &self.sheets {
            add(table);
            add(sheet);
        }
        format!("{sum:016x}")
    }

    /// Reads the hidden sheet. `None` when it is not one of ours.
    pub(super) fn of_rows(rows: &[Row<'_>]) -> Option<Self> {
        let mut texts = rows.iter().map(|row| row.cells.iter().map(|c| c.shown()).collect::<Vec<String>>());
        if texts.next()?.first()? != MAGIC {
            return None;
        }
        let mut meta = Self::default();
        let mut stated = String::new();
        for row in texts {
            let mut cells = row.into_iter();
            let (Some(name), value) = (cells.next(), cells.next().unwrap_or_default()) else { continue };
            match name.as_str() {
                "format" => meta.format = value.parse().unwrap_or_default(),
                "form" => meta.form = value,
                "form_version" => meta.form_version = value.parse().unwrap_or_default(),
                "year" => meta.year = value.parse().unwrap_or_default(),
                "round" => meta.round = value,
                "unit" => meta.unit = value,
                "base_revision" => meta.base_revision = value.parse().ok(),
                "instance" => meta.instance = value,
                "table" => meta.sheets.push((value, cells.next().unwrap_or_default())),
                "checksum" => stated = value,
                _ => {}
            }
        }
        meta.intact = meta.checksum() == stated;
        Some(meta)
    }
}
