//! Where an activity is: countries, regions, places.

use super::element::element;
use super::{Code, Decimal, Narrative, Plain, Text, Value};

element! {
    /// `recipient-country` of an activity.
    RecipientCountry {
        attributes {
            /// Code of list Country.
            code: String = CODE,
            /// Its part of the whole, 0 to 100.
            percentage: Value<Decimal> = PERCENTAGE,
        }
        elements {
            /// What is to be said of it.
            narratives: Vec<Narrative> = NARRATIVE,
        }
    }
}

element! {
    /// `recipient-country` of a transaction, a document or a budget.
    Country {
        attributes {
            /// Code of list Country.
            code: String = CODE,
        }
        elements {
            /// What is to be said of it.
            narratives: Vec<Narrative> = NARRATIVE,
        }
    }
}

element! {
    /// `recipient-region` of an activity.
    RecipientRegion {
        attributes {
            /// Code of the vocabulary.
            code: String = CODE,
            /// Code of list RegionVocabulary; none is 1, of the OECD.
            vocabulary: String = VOCABULARY,
            /// Address of a vocabulary of one's own.
            vocabulary_uri: String = VOCABULARY_URI,
            /// Its part of the whole, 0 to 100.
            percentage: Value<Decimal> = PERCENTAGE,
        }
        elements {
            /// What is to be said of it.
            narratives: Vec<Narrative> = NARRATIVE,
        }
    }
}

element! {
    /// `recipient-region` of a transaction.
    Region {
        attributes {
            /// Code of the vocabulary.
            code: String = CODE,
            /// Code of list RegionVocabulary; none is 1, of the OECD.
            vocabulary: String = VOCABULARY,
            /// Address of a vocabulary of one's own.
            vocabulary_uri: String = VOCABULARY_URI,
        }
        elements {
            /// What is to be said of it.
            narratives: Vec<Narrative> = NARRATIVE,
        }
    }
}

element! {
    /// `location`: a place of an activity.
    Location {
        attributes {
            /// A name by which results refer to it.
            reference: String = REF,
        }
        elements {
            /// Code of list GeographicLocationReach: whether the work or its users are there.
            location_reach: Option<Code> = LOCATION_REACH,
            /// Its codes in gazetteers.
            location_ids: Vec<LocationId> = LOCATION_ID,
            /// Its name.
            name: Option<Text> = NAME,
            /// What it is.
            description: Option<Text> = DESCRIPTION,
            /// What is done there.
            activity_description: Option<Text> = ACTIVITY_DESCRIPTION,
            /// The administrative units it belongs to.
            administratives: Vec<Administrative> = ADMINISTRATIVE,
            /// Its coordinates.
            point: Option<Point> = POINT,
            /// Code of list GeographicExactness.
            exactness: Option<Code> = EXACTNESS,
            /// Code of list GeographicLocationClass.
            location_class: Option<Code> = LOCATION_CLASS,
            /// Code of list LocationType.
            feature_designation: Option<Code> = FEATURE_DESIGNATION,
        }
    }
}

element! {
    /// `location-id`: the code of a place in a gazetteer.
    LocationId {
        attributes {
            /// The code.
            code: String = CODE,
            /// Code of list GeographicVocabulary.
            vocabulary: String = VOCABULARY,
        }
    }
}

element! {
    /// `administrative`: an administrative unit.
    Administrative {
        attributes {
            /// The code.
            code: String = CODE,
            /// Code of list GeographicVocabulary.
            vocabulary: String = VOCABULARY,
            /// Level of the unit, 0 the country.
            level: Value<i64> = LEVEL,
        }
    }
}

element! {
    /// `point`: coordinates.
    Point {
        attributes {
            /// The system of coordinates.
            srs_name: String = SRS_NAME,
        }
        elements {
            /// Latitude and longitude in degrees, a blank between.
            pos: Option<Plain> = POS,
        }
    }
}

impl Point {
    /// The name of the one system of coordinates that the standard has.
    pub const WGS84: &'static str = "http://www.opengis.net/def/crs/EPSG/0/4326";

    /// A point by latitude and longitude in degrees.
    pub fn new(latitude: Decimal, longitude: Decimal) -> Self {
        let pos = format!("{latitude} {longitude}");
        Self { srs_name: Some(Self::WGS84.to_owned()), pos: Some(pos.as_str().into()), ..Self::default() }
    }

    /// Latitude and longitude in degrees, where the point has two numbers.
    pub fn coordinates(&self) -> Option<(Decimal, Decimal)> {
        let mut numbers = self.pos.as_ref()?.text.split_whitespace();
        let pair = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
        numbers.next().is_none().then_some(pair)
    }
}

impl RecipientCountry {
    /// A country that the whole activity is for, code of list Country.
    pub fn new(code: &str) -> Self {
        Self { code: Some(code.to_owned()), ..Self::default() }
    }
}
