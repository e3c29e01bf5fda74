//! Where a line stands in the books: 见簿一第12页第7号.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use domain::activity::LEAVE;
use domain::record::{RecordId, RecordType, Row, Value};
use domain::station::STATION;
use domain::suggestion::{SUGGESTION, Suggestion};
use store::ledger::Ledger;
use store::query::ListQuery;

use crate::papers::bound::{self, Manner, Stand};
use crate::papers::heading::Heading;
use crate::papers::signed::{BookOf, Signed, book_of, signed_place};
use crate::wire::UserError;

/// Where something stands.
pub(crate) struct Place {
    /// 见簿一第12页第7号.
    pub(crate) words: String,
    /// The page is signed, so that its number stays.
    pub(crate) signed: bool,
}

/// Books that were laid out, until anything in the store changes or another day comes: laying a year's
/// book of 10,000 entries out takes a second, and papers of single records each ask for one page of it.
#[derive(Default)]
struct PagedBooks(Mutex<LaidOut>);

/// The version of the store and the day of these books.
#[derive(Default)]
struct LaidOut {
    at: Option<(u64, NaiveDate)>,
    books: HashMap<BookOf, Arc<Paged>>,
}

impl PagedBooks {
    /// The book as it was laid out at this version of the store, on this day.
    fn get(&self, at: (u64, NaiveDate), of: &BookOf) -> Option<Arc<Paged>> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.books.get(of).filter(|_| held.at == Some(at)).cloned()
    }

    fn put(&self, at: (u64, NaiveDate), of: BookOf, book: Arc<Paged>) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.at != Some(at) {
            held.books.clear();
            held.at = Some(at);
        }
        held.books.insert(of, book);
    }
}

/// A book with its entries on their pages.
struct Paged {
    entries: Vec<RecordId>,
    stands: HashMap<RecordId, Stand>,
    signed: Vec<Signed>,
}

impl Paged {
    /// The signed page on which a record stands.
    fn signed(&self, id: RecordId) -> Option<&Signed> {
        let id = id.to_string();
        self.signed.iter().find(|it| it.holds(&id))
    }
}

/// Pages of the books, each laid out once; where an entry stands on a signed page, that page says it.
pub(crate) struct Places<'a> {
    ledger: &'a Ledger,
    heading: &'a Heading,
    books: Arc<PagedBooks>,
    /// Books of several stations are told apart by their names.
    by_station: bool,
}

impl<'a> Places<'a> {
    pub(crate) fn new(ledger: &'a Ledger, heading: &'a Heading) -> Result<Self, UserError> {
        let stations = ledger.read().count(STATION, &ListQuery::all())?;
        Ok(Self {
            ledger,
            heading,
            books: heading.kept.of(),
            by_station: stations > 1,
        })
    }

    pub(crate) fn of(&self, kind: &Arc<RecordType>, row: &Row) -> Result<Place, UserError> {
        let Some(register) = &kind.register else {
            return Ok(Place {
                words: String::new(),
                signed: false,
            });
        };
        // 簿三 and 簿二 hold a second register each: it goes by its own title.
        let second = [SUGGESTION, LEAVE].contains(&kind.key.as_str());
        let book = if register.book.is_empty() || second {
            format!("《{}》", register.title)
        } else {
            register.book.clone()
        };
        let Some(of) = book_of(kind, row) else {
            return Ok(Place {
                words: format!("见{book}"),
                signed: false,
            });
        };
        let station = self.station(&of)?;
        let (stand, _) = self.stand(kind, &of, row.id)?;
        let page = stand.map_or(String::new(), |it| format!("第{}页", it.page));
        Ok(Place {
            words: format!("见{station}{book}{page}{}", number(kind, row)),
            signed: stand.is_some_and(|it| it.signed),
        })
    }

    /// What the foot of a record's own paper says of its book: register, year, page and number, and who
    /// signed that page; empty for records without a number.
    pub(crate) fn source(&self, kind: &Arc<RecordType>, row: &Row) -> Result<String, UserError> {
        let cited = self.cited(kind, row)?;
        let Some(of) = book_of(kind, row).filter(|_| !cited.is_empty()) else {
            return Ok(String::new());
        };
        let signature = match self.stand(kind, &of, row.id)?.1 {
            Some(signed) => format!("该页{}", signed.signature()),
            None => "该页尚未签字".into(),
        };
        Ok(format!("出处：{cited}，{signature}。"))
    }

