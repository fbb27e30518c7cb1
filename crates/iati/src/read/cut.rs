//! Cuts a file into batches that end behind an activity or organisation.
//!
//! The cut is a good guess: an element that looks like an activity inside an extension can mislead it. Whoever
//! reads the batch sees that, and the driver then reads on without cutting where the guess was.

use std::io::Read;

use memchr::memchr2_iter;
use memchr::memmem::{self, Finder};

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

impl Batch {
    /// What follows an offset.
    pub fn rest(mut self, at: usize) -> Self {
        self.base = self.base.after_bytes(&self.text[..at]);
        self.text.drain(..at);
        self
    }
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
            scan: Scan::new(""),
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
        self.scan = Scan::new(kind.map_or("", |kind| kind.item_name().as_str()));
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

    /// The rest of a batch from an offset on, with as much again behind it: it was cut inside an element.
    pub fn join(&mut self, batch: Batch, at: usize) -> Batch {
        let mut joined = batch.rest(at);
        let want = joined.text.len() * 2;
        while joined.text.len() < want.max(1) && joined.end == End::More {
            let Some(more) = self.next() else { break };
            joined.text.extend_from_slice(&more.text);
            joined.end = more.end;
            self.recycle(more.text);
        }
        if joined.text.len() > self.most && joined.end == End::More {
            joined.end = End::Fault(Fault::Limit("activity", self.most as u64));
        }
        joined
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
        self.scan = Scan::new(self.scan.item);
        batch
    }
}

#[derive(Debug)]
enum Sought {
    Word(Box<Finder<'static>>),
    /// `<!` or `<?`, in one pass: their second letters are rare.
    Aside,
}

impl Sought {
    fn find(&self, bytes: &[u8]) -> Option<usize> {
        match self {
            Self::Word(finder) => finder.find(bytes),
            Self::Aside => memchr2_iter(b'!', b'?', bytes)
                .find_map(|at| at.checked_sub(1).filter(|before| bytes[*before] == b'<')),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Word(finder) => finder.needle().len(),
            Self::Aside => 2,
        }
    }
}

/// Looks for one thing, and remembers how far.
#[derive(Debug)]
struct Ahead {
    sought: Sought,
    /// Where it stands, or up to where it does not.
    at: usize,
    found: bool,
}

impl Ahead {
    fn new(sought: Sought) -> Self {
        Self { sought, at: 0, found: false }
    }

    /// The first place at or behind `from`.
    fn next(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        if !self.found || self.at < from {
            let begin = if self.found { from } else { from.max(self.at) };
            let place = bytes.get(begin..).and_then(|rest| self.sought.find(rest));
            self.found = place.is_some();
            // The beginning of the word may be the last that is there.
            let behind = (bytes.len() + 1).saturating_sub(self.sought.len());
            self.at = place.map_or(begin.max(behind), |place| begin + place);
        }
        self.found.then_some(self.at)
    }
}

/// Looks for the ends of activities without reading what is in them.
#[derive(Debug)]
struct Scan {
    item: &'static str,
    names: Ahead,
    /// What comments, CDATA and instructions begin with.
    asides: Ahead,
    /// Looked at so far.
    at: usize,
    /// Behind the last end of an activity.
    cut: usize,
    /// Activities begun up to the cut, and up to here.
    counted: u64,
    begun: u64,
}

impl Scan {
    fn new(item: &'static str) -> Self {
        let (names, asides) =
            (Ahead::new(Sought::Word(Box::new(Finder::new(item)))), Ahead::new(Sought::Aside));
        Self { item, names, asides, at: 0, cut: 0, counted: 0, begun: 0 }
    }

    fn run(&mut self, bytes: &[u8]) {
        if self.item.is_empty() {
            return;
        }
        // What is not whole yet is looked at again when more was read.
        while let Some(name) = self.names.next(bytes, self.at) {
            let aside = self.asides.next(bytes, self.at).unwrap_or(name);
            let behind = if aside < name { pass(bytes, aside) } else { self.tag(bytes, name) };
            let Some(behind) = behind else { return };
            self.at = behind;
        }
    }

    /// Takes what may be the tag of an activity, whose name stands at `name`, and gives the place behind it.
    fn tag(&mut self, bytes: &[u8], name: usize) -> Option<usize> {
        let end = name + self.item.len();
        if bytes[..name].ends_with(b"</") {
            let space = bytes[end..].iter().position(|byte| !is_space(*byte))?;
            if bytes[end + space] == b'>' {
                self.cut = end + space + 1;
                self.counted = self.begun;
            }
        } else if bytes[..name].ends_with(b"<") {
            let next = *bytes.get(end)?;
            self.begun += u64::from(is_space(next) || next == b'/' || next == b'>');
        }
        Some(end)
    }
}

/// Passes over a comment, CDATA section or instruction, which begins at `from`; nothing where it is not whole.
fn pass(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = &bytes[from..];
    let (open, close): (&[u8], &[u8]) = match rest.get(1..3)? {
        [b'?', _] => (b"<?", b"?>"),
        [_, b'-'] => (b"<!--", b"-->"),
        _ => (b"<![CDATA[", b"]]>"),
    };
    if rest.len() < open.len() {
        return None;
    }
    if !rest.starts_with(open) {
        return Some(from + 2);
    }
    Some(from + open.len() + memmem::find(&rest[open.len()..], close)? + close.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(text: &str) -> (String, u64) {
        let mut scan = Scan::new("iati-activity");
        // In two steps, cut anywhere: the outcome is the same.
        for half in 0..text.len() {
            let mut other = Scan::new("iati-activity");
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
