//! The lines of a form over one record, as the form declares them. A line names fields; what stands
//! before a field is its label in force, unless this paper has a title of its own for the box.

use domain::record::{Column, RecordType};
use forms::{GridRow, Tick};

use crate::papers::columns::label_of;
use crate::papers::form_rows::{long, pair, signing, ticks, whole};
use crate::papers::subject::{Known, Subject};
use crate::wire::UserError;

/// A labelled box.
#[derive(Clone, Copy)]
pub(crate) struct Slot {
    shows: Shows,
    /// What this paper calls it; empty for the label of its field.
    own: &'static str,
    /// What stands there on the page of a record that holds nothing to show.
    otherwise: &'static str,
}

/// What stands in a box.
#[derive(Clone, Copy)]
enum Shows {
    /// Fields of the record with something between those that are filled. A form over several record
    /// types names what any of them has.
    Fields(&'static [&'static str], &'static str),
    /// One field of the record.
    One(&'static str),
    /// A field of the newest row of a type inside the record that meets a condition.
    Newest(&'static str, &'static str, Meets),
    /// A text worked out from these fields of the record.
    Made(&'static [&'static str], Text),
}

/// Works a text out.
pub(crate) type Text = fn(&Subject<'_>) -> Result<String, UserError>;

/// Whether a row inside a record is the one that is meant.
pub(crate) type Meets = fn(&Subject<'_>, &Known<'_>) -> bool;

/// Fields of the record.
pub(crate) const fn fields(keys: &'static [&'static str], between: &'static str) -> Slot {
    Slot {
        shows: Shows::Fields(keys, between),
        own: "",
        otherwise: "",
    }
}

/// One field of the record: `field!(Activity::TITLE)`.
macro_rules! field {
    ($column:expr) => {
        $crate::papers::lines::Slot::of($column)
    };
}
pub(crate) use field;

/// A field of the newest row of a type inside the record.
pub(crate) const fn newest<T>(kind: &'static str, column: Column<T>) -> Slot {
    newest_that(kind, column, |_, _| true)
}

/// The same of the newest row that meets a condition.
pub(crate) const fn newest_that<T>(kind: &'static str, column: Column<T>, meets: Meets) -> Slot {
    Slot {
        shows: Shows::Newest(kind, column.key(), meets),
        own: "",
        otherwise: "",
    }
}

/// A text worked out from fields of the record.
pub(crate) const fn made(keys: &'static [&'static str], text: Text) -> Slot {
    Slot {
        shows: Shows::Made(keys, text),
        own: "",
        otherwise: "",
    }
}

/// A box to be written in by hand.
pub(crate) const fn by_hand(title: &'static str) -> Slot {
    fields(&[], "").called(title)
}

impl Slot {
    /// A field under its label.
    pub(crate) const fn of<T>(column: Column<T>) -> Self {
        Self {
            shows: Shows::One(column.key()),
            own: "",
            otherwise: "",
        }
    }

    /// With the title that this paper has for it. An office that gave the field a label of its own
    /// has the last word.
    pub(crate) const fn called(self, title: &'static str) -> Self {
        Self {
            shows: self.shows,
            own: title,
            otherwise: self.otherwise,
        }
    }

    /// With a word for records that hold nothing to show.
    pub(crate) const fn otherwise(self, word: &'static str) -> Self {
        Self {
            shows: self.shows,
            own: self.own,
            otherwise: word,
        }
    }

    /// For tests. The fields it shows: of the record itself, or of a type of rows inside it.
    #[cfg(test)]
    pub(crate) fn fields(&self) -> (Option<&'static str>, Vec<&'static str>) {
        match self.shows {
            Shows::Fields(keys, _) | Shows::Made(keys, _) => (None, keys.to_vec()),
            Shows::One(key) => (None, vec![key]),
            Shows::Newest(kind, key, _) => (Some(kind), vec![key]),
        }
    }

    /// What stands before it, over this record type.
    pub(crate) fn label(&self, it: &Subject<'_>) -> String {
        match self.shows {
            Shows::Fields(keys, _) | Shows::Made(keys, _) => {
                label_of(it.known.kind, keys, self.own)
            }
            Shows::One(key) => label_of(it.known.kind, &[key], self.own),
            Shows::Newest(kind, key, _) => it.ledger.registry().get(kind).map_or_else(
                || self.own.to_owned(),
                |kind| label_of(kind, &[key], self.own),
            ),
        }
    }

    /// What stands in it; empty on a blank form.
    pub(crate) fn text(&self, it: &Subject<'_>) -> Result<String, UserError> {
        let text = match self.shows {
            Shows::Fields(keys, between) => it.known.joined(keys, between),
            Shows::One(key) => it.text_of(key),
            Shows::Made(_, text) => text(it)?,
            Shows::Newest(kind, key, meets) => {
                let (kind, rows) = it.inside(kind)?;
                let mut known = rows.iter().rev().map(|row| it.of(&kind, row));
                known
                    .find(|known| meets(it, known))
                    .map_or_else(String::new, |known| known.text_of(key))
            }
        };
        Ok(if text.is_empty() && !it.is_blank() {
            self.otherwise.to_owned()
        } else {
            text
        })
    }

