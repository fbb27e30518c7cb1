//! Reads a file, one activity or organisation at a time.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::{Activity, DateTime, Element, Organisation, Value, Xml, XmlAttribute};
use crate::finding::{Category, Finding, RuleId, Severity};
use crate::model::Kind;
use crate::names;
use crate::read::Limits;
use crate::read::cut::{Batch, Cutter};
use crate::read::head;
use crate::read::walk::{Frame, Met, Stop, Walker};
use crate::tree::Tree;
use crate::version::Version;
use crate::xml::error::{Fault, SyntaxError};
use crate::xml::position::Pos;

/// What the root of a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// Which kind of file.
    pub kind: Kind,
    /// When the file was made.
    pub generated_datetime: Option<Value<DateTime>>,
    /// Where addresses of linked data begin; of activity files alone.
    pub linked_data_default: Option<String>,
    /// Declarations of namespaces and attributes of others, in file order.
    pub attributes: Vec<XmlAttribute>,
}

impl Root {
    /// A root that says nothing but the version.
    pub fn new(kind: Kind) -> Self {
        Self { kind, generated_datetime: None, linked_data_default: None, attributes: Vec::new() }
    }

    /// The root of an activity file made at a moment, e.g. `2026-11-22T08:30:00+07:00`.
    pub fn activities(generated: DateTime) -> Self {
        Self { generated_datetime: Some(generated.into()), ..Self::new(Kind::Activities) }
    }

    /// The root of an organisation file made at a moment.
    pub fn organisations(generated: DateTime) -> Self {
        Self { generated_datetime: Some(generated.into()), ..Self::new(Kind::Organisations) }
    }

    fn read(tree: &Tree, kind: Kind) -> Self {
        let mut root = Self::new(kind);
        for attribute in tree.attrs(tree.root()) {
            match attribute.name {
                names::VERSION => {}
                names::GENERATED_DATETIME => root.generated_datetime = Some(attribute.value.into()),
                names::LINKED_DATA_DEFAULT if kind == Kind::Activities => {
                    root.linked_data_default = Some(attribute.value.to_owned());
                }
                _ => root.attributes.push(attribute.into()),
            }
        }
        root
    }
}

/// What stands under the root of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// An activity.
    Activity(Box<Activity>),
    /// An organisation.
    Organisation(Box<Organisation>),
    /// An extension, or an element that has no place there.
    Other(Xml),
}

/// Why a file cannot be read, or not further.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It cannot be opened.
    #[error("the file cannot be opened")]
    Open(#[from] io::Error),
    /// It is not XML from a place on.
    #[error("line {}, column {}: not well-formed XML ({})", pos.line, pos.column, fault.key())]
    Xml {
        /// What is wrong; [`Fault::key`] names its message.
        fault: Fault,
        /// Where.
        pos: Pos,
    },
    /// The root element is of no file of the standard.
    #[error("the root element is {name}, not iati-activities or iati-organisations")]
    NotIati {
        /// Its name.
        name: String,
        /// Where it is.
        pos: Pos,
    },
    /// The version is not one of [`Version::ALL`].
    #[error("version {version:?} is not read: only 2.01, 2.02 and 2.03 are")]
    Version {
        /// The version stated; empty where none is.
        version: String,
        /// Where the root is.
        pos: Pos,
    },
}

impl ReadError {
    /// The same as the check finds it, which has words for it in every language; none where the file cannot be
    /// opened.
    pub fn finding(&self) -> Option<Finding> {
        let of = |id, pos, args| {
            Finding::new(id, Severity::Critical, Category::Iati, String::new(), pos, args).of_file()
        };
        match self {
            Self::Open(_) => None,
            Self::Xml { fault, pos } => {
                Some(Finding { message: fault.key(), ..of(RuleId::NOT_XML, *pos, fault.args()) })
            }
            Self::NotIati { name, pos } => Some(of(RuleId::NOT_IATI, *pos, vec![("value", name.clone())])),
            Self::Version { version, pos } => {
                Some(of(RuleId::VERSION, *pos, vec![("value", version.clone())]))
            }
        }
    }
}

