//! The model of one version. That of 2.03 is written down; older ones are made of it once, when a file asks for one.

use std::sync::LazyLock;

use super::older::{CHANGES, NEW_GLOBALS, Was, old_global};
use super::{Attribute, Child, Content, Kind, Type};
use crate::names::Name;
use crate::version::Version;

/// What files of one kind and version hold.
#[derive(Debug)]
pub struct Model {
    /// The kind of file.
    pub kind: Kind,
    root: &'static Type,
    globals: &'static [(Name, &'static Type)],
    later: Vec<Later>,
}

/// What a later version changed in a shape.
#[derive(Debug)]
struct Later {
    shape: &'static Type,
    was: Was,
    since: Version,
}

static NEWEST: [Model; 2] = [Model::newest(Kind::Activities), Model::newest(Kind::Organisations)];

static OLDER: [[LazyLock<Model>; 2]; 2] = [
    [
        LazyLock::new(|| Model::older(Kind::Activities, Version::V201)),
        LazyLock::new(|| Model::older(Kind::Organisations, Version::V201)),
    ],
    [
        LazyLock::new(|| Model::older(Kind::Activities, Version::V202)),
        LazyLock::new(|| Model::older(Kind::Organisations, Version::V202)),
    ],
];

impl Model {
    /// The model of a kind of file in a version.
    pub fn of(kind: Kind, version: Version) -> &'static Self {
        match version {
            Version::V201 => &OLDER[0][kind as usize],
            Version::V202 => &OLDER[1][kind as usize],
            Version::V203 => &NEWEST[kind as usize],
        }
    }

    /// The shape of the root element.
    pub fn root(&self) -> &'static Type {
        self.root
    }

    /// The shape of an element that the schema declares on its own, as it is checked inside an extension.
    pub fn global(&self, name: Name) -> Option<&'static Type> {
        self.globals.iter().find(|(known, _)| *known == name).map(|(_, shape)| *shape)
    }

    /// The version that changed this in an element of a shape, where it is later than that of the model.
    pub fn since(&self, shape: &Type, was: Was) -> Option<Version> {
        let asked = |later: &&Later| later.was == was && std::ptr::eq(later.shape, shape);
        self.later.iter().find(asked).map(|later| later.since)
    }

    const fn newest(kind: Kind) -> Self {
        Self { kind, root: kind.root(), globals: kind.globals(), later: Vec::new() }
    }

    fn older(kind: Kind, version: Version) -> Self {
        let mut past = Past { version, made: Vec::new(), later: Vec::new() };
        let root = past.shape(kind.root());
        let new = |name: Name| NEW_GLOBALS.iter().any(|(since, new)| *since > version && *new == name);
        let kept = kind.globals().iter().copied().filter(|(name, _)| !new(*name));
        let globals: Vec<_> =
            kept.chain([old_global(kind)]).map(|(name, shape)| (name, past.shape(shape))).collect();
        Self { kind, root, globals: globals.leak(), later: past.later }
    }
}

/// Takes changes back. Shapes live as long as the program, like those of 2.03: there are some twenty.
struct Past {
    version: Version,
    /// Shapes of 2.03 with what they were.
    made: Vec<(&'static Type, &'static Type)>,
    later: Vec<Later>,
}

