//! The example plan stands for the official text, which the project does not carry.
use std::io::Write as _;

use domain::plan::{ClauseRef, check, fingerprint};
use jiff::civil::date;
use proptest::prelude::*;

use super::*;

const EXAMPLE: &str = include_str!("../../../../data/examples/plan-2026.txt");
const EXAMPLE_TOML: &str = include_str!("../../../../data/plans/example-2026.toml");
const CA_MAU_TOML: &str = include_str!("../../../../data/plans/ca-mau-2021.toml");

fn codes(findings: &[PlanFinding]) -> Vec<&str> {
    findings.iter().map(|f| f.code.as_str()).collect()
}

fn example() -> PlanText {
    let (plan, findings) = read_text(EXAMPLE);
    assert_eq!(findings, []);
    plan.unwrap()
}

fn text_of<'a>(plan: &'a PlanText, reference: &str) -> &'a str {
    &plan.clause(&ClauseRef::new(reference)).unwrap().text
}

#[test]
fn the_heading_gives_number_date_place_bases_and_signer() {
    let plan = example();
    assert_eq!((plan.number.as_str(), plan.place.as_str()), ("09/KH-UBND", "Minh Họa"));
    assert_eq!(plan.date, Some(date(2026, 2, 5)));
    assert_eq!(plan.issuer, "ỦY BAN NHÂN DÂN TỈNH MINH HỌA");
    assert_eq!((plan.signer.as_str(), plan.signature.post.as_str()), ("Nguyễn Văn A", "CHỦ TỊCH"));
    assert_eq!(plan.signature.authority, ["TM. ỦY BAN NHÂN DÂN"]);
    let bases: Vec<_> = plan.legal_bases.iter().map(|b| b.number.as_str()).collect();
    assert_eq!(bases, ["257/2025/QH15", "313/2025/NĐ-CP"]);
    assert_eq!(plan.period.map(|p| (p.from, p.to)), Some((2026, 2030)));
    assert_eq!(
        plan.recipients,
        ["Bộ Dân tộc và Tôn giáo", "Các sở, ban, ngành", "UBND các xã, phường", "Lưu: VT"]
    );
}

#[test]
fn broken_sentences_and_numbers_are_joined() {
    let plan = example();
    assert_eq!(text_of(&plan, "II.2.b"), "Sinh kế gắn với thích ứng biến đổi khí hậu.");
    assert!(text_of(&plan, "II.1").ends_with("giai đoạn 2026 - 2030."), "{}", text_of(&plan, "II.1"));
    assert!(text_of(&plan, "I.2.1").starts_with("Mỗi xã"), "the dash stood alone on its line");
    let office = plan.clause(&ClauseRef::new("III.2")).unwrap();
    assert_eq!(office.title, "Sở Ngoại vụ");
    assert!(office.body().starts_with("Chủ trì vận động viện trợ và công bố"));
}

#[test]
fn areas_carry_their_letters_and_references_follow_the_numbering() {
    let plan = example();
    let letters: String = plan.areas.iter().map(|a| a.letter.as_str()).collect();
    assert_eq!(letters, "abcdđeg");
    assert_eq!(plan.areas[4].title, "Chăm sóc sức khỏe bà mẹ, trẻ em");
    let parents: Vec<_> = ["III.R", "III.Z", "II.2.đ", "III.3.2", "I"]
        .map(|r| plan.clause(&ClauseRef::new(r)).unwrap().parent.clone().map(|p| p.to_string()))
        .into_iter()
        .flatten()
        .collect();
    assert_eq!(parents, ["III", "III", "II.2", "III.3"]);
    for clause in &plan.clauses {
        assert_eq!(clause.parent, clause.reference.parent(), "{}", clause.reference);
    }
}

#[test]
fn the_text_and_its_data_file_agree() {
    assert_eq!(check(&load(EXAMPLE_TOML).unwrap(), Some(&example())), []);
}

