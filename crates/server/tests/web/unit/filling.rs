use axum::http::StatusCode;
use domain::round::Stage;

use super::*;

#[tokio::test]
async fn typed_values_are_saved_and_shown_in_both_languages() {
    let house = open_house().await;
    let mut browser = officer(&house, UNIT).await;
    let answer = send(&mut browser, "B4", &COURSE, "luu").await;
    assert_eq!(answer.to(), format!("{REPORT}?bieu=B4&xong=report-saved"));
    let page = browser.get(&format!("{REPORT}?bieu=B4")).await.page("vi");
    assert_eq!(value(&page, "B4-0-starts"), "04/08/2025");
    assert_eq!(value(&page, "B4-0-people"), "62");
    assert_eq!(value(&page, "B4-0-id"), "1");
    assert!(page.contains("Kỹ thuật lúa – tôm"));
    assert!(matches!(stage(&house, UNIT).await, Stage::Draft { .. }));
    for part in ["loi", "B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8"] {
        browser.get(&format!("{REPORT}?bieu={part}&kiem=1&lang=vi")).await.page("vi");
        browser.get(&format!("{REPORT}?bieu={part}&kiem=1&lang=en")).await.page("en");
    }
}

#[tokio::test]
async fn each_error_has_a_line_that_leads_to_its_cell_and_fixing_one_removes_only_that() {
    let house = open_house().await;
    let mut browser = officer(&house, UNIT).await;
    let mut course = COURSE.to_vec();
    course[5].1 = "70";
    course[6].1 = "";
    course[2].1 = "31/02/2025";
    let answer = send(&mut browser, "B4", &course, "nop").await;
    assert_eq!(answer.to(), format!("{REPORT}?bieu=B4&kiem=1"));
    let page = browser.get(answer.to()).await.page("vi");
    let here = |html: &str| {
        let all = summary(html).into_iter().filter_map(|h| h.strip_prefix('#').map(str::to_owned));
        all.collect::<Vec<_>>()
    };
    let mut wrong = vec!["B4-0-minority", "B4-0-starts", "B4-0-women"];
    let sorted = |mut ids: Vec<String>| {
        ids.sort();
        ids
    };
    assert_eq!(sorted(here(&page)), wrong);
    assert_eq!(sorted(invalid(&page)), wrong);
    assert!(page.contains("Không có ngày «31/02/2025»"), "the sharpest words");
    assert_eq!(value(&page, "B4-0-starts"), "31/02/2025", "what was typed is there again");
    assert!(summary(&page).len() > 3, "the other parts are unfinished too");
    assert!(page.contains("role=\"alert\" autofocus"));

    let answer = send_page(&mut browser, &page, &[("B4-0-women", "30")], "luu").await;
    let page = browser.get(answer.to()).await.page("vi");
    wrong.retain(|id| *id != "B4-0-women");
    assert_eq!(sorted(here(&page)), wrong);
    assert_eq!(sorted(invalid(&page)), wrong);
}

#[tokio::test]
async fn an_error_elsewhere_leads_to_its_part() {
    let house = open_house().await;
    let mut browser = officer(&house, UNIT).await;
    let answer = send(&mut browser, "loi", &[("text-I", "Có.")], "nop").await;
    let page = browser.get(answer.to()).await.page("vi");
    let elsewhere: Vec<String> = summary(&page).into_iter().filter(|h| !h.starts_with('#')).collect();
    assert!(elsewhere.contains(&format!("{REPORT}?bieu=B8&kiem=1#B8-nil")), "{elsewhere:?}");
    for href in elsewhere {
        let (address, id) = href.split_once('#').unwrap();
        let page = browser.get(address).await.page("vi");
        assert!(invalid(&page).contains(&id.to_owned()), "{href}");
    }
}

#[tokio::test]
async fn nothing_missing_is_called_an_error_before_a_check_is_asked_for() {
    let house = open_house().await;
    let mut browser = officer(&house, UNIT).await;
    let answer = send(&mut browser, "B4", &[("B4-0-name", "Một lớp")], "luu").await;
    let page = browser.get(answer.to()).await.page("vi");
    assert_eq!(invalid(&page), Vec::<String>::new());
    assert_eq!(summary(&page), Vec::<String>::new());
}