impl Past {
    /// The shape that an element of 2.03 had: the same one, where neither it nor anything inside was changed.
    fn shape(&mut self, newest: &'static Type) -> &'static Type {
        if let Some((_, made)) = self.made.iter().find(|(from, _)| std::ptr::eq(*from, newest)) {
            return made;
        }
        let content = self.content(newest.content);
        let changes: Vec<(Version, Was)> = CHANGES
            .iter()
            .filter(|(since, shape, _)| *since > self.version && std::ptr::eq(*shape, newest))
            .flat_map(|(since, _, was)| was.iter().map(|was| (*since, *was)))
            .collect();
        let made = match content {
            None if changes.is_empty() => newest,
            content => self.make(Type { content: content.unwrap_or(newest.content), ..*newest }, &changes),
        };
        self.made.push((newest, made));
        made
    }

    /// The same children with the shapes they had; `None` where no shape was changed.
    fn content(&mut self, newest: Content) -> Option<Content> {
        let Content::Elements(places) = newest else { return None };
        let children: Vec<Child> =
            places.iter().map(|place| Child { shape: self.shape(place.shape), ..*place }).collect();
        let changed = children.iter().zip(places).any(|(was, is)| !std::ptr::eq(was.shape, is.shape));
        changed.then(|| Content::Elements(children.leak()))
    }

    fn make(&mut self, mut shape: Type, changes: &[(Version, Was)]) -> &'static Type {
        let mut attributes = shape.attributes.to_vec();
        changes.iter().for_each(|(_, was)| take_back(&mut attributes, *was));
        shape.attributes = attributes.leak();
        if let Content::Elements(places) = shape.content {
            let mut children = places.to_vec();
            changes.iter().for_each(|(_, was)| turn_back(&mut children, *was));
            shape.content = Content::Elements(children.leak());
        }
        let shape: &'static Type = Box::leak(Box::new(shape));
        self.later.extend(changes.iter().map(|(since, was)| Later { shape, was: *was, since: *since }));
        shape
    }
}

/// Undoes one change of the children.
fn turn_back(children: &mut Vec<Child>, was: Was) {
    match was {
        Was::NoChild(name) => children.retain(|child| child.name != name),
        Was::Once(name) => {
            children.iter_mut().filter(|child| child.name == name).for_each(|child| child.many = false);
        }
        Was::ExtensionsLast => children.sort_by_key(|child| child.name == Name::FOREIGN),
        Was::NoAttribute(_) | Was::Must(_) => {}
    }
}

/// Undoes one change of the attributes.
fn take_back(attributes: &mut Vec<Attribute>, was: Was) {
    match was {
        Was::NoAttribute(name) => attributes.retain(|attribute| attribute.name != name),
        Was::Must(name) => {
            attributes.iter_mut().filter(|it| it.name == name).for_each(|it| it.required = true);
        }
        Was::NoChild(_) | Was::Once(_) | Was::ExtensionsLast => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names;

    #[test]
    fn every_change_speaks_of_something_that_2_03_has() {
        for (version, shape, all) in CHANGES {
            let Content::Elements(places) = shape.content else { panic!("{shape:?} has no children") };
            for was in *all {
                let known = match was {
                    Was::NoChild(name) => places.iter().any(|place| place.name == *name),
                    Was::Once(name) => places.iter().any(|place| place.name == *name && place.many),
                    Was::NoAttribute(name) => shape.attributes.iter().any(|it| it.name == *name),
                    Was::Must(name) => shape.attributes.iter().any(|it| it.name == *name && !it.required),
                    Was::ExtensionsLast => places.last().is_some_and(|last| last.name != Name::FOREIGN),
                };
                assert!(known, "{} {was:?} in {shape:?}", version.as_str());
            }
        }
    }

    #[test]
    fn what_did_not_change_is_one_shape_in_all_versions() {
        for kind in [Kind::Activities, Kind::Organisations] {
            let newest = Model::of(kind, Version::V203);
            for model in [Version::V201, Version::V202].map(|version| Model::of(kind, version)) {
                let shapes = |name| [model, newest].map(|model| model.global(name).expect("it is declared"));
                let [was, is] = shapes(names::REPORTING_ORG);
                assert!(std::ptr::eq(was, is));
                let [was, is] = shapes(kind.root_name());
                assert!(!std::ptr::eq(was, is) && std::ptr::eq(was, model.root()));
            }
        }
    }

    #[test]
    fn a_model_knows_what_came_later() {
        let model = Model::of(Kind::Activities, Version::V201);
        let activity = model.global(names::IATI_ACTIVITY).expect("it is declared");
        let since = |was| model.since(activity, was);
        assert_eq!(since(Was::NoChild(names::TAG)), Some(Version::V203));
        assert_eq!(since(Was::NoAttribute(names::HUMANITARIAN)), Some(Version::V202));
        assert_eq!(since(Was::NoAttribute(names::TAG)), None);
        assert_eq!(since(Was::NoChild(names::SECTOR)), None);
    }
}
