//! The day at the front of a line, and the hour behind it.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::amounts::small_number;
use crate::dates::{WrittenDate, parse_written};
use crate::names::width::narrow;

const WEEKDAYS: &str = "一二三四五六日";
/// Parts of a day that may stand behind the date.
const HOURS: [&str; 9] = [
    "上午", "下午", "早上", "早晨", "中午", "傍晚", "晚上", "一早", "凌晨",
];

/// A day at the front: 26日, 3月26日, 2026.3.26, 3.26, 今天, 昨天, 上周四, 上月26日.
pub(super) fn leading_day(text: &str, today: NaiveDate) -> Option<(NaiveDate, &str)> {
    for (word, back) in [
        ("今天", 0),
        ("今日", 0),
        ("今早", 0),
        ("大前天", 3),
        ("昨天", 1),
        ("昨日", 1),
        ("前天", 2),
        ("前日", 2),
    ] {
        if let Some(rest) = text.strip_prefix(word) {
            return Some((today.checked_sub_days(Days::new(back))?, rest));
        }
    }
    if let Some(found) = weekday(text, today).or_else(|| day_of_a_month(text, today)) {
        return Some(found);
    }
    let like = |c: char| {
        narrow(c).is_ascii_digit()
            || matches!(narrow(c), '年' | '月' | '日' | '号' | '.' | '-' | '/')
    };
    let end = text
        .char_indices()
        .take_while(|(_, c)| like(*c))
        .last()
        .map(|(at, c)| at + c.len_utf8())?;
    let (written, rest) = text.split_at(end);
    let written: String = written.chars().map(narrow).collect();
    if let Some(day) = written.strip_suffix(['日', '号'])
        && let Some(day) = small_number(day)
    {
        return latest(day.into(), today).map(|it| (it, rest));
    }
    // 三组 after a bare number, or 3号楼, is no day.
    if !written.contains(['月', '日', '号', '.', '-', '/']) && written.len() != 8 {
        return None;
    }
    let date = match parse_written(&written).ok()? {
        WrittenDate::Full(date) => date.exact()?,
        WrittenDate::WithoutYear { month, day } => {
            let of = |year| NaiveDate::from_ymd_opt(year, month.into(), day.into());
            of(today.year())
                .filter(|it| *it <= today)
                .or_else(|| of(today.year() - 1))?
        }
    };
    Some((date, rest))
}

/// 周四, 星期四 and 本周四: the latest that is not ahead; 上周四: that of the week before.
fn weekday(text: &str, today: NaiveDate) -> Option<(NaiveDate, &str)> {
    let (before, rest) = [("上周", 1), ("上星期", 1), ("上礼拜", 1)]
        .into_iter()
        .find_map(|(word, back)| Some((back, text.strip_prefix(word)?)))
        .or_else(|| {
            ["本周", "这周", "周", "星期", "礼拜"]
                .iter()
                .find_map(|word| Some((0, text.strip_prefix(word)?)))
        })?;
    let sign = rest.chars().next()?;
    let sign = if sign == '天' { '日' } else { sign };
    let at = WEEKDAYS.chars().position(|it| it == sign)?;
    let rest = rest.get(sign.len_utf8()..)?;
    let at = u64::try_from(at).ok()?;
    let now = u64::from(today.weekday().num_days_from_monday());
    let back = if before == 1 {
        now + 7 - at
    } else {
        (now + 7 - at) % 7
    };
    Some((today.checked_sub_days(Days::new(back))?, rest))
}

/// 上月26日, 本月6号.
fn day_of_a_month(text: &str, today: NaiveDate) -> Option<(NaiveDate, &str)> {
    let (back, rest) = [
        ("上个月", 1),
        ("上月", 1),
        ("这个月", 0),
        ("本月", 0),
        ("这月", 0),
    ]
    .into_iter()
    .find_map(|(word, back)| Some((back, text.strip_prefix(word)?)))?;
    let end = rest.find(['日', '号'])?;
    let day = small_number(&rest[..end])?;
    let month = today.with_day(1)?.checked_sub_months(Months::new(back))?;
    let date = month.with_day(day.into())?;
    Some((date, rest.get(end + '日'.len_utf8()..)?))
}

/// The hour behind a date: 上午, 9点半, 14:30, and the weekday in brackets that repeats the date.
pub(super) fn leading_hour(text: &str) -> Option<(&str, &str)> {
    let mut rest = text;
    if let Some(inside) = rest.strip_prefix(['（', '(']) {
        let (word, after) = inside.split_once(['）', ')'])?;
        let of_week = ["周", "星期"].iter().any(|it| word.starts_with(it));
        return (of_week && word.chars().count() <= 3).then_some(("", after));
    }
    for word in HOURS {
        if let Some(after) = rest.strip_prefix(word) {
            rest = after;
            break;
        }
    }
    let end = rest
        .char_indices()
        .take_while(|(_, c)| narrow(*c).is_ascii_digit() || matches!(*c, '点' | '时' | ':' | '：'))
        .last()
        .map(|(at, c)| at + c.len_utf8())
        .unwrap_or(0);
    let clock = &rest[..end];
    let begins = clock
        .chars()
        .next()
        .is_some_and(|c| narrow(c).is_ascii_digit());
    if begins && clock.contains(['点', '时', ':', '：']) && clock.chars().count() <= 6 {
        rest = &rest[end..];
        rest = rest
            .strip_prefix('半')
            .or_else(|| rest.strip_prefix(['整', '多', '分']))
            .unwrap_or(rest);
    }
    let used = text.len() - rest.len();
    (used > 0).then(|| text.split_at(used))
}

/// A word at the front that is written like a day.
pub(super) fn wrong_day(text: &str) -> Option<(&str, &str)> {
    let end = text.find([' ', '，', ','])?;
    let (word, after) = text.split_at(end);
    let like = |c: char| narrow(c).is_ascii_digit() || matches!(c, '年' | '月' | '日' | '号');
    let begins = word
        .chars()
        .next()
        .is_some_and(|c| narrow(c).is_ascii_digit());
    (begins && word.ends_with(['日', '号']) && word.chars().all(like)).then_some((word, after))
}

/// The latest such day of a month that is not ahead.
fn latest(day: u32, today: NaiveDate) -> Option<NaiveDate> {
    (0..12)
        .filter_map(|back| today.with_day(1)?.checked_sub_months(Months::new(back)))
        .filter_map(|month| month.with_day(day))
        .find(|it| *it <= today)
}
