//! A record as its paper reads it: the texts of its fields, the rows inside it, its photos.

use std::sync::Arc;

use domain::record::{Column, Field, FieldType, Item, Privacy, RecordType, Row, Value};
use domain::trace::{ATTACHMENT, Attachment, AttachmentSort};
use forms::{Picture, Tick};
use store::attachments::Hash;
use store::ledger::Ledger;

use crate::faults::not_found;
use crate::naming::NameBook;
use crate::wire::UserError;

/// What is known of one record, as it stands on paper.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    pub(crate) kind: &'a RecordType,
    /// `None` on a blank form.
    pub(crate) row: Option<&'a Row>,
    pub(crate) book: &'a NameBook<'a>,
}

impl Known<'_> {
    /// A field's text; empty where nothing is known or the office does without the field.
    pub(crate) fn text<T>(&self, column: Column<T>) -> String {
        self.text_of(column.key())
    }

    /// The same of a field by its key.
    pub(crate) fn text_of(&self, field: &str) -> String {
        let Some((row, at)) = self.row.zip(self.kind.position(field)) else {
            return String::new();
        };
        let field = &self.kind.fields[at];
        if field.hidden {
            return String::new();
        }
        match self.book.value(self.kind, field, row) {
            Some(Value::Date(date)) => {
                let text = date.to_string().replace('-', ".");
                self.book.marked(field, row, text)
            }
            value => self.book.on_paper(field, row, value.as_ref()),
        }
    }

    /// Texts of several fields with this between those that are there.
    pub(crate) fn joined(&self, fields: &[&str], between: &str) -> String {
        let texts: Vec<String> = fields.iter().map(|it| self.text_of(it)).collect();
        let there: Vec<&str> = texts
            .iter()
            .map(String::as_str)
            .filter(|it| !it.is_empty())
            .collect();
        there.join(between)
    }

    /// Whether a field may stand on a notice board.
    pub(crate) fn is_open(&self, field: &str) -> bool {
        let open = |it: &Field| it.privacy == Privacy::Open;
        self.kind.field(field).is_some_and(open)
    }

    /// The choices of a field as boxes, the chosen ones ticked; none where there is nothing to choose.
    pub(crate) fn ticks(&self, field: &str) -> Vec<Tick> {
        let Some(definition) = self.kind.field(field) else {
            return Vec::new();
        };
        let value = self.row.and_then(|row| row.get(self.kind, field));
        let chosen = |choice: &str| match value {
            Some(Value::Text(text)) => text == choice,
            Some(Value::Set(items)) => items.contains(&Item::Text(choice.into())),
            Some(Value::Bool(yes)) => choice == if *yes { "是" } else { "否" },
            _ => false,
        };
        let mut ticks: Vec<Tick> = definition
            .field_type
            .choices()
            .into_iter()
            .map(|label| Tick {
                ticked: chosen(&label),
                label,
            })
            .collect();
        if let (Some(Value::Text(other)), FieldType::Choice(_)) = (value, &definition.field_type)
            && !ticks.iter().any(|it| it.ticked)
        {
            ticks.push(Tick {
                label: other.clone(),
                ticked: true,
            });
        }
        ticks
    }
}

/// A record as its page is made, or the blank page.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) ledger: &'a Ledger,
    pub(crate) known: Known<'a>,
}

impl Subject<'_> {
    /// A field's text as it stands on paper.
    pub(crate) fn text<T>(&self, column: Column<T>) -> String {
        self.known.text(column)
    }

    /// The same of a field by its key.
    pub(crate) fn text_of(&self, field: &str) -> String {
        self.known.text_of(field)
    }

    /// Whether the page is to be written by hand.
    pub(crate) fn is_blank(&self) -> bool {
        self.known.row.is_none()
    }

    /// Live rows inside the record in the order in which they came, with their type.
    pub(crate) fn inside(&self, key: &str) -> Result<(Arc<RecordType>, Vec<Row>), UserError> {
        let kind = self.ledger.registry().get(key).cloned();
        let kind = kind.ok_or_else(|| not_found("登记", key, "可用的登记簿见“registers”"))?;
        let mut rows = match self.known.row {
            Some(row) => self.ledger.read().children(&kind, row.id)?,
            None => Vec::new(),
        };
        rows.retain(Row::is_live);
        Ok((kind, rows))
    }

    /// What is known of a row inside it.
    pub(crate) fn of<'b>(&'b self, kind: &'b RecordType, row: &'b Row) -> Known<'b> {
        Known {
            kind,
            row: Some(row),
            book: self.known.book,
        }
    }

    /// Photos kept with the record, the first few. A damaged picture must not keep the page from
    /// being printed.
    pub(crate) fn photos(&self) -> Result<Vec<Picture>, UserError> {
        let (kind, rows) = self.inside(ATTACHMENT)?;
        let attachments = self.ledger.vault().attachments();
        let text = |row: &Row, key: &str| {
            row.get(&kind, key)
                .and_then(Value::as_text)
                .map(String::from)
        };
        Ok(rows
            .iter()
            .filter(|row| {
                text(row, Attachment::SORT.key()).as_deref() == Some(AttachmentSort::Photo.word())
            })
            .filter_map(|row| {
                let hash = Hash::from_hex(text(row, Attachment::HASH.key())?).ok()?;
                Picture::read(&attachments.as_ref()?.get(&hash).ok()?).ok()
            })
            .take(MOST_PHOTOS)
            .collect())
    }
}

/// So many photos show what happened; more would make a book of a page.
const MOST_PHOTOS: usize = 4;
