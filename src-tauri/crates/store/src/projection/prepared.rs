//! Rows of one type made ready for their tables: computed columns, keys of names, search text, every
//! cell as SQLite takes it. None of it needs the database, so that it can be done beside it.

use std::ops::Range;
use std::sync::Arc;

use domain::names::order::sort_key;
use domain::names::search::IndexText;
use domain::record::{Origin, RecordType, Row, SearchAs, Value, show};
use rusqlite::types::{ToSqlOutput, ValueRef};

use crate::error::Result;
use crate::ledger::Aliases;
use crate::projection::cell::to_sql;
use crate::projection::held::{Held, pack_rivals};
use crate::projection::table::{LIVE, OWN_ORDER, RETRACTED, VOID, is_name};
use crate::projection::{pairs, sounds};

/// Rows ready to be written. The texts of all of them lie in one memory, which is given back once and
/// not cell by cell.
pub(crate) struct PreparedRows {
    kind: Arc<RecordType>,
    /// Whether the texts of this type are indexed.
    indexed: bool,
    rows: Vec<PreparedRow>,
    cells: Cells,
}

/// The cells of all rows.
#[derive(Default)]
struct Cells {
    /// Those that are filled, with the numbers of their parameters.
    filled: Vec<(usize, Cell)>,
    bytes: Vec<u8>,
    /// Columns of a row.
    width: usize,
}

/// One row.
struct PreparedRow {
    place: Option<i64>,
    cells: Range<usize>,
    search: Option<SearchCells>,
}

/// What a record is found by.
struct SearchCells {
    line: Range<usize>,
    /// Pairs of the long text and of the others, where the texts of the type are indexed.
    long: Range<usize>,
    others: Range<usize>,
    sounds: Range<usize>,
}

enum Cell {
    Integer(i64),
    Real(f64),
    Text(Range<usize>),
    Blob(Range<usize>),
}

/// One row as it is bound to the statements of its tables.
pub(super) struct RowCells<'a> {
    rows: &'a PreparedRows,
    row: &'a PreparedRow,
}

impl PreparedRows {
    pub(crate) fn new(kind: &Arc<RecordType>, indexed: bool) -> Self {
        Self {
            kind: Arc::clone(kind),
            indexed,
            rows: Vec::new(),
            cells: Cells::default(),
        }
    }

    pub(crate) fn kind(&self) -> &Arc<RecordType> {
        &self.kind
    }

    /// Takes a record of this type in, whose devices and partition have their short numbers; its
    /// computed fields are filled on the way. The cells come in the order of the statements' columns.
    pub(crate) fn add(&mut self, aliases: &Aliases, held: &mut Held) -> Result<()> {
        let kind = &self.kind;
        for (at, field) in kind.fields.iter().enumerate() {
            if let Origin::Kept(compute, _) = field.origin {
                held.row.values[at] = compute(kind, &held.row);
            }
        }
        let cells = &mut self.cells;
        let first = cells.filled.len();
        cells.width = 0;
        cells.put(ValueRef::Blob(held.row.id.bytes()));
        cells.put(ValueRef::Integer(state_of(&held.row)));
        let reason = held.row.voided.as_ref();
        cells.put(reason.map_or(ValueRef::Null, |it| ValueRef::Text(it.as_bytes())));
        cells.put(ValueRef::Integer(aliases.partition_num(&held.home)?));
        for partition in [&held.home, &held.home.aside()] {
            let mut packed = Vec::new();
            let seen = held.seen.get(partition);
            if let Some(seen) = seen {
                aliases.pack(seen, &mut packed)?;
            }
            cells.put(seen.map_or(ValueRef::Null, |_| ValueRef::Blob(&packed)));
        }
        let rivals = pack_rivals(held);
        cells.put(
            rivals
                .as_ref()
                .map_or(ValueRef::Null, |it| ValueRef::Blob(it)),
        );
        for (field, value) in kind.fields.iter().zip(&held.row.values) {
            if field.has_column() {
                match to_sql(value.as_ref()) {
                    ToSqlOutput::Borrowed(value) => cells.put(value),
                    ToSqlOutput::Owned(value) => cells.put(ValueRef::from(&value)),
                    _ => cells.put(ValueRef::Null),
                }
            }
        }
        for (field, value) in kind.fields.iter().zip(&held.row.values) {
            if is_name(field) {
                let key = value.as_ref().and_then(Value::as_text);
                let key = key.map(|name| sort_key(name, OWN_ORDER));
                cells.put(key.as_ref().map_or(ValueRef::Null, |it| ValueRef::Blob(it)));
            }
        }
        let search = self.search_cells(&held.row);
        self.rows.push(PreparedRow {
            place: held.place,
            cells: first..self.cells.filled.len(),
            search,
        });
        Ok(())
    }

