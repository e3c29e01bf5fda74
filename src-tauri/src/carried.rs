//! The only channel between the pages and the core.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use app::wire::{ErrorCode, Progress};
use app::{App, Log, UserError, Work};
use serde_json::Value;
use tauri::State;

use crate::choosing::Choices;
use crate::opening::{Scratch, WindowHost, Written};

/// The session of this window.
pub(crate) struct Carried {
    app: Arc<Mutex<App>>,
    /// What the session is busy with; looked at while a command holds the session.
    work: Work,
    log: Log,
    scratch: Scratch,
    choices: Choices,
}

impl Carried {
    /// Where this session writes what happened.
    pub(crate) fn log(&self) -> Log {
        self.log.clone()
    }

    /// A session over the store in a folder; files it writes are noted, papers to look at kept.
    pub(crate) fn new(
        store: PathBuf,
        written: Written,
        scratch: Scratch,
        choices: Choices,
    ) -> Self {
        let host = WindowHost::new(written, scratch.clone(), choices.clone());
        let app = App::new(store, Box::new(host));
        Self {
            work: app.work(),
            log: app.log(),
            scratch,
            choices,
            app: Arc::new(Mutex::new(app)),
        }
    }
}

/// Carries a command to the core, off the window's own thread: an import must not freeze it.
#[tauri::command]
pub(crate) async fn ledger_invoke(
    carried: State<'_, Carried>,
    command: String,
    request: Value,
) -> Result<Value, UserError> {
    let (app, work) = (Arc::clone(&carried.app), carried.work.clone());
    let (scratch, choices) = (carried.scratch.clone(), carried.choices.clone());
    tauri::async_runtime::spawn_blocking(move || {
        let mut app = work.hold(&app, app::gives_way(&command));
        let answer = app.invoke(&command, request);
        if app.is_locked() {
            scratch.clear();
            choices.clear();
        }
        answer
    })
    .await
    .unwrap_or_else(|_| {
        Err(carried.log.noted(UserError::new(
            ErrorCode::Internal,
            "程序内部出错，这一步没有完成",
            "已经保存的内容不会丢失，请关闭程序后重新打开再试",
        )))
    })
}

/// How far the long work is that is going on; nothing when nothing long is.
#[tauri::command]
pub(crate) async fn ledger_work(
    carried: State<'_, Carried>,
) -> Result<Option<Progress>, UserError> {
    Ok(carried.work.look())
}

/// Asks the long work to stop.
#[tauri::command]
pub(crate) async fn ledger_stop(carried: State<'_, Carried>) -> Result<(), UserError> {
    carried.work.stop();
    Ok(())
}
