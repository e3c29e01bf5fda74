//! What sort of question it is that values stand beside each other.

use domain::record::{Conflict, FieldKey, Life, RecordType, Rival, Row};

use crate::wire::ContestSort;

/// What sort of question stands beside a value; `None` for values that join by themselves.
pub(crate) fn sort_of(
    kind: &RecordType,
    row: &Row,
    field: &FieldKey,
    rivals: &[Rival],
) -> ContestSort {
    if [Life::VOID_DISPUTED, Life::RETRACTION_DISPUTED].contains(&field.as_str()) {
        return ContestSort::Void;
    }
    if !kind.is_open(field, row.get(kind, field.as_str()), rivals) {
        return ContestSort::Noted;
    }
    match kind.conflict_of(field) {
        Conflict::Identity => ContestSort::Identity,
        _ => ContestSort::Person,
    }
}

/// The fields that a person has to decide.
pub(crate) fn open_among(
    kind: &RecordType,
    row: &Row,
    fields: &[(FieldKey, Vec<Rival>)],
) -> Vec<String> {
    let open = |(field, rivals): &&(FieldKey, Vec<Rival>)| {
        sort_of(kind, row, field, rivals) != ContestSort::Noted
    };
    let keys = fields
        .iter()
        .filter(open)
        .map(|(field, _)| field.to_string());
    keys.collect()
}
