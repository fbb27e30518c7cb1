//! What can break the schema, as findings with words filled in later.

use crate::finding::{Args, Category, FINDINGS_MAX, Finding, RuleId, Severity};
use crate::model::{Simple, Was};
use crate::tree::Attr;
use crate::{NodeId, Tree, Version};

/// A fault of structure at an element or attribute.
pub(crate) enum Problem<'p> {
    /// The parent has no such child.
    Unexpected {
        /// The element around.
        parent: &'p str,
        /// What may stand here.
        expected: String,
    },
    /// A later version of the standard sees no fault here.
    Later {
        /// What it changed.
        was: Was,
        /// That version.
        since: Version,
    },
    /// It stands behind an element that must follow it.
    Order {
        /// The element that it must precede.
        before: &'p str,
    },
    /// It stands twice where once is allowed.
    Repeated {
        /// The element around.
        parent: &'p str,
    },
    /// A child is missing.
    Missing {
        /// The child.
        child: &'p str,
    },
    /// Text where only elements stand.
    Text,
    /// An element where only a value stands.
    InValue {
        /// The element with the value.
        parent: &'p str,
    },
    /// An attribute is missing.
    AttributeMissing {
        /// The attribute.
        name: &'p str,
    },
    /// The element has no such attribute.
    AttributeUnknown,
    /// `xsi:nil` or `xsi:type`, which the standard does not use.
    Instance,
    /// The value is not of its type.
    Value(Simple),
}

impl Problem<'_> {
    fn key(&self) -> &'static str {
        match self {
            Self::Unexpected { .. } => "schema-unexpected",
            Self::Later { was, .. } => match was {
                Was::Once(_) => "schema-since-many",
                Was::Must(_) => "schema-since-absent",
                Was::NoChild(_) | Was::NoAttribute(_) | Was::ExtensionsLast => "schema-since",
            },
            Self::Order { .. } => "schema-order",
            Self::Repeated { .. } => "schema-repeated",
            Self::Missing { .. } => "schema-missing",
            Self::Text => "schema-text",
            Self::InValue { .. } => "schema-in-value",
            Self::AttributeMissing { .. } => "schema-attribute-missing",
            Self::AttributeUnknown => "schema-attribute-unknown",
            Self::Instance => "schema-instance",
            Self::Value(simple) => match simple {
                Simple::Decimal => "schema-decimal",
                Simple::Date => "schema-date",
                Simple::DateTime => "schema-date-time",
                Simple::Boolean => "schema-boolean",
                Simple::Uri => "schema-uri",
                Simple::Int => "schema-int",
                Simple::NonNegative => "schema-non-negative",
                Simple::Positive => "schema-positive",
                Simple::NmToken | Simple::Str => "schema-word",
                Simple::Lang => "schema-lang",
                Simple::Space => "schema-space",
                Simple::Id => "schema-id",
            },
        }
    }

    fn args(self, name: &str, element: &str, value: &str) -> Args {
        let mut args = vec![("name", name.to_owned()), ("element", element.to_owned())];
        match self {
            Self::Unexpected { parent, expected } => {
                args.extend([("parent", parent.to_owned()), ("expected", expected)]);
            }
            Self::Order { before } => args.push(("before", before.to_owned())),
            Self::Repeated { parent } | Self::InValue { parent } => args.push(("parent", parent.to_owned())),
            Self::Missing { child } => args.push(("child", child.to_owned())),
            Self::AttributeMissing { name } => args.push(("attribute", name.to_owned())),
            Self::Value(_) | Self::Text => args.push(("value", value.to_owned())),
            Self::Later { was, since } => {
                let name = was.name().as_str().to_owned();
                return vec![("name", name), ("since", since.as_str().to_owned())];
            }
            Self::AttributeUnknown | Self::Instance => {}
        }
        args
    }

    /// At an element.
    pub fn report(self, tree: &Tree, id: NodeId, out: &mut Vec<Finding>) {
        if out.len() >= FINDINGS_MAX {
            return;
        }
        let name = tree.raw_name(id);
        let key = self.key();
        let args = self.args(name, name, tree.text(id));
        out.push(Finding { message: key, ..schema(tree.path(id), tree.pos(id), args) });
    }

    /// At an attribute.
    pub fn report_attribute(self, tree: &Tree, id: NodeId, attribute: &Attr<'_>, out: &mut Vec<Finding>) {
        if out.len() >= FINDINGS_MAX {
            return;
        }
        let key = self.key();
        let args = self.args(attribute.raw_name, tree.raw_name(id), attribute.value);
        let path = format!("{}/@{}", tree.path(id), attribute.raw_name);
        out.push(Finding { message: key, ..schema(path, tree.place(attribute.at as usize), args) });
    }
}

/// A finding about the structure.
pub(crate) fn schema(path: String, pos: crate::Pos, args: Args) -> Finding {
    Finding::new(RuleId::SCHEMA, Severity::Critical, Category::Schema, path, pos, args)
}
