//! The one shape of errors at the edge.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// What sort of refusal it is; screens switch on this, never on text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// No office is founded or opened here yet.
    NoStore,
    /// The store asks for a password, card or key file.
    Locked,
    /// Password or card do not fit.
    WrongSecret,
    /// The step asks for the password once more; the command `reauthenticate` takes it.
    PasswordAgain,
    /// The page is not inside: its address is used up, or another page took its place.
    Outside,
    /// Another process holds the store.
    Held,
    /// The folder is no place for a store.
    UnsafePlace,
    /// A field of a record is at fault; `faults` lists which.
    Invalid,
    /// No such register, record, field, operation or form.
    NotFound,
    /// Not possible now; nothing is wrong.
    Precondition,
    /// The person stopped it; everything is as before.
    Cancelled,
    /// The request itself is malformed.
    BadRequest,
    /// A spreadsheet that cannot be read.
    Sheet,
    /// A file that cannot be read or written.
    File,
    /// No space left.
    DiskFull,
    /// The store is damaged.
    Damaged,
    /// Characters that no font has, or another fault of printing.
    Print,
    /// Anything else of the machine.
    Internal,
}

/// One field at fault.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct FaultAt {
    /// Its key.
    pub field: String,
    /// Its label.
    pub label: String,
    /// What is wrong.
    pub reason: String,
    /// What to do.
    pub hint: String,
    /// What somebody else wrote there since it was looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub stands: Option<Stands>,
}

/// A value that somebody else wrote meanwhile.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Stands {
    /// The value as people read it; empty for an emptied field.
    pub text: String,
    /// Who wrote it; may be empty.
    pub who: String,
    /// When, `YYYY-MM-DD HH:MM`; may be empty.
    pub when: String,
}

/// A refusal in the clerk's words: what is wrong, where, what to do.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(test, derive(TS))]
#[error("{message}{}", .hint.as_ref().map(|it| format!("。{it}")).unwrap_or_default())]
pub struct UserError {
    /// Its sort.
    pub code: ErrorCode,
    /// What is wrong and where.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// Fields at fault, where a record was refused.
    pub faults: Vec<FaultAt>,
    /// Six digits under which the log file has it, short enough for the telephone.
    #[serde(default)]
    pub id: Option<String>,
    /// What lies behind it, as codes for the log; it never crosses the edge.
    #[serde(skip)]
    pub(crate) cause: Option<Box<str>>,
}

impl UserError {
    /// A refusal with its remedy.
    #[must_use]
    pub fn new(code: ErrorCode, message: impl Into<String>, hint: impl Into<String>) -> Self {
        let hint = hint.into();
        Self {
            code,
            message: message.into(),
            hint: (!hint.is_empty()).then_some(hint),
            faults: Vec::new(),
            id: None,
            cause: None,
        }
    }

    /// Keeps for the log what lies behind it.
    #[must_use]
    pub(crate) fn because(mut self, error: &(dyn std::error::Error + 'static)) -> Self {
        self.cause = Some(crate::codes::codes_of(error).into_boxed_str());
        self
    }
}
