//! Which days people work.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::calendar::HolidayYear;

static DELIVERED: LazyLock<Arc<Almanac>> = LazyLock::new(|| {
    let text = include_str!("../../../../../assets/calendar/holidays.json");
    let mut almanac = Almanac::default();
    // A test reads the same file, so that a fault in it is found before it is delivered.
    for year in HolidayYear::read(text).unwrap_or_default() {
        almanac.add(&year);
    }
    Arc::new(almanac)
});

/// The working days of the years that are known.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Almanac {
    notices: BTreeMap<i32, String>,
    /// Days of rest with the holiday's name.
    rest: HashMap<NaiveDate, String>,
    work: HashSet<NaiveDate>,
}

impl Almanac {
    /// The years delivered with the program.
    #[must_use]
    pub fn delivered() -> &'static Arc<Self> {
        &DELIVERED
    }

    /// Takes a year in; it replaces what was known of that year.
    pub fn add(&mut self, year: &HolidayYear) {
        if self.notices.contains_key(&year.year) {
            self.rest.retain(|day, _| day.year() != year.year);
            self.work.retain(|day| day.year() != year.year);
        }
        self.notices.insert(year.year, year.notice.clone());
        for stretch in &year.rest {
            let mut day = stretch.from;
            while day <= stretch.to {
                self.rest.insert(day, stretch.name.clone());
                let Some(next) = day.checked_add_days(Days::new(1)) else {
                    break;
                };
                day = next;
            }
        }
        self.work.extend(&year.work);
    }

    /// Whether the notice for a year is known; otherwise weekends alone count as rest.
    #[must_use]
    pub fn knows(&self, year: i32) -> bool {
        self.notices.contains_key(&year)
    }

    /// The number of a year's notice.
    #[must_use]
    pub fn notice(&self, year: i32) -> Option<&str> {
        self.notices.get(&year).map(String::as_str)
    }

    /// The years known, in order.
    pub fn years(&self) -> impl Iterator<Item = i32> {
        self.notices.keys().copied()
    }

    /// The holiday on which a day is free; `None` for working days and plain weekends.
    #[must_use]
    pub fn rest_on(&self, day: NaiveDate) -> Option<&str> {
        self.rest.get(&day).map(String::as_str)
    }

    /// Whether people work on a day.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use domain::calendar::Almanac;
    ///
    /// let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    /// let almanac = Almanac::delivered();
    /// assert!(!almanac.is_workday(day("2026-10-05")), "国庆节");
    /// assert!(almanac.is_workday(day("2026-10-10")), "a Saturday that is worked");
    /// ```
    #[must_use]
    pub fn is_workday(&self, day: NaiveDate) -> bool {
        if self.work.contains(&day) {
            return true;
        }
        !self.rest.contains_key(&day) && !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
    }

    /// The day itself where people work on it, else the first working day after it.
    #[must_use]
    pub fn workday_from(&self, day: NaiveDate) -> NaiveDate {
        let mut day = day;
        while !self.is_workday(day) {
            let Some(next) = day.checked_add_days(Days::new(1)) else {
                break;
            };
            day = next;
        }
        day
    }

    /// The day itself where people work on it, else the last working day before it.
    #[must_use]
    pub fn workday_until(&self, day: NaiveDate) -> NaiveDate {
        let mut day = day;
        while !self.is_workday(day) {
            let Some(before) = day.checked_sub_days(Days::new(1)) else {
                break;
            };
            day = before;
        }
        day
    }

    /// How many working days lie after `from` up to and with `to`; negative where `to` is earlier.
    #[must_use]
    pub fn workdays_between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        if to < from {
            return -self.workdays_between(to, from);
        }
        let days = from.iter_days().skip(1).take_while(|day| *day <= to);
        i64::try_from(days.filter(|day| self.is_workday(*day)).count()).unwrap_or(i64::MAX)
    }
}
