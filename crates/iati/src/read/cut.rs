//! Cuts a file into batches that end behind an activity or organisation.
//!
//! The cut is a good guess: an element that looks like an activity inside an extension can mislead it. Whoever
//! reads the batch sees that, and the driver then reads on without cutting where the guess was.

use std::io::Read;

use memchr::memchr;
use memchr::memmem;

use super::Limits;
use crate::Kind;
use crate::xml::chars::is_space;
use crate::xml::error::Fault;
use crate::xml::position::Pos;
use crate::xml::source::Source;

/// What follows a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum End {
    /// More of the file.
    More,
    /// Nothing: it is the end of the file.
    Last,
    /// What cannot be read.
    Fault(Fault),
}

/// A piece of the file.
#[derive(Debug)]
pub(crate) struct Batch {
    /// UTF-8, not yet looked at.
    pub text: Vec<u8>,
    /// Where it begins.
    pub base: Pos,
    /// How many activities came before it.
    pub before: u64,
    /// What follows.
    pub end: End,
}

/// Reads a file and cuts it.
pub(crate) struct Cutter<R> {
    source: Source<R>,
    carry: Vec<u8>,
    scan: Scan,
    base: Pos,
    before: u64,
    most: usize,
    batch: usize,
    over: Option<End>,
    spare: Vec<Vec<u8>>,
}

impl<R: Read> Cutter<R> {
    /// Cuts batches of about `limits.batch` bytes, and of at most `limits.bytes` or so.
    pub fn new(input: R, limits: &Limits) -> Self {
        Self {
            source: Source::new(input),
            carry: Vec::new(),
            scan: Scan::default(),
            base: Pos::START,
            before: 0,
            most: limits.bytes,
            batch: limits.batch.max(1),
            over: None,
            spare: Vec::new(),
        }
    }

    /// Reads on until `want` bytes are at hand; false where the file is over.
    pub fn want(&mut self, want: usize) -> bool {
        while self.carry.len() < want && self.over.is_none() {
            let lacking = want - self.carry.len();
            match self.source.fill(&mut self.carry, lacking) {
                Ok(true) => {}
                Ok(false) => self.over = Some(End::Last),
                Err(fault) => self.over = Some(End::Fault(fault)),
            }
        }
        self.over.is_none()
    }

    /// What is at hand.
    pub fn at_hand(&self) -> &[u8] {
        &self.carry
    }

    /// What follows what is at hand.
    pub fn end(&self) -> End {
        self.over.clone().unwrap_or(End::More)
    }

    /// Passes over the head of the file: the next batch begins behind it.
    pub fn skip(&mut self, len: usize, kind: Option<Kind>) {
        self.base = self.base.after_bytes(&self.carry[..len]);
        self.carry.drain(..len);
        self.scan = Scan { item: kind.map_or("", |kind| kind.item_name().as_str()), ..Scan::default() };
    }

    /// Gives the memory of a batch back for the next.
    pub fn recycle(&mut self, text: Vec<u8>) {
        // A text far longer than usual is not kept: memory must stay flat after one huge activity.
        if text.capacity() <= 4 * self.batch && self.spare.len() < 16 {
            self.spare.push(text);
        }
    }

    /// Reads no further: what follows cannot be trusted.
    pub fn halt(&mut self) {
        self.before = u64::MAX;
    }

    /// The next batch; none behind the last.
    pub fn next(&mut self) -> Option<Batch> {
        if self.carry.is_empty() && self.over == Some(End::Last) && self.before != u64::MAX {
            let before = std::mem::replace(&mut self.before, u64::MAX);
            return Some(Batch { text: Vec::new(), base: self.base, before, end: End::Last });
        }
        if self.before == u64::MAX {
            return None;
        }
        let mut want = self.batch;
        let (len, end) = loop {
            let more = self.want(want) || self.carry.len() > want;
            let window = want.min(self.carry.len());
            self.scan.run(&self.carry[..window]);
            if !more {
                break (window, self.end());
            }
            if self.scan.cut > 0 {
                break (self.scan.cut, End::More);
            }
            if window > self.most {
                break (window, End::Fault(Fault::Limit("activity", self.most as u64)));
            }
            want = window.saturating_mul(2).min(self.most + 1);
        };
        Some(self.take(len, end))
    }

