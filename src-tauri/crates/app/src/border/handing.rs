//! What is handed down: a month's theme and plan, rules, holidays, tasks.

use std::collections::BTreeMap;

use domain::border::{
    HANDDOWN, HANDDOWN_ITEM, HandDown, HandDownItem, HandDownSort, HandDownState, Standing,
};
use domain::calendar::HolidayYear;
use domain::dates::{PartialDate, WrittenDate, parse_written};
use domain::office::Office;
use domain::operation::Operation;
use domain::plan::month_of;
use domain::record::{FieldKey, Item, Value};
use domain::rules::RULE;
use store::query::ListQuery;
use sync::{Dispatch, DispatchKind, Part, Verdict, check_word};
use uuid::Uuid;

use crate::border::content::{self, HandedDown};
use crate::border::making::{issue, next_serial};
use crate::border::partners::{self, Neighbour, own, short_name};
use crate::border::writing;
use crate::faults::not_found;
use crate::naming::NameBook;
use crate::records::registers::kind_of;
use crate::session::App;
use crate::wire::{DispatchMade, ErrorCode, FileRef, MakeHandDown, UserError};

fn invalid(message: impl Into<String>, hint: impl Into<String>) -> UserError {
    UserError::new(ErrorCode::Invalid, message, hint)
}

fn date(written: Option<&str>, what: &str) -> Result<Option<PartialDate>, UserError> {
    let Some(written) = written.map(str::trim).filter(|it| !it.is_empty()) else {
        return Ok(None);
    };
    match parse_written(written) {
        Ok(WrittenDate::Full(date)) => Ok(Some(date)),
        _ => Err(invalid(
            format!("{what}“{written}”不是日期"),
            "请写成 2026-06-30 或 2026年6月",
        )),
    }
}

pub(crate) fn make_handdown(
    app: &mut App,
    request: MakeHandDown,
) -> Result<DispatchMade, UserError> {
    request.out.check_ending(&["rds"])?;
    app.writer()?;
    let said = said(app, &request)?;
    let to = offices_below(app, &request.to)?;
    let (identity, card) = own(app)?;
    let year = chrono::Datelike::year(&app.today());
    let (number, serial) = numbered(app, year)?;
    let parts = vec![content::part(content::HANDDOWN, &said)?];
    let mut recipients = card.recipients();
    for it in to.iter().filter_map(|it| it.card.as_ref()) {
        recipients.extend(it.recipients());
    }
    let dispatch = Dispatch {
        id: Uuid::now_v7(),
        kind: DispatchKind::HandDown,
        sender: identity.device(),
        from: card.clone(),
        // One file for all of them.
        to: None,
        number: number.clone(),
        year,
        serial,
        created_ms: app.now().and_utc().timestamp_millis(),
        program: env!("CARGO_PKG_VERSION").into(),
        title: format!("{}：{}", said.sort, said.title),
        replaces: None,
        answers: None,
        verdict: Verdict::Received,
        note: said.body.clone(),
        parts: parts.iter().map(Part::mark).collect(),
    };
    issue(app, HANDDOWN, year, serial)?;
    let (written, hash, path) =
        writing::write(app, &request.out, &dispatch, &parts, &identity, &recipients)?;
    let values = described(&said, &number, serial, year, &hash, HandDownState::Sent);
    let mut values = values;
    values.push((
        HandDown::MADE_ON.into(),
        Value::Date(PartialDate::from(app.today())),
    ));
    let operation = app.operation(Operation::SendDispatch { number: &number })?;
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        let id = tx.create(HANDDOWN, values)?;
        for item in items(&said) {
            let mut item = item;
            item.push((HandDownItem::HANDDOWN.into(), Value::Ref(Item::Id(id))));
            tx.create(HANDDOWN_ITEM, item)?;
        }
        Ok(id)
    })?;
    Ok(DispatchMade {
        path,
        bytes: written.bytes,
        check: check_word(&hash),
        hash: hex::encode(hash),
        fingerprint: card.fingerprint(),
        to: to.into_iter().map(|it| it.name).collect(),
        parts: content::described(&parts)?,
        id: committed.value.to_string(),
        operation: committed.operation.map(|it| it.to_string()),
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
        number,
    })
}

