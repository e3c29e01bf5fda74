//! The system's dialogs. A page never holds a path: it gets a handle for what a person chose, and only
//! such a handle leads to the disk.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use app::wire::ErrorCode;
use app::{Log, UserError};
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, State};
use tauri_plugin_dialog::{DialogExt as _, FileDialogBuilder, FilePath};

/// Choices that are remembered; older ones make room.
const KEPT: usize = 64;

/// What a choice may be used for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Purpose {
    /// A file to read.
    Read,
    /// A file to write.
    Write,
    /// A folder to write into.
    Folder,
}

struct Choice {
    handle: String,
    path: PathBuf,
    purpose: Purpose,
}

/// What was chosen in this run.
#[derive(Clone, Default)]
pub(crate) struct Choices(Arc<Mutex<VecDeque<Choice>>>);

/// A choice as the page sees it.
#[derive(Serialize)]
pub(crate) struct Chosen {
    handle: String,
    name: String,
}

/// Which files a dialog offers.
#[derive(Deserialize)]
pub(crate) struct Sort {
    name: String,
    extensions: Vec<String>,
}

impl Choices {
    /// Remembers a choice. The handle ends in the name, whose ending tells what is wanted.
    ///
    /// # Errors
    /// The machine gives no random bytes.
    pub(crate) fn keep(&self, path: PathBuf, purpose: Purpose) -> Result<Chosen, UserError> {
        let mut bytes = [0_u8; 16];
        getrandom::fill(&mut bytes).map_err(|_| {
            UserError::new(
                ErrorCode::Internal,
                "电脑没有给出随机数",
                "请重新启动程序再试",
            )
        })?;
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let name = path.file_name().map_or_else(
            || path.display().to_string(),
            |it| it.to_string_lossy().into_owned(),
        );
        let handle = format!("{digits}~{name}");
        let mut kept = self.kept();
        kept.push_back(Choice {
            handle: handle.clone(),
            path,
            purpose,
        });
        let surplus = kept.len().saturating_sub(KEPT);
        kept.drain(..surplus);
        Ok(Chosen { handle, name })
    }

    /// What a handle stands for.
    pub(crate) fn find(&self, handle: &str) -> Option<(PathBuf, Purpose)> {
        let kept = self.kept();
        let found = kept.iter().find(|it| it.handle == handle)?;
        Some((found.path.clone(), found.purpose))
    }

    /// Forgets every choice.
    pub(crate) fn clear(&self) {
        self.kept().clear();
    }

    fn kept(&self) -> MutexGuard<'_, VecDeque<Choice>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lets a person choose a file to read; nothing when they think better of it.
#[tauri::command]
pub(crate) async fn choose_file(
    app: AppHandle,
    choices: State<'_, Choices>,
    log: State<'_, Log>,
    sort: Sort,
) -> Result<Option<Chosen>, UserError> {
    let dialog = offering(app.dialog().file(), &sort);
    let path = asked(dialog, FileDialogBuilder::blocking_pick_file).await;
    chosen(&choices, &log, path, Purpose::Read)
}

/// Lets a person choose where to write.
#[tauri::command]
pub(crate) async fn choose_target(
    app: AppHandle,
    choices: State<'_, Choices>,
    log: State<'_, Log>,
    suggested: String,
    sort: Sort,
) -> Result<Option<Chosen>, UserError> {
    let ending = sort.extensions.first().cloned();
    let dialog = offering(app.dialog().file(), &sort).set_file_name(suggested);
    let path = asked(dialog, FileDialogBuilder::blocking_save_file).await;
    let path = path.map(|it| with_ending(it, ending.as_deref()));
    chosen(&choices, &log, path, Purpose::Write)
}

/// Lets a person choose a folder or stick.
#[tauri::command]
pub(crate) async fn choose_folder(
    app: AppHandle,
    choices: State<'_, Choices>,
    log: State<'_, Log>,
) -> Result<Option<Chosen>, UserError> {
    let dialog = app.dialog().file().set_title("拷到哪里");
    let path = asked(dialog, FileDialogBuilder::blocking_pick_folder).await;
    chosen(&choices, &log, path, Purpose::Folder)
}

fn offering(dialog: FileDialogBuilder<tauri::Wry>, sort: &Sort) -> FileDialogBuilder<tauri::Wry> {
    let endings: Vec<&str> = sort.extensions.iter().map(String::as_str).collect();
    dialog.add_filter(&sort.name, &endings)
}

/// Shows the dialog off the window's own thread and waits for it.
async fn asked(
    dialog: FileDialogBuilder<tauri::Wry>,
    show: fn(FileDialogBuilder<tauri::Wry>) -> Option<FilePath>,
) -> Option<PathBuf> {
    if let Some(prepared) = prepared() {
        return Some(prepared);
    }
    let shown = tauri::async_runtime::spawn_blocking(move || show(dialog));
    shown.await.ok().flatten()?.into_path().ok()
}

/// Tests of the window cannot work the system's dialogs: the next line of this file answers for
/// them. Only builds for development look for it.
#[cfg(debug_assertions)]
fn prepared() -> Option<PathBuf> {
    let file = std::env::var_os("LVZHI_CHOICES")?;
    let text = std::fs::read_to_string(&file).ok()?;
    let (first, rest) = text.split_once('\n')?;
    std::fs::write(&file, rest).ok()?;
    Some(first.into())
}

#[cfg(not(debug_assertions))]
fn prepared() -> Option<PathBuf> {
    None
}

/// Some systems' dialogs leave the ending to whoever types the name.
fn with_ending(path: PathBuf, ending: Option<&str>) -> PathBuf {
    let has = |ending: &str| {
        Path::new(&path)
            .extension()
            .is_some_and(|it| it.eq_ignore_ascii_case(ending))
    };
    match ending {
        Some(ending) if !has(ending) => {
            let mut name = path.clone().into_os_string();
            name.push(".");
            name.push(ending);
            name.into()
        }
        _ => path,
    }
}

fn chosen(
    choices: &Choices,
    log: &Log,
    path: Option<PathBuf>,
    purpose: Purpose,
) -> Result<Option<Chosen>, UserError> {
    path.map(|it| choices.keep(it, purpose))
        .transpose()
        .map_err(|error| log.noted(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_stands_for_what_was_chosen_and_nothing_else() {
        let choices = Choices::default();
        let path = PathBuf::from("/home/a/名册.xlsx");
        let chosen = choices.keep(path.clone(), Purpose::Read).unwrap();
        assert_eq!(chosen.name, "名册.xlsx");
        assert_eq!(choices.find(&chosen.handle), Some((path, Purpose::Read)));
        for bad in ["/home/a/名册.xlsx", "名册.xlsx", ""] {
            assert_eq!(choices.find(bad), None, "{bad} was not chosen");
        }
        choices.clear();
        assert_eq!(choices.find(&chosen.handle), None, "a lock forgets it");
    }

    #[test]
    fn a_name_without_its_ending_gets_it() {
        for (typed, wanted) in [("a", "a.pdf"), ("a.PDF", "a.PDF"), ("a.x", "a.x.pdf")] {
            assert_eq!(
                with_ending(typed.into(), Some("pdf")),
                PathBuf::from(wanted)
            );
        }
    }
}