#[tokio::test]
async fn a_figure_with_two_readings_is_asked_back_and_not_lost() {
    let house = open_house().await;
    let mut browser = officer(&house, UNIT).await;
    let mut course = COURSE.to_vec();
    course.push(("B4-0-cost", "3.24"));
    let answer = send(&mut browser, "B4", &course, "luu").await;
    let page = browser.get(answer.to()).await.page("vi");
    assert_eq!(value(&page, "B4-0-cost"), "3.24");
    assert_eq!(invalid(&page), ["B4-0-cost"]);
    assert!(page.contains("Ghi lại: 3,24 hay 324."), "{page}");
    let answer = send_page(&mut browser, &page, &[("B4-0-cost", "3,24")], "luu").await;
    let page = browser.get(answer.to()).await.page("vi");
    assert_eq!((value(&page, "B4-0-cost").as_str(), invalid(&page)), ("3,24", vec![]));
}

#[tokio::test]
async fn one_more_row_keeps_what_was_typed_and_writes_nothing() {
    let house = open_house().await;
    let mut browser = officer(&house, UNIT).await;
    let typed = [("B4-0-name", "Lớp một"), ("B4-0-cost", "ba triệu")];
    let answer = send(&mut browser, "B4", &typed, "them").await;
    assert_eq!(answer.status, StatusCode::OK);
    let page = answer.page("vi");
    assert_eq!(value(&page, "B4-0-cost"), "ba triệu");
    let all = tags(&page);
    let focus = all.iter().find(|t| t.has("autofocus")).unwrap();
    assert_eq!(focus.get("id"), Some("B4-1-name"));
    assert!(matches!(stage(&house, UNIT).await, Stage::NotOpened));
    // Blank rows are dropped, and a removed one too.
    let answer = send_page(&mut browser, &page, &[("B4-0-cost", "3")], "luu").await;
    let page = browser.get(answer.to()).await.page("vi");
    assert!(page.contains("id=\"B4-0-name\"") && !page.contains("id=\"B4-1-name\""));
    let answer = send_page(&mut browser, &page, &[("B4-0-bo", "1"), ("B4-nil", "1")], "luu").await;
    let page = browser.get(answer.to()).await.page("vi");
    assert!(!page.contains("id=\"B4-0-name\"") && !page.contains("Chưa có dòng nào"));
}

#[tokio::test]
async fn totals_computed_cells_and_the_derived_table_follow_from_what_was_typed() {
    let house = open_house().await;
    let mut browser = officer(&house, UNIT).await;
    send(&mut browser, "B1", &PROJECT, "luu").await.to();
    let page = browser.get(&format!("{REPORT}?bieu=B1")).await.page("vi");
    assert!(page.contains("data-l=\"Tỷ lệ giải ngân\">83,6%</td>"), "{page}");
    assert_eq!(value(&page, "B1-0-place"), "xã Hồ Thị Kỷ");
    let page = browser.get(&format!("{REPORT}?bieu=B3")).await.page("vi");
    assert!(page.contains(">2.800</td>") && !page.contains("<textarea"));
}

