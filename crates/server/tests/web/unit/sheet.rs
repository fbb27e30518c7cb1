//! The workbook: downloaded, sent, looked over, written.
use axum::http::StatusCode;
use store::intake::State;

use super::*;

async fn book(browser: &mut Browser) -> Vec<u8> {
    let answer = browser.get(&format!("{REPORT}/mau.xlsx")).await;
    assert_eq!(answer.status, StatusCode::OK);
    let place = answer.header("content-disposition");
    assert!(place.contains("filename*=UTF-8''B%C3%A1o%20c%C3%A1o%202025"), "{place}");
    answer.body
}

#[tokio::test]
async fn the_template_sent_back_unchanged_has_no_change() {
    let house = open_house().await;
    let mut browser = officer(&house, UNIT).await;
    fill(&mut browser).await;
    let bytes = book(&mut browser).await;
    let answer = upload(&browser, "mẫu.xlsx", &bytes).await;
    let page = browser.get(answer.to()).await.page("vi");
    assert!(page.contains("0 thay đổi"), "{page}");
    assert!(!page.contains(">Ghi vào báo cáo</button></div>"));
    browser.get(&format!("{}?lang=en", answer.to())).await.page("en");
}

#[tokio::test]
async fn what_is_not_a_workbook_is_explained_and_changes_nothing() {
    let house = open_house().await;
    let mut browser = officer(&house, UNIT).await;
    fill(&mut browser).await;
    let before = house.trail().await.len();
    for (name, bytes) in [
        ("bao-cao.xlsx", b"%PDF-1.7 not a workbook".as_slice()),
        ("<script>.xlsx", b"PK\x03\x04 torn".as_slice()),
        ("rỗng.xlsx", b"".as_slice()),
        ("bao-cao.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice()),
    ] {
        let answer = upload(&browser, name, bytes).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        let page = answer.page("vi");
        assert!(page.contains("Báo cáo đang lưu vẫn còn nguyên."), "{name}: {page}");
        assert!(!page.contains("<script"));
    }
    assert_eq!(house.trail().await.len(), before);
}

#[tokio::test]
async fn a_change_in_the_file_is_shown_first_and_written_on_the_senders_word() {
    let house = open_house().await;
    let mut browser = officer(&house, UNIT).await;
    fill(&mut browser).await;
    let bytes = book(&mut browser).await;
    // The state moves on, so that the untouched file differs from it.
    send(&mut browser, "B4", &[("B4-0-people", "64")], "luu").await.to();
    send(&mut browser, "B4", &[("B4-0-name", "Lớp khác"), ("B4-0-starts", "05/08/2025")], "luu").await.to();
    let answer = upload(&browser, "a.xlsx", &bytes).await;
    let to = answer.to().to_owned();
    let page = browser.get(&to).await.page("vi");
    assert!(page.contains("0 thay đổi"), "only this side changed: {page}");
    let saved = browser.get(&format!("{REPORT}?bieu=B4")).await.text();
    assert_eq!(value(&saved, "B4-0-people"), "64");
    // Thrown away: the report stays, and the address leads back to it.
    let answer = browser.post(&to, &[("viec", "huy")]).await;
    assert_eq!(answer.to(), format!("{REPORT}?xong=intake-dropped"));
    assert_eq!(browser.get(&to).await.to(), REPORT);
}

/// Files an intake as if a workbook with these cells had been read.
async fn file(
    house: &House,
    edit: impl FnOnce(&mut domain::report::Report),
) -> (String, domain::ids::IntakeId) {
    let round = store::round::by_key(&house.ctx.store, "2025").await.unwrap().unwrap();
    let it =
        store::obligation::by_unit(&house.ctx.store, round.round.id, UNIT).await.unwrap().unwrap().obligation;
    let mut report = store::revision::load(&house.ctx.store, it.revision.unwrap()).await.unwrap();
    edit(&mut report);
    let new = store::intake::New {
        obligation: it.id,
        user: None,
        file_name: "bao-cao.xlsx".into(),
        sha256: "0".repeat(64),
        size: 46_000,
        at: house.ctx.clock.now(),
        base_revision: it.revision,
        report,
        findings: Vec::new(),
    };
    let tx = house.ctx.store.begin().await.unwrap();
    let id = store::intake::insert(&tx, &new).await.unwrap();
    tx.commit().await.unwrap();
    (format!("/tep/{id}"), id)
}

#[tokio::test]
async fn an_open_conflict_stops_the_writing_with_a_summary_and_a_choice_settles_it() {
    let house = open_house().await;
    let mut browser = officer(&house, UNIT).await;
    fill(&mut browser).await;
    let (to, id) = file(&house, |report| {
        let course = &mut report.tables.get_mut("B4").unwrap().rows[0];
        course.cells[5] = domain::report::Value::Int(66);
        course.cells[7] = domain::report::Value::Int(31);
    })
    .await;
    send(&mut browser, "B4", &[("B4-0-people", "64")], "luu").await.to();
    let page = browser.get(&to).await.page("vi");
    assert!(page.contains("1 chỗ hai bên cùng sửa") && page.contains("1 thay đổi"), "{page}");
    let upon = value(&page, "da-thay");
    let posted = [("da-thay", upon.as_str()), ("viec", "ghi"), ("ghi", "cell:B4:1:women")];
    let answer = browser.post(&to, &posted).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(summary(&answer.page("vi")), ["#cell-B4-1-people-so"]);
    let saved = browser.get(&format!("{REPORT}?bieu=B4")).await.text();
    assert_eq!(value(&saved, "B4-0-women"), "30", "nothing is written by halves");

    // Shown from a state that has moved on: shown anew instead of written.
    let stale = [("da-thay", "1"), ("viec", "ghi"), ("chon:cell:B4:1:people", "tep")];
    assert_eq!(browser.post(&to, &stale).await.status, StatusCode::CONFLICT);

    let mut settled = posted.to_vec();
    settled.push(("chon:cell:B4:1:people", "so"));
    let answer = browser.post(&to, &settled).await;
    assert_eq!(answer.to(), format!("{REPORT}?xong=intake-written"));
    let saved = browser.get(&format!("{REPORT}?bieu=B4")).await.page("vi");
    assert_eq!((value(&saved, "B4-0-people"), value(&saved, "B4-0-women")), ("64".into(), "31".into()));
    let intake = store::intake::load(&house.ctx.store, id).await.unwrap();
    assert_eq!(intake.state, State::Committed);
}

#[tokio::test]
async fn what_is_unticked_stays_and_a_new_project_like_a_known_one_must_be_named() {
    let house = open_house().await;
    let mut browser = officer(&house, UNIT).await;
    fill(&mut browser).await;
    submit(&mut browser).await;
    let mut desk = standing(&house, Position::Officer).await;
    desk.post(&format!("{REPORT}/tra-lai"), &[("reason", "x"), ("until", "2025-11-10")]).await.to();
    let (to, _) = file(&house, |report| {
        let rows = &mut report.tables.get_mut("B1").unwrap().rows;
        let mut twin = rows[0].clone();
        twin.id = 0;
        twin.cells[0] = domain::report::Value::Empty;
        twin.cells[1] = domain::report::Value::Text("Cấp nước trường học, trạm y tế".into());
        rows.push(twin);
        report.narrative.insert("V".into(), "Đề nghị hỗ trợ.".into());
    })
    .await;
    let page = browser.get(&to).await.page("vi");
    assert!(page.contains("giống ") && page.contains("đã có trong báo cáo, không ghi"), "{page}");
    let upon = value(&page, "da-thay");
    let mut posted = vec![("da-thay", upon.as_str()), ("viec", "ghi"), ("ghi", "new:B1:1")];
    let answer = browser.post(&to, &posted).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.page("vi");
    assert_eq!(summary(&page), ["#giong-1"]);
    assert_eq!(invalid(&page), ["giong-1"]);
    posted.push(("giong-1", "moi"));
    browser.post(&to, &posted).await.to();
    let saved = browser.get(&format!("{REPORT}?bieu=B1")).await.page("vi");
    assert!(saved.contains("Cấp nước trường học, trạm y tế"));
    let saved = browser.get(&format!("{REPORT}?bieu=loi")).await.page("vi");
    assert!(!saved.contains("Đề nghị hỗ trợ."), "unticked");
}