    /// What a record is called on paper and found by: 接待登记簿2026年第1页第7号; empty for records without
    /// a number.
    pub(crate) fn cited(&self, kind: &Arc<RecordType>, row: &Row) -> Result<String, UserError> {
        let number = number(kind, row);
        let (Some(register), Some(of)) = (&kind.register, book_of(kind, row)) else {
            return Ok(String::new());
        };
        if number.is_empty() {
            return Ok(String::new());
        }
        let (station, title) = (self.station(&of)?, &register.title);
        let year = of.year.map_or_else(String::new, |it| format!("{it}年"));
        let page = self.page(kind, row)?;
        Ok(format!("{station}{title}{year}{page}{number}"))
    }

    /// The page of its book on which a record begins: 第2页.
    pub(crate) fn page(&self, kind: &Arc<RecordType>, row: &Row) -> Result<String, UserError> {
        let Some(of) = book_of(kind, row) else {
            return Ok(String::new());
        };
        let (stand, _) = self.stand(kind, &of, row.id)?;
        Ok(stand.map_or_else(String::new, |it| format!("第{}页", it.page)))
    }

    /// The signed page on which a record stands, as a dossier refers to it: 簿一第1页.
    pub(crate) fn signed_page(
        &self,
        kind: &Arc<RecordType>,
        row: &Row,
    ) -> Result<Option<String>, UserError> {
        let Some(of) = book_of(kind, row) else {
            return Ok(None);
        };
        let station = self.station(&of)?;
        let title = kind.register.as_ref().map_or("", |it| it.title.as_str());
        let (_, signed) = self.stand(kind, &of, row.id)?;
        Ok(signed.map(|it| {
            let signature = it.signature();
            format!("{station}{title}第{}页{signature}", it.page)
        }))
    }

    /// The records on a page of a book, in their order, and the signatures of that page.
    pub(crate) fn on_page(
        &self,
        kind: &Arc<RecordType>,
        of: &BookOf,
        page: u32,
    ) -> Result<(Vec<RecordId>, Vec<Signed>), UserError> {
        let book = self.book(kind, of)?;
        let stands = |id: &RecordId| {
            let stand = book.stands.get(id);
            stand.is_some_and(|it| (it.page..=it.end).contains(&page))
        };
        let mut seen = BTreeSet::new();
        let entries = book.entries.iter().copied();
        let entries = entries
            .filter(|id| stands(id) && seen.insert(*id))
            .collect();
        let signed = book.signed.iter();
        let signed =
            signed.filter(|it| (it.page..it.page.saturating_add(it.pages)).contains(&page));
        Ok((entries, signed.cloned().collect()))
    }

    /// The station's name, where there are several.
    fn station(&self, of: &BookOf) -> Result<String, UserError> {
        Ok(match of.station.filter(|_| self.by_station) {
            Some(id) => self.ledger.read().name_of(STATION, id)?.unwrap_or_default(),
            None => String::new(),
        })
    }

    /// Where an entry stands, and the signed page that holds it.
    fn stand(
        &self,
        kind: &Arc<RecordType>,
        of: &BookOf,
        id: RecordId,
    ) -> Result<(Option<Stand>, Option<Signed>), UserError> {
        if self.books.get(self.at(), of).is_none()
            && let Some((book, signed)) = signed_place(self.ledger, kind, id)?
            && book == *of
            && signed.pages == 1
        {
            let stand = Stand {
                page: signed.page,
                end: signed.page,
                signed: true,
            };
            return Ok((Some(stand), Some(signed)));
        }
        let book = self.book(kind, of)?;
        Ok((book.stands.get(&id).copied(), book.signed(id).cloned()))
    }

    fn at(&self) -> (u64, NaiveDate) {
        (self.ledger.version(), self.heading.today)
    }

    fn book(&self, kind: &Arc<RecordType>, of: &BookOf) -> Result<Arc<Paged>, UserError> {
        if let Some(paged) = self.books.get(self.at(), of) {
            return Ok(paged);
        }
        let title = kind.register.as_ref().map_or("", |it| it.title.as_str());
        let heading = self.heading.for_book(title);
        let book = bound::book(self.ledger, kind, of, &heading, Manner::default())?;
        let paged = Arc::new(Paged {
            stands: bound::stands(&book)?,
            entries: book.entries,
            signed: book.signed,
        });
        self.books.put(self.at(), of.clone(), Arc::clone(&paged));
        Ok(paged)
    }
}

/// 第7号; the letter of another PC's series before it; a suggestion by its own number.
fn number(kind: &RecordType, row: &Row) -> String {
    let text = |key: &str| row.get(kind, key).and_then(Value::as_text);
    if let Some(own) = text(Suggestion::NO.key()).filter(|_| kind.key == *SUGGESTION) {
        return format!("{own}号");
    }
    let Some(serial) = &kind.serial else {
        return String::new();
    };
    let series = text(serial.series.as_str()).unwrap_or_default();
    let number = row.get(kind, serial.field.as_str()).and_then(Value::as_int);
    number.map_or_else(String::new, |it| format!("第{series}{it}号"))
}