#[tokio::test]
async fn a_filled_report_is_confirmed_submitted_and_acknowledged() {
    let house = open_house().await;
    let mut browser = officer(&house, UNIT).await;
    let early = browser.get(&format!("{REPORT}/nop")).await;
    assert!(early.to().contains("kiem=1"), "unfinished: back to what is wrong");
    fill(&mut browser).await;
    let answer = send(&mut browser, "loi", &[], "nop").await;
    let page = browser.get(answer.to()).await.page("vi");
    assert!(page.contains("sẽ ghi muộn"), "{page}");
    let refused = browser.post(&format!("{REPORT}/nop"), &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(invalid(&refused.page("vi")), ["duyet"]);
    assert!(matches!(stage(&house, UNIT).await, Stage::Draft { .. }));
    submit(&mut browser).await;
    let receipt = browser.get(&format!("{REPORT}/bien-nhan")).await.page("vi");
    assert!(receipt.contains("Mã biên nhận BN-2025-"), "{receipt}");
    assert!(receipt.contains("09:12 ngày 07/11/2025") && receipt.contains("nộp muộn"));
    browser.get(&format!("{REPORT}/bien-nhan?lang=en")).await.page("en");
    // Closed now: shown, not typed.
    let page = browser.get(&format!("{REPORT}?bieu=B4&lang=vi")).await.page("vi");
    assert!(!page.contains("name=\"phan\"") && page.contains("Kỹ thuật lúa – tôm"));
}

#[tokio::test]
async fn a_unit_sees_neither_the_report_nor_the_file_of_another() {
    let house = open_house().await;
    let mut browser = officer(&house, OTHER).await;
    for path in ["", "/nop", "/bien-nhan", "/mau.xlsx"] {
        let answer = browser.get(&format!("{REPORT}{path}")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    let answer = browser.post(REPORT, &[("phan", "loi")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let mut own = officer(&house, UNIT).await;
    let book = own.get(&format!("{REPORT}/mau.xlsx")).await;
    let sent = upload(&own, "a.xlsx", &book.body).await;
    let answer = browser.get(sent.to()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn my_work_orders_what_is_owed_by_day_with_one_button_each() {
    let house = open_house().await;
    let mut browser = officer(&house, UNIT).await;
    let page = browser.get("/viec").await.page("vi");
    assert!(page.contains("1 việc quá hạn") && page.contains("Quá hạn 3 ngày"), "{page}");
    assert!(page.contains("Kế hoạch 67/KH-UBND, mục III.R"));
    let rows = page.split("<li class=\"task\">").skip(1);
    for row in rows {
        let row = row.split("</li>").next().unwrap();
        assert_eq!(row.matches("class=\"btn").count(), 1, "{row}");
    }
    assert!(page.contains("Lập báo cáo năm 2025"));
    browser.get("/viec?lang=en").await.page("en");
    let mut people =
        vec![("BDTTG", Position::Officer), ("UBND", Position::Leader), ("SDTTG", Position::Administrator)];
    people.push(("SGDDT", Position::Officer));
    for (organisation, position) in people {
        let email = format!("w{organisation}{position:?}@example.vn").to_lowercase();
        let id = house.person(&email, organisation, position).await;
        house.signed_in(id).await.get("/viec").await.page("vi");
    }
}

#[tokio::test]
async fn an_ad_hoc_request_is_answered_on_the_same_pages() {
    use domain::words::Words;
    use server::app::round::request::{Answer, Question, form_of, terms_of};
    let house = House::new().await;
    let question = |title: &str, answer, choices: &[&str]| Question {
        title: title.into(),
        answer,
        required: true,
        choices: choices.iter().map(|c| (*c).to_owned()).collect(),
    };
    let today = house.ctx.clock.today();
    let title = Words::new("Thiệt hại do bão số 13", "");
    let all: Vec<Question> = (0..14)
        .map(|n| question(&format!("Số công trình loại {n}"), Answer::Count, &[]))
        .chain([
            question("Địa bàn", Answer::Place, &[]),
            question("Mức độ", Answer::Choice, &["Nhẹ", "Nặng"]),
        ])
        .collect();
    let words = [question("Kiến nghị", Answer::Words, &[])];
    for (key, questions) in [("2025-1", all.as_slice()), ("2025-2", &words), ("2025-3", &all[13..])] {
        let form = form_of(key, &title, "yêu cầu", questions);
        let terms = terms_of(key, title.clone(), today.tomorrow().unwrap(), "", today);
        let to = [UNIT.to_owned()];
        round::open(&house.ctx, &Caller::Operator, terms, Some(form), Some(&to)).await.unwrap();
    }
    let mut browser = officer(&house, UNIT).await;
    let page = browser.get("/viec").await.page("vi");
    assert!(page.contains("Trả lời «Thiệt hại do bão số 13»") && page.contains("Yêu cầu đột xuất"), "{page}");
    for key in ["2025-1", "2025-2", "2025-3"] {
        let path = format!("/bao-cao/{key}/{UNIT}");
        for lang in ["en", "vi"] {
            browser.get(&format!("{path}?kiem=1&lang={lang}")).await.page(lang);
        }
    }
    let path = format!("/bao-cao/2025-3/{UNIT}");
    let fields = [
        ("phan", "B1"),
        ("ngon-ngu", "vi"),
        ("B1-0-c1", "12"),
        ("B1-0-c2", "xã Hồ Thị Kỷ"),
        ("B1-0-c3", "2"),
        ("viec", "nop"),
    ];
    assert_eq!(browser.post(&path, &fields).await.to(), format!("{path}/nop"));
    browser.get(&format!("{path}/nop")).await.page("vi");
    browser.post(&format!("{path}/nop"), &[("duyet", "1")]).await.to();
    let receipt = browser.get(&format!("{path}/bien-nhan")).await.page("vi");
    assert!(receipt.contains("đúng hạn"), "{receipt}");
}
