//! Who is expected at a gathering, and the words for who came.

use domain::record::RecordId;
use domain::roster::DEPUTY;

use crate::books::roll::{Roll, find_all};
use crate::session::App;
use crate::wire::{ErrorCode, SetAttendance, UserError};

/// Who is expected after this.
pub(super) fn expected(
    app: &mut App,
    request: &SetAttendance,
    before: &[RecordId],
) -> Result<Vec<RecordId>, UserError> {
    let mut expected = match &request.expected {
        Some(named) => find_all(app, DEPUTY, named)?,
        None => before.to_vec(),
    };
    let roll = Roll::call(app)?;
    let mut more = Vec::new();
    for group in &request.groups {
        more.extend(roll.of_group(app, group)?);
    }
    for level in &request.levels {
        more.extend(roll.of_level(level)?);
    }
    if request.everybody {
        more.extend(roll.members.iter().map(|it| it.id));
    }
    for id in more {
        if !expected.contains(&id) {
            expected.push(id);
        }
    }
    Ok(expected)
}

pub(super) fn not_expected(deputy: &str) -> UserError {
    UserError::new(
        ErrorCode::Invalid,
        format!("“{deputy}”不在应到代表里"),
        "请先把他加进应到代表",
    )
}

/// One of these words; nothing written means the first.
pub(super) fn state_among<'a>(written: &str, states: &[&'a str]) -> Result<&'a str, UserError> {
    let written = written.trim();
    if written.is_empty() {
        return Ok(states[0]);
    }
    states
        .iter()
        .find(|it| **it == written)
        .copied()
        .ok_or_else(|| {
            UserError::new(
                ErrorCode::Invalid,
                format!("没有“{written}”这种出席情况"),
                format!("可选：{}", states.join("、")),
            )
        })
}
