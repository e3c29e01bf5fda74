//! What can be said of a field: what it holds, how private it is, whether it must be filled, what
//! two concurrent writes of it mean.

use serde::Serialize;

use crate::codes::CodeList;
use crate::record::{FieldKey, KindKey};

/// How private a field is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum Privacy {
    /// May stand on a notice board.
    Open,
    /// For the office.
    Office,
    /// 敏感: lives in the sensitive side record.
    Sensitive,
}

/// Whether a field must be filled. Requirements bind the state, never the draft.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum Need {
    /// May stay empty.
    Optional,
    /// Empty is 待补: saved, listed, reminded of.
    Expected,
    /// Without it there is no record.
    Blocking,
}

/// What a field can hold.
#[derive(Clone, PartialEq, Debug)]
pub enum FieldType {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// A person's name, sorted by strokes and found by pinyin.
    Name,
    /// 公民身份号码 (GB 11643).
    IdNumber,
    /// A telephone number.
    Phone,
    /// A day, a month or a year.
    Date,
    /// A whole number, zero or more.
    Int,
    /// Money in yuan; kept in fen.
    Money,
    /// A share in per cent; kept in hundredths of one per cent.
    Percent,
    /// A time of day, a span of it or a part of the day; kept as text: `09:00-11:30`.
    Time,
    /// Yes or no.
    Bool,
    /// One of a national code list, kept and shown by its name.
    Code(&'static CodeList),
    /// One of the office's list.
    Choice(Vec<String>),
    /// Several of the office's list.
    Choices(Vec<String>),
    /// Another record.
    Ref(KindKey),
    /// Several other records.
    Refs(KindKey),
}

impl FieldType {
    /// One of these words.
    #[must_use]
    pub fn choice(words: &[&str]) -> Self {
        Self::Choice(words.iter().map(|it| (*it).to_owned()).collect())
    }

    /// Several of these words.
    #[must_use]
    pub fn choices_of(words: &[&str]) -> Self {
        Self::Choices(words.iter().map(|it| (*it).to_owned()).collect())
    }

    /// Whether it holds several values, merged as a set.
    #[must_use]
    pub fn is_set(&self) -> bool {
        matches!(self, Self::Choices(_) | Self::Refs(_))
    }

    /// Whether it holds words as they were written.
    #[must_use]
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Text | Self::LongText | Self::Name)
    }

    /// The record type it refers to.
    #[must_use]
    pub fn refers_to(&self) -> Option<&KindKey> {
        match self {
            Self::Ref(kind) | Self::Refs(kind) => Some(kind),
            _ => None,
        }
    }

    /// A lasting word for it, for schemas and definition hashes.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::LongText => "long_text",
            Self::Name => "name",
            Self::IdNumber => "id_number",
            Self::Phone => "phone",
            Self::Date => "date",
            Self::Int => "int",
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Time => "time",
            Self::Bool => "bool",
            Self::Code(_) => "code",
            Self::Choice(_) => "choice",
            Self::Choices(_) => "choices",
            Self::Ref(_) => "ref",
            Self::Refs(_) => "refs",
        }
    }

    /// What a form or template offers, where it is a list.
    #[must_use]
    pub fn choices(&self) -> Vec<String> {
        match self {
            Self::Code(list) => list.codes.iter().map(|code| code.name.to_owned()).collect(),
            Self::Choice(choices) | Self::Choices(choices) => choices.clone(),
            Self::Bool => vec!["是".into(), "否".into()],
            _ => Vec::new(),
        }
    }
}

/// What happens to values that stand beside each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum Conflict {
    /// A person must decide: numbers, dates and sums of record, long texts, chosen words. The later
    /// one (by Lamport number) is shown meanwhile.
    Person,
    /// Who somebody is: name, sex, date of birth, numbers of identity. As [`Conflict::Person`]; the
    /// shown value is frozen until somebody who decides for the office has chosen, and official
    /// papers mark it.
    Identity,
    /// The later one stands, the other is noted beside it: telephones, addresses, short texts. A text
    /// longer than its field is meant for needs a person.
    Soft,
    /// The state that is further along the way stands and the other is noted; a person decides
    /// between two ends, and where neither is further.
    Forward,
    /// Elements are joined: what one added and the other had not seen stays. There is no conflict.
    AddWins,
}

impl Conflict {
    /// What follows from the type of a field, unless its definition says otherwise.
    ///
    /// ```
    /// use domain::record::{Conflict, FieldType};
    /// assert_eq!(Conflict::of(&FieldType::IdNumber), Conflict::Identity);
    /// assert_eq!(Conflict::of(&FieldType::Phone), Conflict::Soft);
    /// ```
    #[must_use]
    pub fn of(field_type: &FieldType) -> Self {
        match field_type {
            FieldType::Text | FieldType::Phone | FieldType::Time => Self::Soft,
            FieldType::Choices(_) | FieldType::Refs(_) => Self::AddWins,
            FieldType::Name | FieldType::IdNumber => Self::Identity,
            FieldType::LongText
            | FieldType::Date
            | FieldType::Int
            | FieldType::Money
            | FieldType::Percent
            | FieldType::Bool
            | FieldType::Code(_)
            | FieldType::Choice(_)
            | FieldType::Ref(_) => Self::Person,
        }
    }
}

impl Conflict {
    /// Whether a person has to choose in any case.
    #[must_use]
    pub fn asks(self) -> bool {
        matches!(self, Self::Person | Self::Identity)
    }
}

/// How far along its way a word of a list of states is, where no workflow says so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reached {
    /// Steps from the beginning; states that lead to one another stand equally far.
    pub at: usize,
    /// Nothing follows on it.
    pub is_end: bool,
}

/// Says it of a word; `None` for words that are no state.
pub type Course = fn(&str) -> Option<Reached>;

/// How search finds a record by this field.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum SearchAs {
    /// Not at all.
    No,
    /// By characters, pinyin, initials.
    Name,
    /// By characters.
    Text,
    /// By any run of digits, so also by the tail.
    Number,
}

/// Who writes a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum WrittenBy {
    /// Whoever edits the record.
    Anybody,
    /// A step of the workflow fills it; afterwards it is corrected like any other. In a record
    /// brought in from an old ledger (历史补录) anybody fills it.
    StepFirst,
    /// Steps of the workflow alone.
    StepOnly,
}

/// In which field's order the values of a column by day stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Follows {
    /// They never fall where that field grows.
    With(FieldKey),
    /// They never grow where that field grows.
    Against(FieldKey),
}

/// What is known before a form is filled in, and stands in it already. The clerk sees it and may
/// change it; other ways in leave the field as they find it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Offer {
    /// Today.
    Today,
    /// The name of the person at the keyboard.
    User,
    /// The office's current term.
    Term,
    /// This word, which is what it mostly is.
    Word(&'static str),
}
