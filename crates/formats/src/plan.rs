//! The plan as a file: the official text read into its tree, the data file, the document again.
use domain::plan::{Plan, PlanFinding, PlanText};

mod body;
mod decode;
mod docx;
mod foot;
mod head;
mod lines;
mod paper;

pub use paper::{paper, paper_of_text};

/// Reads a plan as it was received: plain text (UTF-8 or UTF-16) or a Word document of the same
/// layout. `name` is only used to tell people which file is meant.
///
/// What cannot be read is said in the findings; the text holds whatever could be, and is `None`
/// for a file that is no plan at all.
pub fn read(bytes: &[u8], name: &str) -> (Option<PlanText>, Vec<PlanFinding>) {
    match decode::decode(bytes, name) {
        Ok((text, mut findings)) => {
            let (plan, more) = read_text(&text);
            findings.extend(more);
            (plan, findings)
        }
        Err(refused) => (None, vec![*refused]),
    }
}

/// Reads the text of a plan into a tree by the numbering of Decree 30/2020: I. → 1. → a) → -.
///
/// A line that holds only `|` ends a cell of the title or signature table. Sentences broken over
/// lines are joined, numbers broken off from their titles too, and all text is composed (NFC).
pub fn read_text(text: &str) -> (Option<PlanText>, Vec<PlanFinding>) {
    let (lines, mut findings) = lines::lines(text);
    let Some(parts) = lines::split(&lines) else {
        findings.push(PlanFinding::error(
            "not-a-plan",
            "Không tìm thấy dòng «KẾ HOẠCH» và mục I.; đây không phải văn bản kế hoạch.",
            "No line “KẾ HOẠCH” and no section I. were found; this is not the text of a plan.",
        ));
        return (None, findings);
    };
    let mut plan = PlanText::default();
    head::read(&parts, &mut plan, &mut findings);
    let rest = body::read(parts.body, &mut plan, &mut findings);
    foot::read(rest, &mut plan, &mut findings);
    body::summarise(&mut plan, &mut findings);
    (Some(plan), findings)
}

/// Reads `data/plans/*.toml`.
///
/// # Errors
/// One finding with the line where the file stops making sense.
pub fn load(toml: &str) -> Result<Plan, Box<PlanFinding>> {
    toml::from_str(toml).map_err(|e| {
        let line = e.span().map(|s| toml[..s.start.min(toml.len())].lines().count().max(1));
        let mut finding = PlanFinding::error(
            "plan-file",
            format!("Tệp kế hoạch không đọc được: {}.", e.message()),
            format!("The plan file cannot be read: {}.", e.message()),
        );
        finding.line = line;
        Box::new(finding)
    })
}

#[cfg(test)]
mod tests;