/// What is handed down, as it was asked for.
fn said(app: &mut App, request: &MakeHandDown) -> Result<HandedDown, UserError> {
    let written = request.sort.trim();
    let sort = HandDownSort::of_word(written).ok_or_else(|| {
        invalid(
            format!("没有“{written}”这类下发"),
            format!("可以写 {}", HandDownSort::WORDS.join("、")),
        )
    })?;
    let title = request.title.trim().to_owned();
    if title.is_empty() {
        return Err(invalid("没有写标题", "如：防汛备汛联动监督"));
    }
    let month = date(request.month.as_deref(), "年月")?.and_then(month_of);
    let due = date(request.due.as_deref(), "报送期限")?;
    let (mut holidays, mut rules) = (None, Vec::new());
    match sort {
        HandDownSort::Theme if month.is_none() => {
            return Err(invalid("月主题没有写是哪个月的", "请写年月，如 2026年3月"));
        }
        HandDownSort::Tasks if request.items.is_empty() => {
            return Err(invalid(
                "任务包没有写要填报什么",
                "至少写一项，如 开展检查次数",
            ));
        }
        HandDownSort::Holidays => holidays = Some(holidays_in(app, request.file.as_ref())?),
        HandDownSort::Rules => rules = own_rules(app)?,
        HandDownSort::Theme | HandDownSort::Tasks => {}
    }
    let mut titles = std::collections::BTreeSet::new();
    for item in &request.items {
        if item.title.trim().is_empty() {
            return Err(invalid("填报项没有写名称", "如：开展检查次数"));
        }
        if !titles.insert(item.title.trim()) {
            return Err(invalid(
                format!("填报项“{}”写了两次", item.title.trim()),
                "请改成不同的名称",
            ));
        }
    }
    Ok(HandedDown {
        sort: sort.word().into(),
        title,
        month: month.map(|it| it.to_string()),
        due_on: due.map(|it| it.to_string()),
        body: request.body.trim().to_owned(),
        items: request.items.clone(),
        holidays,
        rules,
    })
}

fn holidays_in(app: &App, file: Option<&FileRef>) -> Result<String, UserError> {
    let file = file.ok_or_else(|| invalid("没有选放假安排的文件", "请选 .json 的放假安排"))?;
    let (name, content) = app.host.read(file)?;
    let text = String::from_utf8_lossy(&content).into_owned();
    let text = text.trim_start_matches('\u{feff}').to_owned();
    HolidayYear::read(&text).map_err(|fault| {
        UserError::new(
            ErrorCode::File,
            format!("“{name}”不能下发：{fault}"),
            "请换一个文件",
        )
    })?;
    Ok(text)
}

/// The rules that this office entered itself, each field as people write it.
fn own_rules(app: &mut App) -> Result<Vec<BTreeMap<String, String>>, UserError> {
    let kind = kind_of(app, RULE)?;
    let today = app.today();
    let ledger = app.ledger()?;
    let rows = ledger.read().list(RULE, &ListQuery::all())?.rows;
    if rows.is_empty() {
        return Err(UserError::new(
            ErrorCode::Precondition,
            "“期限规则”里没有本单位自己定的规则",
            "请先在“期限规则”里登记，再下发",
        ));
    }
    let book = NameBook::new(ledger.read()).on(today)?;
    let mut rules = Vec::new();
    for row in &rows {
        let mut values = book.values(&kind, row)?;
        values.retain(|key, text| {
            let editable = kind.field(key).is_some_and(|it| it.is_editable());
            editable && !text.is_empty()
        });
        rules.push(values);
    }
    Ok(rules)
}

