//! How dates are written on screen and, by the rule of Decree 30/2020, on paper.

use jiff::civil::{Date, DateTime, Time};

use crate::{Lang, message, text};

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9",
    "month-10", "month-11", "month-12",
];
const WEEKDAYS: [&str; 7] =
    ["weekday-1", "weekday-2", "weekday-3", "weekday-4", "weekday-5", "weekday-6", "weekday-7"];

/// A date on screen: «07/11/2025», "7 November 2025".
#[must_use]
pub fn date(lang: Lang, date: Date) -> String {
    let (day, month, year) = (date.day(), date.month(), date.year());
    match lang {
        Lang::Vi | Lang::Km => format!("{day:02}/{month:02}/{year}"),
        Lang::En => format!("{day} {} {year}", month_name(lang, month)),
    }
}

/// A date as documents write it: «ngày 07 tháng 11 năm 2025».
///
/// Decree 30/2020/NĐ-CP, Annex I: days under 10 and months 1 and 2 take a
/// leading zero, so «tháng 4» but «tháng 02».
#[must_use]
pub fn date_long(lang: Lang, date: Date) -> String {
    match lang {
        Lang::Vi | Lang::Km => format!(
            "ngày {} tháng {} năm {}",
            document_day(date.day()),
            document_month(date.month()),
            date.year()
        ),
        Lang::En => crate::date(lang, date),
    }
}

/// A day as documents write it: under 10 with a leading zero.
#[must_use]
pub fn document_day(day: i8) -> String {
    format!("{day:02}")
}

/// A month as documents write it: only 1 and 2 take a leading zero.
#[must_use]
pub fn document_month(month: i8) -> String {
    if month <= 2 { format!("0{month}") } else { month.to_string() }
}

/// Day and month where the year is known: «04/11», "4 November".
#[must_use]
pub fn day_month(lang: Lang, date: Date) -> String {
    match lang {
        Lang::Vi | Lang::Km => format!("{:02}/{:02}", date.day(), date.month()),
        Lang::En => format!("{} {}", date.day(), month_name(lang, date.month())),
    }
}

/// A month of a year: «tháng 11/2025», "November 2025".
#[must_use]
pub fn month_year(lang: Lang, date: Date) -> String {
    let joint = if lang == Lang::Vi { '/' } else { ' ' };
    format!("{}{joint}{}", month_name(lang, date.month()), date.year())
}

/// The day's name: «Thứ Sáu», "Friday".
#[must_use]
pub fn weekday(lang: Lang, date: Date) -> &'static str {
    let index = date.weekday().to_monday_zero_offset();
    WEEKDAYS.get(usize::from(index.unsigned_abs())).map_or("", |key| text(lang, key))
}

/// Hours and minutes: «09:12».
#[must_use]
pub fn time(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// A moment, to the minute: «09:12 ngày 07/11/2025», "09:12, 7 November 2025".
/// The caller has chosen the time zone.
#[must_use]
pub fn date_time(lang: Lang, moment: DateTime) -> String {
    message::format(
        lang,
        "date-time",
        &[("time", time(moment.time()).into()), ("date", date(lang, moment.date()).into())],
    )
}

/// Days until `due`: «Còn 7 ngày», «Hôm nay», «Quá hạn 3 ngày».
#[must_use]
pub fn relative_days(lang: Lang, due: Date, today: Date) -> String {
    let days = i64::from((due - today).get_days());
    match days {
        0 => text(lang, "due-today").to_owned(),
        1.. => message::format(lang, "due-left", &[("days", days.into())]),
        _ => message::format(lang, "due-late", &[("days", (-days).into())]),
    }
}

fn month_name(lang: Lang, month: i8) -> &'static str {
    let index = usize::from(month.unsigned_abs()).wrapping_sub(1);
    MONTHS.get(index).map_or("", |key| text(lang, key))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;

    #[test]
    fn dates_on_screen() {
        let due = day(2025, 11, 7);
        assert_eq!(date(Lang::Vi, due), "07/11/2025");
        assert_eq!(date(Lang::Km, due), "07/11/2025");
        assert_eq!(date(Lang::En, due), "7 November 2025");
        assert_eq!(day_month(Lang::Vi, day(2025, 11, 4)), "04/11");
        assert_eq!(day_month(Lang::En, day(2025, 11, 4)), "4 November");
        assert_eq!(month_year(Lang::Vi, due), "tháng 11/2025");
        assert_eq!(month_year(Lang::En, due), "November 2025");
    }

    #[test]
    fn documents_pad_days_under_ten_and_the_first_two_months() {
        let cases = [
            (day(2021, 4, 23), "ngày 23 tháng 4 năm 2021"),
            (day(2025, 11, 7), "ngày 07 tháng 11 năm 2025"),
            (day(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
            (day(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
            (day(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        ];
        for (date, long) in cases {
            assert_eq!(date_long(Lang::Vi, date), long);
        }
        assert_eq!(date_long(Lang::En, day(2021, 4, 23)), "23 April 2021");
    }

    #[test]
    fn weekdays_begin_on_monday() {
        assert_eq!(weekday(Lang::Vi, day(2025, 11, 3)), "Thứ Hai");
        assert_eq!(weekday(Lang::Vi, day(2025, 11, 9)), "Chủ nhật");
        assert_eq!(weekday(Lang::En, day(2025, 11, 7)), "Friday");
    }

    #[test]
    fn lateness_is_said_in_days() {
        let today = day(2025, 11, 7);
        let cases = [
            (day(2025, 11, 4), "Quá hạn 3 ngày", "3 days overdue"),
            (day(2025, 11, 6), "Quá hạn 1 ngày", "1 day overdue"),
            (day(2025, 11, 7), "Hôm nay", "Today"),
            (day(2025, 11, 8), "Còn 1 ngày", "1 day left"),
            (day(2025, 11, 14), "Còn 7 ngày", "7 days left"),
            (day(2025, 12, 31), "Còn 54 ngày", "54 days left"),
        ];
        for (due, vi, en) in cases {
            assert_eq!(relative_days(Lang::Vi, due, today), vi);
            assert_eq!(relative_days(Lang::En, due, today), en);
        }
    }

    #[test]
    fn a_moment_is_said_to_the_minute() {
        let moment = day(2025, 11, 4).at(9, 12, 59, 0);
        assert_eq!(date_time(Lang::Vi, moment), "09:12 ngày 04/11/2025");
        assert_eq!(date_time(Lang::En, moment), "09:12, 4 November 2025");
    }
}
