//! On which days a station receives: 每月26日, 每月6、16、26日, 每周一, 单月15日, 每月最后一天,
//! 每月第二个周五.
//!
//! Written in the offices' words and read back from them, so that the register words the rule as the
//! office announces it.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use thiserror::Error;

use crate::amounts::small_number;
use crate::names::width::{is_blank, narrow};
use crate::reception::OnHoliday;

const WEEKDAYS: [(char, Weekday); 8] = [
    ('一', Weekday::Mon),
    ('二', Weekday::Tue),
    ('三', Weekday::Wed),
    ('四', Weekday::Thu),
    ('五', Weekday::Fri),
    ('六', Weekday::Sat),
    ('日', Weekday::Sun),
    ('天', Weekday::Sun),
];

/// The longest run of days off that a moved day looks past.
const LONGEST_REST: u64 = 31;

/// A rule that cannot be read.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum RuleFault {
    /// 9日或19日: one day must be settled on.
    #[error("“{0}”没有定下是哪一天")]
    Either(String),
    /// A 32nd, a 13th month.
    #[error("“{0}”里的日期不存在")]
    NoSuchDay(String),
    /// Anything else.
    #[error("“{0}”看不出是哪些日子")]
    Unclear(String),
}

impl RuleFault {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Either(_) => "请写定一天，如 每月9日；两天都接待的写 每月9、19日",
            Self::NoSuchDay(_) | Self::Unclear(_) => {
                "请写如 每月26日、每月6、16、26日、每周一、单月15日、每月最后一天、每月第二个周五"
            }
        }
    }
}

/// Which months.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Months {
    Every,
    Odd,
    Even,
    /// 每季度首月: January, April, July, October.
    OfQuarter,
    These(Vec<u32>),
}

/// Which days of them.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Pattern {
    Days(Vec<u32>),
    Weekly(Vec<Weekday>),
    /// 第二个周五; 0 stands for the last one.
    Nth(u32, Weekday),
    Last,
}

/// A rule for reception days.
///
/// ```
/// use domain::reception::ReceptionRule;
/// let rule = ReceptionRule::parse("每月6、16、26号").unwrap();
/// assert_eq!(rule.to_string(), "每月6、16、26日");
/// assert!(ReceptionRule::parse("每月9日或19日").is_err());
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReceptionRule {
    months: Months,
    pattern: Pattern,
}

/// A reception day as the rule gives it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RuledDay {
    /// When it is held.
    pub held_on: NaiveDate,
    /// The day of the rule, before it was moved.
    pub ruled: NaiveDate,
}

impl RuledDay {
    /// Whether it was moved over days off.
    #[must_use]
    pub fn is_moved(&self) -> bool {
        self.held_on != self.ruled
    }
}

impl ReceptionRule {
    /// Reads a rule in the offices' words.
    ///
    /// # Errors
    /// What cannot be read, and how it could be written.
    pub fn parse(text: &str) -> Result<Self, RuleFault> {
        let written: String = text.trim().chars().take(60).collect();
        let bare: String = text
            .chars()
            .take(200)
            .map(narrow)
            .filter(|c| !is_blank(*c))
            .collect();
        let bare = bare
            .replace("星期", "周")
            .replace("礼拜", "周")
            .replace("个月", "月")
            .replace('号', "日");
        if bare.contains('或') {
            return Err(RuleFault::Either(written));
        }
        let unclear = || RuleFault::Unclear(written.clone());
        if let Some(days) = bare.strip_prefix("每周") {
            let days = weekdays(days).ok_or_else(unclear)?;
            return Ok(Self {
                months: Months::Every,
                pattern: Pattern::Weekly(days),
            });
        }
        let (months, rest) = months(&bare).ok_or_else(unclear)?;
        let pattern = day_pattern(rest).ok_or_else(unclear)?;
        let impossible = match (&months, &pattern) {
            (_, Pattern::Days(days)) if days.iter().any(|it| !(1..=31).contains(it)) => true,
            (Months::These(months), _) => months.iter().any(|it| !(1..=12).contains(it)),
            _ => false,
        };
        if impossible {
            return Err(RuleFault::NoSuchDay(written));
        }
        Ok(Self { months, pattern })
    }

