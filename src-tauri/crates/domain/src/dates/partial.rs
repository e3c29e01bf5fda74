use std::fmt;
use std::ops::RangeInclusive;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Years a date in these books can name. The oldest living elector and the latest deadline lie
/// well inside; a year outside is a typing error (0983, 19833).
pub const PLAUSIBLE_YEARS: RangeInclusive<i32> = 1850..=2200;

/// A calendar date known to the day, the month or the year: `1983.12` stays a month.
///
/// Ordered by its first day; of two dates that begin together the less precise comes first.
/// Only dates that exist, in [`PLAUSIBLE_YEARS`], can be made.
///
/// ```
/// use domain::dates::PartialDate;
///
/// let born = PartialDate::month(1983, 12).unwrap();
/// assert_eq!(born.to_string(), "1983-12");
/// assert_eq!(born.written(), "1983年12月");
/// assert!(born.agrees_with(PartialDate::day(1983, 12, 3).unwrap()));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct PartialDate {
    year: i32,
    month: Option<u8>,
    day: Option<u8>,
}

impl PartialDate {
    /// A date known to the day; `None` where the calendar has no such day.
    pub fn day(year: i32, month: u8, day: u8) -> Option<Self> {
        let exists = NaiveDate::from_ymd_opt(year, month.into(), day.into()).is_some();
        (PLAUSIBLE_YEARS.contains(&year) && exists).then_some(Self {
            year,
            month: Some(month),
            day: Some(day),
        })
    }

    /// A date known to the month.
    pub fn month(year: i32, month: u8) -> Option<Self> {
        (PLAUSIBLE_YEARS.contains(&year) && (1..=12).contains(&month)).then_some(Self {
            year,
            month: Some(month),
            day: None,
        })
    }

    /// A date known to the year.
    pub fn year(year: i32) -> Option<Self> {
        PLAUSIBLE_YEARS.contains(&year).then_some(Self {
            year,
            month: None,
            day: None,
        })
    }

    /// Reads `2021-11-20`, `1983-12` or `1983`, the forms the log and the answers use.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = fixed_digits(parts.next()?, 4)?;
        let month = parts.next().map(|part| fixed_digits(part, 2));
        let day = parts.next().map(|part| fixed_digits(part, 2));
        if parts.next().is_some() {
            return None;
        }
        let year = i32::try_from(year).ok()?;
        match (month, day) {
            (None, None) => Self::year(year),
            (Some(month), None) => Self::month(year, u8::try_from(month?).ok()?),
            (Some(month), Some(day)) => {
                Self::day(year, u8::try_from(month?).ok()?, u8::try_from(day?).ok()?)
            }
            (None, Some(_)) => None,
        }
    }

    /// The year, always known.
    pub fn year_part(self) -> i32 {
        self.year
    }

    /// The month (1–12), where known.
    pub fn month_part(self) -> Option<u8> {
        self.month
    }

    /// The day of the month (1–31), where known.
    pub fn day_part(self) -> Option<u8> {
        self.day
    }

    /// The date itself where it is known to the day.
    pub fn exact(self) -> Option<NaiveDate> {
        self.day.map(|_| self.first_day())
    }

    /// The earliest day it can mean: 1983-12 gives 1983-12-01.
    pub fn first_day(self) -> NaiveDate {
        let month = u32::from(self.month.unwrap_or(1));
        let day = u32::from(self.day.unwrap_or(1));
        // Every constructor has checked the day, so the default is never taken.
        NaiveDate::from_ymd_opt(self.year, month, day).unwrap_or_default()
    }

    /// The latest day it can mean: 1983-12 gives 1983-12-31.
    ///
    /// ```
    /// use domain::dates::PartialDate;
    /// let end = |written: &str| PartialDate::parse_iso(written).unwrap().last_day().to_string();
    /// assert_eq!((end("2027-02"), end("2027")), ("2027-02-28".into(), "2027-12-31".into()));
    /// ```
    pub fn last_day(self) -> NaiveDate {
        let first = self.first_day();
        let next = match (self.month, self.day) {
            (_, Some(_)) => return first,
            (Some(_), None) => first.checked_add_months(Months::new(1)),
            (None, None) => first.checked_add_months(Months::new(12)),
        };
        next.and_then(|it| it.pred_opt()).unwrap_or(first)
    }

    /// Whether `day` lies in the day, month or year this date names.
    pub fn covers(self, day: NaiveDate) -> bool {
        self.year == day.year()
            && self
                .month
                .is_none_or(|month| u32::from(month) == day.month())
            && self.day.is_none_or(|own| u32::from(own) == day.day())
    }

    /// Whether both can be the same date: equal as far as both are precise.
    pub fn agrees_with(self, other: Self) -> bool {
        fn same(a: Option<u8>, b: Option<u8>) -> bool {
            a.is_none() || b.is_none() || a == b
        }
        self.year == other.year && same(self.month, other.month) && same(self.day, other.day)
    }

    /// As the books write it: 2021年11月20日, 1983年12月, 1983年.
    pub fn written(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{}年{month}月{day}日", self.year),
            (Some(month), None) => format!("{}年{month}月", self.year),
            _ => format!("{}年", self.year),
        }
    }
}

