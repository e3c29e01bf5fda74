//! What the program prints.

use std::io::Write;
use std::process::ExitCode;

use app::UserError;
use serde::Serialize;
use serde_json::Value;

/// An answer and whether everything asked for was done.
pub(crate) struct Done {
    answer: Value,
    partly: bool,
}

impl Done {
    pub(crate) fn of(answer: Value) -> Self {
        Self {
            answer,
            partly: false,
        }
    }

    pub(crate) fn from(answer: &impl Serialize) -> Result<Self, UserError> {
        let answer = serde_json::to_value(answer).map_err(|error| {
            UserError::new(app::wire::ErrorCode::Internal, error.to_string(), "")
        })?;
        Ok(Self::of(answer))
    }

    pub(crate) fn partly(mut self, partly: bool) -> Self {
        self.partly = partly;
        self
    }
}

/// Prints an answer; 3 says that part of it was left, and the answer lists what.
pub(crate) fn print(done: &Done, json: bool) -> ExitCode {
    // What was told while it went on is not answered a second time.
    if done.answer.is_null() {
        return ExitCode::SUCCESS;
    }
    let text = if json {
        serde_json::to_string(&done.answer).unwrap_or_default()
    } else {
        let mut text = String::new();
        plain(&done.answer, 0, &mut text);
        text
    };
    tell(text.trim_end());
    ExitCode::from(if done.partly { 3 } else { 0 })
}

/// One line on standard output; a closed pipe is no fault of ours.
pub(crate) fn tell(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
}

/// One line on standard error: what is wrong, what to do, and the number under which the log has it.
pub(crate) fn complain(error: &UserError) {
    let mut sentence = error.message.clone();
    if let Some(hint) = &error.hint {
        sentence.push('。');
        sentence.push_str(hint);
    }
    if !sentence.ends_with('。') {
        sentence.push('。');
    }
    if let Some(id) = &error.id {
        sentence.push_str(&format!("编号 {id}。"));
    }
    let _ = writeln!(std::io::stderr().lock(), "{sentence}");
}

/// An answer for reading: one line per value, rows of a list in one line each.
fn plain(value: &Value, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::Null => {}
                    Value::Array(items) if items.is_empty() => {}
                    Value::Object(_) | Value::Array(_) => {
                        text.push_str(&format!("{indent}{name}：\n"));
                        plain(value, depth + 1, text);
                    }
                    value => text.push_str(&format!("{indent}{name}：{}\n", word(value))),
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                match item {
                    Value::Object(fields) => {
                        let line: Vec<String> = fields
                            .iter()
                            .filter(|(_, value)| !value.is_null())
                            .map(|(name, value)| format!("{name}={}", word(value)))
                            .collect();
                        text.push_str(&format!("{indent}{}\n", line.join("  ")));
                    }
                    item => text.push_str(&format!("{indent}{}\n", word(item))),
                }
            }
        }
        value => text.push_str(&format!("{indent}{}\n", word(value))),
    }
}

fn word(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "是".into(),
        Value::Bool(false) => "否".into(),
        other => other.to_string(),
    }
}