    /// The rule's days of a year, before any is moved. A month without a 31st has its last day
    /// instead.
    #[must_use]
    pub fn days_of(&self, year: i32) -> Vec<NaiveDate> {
        if let Pattern::Weekly(weekdays) = &self.pattern {
            let Some(first) = NaiveDate::from_ymd_opt(year, 1, 1) else {
                return Vec::new();
            };
            return first
                .iter_days()
                .take_while(|day| day.year() == year)
                .filter(|day| weekdays.contains(&day.weekday()))
                .collect();
        }
        let mut days = Vec::new();
        for month in (1..=12).filter(|month| self.holds_in(*month)) {
            let Some(last) = last_of(year, month) else {
                continue;
            };
            match &self.pattern {
                Pattern::Days(wanted) => days.extend(
                    wanted
                        .iter()
                        .filter_map(|day| last.with_day((*day).min(last.day()))),
                ),
                Pattern::Last => days.push(last),
                Pattern::Nth(0, weekday) => {
                    let back = last.weekday().days_since(*weekday);
                    days.extend(last.checked_sub_days(Days::new(back.into())));
                }
                Pattern::Nth(nth, weekday) => {
                    let nth = u8::try_from(*nth).unwrap_or(1);
                    days.extend(NaiveDate::from_weekday_of_month_opt(
                        year, month, *weekday, nth,
                    ));
                }
                Pattern::Weekly(_) => {}
            }
        }
        days.dedup();
        days
    }

    fn holds_in(&self, month: u32) -> bool {
        match &self.months {
            Months::Every => true,
            Months::Odd => month % 2 == 1,
            Months::Even => month.is_multiple_of(2),
            Months::OfQuarter => month % 3 == 1,
            Months::These(months) => months.contains(&month),
        }
    }

    /// The reception days of a year, moved over days off. `is_working_day` knows holidays and
    /// 调休. Two days that fall on one become one.
    #[must_use]
    pub fn plan(
        &self,
        year: i32,
        on_holiday: OnHoliday,
        is_working_day: &dyn Fn(NaiveDate) -> bool,
    ) -> Vec<RuledDay> {
        let mut held: BTreeMap<NaiveDate, RuledDay> = BTreeMap::new();
        for ruled in self.days_of(year) {
            let held_on = moved(ruled, on_holiday, is_working_day);
            let day = RuledDay { held_on, ruled };
            let known = held.entry(held_on).or_insert(day);
            if !day.is_moved() {
                *known = day;
            }
        }
        held.into_values().collect()
    }
}

/// The day itself, or the nearest working day on the wanted side.
fn moved(
    day: NaiveDate,
    on_holiday: OnHoliday,
    is_working_day: &dyn Fn(NaiveDate) -> bool,
) -> NaiveDate {
    let step = |by: u64| match on_holiday {
        OnHoliday::Later => day.checked_add_days(Days::new(by)),
        OnHoliday::Earlier => day.checked_sub_days(Days::new(by)),
        OnHoliday::Keep => Some(day),
    };
    if on_holiday == OnHoliday::Keep {
        return day;
    }
    (0..LONGEST_REST)
        .filter_map(step)
        .find(|it| is_working_day(*it))
        .unwrap_or(day)
}

fn last_of(year: i32, month: u32) -> Option<NaiveDate> {
    let (next_year, next) = if month == 12 {
        (year + 1, 1)
    } else {
        (year, month + 1)
    };
    NaiveDate::from_ymd_opt(next_year, next, 1)?.pred_opt()
}

