//! What one row of a sheet comes to, and what reading it needs to know.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use domain::record::{
    FieldFault, FieldKey, FieldType, RecordId, RecordType, Registry, Row, Severity, Value,
};
use store::query::Reader;
use workbook::layout::Layout;
use workbook::read::Cell;

use crate::importing::specs::Specs;
use crate::naming::referred;

/// A cell at fault.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) field: FieldKey,
    pub(super) column: String,
    pub(super) value: String,
    pub(super) reason: String,
    pub(super) hint: String,
    pub(super) severity: Severity,
    /// Records that a name may mean.
    pub(super) several: Vec<RecordId>,
}

/// A row as it would come in.
pub(super) struct ReadRow {
    pub(super) row: Row,
    pub(super) found: Vec<Found>,
    /// Values for fields that the cells of others gave, put in where nothing else stands.
    pub(super) besides: Vec<(usize, Value)>,
    /// What is kept as 原表其它栏.
    pub(super) others: String,
    /// Fields that no cell filled and that follow from the others.
    pub(super) derived: Vec<FieldKey>,
}

impl ReadRow {
    pub(super) fn note(&mut self, header: &str, text: &str) {
        if !self.others.is_empty() {
            self.others.push('；');
        }
        self.others.push_str(header);
        self.others.push('：');
        self.others.push_str(text);
    }
}

/// What reading a sheet's rows needs to know.
pub(super) struct RowReader<'a> {
    pub(super) kind: &'a RecordType,
    pub(super) reader: &'a Reader<'a>,
    pub(super) layout: &'a Layout,
    pub(super) specs: &'a Specs,
    pub(super) year: Option<i32>,
    pub(super) today: domain::calendar::Today,
    /// What a new record begins with.
    pub(super) beginning: domain::record::Beginning<'a>,
    /// Days are counted from 1904 on.
    pub(super) from_1904: bool,
    /// Values for fields without a column, for rows whose record says nothing there.
    pub(super) fill: Vec<(usize, Value)>,
    /// Cells with a date whose year nothing tells.
    pub(super) undated: std::cell::Cell<u32>,
    /// Columns with something in them that the record has no place for.
    pub(super) unread: std::cell::RefCell<BTreeSet<Unread>>,
    /// Whether the person at the keyboard may write what is decided for the office.
    pub(super) may_decide: bool,
    /// Decisions that a sheet of old ledgers brings along for a person who may not decide: how many by
    /// the field's label.
    pub(super) brought: std::cell::RefCell<BTreeMap<String, u32>>,
    /// What is known of each field, by its place.
    pub(super) fields: Vec<FieldReader>,
    /// What each column of the layout fills, by its place.
    pub(super) meanings: Vec<Meaning>,
}

/// A column that was understood and is not taken over.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Unread {
    /// The program says itself what stands there.
    Own(String),
    /// The register has no 原表其它栏.
    Homeless(String),
}

/// What a column of a sheet fills; worked out once and not for each of its cells.
pub(super) struct Meaning {
    /// The fields of a date and something else that share the column.
    pub(super) two_in_one: Option<(usize, usize)>,
    /// The program numbers by itself.
    pub(super) numbering: bool,
    /// The one field.
    pub(super) field: Option<usize>,
    /// The field that the column names, where a sheet cannot fill it.
    pub(super) own: Option<usize>,
}

impl Meaning {
    pub(super) fn all(kind: &RecordType, specs: &Specs, layout: &Layout) -> Vec<Self> {
        let columns = layout.columns.iter();
        columns
            .map(|column| Self {
                two_in_one: specs.two_in_one(kind, column),
                numbering: specs.is_numbering(kind, column),
                field: specs.field(column),
                own: specs.own(kind, column),
            })
            .collect()
    }
}

/// What reading the cells of one field needs to know.
pub(super) struct FieldReader {
    /// Where its names lead.
    pub(super) target: Option<Arc<RecordType>>,
    /// A sheet repeats a few words of a list in every row, and a few names.
    repeats: bool,
    /// What they were read as.
    words: RefCell<HashMap<String, Value>>,
}

/// Words remembered per field; a column with more has nothing to gain.
const MOST_WORDS: usize = 2_000;

impl FieldReader {
    pub(super) fn all(kind: &RecordType, registry: &Registry) -> Vec<Self> {
        kind.fields
            .iter()
            .map(|field| Self {
                target: referred(registry, field),
                repeats: matches!(
                    field.field_type,
                    FieldType::Code(_)
                        | FieldType::Choice(_)
                        | FieldType::Choices(_)
                        | FieldType::Bool
                        | FieldType::Ref(_)
                        | FieldType::Refs(_)
                ),
                words: RefCell::default(),
            })
            .collect()
    }

    pub(super) fn known(&self, text: &str) -> Option<Value> {
        self.repeats
            .then(|| self.words.borrow().get(text).cloned())
            .flatten()
    }

    pub(super) fn learn(&self, text: &str, value: &Value) {
        let mut words = self.words.borrow_mut();
        if self.repeats && words.len() < MOST_WORDS {
            words.insert(text.to_owned(), value.clone());
        }
    }
}

/// A fault as it stands at its cell.
pub(super) fn found_of(header: &str, cell: &Cell, fault: FieldFault) -> Found {
    Found {
        field: fault.field,
        column: header.to_owned(),
        value: cell.shown().trim().chars().take(200).collect(),
        reason: fault.reason,
        hint: fault.hint,
        severity: fault.severity,
        several: Vec::new(),
    }
}