impl From<NaiveDate> for PartialDate {
    /// Keeps the year of any calendar date, also an implausible one: the day exists.
    fn from(day: NaiveDate) -> Self {
        Self {
            year: day.year(),
            month: u8::try_from(day.month()).ok(),
            day: u8::try_from(day.day()).ok(),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse_iso(&text)
            .ok_or_else(|| de::Error::invalid_value(de::Unexpected::Str(&text), &"YYYY[-MM[-DD]]"))
    }
}

fn fixed_digits(text: &str, length: usize) -> Option<u32> {
    let plain = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_that_exist_can_be_made() {
        assert!(PartialDate::day(1978, 2, 30).is_none(), "no 30 February");
        assert!(
            PartialDate::day(2024, 2, 29).is_some(),
            "2024 is a leap year"
        );
        assert!(
            PartialDate::day(1900, 2, 29).is_none(),
            "1900 is none, whatever Excel says"
        );
        assert!(
            PartialDate::month(1983, 13).is_none(),
            "no thirteenth month"
        );
        assert!(PartialDate::year(983).is_none(), "a digit is missing");
    }

    #[test]
    fn iso_form_comes_back() {
        for text in ["2021-11-20", "1983-12", "1983"] {
            let date = PartialDate::parse_iso(text).unwrap();
            assert_eq!(date.to_string(), text, "what is shown is what was read");
            let json = serde_json::to_string(&date).unwrap();
            assert_eq!(json, format!("\"{text}\""), "the log holds the ISO form");
            assert_eq!(
                serde_json::from_str::<PartialDate>(&json).unwrap(),
                date,
                "and reads it"
            );
        }
        for text in [
            "",
            "1983-1",
            "1983-12-",
            "1983-12-03-1",
            "+983",
            "１９８３",
            "1983-02-30",
        ] {
            assert!(
                PartialDate::parse_iso(text).is_none(),
                "{text:?} is not in ISO form"
            );
        }
    }

    #[test]
    fn agreement_goes_as_far_as_both_know() {
        let month = PartialDate::month(1983, 12).unwrap();
        let day = PartialDate::day(1983, 12, 3).unwrap();
        assert!(
            month.agrees_with(day) && day.agrees_with(month),
            "the month holds the day"
        );
        assert!(
            !month.agrees_with(PartialDate::day(1983, 11, 3).unwrap()),
            "other month"
        );
        assert!(month.covers(day.first_day()), "a month covers its days");
        assert!(
            !month.covers(NaiveDate::from_ymd_opt(1984, 12, 3).unwrap()),
            "other year"
        );
        assert_eq!(month.exact(), None, "a month is no day");
        assert!(month < day, "the less precise comes first");
    }
}
