//! How alike two matters read, to suggest an earlier one before a second is registered.

use std::collections::HashSet;

use crate::opinion::Opinion;
use crate::record::{Column, RecordType, Row, Text};

/// What a text says, as pairs of neighbouring characters; signs and blanks part them.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Pairs(HashSet<(char, char)>);

impl Pairs {
    /// The pairs of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let letters: Vec<char> = text.chars().collect();
        let pairs = letters
            .windows(2)
            .filter(|it| it.iter().all(|sign| sign.is_alphanumeric()))
            .map(|it| (it[0], it[1]));
        Self(pairs.collect())
    }

    /// How many pairs both have.
    #[must_use]
    pub fn common(&self, other: &Self) -> usize {
        self.0.intersection(&other.0).count()
    }

    /// The pairs that both have by those of the shorter text: 1 where one stands in the other. For a
    /// text that is still being written.
    #[must_use]
    pub fn share_of_shorter(&self, other: &Self) -> f64 {
        share(self.common(other), self.0.len().min(other.0.len()))
    }

    /// The pairs that both have by those that either has: 1 for the same text.
    #[must_use]
    pub fn share_of_all(&self, other: &Self) -> f64 {
        let common = self.common(other);
        share(common, self.0.len() + other.0.len() - common)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    #[allow(clippy::cast_precision_loss, reason = "counts of characters are small")]
    let share = part as f64 / whole as f64;
    share
}

/// 0 for nothing in common, 1 for the same text.
///
/// ```
/// use domain::matter::likeness;
///
/// assert!(likeness("前苇塘校车停靠点太远", "校车停靠点离前苇塘太远") > 0.4);
/// assert!(likeness("前苇塘校车停靠点太远", "村口路灯不亮") < 0.1);
/// ```
#[must_use]
pub fn likeness(a: &str, b: &str) -> f64 {
    Pairs::of(a).share_of_all(&Pairs::of(b))
}

/// How alike two matters are: what they say, and a little for the same place and category, which
/// never speak alone.
pub(super) fn alike(kind: &RecordType, one: &Row, other: &Row) -> f64 {
    let text = |row, column: Column<Text>| Row::read(row, kind, column).unwrap_or_default();
    let said = likeness(text(one, Opinion::CONTENT), text(other, Opinion::CONTENT));
    let same = |column: Column<Text>, share: f64| {
        let word = text(one, column);
        if !word.is_empty() && word == text(other, column) {
            share
        } else {
            0.0
        }
    };
    if said == 0.0 {
        return 0.0;
    }
    said + same(Opinion::VILLAGE, 0.15) + same(Opinion::CATEGORY, 0.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_part_the_pairs() {
        let said = Pairs::of("路坏了，灯不亮");
        assert_eq!(said.common(&Pairs::of("路坏")), 1);
        assert_eq!(said.common(&Pairs::of("了灯")), 0, "a comma stands between");
    }

    #[test]
    fn a_short_text_inside_a_long_one_is_wholly_shared() {
        let (short, long) = (Pairs::of("路灯不亮"), Pairs::of("前苇塘村口路灯不亮"));
        assert!((short.share_of_shorter(&long) - 1.0).abs() < f64::EPSILON);
        assert!(short.share_of_all(&long) < 0.5, "and yet the texts differ");
        assert!(
            Pairs::default().share_of_shorter(&long) < f64::EPSILON,
            "nothing is like nothing"
        );
    }
}
