//! Shares batches among threads and takes the outcomes in file order.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::batch::{Done, Worker};
use super::{Merge, Next};
use crate::read::cut::{Batch, Cutter, End};

/// Checks batches until the file is over. Where a batch was cut at the wrong place, gives back what is left,
/// joined, for one thread to go on with.
pub(super) fn run<R: Read>(
    cutter: &mut Cutter<R>,
    jobs: usize,
    worker: &(dyn Fn() -> Worker + Sync),
    merge: &mut Merge<'_>,
) -> Option<Batch> {
    let (send, work) = channel::<(u64, Batch)>();
    let (report, done) = channel::<(u64, Done)>();
    let work = Mutex::new(work);
    thread::scope(|scope| {
        for _ in 0..jobs {
            let (work, report) = (&work, report.clone());
            scope.spawn(move || serve(work, &report, worker));
        }
        drop(report);
        let line = Line { send, done, sent: 0, taken: 0, early: BTreeMap::new() };
        line.run(cutter, jobs, merge)
    })
}

fn serve(work: &Mutex<Receiver<(u64, Batch)>>, report: &Sender<(u64, Done)>, worker: &dyn Fn() -> Worker) {
    let mut worker = worker();
    loop {
        let next = match work.lock() {
            Ok(work) => work.recv(),
            Err(_) => return,
        };
        let Ok((number, batch)) = next else { return };
        if report.send((number, worker.run(batch, false))).is_err() {
            return;
        }
    }
}

/// Batches under way.
struct Line {
    send: Sender<(u64, Batch)>,
    done: Receiver<(u64, Done)>,
    sent: u64,
    taken: u64,
    early: BTreeMap<u64, Done>,
}

impl Line {
    fn run<R: Read>(mut self, cutter: &mut Cutter<R>, jobs: usize, merge: &mut Merge<'_>) -> Option<Batch> {
        loop {
            while self.sent < self.taken + 2 * jobs as u64 {
                let Some(batch) = cutter.next() else { break };
                if self.send.send((self.sent, batch)).is_err() {
                    return None;
                }
                self.sent += 1;
            }
            if self.taken == self.sent {
                return None;
            }
            let mut next = self.next()?;
            if !merge.fits(&next) {
                return Some(self.rest(next.batch, 0, merge.items));
            }
            match merge.take(&mut next) {
                Next::On => cutter.recycle(next.batch.text),
                Next::Halt => {
                    cutter.halt();
                    return None;
                }
                Next::Within(at) | Next::Rest(at) => return Some(self.rest(next.batch, at, merge.items)),
            }
        }
    }

    /// The next batch in file order.
    fn next(&mut self) -> Option<Done> {
        while !self.early.contains_key(&self.taken) {
            let (number, done) = self.done.recv().ok()?;
            self.early.insert(number, done);
        }
        self.taken += 1;
        self.early.remove(&(self.taken - 1))
    }

    /// The text from an offset of a batch to the end of what was sent, to be read again.
    fn rest(&mut self, mut batch: Batch, at: usize, before: u64) -> Batch {
        batch.base = batch.base.after_bytes(&batch.text[..at]);
        batch.before = before;
        batch.text.drain(..at);
        while self.taken < self.sent && batch.end == End::More {
            let Some(done) = self.next() else { break };
            batch.text.extend_from_slice(&done.batch.text);
            batch.end = done.batch.end;
        }
        batch
    }
}
