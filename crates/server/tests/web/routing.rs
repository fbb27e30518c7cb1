//! The table of addresses: printed for people to read, and kept for every role.
use axum::http::{Method, StatusCode};
use domain::access::{Action, Actor, Position, may};
use server::web::guard::Owner;
use server::web::limit::Limit;
use server::web::routes::{Route, table, url};

use super::harness::House;

/// Renew with `UPDATE=1 cargo test -p nhipcau route`.
#[test]
#[expect(clippy::disallowed_methods, reason = "a switch of the test, not of the program")]
fn the_printed_table_of_routes_is_what_the_code_has() {
    let mut out = String::from("# Every address, what it asks for, and whose unit is asked about\n");
    for route in table() {
        let owner = match route.need.owner {
            Owner::None => "",
            Owner::Unit => "unit of the path",
            Owner::Record => "unit of the record",
        };
        let limit = match route.need.limit {
            Limit::None => "",
            Limit::SignIn => "few tries",
            Limit::Upload => "few files",
            Limit::Look => "few looks",
        };
        let action = format!("{:?}", route.need.action);
        let line = format!("{:<5}{:<40}{action:<20}{owner:<20}{limit}", route.method, route.path);
        out.push_str(line.trim_end());
        out.push('\n');
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/routes.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden")).unwrap();
        std::fs::write(path, &out).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), out);
}

/// An address of the route for the unit, with values that lead to no record.
fn sample(route: &Route, unit: &str) -> String {
    let parts = route.path.split('/').map(|part| match part {
        "{unit}" => unit.to_owned(),
        "{round}" => "2019".to_owned(),
        "{version}" | "{user}" | "{intake}" => "987654".to_owned(),
        p if p.starts_with('{') => "khong-co".to_owned(),
        p => p.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Cases of the printed access matrix: organisation and position.
const PEOPLE: [(&str, &str, Position); 8] = [
    ("commune officer", "X32062", Position::Officer),
    ("department officer", "SGDDT", Position::Officer),
    ("planning, finance", "STC", Position::Officer),
    ("standing officer", "SDTTG", Position::Officer),
    ("standing leader", "SDTTG", Position::Leader),
    ("People's Committee", "UBND", Position::Leader),
    ("ministry", "BDTTG", Position::Officer),
    ("administrator", "SDTTG", Position::Administrator),
];

#[tokio::test]
async fn every_route_lets_in_exactly_whom_the_access_function_names() {
    let house = House::new().await;
    let mut seen = 0;
    for (n, (who, organisation, position)) in PEOPLE.into_iter().enumerate() {
        assert!(house.ctx.reference.organisation(organisation).is_some(), "{organisation}");
        let id = house.person(&format!("p{n}@example.vn"), organisation, position).await;
        let account = store::user::by_id(&house.ctx.store, id).await.unwrap().unwrap();
        let actor = house.ctx.reference.actor(&account, house.ctx.clock.today());
        for route in table() {
            for unit in [organisation, "X31825"] {
                // Signing out ends the session that the next request needs.
                let mut browser = house.signed_in(id).await;
                let status = ask(&mut browser, &route, unit).await;
                let let_in = status != StatusCode::FORBIDDEN;
                assert_eq!(
                    let_in,
                    expected(&route, Some(&actor), unit),
                    "{who}: {} {} ({unit}) → {status}",
                    route.method,
                    route.path
                );
                assert!(!status.is_server_error(), "{who}: {} {} → {status}", route.method, route.path);
                seen += 1;
            }
        }
    }
    assert_eq!(seen, PEOPLE.len() * table().len() * 2);
}

fn expected(route: &Route, actor: Option<&Actor>, unit: &str) -> bool {
    let own = actor.map(|a| a.organisation.as_str());
    let owner = match route.need.owner {
        Owner::None => None,
        Owner::Unit => Some(unit),
        Owner::Record => own,
    };
    may(actor, route.need.action, owner)
}

async fn ask(browser: &mut super::harness::Browser, route: &Route, unit: &str) -> StatusCode {
    let path = sample(route, unit);
    match route.method {
        "GET" => browser.get(&path).await.status,
        _ => browser.post(&path, &[]).await.status,
    }
}

#[tokio::test]
async fn without_an_account_only_public_routes_answer_and_the_rest_lead_to_the_sign_in() {
    let house = House::new().await;
    for route in table() {
        let path = sample(&route, "X32062");
        let mut browser = house.browser();
        let answer = match route.method {
            "GET" => browser.get(&path).await,
            _ => browser.post(&path, &[]).await,
        };
        if route.need.action == Action::ReadPublic {
            assert_ne!(answer.status, StatusCode::FORBIDDEN, "{path}");
            assert!(!answer.status.is_server_error(), "{path}");
        } else {
            let back = if route.method == "GET" { path.as_str() } else { "" };
            assert_eq!(answer.to(), url::sign_in(back), "{} {path}", route.method);
            assert!(answer.body.is_empty(), "nothing of the page is told");
        }
    }
}

#[tokio::test]
async fn an_address_nobody_has_and_a_method_nobody_takes_get_a_page() {
    let house = House::new().await;
    let mut browser = house.browser();
    for (path, lang) in
        [("/khong-co", "vi"), ("/khong-co?lang=en", "en"), ("/bao-cao/2025/X1/y/z?lang=km", "km")]
    {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(answer.header("cache-control"), "no-store");
        answer.page(lang);
    }
    let answer = browser.post("/cong-khai", &[]).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(answer.header("allow").contains("GET"));
    answer.page("vi");
    let odd = browser.send(Method::DELETE, "/", None).await;
    assert_eq!(odd.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn the_health_check_answers_a_machine() {
    let house = House::new().await;
    let answer = house.browser().get("/suc-khoe").await;
    assert_eq!((answer.status, answer.text().as_str()), (StatusCode::OK, "ok\n"));
}

#[tokio::test]
async fn every_link_of_the_menu_leads_somewhere() {
    let house = House::new().await;
    for (n, (who, organisation, position)) in PEOPLE.into_iter().enumerate() {
        let id = house.person(&format!("p{n}@example.vn"), organisation, position).await;
        let mut browser = house.signed_in(id).await;
        let html = browser.get("/tai-khoan").await.page("vi");
        let menu = html.split("<nav aria-label=\"Chính\">").nth(1).unwrap().split("</nav>").next().unwrap();
        let links: Vec<&str> = super::harness::tags(menu).iter().filter_map(|t| t.get("href")).collect();
        assert!(links.len() >= 2, "{who}: {links:?}");
        for link in links {
            let served = table().iter().any(|r| r.method == "GET" && fits(r.path, link));
            assert!(served, "{who}: no route for {link}");
        }
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
    pattern.len() == path.len() && pattern.iter().zip(&path).all(|(p, q)| p.starts_with('{') || p == q)
}
