//! The book of a register: which of its rows, as whole books of a year or as an extract.

use std::borrow::Cow;
use std::sync::Arc;

use domain::record::{Field, RecordId, RecordType, Row};
use domain::roster::DEPUTY;
use domain::station::STATION;
use forms::Document;
use store::query::{Filter, ListQuery};

use crate::books::roll::find;
use crate::papers::bound::{self, Manner};
use crate::papers::heading::Heading;
use crate::papers::signed::books as books_of;
use crate::papers::{books, listing};
use crate::printing::form::{Entry, Form, Made, Offer, Over, Sort, Take};
use crate::records::registers::{date_field, station_field, year_field};
use crate::records::{find_row, list_query};
use crate::session::App;
use crate::stations::with_those_below;
use crate::wire::{
    ColumnFilter, ErrorCode, FilterHow, ListRequest, PrintRequest, UserError, Where,
};

/// The book that every register has by its definition.
pub(super) const FORM: Form = Form {
    key: "",
    title: "",
    over: Over::EachBook,
    takes: &[],
    needs: &[],
    entries: &[],
    step: "",
    place: None,
    made: Made::By(compose),
};

/// The book of a register: `own` where a form stands in its place.
pub(super) fn offer(kind: &Arc<RecordType>, own: Option<&'static Form>) -> Offer {
    let register = kind.register.as_ref();
    let title = register.map_or(&kind.title, |it| &it.title);
    let offer = match own {
        Some(own) => Offer::of(own),
        None => Offer {
            key: register
                .map_or_else(|| kind.key.to_string(), |it| it.key.clone())
                .into(),
            takes: takes_of(kind).into(),
            entries: if year_field(kind).is_some() {
                BOOK_ENTRIES
            } else {
                &[TITLE]
            },
            place: books::book_of(kind).and_then(|it| it.place),
            ..Offer::of(&FORM)
        },
    };
    Offer {
        title: Cow::Owned(title.clone()),
        kind: Some(Arc::clone(kind)),
        ..offer
    }
}

/// What a register can be narrowed by.
pub(super) fn takes_of(kind: &RecordType) -> Vec<Take> {
    let mut takes = vec![Take::Record, Take::Blank, Take::Columns, Take::Rows];
    if deputies_field(kind).is_some() {
        takes.push(Take::Deputy);
    }
    if station_field(kind).is_some() {
        takes.push(Take::Station);
    }
    if date_field(kind).is_some() {
        takes.extend([Take::Year, Take::Month]);
    }
    takes
}

/// The field in which a record names deputies.
fn deputies_field(kind: &RecordType) -> Option<&Field> {
    let deputies = |it: &&Field| it.field_type.refers_to().is_some_and(|it| *it == *DEPUTY);
    kind.fields.iter().find(deputies)
}

/// The rows of a register that a request means: record, deputy, station, year and month, search,
/// conditions, order.
pub(crate) fn query(
    app: &mut App,
    kind: &Arc<RecordType>,
    request: &PrintRequest,
) -> Result<ListQuery, UserError> {
    let mut conditions = request.conditions.clone();
    let mut filters = request.filters.clone();
    let mut only = None;
    if let Some(deputy) = &request.deputy {
        // A name of nobody, or of several, would print an empty book.
        let id = find(app, DEPUTY, deputy)?;
        // Among the deputies themselves the name is that of the record.
        match deputies_field(kind).filter(|_| kind.key != *DEPUTY) {
            Some(field) => conditions.push(Where {
                field: field.key.to_string(),
                value: id.to_string(),
            }),
            None => only = Some(Filter::Record(id)),
        }
    }
    if let (Some(station), Some(field)) = (&request.station, station_field(kind)) {
        let stations = stations(app, station)?;
        filters.push(ColumnFilter {
            field: field.to_string(),
            how: FilterHow::AnyOf,
            values: stations.iter().map(ToString::to_string).collect(),
        });
    }
    let list = ListRequest {
        register: request.form.clone(),
        conditions,
        search: request.search.clone(),
        order: request.order.clone(),
        descending: request.descending,
        filters,
        ids: request.ids.clone(),
        voided: kind.serial.is_some() || request.record.is_some(),
        unsettled: request.unsettled,
        ..ListRequest::default()
    };
    let mut query: ListQuery = list_query(app, kind, &list)?;
    query.filters.extend(only);
    if let (Some(year), Some(field)) = (request.year, date_field(kind)) {
        query.filters.push(Filter::In(field, year, request.month));
    }
    if let Some(id) = &request.record {
        query
            .filters
            .push(Filter::Record(find_row(app, kind, id)?.id));
    }
    Ok(query)
}

