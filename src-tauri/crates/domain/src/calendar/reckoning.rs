//! Deadlines: the day on which a period begins is not counted; months end on the day of the same
//! number, or on the month's last where there is none; an end on a day of rest moves to the first day
//! after the rest. Source: 民法典 (2021-01-01) 第201、202、203条, written for civil law and applied here
//! by analogy: no law says it of suggestions, so the day before it was moved stays known.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::calendar::Almanac;

/// In what a period is counted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Unit {
    /// 月
    #[serde(rename = "月")]
    Month,
    /// 工作日
    #[serde(rename = "工作日")]
    Workday,
    /// 日
    #[serde(rename = "日")]
    Day,
    /// 季度: quarters of the calendar. What is wanted once in a quarter is due by the end of the next.
    #[serde(rename = "季度")]
    Quarter,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 4] = [Self::Month, Self::Workday, Self::Day, Self::Quarter];

    /// The unit as rules write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Month => "月",
            Self::Workday => "工作日",
            Self::Day => "日",
            Self::Quarter => "季度",
        }
    }

    /// From its word; 个月 and 天 are understood as well.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        match word.trim() {
            "月" | "个月" => Some(Self::Month),
            "工作日" | "个工作日" => Some(Self::Workday),
            "日" | "天" | "自然日" => Some(Self::Day),
            "季度" | "个季度" | "季" => Some(Self::Quarter),
            _ => None,
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The end of a period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deadline {
    /// The last day.
    pub due: NaiveDate,
    /// The day on which the period itself ends, before it was moved over days of rest.
    pub unrolled: NaiveDate,
    /// Years that it rests on and that are not known (尚未载入): there weekends alone counted.
    pub unknown: Vec<i32>,
}

impl Deadline {
    /// A day that somebody wrote: it rests on no calendar.
    #[must_use]
    pub fn written(due: NaiveDate) -> Self {
        Self {
            due,
            unrolled: due,
            unknown: Vec::new(),
        }
    }

    /// The day of the period itself, where a holiday or a weekend moved its end.
    #[must_use]
    pub fn moved_from(&self) -> Option<NaiveDate> {
        (self.unrolled != self.due).then_some(self.unrolled)
    }

    /// 期满之日2026-10-01是休息日，顺延.
    #[must_use]
    pub fn moved_in_words(&self) -> Option<String> {
        let day = self.moved_from()?;
        Some(format!(
            "期满之日 {day} 是休息日，顺延到 {}（类推民法典第二百零三条）",
            self.due
        ))
    }

    /// Said beside the day where a year is not known.
    #[must_use]
    pub fn remark(&self) -> Option<String> {
        let years: Vec<String> = self.unknown.iter().map(ToString::to_string).collect();
        (!years.is_empty()).then(|| format!("{}年放假安排尚未载入，只按周末推算", years.join("、")))
    }
}

impl Almanac {
    /// Years between two days, both included, of which nothing is known.
    #[must_use]
    pub fn unknown_years(&self, from: NaiveDate, to: NaiveDate) -> Vec<i32> {
        (from.year()..=to.year())
            .filter(|it| !self.knows(*it))
            .collect()
    }

