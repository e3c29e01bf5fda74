use chrono::{Days, NaiveDate};
use thiserror::Error;

use super::partial::{PLAUSIBLE_YEARS, PartialDate};
use crate::names::radicals::unified;

/// Longest text that can still be a date with a time and a weekday.
const LONGEST: usize = 40;

/// What the text of a cell says about a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WrittenDate {
    /// A date with its year, as precise as it was written.
    Full(PartialDate),
    /// 1月26日: the year stands elsewhere (sheet name, title, file name) or must be asked.
    WithoutYear {
        /// 1–12
        month: u8,
        /// 1–31
        day: u8,
    },
}

impl WrittenDate {
    /// The date, given the year that the sheet says elsewhere.
    pub fn in_year(self, year: i32) -> Result<PartialDate, DateFault> {
        match self {
            Self::Full(date) => Ok(date),
            Self::WithoutYear { month, day } => day_of(year, month.into(), day.into()),
        }
    }
}

/// Why a text is not taken as a date. The sentence says what is wrong, [`DateFault::hint`] what
/// to do.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum DateFault {
    /// The calendar has no such day.
    #[error("没有 {year} 年 {month} 月 {day} 日这一天")]
    NoSuchDay {
        /// As written.
        year: i32,
        /// As written.
        month: u32,
        /// As written.
        day: u32,
    },
    /// The calendar has no such day in any year.
    #[error("没有 {month} 月 {day} 日这一天")]
    NoSuchDayOfYear {
        /// As written.
        month: u32,
        /// As written.
        day: u32,
    },
    /// The month is not one of twelve.
    #[error("没有 {year} 年 {month} 月这个月份")]
    NoSuchMonth {
        /// As written.
        year: i32,
        /// As written.
        month: u32,
    },
    /// 83.12: the century is not written.
    #[error("“{0}”只写了两位年份，分不清是哪个世纪")]
    TwoDigitYear(String),
    /// More than one date can be meant.
    #[error("“{text}”可能是{readings}，分不清是哪一个")]
    Ambiguous {
        /// As written.
        text: String,
        /// The readings, in Chinese, joined by 或.
        readings: String,
    },
    /// The year cannot be right.
    #[error("年份 {0} 不合常理")]
    ImplausibleYear(i64),
    /// A day or a month alone.
    #[error("“{0}”不完整，缺少年份或月份")]
    Incomplete(String),
    /// A date of the traditional calendar.
    #[error("“{0}”是农历日期")]
    Lunar(String),
    /// Not a date in any known way of writing.
    #[error("“{0}”不是能认出的日期")]
    Unreadable(String),
}

impl DateFault {
    /// What the clerk can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoSuchDay { .. } | Self::NoSuchDayOfYear { .. } | Self::NoSuchMonth { .. } => {
                "请核对原件后改正，只知道年月的可以只写年月，如 1978年2月。"
            }
            Self::TwoDigitYear(_) => "请写全四位年份，如 1983年12月。",
            Self::Ambiguous { .. } => "请按年月日写清楚，如 1983年10月。",
            Self::ImplausibleYear(_) => "请核对年份，年份应为四位数字，如 1983。",
            Self::Incomplete(_) => "请写全年、月、日，如 2023年1月26日。",
            Self::Lunar(_) => "请换成公历日期。",
            Self::Unreadable(_) => "请写成 1983-12-05、1983.12 或 1983年12月5日 的样子。",
        }
    }
}

