//! Records and signed pages by what paper calls them: 接待登记簿2026年第1页第7号, 簿一第3页, 19-3-007号.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::dossier::SIGNED_PAGE;
use domain::names::width::narrow;
use domain::record::{FieldKey, Item, RecordId, RecordType, Row, Value};
use domain::station::STATION;
use domain::suggestion::{SUGGESTION, Suggestion};
use store::ledger::Ledger;
use store::query::{Filter, ListQuery};

use crate::papers::heading::Heading;
use crate::papers::places::Places;
use crate::papers::signed::{Signed, books, signed_place};
use crate::records::registers::{station_field, year_field};
use crate::session::App;
use crate::wire::{ColumnFilter, FilterHow, SearchGroup, SearchHit, UserError};

/// At most so many records are told; what paper names by a span may be a whole book.
const MOST: usize = 30;
/// So many numbers are asked for at once. SQLite refuses a condition of a thousand alternatives.
const ASKED: usize = 200;
/// Where what paper calls something ends.
const ENDS: [char; 9] = ['，', '；', '。', '：', '（', ',', ';', '(', ':'];
/// Between the ends of a span.
const TO: [char; 6] = ['—', '～', '~', '–', '至', '到'];

/// What is written, taken apart.
#[derive(Debug, PartialEq, Eq)]
struct Written {
    /// 簿一, a register's title; a station's name may stand before it.
    book: String,
    year: Option<i32>,
    page: Option<u32>,
    /// 1—18、20; empty where a page alone is meant.
    numbers: String,
}

impl Written {
    /// `None` for what names neither a page nor a number of a book.
    fn parse(text: &str) -> Option<Self> {
        let text: String = text
            .chars()
            .map(narrow)
            .filter(|it| !it.is_whitespace() && !"《》“”\"".contains(*it))
            .collect();
        let text = text.trim_start_matches("出处").trim_start_matches(ENDS);
        let text = text.trim_start_matches('见');
        let text = text.split(ENDS).next().unwrap_or_default();
        // Without one of these it is a word with a figure, as anything may be.
        if !text.contains(['第', '号', '页', '年']) {
            return None;
        }
        let (book, year, rest) = match year_in(text) {
            Some((book, year, rest)) => (book, Some(year), rest),
            None => {
                let starts = |it: char| it == '第' || it.is_ascii_alphanumeric();
                let (book, rest) = text.split_at(text.find(starts)?);
                (book, None, rest)
            }
        };
        let (page, rest) = match rest.split_once('页') {
            Some((page, rest)) => (Some(page.trim_matches('第').parse().ok()?), rest),
            None => (None, rest),
        };
        let numbers = rest.replace(['第', '号'], "");
        let nothing = numbers.is_empty() && page.is_none();
        (!book.is_empty() && !nothing).then(|| Self {
            book: book.to_owned(),
            year,
            page,
            numbers,
        })
    }

    /// Whether it names more numbers than are asked for at once.
    fn is_beyond(&self) -> bool {
        self.numbers().len() > ASKED
    }

    /// Each number by itself, up to one more than [`ASKED`].
    fn numbers(&self) -> Vec<String> {
        let mut all = Vec::new();
        for part in self.numbers.split('、').filter(|it| !it.is_empty()) {
            if all.len() > ASKED {
                break;
            }
            let ends = part.split_once(TO);
            let ends =
                ends.or_else(|| part.split_once('-').filter(|it| plain(it.0) && plain(it.1)));
            match ends.and_then(|(first, last)| span(first, last)) {
                Some(span) => all.extend(span),
                None => all.push(part.to_owned()),
            }
        }
        all.truncate(ASKED + 1);
        all
    }
}

fn plain(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|it| it.is_ascii_digit())
}

/// Text before, year, text after of 接待登记簿2026年第7号.
fn year_in(text: &str) -> Option<(&str, i32, &str)> {
    let (before, rest) = text.split_once('年')?;
    let at = before.len().checked_sub(4)?;
    let year = before.get(at..).filter(|it| plain(it))?;
    Some((before.get(..at)?, year.parse().ok()?, rest))
}

