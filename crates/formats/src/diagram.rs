//! A procedure drawn as SVG, for one sheet of A4: the main way down the middle, what leaves it
//! to the right, what skips or goes back along the left.
use std::fmt::Write;

use domain::procedure::{Actor, Clock, RuleSet, Step, Unit};
use domain::words::Words;
use lang::Lang;

mod layout;

use layout::{Edge, Layout, Side};

const WIDTH: i32 = 800;
const HEAD: i32 = 84;
const PITCH: i32 = 100;
const BOX_HEIGHT: i32 = 62;
/// Left edge and width of the boxes of each column.
const MAIN: (i32, i32) = (190, 226);
const ASIDE: (i32, i32) = (600, 184);
/// Letters that fit a line of a label, of a box.
const LABEL_LETTERS: usize = 19;
const BOX_LETTERS: usize = 36;
const ASIDE_LETTERS: usize = 29;
/// Lines that fit a box.
const LINES: usize = 4;

/// The diagram, its words in one language. The same rules give the same bytes.
pub fn svg(rules: &RuleSet, lang: Lang) -> String {
    let layout = Layout::of(rules);
    let height = (HEAD + PITCH * layout.rows).max(WIDTH * 297 / 210);
    let pen = Pen { rules, lang };
    let mut out = String::new();
    let title = escaped(pen.words(&rules.title));
    _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"210mm\" height=\"297mm\" viewBox=\"0 0 {WIDTH} {height}\" \
         role=\"img\" font-family=\"'Noto Sans','DejaVu Sans',sans-serif\" font-size=\"10\" fill=\"#1b2a33\">\n\
         <title>{title}</title>\n\
         <defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" \
         orient=\"auto\"><path d=\"M0 0 8 4 0 8z\" fill=\"#44606e\"/></marker></defs>\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>\n"
    );
    pen.head(&mut out);
    for edge in &layout.edges {
        pen.edge(&mut out, &layout, edge);
    }
    for step in &rules.steps {
        pen.step(&mut out, &layout, step);
    }
    out.push_str("</svg>\n");
    out
}

struct Pen<'r> {
    rules: &'r RuleSet,
    lang: Lang,
}

