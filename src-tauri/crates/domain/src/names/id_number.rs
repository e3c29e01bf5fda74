//! 公民身份号码 (GB 11643-1999): six digits of region, eight of the date of birth, three of sequence
//! (odd: 男), one check digit after ISO 7064 MOD 11-2.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use thiserror::Error;

use super::width::{is_blank, narrow};

/// A number whose length, date and check digit are right, in its normal form of 18 signs.
///
/// `Debug` shows it masked, so that it never reaches a log.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdNumber(String);

/// What a written number turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parsed {
    /// A number of 18 signs.
    Current(IdNumber),
    /// A number of 15 digits as issued until 1999; the conversion is an offer (待核实), not a fact.
    Old {
        /// The number with the century `19` and its check digit.
        converted: IdNumber,
    },
}

impl Parsed {
    /// The number of 18 signs.
    pub fn number(&self) -> &IdNumber {
        match self {
            Self::Current(number) | Self::Old { converted: number } => number,
        }
    }
}

/// 性别 as the number carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// 男
    Male,
    /// 女
    Female,
}

impl Sex {
    /// As forms write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Male => "男",
            Self::Female => "女",
        }
    }
}

/// What is wrong with a number.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IdFault {
    /// Nothing was written.
    #[error("身份证号是空的")]
    Empty,
    /// Neither 18 nor 15 signs.
    #[error("身份证号应为18位，现在是{found}位")]
    Length {
        /// Signs found.
        found: usize,
    },
    /// Another check digit belongs to the first 17 digits.
    #[error("身份证号校验位不对：按前17位应为{expected}，现在是{found}")]
    Check {
        /// The digit that belongs there, `0`–`9` or `X`.
        expected: char,
        /// The digit that stands there.
        found: char,
    },
    /// The date of birth is not in the calendar.
    #[error("身份证号中的出生日期“{found}”不存在")]
    Date {
        /// The eight digits (`19991331`).
        found: String,
    },
    /// A sign other than a digit, or `X` elsewhere than at the end.
    #[error("身份证号中有不该有的字符“{found}”")]
    Letters {
        /// The first such sign.
        found: char,
    },
    /// Excel turned the number into `4.40524E+17`; its last digits are lost.
    #[error("身份证号已被表格软件变成科学计数法“{found}”，后几位丢失")]
    Scientific {
        /// As it was written.
        found: String,
    },
}

impl IdFault {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty => "请填写18位身份证号",
            Self::Length { .. } => "请对照身份证原件核对，看是否少录或多录了数字",
            Self::Check { .. } => "请对照身份证原件逐位核对",
            Self::Date { .. } => "请对照身份证原件核对第7至14位",
            Self::Letters { .. } => "身份证号只有数字，最后一位可以是X，请改正",
            Self::Scientific { .. } => "请按身份证原件补录；要在表里改的，先把这一列设为“文本”格式",
        }
    }
}

/// What is unusual about a number that is formally right; it never keeps a record from being saved.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IdWarning {
    /// Born after today.
    #[error("出生日期{0}晚于今天，请核对身份证号")]
    Future(NaiveDate),
    /// Not yet 18: no right to vote or to be elected (宪法 第34条).
    #[error("按身份证号今年{age}周岁，不满18周岁，请核对")]
    Minor {
        /// Full years.
        age: u32,
    },
    /// Older than 120.
    #[error("按身份证号已{age}周岁，请核对身份证号")]
    Implausible {
        /// Full years.
        age: u32,
    },
    /// The first two digits are not of a province (GB/T 2260, with 81–83 for the residence permits of
    /// 港澳台居民).
    #[error("身份证号前两位“{0}”不是省级行政区划代码，请核对")]
    Region(String),
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

impl IdNumber {
    /// Reads a number as people and sheets write it: full-width signs, spaces, a leading `'`, a
    /// small `x`.
    ///
    /// # Errors
    /// The first fault in the order form, length, signs, date, check digit.
    ///
    /// ```
    /// use domain::names::id_number::{IdFault, IdNumber};
    /// let parsed = IdNumber::parse("'11010519491231002x").unwrap();
    /// assert_eq!(parsed.number().as_str(), "11010519491231002X");
    /// let fault = IdNumber::parse("340524198001010013").unwrap_err();
    /// assert_eq!(fault, IdFault::Check { expected: 'X', found: '3' });
    /// ```
    pub fn parse(written: &str) -> Result<Parsed, IdFault> {
        let number = normal_form(written);
        if number.is_empty() {
            return Err(IdFault::Empty);
        }
        if is_scientific(&number) {
            return Err(IdFault::Scientific { found: number });
        }
        let found = number.chars().count();
        let digits = number.strip_suffix('X').unwrap_or(&number);
        let stray = digits.chars().find(|sign| !sign.is_ascii_digit());
        match (found, stray) {
            (18, None) => parse_current(number).map(Parsed::Current),
            (15, None) if digits.len() == 15 => {
                convert(&number).map(|converted| Parsed::Old { converted })
            }
            (_, Some(found)) => Err(IdFault::Letters { found }),
            (15, None) => Err(IdFault::Letters { found: 'X' }),
            (found, None) => Err(IdFault::Length { found }),
        }
    }