    /// What stands in it where all its fields may stand on a notice board; else nothing.
    pub(crate) fn open(&self, it: &Subject<'_>) -> Result<String, UserError> {
        let keys: &[&str] = match &self.shows {
            Shows::Fields(keys, _) | Shows::Made(keys, _) => keys,
            Shows::One(key) | Shows::Newest(_, key, _) => std::slice::from_ref(key),
        };
        if keys.iter().all(|key| it.known.is_open(key)) {
            self.text(it)
        } else {
            Ok(String::new())
        }
    }

    /// The choices of its one field as boxes, the chosen ones ticked.
    pub(crate) fn ticks(&self, it: &Subject<'_>) -> Vec<Tick> {
        match self.shows {
            Shows::Fields(&[key], _) | Shows::Made(&[key], _) | Shows::One(key) => {
                it.known.ticks(key)
            }
            Shows::Fields(..) | Shows::Made(..) | Shows::Newest(..) => Vec::new(),
        }
    }

    /// The words that the definition offers for its one field.
    fn choices(&self, it: &Subject<'_>) -> Vec<String> {
        let of = |kind: &RecordType, key: &str| {
            let field = kind.field(key);
            field.map_or_else(Vec::new, |it| it.field_type.choices())
        };
        match self.shows {
            Shows::Fields(&[key], _) | Shows::Made(&[key], _) | Shows::One(key) => {
                of(it.known.kind, key)
            }
            Shows::Fields(..) | Shows::Made(..) => Vec::new(),
            Shows::Newest(kind, key, _) => {
                let kind = it.ledger.registry().get(kind);
                kind.map_or_else(Vec::new, |kind| of(kind, key))
            }
        }
    }
}

/// Whether lines stand on the page of a record.
pub(crate) type Holds = fn(&Subject<'_>) -> Result<bool, UserError>;

/// A line of a form. Heights are millimetres.
#[derive(Clone, Copy)]
pub(crate) enum Line {
    /// Two boxes beside each other.
    Pair(Slot, Slot),
    /// A box across the page.
    Whole(Slot),
    /// A long text that takes what the page leaves.
    Long(Slot, f32),
    /// The choices of a field as boxes, with further ones of this paper behind them.
    Ticks(Slot, &'static [&'static str]),
    /// An opinion, who signs it, and the day.
    Signing(Slot, &'static str, f32),
    /// Lines that several forms share.
    All(&'static [Line]),
    /// Lines that stand on the form where a condition holds.
    Where(Holds, &'static [Line]),
}

/// Somebody signs here.
pub(crate) const SIGNED: &str = "签名：　　　　　　　　";
/// A seal goes here.
pub(crate) const SEALED: &str = "（盖章）　　　　";

impl Line {
    /// For tests. The boxes of a line.
    #[cfg(test)]
    pub(crate) fn slots(&self) -> Vec<Slot> {
        match self {
            Self::Pair(left, right) => vec![*left, *right],
            Self::Whole(slot)
            | Self::Long(slot, _)
            | Self::Ticks(slot, _)
            | Self::Signing(slot, ..) => vec![*slot],
            Self::All(lines) | Self::Where(_, lines) => {
                lines.iter().flat_map(Self::slots).collect()
            }
        }
    }

    fn rows(&self, it: &Subject<'_>) -> Result<Vec<GridRow>, UserError> {
        let told = |slot: &Slot| Ok::<_, UserError>((slot.label(it), slot.text(it)?));
        Ok(match self {
            Self::Pair(left, right) => {
                let (left, right) = (told(left)?, told(right)?);
                vec![pair((&left.0, &left.1), (&right.0, &right.1))]
            }
            Self::Whole(slot) => {
                let (label, text) = told(slot)?;
                vec![whole(&label, &text)]
            }
            Self::Long(slot, height) => {
                let (label, text) = told(slot)?;
                vec![long(&label, &text, *height)]
            }
            Self::Ticks(slot, more) => {
                let (label, text) = told(slot)?;
                let mut choices = slot.choices(it);
                choices.extend(more.iter().map(|it| (*it).to_owned()));
                vec![ticks(&label, &choices, &text)]
            }
            Self::Signing(slot, who, height) => {
                let (label, text) = told(slot)?;
                vec![signing(&label, &text, who, *height)]
            }
            Self::All(lines) => rows(lines, it)?,
            Self::Where(holds, lines) if holds(it)? => rows(lines, it)?,
            Self::Where(..) => Vec::new(),
        })
    }
}

/// The rows of lines over a record.
pub(crate) fn rows(lines: &[Line], it: &Subject<'_>) -> Result<Vec<GridRow>, UserError> {
    let mut rows = Vec::new();
    for line in lines {
        rows.extend(line.rows(it)?);
    }
    Ok(rows)
}
