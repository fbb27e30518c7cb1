//! Ten thousand published calls, narrowed by everyone at 200 requests a second; beside them a file of the same size
//! from nginx, in the same run.
//!
//! Arguments: DIR, where the database is made once. Prints what wrk says of each. Without wrk or nginx that part is
//! left out with a word.
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, anyhow, ensure};
use domain::call::{CallFacts, CallStatus, Contact};
use domain::catalogue::Stage;
use jiff::civil::date;
use server::app::{call, catalogue};
use server::config::Raw;
use server::ctx::Ctx;
use server::demo::outline::facts;
use server::demo::random::Random;

const CALLS: usize = 10_000;
const YEAR: i16 = 2026;
const SECONDS: &str = "20s";
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../bench/catalogue/pages.lua");

fn main() -> Result<()> {
    let dir = std::env::args().skip(1).find(|a| !a.starts_with("--")).context("a folder")?;
    let dir = std::path::absolute(dir)?;
    std::fs::create_dir_all(&dir)?;
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(prepare(&dir))?;
    let (mut server, address) = serve(&dir)?;
    let page = get(&address, "/keu-goi?lv=a")?;
    println!("a filtered page\t{} bytes", page.len());
    let done = measure(&dir, &address, &page);
    server.kill()?;
    server.wait()?;
    done
}

fn measure(dir: &Path, address: &str, page: &[u8]) -> Result<()> {
    if !wrk(&format!("{CALLS} calls, 16 filtered pages"), &format!("http://{address}"), None)? {
        return Ok(());
    }
    let Some(mut nginx) = nginx(dir, page)? else {
        println!("# nginx is not installed: there is nothing to compare with");
        return Ok(());
    };
    let done =
        wrk("the same bytes, a file from nginx", &format!("http://127.0.0.1:{NGINX}"), Some("/page.html"));
    nginx.kill()?;
    nginx.wait()?;
    done.map(|_| ())
}

const NGINX: u16 = 18_099;

/// Runs wrk and shows its latencies; false when it is not installed.
fn wrk(what: &str, url: &str, path: Option<&str>) -> Result<bool> {
    let mut command = Command::new("wrk");
    command.args(["-t1", "-c10", "-d", SECONDS, "--latency", "-s", SCRIPT, url]);
    if let Some(path) = path {
        command.args(["--", path]);
    }
    let Ok(output) = command.output() else {
        println!("# wrk is not installed: nothing is measured");
        return Ok(false);
    };
    let said = String::from_utf8_lossy(&output.stdout);
    ensure!(output.status.success(), "wrk: {said}");
    ensure!(!said.contains("Non-2xx"), "{said}");
    let line =
        |name: &str| said.lines().map(str::trim).find_map(|l| l.strip_prefix(name)).unwrap_or("?").trim();
    println!(
        "{what}\t50 % {}\t90 % {}\t99 % {}\t{} requests/s",
        line("50%"),
        line("90%"),
        line("99%"),
        line("Requests/sec:")
    );
    Ok(true)
}

fn nginx(dir: &Path, page: &[u8]) -> Result<Option<Child>> {
    let root = dir.join("nginx");
    std::fs::create_dir_all(&root)?;
    std::fs::write(root.join("page.html"), page)?;
    let conf = format!(
        "daemon off; master_process off; error_log stderr; pid {root}/pid; events {{}}\n\
         http {{ access_log off; client_body_temp_path {root}/b; proxy_temp_path {root}/p; fastcgi_temp_path {root}/f;\n\
         uwsgi_temp_path {root}/u; scgi_temp_path {root}/s;\n\
         server {{ listen 127.0.0.1:{NGINX}; root {root}; }} }}\n",
        root = root.display()
    );
    let file = root.join("nginx.conf");
    std::fs::write(&file, conf)?;
    let Ok(child) = Command::new("nginx").arg("-c").arg(&file).stderr(Stdio::null()).spawn() else {
        return Ok(None);
    };
    for _ in 0..50 {
        if TcpStream::connect(("127.0.0.1", NGINX)).is_ok() {
            return Ok(Some(child));
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    Err(anyhow!("nginx does not answer"))
}

/// Calls and their published version. Done once for a folder.
async fn prepare(dir: &Path) -> Result<()> {
    let raw = Raw {
        db: dir.join("calls.db").display().to_string(),
        data: None,
        today: Some(date(2025, 11, 7)),
        mail: dir.join("outbox").display().to_string(),
        mail_from: "bench@example".into(),
        url: "http://127.0.0.1".into(),
        iati_largest: 200,
    };
    let ctx = server::cli::open_instance(raw).await?;
    if store::catalogue::newest_published(&ctx.store).await?.is_some() {
        return Ok(());
    }
    let tx = ctx.store.begin().await?;
    let units: Vec<String> = ctx
        .reference
        .organisations
        .reporting_units(ctx.clock.today())
        .into_iter()
        .map(|o| o.code.clone())
        .collect();
    let mut random = Random::new(10_000);
    for n in 0..CALLS {
        let it = made(&ctx, &units[n % units.len()], n, &mut random);
        let mut call =
            store::call::insert(&tx, YEAR, None, &it, &call::search(&ctx, &it), ctx.clock.now()).await?;
        call.status = if n % 7 == 6 { CallStatus::Forecast } else { CallStatus::Open };
        store::call::update(&tx, &call, "", ctx.clock.now()).await?;
    }
    let content = catalogue::take(&ctx, &tx, YEAR).await?;
    let stage = Stage::Published { at: ctx.clock.now(), by: "bench".into() };
    store::catalogue::insert(&tx, &content, &stage, "").await?;
    Ok(tx.commit().await?)
}

fn made(ctx: &Ctx, unit: &str, n: usize, random: &mut Random) -> CallFacts {
    let mut it = CallFacts::of_outline(&facts(ctx, unit, n, random));
    it.name.vi = format!("{} số {n}", it.name.vi);
    it.sdgs = vec![1 + u8::try_from(n % 17).unwrap_or(0)];
    it.sectors = vec![["14030", "11220", "12240", "31120", "43040"][n % 5].to_owned()];
    it.closes_on = Some(date(YEAR, 1 + i8::try_from(n % 12).unwrap_or(0), 28));
    it.contacts = vec![Contact { email: "a@b.example".into(), ..Contact::default() }];
    it
}

fn serve(dir: &Path) -> Result<(Child, String)> {
    let mut server = Command::new(env!("CARGO_BIN_EXE_nhipcau"))
        .args(["serve", "--listen", "127.0.0.1:0", "--today", "2025-11-07", "--db"])
        .arg(dir.join("calls.db"))
        .arg("--mail")
        .arg(dir.join("outbox"))
        .stdout(Stdio::piped())
        .spawn()?;
    let mut line = String::new();
    BufReader::new(server.stdout.take().context("its output")?).read_line(&mut line)?;
    let address = line.trim().strip_prefix("ready: http://").ok_or_else(|| anyhow!("{line}"))?.to_owned();
    Ok((server, address))
}

/// The body of a page; this also makes the calls ready before anything is measured.
fn get(address: &str, path: &str) -> Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let head = answer.windows(4).position(|w| w == b"\r\n\r\n").context("an answer")?;
    ensure!(answer.starts_with(b"HTTP/1.1 200"), "{path}");
    Ok(answer.split_off(head + 4))
}
