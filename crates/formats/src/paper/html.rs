//! Preview on screen: the pages of the document as HTML for the product's style sheet.
//!
//! `.desk` holds `.a4` pages; beside the rules the sheet has for these, [`STYLE`] is needed once
//! on the page. Pages are cut by estimate, so a page may differ from the DOCX and PDF by a line
//! or two; words, order and measures are the same. No inline styles, no scripts.
use super::decree30::{
    self, ANNEX_TABLE_SIZES, BLOCK_GAP, BODY_SIZE, BODY_SPACING, FIRST_LINE, PARAGRAPH_GAP, Page,
    SIGNATURE_ROOM, SINGLE, TABLE_SIZES,
};
use super::measure::{self, Grid, HeadCell, text_width};
use super::model::{Align, Annex, Block, Cell, Lang, Paper, Row, Run, Table};

/// Rules for the preview that the common style sheet does not have.
pub const STYLE: &str = include_str!("preview.css");

/// The whole document.
pub fn write(paper: &Paper) -> String {
    preview(paper, usize::MAX)
}

/// The document with at most `rows_most` rows of each table; how many are left out is said in
/// the last row. Keeps the page light when annexes run to thousands of rows.
pub fn preview(paper: &Paper, rows_most: usize) -> String {
    let mut desk = Desk::new(paper, rows_most);
    desk.open_page();
    desk.front();
    let closed = decree30::closed(&paper.body);
    let blocks: Vec<&Block> = closed.iter().collect();
    for (i, block) in blocks.iter().enumerate() {
        if i + 1 == blocks.len() && !desk.fits(desk.height(block) + signature_height(paper)) {
            desk.turn();
        }
        desk.block(block);
    }
    desk.signature();
    desk.close_page();
    for (index, annex) in paper.annexes.iter().enumerate() {
        desk.annex(annex, index);
    }
    format!("<div class=\"desk\" lang=\"{}\">{}</div>", language(paper.lang), desk.out)
}

fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "vi",
        Lang::En => "en",
    }
}

struct Desk<'p> {
    paper: &'p Paper,
    rows_most: usize,
    out: String,
    page: Page,
    used: f32,
    number: u32,
    /// Annex of the page, named to readers of the screen.
    annex: Option<String>,
}

fn line(size: f32) -> f32 {
    size * SINGLE
}

