//! What a spreadsheet allows in its texts and names.

use std::borrow::Cow;

/// Characters of a cell, the limit of Excel.
const LONGEST_CELL: usize = 32_767;
/// Stands at the end of a text that was cut to that limit.
const CUT: &str = "……（内容过长，余下部分请看原记录）";

/// A text that fits a cell: control characters that no XML can hold are left out, and a text
/// longer than Excel's limit is cut, visibly.
pub(super) fn cell(text: &str) -> Cow<'_, str> {
    let forbidden = |c: char| {
        (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    let mut fitting = Cow::Borrowed(text);
    if text.contains(forbidden) {
        fitting = Cow::Owned(text.replace(forbidden, ""));
    }
    // Excel counts UTF-16 units.
    if fitting.len() > LONGEST_CELL && fitting.encode_utf16().count() > LONGEST_CELL {
        let room = LONGEST_CELL - CUT.chars().count();
        let mut units = 0;
        let kept: String = fitting
            .chars()
            .take_while(|c| {
                units += c.len_utf16();
                units <= room
            })
            .collect();
        fitting = Cow::Owned(kept + CUT);
    }
    fitting
}

/// A name that a sheet may have: at most 31 characters, none of `[]:*?/\`, no apostrophe at the
/// ends.
pub(super) fn sheet_name(title: &str) -> String {
    let mut units = 0;
    let name: String = title
        .chars()
        .map(|c| {
            if c < ' ' || "[]:*?/\\：？".contains(c) {
                '-'
            } else {
                c
            }
        })
        .take_while(|c| {
            units += c.len_utf16();
            units <= 31
        })
        .collect();
    let name = name.trim_matches('\'').trim();
    if name.is_empty() || name.eq_ignore_ascii_case("history") {
        return "表".to_owned();
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_fit_their_cell() {
        assert_eq!(
            cell("北营房镇\n𬱟"),
            "北营房镇\n𬱟",
            "ordinary text is left alone"
        );
        assert_eq!(cell("a\u{1}b"), "ab", "what no file can hold is left out");
        let cut = cell(&"𬱟".repeat(20_000)).into_owned();
        assert!(
            cut.encode_utf16().count() <= LONGEST_CELL && cut.ends_with(CUT),
            "cut visibly"
        );
    }

    #[test]
    fn names_fit_their_tab() {
        assert_eq!(
            sheet_name("2023/2024年[接待]"),
            "2023-2024年-接待-",
            "signs are replaced"
        );
        assert_eq!(sheet_name("''"), "表", "never empty");
        assert_eq!(
            sheet_name(&"长".repeat(40)).chars().count(),
            31,
            "never too long"
        );
    }
}
