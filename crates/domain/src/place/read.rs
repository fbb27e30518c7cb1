//! The two CSV files of a province, read without any library: no quotes, no commas in names.
use std::collections::HashMap;

use jiff::civil::Date;
use thiserror::Error;

use super::{Place, PlaceCode, PlaceKind, Places, Point, Successor};
use crate::words::Words;

/// A line of a data file that cannot be used. Lines count from 1, the heading included.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PlaceFault {
    #[error("{file}:{line}: {expected} columns expected, {found} found")]
    Columns { file: &'static str, line: usize, expected: usize, found: usize },
    #[error("{file}:{line}: {column} cannot be read: {value:?}")]
    Value { file: &'static str, line: usize, column: &'static str, value: String },
    #[error("{file}:{line}: {code} is not a known place")]
    Unknown { file: &'static str, line: usize, code: PlaceCode },
    #[error("{file}:{line}: {code} stands here a second time")]
    Twice { file: &'static str, line: usize, code: PlaceCode },
}

const PLACES: &str = "places.csv";
const SUCCESSORS: &str = "successors.csv";

pub(super) fn places(places_csv: &str, successors_csv: &str) -> Result<Places, Vec<PlaceFault>> {
    let mut faults = Vec::new();
    let mut out = Places::default();
    let mut lines = HashMap::new();
    for (line, result) in rows::<10>(PLACES, places_csv).map(|(n, row)| (n, row.and_then(|r| place(n, r)))) {
        match result {
            Ok(place) if out.index.contains_key(&place.code) => {
                faults.push(PlaceFault::Twice { file: PLACES, line, code: place.code });
            }
            Ok(place) => {
                lines.insert(place.code.clone(), line);
                out.index.insert(place.code.clone(), out.all.len());
                out.all.push(place);
            }
            Err(fault) => faults.push(fault),
        }
    }
    faults.extend(orphans(&out, &lines));
    for (line, result) in rows::<3>(SUCCESSORS, successors_csv) {
        match result.and_then(|r| successor(line, r, &out)) {
            Ok(edge) => out.edges.push(edge),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(out) } else { Err(faults) }
}

/// Units whose parent is not in the file.
fn orphans(places: &Places, lines: &HashMap<PlaceCode, usize>) -> Vec<PlaceFault> {
    let parent = |p: &Place| p.parent.as_ref().map(|c| PlaceCode::new(&p.code.system, c));
    let missing = |p: &Place| parent(p).filter(|code| places.get(code).is_none());
    places
        .all
        .iter()
        .filter_map(|p| missing(p).map(|code| (lines.get(&p.code).copied().unwrap_or(0), code)))
        .map(|(line, code)| PlaceFault::Unknown { file: PLACES, line, code })
        .collect()
}

type Numbered<T> = (usize, Result<T, PlaceFault>);

/// Lines after the heading, split into exactly `N` cells.
fn rows<'a, const N: usize>(
    file: &'static str,
    text: &'a str,
) -> impl Iterator<Item = Numbered<[&'a str; N]>> + 'a {
    let body = text.lines().enumerate().skip(1).filter(|(_, l)| !l.trim().is_empty());
    body.map(move |(i, l)| {
        let cells: Vec<&str> = l.split(',').map(str::trim).collect();
        let found = cells.len();
        let row = cells.try_into();
        (i + 1, row.map_err(|_| PlaceFault::Columns { file, line: i + 1, expected: N, found }))
    })
}

fn place(line: usize, row: [&str; 10]) -> Result<Place, PlaceFault> {
    let [system, code, kind, vi, en, parent, from, to, lat, lon] = row;
    let bad = |column: &'static str, value: &str| PlaceFault::Value {
        file: PLACES,
        line,
        column,
        value: value.to_owned(),
    };
    let day = |column, text: &str| match text {
        "" => Ok(None),
        t => t.parse::<Date>().map(Some).map_err(|_| bad(column, t)),
    };
    if vi.is_empty() {
        return Err(bad("name_vi", vi));
    }
    Ok(Place {
        code: PlaceCode::new(system, code),
        kind: PlaceKind::from_code(kind).ok_or_else(|| bad("kind", kind))?,
        name: Words::new(vi, en),
        parent: (!parent.is_empty()).then(|| parent.to_owned()),
        valid_from: day("valid_from", from)?,
        valid_to: day("valid_to", to)?,
        point: match (lat, lon) {
            ("", "") => None,
            _ => Some(Point {
                lat_e5: degrees_e5(lat).ok_or_else(|| bad("lat", lat))?,
                lon_e5: degrees_e5(lon).ok_or_else(|| bad("lon", lon))?,
            }),
        },
    })
}

/// "9.28998" → 928998. At most five decimals; no floating point.
fn degrees_e5(text: &str) -> Option<i32> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or((1, whole), |d| (-1, d));
    if digits.is_empty() || part.len() > 5 || !digits.chars().chain(part.chars()).all(|c| c.is_ascii_digit())
    {
        return None;
    }
    let number: i32 = format!("{digits}{part:0<5}").parse().ok()?;
    (number <= 18_000_000).then_some(sign * number)
}

fn successor(line: usize, row: [&str; 3], places: &Places) -> Result<Successor, PlaceFault> {
    let [old, new, split] = row;
    let known = |system: &str, code: &str| {
        let code = PlaceCode::new(system, code);
        match places.get(&code) {
            Some(_) => Ok(code),
            None => Err(PlaceFault::Unknown { file: SUCCESSORS, line, code }),
        }
    };
    Ok(Successor {
        old: known("2021", old)?,
        new: known("2025", new)?,
        split: match split {
            "0" => false,
            "1" => true,
            other => {
                let value = other.to_owned();
                return Err(PlaceFault::Value { file: SUCCESSORS, line, column: "split", value });
            }
        },
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HEAD: &str = "system,code,kind,name_vi,name_en,parent,valid_from,valid_to,lat,lon\n";

    fn faults(places_csv: &str, edges: &str) -> Vec<String> {
        let read = places(&format!("{HEAD}{places_csv}"), &format!("old,new,split\n{edges}"));
        read.err().unwrap_or_default().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn all_faults_are_told_at_once_with_their_lines() {
        let told = faults(
            "2021,96,province,Cà Mau,Ca Mau,,,,,\n2021,1,hamlet,A,A,96,,,,\n2021,2,ward,B,B,7,,,,\n2021,3,ward\n",
            "2,96,0\n",
        );
        assert_eq!(
            told,
            [
                "places.csv:3: kind cannot be read: \"hamlet\"",
                "places.csv:5: 10 columns expected, 3 found",
                "places.csv:4: 2021:7 is not a known place",
                "successors.csv:2: 2025:96 is not a known place",
            ]
        );
    }

    #[test]
    fn a_code_stands_once_in_its_system() {
        let row = "2021,96,province,Cà Mau,Ca Mau,,,,,\n";
        assert_eq!(faults(&format!("{row}{row}"), ""), ["places.csv:3: 2021:96 stands here a second time"]);
    }

    #[test]
    fn degrees_are_read_without_rounding() {
        assert_eq!(degrees_e5("9.27"), Some(927_000));
        assert_eq!(degrees_e5("105.71181"), Some(10_571_181));
        assert_eq!(degrees_e5("-0.5"), Some(-50_000));
        for wrong in ["", ".", "9,27", "9.123456", "1e3", "999", "9.-7", "đ"] {
            assert_eq!(degrees_e5(wrong), None, "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn arbitrary_text_never_panics(a in "\\PC*\\n\\PC*", b in "\\PC*\\n[0-9,]*") {
            let _ = places(&a, &b);
        }
    }
}
