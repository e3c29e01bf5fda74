//! Copies of the store: listed, looked into, and where the store itself lies.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use store::cancellation::Cancellation;
use store::keys::Way;
use store::vault::{Vault, backup, thinning};

use crate::outside;
use crate::session::{App, COPIED};
use crate::wire::{
    Copies, CopyLine, CopySays, ErrorCode, FileRef, Nothing, Place, UserError, WhichCopy,
};

/// Operations named before a copy is put back.
const MOST_LOST: usize = 200;

/// A copy on another disk is asked for after so many days.
pub(crate) const DAYS_OUTSIDE: u32 = 7;

pub(crate) fn copies(app: &mut App, _: Nothing) -> Result<Copies, UserError> {
    let today = app.today();
    let ledger = app.ledger()?;
    let folder = ledger.vault().backups_dir().unwrap_or_default();
    let copies = thinning::list(&folder)?
        .into_iter()
        .map(|it| CopyLine {
            name: file_name(&it.path),
            made: it.made.format("%Y-%m-%d %H:%M").to_string(),
            reason: it.reason.label().into(),
            bytes: it.bytes,
        })
        .collect();
    let outside = ledger.remembered(COPIED)?;
    let day = outside.and_then(|it| it.parse::<NaiveDate>().ok());
    let days = day.map(|it| (today - it).num_days());
    Ok(Copies {
        copies,
        folder: folder.display().to_string(),
        outside: day.map(|it| it.to_string()),
        outside_days: days.and_then(|it| u32::try_from(it.max(0)).ok()),
    })
}

/// What a copy says of itself, and what would be lost by putting it back.
pub(crate) fn look_into(app: &mut App, request: WhichCopy) -> Result<CopySays, UserError> {
    let found = found(app, &request)?;
    let says = backup::inspect(&found.path)?;
    let opened = app.ledger().is_ok();
    let mut it = CopySays {
        name: found.name,
        made: says.made.format("%Y-%m-%d %H:%M").to_string(),
        reason: says.reason.label().into(),
        program: says.program.clone(),
        attachments: says.contents == backup::Contents::Everything,
        digest: says.digest.clone(),
        same_store: false,
        same_content: false,
        lost: Vec::new(),
        lost_count: 0,
        warning: None,
        ways: backup::ways_of(&found.path)?.iter().map(way_word).collect(),
    };
    if opened {
        let ledger = app.ledger()?;
        it.same_store = ledger.vault().store_name()? == says.store;
        if it.same_store {
            it.same_content = ledger.digest()?.to_string() == says.digest;
            it.warning = ledger.beside(&it.name, &says)?.map(|found| match found.genuine {
                true => "现在台账的日志缺了这份备份里有的内容，像是被截短或改写过；还原这份备份可以找回".into(),
                false => "这份备份里的签名不对，备份被改动过，请不要用它还原".into(),
            });
            let since = ledger.operations_beyond(&says)?;
            it.lost_count = u32::try_from(since.len()).unwrap_or(u32::MAX);
            it.lost = since.into_iter().take(MOST_LOST).collect();
        }
    }
    Ok(it)
}

fn way_word(way: &Way) -> String {
    match way {
        Way::Password(_) => "password",
        Way::RecoveryCard => "card",
        Way::KeyFile => "key_file",
    }
    .into()
}

/// A copy on this machine's disk, for as long as it is looked at.
pub(super) struct FoundCopy {
    pub(super) path: PathBuf,
    pub(super) name: String,
    /// An upload is written to the disk meanwhile; it is encrypted as it is.
    _laid: Option<tempfile::TempPath>,
}

/// The copy that is meant. A name stands only for a file in the store's own list, so that no page
/// reaches another file by it.
pub(super) fn found(app: &mut App, request: &WhichCopy) -> Result<FoundCopy, UserError> {
    if let Some(name) = &request.copy {
        let folder = Vault::backups_of(&app.dir);
        let known = thinning::list(&folder)?
            .into_iter()
            .find(|it| file_name(&it.path) == *name);
        let Some(known) = known else {
            return Err(UserError::new(
                ErrorCode::NotFound,
                format!("没有叫“{name}”的备份，可能已经被新的替换"),
                "请重新打开备份列表再选",
            ));
        };
        return Ok(FoundCopy {
            path: known.path,
            name: name.clone(),
            _laid: None,
        });
    }
    let Some(file) = &request.file else {
        return Err(UserError::new(
            ErrorCode::BadRequest,
            "没有选择备份文件",
            "请重新选择",
        ));
    };
    if let Some(path) = app.host.path(file) {
        let name = file_name(&path);
        return Ok(FoundCopy {
            path,
            name,
            _laid: None,
        });
    }
    let (name, content) = app.host.read(file)?;
    let laid = lay(&content)?;
    Ok(FoundCopy {
        path: laid.to_path_buf(),
        name,
        _laid: Some(laid),
    })
}

fn lay(content: &[u8]) -> Result<tempfile::TempPath, UserError> {
    let unlaid = |error: std::io::Error| {
        UserError::new(
            ErrorCode::File,
            format!("备份没有地方临时存放（{error}）"),
            "请清出磁盘空间后再试",
        )
    };
    let mut file = tempfile::Builder::new()
        .suffix(".lvbak")
        .tempfile()
        .map_err(unlaid)?;
    std::io::Write::write_all(&mut file, content).map_err(unlaid)?;
    Ok(file.into_temp_path())
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|it| it.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// Writes a whole copy where a person put it: a folder in the window, a download in the browser.
pub(super) fn copy_outside(
    app: &mut App,
    to: &FileRef,
    cancellation: &Cancellation,
) -> Result<(backup::BackupInfo, String), UserError> {
    let now = app.now();
    let folder = app.host.path(to);
    let workshop = match folder {
        Some(_) => None,
        None => Some(tempfile::tempdir().map_err(|error| {
            UserError::new(
                ErrorCode::File,
                format!("备份没有地方临时存放（{error}）"),
                "请清出磁盘空间后再试",
            )
        })?),
    };
    let target = match (&folder, &workshop) {
        (Some(folder), _) => folder.as_path(),
        (None, Some(workshop)) => workshop.path(),
        (None, None) => Path::new(""),
    };
    let info = app.ledger()?.back_up_cancellable(
        Some(target),
        now,
        backup::Reason::ByHand,
        cancellation,
    )?;
    let shown = match folder {
        Some(_) => info.path.display().to_string(),
        None => {
            let content = std::fs::read(&info.path).map_err(|error| {
                UserError::new(
                    ErrorCode::File,
                    format!("读取做好的备份时出错（{error}）"),
                    "请再试一次",
                )
            })?;
            app.host.write(to, &content)?
        }
    };
    let inside = Path::new(&shown).starts_with(&app.dir);
    if !inside {
        let today = app.today().to_string();
        let ledger = app.ledger()?;
        // The copy is made, whatever can be noted of it.
        if !ledger.vault().is_read_only() {
            ledger.remember(COPIED, Some(&today))?;
            outside::note(ledger, &shown)?;
        }
    }
    Ok((info, shown))
}

pub(crate) fn place(app: &mut App, _: Nothing) -> Result<Place, UserError> {
    let usage = app.ledger()?.vault().disk_usage()?;
    Ok(Place {
        folder: app.dir.display().to_string(),
        database: usage.database,
        attachments: usage.attachments,
        backups: usage.backups,
        free: usage.free,
        rescued: usage.rescued,
    })
}
