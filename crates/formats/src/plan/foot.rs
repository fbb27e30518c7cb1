//! The end of a plan: signature and recipients.
use domain::plan::{PlanFinding, PlanText};

use super::lines::{Line, cells, is_caps, join};

const AUTHORITIES: [&str; 5] = ["KT.", "TM.", "TL.", "TUQ.", "Q."];

pub(super) fn read(lines: &[Line], plan: &mut PlanText, findings: &mut Vec<PlanFinding>) {
    for cell in cells(lines) {
        let recipients = cell.iter().position(|l| l.text.starts_with("Nơi nhận"));
        let signature = cell.iter().position(|l| is_caps(&l.text));
        match (recipients, signature) {
            // Without cell marks both stand one below the other.
            (Some(r), Some(s)) if r < s => {
                plan.recipients = list(&cell[r + 1..s]);
                sign(&cell[s..], plan);
            }
            (Some(r), Some(s)) => {
                sign(&cell[s..r], plan);
                plan.recipients = list(&cell[r + 1..]);
            }
            (Some(r), None) => plan.recipients = list(&cell[r + 1..]),
            (None, Some(s)) if plan.signer.is_empty() => sign(&cell[s..], plan),
            _ => {}
        }
    }
    if plan.signer.is_empty() {
        findings.push(PlanFinding::error(
            "no-signer",
            "Không tìm thấy người ký kế hoạch.",
            "The signer of the plan was not found.",
        ));
    }
}

/// Authority and post in capitals, then the name.
fn sign(lines: &[&Line], plan: &mut PlanText) {
    for text in lines.iter().map(|l| l.text.as_str()) {
        if AUTHORITIES.iter().any(|a| text.starts_with(a)) {
            plan.signature.authority.push(text.to_owned());
        } else if is_caps(text) {
            join(&mut plan.signature.post, text);
        } else if text.starts_with(char::is_uppercase) && plan.signer.is_empty() {
            text.clone_into(&mut plan.signer);
        }
    }
}

/// «- …;» lines, broken ones joined, without dashes and stops.
fn list(lines: &[&Line]) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for text in lines.iter().map(|l| l.text.as_str()) {
        match (text.strip_prefix('-'), items.last_mut()) {
            (None, Some(last)) => join(last, text),
            (opened, _) => items.push(opened.unwrap_or(text).trim().to_owned()),
        }
    }
    for item in &mut items {
        item.truncate(item.trim_end_matches([';', '.', ' ']).len());
    }
    items
}
