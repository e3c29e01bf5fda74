//! Records by the numbers under which the books have them: 接待登记簿2026年第1—18、20号. From a figure on
//! paper an inspector goes by them to the page of the book.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use domain::amounts::short_spans;
use domain::record::{FieldKey, Privacy, RecordId, RecordType, Row, Value};
use domain::station::STATION;
use domain::suggestion::{SUGGESTION, Suggestion};
use store::ledger::Ledger;
use store::query::ListQuery;

use crate::naming::NameBook;
use crate::papers::signed::book_of;
use crate::records::registers::{station_field, year_field};
use crate::wire::UserError;

/// Of records without a number so many are named; the rest is told by how many there are.
const MOST_NAMES: usize = 60;

/// How a book has a record.
enum Known {
    /// Under a running number of a station, a year and a PC's series.
    Running(Option<RecordId>, Option<i32>, String, i64),
    /// Under a number of its own: 19-3-007.
    Own(String),
    /// By its name alone.
    Name(String),
}

/// Says records by their numbers; each register is read once.
pub(crate) struct Numbers<'a> {
    ledger: &'a Ledger,
    names: NameBook<'a>,
    known: RefCell<HashMap<String, Rc<OfType>>>,
}

/// The records of a type as the books have them.
#[derive(Default)]
struct OfType {
    known: HashMap<RecordId, Known>,
    /// The stations that have books of it: of several, each number says of which.
    stations: BTreeSet<Option<RecordId>>,
}

impl<'a> Numbers<'a> {
    pub(crate) fn new(ledger: &'a Ledger) -> Self {
        Self {
            ledger,
            names: NameBook::new(ledger.read()),
            known: RefCell::default(),
        }
    }

    /// Records by type and id in the words of their books, one text per book; those without a number by
    /// their names.
    pub(crate) fn say(&self, found: &[(&str, RecordId)]) -> Result<Vec<String>, UserError> {
        self.told(found, true)
    }

    /// The same of those that have a number.
    pub(crate) fn numbered(&self, found: &[(&str, RecordId)]) -> Result<Vec<String>, UserError> {
        self.told(found, false)
    }

    fn told(&self, found: &[(&str, RecordId)], named: bool) -> Result<Vec<String>, UserError> {
        let mut by_kind: BTreeMap<&str, BTreeSet<RecordId>> = BTreeMap::new();
        for (kind, id) in found {
            by_kind.entry(kind).or_default().insert(*id);
        }
        let mut said = Vec::new();
        for (kind, ids) in by_kind {
            if let Some(kind) = self.ledger.registry().get(kind).cloned() {
                said.extend(self.of_kind(&kind, &ids, named)?);
            }
        }
        Ok(said)
    }

    fn of_kind(
        &self,
        kind: &Arc<RecordType>,
        ids: &BTreeSet<RecordId>,
        named: bool,
    ) -> Result<Vec<String>, UserError> {
        let title = kind.register.as_ref().map_or(&kind.title, |it| &it.title);
        let mut running: BTreeMap<_, BTreeMap<&str, BTreeSet<i64>>> = BTreeMap::new();
        let (mut own, mut names) = (BTreeSet::new(), Vec::new());
        let of_type = self.of_type(kind)?;
        for id in ids {
            match of_type.known.get(id) {
                Some(Known::Running(station, year, series, number)) => {
                    let book = running.entry((*year, *station)).or_default();
                    book.entry(series.as_str()).or_default().insert(*number);
                }
                Some(Known::Own(number)) => _ = own.insert(number.as_str()),
                Some(Known::Name(name)) => names.push(name.as_str()),
                None => {}
            }
        }
        let mut said = Vec::new();
        for ((year, station), series) in running {
            let year = year.map_or_else(String::new, |it| format!("{it}年"));
            let station = match station.filter(|_| of_type.stations.len() > 1) {
                Some(id) => self.ledger.read().name_of(STATION, id)?.unwrap_or_default(),
                None => String::new(),
            };
            let numbers = series.into_iter();
            let numbers = numbers.map(|(series, numbers)| short_spans(series, numbers));
            let numbers: Vec<String> = numbers.collect();
            said.push(format!("{station}{title}{year}第{}号", numbers.join("、")));
        }
        if !own.is_empty() {
            said.push(format!("{title}{}号", own_spans(&own)));
        }
        names.retain(|it| !it.is_empty());
        if named && !names.is_empty() {
            let all = names.len();
            names.truncate(MOST_NAMES);
            let more = match all > MOST_NAMES {
                true => format!("等，共{all}条"),
                false => String::new(),
            };
            said.push(format!("{title}：{}{more}", names.join("、")));
        }
        Ok(said)
    }

