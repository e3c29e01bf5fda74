//! Which columns a print has and how wide they are.

use domain::record::{self, Field, FieldType, RecordType};
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
    /// A column of a field with its own width and label.
    pub(crate) fn of(kind: &RecordType, key: &str) -> Option<Self> {
        let at = kind.position(key)?;
        let field = &kind.fields[at];
        (!field.hidden).then(|| Self {
            column: column(field),
            content: Content::Field(at),
        })
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
    fn empty(title: &str) -> Self {
        Self {
            column: Column {
                title: title.into(),
                align: Align::Center,
                kind: Kind::Plain,
                ..Column::default()
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
        align: match field.field_type {
            FieldType::Money => Align::Right,
            _ if sentence => Align::Left,
            _ => Align::Center,
        },
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

/// How wide a column is.
#[derive(Clone, Copy)]
pub(crate) enum Wide {
    /// Millimetres.
    Mm(f32),
    /// A share of what the others leave.
    Share(f32),
}

/// A column of a table over records, as a form declares it.
#[derive(Clone, Copy)]
pub(crate) struct Ruled {
    shows: Shown,
    /// What this paper calls it; empty for the label of its field.
    title: &'static str,
    wide: Wide,
}

/// What stands in a declared column.
#[derive(Clone, Copy)]
enum Shown {
    /// 序号 on this paper.
    Running,
    Field(&'static str),
    /// Two fields, one under the other.
    Two(&'static str, &'static str),
    /// Nothing: it is written by hand.
    Pen,
}

impl Ruled {
    /// Keys of the fields it shows.
    pub(crate) fn keys(&self) -> Vec<&'static str> {
        match self.shows {
            Shown::Field(key) => vec![key],
            Shown::Two(first, second) => vec![first, second],
            Shown::Running | Shown::Pen => Vec::new(),
        }
    }
}

/// The keys of several fields: `keys![Activity::HELD_ON, Activity::HOURS]`.
macro_rules! keys {
    ($($column:expr),+ $(,)?) => {
        const { &[$($column.key()),+] }
    };
}
pub(crate) use keys;

/// A column of a field under its own label.
pub(crate) const fn col<T>(column: record::Column<T>, wide: Wide) -> Ruled {
    called(column, "", wide)
}

/// A column of a field that this paper calls otherwise.
pub(crate) const fn called<T>(column: record::Column<T>, title: &'static str, wide: Wide) -> Ruled {
    Ruled {
        shows: Shown::Field(column.key()),
        title,
        wide,
    }
}

/// Two fields in one column, the second under the first.
pub(crate) const fn two<A, B>(
    first: record::Column<A>,
    second: record::Column<B>,
    title: &'static str,
    wide: Wide,
) -> Ruled {
    Ruled {
        shows: Shown::Two(first.key(), second.key()),
        title,
        wide,
    }
}

/// A column to be written by hand.
pub(crate) const fn pen(title: &'static str, wide: Wide) -> Ruled {
    Ruled {
        shows: Shown::Pen,
        title,
        wide,
    }
}

/// 序号 on this paper.
pub(crate) const RUNNING: Ruled = Ruled {
    shows: Shown::Running,
    title: "",
    wide: Wide::Mm(10.0),
};

/// Declared columns over a record type as it is in force. A register without numbers of its own
/// counts its rows; a field that the office hides has no column.
pub(crate) fn ruled(kind: &RecordType, columns: &[Ruled]) -> Vec<PrintColumn> {
    let counts = kind.serial.is_none();
    let running = counts.then(PrintColumn::running);
    let columns = columns.iter().filter_map(|it| column_of(kind, it));
    running.into_iter().chain(columns).collect()
}

fn column_of(kind: &RecordType, ruled: &Ruled) -> Option<PrintColumn> {
    let mut it = match ruled.shows {
        Shown::Running => PrintColumn::running(),
        Shown::Field(key) => PrintColumn::of(kind, key)?,
        Shown::Two(first, second) => {
            let (a, b) = kind.position(first).zip(kind.position(second))?;
            let mut it = PrintColumn::of(kind, first)?;
            it.content = Content::Pair(a, b);
            it.column.kind = Kind::Plain;
            it
        }
        Shown::Pen => PrintColumn::empty(ruled.title),
    };
    if let Some(title) = titled(kind, &ruled.keys(), ruled.title) {
        it.column.title = title;
    }
    it.column.width = match ruled.wide {
        Wide::Mm(millimetres) => Width::Mm(millimetres),
        Wide::Share(weight) => Width::Share(weight),
    };
    Some(it)
}

/// What a paper calls fields of a record type: its own word for them, unless the office gave one of
/// them a label of its own; then their labels. `None` for the label of the one field.
fn titled(kind: &RecordType, keys: &[&str], own: &str) -> Option<String> {
    let fields: Vec<&Field> = keys.iter().filter_map(|key| kind.field(key)).collect();
    let renamed = fields.iter().any(|it| it.label != it.own_label);
    match fields.as_slice() {
        _ if !own.is_empty() && !renamed => Some(own.to_owned()),
        [] | [_] => None,
        several => {
            let labels: Vec<&str> = several.iter().map(|it| it.label.as_str()).collect();
            Some(labels.join("、"))
        }
    }
}

/// The same, also for one field: what stands before it.
pub(crate) fn label_of(kind: &RecordType, keys: &[&str], own: &str) -> String {
    titled(kind, keys, own).unwrap_or_else(|| {
        let first = keys.iter().find_map(|key| kind.field(key));
        first.map_or_else(|| own.to_owned(), |it| it.label.clone())
    })
}
