//! From bytes to text: which kind of file it is, and in which encoding.
use domain::plan::PlanFinding;

use super::docx;

/// No plan is longer; a larger file is a mistake or an attack.
const MOST_BYTES: usize = 16 << 20;

type Refused = Box<PlanFinding>;

/// The text of a file and what is to be said about its form.
pub(super) fn decode(bytes: &[u8], name: &str) -> Result<(String, Vec<PlanFinding>), Refused> {
    if bytes.len() > MOST_BYTES {
        return Err(refuse(
            "too-large",
            format!("Tệp «{name}» quá lớn; tối đa 16 MB."),
            format!("The file “{name}” is too large; 16 MB at most."),
        ));
    }
    match bytes {
        [b'P', b'K', 3, 4, ..] => docx::text(bytes, name),
        [0xd0, 0xcf, 0x11, 0xe0, ..] | [b'%', b'P', b'D', b'F', ..] | [b'{', b'\\', b'r', b't', b'f', ..] => {
            Err(refuse(
                "file-kind",
                format!("Tệp «{name}» không phải .txt hoặc .docx; lưu lại dưới dạng .docx."),
                format!("The file “{name}” is neither .txt nor .docx; save it as .docx."),
            ))
        }
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes, name),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes, name),
        _ => utf8(bytes, name),
    }
}

pub(super) fn refuse(code: &str, vi: String, en: String) -> Refused {
    Box::new(PlanFinding::error(code, vi, en))
}

fn utf8(bytes: &[u8], name: &str) -> Result<(String, Vec<PlanFinding>), Refused> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.to_owned(), Vec::new())),
        Err(_) => Err(encoding(name)),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, name: &str) -> Result<(String, Vec<PlanFinding>), Refused> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    let text = String::from_utf16(&units).ok().filter(|_| rest.is_empty()).ok_or_else(|| encoding(name))?;
    let note = PlanFinding::note(
        "utf-16",
        "Tệp dùng mã UTF-16; đã chuyển sang UTF-8.",
        "The file was in UTF-16; it was read as UTF-8.",
    );
    Ok((text, vec![note]))
}

fn encoding(name: &str) -> Refused {
    refuse(
        "encoding",
        format!(
            "Tệp «{name}» không dùng Unicode (có thể là Windows-1258, TCVN3 hoặc VNI); lưu lại dưới dạng UTF-8."
        ),
        format!("The file “{name}” is not Unicode (perhaps Windows-1258, TCVN3 or VNI); save it as UTF-8."),
    )
}
