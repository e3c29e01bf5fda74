//! What a field can hold, and a record as a row of such values.

use std::collections::BTreeSet;

use crate::dates::PartialDate;
use crate::record::RecordId;

/// One element of a set, or what a reference points at.
///
/// References are ids and may dangle. Imported text that matched no record is kept as text, so
/// that nothing a sheet said is lost.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Item {
    /// A record, which may not have arrived yet.
    Id(RecordId),
    /// Text: a choice of a list, or a name that matched no record.
    Text(String),
}

/// The value of one field.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Value {
    /// Text, kept as written (never normalised beyond trimming).
    Text(String),
    /// A whole number.
    Int(i64),
    /// Yes or no.
    Bool(bool),
    /// A date known to the day, the month or the year.
    Date(PartialDate),
    /// A reference to another record.
    Ref(Item),
    /// Several values; merged by union of what was added and not seen to be removed.
    Set(BTreeSet<Item>),
}

impl Value {
    /// The text, where the value is text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The record referred to, where the value is a reference that found its record.
    #[must_use]
    pub fn as_id(&self) -> Option<RecordId> {
        match self {
            Self::Ref(Item::Id(id)) => Some(*id),
            _ => None,
        }
    }

    /// The date, where the value is one.
    #[must_use]
    pub fn as_date(&self) -> Option<PartialDate> {
        match self {
            Self::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The number, where the value is one.
    #[must_use]
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// Whether it holds nothing: empty text or an empty set is no value at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Ref(Item::Text(text)) => text.is_empty(),
            Self::Set(items) => items.is_empty(),
            _ => false,
        }
    }
}

/// A record as it stands: the winning value of every field of its type, in the definition's order.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// Which record.
    pub id: RecordId,
    /// One place per field of the definition; `None` where nothing is recorded.
    pub values: Vec<Option<Value>>,
    /// Why it was voided (作废), where it was.
    pub voided: Option<String>,
    /// The creation was taken back; it no longer counts anywhere.
    pub retracted: bool,
}

impl Row {
    /// Whether it stands in lists and counts: neither voided nor taken back.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.voided.is_none() && !self.retracted
    }
}
