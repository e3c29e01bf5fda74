//! 代表联系选民手册 on A5: cover with the deputy's photo, whom he keeps in contact with, a page
//! for each talk's record, the year's sum. With the names printed and the rest left to the pen it
//! is what deputies carry; with the year's contacts in it, it is what stands in the archive.

use std::collections::BTreeMap;

use chrono::Datelike;
use domain::contact::{
    CONTACT, Contact, ContactHandling, ELECTOR, Elector, ElectorState, Talk, ids_of, standing,
};
use domain::record::{RecordId, RecordType, Row};
use domain::roster::Deputy;
use forms::Width::{Mm, Share};
use forms::{Block, Content, Document, Grid, GridCell, GridRow, Info, Paper, Sheet, Sheets};
use store::ledger::Ledger;
use store::query::{Filter, ListQuery};

use crate::naming::NameBook;
use crate::papers::boxes::{Boxes, Put, put, row};
use crate::papers::columns::keys;
use crate::papers::heading::Heading;
use crate::papers::lines::{Slot, field, made};
use crate::papers::subject::{Known, Subject};
use crate::papers::tables::{Set, Table, cells, running};
use crate::printing::form::{Entry, Form, Made, Offer, Over, Sort, Take};
use crate::printing::people::{deputies_in_office, deputy_kind, photo};
use crate::records::kind_of;
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

const CONTENTS: [&str; 2] = ["登记的联系记录", "留空手写"];

pub(super) const FORM: Form = Form {
    key: "contact_booklet",
    title: "代表联系选民手册",
    over: Over::Register("contacts"),
    takes: &[Take::Deputy, Take::Station, Take::Year, Take::Blank],
    needs: &[],
    entries: &[
        Entry {
            key: "content",
            label: "记录页",
            sort: Sort::Choice(&CONTENTS),
            hint: "发给代表随身带的选“留空手写”，封面和名册照样印好",
        },
        Entry {
            key: "lines",
            label: "留空行数",
            sort: Sort::Number,
            hint: "记录页后面再留几行手写，默认 6 行",
        },
    ],
    step: "",
    place: None,
    made: Made::By(compose),
};

/// Height of a row, millimetres.
const ROW: f32 = 9.0;
/// Height of a row of the cover; four of them hold a photo of two inches.
const COVER_ROW: f32 = 13.0;
/// Height of a record written by hand.
const TALK: f32 = 20.0;
/// Lines left under the records, and on a page for the pen.
const LINES: usize = 6;
const PEN_LINES: usize = 24;
const MOST_LINES: usize = 200;

/// What the booklets are made of: electors and contacts, each with its type.
struct Books {
    electors: std::sync::Arc<RecordType>,
    contacts: std::sync::Arc<RecordType>,
    of_elector: BTreeMap<RecordId, Vec<Row>>,
    of_contact: BTreeMap<RecordId, Vec<Row>>,
    wanted: i64,
    times: i64,
    year: i32,
}

fn compose(app: &mut App, _: &Offer, request: &PrintRequest) -> Result<Document, UserError> {
    let kind = deputy_kind(app)?;
    let people = deputies_in_office(app, &kind, request)?;
    let heading = Heading::of(app, "代表联系选民手册")?;
    let year = request.year.unwrap_or_else(|| heading.today.year());
    let books = gather(app, year)?;
    let entry = |key: &str| request.entries.get(key).map_or("", |it| it.trim());
    let by_pen = request.blank || entry("content") == CONTENTS[1];
    let left = if by_pen { PEN_LINES } else { LINES };
    let lines = entry("lines").parse().unwrap_or(left).min(MOST_LINES);
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read());
    let mut sheets = Vec::new();
    let everybody: Vec<Option<&Row>> = match people.is_empty() {
        true => vec![None],
        false => people.iter().map(Some).collect(),
    };
    for row in everybody {
        let known = Known {
            kind: &kind,
            row,
            book: &book,
        };
        let mut blocks = cover(ledger, known)?;
        blocks.extend(list(known, &books));
        blocks.extend(talks(known, &books, by_pen, lines));
        if row.is_some() && !by_pen {
            blocks.extend(summary(known, &books));
        }
        sheets.push(Sheet {
            title: format!("{}人大代表联系选民手册", heading.place()),
            bookmark: row.map_or_else(String::new, |row| kind.name_of(row)),
            info: Info {
                middle: format!("{year} 年度"),
                ..Info::default()
            },
            blocks,
            ..Sheet::default()
        });
    }
    let title = match people.as_slice() {
        [one] => format!("代表联系选民手册 {}", kind.name_of(one)),
        _ => "代表联系选民手册".into(),
    };
    Ok(Document::from(Sheets {
        title,
        paper: Paper::A5Portrait,
        sheets,
        foot_left: heading.office.clone(),
        subject: "册二 代表联系选民手册".into(),
        author: heading.office.clone(),
        keywords: heading.keywords(),
        printed_on: heading.day(),
    }))
}