impl Pen<'_> {
    fn words<'w>(&self, words: &'w Words) -> &'w str {
        if self.lang == Lang::En { &words.en } else { &words.vi }
    }

    fn pick(&self, vi: &'static str, en: &'static str) -> &'static str {
        if self.lang == Lang::En { en } else { vi }
    }

    fn head(&self, out: &mut String) {
        let title = self.words(&self.rules.title);
        _ = writeln!(
            out,
            "<text x=\"24\" y=\"34\" font-size=\"17\" font-weight=\"700\">{}</text>",
            escaped(title)
        );
        let from = self.rules.from.map(|d| format!("{:02}/{:02}/{}", d.day(), d.month(), d.year()));
        let force = from.map(|d| format!(" · {} {d}", self.pick("hiệu lực từ", "in force from")));
        let line = format!("{}{}", self.rules.instrument, force.unwrap_or_default());
        _ = writeln!(out, "<text x=\"24\" y=\"52\">{}</text>", escaped(&line));
        let unsure = self
            .pick("Khung nét đứt: chưa có căn cứ, cần xác nhận.", "Dashed: no source yet, to be confirmed.");
        _ = writeln!(out, "<text x=\"24\" y=\"67\" fill=\"#7a4b00\">{unsure}</text>");
    }

    fn step(&self, out: &mut String, layout: &Layout, step: &Step) {
        let Some(place) = layout.place(&step.id) else { return };
        let ((x, width), y) = (column(place.side), top(place.row));
        let (fill, line) = if step.end { ("#e6f0ea", "#2f6b4a") } else { ("#f4f8fb", "#2d5d7b") };
        let dashed = if step.confirmed { "" } else { " stroke-dasharray=\"5 3\"" };
        let round = if step.end { 24 } else { 5 };
        _ = writeln!(
            out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{BOX_HEIGHT}\" rx=\"{round}\" fill=\"{fill}\" \
             stroke=\"{line}\" stroke-width=\"1.3\"{dashed}/>"
        );
        let letters = if place.side == Side::Main { BOX_LETTERS } else { ASIDE_LETTERS };
        let mut lines = vec![(12, 700, wrapped(self.words(&step.title), letters - 8))];
        let actors: Vec<&str> = step.actor.iter().map(|a| self.actor(*a)).collect();
        lines.push((10, 400, wrapped(&actors.join("; "), letters)));
        let clocks = step.clocks.iter().filter_map(|id| self.rules.clock(id)).filter_map(|c| self.clock(c));
        let clocks: Vec<String> = clocks.collect();
        lines.push((10, 400, wrapped(&clocks.join("; "), letters + 4)));
        lines.push((9, 400, wrapped(&step.article, letters + 6)));
        let flat: Vec<_> = lines
            .into_iter()
            .flat_map(|(size, weight, l)| l.into_iter().map(move |t| (size, weight, t)))
            .take(LINES)
            .collect();
        let count = i32::try_from(flat.len()).unwrap_or(1);
        let mut at = y + (BOX_HEIGHT - count * 14) / 2 + 12;
        for (size, weight, text) in flat.iter().filter(|(_, _, t)| !t.is_empty()) {
            let middle = x + width / 2;
            _ = writeln!(
                out,
                "<text x=\"{middle}\" y=\"{at}\" text-anchor=\"middle\" font-size=\"{size}\" \
                 font-weight=\"{weight}\">{}</text>",
                escaped(text)
            );
            at += 14;
        }
    }

    fn actor(&self, actor: Actor) -> &'static str {
        match actor {
            Actor::CaseApprover => self.pick("Người có thẩm quyền phê duyệt", "Competent authority"),
            Actor::Role(role) => self.pick(role.words().0, role.words().1),
        }
    }

    /// "20 ngày", and which kind of day.
    fn clock(&self, clock: &Clock) -> Option<String> {
        let unit = match clock.unit? {
            Unit::Calendar => self.pick("ngày", "days"),
            Unit::Working => self.pick("ngày làm việc", "working days"),
            Unit::Months => self.pick("tháng", "months"),
        };
        let mark = if clock.confirmed { "" } else { self.pick(" (cần xác nhận)", " (to be confirmed)") };
        Some(format!("{} {unit}{mark}", clock.length?))
    }

    fn edge(&self, out: &mut String, layout: &Layout, edge: &Edge) {
        let Some(drawn) = layout.draw(edge) else { return };
        _ = writeln!(
            out,
            "<path d=\"{}\" fill=\"none\" stroke=\"#44606e\" stroke-width=\"1.2\" marker-end=\"url(#tip)\"/>",
            drawn.path
        );
        let lines = wrapped(self.words(&edge.title), LABEL_LETTERS.max(drawn.letters));
        let rise = i32::try_from(lines.len().saturating_sub(1)).unwrap_or(0) * 11;
        for (n, text) in (0i32..).zip(&lines) {
            let y = drawn.label.1 - if drawn.above { rise } else { 0 } + n * 11;
            _ = writeln!(
                out,
                "<text x=\"{}\" y=\"{y}\" text-anchor=\"{}\" font-size=\"9\" fill=\"#33474f\" stroke=\"#fff\" \
                 stroke-width=\"2.5\" paint-order=\"stroke\">{}</text>",
                drawn.label.0,
                drawn.anchor,
                escaped(text)
            );
        }
    }
}

fn column(side: Side) -> (i32, i32) {
    if side == Side::Main { MAIN } else { ASIDE }
}

fn top(row: i32) -> i32 {
    HEAD + row * PITCH
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Lines of at most so many letters, cut between words.
fn wrapped(text: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decree() -> RuleSet {
        toml::from_str(include_str!("../../../data/rules/nd-80-2020.toml")).unwrap()
    }

    #[test]
    fn every_step_and_every_way_is_drawn() {
        let rules = decree();
        let drawn = svg(&rules, Lang::Vi);
        let exits: usize = rules.steps.iter().map(|s| s.exits.len()).sum();
        assert_eq!(drawn.matches("marker-end").count(), exits);
        assert_eq!(drawn.matches("<rect").count(), rules.steps.len() + 1);
        assert!(drawn.contains("20 ngày"));
        assert!(svg(&rules, Lang::En).contains("20 days"));
    }

    #[test]
    fn no_two_boxes_lie_on_each_other() {
        let rules = decree();
        let layout = Layout::of(&rules);
        let mut seen = std::collections::HashSet::new();
        for step in &rules.steps {
            let place = layout.place(&step.id).unwrap();
            assert!(seen.insert((place.side == Side::Main, place.row)), "{}", step.id);
        }
    }

    #[test]
    fn words_of_the_data_cannot_break_the_drawing() {
        let mut rules = decree();
        rules.steps[0].title.vi = "<b> & \"x\"".to_owned();
        let drawn = svg(&rules, Lang::Vi);
        assert!(drawn.contains("&lt;b&gt; &amp; &quot;x&quot;") && !drawn.contains("<b>"));
    }
}
