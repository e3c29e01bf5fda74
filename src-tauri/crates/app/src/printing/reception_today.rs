//! 接待日用表: what is wanted on the morning of a reception day, in one print: the notice, the
//! sign-in sheet of the deputies whose turn it is, a blank register, and what people of earlier
//! days still wait to hear.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::contact::ids_of;
use domain::inspection::owes_feedback;
use domain::office::Office;
use domain::opinion::{OPINION, Opinion};
use domain::reception::{DAY, ReceptionDay, VISITOR, Visitor};
use domain::record::{RecordId, RecordType, Row};
use domain::suggestion::SUGGESTION;
use forms::{Closing, Document, Info, Paper, Register, Section};
use store::query::{Filter, ListQuery};

use crate::books::coming::{coming, day};
use crate::books::notice::draft_notice;
use crate::books::roll::kind;
use crate::naming::NameBook;
use crate::papers::columns::Wide::{Mm, Share};
use crate::papers::columns::{RUNNING, Ruled, called, col, pen, ruled};
use crate::papers::heading::Heading;
use crate::papers::listing;
use crate::papers::rows::{Dates, cells};
use crate::papers::subject::Known;
use crate::printing::form::{Form, Made, Offer, Over, Take};
use crate::printing::{notice, sign_in};
use crate::session::App;
use crate::wire::{OfDay, PrintRequest, UserError};

pub(super) const FORM: Form = Form {
    key: "reception_today",
    title: "接待日用表（一套）",
    over: Over::Register("reception_days"),
    takes: &[Take::Record, Take::Station, Take::Blank],
    needs: &[],
    entries: &[],
    step: "",
    place: None,
    made: Made::By(compose),
};

/// Visitors who still wait, on at most so many lines; who waits longer is in the book.
const MOST_WAITING: usize = 60;

/// What is known of the day.
struct Day {
    row: Row,
    kind: Arc<RecordType>,
    held_on: NaiveDate,
    station: Option<RecordId>,
}

fn compose(app: &mut App, _: &Offer, request: &PrintRequest) -> Result<Document, UserError> {
    let row = match &request.record {
        _ if request.blank => None,
        Some(record) => Some(day(app, record)?),
        None => coming(app, request.station.as_deref())?,
    };
    // Without a day planned the papers are there to be written on.
    let Some(row) = row else {
        return unplanned(app);
    };
    let kind = kind(app, DAY)?;
    let held_on = row.read(&kind, ReceptionDay::HELD_ON);
    let day = Day {
        held_on: held_on.map_or_else(|| app.today(), |it| it.first_day()),
        station: row.link(&kind, ReceptionDay::STATION),
        row,
        kind,
    };
    Ok(Document::Set(vec![
        notice_of(app, &day)?,
        sign_in_of(app, &day)?,
        book_of(app, &day)?,
        waiting(app, &day)?,
    ]))
}

/// The same papers for a day that nobody has planned.
fn unplanned(app: &mut App) -> Result<Document, UserError> {
    let blank = PrintRequest {
        blank: true,
        ..PrintRequest::default()
    };
    Ok(Document::Set(vec![
        notice::letter(app, notice::Notice::default(), true)?,
        sign_in::sheet(app, &blank)?,
        blank_book(app)?.into(),
    ]))
}

/// An empty page of 簿一.
fn blank_book(app: &mut App) -> Result<Register, UserError> {
    let visitors = kind(app, VISITOR)?;
    let title = visitors.register.as_ref().map(|it| it.title.clone());
    let heading = Heading::of(app, &title.unwrap_or_default())?;
    let request = PrintRequest {
        form: "receptions".into(),
        blank: true,
        ..PrintRequest::default()
    };
    let ledger = app.ledger()?;
    listing::register(ledger, &visitors, &request, &ListQuery::all(), &heading)
}

fn shown(app: &mut App, day: &Day, key: &str) -> Result<String, UserError> {
    let book = NameBook::new(app.ledger()?.read());
    let field = day.kind.field(key);
    Ok(field.map_or_else(String::new, |field| {
        book.shown(field, day.row.get(&day.kind, key))
    }))
}