/// One pass over electors and one over the year's contacts, for all deputies.
fn gather(app: &mut App, year: i32) -> Result<Books, UserError> {
    let electors = kind_of(app, ELECTOR)?;
    let contacts = kind_of(app, CONTACT)?;
    let (wanted, times) = crate::books::contacts::wanted(app, year)?;
    let ledger = app.ledger()?;
    let mut of_elector: BTreeMap<RecordId, Vec<Row>> = BTreeMap::new();
    ledger.read().for_each(ELECTOR, &ListQuery::all(), |row| {
        if row.read(&electors, Elector::STATE) != Some(ElectorState::Ended) {
            for deputy in ids_of(row.of(&electors, Elector::DEPUTIES)) {
                of_elector.entry(deputy).or_default().push(row.clone());
            }
        }
        Ok(())
    })?;
    let of_year = ListQuery {
        filters: vec![Filter::In(Contact::CONTACTED_ON.into(), year, None)],
        ..ListQuery::all()
    };
    let mut of_contact: BTreeMap<RecordId, Vec<Row>> = BTreeMap::new();
    ledger.read().for_each(CONTACT, &of_year, |row| {
        for deputy in ids_of(row.of(&contacts, Contact::DEPUTIES)) {
            of_contact.entry(deputy).or_default().push(row.clone());
        }
        Ok(())
    })?;
    Ok(Books {
        electors,
        contacts,
        of_elector,
        of_contact,
        wanted,
        times,
        year,
    })
}

/// The number that electors may call.
const PHONE: Slot = made(keys![Deputy::PUBLIC_PHONE], |it| {
    Ok(match it.text(Deputy::PUBLIC_PHONE) {
        phone if phone.is_empty() => it.text(Deputy::PHONE),
        phone => phone,
    })
})
.called("联系电话");

/// Whose booklet it is, beside the photo.
pub(super) static COVER: Boxes = Boxes {
    columns: &[Mm(26.0), Share(1.0), Mm(36.0)],
    rows: &[
        row(
            COVER_ROW,
            &[
                Put::Text(field!(Deputy::NAME).called("代表姓名"), Set::Left, 1),
                Put::Portrait(4),
            ],
        ),
        row(COVER_ROW, &[put(Deputy::NUMBER, Set::Left, 1)]),
        row(COVER_ROW, &[put(Deputy::LEVEL, Set::Left, 1)]),
        row(COVER_ROW, &[put(Deputy::CONSTITUENCY, Set::Left, 1)]),
        row(COVER_ROW, &[put(Deputy::GROUP, Set::Left, 2)]),
        row(COVER_ROW, &[Put::Text(PHONE, Set::Left, 2)]),
    ],
};

fn cover(ledger: &Ledger, known: Known<'_>) -> Result<Vec<Block>, UserError> {
    let portrait = known.row.and_then(|row| photo(ledger, row.id));
    let grid = COVER.grid(&Subject { ledger, known }, portrait.as_ref())?;
    Ok(vec![
        Block::Gap(10.0),
        Block::Grid(grid),
        Block::Gap(8.0),
        Block::Text(
            "走访联系一次记一次；群众反映的问题交主席团登记办理，办理结果向群众反馈。".into(),
        ),
    ])
}

pub(super) static ELECTORS: Table = Table {
    kind: ELECTOR,
    heading: "",
    columns: &[
        running(10.0),
        cells(keys![Elector::NAME], "", Set::Name, Mm(20.0)),
        cells(keys![Elector::SEX], "", Set::Value, Mm(10.0)),
        cells(keys![Elector::VILLAGE], "", Set::Left, Share(1.0)),
        cells(keys![Elector::SORT], "", Set::Value, Mm(18.0)),
        cells(keys![Elector::PHONE], "", Set::Number, Mm(28.0)),
    ],
    row: ROW,
    // A page of lines, for those who are still to be found.
    least: 12,
    room: true,
    order: &[],
};

/// 固定联系选民名册.
fn list(known: Known<'_>, books: &Books) -> Vec<Block> {
    let own = of(known, &books.of_elector);
    let rows = those(own, &books.electors, known.book);
    let title = match known.row {
        Some(_) => format!("固定联系选民名册（{} 人）", own.len()),
        None => "固定联系选民名册".into(),
    };
    vec![
        Block::PageBreak,
        Block::Heading(title),
        Block::Grid(ELECTORS.grid(&books.electors, &rows, known.row.is_none())),
    ]
}