    /// The last day of a period that begins on `from`.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use domain::calendar::{Almanac, Unit};
    ///
    /// let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    /// let end = |from: &str, count, unit| Almanac::delivered().after(day(from), count, unit).due;
    /// assert_eq!(end("2025-11-30", 3, Unit::Month), day("2026-02-28"), "the month's last day");
    /// assert_eq!(end("2026-07-02", 3, Unit::Month), day("2026-10-08"), "after the holiday");
    /// assert_eq!(end("2026-09-30", 5, Unit::Workday), day("2026-10-13"), "working days alone");
    /// ```
    #[must_use]
    pub fn after(&self, from: NaiveDate, count: u32, unit: Unit) -> Deadline {
        let unrolled = match unit {
            Unit::Month => from.checked_add_months(Months::new(count)).unwrap_or(from),
            Unit::Day => from
                .checked_add_days(Days::new(u64::from(count)))
                .unwrap_or(from),
            Unit::Quarter => end_of_quarter(from, count),
            Unit::Workday => {
                let mut left = count;
                let mut due = from;
                for day in from.iter_days().skip(1) {
                    if left == 0 {
                        break;
                    }
                    if self.is_workday(day) {
                        left -= 1;
                    }
                    due = day;
                }
                due
            }
        };
        // Months and days only ask whether the last day is one of rest. A quarter ends with its last
        // day, whether people work on it or not.
        let (due, asked) = match unit {
            Unit::Month | Unit::Day => {
                let due = self.workday_from(unrolled);
                (due, due)
            }
            Unit::Quarter => return Deadline::written(unrolled),
            Unit::Workday => (unrolled, from),
        };
        Deadline {
            due,
            unrolled,
            unknown: self.unknown_years(asked, due),
        }
    }
}

