//! Checking an IATI file: pages, filters, lines, downloads, limits, and the address for programs.
use std::net::SocketAddr;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tower::ServiceExt;

use super::harness::{Answer, House, tags};

const ACTIVITY: &str = r#"<iati-activity xml:lang="en" default-currency="USD"><iati-identifier>XM-DAC-1-#</iati-identifier>
<reporting-org ref="XM-DAC-1" type="10"><narrative>n</narrative></reporting-org><title><narrative>t</narrative></title>
<description><narrative>d</narrative></description><participating-org role="1" ref="XM-DAC-1"/><activity-status code="2"/>
<activity-date type="1" iso-date="2020-01-01"/><recipient-country code="VN"/><sector code="11110"/></iati-activity>"#;

fn activities(count: usize) -> String {
    let all: Vec<_> = (1..=count).map(|n| ACTIVITY.replace('#', &n.to_string())).collect();
    format!(
        "<?xml version=\"1.0\"?>\n<iati-activities version=\"2.03\">\n{}\n</iati-activities>\n",
        all.join("\n")
    )
}

/// Two hundred activities with a wrong sector, one without title, one that wants to be markup.
fn faulty() -> String {
    let text = activities(200).replace("<sector code=\"11110\"/>", "<sector code=\"9&lt;b&gt;9\"/>");
    let text = text.replacen("<title><narrative>t</narrative></title>", "", 1);
    text.replace("XM-DAC-1-2<", "XM-DAC-1-&lt;script&gt;alert(1)&lt;/script&gt;<")
}

async fn ask(house: &House, request: Request<Body>) -> Answer {
    let (parts, body) = house.app.clone().oneshot(request).await.unwrap().into_parts();
    let body = to_bytes(body, 50_000_000).await.unwrap().to_vec();
    Answer { status: parts.status, headers: parts.headers, body }
}

fn form(path: &str, name: &str, content: &str) -> Request<Body> {
    let body = format!(
        "--x\r\ncontent-disposition: form-data; name=\"tep\"; filename=\"{name}\"\r\n\r\n{content}\r\n--x--\r\n"
    );
    let request = Request::post(path).header(header::HOST, "127.0.0.1:8067");
    request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=x").body(Body::from(body)).unwrap()
}

/// The address of the result.
async fn sent(house: &House, content: &str) -> String {
    ask(house, form("/kiem-tra-iati", "hoạt <i>động.xml", content)).await.to().to_owned()
}

#[tokio::test]
async fn a_file_is_sent_and_what_is_found_is_grouped_filtered_and_linked() {
    let house = House::new().await;
    let mut browser = house.browser();
    for lang in ["vi", "en", "km"] {
        let page = browser.get(&format!("/kiem-tra-iati?lang={lang}")).await;
        assert!(page.page(lang).contains("enctype=\"multipart/form-data\""));
    }
    let to = sent(&house, &faulty()).await;
    for lang in ["vi", "en", "km"] {
        browser.get(&format!("{to}?lang={lang}")).await.page(lang);
    }
    let page = browser.get(&format!("{to}?lang=vi")).await;
    assert_eq!(page.header(header::CACHE_CONTROL), "no-store");
    let html = page.page("vi");
    assert!(html.contains("Tệp không hợp lệ") && html.contains("Danh mục mã"), "{html}");
    assert!(html.find("id=\"tom-tat\"") < html.find("id=\"phat-hien\""), "the summary is on top");
    // Values of the file are text, never markup.
    assert!(!html.contains("<script") && !html.contains("<i>") && !html.contains("9<b>9"), "{html}");
    assert!(html.contains("&#60;script&#62;") && html.contains("9&#60;b&#62;9"));
    // By activity, a hundred on a page, and on.
    assert_eq!(html.matches("cột ").count(), 100);
    let next =
        tags(&html).iter().find_map(|t| (t.get("rel") == Some("next")).then(|| t.get("href"))).flatten();
    let next = next.unwrap().replace("&#38;", "&");
    let second = browser.get(next.split('#').next().unwrap()).await.page("vi");
    assert!(second.contains("rel=\"prev\"") && second.contains("XM-DAC-1-150"), "{second}");
    // One rule of the schema alone: one place, its line, what to do.
    let critical = browser.get(&format!("{to}?muc=critical")).await.page("vi");
    assert_eq!(critical.matches("cột ").count(), 1, "{critical}");
    let line = format!("{to}/dong/3?cot=");
    assert!(critical.contains(&line), "{critical}");
    let none = browser.get(&format!("{to}?q=khong-co-gi")).await.page("vi");
    assert!(none.contains("theo bộ lọc này"));
    let words = browser.get(&format!("{to}?q=xm-dac-1-77")).await.page("vi");
    assert!(words.contains("XM-DAC-1-77") && !words.contains("XM-DAC-1-78"));
}

