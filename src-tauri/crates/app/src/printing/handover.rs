//! 数据包交接单: what went over on a stick, signed by who brought it and who took it in.

use forms::{Block, Document, Grid, GridCell, GridRow, Info, Paper, Sheet, Sheets, Width};

use crate::exchange::handed::{Handed, devices_in_use, package};
use crate::faults::not_found;
use crate::papers::form_rows::DAY;
use crate::papers::heading::Heading;
use crate::printing::form::{Form, Made, Offer, Over, Take};
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

pub(super) const FORM: Form = Form {
    key: "handover",
    title: "数据包交接单",
    over: Over::Office,
    takes: &[Take::Record, Take::Blank],
    needs: &[],
    entries: &[],
    step: "",
    place: None,
    made: Made::By(compose),
};

/// Height of a row, millimetres.
const LINE: f32 = 11.0;
/// Height of the boxes in which both sides sign.
const SIGNING: f32 = 34.0;
/// So many reasons stand on the paper one by one.
const MOST: usize = 12;

fn compose(app: &mut App, _: &Offer, request: &PrintRequest) -> Result<Document, UserError> {
    let heading = Heading::of(app, FORM.title)?;
    let handed = match request.blank {
        true => None,
        false => package(app, request.record.as_deref())?,
    };
    if let (None, Some(id), false) = (&handed, &request.record, request.blank) {
        return Err(not_found(
            "数据包",
            id,
            "请从“数据交换”里选一个，再打印交接单",
        ));
    }
    let own = devices_in_use(app)?.into_iter().find(|it| it.own);
    let own = own.map_or_else(|| heading.office.clone(), |it| it.name);
    let grid = Grid {
        columns: vec![
            Width::Mm(30.0),
            Width::Share(1.0),
            Width::Mm(26.0),
            Width::Share(1.0),
        ],
        rows: rows(handed.as_ref(), &own),
        head: 0,
        size: 11.0,
    };
    Ok(Document::from(Sheets {
        title: FORM.title.into(),
        paper: Paper::A4Portrait,
        sheets: vec![Sheet {
            title: FORM.title.into(),
            info: Info {
                left: format!("单位：{}", heading.office),
                middle: String::new(),
                right: match &handed {
                    Some(_) => heading.today.format("%Y年%-m月%-d日").to_string(),
                    None => DAY.into(),
                },
            },
            blocks: vec![Block::Grid(grid)],
            notes: vec![
                "核对：两边当面或者在电话里把核对码念一遍，一样的就是同一个文件，中间没有换过。"
                    .into(),
                "本单一式两份，送的人和收的人各存一份。".into(),
            ],
            ..Sheet::default()
        }],
        foot_left: heading.office.clone(),
        subject: FORM.title.into(),
        author: heading.office.clone(),
        keywords: heading.keywords(),
        printed_on: heading.day(),
    }))
}

/// Eight characters in two groups, as they are read out.
fn grouped(check: &str) -> String {
    let characters: Vec<char> = check.chars().filter(|it| !it.is_whitespace()).collect();
    let groups: Vec<String> = characters.chunks(4).map(|it| it.iter().collect()).collect();
    groups.join("  ")
}

fn rows(handed: Option<&Handed>, own: &str) -> Vec<GridRow> {
    let text = |of: &dyn Fn(&Handed) -> String| handed.map_or_else(String::new, of);
    let pair = |left: &str, one: String, right: &str, other: String| {
        GridRow::new(
            LINE,
            vec![
                GridCell::label(left),
                GridCell::value(&one),
                GridCell::label(right),
                GridCell::value(&other),
            ],
        )
    };
    let whole = |label: &str, value: String| {
        GridRow::new(
            LINE,
            vec![GridCell::label(label), GridCell::left(&value).across(3)],
        )
    };
    let sides = |it: &Handed| match it.sent {
        true => (own.to_owned(), it.who.clone()),
        false => (it.who.clone(), own.to_owned()),
    };
    let received = handed.is_none_or(|it| !it.sent);
    let mut rows = vec![
        pair(
            "送出的电脑",
            text(&|it| sides(it).0),
            "收件的电脑",
            text(&|it| sides(it).1),
        ),
        pair(
            "包　　号",
            text(&|it| format!("第 {} 号", it.number)),
            "核 对 码",
            text(&|it| grouped(&it.check)),
        ),
        pair(
            match received {
                true => "接收时间",
                false => "发出时间",
            },
            text(&|it| it.on.clone()),
            "办理结果",
            text(&|it| it.state.to_owned()),
        ),
        whole("文 件 名", text(&|it| it.file.clone())),
    ];
    if received {
        rows.extend([
            pair(
                "新增登记",
                text(&|it| format!("{} 条", it.did.new)),
                "修改登记",
                text(&|it| format!("{} 条", it.did.changed)),
            ),
            pair(
                "作废登记",
                text(&|it| format!("{} 条", it.did.voided)),
                "恢复登记",
                text(&|it| format!("{} 条", it.did.restored)),
            ),
            whole(
                "两边不同的",
                text(&|it| match it.did.conflicts {
                    0 => "没有".into(),
                    some => format!("{some} 条，两边都留着，等人拿主意"),
                }),
            ),
            whole("没有收的", text(&|it| refused(&it.did.refused))),
            whole(
                "缺少的",
                text(&|it| match it.did.missing.is_empty() {
                    true => "没有".into(),
                    false => it.did.missing.join("\n"),
                }),
            ),
        ]);
    } else {
        rows.push(whole(
            "内　　容",
            text(&|it| format!("收件方能看的全部登记，一共 {} 处改动", it.changes)),
        ));
    }
    rows.push(whole("附　　言", text(&|it| it.said.clone())));
    let signing = |who: &str| {
        GridCell::new(forms::Content::Signing {
            text: String::new(),
            lines: vec![format!("{who}（签字）："), DAY.into()],
        })
    };
    rows.push(GridRow::new(
        SIGNING,
        vec![
            GridCell::label("送的人"),
            signing("送交人"),
            GridCell::label("收的人"),
            signing("接收人"),
        ],
    ));
    rows
}

fn refused(refused: &[(String, u32)]) -> String {
    if refused.is_empty() {
        return "没有".into();
    }
    let mut lines: Vec<String> = refused
        .iter()
        .take(MOST)
        .map(|(reason, times)| format!("{reason}（{times} 条）"))
        .collect();
    if refused.len() > MOST {
        lines.push(format!(
            "另有 {} 种原因，见“数据交换”",
            refused.len() - MOST
        ));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_characters_to_compare_stand_in_two_groups() {
        assert_eq!(grouped("ABCDEFGH"), "ABCD  EFGH");
        assert_eq!(
            grouped("ABCD-EFGH".replace('-', " ").as_str()),
            "ABCD  EFGH"
        );
    }

    #[test]
    fn many_reasons_end_with_how_many_more() {
        let many: Vec<(String, u32)> = (0..15).map(|it| (format!("原因{it}"), 1)).collect();
        let said = refused(&many);
        assert_eq!(said.lines().count(), MOST + 1, "{said}");
        assert!(said.contains("另有 3 种原因"), "{said}");
    }
}