/// Reads a date as people write it.
///
/// Known: `1983.12.5`, `1983-12-05`, `1983/12`, `1983年12月5日`, `二〇二一年十一月二十日`,
/// `19831205`, `196809`, `1983`, `1月26日`, `1.26`; full-width digits, spaces, a time or weekday
/// behind the date, a leading `'`, 生 or 左右 at the end.
///
/// ```
/// use domain::dates::{DateFault, PartialDate, WrittenDate, parse_written};
///
/// let month = PartialDate::month(1962, 9).unwrap();
/// assert_eq!(parse_written("1962年9月"), Ok(WrittenDate::Full(month)));
/// let fault = parse_written("1978-02-30").unwrap_err();
/// assert_eq!(fault.to_string(), "没有 1978 年 2 月 30 日这一天");
/// ```
pub fn parse_written(text: &str) -> Result<WrittenDate, DateFault> {
    // Most sheets write 1983-12-05 all the way down.
    if let Some(date) = PartialDate::parse_iso(text) {
        return Ok(WrittenDate::Full(date));
    }
    let shown = shortened(text);
    let unreadable = || DateFault::Unreadable(shown.clone());
    if text.chars().nth(LONGEST).is_some() {
        return Err(unreadable());
    }
    let plain: String = text.chars().map(unified).map(half_width).collect();
    let plain = without_remark(&plain);
    if is_lunar(plain) {
        return Err(DateFault::Lunar(shown));
    }
    let bare = strip_decoration(plain);
    let parts = Parts::split(&bare).ok_or_else(unreadable)?;
    parts.interpret(&shown)
}

/// A date with a remark in brackets behind it: the same day of the other calendar, or where it was
/// taken from. A weekday is left to [`without_weekday`].
fn without_remark(plain: &str) -> &str {
    let plain = without_age(plain.trim());
    let Some((date, remark)) = plain
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once('('))
    else {
        return plain;
    };
    let remark = remark.trim();
    let known = [
        "农历",
        "阴历",
        "旧历",
        "档案",
        "身份证",
        "户口",
        "公历",
        "阳历",
        "新历",
    ];
    let of_a_document = known[3..].iter().any(|word| remark.starts_with(word));
    let says_another = of_a_document && remark.contains(|c: char| c.is_ascii_digit());
    let is_remark = known.iter().any(|word| remark.starts_with(word)) && !says_another;
    if is_remark && !date.trim().is_empty() {
        date.trim_end()
    } else {
        plain
    }
}

/// 1983.12（43岁）, 1983.12/43岁: the age is counted from the date and says nothing new.
fn without_age(plain: &str) -> &str {
    let bracketed = plain.strip_suffix(')');
    let text = bracketed.unwrap_or(plain).trim_end();
    let counted = ["周岁", "岁"]
        .iter()
        .find_map(|word| text.strip_suffix(word));
    let text = match (counted, bracketed) {
        (Some(text), _) => text.trim_end(),
        (None, Some(text)) => text.trim_end(),
        (None, None) => return plain,
    };
    let date = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - date.len();
    let rest = date.trim_end();
    let parted = match (bracketed, rest.strip_suffix('(')) {
        (Some(_), Some(rest)) => Some(rest),
        (Some(_), None) => None,
        (None, _) => rest
            .strip_suffix(['/', '.', ';', '|'])
            .or((rest.len() < date.len()).then_some(rest)),
    };
    match parted {
        Some(rest) if (1..=3).contains(&digits) && !rest.trim().is_empty() => rest.trim_end(),
        _ => plain,
    }
}

/// Words that only the traditional calendar has. 元月 is January of either.
fn is_lunar(plain: &str) -> bool {
    let words = ["农历", "阴历", "旧历", "正月", "腊月", "冬月", "闰"];
    // 九月初八, but not 9月初.
    let by_tens = plain.split_once('初').is_some_and(|(_, rest)| {
        rest.chars()
            .next()
            .is_some_and(|it| chinese_digit(it).is_some())
    });
    by_tens || words.iter().any(|word| plain.contains(word))
}

