//! Widths of words in Times New Roman without a font at hand, and the columns of a table.
//!
//! The DOCX writer has no fonts and must set the same columns and rules as the PDF writer, so
//! both use these advances (thousandths of the size, equal in Times New Roman and its free
//! equivalents). An accent does not widen its letter.
use super::decree30::{CELL_PAD_X, CELL_PAD_Y, SINGLE, TABLE_RULE};
use super::model::{Align, Cell, Column, Row, Table};

/// Advances of U+0020 to U+007E.
const REGULAR: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333,
    389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469,
    500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389,
    278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];
const BOLD: [u16; 95] = [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389,
    500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581,
    500, 333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389,
    333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
];

/// The Vietnamese letters with marks, each after the plain letter it is as wide as.
pub(super) const MARKED: [&str; 14] = [
    "aàáảãạăằắẳẵặâầấẩẫậ",
    "eèéẻẽẹêềếểễệ",
    "iìíỉĩị",
    "oòóỏõọôồốổỗộơờớởỡợ",
    "uùúủũụưừứửữự",
    "yỳýỷỹỵ",
    "dđ",
    "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ",
    "EÈÉẺẼẸÊỀẾỂỄỆ",
    "IÌÍỈĨỊ",
    "OÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢ",
    "UÙÚỦŨỤƯỪỨỬỮỰ",
    "YỲÝỶỸỴ",
    "DĐ",
];

fn plain(letter: char) -> char {
    MARKED.iter().find(|row| row.contains(letter)).and_then(|row| row.chars().next()).unwrap_or(letter)
}

fn advance(letter: char, bold: bool) -> u16 {
    let table = if bold { &BOLD } else { &REGULAR };
    let ascii = |c: char| (c as usize).checked_sub(0x20).and_then(|i| table.get(i)).copied();
    ascii(letter).or_else(|| horned(letter, bold)).or_else(|| ascii(plain(letter))).unwrap_or(match letter {
        '…' | '—' => 1000,
        '“' | '”' if !bold => 444,
        '‘' | '’' => 333,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' => 0,
        '\u{a0}' => 250,
        _ => 500,
    })
}

/// The horn does widen its letter.
fn horned(letter: char, bold: bool) -> Option<u16> {
    Some(match letter {
        'ơ' | 'ờ' | 'ớ' | 'ở' | 'ỡ' | 'ợ' => [529, 554][usize::from(bold)],
        'ư' | 'ừ' | 'ứ' | 'ử' | 'ữ' | 'ự' => [542, 600][usize::from(bold)],
        'Ư' | 'Ừ' | 'Ứ' | 'Ử' | 'Ữ' | 'Ự' => [776, 796][usize::from(bold)],
        _ => return None,
    })
}

/// Text in as few lines of `width` as it needs, the lines about equally long, parted by line
/// ends: for what stands centred on its own.
pub(super) fn balanced(text: &str, size: f32, bold: bool, width: f32) -> String {
    let count = wrapped(text, size, bold, width).len();
    let (mut narrow, mut wide) = (width / count as f32, width);
    if count > 1 {
        for _ in 0..12 {
            let middle = (narrow + wide) / 2.0;
            if wrapped(text, size, bold, middle).len() > count {
                narrow = middle;
            } else {
                wide = middle;
            }
        }
    }
    wrapped(text, size, bold, wide).join("\n")
}

