//! 代表公示栏: photos, names and how to reach the deputies, with nothing on it that is not public.

use domain::office::Office;
use domain::record::{RecordType, Row};
use domain::roster::Deputy;
use forms::{Block, Document, Info, Paper, Portrait, Portraits, Sheet, Sheets};

use crate::naming::NameBook;
use crate::papers::columns::{keys, label_of};
use crate::papers::heading::Heading;
use crate::papers::subject::Known;
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
    let speaks = !matches!(entry("introduction"), "否" | "no" | "false");
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read());
    let person = |row: &Row| {
        let known = Known {
            kind: &kind,
            row: Some(row),
            book: &book,
        };
        let called = |label: &str, text: String| match text.is_empty() {
            true => text,
            false => format!("{label}{text}"),
        };
        let level = known.open(Deputy::LEVEL);
        Portrait {
            photo: photo(ledger, row.id),
            name: known.open(Deputy::NAME),
            lines: vec![
                if level.is_empty() {
                    level
                } else {
                    format!("{level}人大代表")
                },
                known.open(Deputy::CONSTITUENCY),
                called(
                    &format!("{}：", phone_word(&kind)),
                    known.open(Deputy::PUBLIC_PHONE),
                ),
            ],
            text: if speaks {
                known.open(Deputy::INTRODUCTION)
            } else {
                String::new()
            },
        }
    };
    let mut people: Vec<Portrait> = rows.iter().map(person).collect();
    if people.is_empty() {
        let blank = Known {
            kind: &kind,
            row: None,
            book: &book,
        };
        let room = |label: String| format!("{label}：　　　　　　");
        let lines = vec![
            room(blank.label(Deputy::NAME.key())),
            room(blank.label(Deputy::CONSTITUENCY.key())),
            room(phone_word(&kind)),
        ];
        people = vec![
            Portrait {
                lines,
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
        foot_left: format!("{}　{}", heading.office, heading.today.format("%Y年%-m月")),
        subject: "代表公示栏".into(),
        author: heading.office.clone(),
        keywords: heading.keywords(),
        printed_on: heading.day(),
    }))
}

/// What the board calls the telephone that may stand on it.
fn phone_word(kind: &RecordType) -> String {
    label_of(kind, keys![Deputy::PUBLIC_PHONE], "电话")
}
