//! 代表建议办理情况汇总表: each suggestion on a line, and under the table what they come to (代表法
//! 第51条: the report on handling goes to the congress and is public).

use domain::amounts::short_spans;
use domain::matter::{MatterView, Satisfaction};
use domain::record::{Row, Value};
use domain::suggestion::{SUGGESTION, Suggestion};
use forms::{Document, Info, Signing};

use crate::naming::NameBook;
use crate::papers::columns::Wide::{Mm, Share};
use crate::papers::columns::{RUNNING, Ruled, called, col, ruled};
use crate::papers::heading::Heading;
use crate::papers::rows::{Dates, cells, paper_row};
use crate::printing::form::{Form, Made, Offer, Over, Take};
use crate::printing::registers;
use crate::records::kind_of;
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

pub(super) const FORM: Form = Form {
    key: "handling_summary",
    title: "人大代表建议办理情况汇总表",
    over: Over::Register("suggestions"),
    takes: &[
        Take::Deputy,
        Take::Station,
        Take::Year,
        Take::Blank,
        Take::Rows,
    ],
    needs: &[],
    entries: &[],
    step: "",
    place: None,
    made: Made::By(compose),
};

pub(super) const COLUMNS: &[Ruled] = &[
    RUNNING,
    col(Suggestion::NO, Mm(22.0)),
    col(Suggestion::TITLE, Share(1.6)),
    col(Suggestion::LEADER_DEPUTY, Mm(18.0)),
    col(Suggestion::CATEGORY, Mm(22.0)),
    col(Suggestion::LEAD, Share(0.8)),
    col(Suggestion::ASSIGNED_ON, Mm(20.0)),
    col(Suggestion::DUE_ON, Mm(20.0)),
    col(Suggestion::REPLIED_ON, Mm(20.0)),
    called(Suggestion::RESULT, "办理结果", Mm(24.0)),
    called(Suggestion::SATISFACTION, "代表\n评价", Mm(16.0)),
    called(Suggestion::STATE, "现在\n状态", Mm(16.0)),
];

fn compose(app: &mut App, offer: &Offer, request: &PrintRequest) -> Result<Document, UserError> {
    let kind = kind_of(app, SUGGESTION)?;
    // A suggestion belongs to the year in which it was handed in, also before it has a number.
    let of_any_year = PrintRequest {
        year: None,
        ..request.clone()
    };
    let mut rows = registers::entries(app, &kind, &of_any_year)?;
    if let Some(year) = request.year {
        rows.retain(|row| {
            let on = row.read(&kind, Suggestion::SUBMITTED_ON);
            on.is_some_and(|on| on.year_part() == year)
        });
    }
    let heading = Heading::of(app, &offer.title)?;
    let columns = ruled(&kind, COLUMNS);
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read()).on(heading.today)?;
    let lines = rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            paper_row(
                cells(&book, &kind, &columns, row, at + 1, Dates::Dotted),
                row,
            )
        })
        .collect();
    // How many, and where on this paper they stand.
    let count = |test: &dyn Fn(&Row) -> bool| {
        let numbers = (1..).zip(&rows).filter(|(_, row)| test(row));
        let numbers: Vec<i64> = numbers.map(|(number, _)| number).collect();
        let told = short_spans("", numbers.iter().copied());
        match numbers.len() {
            0 => "0 件".to_owned(),
            some if some == rows.len() => format!("{some} 件"),
            some => format!("{some} 件（序号 {told}）"),
        }
    };
    let replied = count(&|row| MatterView::of(&kind, row).is_replied());
    let in_time = count(&|row| MatterView::of(&kind, row).is_punctual() == Some(true));
    let mut results: Vec<String> = kind
        .field(Suggestion::RESULT.key())
        .map(|it| it.field_type.choices())
        .unwrap_or_default()
        .iter()
        .map(|word| {
            let of = count(&|row| {
                row.of(&kind, Suggestion::RESULT).and_then(Value::as_text) == Some(word)
            });
            format!("{word} {of}")
        })
        .collect();
    results.retain(|it| !it.is_empty());
    let valued: Vec<String> = Satisfaction::ALL
        .iter()
        .map(|valued| {
            let of = count(&|row| row.read(&kind, Suggestion::SATISFACTION) == Some(*valued));
            format!("{} {of}", valued.word())
        })
        .collect();
    let notes = if request.blank {
        Vec::new()
    } else {
        vec![
            format!(
                "共 {} 件，已答复 {replied}，其中按期答复 {in_time}。",
                rows.len()
            ),
            format!("办理结果：{}。", results.join("，")),
            format!("代表评价：{}。", valued.join("，")),
        ]
    };
    let plain = heading.table(request, &offer.title, columns, lines);
    Ok(Document::from(forms::Register {
        title: heading.title(&offer.title),
        info: Info {
            left: format!("填报单位：{}", heading.office),
            ..plain.info
        },
        notes,
        signatures: vec!["填表人：".into(), "审核人：".into()],
        signing: Signing::default(),
        ..plain
    }))
}
