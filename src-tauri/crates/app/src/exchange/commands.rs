//! What the exchange page shows: the PCs of the office, packages sent and received.

use std::collections::BTreeMap;

use domain::record::{DeviceId, Partition};
use domain::station::STATION;
use sync::{Certificate, DeviceKind};

use crate::exchange::enrolment::office_print;
pub(crate) use crate::exchange::enrolment::{
    ask_to_join, enrol_device, join_by_answer, look_at_request, revoke_device,
};
use crate::exchange::keys;
use crate::exchange::noted::{self, State};
use crate::exchange::receiving::newest;
pub(crate) use crate::exchange::receiving::{
    apply_package, preview_package, return_package, undo_package,
};
pub(crate) use crate::exchange::sending::export_package;
use crate::session::App;
use crate::wire::{DeviceLine, Devices, Nothing, PackageLine, Packages, UserError};

const DAY: i64 = 24 * 60 * 60 * 1_000;

/// The PCs of the office, with what was sent to and received from each.
pub(crate) fn devices(app: &mut App, _: Nothing) -> Result<Devices, UserError> {
    let now = app.now().and_utc().timestamp_millis();
    let ledger = app.ledger()?;
    let trust = keys::trust(ledger)?;
    let own = ledger.device();
    let noted = noted::all(ledger)?;
    let have = ledger.have()?;
    let last = |device: DeviceId, sent: bool| {
        let fits = |it: &&(store::ledger::NotedPackage, noted::Note)| {
            it.0.sent == sent && it.1.devices.contains(&device)
        };
        noted.iter().find(fits).map(|(it, _)| it.wall_ms)
    };
    let mut devices = Vec::new();
    for certificate in trust.devices() {
        let device = certificate.device();
        let revocation = trust.revocation(device);
        let received = last(device, false);
        let heard = received.unwrap_or(certificate.issued_ms);
        let station = match certificate.kind {
            DeviceKind::Office => None,
            DeviceKind::Station(id) => ledger.read().name_of(STATION, id)?,
        };
        devices.push(DeviceLine {
            device: device.to_string(),
            name: certificate.name.clone(),
            kind: match certificate.kind {
                DeviceKind::Office => "pc",
                DeviceKind::Station(_) => "station",
            }
            .into(),
            station: station.unwrap_or_default(),
            fingerprint: certificate.fingerprint(),
            series: certificate.series.clone(),
            last_sent: last(device, true).map(noted::moment),
            last_received: received.map(noted::moment),
            silent_days: (device != own && revocation.is_none())
                .then(|| u32::try_from(now.saturating_sub(heard).max(0) / DAY).unwrap_or(u32::MAX)),
            lacks: match device == own {
                true => 0,
                false => lacking(&have, &ledger.peer(device)?, certificate),
            },
            revoked: revocation.is_some(),
            reason: revocation.map_or_else(String::new, |it| it.reason.clone()),
            own: device == own,
        });
    }
    devices.sort_by(|one, other| {
        (one.revoked, !one.own, &one.name).cmp(&(other.revoked, !other.own, &other.name))
    });
    Ok(Devices {
        devices,
        may_enrol: keys::root(ledger)?.is_some() || keys::root_public(ledger)?.is_none(),
        office: office_print(&trust, own),
        waiting: keys::waiting(ledger)?.is_some(),
    })
}

/// How many changes here a device may see and has not said that it holds.
fn lacking(
    have: &BTreeMap<(DeviceId, Partition), u64>,
    theirs: &BTreeMap<(DeviceId, Partition), u64>,
    certificate: &Certificate,
) -> u64 {
    let rights = certificate.rights();
    have.iter()
        .filter(|((_, partition), _)| rights.may_read(partition))
        .map(|(place, seq)| seq.saturating_sub(theirs.get(place).copied().unwrap_or(0)))
        .fold(0, u64::saturating_add)
}

/// Packages that were sent and received.
pub(crate) fn packages(app: &mut App, _: Nothing) -> Result<Packages, UserError> {
    let ledger = app.ledger()?;
    let undoable = match newest(ledger)? {
        Some((_, _, taken)) => ledger.is_newest(&taken)?,
        None => false,
    };
    let packages = noted::all(ledger)?
        .into_iter()
        .map(|(it, note)| PackageLine {
            package: it.id.to_string(),
            sent: it.sent,
            on: noted::moment(it.wall_ms),
            who: note.who,
            file: note.file,
            changes: note.changes,
            check: note.check,
            state: match it.sent {
                true => State::Sent,
                false => note.state,
            }
            .word()
            .into(),
            note: note.said,
        })
        .collect();
    Ok(Packages { packages, undoable })
}
