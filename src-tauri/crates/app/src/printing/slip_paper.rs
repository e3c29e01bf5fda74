//! 四联单: the four parts of a matter's slip on one page, to be cut and handed out (点单、定单、买单、
//! 验单, after 襄城).

use domain::opinion::OPINION;
use domain::suggestion::SUGGESTION;
use forms::{Block, Document, GridRow};

use crate::naming::NameBook;
use crate::papers::form_rows::{grid, long, pair, signing, whole};
use crate::printing::catalogue::Form;
use crate::printing::matter_papers::{Matter, form};
use crate::printing::people::Known;
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

pub(super) const SUGGESTION_SLIPS: Form = form(
    "suggestion_slips",
    "四联单（点单、定单、买单、验单）",
    "suggestions",
    "accept",
    |app, request| slips(app, request, SUGGESTION),
);
pub(super) const OPINION_SLIPS: Form = form(
    "opinion_slips",
    "四联单（点单、定单、买单、验单）",
    "opinions",
    "accept",
    |app, request| slips(app, request, OPINION),
);

/// Between two parts, where the page is cut, millimetres.
const CUT: f32 = 8.0;
/// A text and a signature, millimetres; four parts fill one page.
const TEXT: f32 = 26.0;
const SIGNED: f32 = 24.0;

fn slips(app: &mut App, request: &PrintRequest, key: &str) -> Result<Document, UserError> {
    let it = Matter::of(app, request, key, "四联单")?;
    let book = NameBook::new(app.ledger()?.read());
    let known = it.known(&book);
    let number = it.number(&known);
    let part = |nth: &str, who: &str, rows: Vec<GridRow>| {
        let heading = format!("第{nth}联　{who}　　编号：{number}");
        [Block::Heading(heading), grid(rows), Block::Gap(CUT)]
    };
    let mut blocks = Vec::new();
    blocks.extend(part("一", "点单（提出人存）", ordered(&known)));
    blocks.extend(part("二", "定单（主席团存）", settled(&known)));
    blocks.extend(part("三", "买单（承办单位存）", paid(&known)));
    blocks.extend(part("四", "验单（归档）", checked(&known)));
    blocks.pop();
    Ok(it.sheet("四联单", &known, blocks, &[]))
}

fn ordered(known: &Known<'_>) -> Vec<GridRow> {
    let text = |key: &str| known.text(key);
    let raised_by = [text("raised_by"), text("leader_deputy")].concat();
    let received = [text("received_on"), text("submitted_on")].concat();
    vec![
        pair(("提出人", &raised_by), ("收到日期", &received)),
        whole("标题", &text("title")),
        long("内容", &text("content"), TEXT),
    ]
}

fn settled(known: &Known<'_>) -> Vec<GridRow> {
    let text = |key: &str| known.text(key);
    vec![
        pair(
            ("受理日期", &text("accepted_on")),
            ("受理人", &text("accepted_by")),
        ),
        pair(("主办单位", &text("lead")), ("协办单位", &text("co"))),
        pair(
            ("交办日期", &text("assigned_on")),
            ("答复期限", &text("due_on")),
        ),
        whole("办理要求", &text("demand")),
    ]
}

fn paid(known: &Known<'_>) -> Vec<GridRow> {
    let text = |key: &str| known.text(key);
    vec![
        pair(
            ("承办人", &text("handler")),
            ("联系电话", &text("handler_phone")),
        ),
        pair(
            ("答复日期", &text("replied_on")),
            ("办理结果", &text("result")),
        ),
        long("办理情况", &text("reply"), TEXT),
    ]
}

fn checked(known: &Known<'_>) -> Vec<GridRow> {
    let text = |key: &str| known.text(key);
    vec![
        pair(
            ("反馈日期", &text("feedback_on")),
            ("评价", &text("satisfaction")),
        ),
        pair(
            ("销号日期", &text("closed_on")),
            ("审核人", &text("reviewer")),
        ),
        signing(
            "提出人签名",
            &text("feedback"),
            "签名：　　　　　　　　",
            SIGNED,
        ),
    ]
}
