//! Papers with a page for each record of a register: 交办单, 活动记录页, 会议记录, 月工作计划. A paper is
//! its list of parts over the record's definition.

use domain::dates::PartialDate;
use domain::opinion::Opinion;
use domain::record::{Column, RecordType, Row, Text, Value};
use domain::rules::Rules;
use domain::suggestion::Suggestion;
use forms::{Block, Content, Document, Grid, GridCell, GridRow, Info, Sheet, Sheets, Width};
use store::ledger::Ledger;

use crate::naming::NameBook;
use crate::papers::form_rows::{DAY, grid};
use crate::papers::heading::Heading;
use crate::papers::lines::rows;
use crate::papers::places::Places;
use crate::papers::subject::{Known, Subject};
use crate::papers::tables::Table;
use crate::periods::rules;
use crate::printing::form::Offer;
use crate::printing::page::{Band, Head, Note, Part, RecordPaper};
use crate::printing::registers;
use crate::records::kind_of;
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

/// The sentence of a note on the page of a record.
fn said(
    note: &Note,
    rules: &Rules,
    kind: &RecordType,
    row: Option<&Row>,
    heading: &Heading,
) -> String {
    match note {
        Note::Text(text) => (*text).to_owned(),
        Note::Period(key, from, with, without) => {
            let day = row.and_then(|row| row.get(kind, from).and_then(Value::as_date));
            let day = day.map_or(heading.today, PartialDate::last_day);
            match rules.on(*key, day) {
                Some(amount) => with(&amount.written(*key)),
                None => (*without).to_owned(),
            }
        }
    }
}

/// Height of a row of photos, millimetres.
const PHOTO_HEIGHT: f32 = 58.0;

/// Puts the pages together: one per record that the request means, else a blank one.
pub(super) fn compose(
    app: &mut App,
    offer: &Offer,
    request: &PrintRequest,
    paper: &RecordPaper,
) -> Result<Document, UserError> {
    let kind = kind_of(app, paper.kind)?;
    let rows = registers::entries(app, &kind, request)?;
    let title = match paper.title {
        "" => &*offer.title,
        title => title,
    };
    let heading = Heading::of(app, title)?;
    let rules = rules(app)?;
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read()).on(heading.today)?;
    let places = Places::new(ledger, &heading)?;
    let of = (&*ledger, &*kind, &book);
    let sheet = |row: Option<&Row>| -> Result<Sheet, UserError> {
        let it = subject(of, row);
        let number = number(&it);
        Ok(Sheet {
            title: match paper.head {
                Head::Station | Head::Place => format!("{}{title}", heading.place()),
                Head::Day => heading.title(title),
            },
            bookmark: match (row, paper.head) {
                (None, _) => String::new(),
                (Some(row), Head::Station) => bookmark(&it, &kind, row),
                (Some(_), Head::Day | Head::Place) => number.clone().unwrap_or_default(),
            },
            info: Info {
                left: number.map_or_else(String::new, |it| format!("编号：{it}")),
                middle: String::new(),
                right: match (paper.head, it.text(Opinion::STATION)) {
                    (Head::Station, station) if station.is_empty() => String::new(),
                    (Head::Station, station) => format!("站点：{station}"),
                    (Head::Day | Head::Place, _) if row.is_none() => DAY.into(),
                    (Head::Day | Head::Place, _) => {
                        heading.today.format("%Y年%-m月%-d日").to_string()
                    }
                },
            },
            blocks: blocks(paper.parts, &it)?,
            source: row.map_or(Ok(String::new()), |row| places.source(&kind, row))?,
            notes: paper
                .notes
                .iter()
                .map(|note| said(note, &rules, &kind, row, &heading))
                .collect(),
            ..Sheet::default()
        })
    };
    let mut sheets = rows
        .iter()
        .filter(|row| (paper.holds)(&subject(of, Some(row))))
        .map(|row| sheet(Some(row)))
        .collect::<Result<Vec<_>, _>>()?;
    if sheets.is_empty() {
        sheets.push(sheet(None)?);
    }
    let named = match sheets.as_slice() {
        [one] if !one.bookmark.is_empty() => format!("{title} {}", one.bookmark),
        _ => title.into(),
    };
    Ok(Document::from(Sheets {
        title: named,
        paper: paper.paper,
        sheets,
        foot_left: heading.office.clone(),
        subject: title.into(),
        author: heading.office.clone(),
        keywords: heading.keywords(),
        printed_on: heading.day(),
    }))
}

