//! The package is read back as XML: measures, fonts, sections, and the text itself.
use std::collections::BTreeMap;
use std::io::Read;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::super::model::{Align, Block, Column, Dated, Row, Table};
use super::super::{sample, text};
use super::*;

fn parts(paper: &Paper) -> BTreeMap<String, String> {
    let mut bytes = Vec::new();
    write(paper, &mut bytes).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|i| {
            let mut file = zip.by_index(i).unwrap();
            let mut content = String::new();
            file.read_to_string(&mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        })
        .collect()
}

type Element = (String, BTreeMap<String, String>);

/// Elements with their attributes, and the text of `w:t`; fails on XML that is not well-formed.
fn read(xml: &str) -> (Vec<Element>, String) {
    let (mut elements, mut words, mut inside) = (Vec::new(), String::new(), false);
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return (elements, words),
            Event::Start(e) | Event::Empty(e) => {
                let attributes = e.attributes().map(|a| {
                    let a = a.unwrap();
                    (a.key.0.to_owned(), a.value.into_owned())
                });
                let name = e.name().0.to_owned();
                inside = name == "w:t";
                elements.push((name, attributes.collect()));
            }
            Event::Text(t) if inside => words.push_str(&t),
            Event::GeneralRef(r) if inside => words.push(match &*r {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                other => panic!("{other}"),
            }),
            Event::End(_) => inside = false,
            _ => {}
        }
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn the_file_carries_exactly_the_text_of_the_document() {
    let paper = sample::report();
    let (_, words) = read(&parts(&paper)["word/document.xml"]);
    assert_eq!(bare(&words), bare(&text(&paper)));
}

#[test]
fn an_official_letter_carries_its_text_and_no_empty_title() {
    let paper = sample::letter();
    let document = &parts(&paper)["word/document.xml"];
    let (_, words) = read(document);
    assert_eq!(bare(&words), bare(&text(&paper)));
    assert!(words.contains("V/v lấy") && !document.contains("w:val=\"Subtitle\""));
}

#[test]
fn every_part_is_well_formed_and_named_once() {
    let parts = parts(&sample::report_with(&[3]));
    let types = &parts["[Content_Types].xml"];
    for (name, content) in &parts {
        read(content);
        if name.starts_with("word/") && !name.contains("_rels") {
            assert_eq!(types.matches(&format!("\"/{name}\"")).count(), 1, "{name}");
        }
    }
}

#[test]
fn three_sections_have_the_margins_of_the_decree_and_their_own_numbers() {
    let document = &parts(&sample::report())["word/document.xml"];
    assert_eq!(document.matches("<w:sectPr>").count(), 3);
    let margins = "w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1701\"";
    assert_eq!(document.matches(margins).count(), 3);
    assert_eq!(document.matches("<w:pgNumType w:start=\"1\"/>").count(), 3);
    assert_eq!(document.matches("<w:titlePg/>").count(), 3);
    assert_eq!(document.matches("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>").count(), 1);
    assert_eq!(document.matches("<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>").count(), 2);
}

#[test]
fn the_typeface_is_named_everywhere_once_and_in_black() {
    let parts = parts(&sample::report_with(&[3]));
    let (elements, _) = read(&parts["word/styles.xml"]);
    let fonts: Vec<_> = elements.iter().filter(|(name, _)| name == "w:rFonts").collect();
    assert_eq!(fonts.len(), 1);
    for side in ["w:ascii", "w:hAnsi", "w:eastAsia"] {
        assert_eq!(fonts[0].1[side], "Times New Roman");
    }
    assert!(parts["word/styles.xml"].contains("<w:sz w:val=\"28\"/>"));
    assert!(!parts["word/document.xml"].contains("rFonts"));
    assert!(parts["word/styles.xml"].contains("w:firstLine=\"720\""));
    assert!(parts["word/styles.xml"].contains("w:after=\"120\""));
}

#[test]
fn heads_are_repeated_and_rows_are_whole() {
    let paper = sample::report_with(&[5]);
    let (elements, _) = read(&parts(&paper)["word/document.xml"]);
    let count = |wanted: &str| elements.iter().filter(|(name, _)| name == wanted).count();
    // Two tables with heads of two rows; title block and signature have none.
    assert_eq!(count("w:tblHeader"), 4);
    // Heads, 10 and 6 rows, the signature.
    assert_eq!(count("w:cantSplit"), 4 + 10 + 6 + 1);
    assert_eq!(count("w:tbl"), 4);
}

#[test]
fn a_row_taller_than_a_page_may_be_cut() {
    let mut paper = sample::report_with(&[1]);
    let long = "Nội dung rất dài của một dòng. ".repeat(600);
    let columns = vec![Column::new("TT", 1, Align::Center), Column::new("Nội dung", 9, Align::Left)];
    let rows = vec![Row::new(["1".to_owned(), long]), Row::new(["2", "ngắn"])];
    paper.annexes[0].blocks = vec![Block::Table(Table { columns, rows, ..Table::default() })];
    let document = &parts(&paper)["word/document.xml"];
    let annex = &document[document.find("DỰ ÁN, KHOẢN").unwrap()..];
    assert_eq!(annex.matches("<w:cantSplit/>").count(), 2);
}

#[test]
fn the_file_says_its_title_and_language() {
    let mut paper = sample::report_with(&[]);
    paper.title_block.dated = Dated::On(jiff::civil::date(2025, 11, 4));
    let core = &parts(&paper)["docProps/core.xml"];
    assert!(core.contains("<dc:title>Báo cáo Kết quả thực hiện Kế hoạch số 67/KH-UBND năm 2025</dc:title>"));
    assert!(core.contains("<dc:language>vi-VN</dc:language>"));
    assert!(core.contains("2025-11-04T00:00:00Z"));
}

#[test]
fn page_numbers_stand_in_the_header_and_the_mark_in_every_footer() {
    let mut paper = sample::report_with(&[3]);
    let with = parts(&paper);
    assert!(with["word/header1.xml"].contains(" PAGE "));
    assert!(with["word/footer1.xml"].contains("Số liệu minh họa"));
    assert_eq!(with["word/document.xml"].matches("w:footerReference").count(), 4);
    paper.demo = None;
    assert_eq!(parts(&paper)["word/document.xml"].matches("w:footerReference").count(), 0);
}

#[test]
fn hostile_words_stay_words() {
    let mut paper = sample::report_with(&[]);
    let words = "</w:t><script> & \"a\" \u{1}\u{8}\u{fffe}kết";
    paper.body = vec![Block::paragraph(words)];
    paper.subject = words.into();
    for content in parts(&paper).values() {
        let (_, read) = read(content);
        assert!(!read.contains('\u{1}'));
    }
    assert_eq!(bare(&read(&parts(&paper)["word/document.xml"]).1), bare(&text(&paper)));
}

#[test]
fn the_same_paper_gives_the_same_file() {
    let bytes = || {
        let mut out = Vec::new();
        write(&sample::report_with(&[3]), &mut out).unwrap();
        out
    };
    assert_eq!(bytes(), bytes());
}