fn wrapped(text: &str, size: f32, bold: bool, width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line)
                if text_width(line, size, bold)
                    + text_width(" ", size, bold)
                    + text_width(word, size, bold)
                    <= width =>
            {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// Width of one line of text in points.
pub(super) fn text_width(text: &str, size: f32, bold: bool) -> f32 {
    let units: u32 = text.chars().map(|c| u32::from(advance(c, bold))).sum();
    units as f32 * size / 1000.0
}

/// A cell of a table's head: `rows` is 2 for a column outside any group of a two-level head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct HeadCell<'a> {
    pub(super) title: &'a str,
    pub(super) column: usize,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

/// The one or two rows of a table's head, in reading order.
pub(super) fn head_rows(columns: &[Column]) -> Vec<Vec<HeadCell<'_>>> {
    let cell = |column: usize, rows| HeadCell { title: &columns[column].title, column, columns: 1, rows };
    if columns.iter().all(|c| c.group.is_none()) {
        return vec![(0..columns.len()).map(|i| cell(i, 1)).collect()];
    }
    let (mut first, mut second): (Vec<HeadCell<'_>>, Vec<HeadCell<'_>>) = (Vec::new(), Vec::new());
    for (i, column) in columns.iter().enumerate() {
        let Some(group) = column.group.as_deref() else {
            first.push(cell(i, 2));
            continue;
        };
        second.push(cell(i, 1));
        match first.last_mut() {
            Some(open) if open.rows == 1 && open.title == group => open.columns += 1,
            _ => first.push(HeadCell { title: group, column: i, columns: 1, rows: 1 }),
        }
    }
    vec![first, second]
}

/// Size of the text and widths of the columns of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    pub(super) size: f32,
    pub(super) widths: Vec<f32>,
}

impl Grid {
    /// Left edges of the columns and the right edge of the last one, from 0.
    pub(super) fn edges(&self) -> Vec<f32> {
        let mut edges = vec![0.0];
        let mut x = 0.0;
        edges.extend(self.widths.iter().map(|w| {
            x += w;
            x
        }));
        edges
    }

    /// About how tall a row will be; words are taken to fill their lines.
    pub(super) fn row_height(&self, row: &Row) -> f32 {
        let lines = |(cell, width): (&Cell, &f32)| {
            let room = (width - 2.0 * CELL_PAD_X).max(1.0);
            cell.text
                .split('\n')
                .map(|l| (text_width(l, self.size, cell.bold) / room).ceil().max(1.0))
                .sum::<f32>()
        };
        let most = row.cells.iter().zip(&self.widths).map(lines).fold(1.0, f32::max);
        most * self.size * SINGLE + 2.0 * CELL_PAD_Y + TABLE_RULE
    }
}

/// Columns by weight, widened where a number or a word would not fit, in the first of `sizes`
/// where everything fits.
pub(super) fn fit(table: &Table, width: f32, sizes: &[f32]) -> Grid {
    let needs = needs(table);
    let mut grid = Grid { size: BODY_FALLBACK, widths: Vec::new() };
    for &size in sizes {
        let least: Vec<f32> =
            needs.iter().map(|n| (n * size + 2.0 * CELL_PAD_X + 0.5).min(width * MOST)).collect();
        let total: f32 = least.iter().sum();
        grid = Grid { size, widths: share(table, width, &least) };
        if total <= width {
            break;
        }
    }
    grid
}

/// Used only for a call without sizes.
const BODY_FALLBACK: f32 = 12.0;
/// No single word may claim more than this share of the table.
const MOST: f32 = 0.4;

/// Width in ems of the widest thing in each column that must not be broken.
fn needs(table: &Table) -> Vec<f32> {
    let word =
        |text: &str, bold| text.split_whitespace().map(|w| text_width(w, 1.0, bold)).fold(0.0, f32::max);
    let mut needs: Vec<f32> = table.columns.iter().map(|c| word(&c.title, true)).collect();
    for row in &table.rows {
        for ((need, cell), column) in needs.iter_mut().zip(&row.cells).zip(&table.columns) {
            let bold = row.total || cell.bold;
            *need = need.max(match column.align {
                Align::Right => text_width(&cell.text, 1.0, bold),
                Align::Left | Align::Center => word(&cell.text, bold),
            });
        }
    }
    needs
}

