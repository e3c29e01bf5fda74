//! 簿二: activities by their type, with how the deputy was there.

use domain::activity::{ACTIVITY, Activity, ActivityClass, is_present, took_place};
use domain::dates::PartialDate;
use domain::record::{Column, RecordId, RecordType, Row, Text};

use crate::dossiers::gathering::{Gathered, Gathering, Presence, date_words};
use crate::wire::UserError;

/// The cells of a line.
type Cells = fn(&Gathering<'_>, &RecordType, &Row, &Presence, String) -> Vec<String>;

/// Activities of some types that were held.
fn held(
    from: &Gathering<'_>,
    wanted: impl Fn(ActivityClass) -> bool,
    cells: Cells,
    lines: &mut Vec<Gathered>,
) -> Result<(), UserError> {
    from.each(
        ACTIVITY,
        Activity::HELD_ON.key(),
        &[Activity::EXPECTED.key()],
        |kind, row, on, deputies| {
            let text = |column: Column<Text>| row.read(kind, column).unwrap_or("");
            if !took_place(kind, &row) || !wanted(ActivityClass::of(text(Activity::SORT))) {
                return;
            }
            for deputy in deputies {
                let presence = from.presence(row.id, deputy);
                let cells = cells(from, kind, &row, &presence, day(on));
                lines.push(line(
                    deputy,
                    on,
                    cells,
                    kind,
                    &row,
                    is_present(&presence.state),
                ));
            }
        },
    )
}

fn day(on: Option<PartialDate>) -> String {
    on.map(date_words).unwrap_or_default()
}

fn line(
    deputy: RecordId,
    on: Option<PartialDate>,
    cells: Vec<String>,
    kind: &std::sync::Arc<RecordType>,
    row: &Row,
    counts: bool,
) -> Gathered {
    Gathered {
        deputy,
        on,
        cells,
        kind: kind.clone(),
        row: row.clone(),
        counts,
        people: 0,
    }
}

pub(crate) fn meetings(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    held(
        from,
        |of| of == ActivityClass::Meeting,
        |from, kind, row, there, day| {
            vec![
                day,
                from.text(kind, row, Activity::TITLE),
                String::new(),
                there.state.clone(),
                there.speech.clone(),
            ]
        },
        lines,
    )
}

pub(crate) fn supervision(
    from: &Gathering<'_>,
    lines: &mut Vec<Gathered>,
) -> Result<(), UserError> {
    held(
        from,
        |of| matches!(of, ActivityClass::Inspection | ActivityClass::Supervision),
        |from, kind, row, there, day| {
            vec![
                day,
                from.text(kind, row, Activity::TITLE),
                from.text(kind, row, Activity::SORT),
                from.text(kind, row, Activity::ORGANISER),
                there.state.clone(),
                from.text(kind, row, Activity::RESULT),
            ]
        },
        lines,
    )
}

pub(crate) fn training(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    held(
        from,
        |of| of == ActivityClass::Training,
        |from, kind, row, there, day| {
            vec![
                day,
                from.text(kind, row, Activity::TITLE),
                String::new(),
                from.text(kind, row, Activity::ORGANISER),
                there.state.clone(),
            ]
        },
        lines,
    )
}

/// What no other part takes: meetings of the group, councils, and the rest.
pub(crate) fn group(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    held(
        from,
        |of| matches!(of, ActivityClass::Group | ActivityClass::Other),
        |from, kind, row, there, day| {
            vec![
                day,
                from.text(kind, row, Activity::TITLE),
                from.text(kind, row, Activity::SORT),
                there.state.clone(),
                there.speech.clone(),
            ]
        },
        lines,
    )
}

pub(crate) fn contact(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    held(
        from,
        |of| of == ActivityClass::Contact,
        |from, kind, row, there, day| {
            vec![
                day,
                from.text(kind, row, Activity::SORT),
                there.state.clone(),
                from.text(kind, row, Activity::TITLE),
                from.text(kind, row, Activity::RESULT),
            ]
        },
        lines,
    )
}

pub(crate) fn service(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    held(
        from,
        |of| of == ActivityClass::Service,
        |from, kind, row, there, day| {
            vec![
                day,
                from.text(kind, row, Activity::SORT),
                from.text(kind, row, Activity::TITLE),
                String::new(),
                from.first(kind, row, &[Activity::RESULT.key()])
                    .trim()
                    .to_owned()
                    + absent(there),
            ]
        },
        lines,
    )
}

fn absent(there: &Presence) -> &'static str {
    if is_present(&there.state) {
        ""
    } else {
        "（未参加）"
    }
}

pub(crate) fn report(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    held(
        from,
        |of| of == ActivityClass::Report,
        |from, kind, row, there, day| {
            let said = if there.speech.is_empty() {
                there.state.clone()
            } else {
                there.speech.clone()
            };
            vec![
                day,
                from.text(kind, row, Activity::TITLE),
                from.first(
                    kind,
                    row,
                    &[Activity::STATED_PRESENT.key(), Activity::PRESENT.key()],
                ),
                said,
                from.text(kind, row, Activity::RESULT),
            ]
        },
        lines,
    )
}
