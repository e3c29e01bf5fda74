//! Shares in per cent: kept in hundredths of one per cent.

use super::decimal::{AmountFault, is_about, plain, scaled};

/// The largest share kept: ten times the whole.
const LARGEST: i64 = 100_000;

/// Reads `98.5%`, `98.5` or `百分之98` into hundredths of one per cent.
///
/// # Errors
/// What is no exact share.
///
/// ```
/// assert_eq!(domain::amounts::parse_percent("98.5%"), Ok(9_850));
/// assert_eq!(domain::amounts::parse_percent("80"), Ok(8_000));
/// ```
pub fn parse_percent(text: &str) -> Result<i64, AmountFault> {
    let written = text.trim();
    let bare = plain(text);
    if is_about(&bare) {
        return Err(AmountFault::About(written.into()));
    }
    let bare = bare.trim_start_matches("百分之").trim_end_matches('%');
    match scaled(bare, 2, 1, written)? {
        it if it > LARGEST => Err(AmountFault::TooLarge(written.into())),
        it => Ok(it),
    }
}

/// A number of a sheet's cell: one formatted as 98.5% is kept there as 0.985.
///
/// # Errors
/// A negative or enormous number.
pub fn percent_from_number(number: f64) -> Result<i64, AmountFault> {
    let percent = if number.abs() <= 1.0 {
        number * 100.0
    } else {
        number
    };
    let hundredths = (percent * 100.0).round();
    if !(0.0..=LARGEST as f64).contains(&hundredths) {
        return Err(AmountFault::TooLarge(number.to_string()));
    }
    #[allow(clippy::cast_possible_truncation, reason = "the range was checked")]
    Ok(hundredths as i64)
}

/// Hundredths of one per cent as people read them: `98.5%`.
#[must_use]
pub fn show_percent(hundredths: i64) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_and_shown() {
        for (text, hundredths, shown) in [
            ("98.5%", 9_850, "98.5%"),
            ("１００％", 10_000, "100%"),
            ("0", 0, "0%"),
            ("33.33", 3_333, "33.33%"),
        ] {
            assert_eq!(parse_percent(text), Ok(hundredths), "{text}");
            assert_eq!(show_percent(hundredths), shown, "{text}");
        }
        assert_eq!(
            percent_from_number(0.985),
            Ok(9_850),
            "a cell formatted as per cent"
        );
        assert_eq!(percent_from_number(1.0), Ok(10_000), "the whole");
        assert_eq!(percent_from_number(85.0), Ok(8_500), "a bare number");
        for text in ["约80%", "八成", "-3%", "99999%", "1.234%"] {
            assert!(parse_percent(text).is_err(), "{text}");
        }
        assert!(percent_from_number(f64::NAN).is_err(), "no number at all");
    }
}
