//! Places.

use super::{Code, Plain, Text};
use crate::typed::element::element;
use crate::typed::{Decimal, Value};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_place_has_coordinates() {
        let it: Location = round_trip(concat!(
            r#"<location ref="a"><location-reach code="1"/>"#,
            r#"<location-id code="1562822" vocabulary="G1"/><name><narrative>Huế</narrative>"#,
            r#"</name><administrative code="VN" vocabulary="A4" level="0"/>"#,
            r#"<point srsName="http://www.opengis.net/def/crs/EPSG/0/4326">"#,
            r#"<pos>16.4637 107.5909</pos></point><exactness code="1"/></location>"#
        ));
        let point = it.point.unwrap();
        let (north, east) = point.coordinates().unwrap();
        assert_eq!((north.to_string(), east.to_string()), ("16.4637".to_owned(), "107.5909".to_owned()));
        assert_eq!(Point::new(north, east), point);
        assert_eq!(Point { pos: Some("16.4637,107.5909".into()), ..Point::default() }.coordinates(), None);
    }
}