/// The months and what follows them.
fn months(text: &str) -> Option<(Months, &str)> {
    for (word, months) in [
        ("每季度首月", Months::OfQuarter),
        ("每季度第一月", Months::OfQuarter),
        ("每季首月", Months::OfQuarter),
        ("每逢单月", Months::Odd),
        ("每逢双月", Months::Even),
        ("每单月", Months::Odd),
        ("每双月", Months::Even),
        ("单月", Months::Odd),
        ("双月", Months::Even),
        ("每月", Months::Every),
        ("月", Months::Every),
    ] {
        if let Some(rest) = text.strip_prefix(word) {
            return Some((months, rest.trim_start_matches(['的', '逢'])));
        }
    }
    let text = text.trim_start_matches("每年");
    let (months, rest) = text.rsplit_once('月')?;
    let months = numbers(&months.replace('月', ""))?;
    Some((Months::These(months), rest))
}

fn day_pattern(text: &str) -> Option<Pattern> {
    if matches!(
        text,
        "最后一天" | "末" | "最后一日" | "底" | "月末" | "最末一天"
    ) {
        return Some(Pattern::Last);
    }
    if let Some(weekday) = text.strip_prefix("最后一个周") {
        return Some(Pattern::Nth(0, one_weekday(weekday)?));
    }
    if let Some((nth, weekday)) = text.strip_prefix('第').and_then(|it| it.split_once("个周")) {
        let nth = small_number(nth).filter(|it| (1..=4).contains(it))?;
        return Some(Pattern::Nth(nth.into(), one_weekday(weekday)?));
    }
    let text = text.strip_suffix('日')?;
    let mut days = numbers(&text.replace('日', ""))?;
    days.sort_unstable();
    days.dedup();
    Some(Pattern::Days(days))
}

