//! Bytes of a file to bytes of UTF-8, in chunks, whatever the encoding.

use std::io::{ErrorKind, Read};

use encoding_rs::{DecoderResult, Encoding};

use super::error::Fault;

/// How much is read at once.
const CHUNK: usize = 64 << 10;
/// Where the encoding must be declared, if it is.
const DECLARATION_BYTES: usize = 1024;

/// How bytes become text.
enum Decoding {
    /// UTF-8 passes through; whether it is valid is seen where it is read.
    Utf8,
    /// Each byte is the character of its number.
    Latin1,
    /// All others.
    Other(Box<encoding_rs::Decoder>),
}

/// A file read as UTF-8 without byte order mark.
pub struct Source<R> {
    input: R,
    raw: Vec<u8>,
    decoding: Option<Decoding>,
    over: bool,
}

impl<R: Read> Source<R> {
    /// Reads from `input`; nothing is read yet.
    pub fn new(input: R) -> Self {
        Self { input, raw: Vec::new(), decoding: None, over: false }
    }

    /// Appends at least one byte to `out`, about `want`; false at the end of the file.
    pub fn fill(&mut self, out: &mut Vec<u8>, want: usize) -> Result<bool, Fault> {
        let before = out.len();
        if self.decoding.is_none() {
            self.begin()?;
        }
        while out.len() == before && !self.over {
            self.step(out, want)?;
        }
        Ok(out.len() > before)
    }

    fn begin(&mut self) -> Result<(), Fault> {
        while self.raw.len() < DECLARATION_BYTES && self.read_raw(DECLARATION_BYTES)? {}
        let (skip, decoding) = detect(&self.raw)?;
        self.raw.drain(..skip);
        self.decoding = Some(decoding);
        Ok(())
    }

    fn read_raw(&mut self, want: usize) -> Result<bool, Fault> {
        let before = self.raw.len();
        self.raw.resize(before + want, 0);
        let count = read(&mut self.input, &mut self.raw[before..]);
        self.raw.truncate(before + *count.as_ref().unwrap_or(&0));
        Ok(count? > 0)
    }

    fn step(&mut self, out: &mut Vec<u8>, want: usize) -> Result<(), Fault> {
        if matches!(self.decoding, Some(Decoding::Utf8)) && self.raw.is_empty() {
            // Room for a little more than is read, so that the memory is not grown to look for the end.
            let want = want.max(1);
            out.reserve(want + 64);
            let count = self.input.by_ref().take(want as u64).read_to_end(out);
            self.over = count.map_err(|error| Fault::Unreadable(error.to_string()))? == 0;
            return Ok(());
        }
        if self.raw.is_empty() {
            self.read_raw(CHUNK)?;
        }
        self.over = self.raw.is_empty();
        let raw = std::mem::take(&mut self.raw);
        match &mut self.decoding {
            Some(Decoding::Latin1) => out.extend(raw.iter().flat_map(|b| {
                let mut buffer = [0; 2];
                let len = char::from(*b).encode_utf8(&mut buffer).len();
                buffer.into_iter().take(len)
            })),
            Some(Decoding::Other(decoder)) => decode(decoder, &raw, self.over, out)?,
            _ => out.extend_from_slice(&raw),
        }
        Ok(())
    }
}

fn read(input: &mut impl Read, buffer: &mut [u8]) -> Result<usize, Fault> {
    loop {
        match input.read(buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(Fault::Unreadable(error.to_string())),
            Ok(count) => return Ok(count),
        }
    }
}

fn decode(
    decoder: &mut encoding_rs::Decoder,
    mut raw: &[u8],
    last: bool,
    out: &mut Vec<u8>,
) -> Result<(), Fault> {
    let mut buffer = vec![0; 4 * CHUNK];
    loop {
        let (result, read, written) = decoder.decode_to_utf8_without_replacement(raw, &mut buffer, last);
        out.extend_from_slice(&buffer[..written]);
        raw = &raw[read..];
        match result {
            DecoderResult::InputEmpty => return Ok(()),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => return Err(Fault::BadEncoding),
        }
    }
}