/// A station by its name, and all below it.
fn stations(app: &mut App, name: &str) -> Result<Vec<RecordId>, UserError> {
    let id = find(app, STATION, name)?;
    Ok(with_those_below(&app.ledger()?.read(), id)?)
}

/// The records that a form with a page for each is made of; none for a blank one. A voided record
/// has no page unless it is asked for by itself.
pub(super) fn entries(
    app: &mut App,
    kind: &Arc<RecordType>,
    request: &PrintRequest,
) -> Result<Vec<Row>, UserError> {
    if request.blank {
        return Ok(Vec::new());
    }
    let query = query(app, kind, request)?;
    let mut rows = app.ledger()?.read().list(kind.key.as_str(), &query)?.rows;
    rows.retain(|row| row.is_live() || request.record.is_some());
    Ok(rows)
}

/// The title of a list, where the office gives it one.
pub(super) const TITLE: Entry = Entry {
    key: "title",
    label: "标题",
    sort: Sort::Line,
    hint: "空着用登记簿的名称；如：问题清单、责任清单、督办清单",
};

/// The title that a request gives a list, else the register's own.
pub(super) fn title_of<'a>(offer: &'a Offer, request: &'a PrintRequest) -> &'a str {
    let given = request.entries.get(TITLE.key).map(|it| it.trim());
    given.filter(|it| !it.is_empty()).unwrap_or(&offer.title)
}

/// What a register's print asks for besides its rows, where it is a book.
const BOOK_ENTRIES: &[Entry] = &[
    TITLE,
    Entry {
        key: "continued",
        label: "续打：只印签字以后新登记的",
        sort: Sort::Yes,
        hint: "把签过字的最后一页放进打印机，新登记接在后面印",
    },
    Entry {
        key: "open_end",
        label: "末页留空，以后接着印",
        sort: Sort::Yes,
        hint: "不印“以下空白”和总页数",
    },
];

/// Whether a request means whole books of a year, whose pages are counted, and no extract.
fn means_books(kind: &RecordType, request: &PrintRequest) -> bool {
    year_field(kind).is_some()
        && !request.blank
        && request.record.is_none()
        && request.deputy.is_none()
        && request.month.is_none()
        && request
            .search
            .as_deref()
            .is_none_or(|it| it.trim().is_empty())
        && request.order.is_none()
        && !request.descending
        && !request.unsettled
        && request.columns.is_empty()
        && request.conditions.is_empty()
        && request.filters.is_empty()
        && request.ids.is_empty()
}

fn compose(app: &mut App, offer: &Offer, request: &PrintRequest) -> Result<Document, UserError> {
    let kind = offer.kind()?;
    let heading = Heading::of(app, title_of(offer, request))?;
    if means_books(kind, request)
        && let Some(books) = books_meant(app, kind, request, &heading)?
    {
        return Ok(books);
    }
    let query = query(app, kind, request)?;
    listing::register(app.ledger()?, kind, request, &query, &heading).map(Document::from)
}

/// The books that a request means; `None` where there is none yet.
fn books_meant(
    app: &mut App,
    kind: &Arc<RecordType>,
    request: &PrintRequest,
    heading: &Heading,
) -> Result<Option<Document>, UserError> {
    let stations = match &request.station {
        Some(name) => stations(app, name)?.into_iter().map(Some).collect(),
        None => vec![None],
    };
    let yes = |key: &str| request.entries.get(key).is_some_and(|it| it == "是");
    let manner = Manner {
        open: yes("open_end") || yes("continued"),
        continued: yes("continued"),
    };
    let ledger = app.ledger()?;
    let mut registers = Vec::new();
    let mut all = Vec::new();
    for station in stations {
        all.extend(books_of(ledger, kind, station, request.year)?);
    }
    for of in all {
        let book = bound::book(ledger, kind, &of, heading, manner)?;
        if manner.continued && book.signed_entries == book.entries.len() {
            continue;
        }
        registers.push(book.register);
    }
    if registers.is_empty() && manner.continued {
        return Err(UserError::new(
            ErrorCode::Precondition,
            format!("{}签字以后没有新的登记，不用续打", heading.book),
            "要把整本重印，请去掉“续打”",
        ));
    }
    Ok((!registers.is_empty()).then(|| Document::books(registers)))
}
