//! Tables: rows that stay whole, heads that come back on every page.
use std::rc::Rc;

use super::super::decree30::{
    self, ANNEX_TABLE_SIZES, CELL_PAD_X, CELL_PAD_Y, PARAGRAPH_GAP, TABLE_RULE, TABLE_SIZES, UNIT_SIZE,
};
use super::super::measure::{self, Grid, HeadCell};
use super::super::model::{Align, Row, Table};
use super::compose::{Composer, Para, Set, line_height, put, shift};
use super::flow::{Band, Piece, Rule, TableHead, Walls};
use super::fonts::Style;
use super::shape::{Line, Stretch};
use super::tags::{At, Role};

/// The lines of a cell, ready to be placed once the height of the row is known.
struct Filled {
    lines: Vec<FilledLine>,
    at: At,
}

struct FilledLine {
    width: f32,
    ascent: f32,
    height: f32,
    stretches: Vec<Stretch>,
}

impl Filled {
    /// Height of the cell with its padding.
    fn height(&self, size: f32) -> f32 {
        let lines: f32 = self.lines.iter().map(|l| l.height).sum();
        lines.max(line_height(size)) + 2.0 * CELL_PAD_Y + TABLE_RULE
    }
}

/// What all rows of one table share.
struct Body {
    grid: Grid,
    edges: Rc<[f32]>,
    head: Rc<TableHead>,
    /// Tallest row that fits on a page below the head.
    most: f32,
    at: At,
}

impl Composer {
    pub(super) fn table(&mut self, table: &Table) {
        self.caption(table);
        let page = self.flow.page;
        let sizes: &[f32] = if page.landscape { &ANNEX_TABLE_SIZES } else { &TABLE_SIZES };
        let grid = measure::fit(table, page.text_width(), sizes);
        let edges: Rc<[f32]> = grid.edges().into();
        let at = self.flow.tags.add(At::ROOT, Role::Table);
        let head = Rc::new(self.head(table, &grid, at));
        self.band(Band {
            height: head.height,
            keep: !table.rows.is_empty(),
            gap: if table.rows.is_empty() { PARAGRAPH_GAP } else { 0.0 },
            pieces: head.pieces.clone(),
            rules: head.rules.clone(),
            ..Band::default()
        });
        let most = page.text_height() - head.height;
        let at = self.flow.tags.add(at, Role::TableBody);
        let body = Body { grid, edges, head, most, at };
        for (i, row) in table.rows.iter().enumerate() {
            let next = table.rows.get(i + 1);
            self.row(table, &body, row, next);
        }
    }

    fn caption(&mut self, table: &Table) {
        if !table.caption.is_empty() {
            let words = vec![(table.caption.as_str(), Style::BOLD)];
            let gap = if table.unit.is_some() { 0.0 } else { PARAGRAPH_GAP / 2.0 };
            self.para(Para { words, set: Set::Center, spacing: 1.0, gap, keep: true, ..Para::default() });
        }
        if let Some(unit) = &table.unit {
            self.para(Para {
                words: vec![(unit, Style::ITALIC)],
                size: UNIT_SIZE,
                spacing: 1.0,
                set: Set::Right,
                gap: PARAGRAPH_GAP / 2.0,
                keep: true,
                ..Para::default()
            });
        }
    }

    /// Shapes and breaks the words of a cell.
    fn fill(&mut self, words: &str, style: Style, size: f32, width: f32, at: At) -> Filled {
        let mut text = std::mem::take(&mut self.scratch);
        text.clear();
        self.shaper.add(&mut text, &decree30::clean(words), style);
        let room = width - 2.0 * CELL_PAD_X;
        let set = |line: &Line| FilledLine {
            width: line.width,
            ascent: line.ascent(size),
            height: line.height(size),
            stretches: text.stretches(line, size, 0.0),
        };
        let lines = if words.is_empty() {
            Vec::new()
        } else {
            text.lines(size, room, room).iter().map(set).collect()
        };
        self.scratch = text;
        Filled { lines, at }
    }

