//! Where a word of a line ends, and where what was said begins.

use crate::reception::line::people;

/// Signs between the parts of a line.
pub(super) const BETWEEN: [char; 9] = [' ', '，', ',', '；', ';', '。', '：', ':', '、'];
/// What only leads over to what was said.
pub(super) const SAYS: [&str; 12] = [
    "来访反映",
    "来电反映",
    "来站反映",
    "前来反映",
    "来反映",
    "反映称",
    "反映",
    "反应",
    "来访称",
    "来说",
    "诉称",
    "称",
];
/// Words before a colon that lead to what was said.
pub(super) const CONTENT_LABELS: [&str; 7] = [
    "反映的主要问题",
    "反映内容",
    "反映问题",
    "主要问题",
    "内容",
    "事由",
    "问题",
];

/// The first word and what follows the sign behind it; signs in brackets part nothing.
pub(super) fn first_word(text: &str) -> (&str, Option<&str>) {
    let mut inside = 0_u8;
    for (at, sign) in text.char_indices() {
        match sign {
            '（' | '(' => inside = inside.saturating_add(1),
            '）' | ')' => inside = inside.saturating_sub(1),
            '、' => {}
            _ if inside == 0 && BETWEEN.contains(&sign) => {
                let after = &text[at + sign.len_utf8()..];
                return (&text[..at], Some(after).filter(|it| !it.trim().is_empty()));
            }
            _ => {}
        }
    }
    (text, None)
}

/// Whether the next word is a person with something behind it.
pub(super) fn person_follows(after: &str) -> bool {
    let (word, rest) = first_word(after.trim_start_matches(BETWEEN));
    let word = split_saying(word).map_or(word, |(before, _)| before);
    (rest.is_some() || word.len() < after.len()) && people::people_in(word).is_some()
}

/// What stands before a word of saying, and from it on.
pub(super) fn split_saying(word: &str) -> Option<(&str, &str)> {
    const MOST: usize = 12;
    SAYS.iter()
        .filter(|it| **it != "称")
        .filter_map(|it| word.find(it))
        .min()
        .filter(|at| *at > 0 && word[..*at].chars().count() <= MOST)
        .map(|at| word.split_at(at))
}

/// What was said without the words that only lead over to it.
pub(super) fn without_saying(text: &str) -> &str {
    let text = text.trim_start_matches(BETWEEN);
    for label in CONTENT_LABELS {
        if let Some(rest) = text.strip_prefix(label)
            && rest.trim_start().starts_with(['：', ':'])
        {
            return rest.trim_start_matches(BETWEEN);
        }
    }
    SAYS.iter()
        .find_map(|it| text.strip_prefix(it))
        .map(|it| it.trim_start_matches(BETWEEN))
        .filter(|it| !it.is_empty())
        .unwrap_or(text)
}

/// Whether more than one matter is told, as people count them.
pub(super) fn several_matters(content: &str) -> bool {
    [
        ("一是", "二是"),
        ("1、", "2、"),
        ("1.", "2."),
        ("①", "②"),
        ("一、", "二、"),
    ]
    .iter()
    .any(|(first, second)| content.contains(first) && content.contains(second))
        || ["另外", "还有就是", "再一个"]
            .iter()
            .any(|it| content.contains(it))
}