/// Reads a date from a cell that holds a number without a date format: 196809, 19680901,
/// 1983.12, 1983, or a day count of Excel (44520).
///
/// Excel drops a closing zero, so 1983.1 may have been typed as 1983.1 or as 1983.10, and five
/// digits such as 19689 are a day count as well as 1968年9月: both are left to the clerk.
pub fn from_number(number: f64) -> Result<WrittenDate, DateFault> {
    let shown = format!("{number}");
    let unreadable = || DateFault::Unreadable(shown.clone());
    if !(number.is_finite() && (1.0..1e9).contains(&number)) {
        return Err(unreadable());
    }
    let (whole, fraction) = match shown.split_once('.') {
        Some((whole, fraction)) => (whole, fraction),
        None => (shown.as_str(), ""),
    };
    match (whole.len(), fraction.len()) {
        (5, 1..) => serial_day(number, &shown),
        (5, 0) => {
            let (year, month) = split_number(whole, 4, &shown)?;
            if PLAUSIBLE_YEARS.contains(&(year as i32)) && month > 0 {
                let day = serial_day(number, &shown)?;
                let WrittenDate::Full(day) = day else {
                    return Err(unreadable());
                };
                let readings = format!("{year}年{month}月或{}", day.written());
                return Err(DateFault::Ambiguous {
                    text: shown,
                    readings,
                });
            }
            serial_day(number, &shown)
        }
        (4, 0) | (6, 0) | (8, 0) | (4, 2) | (4, 4) => parse_written(&shown),
        (4, 1) => {
            let readings = format!("{whole}年{fraction}月或{whole}年{fraction}0月");
            if fraction == "1" {
                Err(DateFault::Ambiguous {
                    text: shown,
                    readings,
                })
            } else {
                parse_written(&shown)
            }
        }
        (1 | 2, 2) => parse_written(&shown),
        (1 | 2, 1) if whole.parse().is_ok_and(|month: u32| month <= 12) => {
            if matches!(fraction, "1" | "2" | "3") {
                let readings = format!("{whole}月{fraction}日或{whole}月{fraction}0日");
                Err(DateFault::Ambiguous {
                    text: shown,
                    readings,
                })
            } else {
                parse_written(&shown)
            }
        }
        (1 | 2, 1) => Err(DateFault::TwoDigitYear(shown)),
        (1 | 2, 0) => Err(DateFault::Incomplete(shown)),
        _ => Err(unreadable()),
    }
}

/// A day count of Excel's 1900 system, whose day 60 is a 29 February that never was.
fn serial_day(number: f64, shown: &str) -> Result<WrittenDate, DateFault> {
    let unreadable = || DateFault::Unreadable(shown.to_owned());
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30).ok_or_else(unreadable)?;
    let day = epoch
        .checked_add_days(Days::new(number as u64))
        .ok_or_else(unreadable)?;
    let date = PartialDate::from(day);
    if !PLAUSIBLE_YEARS.contains(&date.year_part()) {
        return Err(unreadable());
    }
    Ok(WrittenDate::Full(date))
}

/// The numbers of a date and the signs between them.
struct Parts {
    /// Value and number of digits of each run; Chinese numerals count as the digits they spell.
    runs: Vec<(u32, usize)>,
    /// The sign behind each run, one of `.`, `年`, `月`, `日`, or none at the end.
    signs: Vec<Option<char>>,
}

impl Parts {
    fn split(text: &str) -> Option<Self> {
        let (mut runs, mut signs) = (Vec::new(), Vec::new());
        let mut run = String::new();
        for sign in text.chars().map(Some).chain([None]) {
            match sign {
                Some(digit) if digit.is_ascii_digit() || chinese_digit(digit).is_some() => {
                    run.push(digit);
                }
                Some('.' | '-' | '/' | '年' | '月' | '日') | None => {
                    let sign = sign.map(|sign| match sign {
                        '-' | '/' => '.',
                        other => other,
                    });
                    if run.is_empty() {
                        if sign.is_none() && !runs.is_empty() {
                            break;
                        }
                        return None;
                    }
                    runs.push(number_of(&run)?);
                    signs.push(sign);
                    run.clear();
                }
                Some(_) => return None,
            }
        }
        (!runs.is_empty() && runs.len() <= 3).then_some(Self { runs, signs })
    }

