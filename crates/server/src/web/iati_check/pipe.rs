//! Between the network, which waits, and the check, which reads and writes on a thread of its own.
//!
//! Both ways hold a few pieces at most, so that memory stays the same whatever the size of the file. Whoever
//! keeps the other waiting too long is left.
use std::cell::RefCell;
use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::io::{self, Read, Write};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Multipart;
use http_body::Frame;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// Pieces on their way.
const PIECES: usize = 4;
/// How much is gathered before it is sent.
const GATHERED: usize = 32 << 10;
/// How long one piece is waited for, either way.
const PATIENCE: Duration = Duration::from_secs(30);
/// After the first half minute a sender must have kept up this many bytes a second.
const SLOWEST: u64 = 10_000;
/// Nothing goes on for longer.
pub const LONGEST: Duration = Duration::from_mins(15);

/// Why a file did not come to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// The connection was cut.
    Broken,
    /// More bytes than are taken.
    TooLarge,
    /// The sender kept us waiting.
    Slow,
}

/// Watches how much comes, and how fast.
pub struct Pace {
    since: Instant,
    pub bytes: u64,
    largest: u64,
}

impl Pace {
    pub fn new(largest: u64) -> Self {
        Self { since: Instant::now(), bytes: 0, largest }
    }

    /// Counts a piece that came.
    pub fn count(&mut self, bytes: usize) -> Result<(), Stopped> {
        self.bytes = self.bytes.saturating_add(bytes as u64);
        if self.bytes > self.largest {
            return Err(Stopped::TooLarge);
        }
        self.keeps_up(self.since.elapsed())
    }

    fn keeps_up(&self, passed: Duration) -> Result<(), Stopped> {
        let due = passed.saturating_sub(PATIENCE).as_secs() * SLOWEST;
        if passed > LONGEST || self.bytes < due { Err(Stopped::Slow) } else { Ok(()) }
    }
}

/// Waits for what a sender has next, so long and no longer.
pub async fn next<T, E>(coming: impl Future<Output = Result<T, E>>) -> Result<T, Stopped> {
    match timeout(PATIENCE, coming).await {
        Ok(Ok(piece)) => Ok(piece),
        Ok(Err(_)) => Err(Stopped::Broken),
        Err(_) => Err(Stopped::Slow),
    }
}

/// The next bytes of a body; none at its end.
async fn next_of_body(body: &mut Body) -> Result<Option<Bytes>, Stopped> {
    loop {
        let frame = poll_fn(|cx| Pin::new(&mut *body).poll_frame(cx));
        let frame = next(async { Ok::<_, Infallible>(frame.await) }).await?;
        match frame {
            None => return Ok(None),
            Some(Err(_)) => return Err(Stopped::Broken),
            Some(Ok(frame)) => {
                if let Ok(bytes) = frame.into_data() {
                    return Ok(Some(bytes));
                }
            }
        }
    }
}

type Piece = Result<Bytes, Stopped>;

/// Starts handing on a body, which is the file itself.
pub fn of_body(mut body: Body, largest: u64) -> mpsc::Receiver<Piece> {
    let (to, from) = mpsc::channel(PIECES);
    tokio::spawn(async move {
        let mut pace = Pace::new(largest);
        while let Some(piece) = next_of_body(&mut body).await.transpose() {
            if !hand_on(&to, &mut pace, piece).await {
                // Thrown away, so that the sender gets an answer instead of a broken connection.
                let rest = async { while let Ok(Some(_)) = next_of_body(&mut body).await {} };
                let _ = timeout(PATIENCE, rest).await;
                return;
            }
        }
    });
    from
}

/// Starts handing on the first file of a form.
pub fn of_form(mut form: Multipart, largest: u64) -> mpsc::Receiver<Piece> {
    let (to, from) = mpsc::channel(PIECES);
    tokio::spawn(async move {
        let mut pace = Pace::new(largest);
        loop {
            let mut part = match next(form.next_field()).await {
                Ok(Some(part)) if part.file_name().is_some() => part,
                Ok(Some(_)) => continue,
                Ok(None) => return,
                Err(stopped) => {
                    hand_on(&to, &mut pace, Err(stopped)).await;
                    return;
                }
            };
            while let Some(piece) = next(part.chunk()).await.transpose() {
                if !hand_on(&to, &mut pace, piece).await {
                    return;
                }
            }
            return;
        }
    });
    from
}

/// Whether there is to be more.
async fn hand_on(to: &mpsc::Sender<Piece>, pace: &mut Pace, piece: Piece) -> bool {
    let piece = piece.and_then(|bytes| pace.count(bytes.len()).map(|()| bytes));
    let stopped = piece.is_err();
    to.send(piece).await.is_ok() && !stopped
}

/// What is sent, as the check reads it.
pub struct Inlet {
    from: mpsc::Receiver<Piece>,
    left: Bytes,
    out: Outlet,
    /// Why it ended early.
    pub stopped: Option<Stopped>,
}