    /// Reads how the books have the records of a type.
    fn of_type(&self, kind: &Arc<RecordType>) -> Result<Rc<OfType>, UserError> {
        if let Some(known) = self.known.borrow().get(kind.key.as_str()) {
            return Ok(Rc::clone(known));
        }
        let mut columns: Vec<FieldKey> = vec![kind.name_field.clone(), Suggestion::NO.into()];
        if let Some(serial) = &kind.serial {
            columns.extend([serial.field.clone(), serial.series.clone()]);
        }
        columns.extend(station_field(kind));
        columns.extend(year_field(kind));
        columns.retain(|it| kind.field(it.as_str()).is_some());
        let query = ListQuery {
            voided: true,
            ..ListQuery::all()
        };
        let mut of_type = OfType::default();
        let read = self.ledger.read();
        read.for_each_of(kind.key.as_str(), &query, &columns, |row| {
            let known = self.known_of(kind, row);
            if let Known::Running(station, ..) = &known {
                of_type.stations.insert(*station);
            }
            of_type.known.insert(row.id, known);
            Ok(())
        })?;
        let of_type = Rc::new(of_type);
        let mut known = self.known.borrow_mut();
        known.insert(kind.key.to_string(), Rc::clone(&of_type));
        Ok(of_type)
    }

    fn known_of(&self, kind: &RecordType, row: &Row) -> Known {
        let text = |key: &str| row.get(kind, key).and_then(Value::as_text);
        if let Some(own) = text(Suggestion::NO.key()).filter(|_| kind.key == *SUGGESTION) {
            return Known::Own(own.to_owned());
        }
        let number = kind.serial.as_ref().and_then(|serial| {
            let number = row.get(kind, serial.field.as_str())?.as_int()?;
            let series = text(serial.series.as_str()).unwrap_or_default();
            Some((series.to_owned(), number))
        });
        if let Some((series, number)) = number {
            let of = book_of(kind, row);
            let (station, year) = of.map_or((None, None), |it| (it.station, it.year));
            return Known::Running(station, year, series, number);
        }
        let field = kind.field(kind.name_field.as_str());
        let name = field.filter(|it| it.privacy != Privacy::Sensitive);
        Known::Name(name.map_or_else(String::new, |field| {
            self.names.shown(field, row.get(kind, field.key.as_str()))
        }))
    }
}

/// Numbers that end alike are one span: 19-3-001—007、19-闭-002.
fn own_spans(numbers: &BTreeSet<&str>) -> String {
    let mut runs: BTreeMap<(&str, usize), Vec<i64>> = BTreeMap::new();
    let mut others = Vec::new();
    for number in numbers {
        let begin = number.trim_end_matches(|it: char| it.is_ascii_digit());
        let end = number.get(begin.len()..).unwrap_or_default();
        match end.parse() {
            Ok(value) => runs.entry((begin, end.len())).or_default().push(value),
            Err(_) => others.push((*number).to_owned()),
        }
    }
    let spans = runs.iter().flat_map(|((begin, digits), values)| {
        let spans = domain::amounts::spans(values.iter().copied()).into_iter();
        spans.map(move |(first, last)| match first == last {
            true => format!("{begin}{first:0digits$}"),
            false => format!("{begin}{first:0digits$}—{last:0digits$}"),
        })
    });
    spans.chain(others).collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_one_run_are_spans() {
        let numbers = ["19-3-001", "19-3-002", "19-3-003", "19-闭-002", "待编"].into();
        assert_eq!(own_spans(&numbers), "19-3-001—003、19-闭-002、待编");
    }
}
