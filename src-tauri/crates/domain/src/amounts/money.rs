//! Money: kept in fen, written in yuan.

use super::decimal::{AmountFault, is_about, plain, scaled};

/// What the words after a number multiply yuan by.
const UNITS: [(&str, i128); 12] = [
    ("百万元", 1_000_000),
    ("千万元", 10_000_000),
    ("万元", 10_000),
    ("亿元", 100_000_000),
    ("千元", 1_000),
    ("百万", 1_000_000),
    ("千万", 10_000_000),
    ("万", 10_000),
    ("亿", 100_000_000),
    ("圆", 1),
    ("块", 1),
    ("元", 1),
];

/// Reads an amount of money into fen: `12650`, `12,650.00`, `￥1200`, `1.2万元`, `1.46亿`.
///
/// # Errors
/// What is no exact amount.
///
/// ```
/// use domain::amounts::parse_money;
/// assert_eq!(parse_money("1.2万元"), Ok(1_200_000));
/// assert_eq!(parse_money("12,650.00"), Ok(1_265_000));
/// assert!(parse_money("约5万元").is_err());
/// ```
pub fn parse_money(text: &str) -> Result<i64, AmountFault> {
    parse_money_in(text, 1)
}

/// The same where the column's heading says the unit (投资额（万元）): a bare number is so many
/// times `unit` yuan; a number with its own unit is what it says.
///
/// # Errors
/// What is no exact amount.
pub fn parse_money_in(text: &str, unit: i128) -> Result<i64, AmountFault> {
    let written = text.trim();
    let bare = plain(text);
    let bare = bare
        .trim_start_matches("人民币")
        .trim_start_matches(['¥', '￥', '$'])
        .trim_end_matches('整')
        .trim_end_matches('正');
    if is_about(bare) {
        return Err(AmountFault::About(written.into()));
    }
    let (number, factor) = UNITS
        .iter()
        .find_map(|(word, factor)| bare.strip_suffix(word).map(|rest| (rest, *factor)))
        .unwrap_or((bare, unit));
    scaled(number, 2, factor, written)
}

/// How many yuan a column's heading says a bare number counts; 1 where it says nothing.
///
/// ```
/// assert_eq!(domain::amounts::ten_thousands("投资额（万元）"), 10_000);
/// assert_eq!(domain::amounts::ten_thousands("金额（元）"), 1);
/// ```
#[must_use]
pub fn ten_thousands(heading: &str) -> i128 {
    if heading.contains("亿元") {
        100_000_000
    } else if heading.contains("万元") || heading.contains("（万）") || heading.contains("(万)")
    {
        10_000
    } else {
        1
    }
}

/// Fen as an account shows them: `12,650.00`.
#[must_use]
pub fn show_money(fen: i64) -> String {
    let (sign, fen) = if fen < 0 {
        ("-", fen.unsigned_abs())
    } else {
        ("", fen.unsigned_abs())
    };
    let whole = (fen / 100).to_string();
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}.{:02}", fen % 100)
}

/// Fen as a sentence says them: `1.2万元`, `860元`.
///
/// ```
/// use domain::amounts::money_in_words;
/// assert_eq!(money_in_words(1_200_000), "1.2万元");
/// assert_eq!(money_in_words(86_050), "860.5元");
/// ```
#[must_use]
pub fn money_in_words(fen: i64) -> String {
    let short = |fen: i64, unit: i64| {
        let whole = fen / unit;
        let rest = format!(
            "{:0width$}",
            (fen % unit).abs(),
            width = unit.ilog10() as usize
        );
        let rest = rest.trim_end_matches('0');
        if rest.is_empty() {
            whole.to_string()
        } else {
            format!("{whole}.{rest}")
        }
    };
    if fen.abs() >= 10_000_000_000 {
        format!("{}亿元", short(fen, 10_000_000_000))
    } else if fen.abs() >= 1_000_000 {
        format!("{}万元", short(fen, 1_000_000))
    } else {
        format!("{}元", short(fen, 100))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_in_the_offices_ways() {
        for (text, fen) in [
            ("12650", 1_265_000),
            ("12,650.00", 1_265_000),
            ("１２，６５０．５０", 1_265_050),
            ("￥1200", 120_000),
            ("人民币 3000 元整", 300_000),
            ("1.2万元", 1_200_000),
            ("9.3万", 9_300_000),
            ("12亿元", 120_000_000_000),
            ("1.46亿", 14_600_000_000),
            ("3千元", 300_000),
            ("0", 0),
            (".5", 50),
            ("7662万元", 7_662_000_000),
        ] {
            assert_eq!(parse_money(text), Ok(fen), "{text}");
        }
        assert_eq!(
            parse_money_in("1200", 10_000),
            Ok(1_200_000_000),
            "the heading says 万元"
        );
        assert_eq!(
            parse_money_in("1200元", 10_000),
            Ok(120_000),
            "the cell says 元"
        );
    }

    #[test]
    fn what_is_no_exact_amount_is_refused_by_its_reason() {
        type Sort = fn(String) -> AmountFault;
        let cases: [(&str, Sort); 11] = [
            ("若干", AmountFault::NoNumber),
            ("-5", AmountFault::NoNumber),
            ("5+3", AmountFault::NoNumber),
            ("1.2.3", AmountFault::NoNumber),
            ("元", AmountFault::NoNumber),
            ("约5万元", AmountFault::About),
            ("3万余元", AmountFault::About),
            ("1,2", AmountFault::Commas),
            ("12,65.00", AmountFault::Commas),
            ("0.001", AmountFault::TooFine),
            ("99999999999999999999", AmountFault::TooLarge),
        ];
        for (text, sort) in cases {
            assert_eq!(parse_money(text), Err(sort(text.into())), "{text}");
        }
        let long = "9".repeat(100_000);
        assert!(parse_money(&long).is_err(), "a hostile cell costs nothing");
    }

    #[test]
    fn money_shown_is_read_back() {
        for fen in [0, 5, 99, 100, 123_456, 1_265_000, 999_999_999_999_999] {
            assert_eq!(
                parse_money(&show_money(fen)),
                Ok(fen),
                "{}",
                show_money(fen)
            );
            assert_eq!(
                parse_money(&money_in_words(fen)),
                Ok(fen),
                "{}",
                money_in_words(fen)
            );
        }
    }
}
