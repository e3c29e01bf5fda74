//! A random sample for telephone checks (电话抽访): the same day draws the same ones on any machine, so
//! that nobody draws until the answer pleases.

use chrono::NaiveDate;

use crate::record::RecordId;

/// Draws so many of these for a day.
#[must_use]
pub fn sample(of: &[RecordId], count: usize, day: NaiveDate) -> Vec<RecordId> {
    let mut drawn: Vec<([u8; 32], RecordId)> = of
        .iter()
        .map(|id| {
            let mut hasher = blake3::Hasher::new();
            hasher.update(day.to_string().as_bytes());
            hasher.update(id.bytes());
            (*hasher.finalize().as_bytes(), *id)
        })
        .collect();
    drawn.sort_unstable_by_key(|(lot, _)| *lot);
    drawn.into_iter().take(count).map(|(_, id)| id).collect()
}
