//! Whom to ask.

use super::{Plain, Text};
use crate::typed::element::element;

element! {
    /// `contact-info`: how to reach somebody about an activity.
    ContactInfo {
        attributes {
            /// Code of list ContactType.
            kind: String = TYPE,
        }
        elements {
            /// Organisation.
            organisation: Option<Text> = ORGANISATION,
            /// Department.
            department: Option<Text> = DEPARTMENT,
            /// Name of the person.
            person_name: Option<Text> = PERSON_NAME,
            /// What the person does.
            job_title: Option<Text> = JOB_TITLE,
            /// Telephone numbers.
            telephones: Vec<Plain> = TELEPHONE,
            /// Addresses of mail.
            emails: Vec<Plain> = EMAIL,
            /// Addresses of sites.
            websites: Vec<Plain> = WEBSITE,
            /// Addresses of post.
            mailing_addresses: Vec<Text> = MAILING_ADDRESS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn there_may_be_many_ways_to_reach_somebody() {
        let it: ContactInfo = round_trip(concat!(
            r#"<contact-info type="1"><job-title><narrative>Head</narrative></job-title>"#,
            r#"<email>a@x.example</email><email>b@x.example</email><mailing-address>"#,
            r#"<narrative>1 Hàng Bài</narrative></mailing-address></contact-info>"#
        ));
        assert_eq!(
            it.emails.iter().map(|email| email.text.as_str()).collect::<Vec<_>>(),
            ["a@x.example", "b@x.example"]
        );
    }
}
