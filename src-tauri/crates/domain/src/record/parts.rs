//! What a definition says beside its fields: the book it fills, its parent, its running number, how
//! columns of old sheets are read.

use crate::record::{FieldKey, KindKey, RecordId, Shelf, Value};

/// Where a record type's rows stand as a book, and where the menu shows it.
///
/// A type becomes a register with `.register(key, title, book)`, the last of the 基础名册 unless
/// `.on(shelf, turn)` says where it stands: several registers of one shelf share one entry of the menu
/// and stand beside each other on its page.
#[derive(Clone, Debug)]
pub struct Register {
    /// Key on the command line, e.g. `roster`.
    pub key: String,
    /// Title on paper, e.g. 代表名册.
    pub title: String,
    /// Its place among the books, e.g. 册一; empty for the others.
    pub book: String,
    /// The entry of the menu under which it stands.
    pub shelf: Shelf,
    /// Its turn on the shelf.
    pub turn: u8,
}

/// A record type whose rows belong to a row of another.
#[derive(Clone, Debug)]
pub struct ParentLink {
    /// The parent's type; `None` when any record may be the parent.
    pub kind: Option<KindKey>,
    /// The field that refers to the parent.
    pub field: FieldKey,
}

/// A write that setting a parent's field means for its children.
#[derive(Clone, PartialEq, Debug)]
pub enum ChildWrite {
    /// A new child with these values.
    Create(Vec<(FieldKey, Value)>),
    /// These fields of that child.
    Edit(RecordId, Vec<(FieldKey, Option<Value>)>),
    /// The child no longer stands.
    Void(RecordId, String),
}

/// What a new record takes from another that it refers to (a visitor from the reception day), as
/// far as nobody wrote it.
#[derive(Clone, Debug)]
pub struct Inherits {
    /// The field that refers to the other record.
    pub from: FieldKey,
    /// Fields of the other record, and the own fields they fill.
    pub fields: Vec<(FieldKey, FieldKey)>,
    /// Own fields that take a fixed value with it.
    pub fixed: Vec<(FieldKey, Value)>,
}

/// A number issued once and kept: 第7号.
#[derive(Clone, Debug)]
pub struct Serial {
    /// The field that holds it.
    pub field: FieldKey,
    /// The field that holds the letter of the device series; empty for the first PC.
    pub series: FieldKey,
    /// Numbers start anew for each year of this date.
    pub year_of: FieldKey,
    /// And for each value of this field.
    pub station: FieldKey,
}

/// A column that holds a date and then something else: 反馈时间及满意度, “2月8日 满意”.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TwoInOne {
    /// What the column is called.
    pub headings: &'static [&'static str],
    /// The field of the date.
    pub date: &'static str,
    /// The field of the rest.
    pub rest: &'static str,
}

/// Columns of a sheet that make one field together: 单位 and 职务.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Joined {
    /// What each of the columns is called, in the order in which their texts are joined.
    pub headings: &'static [&'static [&'static str]],
    /// The field they make.
    pub field: &'static str,
}

/// A field for one record in whose column old sheets name several: the first stays, the others go to
/// the other field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Foremost {
    /// The field of the first.
    pub first: &'static str,
    /// The field of the others.
    pub others: &'static str,
}

/// What another record says of this one and follows it in: each of its fields takes the new value while
/// it is empty or still holds the old one. What somebody else wrote there stays.
#[derive(Clone, Debug)]
pub struct Mirror {
    /// The field that names the other record.
    pub through: FieldKey,
    /// Own fields, and the fields of the other record that follow them.
    pub fields: Vec<(FieldKey, FieldKey)>,
}
