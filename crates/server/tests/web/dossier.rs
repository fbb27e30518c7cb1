//! A commune's dossier goes from its draft to the decision: each step by whom the rules name, opinions by who was asked.
use axum::http::StatusCode;
use domain::access::Position;
use server::app::{Caller, dossier};

use super::harness::{Browser, House};

const PAPERS: [&str; 4] =
    ["paper-request", "paper-agreement", "paper-project_document", "paper-registration"];

struct Cast {
    owner: Browser,
    planning: Browser,
    police: Browser,
    leader: Browser,
    stranger: Browser,
}

async fn cast(house: &House) -> Cast {
    let mut browsers = Vec::new();
    for (email, organisation, position) in [
        ("a@x.vn", "X32062", Position::Officer),
        ("b@s.vn", "STC", Position::Officer),
        ("c@s.vn", "CAT", Position::Officer),
        ("d@u.vn", "UBND", Position::Leader),
        ("e@x.vn", "X31825", Position::Officer),
    ] {
        let id = house.person(email, organisation, position).await;
        browsers.push(house.signed_in(id).await);
    }
    let mut all = browsers.into_iter();
    let mut next = || all.next().unwrap();
    Cast { owner: next(), planning: next(), police: next(), leader: next(), stranger: next() }
}

async fn begun(owner: &mut Browser) -> String {
    let lacking = owner.post("/ho-so/moi", &[("family", "grant"), ("title", "Trạm y tế")]).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY, "the procedure needs to know more");
    let sent = [
        ("family", "grant"),
        ("title", "Trạm y tế lưu động"),
        ("place", "2025:32062"),
        ("fact-modality", "project"),
        ("fact-provider", "foreign_ngo"),
    ];
    let answer = owner.post("/ho-so/moi", &sent).await;
    answer.to().split('?').next().unwrap().to_owned()
}

async fn done(browser: &mut Browser, path: &str, form: &[(&str, &str)]) {
    let answer = browser.post(path, form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path} {form:?}: {}", answer.text());
}

#[tokio::test]
async fn a_dossier_goes_its_way_and_nobody_acts_out_of_turn() {
    let house = House::new().await;
    let mut cast = cast(&house).await;
    let path = begun(&mut cast.owner).await;
    assert_eq!(path, "/ho-so/HS-2025-001");
    assert_eq!(cast.stranger.get(&path).await.status, StatusCode::FORBIDDEN);
    let came: Vec<(&str, &str)> = PAPERS.iter().map(|p| (*p, "07/11/2025")).collect();
    done(&mut cast.owner, &format!("{path}/giay-to"), &came).await;
    let act = format!("{path}/viec");
    done(&mut cast.owner, &act, &[("event", "submitted")]).await;
    let own = cast.owner.post(&act, &[("event", "accepted")]).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN, "who sends does not check");
    done(&mut cast.planning, &act, &[("event", "accepted")]).await;
    let later = cast.owner.post(&format!("{path}/giay-to"), &came[..1]).await;
    assert_eq!(later.status, StatusCode::UNPROCESSABLE_ENTITY, "no paper moves a clock that runs");
    opinions(&mut cast, &path).await;
    done(&mut cast.planning, &act, &[("event", "opinions_closed")]).await;
    let early = cast.planning.post(&act, &[("event", "appraised")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "criteria are open");
    let criteria: Vec<String> = (1..=6).map(|n| format!("met-criterion-{n}")).collect();
    let scores: Vec<(&str, &str)> = criteria.iter().map(|c| (c.as_str(), "yes")).collect();
    done(&mut cast.planning, &format!("{path}/tham-dinh"), &scores).await;
    done(&mut cast.planning, &act, &[("event", "appraised")]).await;
    decision(&house, &mut cast, &path).await;
}

