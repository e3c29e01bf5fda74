//! Telephone numbers as offices keep them: a mobile as 11 digits, a landline as `0312-1234567`.

use thiserror::Error;

use super::width::{is_blank, narrow};

/// What is wrong with a telephone number.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PhoneFault {
    /// Nothing was written.
    #[error("电话号码是空的")]
    Empty,
    /// No number has so many digits.
    #[error("电话号码有{found}位数字：手机号应为11位，座机号应为区号加7至8位")]
    Length {
        /// Digits found.
        found: usize,
    },
    /// Eleven digits that no mobile begins with.
    #[error("手机号不会以“{found}”开头")]
    Prefix {
        /// The first two digits.
        found: String,
    },
    /// Several numbers in one cell.
    #[error("这一格里像是有几个电话号码")]
    Several,
    /// A sign that is no part of a number.
    #[error("电话号码中有不该有的字符“{found}”")]
    Letters {
        /// The first such sign.
        found: char,
    },
    /// `1.38E+10`: a sheet cut the number.
    #[error("电话号码已被表格软件变成科学计数法“{found}”")]
    Scientific {
        /// As it was written.
        found: String,
    },
}

impl PhoneFault {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty => "请填写11位手机号，或带区号的座机号",
            Self::Length { .. } => "请核对是否少录或多录了数字",
            Self::Prefix { .. } => "请核对开头几位；座机号请带上0开头的区号",
            Self::Several => "请只填一个，其余写在备注里",
            Self::Letters { .. } => "请只填数字，区号和分机号前可以用“-”",
            Self::Scientific { .. } => "请补录完整的号码；要在表里改的，先把这一列设为“文本”格式",
        }
    }
}

/// The number in its normal form.
///
/// Accepts spaces, dashes, brackets, full-width digits, `+86`, and the `.0` of a number cell; an
/// extension stays behind a dash.
///
/// # Errors
/// A sentence that says what is wrong and how many digits were found.
///
/// ```
/// use domain::names::phone::parse;
/// assert_eq!(parse("+86 138-0000-5678").as_deref(), Ok("13800005678"));
/// assert_eq!(parse("（0312）1234567").as_deref(), Ok("0312-1234567"));
/// ```
pub fn parse(written: &str) -> Result<String, PhoneFault> {
    let text: String = written.chars().map(narrow).map(dash).collect();
    let text = text.trim_matches(|sign| is_blank(sign) || sign == '\'');
    let text = text.strip_suffix(".0").unwrap_or(text);
    let text = text.trim_end_matches(['.', '。', '、', ',', '，', ';', '；']);
    if text.is_empty() {
        return Err(PhoneFault::Empty);
    }
    if is_scientific(text) {
        return Err(PhoneFault::Scientific {
            found: text.to_owned(),
        });
    }
    if text.contains(['、', ',', ';', '/', '，', '；', '\n']) {
        return Err(PhoneFault::Several);
    }
    let (main, extension) = split_extension(text);
    let allowed = |sign: char| {
        sign.is_ascii_digit() || is_blank(sign) || matches!(sign, '-' | '(' | ')' | '+')
    };
    if let Some(found) = text.chars().find(|&sign| !allowed(sign) && sign != '转') {
        return Err(PhoneFault::Letters { found });
    }
    let digits: String = main.chars().filter(char::is_ascii_digit).collect();
    let digits = without_country(&digits, main.trim_start().starts_with('+'));
    let number = normal_form(digits, written)?;
    Ok(if extension.is_empty() {
        number
    } else {
        format!("{number}-{extension}")
    })
}

fn dash(sign: char) -> char {
    match sign {
        '—' | '–' | '‐' | '‑' | '−' | '―' => '-',
        _ => sign,
    }
}

fn is_scientific(text: &str) -> bool {
    text.split_once(['E', 'e']).is_some_and(|(head, exponent)| {
        head.parse::<f64>().is_ok() && exponent.parse::<i32>().is_ok()
    })
}

