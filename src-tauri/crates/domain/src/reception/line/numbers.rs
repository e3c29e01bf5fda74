//! Telephone and identity numbers, wherever they stand in a line.

use crate::names::id_number::{IdNumber, Parsed};
use crate::names::phone;
use crate::names::width::narrow;

/// Words before a number that only say what it is.
const LABELS: [&str; 10] = [
    "身份证号码",
    "身份证号",
    "身份证",
    "联系电话",
    "手机号码",
    "电话号码",
    "手机号",
    "电话",
    "手机",
    "联系方式",
];
/// So many figures in a row are a number of somebody, not an amount.
const LEAST: usize = 7;
/// 0312-1234567.
const LONGEST_PHONE: usize = 13;

/// The numbers of a line, and the line without them.
#[derive(Default)]
pub(super) struct Numbers {
    pub(super) rest: String,
    pub(super) phone: Option<String>,
    pub(super) id_number: Option<String>,
    /// Written like one of them, and none.
    pub(super) wrong: Vec<String>,
}

/// Takes the first telephone number and the first identity number out of a line. Further ones stay
/// where they are: they belong to what was said.
pub(super) fn take_numbers(text: &str) -> Numbers {
    let mut found = Numbers::default();
    let signs: Vec<char> = text.chars().collect();
    let mut at = 0;
    while let Some(sign) = signs.get(at) {
        let starts = narrow(*sign).is_ascii_digit()
            && !at
                .checked_sub(1)
                .and_then(|it| signs.get(it))
                .is_some_and(|it| narrow(*it).is_ascii_alphanumeric());
        if !starts {
            found.rest.push(*sign);
            at += 1;
            continue;
        }
        let end = end_of(&signs, at);
        let number: String = signs[at..end].iter().map(|it| narrow(*it)).collect();
        if !found.keep(&number) {
            found.rest.extend(&signs[at..end]);
        }
        at = end;
    }
    found
}

fn end_of(signs: &[char], from: usize) -> usize {
    let figure = |at: usize| signs.get(at).is_some_and(|it| narrow(*it).is_ascii_digit());
    let mut at = from;
    while figure(at) || (matches!(signs.get(at).map(|it| narrow(*it)), Some('-')) && figure(at + 1))
    {
        at += 1;
    }
    let ends_in_x = at - from == 17
        && signs
            .get(at)
            .is_some_and(|it| matches!(narrow(*it), 'x' | 'X'));
    at + usize::from(ends_in_x)
}

impl Numbers {
    /// Keeps a number for what it is; says whether it left the line.
    fn keep(&mut self, number: &str) -> bool {
        let figures = number.chars().filter(|it| *it != '-').count();
        // 2026-03-26 and 20260326 are days.
        if figures < LEAST || crate::dates::parse_written(number).is_ok() {
            return false;
        }
        let kept = if figures >= 15 {
            match IdNumber::parse(number) {
                Ok(Parsed::Current(id)) if self.id_number.is_none() => {
                    self.id_number = Some(id.as_str().to_owned());
                    true
                }
                _ => false,
            }
        } else {
            match phone::parse(number) {
                Ok(it) if self.phone.is_none() && number.len() <= LONGEST_PHONE => {
                    self.phone = Some(it);
                    true
                }
                _ => false,
            }
        };
        let second =
            (figures >= 15 && self.id_number.is_some()) || (figures < 15 && self.phone.is_some());
        if !kept && second {
            return false;
        }
        if !kept {
            self.wrong.push(number.to_owned());
        }
        let bare = self.rest.trim_end_matches([' ', '：', ':', '，', ',']);
        if let Some(label) = LABELS.iter().find(|it| bare.ends_with(**it)) {
            let end = bare.len() - label.len();
            self.rest.truncate(end);
        }
        self.rest.push(' ');
        true
    }
}
