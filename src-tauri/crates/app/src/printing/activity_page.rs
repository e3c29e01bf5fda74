//! 活动记录页: one activity on its page, with who was there, what was said, what came of it and the
//! photos; of a council also what it settled.

use domain::activity::{ACTIVITY, ATTENDANCE};
use forms::{Block, GridRow, Paper};

use crate::papers::form_rows::{grid, long, pair, signing, whole};
use crate::printing::form::{Form, Take};
use crate::printing::record_pages::{RecordPaper, Subject, compose};
use crate::wire::UserError;

pub(super) const FORM: Form = Form {
    key: "activity_page",
    title: "活动记录页",
    register: "activities",
    takes: &[
        Take::Record,
        Take::Station,
        Take::Year,
        Take::Month,
        Take::Blank,
        Take::Rows,
    ],
    needs: &[],
    entries: &[],
    step: "",
    compose: |app, request| compose(app, request, &PAPER),
};

/// 代表议事日（圆桌会议）记录.
pub(super) const COUNCIL_FORM: Form = Form {
    key: "council_page",
    title: "代表议事日（圆桌会议）记录",
    step: "",
    compose: |app, request| compose(app, request, &COUNCIL_PAPER),
    ..FORM
};

const PAPER: RecordPaper = RecordPaper {
    kind: ACTIVITY,
    title: "人大代表活动记录",
    paper: Paper::A4Portrait,
    holds: |_| true,
    blocks: |it| blocks(it, is_council(it)),
    notes: &[],
};

const COUNCIL_PAPER: RecordPaper = RecordPaper {
    title: "代表议事日（圆桌会议）记录",
    holds: is_council,
    blocks: |it| blocks(it, true),
    ..PAPER
};

/// Sorts of which the record of a council is kept.
const COUNCIL: &str = "议事日";

fn is_council(it: &Subject<'_>) -> bool {
    it.text("sort").starts_with(COUNCIL)
}

fn blocks(it: &Subject<'_>, council: bool) -> Result<Vec<Block>, UserError> {
    let text = |key: &str| it.text(key);
    let when = [it.span("held_on", "ended_on"), text("hours")].join(" ");
    let mut rows = vec![
        whole("活动名称", &text("title")),
        pair(
            ("活动类型", &text("sort")),
            ("组织单位", &text("organiser")),
        ),
        pair(("时间", when.trim()), ("地点", &text("place"))),
        pair(("主持人", &text("host")), ("代表小组", &text("group"))),
        pair(
            ("计划来源", &text("plan")),
            ("通知日期", &text("notified_on")),
        ),
        long("应到代表", &text("expected"), 14.0),
    ];
    rows.extend(attendance(it)?);
    rows.push(whole("列席和其他\n参加人员", &text("others")));
    let height = if council { 20.0 } else { 56.0 };
    rows.push(long("活动内容", &text("content"), height));
    let speeches = speeches(it)?;
    if !speeches.is_empty() {
        rows.push(long("发言要点", &speeches, 16.0));
    }
    if council {
        rows.extend(settled(it));
    } else {
        rows.push(long("活动成果", &text("result"), 24.0));
    }
    if !text("handed_to").is_empty() {
        let handed = [text("handed_to"), text("handed_on")].join(" ");
        rows.push(pair(
            ("转交机关", handed.trim()),
            ("反馈日期", &text("feedback_on")),
        ));
        rows.push(long("反馈情况", &text("feedback"), 14.0));
    }
    rows.push(pair(
        ("经费支出", &text("spent")),
        ("原件位置", &text("original")),
    ));
    rows.push(signing(
        "记录人",
        &text("recorder"),
        "签名：　　　　　　　　",
        18.0,
    ));
    let reviewed = [text("reviewer"), text("reviewed_on")].join(" ");
    rows.push(signing(
        "审核人",
        reviewed.trim(),
        "签名：　　　　　　　　",
        18.0,
    ));
    let mut blocks = vec![grid(rows)];
    if let Some(photos) = it.photos()? {
        blocks.push(Block::Heading("活动照片".into()));
        blocks.push(photos);
    }
    Ok(blocks)
}

/// 应到, 实到 and who was away, from the exceptions; of an old book the numbers written there.
fn attendance(it: &Subject<'_>) -> Result<Vec<GridRow>, UserError> {
    let (kind, exceptions) = it.inside(ATTENDANCE)?;
    let people = |count: String| match count.as_str() {
        "" if it.known.row.is_none() => "　　　人".to_owned(),
        "" => String::new(),
        _ => format!("{count} 人"),
    };
    let expected = match it.known.text("expected") {
        names if names.is_empty() => it.text("stated_expected"),
        names => names.split('、').count().to_string(),
    };
    let rate = it.text("rate");
    let present = match rate.as_str() {
        "" => people(it.text("present")),
        _ => format!("{}（出席率 {rate}）", people(it.text("present"))),
    };
    let mut rows = vec![pair(("应到", &people(expected)), ("实到", &present))];
    let mut away: Vec<String> = Vec::new();
    for row in &exceptions {
        let known = it.of(&kind, row);
        let state = known.text("state");
        if state.is_empty() || state == "出席" {
            continue;
        }
        let why = known.text("reason");
        let why = match why.as_str() {
            "" => String::new(),
            why => format!("（{why}）"),
        };
        away.push(format!("{} {state}{why}", known.text("deputy")));
    }
    if it.known.row.is_none() || !away.is_empty() {
        rows.push(whole("请假、缺席", &away.join("；")));
    }
    Ok(rows)
}

/// Who said what, a line each.
fn speeches(it: &Subject<'_>) -> Result<String, UserError> {
    let (kind, rows) = it.inside(ATTENDANCE)?;
    let said: Vec<String> = rows
        .iter()
        .map(|row| it.of(&kind, row))
        .filter(|known| !known.text("speech").is_empty())
        .map(|known| format!("{}：{}", known.text("deputy"), known.text("speech")))
        .collect();
    Ok(said.join("\n"))
}

/// What a council talked about and settled.
fn settled(it: &Subject<'_>) -> Vec<GridRow> {
    let text = |key: &str| it.text(key);
    let heads = [
        ("村干部", "cadres"),
        ("村民代表", "villagers"),
        ("部门", "department_heads"),
        ("专业人士", "experts"),
    ];
    let others: Vec<String> = heads
        .iter()
        .filter(|(_, key)| !text(key).is_empty())
        .map(|(word, key)| format!("{word} {} 人", text(key)))
        .collect();
    vec![
        long("议题", &text("topics"), 14.0),
        whole("参加人员", &others.join("、")),
        long("讨论要点", &text("discussion"), 18.0),
        long("形成共识", &text("agreed"), 18.0),
        long("不同意见", &text("dissent"), 12.0),
        pair(
            ("责任单位", &text("responsible")),
            ("办理时限", &text("deadline")),
        ),
    ]
}