    fn take(&mut self, len: usize, end: End) -> Batch {
        let mut text = self.spare.pop().unwrap_or_default();
        text.clear();
        text.extend_from_slice(&self.carry[len..]);
        std::mem::swap(&mut text, &mut self.carry);
        text.truncate(len);
        let batch = Batch { base: self.base, before: self.before, text, end };
        self.base = self.base.after_bytes(&batch.text);
        self.before = if batch.end == End::More { self.before + self.scan.counted } else { u64::MAX };
        self.scan = Scan { item: self.scan.item, ..Scan::default() };
        batch
    }
}

/// Looks for the ends of activities without reading what is in them.
#[derive(Debug, Default)]
struct Scan {
    item: &'static str,
    /// Looked at so far.
    at: usize,
    /// Behind the last end of an activity.
    cut: usize,
    /// Activities begun up to the cut, and up to here.
    counted: u64,
    begun: u64,
}

impl Scan {
    fn run(&mut self, bytes: &[u8]) {
        if self.item.is_empty() {
            return;
        }
        while let Some(step) = memchr(b'<', &bytes[self.at..]) {
            let from = self.at + step;
            let Some(next) = self.construct(bytes, from) else {
                // Not whole yet: looked at again when more was read.
                self.at = from;
                return;
            };
            self.at = next;
        }
        self.at = bytes.len();
    }

    /// Passes over what begins at `from`; nothing where it is not whole.
    fn construct(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        let rest = &bytes[from..];
        match *rest.get(1)? {
            b'/' if rest.get(2).is_none_or(|b| *b == b'i') => {
                let name = rest[2..].get(..self.item.len())?;
                if name != self.item.as_bytes() {
                    return Some(from + 2);
                }
                let mut end = 2 + self.item.len();
                while is_space(*rest.get(end)?) {
                    end += 1;
                }
                if rest[end] == b'>' {
                    self.cut = from + end + 1;
                    self.counted = self.begun;
                }
                Some(from + end)
            }
            b'i' => {
                let name = rest[1..].get(..=self.item.len())?;
                let (name, next) = name.split_at(self.item.len());
                if name == self.item.as_bytes() && (is_space(next[0]) || next[0] == b'/' || next[0] == b'>') {
                    self.begun += 1;
                }
                Some(from + 1)
            }
            b'?' => Some(from + 2 + memmem::find(&rest[2..], b"?>")? + 2),
            b'!' => {
                let (open, close): (&[u8], &[u8]) =
                    if rest.get(2)? == &b'-' { (b"<!--", b"-->") } else { (b"<![CDATA[", b"]]>") };
                if rest.len() < open.len() {
                    return None;
                }
                if !rest.starts_with(open) {
                    return Some(from + 2);
                }
                Some(from + open.len() + memmem::find(&rest[open.len()..], close)? + close.len())
            }
            _ => Some(from + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(text: &str) -> (String, u64) {
        let mut scan = Scan { item: "iati-activity", ..Scan::default() };
        // In two steps, cut anywhere: the outcome is the same.
        for half in 0..text.len() {
            let mut other = Scan { item: "iati-activity", ..Scan::default() };
            other.run(&text.as_bytes()[..half]);
            other.run(text.as_bytes());
            scan = other;
        }
        (text[scan.cut..].to_owned(), scan.counted)
    }

    #[test]
    fn a_cut_is_behind_an_activity_and_not_in_a_comment() {
        assert_eq!(scan("<iati-activity a='b'><x/></iati-activity ><iati-activity>").0, "<iati-activity>");
        assert_eq!(scan("<iati-activity/><iati-activity></iati-activity><!--</iati-activity>-->").1, 2);
        assert_eq!(scan("<iati-activities><x></iati-activit").1, 0);
        assert_eq!(scan("</iati-activity><![CDATA[</iati-activity>]]> <?p </iati-activity> ?>!").0.len(), 53);
    }

    #[test]
    fn batches_make_up_the_file() {
        let item = format!("<iati-activity><a>{}</a></iati-activity>\n", "x".repeat(70_000));
        let file = item.repeat(40);
        let mut cutter = Cutter::new(file.as_bytes(), &Limits::default());
        cutter.skip(0, Some(Kind::Activities));
        let (mut text, mut count, mut before) = (Vec::new(), 0, Vec::new());
        while let Some(batch) = cutter.next() {
            assert_eq!(batch.base.offset as usize, text.len());
            text.extend_from_slice(&batch.text);
            before.push(batch.before);
            count += 1;
            cutter.recycle(batch.text);
        }
        assert!(count > 3, "{count}");
        assert!(before.is_sorted() && before[1] > 4, "{before:?}");
        assert_eq!(text, file.as_bytes());
    }
}
