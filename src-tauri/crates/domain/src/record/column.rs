//! Fields that the program reckons with: each is declared once beside its definition, with the type
//! of what it holds, and read by that declaration alone.
//!
//! `columns!` declares the fields of a record type; a test compares every declaration with the
//! definition. A misspelled field does not compile, and one read as another type neither.

use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

use chrono::NaiveDate;

use crate::dates::PartialDate;
use crate::record::{FieldKey, Item, RecordId, RecordType, Row, Value};

/// What a field holds, as it is read.
pub trait Held {
    /// What reading gives; it borrows from the record.
    type Read<'a>;
    /// The field types (by [`crate::record::FieldType::key`]) that hold it.
    const SORTS: &'static [&'static str];

    /// Reads a value; `None` where the field holds something else, e.g. an old ledger's word that
    /// is not in the list.
    fn read(value: &Value) -> Option<Self::Read<'_>>;
}

/// Text, a name, a number kept as text, or a word of a list that the office may change.
#[derive(Clone, Copy, Debug)]
pub enum Text {}

/// A reference to one record.
#[derive(Clone, Copy, Debug)]
pub enum Reference {}

/// References to several records, or several words of a list.
#[derive(Clone, Copy, Debug)]
pub enum Several {}

impl Held for Text {
    type Read<'a> = &'a str;
    const SORTS: &'static [&'static str] = &[
        "text",
        "long_text",
        "name",
        "id_number",
        "phone",
        "time",
        "code",
        "choice",
    ];

    fn read(value: &Value) -> Option<&str> {
        value.as_text()
    }
}

impl Held for Reference {
    type Read<'a> = &'a Item;
    const SORTS: &'static [&'static str] = &["ref"];

    fn read(value: &Value) -> Option<&Item> {
        match value {
            Value::Ref(item) => Some(item),
            _ => None,
        }
    }
}

impl Held for Several {
    type Read<'a> = &'a BTreeSet<Item>;
    const SORTS: &'static [&'static str] = &["choices", "refs"];

    fn read(value: &Value) -> Option<&BTreeSet<Item>> {
        match value {
            Value::Set(items) => Some(items),
            _ => None,
        }
    }
}

impl Held for PartialDate {
    type Read<'a> = Self;
    const SORTS: &'static [&'static str] = &["date"];

    fn read(value: &Value) -> Option<Self> {
        value.as_date()
    }
}

/// A count, fen, or hundredths of one per cent.
impl Held for i64 {
    type Read<'a> = Self;
    const SORTS: &'static [&'static str] = &["int", "money", "percent"];

    fn read(value: &Value) -> Option<Self> {
        value.as_int()
    }
}

impl Held for bool {
    type Read<'a> = Self;
    const SORTS: &'static [&'static str] = &["bool"];

    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(yes) => Some(*yes),
            _ => None,
        }
    }
}

/// An enum whose values are the words of a closed list.
pub trait Worded: Copy + 'static {
    /// The value of that word; `None` for any other text.
    fn from_word(word: &str) -> Option<Self>;
}

impl<T: Worded> Held for T {
    type Read<'a> = Self;
    const SORTS: &'static [&'static str] = &["choice", "text"];

    fn read(value: &Value) -> Option<Self> {
        value.as_text().and_then(Self::from_word)
    }
}

/// A field by its key, with the type of what it holds.
pub struct Column<T> {
    key: &'static str,
    holds: PhantomData<fn() -> T>,
}

impl<T> Column<T> {
    /// Declares a field. Only `columns!` does, which a test compares with the definitions.
    #[must_use]
    pub const fn new(key: &'static str) -> Self {
        Self {
            key,
            holds: PhantomData,
        }
    }

    /// Its permanent key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        self.key
    }
}

impl<T> Clone for Column<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Column<T> {}

impl<T> fmt::Debug for Column<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Column({})", self.key)
    }
}

impl<T> From<Column<T>> for FieldKey {
    fn from(column: Column<T>) -> Self {
        column.key.into()
    }
}

/// Whatever holds the fields of one record: a stored row, a record about to be saved, a print's
/// row.
pub trait Reads {
    /// The value of a field; `None` where nothing is recorded.
    fn value(&self, key: &str) -> Option<&Value>;

    /// What a field holds.
    fn read<T: Held>(&self, column: Column<T>) -> Option<T::Read<'_>> {
        self.value(column.key).and_then(T::read)
    }

    /// Whether a field holds anything.
    fn has<T>(&self, column: Column<T>) -> bool {
        self.value(column.key).is_some()
    }

    /// Whether a field says yes.
    fn yes(&self, column: Column<bool>) -> bool {
        self.read(column) == Some(true)
    }

    /// The record that a field refers to, where it found one.
    fn id(&self, column: Column<Reference>) -> Option<RecordId> {
        self.value(column.key).and_then(Value::as_id)
    }

    /// The last day that a date may mean: a month without a day is not held against anybody.
    fn last_day(&self, column: Column<PartialDate>) -> Option<NaiveDate> {
        self.read(column).map(PartialDate::last_day)
    }
}

/// A row with its type.
#[derive(Clone, Copy, Debug)]
pub struct TypedRow<'a> {
    /// Its type.
    pub kind: &'a RecordType,
    /// Its values.
    pub row: &'a Row,
}

impl Reads for TypedRow<'_> {
    fn value(&self, key: &str) -> Option<&Value> {
        self.row.get(self.kind, key)
    }
}

impl Row {
    /// What a field holds.
    #[must_use]
    pub fn read<'a, T: Held>(
        &'a self,
        kind: &RecordType,
        column: Column<T>,
    ) -> Option<T::Read<'a>> {
        self.of(kind, column).and_then(T::read)
    }

    /// The value of a field.
    #[must_use]
    pub fn of<T>(&self, kind: &RecordType, column: Column<T>) -> Option<&Value> {
        self.get(kind, column.key)
    }

    /// Whether a field holds anything.
    #[must_use]
    pub fn has<T>(&self, kind: &RecordType, column: Column<T>) -> bool {
        self.of(kind, column).is_some()
    }

    /// Whether a field says yes.
    #[must_use]
    pub fn yes(&self, kind: &RecordType, column: Column<bool>) -> bool {
        self.read(kind, column) == Some(true)
    }

    /// The record that a field refers to, where it found one.
    #[must_use]
    pub fn link(&self, kind: &RecordType, column: Column<Reference>) -> Option<RecordId> {
        self.of(kind, column).and_then(Value::as_id)
    }
}

/// A declared field as the test of the declarations sees it: key, and the field types that may hold
/// it.
pub type Declared = (&'static str, &'static [&'static str]);

/// The declared fields of a record type, or those that several have in common.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// The record types that have them.
    pub kinds: &'static [&'static str],
    /// The fields.
    pub columns: &'static [Declared],
}

/// Declares the fields of a record type with what they hold.
macro_rules! columns {
    (
        $(#[$doc:meta])*
        $view:ident of $($kind:literal),+;
        $($name:ident: $holds:ty = $key:literal,)*
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub enum $view {}

        impl $view {
            $(
                #[doc = concat!("Field `", $key, "`.")]
                pub const $name: $crate::record::Column<$holds> =
                    $crate::record::Column::new($key);
            )*

            /// All of them, for the comparison with the definitions.
            pub const DECLARED: $crate::record::View = $crate::record::View {
                kinds: &[$($kind),+],
                columns: &[$(($key, <$holds as $crate::record::Held>::SORTS)),*],
            };
        }
    };
}
pub(crate) use columns;
