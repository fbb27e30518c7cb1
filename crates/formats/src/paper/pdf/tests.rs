//! Without other programs: what was drawn is compared with what the document says.
use super::super::model::{Align, Block, Column, Row, Run, Table};
use super::super::{measure, sample, text};
use super::fonts::Style;
use super::shape::Text;
use super::*;

/// None, said aloud, in a build without fonts: there is nothing to test then but the refusal.
fn fonts() -> Option<Fonts> {
    match Fonts::load() {
        Ok(fonts) => Some(fonts),
        Err(problem) => {
            assert!(matches!(problem, Problem::NoFonts));
            assert!(matches!(write(&sample::report(), Vec::new()), Err(Problem::NoFonts)));
            eprintln!("skipped: {problem}");
            None
        }
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn the_pages_carry_exactly_the_text_of_the_document() {
    let Some(_) = fonts() else { return };
    let paper = sample::report();
    let done = render(&paper).unwrap();
    assert_eq!(bare(&done.trace.read_out), bare(&text(&paper)));
    assert!(done.bytes.starts_with(b"%PDF-1.7"));
    assert!((25..35).contains(&done.pages), "{} pages", done.pages);
}

#[test]
fn an_official_letter_has_its_abstract_under_the_number_and_no_type_name() {
    let Some(_) = fonts() else { return };
    let paper = sample::letter();
    let read = render(&paper).unwrap().trace.read_out;
    assert_eq!(bare(&read), bare(&text(&paper)));
    let at = |words: &str| bare(&read).find(&bare(words)).unwrap();
    assert!(at("Số:") < at("V/v lấy ý kiến") && at("V/v lấy ý kiến") < at("Kính gửi:"));
}

#[test]
fn the_same_paper_gives_the_same_file() {
    let Some(_) = fonts() else { return };
    let paper = sample::report_with(&[10]);
    assert_eq!(render(&paper).unwrap().bytes, render(&paper).unwrap().bytes);
}

#[test]
fn heads_come_back_and_every_annex_counts_its_own_pages() {
    let Some(_) = fonts() else { return };
    let done = render(&sample::report_with(&[60, 60])).unwrap();
    let pages: Vec<&str> = done.trace.unread.split('\u{c}').skip(1).collect();
    let read: Vec<&str> = done.trace.read_out.split('\u{c}').skip(1).collect();
    assert_eq!(pages.len(), done.pages);
    let mut number = 0;
    for (unread, read) in pages.iter().zip(&read) {
        let opens = read.contains("CỘNG HÒA XÃ HỘI") || read.trim_start().starts_with("Phụ lục");
        number = if opens { 1 } else { number + 1 };
        let shown = unread.lines().any(|l| l == number.to_string());
        assert_eq!(shown, !opens, "page number {number} in {unread:?}");
        assert!(unread.contains("Số liệu minh họa"));
        let goes_on = !opens && read.contains("Ủy ban nhân dân xã Số");
        assert_eq!(unread.contains("Đơn vị báo cáo"), goes_on);
    }
}

#[test]
fn every_vietnamese_letter_is_in_every_face() {
    let Some(fonts) = fonts() else { return };
    let mut shaper = Shaper::new(fonts);
    let marked: String = measure::MARKED.concat();
    let signs = "0123456789 .,;:!?()[]/-–—“”‘’…%‰+×=<>≤≥±°²³•→₫€$&@#*«»";
    for style in [Style::PLAIN, Style::BOLD, Style::ITALIC, Style::BOLD_ITALIC] {
        let mut text = Text::default();
        shaper.add(&mut text, &marked, style);
        shaper.add(&mut text, signs, style);
        // Marks that stand apart, as some keyboards type them.
        shaper.add(&mut text, "Tie\u{302}\u{301}ng Vie\u{323}\u{302}t", style);
    }
    let mut text = Text::default();
    shaper.add(&mut text, "ភាសាខ្មែរ ស្វាគមន៍", Style::PLAIN);
    assert!(shaper.check().is_ok(), "{:?}", shaper.check());
}

#[test]
fn widths_known_without_fonts_are_those_of_the_fonts() {
    let Some(fonts) = fonts() else { return };
    let mut shaper = Shaper::new(fonts);
    let marked = measure::MARKED.concat();
    let ascii: String = (' '..='~').collect();
    for style in [Style::PLAIN, Style::BOLD] {
        for letter in marked.chars().chain(ascii.chars()).chain("–—…“”".chars()) {
            let mut text = Text::default();
            shaper.add(&mut text, &letter.to_string(), style);
            let (known, drawn) = (measure::text_width(&letter.to_string(), 1.0, style.bold), text.width(1.0));
            assert!((known - drawn).abs() < 0.002, "{letter:?} {known} {drawn}");
        }
    }
}

#[test]
fn a_letter_that_no_font_has_is_refused_by_name() {
    let Some(_) = fonts() else { return };
    for (words, letter) in [("xong ✓", '✓'), ("漢字", '漢'), ("🙂", '🙂')] {
        let mut paper = sample::report_with(&[]);
        paper.body = vec![Block::paragraph(words)];
        let refused = write(&paper, Vec::new());
        assert!(matches!(refused, Err(Problem::NoGlyph(c)) if c == letter), "{refused:?}");
    }
    let mut paper = sample::report_with(&[]);
    paper.demo = Some("★".into());
    assert!(matches!(write(&paper, Vec::new()), Err(Problem::NoGlyph('★'))));
}

#[test]
fn the_signature_takes_the_last_two_lines_with_it() {
    let Some(_) = fonts() else { return };
    for count in 0..45 {
        let mut paper = sample::report_with(&[]);
        paper.body = (0..count).map(|i| Block::paragraph(format!("Dòng {i}."))).collect();
        paper.body.push(Block::paragraph("Trên đây là báo cáo."));
        let done = render(&paper).unwrap();
        let last = done.trace.read_out.rsplit('\u{c}').next().unwrap();
        let before: Vec<&str> =
            last.split("Nơi nhận:").next().unwrap().lines().filter(|l| !l.is_empty()).collect();
        assert!(before.len() >= 2, "{count} lines: {before:?}");
        assert!(before.last().unwrap().ends_with("báo cáo./."), "{before:?}");
    }
}

fn one_cell(words: &str, rows: usize) -> Table {
    Table {
        columns: vec![Column::new("TT", 1, Align::Center), Column::new("Nội dung", 9, Align::Left)],
        rows: (0..rows).map(|i| Row::new([i.to_string(), words.to_owned()])).collect(),
        ..Table::default()
    }
}

#[test]
fn a_row_taller_than_a_page_goes_on_over_pages() {
    let Some(_) = fonts() else { return };
    let mut paper = sample::report_with(&[1]);
    let long = "Nội dung rất dài của một dòng. ".repeat(600);
    paper.annexes[0].blocks = vec![Block::Table(one_cell(&long, 2))];
    let done = render(&paper).unwrap();
    assert!(done.pages > 8, "{} pages", done.pages);
    assert_eq!(bare(&done.trace.read_out), bare(&text(&paper)));
}

#[test]
fn rows_that_fit_a_page_are_not_cut() {
    let Some(_) = fonts() else { return };
    let mut paper = sample::report_with(&[1]);
    let words: String = (0..9).map(|i| format!("phần {i}\n")).collect();
    paper.annexes[0].blocks = vec![Block::Table(one_cell(words.trim_end(), 12))];
    let done = render(&paper).unwrap();
    for page in done.trace.read_out.split('\u{c}').filter(|p| p.contains("phần")) {
        assert_eq!(page.matches("phần 0").count(), page.matches("phần 8").count());
    }
}

#[test]
fn a_heading_stays_with_what_follows() {
    let Some(_) = fonts() else { return };
    for count in 0..40 {
        let mut paper = sample::report_with(&[]);
        paper.body = (0..count).map(|i| Block::paragraph(format!("Dòng {i}."))).collect();
        paper.body.push(Block::heading(super::super::model::Level::Part, 1, "Tiêu đề"));
        paper.body.push(Block::paragraph("Lời dưới tiêu đề. ".repeat(30)));
        let done = render(&paper).unwrap();
        let page = done.trace.read_out.split('\u{c}').find(|p| p.contains("I. TIÊU ĐỀ")).unwrap();
        assert!(page.contains("Lời dưới"), "{count}");
    }
}

#[test]
fn a_word_wider_than_its_column_is_broken_and_kept_whole_in_text() {
    let Some(_) = fonts() else { return };
    let mut paper = sample::report_with(&[]);
    let link = "https://vidu.example/".to_owned() + &"rat-dai/".repeat(40);
    paper.body = vec![Block::Table(one_cell(&link, 1)), Block::Paragraph { runs: vec![Run::plain(&link)] }];
    assert_eq!(bare(&render(&paper).unwrap().trace.read_out), bare(&text(&paper)));
}

#[test]
fn empty_parts_leave_no_trace_and_do_no_harm() {
    let Some(_) = fonts() else { return };
    let mut paper = Paper::default();
    assert_eq!(render(&paper).unwrap().pages, 1);
    paper.body = vec![Block::Table(Table::default()), Block::paragraph("")];
    paper.recipients = (0..90).map(|i| format!("Ủy ban nhân dân xã {i}")).collect();
    let done = render(&paper).unwrap();
    assert_eq!(bare(&done.trace.read_out), bare(&text(&paper)));
    assert!(done.pages > 1);
}
