//! Every hostile file gives its findings, none stops the reader, none loses what stood before.
use std::collections::BTreeSet;
use std::fs::File;

use domain::finding::any_error;
use domain::report::compare::compare;
use formats::say::Said;
use formats::sheet::{Limits, load, write};

use crate::hostile::{Case, cases};
use crate::sample::{World, report, world};

fn clean(world: &World) -> Vec<u8> {
    write(&world.template(&report(&world.form, 3))).unwrap()
}

/// What is wrong with how a case was handled.
fn faults(world: &World, clean: &[u8], case: &Case) -> Vec<String> {
    let base = report(&world.form, 3);
    let (read, findings) = world.check(&case.bytes(clean), &base);
    let found: BTreeSet<&str> = findings.iter().map(|f| f.code.as_str()).collect();
    let mut out: Vec<String> =
        case.codes.iter().filter(|c| !found.contains(*c)).map(|c| format!("no {c}")).collect();
    if case.codes.is_empty() && any_error(&findings) {
        out.push("errors where none were expected".to_owned());
    }
    if case.whole && !read.refused {
        out.extend(compare(&world.form, &base, &base, &read.report).iter().map(|c| format!("{c:?}")));
    }
    if read.refused != read.report.tables.is_empty() {
        out.push("neither all nor nothing".to_owned());
    }
    for said in findings.iter().map(Said::from) {
        let words = [&said.vi, &said.en].into_iter().chain(&said.fix_vi).chain(&said.fix_en);
        let broken = |t: &String| t.contains('⟦') || t.contains("{ $") || t.starts_with("finding-");
        out.extend(words.filter(|t| broken(t)).map(|t| format!("unsaid: {t}")));
    }
    if !out.is_empty() {
        out.push(format!("found {found:?}"));
    }
    out
}

#[test]
fn there_are_at_least_a_hundred_cases_of_thirty_kinds_each_with_its_name() {
    let cases = cases();
    let names: BTreeSet<&str> = cases.iter().map(|c| c.name.as_str()).collect();
    let kinds: BTreeSet<&str> = cases.iter().map(|c| c.kind).collect();
    assert_eq!(names.len(), cases.len());
    assert!(cases.len() >= 100 && kinds.len() >= 30, "{} cases, {} kinds", cases.len(), kinds.len());
}

#[test]
fn every_hostile_file_gives_its_findings_within_bounded_memory() {
    let world = world();
    let clean = clean(&world);
    let before = peak_memory();
    let mut wrong = Vec::new();
    for case in cases() {
        let faults = faults(&world, &clean, &case);
        wrong.extend(faults.into_iter().map(|f| format!("{}: {f}", case.name)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    if let (Some(before), Some(after)) = (before, peak_memory()) {
        assert!(after < 300_000, "peak {after} kB, {before} kB before");
    }
}

/// Most memory this process ever held, in kB, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?.trim().split(' ').next()?.parse().ok()
}

#[test]
fn a_file_of_200_mb_is_refused_by_its_size_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Báo cáo.xlsx");
    File::create(&path).unwrap().set_len(200_000_000).unwrap();
    let finding = load(&path, &Limits::default()).unwrap().unwrap_err();
    assert_eq!(finding.code, "file-too-big");
    assert_eq!(Said::from(&*finding).vi, "Tệp nặng 200 MB, lớn hơn mức cho phép 20 MB.");
}

/// A sheet typed from scratch in a spreadsheet program, with its own order, total and signature.
#[test]
fn a_workbook_made_by_hand_is_read_by_its_headings() {
    let world = world();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Biểu 4").unwrap();
    let rows: [&[&str]; 7] = [
        &["UBND XÃ HỒ THỊ KỶ"],
        &["BIỂU ĐÀO TẠO, TẬP HUẤN"],
        &[
            "STT",
            "Lớp",
            "Đối tượng",
            "Từ ngày",
            "Số ngày",
            "Lượt người",
            "DTTS",
            "Nữ",
            "Kinh phí (triệu đồng)",
        ],
        &["1", "Kỹ thuật lúa - tôm", "Người dân", "04/8/2025", "2", "62", "48", "30", "1.234,5"],
        &["2", "Tổ nước", "nguoi dan", "12/6/2025", "1", "24", "19", "12", "10"],
        &["", "Tổng cộng", "", "", "3", "86", "67", "42", "1.244,5"],
        &["", "Người lập biểu", "", "", "", "", "Chủ tịch"],
    ];
    for (r, row) in (0_u32..).zip(rows) {
        for (c, text) in (0_u16..).zip(row) {
            sheet.write_string(r, c, *text).unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let read = world.read(&bytes, None);
    let codes: BTreeSet<&str> = read.findings.iter().map(|f| f.code.as_str()).collect();
    assert!(codes.contains("foreign") && codes.contains("sheet-missing"), "{codes:?}");
    assert!(!codes.contains("total-mismatch"), "{codes:?}");
    let rows = read.report.rows("B4");
    assert_eq!(rows.len(), 2);
    let table = world.form.table("B4").unwrap();
    let at = |key: &str| rows[0].cells[table.index(key).unwrap()].clone();
    assert_eq!(at("cost").int(), Some(1_234_500_000));
    assert_eq!(at("starts").text(), Some("2025-08-04"));
    assert_eq!(at("level").text(), Some("people"));
}
