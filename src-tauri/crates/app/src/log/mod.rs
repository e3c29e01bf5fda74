//! The log file: what the program did and what failed, without any text of the office's records.
//!
//! Events are written through `tracing`, by this program's crates alone. Two things keep personal
//! data out: [`fields`] writes numbers and short technical words and drops every other value, and an
//! error is written as its codes (`codes`), never as its sentence. The files lie in a folder
//! beside the store, since nothing may lie in the store's folder before an office is founded.

mod fields;
mod file;

use std::hash::{BuildHasher as _, RandomState};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tracing::{Dispatch, dispatcher};

pub(crate) use file::LogFile;

use crate::wire::{ErrorCode, UserError};

/// The log of one store. Copies write into the same file.
///
/// ```
/// let folder = std::env::temp_dir().join("lvzhi-doc");
/// let log = app::Log::beside(&folder);
/// let refused = log.noted(app::UserError::new(app::wire::ErrorCode::File, "没有这个文件", ""));
/// assert_eq!(refused.id.map(|it| it.len()), Some(6), "six digits for the telephone");
/// ```
#[derive(Clone)]
pub struct Log {
    file: LogFile,
    dispatch: Dispatch,
}

impl Log {
    /// The log of the store in this folder, which need not exist yet. Nothing is written before the
    /// first event; where the disk refuses, the log is lost and the program goes on.
    #[must_use]
    pub fn beside(store: &Path) -> Self {
        let file = LogFile::new(folder_of(store));
        Self {
            dispatch: Dispatch::new(fields::Writer::new(file.clone())),
            file,
        }
    }

    /// Events of this thread go here while `body` runs.
    pub fn within<Answer>(&self, body: impl FnOnce() -> Answer) -> Answer {
        dispatcher::with_default(&self.dispatch, body)
    }

    /// Gives a refusal its number and writes it down under that; one that has a number keeps it.
    #[must_use]
    pub fn noted(&self, error: UserError) -> UserError {
        self.within(|| note(error, "host", Duration::ZERO))
    }

    /// Writes down where in the program a panic happened, beside what the system says of it. The
    /// message of a panic may hold anything and is left out.
    pub fn watch_panics(&self) {
        let log = self.clone();
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let (file, line) = panic
                .location()
                .map_or(("", 0), |it| (it.file(), it.line()));
            log.within(|| tracing::error!(file = base_name(file), line, "panic"));
            before(panic);
        }));
    }

    /// The files, oldest first: names and contents.
    pub(crate) fn read(&self) -> Vec<(String, String)> {
        self.file.read()
    }
}

/// Writes a refusal down and gives it its number.
pub(crate) fn note(mut error: UserError, command: &'static str, took: Duration) -> UserError {
    // A mistyped folder gets no log beside it.
    if error.id.is_some() || error.code == ErrorCode::NoStore {
        return error;
    }
    let id = fresh_id();
    let ms = milliseconds(took);
    let code = word_of(error.code);
    let cause = error.cause.as_deref().unwrap_or("-");
    let faults = error.faults.len();
    if is_calm(error.code) {
        tracing::info!(command, ms, code, id, faults, cause, "refused");
    } else {
        tracing::warn!(command, ms, code, id, faults, cause, "failed");
    }
    error.id = Some(id.to_string());
    error
}

/// Whole milliseconds.
pub(crate) fn milliseconds(took: Duration) -> u64 {
    u64::try_from(took.as_millis()).unwrap_or(u64::MAX)
}

/// Where the log of a store lies.
fn folder_of(store: &Path) -> PathBuf {
    let mut name = store.file_name().unwrap_or_default().to_owned();
    name.push(".log");
    store.with_file_name(name)
}

/// Six digits that differ from one refusal to the next.
fn fresh_id() -> u64 {
    100_000 + RandomState::new().hash_one(std::process::id()) % 900_000
}

/// Nothing is wrong with program or machine: a person did what cannot be done now.
fn is_calm(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::NoStore
            | ErrorCode::Locked
            | ErrorCode::WrongSecret
            | ErrorCode::PasswordAgain
            | ErrorCode::Outside
            | ErrorCode::Invalid
            | ErrorCode::NotFound
            | ErrorCode::Precondition
            | ErrorCode::Cancelled
    )
}

/// The code's word on the wire, without asking the serialiser.
const fn word_of(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::NoStore => "no_store",
        ErrorCode::Locked => "locked",
        ErrorCode::WrongSecret => "wrong_secret",
        ErrorCode::PasswordAgain => "password_again",
        ErrorCode::Outside => "outside",
        ErrorCode::Held => "held",
        ErrorCode::UnsafePlace => "unsafe_place",
        ErrorCode::Invalid => "invalid",
        ErrorCode::NotFound => "not_found",
        ErrorCode::Precondition => "precondition",
        ErrorCode::Cancelled => "cancelled",
        ErrorCode::BadRequest => "bad_request",
        ErrorCode::Sheet => "sheet",
        ErrorCode::File => "file",
        ErrorCode::DiskFull => "disk_full",
        ErrorCode::Damaged => "damaged",
        ErrorCode::Print => "print",
        ErrorCode::Internal => "internal",
    }
}

/// The last part of a path of sources, whatever machine built the program.
fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_found_under_its_number_and_without_its_words() {
        let folder = tempfile::tempdir().unwrap();
        let log = Log::beside(&folder.path().join("台账"));
        let system = std::io::Error::other("王秀兰 13800138000");
        let error =
            UserError::new(ErrorCode::File, "写入“王秀兰.pdf”时：系统出错", "").because(&system);
        let error = log.noted(error);
        let id = error.id.clone().expect("it has a number");
        assert_eq!(
            log.noted(error.clone()),
            error,
            "one number for one refusal"
        );
        let text: String = log.read().into_iter().map(|(_, text)| text).collect();
        assert!(text.contains(&format!("id={id}")), "{text}");
        assert!(text.contains("code=file"), "{text}");
        assert_eq!(text.lines().count(), 1, "written once");
        for word in ["王秀兰", "13800138000"] {
            assert!(!text.contains(word), "{word} is nobody's business: {text}");
        }
    }
}