    fn interpret(&self, shown: &str) -> Result<WrittenDate, DateFault> {
        let unreadable = || DateFault::Unreadable(shown.to_owned());
        if !self.signs_in_order() {
            return Err(unreadable());
        }
        match (self.runs.as_slice(), self.signs[0]) {
            // A number that became a text: 19620909.0
            ([(digits, 8), (0, 1)], Some('.')) => compact_day(*digits, shown),
            ([(_, 8)], None | Some('.' | '日')) => compact_day(self.runs[0].0, shown),
            ([(digits, 6)], None | Some('.' | '月')) => compact_month(*digits, shown),
            ([(year, 4)], None | Some('.' | '年')) => {
                let year = plausible(*year)?;
                PartialDate::year(year)
                    .map(WrittenDate::Full)
                    .ok_or_else(unreadable)
            }
            ([(_, 1 | 2)], Some('年')) => Err(DateFault::TwoDigitYear(shown.to_owned())),
            ([(_, 1 | 2)], _) => Err(DateFault::Incomplete(shown.to_owned())),
            ([(digits, 5)], None) => Err(five_digits(*digits, shown)),
            // 1983.1205
            ([(year, 4), (rest, 4)], Some('.')) => {
                day_of(plausible(*year)?, rest / 100, rest % 100).map(WrittenDate::Full)
            }
            ([(year, 4), (month, 1 | 2)], Some('.' | '年')) => {
                month_of(plausible(*year)?, *month).map(WrittenDate::Full)
            }
            ([(month, 1 | 2), (day, 1 | 2)], Some('月')) => without_year(*month, *day),
            ([(month, 1 | 2), (day, 1 | 2)], Some('.')) if *month <= 12 => {
                without_year(*month, *day)
            }
            ([(_, 2), (_, 1 | 2)], Some('.' | '年')) => {
                Err(DateFault::TwoDigitYear(shown.to_owned()))
            }
            ([(year, 4), (month, 1 | 2), (day, 1 | 2)], _) => {
                day_of(plausible(*year)?, *month, *day).map(WrittenDate::Full)
            }
            ([(_, 2), (_, 1 | 2), (_, 1 | 2)], _) => Err(DateFault::TwoDigitYear(shown.to_owned())),
            // 12/5/1983: month or day first?
            ([(a, 1 | 2), (b, 1 | 2), (year, 4)], Some('.')) if *a <= 12 && *b <= 12 => {
                if a == b {
                    return day_of(plausible(*year)?, *a, *b).map(WrittenDate::Full);
                }
                let readings = format!("{year}年{a}月{b}日或{year}年{b}月{a}日");
                Err(DateFault::Ambiguous {
                    text: shown.to_owned(),
                    readings,
                })
            }
            ([(year, _), ..], Some('年')) => Err(DateFault::ImplausibleYear((*year).into())),
            _ => Err(unreadable()),
        }
    }

    /// 年 before 月 before 日, and a point may stand for each of them.
    fn signs_in_order(&self) -> bool {
        let order = |sign: &char| match sign {
            '年' => 1,
            '月' => 2,
            '日' => 3,
            _ => 0,
        };
        let ranks: Vec<u8> = self
            .signs
            .iter()
            .flatten()
            .map(order)
            .filter(|rank| *rank > 0)
            .collect();
        ranks.windows(2).all(|pair| pair[0] < pair[1])
    }
}

fn compact_day(digits: u32, shown: &str) -> Result<WrittenDate, DateFault> {
    let (year, rest) = (digits / 10_000, digits % 10_000);
    match plausible(year) {
        Ok(year) => day_of(year, rest / 100, rest % 100).map(WrittenDate::Full),
        Err(_) => Err(DateFault::Unreadable(shown.to_owned())),
    }
}

/// 196809 is a month; 680901 has a two-digit year.
fn compact_month(digits: u32, shown: &str) -> Result<WrittenDate, DateFault> {
    match plausible(digits / 100) {
        Ok(year) => month_of(year, digits % 100).map(WrittenDate::Full),
        Err(_) => Err(DateFault::TwoDigitYear(shown.to_owned())),
    }
}

fn five_digits(digits: u32, shown: &str) -> DateFault {
    let (year, month) = (digits / 10, digits % 10);
    if PLAUSIBLE_YEARS.contains(&(year as i32)) && month > 0 {
        let readings = format!("{year}年{month}月或少写了一位数字");
        return DateFault::Ambiguous {
            text: shown.to_owned(),
            readings,
        };
    }
    DateFault::Unreadable(shown.to_owned())
}

fn without_year(month: u32, day: u32) -> Result<WrittenDate, DateFault> {
    // A leap year, so that 2月29日 can stand in a book whose year is still to be learnt.
    let fault = DateFault::NoSuchDayOfYear { month, day };
    NaiveDate::from_ymd_opt(2000, month, day).ok_or_else(|| fault.clone())?;
    match (u8::try_from(month), u8::try_from(day)) {
        (Ok(month), Ok(day)) => Ok(WrittenDate::WithoutYear { month, day }),
        _ => Err(fault),
    }
}