/// The last day of the quarter so many quarters after the one of a day.
fn end_of_quarter(from: NaiveDate, count: u32) -> NaiveDate {
    let first = from
        .with_day(1)
        .and_then(|it| it.with_month(from.month0() / 3 * 3 + 1));
    first
        .and_then(|it| {
            it.checked_add_months(Months::new(count.saturating_add(1).saturating_mul(3)))
        })
        .and_then(|it| it.pred_opt())
        .unwrap_or(from)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::calendar::HolidayYear;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn periods_end_as_the_civil_code_says() {
        // from, count, unit, last day, why
        for (from, count, unit, due, why) in [
            (
                "2026-03-02",
                3,
                Unit::Month,
                "2026-06-02",
                "第202条: the same day",
            ),
            (
                "2025-12-31",
                2,
                Unit::Month,
                "2026-02-28",
                "第202条: the month's last day",
            ),
            (
                "2024-01-31",
                1,
                Unit::Month,
                "2024-02-29",
                "a leap year's February",
            ),
            (
                "2025-08-31",
                6,
                Unit::Month,
                "2026-02-28",
                "a Saturday that is worked",
            ),
            (
                "2026-01-15",
                1,
                Unit::Month,
                "2026-02-24",
                "第203条: after 春节",
            ),
            (
                "2026-07-01",
                3,
                Unit::Month,
                "2026-10-08",
                "第203条: after 国庆节",
            ),
            (
                "2026-02-10",
                10,
                Unit::Workday,
                "2026-03-02",
                "春节 and two worked Saturdays",
            ),
            (
                "2025-01-24",
                5,
                Unit::Workday,
                "2025-02-07",
                "the worked Sunday before 春节",
            ),
            (
                "2026-05-01",
                1,
                Unit::Workday,
                "2026-05-06",
                "begun on a holiday",
            ),
            (
                "2026-04-21",
                15,
                Unit::Day,
                "2026-05-06",
                "第201条: the first day is not counted",
            ),
            (
                "2026-04-01",
                0,
                Unit::Workday,
                "2026-04-01",
                "no time at all",
            ),
        ] {
            let deadline = Almanac::delivered().after(day(from), count, unit);
            assert_eq!(deadline.due, day(due), "{from} + {count}{unit}: {why}");
            assert_eq!(deadline.remark(), None, "{from}: all years are known");
        }
    }

    #[test]
    fn a_quarter_ends_with_its_last_day() {
        let almanac = Almanac::delivered();
        for (from, count, due) in [
            ("2026-01-01", 1, "2026-06-30"),
            ("2026-03-31", 1, "2026-06-30"),
            ("2026-11-05", 1, "2027-03-31"),
            ("2026-11-05", 0, "2026-12-31"),
        ] {
            let deadline = almanac.after(day(from), count, Unit::Quarter);
            assert_eq!(
                deadline.due,
                day(due),
                "{from} + {count} (重庆市乡镇人大工作条例第34条)"
            );
            assert_eq!(deadline.moved_from(), None, "a quarter is not moved");
        }
    }

    #[test]
    fn the_day_before_a_holiday_moved_it_stays_known() {
        let deadline = Almanac::delivered().after(day("2026-07-02"), 3, Unit::Month);
        assert_eq!(deadline.due, day("2026-10-08"), "民法典第203条, by analogy");
        assert_eq!(
            deadline.moved_from(),
            Some(day("2026-10-02")),
            "the period's own end"
        );
        let said = deadline.moved_in_words().expect("it is said");
        assert!(
            said.contains("2026-10-02") && said.contains("类推"),
            "{said}"
        );
        let same = Almanac::delivered().after(day("2026-03-02"), 3, Unit::Month);
        assert_eq!(same.moved_in_words(), None, "nothing moved, nothing said");
    }

    #[test]
    fn what_rests_on_an_unknown_year_says_so() {
        let almanac = Almanac::delivered();
        let deadline = almanac.after(day("2026-12-25"), 10, Unit::Workday);
        assert_eq!(
            deadline.unknown,
            vec![2027],
            "the end lies beyond the notices"
        );
        assert_eq!(
            deadline.remark().as_deref(),
            Some("2027年放假安排尚未载入，只按周末推算"),
            "in the clerk's words"
        );
        let mut later = almanac.as_ref().clone();
        let year = HolidayYear::written(2027, "", "元旦 1月1日至3日", "").unwrap();
        later.add(&year);
        let known = later.after(day("2026-12-25"), 10, Unit::Workday);
        assert_eq!(known.remark(), None, "until the office enters it");
        assert_eq!(known.due, day("2027-01-11"), "and then 元旦 is rest");
    }

    #[test]
    fn every_delivered_year_is_sound() {
        let text = include_str!("../../../../../assets/calendar/holidays.json");
        let years = HolidayYear::read(text).expect("the delivered file reads");
        let counts: Vec<(i32, i64, usize)> = years
            .iter()
            .map(|it| {
                let rest = it
                    .rest
                    .iter()
                    .map(|rest| (rest.to - rest.from).num_days() + 1);
                (it.year, rest.sum(), it.work.len())
            })
            .collect();
        // Days of rest and worked weekends, counted in the notices by hand.
        let expected = [
            (2020, 30, 6),
            (2021, 31, 7),
            (2022, 31, 7),
            (2023, 27, 7),
            (2024, 28, 8),
            (2025, 28, 5),
            (2026, 33, 6),
        ];
        assert_eq!(counts, expected, "as the notices say");
    }

    proptest! {
        #[test]
        fn a_deadline_is_a_working_day_after_its_beginning(
            start in 0_u64..2500, count in 1_u32..40, unit in 0_usize..3,
        ) {
            let from = day("2020-01-01") + Days::new(start);
            let almanac = Almanac::delivered();
            let unit = Unit::ALL[unit];
            let due = almanac.after(from, count, unit).due;
            prop_assert!(due > from, "time passes");
            prop_assert!(almanac.is_workday(due), "people work on the last day");
            let longer = almanac.after(from, count + 1, unit).due;
            prop_assert!(longer >= due, "more time never ends earlier");
            if unit == Unit::Workday {
                let passed = almanac.workdays_between(from, due);
                prop_assert_eq!(passed, i64::from(count), "counting back gives the period");
            }
        }

        #[test]
        fn days_between_are_counted_alike_both_ways(a in 0_u64..2500, b in 0_u64..2500) {
            let (a, b) = (day("2020-01-01") + Days::new(a), day("2020-01-01") + Days::new(b));
            let almanac = Almanac::delivered();
            prop_assert_eq!(almanac.workdays_between(a, b), -almanac.workdays_between(b, a));
        }
    }
}
