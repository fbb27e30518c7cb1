//! Reading XML: bytes to text, text to tokens, offsets to lines.

pub mod chars;
pub mod error;
pub mod position;
pub mod scan;
pub mod source;
