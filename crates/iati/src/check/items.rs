//! A file item by item, each with what is wrong with it: for those who take the data and not only the findings.

use std::io::Read;
use std::ops::ControlFlow;

use super::batch::element;
use super::{Options, broken, frame, no_items, whole};
use crate::finding::{Finding, RuleId};
use crate::model::Model;
use crate::read::cut::Cutter;
use crate::read::head;
use crate::read::walk::{Met, Stop, Walker};
use crate::report::Head;
use crate::rules::{Checker, Ledger};
use crate::schema;
use crate::tree::Tree;
use crate::version::Version;

/// A piece of a file.
#[derive(Debug)]
pub enum Piece<'t> {
    /// An activity or organisation, and what was found in it. References to others are not looked up.
    Item(&'t Tree, Vec<Finding>),
    /// What was found in the file around them.
    File(Finding),
}

/// Reads a file in constant memory, in one thread, and gives each activity or organisation as soon as it was
/// checked. `each` ends the reading with [`ControlFlow::Break`], at the latest behind the batch at hand.
///
/// # Errors
/// The critical finding behind which nothing can be read: not XML, not IATI, or of another version.
///
/// ```
/// use std::ops::ControlFlow;
/// use iati::{Options, Piece, items, names};
///
/// let file = "<iati-activities version='2.03'><iati-activity><iati-identifier>A-1</iati-identifier>\
///     </iati-activity></iati-activities>";
/// let mut seen = Vec::new();
/// let head = items(file.as_bytes(), &Options::default(), |piece| {
///     if let Piece::Item(tree, findings) = piece {
///         let id = tree.first(tree.root(), names::IATI_IDENTIFIER).map(|id| tree.text(id).to_owned());
///         seen.push((id, findings.is_empty()));
///     }
///     ControlFlow::Continue(())
/// });
/// assert!(head.is_ok());
/// assert_eq!(seen, [(Some("A-1".to_owned()), false)]);
/// ```
pub fn items<R: Read>(
    input: R,
    options: &Options,
    mut each: impl FnMut(Piece<'_>) -> ControlFlow<()>,
) -> Result<Head, Box<Finding>> {
    let mut cutter = Cutter::new(input, &options.limits);
    let start =
        head::read(&mut cutter, &options.limits).map_err(|(error, tree)| Box::new(broken(&error, &tree)))?;
    let root = start.tree.root();
    let stated = start.tree.attr(root, crate::names::VERSION).unwrap_or_default().to_owned();
    let Some(kind) = start.kind else {
        let args = vec![("value", start.tree.raw_name(root).to_owned())];
        return Err(Box::new(whole(RuleId::NOT_IATI, &start.tree, args)));
    };
    let Some(version) = Version::of(&stated) else {
        return Err(Box::new(whole(RuleId::VERSION, &start.tree, vec![("value", stated)])));
    };
    let mut findings = Vec::new();
    let model = Model::of(kind, version);
    schema::check_root(&start.tree, model, &mut findings);
    if start.empty {
        findings.push(no_items(&start.tree, kind));
    }
    let mut head = Head { kind: Some(kind), version: stated, summary: Default::default() };
    let mut give = |piece: Piece<'_>| {
        match &piece {
            Piece::Item(_, findings) => findings.iter().for_each(|f| head.summary.add(f.severity)),
            Piece::File(finding) => head.summary.add(finding.severity),
        }
        each(piece)
    };
    for finding in findings {
        if give(Piece::File(finding.of_file())).is_break() {
            return Ok(head);
        }
    }
    let mut reading = Reading {
        walker: Walker::new(frame(&start, options)),
        checker: Checker::new(version, options.now, !options.compat),
        ledger: Ledger::new(kind, None),
        model,
        items: 0,
    };
    cutter.skip(start.root.1, Some(kind));
    if !start.empty {
        reading.read(&mut cutter, &mut give)?;
    }
    if !start.empty && reading.items == 0 {
        // There is nothing left to stop.
        let _ = give(Piece::File(no_items(&start.tree, kind)));
    }
    Ok(head)
}

struct Reading {
    walker: Walker,
    checker: Checker,
    ledger: Ledger,
    model: &'static Model,
    items: u64,
}

impl Reading {
    fn read<R: Read>(
        &mut self,
        cutter: &mut Cutter<R>,
        give: &mut dyn FnMut(Piece<'_>) -> ControlFlow<()>,
    ) -> Result<(), Box<Finding>> {
        let mut next = cutter.next();
        let mut on = ControlFlow::Continue(());
        while let Some(mut batch) = next {
            batch.before = self.items;
            let closed = self.walker.closed();
            let (checker, ledger, model) = (&mut self.checker, &mut self.ledger, self.model);
            let (items, stop) = self.walker.walk(&mut batch, closed, |met| {
                let Met::Element(tree) = met else { return };
                let mut checked = element(tree, model, checker);
                if on.is_break() || !checked.item {
                    return;
                }
                ledger.take(&mut checked.outcome, &checked.path, checked.pos);
                on = give(Piece::Item(tree, checked.outcome.findings));
            });
            self.items += items;
            if on.is_break() {
                return Ok(());
            }
            let fault = match &stop {
                Stop::Broken(error) => Some(Box::new(broken(error, self.walker.tree()))),
                _ => None,
            };
            batch.text = self.walker.unload();
            next = match (fault, stop) {
                (Some(fault), _) => return Err(fault),
                (None, Stop::Within(at)) => Some(cutter.join(batch, at)),
                _ => {
                    cutter.recycle(batch.text);
                    cutter.next()
                }
            };
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Severity, names};

    /// Identifiers with whether something critical was found, and how the reading ended.
    type Seen = (Vec<(String, bool)>, Result<Head, Box<Finding>>);

    fn identifiers(file: &str) -> Seen {
        let mut seen = Vec::new();
        let head = items(file.as_bytes(), &Options::default(), |piece| {
            if let Piece::Item(tree, findings) = piece {
                let id = tree.first(tree.root(), names::IATI_IDENTIFIER).map_or("", |id| tree.text(id));
                seen.push((id.to_owned(), findings.iter().any(|f| f.severity == Severity::Critical)));
            }
            ControlFlow::Continue(())
        });
        (seen, head)
    }

    #[test]
    fn an_item_that_is_hidden_in_an_extension_does_not_stop_the_reading() {
        let inner = "<x:a xmlns:x='urn:x'><iati-activity></iati-activity></x:a>";
        let one =
            |id| format!("<iati-activity><iati-identifier>{id}</iati-identifier>{inner}</iati-activity>");
        let file = format!("<iati-activities version='2.03'>{}{}</iati-activities>", one("A"), one("B"));
        let (seen, head) = identifiers(&file);
        assert!(head.is_ok());
        assert_eq!(seen.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["A", "B"]);
        // The schema asks for more than an identifier.
        assert!(seen.iter().all(|(_, critical)| *critical));
    }

    #[test]
    fn what_cannot_be_read_on_is_an_error_with_its_place() {
        let file =
            "<iati-activities version='2.03'>\n<iati-activity></iati-activity>\n<iati-activity><a></b>";
        let (seen, head) = identifiers(file);
        assert_eq!(seen.len(), 1);
        let fault = head.unwrap_err();
        assert_eq!((fault.id, fault.pos.line), (RuleId::NOT_XML, 3));
        assert_eq!(identifiers("<iati-activities version='1.05'/>").1.unwrap_err().id, RuleId::VERSION);
        assert_eq!(identifiers("<html/>").1.unwrap_err().id, RuleId::NOT_IATI);
    }
}