fn month_of(year: i32, month: u32) -> Result<PartialDate, DateFault> {
    u8::try_from(month)
        .ok()
        .and_then(|month| PartialDate::month(year, month))
        .ok_or(DateFault::NoSuchMonth { year, month })
}

fn day_of(year: i32, month: u32, day: u32) -> Result<PartialDate, DateFault> {
    if !PLAUSIBLE_YEARS.contains(&year) {
        return Err(DateFault::ImplausibleYear(year.into()));
    }
    month_of(year, month)?;
    match (u8::try_from(month), u8::try_from(day)) {
        (Ok(m), Ok(d)) => PartialDate::day(year, m, d),
        _ => None,
    }
    .ok_or(DateFault::NoSuchDay { year, month, day })
}

fn plausible(year: u32) -> Result<i32, DateFault> {
    i32::try_from(year)
        .ok()
        .filter(|year| PLAUSIBLE_YEARS.contains(year))
        .ok_or(DateFault::ImplausibleYear(year.into()))
}

fn split_number(digits: &str, at: usize, shown: &str) -> Result<(u32, u32), DateFault> {
    let unreadable = |_| DateFault::Unreadable(shown.to_owned());
    let (head, tail) = digits.split_at(at);
    Ok((
        head.parse().map_err(unreadable)?,
        tail.parse().map_err(unreadable)?,
    ))
}

/// Full-width forms and the many dots and dashes of Chinese input methods, as one each.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '．' | '。' | '·' | '•' | '・' | '｡' | ',' | '，' | '、' => '.',
        '－' | '–' | '—' | '−' | '‐' | '‑' | '─' => '-',
        '／' | '\\' | '＼' => '/',
        '：' => ':',
        '（' => '(',
        '）' => ')',
        '号' => '日',
        '○' | '◯' | 'Ｏ' | 'О' | '零' => '〇',
        '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' => ' ',
        other => other,
    }
}

/// Takes away what stands around a date: an apostrophe, a time, a weekday, 生, 左右.
fn strip_decoration(plain: &str) -> String {
    let mut text = plain
        .trim()
        .trim_start_matches(['\'', '’', '‘', '`'])
        .trim();
    for prefix in ["公历", "阳历", "新历", "公元", "约"] {
        text = text.strip_prefix(prefix).unwrap_or(text).trim_start();
    }
    let mut text = without_time(text);
    loop {
        let before = text.len();
        for suffix in ["出生", "生人", "生", "左右", "前后", "许", "起", "."] {
            text = text.strip_suffix(suffix).unwrap_or(text).trim_end();
        }
        text = without_weekday(text);
        if text.len() == before {
            break;
        }
    }
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// `2023-03-05 09:30`, `2023-03-05T09:30:00`, `2023年3月5日上午9时`: the day stays.
fn without_time(text: &str) -> &str {
    if let Some(at) = text.find(['上', '下', '早', '晚', '中']) {
        let rest = &text[at..];
        if ["上午", "下午", "早上", "晚上", "中午"]
            .iter()
            .any(|word| rest.starts_with(word))
        {
            return text[..at].trim_end();
        }
    }
    let Some(colon) = text.find(':') else {
        return text;
    };
    let head = &text[..colon];
    match head.rfind(|c: char| c.is_whitespace() || c == 'T' || c == '日') {
        Some(at) if head[at..].starts_with('日') => &text[..at + '日'.len_utf8()],
        Some(at) => text[..at].trim_end(),
        None => text,
    }
}

fn without_weekday(text: &str) -> &str {
    let open = text.strip_suffix(')').unwrap_or(text);
    for name in ["星期", "礼拜", "周"] {
        if let Some(at) = open.rfind(name) {
            let day = &open[at + name.len()..];
            let mut chars = day.chars();
            let known = chars
                .next()
                .is_some_and(|c| "一二三四五六日天1234567".contains(c));
            if known && chars.next().is_none() {
                return text[..at].trim_end().trim_end_matches('(').trim_end();
            }
        }
    }
    text
}

fn chinese_digit(c: char) -> Option<u32> {
    match c {
        '〇' => Some(0),
        '一' | '元' => Some(1),
        '二' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        '十' | '廿' | '卅' => Some(10),
        _ => None,
    }
}

/// Value and digits of `1983`, `一九八三`, `十一`, `二十日`'s 二十, `廿六`; none where both scripts
/// mix or the numeral makes no sense.
fn number_of(run: &str) -> Option<(u32, usize)> {
    if run.bytes().all(|byte| byte.is_ascii_digit()) {
        return (run.len() <= 8).then(|| run.parse().ok().map(|value| (value, run.len())))?;
    }
    let run = run.replace('廿', "二十").replace('卅', "三十");
    if run.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let Some((tens, ones)) = run.split_once('十') else {
        let digits: Option<Vec<u32>> = run.chars().map(chinese_digit).collect();
        let digits = digits?;
        let value = digits.iter().try_fold(0_u32, |sum, digit| {
            sum.checked_mul(10).and_then(|sum| sum.checked_add(*digit))
        })?;
        return (digits.len() <= 8).then_some((value, digits.len()));
    };
    let single = |text: &str, empty: u32| {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Some(empty),
            (Some(c), None) => chinese_digit(c).filter(|digit| *digit < 10),
            _ => None,
        }
    };
    Some((single(tens, 1)? * 10 + single(ones, 0)?, 2))
}

