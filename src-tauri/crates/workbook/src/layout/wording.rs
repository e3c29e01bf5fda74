/// A heading as it is compared: without spaces, line breaks, `*`, `：` and numbering signs;
/// full-width letters and digits as half-width, brackets as round ones.
pub fn normalised(heading: &str) -> String {
    signs(heading).collect()
}

/// Whether a text says the same as a normalised heading.
pub(super) fn says(text: &str, normalised: &str) -> bool {
    signs(text).eq(normalised.chars())
}

fn signs(heading: &str) -> impl Iterator<Item = char> + '_ {
    heading
        .chars()
        .map(domain::names::radicals::unified)
        .filter_map(|c| match c {
            '（' | '[' | '【' | '〔' => Some('('),
            '）' | ']' | '】' | '〕' => Some(')'),
            '*' | '＊' | '★' | '※' | ':' | '：' | '、' | '，' | ',' | '.' | '。' | '"' | '“'
            | '”' | '_' | '\u{200b}' | '\u{feff}' => None,
            c if c.is_whitespace() => None,
            '！'..='～' => char::from_u32(c as u32 - 0xFEE0),
            c => Some(c),
        })
        .flat_map(small)
}

/// A character as a small letter. Chinese characters, of which cells are full, have no case.
fn small(sign: char) -> impl Iterator<Item = char> {
    let cased = !('\u{2e80}'..='\u{9fff}').contains(&sign);
    let other = cased.then(|| sign.to_lowercase());
    (!cased)
        .then_some(sign)
        .into_iter()
        .chain(other.into_iter().flatten())
}

/// A heading as it is shown: line breaks and runs of spaces as one space or, between Chinese
/// characters, none.
pub(super) fn shown(heading: &str) -> String {
    let parts: Vec<&str> = heading.split_whitespace().collect();
    let mut text = String::new();
    for part in parts {
        let joins_latin = text.ends_with(|c: char| c.is_ascii_alphanumeric())
            && part.starts_with(|c: char| c.is_ascii_alphanumeric());
        if joins_latin {
            text.push(' ');
        }
        text.push_str(part);
    }
    text
}

/// A normalised heading in pieces: 备注(代表层级) is 备注 with the note 代表层级.
pub(super) fn without_notes(normalised: &str) -> (String, Vec<String>) {
    let (mut bare, mut notes) = (String::new(), Vec::new());
    let mut note = String::new();
    let mut depth = 0_u32;
    for c in normalised.chars() {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => {
                depth -= 1;
                if depth == 0 && !note.is_empty() {
                    notes.push(std::mem::take(&mut note));
                }
            }
            c if depth > 0 => note.push(c),
            c => bare.push(c),
        }
    }
    (bare, notes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_compare_without_their_dress() {
        for (heading, same) in [
            ("姓  名", "姓名"),
            ("出生\n年月", "出生年月"),
            ("* 姓名：", "姓名"),
            ("备注（代表层级）", "备注(代表层级)"),
            ("ＩＤ号", "id号"),
        ] {
            assert_eq!(normalised(heading), same, "{heading:?}");
        }
        assert_eq!(shown("出生\n年月"), "出生年月", "shown in one line");
        assert_eq!(shown("QQ  number"), "QQ number", "words stay apart");
        assert_eq!(
            without_notes("备注(代表层级)"),
            ("备注".to_owned(), vec!["代表层级".to_owned()]),
            "the note is an alias"
        );
    }
}
