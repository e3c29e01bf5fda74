//! Code lists of the national standards, with the words that offices use for them.
//!
//! A record keeps and shows the `name`; the code is for exchange with other registers.

mod affiliation;
mod education;
mod ethnic;
mod sex;

pub use affiliation::AFFILIATION;
pub use education::{EDUCATION, EDUCATION_GB};
pub use ethnic::ETHNIC;
pub use sex::SEX;

use crate::names::width::{is_blank, narrow};

/// One entry of a code list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Code of the standard.
    pub code: &'static str,
    /// What is kept, shown and printed.
    pub name: &'static str,
    /// The shortest form in use, for narrow columns.
    pub short: &'static str,
    /// Other ways in which it is written.
    pub aliases: &'static [&'static str],
}

impl Code {
    const fn new(
        code: &'static str,
        name: &'static str,
        short: &'static str,
        aliases: &'static [&'static str],
    ) -> Self {
        Self {
            code,
            name,
            short,
            aliases,
        }
    }
}

/// A closed list of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeList {
    /// Permanent key, used by field definitions.
    pub key: &'static str,
    /// Title as forms write it.
    pub title: &'static str,
    /// The entries in the order in which they are offered.
    pub codes: &'static [Code],
}

impl CodeList {
    /// The entry that the text names: by name, short form, alias or code, whatever its spaces,
    /// brackets, width and case. Never by a part of it: 满蒙族 is neither 满族 nor 蒙古族.
    ///
    /// ```
    /// use domain::codes::{EDUCATION, ETHNIC};
    /// assert_eq!(ETHNIC.find("满").unwrap().name, "满族");
    /// assert_eq!(EDUCATION.find("大学").unwrap().name, "本科");
    /// assert_eq!(ETHNIC.find("满蒙族"), None);
    /// ```
    pub fn find(&self, written: &str) -> Option<&'static Code> {
        let written = normal_form(written);
        if written.is_empty() {
            return None;
        }
        let by = |test: &dyn Fn(&Code) -> bool| self.codes.iter().find(|code| test(code));
        by(&|code| code.name == written)
            .or_else(|| by(&|code| code.short == written))
            .or_else(|| by(&|code| code.aliases.contains(&written.as_str())))
            .or_else(|| by(&|code| is_code(&written, code.code)))
    }

    /// All lists of this module.
    pub fn all() -> [&'static Self; 5] {
        [&SEX, &ETHNIC, &AFFILIATION, &EDUCATION, &EDUCATION_GB]
    }
}

/// A number cell drops the leading zero of a code: 1 is 01.
fn is_code(written: &str, code: &str) -> bool {
    let bare = |text: &str| text.trim_start_matches('0').to_owned();
    written.bytes().all(|byte| byte.is_ascii_digit())
        && written.len() <= code.len()
        && (written == code || bare(written) == bare(code))
}

/// Without spaces and brackets, narrow, capital.
fn normal_form(written: &str) -> String {
    written
        .chars()
        .map(narrow)
        .filter(|sign| !is_blank(*sign) && !matches!(sign, '(' | ')'))
        .map(|sign| sign.to_ascii_uppercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn no_word_means_two_things_in_a_list() {
        for list in CodeList::all() {
            let mut owner: HashMap<&str, &str> = HashMap::new();
            for code in list.codes {
                assert_eq!(
                    normal_form(code.name),
                    code.name,
                    "{} is in normal form",
                    code.name
                );
                for word in [code.name, code.short].iter().chain(code.aliases) {
                    assert_eq!(normal_form(word), **word, "{word} is in normal form");
                    let before = owner.insert(word, code.code);
                    assert!(
                        before.is_none_or(|before| before == code.code),
                        "{word} stands for two codes of {}",
                        list.title
                    );
                    let found = list.find(word).map(|found| found.code);
                    assert_eq!(found, Some(code.code), "{word} finds its code");
                }
                assert_eq!(
                    list.find(code.code),
                    Some(code),
                    "the code {} finds",
                    code.code
                );
            }
        }
    }
}