#[test]
fn json_carries_the_agreed_names() {
    let json = serde_json::to_value(example()).unwrap();
    assert_eq!(json["signer"], "Nguyễn Văn A");
    assert_eq!(json["date"], "2026-02-05");
    assert_eq!(json["period"]["to"], 2030);
    assert_eq!(json["areas"][4]["letter"], "đ");
    assert_eq!(json["legal_bases"][1]["number"], "313/2025/NĐ-CP");
    assert_eq!((&json["clauses"][2]["ref"], &json["clauses"][2]["parent"]), (&"I.1".into(), &"I".into()));
    assert!(json["clauses"][2]["text"].as_str().unwrap().contains("bền vững"));
}

/// A copy of a text without the lines that a clause takes.
fn without(text: &str, reference: &str) -> String {
    let plan = read_text(text).0.unwrap();
    let at = plan.clauses.iter().position(|c| c.reference.as_str() == reference).unwrap();
    let first = plan.clauses[at].line;
    let end = plan.clauses.get(at + 1).map_or(usize::MAX, |c| c.line);
    let kept = text.lines().enumerate().filter(|(i, _)| !(first..end).contains(&(i + 1)));
    kept.map(|(_, l)| l).collect::<Vec<_>>().join("\n")
}

/// Takes each clause out of the text in turn, all but the heading and the end of the document.
fn every_gap_is_found(toml: &str, text: &str) {
    let plan = load(toml).unwrap();
    for mark in plan.clauses.iter().filter(|m| !["H", "III.Z"].contains(&m.reference.as_str())) {
        let text = read_text(&without(text, mark.reference.as_str())).0.unwrap();
        let found = check(&plan, Some(&text));
        assert!(codes(&found).contains(&"clause-missing"), "{}: {:?}", mark.reference, codes(&found));
    }
}

#[test]
fn a_copy_without_any_one_clause_does_not_pass_the_check() {
    every_gap_is_found(EXAMPLE_TOML, EXAMPLE);
}

#[test]
fn a_missing_letter_or_number_is_told_with_its_line() {
    let (_, findings) = read_text(&without(EXAMPLE, "II.2.đ"));
    assert_eq!(codes(&findings), ["number-out-of-order"]);
    assert_eq!(findings[0].line, Some(43));
    assert!(findings[0].vi.contains("gặp số thứ tự e, đúng ra là đ"), "{}", findings[0].vi);
    let (_, findings) = read_text(&without(EXAMPLE, "III.2"));
    assert_eq!(codes(&findings), ["number-out-of-order"]);
    let english = EXAMPLE.replace("g) Chuyển đổi số", "f) Chuyển đổi số");
    assert_eq!(codes(&read_text(&english).1), ["number-out-of-order"]);
}

#[test]
fn what_the_heading_lacks_is_named() {
    let code = |from: &str, to: &str| {
        let (_, findings) = read_text(&EXAMPLE.replace(from, to));
        codes(&findings).join(" ")
    };
    assert_eq!(code("Số: 09/KH-UBND", ""), "no-number");
    assert_eq!(code("ngày 05 tháng 02 năm", "ngày 35 tháng 02 năm"), "no-date");
    assert_eq!(code(" số ", " "), "no-legal-basis");
    assert_eq!(code("Nguyễn Văn A", ""), "no-signer");
    assert_eq!(code("Trên đây là", "Trên là"), "no-closing");
    assert_eq!(code("2. Lĩnh vực ưu tiên:", "2. Lĩnh vực:"), "no-areas");
}

#[test]
fn other_documents_are_no_plans() {
    for text in ["", "xin chào", "BÁO CÁO\nI. TÌNH HÌNH\n1. Chung:\n", "KẾ HOẠCH\nkhông có mục nào"]
    {
        let (plan, findings) = read_text(text);
        assert_eq!((plan, codes(&findings)), (None, vec!["not-a-plan"]), "{text}");
    }
}

