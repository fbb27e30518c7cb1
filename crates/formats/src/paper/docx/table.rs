//! Ruled tables: heads that Word repeats, rows that it does not cut.
use std::io::Write;

use super::super::decree30::{ANNEX_TABLE_SIZES, CELL_PAD_X, CELL_PAD_Y, Page, TABLE_RULE, TABLE_SIZES};
use super::super::measure::{self, Grid, HeadCell};
use super::super::model::{Align, Column, Row, Table};
use super::Problem;
use super::xml::{self, Face, Look, twips};

/// Sizes that have a style of their own, so that a cell need not state its size.
pub(super) const CELL_STYLES: [(f32, &str); 5] =
    [(12.0, "Cell12"), (11.0, "Cell11"), (10.0, "Cell10"), (9.0, "Cell9"), (8.0, "Cell8")];

fn style_of(size: f32) -> &'static str {
    CELL_STYLES.iter().find(|(s, _)| *s == size).map_or(CELL_STYLES[0].1, |(_, name)| name)
}

/// Rows whose estimated height is over this share of the page may be cut.
const WHOLE: f32 = 0.9;

pub(super) fn write(table: &Table, page: Page, out: &mut impl Write) -> Result<(), Problem> {
    let sizes: &[f32] = if page.landscape { &ANNEX_TABLE_SIZES } else { &TABLE_SIZES };
    let grid = measure::fit(table, page.text_width(), sizes);
    let mut buffer = properties(&grid);
    let heads = measure::head_rows(&table.columns);
    for (level, row) in heads.iter().enumerate() {
        head_row(&mut buffer, &grid, &heads, level, row);
    }
    for (i, row) in table.rows.iter().enumerate() {
        let tied = table.rows.get(i + 1).is_some_and(|next| next.total);
        let whole = grid.row_height(row) <= page.text_height() * WHOLE;
        body_row(&mut buffer, &grid, &table.columns, row, tied, whole);
        out.write_all(buffer.as_bytes())?;
        buffer.clear();
    }
    buffer.push_str("</w:tbl>");
    out.write_all(buffer.as_bytes())?;
    Ok(())
}

fn properties(grid: &Grid) -> String {
    let (pad_x, pad_y) = (twips(CELL_PAD_X), twips(CELL_PAD_Y));
    let thick = (TABLE_RULE * 8.0).round() as i32;
    let side = |name: &str| {
        format!("<w:{name} w:val=\"single\" w:sz=\"{thick}\" w:space=\"0\" w:color=\"000000\"/>")
    };
    let pad = |name: &str, width| format!("<w:{name} w:w=\"{width}\" w:type=\"dxa\"/>");
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(side).concat();
    let padding = [pad("top", pad_y), pad("left", pad_x), pad("bottom", pad_y), pad("right", pad_x)].concat();
    let columns: String = grid.widths.iter().map(|w| format!("<w:gridCol w:w=\"{}\"/>", twips(*w))).collect();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblInd w:w=\"0\" w:type=\"dxa\"/>\
         <w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>{padding}</w:tblCellMar>\
         <w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" \
         w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>",
        twips(grid.widths.iter().sum())
    )
}

fn open_cell(out: &mut String, width: f32, extra: &str) {
    out.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/>{extra}", twips(width)));
    out.push_str("<w:vAlign w:val=\"center\"/></w:tcPr>");
}

fn head_row(out: &mut String, grid: &Grid, heads: &[Vec<HeadCell<'_>>], level: usize, row: &[HeadCell<'_>]) {
    out.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    let mut column = 0;
    let look = Look { keep: true, set: Some("center"), ..Look::of(style_of(grid.size)) };
    let cell = |out: &mut String, cell: &HeadCell<'_>| {
        let width: f32 = grid.widths[cell.column..cell.column + cell.columns].iter().sum();
        let mut extra = String::new();
        if cell.columns > 1 {
            extra.push_str(&format!("<w:gridSpan w:val=\"{}\"/>", cell.columns));
        }
        if cell.rows > 1 {
            extra.push_str("<w:vMerge w:val=\"restart\"/>");
        }
        open_cell(out, width, &extra);
        xml::paragraph(out, &look, cell.title, Face { bold: true, ..Face::default() });
        out.push_str("</w:tc>");
    };
    let mut cells = row.iter().peekable();
    while column < grid.widths.len() {
        if let Some(next) = cells.next_if(|c| c.column == column) {
            cell(out, next);
            column += next.columns;
        } else if let Some(above) = heads[..level].iter().flatten().find(|c| c.column == column) {
            open_cell(out, grid.widths[column], "<w:vMerge/>");
            xml::paragraph(out, &look, "", Face::default());
            out.push_str("</w:tc>");
            column += above.columns;
        } else {
            break;
        }
    }
    out.push_str("</w:tr>");
}

fn body_row(out: &mut String, grid: &Grid, columns: &[Column], row: &Row, tied: bool, whole: bool) {
    out.push_str(if whole { "<w:tr><w:trPr><w:cantSplit/></w:trPr>" } else { "<w:tr>" });
    for (i, column) in columns.iter().enumerate() {
        let cell = row.cells.get(i);
        let bold = row.total || cell.is_some_and(|c| c.bold);
        let set = match column.align {
            Align::Left => None,
            Align::Center => Some("center"),
            Align::Right => Some("right"),
        };
        let look = Look { keep: tied, set, ..Look::of(style_of(grid.size)) };
        open_cell(out, grid.widths[i], "");
        let text = cell.map_or("", |c| c.text.as_str());
        xml::paragraph(out, &look, text, Face { bold, ..Face::default() });
        out.push_str("</w:tc>");
    }
    out.push_str("</w:tr>");
}
