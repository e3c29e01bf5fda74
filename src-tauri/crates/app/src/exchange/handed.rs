//! A package as the paper that both sides sign (交接单) tells of it.

use crate::exchange::commands;
use crate::exchange::noted::{self, Did, Note, State};
use crate::session::App;
use crate::wire::{DeviceLine, Nothing, UserError};

/// A package that was sent or received here.
pub(crate) struct Handed {
    /// Whether it was made here.
    pub(crate) sent: bool,
    /// Counts the sender's packages.
    pub(crate) number: u64,
    /// To or from whom, by name.
    pub(crate) who: String,
    /// When it was made or taken in here, `YYYY-MM-DD HH:MM`.
    pub(crate) on: String,
    /// The file's name.
    pub(crate) file: String,
    /// How many changes are in it, or were taken from it.
    pub(crate) changes: u64,
    /// Eight characters that both sides compare.
    pub(crate) check: String,
    /// What became of it, as a word.
    pub(crate) state: &'static str,
    /// A sentence from the sender, or the reason for which it was sent back.
    pub(crate) said: String,
    /// What it did to the records.
    pub(crate) did: Did,
}

/// The package of this number (a UUID), or the newest one; `None` where there is none. Of a package
/// that was taken in twice, the time that brought something counts.
pub(crate) fn package(app: &mut App, id: Option<&str>) -> Result<Option<Handed>, UserError> {
    let all = noted::all(app.ledger()?)?;
    let fits = |it: &store::ledger::NotedPackage| match id {
        Some(id) => it.id.to_string() == id,
        None => true,
    };
    let newest = all.iter().position(|(it, _)| fits(it));
    let brought = |at: &usize| {
        let chosen = all.get(*at).map(|(it, _)| it.id);
        all.iter()
            .position(|(it, note)| Some(it.id) == chosen && !note.taken.is_empty())
    };
    let at = newest.map(|at| brought(&at).unwrap_or(at));
    Ok(at.and_then(|at| all.into_iter().nth(at)).map(of))
}

fn of((it, note): (store::ledger::NotedPackage, Note)) -> Handed {
    Handed {
        sent: it.sent,
        number: note.number,
        who: note.who,
        on: noted::moment(it.wall_ms),
        file: note.file,
        changes: note.changes,
        check: note.check,
        state: match note.state {
            _ if it.sent => "已发出",
            State::Sent => "已发出",
            State::Applied => "已接收",
            State::Undone => "接收以后又退出",
            State::Returned => "没有接收，已退回",
        },
        said: note.said,
        did: note.did,
    }
}

/// The PCs of the office that are not put out, this one first.
pub(crate) fn devices_in_use(app: &mut App) -> Result<Vec<DeviceLine>, UserError> {
    let mut devices = commands::devices(app, Nothing {})?.devices;
    devices.retain(|it| !it.revoked);
    Ok(devices)
}