/// Reads a file in constant memory: a batch of about half a megabyte of text, and the items in it.
///
/// It gives the items in file order. After an error it gives nothing more.
pub struct Reader<R> {
    cutter: Cutter<R>,
    walker: Walker,
    root: Root,
    version: Version,
    ready: VecDeque<(Pos, Item)>,
    /// What is to be read again together with what follows.
    left: Option<Batch>,
    items: u64,
    error: Option<ReadError>,
    over: bool,
    pos: Pos,
}

impl Reader<File> {
    /// Begins to read a file.
    ///
    /// # Errors
    /// When it cannot be opened, or is not of the standard.
    pub fn open(path: &Path) -> Result<Self, ReadError> {
        Self::new(File::open(path)?)
    }
}

impl<R: Read> Reader<R> {
    /// Begins to read. The encoding is found out.
    ///
    /// # Errors
    /// When it is not of the standard.
    pub fn new(input: R) -> Result<Self, ReadError> {
        Self::with(input, Limits::default())
    }

    /// The same with bounds of one's own.
    ///
    /// # Errors
    /// When it is not of the standard.
    pub fn with(input: R, limits: Limits) -> Result<Self, ReadError> {
        let mut cutter = Cutter::new(input, &limits);
        let start = head::read(&mut cutter, &limits).map_err(|(error, tree)| broken(error, &tree))?;
        let (tree, root) = (&start.tree, start.tree.root());
        let Some(kind) = start.kind else {
            return Err(ReadError::NotIati { name: tree.raw_name(root).to_owned(), pos: tree.pos(root) });
        };
        let stated = tree.attr(root, names::VERSION).unwrap_or_default();
        let Some(version) = Version::of(stated) else {
            return Err(ReadError::Version { version: stated.to_owned(), pos: tree.pos(root) });
        };
        let frame = Frame {
            kind: Some(kind),
            root: start.tree.raw_name(root).to_owned(),
            spaces: start.spaces,
            limits,
        };
        cutter.skip(start.root.1, Some(kind));
        Ok(Self {
            cutter,
            walker: Walker::new(frame),
            root: Root::read(&start.tree, kind),
            version,
            ready: VecDeque::new(),
            left: None,
            items: 0,
            error: None,
            over: start.empty,
            pos: Pos::START,
        })
    }

    /// What the root says.
    pub fn root(&self) -> &Root {
        &self.root
    }

    /// The version that the file states. Values of older ones are read as those of 2.03, which only adds to them.
    pub fn version(&self) -> Version {
        self.version
    }

    /// Where the item given last begins.
    pub fn pos(&self) -> Pos {
        self.pos
    }

    fn batch(&mut self) {
        let Some(mut batch) = self.left.take().or_else(|| self.cutter.next()) else {
            self.over = true;
            return;
        };
        batch.before = self.items;
        let (closed, kind, ready) = (self.walker.closed(), self.root.kind, &mut self.ready);
        let (items, stop) = self.walker.walk(&mut batch, closed, |met| {
            if let Met::Element(tree) = met {
                ready.push_back((tree.pos(tree.root()), item(tree, kind)));
            }
        });
        self.items += items;
        match stop {
            Stop::Whole => {
                self.cutter.recycle(self.walker.unload());
            }
            Stop::Within(at) => {
                batch.text = self.walker.unload();
                self.left = Some(self.cutter.join(batch, at));
            }
            Stop::Broken(error) => {
                self.error = Some(broken(error, self.walker.tree()));
                self.over = true;
            }
        }
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<Item, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.ready.is_empty() && !self.over {
            self.batch();
        }
        if let Some((pos, item)) = self.ready.pop_front() {
            self.pos = pos;
            return Some(Ok(item));
        }
        self.error.take().map(Err)
    }
}

fn item(tree: &Tree, kind: Kind) -> Item {
    let root = tree.root();
    if tree.name(root) != kind.item_name() {
        return Item::Other(Xml::read(tree, root));
    }
    match kind {
        Kind::Activities => Item::Activity(Box::new(Activity::read(tree, root))),
        Kind::Organisations => Item::Organisation(Box::new(Organisation::read(tree, root))),
    }
}

fn broken(error: SyntaxError, tree: &Tree) -> ReadError {
    let pos =
        if tree.source().is_empty() { Pos::START } else { tree.place(error.at.min(tree.source().len())) };
    ReadError::Xml { fault: error.fault, pos }
}