fn shortened(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(24) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full(iso: &str) -> Result<WrittenDate, DateFault> {
        Ok(WrittenDate::Full(PartialDate::parse_iso(iso).unwrap()))
    }

    #[test]
    fn every_way_of_writing_gives_the_same_date() {
        for (text, iso) in [
            ("1983.12", "1983-12"),
            ("1983．12", "1983-12"),
            ("1983.12.5", "1983-12-05"),
            ("1983-12-05", "1983-12-05"),
            ("1983/12/5", "1983-12-05"),
            ("1983年12月", "1983-12"),
            ("1983年12月5日", "1983-12-05"),
            ("1983年12月5号", "1983-12-05"),
            ("1983 年 12 月 5 日", "1983-12-05"),
            ("１９８３年１２月５日", "1983-12-05"),
            ("1983.12.5.", "1983-12-05"),
            ("1983年12.5", "1983-12-05"),
            ("196809", "1968-09"),
            ("196809月", "1968-09"),
            ("19680901", "1968-09-01"),
            ("'19680901", "1968-09-01"),
            ("1968", "1968"),
            ("1968年", "1968"),
            ("二〇二一年十一月二十日", "2021-11-20"),
            ("二○二一年十月", "2021-10"),
            ("二零二一年元月廿六日", "2021-01-26"),
            ("一九八三年十二月三十一日", "1983-12-31"),
            ("1962年9月生", "1962-09"),
            ("1962年9月左右", "1962-09"),
            ("2023-03-05 09:30", "2023-03-05"),
            ("2023-03-05T09:30:00", "2023-03-05"),
            ("2023年3月5日9:30", "2023-03-05"),
            ("2023年3月5日 上午9时", "2023-03-05"),
            ("2023年3月5日（星期日）", "2023-03-05"),
            ("2023年3月5日 周日", "2023-03-05"),
            ("1962年9月9日（农历八月十一）", "1962-09-09"),
            ("1962年9月（档案）", "1962-09"),
            ("公元1962年9月", "1962-09"),
            ("1983.12（43岁）", "1983-12"),
            ("1983.12\n（43岁）", "1983-12"),
            ("1983.12/43岁", "1983-12"),
            ("1983年12月 43周岁", "1983-12"),
            ("1983-12-05(42)", "1983-12-05"),
            ("1962年元月", "1962-01"),
            ("1983年12⽉05⽇", "1983-12-05"),
            ("09/09/1962", "1962-09-09"),
            ("19620909.0", "1962-09-09"),
            (" 1983\u{3000}.\u{a0}12 ", "1983-12"),
        ] {
            assert_eq!(parse_written(text), full(iso), "{text}");
        }
    }

    #[test]
    fn a_date_without_its_year_asks_for_it() {
        for text in ["1月26日", "1.26", "01-26", "一月二十六日", "1月26"] {
            assert_eq!(
                parse_written(text),
                Ok(WrittenDate::WithoutYear { month: 1, day: 26 }),
                "{text}"
            );
        }
        let leap = parse_written("2月29日").unwrap();
        assert_eq!(
            leap.in_year(2024).unwrap().to_string(),
            "2024-02-29",
            "leap year"
        );
        assert_eq!(
            leap.in_year(2023).unwrap_err().to_string(),
            "没有 2023 年 2 月 29 日这一天",
            "no leap year"
        );
    }

    #[test]
    fn what_is_not_sure_is_not_taken() {
        for (text, sentence) in [
            ("1978-02-30", "没有 1978 年 2 月 30 日这一天"),
            ("2月30日", "没有 2 月 30 日这一天"),
            ("1983.13", "没有 1983 年 13 月这个月份"),
            ("83.12", "“83.12”只写了两位年份，分不清是哪个世纪"),
            (
                "83年12月5日",
                "“83年12月5日”只写了两位年份，分不清是哪个世纪",
            ),
            ("831205", "“831205”只写了两位年份，分不清是哪个世纪"),
            ("26日", "“26日”不完整，缺少年份或月份"),
            ("12月", "“12月”不完整，缺少年份或月份"),
            (
                "19831",
                "“19831”可能是1983年1月或少写了一位数字，分不清是哪一个",
            ),
            ("1500年3月", "年份 1500 不合常理"),
            ("3019-01-01", "年份 3019 不合常理"),
            ("农历九月初九", "“农历九月初九”是农历日期"),
            ("1962年正月", "“1962年正月”是农历日期"),
            ("1962年腊月", "“1962年腊月”是农历日期"),
            ("1962年闰四月", "“1962年闰四月”是农历日期"),
            (
                "1962年9月（身份证1963年8月）",
                "“1962年9月（身份证1963年8月）”不是能认出的日期",
            ),
            ("不详", "“不详”不是能认出的日期"),
            ("", "“”不是能认出的日期"),
            ("1983.12-1985.3", "“1983.12-1985.3”不是能认出的日期"),
            (
                "12/5/1983",
                "“12/5/1983”可能是1983年12月5日或1983年5月12日，分不清是哪一个",
            ),
        ] {
            let fault = parse_written(text).unwrap_err();
            assert_eq!(fault.to_string(), sentence, "{text}");
            assert!(!fault.hint().is_empty(), "every fault says what to do");
        }
    }

    #[test]
    fn numbers_of_cells() {
        for (number, iso) in [
            (196_809.0, "1968-09"),
            (19_680_901.0, "1968-09-01"),
            (1983.0, "1983"),
            (1983.12, "1983-12"),
            (1983.05, "1983-05"),
            (1983.5, "1983-05"),
            (44_520.0, "2021-11-20"),
            (44_520.5, "2021-11-20"),
        ] {
            assert_eq!(from_number(number), full(iso), "{number}");
        }
        assert_eq!(
            from_number(1.26),
            Ok(WrittenDate::WithoutYear { month: 1, day: 26 }),
            "month and day"
        );
        for number in [1983.1, 1.2, 19_689.0] {
            assert!(
                matches!(from_number(number), Err(DateFault::Ambiguous { .. })),
                "{number} has two readings"
            );
        }
        for number in [0.0, -5.0, f64::NAN, f64::INFINITY, 1e300, 123.0, 1.3e17] {
            assert!(
                matches!(from_number(number), Err(DateFault::Unreadable(_))),
                "{number} is no date"
            );
        }
    }

    #[test]
    fn no_text_makes_it_fall() {
        let signs = [
            '1', '9', '十', '年', '月', '日', '.', ':', '周', ' ', '(', '上',
        ];
        for code in 0..signs.len().pow(4) {
            let (mut rest, mut text) = (code, String::new());
            for _ in 0..4 {
                text.push(signs[rest % signs.len()]);
                rest /= signs.len();
            }
            let _ = parse_written(&text);
        }
    }
}
