//! Pages of the books: which entries stand on which, and signing them.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::Datelike;
use domain::dossier::{SIGNED_PAGE, SignedContent, SignedPage, SignedRow};
use domain::operation::Operation;
use domain::record::{FieldKey, Item, RecordId, RecordType, Value};
use domain::station::STATION;
use store::query::{Filter, ListQuery};

use crate::books::find;
use crate::papers::bound::{self, Book, Manner, Stand};
use crate::papers::heading::Heading;
use crate::papers::signed::{BookOf, books};
use crate::records::registers::year_field;
use crate::records::{kind_of, numbering};
use crate::session::App;
use crate::wire::{
    BookPage, BookPages, BookStation, ErrorCode, OfBook, Saved, SignPages, UserError,
};

/// A book that a request means, put together, and where its entries stand.
struct Opened {
    kind: Arc<RecordType>,
    of: BookOf,
    book: Book,
    stands: HashMap<RecordId, Stand>,
    all: BTreeSet<BookOf>,
}

fn open(app: &mut App, request: &OfBook) -> Result<Opened, UserError> {
    let kind = kind_of(app, &request.register)?;
    let title = kind.register_title();
    if year_field(&kind).is_none() {
        return Err(UserError::new(
            ErrorCode::BadRequest,
            format!("“{title}”不是按年编号的簿，没有簿页"),
            "按年编号的登记簿才有页码和签字",
        ));
    }
    let station = match request.station.as_deref().filter(|it| !it.is_empty()) {
        Some(written) => Some(find(app, STATION, written)?),
        None => None,
    };
    let heading = Heading::of(app, title)?;
    let year = request.year.unwrap_or_else(|| app.today().year());
    let ledger = app.ledger()?;
    let all = books(ledger, &kind, None, None)?;
    let of_year = |it: &&BookOf| it.year == Some(year);
    let of = BookOf {
        kind: kind.key.clone(),
        station,
        year: Some(year),
    };
    // Without a station asked for, the first that has a book.
    let of = match station {
        None if !all.contains(&of) => all.iter().find(of_year).cloned().unwrap_or(of),
        _ => of,
    };
    let book = bound::book(ledger, &kind, &of, &heading, Manner::default())?;
    let stands = bound::stands(&book)?;
    Ok(Opened {
        kind,
        of,
        book,
        stands,
        all,
    })
}

impl Opened {
    fn row(&self, at: usize) -> Option<&forms::Row> {
        self.book.register.sections.first()?.rows.get(at)
    }

    fn cells(&self, at: usize) -> &[String] {
        self.row(at).map_or(&[], |it| &it.cells)
    }

    /// 第 7 号.
    fn called(&self, at: usize) -> String {
        let number = self.kind.serial.as_ref().and_then(|serial| {
            let place = self
                .book
                .columns
                .iter()
                .position(|it| serial.field == **it)?;
            self.cells(at).get(place).filter(|it| !it.is_empty())
        });
        match number {
            Some(number) => format!("第 {number} 号"),
            None => self
                .cells(at)
                .iter()
                .find(|it| !it.is_empty())
                .cloned()
                .unwrap_or_default(),
        }
    }

    /// Pages with their entries, as far as the book goes.
    fn pages(&self) -> Vec<BookPage> {
        let mut pages: Vec<BookPage> = Vec::new();
        for (at, id) in self.book.entries.iter().enumerate() {
            let Some(stand) = self.stands.get(id) else {
                continue;
            };
            while pages.last().is_none_or(|it| it.page < stand.page) {
                let page = pages.last().map_or(1, |it| it.page + 1);
                pages.push(BookPage {
                    page,
                    ..BookPage::default()
                });
            }
            let Some(page) = pages.iter_mut().find(|it| it.page == stand.page) else {
                continue;
            };
            if page.entries == 0 {
                page.first = self.called(at);
            }
            page.last = self.called(at);
            page.entries += 1;
            page.signed += u32::from(stand.signed);
            let row = self.row(at);
            if row.is_some_and(|it| stand.signed && (it.void || !it.struck.is_empty())) {
                page.corrected += 1;
            }
        }
        for signed in &self.book.signed {
            for page in pages
                .iter_mut()
                .filter(|it| (signed.page..signed.page + signed.pages).contains(&it.page))
            {
                page.signed_on.clone_from(&signed.on);
                page.signed_by.clone_from(&signed.by);
                page.record = signed.record.to_string();
                page.closed |= signed.closed;
            }
        }
        pages
    }
}

