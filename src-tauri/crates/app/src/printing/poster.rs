//! 代表公示栏: photos, names and how to reach the deputies, with nothing on it that is not public.

use domain::office::Office;
use domain::record::{RecordType, Row};
use domain::roster::Deputy;
use forms::{Block, Document, Info, Paper, Portrait, Portraits, Sheet, Sheets};
use store::ledger::Ledger;

use crate::naming::NameBook;
use crate::papers::columns::keys;
use crate::papers::heading::Heading;
use crate::papers::lines::{Slot, field, made};
use crate::papers::subject::{Known, Subject};
use crate::printing::form::{Entry, Form, Made, Offer, Over, Sort, Take};
use crate::printing::people::{deputies_in_office, deputy_kind, photo};
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

const PAPERS: [&str; 3] = ["A3 横", "A3 竖", "A4 横"];

pub(super) const FORM: Form = Form {
    key: "poster",
    title: "代表公示栏",
    over: Over::Register("roster"),
    takes: &[Take::Record, Take::Station, Take::Blank, Take::Rows],
    needs: &[],
    entries: &[
        Entry {
            key: "title",
            label: "标题",
            sort: Sort::Line,
            hint: "空着用“××镇人大代表公示栏”",
        },
        Entry {
            key: "paper",
            label: "纸张",
            sort: Sort::Choice(&PAPERS),
            hint: "",
        },
        Entry {
            key: "introduction",
            label: "印简介",
            sort: Sort::Yes,
            hint: "",
        },
    ],
    step: "",
    place: None,
    made: Made::By(compose),
};

/// A line under a portrait.
pub(super) struct Line {
    pub(super) slot: Slot,
    /// Its label stands before it.
    pub(super) labelled: bool,
}

pub(super) const NAME: Slot = field!(Deputy::NAME);

/// What stands under a name.
pub(super) const LINES: &[Line] = &[
    Line {
        slot: made(keys![Deputy::LEVEL], |it| {
            Ok(match it.text(Deputy::LEVEL) {
                level if level.is_empty() => level,
                level => format!("{level}人大代表"),
            })
        }),
        labelled: false,
    },
    Line {
        slot: field!(Deputy::CONSTITUENCY),
        labelled: false,
    },
    Line {
        slot: field!(Deputy::PUBLIC_PHONE).called("电话"),
        labelled: true,
    },
];

/// What stands below, where the office wants it.
pub(super) const INTRODUCTION: Slot = field!(Deputy::INTRODUCTION);

/// Up to so many people are shown in larger photos.
const FEW: usize = 8;
/// Frames of a blank poster.
const FRAMES: usize = 12;

fn compose(app: &mut App, _: &Offer, request: &PrintRequest) -> Result<Document, UserError> {
    let kind = deputy_kind(app)?;
    let rows = deputies_in_office(app, &kind, request)?;
    let heading = Heading::of(app, "代表公示栏")?;
    let phone = app.office_text(Office::PHONE)?;
    let entry = |key: &str| request.entries.get(key).map_or("", |it| it.trim());
    let paper = match entry("paper") {
        "A3 竖" => Paper::A3Portrait,
        "A4 横" => Paper::A4Landscape,
        _ => Paper::A3Landscape,
    };
    let speaks = entry("introduction") == "是";
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read());
    let person = |row: &Row| -> Result<Portrait, UserError> {
        let it = of(Some(row), ledger, &kind, &book);
        let line = |line: &Line| -> Result<String, UserError> {
            let text = line.slot.open(&it)?;
            Ok(match line.labelled && !text.is_empty() {
                true => format!("{}：{text}", line.slot.label(&it)),
                false => text,
            })
        };
        Ok(Portrait {
            photo: photo(ledger, row.id),
            name: NAME.open(&it)?,
            lines: LINES.iter().map(line).collect::<Result<_, _>>()?,
            text: if speaks {
                INTRODUCTION.open(&it)?
            } else {
                String::new()
            },
        })
    };
    let mut people = rows.iter().map(person).collect::<Result<Vec<_>, _>>()?;
    if people.is_empty() {
        let slots = std::iter::once(&NAME).chain(LINES.iter().map(|it| &it.slot));
        let room = |slot: &Slot| {
            format!(
                "{}：　　　　　　",
                slot.label(&of(None, ledger, &kind, &book))
            )
        };
        people = vec![
            Portrait {
                lines: slots.map(room).collect(),
                ..Portrait::default()
            };
            FRAMES
        ];
    }
    let title = match entry("title") {
        "" => format!("{}人大代表公示栏", heading.place()),
        title => title.to_owned(),
    };
    let few = people.len() <= FEW && !request.blank;
    let (across, photo) = match (paper, few) {
        (Paper::A4Landscape, _) => (5, (32.0, 44.8)),
        (Paper::A3Portrait, true) => (3, (50.0, 70.0)),
        (Paper::A3Portrait, false) => (4, (40.0, 56.0)),
        (_, true) => (4, (50.0, 70.0)),
        (_, false) => (6, (45.0, 63.0)),
    };
    let left = request
        .station
        .as_ref()
        .map_or_else(|| heading.term.clone(), |it| format!("站点：{it}"));
    let sheet = Sheet {
        title: title.clone(),
        info: Info {
            left,
            middle: String::new(),
            right: if phone.is_empty() {
                String::new()
            } else {
                format!("主席团电话：{phone}")
            },
        },
        blocks: vec![Block::Portraits(Portraits {
            across,
            photo,
            people,
        })],
        poster: true,
        ..Sheet::default()
    };
    Ok(Document::from(Sheets {
        title,
        paper,
        sheets: vec![sheet],
        foot_left: match request.blank {
            true => heading.office.clone(),
            false => format!("{}　{}", heading.office, heading.today.format("%Y年%-m月")),
        },
        subject: "代表公示栏".into(),
        author: heading.office.clone(),
        keywords: heading.keywords(),
        printed_on: heading.day(),
    }))
}

fn of<'a>(
    row: Option<&'a Row>,
    ledger: &'a Ledger,
    kind: &'a RecordType,
    book: &'a NameBook<'a>,
) -> Subject<'a> {
    Subject {
        ledger,
        known: Known { kind, row, book },
    }
}
