//! Whom to ask.

use super::element::element;
use super::{Plain, Text};

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
