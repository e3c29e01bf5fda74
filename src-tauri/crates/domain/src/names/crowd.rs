//! How many people came, written where a name was asked for.

use super::width::narrow;

/// Whom such a number counts, where it says so.
const CROWDS: [&str; 8] = [
    "群众",
    "村民",
    "选民",
    "居民",
    "业主",
    "住户",
    "来访人",
    "来访群众",
];
const MEASURES: [&str; 6] = ["人", "名", "位", "户", "人次", "余人"];

/// The number of people in a text that names nobody.
///
/// ```
/// use domain::names::crowd::count;
/// assert_eq!(count("13人"), Some(13));
/// assert_eq!(count("村民 １２ 名"), Some(12));
/// assert_eq!(count("8位群众"), Some(8));
/// assert_eq!(count("王五"), None);
/// assert_eq!(count("13"), None);
/// ```
#[must_use]
pub fn count(text: &str) -> Option<u32> {
    let text: String = text
        .chars()
        .filter(|it| !it.is_whitespace())
        .map(narrow)
        .collect();
    let whom = |it: &str| it.is_empty() || CROWDS.contains(&it.trim_end_matches('等'));
    let from = text.find(|it: char| it.is_ascii_digit())?;
    let (before, rest) = text.split_at(from);
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let (number, rest) = rest.split_at(digits);
    let counted = MEASURES
        .iter()
        .filter_map(|it| rest.strip_prefix(it))
        .any(whom);
    if !whom(before) || !counted {
        return None;
    }
    number.parse().ok().filter(|it| *it > 0)
}
