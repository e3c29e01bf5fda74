//! How alike two matters read, to suggest an earlier one before a second is registered.

use std::collections::HashSet;

/// 0 for nothing in common, 1 for the same text: pairs of neighbouring characters that both have,
/// by those that either has. Punctuation and blanks do not count.
///
/// ```
/// use domain::matter::likeness;
///
/// assert!(likeness("前苇塘校车停靠点太远", "校车停靠点离前苇塘太远") > 0.4);
/// assert!(likeness("前苇塘校车停靠点太远", "村口路灯不亮") < 0.1);
/// ```
#[must_use]
pub fn likeness(a: &str, b: &str) -> f64 {
    let (a, b) = (pairs(a), pairs(b));
    let common = a.intersection(&b).count();
    let all = a.len() + b.len() - common;
    if all == 0 {
        return 0.0;
    }
    #[allow(clippy::cast_precision_loss, reason = "counts of characters are small")]
    let share = common as f64 / all as f64;
    share
}

fn pairs(text: &str) -> HashSet<(char, char)> {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.windows(2).map(|it| (it[0], it[1])).collect()
}