fn subject<'a>(
    (ledger, kind, book): (&'a Ledger, &'a RecordType, &'a NameBook<'a>),
    row: Option<&'a Row>,
) -> Subject<'a> {
    Subject {
        ledger,
        known: Known { kind, row, book },
    }
}

fn blocks(parts: &[Part], it: &Subject<'_>) -> Result<Vec<Block>, UserError> {
    let mut blocks = Vec::new();
    for part in parts {
        match part {
            Part::Lines(lines) => blocks.push(grid(rows(lines, it)?)),
            Part::Table(table) => blocks.extend(inside(table, it)?),
            Part::Slip(text) => {
                let number = number(it).unwrap_or_default();
                blocks.push(Block::Heading(format!("{text}　　编号：{number}")));
            }
            Part::Photos(heading) => blocks.extend(photos(heading, it)?),
            Part::Gap(height) => blocks.push(Block::Gap(*height)),
            Part::Cut(height) => blocks.push(Block::Cut(*height)),
            Part::Band(of) => blocks.push(Block::Grid(band(of, it)?)),
        }
    }
    Ok(blocks)
}

/// A table of rows inside the record, under its heading.
fn inside(table: &Table, it: &Subject<'_>) -> Result<Vec<Block>, UserError> {
    let (kind, mut rows) = it.inside(table.kind)?;
    table.put_in_order(&kind, &mut rows);
    if rows.is_empty() && !it.is_blank() {
        return Ok(Vec::new());
    }
    let known: Vec<Known<'_>> = rows.iter().map(|row| it.of(&kind, row)).collect();
    let grid = Block::Grid(table.grid(&kind, &known, it.is_blank()));
    Ok(match table.heading {
        "" => vec![grid],
        heading => vec![Block::Heading(heading.into()), grid, Block::Gap(3.0)],
    })
}

/// Labelled boxes beside each other.
fn band(band: &Band, it: &Subject<'_>) -> Result<Grid, UserError> {
    let (mut columns, mut cells) = (Vec::new(), Vec::new());
    for (label, slot, width, set) in band.slots {
        columns.extend([*label, *width]);
        cells.push(GridCell::label(&slot.label(it)));
        cells.push(set.cell(&slot.text(it)?));
    }
    Ok(Grid {
        columns,
        rows: vec![GridRow::new(band.height, cells)],
        ..Grid::default()
    })
}

/// Photos, two beside each other.
fn photos(heading: &str, it: &Subject<'_>) -> Result<Vec<Block>, UserError> {
    let pictures = it.photos()?;
    if pictures.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows = Vec::new();
    for two in pictures.chunks(2) {
        let mut cells: Vec<GridCell> = two
            .iter()
            .map(|picture| GridCell::new(Content::Photo(Some(picture.clone()))))
            .collect();
        cells.resize(2, GridCell::value(""));
        rows.push(GridRow::new(PHOTO_HEIGHT, cells));
    }
    let grid = Grid {
        columns: vec![Width::Share(1.0); 2],
        rows,
        ..Grid::default()
    };
    Ok(vec![Block::Heading(heading.into()), Block::Grid(grid)])
}

/// What the record is called in the outline of the file.
fn bookmark(it: &Subject<'_>, kind: &RecordType, row: &Row) -> String {
    let name = kind.name_of(row);
    let day = kind
        .serial
        .as_ref()
        .map(|serial| it.text_of(serial.year_of.as_str()));
    match day.filter(|it| !it.is_empty() && *it != name) {
        Some(day) => format!("{day} {name}"),
        None => name,
    }
}

/// The record's number: as it is composed by its definition (0-闭-001), else 2026年第7号; room for
/// it on a blank page. `None` for registers without numbers.
pub(super) fn number(it: &Subject<'_>) -> Option<String> {
    let kind = it.known.kind;
    let serial = kind.serial.as_ref()?;
    let own = kind.field(WRITTEN_NUMBER.key()).is_some();
    let Some(row) = it.known.row else {
        return Some(if own {
            String::new()
        } else {
            "　　　　".into()
        });
    };
    if own {
        return Some(it.text(WRITTEN_NUMBER));
    }
    let year = row
        .get(kind, serial.year_of.as_str())
        .and_then(Value::as_date)
        .map_or_else(String::new, |it| format!("{}年", it.year_part()));
    let series = it.text_of(serial.series.as_str());
    let number = it.text_of(serial.field.as_str());
    Some(format!("{year}第{series}{number}号"))
}

/// The field of a number that is more than year and serial number.
const WRITTEN_NUMBER: Column<Text> = Suggestion::NO;
