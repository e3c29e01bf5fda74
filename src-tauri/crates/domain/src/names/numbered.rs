//! The order of names that carry numbers: 第二选区 stands before 第十选区, 第2选区 before 第10选区.

use crate::amounts::small_number;
use crate::names::width::narrow;

/// So many digits has each number in a key.
const DIGITS: usize = 8;

/// By what a name that is no person's is sorted: the name, each number in it of one width.
///
/// ```
/// use domain::names::numbered::numbered_key;
///
/// assert!(numbered_key("第二代表小组") < numbered_key("第三代表小组"));
/// assert!(numbered_key("第9选区") < numbered_key("第10选区"));
/// ```
#[must_use]
pub fn numbered_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len() + DIGITS);
    let mut run = String::new();
    for sign in name.chars().map(narrow) {
        let digits = run.chars().all(|c| c.is_ascii_digit());
        let goes_on = if sign.is_ascii_digit() {
            digits
        } else {
            is_numeral(sign) && (run.is_empty() || !digits)
        };
        if !goes_on {
            close(&mut run, &mut key);
        }
        if sign.is_ascii_digit() || is_numeral(sign) {
            run.push(sign);
        } else {
            key.push(sign);
        }
    }
    close(&mut run, &mut key);
    key
}

fn is_numeral(sign: char) -> bool {
    "一二三四五六七八九十".contains(sign)
}

fn close(run: &mut String, key: &mut String) {
    let plain = run.chars().all(|c| c.is_ascii_digit());
    let number = if plain {
        run.parse().ok()
    } else {
        (run.chars().count() <= 3)
            .then(|| small_number(run).map(u64::from))
            .flatten()
    };
    match number {
        Some(number) => key.push_str(&format!("{number:0DIGITS$}")),
        None => key.push_str(run),
    }
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_by_their_size_however_they_are_written() {
        for sorted in [
            vec![
                "第一代表小组",
                "第二代表小组",
                "第三代表小组",
                "第四代表小组",
                "第十代表小组",
                "第十一代表小组",
                "第二十代表小组",
            ],
            vec!["1选区", "2选区", "１０选区", "11选区"],
            vec!["河东第一代表小组", "河东第二代表小组", "河西第一代表小组"],
        ] {
            let mut mixed = sorted.clone();
            mixed.reverse();
            mixed.sort_by_key(|it| numbered_key(it));
            assert_eq!(mixed, sorted);
        }
        assert_eq!(numbered_key("三三两两的组"), "三三两两的组", "no number");
        assert_eq!(numbered_key(""), "");
        let long = "9".repeat(40);
        assert_eq!(numbered_key(&long), long, "too long to be a number");
    }
}