/// How the file is encoded, by its first bytes, and how many of them are a byte order mark.
fn detect(start: &[u8]) -> Result<(usize, Decoding), Fault> {
    let other =
        |encoding: &'static Encoding| Decoding::Other(Box::new(encoding.new_decoder_without_bom_handling()));
    match start {
        [0xEF, 0xBB, 0xBF, ..] => return Ok((3, Decoding::Utf8)),
        [0xFE, 0xFF, ..] => return Ok((2, other(encoding_rs::UTF_16BE))),
        [0xFF, 0xFE, ..] => return Ok((2, other(encoding_rs::UTF_16LE))),
        [0, b'<', ..] => return Ok((0, other(encoding_rs::UTF_16BE))),
        [b'<', 0, ..] => return Ok((0, other(encoding_rs::UTF_16LE))),
        _ => {}
    }
    let Some(label) = declared(start) else { return Ok((0, Decoding::Utf8)) };
    if ["iso-8859-1", "iso_8859-1", "latin1", "latin-1"].iter().any(|l| label.eq_ignore_ascii_case(l)) {
        return Ok((0, Decoding::Latin1));
    }
    let encoding =
        Encoding::for_label(label.as_bytes()).ok_or_else(|| Fault::UnknownEncoding(label.to_owned()))?;
    if encoding == encoding_rs::UTF_16BE || encoding == encoding_rs::UTF_16LE {
        return Err(Fault::BadEncoding);
    }
    let plain = encoding == encoding_rs::UTF_8 || label.eq_ignore_ascii_case("us-ascii");
    Ok((0, if plain { Decoding::Utf8 } else { other(encoding) }))
}

/// The encoding that the declaration of XML names.
fn declared(start: &[u8]) -> Option<&str> {
    let end = memchr::memmem::find(start, b"?>")?;
    let declaration = std::str::from_utf8(&start[..end]).ok()?.strip_prefix("<?xml")?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> Result<String, Fault> {
        let mut source = Source::new(bytes);
        let mut out = Vec::new();
        while source.fill(&mut out, 7)? {}
        Ok(String::from_utf8(out).unwrap())
    }

    #[test]
    fn every_encoding_becomes_the_same_text() {
        let text = "<a>Vi\u{1EC7}t 𝄞</a>";
        let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<_>>();
        assert_eq!(all(text.as_bytes()).as_deref(), Ok(text));
        assert_eq!(all(&[b"\xEF\xBB\xBF", text.as_bytes()].concat()).as_deref(), Ok(text));
        assert_eq!(all(&[b"\xFE\xFF", &wide(u16::to_be_bytes)[..]].concat()).as_deref(), Ok(text));
        assert_eq!(all(&[b"\xFF\xFE", &wide(u16::to_le_bytes)[..]].concat()).as_deref(), Ok(text));
        assert_eq!(all(&wide(u16::to_le_bytes)).as_deref(), Ok(text));
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9\x93</a>";
        assert!(all(latin).unwrap().ends_with("<a>\u{E9}\u{93}</a>"));
        let windows = b"<?xml version='1.0' encoding='windows-1252'?><a>\x93</a>";
        assert!(all(windows).unwrap().ends_with("<a>\u{201C}</a>"));
    }

    #[test]
    fn what_cannot_be_text_is_said() {
        assert_eq!(all(b"\xFF\xFE<\0a"), Err(Fault::BadEncoding));
        assert_eq!(
            all(b"<?xml version='1.0' encoding='x-none'?>"),
            Err(Fault::UnknownEncoding("x-none".into()))
        );
        assert_eq!(all(b"<?xml version='1.0' encoding='UTF-16'?><a/>"), Err(Fault::BadEncoding));
        assert_eq!(all(b"").as_deref(), Ok(""));
    }
}