impl Inlet {
    /// `out` is sent what it holds before there is a wait, and nothing more is read once it is closed.
    pub fn new(from: mpsc::Receiver<Piece>, out: Outlet) -> Self {
        Self { from, left: Bytes::new(), out, stopped: None }
    }

    fn next(&mut self) -> Option<Piece> {
        if let Ok(piece) = self.from.try_recv() {
            return Some(piece);
        }
        // A failure shows at the next write.
        let _ = self.out.flush();
        self.from.blocking_recv()
    }
}

impl Read for Inlet {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.left.is_empty() {
            if self.out.is_closed() || self.stopped.is_some() {
                return Ok(0);
            }
            match self.next() {
                None => return Ok(0),
                Some(Ok(bytes)) => self.left = bytes,
                Some(Err(stopped)) => self.stopped = Some(stopped),
            }
        }
        let n = self.left.len().min(buffer.len());
        buffer[..n].copy_from_slice(&self.left.split_to(n));
        Ok(n)
    }
}

/// An answer that is sent while it is written.
#[derive(Clone)]
pub struct Outlet(Rc<RefCell<Sending>>);

struct Sending {
    gathered: Vec<u8>,
    to: mpsc::Sender<io::Result<Bytes>>,
    runtime: Handle,
    since: Instant,
    closed: bool,
}

impl Outlet {
    fn new(to: mpsc::Sender<io::Result<Bytes>>, runtime: Handle) -> Self {
        let gathered = Vec::with_capacity(GATHERED);
        Self(Rc::new(RefCell::new(Sending { gathered, to, runtime, since: Instant::now(), closed: false })))
    }

    /// Whether nobody reads any more.
    pub fn is_closed(&self) -> bool {
        self.0.borrow().closed
    }

    /// Cuts the answer off, so that it is not taken for a whole one.
    pub fn cut(&self) {
        let mut it = self.0.borrow_mut();
        it.gathered.clear();
        let _ = it.send(Err(io::Error::other("stopped")));
        it.closed = true;
    }
}

impl Sending {
    fn send(&mut self, piece: io::Result<Bytes>) -> io::Result<()> {
        if self.closed {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let sent = self.runtime.block_on(timeout(PATIENCE, self.to.send(piece)));
        self.closed = !matches!(sent, Ok(Ok(()))) || self.since.elapsed() > LONGEST;
        if self.closed { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
    }
}

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let full = {
            let mut it = self.0.borrow_mut();
            if it.closed {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            it.gathered.extend_from_slice(bytes);
            it.gathered.len() >= GATHERED
        };
        if full {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut it = self.0.borrow_mut();
        if it.gathered.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut it.gathered, Vec::with_capacity(GATHERED));
        it.send(Ok(piece.into()))
    }
}

/// A body that `write` fills on a thread of its own. It ends when `write` does.
pub fn answer(write: impl FnOnce(Outlet) + Send + 'static) -> Body {
    let (to, from) = mpsc::channel(PIECES);
    let runtime = Handle::current();
    tokio::task::spawn_blocking(move || {
        let mut out = Outlet::new(to, runtime);
        write(out.clone());
        let _ = out.flush();
    });
    Body::new(Outflow(from))
}

struct Outflow(mpsc::Receiver<io::Result<Bytes>>);

impl HttpBody for Outflow {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.0.poll_recv(cx).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_must_keep_up_and_not_send_too_much() {
        let mut pace = Pace::new(1_000_000);
        assert_eq!(pace.count(1_000_000), Ok(()));
        assert_eq!(pace.keeps_up(Duration::from_secs(130)), Ok(()));
        assert_eq!(pace.keeps_up(Duration::from_secs(131)), Err(Stopped::Slow));
        assert_eq!(pace.count(1), Err(Stopped::TooLarge));
        let fast = Pace { bytes: u64::MAX, ..Pace::new(u64::MAX) };
        assert_eq!(fast.keeps_up(LONGEST + Duration::from_secs(1)), Err(Stopped::Slow));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_answer_that_nobody_reads_ends_the_writing() {
        let (tell, mut told) = mpsc::channel(1);
        let body = answer(move |mut out| {
            let mut written = 0_u64;
            while out.write_all(&[b'x'; 1_000]).is_ok() {
                written += 1_000;
            }
            assert!(out.is_closed());
            tell.blocking_send(written).unwrap();
        });
        tokio::time::sleep(Duration::from_millis(50)).await;
        drop(body);
        let written = told.recv().await.unwrap();
        assert!(written <= (PIECES as u64 + 3) * GATHERED as u64, "{written} bytes were held");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_answer_that_is_cut_off_is_an_error() {
        let body = answer(|mut out| {
            out.write_all(b"half").unwrap();
            out.flush().unwrap();
            out.cut();
        });
        assert!(axum::body::to_bytes(body, 1_000).await.is_err());
    }
}
