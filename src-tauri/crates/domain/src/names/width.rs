//! Full-width and half-width forms of the same sign.
//!
//! Input methods leave digits and letters in full width; a person reading the cell sees no
//! difference. Only the signs with an ASCII counterpart are folded: Chinese characters, also those of the
//! compatibility block, are never touched (NFKC would change them into other characters).

/// The ASCII counterpart of a full-width sign (`Ａ` → `A`, `１` → `1`, `　` → space), else the sign
/// itself.
///
/// ```
/// assert_eq!(domain::names::width::narrow('１'), '1');
/// assert_eq!(domain::names::width::narrow('王'), '王');
/// ```
pub fn narrow(sign: char) -> char {
    match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
        '\u{3000}' => ' ',
        _ => sign,
    }
}

/// Signs that show nothing and only get in by copying: spaces of any width, tabs, line ends,
/// joiners, marks of direction and byte order.
///
/// ```
/// assert!(domain::names::width::is_blank('\u{200b}'));
/// ```
pub fn is_blank(sign: char) -> bool {
    sign.is_whitespace()
        || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// Whether the sign is a Chinese character (ideographs of all planes, compatibility ones and 〇).
///
/// ```
/// assert!(domain::names::width::is_han('𠮷'));
/// assert!(!domain::names::width::is_han('·'));
/// ```
pub fn is_han(sign: char) -> bool {
    matches!(sign,
        '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_signs_with_an_ascii_twin_are_narrowed() {
        assert_eq!(
            "ＡＢ１２－（".chars().map(narrow).collect::<String>(),
            "AB12-(",
            "twins"
        );
        assert_eq!(
            narrow('\u{f9d1}'),
            '\u{f9d1}',
            "a compatibility ideograph stays itself"
        );
        assert_eq!(narrow('。'), '。', "Chinese punctuation has no twin");
    }
}