/// As it was posted, else as the program drafts it.
fn notice_of(app: &mut App, day: &Day) -> Result<Document, UserError> {
    let drafted = draft_notice(
        app,
        OfDay {
            day: day.row.id.to_string(),
        },
    )?;
    let posted = day.row.read(&day.kind, ReceptionDay::NOTICE);
    let text = posted.map_or(drafted.text, String::from);
    let dated = day.row.read(&day.kind, ReceptionDay::NOTICE_ON);
    // The draft ends with office and day, which a letter sets by itself.
    let office = app.office_text(Office::NAME)?;
    let paragraphs: Vec<String> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && **line != office)
        .filter(|line| domain::dates::parse_written(line).is_err())
        .map(String::from)
        .collect();
    let letter = notice::Notice {
        title: drafted.title,
        paragraphs,
        dated: dated.map_or_else(String::new, |it| it.written()),
        ..notice::Notice::default()
    };
    notice::letter(app, letter, false)
}

fn sign_in_of(app: &mut App, day: &Day) -> Result<Document, UserError> {
    let deputies = ids_of(day.row.of(&day.kind, ReceptionDay::DEPUTIES));
    let hours = shown(app, day, ReceptionDay::HOURS.key())?;
    let title = shown(app, day, ReceptionDay::TITLE.key())?;
    let entries = [
        (
            "title",
            if title.is_empty() {
                "代表接待日".into()
            } else {
                title
            },
        ),
        (
            "date",
            format!("{} {hours}", day.held_on.format("%Y年%-m月%-d日")),
        ),
        ("place", shown(app, day, ReceptionDay::PLACE.key())?),
    ];
    sign_in::sheet(
        app,
        &PrintRequest {
            form: sign_in::FORM.key.into(),
            // Without a rota the sheet is there to be written on.
            blank: deputies.is_empty(),
            ids: deputies.iter().map(ToString::to_string).collect(),
            entries: entries
                .into_iter()
                .map(|(key, text)| (key.to_owned(), text.trim().to_owned()))
                .collect(),
            ..PrintRequest::default()
        },
    )
}

fn book_of(app: &mut App, day: &Day) -> Result<Document, UserError> {
    let station = shown(app, day, ReceptionDay::STATION.key())?;
    let book = blank_book(app)?;
    Ok(Document::from(Register {
        info: Info {
            left: format!("站点：{station}"),
            middle: format!("{} 年", day.held_on.format("%Y")),
            right: format!("接待日：{}", day.held_on.format("%-m月%-d日")),
        },
        ..book
    }))
}

/// What became of a visit that was passed on.
struct Course {
    state: String,
    unit: String,
    told: bool,
}

fn courses(app: &mut App) -> Result<HashMap<RecordId, Course>, UserError> {
    let query = ListQuery {
        filters: vec![Filter::Filled(Opinion::VISITOR.into())],
        ..ListQuery::all()
    };
    let columns = [
        Opinion::VISITOR.into(),
        Opinion::STATE.into(),
        Opinion::LEAD.into(),
        Opinion::FEEDBACK_ON.into(),
        Opinion::SATISFACTION.into(),
    ];
    let mut courses = HashMap::new();
    for key in [OPINION, SUGGESTION] {
        let kind = kind(app, key)?;
        let ledger = app.ledger()?;
        let book = NameBook::new(ledger.read());
        ledger.read().for_each_of(key, &query, &columns, |row| {
            let Some(visit) = row.link(&kind, Opinion::VISITOR) else {
                return Ok(());
            };
            let text = |key: &str| {
                let field = kind.field(key);
                field.map_or_else(String::new, |it| book.shown(it, row.get(&kind, key)))
            };
            let course = Course {
                state: text(Opinion::STATE.key()),
                unit: text(Opinion::LEAD.key()),
                told: row.has(&kind, Opinion::FEEDBACK_ON) || row.has(&kind, Opinion::SATISFACTION),
            };
            courses.insert(visit, course);
            Ok(())
        })?;
    }
    Ok(courses)
}

