//! A hundred workbooks as they arrive in November: edited, mangled, renamed, forged.
//!
//! Each case names what must be found in it. The workbook they start from is a clean report, so
//! whatever is found was put there. Helpers edit the zip file part by part; [`cases`] is also used
//! to write the files to disk for other tools.
pub mod book;
pub mod files;
pub mod meta;
pub mod structure;
pub mod values;

type Make = Box<dyn Fn(&[u8]) -> Vec<u8>>;

/// One hostile file.
pub struct Case {
    pub name: String,
    /// What was done, without its parameters.
    pub kind: &'static str,
    /// Codes that must be among the findings. Empty: the file must be read as if nothing happened.
    pub codes: Vec<&'static str>,
    /// Whether the report must be read as it was sent, cell by cell.
    pub whole: bool,
    make: Make,
}

impl Case {
    fn new(
        kind: &'static str,
        parameter: &str,
        codes: &[&'static str],
        make: impl Fn(&[u8]) -> Vec<u8> + 'static,
    ) -> Self {
        let name = if parameter.is_empty() { kind.to_owned() } else { format!("{kind}-{parameter}") };
        Self { name, kind, codes: codes.to_vec(), whole: false, make: Box::new(make) }
    }

    /// Nothing of the report may be lost.
    fn whole(mut self) -> Self {
        self.whole = true;
        self
    }

    /// The bytes of the file, made from a clean workbook.
    pub fn bytes(&self, clean: &[u8]) -> Vec<u8> {
        (self.make)(clean)
    }
}

/// All cases, each with its own name.
pub fn cases() -> Vec<Case> {
    let mut all = files::cases();
    all.extend(meta::cases());
    all.extend(structure::cases());
    all.extend(values::cases());
    all
}
