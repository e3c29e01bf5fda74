//! One year's notice, as delivered, read from a file or written by an office.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;
use thiserror::Error;

/// Years that a notice can be about.
const YEARS: RangeInclusive<i32> = 2000..=2100;

/// Days of rest in one stretch, weekends inside it included.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Rest {
    /// 春节, 国庆节 …
    pub name: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

/// A year's notice.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct HolidayYear {
    /// The year.
    pub year: i32,
    /// 国办发明电〔2025〕7号
    pub notice: String,
    /// Days of rest; a stretch may begin in the last days of the year before.
    pub rest: Vec<Rest>,
    /// Weekend days on which people work.
    pub work: Vec<NaiveDate>,
}

/// A year that cannot be taken in.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum YearFault {
    /// Not of the shape.
    #[error("这个文件不是放假安排（第 {0} 行看不懂）")]
    Shape(usize),
    /// Published calendars have empty years until the notice is out.
    #[error("文件里 {0} 年还没有放假日期")]
    Nothing(i32),
    /// The year is no plausible one.
    #[error("年份“{0}”不对")]
    Year(i32),
    /// What was written is no day.
    #[error("“{0}”看不出是哪一天")]
    Day(String),
    /// A stretch ends before it begins.
    #[error("“{0}”的结束早于开始")]
    Backwards(String),
    /// A day lies in another year.
    #[error("{day}不在 {year} 年")]
    OtherYear {
        /// The day.
        day: NaiveDate,
        /// The notice's year.
        year: i32,
    },
    /// A working weekend day is no weekend day.
    #[error("{0}不是星期六或星期日，不用写进调休上班")]
    NotWeekend(NaiveDate),
}

#[derive(Deserialize)]
struct Years {
    years: Vec<HolidayYear>,
}

/// One year day by day, as the calendars published for programs have it: `{"year": 2027, "days":
/// [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}, …]}`.
#[derive(Deserialize)]
struct DayByDay {
    year: i32,
    days: Vec<DayOf>,
}

#[derive(Deserialize)]
struct DayOf {
    name: String,
    date: NaiveDate,
    #[serde(rename = "isOffDay")]
    is_off: bool,
}

impl From<DayByDay> for HolidayYear {
    fn from(mut of: DayByDay) -> Self {
        of.days.sort_by_key(|it| it.date);
        let mut rest: Vec<Rest> = Vec::new();
        let mut work = Vec::new();
        for day in of.days {
            if !day.is_off {
                work.push(day.date);
                continue;
            }
            match rest.last_mut() {
                Some(last) if last.name == day.name && last.to.succ_opt() == Some(day.date) => {
                    last.to = day.date;
                }
                _ => rest.push(Rest {
                    name: day.name,
                    from: day.date,
                    to: day.date,
                }),
            }
        }
        Self {
            year: of.year,
            notice: String::new(),
            rest,
            work,
        }
    }
}

impl HolidayYear {
    /// Reads a file of notices: `{"years": […]}`, one year alone, or one year day by day.
    ///
    /// # Errors
    /// The first fault.
    pub fn read(json: &str) -> Result<Vec<Self>, YearFault> {
        let years = match serde_json::from_str::<Years>(json) {
            Ok(file) => file.years,
            Err(fault) => {
                let one = serde_json::from_str::<Self>(json)
                    .or_else(|_| serde_json::from_str::<DayByDay>(json).map(Self::from));
                match one {
                    Ok(year) if !year.rest.is_empty() => vec![year],
                    Ok(year) => return Err(YearFault::Nothing(year.year)),
                    Err(_) => return Err(YearFault::Shape(fault.line())),
                }
            }
        };
        years.iter().try_for_each(Self::validate)?;
        Ok(years)
    }

    /// Reads what an office wrote: 元旦 1月1日至1月3日；春节 2月15日至2月23日, and 2月14日、2月28日.
    ///
    /// # Errors
    /// The first fault.
    ///
    /// ```
    /// use domain::calendar::HolidayYear;
    ///
    /// let year = HolidayYear::written(2027, "", "元旦 1月1日至3日", "1月4日").unwrap_err();
    /// assert_eq!(year.to_string(), "2027-01-04不是星期六或星期日，不用写进调休上班");
    /// ```
    pub fn written(year: i32, notice: &str, rest: &str, work: &str) -> Result<Self, YearFault> {
        let mut stretches = Vec::new();
        for part in parts(rest, &['；', ';', '\n', '、', '，', ',']) {
            let digits = part.find(|c: char| c.is_ascii_digit());
            let (name, days) = part.split_at(digits.unwrap_or(part.len()));
            let (from, to) = match days.split_once(['至', '到', '-', '—', '~']) {
                Some((from, to)) => (from.trim(), Some(to.trim())),
                None => (days.trim(), None),
            };
            let from = day(year, None, from)?;
            let to = to.map_or(Ok(from), |it| day(year, Some(from), it))?;
            stretches.push(Rest {
                name: name.trim_end_matches(['：', ':', ' ', '　']).to_owned(),
                from,
                to,
            });
        }
        let work = parts(work, &['；', ';', '\n', '、', '，', ','])
            .map(|part| day(year, None, part))
            .collect::<Result<Vec<_>, _>>()?;
        let it = Self {
            year,
            notice: notice.trim().to_owned(),
            rest: stretches,
            work,
        };
        it.validate()?;
        Ok(it)
    }

