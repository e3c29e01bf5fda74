//! What a command answers, and how it reaches standard output and standard error.

use std::io::Write;
use std::process::ExitCode;

use app::UserError;
use app::wire::ErrorCode;
use serde::Serialize;
use serde_json::Value;

use crate::text::{Text, plain};

/// Result of a command.
pub(crate) type Result<T> = std::result::Result<T, UserError>;

/// An answer for programs and for people, and whether everything asked for was done.
pub(crate) struct Done {
    answer: Value,
    text: Text,
    partly: bool,
}

impl Done {
    /// An answer with its text.
    pub(crate) fn new(answer: &impl Serialize, text: Text) -> Result<Self> {
        let answer = serde_json::to_value(answer)
            .map_err(|error| UserError::new(ErrorCode::Internal, error.to_string(), ""))?;
        Ok(Self {
            answer,
            text,
            partly: false,
        })
    }

    /// Nothing more to say: what there was is told already.
    pub(crate) fn told() -> Self {
        Self {
            answer: Value::Null,
            text: Text::new(),
            partly: false,
        }
    }

    /// Part of what was asked for was left; the answer lists it.
    pub(crate) fn partly(mut self, partly: bool) -> Self {
        self.partly = partly;
        self
    }
}

/// Prints an answer. Status 3 says that part of it was left.
pub(crate) fn print(done: &Done, json: bool) -> ExitCode {
    if json && !done.answer.is_null() {
        tell(&serde_json::to_string(&done.answer).unwrap_or_default());
    } else if !json && !done.text.is_empty() {
        tell(done.text.as_str());
    }
    ExitCode::from(if done.partly { 3 } else { 0 })
}

/// Writes to standard output; a closed pipe is no fault of ours.
pub(crate) fn tell(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{}", text.trim_end());
    let _ = out.flush();
}

/// Writes to standard error.
pub(crate) fn warn(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", text.trim_end());
}

/// One sentence on standard error: what is wrong and what to do.
pub(crate) fn complain(error: &UserError) {
    let mut sentence = plain(&error.message);
    if let Some(hint) = &error.hint {
        if !sentence.ends_with(['。', '！', '？']) {
            sentence.push('。');
        }
        sentence.push_str(&plain(hint));
    }
    if !sentence.ends_with('。') {
        sentence.push('。');
    }
    warn(&sentence);
}
