//! 人代会 and 主席团会议: who was there, day by day.

use std::collections::HashMap;
use std::sync::Arc;

use domain::activity::AttendanceState;
use domain::contact::ids_of;
use domain::dates::PartialDate;
use domain::meeting::{CONGRESS, Congress, MEETING, PresidiumMeeting, SITTING, Sitting};
use domain::record::{Column, RecordId, RecordType, Row};
use store::query::ListQuery;

use crate::dossiers::gathering::{Gathered, Gathering, date_words};
use crate::wire::UserError;

/// Their definition, and the sittings of each congress.
type Sittings = (Option<Arc<RecordType>>, HashMap<RecordId, Vec<Row>>);

/// Plenary sittings by congress.
fn sittings(from: &Gathering<'_>) -> Result<Sittings, UserError> {
    let mut of: HashMap<RecordId, Vec<Row>> = HashMap::new();
    let kind = from.ledger.registry().get(SITTING).cloned();
    if let Some(kind) = &kind {
        from.ledger
            .read()
            .for_each(SITTING, &ListQuery::all(), |row| {
                if let Some(congress) = row.link(kind, Sitting::CONGRESS) {
                    of.entry(congress).or_default().push(row);
                }
                Ok(())
            })?;
    }
    Ok((kind, of))
}

fn has(kind: &RecordType, row: &Row, field: &str, deputy: RecordId) -> bool {
    ids_of(row.get(kind, field)).contains(&deputy)
}

/// Those of them who were expected: who was not cannot be missing. Where nobody is named as expected,
/// all of them.
fn expected_of(
    kind: &RecordType,
    row: &Row,
    field: &str,
    mut deputies: Vec<RecordId>,
) -> Vec<RecordId> {
    let expected = ids_of(row.get(kind, field));
    deputies.retain(|it| expected.is_empty() || expected.contains(it));
    deputies
}

/// How a deputy was at a meeting with lists of who was away.
fn state(kind: &RecordType, row: &Row, deputy: RecordId) -> &'static str {
    if has(kind, row, Sitting::ABSENT.key(), deputy) {
        AttendanceState::Absent.word()
    } else if has(kind, row, Sitting::ON_LEAVE.key(), deputy) {
        AttendanceState::OnLeave.word()
    } else {
        AttendanceState::Present.word()
    }
}

/// Congresses; sittings where they are signed in for one by one, else days.
pub(crate) fn congresses(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    let (sitting, of) = sittings(from)?;
    let named = [
        Congress::EXPECTED_DEPUTIES.key(),
        Congress::ON_LEAVE.key(),
        Congress::ABSENT.key(),
    ];
    from.each(
        CONGRESS,
        Congress::BEGINS_ON.key(),
        &named,
        |kind, row, on, deputies| {
            let expected = Congress::EXPECTED_DEPUTIES.key();
            for deputy in expected_of(kind, &row, expected, deputies) {
                let said = state(kind, &row, deputy);
                let own: Vec<&Row> = of
                    .get(&row.id)
                    .into_iter()
                    .flatten()
                    .filter(|it| {
                        sitting.as_ref().is_some_and(|kind| {
                            has(kind, it, Congress::EXPECTED_DEPUTIES.key(), deputy)
                        })
                    })
                    .collect();
                let (expected, present, unit) = match &sitting {
                    Some(sitting) if !own.is_empty() => {
                        let there = |it: &&&Row| {
                            state(sitting, it, deputy) == AttendanceState::Present.word()
                        };
                        (own.len(), own.iter().filter(there).count(), "次全体会议")
                    }
                    _ => {
                        let days = days(kind, &row);
                        (
                            days,
                            if said == AttendanceState::Present.word() {
                                days
                            } else {
                                0
                            },
                            "天",
                        )
                    }
                };
                lines.push(Gathered {
                    deputy,
                    on,
                    cells: vec![
                        on.map(date_words).unwrap_or_default(),
                        from.text(kind, &row, Congress::TITLE),
                        format!("应到{expected}{unit}，实到{present}"),
                        said.into(),
                        String::new(),
                    ],
                    kind: kind.clone(),
                    row: row.clone(),
                    counts: said == AttendanceState::Present.word(),
                    people: 0,
                });
            }
        },
    )
}

/// Days from beginning to end; one where an end is not entered.
fn days(kind: &RecordType, row: &Row) -> usize {
    let day = |column: Column<PartialDate>| row.read(kind, column).and_then(|it| it.exact());
    match (day(Congress::BEGINS_ON), day(Congress::ENDS_ON)) {
        (Some(from), Some(to)) => usize::try_from((to - from).num_days() + 1)
            .unwrap_or(1)
            .max(1),
        _ => 1,
    }
}

pub(crate) fn presidium(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    from.each(
        MEETING,
        PresidiumMeeting::HELD_ON.key(),
        &[
            PresidiumMeeting::MEMBERS.key(),
            PresidiumMeeting::AWAY.key(),
        ],
        |kind, row, on, deputies| {
            let members = PresidiumMeeting::MEMBERS.key();
            for deputy in expected_of(kind, &row, members, deputies) {
                let away = has(kind, &row, PresidiumMeeting::AWAY.key(), deputy);
                lines.push(Gathered {
                    deputy,
                    on,
                    cells: vec![
                        on.map(date_words).unwrap_or_default(),
                        from.text(kind, &row, PresidiumMeeting::TITLE),
                        String::new(),
                        if away {
                            "未到会"
                        } else {
                            AttendanceState::Present.word()
                        }
                        .into(),
                        String::new(),
                    ],
                    kind: kind.clone(),
                    row: row.clone(),
                    counts: !away,
                    people: 0,
                });
            }
        },
    )
}
