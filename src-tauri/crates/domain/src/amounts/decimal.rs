//! Decimal numbers in exact arithmetic: an account is not a place for floating point.

use thiserror::Error;

use crate::names::width::{is_blank, narrow};

/// Why a text is not taken as an amount.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum AmountFault {
    /// There is no number in it, or more than one.
    #[error("“{0}”看不出是多少")]
    NoNumber(String),
    /// 约5万、3万余元: nobody can add it up.
    #[error("“{0}”不是确切的数")]
    About(String),
    /// Commas do not part thousands.
    #[error("“{0}”里的逗号位置不对")]
    Commas(String),
    /// More decimals than can be kept.
    #[error("“{0}”的小数位太多")]
    TooFine(String),
    /// Larger than any office's account.
    #[error("“{0}”太大了")]
    TooLarge(String),
    /// 11:00 before 09:00, 25:00.
    #[error("没有“{0}”这样的时间")]
    NoSuchTime(String),
    /// The end comes before the beginning.
    #[error("“{0}”的结束时间早于开始时间")]
    Backwards(String),
}

impl AmountFault {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoNumber(_) => "请填数字，金额可以写 12650、12,650.00 或 1.2万元",
            Self::About(_) => "请填确切的数；只有大概数的，把原话写在备注里",
            Self::Commas(_) => "千分位的逗号每三位一个，如 12,650；小数点用“.”",
            Self::TooFine(_) => "金额精确到分，百分比精确到两位小数",
            Self::TooLarge(_) => "请核对单位是元还是万元",
            Self::NoSuchTime(_) => "请填如 9:00、上午9点半 或 9:00-11:30",
            Self::Backwards(_) => "请核对两个时间，下午的可写 14:00 或 下午2点",
        }
    }
}

/// Half-width, without anything that shows nothing.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .map(narrow)
        .filter(|c| !is_blank(*c))
        .collect::<String>()
        .replace('，', ",")
}

/// Words that make a number uncertain.
pub(super) fn is_about(text: &str) -> bool {
    [
        "约", "大约", "左右", "余", "多万", "多元", "近", "不足", "以上", "以下",
    ]
    .iter()
    .any(|word| text.contains(word))
}

/// Reads `12,650.5` as that many units of `1 / 10^scale`, times `factor`.
pub(super) fn scaled(
    text: &str,
    scale: u32,
    factor: i128,
    as_written: &str,
) -> Result<i64, AmountFault> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let ungrouped = whole.replace(',', "");
    if ungrouped.is_empty() && fraction.is_empty() || !digits(&ungrouped) || !digits(fraction) {
        return Err(AmountFault::NoNumber(as_written.into()));
    }
    if whole.contains(',') {
        let mut groups = whole.split(',');
        let first = groups.next().unwrap_or_default();
        if !(1..=3).contains(&first.len()) || groups.any(|it| it.len() != 3) {
            return Err(AmountFault::Commas(as_written.into()));
        }
    }
    if ungrouped.len() > 18 || fraction.len() > 12 {
        return Err(AmountFault::TooLarge(as_written.into()));
    }
    let places = u32::try_from(fraction.len()).unwrap_or(0);
    let number: i128 = format!("{ungrouped}{fraction}")
        .parse()
        .map_err(|_| AmountFault::NoNumber(as_written.into()))?;
    let units = number * 10_i128.pow(scale) * factor;
    let divisor = 10_i128.pow(places);
    if units % divisor != 0 {
        return Err(AmountFault::TooFine(as_written.into()));
    }
    match i64::try_from(units / divisor) {
        Ok(it) if it < 1_000_000_000_000_000 => Ok(it),
        _ => Err(AmountFault::TooLarge(as_written.into())),
    }
}

/// A number of one or two figures, half or full width, also as announcements write it in Chinese: 二十六.
///
/// ```
/// use domain::amounts::small_number;
/// assert_eq!(small_number("26"), Some(26));
/// assert_eq!(small_number("２６"), Some(26));
/// assert_eq!(small_number("二十六"), Some(26));
/// assert_eq!(small_number("廿六"), None);
/// ```
#[must_use]
pub fn small_number(text: &str) -> Option<u16> {
    let signs: Vec<char> = text.chars().take(4).map(narrow).collect();
    if matches!(signs.len(), 1 | 2) && signs.iter().all(char::is_ascii_digit) {
        return signs.iter().collect::<String>().parse().ok();
    }
    let digit = |c: char| {
        let found = "零一二三四五六七八九".chars().position(|it| it == c);
        found.or((c == '两').then_some(2))
    };
    let value = match signs.as_slice() {
        ['十'] => 10,
        ['十', one] => 10 + digit(*one)?,
        [ten, '十'] => digit(*ten)? * 10,
        [ten, '十', one] => digit(*ten)? * 10 + digit(*one)?,
        [one] => digit(*one)?,
        _ => return None,
    };
    u16::try_from(value).ok()
}