fn escape(text: &str) -> String {
    decree30::clean(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\n', "<br>")
}

fn marked(run: &Run) -> String {
    let mut out = escape(&run.text);
    if let Some(anchor) = &run.figure {
        out = format!("<a class=\"fx\" href=\"#{}\">{out}</a>", escape(anchor));
    }
    if run.italic {
        out = format!("<i>{out}</i>");
    }
    if run.bold {
        out = format!("<b>{out}</b>");
    }
    out
}

fn signature_height(paper: &Paper) -> f32 {
    let right = (paper.signature.authority.len() as f32 + 2.0) * line(BODY_SIZE) + SIGNATURE_ROOM;
    let left = (paper.recipients.len() as f32 + 1.0) * line(decree30::RECIPIENTS_SIZE);
    right.max(left) + PARAGRAPH_GAP
}

impl<'p> Desk<'p> {
    fn new(paper: &'p Paper, rows_most: usize) -> Self {
        let out = String::new();
        Self { paper, rows_most, out, page: Page::PORTRAIT, used: 0.0, number: 1, annex: None }
    }

    fn open_page(&mut self) {
        let wide = if self.page.landscape { " wide" } else { "" };
        let page = format!("{} {}", decree30::words(self.paper.lang).page, self.number);
        let label = self.annex.as_ref().map_or(page.clone(), |annex| format!("{annex}, {page}"));
        self.out.push_str(&format!("<article class=\"a4{wide}\" aria-label=\"{}\">", escape(&label)));
        if self.number > 1 {
            self.out.push_str(&format!("<p class=\"pg\">{}</p>", self.number));
        } else if let (None, Some(info)) = (&self.annex, &self.paper.signing_info) {
            self.out.push_str(&format!("<p class=\"si\">{}</p>", escape(info)));
        }
        self.used = 0.0;
    }

    fn close_page(&mut self) {
        if let Some(demo) = &self.paper.demo {
            self.out.push_str(&format!("<p class=\"mk\"><i>{}</i></p>", escape(demo)));
        }
        self.out.push_str("</article>");
    }

    fn turn(&mut self) {
        self.close_page();
        self.number += 1;
        self.open_page();
    }

    fn fits(&self, height: f32) -> bool {
        self.used + height <= self.page.text_height()
    }

    /// Writes something of about this height, on the next page if this one is full.
    fn put(&mut self, height: f32, html: &str) {
        if self.used > 0.0 && !self.fits(height) {
            self.turn();
        }
        self.out.push_str(html);
        self.used += height;
    }

    fn height(&self, block: &Block) -> f32 {
        let runs = decree30::printed_runs(block);
        let width: f32 = runs.iter().map(|r| text_width(&r.text, BODY_SIZE, r.bold)).sum();
        let lines = ((width + FIRST_LINE) * 1.02 / self.page.text_width()).ceil().max(1.0);
        lines * line(BODY_SIZE) * BODY_SPACING + PARAGRAPH_GAP
    }

    fn front(&mut self) {
        let (paper, fixed, block) = (self.paper, decree30::words(self.paper.lang), &self.paper.title_block);
        let head = decree30::head(paper);
        let superior = block
            .superior
            .as_ref()
            .map_or(String::new(), |s| format!("<p>{}</p>", escape(&head.name(s, false))));
        let about =
            decree30::about(paper).map_or(String::new(), |a| format!("<br><small>{}</small>", escape(&a)));
        let under = if decree30::is_letter(paper) {
            String::new()
        } else {
            format!(
                "<div class=\"ti c\"><p><b>{}</b></p><p><b class=\"ln ru\">{}</b></p></div>",
                escape(&decree30::caps(&paper.kind)),
                escape(&decree30::subject_lines(paper)),
            )
        };
        let html = format!(
            "<div class=\"hd\"><div>{superior}<p><b class=\"ln ru\">{}</b></p></div><div><p><b>{}</b></p>\
             <p class=\"mo\"><b class=\"ln ru all\">{}</b></p></div><p>{}{about}</p><p class=\"mo\"><i>{}</i></p></div>{under}",
            escape(&head.name(&block.issuer, true)),
            fixed.nation,
            fixed.motto,
            escape(&decree30::number_line(paper)),
            escape(&decree30::place_date(paper)),
        );
        self.put(6.0 * line(BODY_SIZE) + 3.0 * BLOCK_GAP, &html);
        self.addressees();
        for basis in decree30::listed(&paper.legal_bases) {
            let run = Run::italic(basis);
            let height = self.height(&Block::Paragraph { runs: vec![run.clone()] });
            self.put(height, &format!("<p class=\"b\">{}</p>", marked(&run)));
        }
    }

    fn addressees(&mut self) {
        let (paper, address) = (self.paper, decree30::words(self.paper.lang).address);
        let html = match paper.addressees.as_slice() {
            [] => return,
            [one] => format!("<p class=\"c\">{address} {}</p>", escape(one)),
            several => {
                let items: String = decree30::listed(several)
                    .iter()
                    .map(|item| format!("<p>- {}</p>", escape(item)))
                    .collect();
                format!("<div class=\"to\"><p>{address}</p>{items}</div>")
            }
        };
        self.put((paper.addressees.len() as f32 + 1.0) * line(BODY_SIZE) + BLOCK_GAP, &html);
    }

    fn block(&mut self, block: &Block) {
        if let Block::Table(table) = block {
            return self.table(table);
        }
        let words: String = decree30::printed_runs(block).iter().map(marked).collect();
        let height = self.height(block);
        match block {
            Block::Heading { level, .. } if level.is_title() => {
                // A heading is not left alone at the foot of a page.
                if !self.fits(height + 2.0 * line(BODY_SIZE)) {
                    self.turn();
                }
                self.put(height, &format!("<p class=\"b\" role=\"heading\" aria-level=\"3\">{words}</p>"));
            }
            _ => self.put(height, &format!("<p class=\"b\">{words}</p>")),
        }
    }

    fn table(&mut self, table: &Table) {
        let sizes: &[f32] = if self.page.landscape { &ANNEX_TABLE_SIZES } else { &TABLE_SIZES };
        let grid = measure::fit(table, self.page.text_width(), sizes);
        let heads = measure::head_rows(&table.columns);
        let head = head_html(&heads);
        // Two lines for each row of the head.
        let head_height = heads.len() as f32 * 2.0 * line(grid.size);
        if !self.fits(head_height + 4.0 * line(grid.size)) {
            self.turn();
        }
        let mut above = String::new();
        if !table.caption.is_empty() {
            above.push_str(&format!("<p class=\"c\"><b>{}</b></p>", escape(&table.caption)));
        }
        if let Some(unit) = &table.unit {
            above.push_str(&format!("<p class=\"un\"><i>{}</i></p>", escape(unit)));
        }
        self.put(2.0 * line(BODY_SIZE), &above);
        let (name, size) = (escape(&self.table_name(table)), grid.size);
        let columns = columns_html(&grid);
        let open = format!("<table class=\"t{size}\" aria-label=\"{name}\">{columns}{head}<tbody>");
        self.out.push_str(&open);
        self.used += head_height;
        self.rows(table, &grid, &open, head_height);
        self.out.push_str("</tbody></table>");
        self.used += PARAGRAPH_GAP;
    }

    fn table_name(&self, table: &Table) -> String {
        match (&self.annex, table.caption.is_empty()) {
            (Some(annex), true) => annex.clone(),
            _ => table.caption.clone(),
        }
    }

    fn rows(&mut self, table: &Table, grid: &Grid, open: &str, head_height: f32) {
        let shown = table.rows.len().min(self.rows_most);
        for row in &table.rows[..shown] {
            let height = grid.row_height(row);
            if !self.fits(height) {
                self.out.push_str("</tbody></table>");
                self.turn();
                self.out.push_str(open);
                self.used += head_height;
            }
            self.out.push_str(&row_html(table, row));
            self.used += height;
        }
        if shown < table.rows.len() {
            let more = decree30::more_rows(self.paper.lang, table.rows.len() - shown);
            self.out
                .push_str(&format!("<tr><td colspan=\"{}\"><i>{more}</i></td></tr>", table.columns.len()));
        }
    }

    fn signature(&mut self) {
        let (paper, fixed) = (self.paper, decree30::words(self.paper.lang));
        let mut left = String::new();
        if !paper.recipients.is_empty() {
            left.push_str(&format!("<p class=\"s12\"><b><i>{}</i></b></p>", fixed.recipients));
        }
        for item in decree30::listed(&paper.recipients) {
            left.push_str(&format!("<p class=\"s11\">- {}</p>", escape(&item)));
        }
        let signature = &paper.signature;
        let titles = signature.authority.iter().chain([&signature.post]);
        let mut right: String =
            titles.map(|l| format!("<p><b>{}</b></p>", escape(&decree30::caps(l)))).collect();
        right.push_str(&format!("<p class=\"nm\"><b>{}</b></p>", escape(&signature.name)));
        let html = format!("<div class=\"sg\"><div>{left}</div><div class=\"c\">{right}</div></div>");
        self.put(signature_height(paper), &html);
    }

    fn annex(&mut self, annex: &Annex, index: usize) {
        let label = decree30::annex_label(self.paper.lang, index, self.paper.annexes.len());
        self.page = Page::of(annex.landscape);
        self.number = 1;
        self.annex = Some(label.clone());
        self.open_page();
        let title = escape(&decree30::annex_title(annex));
        let reference =
            annex.reference.as_ref().map_or(String::new(), |r| format!("<p><i>{}</i></p>", escape(r)));
        let html = format!(
            "<div class=\"ti c\"><p role=\"heading\" aria-level=\"3\"><b>{label}</b></p><p><b>{title}</b></p>{reference}</div>"
        );
        self.put(4.0 * line(BODY_SIZE), &html);
        annex.blocks.iter().for_each(|block| self.block(block));
        self.close_page();
    }
}

fn columns_html(grid: &Grid) -> String {
    let total: f32 = grid.widths.iter().sum();
    let column = |w: &f32| format!("<col width=\"{:.2}%\">", w / total * 100.0);
    format!("<colgroup>{}</colgroup>", grid.widths.iter().map(column).collect::<String>())
}

fn head_html(heads: &[Vec<HeadCell<'_>>]) -> String {
    let cell = |c: &HeadCell<'_>| {
        let rows = if c.rows > 1 { format!(" rowspan=\"{}\"", c.rows) } else { String::new() };
        let (columns, scope) = match c.columns {
            1 => (String::new(), "col"),
            n => (format!(" colspan=\"{n}\""), "colgroup"),
        };
        format!("<th scope=\"{scope}\"{rows}{columns}>{}</th>", escape(c.title))
    };
    let row = |r: &Vec<HeadCell<'_>>| format!("<tr>{}</tr>", r.iter().map(cell).collect::<String>());
    format!("<thead>{}</thead>", heads.iter().map(row).collect::<String>())
}

fn row_html(table: &Table, row: &Row) -> String {
    let empty = Cell::default();
    let mut out = String::from("<tr>");
    for (i, column) in table.columns.iter().enumerate() {
        let cell = row.cells.get(i).unwrap_or(&empty);
        let class = match column.align {
            Align::Left => "",
            Align::Center => " class=\"c\"",
            Align::Right => " class=\"r\"",
        };
        let run = Run {
            text: cell.text.clone(),
            bold: (cell.bold || row.total) && !cell.text.is_empty(),
            italic: false,
            figure: cell.figure.clone(),
        };
        out.push_str(&format!("<td{class}>{}</td>", marked(&run)));
    }
    out.push_str("</tr>");
    out
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn the_preview_has_the_parts_and_links_locked_figures() {
        let html = write(&sample::report());
        assert!(html.starts_with("<div class=\"desk\" lang=\"vi\"><article class=\"a4\""));
        assert!(html.contains("<a class=\"fx\" href=\"#s1\">31.700</a>"));
        assert!(html.contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
        assert!(html.contains("<b>PHÓ GIÁM ĐỐC</b>"));
        assert!(html.contains("<th scope=\"colgroup\" colspan=\"3\">Vốn ngoài nước</th>"));
        assert!(html.contains("<td class=\"r\"><b>165.400</b></td>"));
        assert!(
            html.contains(
                "<article class=\"a4 wide\" aria-label=\"Phụ lục II, Trang 2\"><p class=\"pg\">2</p>"
            )
        );
        assert!(!html.contains("style="), "the content security policy forbids inline styles");
    }

    #[test]
    fn what_people_type_cannot_become_markup() {
        let mut paper = sample::report_with(&[]);
        paper.body = vec![Block::Paragraph { runs: vec![Run::figure("<script>&\"", "a\"><b")] }];
        let html = write(&paper);
        assert!(html.contains("<a class=\"fx\" href=\"#a&quot;&gt;&lt;b\">&lt;script&gt;&amp;&quot;"));
    }

    #[test]
    fn a_long_annex_is_cut_short_and_says_so() {
        let paper = sample::report_with(&[1000]);
        let html = preview(&paper, 40);
        assert!(html.contains("… và 961 dòng nữa trong tệp tải về"));
        assert!(html.matches("<tr>").count() < 80);
    }
}