/// B1 to B3, 19-3-001 to 007.
fn span(first: &str, last: &str) -> Option<Vec<String>> {
    let begin = first.trim_end_matches(|it: char| it.is_ascii_digit());
    let low = first.get(begin.len()..)?;
    let high = last.trim_start_matches(|it: char| !it.is_ascii_digit());
    let digits = if low.starts_with('0') { low.len() } else { 0 };
    let (low, high) = (low.parse::<i64>().ok()?, high.parse::<i64>().ok()?);
    let all = (low..=high).take(ASKED + 1);
    Some(all.map(|it| format!("{begin}{it:0digits$}")).collect())
}

/// The records and signed pages that a number from paper means, by register; none where the text is no
/// such number.
pub(super) fn by_number(app: &mut App, text: &str) -> Result<Vec<SearchGroup>, UserError> {
    let Some(written) = Written::parse(text) else {
        return Ok(Vec::new());
    };
    let heading = Heading::of(app, "")?;
    let ledger = app.ledger()?;
    let places = Places::new(ledger, &heading)?;
    let mut groups = Vec::new();
    let mut signatures = Vec::new();
    for (kind, station) in books_called(ledger, &written.book)? {
        let (rows, signed) = match written.numbers.is_empty() {
            true => on_page(ledger, &kind, station, &written, &places)?,
            false => numbered(ledger, &kind, station, &written)?,
        };
        for page in signed {
            if !signatures
                .iter()
                .any(|it: &Signed| it.record == page.record)
            {
                signatures.push(page);
            }
        }
        let hits = rows.iter().take(MOST).map(|row| {
            let source = places.source(&kind, row)?;
            Ok(SearchHit {
                id: row.id.to_string(),
                title: kind.name_of(row),
                line: source.trim_start_matches("出处：").to_owned(),
            })
        });
        let hits: Vec<SearchHit> = hits.collect::<Result<_, UserError>>()?;
        let more = rows.len() > MOST || written.is_beyond();
        let all = more.then(|| all_of(&kind, station, &written, &rows));
        groups.extend(group(&kind, hits, all));
    }
    if let Some(kind) = ledger.registry().get(SIGNED_PAGE) {
        let mut hits = Vec::new();
        for page in signatures.iter().take(MOST) {
            hits.push(SearchHit {
                id: page.record.to_string(),
                title: ledger
                    .read()
                    .name_of(SIGNED_PAGE, page.record)?
                    .unwrap_or_default(),
                line: page.signature(),
            });
        }
        let all = (signatures.len() > MOST).then(Vec::new);
        groups.extend(group(kind, hits, all));
    }
    Ok(groups)
}

/// The filters under which the register's list shows every record that was meant: the numbers of those
/// found, or the whole book where more are meant than are asked for at once.
fn all_of(
    kind: &RecordType,
    station: Option<RecordId>,
    written: &Written,
    rows: &[Row],
) -> Vec<ColumnFilter> {
    let mut filters = Vec::new();
    if let (Some(year), Some(field)) = (written.year, year_field(kind)) {
        filters.push(ColumnFilter {
            field: field.to_string(),
            how: FilterHow::Between,
            values: vec![format!("{year}-01-01"), format!("{year}-12-31")],
        });
    }
    if let (Some(id), Some(field)) = (station, station_field(kind)) {
        filters.push(ColumnFilter {
            field: field.to_string(),
            how: FilterHow::AnyOf,
            values: vec![id.to_string()],
        });
    }
    let number = match kind.key == *SUGGESTION {
        true => Some(FieldKey::from(Suggestion::NO.key())),
        false => kind.serial.as_ref().map(|it| it.field.clone()),
    };
    if let Some(field) = number.filter(|_| !written.is_beyond() && rows.len() <= ASKED) {
        let values = rows
            .iter()
            .filter_map(|row| match row.get(kind, field.as_str())? {
                Value::Int(number) => Some(number.to_string()),
                Value::Text(number) => Some(number.clone()),
                _ => None,
            });
        let values: BTreeSet<String> = values.collect();
        filters.push(ColumnFilter {
            field: field.to_string(),
            how: FilterHow::AnyOf,
            values: values.into_iter().collect(),
        });
    }
    filters
}

