//! How the workbook looks: white cells are typed, grey ones are not; numbers on the right.
use domain::form::Kind;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

const FONT: &str = "Times New Roman";
const SIZE: f64 = 11.0;
/// Headings, locked cells, lines: pale tints that print well in black and white.
const HEAD: Color = Color::RGB(0x00D9_E7E4);
const LOCKED: Color = Color::RGB(0x00EC_EFEE);
const LINE: Color = Color::RGB(0x009A_A8A4);
const INK2: Color = Color::RGB(0x0048_5653);
pub(super) const BAD: Color = Color::RGB(0x00A5_211B);

/// Decimals of money are shown only where there are any; see `grid`.
pub(super) const MONEY: &str = "#,##0";
pub(super) const MONEY_EXACT: &str = "#,##0.######";

/// One look for each way in which a kind of value is shown.
pub(super) struct Kinds {
    text: Format,
    date: Format,
    money: Format,
    amount: Format,
    count: Format,
    percent: Format,
    year: Format,
}

impl Kinds {
    fn of(base: &Format) -> Self {
        let right = base.clone().set_align(FormatAlign::Right);
        Self {
            // «@» keeps 1/2 and 0123 as they were typed.
            text: base.clone().set_num_format("@").set_text_wrap(),
            date: right.clone().set_num_format("dd/mm/yyyy"),
            money: right.clone().set_num_format(MONEY),
            amount: right.clone().set_num_format("#,##0.00"),
            count: right.clone().set_num_format("#,##0"),
            percent: right.clone().set_num_format("0.0%"),
            year: right.set_num_format("0"),
        }
    }

    pub(super) fn of_kind(&self, kind: Kind) -> &Format {
        match kind {
            Kind::Text | Kind::Project | Kind::Area | Kind::Place | Kind::Choice => &self.text,
            Kind::Date => &self.date,
            Kind::Money => &self.money,
            Kind::Amount => &self.amount,
            Kind::Count => &self.count,
            Kind::Percent => &self.percent,
            Kind::Year => &self.year,
        }
    }
}

pub(super) struct Style {
    pub(super) plain: Format,
    pub(super) title: Format,
    pub(super) caption: Format,
    pub(super) demo: Format,
    pub(super) head: Format,
    pub(super) head_en: Format,
    pub(super) wrapped: Format,
    pub(super) wrapped_en: Format,
    pub(super) tick: Format,
    pub(super) number: Format,
    /// Large white cell of a narrative section.
    pub(super) body: Format,
    pub(super) open: Kinds,
    pub(super) locked: Kinds,
    pub(super) total: Kinds,
    pub(super) last_year: Kinds,
    /// «Cộng» and «Năm trước», which reach into the next column.
    pub(super) total_label: Format,
    pub(super) last_year_label: Format,
    pub(super) exact: Format,
}

impl Style {
    pub(super) fn new() -> Self {
        let plain = Format::new().set_font_name(FONT).set_font_size(SIZE);
        let ruled =
            plain.clone().set_border(FormatBorder::Thin).set_border_color(LINE).set_align(FormatAlign::Top);
        let head = ruled
            .clone()
            .set_bold()
            .set_background_color(HEAD)
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        let total = ruled.clone().set_bold().set_background_color(HEAD);
        let last_year = ruled.clone().set_italic().set_font_color(INK2).set_background_color(LOCKED);
        let wrapped = plain.clone().set_text_wrap().set_align(FormatAlign::Top);
        Self {
            title: plain.clone().set_bold().set_font_size(14),
            caption: plain.clone().set_font_color(INK2),
            demo: plain.clone().set_bold().set_font_color(BAD),
            head_en: head.clone().unset_bold().set_italic().set_font_size(9).set_font_color(INK2),
            head,
            wrapped_en: wrapped.clone().set_italic().set_font_size(10).set_font_color(INK2),
            wrapped,
            tick: ruled.clone().set_unlocked().set_align(FormatAlign::Center),
            number: ruled.clone().set_background_color(LOCKED).set_align(FormatAlign::Center),
            body: ruled.clone().set_unlocked().set_text_wrap(),
            open: Kinds::of(&ruled.clone().set_unlocked()),
            locked: Kinds::of(&ruled.set_background_color(LOCKED)),
            total: Kinds::of(&total),
            last_year: Kinds::of(&last_year),
            total_label: total,
            last_year_label: last_year,
            exact: Format::new().set_num_format(MONEY_EXACT),
            plain,
        }
    }
}

/// Width of a column in characters.
pub(super) fn width(kind: Kind, first_text: bool) -> f64 {
    match kind {
        Kind::Text if first_text => 36.0,
        Kind::Text => 22.0,
        Kind::Project => 14.0,
        Kind::Area => 24.0,
        Kind::Place => 26.0,
        Kind::Choice => 20.0,
        Kind::Date => 12.0,
        Kind::Money | Kind::Amount => 14.0,
        Kind::Count => 11.0,
        Kind::Percent | Kind::Year => 9.0,
    }
}
