//! Activities and organisations as values: read them, change them, write them.
//!
//! Every element of the standard is a struct whose fields stand in schema order: attributes first, then children.
//! Everything a file holds is kept. A value that is not of its type is [`Value::Raw`]; what the standard does not
//! have is in `extra`. [`Writer`] writes the canonical form: version 2.03, schema order, UTF-8, one form for each
//! value, so that equal values give equal bytes. Comments, processing instructions and text directly under the root
//! are not kept.
//!
//! ```
//! use iati::typed::{Activity, Date, Layout, Money, Narrative, Root, Transaction, Writer};
//! use iati::Kind;
//!
//! let mut activity = Activity::new("XM-DAC-99-1");
//! activity.title = Some(vec![Narrative::in_lang("vi", "Cấp nước sạch"), Narrative::in_lang("en", "Clean water")].into());
//! activity.activity_status = Some("2".into());
//! let day = Date::new(2026, 11, 22).unwrap();
//! activity.transactions.push(Transaction::new("3", day, Money::new(1500.into(), "USD", day)));
//!
//! let mut writer = Writer::new(Vec::new(), Layout::Indented, &Root::new(Kind::Activities))?;
//! writer.activity(&activity)?;
//! let file = writer.finish()?;
//! # assert!(String::from_utf8(file).unwrap().contains(r#"<value currency="USD" value-date="2026-11-22">1500</value>"#));
//! # Ok::<(), std::io::Error>(())
//! ```

mod element;
mod extra;
mod pen;
mod value;

mod date;
mod decimal;

mod elements;

mod reader;
mod writer;

pub use date::{Date, DateTime, NotDate};
pub use decimal::{Decimal, NotDecimal};
pub use element::Element;
pub use elements::*;
pub use extra::{Content, Extra, Xml, XmlAttribute};
pub use pen::{Layout, Pen};
pub use reader::{Item, ReadError, Reader, Root};
pub use value::{Lexical, Value};
pub use writer::Writer;
