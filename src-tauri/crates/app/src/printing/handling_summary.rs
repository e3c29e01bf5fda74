//! 代表建议办理情况汇总表: each suggestion on a line, and under the table what they come to (F6; 代表法
//! 第51条: the report on handling goes to the congress and is public).

use domain::matter::{MatterView, Satisfaction};
use domain::record::{Row, Value};
use domain::suggestion::SUGGESTION;
use forms::{Document, Info, Signing};

use crate::naming::NameBook;
use crate::papers::columns::PrintColumn;
use crate::papers::heading::Heading;
use crate::papers::rows::{Dates, cells, paper_row};
use crate::printing::form::{Form, Take};
use crate::printing::registers;
use crate::records::kind_of;
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

pub(super) const FORM: Form = Form {
    key: "handling_summary",
    title: "代表建议办理情况汇总表",
    register: "suggestions",
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
    compose,
};

fn compose(app: &mut App, request: &PrintRequest) -> Result<Document, UserError> {
    let kind = kind_of(app, SUGGESTION)?;
    // A suggestion belongs to the year in which it was handed in, also before it has a number.
    let of_any_year = PrintRequest {
        year: None,
        ..request.clone()
    };
    let mut rows = registers::entries(app, &kind, &of_any_year)?;
    if let Some(year) = request.year {
        rows.retain(|row| {
            let on = row.get(&kind, "submitted_on").and_then(Value::as_date);
            on.is_some_and(|on| on.year_part() == year)
        });
    }
    let heading = Heading::of(app, "代表建议办理情况汇总表")?;
    let field = |key: &str| PrintColumn::of(&kind, key);
    let columns: Vec<PrintColumn> = [
        Some(PrintColumn::running()),
        field("no").map(|it| it.wide(22.0)),
        field("title").map(|it| it.sharing(1.6)),
        field("leader_deputy").map(|it| it.titled("领衔\n代表").wide(18.0)),
        field("category").map(|it| it.titled("类别").wide(22.0)),
        field("lead").map(|it| it.titled("主办单位").sharing(0.8)),
        field("assigned_on").map(|it| it.titled("交办\n日期").wide(20.0)),
        field("due_on").map(|it| it.titled("答复\n期限").wide(20.0)),
        field("replied_on").map(|it| it.titled("答复\n日期").wide(20.0)),
        field("result").map(|it| it.titled("办理结果").wide(24.0)),
        field("satisfaction").map(|it| it.titled("代表\n评价").wide(16.0)),
        field("state").map(|it| it.titled("现在\n状态").wide(16.0)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read());
    let lines = rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            paper_row(
                cells(
                    &book,
                    &kind,
                    &columns,
                    row,
                    at + 1,
                    Dates::Dotted,
                    heading.today,
                ),
                row,
            )
        })
        .collect();
    let text = |row: &Row, key: &str| -> Option<String> {
        row.get(&kind, key)
            .and_then(Value::as_text)
            .map(str::to_owned)
    };
    let count = |test: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| test(row)).count();
    let replied = count(&|row| MatterView::of(&kind, row).is_replied());
    let in_time = count(&|row| MatterView::of(&kind, row).is_punctual() == Some(true));
    let mut results: Vec<String> = kind
        .field("result")
        .map(|it| it.field_type.choices())
        .unwrap_or_default()
        .iter()
        .map(|word| {
            let of = count(&|row| text(row, "result").as_deref() == Some(word));
            format!("{word} {of} 件")
        })
        .collect();
    results.retain(|it| !it.is_empty());
    let valued: Vec<String> = Satisfaction::WORDS
        .iter()
        .map(|word| {
            let of = count(&|row| text(row, "satisfaction").as_deref() == Some(word));
            format!("{word} {of} 件")
        })
        .collect();
    let notes = if request.blank {
        Vec::new()
    } else {
        vec![
            format!(
                "共 {} 件，已答复 {replied} 件，其中按期答复 {in_time} 件。",
                rows.len()
            ),
            format!("办理结果：{}。", results.join("，")),
            format!("代表评价：{}。", valued.join("，")),
        ]
    };
    let plain = heading.table(request, "代表建议办理情况汇总表", columns, lines);
    Ok(Document::from(forms::Register {
        title: heading.title("人大代表建议办理情况汇总表"),
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