#[tokio::test]
async fn a_line_is_shown_with_its_neighbours_and_findings() {
    let house = House::new().await;
    let to = sent(&house, &faulty()).await;
    let mut browser = house.browser();
    let html = browser.get(&format!("{to}/dong/9?cot=3")).await.page("vi");
    assert!(html.contains("class=\"on\"") && html.contains("&#60;script&#62;"), "{html}");
    assert!(html.contains("Phát hiện ở các dòng này") && !html.contains("<script"));
    assert_eq!(browser.get(&format!("{to}/dong/99999")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn findings_are_taken_home_in_four_shapes() {
    let house = House::new().await;
    let to = sent(&house, &faulty()).await;
    let mut browser = house.browser();
    let json: Value = serde_json::from_slice(&browser.get(&format!("{to}/tep/json")).await.body).unwrap();
    assert_eq!((&json["valid"], &json["version"]), (&Value::Bool(false), &"2.03".into()));
    let n = json["findings"].as_array().unwrap().len();
    assert!(n > 200, "{n}");
    let lines = browser.get(&format!("{to}/tep/ndjson")).await.text();
    assert_eq!(lines.lines().count(), n + 1);
    let sarif: Value = serde_json::from_slice(&browser.get(&format!("{to}/tep/sarif")).await.body).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), n);
    let csv = browser.get(&format!("{to}/tep/csv?lang=en")).await;
    assert!(csv.header(header::CONTENT_DISPOSITION).ends_with(".csv\""));
    assert!(csv.text().starts_with("\u{feff}file,id,severity") && csv.text().contains("is not a code"));
    for unknown in ["text", "exe"] {
        assert_eq!(browser.get(&format!("{to}/tep/{unknown}")).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_cannot_be_taken_is_said() {
    let house = House::new().await;
    let large = "x".repeat(3_000_001);
    for (content, says) in [("", "Tệp rỗng"), (large.as_str(), "lớn hơn mức nhận 3 MB")] {
        let answer = ask(&house, form("/kiem-tra-iati", "a.xml", content)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.page("vi").contains(says), "{}", answer.text());
    }
    let none = ask(&house, form("/kiem-tra-iati", "", "")).await;
    assert!(none.page("vi").contains("Chưa chọn tệp"));
    let mut browser = house.browser();
    let unknown = browser.get("/kiem-tra-iati/00000000000000000000000000000000").await;
    assert_eq!(unknown.status, StatusCode::GONE);
    // No XML at all is a finding, not a fault.
    let to = sent(&house, "PK\u{3}\u{4}").await;
    assert!(browser.get(&to).await.page("vi").contains("Tệp không hợp lệ"));
}

#[tokio::test]
async fn whoever_looks_too_often_waits() {
    let house = House::new().await;
    let to = sent(&house, "<a/>").await;
    let mut browser = house.browser();
    let mut last = StatusCode::OK;
    for _ in 0..260 {
        last = browser.get(&to).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

async fn api(house: &House, query: &str, content: &str) -> Answer {
    let request = Request::post(format!("/api/iati/check{query}")).header(header::HOST, "127.0.0.1:8067");
    ask(house, request.body(Body::from(content.to_owned())).unwrap()).await
}

#[tokio::test]
async fn programs_get_lines_or_the_shape_they_ask_for() {
    let house = House::new().await;
    let answer = api(&house, "?lang=en", &faulty()).await;
    assert_eq!(answer.header(header::CONTENT_TYPE), "application/x-ndjson");
    let lines: Vec<Value> = answer.text().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let (last, found) = lines.split_last().unwrap();
    assert_eq!((&last["valid"], &last["kind"]), (&Value::Bool(false), &"iati-activities".into()));
    assert!(found.iter().all(|f| f["line"].as_i64().unwrap() > 0 && !f["fix"].as_str().unwrap().is_empty()));
    assert!(found.iter().any(|f| f["message"].as_str().unwrap().contains("is not a code")));
    let same = ask(&house, form("/api/iati/check?lang=en", "a.xml", &faulty())).await;
    assert_eq!(same.text(), answer.text(), "a form with the file in it gives the same");
    let official: Value = serde_json::from_slice(&api(&house, "?compat=1", &faulty()).await.body).unwrap();
    assert_eq!(official["fileType"], "iati-activities");
    let sarif: Value = serde_json::from_slice(&api(&house, "?format=sarif", &faulty()).await.body).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let wrong = api(&house, "?format=exe", "").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert_eq!(serde_json::from_slice::<Value>(&wrong.body).unwrap()["error"], "format");
}

/// A connection to the house over a real network.
async fn connected(house: &House) -> TcpStream {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let to = listener.local_addr().unwrap();
    let app = house.app.clone().into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, app).await });
    TcpStream::connect(to).await.unwrap()
}

/// Sends the head of a request whose body comes in chunks.
async fn begin(stream: &mut TcpStream) {
    let head = "POST /api/iati/check?lang=en HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
}

async fn chunk(stream: &mut TcpStream, text: &str) -> std::io::Result<()> {
    stream.write_all(format!("{:x}\r\n{text}\r\n", text.len()).as_bytes()).await
}

/// Reads until the words have come.
async fn until(stream: &mut TcpStream, words: &str) -> String {
    let mut all = Vec::new();
    let mut piece = vec![0; 64 << 10];
    while !String::from_utf8_lossy(&all).contains(words) {
        let read = timeout(Duration::from_secs(20), stream.read(&mut piece)).await;
        let n = read.unwrap().unwrap();
        assert!(n > 0, "ended early: {}", String::from_utf8_lossy(&all));
        all.extend_from_slice(&piece[..n]);
    }
    String::from_utf8_lossy(&all).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_findings_come_before_the_file_was_sent_whole() {
    let house = House::new().await;
    let mut stream = connected(&house).await;
    let text = activities(3_000).replace("code=\"11110\"", "code=\"9\"");
    let (first, rest) = text.split_at(text.len() - 20);
    begin(&mut stream).await;
    chunk(&mut stream, first).await.unwrap();
    let early = until(&mut stream, "is not a code").await;
    assert!(early.starts_with("HTTP/1.1 200") && !early.contains("\"valid\""), "{}", &early[..300]);
    chunk(&mut stream, rest).await.unwrap();
    stream.write_all(b"0\r\n\r\n").await.unwrap();
    until(&mut stream, "\"valid\":true").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_grows_too_large_is_told_on_the_last_line() {
    let house = House::new().await;
    let mut stream = connected(&house).await;
    begin(&mut stream).await;
    let text = ACTIVITY.repeat(1_000);
    chunk(&mut stream, "<iati-activities version=\"2.03\">").await.unwrap();
    let mut part = 0;
    // The other end may stop reading once it has said why.
    while part < 12 && chunk(&mut stream, &text).await.is_ok() {
        part += 1;
    }
    until(&mut stream, "\"error\":\"too-large\"").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn turns_come_back_when_senders_leave() {
    let house = House::new().await;
    let mut held = Vec::new();
    for _ in 0..4 {
        let mut stream = connected(&house).await;
        begin(&mut stream).await;
        chunk(&mut stream, &activities(2_000).replace("11110", "9")).await.unwrap();
        until(&mut stream, "is not a code").await;
        held.push(stream);
    }
    assert_eq!(api(&house, "", "<a/>").await.status, StatusCode::TOO_MANY_REQUESTS);
    drop(held);
    for _ in 0..100 {
        if api(&house, "", "<a/>").await.status == StatusCode::OK {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("turns were not given back");
}
