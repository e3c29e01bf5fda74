//! Papers with a page for each record of a register: 活动记录页, 会议记录, 月工作计划.

use std::sync::Arc;

use domain::record::{RecordType, Row, Value};
use domain::trace::{ATTACHMENT, AttachmentSort};
use forms::{
    Block, Content, Document, Grid, GridCell, GridRow, Info, Paper, Picture, Sheet, Sheets, Width,
};
use store::attachments::Hash;
use store::ledger::Ledger;

use crate::naming::NameBook;
use crate::papers::form_rows::DAY;
use crate::papers::heading::Heading;
use crate::printing::people::Known;
use crate::printing::registers;
use crate::records::kind_of;
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

/// A paper with a page for each record.
pub(super) struct RecordPaper {
    /// Key of the record type.
    pub(super) kind: &'static str,
    /// Title on the page, after the township.
    pub(super) title: &'static str,
    pub(super) paper: Paper,
    /// Which of the records have such a page.
    pub(super) holds: fn(&Subject<'_>) -> bool,
    /// What stands on the page.
    pub(super) blocks: fn(&Subject<'_>) -> Result<Vec<Block>, UserError>,
    /// What stands under it.
    pub(super) notes: &'static [&'static str],
}

/// A record as its page is made, or the blank page.
pub(super) struct Subject<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) known: Known<'a>,
}

impl Subject<'_> {
    /// A field's text as it stands on paper.
    pub(super) fn text(&self, field: &str) -> String {
        self.known.text(field)
    }

    /// Two texts, with a dash between where there are both: 起止.
    pub(super) fn span(&self, from: &str, to: &str) -> String {
        let both = [self.text(from), self.text(to)];
        let both: Vec<&str> = both
            .iter()
            .map(String::as_str)
            .filter(|it| !it.is_empty())
            .collect();
        both.join(" — ")
    }

    /// Live rows inside the record, with their type.
    pub(super) fn inside(&self, key: &str) -> Result<(Arc<RecordType>, Vec<Row>), UserError> {
        let kind = registered(self.ledger, key)?;
        let mut rows = match self.known.row {
            Some(row) => self.ledger.read().children(&kind, row.id)?,
            None => Vec::new(),
        };
        rows.retain(Row::is_live);
        Ok((kind, rows))
    }

    /// What is known of a row inside it.
    pub(super) fn of<'b>(&'b self, kind: &'b RecordType, row: &'b Row) -> Known<'b> {
        Known {
            kind,
            row: Some(row),
            book: self.known.book,
        }
    }

    /// Photos kept with the record, two beside each other; nothing where there are none. A damaged
    /// picture must not keep the page from being printed.
    pub(super) fn photos(&self) -> Result<Option<Block>, UserError> {
        let (kind, rows) = self.inside(ATTACHMENT)?;
        let attachments = self.ledger.vault().attachments();
        let text = |row: &Row, key: &str| {
            row.get(&kind, key)
                .and_then(Value::as_text)
                .map(String::from)
        };
        let pictures: Vec<Picture> = rows
            .iter()
            .filter(|row| text(row, "sort").as_deref() == Some(AttachmentSort::Photo.word()))
            .filter_map(|row| {
                let hash = Hash::from_hex(text(row, "hash")?).ok()?;
                Picture::read(&attachments.as_ref()?.get(&hash).ok()?).ok()
            })
            .take(MOST_PHOTOS)
            .collect();
        if pictures.is_empty() {
            return Ok(None);
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
        Ok(Some(Block::Grid(Grid {
            columns: vec![Width::Share(1.0); 2],
            rows,
            ..Grid::default()
        })))
    }
}

/// So many photos show what happened; more would make a book of a page.
const MOST_PHOTOS: usize = 4;
/// Height of a row of photos, millimetres.
const PHOTO_HEIGHT: f32 = 58.0;

fn registered(ledger: &Ledger, key: &str) -> Result<Arc<RecordType>, UserError> {
    let kind = ledger.registry().get(key).cloned();
    kind.ok_or_else(|| crate::faults::not_found("登记", key, "可用的登记簿见“registers”"))
}

/// Puts the pages together: one per record that the request means, else a blank one.
pub(super) fn compose(
    app: &mut App,
    request: &PrintRequest,
    paper: &RecordPaper,
) -> Result<Document, UserError> {
    let kind = kind_of(app, paper.kind)?;
    let rows = registers::entries(app, &kind, request)?;
    let heading = Heading::of(app, paper.title)?;
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read()).on(heading.today);
    let of = (&*ledger, &*kind, &book);
    let sheet = |row: Option<&Row>| -> Result<Sheet, UserError> {
        let it = subject(of, row);
        Ok(Sheet {
            title: format!("{}{}", heading.place(), paper.title),
            bookmark: row.map_or_else(String::new, |row| bookmark(&it, &kind, row)),
            info: Info {
                left: number(&it, &kind),
                middle: String::new(),
                right: match it.text("station") {
                    station if station.is_empty() => String::new(),
                    station => format!("站点：{station}"),
                },
            },
            blocks: (paper.blocks)(&it)?,
            notes: paper.notes.iter().map(|it| (*it).to_owned()).collect(),
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
    let title = match sheets.as_slice() {
        [one] if !one.bookmark.is_empty() => format!("{} {}", paper.title, one.bookmark),
        _ => paper.title.into(),
    };
    Ok(Document::from(Sheets {
        title,
        paper: paper.paper,
        sheets,
        foot_left: heading.office.clone(),
        subject: paper.title.into(),
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

/// What the record is called in the outline of the file.
fn bookmark(it: &Subject<'_>, kind: &RecordType, row: &Row) -> String {
    let name = kind.name_of(row);
    let day = kind
        .serial
        .as_ref()
        .map(|serial| it.text(serial.year_of.as_str()));
    match day.filter(|it| !it.is_empty() && *it != name) {
        Some(day) => format!("{day} {name}"),
        None => name,
    }
}

/// 编号：2026年第7号, for the books that count their entries.
fn number(it: &Subject<'_>, kind: &RecordType) -> String {
    let Some(serial) = &kind.serial else {
        return String::new();
    };
    let Some(row) = it.known.row else {
        return format!("编号：{}", DAY.split('年').next().unwrap_or_default());
    };
    let year = row
        .get(kind, serial.year_of.as_str())
        .and_then(Value::as_date)
        .map_or_else(String::new, |it| format!("{}年", it.year_part()));
    let series = it.text(serial.series.as_str());
    let number = it.text(serial.field.as_str());
    format!("编号：{year}第{series}{number}号")
}
