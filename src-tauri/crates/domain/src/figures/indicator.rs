//! What a figure is: what it counts, in what it is measured, under which heading it stands.

use crate::figures::{About, Fact, On, Weight};

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

impl Indicator {
    /// A plain count: how many of `measure`.
    pub(super) const fn counted(
        (section, about): (Section, About),
        (key, title): (&'static str, &'static str),
        measure: &'static str,
        top: Count,
        basis: &'static str,
    ) -> Self {
        Self {
            key,
            title,
            section,
            unit: Unit::Count(measure),
            about,
            top,
            bottom: None,
            basis,
        }
    }
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

/// A count over one sort of facts, named by its detail: its words, the filters of its list, and how
/// much a fact weighs; one of weight zero does not count.
macro_rules! count {
    ($detail:ident, $words:expr, $list:expr, $body:expr) => {
        $crate::figures::Count {
            words: $words,
            of: {
                fn weigh<'a>(
                    fact: &'a $crate::figures::Fact,
                    _: &$crate::figures::On,
                ) -> $crate::figures::Weight<'a> {
                    use $crate::figures::Weight;
                    use $crate::figures::detail::Detail;

                    let body: fn(&$detail) -> i64 = $body;
                    match &fact.detail {
                        Detail::$detail(it) => match body(it) {
                            0 => Weight::Out,
                            many => Weight::Many(many),
                        },
                        _ => Weight::Out,
                    }
                }
                weigh
            },
            list: $list,
        }
    };
}
pub(crate) use count;
