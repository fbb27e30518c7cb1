//! Pages of a large round, as a browser asks for them: the round of `benches/round.rs` and a
//! register of 10,000 projects, served by the program itself.
//!
//! Arguments: DIR (of the round benchmark). Prints for each page the median and the 99th
//! percentile in milliseconds; for the project page the requests per processor second; and what
//! the server takes to start and holds when idle. Only loopback is used, and every loop ends.
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use domain::access::Position;
use domain::project::Facts;
use jiff::civil::date;
use server::config::Raw;

const PROJECTS: usize = 10_000;
const REQUESTS: usize = 300;
const MANY: usize = 20_000;
const CLIENTS: usize = 8;
const EMAIL: &str = "bench@example.vn";
const PASSWORD: &str = "bench-bench-bench";

fn main() -> Result<()> {
    let dir = std::env::args()
        .skip(1)
        .find(|a| !a.starts_with("--"))
        .context("the folder of the round benchmark")?;
    let dir = PathBuf::from(dir);
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(prepare(&dir))?;
    let started = Instant::now();
    let (mut server, address) = serve(&dir)?;
    println!("start\t{} ms until the first page", first_page(&address, started)?);
    println!("idle\t{} MB", memory_mb(server.id())?);
    let cookie = sign_in(&address)?;
    let done = measure(&server, &address, &cookie);
    server.kill()?;
    server.wait()?;
    done
}

/// An officer of the standing agency, and the register. Done once for a folder.
async fn prepare(dir: &Path) -> Result<()> {
    let raw = Raw {
        db: dir.join("bench.db").display().to_string(),
        data: Some(dir.join("data")),
        today: Some(date(2025, 10, 20)),
        mail: dir.join("outbox").display().to_string(),
        mail_from: "bench@example".into(),
        url: "http://127.0.0.1".into(),
        iati_largest: 200,
    };
    let ctx = server::cli::open_instance(raw).await?;
    if store::user::by_email(&ctx.store, EMAIL).await?.is_some() {
        return Ok(());
    }
    let hash = server::app::user::password::hash(PASSWORD.to_owned()).await?;
    let tx = ctx.store.begin().await?;
    let new = store::user::New {
        email: EMAIL,
        name: "Chuyên viên",
        organisation: "SDTTG",
        position: Position::Officer,
        password_hash: &hash,
        at: ctx.clock.now(),
    };
    store::user::insert(&tx, &new).await?;
    let register: Vec<Facts> = (0..PROJECTS).map(project).collect();
    let new: Vec<store::project::New<'_>> = register
        .iter()
        .map(|facts| store::project::New { facts, search: server::app::project::search_text(facts) })
        .collect();
    store::project::insert(&tx, "D0001", 2024, &new).await?;
    tx.commit().await?;
    ctx.store.close().await?;
    Ok(())
}

fn project(n: usize) -> Facts {
    Facts {
        name_vi: format!("Cầu nông thôn số {n}"),
        area: "d".into(),
        donor: "Tổ chức A".into(),
        donor_type: "ngo".into(),
        modality: "project".into(),
        place: "2025:32062".into(),
        starts: Some(date(2024, 3, 1)),
        state: "running".into(),
        ..Facts::default()
    }
}

fn serve(dir: &Path) -> Result<(Child, String)> {
    let mut server = Command::new(env!("CARGO_BIN_EXE_nhipcau"))
        .args(["serve", "--listen", "127.0.0.1:0", "--today", "2025-10-20", "--db"])
        .arg(dir.join("bench.db"))
        .arg("--data")
        .arg(dir.join("data"))
        .arg("--mail")
        .arg(dir.join("outbox"))
        .stdout(Stdio::piped())
        .spawn()?;
    let mut line = String::new();
    BufReader::new(server.stdout.take().context("its output")?).read_line(&mut line)?;
    let address = line.trim().strip_prefix("ready: http://").ok_or_else(|| anyhow!("{line}"))?.to_owned();
    Ok((server, address))
}

fn first_page(address: &str, started: Instant) -> Result<u128> {
    ensure!(Client::new(address)?.get("/", "")?.0 == 200, "the first page");
    Ok(started.elapsed().as_millis())
}

/// A connection that is kept open between requests.
struct Client {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Client {
    fn new(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        Ok(Self { stream: BufReader::new(stream), host: address.to_owned() })
    }

    fn get(&mut self, path: &str, cookie: &str) -> Result<(u16, Vec<u8>)> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\n\r\n", self.host);
        self.stream.get_mut().write_all(request.as_bytes())?;
        let (status, _, body) = self.answer()?;
        Ok((status, body))
    }

