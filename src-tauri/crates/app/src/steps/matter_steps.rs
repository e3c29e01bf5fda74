//! What steps of a matter need to know of other records, and what they tell them.

use domain::matter::{MatterStage, begun};
use domain::opinion::OPINION;
use domain::reception::VISITOR;
use domain::record::{Field, FieldFault, RecordId, RecordType, Row, Value};
use domain::suggestion::SUGGESTION;
use domain::workflow::Stage;
use store::ledger::Tx;

use crate::records::reading::Edit;
use crate::session::App;
use crate::wire::UserError;

/// Nothing is done with a matter before it came in.
pub(super) fn before_it_came(
    kind: &RecordType,
    row: &Row,
    dated: &Field,
    on: Option<&Value>,
) -> Option<FieldFault> {
    let begun = begun(kind, row).filter(|_| kind.key == *OPINION || kind.key == *SUGGESTION)?;
    let on = on.and_then(Value::as_date)?;
    (on.last_day() < begun.first_day()).then(|| {
        FieldFault::error(
            dated,
            format!("“{}”{on}早于收到的日期{begun}", dated.label),
            "请核对日期",
        )
    })
}

/// A matter goes on in another only where that one still goes on itself.
pub(super) fn not_open(
    app: &mut App,
    kind: &RecordType,
    row: &Row,
    after: &Row,
) -> Result<Option<FieldFault>, UserError> {
    let into = after.get(kind, "merged_into").and_then(Value::as_id);
    let (Some(into), Some(field)) = (into.filter(|it| *it != row.id), kind.field("merged_into"))
    else {
        return Ok(None);
    };
    let other = app.ledger()?.read().get(kind.key.as_str(), into)?;
    let stage = other
        .as_ref()
        .zip(kind.workflow.as_ref())
        .and_then(|(other, workflow)| MatterStage::of_word(workflow.state_of(kind, other)));
    let gone = stage.filter(|it| {
        matches!(
            it,
            MatterStage::Merged
                | MatterStage::Withdrawn
                | MatterStage::Rejected
                | MatterStage::Raised
        )
    });
    let fallen = other.is_none_or(|it| !it.is_live());
    let state = if fallen {
        Some("已作废")
    } else {
        gone.map(Stage::word)
    };
    Ok(state.map(|state| {
        FieldFault::error(
            field,
            format!("要并入的那件是“{state}”，不会再办下去"),
            "请并入还在办理的那一件",
        )
    }))
}

/// What came of a visit, and that the visitor was told, is known in 簿一 as well; what stands there
/// already stays.
pub(super) fn tell_visit(
    tx: &mut Tx<'_>,
    kind: &RecordType,
    id: RecordId,
) -> Result<(), UserError> {
    let Some(matter) = tx.get(kind.key.as_str(), id)? else {
        return Ok(());
    };
    let visit = matter.get(kind, "visitor").and_then(Value::as_id);
    let known = tx.registry().get(VISITOR).cloned();
    let (Some(visit), Some(known)) = (visit, known) else {
        return Ok(());
    };
    let Some(row) = tx.get(VISITOR, visit)?.filter(Row::is_live) else {
        return Ok(());
    };
    let told = [
        ("reply", "result"),
        ("feedback_on", "feedback_on"),
        ("satisfaction", "satisfaction"),
    ];
    let values: Vec<Edit> = told
        .iter()
        .filter(|(_, own)| row.get(&known, own).is_none())
        .filter_map(|(theirs, own)| Some((*own, matter.get(kind, theirs)?)))
        .map(|(own, value)| (own.into(), Some(value.clone())))
        .collect();
    if !values.is_empty() {
        tx.edit(VISITOR, visit, values)?;
    }
    Ok(())
}
