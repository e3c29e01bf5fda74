//! Who came to a meeting of the presidium, a congress or one of its sittings. These keep names in
//! fields of their own: who was expected, who was granted leave, who stayed away.

use domain::activity::{AttendanceState, tally};
use domain::meeting::{CONGRESS, Congress, MEETING, PresidiumMeeting, SITTING, Sitting};
use domain::operation::Operation;
use domain::record::{FieldKey, Item, Row, Value};

use crate::books::expected::{
    counted_sheet, expected, meant, not_expected, people_in, state_among,
};
use crate::books::roll::{Roll, kind, live};
use crate::faults::fault_at;
use crate::records::Entries;
use crate::session::App;
use crate::wire::{AttendanceRow, AttendanceSheet, SetAttendance, UserError};

/// How a sort of meeting keeps its names.
pub(super) struct Assembly {
    kind: &'static str,
    /// Where its day stands.
    day: &'static str,
    expected: &'static str,
    /// What can be written about somebody beside 出席, and the field that keeps those names.
    exceptions: &'static [(&'static str, &'static str)],
}

const PRESENT: &str = AttendanceState::Present.word();

static ASSEMBLIES: [(&str, Assembly); 3] = [
    (
        "meetings",
        Assembly {
            kind: MEETING,
            day: PresidiumMeeting::HELD_ON.key(),
            expected: PresidiumMeeting::MEMBERS.key(),
            exceptions: &[(AttendanceState::Absent.word(), PresidiumMeeting::AWAY.key())],
        },
    ),
    (
        "congresses",
        Assembly {
            kind: CONGRESS,
            day: Congress::BEGINS_ON.key(),
            expected: Congress::EXPECTED_DEPUTIES.key(),
            exceptions: &[
                (AttendanceState::OnLeave.word(), Congress::ON_LEAVE.key()),
                (AttendanceState::Absent.word(), Congress::ABSENT.key()),
            ],
        },
    ),
    (
        SITTING,
        Assembly {
            kind: SITTING,
            day: Sitting::HELD_ON.key(),
            expected: Sitting::EXPECTED_DEPUTIES.key(),
            exceptions: &[
                (AttendanceState::OnLeave.word(), Sitting::ON_LEAVE.key()),
                (AttendanceState::Absent.word(), Sitting::ABSENT.key()),
            ],
        },
    ),
];

impl Assembly {
    /// By the register's key; `None` for activities, whose attendance is kept row by row.
    pub(super) fn named(register: Option<&str>) -> Option<&'static Self> {
        let found = ASSEMBLIES.iter().find(|(key, _)| Some(*key) == register);
        found.map(|(_, it)| it)
    }

    fn states(&self) -> Vec<&'static str> {
        let others = self.exceptions.iter().map(|(state, _)| *state);
        std::iter::once(PRESENT).chain(others).collect()
    }

    pub(super) fn sheet(&self, app: &mut App, id: &str) -> Result<AttendanceSheet, UserError> {
        let row = live(app, self.kind, id)?;
        self.sheet_of(app, &row)
    }

    fn sheet_of(&self, app: &mut App, row: &Row) -> Result<AttendanceSheet, UserError> {
        let of = kind(app, self.kind)?;
        let expected = people_in(row.get(&of, self.expected));
        let states: Vec<(Item, &str)> = self
            .exceptions
            .iter()
            .flat_map(|(state, field)| {
                let people = people_in(row.get(&of, field));
                people.into_iter().map(move |it| (it, *state))
            })
            .collect();
        let counted = tally(&expected, &states);
        let roll = Roll::call(app)?;
        let reader = app.ledger()?.read();
        let mut rows = Vec::with_capacity(expected.len());
        for who in roll.in_order(expected) {
            let state = states.iter().find(|(it, _)| *it == who);
            let (deputy, name, group) = roll.called(&reader, &who)?;
            rows.push(AttendanceRow {
                deputy,
                name,
                group,
                state: state.map_or(PRESENT, |(_, it)| it).to_owned(),
                reason: String::new(),
                approver: String::new(),
                speech: String::new(),
                by_leave: false,
            });
        }
        Ok(AttendanceSheet {
            states: self.states().into_iter().map(String::from).collect(),
            ..counted_sheet((&of, row), self.day, rows, &counted)
        })
    }

    pub(super) fn set(
        &self,
        app: &mut App,
        request: &SetAttendance,
    ) -> Result<AttendanceSheet, UserError> {
        let row = live(app, self.kind, &request.activity)?;
        let of = kind(app, self.kind)?;
        let before = people_in(row.get(&of, self.expected));
        let mut entries = Entries::open(app)?;
        let place = (&*of, self.expected);
        let expected = expected(app, &mut entries, place, request, &before)?;
        let states = self.states();
        let mut away: Vec<(&str, Vec<Item>)> = self
            .exceptions
            .iter()
            .map(|(_, field)| (*field, people_in(row.get(&of, field))))
            .collect();
        for mark in &request.marks {
            let state = state_among(&mark.state, &states)?;
            let field = self.exceptions.iter().find(|(it, _)| *it == state);
            let place = (&*of, field.map_or(self.expected, |(_, field)| *field));
            for who in meant(app, &mut entries, place, &[&mark.deputy], &expected)? {
                if !expected.contains(&who) {
                    return Err(not_expected(&mark.deputy));
                }
                for (of, people) in &mut away {
                    people.retain(|it| *it != who);
                    if field.is_some_and(|(_, field)| field == of) {
                        people.push(who.clone());
                    }
                }
            }
        }
        let mut values: Vec<(FieldKey, Option<Value>)> = Vec::new();
        let mut put = |field: &str, people: &[Item]| {
            let set = Value::Set(people.iter().cloned().collect());
            let value = Some(set).filter(|_| !people.is_empty());
            if value.as_ref() != row.get(&of, field) {
                values.push((field.into(), value));
            }
        };
        put(self.expected, &expected);
        for (field, people) in &mut away {
            // Who is not expected any more cannot be missing.
            people.retain(|it| expected.contains(it));
            put(field, people);
        }
        let reader = app.ledger()?.read();
        let entry = entries.complete(&mut &reader, &of, Some(&row), values, Vec::new())?;
        let warnings = entry.ready(&of)?;
        let operation = app.operation(Operation::MarkAttendance {
            kind: &of,
            name: &of.name_of(&row),
        })?;
        let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
            if !entry.edits.is_empty() {
                entries.write(tx, &of, &entry)?;
            }
            Ok(())
        })?;
        Ok(AttendanceSheet {
            operation: committed.operation.map(|it| it.to_string()),
            changed: committed.kinds.iter().map(ToString::to_string).collect(),
            warnings: warnings.iter().map(|it| fault_at(&of, it)).collect(),
            ..self.sheet(app, &row.id.to_string())?
        })
    }
}
