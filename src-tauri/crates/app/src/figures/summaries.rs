//! 周调度, 月小结, 季报告, 年度报告: drafted from the figures, then the office's own text.

use domain::figures::{Draft, Late, Period, SUMMARY, Summary, SummaryState};
use domain::matter::Matter;
use domain::office::Office;
use domain::operation::Operation;
use domain::record::{FieldKey, Row, Value};
use store::query::{Filter, ListQuery};

use crate::figures::Scope;
use crate::figures::commands::count;
use crate::figures::records::behind_key;
use crate::naming::NameBook;
use crate::records::kind_of;
use crate::session::App;
use crate::wire::{DraftReport, DraftedReport, ErrorCode, UserError};

/// So many matters past their deadline are named in a draft.
const MOST_NAMED: usize = 20;

pub(crate) fn draft_report(
    app: &mut App,
    request: DraftReport,
) -> Result<DraftedReport, UserError> {
    let scope = Scope::of(app, &request.scope)?;
    let (Some(from), Some(to)) = (scope.period.from, scope.period.to) else {
        return Err(UserError::new(
            ErrorCode::Invalid,
            "没有说明是从哪一天到哪一天的小结",
            "请选周、月、季、年，或填开始和结束日期",
        ));
    };
    let kind = kind_of(app, "summaries")?;
    let station = scope.station.clone().map(Value::Ref);
    if !request.again
        && let Some(row) = kept(app, &kind, &scope)?
    {
        return Ok(DraftedReport {
            id: row.id.to_string(),
            title: kind.name_of(&row),
            existing: true,
            operation: None,
            changed: Vec::new(),
        });
    }
    let now = count(app, &scope)?;
    let today = app.today();
    let before = match scope.period.before_by(today) {
        Some(period) => Some(count(app, &scope.over(period))?),
        None => None,
    };
    let last_year = match scope.period.last_year_by(today) {
        Some(period) => Some(count(app, &scope.over(period))?),
        None => None,
    };
    let (late, late_in_all) = late(app, &scope)?;
    let office = app.office_text(Office::NAME)?;
    let author = app.user_name()?;
    let day = app.today();
    let draft = Draft {
        office: &office,
        station: &scope.station_name,
        period: scope.period,
        day,
        now: &now,
        before: before.as_deref(),
        last_year: last_year.as_deref(),
        late: &late,
        late_in_all,
    };
    let title = draft.title();
    let mut values: Vec<(FieldKey, Value)> = vec![
        (Summary::TITLE.into(), Value::Text(title.clone())),
        (Summary::SORT.into(), Value::Text(draft.sort().into())),
        (Summary::FROM.into(), Value::Date(from.into())),
        (Summary::TO.into(), Value::Date(to.into())),
        (Summary::TEXT.into(), Value::Text(draft.text())),
        (Summary::FIGURES.into(), Value::Text(draft.figures())),
        (Summary::DAY.into(), Value::Date(day.into())),
        (
            Summary::STATE.into(),
            Value::Text(SummaryState::Draft.word().into()),
        ),
    ];
    values.extend(station.map(|it| (FieldKey::from(Summary::STATION.key()), it)));
    if !author.is_empty() {
        values.push((Summary::AUTHOR.into(), Value::Text(author)));
    }
    let operation = app.operation(Operation::DraftSummary {
        sort: draft.sort(),
        title: &title,
    })?;
    let committed = app
        .ledger()?
        .write::<_, UserError>(operation, |tx| Ok(tx.create(SUMMARY, values)?))?;
    Ok(DraftedReport {
        id: committed.value.to_string(),
        title,
        existing: false,
        operation: committed.operation.map(|it| it.to_string()),
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
    })
}

/// The newest summary of this very period and station.
fn kept(
    app: &mut App,
    kind: &domain::record::RecordType,
    scope: &Scope,
) -> Result<Option<Row>, UserError> {
    let is = |key: &str, day: Option<chrono::NaiveDate>| {
        day.map(|it| Filter::Is(key.into(), Value::Date(it.into())))
    };
    let mut filters: Vec<Filter> = is(Summary::FROM.key(), scope.period.from)
        .into_iter()
        .chain(is(Summary::TO.key(), scope.period.to))
        .collect();
    filters.push(match &scope.station {
        Some(station) => Filter::Has(Summary::STATION.into(), station.clone()),
        None => Filter::Empty(Summary::STATION.into()),
    });
    let query = ListQuery {
        filters,
        ..ListQuery::all()
    };
    let mut rows = app.ledger()?.read().list(SUMMARY, &query)?.rows;
    rows.sort_by_key(|row| row.read(kind, Summary::DAY));
    Ok(rows.pop())
}

/// Matters past their deadline, the oldest deadline first, and how many there are: those registered
/// before the period are waited for as well.
fn late(app: &mut App, scope: &Scope) -> Result<(Vec<Late>, usize), UserError> {
    let all_before = Period {
        from: None,
        ..scope.period
    };
    let found = behind_key(app, &scope.over(all_before), "overdue")?;
    let ledger = app.ledger()?;
    let reader = ledger.read();
    let book = NameBook::new(ledger.read());
    let mut all = Vec::new();
    for (key, id) in found {
        let Some(kind) = ledger.registry().get(key) else {
            continue;
        };
        let Some(row) = reader.get(key, id)? else {
            continue;
        };
        let text = |field: &str| {
            kind.field(field)
                .map(|it| book.shown(it, row.get(kind, field)))
                .unwrap_or_default()
        };
        all.push(Late {
            title: kind.name_of(&row),
            unit: text(Matter::LEAD.key()),
            due: text(Matter::DUE_ON.key()),
        });
    }
    all.sort_by(|a, b| (&a.due, &a.title).cmp(&(&b.due, &b.title)));
    let in_all = all.len();
    all.truncate(MOST_NAMED);
    Ok((all, in_all))
}