fn offices_below(app: &mut App, named: &[String]) -> Result<Vec<Neighbour>, UserError> {
    let all = partners::all(app)?;
    let may = |it: &Neighbour| it.standing != Some(Standing::Above) && it.card.is_some();
    let mut to: Vec<Neighbour> = Vec::new();
    for name in named {
        let name = name.trim();
        let found = all
            .iter()
            .find(|it| may(it) && (it.name == name || it.area == name));
        let found = found
            .ok_or_else(|| not_found("核对过的下级单位", name, "它要先上报过一次，并核对识别码"))?;
        to.push(found.clone());
    }
    if named.is_empty() {
        to = all.into_iter().filter(may).collect();
    }
    if to.is_empty() {
        return Err(UserError::new(
            ErrorCode::Precondition,
            "还没有核对过的下级单位，没有可以下发给谁",
            "乡镇第一次上报、核对识别码以后，就能下发给它",
        ));
    }
    Ok(to)
}

fn numbered(app: &mut App, year: i32) -> Result<(String, u64), UserError> {
    let kind = kind_of(app, HANDDOWN)?;
    let mut every = ListQuery::all();
    every.voided = true;
    let rows = app.ledger()?.read().list(HANDDOWN, &every)?.rows;
    let own = rows
        .iter()
        .filter(|row| row.link(&kind, HandDown::PARTNER).is_none())
        .filter(|row| row.read(&kind, HandDown::YEAR) == Some(year.into()))
        .filter_map(|row| row.read(&kind, HandDown::SERIAL));
    let serial = next_serial(app, HANDDOWN, year, own)?;
    let office = short_name(&app.office_text(Office::NAME)?);
    let series = app.ledger()?.series().to_owned();
    Ok((
        format!("{office}〔{year}〕下发第{series}{serial}号"),
        serial,
    ))
}

/// The record of a hand-down.
pub(super) fn described(
    said: &HandedDown,
    number: &str,
    serial: u64,
    year: i32,
    hash: &[u8; 32],
    state: HandDownState,
) -> Vec<(FieldKey, Value)> {
    let text = |it: &str| Value::Text(it.to_owned());
    let mut values: Vec<(FieldKey, Value)> = vec![
        (HandDown::TITLE.into(), text(&said.title)),
        (HandDown::SORT.into(), text(&said.sort)),
        (HandDown::NUMBER.into(), text(number)),
        (HandDown::YEAR.into(), Value::Int(year.into())),
        (
            HandDown::SERIAL.into(),
            Value::Int(i64::try_from(serial).unwrap_or(i64::MAX)),
        ),
        (HandDown::STATE.into(), text(state.word())),
        (HandDown::CHECK.into(), text(&check_word(hash))),
        (HandDown::HASH.into(), text(&hex::encode(hash))),
    ];
    if !said.body.is_empty() {
        values.push((HandDown::BODY.into(), text(&said.body)));
    }
    for (key, written) in [
        (HandDown::MONTH.into(), &said.month),
        (HandDown::DUE_ON.into(), &said.due_on),
    ] {
        if let Some(on) = written.as_deref().and_then(PartialDate::parse_iso) {
            values.push((key, Value::Date(on)));
        }
    }
    values
}

/// The lines of a task package, as records without their parent.
pub(super) fn items(said: &HandedDown) -> Vec<Vec<(FieldKey, Value)>> {
    let text = |it: &str| Value::Text(it.to_owned());
    let lines = said.items.iter().enumerate();
    lines
        .map(|(at, it)| {
            let mut values: Vec<(FieldKey, Value)> = vec![
                (HandDownItem::TITLE.into(), text(it.title.trim())),
                (
                    HandDownItem::TURN.into(),
                    Value::Int(i64::try_from(at + 1).unwrap_or(i64::MAX)),
                ),
                (HandDownItem::SORT.into(), text(content::sort_of(it).word())),
            ];
            if !it.unit.trim().is_empty() {
                values.push((HandDownItem::UNIT.into(), text(it.unit.trim())));
            }
            values
        })
        .collect()
}
