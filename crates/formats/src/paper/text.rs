//! The plain text of a document: what every writer must carry, in reading order.
use super::decree30;
use super::measure;
use super::model::{Block, Paper, Run, Table};

/// One line for each paragraph or cell. What stands on the margin of pages (numbers, the mark of
/// demonstration figures, signing information) and repeated table heads are left out.
pub fn text(paper: &Paper) -> String {
    let (block, fixed) = (&paper.title_block, decree30::words(paper.lang));
    let mut out = Lines(String::new());
    if let Some(superior) = &block.superior {
        out.line(&decree30::caps(superior));
    }
    out.line(&decree30::caps(&block.issuer));
    out.line(fixed.nation);
    out.line(fixed.motto);
    out.line(&decree30::number_line(paper));
    if decree30::is_letter(paper) {
        out.line(&format!("V/v {}", paper.subject));
    }
    out.line(&decree30::place_date(paper));
    if !decree30::is_letter(paper) {
        out.line(&decree30::caps(&paper.kind));
        out.line(&paper.subject);
    }
    match paper.addressees.as_slice() {
        [] => {}
        [one] => out.line(&format!("{} {one}", fixed.address)),
        several => {
            out.line(fixed.address);
            out.items(several);
        }
    }
    decree30::listed(&paper.legal_bases).iter().for_each(|basis| out.line(basis));
    decree30::closed(&paper.body).iter().for_each(|block| out.block(block));
    if !paper.recipients.is_empty() {
        out.line(fixed.recipients);
        out.items(&paper.recipients);
    }
    let signature = &paper.signature;
    signature.authority.iter().chain([&signature.post]).for_each(|line| out.line(&decree30::caps(line)));
    out.line(&signature.name);
    for (index, annex) in paper.annexes.iter().enumerate() {
        out.line(&decree30::annex_label(paper.lang, index, paper.annexes.len()));
        out.line(&decree30::caps(&annex.title));
        annex.reference.iter().for_each(|reference| out.line(reference));
        annex.blocks.iter().for_each(|block| out.block(block));
    }
    out.0
}

struct Lines(String);

impl Lines {
    fn line(&mut self, words: &str) {
        if !words.is_empty() {
            self.0.push_str(&decree30::clean(words));
            self.0.push('\n');
        }
    }

    fn items(&mut self, items: &[String]) {
        decree30::listed(items).iter().for_each(|item| self.line(&format!("- {item}")));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Table(table) => self.table(table),
            other => self.line(&joined(&decree30::printed_runs(other))),
        }
    }

    fn table(&mut self, table: &Table) {
        self.line(&table.caption);
        table.unit.iter().for_each(|unit| self.line(unit));
        for row in measure::head_rows(&table.columns) {
            row.iter().for_each(|cell| self.line(cell.title));
        }
        for row in &table.rows {
            row.cells.iter().take(table.columns.len()).for_each(|cell| self.line(&cell.text));
        }
    }
}

fn joined(runs: &[Run]) -> String {
    runs.iter().map(|r| r.text.as_str()).collect()
}