    /// The 18 signs.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Year, month, day.
    pub fn birth_date(&self) -> (u16, u8, u8) {
        let number = |range: std::ops::Range<usize>| self.0[range].parse::<u16>().unwrap_or(0);
        (number(6..10), number(10..12) as u8, number(12..14) as u8)
    }

    /// By the 17th digit: odd 男, even 女.
    pub fn sex(&self) -> Sex {
        if (self.0.as_bytes()[16] - b'0') % 2 == 1 {
            Sex::Male
        } else {
            Sex::Female
        }
    }

    /// The six digits of the place that issued the number first (GB/T 2260 of that time).
    pub fn region(&self) -> &str {
        &self.0[..6]
    }

    /// Only region and year, for screens and logs: `110105********002X` hides the date.
    ///
    /// ```
    /// use domain::names::id_number::IdNumber;
    /// let parsed = IdNumber::parse("11010519491231002X").unwrap();
    /// assert_eq!(parsed.number().masked(), "110105********002X");
    /// ```
    pub fn masked(&self) -> String {
        format!("{}********{}", &self.0[..6], &self.0[14..])
    }

    /// Full years on `day`; `None` before the birth.
    pub fn age(&self, day: NaiveDate) -> Option<u32> {
        let (year, month, date) = self.birth_date();
        let years = day.year() - i32::from(year);
        let before_birthday = (day.month(), day.day()) < (u32::from(month), u32::from(date));
        u32::try_from(years - i32::from(before_birthday)).ok()
    }

    /// What a person should look at once more.
    pub fn warnings(&self, today: NaiveDate) -> Vec<IdWarning> {
        let mut warnings = Vec::new();
        let (year, month, day) = self.birth_date();
        match self.age(today) {
            None => {
                let birth = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
                warnings.extend(birth.map(IdWarning::Future));
            }
            Some(age) if age < 18 => warnings.push(IdWarning::Minor { age }),
            Some(age) if age > 120 => warnings.push(IdWarning::Implausible { age }),
            Some(_) => {}
        }
        let province: u8 = self.0[..2].parse().unwrap_or(0);
        if !matches!(province, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=66 | 71 | 81..=83)
        {
            warnings.push(IdWarning::Region(self.0[..2].to_owned()));
        }
        warnings
    }
}

impl fmt::Display for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdNumber({})", self.masked())
    }
}

/// Without spaces, the leading quotation mark of a text cell, and full-width forms.
fn normal_form(written: &str) -> String {
    let digits = written.strip_suffix('X').unwrap_or(written);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return written.to_owned();
    }
    written
        .chars()
        .filter(|sign| !is_blank(*sign))
        .map(narrow)
        .map(|sign| {
            if matches!(sign, 'x' | '×' | 'Ⅹ' | 'χ' | 'Х' | 'х') {
                'X'
            } else {
                sign
            }
        })
        .skip_while(|sign| matches!(sign, '\'' | '‘' | '’' | '`'))
        .collect()
}

/// `4.40524E+17`, `4.40524e17`, and `440524188001010000.0`.
fn is_scientific(number: &str) -> bool {
    let (head, tail) = match number.split_once(['E', 'e']) {
        Some((head, exponent)) => (head, exponent.trim_start_matches('+')),
        None => match number.split_once('.') {
            Some((head, tail)) => (head, tail),
            None => return false,
        },
    };
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    digits(&head.replacen('.', "", 1)) && digits(tail)
}

fn parse_current(number: String) -> Result<IdNumber, IdFault> {
    check_date(&number[6..14])?;
    let expected = check_digit(&number[..17]);
    let found = char::from(number.as_bytes()[17]);
    if found != expected {
        return Err(IdFault::Check { expected, found });
    }
    Ok(IdNumber(number))
}

/// 15 digits: region, YYMMDD, sequence; all of the holders were born in the 1900s.
fn convert(old: &str) -> Result<IdNumber, IdFault> {
    let mut number = format!("{}19{}", &old[..6], &old[6..]);
    check_date(&number[6..14])?;
    number.push(check_digit(&number));
    Ok(IdNumber(number))
}

fn check_date(date: &str) -> Result<(), IdFault> {
    let number = |range: std::ops::Range<usize>| date[range].parse().unwrap_or(0);
    let year = i32::try_from(number(0..4)).unwrap_or(0);
    if NaiveDate::from_ymd_opt(year, number(4..6), number(6..8)).is_some() {
        Ok(())
    } else {
        Err(IdFault::Date {
            found: date.to_owned(),
        })
    }
}

/// The check digit of 17 digits.
fn check_digit(digits: &str) -> char {
    let sum: u32 = digits
        .bytes()
        .zip(WEIGHTS)
        .map(|(b, weight)| u32::from(b - b'0') * weight)
        .sum();
    CHECKS[(sum % 11) as usize]
}