    /// Status, the cookie that is set, and the body.
    fn answer(&mut self) -> Result<(u16, String, Vec<u8>)> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).context("a status line")?.parse()?;
        let (mut length, mut chunked, mut cookie) = (0, false, String::new());
        loop {
            let mut head = String::new();
            self.stream.read_line(&mut head)?;
            let Some((name, value)) = head.trim_end().split_once(": ") else { break };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse()?,
                "transfer-encoding" => chunked = true,
                "set-cookie" if cookie.is_empty() => {
                    cookie = value.split(';').next().unwrap_or_default().to_owned();
                }
                _ => {}
            }
        }
        let body = if chunked { self.chunks()? } else { self.exactly(length)? };
        Ok((status, cookie, body))
    }

    fn exactly(&mut self, length: usize) -> Result<Vec<u8>> {
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok(body)
    }

    fn chunks(&mut self) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let mut size = String::new();
            self.stream.read_line(&mut size)?;
            let size = usize::from_str_radix(size.trim(), 16)?;
            body.extend(self.exactly(size + 2)?.into_iter().take(size));
            if size == 0 {
                return Ok(body);
            }
        }
    }
}

fn sign_in(address: &str) -> Result<String> {
    let mut client = Client::new(address)?;
    let form = format!("email={EMAIL}&password={PASSWORD}&tiep=");
    let request = format!(
        "POST /dang-nhap HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    client.stream.get_mut().write_all(request.as_bytes())?;
    let (status, cookie, _) = client.answer()?;
    ensure!(status == 303 && !cookie.is_empty(), "sign-in answered {status}");
    Ok(cookie)
}

/// Every kind of page that grows with the round or the register, each on its heaviest side.
const PAGES: [&str; 21] = [
    "/",
    "/cong-khai",
    "/viec",
    "/bao-cao",
    "/bao-cao/2025",
    "/bao-cao/2025?loc=tat-ca&trang=7",
    "/bao-cao/2025/ban-in",
    "/bao-cao/2025/nhac",
    "/bao-cao/2025/D0500",
    "/bao-cao/2025/D0500?bieu=B1",
    "/bao-cao/2025/D0500?bieu=B1&kiem=1",
    "/tong-hop/2025",
    "/tong-hop/2025?muc=II&so=B1%7Ctotal%7Cdisbursed",
    "/tong-hop/2025/loi/II",
    "/tong-hop/2025/bang?bieu=B1&theo=area",
    "/tong-hop/2025/bang?bieu=B1&theo=place&trang=2",
    "/du-an",
    "/du-an?q=cau+so+77",
    "/du-an/DA-2024-5000",
    "/ke-hoach",
    "/ke-hoach/dieu-khoan",
];

fn measure(server: &Child, address: &str, cookie: &str) -> Result<()> {
    for page in PAGES {
        let mut client = Client::new(address)?;
        let mut times = Vec::new();
        let mut size = 0;
        for _ in 0..REQUESTS {
            let at = Instant::now();
            let (status, body) = client.get(page, cookie)?;
            ensure!(status == 200, "{page} answered {status}");
            times.push(at.elapsed().as_secs_f64() * 1_000.0);
            size = body.len();
        }
        times.sort_by(f64::total_cmp);
        let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
        println!("page\t{page}\tmedian {:.1} ms\tp99 {:.1} ms\t{} kB", at(0.5), at(0.99), size / 1024);
    }
    throughput(server, address, cookie)
}

/// Requests per processor second of the server, for one project page after another.
fn throughput(server: &Child, address: &str, cookie: &str) -> Result<()> {
    let before = cpu_seconds(server.id())?;
    let started = Instant::now();
    std::thread::scope(|scope| -> Result<()> {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|c| {
                scope.spawn(move || -> Result<()> {
                    let mut client = Client::new(address)?;
                    for n in (c..MANY).step_by(CLIENTS) {
                        let (status, _) =
                            client.get(&format!("/du-an/DA-2024-{:03}", n % PROJECTS + 1), cookie)?;
                        ensure!(status == 200, "project page answered {status}");
                    }
                    Ok(())
                })
            })
            .collect();
        clients.into_iter().try_for_each(|c| c.join().map_err(|_| anyhow!("a client stopped"))?)
    })?;
    let cpu = cpu_seconds(server.id())? - before;
    let rate = MANY as f64 / cpu;
    println!(
        "project page\t{rate:.0} requests per processor second\t{:.1} s in all",
        started.elapsed().as_secs_f64()
    );
    println!("after\t{} MB", memory_mb(server.id())?);
    Ok(())
}

fn cpu_seconds(pid: u32) -> Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let fields: Vec<&str> = stat.rsplit_once(')').context("stat")?.1.split_whitespace().collect();
    Ok((fields[11].parse::<f64>()? + fields[12].parse::<f64>()?) / 100.0)
}

fn memory_mb(pid: u32) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find(|l| l.starts_with("VmRSS")).context("VmRSS")?;
    Ok(line.split_whitespace().nth(1).unwrap_or("0").parse::<u64>()? / 1024)
}