/// Shares `width` by weight; columns below their least are set to it and the others share the rest.
fn share(table: &Table, width: f32, least: &[f32]) -> Vec<f32> {
    let weight = |i: usize| f32::from(table.columns[i].weight.max(1));
    let total: f32 = least.iter().sum();
    if total >= width {
        return least.iter().map(|l| l * width / total).collect();
    }
    let mut fixed = vec![false; least.len()];
    loop {
        let free: f32 = (0..least.len()).filter(|&i| !fixed[i]).map(weight).sum();
        let room = width - least.iter().zip(&fixed).filter(|(_, f)| **f).map(|(l, _)| l).sum::<f32>();
        let short = |i: usize| !fixed[i] && room * weight(i) / free < least[i];
        match (0..least.len()).find(|&i| short(i)) {
            Some(i) => fixed[i] = true,
            None => {
                return (0..least.len())
                    .map(|i| if fixed[i] { least[i] } else { room * weight(i) / free })
                    .collect();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(columns: Vec<Column>, rows: &[&[&str]]) -> Table {
        let rows = rows.iter().map(|r| Row::new(r.iter().copied())).collect();
        Table { columns, rows, ..Table::default() }
    }

    #[test]
    fn lines_on_their_own_are_about_equally_long() {
        let name = "ỦY BAN NHÂN DÂN XÃ HỒ THỊ KỶ";
        let lines = balanced(name, 12.0, true, 190.0);
        assert_eq!(lines.replace('\n', " "), name);
        assert!(lines.lines().all(|l| l.chars().count() > 10), "{lines:?}");
        assert_eq!(balanced(name, 12.0, true, 400.0), name);
        assert_eq!(balanced("", 12.0, true, 400.0), "");
    }

    #[test]
    fn accents_do_not_widen_letters() {
        assert_eq!(text_width("Nguyễn", 10.0, false), text_width("Nguyen", 10.0, false));
        assert!((text_width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13.0, true) - 271.2).abs() < 0.5);
    }

    #[test]
    fn weights_share_the_width_and_numbers_get_what_they_need() {
        let columns = vec![
            Column::new("TT", 1, Align::Center),
            Column::new("Vốn", 1, Align::Right),
            Column::new("Tên", 8, Align::Left),
        ];
        let grid = fit(&table(columns, &[&["1", "1.234.567.890.123", "cầu"]]), 300.0, &[12.0]);
        assert!((grid.widths.iter().sum::<f32>() - 300.0).abs() < 0.01);
        assert!(grid.widths[1] >= text_width("1.234.567.890.123", 12.0, false) + 2.0 * CELL_PAD_X);
        assert!(grid.widths[2] > grid.widths[0]);
    }

    #[test]
    fn a_crowded_table_takes_a_smaller_size() {
        let columns: Vec<_> = (0..8).map(|_| Column::new("Số tiền", 1, Align::Right)).collect();
        let row: Vec<&str> = vec!["12.345.678.901"; 8];
        let grid = fit(&table(columns, &[&row]), 550.0, &[12.0, 11.0, 10.0]);
        assert_eq!(grid.size, 10.0);
    }

    #[test]
    fn columns_of_a_group_share_one_heading() {
        let columns = vec![
            Column::new("TT", 1, Align::Center),
            Column::new("ODA", 1, Align::Right).in_group("Vốn"),
            Column::new("Đối ứng", 1, Align::Right).in_group("Vốn"),
            Column::new("Ghi chú", 1, Align::Left),
        ];
        let rows = head_rows(&columns);
        assert_eq!(rows.len(), 2);
        assert_eq!(
            rows[0].iter().map(|c| (c.title, c.columns, c.rows)).collect::<Vec<_>>(),
            [("TT", 1, 2), ("Vốn", 2, 1), ("Ghi chú", 1, 2)]
        );
        assert_eq!(rows[1].iter().map(|c| c.title).collect::<Vec<_>>(), ["ODA", "Đối ứng"]);
    }
}
