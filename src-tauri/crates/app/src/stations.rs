//! Stations as a tree: what is asked of one is asked of all below it through 上级站.

use domain::record::{Item, RecordId};
use domain::station::STATION;
use store::error::StoreFault;
use store::query::{Filter, ListQuery, Reader};

/// A station and all below it, itself first. A circle of 上级站, as two devices may write it, ends
/// where it began.
pub(crate) fn with_those_below(
    reader: &Reader<'_>,
    station: RecordId,
) -> Result<Vec<RecordId>, StoreFault> {
    let mut all = vec![station];
    let mut at = 0;
    while let Some(above) = all.get(at).copied() {
        at += 1;
        let query = ListQuery {
            filters: vec![Filter::Has("above".into(), Item::Id(above))],
            ..ListQuery::all()
        };
        for row in reader.list(STATION, &query)?.rows {
            if !all.contains(&row.id) {
                all.push(row.id);
            }
        }
    }
    Ok(all)
}
