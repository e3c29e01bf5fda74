//! The application as the commands use it, opened by what was given on the command line.

use std::path::{Path, PathBuf};

use app::wire::{ErrorCode, Reauthenticate, UnlockWith};
use app::{App, DiskHost, Source, UserError, call};

use chrono::NaiveDate;
use clap::Args;

use crate::answer::Result;
use crate::written::day;

/// What may stand before every command.
#[derive(Args, Debug)]
pub(crate) struct Globals {
    /// 台账所在的文件夹；不写就用桌面程序的那一本
    #[arg(long, global = true, value_name = "文件夹")]
    pub(crate) store: Option<PathBuf>,
    /// 存有口令的文件（第一行）；忘了口令，写恢复卡上的 24 个字
    #[arg(long, global = true, value_name = "文件")]
    pub(crate) password_file: Option<PathBuf>,
    /// 以哪位使用人的名义
    #[arg(long = "as", global = true, value_name = "姓名")]
    pub(crate) acting: Option<String>,
    /// 以哪一天为今天，如 2026-03-05
    #[arg(long, global = true, value_name = "日期", value_parser = day)]
    pub(crate) on: Option<NaiveDate>,
    /// 只输出一个 JSON 对象，供程序读取
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

impl Globals {
    /// The store's folder, as an absolute path.
    pub(crate) fn folder(&self) -> PathBuf {
        let dir = self.store.clone().unwrap_or_else(app::default_store_dir);
        std::path::absolute(&dir).unwrap_or(dir)
    }
}

/// The application and the secret that opens its store.
pub(crate) struct Session {
    pub(crate) app: App,
    pub(crate) password: Option<String>,
    pub(crate) folder: PathBuf,
    pub(crate) globals: Globals,
}

impl Session {
    /// The application over the store named, or the desktop application's own.
    pub(crate) fn new(globals: Globals) -> Result<Self> {
        let folder = globals.folder();
        let password = password(globals.password_file.as_deref())?;
        let app = App::new(folder.clone(), Box::new(DiskHost))
            .acting_as(globals.acting.clone())
            .on(globals.on)
            .from(Source::CommandLine);
        Ok(Self {
            app,
            password,
            folder,
            globals,
        })
    }

    /// Opens the store: by the password given, by the recovery card's characters in its place, else
    /// by the key file.
    pub(crate) fn open(&mut self) -> Result<()> {
        let Some(secret) = self.password.clone() else {
            return Ok(());
        };
        let as_password = UnlockWith {
            password: Some(secret.clone()),
            ..UnlockWith::default()
        };
        let refused = match call::unlock(&mut self.app, as_password) {
            Ok(_) => return Ok(()),
            Err(error) => error,
        };
        if refused.code != ErrorCode::WrongSecret {
            return Err(refused);
        }
        let as_card = UnlockWith {
            card: Some(secret),
            ..UnlockWith::default()
        };
        let opened = call::unlock(&mut self.app, as_card);
        opened.map(drop).map_err(|_| refused)
    }

    /// Gives the password file for the store that a restore replaces; where it does not fit, the
    /// restore itself says so.
    pub(crate) fn confirm(&mut self) {
        let Some(secret) = self.password.clone() else {
            return;
        };
        let as_password = Reauthenticate {
            password: Some(secret.clone()),
            card: None,
        };
        let as_card = Reauthenticate {
            password: None,
            card: Some(secret),
        };
        if call::reauthenticate(&mut self.app, as_password).is_err() {
            let _ = call::reauthenticate(&mut self.app, as_card);
        }
    }
}

/// The first line of a password file.
pub(crate) fn password(file: Option<&Path>) -> Result<Option<String>> {
    let Some(file) = file else { return Ok(None) };
    let content = std::fs::read_to_string(file).map_err(|error| {
        let sentence = match error.kind() {
            std::io::ErrorKind::NotFound => format!("没有口令文件“{}”", file.display()),
            std::io::ErrorKind::InvalidData => {
                format!("口令文件“{}”不是 UTF-8 编码的文本", file.display())
            }
            std::io::ErrorKind::IsADirectory => {
                format!("口令文件“{}”是一个文件夹", file.display())
            }
            std::io::ErrorKind::PermissionDenied => {
                format!("没有权限读口令文件“{}”", file.display())
            }
            _ => format!("口令文件“{}”读不出来", file.display()),
        };
        UserError::new(ErrorCode::File, sentence, "请检查文件的位置和内容")
    })?;
    let line = content.trim_start_matches('\u{feff}').lines().next();
    let line = line.unwrap_or_default().trim_end_matches('\r');
    if line.is_empty() {
        return Err(UserError::new(
            ErrorCode::File,
            format!("口令文件“{}”的第一行是空的", file.display()),
            "请在第一行写上口令",
        ));
    }
    Ok(Some(line.to_owned()))
}
