//! A name as it is kept: without the spaces and stray dots that Excel sheets put into it.
//!
//! Nothing is normalised by Unicode's rules: a compatibility ideograph in a name is the name. Radicals
//! that look like a character are replaced by it, and variation selectors, which show nothing, go.

use thiserror::Error;

use super::radicals::unified;
use super::width::{is_blank, is_han, narrow};

/// Longest name by code points; names of minorities with several parts fit.
pub const LONGEST: usize = 50;

/// What keeps a text from being one person's name.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NameFault {
    /// Nothing but spaces.
    #[error("姓名是空的")]
    Empty,
    /// More than [`LONGEST`] characters.
    #[error("姓名有{found}个字，最多{LONGEST}个")]
    TooLong {
        /// Characters found.
        found: usize,
    },
    /// A digit.
    #[error("姓名“{name}”中有数字“{digit}”")]
    Digit {
        /// The cleaned name.
        name: String,
        /// The digit found.
        digit: char,
    },
    /// A sign that separates people: several names in one cell.
    #[error("姓名“{name}”中有“{sign}”，像是几个人的姓名")]
    Several {
        /// The cleaned name.
        name: String,
        /// The sign between the names.
        sign: char,
    },
    /// Two whole names with a blank between them.
    #[error("“{written}”像是几个人的姓名")]
    People {
        /// As written, in one line.
        written: String,
    },
    /// A sign that a name cannot have: control character, quotation mark, asterisk …
    #[error("姓名“{name}”中有不能用于姓名的符号“{}”", visible(*sign))]
    Sign {
        /// The cleaned name.
        name: String,
        /// The sign found.
        sign: char,
    },
    /// A character of a private area or the mark of a lost one: a rare character in an old code.
    #[error("姓名“{name}”中有一个字在原文件里用的是旧编码，无法辨认")]
    Lost {
        /// The cleaned name.
        name: String,
    },
}

impl NameFault {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty => "请填写姓名",
            Self::TooLong { .. } => "请检查是否把别的内容填进了姓名栏",
            Self::Digit { .. } => "请删去姓名中的数字",
            Self::Several { .. } | Self::People { .. } => "请一人填一行",
            Self::Sign { .. } => "请删去这个符号",
            Self::Lost { .. } => "请按身份证重新输入这个字",
        }
    }
}

fn visible(sign: char) -> String {
    if sign.is_control() {
        format!("U+{:04X}", u32::from(sign))
    } else {
        sign.to_string()
    }
}

/// The name as it is kept: spaces between Chinese characters gone, one space between words of
/// letters, the dot between parts always `·` (U+00B7), full-width letters and digits narrowed.
///
/// ```
/// use domain::names::clean::clean;
/// assert_eq!(clean(" 王　明 "), "王明");
/// assert_eq!(clean("买买提•艾山"), "买买提·艾山");
/// ```
pub fn clean(name: &str) -> String {
    let mut cleaned = String::with_capacity(name.len());
    let mut blank = false;
    let written = name.chars().filter(|sign| !is_selector(*sign));
    let mut signs = written.map(letter).peekable();
    while let Some(sign) = signs.next() {
        if is_blank(sign) {
            blank = true;
            continue;
        }
        let last = cleaned.chars().next_back();
        if is_dot(sign, last, signs.peek().copied()) {
            if last.is_some_and(|last| last != '·') {
                cleaned.push('·');
            }
            blank = false;
            continue;
        }
        if blank && !is_han(sign) && last.is_some_and(|last| last != '·' && !is_han(last)) {
            cleaned.push(' ');
        }
        blank = false;
        cleaned.push(sign);
    }
    cleaned.truncate(cleaned.trim_end_matches('·').len());
    cleaned
}

/// Letters, digits and brackets in their narrow or wide form as names are written; brackets keep
/// the Chinese form.
fn letter(sign: char) -> char {
    let sign = unified(sign);
    match narrow(sign) {
        narrow if narrow.is_ascii_alphanumeric() || narrow == ' ' => narrow,
        '(' => '（',
        ')' => '）',
        '.' if sign != '.' => '·',
        _ => sign,
    }
}

