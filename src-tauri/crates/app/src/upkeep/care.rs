//! Care of the store: checking, rebuilding, copies.

use store::ledger::Ledger;
use store::vault::backup::Reason;
use store::vault::restore::Opening;

use crate::outside;
use crate::session::{App, unlock_by};
use crate::upkeep::copies;
use crate::wire::{Backup, Check, Checked, Copied, Nothing, Restore, UnlockWith, UserError};

pub(crate) fn check(app: &mut App, request: Check) -> Result<Checked, UserError> {
    let underway = app.work().begin("检查数据");
    let found = app
        .ledger()?
        .inspect_cancellable(request.deep, &underway.cancellation())?;
    let orphans = app.ledger()?.orphans()?;
    Ok(Checked {
        ok: found.problems.is_empty(),
        orphans: orphans.count,
        orphan_bytes: orphans.bytes,
        problems: found.problems,
        digest: found.digest.to_string(),
    })
}

pub(crate) fn rebuild(app: &mut App, _: Nothing) -> Result<Checked, UserError> {
    let underway = app.work().begin("从日志重建");
    app.ledger()?
        .rebuild_cancellable(&underway.cancellation())?;
    check(app, Check { deep: true })
}

pub(crate) fn backup(app: &mut App, request: Backup) -> Result<Copied, UserError> {
    let underway = app.work().begin("备份");
    let (info, path) = match &request.to {
        Some(to) => copies::copy_outside(app, to, &underway.cancellation())?,
        None => {
            let now = app.now();
            let info = app.ledger()?.back_up_cancellable(
                None,
                now,
                Reason::ByHand,
                &underway.cancellation(),
            )?;
            let path = info.path.display().to_string();
            (info, path)
        }
    };
    Ok(Copied {
        path,
        digest: info.manifest.digest,
    })
}

pub(crate) fn restore(app: &mut App, request: Restore) -> Result<Copied, UserError> {
    let now = app.now();
    let found = copies::found(app, &request.which)?;
    let file = &found.path;
    let given = request.unlock != UnlockWith::default();
    // A store that stands open gives its own key, so that its own copies need no password.
    let opened = app.ledger().is_ok();
    let known = match opened {
        true => Some(outside::known(app.ledger()?)?),
        false => None,
    };
    let name = store_name(app);
    let held = if opened {
        app.take_ledger().map(Ledger::into_vault)
    } else {
        None
    };
    let held = held.map(store::vault::Vault::close);
    let unlock = unlock_by(&request.unlock);
    let opening = match (held.clone(), given) {
        (Some((key, way)), false) => Opening::Held { key, way },
        (Some((key, way)), true) => Opening::HeldAnd { key, way, unlock },
        (None, _) => Opening::Unlock(unlock),
    };
    let underway = app.work().begin("还原备份");
    let cancellation = underway.cancellation();
    let registry = app.registry.clone();
    let restored =
        Ledger::restore_cancellable(file, &app.dir, &opening, now, registry, &cancellation);
    match restored {
        Ok(restored) => {
            let digest = restored.ledger.digest()?.to_string();
            let path = restored
                .rescued
                .map(|it| it.display().to_string())
                .unwrap_or_default();
            app.settle(restored.ledger)?;
            if let Some(known) = known
                && name == store_name(app)
            {
                outside::recall(app.ledger()?, known)?;
            }
            Ok(Copied { path, digest })
        }
        Err(fault) => {
            // The present store is as it was: open it again for the person who had it open.
            if let Some((key, way)) = held {
                let vault = store::vault::Vault::open_with_key(&app.dir, &key, way)?;
                app.settle(Ledger::over(vault, app.registry.clone())?)?;
            }
            Err(fault.into())
        }
    }
}

/// What names the open store; `None` where none is open.
fn store_name(app: &mut App) -> Option<String> {
    app.ledger().ok()?.vault().store_name().ok()
}
