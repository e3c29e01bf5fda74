//! 履职台账 as a desktop window: carries the pages' commands to the core, offers the system's file
//! dialogs, and opens what was printed in the system's reader. No rule of the field lives here.
//!
//! The store lies in `LVZHI_STORE`, else in the user's own data folder.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod carried;
mod choosing;
mod display;
mod opening;

use std::process::{Command, ExitCode};

use tauri::Manager as _;

use crate::carried::Carried;
use crate::choosing::Choices;
use crate::opening::{Scratch, Written};

/// No window can be shown on this machine; the browser host still can.
const NO_WINDOW: u8 = 4;

fn main() -> ExitCode {
    if !display::is_there() {
        return without_window("这台电脑没有图形界面");
    }
    let written = Written::default();
    let choices = Choices::default();
    let store = app::default_store_dir();
    let scratch = Scratch::beside(&store);
    let (beginning, ending) = (scratch.clone(), scratch.clone());
    let carried = Carried::new(store, written.clone(), scratch.clone(), choices.clone());
    let log = carried.log();
    log.watch_panics();
    let running = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| {
            if let Some(window) = app.get_webview_window("main") {
                // Whichever of the two fails, the window that runs is the one to use.
                let _ = window.unminimize();
                let _ = window.set_focus();
            }
        }))
        .plugin(tauri_plugin_dialog::init())
        .manage(carried)
        .manage(written)
        .manage(scratch)
        .manage(choices)
        .manage(log)
        .setup(move |_| {
            // A second start has ended by now, so these are papers of a run that was killed.
            beginning.clear();
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![
            carried::ledger_invoke,
            carried::ledger_work,
            carried::ledger_stop,
            choosing::choose_file,
            choosing::choose_folder,
            choosing::choose_target,
            opening::open_store_folder,
            opening::open_written,
            opening::read_scratch
        ])
        .build(tauri::generate_context!());
    match running {
        Ok(window) => {
            let code = window.run_return(move |_, event| {
                if matches!(event, tauri::RunEvent::Exit) {
                    ending.clear();
                }
            });
            ExitCode::from(u8::try_from(code).unwrap_or(1))
        }
        Err(error) => without_window(&format!("窗口打不开（{error}）")),
    }
}

/// Hands over to the pages in the browser. Whoever was started by `presidium open` only says that
/// no window came: that program then serves them itself.
fn without_window(reason: &str) -> ExitCode {
    let name = format!("presidium{}", std::env::consts::EXE_SUFFIX);
    let beside = std::env::current_exe().map(|it| it.with_file_name(name));
    let asked = std::env::var_os("LVZHI_OPENED_BY").is_some();
    if let Ok(program) = beside.as_ref()
        && !asked
        && Command::new(program)
            .args(["serve", "--open"])
            .spawn()
            .is_ok()
    {
        eprintln!("{reason}，改用本机浏览器");
        return ExitCode::SUCCESS;
    }
    eprintln!("{reason}。请改用浏览器：运行 presidium serve，再打开它给出的地址");
    ExitCode::from(NO_WINDOW)
}
