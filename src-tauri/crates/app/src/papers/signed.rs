//! Books and their signed pages: which book an entry stands in, what stood on a page when it was signed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::dates::PartialDate;
use domain::dossier::{SIGNED_PAGE, SignedContent, SignedPage};
use domain::opinion::Opinion;
use domain::record::{Column, FieldKey, Item, KindKey, RecordId, RecordType, Row, Text, Value};
use domain::station::STATION;
use store::ledger::Ledger;
use store::query::{Filter, ListQuery};

use crate::records::registers::year_field;
use crate::wire::UserError;

/// One book: the entries of a register for a station and a year.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct BookOf {
    pub(crate) kind: KindKey,
    /// `None` for entries that name no station.
    pub(crate) station: Option<RecordId>,
    /// `None` for entries without a date.
    pub(crate) year: Option<i32>,
}

/// A page as it was signed; several records of one page are one stretch.
#[derive(Clone, Debug)]
pub(crate) struct Signed {
    pub(crate) record: RecordId,
    pub(crate) page: u32,
    pub(crate) pages: u32,
    pub(crate) closed: bool,
    pub(crate) on: String,
    pub(crate) by: String,
    pub(crate) content: SignedContent,
}

impl Signed {
    /// Whether a record stands on it, by its id as text.
    pub(crate) fn holds(&self, id: &str) -> bool {
        self.content.rows.iter().any(|it| it.id == id)
    }

    /// 2026年10月27日由王秀兰、赵国文签字
    pub(crate) fn signature(&self) -> String {
        let on = PartialDate::parse_iso(&self.on).map_or_else(String::new, |it| it.written());
        match self.by.is_empty() {
            true => format!("{on}签字"),
            false => format!("{on}由{}签字", self.by),
        }
    }
}

/// The station whose book an entry stands in.
pub(crate) fn station_of(kind: &RecordType) -> Option<FieldKey> {
    let own = kind.field(Opinion::STATION.key())?;
    (own.field_type.refers_to().is_some_and(|it| *it == *STATION)).then(|| own.key.clone())
}

/// The book of an entry; `None` where its register is no book of a year.
pub(crate) fn book_of(kind: &RecordType, row: &Row) -> Option<BookOf> {
    let year = year_field(kind)?;
    Some(BookOf {
        kind: kind.key.clone(),
        station: station_of(kind).and_then(|it| row.get(kind, it.as_str())?.as_id()),
        year: row
            .get(kind, year.as_str())
            .and_then(Value::as_date)
            .map(|it| it.year_part()),
    })
}

/// Every book that has entries, of a station and of a year where they are given.
pub(crate) fn books(
    ledger: &Ledger,
    kind: &RecordType,
    station: Option<RecordId>,
    year: Option<i32>,
) -> Result<BTreeSet<BookOf>, UserError> {
    let mut found = BTreeSet::new();
    let query = ListQuery {
        filters: filters(kind, station, year),
        voided: true,
        ..ListQuery::all()
    };
    ledger.read().for_each(kind.key.as_str(), &query, |row| {
        found.extend(book_of(kind, &row));
        Ok(())
    })?;
    Ok(found)
}

/// The conditions of the entries of a station and a year.
pub(crate) fn filters(
    kind: &RecordType,
    station: Option<RecordId>,
    year: Option<i32>,
) -> Vec<Filter> {
    let mut filters = Vec::new();
    if let (Some(field), Some(id)) = (station_of(kind), station) {
        filters.push(Filter::Is(field, Value::Ref(Item::Id(id))));
    }
    if let (Some(field), Some(year)) = (year_field(kind), year) {
        filters.push(Filter::In(field, year, None));
    }
    filters
}

/// The signed pages of a register, by book, in the order of their pages.
pub(crate) fn signed_pages(
    ledger: &Ledger,
    kind: &RecordType,
) -> Result<BTreeMap<BookOf, Vec<Signed>>, UserError> {
    signed_where(ledger, kind, &[])
}

/// Those of them that meet further conditions.
pub(crate) fn signed_where(
    ledger: &Ledger,
    kind: &RecordType,
    conditions: &[Filter],
) -> Result<BTreeMap<BookOf, Vec<Signed>>, UserError> {
    let mut books: BTreeMap<BookOf, Vec<Signed>> = BTreeMap::new();
    let Some(pages) = ledger.registry().get(SIGNED_PAGE).cloned() else {
        return Ok(books);
    };
    let of_kind = Value::Text(kind.key.to_string());
    let mut filters = vec![Filter::Is(SignedPage::BOOK.into(), of_kind)];
    filters.extend_from_slice(conditions);
    let query = ListQuery {
        filters,
        ..ListQuery::all()
    };
    ledger.read().for_each(SIGNED_PAGE, &query, |row| {
        let number = |column: Column<i64>| {
            row.read(&pages, column)
                .and_then(|it| u32::try_from(it).ok())
        };
        let text = |column: Column<Text>| row.read(&pages, column).unwrap_or("");
        let date = |column: Column<PartialDate>| row.read(&pages, column);
        let of = BookOf {
            kind: kind.key.clone(),
            station: row.link(&pages, SignedPage::STATION),
            year: number(SignedPage::YEAR).and_then(|it| i32::try_from(it).ok()),
        };
        let Ok(content) = serde_json::from_str(text(SignedPage::CONTENT)) else {
            return Ok(());
        };
        books.entry(of).or_default().push(Signed {
            record: row.id,
            page: number(SignedPage::PAGE).unwrap_or(1).max(1),
            pages: number(SignedPage::PAGES).unwrap_or(1).max(1),
            closed: matches!(row.of(&pages, SignedPage::CLOSED), Some(Value::Bool(true))),
            on: date(SignedPage::SIGNED_ON)
                .map(|it| it.to_string())
                .unwrap_or_default(),
            by: text(SignedPage::SIGNED_BY).to_owned(),
            content,
        });
        Ok(())
    })?;
    for signed in books.values_mut() {
        signed.sort_by_key(|it| (it.page, it.on.clone(), it.record));
    }
    Ok(books)
}

/// The signed page on which a record stands, and its book.
pub(crate) fn signed_place(
    ledger: &Ledger,
    kind: &RecordType,
    id: RecordId,
) -> Result<Option<(BookOf, Signed)>, UserError> {
    if year_field(kind).is_none() {
        return Ok(None);
    }
    let own = id.to_string();
    // Only a page whose content names the record is parsed.
    let names_it = Filter::Contains(SignedPage::CONTENT.into(), own.clone());
    for (of, pages) in signed_where(ledger, kind, &[names_it])? {
        for page in pages {
            if page.holds(&own) {
                return Ok(Some((of, page)));
            }
        }
    }
    Ok(None)
}

/// The records that stand on a signed page, in their order, with their type.
pub(crate) fn signed_entries(
    ledger: &Ledger,
    pages: &RecordType,
    row: &Row,
) -> Result<Vec<(Arc<RecordType>, Row)>, UserError> {
    let text = |column: Column<Text>| row.read(pages, column).unwrap_or("");
    let kind = ledger.registry().get(text(SignedPage::BOOK)).cloned();
    let content = serde_json::from_str::<SignedContent>(text(SignedPage::CONTENT));
    let (Some(kind), Ok(content)) = (kind, content) else {
        return Ok(Vec::new());
    };
    let mut entries = Vec::new();
    for id in content.rows.iter().filter_map(|it| RecordId::parse(&it.id)) {
        let row = ledger.read().get(kind.key.as_str(), id)?;
        entries.extend(row.map(|it| (Arc::clone(&kind), it)));
    }
    Ok(entries)
}
