//! The activity.

use super::{
    ActivityDate, Budget, CapitalSpend, Code, Conditions, ContactInfo, CountryBudgetItems, CrsAdd,
    DefaultAidType, Description, DocumentLink, Fss, HumanitarianScope, LegacyData, Location, Money,
    OtherIdentifier, ParticipatingOrg, Plain, PlannedDisbursement, PolicyMarker, RecipientCountry,
    RecipientRegion, RelatedActivity, ReportingOrg, ResultElement, Sector, Tag, Text, Transaction,
};
use crate::typed::element::element;
use crate::typed::{Date, DateTime, Value};

element! {
    /// `iati-activity`: what a donor or an agency does, in one file entry.
    Activity {
        attributes {
            /// When it was last changed.
            last_updated_datetime: Value<DateTime> = LAST_UPDATED_DATETIME,
            /// Language of narratives that name none.
            lang: String = XML_LANG,
            /// Currency of amounts that name none.
            default_currency: String = DEFAULT_CURRENCY,
            /// Whether the whole of it is humanitarian.
            humanitarian: Value<bool> = HUMANITARIAN,
            /// Level among the publisher's activities, 1 the highest.
            hierarchy: Value<i64> = HIERARCHY,
            /// Address of its linked data.
            linked_data_uri: String = LINKED_DATA_URI,
            /// Code of list BudgetNotProvided: why there is no budget.
            budget_not_provided: String = BUDGET_NOT_PROVIDED,
        }
        elements {
            /// Its identifier, the same for ever and nowhere else.
            iati_identifier: Option<Plain> = IATI_IDENTIFIER,
            /// Who publishes it.
            reporting_org: Option<ReportingOrg> = REPORTING_ORG,
            /// Its title.
            title: Option<Text> = TITLE,
            /// What it is about, in several kinds.
            descriptions: Vec<Description> = DESCRIPTION,
            /// Who takes part.
            participating_orgs: Vec<ParticipatingOrg> = PARTICIPATING_ORG,
            /// Identifiers that others gave it.
            other_identifiers: Vec<OtherIdentifier> = OTHER_IDENTIFIER,
            /// Code of list ActivityStatus.
            activity_status: Option<Code> = ACTIVITY_STATUS,
            /// When it begins and ends, planned and actual.
            activity_dates: Vec<ActivityDate> = ACTIVITY_DATE,
            /// Whom to ask.
            contact_infos: Vec<ContactInfo> = CONTACT_INFO,
            /// Code of list ActivityScope.
            activity_scope: Option<Code> = ACTIVITY_SCOPE,
            /// Countries it is for.
            recipient_countries: Vec<RecipientCountry> = RECIPIENT_COUNTRY,
            /// Regions of the world it is for.
            recipient_regions: Vec<RecipientRegion> = RECIPIENT_REGION,
            /// Places it is at.
            locations: Vec<Location> = LOCATION,
            /// What it is about, by sector.
            sectors: Vec<Sector> = SECTOR,
            /// Further classifications.
            tags: Vec<Tag> = TAG,
            /// Its place in the budget of the country.
            country_budget_items: Option<CountryBudgetItems> = COUNTRY_BUDGET_ITEMS,
            /// Emergencies and appeals it answers.
            humanitarian_scopes: Vec<HumanitarianScope> = HUMANITARIAN_SCOPE,
            /// Policies it serves.
            policy_markers: Vec<PolicyMarker> = POLICY_MARKER,
            /// Code of list CollaborationType.
            collaboration_type: Option<Code> = COLLABORATION_TYPE,
            /// Code of list FlowType for transactions that name none.
            default_flow_type: Option<Code> = DEFAULT_FLOW_TYPE,
            /// Code of list FinanceType for transactions that name none.
            default_finance_type: Option<Code> = DEFAULT_FINANCE_TYPE,
            /// Types of aid for transactions that name none.
            default_aid_types: Vec<DefaultAidType> = DEFAULT_AID_TYPE,
            /// Code of list TiedStatus for transactions that name none.
            default_tied_status: Option<Code> = DEFAULT_TIED_STATUS,
            /// Budgets.
            budgets: Vec<Budget> = BUDGET,
            /// Disbursements that are planned.
            planned_disbursements: Vec<PlannedDisbursement> = PLANNED_DISBURSEMENT,
            /// How much of it is capital expenditure.
            capital_spend: Option<CapitalSpend> = CAPITAL_SPEND,
            /// Commitments, disbursements and other movements of money.
            transactions: Vec<Transaction> = TRANSACTION,
            /// Documents.
            document_links: Vec<DocumentLink> = DOCUMENT_LINK,
            /// Other activities, as parts of it for instance.
            related_activities: Vec<RelatedActivity> = RELATED_ACTIVITY,
            /// Values of the publisher's own system.
            legacy_data: Vec<LegacyData> = LEGACY_DATA,
            /// Conditions of the aid.
            conditions: Option<Conditions> = CONDITIONS,
            /// Results, planned and achieved.
            results: Vec<ResultElement> = RESULT,
            /// What the creditor reporting system of the OECD asks besides.
            crs_add: Option<CrsAdd> = CRS_ADD,
            /// Forward spending survey.
            fss: Option<Fss> = FSS,
        }
    }
}

impl Activity {
    /// An activity that has an identifier and nothing else.
    pub fn new(identifier: &str) -> Self {
        Self { iati_identifier: Some(identifier.into()), ..Self::default() }
    }

    /// Its identifier without white space at its ends; empty where it has none.
    pub fn identifier(&self) -> &str {
        self.iati_identifier.as_ref().map_or("", |it| it.text.trim())
    }

    /// The currency of an amount in it, code of list Currency: its own, or the default.
    pub fn currency<'a>(&'a self, money: &'a Money) -> Option<&'a str> {
        money.currency.as_deref().or(self.default_currency.as_deref())
    }

    /// Its date of a kind, code of list ActivityDateType.
    pub fn date(&self, kind: &str) -> Option<Date> {
        let date = self.activity_dates.iter().find(|date| date.kind.as_deref() == Some(kind))?;
        date.date.as_ref()?.good().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn an_activity_is_known_by_its_identifier() {
        let it: Activity = round_trip(concat!(
            r#"<iati-activity xml:lang="en" default-currency="USD" hierarchy="1">"#,
            r#"<iati-identifier>A-1-2</iati-identifier><title><narrative>T</narrative></title>"#,
            r#"<activity-date type="2" iso-date="2025-01-01"/></iati-activity>"#
        ));
        assert_eq!(it.identifier(), "A-1-2");
        assert_eq!((it.date("2"), it.date("1")), (Date::new(2025, 1, 1), None));
        assert_eq!(it.currency(&Money::default()), Some("USD"));
        let euro = Money { currency: Some("EUR".to_owned()), ..Money::default() };
        assert_eq!(it.currency(&euro), Some("EUR"));
        assert_eq!(Activity::new("A-1-2").iati_identifier, it.iati_identifier);
    }
}
