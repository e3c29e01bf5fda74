//! Which columns a print has and how wide they are.

use domain::record::{Field, FieldType, RecordType};
use forms::{Align, Column, Kind, Width};

use crate::records::field_of;
use crate::wire::UserError;

/// What stands in a column of a print.
pub(crate) enum Content {
    /// The running number on this paper.
    Running,
    /// A field.
    Field(usize),
    /// Two fields, one under the other.
    Pair(usize, usize),
    /// Room to sign.
    Empty,
}

/// A column of a print.
pub(crate) struct PrintColumn {
    pub(crate) column: Column,
    pub(crate) content: Content,
}

impl PrintColumn {
    /// A column of a field with its own width and title.
    pub(crate) fn of(kind: &RecordType, key: &str) -> Option<Self> {
        let at = kind.position(key)?;
        let field = &kind.fields[at];
        (!field.hidden).then(|| Self {
            column: column(field),
            content: Content::Field(at),
        })
    }

    pub(crate) fn titled(mut self, title: &str) -> Self {
        title.clone_into(&mut self.column.title);
        self
    }

    pub(crate) fn wide(mut self, millimetres: f32) -> Self {
        self.column.width = Width::Mm(millimetres);
        self
    }

    pub(crate) fn sharing(mut self, weight: f32) -> Self {
        self.column.width = Width::Share(weight);
        self
    }

    /// 序号 on this paper.
    pub(crate) fn running() -> Self {
        Self {
            column: Column {
                title: "序号".into(),
                width: Width::Mm(10.0),
                align: Align::Center,
                kind: Kind::Number,
            },
            content: Content::Running,
        }
    }

    /// Room to write by hand.
    pub(crate) fn empty(title: &str, millimetres: f32) -> Self {
        Self {
            column: Column {
                title: title.into(),
                width: Width::Mm(millimetres),
                align: Align::Center,
                kind: Kind::Plain,
            },
            content: Content::Empty,
        }
    }
}

fn column(field: &Field) -> Column {
    let long = matches!(field.field_type, FieldType::LongText);
    let sentence = long
        || (matches!(field.field_type, FieldType::Text) && field.width >= 26.0)
        || (matches!(field.field_type, FieldType::Ref(_)) && field.width >= 40.0);
    Column {
        title: field.label.clone(),
        width: if field.width >= 50.0 || long {
            Width::Share(field.width)
        } else {
            Width::Mm(field.width)
        },
        align: if sentence { Align::Left } else { Align::Center },
        kind: match &field.field_type {
            FieldType::Name => Kind::Name,
            FieldType::Refs(target) if *target == *domain::roster::DEPUTY => Kind::Name,
            FieldType::Int
            | FieldType::Money
            | FieldType::Percent
            | FieldType::Phone
            | FieldType::IdNumber
            | FieldType::Date => Kind::Number,
            _ => Kind::Plain,
        },
    }
}

/// The columns that a person chose, or the register's own.
pub(crate) fn chosen(
    kind: &RecordType,
    names: &[String],
    own: impl FnOnce() -> Vec<PrintColumn>,
) -> Result<Vec<PrintColumn>, UserError> {
    if names.is_empty() {
        return Ok(own());
    }
    let mut columns = Vec::new();
    for name in names {
        if name == "序号" && kind.serial.is_none() {
            columns.push(PrintColumn::running());
            continue;
        }
        let field = field_of(kind, name)?;
        columns.extend(PrintColumn::of(kind, field.key.as_str()));
    }
    let wide = |it: &PrintColumn| matches!(it.column.width, Width::Share(_));
    if !columns.iter().any(wide) {
        // Few narrow columns still fill the page, each by its own width.
        for it in &mut columns {
            if let Width::Mm(width) = it.column.width {
                it.column.width = Width::Share(width);
            }
        }
    }
    Ok(columns)
}

/// The plain register's columns: every field that prints.
pub(crate) fn plain(kind: &RecordType) -> Vec<PrintColumn> {
    let mut columns = Vec::new();
    if kind.serial.is_none() {
        columns.push(PrintColumn::running());
    }
    let printed = kind
        .fields
        .iter()
        .filter(|field| field.printed && !field.hidden);
    columns.extend(printed.filter_map(|field| PrintColumn::of(kind, field.key.as_str())));
    columns
}

/// Two fields of one column, the second under the first.
pub(crate) fn pair(
    kind: &RecordType,
    first: &str,
    second: &str,
    title: &str,
    wide: f32,
) -> Option<PrintColumn> {
    let (a, b) = kind.position(first).zip(kind.position(second))?;
    let mut it = PrintColumn::of(kind, first)?.titled(title).wide(wide);
    it.content = Content::Pair(a, b);
    it.column.kind = forms::Kind::Plain;
    Some(it)
}
