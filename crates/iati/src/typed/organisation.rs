//! The organisation file: an organisation, its budgets and expenditure.

use super::element::element;
use super::{
    Country, DateTime, IsoDate, Money, Narrative, OrganisationDocumentLink, Plain, RecipientOrg,
    ReportingOrg, Text, Value,
};

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

element! {
    /// `total-budget`: a budget as a whole.
    TotalBudget {
        attributes {
            /// Code of list BudgetStatus: 1 indicative, 2 committed.
            status: String = STATUS,
        }
        elements {
            /// First day.
            period_start: Option<IsoDate> = PERIOD_START,
            /// Last day.
            period_end: Option<IsoDate> = PERIOD_END,
            /// How much.
            value: Option<Money> = VALUE,
            /// Its parts.
            budget_lines: Vec<BudgetLine> = BUDGET_LINE,
        }
    }
}

element! {
    /// `recipient-org-budget`: a budget for another organisation.
    RecipientOrgBudget {
        attributes {
            /// Code of list BudgetStatus: 1 indicative, 2 committed.
            status: String = STATUS,
        }
        elements {
            /// For whom.
            recipient_org: Option<RecipientOrg> = RECIPIENT_ORG,
            /// First day.
            period_start: Option<IsoDate> = PERIOD_START,
            /// Last day.
            period_end: Option<IsoDate> = PERIOD_END,
            /// How much.
            value: Option<Money> = VALUE,
            /// Its parts.
            budget_lines: Vec<BudgetLine> = BUDGET_LINE,
        }
    }
}

element! {
    /// `recipient-region-budget`: a budget for a region.
    RecipientRegionBudget {
        attributes {
            /// Code of list BudgetStatus: 1 indicative, 2 committed.
            status: String = STATUS,
        }
        elements {
            /// For which region.
            recipient_region: Option<BudgetRegion> = RECIPIENT_REGION,
            /// First day.
            period_start: Option<IsoDate> = PERIOD_START,
            /// Last day.
            period_end: Option<IsoDate> = PERIOD_END,
            /// How much.
            value: Option<Money> = VALUE,
            /// Its parts.
            budget_lines: Vec<BudgetLine> = BUDGET_LINE,
        }
    }
}

element! {
    /// `recipient-region` of a budget.
    BudgetRegion {
        attributes {
            /// Code of list RegionVocabulary; none is 1, of the OECD.
            vocabulary: String = VOCABULARY,
            /// Address of a vocabulary of one's own.
            vocabulary_uri: String = VOCABULARY_URI,
            /// Code of the vocabulary.
            code: String = CODE,
        }
        elements {
            /// What is to be said of it.
            narratives: Vec<Narrative> = NARRATIVE,
        }
    }
}

element! {
    /// `recipient-country-budget`: a budget for a country.
    RecipientCountryBudget {
        attributes {
            /// Code of list BudgetStatus: 1 indicative, 2 committed.
            status: String = STATUS,
        }
        elements {
            /// For which country.
            recipient_country: Option<Country> = RECIPIENT_COUNTRY,
            /// First day.
            period_start: Option<IsoDate> = PERIOD_START,
            /// Last day.
            period_end: Option<IsoDate> = PERIOD_END,
            /// How much.
            value: Option<Money> = VALUE,
            /// Its parts.
            budget_lines: Vec<BudgetLine> = BUDGET_LINE,
        }
    }
}

element! {
    /// `total-expenditure`: what was spent in a time.
    TotalExpenditure {
        elements {
            /// First day.
            period_start: Option<IsoDate> = PERIOD_START,
            /// Last day.
            period_end: Option<IsoDate> = PERIOD_END,
            /// How much.
            value: Option<Money> = VALUE,
            /// Its parts.
            expense_lines: Vec<BudgetLine> = EXPENSE_LINE,
        }
    }
}

element! {
    /// `budget-line` or `expense-line`: a part of a budget or expenditure.
    BudgetLine {
        attributes {
            /// The publisher's own number.
            reference: String = REF,
        }
        elements {
            /// How much.
            value: Option<Money> = VALUE,
            /// What it is for.
            narratives: Vec<Narrative> = NARRATIVE,
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