/// Whether a number cell of a sheet holds more digits than it can keep: Excel keeps 15, so that an
/// 身份证号 typed as a number ends in zeros that nobody typed.
///
/// ```
/// use domain::names::id_number::lost_digits;
/// assert!(lost_digits(440524188001010014.0));
/// assert!(!lost_digits(13800005678.0));
/// ```
pub fn lost_digits(number: f64) -> bool {
    number.abs() >= 1e15
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(written: &str) -> IdNumber {
        IdNumber::parse(written).unwrap().number().clone()
    }

    #[test]
    fn numbers_of_the_standard_are_right() {
        for good in [
            "11010519491231002X",
            "440524188001010014",
            "34052419800101001X",
        ] {
            assert_eq!(number(good).as_str(), good, "vector of GB 11643");
        }
        let woman = number("11010519491231002X");
        assert_eq!(woman.birth_date(), (1949, 12, 31), "born");
        assert_eq!(woman.sex(), Sex::Female, "the 17th digit is even");
        assert_eq!(woman.region(), "110105", "place");
        assert_eq!(
            number("440524188001010014").sex().name(),
            "男",
            "the 17th digit is odd"
        );
    }

    #[test]
    fn what_sheets_do_to_numbers_is_undone() {
        for written in [
            "'11010519491231002x",
            " 110105 19491231 002X ",
            "１１０１０５１９４９１２３１００２ｘ",
            "’11010519491231002X",
            "11010519491231002х",
        ] {
            assert_eq!(number(written).as_str(), "11010519491231002X", "{written}");
        }
    }

    #[test]
    fn a_fault_says_what_is_wrong() {
        for (written, fault) in [
            ("", IdFault::Empty),
            ("1101051949123100", IdFault::Length { found: 16 }),
            ("1101051949123100200", IdFault::Length { found: 19 }),
            (
                "340524198001010013",
                IdFault::Check {
                    expected: 'X',
                    found: '3',
                },
            ),
            (
                "110105194912310021",
                IdFault::Check {
                    expected: 'X',
                    found: '1',
                },
            ),
            (
                "110105194913310021",
                IdFault::Date {
                    found: "19491331".into(),
                },
            ),
            (
                "110105190002290021",
                IdFault::Date {
                    found: "19000229".into(),
                },
            ),
            ("110105********002X", IdFault::Letters { found: '*' }),
            ("1101051949123X0021", IdFault::Letters { found: 'X' }),
            ("身份证110105194912", IdFault::Letters { found: '身' }),
            (
                "4.40524E+17",
                IdFault::Scientific {
                    found: "4.40524E+17".into(),
                },
            ),
            (
                "4.40524e17",
                IdFault::Scientific {
                    found: "4.40524e17".into(),
                },
            ),
        ] {
            assert_eq!(IdNumber::parse(written), Err(fault), "{written}");
        }
        let fault = IdNumber::parse("110105194912310021").unwrap_err();
        assert_eq!(
            fault.to_string(),
            "身份证号校验位不对：按前17位应为X，现在是1",
            "sentence"
        );
        assert_eq!(fault.hint(), "请对照身份证原件逐位核对", "remedy");
    }

    #[test]
    fn an_old_number_is_offered_in_its_new_form() {
        let parsed = IdNumber::parse("110105491231002").unwrap();
        let Parsed::Old { converted } = parsed else {
            panic!("15 digits are an old number")
        };
        assert_eq!(
            converted.as_str(),
            "11010519491231002X",
            "century and check digit added"
        );
        assert_eq!(
            IdNumber::parse("110105491331002"),
            Err(IdFault::Date {
                found: "19491331".into()
            }),
            "an old number has a real date too"
        );
    }

    #[test]
    fn what_is_unusual_is_only_a_warning() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let today = day(2026, 3, 8);
        assert_eq!(
            number("11010519491231002X").warnings(today),
            [],
            "nothing unusual"
        );
        let old = number("440524188001010014").warnings(today);
        assert_eq!(old, [IdWarning::Implausible { age: 146 }], "born in 1880");
        let woman = number("11010519491231002X");
        assert_eq!(
            woman.age(day(1967, 12, 30)),
            Some(17),
            "the day before the birthday"
        );
        assert_eq!(woman.age(day(1967, 12, 31)), Some(18), "the birthday");
        assert_eq!(
            woman.warnings(day(1967, 12, 30)),
            [IdWarning::Minor { age: 17 }],
            "a minor"
        );
        let unborn = woman.warnings(day(1949, 1, 1));
        assert_eq!(
            unborn,
            [IdWarning::Future(day(1949, 12, 31))],
            "not born yet"
        );
        let nowhere = format!("99010519491231{}", "002");
        let nowhere = number(&format!("{nowhere}{}", check_digit(&nowhere)));
        assert_eq!(
            nowhere.warnings(today),
            [IdWarning::Region("99".into())],
            "no such province"
        );
    }

    #[test]
    fn a_log_never_shows_the_number() {
        let shown = format!("{:?}", number("11010519491231002X"));
        assert!(!shown.contains("1949"), "{shown} shows the date of birth");
    }
}