#[test]
fn encodings_give_the_same_text_or_a_reason() {
    let plan = example();
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(EXAMPLE.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let nfd = decomposed(EXAMPLE);
    assert_ne!(nfd, EXAMPLE);
    let cases: [(&str, Vec<u8>, &[&str]); 5] = [
        ("CRLF", EXAMPLE.replace('\n', "\r\n").into_bytes(), &[]),
        ("BOM", format!("\u{feff}{EXAMPLE}").into_bytes(), &[]),
        ("UTF-16", utf16, &["utf-16"]),
        ("NFD", nfd.into_bytes(), &["decomposed"]),
        ("no-break spaces", EXAMPLE.replace(' ', "\u{a0}").into_bytes(), &[]),
    ];
    for (what, bytes, expected) in cases {
        let (read, findings) = read(&bytes, what);
        assert_eq!(codes(&findings), expected, "{what}");
        assert_eq!(read.as_ref(), Some(&plan), "{what}");
    }
    // «Cà Mau» in Windows-1258, an old .doc, a PDF.
    for (bytes, code) in [
        (&b"C\xe0 Mau \xcc\xec"[..], "encoding"),
        (b"\xff\xfe\0", "encoding"),
        (b"\xd0\xcf\x11\xe0....", "file-kind"),
        (b"%PDF-1.7", "file-kind"),
        (b"PK\x03\x04 no zip", "docx-broken"),
    ] {
        assert_eq!(codes(&read(bytes, "tệp").1), [code]);
    }
}

/// Every letter in parts: «à» as «a» and its mark.
fn decomposed(text: &str) -> String {
    text.replace('à', "a\u{300}").replace('ế', "e\u{302}\u{301}").replace('Ế', "E\u{302}\u{301}")
}

/// A Word document with one paragraph a line and the title cells as a table.
fn docx(text: &str) -> Vec<u8> {
    let mut body = String::from("<w:tbl><w:tr><w:tc>");
    let cells = text.lines().filter(|l| *l == "|").count();
    let mut seen = 0;
    for line in text.lines() {
        if line != "|" {
            body.push_str(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", line.replace('&', "&amp;")));
            continue;
        }
        seen += 1;
        body.push_str("</w:tc>");
        // The body stands between the title table and the signature table.
        match seen {
            4 => body.push_str("</w:tr></w:tbl>"),
            5 => body.push_str("<w:tbl><w:tr><w:tc>"),
            n if n == cells => body.push_str("</w:tr></w:tbl>"),
            _ => body.push_str("<w:tc>"),
        }
    }
    let body = body.replacen("</w:tc><w:tbl><w:tr><w:tc>", "<w:tbl><w:tr><w:tc>", 1);
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
    );
    zipped(&xml)
}

fn zipped(document: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(document.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_word_document_of_the_same_layout_reads_the_same() {
    let all = |p: PlanText| (words(&p), p.number, p.date, p.signer, p.recipients, p.areas);
    let (read, findings) = read(&docx(EXAMPLE), "example.docx");
    assert_eq!(findings, []);
    assert_eq!(all(read.unwrap()), all(example()));
}

/// References and words of all clauses.
fn words(plan: &PlanText) -> Vec<(String, String)> {
    plan.clauses.iter().map(|c| (c.reference.to_string(), fingerprint(&c.text))).collect()
}

fn reads_back(text: &PlanText) {
    let mut bytes = Vec::new();
    crate::paper::docx::write(&paper_of_text(text), &mut bytes).unwrap();
    let (again, findings) = read(&bytes, "plan.docx");
    assert_eq!(findings, []);
    let again = again.unwrap();
    assert_eq!(words(&again), words(text));
    assert_eq!((&again.number, again.date, &again.place), (&text.number, text.date, &text.place));
    assert_eq!((&again.signer, &again.areas), (&text.signer, &text.areas));
    assert_eq!(again.legal_bases, text.legal_bases);
}

#[test]
fn the_printed_document_reads_back_as_the_same_plan() {
    reads_back(&example());
}

#[test]
fn the_plan_as_the_system_holds_it_is_printed_whole_in_both_languages() {
    let plan = load(CA_MAU_TOML).unwrap();
    for (lang, area, lead) in [
        (lang::Lang::Vi, "đ) Giáo dục, đào tạo", "Cơ quan thường trực"),
        (lang::Lang::En, "đ) Education", "Standing agency"),
    ] {
        let text = crate::paper::text(&paper(&plan, lang));
        assert!(text.contains("67/KH-UBND") && text.contains(area) && text.contains(lead), "{text}");
        for duty in &plan.duties {
            let title = if lang == lang::Lang::En { &duty.title.en } else { &duty.title.vi };
            assert!(text.contains(title.as_str()), "{title}");
        }
    }
    assert_eq!(paper(&load(EXAMPLE_TOML).unwrap(), lang::Lang::Vi).demo.as_deref(), Some("Số liệu minh hoạ"));
}

#[test]
fn a_word_document_with_automatic_numbers_is_warned_about() {
    let xml = "<w:document xmlns:w=\"w\"><w:p><w:pPr><w:numPr></w:numPr></w:pPr></w:p></w:document>";
    assert_eq!(codes(&read(&zipped(xml), "x").1), ["automatic-numbers", "not-a-plan"]);
    assert_eq!(codes(&read(&zipped("<w:document><w:p>"), "x").1), ["docx-broken"]);
}

#[test]
fn a_broken_data_file_is_told_with_its_line() {
    let broken = CA_MAU_TOML.replace("rule = \"continuous\"", "rule = \"sometimes\"");
    let finding = load(&broken).unwrap_err();
    assert_eq!((finding.code.as_str(), finding.line.is_some()), ("plan-file", true));
    assert!(finding.en.contains("sometimes"), "{}", finding.en);
}

/// Runs where the official text is at hand: `NHIPCAU_PLAN_TEXT=…/67-KH-UBND.txt cargo test`.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test asks where the official text lies")]
fn the_official_text_agrees_with_the_plan_of_ca_mau() {
    let Some(path) = std::env::var_os("NHIPCAU_PLAN_TEXT") else {
        println!("skipped: NHIPCAU_PLAN_TEXT does not name the official text");
        return;
    };
    let file = std::fs::read_to_string(path).unwrap();
    let (text, findings) = read(file.as_bytes(), "67-KH-UBND.txt");
    let text = text.unwrap();
    assert_eq!(findings, []);
    assert_eq!(check(&load(CA_MAU_TOML).unwrap(), Some(&text)), []);
    assert_eq!((text.signer.as_str(), text.place.as_str()), ("Trần Hồng Quân", "Cà Mau"));
    assert_eq!(text.speaking().count(), 54);
    every_gap_is_found(CA_MAU_TOML, &file);
    reads_back(&text);
}

/// Lines such as plans are made of, in any order.
fn scrambled() -> impl Strategy<Value = String> {
    let lines: Vec<String> = EXAMPLE.lines().map(str::to_owned).collect();
    let line =
        prop_oneof![4 => proptest::sample::select(lines), 1 => "\\PC{0,20}", 1 => "[-IVXabđ0-9.)| ]{1,6}"];
    proptest::collection::vec(line, 0..80).prop_map(|l| l.join("\n"))
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC*") {
        read_text(&text);
    }

    #[test]
    fn scrambled_plans_give_clauses_in_one_line_each(text in scrambled()) {
        let (plan, findings) = read_text(&format!("KẾ HOẠCH\nI. MỤC ĐÍCH\n{text}"));
        for clause in &plan.unwrap().clauses {
            prop_assert!(!clause.text.contains(['\n', '\r']) && !clause.text.contains("  "));
            prop_assert_eq!(clause.text.trim(), &clause.text);
        }
        let lines = text.lines().count() + 2;
        prop_assert!(findings.iter().all(|f| f.line.is_none_or(|l| (1..=lines).contains(&l))));
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        read(&bytes, "x");
        read(&[b"PK\x03\x04".as_slice(), &bytes].concat(), "x");
    }
}