/// Visitors of earlier days at this station who have not been told anything yet, the latest first.
fn waiting(app: &mut App, day: &Day) -> Result<Document, UserError> {
    let kind = kind(app, VISITOR)?;
    let courses = courses(app)?;
    let heading = Heading::of(app, "上次没有答复的")?;
    let mut filters = Vec::new();
    if let Some(station) = day.station {
        filters.push(Filter::Has(
            Visitor::STATION.into(),
            domain::record::Item::Id(station),
        ));
    }
    let query = ListQuery {
        filters,
        descending: true,
        ..ListQuery::all()
    };
    let ledger = app.ledger()?;
    let mut rows = Vec::new();
    ledger.read().for_each(VISITOR, &query, |row| {
        let on = row.read(&kind, Visitor::RECEIVED_ON);
        let earlier = on.is_some_and(|it| it.first_day() < day.held_on);
        let course = courses.get(&row.id);
        let open = match course {
            Some(course) => !course.told && !row.has(&kind, Visitor::FEEDBACK_ON),
            None => owes_feedback(&kind, &row, false),
        };
        if earlier && open {
            rows.push(row);
        }
        Ok(())
    })?;
    let left = rows.len().saturating_sub(MOST_WAITING);
    rows.truncate(MOST_WAITING);
    let book = NameBook::new(ledger.read()).on(heading.today)?;
    let columns = ruled(&kind, WAITING);
    let standing = columns.iter().position(|it| it.column.title == STANDING);
    let lines = rows.iter().enumerate().map(|(at, row)| {
        let mut texts = cells(&book, &kind, &columns, row, at + 1, Dates::Dotted);
        let known = Known {
            kind: &kind,
            row: Some(row),
            book: &book,
        };
        let so_far = match courses.get(&row.id) {
            Some(it) if it.unit.is_empty() => it.state.clone(),
            Some(it) => format!("{}，{}", it.unit, it.state),
            None => known.text(Visitor::HANDLING),
        };
        if let Some(cell) = standing.and_then(|at| texts.get_mut(at)) {
            *cell = so_far;
        }
        forms::Row::of(texts)
    });
    let rows_of_paper: Vec<forms::Row> = lines.collect();
    let mut notes = Vec::new();
    if rows.is_empty() {
        notes.push("以前来访的都已经反馈。".to_owned());
    }
    if left > 0 {
        notes.push(format!("另有更早的 {left} 件，见接待登记簿。"));
    }
    let rows = rows_of_paper;
    Ok(Document::from(Register {
        title: "以前来访还没有反馈的".into(),
        info: Info {
            left: format!("单位：{}", heading.office),
            middle: format!("{}接待日用", day.held_on.format("%Y年%-m月%-d日")),
            right: String::new(),
        },
        paper: Paper::A4Landscape,
        columns: columns.into_iter().map(|it| it.column).collect(),
        closing: if rows.is_empty() {
            Closing::BlankRows(6)
        } else {
            Closing::Blank
        },
        sections: vec![Section {
            title: None,
            rows,
            total: None,
        }],
        notes,
        signatures: vec!["记录人：".into()],
        ..heading.register("接待日用表（一套）")
    }))
}

/// What became of a visit so far.
const STANDING: &str = "现在怎样";

pub(super) const WAITING: &[Ruled] = &[
    RUNNING,
    col(Visitor::RECEIVED_ON, Mm(22.0)),
    called(Visitor::NUMBER, "编号", Mm(16.0)),
    col(Visitor::VISITOR, Mm(18.0)),
    col(Visitor::PHONE, Mm(26.0)),
    called(Visitor::CONTENT, "反映的问题", Share(1.4)),
    col(Visitor::DEPUTIES, Mm(18.0)),
    pen(STANDING, Share(1.0)),
    pen("今天怎样答复", Share(1.0)),
    pen("反馈日期", Mm(18.0)),
];
