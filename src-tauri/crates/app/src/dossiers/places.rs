//! Where a line stands in the books: 见簿一第12页第7号.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use domain::activity::LEAVE;
use domain::record::{RecordId, RecordType, Row, Value};
use domain::station::STATION;
use domain::suggestion::{SUGGESTION, Suggestion};
use store::ledger::Ledger;
use store::query::ListQuery;

use crate::papers::bound::{self, BookOf, Manner, Stand};
use crate::papers::heading::Heading;
use crate::wire::UserError;

/// Where something stands.
pub(crate) struct Place {
    /// 见簿一第12页第7号.
    pub(crate) words: String,
    /// The page is signed, so that its number stays.
    pub(crate) signed: bool,
}

/// Pages of the books, each laid out once.
pub(crate) struct Places<'a> {
    ledger: &'a Ledger,
    heading: &'a Heading,
    books: RefCell<HashMap<BookOf, HashMap<RecordId, Stand>>>,
    /// Books of several stations are told apart by their names.
    by_station: bool,
}

impl<'a> Places<'a> {
    pub(crate) fn new(ledger: &'a Ledger, heading: &'a Heading) -> Result<Self, UserError> {
        let stations = ledger.read().count(STATION, &ListQuery::all())?;
        Ok(Self {
            ledger,
            heading,
            books: RefCell::new(HashMap::new()),
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
        let Some(of) = bound::book_of(kind, row) else {
            return Ok(Place {
                words: format!("见{book}"),
                signed: false,
            });
        };
        let station = match of.station.filter(|_| self.by_station) {
            Some(id) => self.ledger.read().name_of(STATION, id)?.unwrap_or_default(),
            None => String::new(),
        };
        let stand = self.stand(kind, &of, row.id)?;
        let page = stand.map_or(String::new(), |it| format!("第{}页", it.page));
        Ok(Place {
            words: format!("见{station}{book}{page}{}", number(kind, row)),
            signed: stand.is_some_and(|it| it.signed),
        })
    }

    fn stand(
        &self,
        kind: &Arc<RecordType>,
        of: &BookOf,
        id: RecordId,
    ) -> Result<Option<Stand>, UserError> {
        if let Some(stands) = self.books.borrow().get(of) {
            return Ok(stands.get(&id).copied());
        }
        let title = kind.register.as_ref().map_or("", |it| it.title.as_str());
        let heading = self.heading.for_book(title);
        let book = bound::book(self.ledger, kind, of, &heading, Manner::default())?;
        let stands = bound::stands(&book)?;
        let stand = stands.get(&id).copied();
        self.books.borrow_mut().insert(of.clone(), stands);
        Ok(stand)
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
