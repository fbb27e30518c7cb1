//! Writes a file, one activity or organisation at a time.

use std::io::{self, Write};

use super::{Activity, Element, Item, Layout, Organisation, Pen, Root, Xml};
use crate::model::Kind;
use crate::names;
use crate::version::Version;

/// Writes a file of version 2.03 in schema order, UTF-8. The same values give the same bytes.
///
/// Elements under the root that are of others are written last, as the schema wants it, and held until then; all
/// else goes out at once.
pub struct Writer<W> {
    out: W,
    pen: Pen,
    last: Pen,
    root: &'static str,
}

impl<W: Write> Writer<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn new(mut out: W, layout: Layout, root: &Root) -> io::Result<Self> {
        let mut pen = Pen::new(layout, 0);
        let name = root.kind.root_name().as_str();
        pen.start(name);
        pen.attribute(names::VERSION.as_str(), Version::V203.as_str());
        if let Some(moment) = &root.generated_datetime {
            pen.attribute(names::GENERATED_DATETIME.as_str(), &super::value::Scalar::lexical(moment));
        }
        if let Some(address) = root.linked_data_default.as_ref().filter(|_| root.kind == Kind::Activities) {
            pen.attribute(names::LINKED_DATA_DEFAULT.as_str(), address);
        }
        for attribute in &root.attributes {
            pen.attribute(&attribute.name, &attribute.value);
        }
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        Ok(Self { out, pen, last: Pen::new(layout, 1), root: name })
    }

    /// Writes an activity.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn activity(&mut self, activity: &Activity) -> io::Result<()> {
        activity.write(names::IATI_ACTIVITY.as_str(), &mut self.pen);
        self.flush()
    }

    /// Writes an organisation.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn organisation(&mut self, organisation: &Organisation) -> io::Result<()> {
        organisation.write(names::IATI_ORGANISATION.as_str(), &mut self.pen);
        self.flush()
    }

    /// Writes what a [`super::Reader`] gave.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn item(&mut self, item: &Item) -> io::Result<()> {
        match item {
            Item::Activity(activity) => self.activity(activity),
            Item::Organisation(organisation) => self.organisation(organisation),
            Item::Other(element) => {
                self.other(element);
                Ok(())
            }
        }
    }

    /// Takes an element of another namespace, to be written at the end of the file.
    pub fn other(&mut self, element: &Xml) {
        element.write(&mut self.last);
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(self.pen.take().as_bytes())
    }

    /// Ends the file and gives back what was written to.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.pen.raw(&self.last.take());
        self.pen.end(self.root);
        self.flush()?;
        self.out.write_all(b"\n")?;
        self.out.flush()?;
        Ok(self.out)
    }
}