    fn head(&mut self, table: &Table, grid: &Grid, at: At) -> TableHead {
        let (rows, edges) = (measure::head_rows(&table.columns), grid.edges());
        let at = self.flow.tags.add(at, Role::TableHead);
        let mut filled: Vec<(HeadCell<'_>, usize, Filled)> = Vec::new();
        for (level, row) in rows.iter().enumerate() {
            let row_at = self.flow.tags.add(at, Role::Row);
            for cell in row {
                let at =
                    self.flow.tags.add(row_at, Role::HeadCell { columns: cell.columns, rows: cell.rows });
                let width = edges[cell.column + cell.columns] - edges[cell.column];
                filled.push((*cell, level, self.fill(cell.title, Style::BOLD, grid.size, width, at)));
            }
        }
        let heights = head_heights(&filled, rows.len(), grid.size);
        let mut head = TableHead { height: heights.iter().sum(), pieces: Vec::new(), rules: Vec::new() };
        for (cell, level, filled) in filled {
            let top: f32 = heights[..level].iter().sum();
            let height: f32 = heights[level..level + cell.rows].iter().sum();
            let (x0, x1) = (edges[cell.column], edges[cell.column + cell.columns]);
            set_cell(&mut head.pieces, filled, Set::Center, grid.size, (x0, top, x1 - x0, height));
            head.rules.extend(frame(x0, top, x1, top + height));
        }
        head
    }

    fn row(&mut self, table: &Table, body: &Body, row: &Row, next: Option<&Row>) {
        let at = self.flow.tags.add(body.at, Role::Row);
        let size = body.grid.size;
        let mut cells: Vec<Filled> = Vec::with_capacity(body.grid.widths.len());
        for (i, width) in body.grid.widths.iter().enumerate() {
            let at = self.flow.tags.add(at, Role::Cell);
            let cell = row.cells.get(i);
            let style = if row.total || cell.is_some_and(|c| c.bold) { Style::BOLD } else { Style::PLAIN };
            cells.push(self.fill(cell.map_or("", |c| c.text.as_str()), style, size, *width, at));
        }
        let height = cells.iter().map(|c| c.height(size)).fold(0.0, f32::max);
        if height > body.most {
            return self.tall_row(table, body, cells, next.is_none());
        }
        let mut pieces = Vec::new();
        for (i, cell) in cells.into_iter().enumerate() {
            let set = set_of(table.columns[i].align);
            set_cell(&mut pieces, cell, set, size, (body.edges[i], 0.0, body.grid.widths[i], height));
        }
        self.band(Band {
            height,
            gap: if next.is_none() { PARAGRAPH_GAP } else { 0.0 },
            keep: next.is_some_and(|n| n.total),
            pieces,
            walls: Some(Walls { edges: Rc::clone(&body.edges), closes: true }),
            head: Some(Rc::clone(&body.head)),
            ..Band::default()
        });
    }

    /// A row taller than a page goes on over pages, line by line.
    fn tall_row(&mut self, table: &Table, body: &Body, cells: Vec<Filled>, last: bool) {
        let size = body.grid.size;
        let lines = cells.iter().map(|c| c.lines.len()).max().unwrap_or(1);
        let mut cells: Vec<_> = cells.into_iter().map(|c| (c.at, c.lines.into_iter())).collect();
        for line in 0..lines {
            let (first, end) = (line == 0, line + 1 == lines);
            let above = if first { CELL_PAD_Y } else { 0.0 };
            let below = if end { CELL_PAD_Y + TABLE_RULE } else { 0.0 };
            let slices: Vec<Filled> = cells
                .iter_mut()
                .map(|(at, left)| Filled { lines: left.next().into_iter().collect(), at: *at })
                .collect();
            let high = slices.iter().flat_map(|s| &s.lines).map(|l| l.height).fold(0.0, f32::max);
            let mut pieces = Vec::new();
            for (i, slice) in slices.into_iter().enumerate() {
                let place = (body.edges[i], above, body.grid.widths[i], high);
                set_cell(&mut pieces, slice, set_of(table.columns[i].align), size, place);
            }
            self.band(Band {
                height: high + above + below,
                gap: if end && last { PARAGRAPH_GAP } else { 0.0 },
                keep: first || line + 2 == lines,
                pieces,
                walls: Some(Walls { edges: Rc::clone(&body.edges), closes: end }),
                head: Some(Rc::clone(&body.head)),
                ..Band::default()
            });
        }
    }
}

fn set_of(align: Align) -> Set {
    match align {
        Align::Left => Set::Left,
        Align::Center => Set::Center,
        Align::Right => Set::Right,
    }
}

/// Puts the lines of a cell into its rectangle (x, y, width, height), in the middle of its height.
fn set_cell(pieces: &mut Vec<Piece>, cell: Filled, set: Set, size: f32, place: (f32, f32, f32, f32)) {
    let (x, top, width, height) = place;
    let room = width - 2.0 * CELL_PAD_X;
    let lines: f32 = cell.lines.iter().map(|l| l.height).sum();
    let mut y = top + (height - lines) / 2.0;
    for line in cell.lines {
        let left = x + CELL_PAD_X + shift(set, room, line.width);
        put(pieces, line.stretches, left, y + line.ascent, size, Some(cell.at));
        y += line.height;
    }
}

/// Heights of the rows of a head; a cell over two rows stretches the second if it must.
fn head_heights(filled: &[(HeadCell<'_>, usize, Filled)], rows: usize, size: f32) -> Vec<f32> {
    let mut heights = vec![0.0_f32; rows];
    for (cell, level, filled) in filled {
        if cell.rows == 1 {
            heights[*level] = heights[*level].max(filled.height(size));
        }
    }
    for (cell, _, filled) in filled {
        let short = filled.height(size) - heights.iter().sum::<f32>();
        if cell.rows == rows && short > 0.0 {
            heights[rows - 1] += short;
        }
    }
    heights
}

fn frame(x0: f32, y0: f32, x1: f32, y1: f32) -> [Rule; 4] {
    let rule = |from, to| Rule { from, to, thick: TABLE_RULE };
    [rule((x0, y0), (x1, y0)), rule((x0, y1), (x1, y1)), rule((x0, y0), (x0, y1)), rule((x1, y0), (x1, y1))]
}