fn one_weekday(text: &str) -> Option<Weekday> {
    match weekdays(text)?.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// 一、三、五 or 一三五 or 周一、周三.
fn weekdays(text: &str) -> Option<Vec<Weekday>> {
    let mut found = Vec::new();
    for sign in text.chars() {
        match sign {
            '、' | ',' | '，' | '和' | '及' | '周' => continue,
            _ => {}
        }
        let (_, weekday) = WEEKDAYS.iter().find(|(it, _)| *it == sign)?;
        if !found.contains(weekday) {
            found.push(*weekday);
        }
    }
    found.sort_by_key(Weekday::num_days_from_monday);
    (!found.is_empty()).then_some(found)
}

fn numbers(text: &str) -> Option<Vec<u32>> {
    text.split(['、', ',', '，', '和', '及'])
        .map(|it| small_number(it).map(u32::from))
        .collect()
}

impl fmt::Display for ReceptionRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |numbers: &[u32]| {
            let words: Vec<String> = numbers.iter().map(ToString::to_string).collect();
            words.join("、")
        };
        let word = |weekday: &Weekday| {
            let found = WEEKDAYS.iter().find(|(_, it)| it == weekday);
            format!("周{}", found.map_or('一', |(sign, _)| *sign))
        };
        if let Pattern::Weekly(days) = &self.pattern {
            let words: Vec<String> = days.iter().map(word).collect();
            return write!(f, "每{}", words.join("、"));
        }
        match &self.months {
            Months::Every => f.write_str("每月")?,
            Months::Odd => f.write_str("单月")?,
            Months::Even => f.write_str("双月")?,
            Months::OfQuarter => f.write_str("每季度首月")?,
            Months::These(months) => write!(f, "每年{}月", joined(months))?,
        }
        match &self.pattern {
            Pattern::Days(days) => write!(f, "{}日", joined(days)),
            Pattern::Last => f.write_str("最后一天"),
            Pattern::Nth(0, weekday) => write!(f, "最后一个{}", word(weekday)),
            Pattern::Nth(nth, weekday) => {
                let nth = ["", "一", "二", "三", "四"]
                    .get(*nth as usize)
                    .unwrap_or(&"一");
                write!(f, "第{nth}个{}", word(weekday))
            }
            Pattern::Weekly(_) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn rules_are_read_in_the_offices_words_and_written_back() {
        for (text, shown) in [
            ("每月26日", "每月26日"),
            ("每月 26 号", "每月26日"),
            ("每月二十六日", "每月26日"),
            ("每月6、16、26日", "每月6、16、26日"),
            ("每月6日、16日、26日", "每月6、16、26日"),
            ("每周一", "每周一"),
            ("每星期一、三、五", "每周一、周三、周五"),
            ("单月15日", "单月15日"),
            ("每逢双月10日", "双月10日"),
            ("每月最后一天", "每月最后一天"),
            ("每月月末", "每月最后一天"),
            ("每月第二个周五", "每月第二个周五"),
            ("每月最后一个星期三", "每月最后一个周三"),
            ("每季度首月10日", "每季度首月10日"),
            ("每年3、9月15日", "每年3、9月15日"),
            ("每年3月、9月15日", "每年3、9月15日"),
        ] {
            let rule = ReceptionRule::parse(text).map(|it| it.to_string());
            assert_eq!(rule, Ok(shown.to_owned()), "{text}");
            let again = ReceptionRule::parse(shown).map(|it| it.to_string());
            assert_eq!(again, Ok(shown.to_owned()), "{shown} reads back");
        }
    }

    #[test]
    fn what_is_no_rule_is_refused_with_a_remedy() {
        for text in [
            "每月9日或19日",
            "每月32日",
            "每年13月5日",
            "经常",
            "",
            "每周",
            "每月第五个周一",
            "日",
        ] {
            let fault = ReceptionRule::parse(text).expect_err(text);
            assert!(!fault.hint().is_empty(), "{text}: what to do is said");
        }
        assert!(
            ReceptionRule::parse(&"每".repeat(1_000_000)).is_err(),
            "a hostile text"
        );
    }

    #[test]
    fn a_rule_gives_the_days_of_a_year() {
        let count = |text: &str| ReceptionRule::parse(text).expect(text).days_of(2026);
        assert_eq!(count("每月26日").len(), 12, "monthly");
        assert_eq!(count("每月6、16、26日").len(), 36, "three a month");
        assert_eq!(count("每周一").len(), 52, "weekly");
        assert_eq!(count("单月15日").len(), 6, "odd months");
        let last = count("每月最后一天");
        assert!(
            last.contains(&day("2026-02-28")) && last.contains(&day("2026-12-31")),
            "last days"
        );
        assert_eq!(
            count("每月31日")[1],
            day("2026-02-28"),
            "a month without a 31st"
        );
        assert_eq!(
            count("每月第二个周五")[0],
            day("2026-01-09"),
            "the second Friday"
        );
        assert_eq!(
            count("每月最后一个周三")[0],
            day("2026-01-28"),
            "the last Wednesday"
        );
    }

    #[test]
    fn a_day_off_is_moved_as_the_office_wants_it() {
        let rule = ReceptionRule::parse("每月26日").expect("a rule");
        let weekend = |it: NaiveDate| it.weekday().num_days_from_monday() < 5;
        let april = |on| rule.plan(2026, on, &weekend)[3];
        // 26 April 2026 is a Sunday.
        assert_eq!(april(OnHoliday::Later).held_on, day("2026-04-27"), "later");
        assert_eq!(
            april(OnHoliday::Earlier).held_on,
            day("2026-04-24"),
            "earlier"
        );
        assert_eq!(
            april(OnHoliday::Keep).held_on,
            day("2026-04-26"),
            "all the same"
        );
        assert!(april(OnHoliday::Later).is_moved(), "and says so");
        let never = |_: NaiveDate| false;
        assert_eq!(
            rule.plan(2026, OnHoliday::Later, &never).len(),
            12,
            "no calendar, no endless search"
        );
    }

    #[test]
    fn two_days_moved_onto_one_are_one() {
        let rule = ReceptionRule::parse("每月2、3、4日").expect("a rule");
        let late = |it: NaiveDate| it.day() > 3;
        let january = rule.plan(2026, OnHoliday::Later, &late);
        assert_eq!(january.len(), 12, "one a month");
        assert!(
            january.iter().all(|it| !it.is_moved()),
            "the day of the rule itself stands"
        );
    }
}