/// Variation selectors: they choose among the glyphs of one character and show nothing.
fn is_selector(sign: char) -> bool {
    matches!(sign, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Dots that stand between the parts of a name. The full stop is one between Chinese characters
/// only, so that `J. Smith` keeps his.
fn is_dot(sign: char, before: Option<char>, after: Option<char>) -> bool {
    match sign {
        '·' | '•' | '‧' | '∙' | '⋅' | '・' | '･' | '●' | '᛫' | '\u{387}' | '˙' | '﹒' | '⸱'
        | 'ㆍ' | '∘' | '◦' | '◆' => true,
        '.' | '。' | '｡' => {
            before.is_some_and(is_han) && after.is_none_or(|after| is_han(after) || is_blank(after))
        }
        _ => false,
    }
}

/// Whether two writings are the same name once cleaned.
///
/// ```
/// assert!(domain::names::clean::same_person_name("王 明", "王明"));
/// ```
pub fn same_person_name(a: &str, b: &str) -> bool {
    clean(a) == clean(b)
}

/// What is wrong with the name, if anything; the name is cleaned first.
///
/// ```
/// use domain::names::clean::{NameFault, fault};
/// assert_eq!(fault("王明"), None);
/// assert!(matches!(fault("王明、李刚"), Some(NameFault::Several { .. })));
/// ```
pub fn fault(name: &str) -> Option<NameFault> {
    fault_in_clean(&clean(name))
}

/// What is wrong with a name that was cleaned already.
pub fn fault_in_clean(name: &str) -> Option<NameFault> {
    let found = name.chars().count();
    if found == 0 {
        return Some(NameFault::Empty);
    }
    if found > LONGEST {
        return Some(NameFault::TooLong { found });
    }
    let sign = name.chars().find(|&sign| !is_allowed(sign))?;
    let name = name.to_owned();
    Some(match sign {
        '0'..='9' => NameFault::Digit { name, digit: sign },
        '、' | '，' | ',' | '；' | ';' | '/' | '／' | '|' => NameFault::Several { name, sign },
        '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '?' | '？' | '□' => NameFault::Lost { name },
        _ => NameFault::Sign { name, sign },
    })
}

/// Letters of any script and their marks, ideographs also of planes newer than this program, the
/// dot, hyphen and apostrophe of names, brackets (李强（东村）tells two of the same name apart).
fn is_allowed(sign: char) -> bool {
    let letter = is_han(sign)
        || (sign.is_alphabetic() && !sign.is_numeric())
        || matches!(sign, '\u{300}'..='\u{36f}');
    letter || matches!(sign, '·' | '-' | '\'' | '’' | ' ' | '.' | '（' | '）')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_and_dots_are_put_right() {
        for (written, kept) in [
            ("王明", "王明"),
            (" 王 明\t", "王明"),
            ("王　　明", "王明"),
            ("王\u{a0}\u{200b}明\r\n", "王明"),
            ("\u{feff}欧阳 修", "欧阳修"),
            ("买买提•艾山", "买买提·艾山"),
            ("买买提 ‧ 艾山", "买买提·艾山"),
            ("买买提・艾山・白克力", "买买提·艾山·白克力"),
            ("买买提．艾山", "买买提·艾山"),
            ("买买提.艾山", "买买提·艾山"),
            ("阿卜杜˙热西提", "阿卜杜·热西提"),
            ("买买提﹒艾山", "买买提·艾山"),
            ("⻢⽂⽅", "马文方"),
            ("周\u{e0100}生", "周生"),
            ("·买买提··艾山·", "买买提·艾山"),
            ("J. Smith", "J. Smith"),
            ("John   Smith", "John Smith"),
            ("Ｊｏｈｎ　Ｓｍｉｔｈ", "John Smith"),
            ("李强(东村)", "李强（东村）"),
            ("𠮷 田", "𠮷田"),
            ("\u{f9d1}明", "\u{f9d1}明"),
            ("", ""),
        ] {
            assert_eq!(clean(written), kept, "cleaned form of {written:?}");
            assert_eq!(clean(kept), kept, "cleaning {kept:?} again changes nothing");
        }
        assert!(
            same_person_name("买买提•艾山", " 买买提·艾 山"),
            "one name in two writings"
        );
        assert!(
            !same_person_name("\u{f9d1}明", "六明"),
            "two characters that look alike"
        );
    }

    #[test]
    fn a_fault_is_told() {
        for good in [
            "王明",
            "买买提·艾山",
            "John O'Neil-Smith",
            "𠮷田",
            "李强（东村）",
            "㛃〇",
        ] {
            assert_eq!(fault(good), None, "{good} is a name");
        }
        let long = "艾".repeat(50);
        assert_eq!(fault(&long), None, "fifty characters fit");
        assert_eq!(
            fault(&"𠮷".repeat(50)),
            None,
            "counted by character, not by byte"
        );
        assert_eq!(
            fault(&(long + "山")),
            Some(NameFault::TooLong { found: 51 }),
            "one too many"
        );
        assert_eq!(fault(" 　"), Some(NameFault::Empty), "spaces are no name");
        assert!(
            matches!(fault("王明2"), Some(NameFault::Digit { digit: '2', .. })),
            "digit"
        );
        assert!(
            matches!(fault("王明/李刚"), Some(NameFault::Several { .. })),
            "two people"
        );
        assert!(
            matches!(fault("王\u{7}明"), Some(NameFault::Sign { .. })),
            "control character"
        );
        assert!(
            matches!(fault("王\u{e5d2}"), Some(NameFault::Lost { .. })),
            "private code"
        );
        assert!(
            matches!(fault("王?"), Some(NameFault::Lost { .. })),
            "lost in conversion"
        );
        assert_eq!(
            fault("王\u{7}明").map(|fault| fault.to_string()).as_deref(),
            Some("姓名“王\u{7}明”中有不能用于姓名的符号“U+0007”"),
            "an invisible sign is told by its code"
        );
    }
}
