//! The figure of a rule, by its kind.

use crate::amounts::show_money;
use crate::calendar::Unit;
use crate::rules::{RuleKey, RuleKind};

/// A part of a whole, by which quorum and majority are told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Share {
    /// More than a half: of ten, six.
    MoreThanHalf,
    /// Two thirds or more: of ten, seven.
    TwoThirds,
    /// Three quarters or more: of ten, eight.
    ThreeQuarters,
    /// A third or more: of ten, four.
    OneThird,
    /// A fifth or more: of ten, two.
    OneFifth,
}

impl Share {
    /// Every share, the usual one first.
    pub const ALL: [Self; 5] = [
        Self::MoreThanHalf,
        Self::TwoThirds,
        Self::ThreeQuarters,
        Self::OneThird,
        Self::OneFifth,
    ];
    /// The words of the form of a presidium meeting.
    pub const QUORUM_WORDS: [&'static str; 2] = [Self::MoreThanHalf.word(), Self::TwoThirds.word()];

    /// As laws write it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::MoreThanHalf => "过半数",
            Self::TwoThirds => "三分之二以上",
            Self::ThreeQuarters => "四分之三以上",
            Self::OneThird => "三分之一以上",
            Self::OneFifth => "五分之一以上",
        }
    }

    /// By its word; `None` for any other.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word.trim())
    }

    /// The smallest number that reaches the share.
    ///
    /// ```
    /// use domain::rules::Share;
    /// assert_eq!(Share::MoreThanHalf.least_of(10), 6);
    /// assert_eq!(Share::TwoThirds.least_of(10), 7);
    /// ```
    #[must_use]
    pub fn least_of(self, whole: u32) -> u32 {
        match self {
            Self::MoreThanHalf => whole / 2 + 1,
            Self::TwoThirds => (whole / 3) * 2 + (whole % 3 * 2).div_ceil(3),
            Self::ThreeQuarters => (whole / 4) * 3 + (whole % 4 * 3).div_ceil(4),
            Self::OneThird => whole.div_ceil(3),
            Self::OneFifth => whole.div_ceil(5),
        }
    }

    /// Whether so many of the whole reach it. Of nobody nothing is reached.
    #[must_use]
    pub fn is_reached(self, number: u32, whole: u32) -> bool {
        whole > 0 && number >= self.least_of(whole)
    }
}

/// The figure of a rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Amount {
    /// So many units of time.
    Period(u32, Unit),
    /// So many people or times.
    Count(u32),
    /// A part of a whole: of a share or a majority.
    Part(Share),
    /// So much money, in fen.
    Money(i64),
    /// So many points.
    Score(u32),
}

impl Amount {
    /// What a rule says, by its kind: a number with or without a unit, or the words of a share.
    /// `None` where they do not fit the kind.
    #[must_use]
    pub fn of(
        key: RuleKey,
        number: Option<i64>,
        unit: Option<&str>,
        part: Option<&str>,
    ) -> Option<Self> {
        let number = || u32::try_from(number?).ok();
        Some(match key.kind() {
            RuleKind::Period => Self::Period(number()?, Unit::of_word(unit?)?),
            RuleKind::Count => Self::Count(number()?),
            RuleKind::Share | RuleKind::Majority => Self::Part(Share::from_word(part?)?),
            RuleKind::Money => Self::Money(i64::from(number()?) * 100),
            RuleKind::Score => Self::Score(number()?),
        })
    }

    /// 3个月, 10个工作日, 15日, 1个季度, 5名, 三分之二以上.
    #[must_use]
    pub fn written(self, key: RuleKey) -> String {
        match self {
            Self::Period(value, unit) => match unit {
                Unit::Day => format!("{value}日"),
                Unit::Month | Unit::Workday | Unit::Quarter => format!("{value}个{unit}"),
            },
            Self::Count(value) => format!("{value}{}", key.measure()),
            Self::Part(share) => share.word().to_owned(),
            Self::Money(fen) => format!("{}元", show_money(fen)),
            Self::Score(value) => format!("{value}分"),
        }
    }
}
