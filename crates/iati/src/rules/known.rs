//! A quick look through a file for the identifiers in it, before it is read in earnest, so that a reference to an
//! activity that is nowhere can be told at once and need not be kept to the end.

use std::collections::HashSet;
use std::fs::File;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Seek, SeekFrom};
use std::path::Path;
use std::thread;

use memchr::memmem::Finder;

/// Identifiers that stand in a file, and perhaps some that do not: those in comments are taken too. What is not
/// among them is surely not in the file.
#[derive(Debug, Default)]
pub struct Known {
    hasher: RandomState,
    hashes: HashSet<u64>,
}

/// How much is read at once, and how far an identifier may reach.
const CHUNK: usize = 1 << 18;
/// How much of a file is worth a thread, and how many threads there are at most.
const SHARE: u64 = 4 << 20;
const JOBS_MAX: usize = 8;
const OPEN: &[u8] = b"<iati-identifier";

impl Known {
    /// Looks through a file, in as many threads as `jobs` says. `None` where a quick look cannot be sure: text that
    /// is not UTF-8, references or comments inside an identifier. Fails where the file cannot be read.
    pub fn of_file(path: &Path, jobs: usize) -> io::Result<Option<Self>> {
        let len = File::open(path)?.metadata()?.len();
        let most =
            usize::try_from(len / SHARE).unwrap_or(usize::MAX).clamp(1, jobs.clamp(1, JOBS_MAX)) as u64;
        let known = Self::default();
        let part = |number: u64| {
            let (from, to) = (len / most * number, len / most * (number + 1));
            let mut file = File::open(path)?;
            file.seek(SeekFrom::Start(from))?;
            let mut part = Self { hasher: known.hasher.clone(), ..Self::default() };
            let to = if number + 1 == most { u64::MAX } else { to - from };
            Ok(part.read_part(file, number == 0, to)?.then_some(part))
        };
        let parts: Vec<io::Result<Option<Self>>> = thread::scope(|scope| {
            let others: Vec<_> = (1..most).map(|number| scope.spawn(move || part(number))).collect();
            let lost = || Err(io::Error::other("a thread ended early"));
            let others: Vec<_> = others.into_iter().map(|it| it.join().unwrap_or_else(|_| lost())).collect();
            [part(0)].into_iter().chain(others).collect()
        });
        let mut all = known;
        for part in parts {
            let Some(part) = part? else { return Ok(None) };
            all.hashes.extend(part.hashes);
        }
        Ok(Some(all))
    }

    /// The same for anything that can be read.
    pub fn read(file: impl io::Read) -> io::Result<Option<Self>> {
        let mut known = Self::default();
        Ok(known.read_part(file, true, u64::MAX)?.then_some(known))
    }

    /// Takes the identifiers that begin in the first `most` bytes, and perhaps some behind; false where one cannot
    /// be read.
    fn read_part(&mut self, mut file: impl io::Read, mut begin: bool, most: u64) -> io::Result<bool> {
        let mut held: Vec<u8> = vec![0; 2 * CHUNK];
        let (mut kept, mut passed) = (0, 0);
        loop {
            if held.len() - kept < CHUNK {
                held.resize(kept + CHUNK, 0);
            }
            let got = file.read(&mut held[kept..])?;
            let bytes = &held[..kept + got];
            if begin && !is_plain(bytes) {
                return Ok(false);
            }
            begin = false;
            let Some(done) = self.take(bytes, got == 0) else { return Ok(false) };
            passed += done as u64;
            if got == 0 || passed >= most {
                return Ok(true);
            }
            kept = bytes.len() - done;
            held.copy_within(done..done + kept, 0);
        }
    }

    /// Takes the identifiers of a piece and gives how much of it is done; `None` where one cannot be read.
    fn take(&mut self, bytes: &[u8], last: bool) -> Option<usize> {
        let finder = Finder::new(OPEN);
        let mut from = 0;
        while let Some(at) = finder.find(&bytes[from..]).map(|at| from + at) {
            let Some(end) = memchr::memchr(b'>', &bytes[at..]).map(|end| at + end) else {
                return self.unfinished(at, bytes, last);
            };
            from = end;
            let named = matches!(bytes[at + OPEN.len()], b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r');
            if !named || bytes[end - 1] == b'/' {
                continue;
            }
            // An attribute may hold the sign that was taken for the end of the tag.
            if memchr::memchr2(b'"', b'\'', &bytes[at..end]).is_some() {
                return None;
            }
            let Some(close) = memchr::memchr(b'<', &bytes[end..]).map(|close| end + close) else {
                return self.unfinished(at, bytes, last);
            };
            let Some(sign) = bytes.get(close + 1) else { return self.unfinished(at, bytes, last) };
            let text = &bytes[end + 1..close];
            if *sign == b'!' || *sign == b'?' || memchr::memchr2(b'&', b'\r', text).is_some() {
                return None;
            }
            self.hashes.insert(self.hasher.hash_one(std::str::from_utf8(text).ok()?));
        }
        // The beginning of a tag may stand at the very end.
        Some(from.max(bytes.len().saturating_sub(OPEN.len())))
    }

    fn unfinished(&self, at: usize, bytes: &[u8], last: bool) -> Option<usize> {
        (last || bytes.len() - at < CHUNK).then_some(at)
    }

    /// Whether the identifier may be in the file.
    pub fn may_have(&self, identifier: &str) -> bool {
        self.hashes.contains(&self.hasher.hash_one(identifier))
    }
}

/// Whether a file that begins so is in UTF-8, as far as its first bytes and its declaration say.
fn is_plain(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = &bytes[..bytes.len().min(200)];
    let declaration = head.starts_with(b"<?xml").then(|| head.split(|byte| *byte == b'>').next()).flatten();
    let stated = declaration.unwrap_or_default().to_ascii_lowercase();
    let encoding = memchr::memmem::find(&stated, b"encoding").map(|at| &stated[at..]);
    !matches!(bytes, [0 | 0xfe | 0xff, ..] | [_, 0, ..])
        && encoding.is_none_or(|text| {
            ["utf-8", "utf8", "us-ascii"].iter().any(|it| memchr::memmem::find(text, it.as_bytes()).is_some())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(text: &str) -> Option<Known> {
        Known::read(text.as_bytes()).expect("bytes can be read")
    }

    #[test]
    fn identifiers_are_found_across_pieces() {
        for pad in [0, 1, CHUNK - 30, CHUNK - 20, CHUNK - 10, CHUNK - 1, CHUNK, 3 * CHUNK + 5] {
            let text = format!(
                "<a>{}<iati-identifier>A-1</iati-identifier><iati-identifier\n>B </b>",
                "x".repeat(pad)
            );
            let known = known(&text).expect("plain");
            assert!(known.may_have("A-1") && known.may_have("B ") && !known.may_have("B"), "{pad}");
        }
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_reader() {
        for text in [
            "<?xml version='1.0' encoding='ISO-8859-1'?><a/>",
            "\u{0}<",
            "<iati-identifier x:y='>'>A</iati-identifier>",
            "<iati-identifier>A&amp;B</iati-identifier>",
            "<iati-identifier>A<!-- -->B</iati-identifier>",
        ] {
            assert!(known(text).is_none(), "{text}");
        }
        assert!(known("<?xml version='1.0' encoding='UTF-8'?><a><iati-identifier/>").is_some());
    }

    #[test]
    fn an_end_in_the_middle_is_an_end() {
        for text in ["<iati-identifier", "<iati-identifier>", "<iati-identifier>A", "<iati-identifier>A<", ""]
        {
            assert!(known(text).is_some(), "{text}");
        }
    }
}