pub(crate) fn book_pages(app: &mut App, request: OfBook) -> Result<BookPages, UserError> {
    let opened = open(app, &request)?;
    let year = opened.of.year.unwrap_or_default();
    let ledger = app.ledger()?;
    let mut stations = Vec::new();
    for of in opened.all.iter().filter(|it| it.year == opened.of.year) {
        stations.push(match of.station {
            Some(id) => BookStation {
                id: id.to_string(),
                name: ledger.read().name_of(STATION, id)?.unwrap_or_default(),
            },
            None => BookStation {
                id: String::new(),
                name: "未分站点".into(),
            },
        });
    }
    let years: BTreeSet<i32> = opened.all.iter().filter_map(|it| it.year).collect();
    let register = opened.kind.register.as_ref();
    Ok(BookPages {
        title: opened.kind.register_title().to_owned(),
        book: register.map(|it| it.book.clone()).unwrap_or_default(),
        station: opened
            .of
            .station
            .map(|it| it.to_string())
            .unwrap_or_default(),
        year,
        stations,
        years: years.into_iter().rev().collect(),
        pages: opened.pages(),
    })
}

/// A page to be signed: its number, how many pages it stretches over, its entries by their places.
struct Sheet {
    page: u32,
    pages: u32,
    entries: Vec<usize>,
}

pub(crate) fn sign_pages(app: &mut App, request: SignPages) -> Result<Saved, UserError> {
    let opened = open(
        app,
        &OfBook {
            register: request.register.clone(),
            station: request.station.clone(),
            year: request.year,
        },
    )?;
    let signer = request.signed_by.trim().to_owned();
    if signer.is_empty() {
        return Err(UserError::new(
            ErrorCode::Invalid,
            "没有填签字人",
            "请填在这一页上签字的人，如记录人和审核人",
        ));
    }
    let signed_on = match request
        .signed_on
        .as_deref()
        .filter(|it| !it.trim().is_empty())
    {
        Some(written) => match domain::dates::parse_written(written) {
            Ok(domain::dates::WrittenDate::Full(date)) => date,
            _ => {
                return Err(UserError::new(
                    ErrorCode::Invalid,
                    format!("签字日期“{written}”看不懂"),
                    "请写成 2026-11-25 这样",
                ));
            }
        },
        None => app.today().into(),
    };
    let sheets = sheets(&opened, request.through);
    let Some(last) = sheets.last().map(|it| it.page) else {
        return Err(UserError::new(
            ErrorCode::Precondition,
            format!("第 {} 页以前没有还没签字的登记", request.through),
            "新登记以后再签；签过的页不用重签",
        ));
    };
    let book = opened.kind.register.as_ref();
    let book = book.map(|it| it.title.clone()).unwrap_or_default();
    let station = match opened.of.station {
        Some(id) => app
            .ledger()?
            .read()
            .name_of(STATION, id)?
            .unwrap_or_default(),
        None => String::new(),
    };
    let year = opened.of.year.unwrap_or_default();
    let operation = app.operation(Operation::SignPages {
        book: &book,
        year,
        first: sheets.first().map_or(last, |it| it.page),
        last,
    })?;
    let title = operation.title.clone();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        let mut id = None;
        for sheet in &sheets {
            let closed = sheet.page == last && request.closed;
            let values = values(&opened, sheet, closed, &station, &book, year)?;
            let shared: [(FieldKey, Value); 3] = [
                (SignedPage::CLOSED.into(), Value::Bool(closed)),
                (SignedPage::SIGNED_ON.into(), Value::Date(signed_on)),
                (SignedPage::SIGNED_BY.into(), Value::Text(signer.clone())),
            ];
            let values = values.into_iter().chain(shared).collect();
            id = Some(tx.create(SIGNED_PAGE, values)?);
        }
        Ok(id)
    })?;
    let signed = sheets.iter().flat_map(|it| &it.entries);
    let records: Vec<RecordId> = signed
        .filter_map(|at| opened.book.entries.get(*at).copied())
        .collect();
    let query = ListQuery {
        filters: vec![Filter::Records(records)],
        voided: true,
        ..ListQuery::all()
    };
    numbering::issue(app, &opened.kind, &query)?;
    Ok(Saved {
        id: committed.value.map(|it| it.to_string()).unwrap_or_default(),
        operation: committed.operation.map(|it| it.to_string()),
        title,
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
        warnings: Vec::new(),
    })
}