/// `0312-1234567转801` and `0312-1234567-801`: the part behind is the extension.
fn split_extension(text: &str) -> (&str, &str) {
    if let Some((main, extension)) = text.split_once('转') {
        return (main, extension.trim());
    }
    let parts: Vec<&str> = text.split('-').collect();
    if let [area, local, extension] = parts.as_slice() {
        let landline = area.starts_with('0') && matches!(local.len(), 7 | 8);
        if landline && (1..=6).contains(&extension.len()) {
            return (&text[..area.len() + 1 + local.len()], extension);
        }
    }
    (text, "")
}

/// Drops 86 or 0086 before a number that is whole without it; a landline gets its 0 back.
fn without_country(digits: &str, plus: bool) -> String {
    let rest = digits.strip_prefix("0086").or_else(|| {
        let long = plus || digits.len() == 13;
        digits.strip_prefix("86").filter(|_| long)
    });
    match rest {
        Some(rest) if plus && !rest.starts_with(['0', '1']) => format!("0{rest}"),
        Some(rest) => rest.to_owned(),
        None => digits.to_owned(),
    }
}

fn normal_form(digits: String, written: &str) -> Result<String, PhoneFault> {
    let found = digits.len();
    let second = digits.as_bytes().get(1).copied().unwrap_or(b'0');
    match (digits.as_bytes().first(), found) {
        (Some(b'1'), 11) if (b'3'..=b'9').contains(&second) => Ok(digits),
        (Some(b'0'), 10..=12) => {
            // 010 and 02x are the area codes of three digits.
            let area = if matches!(second, b'1' | b'2') { 3 } else { 4 };
            let local = found - area;
            if !matches!(local, 7 | 8) {
                return Err(PhoneFault::Length { found });
            }
            Ok(format!("{}-{}", &digits[..area], &digits[area..]))
        }
        (Some(b'4' | b'8'), 10) if digits[1..].starts_with("00") => Ok(digits),
        (Some(b'2'..=b'8'), 7 | 8) => Ok(digits),
        (Some(_), 11) => Err(PhoneFault::Prefix {
            found: digits[..2].to_owned(),
        }),
        (None, _) => {
            let found = written.chars().find(|sign| !is_blank(*sign)).unwrap_or(' ');
            Err(PhoneFault::Letters { found })
        }
        (Some(_), 20..) => Err(PhoneFault::Several),
        (Some(_), _) => Err(PhoneFault::Length { found }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_get_their_normal_form() {
        for (written, kept) in [
            ("13800005678", "13800005678"),
            ("138 0000 5678", "13800005678"),
            ("138-0000-5678", "13800005678"),
            ("13800005678.0", "13800005678"),
            ("'13800005678", "13800005678"),
            ("＋86１３８００００５６７８", "13800005678"),
            ("8613800005678", "13800005678"),
            ("0086 13800005678", "13800005678"),
            ("0312-1234567", "0312-1234567"),
            ("03121234567", "0312-1234567"),
            ("(0312)1234567", "0312-1234567"),
            ("0312—1234567", "0312-1234567"),
            ("010-12345678", "010-12345678"),
            ("02112345678", "021-12345678"),
            ("0731-12345678", "0731-12345678"),
            ("+86 312 1234567", "0312-1234567"),
            ("0312-1234567-801", "0312-1234567-801"),
            ("0312-1234567转801", "0312-1234567-801"),
            ("7654321", "7654321"),
            ("400-800-1234", "4008001234"),
        ] {
            assert_eq!(parse(written).as_deref(), Ok(kept), "{written}");
        }
    }

    #[test]
    fn a_fault_says_how_many_digits_there_are() {
        for (written, fault) in [
            ("", PhoneFault::Empty),
            ("1380000567", PhoneFault::Length { found: 10 }),
            ("138000056789", PhoneFault::Length { found: 12 }),
            ("12800005678", PhoneFault::Prefix { found: "12".into() }),
            ("13800005678、13900005678", PhoneFault::Several),
            ("13800005678 13900005678", PhoneFault::Several),
            ("1380000567A", PhoneFault::Letters { found: 'A' }),
            (
                "1.38E+10",
                PhoneFault::Scientific {
                    found: "1.38E+10".into(),
                },
            ),
            ("---", PhoneFault::Letters { found: '-' }),
        ] {
            assert_eq!(parse(written), Err(fault), "{written}");
        }
    }
}
