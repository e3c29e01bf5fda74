//! What figures are broken down by.

use crate::dates::PartialDate;
use crate::figures::Fact;
use crate::figures::detail::Detail;
use crate::record::Item;

/// A way to break figures down.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dimension {
    /// 月份
    Month,
    /// 季度
    Quarter,
    /// 站点
    Station,
    /// 问题类别
    Category,
    /// 承办单位
    Unit,
    /// 代表
    Deputy,
    /// 来源渠道
    Channel,
}

/// A line of a breakdown.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Bucket {
    /// Year and month, or year and quarter.
    Time(i32, u32),
    /// A word of a list.
    Word(String),
    /// A record, or a name that matched none.
    Of(Item),
    /// Nothing is filled in.
    Unsaid,
}

impl Bucket {
    /// As requests name it; [`Bucket::parse`] reads it again.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Time(year, part) => format!("t{year:04}-{part:02}"),
            Self::Word(word) => format!("w{word}"),
            Self::Of(Item::Id(id)) => format!("r{id}"),
            Self::Of(Item::Text(text)) => format!("n{text}"),
            Self::Unsaid => String::new(),
        }
    }

    /// The line that a key names; `None` for what is none.
    ///
    /// ```
    /// use domain::figures::Bucket;
    /// for it in [Bucket::Time(2026, 3), Bucket::Word("教育".into()), Bucket::Unsaid] {
    ///     assert_eq!(Bucket::parse(&it.key()), Some(it));
    /// }
    /// ```
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        let Some(sort) = key.chars().next() else {
            return Some(Self::Unsaid);
        };
        let rest = key.strip_prefix(sort)?;
        Some(match sort {
            't' => {
                let (year, part) = rest.split_once('-')?;
                Self::Time(year.parse().ok()?, part.parse().ok()?)
            }
            'w' => Self::Word(rest.into()),
            'r' => Self::Of(Item::Id(crate::record::RecordId::parse(rest)?)),
            'n' => Self::Of(Item::Text(rest.into())),
            _ => return None,
        })
    }
}

impl Dimension {
    /// Every dimension, in the order of the tabs.
    pub const ALL: [Self; 7] = [
        Self::Month,
        Self::Quarter,
        Self::Station,
        Self::Category,
        Self::Unit,
        Self::Deputy,
        Self::Channel,
    ];

    /// Lasting key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Station => "station",
            Self::Category => "category",
            Self::Unit => "unit",
            Self::Deputy => "deputy",
            Self::Channel => "channel",
        }
    }

    /// As the tab says it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Month => "月份",
            Self::Quarter => "季度",
            Self::Station => "站点",
            Self::Category => "问题类别",
            Self::Unit => "承办单位",
            Self::Deputy => "代表",
            Self::Channel => "来源渠道",
        }
    }

    /// The dimension of a key.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.key() == key)
    }

    /// The figures that stand in its columns, by key.
    #[must_use]
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Month | Self::Quarter | Self::Station => &[
                "sittings",
                "deputy_times",
                "voter_times",
                "registered",
                "assigned",
                "punctual_rate",
                "closed",
                "satisfied_rate",
                "activities",
            ],
            Self::Category => &[
                "visits",
                "registered",
                "assigned",
                "replied",
                "solved_rate",
                "closed",
                "overdue",
                "satisfied_rate",
            ],
            Self::Unit => &[
                "assigned",
                "replied",
                "punctual_rate",
                "solved_rate",
                "consulted_rate",
                "satisfied_rate",
                "reply_days",
                "overdue",
            ],
            Self::Deputy => &[
                "sittings",
                "visits",
                "registered",
                "suggestions",
                "activity_times",
                "attendance_rate",
                "contacts",
                "good_works",
            ],
            Self::Channel => &[
                "visits",
                "voter_times",
                "registered",
                "accepted_rate",
                "assigned",
                "closed",
                "satisfied_rate",
            ],
        }
    }

    /// How matters are handled, line by line: every rate of it, and what belongs beside them.
    pub const RATES: &[&str] = &[
        "registered",
        "accepted_rate",
        "assigned_rate",
        "punctual_rate",
        "timely_rate",
        "closed_rate",
        "solved_rate",
        "consulted_rate",
        "satisfied_rate",
        "mostly_satisfied_rate",
        "reply_days",
        "overdue",
    ];

    /// In which lines a fact stands; in every deputy's that it is put down to.
    #[must_use]
    pub fn buckets(self, fact: &Fact) -> Vec<Bucket> {
        let time = |of: fn(PartialDate) -> Option<u32>| {
            let line = fact
                .on
                .and_then(|on| Some(Bucket::Time(on.year_part(), of(on)?)));
            vec![line.unwrap_or(Bucket::Unsaid)]
        };
        let word = |it: &Option<String>| vec![it.clone().map_or(Bucket::Unsaid, Bucket::Word)];
        let item = |it: &Option<Item>| vec![it.clone().map_or(Bucket::Unsaid, Bucket::Of)];
        match self {
            Self::Month => time(|on| on.month_part().map(u32::from)),
            Self::Quarter => time(|on| on.month_part().map(|it| (u32::from(it) - 1) / 3 + 1)),
            Self::Station => item(&fact.station),
            Self::Category => word(&fact.category),
            Self::Channel => word(&fact.channel),
            Self::Unit => item(&fact.unit),
            Self::Deputy => {
                let all: Vec<Bucket> = match &fact.detail {
                    // Who was expected has a rate of attendance also by being away.
                    Detail::Held(held) => held.expected.iter().cloned().map(Bucket::Of).collect(),
                    _ => fact.deputies.iter().cloned().map(Bucket::Of).collect(),
                };
                if all.is_empty() {
                    vec![Bucket::Unsaid]
                } else {
                    all
                }
            }
        }
    }
}
