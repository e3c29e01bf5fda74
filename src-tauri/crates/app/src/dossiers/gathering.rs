//! Gathering the lines of dossiers from the books.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::activity::{ATTENDANCE, Attendance, AttendanceState};
use domain::contact::ids_of;
use domain::dates::PartialDate;
use domain::record::{Column, FieldType, Item, RecordId, RecordType, Reference, Row, Value};
use store::ledger::Ledger;
use store::query::{Filter, ListQuery};

use crate::naming::NameBook;
use crate::wire::UserError;

/// A line of somebody's dossier.
pub(crate) struct Gathered {
    pub(crate) deputy: RecordId,
    /// When it was; `None` where the book does not say.
    pub(crate) on: Option<PartialDate>,
    pub(crate) cells: Vec<String>,
    pub(crate) kind: Arc<RecordType>,
    pub(crate) row: Row,
    /// It counts as attended, as led.
    pub(crate) counts: bool,
    /// How many people it was with.
    pub(crate) people: u32,
}

/// What every source needs.
pub(crate) struct Gathering<'a> {
    pub(crate) ledger: &'a Ledger,
    pub(crate) names: NameBook<'a>,
    /// Only this year; every year for the view across terms.
    pub(crate) year: Option<i32>,
    /// Only this deputy.
    pub(crate) only: Option<RecordId>,
    pub(crate) today: NaiveDate,
    /// What attendance says beyond 出席: by activity, deputy, state and speech.
    attendance: HashMap<RecordId, Vec<(RecordId, String, String)>>,
}

/// How somebody was at an activity.
pub(crate) struct Presence {
    pub(crate) state: String,
    pub(crate) speech: String,
}

impl<'a> Gathering<'a> {
    pub(crate) fn of(
        ledger: &'a Ledger,
        year: Option<i32>,
        only: Option<RecordId>,
        today: NaiveDate,
    ) -> Result<Self, UserError> {
        let mut attendance: HashMap<_, Vec<_>> = HashMap::new();
        if let Some(kind) = ledger.registry().get(ATTENDANCE) {
            let filters = only
                .map(|id| Filter::Is(Attendance::DEPUTY.into(), Value::Ref(Item::Id(id))))
                .into_iter()
                .collect();
            let query = ListQuery {
                filters,
                ..ListQuery::all()
            };
            ledger.read().for_each(ATTENDANCE, &query, |row| {
                let id = |column: Column<Reference>| row.link(kind, column);
                let text = |key: &str| {
                    let text = row.get(kind, key).and_then(Value::as_text);
                    text.unwrap_or_default().to_owned()
                };
                if let (Some(activity), Some(deputy)) =
                    (id(Attendance::ACTIVITY), id(Attendance::DEPUTY))
                {
                    let said = (
                        deputy,
                        text(Attendance::STATE.key()),
                        text(Attendance::SPEECH.key()),
                    );
                    attendance.entry(activity).or_default().push(said);
                }
                Ok(())
            })?;
        }
        Ok(Self {
            ledger,
            names: NameBook::new(ledger.read()),
            year,
            only,
            today,
            attendance,
        })
    }

    /// Every live record of a kind in the year that names the deputy in one of these fields. A day
    /// still to come is no line yet.
    pub(crate) fn each(
        &self,
        kind: &str,
        dated_by: &str,
        named_in: &[&str],
        mut take: impl FnMut(&Arc<RecordType>, Row, Option<PartialDate>, Vec<RecordId>),
    ) -> Result<(), UserError> {
        let Some(kind) = self.ledger.registry().get(kind).cloned() else {
            return Ok(());
        };
        let mut filters = Vec::new();
        if let Some(year) = self.year {
            filters.push(Filter::In(dated_by.into(), year, None));
        }
        if let Some(id) = self.only {
            let named = named_in
                .iter()
                .map(|key| Filter::Has((*key).into(), Item::Id(id)));
            filters.push(Filter::Any(named.collect()));
        }
        let query = ListQuery {
            filters,
            ..ListQuery::all()
        };
        self.ledger
            .read()
            .for_each(kind.key.as_str(), &query, |row| {
                let on = row.get(&kind, dated_by).and_then(Value::as_date);
                if on.is_some_and(|it| it.first_day() > self.today) {
                    return Ok(());
                }
                let mut deputies: Vec<RecordId> = Vec::new();
                for key in named_in {
                    for id in ids_of(row.get(&kind, key)) {
                        if !deputies.contains(&id) && self.only.is_none_or(|it| it == id) {
                            deputies.push(id);
                        }
                    }
                }
                if !deputies.is_empty() {
                    take(&kind, row, on, deputies);
                }
                Ok(())
            })?;
        Ok(())
    }

    /// A field as people read it, on one line.
    pub(crate) fn text<T>(&self, kind: &RecordType, row: &Row, column: Column<T>) -> String {
        self.by_key(kind, row, column.key())
    }

    /// As [`Self::text`], of a field chosen at runtime.
    pub(crate) fn by_key(&self, kind: &RecordType, row: &Row, key: &str) -> String {
        let Some(field) = kind.field(key).filter(|it| !it.hidden) else {
            return String::new();
        };
        match row.get(kind, field.key.as_str()) {
            Some(Value::Date(date)) => date_words(*date),
            value if matches!(field.field_type, FieldType::LongText) => {
                shortened(&self.names.shown(field, value))
            }
            value => self.names.shown(field, value),
        }
    }

    /// The first of these fields that says something.
    pub(crate) fn first(&self, kind: &RecordType, row: &Row, fields: &[&str]) -> String {
        let mut texts = fields.iter().map(|it| self.by_key(kind, row, it));
        texts.find(|it| !it.is_empty()).unwrap_or_default()
    }

    /// Everybody expected at an activity was there unless a row says otherwise.
    pub(crate) fn presence(&self, activity: RecordId, deputy: RecordId) -> Presence {
        let said = self.attendance.get(&activity);
        let said = said.and_then(|rows| rows.iter().rev().find(|it| it.0 == deputy));
        Presence {
            state: said
                .map(|it| it.1.clone())
                .filter(|it| !it.is_empty())
                .unwrap_or_else(|| AttendanceState::Present.word().into()),
            speech: said.map(|it| shortened(&it.2)).unwrap_or_default(),
        }
    }
}

/// 2026.10.26, as dossiers write days.
pub(crate) fn date_words(date: PartialDate) -> String {
    date.to_string().replace('-', ".")
}

/// A long entry by its first sentences: the whole of it stands in the book.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST {
        return line;
    }
    let cut: String = line.chars().take(MOST - 1).collect();
    format!("{cut}…")
}