/// The records of one deputy.
fn of<'a>(known: Known<'_>, all: &'a BTreeMap<RecordId, Vec<Row>>) -> &'a [Row] {
    let own = known.row.and_then(|row| all.get(&row.id));
    own.map_or(&[], Vec::as_slice)
}

fn those<'a>(rows: &'a [Row], kind: &'a RecordType, book: &'a NameBook<'a>) -> Vec<Known<'a>> {
    let known = |row: &'a Row| Known {
        kind,
        row: Some(row),
        book,
    };
    rows.iter().map(known).collect()
}

pub(super) static TALKS: Table = Table {
    kind: CONTACT,
    heading: "",
    columns: &[
        cells(keys![Contact::CONTACTED_ON], "", Set::Number, Mm(21.0)),
        cells(
            keys![Contact::ELECTORS, Contact::OTHERS],
            "、",
            Set::Value,
            Mm(22.0),
        )
        .called("联系对象"),
        cells(keys![Contact::WAY], "", Set::Value, Mm(12.0)).called("方式"),
        cells(keys![Contact::CONTENT], "", Set::Left, Share(1.4)),
        cells(
            keys![Contact::HANDLING, Contact::RESULT],
            "\n",
            Set::Left,
            Share(1.0),
        )
        .called("处理和结果"),
    ],
    row: ROW,
    least: 0,
    room: false,
    order: &[],
};

/// 联系记录.
fn talks(known: Known<'_>, books: &Books, by_pen: bool, lines: usize) -> Vec<Block> {
    let own = if by_pen {
        &[]
    } else {
        of(known, &books.of_contact)
    };
    let rows = those(own, &books.contacts, known.book);
    let mut grid = TALKS.grid(&books.contacts, &rows, false);
    let empty = GridRow::new(TALK, vec![GridCell::value(""); TALKS.columns.len()]);
    grid.rows.extend(std::iter::repeat_n(empty, lines));
    vec![
        Block::PageBreak,
        Block::Heading("联系记录".into()),
        Block::Grid(grid),
    ]
}

/// 年度汇总.
fn summary(known: Known<'_>, books: &Books) -> Vec<Block> {
    let (electors, contacts) = (of(known, &books.of_elector), of(known, &books.of_contact));
    let kept: Vec<RecordId> = electors.iter().map(|it| it.id).collect();
    let talks: Vec<Talk> = contacts
        .iter()
        .map(|row| Talk::of(&books.contacts, row))
        .collect();
    let it = standing(&kept, &talks, books.wanted, books.times);
    let handled = |how: ContactHandling| {
        contacts
            .iter()
            .filter(|row| row.read(&books.contacts, Contact::HANDLING) == Some(how))
            .count()
    };
    let short = match it.short_of {
        0 => String::new(),
        short => format!("，差 {short} 人"),
    };
    let seldom = match it.seldom {
        0 => "都已达到".to_owned(),
        seldom => format!("{seldom} 人未达到"),
    };
    let line = |label: &str, text: String| {
        GridRow::new(11.0, vec![GridCell::label(label), GridCell::left(&text)])
    };
    vec![
        Block::PageBreak,
        Block::Heading(format!("{} 年度联系选民汇总", books.year)),
        Block::Grid(Grid {
            columns: vec![Mm(38.0), Share(1.0)],
            rows: vec![
                line(
                    "固定联系选民",
                    format!("{} 人（应不少于 {} 人{short}）", it.electors, books.wanted),
                ),
                line("联系次数", format!("{} 次", contacts.len())),
                line("联系选民", format!("{} 人次", it.contacts)),
                line(
                    "每人每年联系次数",
                    format!("应不少于 {} 次，{seldom}", books.times),
                ),
                line(
                    ContactHandling::Answered.word(),
                    format!("{} 件", handled(ContactHandling::Answered)),
                ),
                line(
                    ContactHandling::PassedOn.word(),
                    format!("{} 件", handled(ContactHandling::PassedOn)),
                ),
                GridRow::new(
                    24.0,
                    vec![
                        GridCell::label("主席团\n审阅意见"),
                        GridCell::new(Content::Signing {
                            text: String::new(),
                            lines: vec![
                                "签名：　　　　　　".into(),
                                crate::papers::form_rows::DAY.into(),
                            ],
                        }),
                    ],
                ),
            ],
            ..Grid::default()
        }),
    ]
}