fn group(
    kind: &RecordType,
    hits: Vec<SearchHit>,
    all: Option<Vec<ColumnFilter>>,
) -> Option<SearchGroup> {
    let register = kind.register.as_ref()?;
    (!hits.is_empty()).then(|| SearchGroup {
        register: register.key.clone(),
        title: register.title.clone(),
        hits,
        more: all.is_some(),
        all,
    })
}

/// A register, and the station whose book of it is meant.
type Called = (Arc<RecordType>, Option<RecordId>);

/// The numbered registers that go by a name, which a station's name may stand before.
fn books_called(ledger: &Ledger, called: &str) -> Result<Vec<Called>, UserError> {
    let mut found = Vec::new();
    let mut stations: Option<Vec<(RecordId, String)>> = None;
    for kind in ledger.registry().iter() {
        let Some(register) = kind
            .register
            .as_ref()
            .filter(|_| year_field(kind).is_some())
        else {
            continue;
        };
        let title = register.title.as_str();
        let short = title.trim_end_matches(['簿', '册', '表']);
        let names = [register.book.as_str(), title, short, kind.title.as_str()];
        let names = names.into_iter().filter(|it| !it.is_empty());
        let begins = names.filter_map(|it| called.strip_suffix(it));
        let begin = begins.min_by_key(|it| it.len());
        let Some(begin) = begin else { continue };
        if begin.is_empty() {
            found.push((Arc::clone(kind), None));
            continue;
        }
        if stations.is_none() {
            stations = Some(all_stations(ledger)?);
        }
        let named = stations.iter().flatten().find(|(_, name)| name == begin);
        found.extend(named.map(|(id, _)| (Arc::clone(kind), Some(*id))));
    }
    Ok(found)
}

fn all_stations(ledger: &Ledger) -> Result<Vec<(RecordId, String)>, UserError> {
    let mut all = Vec::new();
    if let Some(kind) = ledger.registry().get(STATION) {
        ledger.read().for_each(STATION, &ListQuery::all(), |row| {
            let name: String = kind.name_of(&row).split_whitespace().collect();
            all.push((row.id, name));
            Ok(())
        })?;
    }
    Ok(all)
}

type Found = (Vec<Row>, Vec<Signed>);

/// The records of a register with these numbers, and the signed pages on which they stand.
fn numbered(
    ledger: &Ledger,
    kind: &Arc<RecordType>,
    station: Option<RecordId>,
    written: &Written,
) -> Result<Found, UserError> {
    let mut numbers = written.numbers();
    numbers.truncate(ASKED);
    let (mut any, mut running) = (Vec::new(), BTreeSet::new());
    for (filter, number) in numbers.iter().filter_map(|it| is_number(kind, it)) {
        any.push(filter);
        running.extend(number);
    }
    if any.is_empty() {
        return Ok(Found::default());
    }
    let mut filters = vec![Filter::Any(any)];
    if let (Some(year), Some(field)) = (written.year, year_field(kind)) {
        filters.push(Filter::In(field, year, None));
    }
    if let (Some(id), Some(field)) = (station, station_field(kind)) {
        filters.push(Filter::Has(field, Item::Id(id)));
    }
    let query = ListQuery {
        filters,
        voided: true,
        ..ListQuery::all()
    };
    let mut rows = ledger.read().list(kind.key.as_str(), &query)?.rows;
    if let Some(serial) = kind.serial.as_ref().filter(|_| kind.key != *SUGGESTION) {
        rows.retain(|row| {
            let series = row.get(kind, serial.series.as_str());
            let series = series.and_then(Value::as_text).unwrap_or_default();
            let number = row.get(kind, serial.field.as_str()).and_then(Value::as_int);
            number.is_some_and(|it| running.contains(&(series.to_owned(), it)))
        });
    }
    let mut signed = Vec::new();
    for row in rows.iter().take(MOST) {
        let place = signed_place(ledger, kind, row.id)?;
        signed.extend(place.map(|(_, page)| page));
    }
    Ok((rows, signed))
}

