//! Periods: a week, a month, a quarter, a year, or any days; the one before and the same of the year
//! before.

use chrono::{Datelike, Days, Months, NaiveDate};

/// Sorts of periods that offices report on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PeriodSort {
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// A calendar year.
    Year,
    /// Any other days.
    Free,
}

/// From one day to another, both within; an end left open has no bound there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Period {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}

fn first_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)
}

impl Period {
    /// The period of this sort in which a day lies; open on both sides for [`PeriodSort::Free`].
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use domain::figures::{Period, PeriodSort};
    ///
    /// let day: NaiveDate = "2026-11-25".parse().unwrap();
    /// assert_eq!(Period::around(PeriodSort::Quarter, day).title(), "2026年第四季度");
    /// assert_eq!(Period::around(PeriodSort::Week, day).title(), "2026年11月23日至29日");
    /// ```
    #[must_use]
    pub fn around(sort: PeriodSort, day: NaiveDate) -> Self {
        let (year, month) = (day.year(), day.month());
        let until = |first: Option<NaiveDate>, months: u32| Self {
            from: first,
            to: first
                .and_then(|it| it.checked_add_months(Months::new(months)))
                .and_then(|it| it.pred_opt()),
        };
        match sort {
            PeriodSort::Week => {
                let past = u64::from(day.weekday().num_days_from_monday());
                let monday = day.checked_sub_days(Days::new(past));
                Self {
                    from: monday,
                    to: monday.and_then(|it| it.checked_add_days(Days::new(6))),
                }
            }
            PeriodSort::Month => until(first_of_month(year, month), 1),
            PeriodSort::Quarter => until(first_of_month(year, (month - 1) / 3 * 3 + 1), 3),
            PeriodSort::Year => until(first_of_month(year, 1), 12),
            PeriodSort::Free => Self::default(),
        }
    }

    /// Which sort it is by its days.
    #[must_use]
    pub fn sort(self) -> PeriodSort {
        let Some(from) = self.from else {
            return PeriodSort::Free;
        };
        [
            PeriodSort::Year,
            PeriodSort::Quarter,
            PeriodSort::Month,
            PeriodSort::Week,
        ]
        .into_iter()
        .find(|sort| Self::around(*sort, from) == self)
        .unwrap_or(PeriodSort::Free)
    }

    /// The period of the same length just before; `None` where an end is open.
    #[must_use]
    pub fn before(self) -> Option<Self> {
        let (from, to) = (self.from?, self.to?);
        let last = from.pred_opt()?;
        Some(match self.sort() {
            PeriodSort::Free => Self {
                from: from
                    .checked_sub_days(Days::new(u64::try_from((to - from).num_days()).ok()? + 1)),
                to: Some(last),
            },
            sort => Self::around(sort, last),
        })
    }

    /// The same days of the year before; for a week the 52nd before. `None` where an end is open.
    #[must_use]
    pub fn last_year(self) -> Option<Self> {
        let (from, to) = (self.from?, self.to?);
        Some(match self.sort() {
            PeriodSort::Week => Self {
                from: from.checked_sub_days(Days::new(364)),
                to: to.checked_sub_days(Days::new(364)),
            },
            PeriodSort::Free => Self {
                from: from.checked_sub_months(Months::new(12)),
                to: to.checked_sub_months(Months::new(12)),
            },
            sort => Self::around(sort, from.checked_sub_months(Months::new(12))?),
        })
    }

    /// Whether it is still running on a day.
    #[must_use]
    pub fn runs_on(self, day: NaiveDate) -> bool {
        self.from.is_some_and(|from| from <= day) && self.to.is_some_and(|to| day < to)
    }

    /// The period before, as far as this one has come by a day: ten months of a year are not held
    /// against twelve.
    ///
    /// ```
    /// use domain::figures::{Period, PeriodSort};
    ///
    /// let day = "2026-11-25".parse().unwrap();
    /// let year = Period::around(PeriodSort::Year, day);
    /// assert_eq!(year.before_by(day).unwrap().title(), "2025年1月1日至11月25日");
    /// ```
    #[must_use]
    pub fn before_by(self, day: NaiveDate) -> Option<Self> {
        self.before().map(|it| self.as_far(it, day))
    }

    /// The same of the year before, as far as this one has come by a day.
    #[must_use]
    pub fn last_year_by(self, day: NaiveDate) -> Option<Self> {
        self.last_year().map(|it| self.as_far(it, day))
    }

    fn as_far(self, other: Self, day: NaiveDate) -> Self {
        let (Some(from), Some(first)) = (self.from, other.from) else {
            return other;
        };
        if !self.runs_on(day) {
            return other;
        }
        let years = u32::try_from(from.year() - first.year()).unwrap_or(0);
        let whole_years = from.checked_sub_months(Months::new(12 * years)) == Some(first);
        let come = if whole_years {
            day.checked_sub_months(Months::new(12 * years))
        } else {
            u64::try_from((day - from).num_days())
                .ok()
                .and_then(|days| first.checked_add_days(Days::new(days)))
        };
        Self {
            to: come.into_iter().chain(other.to).min(),
            ..other
        }
    }

    /// As offices write it.
    #[must_use]
    pub fn title(self) -> String {
        let day = |it: NaiveDate| format!("{}年{}月{}日", it.year(), it.month(), it.day());
        let (from, to) = match (self.from, self.to) {
            (None, None) => return "建账以来".into(),
            (None, Some(to)) => return format!("截至{}", day(to)),
            (Some(from), None) => return format!("{}以来", day(from)),
            (Some(from), Some(to)) => (from, to),
        };
        let year = from.year();
        match self.sort() {
            PeriodSort::Year => format!("{year}年"),
            PeriodSort::Quarter => {
                let quarter = ["一", "二", "三", "四"][(from.month0() / 3) as usize];
                format!("{year}年第{quarter}季度")
            }
            PeriodSort::Month => format!("{year}年{}月", from.month()),
            PeriodSort::Week | PeriodSort::Free if from == to => day(from),
            PeriodSort::Week | PeriodSort::Free => {
                let end = if to.year() != year {
                    day(to)
                } else if to.month() != from.month() {
                    format!("{}月{}日", to.month(), to.day())
                } else {
                    format!("{}日", to.day())
                };
                format!("{}至{end}", day(from))
            }
        }
    }

    /// Its months in order, at most `most` of them, as year and month; none where an end is open.
    #[must_use]
    pub fn months(self, most: usize) -> Vec<(i32, u32)> {
        let (Some(from), Some(to)) = (self.from, self.to) else {
            return Vec::new();
        };
        let first = first_of_month(from.year(), from.month());
        std::iter::successors(first, |it| it.checked_add_months(Months::new(1)))
            .take_while(|it| *it <= to)
            .take(most)
            .map(|it| (it.year(), it.month()))
            .collect()
    }
}
