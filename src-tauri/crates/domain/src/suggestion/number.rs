//! Numbers of suggestions: `{届}-{次|闭}-{3位}`, e.g. 19-3-007, 19-闭-012.

use crate::record::{Column, RecordType, Row, Text, Value};
use crate::suggestion::{Occasion, Suggestion};

/// The number in 第十九届, 第3次会议.
///
/// ```
/// use domain::suggestion::numeral;
///
/// assert_eq!(numeral("第十九届"), Some(19));
/// assert_eq!(numeral("第二十届"), Some(20));
/// assert_eq!(numeral("第3次会议"), Some(3));
/// assert_eq!(numeral("本届"), None);
/// ```
#[must_use]
pub fn numeral(text: &str) -> Option<u32> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        return digits.parse().ok();
    }
    let value = |c: char| "零一二三四五六七八九".chars().position(|it| it == c);
    let (mut tens, mut ones, mut found) = (0, 0, false);
    for c in text.chars() {
        if c == '十' {
            tens = if found { ones } else { 1 };
            ones = 0;
            found = true;
        } else if let Some(value) = value(c) {
            ones = value;
            found = true;
        }
    }
    found.then(|| u32::try_from(tens * 10 + ones).unwrap_or(0))
}

/// The run of numbers in which a suggestion stands: 19-3, 19-闭.
pub(super) fn run(term: Option<&str>, occasion: &str, session: Option<&str>) -> String {
    let term = term.and_then(numeral).unwrap_or(0);
    let session = match session.and_then(numeral) {
        Some(session) if occasion == Occasion::InSession.word() => session.to_string(),
        None if occasion == Occasion::InSession.word() => "会".into(),
        _ => "闭".into(),
    };
    format!("{term}-{session}")
}

/// The number as papers show it; a second PC's has its letter.
#[must_use]
pub fn suggestion_number(kind: &RecordType, row: &Row) -> Option<Value> {
    let text = |column: Column<Text>| row.read(kind, column).unwrap_or("");
    let number = row.read(kind, Suggestion::NUMBER)?;
    let number = format!(
        "{}-{}{number:03}",
        text(Suggestion::BATCH),
        text(Suggestion::SERIES)
    );
    Some(Value::Text(number))
}

/// Whether a text has the form of such a number.
///
/// ```
/// use domain::suggestion::is_own_number;
///
/// assert!(is_own_number("19-闭-012") && is_own_number("19-3-A007"));
/// assert!(!is_own_number("2025-1") && !is_own_number("闭12"));
/// ```
#[must_use]
pub fn is_own_number(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().split('-').collect();
    let [term, _, number] = parts.as_slice() else {
        return false;
    };
    let digits = |it: &str| !it.is_empty() && it.chars().all(|c| c.is_ascii_digit());
    digits(term) && digits(number.trim_start_matches(|c: char| c.is_ascii_alphabetic()))
}
