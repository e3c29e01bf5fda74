//! 督查反馈簿: what was handed to a unit, how it was urged, what came back and what was found
//! afterwards. Offices that keep 督查反馈 as a book of its own print it from 簿三.

use domain::dates::PartialDate;
use domain::matter::{RECHECK, Recheck};
use domain::opinion::{OPINION, Opinion};
use domain::record::Row;
use domain::suggestion::{SUGGESTION, Suggestion};
use forms::Document;
use store::ledger::Ledger;

use crate::naming::NameBook;
use crate::papers::columns::Wide::{Mm, Share};
use crate::papers::columns::{Ruled, called, col, pen, ruled, two};
use crate::papers::heading::Heading;
use crate::papers::rows::{Dates, cells, paper_row};
use crate::printing::form::{Form, Made, Offer, Over, Take};
use crate::printing::registers;
use crate::records::kind_of;
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

const TAKES: &[Take] = &[
    Take::Deputy,
    Take::Station,
    Take::Year,
    Take::Month,
    Take::Blank,
    Take::Rows,
];

pub(super) const OPINIONS: Form = Form {
    key: "opinion_followup",
    title: "群众意见建议督查反馈簿",
    over: Over::Register("opinions"),
    takes: TAKES,
    needs: &[],
    entries: &[],
    step: "",
    place: None,
    made: Made::By(|app, offer, request| compose(app, offer, request, OPINION, OPINION_COLUMNS)),
};

pub(super) const SUGGESTIONS: Form = Form {
    key: "suggestion_followup",
    title: "代表建议督查反馈簿",
    over: Over::Register("suggestions"),
    made: Made::By(|app, offer, request| {
        compose(app, offer, request, SUGGESTION, SUGGESTION_COLUMNS)
    }),
    ..OPINIONS
};

fn compose(
    app: &mut App,
    offer: &Offer,
    request: &PrintRequest,
    key: &str,
    columns: &[Ruled],
) -> Result<Document, UserError> {
    let kind = kind_of(app, key)?;
    let mut rows = registers::entries(app, &kind, request)?;
    // What no unit had was never followed up.
    rows.retain(|row| row.has(&kind, Opinion::ASSIGNED_ON) || row.has(&kind, Opinion::LEAD));
    let heading = Heading::of(app, &offer.title)?;
    let columns = ruled(&kind, columns);
    let looked = columns
        .iter()
        .position(|it| it.column.title == LOOKED_AGAIN);
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read()).on(heading.today)?;
    let mut lines = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let mut texts = cells(&book, &kind, &columns, row, at + 1, Dates::Dotted);
        if let Some(cell) = looked.and_then(|at| texts.get_mut(at)) {
            *cell = looked_again(ledger, row)?;
        }
        lines.push(paper_row(texts, row));
    }
    Ok(Document::from(heading.table(
        request,
        &offer.title,
        columns,
        lines,
    )))
}

const LOOKED_AGAIN: &str = "回头看";

macro_rules! columns {
    ($($first:expr),+) => {
        &[
            $($first,)+
            two(Opinion::ASSIGNED_ON, Opinion::LEAD, "交办时间\n及承办单位", Mm(28.0)),
            called(Opinion::DUE_ON, "办理\n时限", Mm(20.0)),
            called(Opinion::URGED, "督查（督办）\n时间和方式", Mm(34.0)),
            two(Opinion::EARLIER_ROUNDS, Opinion::REPLY, "办理情况", Share(1.0)),
            called(Opinion::REPLIED_ON, "答复\n时间", Mm(20.0)),
            two(Opinion::FEEDBACK_ON, Opinion::SATISFACTION, "反馈时间\n及满意度", Mm(20.0)),
            pen(LOOKED_AGAIN, Mm(32.0)),
            pen("督查人\n签名", Mm(18.0)),
        ]
    };
}

pub(super) const OPINION_COLUMNS: &[Ruled] = columns![
    col(Opinion::NUMBER, Mm(10.0)),
    called(Opinion::CONTENT, "交办事项", Share(1.0))
];
pub(super) const SUGGESTION_COLUMNS: &[Ruled] = columns![
    col(Suggestion::NO, Mm(22.0)),
    called(Suggestion::TITLE, "交办事项", Share(1.0))
];

/// What was found when somebody went to look again, the last time.
fn looked_again(ledger: &Ledger, row: &Row) -> Result<String, UserError> {
    let Some(kind) = ledger.registry().get(RECHECK) else {
        return Ok(String::new());
    };
    let mut looks = ledger.read().children(kind, row.id)?;
    looks.retain(Row::is_live);
    let on = |row: &Row| row.read(kind, Recheck::ON);
    looks.sort_by_key(|row| on(row).map(PartialDate::first_day));
    Ok(looks.last().map_or_else(String::new, |row| {
        let situation = row.read(kind, Recheck::SITUATION);
        let day = on(row).map_or_else(String::new, |it| it.to_string().replace('-', "."));
        format!("{day}\n{}", situation.unwrap_or_default())
            .trim()
            .to_owned()
    }))
}
