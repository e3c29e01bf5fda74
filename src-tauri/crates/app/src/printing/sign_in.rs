//! 签到表: who should come, with room to sign.

use domain::record::Row;
use domain::roster::Deputy;
use forms::{Closing, Document, Info, Paper, Register, Section};

use crate::naming::NameBook;
use crate::papers::columns::Wide::{Mm, Share};
use crate::papers::columns::{Content, Ruled, col, pen, ruled};
use crate::papers::heading::Heading;
use crate::papers::roster;
use crate::papers::rows::{Dates, cells};
use crate::printing::form::{Entry, Form, Made, Offer, Over, Sort, Take};
use crate::printing::people::{deputies_in_office, deputy_kind};
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

pub(super) const FORM: Form = Form {
    key: "sign_in",
    title: "签到表",
    over: Over::Register("roster"),
    takes: &[Take::Station, Take::Blank, Take::Sections, Take::Rows],
    needs: &[],
    entries: &[
        Entry {
            key: "title",
            label: "会议（活动）名称",
            sort: Sort::Line,
            hint: "空着，印出来手写",
        },
        Entry {
            key: "date",
            label: "时间",
            sort: Sort::Line,
            hint: "如：2026年11月26日上午9时",
        },
        Entry {
            key: "place",
            label: "地点",
            sort: Sort::Line,
            hint: "",
        },
        Entry {
            key: "lines",
            label: "另留空行",
            sort: Sort::Number,
            hint: "给列席人员，默认 5 行",
        },
    ],
    step: "",
    place: None,
    made: Made::By(compose),
};

/// Empty lines after the names, for those who are not deputies.
const LINES: usize = 5;
/// Lines of a blank sheet: one page.
const BLANK: usize = 16;
/// No sheet needs more.
const MOST_LINES: usize = 500;

fn compose(app: &mut App, _: &Offer, request: &PrintRequest) -> Result<Document, UserError> {
    sheet(app, request)
}

/// The sheet of those that a request means, or an empty one.
pub(super) fn sheet(app: &mut App, request: &PrintRequest) -> Result<Document, UserError> {
    let kind = deputy_kind(app)?;
    let rows = deputies_in_office(app, &kind, request)?;
    let heading = Heading::of(app, "签到表")?;
    let entry = |key: &str| request.entries.get(key).map_or("", |it| it.trim());
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read()).on(heading.today)?;
    let sections = roster::sections(
        ledger,
        &kind,
        request.sections.as_deref(),
        rows.iter().collect(),
        &book,
    )?;
    // What stands over a part need not stand in each of its rows.
    let over = request.sections.as_deref().and_then(roster::section_field);
    let grouped = over == Some(Deputy::GROUP.key());
    let mut columns = ruled(&kind, COLUMNS);
    if grouped {
        let group = kind.position(Deputy::GROUP.key());
        columns.retain(|it| !matches!(it.content, Content::Field(at) if Some(at) == group));
    }
    let mut number = 0;
    let mut line = |row: &Row| {
        number += 1;
        forms::Row::of(cells(&book, &kind, &columns, row, number, Dates::Dotted))
    };
    let sections: Vec<Section> = sections
        .into_iter()
        .map(|(title, rows)| Section {
            title: title.map(|title| format!("{title}（{}人）", rows.len())),
            rows: rows.into_iter().map(&mut line).collect(),
            total: None,
        })
        .collect();
    let lines = entry("lines").parse().unwrap_or(LINES).min(MOST_LINES);
    let empty = rows.is_empty();
    let expected = if empty {
        "应到　　　人　　实到　　　人　　请假　　　人　　缺席　　　人".to_owned()
    } else {
        format!(
            "应到 {} 人　　实到　　　人　　请假　　　人　　缺席　　　人",
            rows.len()
        )
    };
    Ok(Document::from(Register {
        title: format!("{}人大代表签到表", heading.place()),
        info: Info {
            left: format!("会议（活动）：{}", entry("title")),
            middle: format!("时间：{}", entry("date")),
            right: format!("地点：{:　<8}", entry("place")),
        },
        paper: Paper::A4Portrait,
        columns: columns.into_iter().map(|it| it.column).collect(),
        sections: if empty { Vec::new() } else { sections },
        closing: Closing::BlankRows(if empty { BLANK } else { lines }),
        notes: vec![expected],
        signatures: vec!["记录人：".into()],
        ..heading.register("签到表")
    }))
}

pub(super) const COLUMNS: &[Ruled] = &[
    col(Deputy::NAME, Mm(24.0)),
    col(Deputy::GROUP, Share(1.0)),
    col(Deputy::POST, Share(1.6)),
    pen("签　名", Mm(36.0)),
    pen("备注", Mm(18.0)),
];
