//! The hidden sheet behind the drop-downs: one column of labels for each list.
use domain::form::{Column, Form, Kind};
use rust_xlsxwriter::{DataValidation, Formula, Workbook};

use super::labels::Labels;
use super::template::SheetError;
use super::{LISTS, area_label, column_letters, place_label};

/// What the tick for «Không phát sinh» offers.
const YES: &str = "Có";

/// Columns of the hidden sheet: areas, places, the tick, then the form's lists in their order.
pub(super) struct Lists {
    /// (name of the list, labels).
    columns: Vec<(String, Vec<String>)>,
}

impl Lists {
    pub(super) fn of(form: &Form, labels: &Labels) -> Self {
        let areas = labels.areas().iter().map(|(l, t)| area_label(l, t)).collect();
        let places = labels.places().iter().map(|(c, n)| place_label(c, n)).collect();
        let mut columns = vec![
            ("#area".to_owned(), areas),
            ("#place".to_owned(), places),
            ("#yes".to_owned(), vec![YES.to_owned()]),
        ];
        for (name, choices) in &form.lists {
            columns.push((name.clone(), choices.iter().map(|c| c.vi.clone()).collect()));
        }
        Self { columns }
    }

    /// Where the labels for a column stand, as a reference for a drop-down.
    fn reference(&self, name: &str) -> Option<String> {
        let at = self.columns.iter().position(|(n, labels)| n == name && !labels.is_empty())?;
        let letters = column_letters(u32::try_from(at).ok()?);
        let last = self.columns.get(at)?.1.len() + 1;
        Some(format!("={LISTS}!${letters}$2:${letters}${last}"))
    }

    pub(super) fn reference_for(&self, column: &Column) -> Option<String> {
        match column.kind {
            Kind::Area => self.reference("#area"),
            Kind::Place => self.reference("#place"),
            Kind::Choice => self.reference(column.list.as_deref()?),
            _ => None,
        }
    }

    pub(super) fn yes(&self) -> DataValidation {
        let list = self.reference("#yes").unwrap_or_default();
        DataValidation::new().allow_list_formula(Formula::new(list))
    }

    pub(super) fn write(&self, book: &mut Workbook) -> Result<(), SheetError> {
        let sheet = book.add_worksheet();
        sheet.set_name(LISTS)?.set_very_hidden(true);
        for (column, (name, labels)) in (0_u16..).zip(&self.columns) {
            sheet.write_string(0, column, name)?;
            for (row, label) in (1_u32..).zip(labels) {
                sheet.write_string(row, column, label)?;
            }
        }
        sheet.protect();
        Ok(())
    }
}
