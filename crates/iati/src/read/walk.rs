//! Reads one batch: what stands directly under the root, element by element.

use super::Limits;
use super::cut::{Batch, End};
use super::head::{at_end, text_of};
use crate::Kind;
use crate::names::Name;
use crate::tree::{Namespaces, Tree};
use crate::xml::chars::is_blank;
use crate::xml::error::{Fault, SyntaxError};
use crate::xml::scan::Token;

/// Where the reading of a batch ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stop {
    /// At its end, between two elements.
    Whole,
    /// Inside an element that begins at the offset: the batch was cut at the wrong place.
    Within(usize),
    /// At something that is not XML.
    Broken(SyntaxError),
}

/// What is met directly under the root.
pub(crate) enum Met<'t> {
    /// An element, read into the tree.
    Element(&'t Tree),
    /// Text, at the offset.
    Text(&'t Tree, usize),
}

/// What is known of a file while its batches are read.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    /// The kind, where it is one of the standard.
    pub kind: Option<Kind>,
    /// The root's name as written.
    pub root: String,
    /// Namespaces declared at the root.
    pub spaces: Namespaces,
    /// Bounds.
    pub limits: Limits,
}

/// Reads batches into one tree.
#[derive(Debug)]
pub(crate) struct Walker {
    frame: Frame,
    tree: Tree,
    /// Whether the root was closed.
    closed: bool,
}

impl Walker {
    pub fn new(frame: Frame) -> Self {
        Self { frame, tree: Tree::default(), closed: false }
    }

    /// Whether the root was closed.
    pub fn closed(&self) -> bool {
        self.closed
    }

    /// The tree, for places in the batch read last.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Gives the text of the batch back.
    pub fn unload(&mut self) -> Vec<u8> {
        self.tree.unload().into_bytes()
    }

    /// Reads a batch, before which the root may have been closed. Gives how many items of the file were in it, and
    /// where it stopped.
    pub fn walk(&mut self, batch: &mut Batch, closed: bool, mut meet: impl FnMut(Met<'_>)) -> (u64, Stop) {
        self.walk_while(batch, closed, |met| {
            meet(met);
            true
        })
    }

    /// The same, as long as `meet` wants more; where it does not, stops within the batch.
    pub fn walk_while(
        &mut self,
        batch: &mut Batch,
        closed: bool,
        mut meet: impl FnMut(Met<'_>) -> bool,
    ) -> (u64, Stop) {
        let (text, end) = text_of(std::mem::take(&mut batch.text), batch.end.clone());
        // Text may end early; whoever reads it again must know why.
        batch.end = end.clone();
        self.tree.load(text, batch.base);
        self.closed = closed;
        let mut items = 0;
        let mut at = 0;
        loop {
            match self.step(at) {
                Ok(Step::Over) => {
                    let stop = match end {
                        End::More => Stop::Whole,
                        End::Last if self.closed => Stop::Whole,
                        End::Last => Stop::Broken(SyntaxError { at, fault: Fault::UnexpectedEnd }),
                        End::Fault(fault) => {
                            Stop::Broken(SyntaxError { at: self.tree.source().len(), fault })
                        }
                    };
                    return (items, stop);
                }
                Ok(Step::Pass(next)) => at = next,
                Ok(Step::Text(next)) => {
                    meet(Met::Text(&self.tree, at));
                    at = next;
                }
                Ok(Step::Element(next)) => {
                    if self
                        .frame
                        .kind
                        .is_some_and(|kind| self.tree.name(self.tree.root()) == kind.item_name())
                    {
                        items += 1;
                    }
                    let root = self.frame.kind.map_or("", |kind| kind.root_name().as_str());
                    self.tree.set_place(root, batch.before + items);
                    at = next;
                    if !meet(Met::Element(&self.tree)) {
                        return (items, Stop::Within(at));
                    }
                }
                Err(error) if error.fault == Fault::UnexpectedEnd && end == End::More => {
                    return (items, Stop::Within(at));
                }
                Err(error) => return (items, Stop::Broken(at_end(error, self.tree.source().len(), &end))),
            }
        }
    }

    fn step(&mut self, at: usize) -> Result<Step, SyntaxError> {
        let mut scanner = self.tree.scanner(self.tree.source(), at);
        let token = scanner.token()?;
        let next = scanner.at();
        let outside = |fault| Err(SyntaxError { at, fault });
        Ok(match token {
            Token::Over => Step::Over,
            Token::Aside => Step::Pass(next),
            Token::Text { raw, plain: true } if is_blank(raw) => Step::Pass(next),
            Token::Text { raw, .. } if self.closed && !is_blank(raw) => return outside(Fault::OutsideRoot),
            Token::Text { raw, .. } => {
                let mut text = String::new();
                crate::xml::scan::decode(raw, at, false, &mut text)?;
                if is_blank(&text) { Step::Pass(next) } else { Step::Text(next) }
            }
            Token::Doctype => return outside(Fault::BadTag),
            _ if self.closed => return outside(Fault::OutsideRoot),
            Token::Cdata(_) => Step::Text(next),
            Token::End(name) if name == self.frame.root => {
                self.closed = true;
                Step::Pass(next)
            }
            Token::End(name) => {
                return outside(Fault::Mismatch { open: self.frame.root.clone(), close: name.to_owned() });
            }
            Token::Start(_) => {
                Step::Element(self.tree.read_element(at, &mut self.frame.spaces, &self.frame.limits)?)
            }
        })
    }
}

enum Step {
    Over,
    Pass(usize),
    Text(usize),
    Element(usize),
}

/// Whether the element is an extension.
pub(crate) fn is_foreign(tree: &Tree) -> bool {
    tree.name(tree.root()) == Name::FOREIGN
}
