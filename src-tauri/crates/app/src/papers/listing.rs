//! The rows of a register as a table by year: an extract of its books, or a list without numbers.

use std::collections::BTreeMap;

use domain::record::{OperationHead, RecordType, Row, Value};
use forms::{Closing, Info, Paper, Register, Section, Signing};
use store::ledger::Ledger;
use store::query::ListQuery;

use crate::naming::NameBook;
use crate::papers::books::{book_of, columns_of};
use crate::papers::columns::chosen;
use crate::papers::heading::Heading;
use crate::papers::rows::{Dates, cells, paper_row};
use crate::papers::tables::sums;
use crate::records::histories::who;
use crate::records::registers::date_field;
use crate::wire::{PrintRequest, UserError};

/// The title over a book: the township's, under the title that its paper has; an office that renamed the
/// book, or gave this print a title, has the last word.
pub(crate) fn own_title(ledger: &Ledger, kind: &RecordType, heading: &Heading) -> String {
    if !heading.is_delivered(ledger, kind) {
        return heading.book.clone();
    }
    let title = book_of(kind).map_or("", |it| it.title);
    let title = if title.is_empty() {
        &heading.book
    } else {
        title
    };
    format!("{}{title}", heading.place())
}

/// Entries of a register by year: an extract of its books, or a list without numbers.
pub(crate) fn register(
    ledger: &Ledger,
    kind: &RecordType,
    request: &PrintRequest,
    query: &ListQuery,
    heading: &Heading,
) -> Result<Register, UserError> {
    let at_the_desk = book_of(kind).is_some_and(|it| it.at_the_desk);
    let columns = chosen(kind, &request.columns, || columns_of(kind))?;
    let mut rows: Vec<Row> = Vec::new();
    // A blank book is for the pen: nothing of the store stands in it.
    if !request.blank {
        ledger.read().for_each(kind.key.as_str(), query, |row| {
            rows.push(row);
            Ok(())
        })?;
    }
    let book = NameBook::new(ledger.read()).on(heading.today)?;
    let station = station_line(kind, request, &rows, &book, heading);
    let sums = sums(kind, &columns, &rows).filter(|_| !request.blank);
    let years = by_year(kind, rows);
    let single = (years.len() == 1)
        .then(|| years.keys().next().copied().flatten())
        .flatten();
    let year = request.year.or(single);
    let mut sections = Vec::new();
    let mut notes = Vec::new();
    let mut running = 0;
    for (section_year, rows) in years {
        let dates = match (year, section_year) {
            (Some(year), _) | (None, Some(year)) => Dates::WithoutYear(year),
            _ => Dates::Dotted,
        };
        for row in &rows {
            notes.extend(void_note(ledger, kind, row)?);
        }
        let rows = rows
            .iter()
            .map(|row| {
                running += 1;
                paper_row(cells(&book, kind, &columns, row, running, dates), row)
            })
            .collect();
        let title = section_year
            .filter(|_| year.is_none())
            .map(|it| format!("{it} 年"));
        sections.push(Section {
            title,
            rows,
            total: None,
        });
    }
    let own_title = own_title(ledger, kind, heading);
    Ok(Register {
        title: own_title.clone(),
        info: Info {
            left: if at_the_desk || request.station.is_some() {
                station
            } else {
                format!("单位：{}", heading.office)
            },
            middle: match (year, request.month) {
                (Some(year), Some(month)) => format!("{year} 年 {month} 月"),
                (Some(year), None) => format!("{year} 年"),
                (None, _) if request.blank => "　　　　年".into(),
                (None, _) => String::new(),
            },
            right: if at_the_desk || request.blank {
                String::new()
            } else {
                heading.today.format("%Y年%-m月%-d日").to_string()
            },
        },
        paper: Paper::A4Landscape,
        columns: columns.into_iter().map(|it| it.column).collect(),
        sections: if request.blank { Vec::new() } else { sections },
        sums,
        closing: if request.blank {
            Closing::BlankRows(10)
        } else {
            Closing::Blank
        },
        notes,
        signatures: vec!["记录人：".into(), "审核人：".into()],
        signing: if at_the_desk {
            Signing::EveryPage
        } else {
            Signing::LastPage
        },
        ..heading.register(&subject(kind, &own_title))
    })
}

/// 簿一 and the title, as the properties of the file name a book.
pub(crate) fn subject(kind: &RecordType, title: &str) -> String {
    match kind.register.as_ref() {
        Some(it) if !it.book.is_empty() => format!("{} {title}", it.book),
        _ => title.to_owned(),
    }
}

/// Whose book it is: the station asked for, or the one of all its rows, or the office's own for all
/// stations. A blank book leaves room for it.
fn station_line(
    kind: &RecordType,
    request: &PrintRequest,
    rows: &[Row],
    book: &NameBook<'_>,
    heading: &Heading,
) -> String {
    if let Some(station) = &request.station {
        return format!("站点：{station}");
    }
    if request.blank {
        return "站点：".into();
    }
    let field = kind
        .serial
        .as_ref()
        .and_then(|it| kind.field(it.station.as_str()));
    let mut stations: Vec<String> = field
        .iter()
        .flat_map(|field| {
            rows.iter()
                .map(|row| book.shown(field, row.get(kind, field.key.as_str())))
        })
        .collect();
    stations.sort();
    stations.dedup();
    match stations.as_slice() {
        [one] if !one.is_empty() => format!("站点：{one}"),
        _ => format!("单位：{}", heading.office),
    }
}

fn by_year(kind: &RecordType, rows: Vec<Row>) -> BTreeMap<Option<i32>, Vec<Row>> {
    let mut years: BTreeMap<Option<i32>, Vec<Row>> = BTreeMap::new();
    let field = kind.serial.as_ref().and_then(|_| date_field(kind));
    for row in rows {
        let year = field
            .as_ref()
            .and_then(|it| row.get(kind, it.as_str()))
            .and_then(Value::as_date)
            .map(|it| it.year_part());
        years.entry(year).or_default().push(row);
    }
    years
}

/// 第 7 号作废：登记错误，王秀兰 2026年10月27日
pub(crate) fn void_note(
    ledger: &Ledger,
    kind: &RecordType,
    row: &Row,
) -> Result<Option<String>, UserError> {
    let Some(reason) = &row.voided else {
        return Ok(None);
    };
    let number = kind
        .serial
        .as_ref()
        .and_then(|it| row.get(kind, it.field.as_str()))
        .and_then(Value::as_int);
    let name = number.map_or_else(|| kind.name_of(row), |it| format!("第 {it} 号"));
    let history = ledger.history(kind.key.as_str(), row.id)?;
    let last = history
        .iter()
        .rev()
        .find(|it| it.field == *domain::record::Life::VOID);
    let by = match last {
        Some(entry) => by(ledger, &entry.operation)?,
        None => String::new(),
    };
    Ok(Some(format!("{name}作废：{reason}{by}")))
}

/// ，王秀兰 2026年11月3日
pub(crate) fn by(ledger: &Ledger, head: &OperationHead) -> Result<String, UserError> {
    let day = chrono::DateTime::from_timestamp_millis(head.wall_ms)
        .map(|it| it.format("%Y年%-m月%-d日").to_string())
        .unwrap_or_default();
    Ok(format!("，{} {day}", who(ledger, head)?))
}
