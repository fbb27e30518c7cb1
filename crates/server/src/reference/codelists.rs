//! Code lists that needs, outlines and calls choose from: `data/codelists/*.csv`.
use std::path::Path;

use anyhow::{anyhow, bail};
use domain::need::PeopleCode;
use domain::words::Words;

use super::files;

pub struct Codelists {
    /// Peoples with the list their code comes from.
    pub peoples: Vec<(PeopleCode, Words)>,
    /// Sustainable development goals, 1 to 17.
    pub goals: Vec<(u8, Words)>,
    /// DAC purpose codes with their English names, by code.
    purposes: Vec<(String, String)>,
    /// Countries by their ISO 3166-1 alpha-2 code, in the order of codes.
    pub countries: Vec<(String, Words)>,
}

impl Codelists {
    pub(super) fn load(data: Option<&Path>) -> anyhow::Result<Self> {
        let found = files("codelists/", data)?;
        let rows = |name: &str, width: usize, mark: char| -> anyhow::Result<Vec<Vec<String>>> {
            let name = format!("codelists/{name}.csv");
            let (_, content) =
                found.iter().find(|(n, _)| *n == name).ok_or_else(|| anyhow!("{name} is missing"))?;
            let lines = content.lines().enumerate().skip(1);
            lines
                .map(|(n, line)| {
                    let cells: Vec<String> = line.split(mark).map(|c| c.trim().to_owned()).collect();
                    if cells.len() != width {
                        bail!("{name}: line {} has no {width} cells", n + 1)
                    }
                    Ok(cells)
                })
                .collect()
        };
        let people = |c: &Vec<String>| {
            (PeopleCode { list: c[0].clone(), code: c[1].clone() }, Words::new(c[2].as_str(), c[3].as_str()))
        };
        let country = |c: &Vec<String>| (c[0].clone(), Words::new(c[1].as_str(), c[2].as_str()));
        let goal =
            |c: &Vec<String>| anyhow::Ok((c[0].parse::<u8>()?, Words::new(c[1].as_str(), c[2].as_str())));
        let mut countries: Vec<(String, Words)> = rows("countries", 3, ';')?.iter().map(country).collect();
        countries.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(Self {
            peoples: rows("ethnic-groups", 4, ',')?.iter().map(people).collect(),
            goals: rows("sdg", 3, ';')?.iter().map(goal).collect::<Result<_, _>>()?,
            purposes: rows("dac-purposes", 2, ';')?
                .into_iter()
                .map(|mut c| (c.swap_remove(0), c.swap_remove(0)))
                .collect(),
            countries,
        })
    }

    pub fn goal(&self, number: u8) -> Option<&Words> {
        self.goals.iter().find(|(n, _)| *n == number).map(|(_, w)| w)
    }

    pub fn country(&self, code: &str) -> Option<&Words> {
        let at = self.countries.binary_search_by(|(c, _)| c.as_str().cmp(code)).ok()?;
        Some(&self.countries[at].1)
    }

    /// English name of a DAC purpose code; the standard has no Vietnamese one.
    pub fn purpose(&self, code: &str) -> Option<&str> {
        let at = self.purposes.binary_search_by(|(c, _)| c.as_str().cmp(code)).ok()?;
        Some(self.purposes[at].1.as_str())
    }
}
