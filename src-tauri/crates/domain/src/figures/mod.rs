//! 统计报告: what is counted, how, and from which records.
//!
//! A figure is data: an [`Indicator`] says what its numerator and denominator count on a [`Fact`],
//! the typed view of a record. Gathering facts is the application's task, counting them the
//! [`Board`]'s. Nothing is kept: figures are counted from the registers each time.
//!
//! Records count in the period in which they were registered (收到、提交、接待、活动日期), and how far
//! they came is seen on the day of asking. So numerator and denominator of a rate always speak of
//! the same records. Source: 四率 of 正定县, 人次 of 东营市.

mod activities;
mod board;
mod dimension;
mod draft;
mod fact;
mod inside;
mod matters;
mod period;
mod receptions;
mod source;
mod summary;
mod works;

pub use board::{Board, Cell, Reckoned};
pub use dimension::{Bucket, Dimension};
pub use draft::{Counted, Draft, Late};
pub use fact::{About, Fact, On, Weight};
pub use inside::{Inside, InsideSource, inside_sources};
pub use period::{Period, PeriodSort};
pub use receptions::{Sittings, VISIT_FIELDS};
pub use source::{Beside, Cells, Source, sources};
pub use summary::{SUMMARY, SUMMARY_SORTS, summary_type};

/// What a figure is measured in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// A count with this measure word: 件, 次, 人次 …
    Count(&'static str),
    /// Hundredths: numerator of denominator.
    Percent,
    /// The mean of so many days: numerator shared out over denominator.
    Days,
}

impl Unit {
    /// As it stands behind the value.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Count(word) => word,
            Self::Percent => "%",
            Self::Days => "天",
        }
    }
}

/// How a register's list is narrowed to the records of a count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Narrow {
    /// The field is filled.
    Filled(&'static str),
    /// The field says one of these.
    OneOf(&'static str, &'static [&'static str]),
}

/// One side of a figure: which facts count, and how much each.
#[derive(Clone, Copy)]
pub struct Count {
    /// In the office's words: 已交办, 有效评价 …
    pub words: &'static str,
    /// What a fact weighs.
    pub of: for<'a> fn(&'a Fact, &On) -> Weight<'a>,
    /// The filters, beside period and station, with which the register's list shows the very same
    /// records; `None` where its filters cannot say it.
    pub list: Option<&'static [Narrow]>,
}

/// A figure.
#[derive(Clone, Copy)]
pub struct Indicator {
    /// Lasting key.
    pub key: &'static str,
    /// As offices call it.
    pub title: &'static str,
    /// The heading under which it stands.
    pub section: Section,
    /// What it is measured in.
    pub unit: Unit,
    /// Which facts it looks at.
    pub about: About,
    /// 分子, or what is counted.
    pub top: Count,
    /// 分母; `None` for plain counts.
    pub bottom: Option<Count>,
    /// What is counted and what is not, with its source.
    pub basis: &'static str,
}

/// Headings of the table of figures.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Section {
    /// 簿一
    Receptions,
    /// 簿三
    Matters,
    /// 簿二
    Activities,
    /// 册二
    Contacts,
    /// Disputes, works, projects.
    Works,
    /// Groups, stations, deputies: as they stand today.
    Bodies,
}

impl Section {
    /// As the table writes it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Receptions => "接待选民",
            Self::Matters => "意见建议办理",
            Self::Activities => "代表活动",
            Self::Contacts => "联系选民",
            Self::Works => "化解矛盾和办实事",
            Self::Bodies => "组织情况（截至今天）",
        }
    }
}

/// Every figure, in the order of the table.
#[must_use]
pub fn indicators() -> Vec<Indicator> {
    let mut all = Vec::new();
    all.extend_from_slice(receptions::INDICATORS);
    all.extend_from_slice(matters::INDICATORS);
    all.extend_from_slice(activities::INDICATORS);
    all.extend_from_slice(works::INDICATORS);
    all.sort_by_key(|it| it.section);
    all
}

#[cfg(test)]
mod tests;
