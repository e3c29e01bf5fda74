//! Running numbers in words: those that follow one another are one span.

/// The spans of ascending numbers, each by its first and last.
///
/// ```
/// use domain::amounts::spans;
/// assert_eq!(spans([1, 2, 3, 5]), [(1, 3), (5, 5)]);
/// ```
pub fn spans(numbers: impl IntoIterator<Item = i64>) -> Vec<(i64, i64)> {
    let mut spans: Vec<(i64, i64)> = Vec::new();
    for number in numbers {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == number || *last == number => *last = number,
            _ => spans.push((number, number)),
        }
    }
    spans
}

/// A span of numbers of a series as it is read aloud; the first PC's series has no letter.
///
/// ```
/// use domain::amounts::span_in_words;
/// assert_eq!(span_in_words("", 2, 501), "第2号至第501号");
/// assert_eq!(span_in_words("B", 3, 3), "第B3号");
/// ```
#[must_use]
pub fn span_in_words(series: &str, first: i64, last: i64) -> String {
    match first == last {
        true => format!("第{series}{first}号"),
        false => format!("第{series}{first}号至第{series}{last}号"),
    }
}

/// Ascending numbers of a series as a list on paper writes them, without 第 and 号. Two that follow one
/// another stand side by side, more are a span.
///
/// ```
/// use domain::amounts::short_spans;
/// assert_eq!(short_spans("", [1, 2, 3, 5, 7, 8]), "1—3、5、7、8");
/// assert_eq!(short_spans("B", [1, 2, 3]), "B1—B3");
/// ```
#[must_use]
pub fn short_spans(series: &str, numbers: impl IntoIterator<Item = i64>) -> String {
    let words = spans(numbers)
        .into_iter()
        .map(|(first, last)| match last - first {
            0 => format!("{series}{first}"),
            1 => format!("{series}{first}、{series}{last}"),
            _ => format!("{series}{first}—{series}{last}"),
        });
    words.collect::<Vec<_>>().join("、")
}