/// A running number with the letter of its PC before it; empty for the office's first.
type Running = (String, i64);

/// The condition of a number: the register's running one, which is told apart as well, or its own.
fn is_number(kind: &RecordType, number: &str) -> Option<(Filter, Option<Running>)> {
    if kind.key == *SUGGESTION {
        let number = Value::Text(number.to_owned());
        return Some((Filter::Is(Suggestion::NO.into(), number), None));
    }
    let serial = kind.serial.as_ref()?;
    let digits = number.trim_start_matches(|it: char| it.is_ascii_alphabetic());
    let series = number.strip_suffix(digits)?.to_uppercase();
    let number = digits.parse().ok()?;
    let filter = Filter::Is(serial.field.clone(), Value::Int(number));
    Some((filter, Some((series, number))))
}

/// What stands on a page of the register's books.
fn on_page(
    ledger: &Ledger,
    kind: &Arc<RecordType>,
    station: Option<RecordId>,
    written: &Written,
    places: &Places<'_>,
) -> Result<Found, UserError> {
    let (mut rows, mut signed) = Found::default();
    let Some(page) = written.page else {
        return Ok((rows, signed));
    };
    for of in books(ledger, kind, station, written.year)? {
        let (entries, signatures) = places.on_page(kind, &of, page)?;
        for id in entries {
            rows.extend(ledger.read().get(kind.key.as_str(), id)?);
        }
        signed.extend(signatures);
    }
    Ok((rows, signed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(book: &str, year: Option<i32>, page: Option<u32>, numbers: &str) -> Option<Written> {
        Some(Written {
            book: book.into(),
            year,
            page,
            numbers: numbers.into(),
        })
    }

    #[test]
    fn what_paper_says_is_taken_apart() {
        let cases = [
            (
                "接待登记簿2026年第7号",
                written("接待登记簿", Some(2026), None, "7"),
            ),
            ("见簿一第12页第B7号", written("簿一", None, Some(12), "B7")),
            (
                "出处：前苇塘站接待登记簿2026年第1页第7号，该页2026年10月27日由王秀兰签字。",
                written("前苇塘站接待登记簿", Some(2026), Some(1), "7"),
            ),
            (
                "接待登记簿2026年第1页：第1号至第12号",
                written("接待登记簿", Some(2026), Some(1), ""),
            ),
            (
                "簿一２０２６年 3 页",
                written("簿一", Some(2026), Some(3), ""),
            ),
            (
                "《代表建议》19-3-007号",
                written("代表建议", None, None, "19-3-007"),
            ),
            (
                "接待登记簿2026年第1—3、20号",
                written("接待登记簿", Some(2026), None, "1—3、20"),
            ),
            ("代表活动11", None),
            ("路灯不亮", None),
            ("王秀兰", None),
            ("2026年", None),
            ("簿一", None),
            ("第7号", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Written::parse(text), expected, "{text}");
        }
    }

    #[test]
    fn spans_are_each_of_their_numbers() {
        let of = |numbers: &str| {
            let written = written("簿一", None, None, numbers).unwrap();
            written.numbers()
        };
        assert_eq!(of("1—3、20"), ["1", "2", "3", "20"]);
        assert_eq!(of("1-3"), ["1", "2", "3"]);
        assert_eq!(of("B9至B10"), ["B9", "B10"]);
        assert_eq!(of("19-3-009—010"), ["19-3-009", "19-3-010"]);
        assert_eq!(of("19-3-009"), ["19-3-009"], "no span");
        for long in [
            "1—99999999999",
            "1—150、301—450、501—650",
            &"7、".repeat(5_000),
        ] {
            assert_eq!(of(long).len(), ASKED + 1, "they are not without end");
        }
    }
}