    fn search_cells(&mut self, row: &Row) -> Option<SearchCells> {
        let mut index = IndexText::new();
        for (field, value) in self.kind.fields.iter().zip(&row.values) {
            let Some(value) = value else { continue };
            match (field.search, value) {
                (SearchAs::No, _) => {}
                (SearchAs::Name, Value::Text(name)) => index = index.name(name),
                (SearchAs::Number, Value::Text(number)) => index = index.number(number),
                (SearchAs::Text, Value::Text(text)) => index = index.text(text),
                (_, value) => index = index.text(&show(value, &|_| None)),
            }
        }
        if index.is_empty() {
            return None;
        }
        let line = index.build();
        let ((long, others), sounds) = match self.indexed {
            true => {
                let long = pairs::long_text(&self.kind)
                    .and_then(|field| row.get(&self.kind, field.key.as_str()))
                    .and_then(Value::as_text);
                (pairs::of_line(&line, long), sounds::of_line(&line))
            }
            false => Default::default(),
        };
        Some(SearchCells {
            line: self.cells.keep(line.as_bytes()),
            long: self.cells.keep(long.as_bytes()),
            others: self.cells.keep(others.as_bytes()),
            sounds: self.cells.keep(sounds.as_bytes()),
        })
    }

    pub(super) fn each(&self) -> impl Iterator<Item = RowCells<'_>> {
        self.rows.iter().map(|row| RowCells { rows: self, row })
    }

    /// How many columns a row has that are written.
    pub(super) fn width(&self) -> usize {
        self.cells.width
    }

    pub(super) fn is_indexed(&self) -> bool {
        self.indexed
    }
}

impl Cells {
    /// The next cell of a row. Empty ones are passed over: a parameter that nothing is bound to is
    /// empty, and most fields of a row are.
    fn put(&mut self, value: ValueRef<'_>) {
        self.width += 1;
        let cell = match value {
            ValueRef::Null => return,
            ValueRef::Integer(number) => Cell::Integer(number),
            ValueRef::Real(number) => Cell::Real(number),
            ValueRef::Text(text) => Cell::Text(self.keep(text)),
            ValueRef::Blob(bytes) => Cell::Blob(self.keep(bytes)),
        };
        self.filled.push((self.width, cell));
    }

    fn keep(&mut self, bytes: &[u8]) -> Range<usize> {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        start..self.bytes.len()
    }
}

impl<'a> RowCells<'a> {
    /// Its place in the table; `None` while it is new.
    pub(super) fn place(&self) -> Option<i64> {
        self.row.place
    }

    /// The filled cells with the numbers of their parameters.
    pub(super) fn cells(&self) -> impl Iterator<Item = (usize, ValueRef<'a>)> {
        let Cells { filled, bytes, .. } = &self.rows.cells;
        let cells = filled.get(self.row.cells.clone()).unwrap_or_default();
        cells.iter().map(|(at, cell)| {
            let value = match cell {
                Cell::Integer(number) => ValueRef::Integer(*number),
                Cell::Real(number) => ValueRef::Real(*number),
                Cell::Text(range) => ValueRef::Text(part(bytes, range)),
                Cell::Blob(range) => ValueRef::Blob(part(bytes, range)),
            };
            (*at, value)
        })
    }

    /// What it is found by: the line, pairs of its long text and of the others, its sounds; `None` for a record without any text.
    pub(super) fn search(&self) -> Option<[ValueRef<'a>; 4]> {
        let bytes = &self.rows.cells.bytes;
        let cells = self.row.search.as_ref()?;
        let texts = [&cells.line, &cells.long, &cells.others, &cells.sounds];
        Some(texts.map(|it| ValueRef::Text(part(bytes, it))))
    }
}

fn part<'a>(bytes: &'a [u8], range: &Range<usize>) -> &'a [u8] {
    bytes.get(range.clone()).unwrap_or_default()
}

fn state_of(row: &Row) -> i64 {
    if row.retracted {
        RETRACTED
    } else if row.voided.is_some() {
        VOID
    } else {
        LIVE
    }
}