async fn opinions(cast: &mut Cast, path: &str) {
    assert_eq!(cast.police.get(path).await.status, StatusCode::OK, "who advises reads");
    let before = cast.police.post(&format!("{path}/y-kien"), &[("verdict", "agrees")]).await;
    assert_eq!(before.status, StatusCode::FORBIDDEN, "nobody asked");
    let ask = [("do", "ask"), ("who", "security_opinion|CAT"), ("due", "20/11/2025")];
    done(&mut cast.planning, &format!("{path}/hoi"), &ask).await;
    let work = cast.police.get("/viec").await.page("vi");
    assert!(work.contains("Cho ý kiến: Trạm y tế lưu động"), "it is in their work list");
    let bare = cast.police.post(&format!("{path}/y-kien"), &[("verdict", "objects")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "an objection says why");
    let said = [("verdict", "conditions"), ("text", "Nêu rõ nơi đặt thiết bị")];
    done(&mut cast.police, &format!("{path}/y-kien"), &said).await;
    let page = cast.planning.get(path).await.page("vi");
    assert!(page.contains("Nêu rõ nơi đặt thiết bị"));
}

async fn decision(house: &House, cast: &mut Cast, path: &str) {
    let act = format!("{path}/viec");
    let planning = cast.planning.post(&act, &[("event", "approved")]).await;
    assert_eq!(planning.status, StatusCode::FORBIDDEN, "who appraises does not decide");
    let bare = cast.leader.post(&act, &[("event", "approved")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "the decision is empty");
    let ids = ["name", "parties", "objectives", "time_place", "capital", "finance", "management"];
    let fields: Vec<String> = ids.iter().map(|f| format!("field-{f}")).collect();
    let mut form: Vec<(&str, &str)> = fields.iter().map(|f| (f.as_str(), "Nội dung")).collect();
    form.extend([("number", "1234/QĐ-UBND"), ("decided_on", "07/11/2025")]);
    done(&mut cast.leader, &format!("{path}/quyet-dinh"), &form).await;
    done(&mut cast.leader, &act, &[("event", "approved")]).await;
    let it = dossier::load(&house.ctx, &Caller::Operator, "HS-2025-001").await.unwrap();
    let now = it.state(&dossier::law(&house.ctx), house.ctx.clock.today()).unwrap();
    assert_eq!(now.step, "approved");
    for (lang, browser) in [("vi", &mut cast.leader), ("en", &mut cast.owner)] {
        browser.get(&format!("{path}?lang={lang}")).await.page(lang);
        browser.get(&format!("/ho-so?lang={lang}")).await.page(lang);
        browser.get(&format!("/ho-so/moi?lang={lang}")).await;
        for file in ["lay-y-kien.docx", "to-trinh.pdf", "quyet-dinh.docx", "quyet-dinh.pdf"] {
            let answer = browser.get(&format!("{path}/van-ban/{file}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{file}");
        }
    }
    let later = cast.leader.post(&format!("{path}/quyet-dinh"), &form).await;
    assert_eq!(later.status, StatusCode::UNPROCESSABLE_ENTITY, "what was decided stays");
}

#[tokio::test]
async fn files_are_kept_and_the_papers_words_are_edited_before_they_are_issued() {
    let house = House::new().await;
    let Cast { owner: mut commune, mut planning, .. } = cast(&house).await;
    let path = begun(&mut commune).await;
    let files = format!("{path}/tep");
    for lang in ["vi", "en"] {
        commune.get(&format!("{files}?lang={lang}")).await.page(lang);
        planning.get(&format!("{path}/soan/to-trinh?lang={lang}")).await.page(lang);
    }
    commune.cookies.remove("lang");
    planning.cookies.remove("lang");
    let unsaid = commune.upload(&files, "thu.pdf", b"%PDF-1.7 thu").await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody said what it is");
    unsaid.page("vi");
    assert!(
        store::attached::all(&house.ctx.store, store::attached::Owner::Dossier(domain::ids::DossierId(1)))
            .await
            .unwrap()
            .is_empty()
    );
    let by = Caller::Operator;
    let attach = async |about: &str, bytes: &[u8]| {
        let code = path.rsplit('/').next().unwrap();
        dossier::file::attach(&house.ctx, &by, code, about, "Thư đề nghị.pdf", bytes.to_vec()).await
    };
    assert!(attach("paper:request", b"MZ program").await.is_err(), "known by its content");
    attach("paper:request", b"%PDF-1.7 thu").await.unwrap();
    assert!(commune.get(&files).await.page("vi").contains("Thư đề nghị.pdf"));
    let back = commune.get(&format!("{files}/1")).await;
    assert_eq!((back.status, back.body.as_slice()), (StatusCode::OK, b"%PDF-1.7 thu".as_slice()));

    let words = format!("{path}/soan/to-trinh");
    let page = planning.get(&words).await.page("vi");
    assert!(page.contains("# Khoản viện trợ") && page.contains("[bảng]"));
    let edited = [("subject", "Phê duyệt khoản viện trợ cầu"), ("body", "# Lý do\nDân cần cầu.\n[bảng]")];
    assert_eq!(commune.post(&words, &edited).await.status, StatusCode::FORBIDDEN);
    assert_eq!(planning.post(&words, &edited).await.status, StatusCode::SEE_OTHER);
    assert!(planning.get(&files).await.page("vi").contains("Đã sửa bởi"));
    assert!(planning.get(&words).await.page("vi").contains("Dân cần cầu."));
    assert!(planning.get(&format!("{path}/van-ban/to-trinh.docx")).await.body.len() > 2000);
    planning.post(&words, &[("do", "again")]).await;
    assert!(planning.get(&words).await.page("vi").contains("# Khoản viện trợ"));
}
