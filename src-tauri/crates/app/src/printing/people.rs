//! Deputies for forms about people: who is meant, what is known of them, how they look.

use std::sync::Arc;

use domain::record::{FieldType, Item, Privacy, RecordId, RecordType, Row, Value};
use domain::roster::DEPUTY;
use domain::trace::{ATTACHMENT, AttachmentSort};
use forms::{Picture, Tick};
use store::attachments::Hash;
use store::ledger::Ledger;

use crate::faults::not_found;
use crate::naming::NameBook;
use crate::printing::registers;
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

/// The definition of deputies as it is in force.
pub(super) fn deputy_kind(app: &mut App) -> Result<Arc<RecordType>, UserError> {
    let kind = app.ledger()?.registry().get(DEPUTY).cloned();
    kind.ok_or_else(|| not_found("登记簿", DEPUTY, "可用的登记簿见“registers”"))
}

/// The deputies that a request means; none for a blank form.
pub(super) fn deputies(
    app: &mut App,
    kind: &Arc<RecordType>,
    request: &PrintRequest,
) -> Result<Vec<Row>, UserError> {
    let rows = registers::entries(app, kind, request)?;
    if request.blank {
        return Ok(rows);
    }
    match (&request.deputy, rows.is_empty()) {
        (Some(name), true) => Err(not_found("代表", name, "请照代表名册写全姓名")),
        _ => Ok(rows),
    }
}

/// What is known of one record, as it stands on paper.
pub(super) struct Known<'a> {
    pub(super) kind: &'a RecordType,
    /// `None` on a blank form.
    pub(super) row: Option<&'a Row>,
    pub(super) book: &'a NameBook<'a>,
}

impl Known<'_> {
    /// A field's text; empty where nothing is known or the office does without the field.
    pub(super) fn text(&self, field: &str) -> String {
        let Some((row, at)) = self.row.zip(self.kind.position(field)) else {
            return String::new();
        };
        let field = &self.kind.fields[at];
        if field.hidden {
            return String::new();
        }
        match self.book.value(self.kind, field, row) {
            Some(Value::Date(date)) => date.to_string().replace('-', "."),
            value => self.book.shown(field, value.as_ref()),
        }
    }

    /// As [`Known::text`], only for fields that may stand on a notice board.
    pub(super) fn open(&self, field: &str) -> String {
        let open = |it: &domain::record::Field| it.privacy == Privacy::Open;
        if self.kind.field(field).is_some_and(open) {
            self.text(field)
        } else {
            String::new()
        }
    }

    /// The choices of a field as boxes, the chosen ones ticked; none where there is nothing to choose.
    pub(super) fn ticks(&self, field: &str) -> Vec<Tick> {
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

    /// The field's word in this office.
    pub(super) fn label(&self, field: &str) -> String {
        self.kind
            .field(field)
            .map_or_else(String::new, |it| it.label.clone())
    }
}

/// The newest portrait of a person, else the newest upright photo: one that lies shows a meeting.
/// `None` where there is none, or where it cannot be read: a damaged file must not keep a form from
/// being printed.
pub(super) fn photo(ledger: &Ledger, person: RecordId) -> Option<Picture> {
    let kind = ledger.registry().get(ATTACHMENT)?;
    let rows = ledger.read().children(kind, person).ok()?;
    let text = |row: &Row, key: &str| {
        row.get(kind, key)
            .and_then(Value::as_text)
            .map(String::from)
    };
    let attachments = ledger.vault().attachments()?;
    let newest = |sort: &'static str| {
        rows.iter()
            .rev()
            .filter(move |row| row.is_live() && text(row, "sort").as_deref() == Some(sort))
            .filter_map(|row| {
                let hash = Hash::from_hex(text(row, "hash")?).ok()?;
                Picture::read(&attachments.get(&hash).ok()?).ok()
            })
    };
    let upright = |picture: &Picture| picture.size().0 < picture.size().1;
    newest(AttachmentSort::Portrait.word())
        .next()
        .or_else(|| newest(AttachmentSort::Photo.word()).find(upright))
}
