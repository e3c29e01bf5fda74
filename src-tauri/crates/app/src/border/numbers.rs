//! Numbers that townships filled in, added exactly.

/// A number as people write it, in ten-thousandths.
///
/// Up to four decimals; thousands may be parted by commas.
pub(super) fn number(written: &str) -> Option<i128> {
    let plain: String = written.trim().chars().filter(|it| *it != ',').collect();
    let (negative, digits) = match plain.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, plain.as_str()),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    if whole.is_empty()
        || whole.len() > 18
        || part.len() > 4
        || !all_digits(whole)
        || !all_digits(part)
    {
        return None;
    }
    let number: i128 = format!("{whole}{part:0<4}").parse().ok()?;
    Some(if negative { -number } else { number })
}

/// Ten-thousandths as people write them.
pub(super) fn written(sum: i128) -> String {
    let (sign, sum) = if sum < 0 { ("-", -sum) } else { ("", sum) };
    let text = format!("{sign}{}.{:04}", sum / 10_000, sum % 10_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_added_exactly() {
        assert_eq!(number("1,200.5"), Some(12_005_000));
        assert_eq!(number("-3"), Some(-30_000));
        for wrong in ["", "三", "1.2.3", "1.23456", "１２", "--1"] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
        assert_eq!(written(12_005_000), "1200.5");
        assert_eq!(written(-30_000), "-3");
        assert_eq!(written(0), "0");
    }
}