    /// The days of rest as an office writes them: 元旦 1月1日至1月3日；春节 2月5日至2月11日.
    #[must_use]
    pub fn rest_written(&self) -> String {
        let stretch = |it: &Rest| {
            let from = self.day_written(it.from);
            if it.from == it.to {
                return format!("{} {from}", it.name).trim().to_owned();
            }
            let to = self.day_written(it.to);
            format!("{} {from}至{to}", it.name).trim().to_owned()
        };
        self.rest.iter().map(stretch).collect::<Vec<_>>().join("；")
    }

    /// The weekend days on which people work, as an office writes them: 1月30日、2月14日.
    #[must_use]
    pub fn work_written(&self) -> String {
        let days = self.work.iter().map(|it| self.day_written(*it));
        days.collect::<Vec<_>>().join("、")
    }

    fn day_written(&self, day: NaiveDate) -> String {
        let (month, of_month) = (day.month(), day.day());
        if day.year() == self.year {
            format!("{month}月{of_month}日")
        } else {
            format!("{}年{month}月{of_month}日", day.year())
        }
    }

    fn validate(&self) -> Result<(), YearFault> {
        if !YEARS.contains(&self.year) {
            return Err(YearFault::Year(self.year));
        }
        for rest in &self.rest {
            if rest.to < rest.from {
                return Err(YearFault::Backwards(rest.name.clone()));
            }
            // 元旦 may begin on the last days of December.
            if rest.to.year() != self.year || rest.from.year() < self.year - 1 {
                return Err(YearFault::OtherYear {
                    day: rest.to,
                    year: self.year,
                });
            }
        }
        for day in &self.work {
            if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
                return Err(YearFault::NotWeekend(*day));
            }
            if day.year() != self.year && day.year() != self.year - 1 {
                return Err(YearFault::OtherYear {
                    day: *day,
                    year: self.year,
                });
            }
        }
        Ok(())
    }
}

fn parts<'a>(text: &'a str, at: &'a [char]) -> impl Iterator<Item = &'a str> {
    text.split(at).map(str::trim).filter(|it| !it.is_empty())
}

/// 2月14日, 14日 (in the month of `after`), 2026-02-14, 2.14; a weekday in brackets is passed over.
fn day(year: i32, after: Option<NaiveDate>, written: &str) -> Result<NaiveDate, YearFault> {
    let bare = written
        .split(['（', '('])
        .next()
        .unwrap_or(written)
        .trim()
        .trim_end_matches("放假")
        .trim_end_matches("上班");
    let numbers: Vec<u32> = bare
        .split(|c: char| !c.is_ascii_digit())
        .filter(|it| !it.is_empty())
        .filter_map(|it| it.parse().ok())
        .collect();
    let fault = || YearFault::Day(written.to_owned());
    let made = match (numbers.as_slice(), after) {
        ([day], Some(after)) => NaiveDate::from_ymd_opt(after.year(), after.month(), *day),
        ([month, day], _) => NaiveDate::from_ymd_opt(year, *month, *day),
        ([of, month, day], _) => {
            NaiveDate::from_ymd_opt(i32::try_from(*of).map_err(|_| fault())?, *month, *day)
        }
        _ => None,
    };
    made.ok_or_else(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_day_by_day_becomes_stretches_that_an_office_can_read_and_write() {
        let json = r#"{"$schema": "x", "year": 2027, "papers": [], "days": [
            {"name": "元旦", "date": "2026-12-31", "isOffDay": true},
            {"name": "元旦", "date": "2027-01-01", "isOffDay": true},
            {"name": "春节", "date": "2027-01-30", "isOffDay": false},
            {"name": "春节", "date": "2027-02-05", "isOffDay": true},
            {"name": "春节", "date": "2027-02-06", "isOffDay": true}]}"#;
        let years = HolidayYear::read(json).expect("it is read");
        let year = &years[0];
        assert_eq!(
            year.rest_written(),
            "元旦 2026年12月31日至1月1日；春节 2月5日至2月6日"
        );
        assert_eq!(year.work_written(), "1月30日");
        let back = HolidayYear::written(2027, "", &year.rest_written(), &year.work_written());
        assert_eq!(back.as_ref(), Ok(year), "what is written is read back");
        let empty = HolidayYear::read(r#"{"year": 2028, "days": []}"#);
        assert_eq!(empty, Err(YearFault::Nothing(2028)), "not yet published");
    }
}