/// The pages up to one of them that have entries not signed yet. An entry that goes on over the
/// next page takes that one with it.
fn sheets(opened: &Opened, through: u32) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Vec::new();
    for (at, id) in opened.book.entries.iter().enumerate() {
        let Some(stand) = opened.stands.get(id).filter(|it| !it.signed) else {
            continue;
        };
        match sheets
            .last_mut()
            .filter(|it| stand.page < it.page + it.pages)
        {
            Some(sheet) => {
                sheet.pages = sheet.pages.max(stand.end + 1 - sheet.page);
                sheet.entries.push(at);
            }
            None if stand.page <= through => sheets.push(Sheet {
                page: stand.page,
                pages: (stand.end + 1).saturating_sub(stand.page).max(1),
                entries: vec![at],
            }),
            None => break,
        }
    }
    sheets
}

fn values(
    opened: &Opened,
    sheet: &Sheet,
    closed: bool,
    station: &str,
    book: &str,
    year: i32,
) -> Result<Vec<(FieldKey, Value)>, UserError> {
    let rows = sheet
        .entries
        .iter()
        .map(|at| SignedRow {
            id: opened.book.entries[*at].to_string(),
            cells: opened.cells(*at).to_vec(),
            void: opened.row(*at).is_some_and(|it| it.void),
        })
        .collect();
    let content = SignedContent {
        columns: opened.book.columns.clone(),
        rows,
        total: match &opened.book.register.sums {
            Some(sums) if closed => sums.total.clone(),
            _ => Vec::new(),
        },
    };
    let content = serde_json::to_string(&content).map_err(|error| {
        UserError::new(
            ErrorCode::Internal,
            format!("簿页内容无法保存（{error}）"),
            "请重试；仍不成功时，请把这句话告诉技术人员",
        )
    })?;
    let at = |it: Option<&usize>| it.map(|at| opened.called(*at)).unwrap_or_default();
    let int = |it: usize| Value::Int(i64::try_from(it).unwrap_or(i64::MAX));
    let place = if station.is_empty() {
        String::new()
    } else {
        format!("{station} ")
    };
    let mut values: Vec<(FieldKey, Value)> = vec![
        (
            SignedPage::TITLE.into(),
            Value::Text(format!("{place}{book} {year}年 第{}页", sheet.page)),
        ),
        (
            SignedPage::BOOK.into(),
            Value::Text(opened.kind.key.to_string()),
        ),
        (SignedPage::YEAR.into(), Value::Int(i64::from(year))),
        (SignedPage::PAGE.into(), Value::Int(i64::from(sheet.page))),
        (SignedPage::PAGES.into(), Value::Int(i64::from(sheet.pages))),
        (
            SignedPage::FIRST.into(),
            Value::Text(at(sheet.entries.first())),
        ),
        (
            SignedPage::LAST.into(),
            Value::Text(at(sheet.entries.last())),
        ),
        (SignedPage::ENTRIES.into(), int(sheet.entries.len())),
        (SignedPage::CONTENT.into(), Value::Text(content)),
    ];
    if let Some(station) = opened.of.station {
        values.push((SignedPage::STATION.into(), Value::Ref(Item::Id(station))));
    }
    Ok(values)
}
