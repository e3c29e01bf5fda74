//! Where copies of the store were put outside its folder. The program cannot reach them when a password
//! or card is given up, but it can say which of them still open.

use std::collections::BTreeSet;
use std::path::Path;

use store::ledger::Ledger;

use crate::wire::UserError;

/// The preference that keeps where copies outside were put, as lines; the newest first.
pub(crate) const PLACES: &str = "copy.places";
/// Those of them that open with a password, card or key file which was given up since.
pub(crate) const STALE: &str = "copy.stale";
/// Places kept in mind.
const MOST_PLACES: usize = 40;

/// A copy was put there.
pub(crate) fn note(ledger: &Ledger, place: &str) -> Result<(), UserError> {
    let mut places = lines(ledger, PLACES)?;
    places.insert(0, place.to_owned());
    keep_lines(ledger, PLACES, places)
}

/// A way into the store was given up: the copies outside that are known still open by it.
pub(crate) fn note_revoked(ledger: &Ledger) -> Result<(), UserError> {
    let mut stale = lines(ledger, PLACES)?;
    stale.extend(lines(ledger, STALE)?);
    keep_lines(ledger, STALE, stale)?;
    keep_lines(ledger, PLACES, Vec::new())
}

/// What is known of the copies outside.
pub(crate) struct Known {
    places: Vec<String>,
    stale: Vec<String>,
}

/// What is known, for as long as a store is put back that knows less.
pub(crate) fn known(ledger: &Ledger) -> Result<Known, UserError> {
    Ok(Known {
        places: lines(ledger, PLACES)?,
        stale: lines(ledger, STALE)?,
    })
}

/// Puts what was known over what the restored store knows.
pub(crate) fn recall(ledger: &Ledger, known: Known) -> Result<(), UserError> {
    let Known { places, stale } = known;
    keep_lines(ledger, PLACES, places)?;
    keep_lines(ledger, STALE, stale)
}

/// The copies outside that still open with what was given up, as a sentence; those whose file is
/// seen to be gone from a place that is there are left out.
pub(crate) fn still_open(ledger: &Ledger) -> Result<Option<String>, UserError> {
    let mut stale = lines(ledger, STALE)?;
    stale.retain(|it| {
        let path = Path::new(it);
        let folder_is_there = path.is_absolute() && path.parent().is_some_and(Path::is_dir);
        !folder_is_there || path.exists()
    });
    Ok((!stale.is_empty()).then(|| {
        format!(
            "这些地方的旧备份仍能用旧口令、旧恢复卡打开：{}。请重新备份一份，再把它们删掉。",
            stale.join("、")
        )
    }))
}

fn lines(ledger: &Ledger, key: &str) -> Result<Vec<String>, UserError> {
    let kept = ledger.remembered(key)?.unwrap_or_default();
    Ok(kept.lines().map(str::to_owned).collect())
}

fn keep_lines(ledger: &Ledger, key: &str, mut lines: Vec<String>) -> Result<(), UserError> {
    let mut seen = BTreeSet::new();
    lines.retain(|it| seen.insert(it.clone()));
    lines.truncate(MOST_PLACES);
    let text = lines.join("\n");
    ledger.remember(key, (!text.is_empty()).then_some(text.as_str()))?;
    Ok(())
}
