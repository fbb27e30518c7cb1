//! The organisation of an organisation file.

use super::{
    OrganisationDocumentLink, Plain, RecipientCountryBudget, RecipientOrgBudget, RecipientRegionBudget,
    ReportingOrg, Text, TotalBudget, TotalExpenditure,
};
use crate::typed::element::element;
use crate::typed::{DateTime, Value};

element! {
    /// `iati-organisation`: an organisation and its money by year.
    Organisation {
        attributes {
            /// When it was last changed.
            last_updated_datetime: Value<DateTime> = LAST_UPDATED_DATETIME,
            /// Language of narratives that name none.
            lang: String = XML_LANG,
            /// Currency of amounts that name none.
            default_currency: String = DEFAULT_CURRENCY,
        }
        elements {
            /// Its identifier.
            organisation_identifier: Option<Plain> = ORGANISATION_IDENTIFIER,
            /// Its name.
            name: Option<Text> = NAME,
            /// Who publishes this.
            reporting_org: Option<ReportingOrg> = REPORTING_ORG,
            /// Budgets as a whole.
            total_budgets: Vec<TotalBudget> = TOTAL_BUDGET,
            /// Budgets by recipient organisation.
            recipient_org_budgets: Vec<RecipientOrgBudget> = RECIPIENT_ORG_BUDGET,
            /// Budgets by region.
            recipient_region_budgets: Vec<RecipientRegionBudget> = RECIPIENT_REGION_BUDGET,
            /// Budgets by country.
            recipient_country_budgets: Vec<RecipientCountryBudget> = RECIPIENT_COUNTRY_BUDGET,
            /// What was spent.
            total_expenditures: Vec<TotalExpenditure> = TOTAL_EXPENDITURE,
            /// Documents.
            document_links: Vec<OrganisationDocumentLink> = DOCUMENT_LINK,
        }
    }
}

impl Organisation {
    /// An organisation that has an identifier and nothing else.
    pub fn new(identifier: &str) -> Self {
        Self { organisation_identifier: Some(identifier.into()), ..Self::default() }
    }

    /// Its identifier without white space at its ends; empty where it has none.
    pub fn identifier(&self) -> &str {
        self.organisation_identifier.as_ref().map_or("", |it| it.text.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn an_organisation_has_an_identifier_and_a_name() {
        let it: Organisation = round_trip(concat!(
            r#"<iati-organisation default-currency="EUR"><organisation-identifier>DE-1"#,
            r#"</organisation-identifier><name><narrative>BMZ</narrative></name>"#,
            r#"</iati-organisation>"#
        ));
        assert_eq!(it.identifier(), "DE-1");
        assert_eq!(it.name, Some("BMZ".into()));
        assert_eq!(Organisation::new("DE-1").organisation_identifier, it.organisation_identifier);
    }
}
