//! 代表联系选民手册 on A5: cover with the deputy's photo, whom he keeps in contact with, a page
//! for each talk's record, the year's sum. With the names printed and the rest left to the pen it
//! is what deputies carry; with the year's contacts in it, it is what stands in the archive.

use std::collections::BTreeMap;

use chrono::Datelike;
use domain::contact::{CONTACT, ELECTOR, ids_of, standing};
use domain::record::{RecordId, RecordType, Row, Value};
use forms::{Block, Content, Document, Grid, GridCell, GridRow, Info, Paper, Sheet, Sheets, Width};
use store::ledger::Ledger;
use store::query::{Filter, ListQuery};

use crate::naming::NameBook;
use crate::papers::heading::Heading;
use crate::printing::form::{Entry, Form, Sort, Take};
use crate::printing::people::{Known, deputies_in_office, deputy_kind, photo};
use crate::records::kind_of;
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

const CONTENTS: [&str; 2] = ["登记的联系记录", "留空手写"];

pub(super) const FORM: Form = Form {
    key: "contact_booklet",
    title: "代表联系选民手册",
    register: "contacts",
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
    compose,
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
/// A blank cover's list of electors.
const ELECTOR_LINES: usize = 12;

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

fn compose(app: &mut App, request: &PrintRequest) -> Result<Document, UserError> {
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
        let mut blocks = cover(ledger, &known);
        blocks.extend(list(&known, &books, &book));
        blocks.extend(talks(&known, &books, &book, by_pen, lines));
        if row.is_some() && !by_pen {
            blocks.extend(summary(&known, &books));
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
        if row.get(&electors, "state").and_then(Value::as_text) != Some("解除") {
            for deputy in ids_of(row.get(&electors, "deputies")) {
                of_elector.entry(deputy).or_default().push(row.clone());
            }
        }
        Ok(())
    })?;
    let of_year = ListQuery {
        filters: vec![Filter::In("contacted_on".into(), year, None)],
        ..ListQuery::all()
    };
    let mut of_contact: BTreeMap<RecordId, Vec<Row>> = BTreeMap::new();
    ledger.read().for_each(CONTACT, &of_year, |row| {
        for deputy in ids_of(row.get(&contacts, "deputies")) {
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

fn cover(ledger: &Ledger, known: &Known<'_>) -> Vec<Block> {
    let phone = match known.text("public_phone") {
        phone if phone.is_empty() => known.text("phone"),
        phone => phone,
    };
    let line = |label: &str, text: &str| vec![GridCell::label(label), GridCell::left(text)];
    let wide = |label: &str, text: &str| {
        let cells = vec![GridCell::label(label), GridCell::left(text).across(2)];
        GridRow::new(COVER_ROW, cells)
    };
    let portrait = known.row.and_then(|row| photo(ledger, row.id));
    let mut first = line("代表姓名", &known.text("name"));
    first.push(GridCell::new(Content::Photo(portrait)).down(4));
    vec![
        Block::Gap(10.0),
        Block::Grid(Grid {
            columns: vec![Width::Mm(26.0), Width::Share(1.0), Width::Mm(36.0)],
            rows: vec![
                GridRow::new(COVER_ROW, first),
                GridRow::new(COVER_ROW, line("代表编号", &known.text("number"))),
                GridRow::new(COVER_ROW, line("代表层级", &known.text("level"))),
                GridRow::new(COVER_ROW, line("选区", &known.text("constituency"))),
                wide("代表小组", &known.text("group")),
                wide("联系电话", &phone),
            ],
            ..Grid::default()
        }),
        Block::Gap(8.0),
        Block::Text(
            "走访联系一次记一次；群众反映的问题交主席团登记办理，办理结果向群众反馈。".into(),
        ),
    ]
}

/// 固定联系选民名册.
fn list(known: &Known<'_>, books: &Books, book: &NameBook<'_>) -> Vec<Block> {
    let heads = ["序号", "姓名", "性别", "村组", "类别", "联系电话"];
    let mut rows = vec![GridRow::new(ROW, heads.map(GridCell::head).to_vec())];
    let own = known
        .row
        .and_then(|row| books.of_elector.get(&row.id))
        .map_or(&[][..], Vec::as_slice);
    for (at, elector) in own.iter().enumerate() {
        let it = Known {
            kind: &books.electors,
            row: Some(elector),
            book,
        };
        rows.push(GridRow::new(
            ROW,
            vec![
                GridCell::number(&(at + 1).to_string()),
                GridCell::name(&it.text("name")),
                GridCell::value(&it.text("sex")),
                GridCell::left(&it.text("village")),
                GridCell::value(&it.text("sort")),
                GridCell::number(&it.text("phone")),
            ],
        ));
    }
    while rows.len() <= ELECTOR_LINES {
        rows.push(GridRow::new(ROW, vec![GridCell::value(""); heads.len()]));
    }
    let title = match known.row {
        Some(_) => format!("固定联系选民名册（{} 人）", own.len()),
        None => "固定联系选民名册".into(),
    };
    vec![
        Block::PageBreak,
        Block::Heading(title),
        Block::Grid(Grid {
            columns: vec![
                Width::Mm(10.0),
                Width::Mm(20.0),
                Width::Mm(10.0),
                Width::Share(1.0),
                Width::Mm(18.0),
                Width::Mm(28.0),
            ],
            rows,
            head: 1,
            ..Grid::default()
        }),
    ]
}

/// 联系记录.
fn talks(
    known: &Known<'_>,
    books: &Books,
    book: &NameBook<'_>,
    by_pen: bool,
    lines: usize,
) -> Vec<Block> {
    let heads = ["日期", "联系对象", "方式", "反映内容", "处理和结果"];
    let mut rows = vec![GridRow::new(ROW, heads.map(GridCell::head).to_vec())];
    let own = known
        .row
        .filter(|_| !by_pen)
        .and_then(|row| books.of_contact.get(&row.id))
        .map_or(&[][..], Vec::as_slice);
    for contact in own {
        let it = Known {
            kind: &books.contacts,
            row: Some(contact),
            book,
        };
        let people = [it.text("electors"), it.text("others")];
        let people: Vec<&str> = people
            .iter()
            .map(String::as_str)
            .filter(|it| !it.is_empty())
            .collect();
        let outcome = [it.text("handling"), it.text("result")].join("\n");
        rows.push(GridRow::new(
            ROW,
            vec![
                GridCell::number(&it.text("contacted_on")),
                GridCell::value(&people.join("、")),
                GridCell::value(&it.text("way")),
                GridCell::left(&it.text("content")),
                GridCell::left(outcome.trim()),
            ],
        ));
    }
    for _ in 0..lines {
        rows.push(GridRow::new(TALK, vec![GridCell::value(""); heads.len()]));
    }
    vec![
        Block::PageBreak,
        Block::Heading("联系记录".into()),
        Block::Grid(Grid {
            columns: vec![
                Width::Mm(21.0),
                Width::Mm(22.0),
                Width::Mm(12.0),
                Width::Share(1.4),
                Width::Share(1.0),
            ],
            rows,
            head: 1,
            ..Grid::default()
        }),
    ]
}

/// 年度汇总.
fn summary(known: &Known<'_>, books: &Books) -> Vec<Block> {
    let none: &[Row] = &[];
    let of = |all: &BTreeMap<RecordId, Vec<Row>>| -> Vec<Row> {
        known
            .row
            .and_then(|row| all.get(&row.id))
            .map_or(none, Vec::as_slice)
            .to_vec()
    };
    let (electors, contacts) = (of(&books.of_elector), of(&books.of_contact));
    let kept: Vec<RecordId> = electors.iter().map(|it| it.id).collect();
    let met: Vec<RecordId> = contacts
        .iter()
        .flat_map(|row| ids_of(row.get(&books.contacts, "electors")))
        .collect();
    let it = standing(&kept, &met, books.wanted, books.times);
    let handled = |word: &str| {
        contacts
            .iter()
            .filter(|row| {
                row.get(&books.contacts, "handling")
                    .and_then(Value::as_text)
                    == Some(word)
            })
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
            columns: vec![Width::Mm(38.0), Width::Share(1.0)],
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
                line("当场解答", format!("{} 件", handled("当场解答"))),
                line("记录转办", format!("{} 件", handled("记录转办"))),
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
