//! Number formats: what they make of a value on the screen.
//!
//! Source: ECMA-376 part 1, 18.8.30 and 18.8.31 (with the built-in formats of zh-cn); [MS-XLS]
//! 2.4.126.

use super::{CellValue, DatePrecision};

/// Characters of a format that are looked at; Excel allows 255.
const LONGEST: usize = 1024;
/// Digits that a number keeps. What a format shows beyond them is not known.
const EXACT: f64 = 1e15;

/// A number format, as far as reading needs it.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct NumberFormat {
    kind: Kind,
    /// What it adds to a text.
    text: Option<Section>,
}

#[derive(Clone, PartialEq, Debug, Default)]
enum Kind {
    /// The number as it is, whatever decimals, signs or colours.
    #[default]
    Plain,
    Date(DatePrecision),
    /// Hours, minutes, seconds alone.
    Time,
    /// For positive numbers, negative ones and zero: digits among other characters.
    Decorated([Option<Section>; 3]),
}

/// One of the parts of a format that semicolons separate.
type Section = Vec<Piece>;

#[derive(Clone, PartialEq, Debug)]
enum Piece {
    /// `0` (true) or `#`, `?`.
    Digit(bool),
    Point,
    /// A comma among the digits.
    Group,
    Literal(char),
    /// `General`
    General,
    /// `@`
    Text,
    /// A letter of dates: y m d h s, or `[` for elapsed time.
    Date(char),
    /// Percent, exponent, fraction, condition: the display is not made here.
    Other,
}

impl NumberFormat {
    /// Of a format that every program knows by its number.
    pub(crate) fn built_in(id: u16) -> Self {
        let kind = match id {
            17 | 27 | 36 | 50 | 52 | 57 => Kind::Date(DatePrecision::Month),
            14..=16 | 22 | 28..=31 | 51 | 53 | 54 | 58 => Kind::Date(DatePrecision::Day),
            18..=21 | 32..=35 | 45..=47 | 55 | 56 => Kind::Time,
            _ => Kind::Plain,
        };
        Self { kind, text: None }
    }

    /// Of a format code.
    pub(crate) fn parse(code: &str) -> Self {
        let code: String = code.chars().take(LONGEST).collect();
        let sections = sections(&code);
        let text = sections
            .iter()
            .find(|section| section.contains(&Piece::Text) && has_words(section))
            .cloned();
        let Some(first) = sections.first() else {
            return Self::default();
        };
        let kind = date_kind(first).unwrap_or_else(|| {
            let numbers: Vec<&Section> = sections
                .iter()
                .take(3)
                .filter(|section| !section.contains(&Piece::Text))
                .collect();
            let shown = |at: usize| {
                numbers
                    .get(at)
                    .copied()
                    .filter(|section| adds_something(section))
                    .cloned()
            };
            let all = [shown(0), shown(1), shown(2)];
            if all.iter().all(Option::is_none) {
                return Kind::Plain;
            }
            // Where a format has one part, it serves negative numbers and zero as well.
            match numbers.len() {
                1 => Kind::Decorated([all[0].clone(), None, all[0].clone()]),
                2 => Kind::Decorated([all[0].clone(), all[1].clone(), all[0].clone()]),
                _ => Kind::Decorated(all),
            }
        });
        Self { kind, text }
    }

    /// Whether a number stays as it is under this format.
    pub(crate) fn is_plain(&self) -> bool {
        self.kind == Kind::Plain
    }

    /// What a number is under this format, and how it is shown where that says more.
    pub(crate) fn number(
        &self,
        number: f64,
        date_1904: bool,
    ) -> (CellValue, DatePrecision, Option<Box<str>>) {
        match &self.kind {
            Kind::Plain => (CellValue::Number(number), DatePrecision::Day, None),
            Kind::Date(precision) => match moment(number, date_1904) {
                Some(value @ CellValue::Date(_)) => (value, *precision, None),
                Some(value) => (value, DatePrecision::Day, None),
                None => (CellValue::Number(number), DatePrecision::Day, None),
            },
            Kind::Time => {
                let value = if (0.0..1.0).contains(&number) {
                    clock(number)
                } else {
                    moment(number, date_1904).unwrap_or(CellValue::Number(number))
                };
                (value, DatePrecision::Day, None)
            }
            Kind::Decorated(parts) => {
                let part = if number > 0.0 {
                    &parts[0]
                } else if number < 0.0 {
                    &parts[1]
                } else {
                    &parts[2]
                };
                let shown = part.as_ref().and_then(|part| render(part, number.abs()));
                (CellValue::Number(number), DatePrecision::Day, shown)
            }
        }
    }

    /// How a text is shown where the format adds to it.
    pub(crate) fn text(&self, text: &str) -> Option<Box<str>> {
        let section = self.text.as_ref()?;
        let mut shown = String::with_capacity(text.len() + 16);
        for piece in section {
            match piece {
                Piece::Text => shown.push_str(text),
                Piece::Literal(character) => shown.push(*character),
                _ => {}
            }
        }
        Some(shown.into_boxed_str())
    }
}

/// The day of a serial number, or the hour where there is no day.
fn moment(serial: f64, date_1904: bool) -> Option<CellValue> {
    if (0.0..1.0).contains(&serial) && !date_1904 {
        return Some(clock(serial));
    }
    let serial = if date_1904 { serial + 1462.0 } else { serial };
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    // Before March 1900 Excel counts a day that never was.
    let days = serial.floor();
    let days = if days < 60.0 { days + 1.0 } else { days };
    let seconds = (serial.fract() * 86_400.0).round();
    let start = chrono::NaiveDate::from_ymd_opt(1899, 12, 30)?.and_time(chrono::NaiveTime::MIN);
    let span = chrono::Duration::seconds(days as i64 * 86_400 + seconds as i64);
    start.checked_add_signed(span).map(CellValue::Date)
}

/// A time of day without a day keeps its digits as text.
fn clock(serial: f64) -> CellValue {
    let minutes = (serial * 1440.0).round() as i64;
    CellValue::Text(format!("{:02}:{:02}", minutes / 60, minutes % 60))
}

/// Splits a format into its parts and their pieces.
fn sections(code: &str) -> Vec<Section> {
    let mut sections = vec![Section::new()];
    let put = |sections: &mut Vec<Section>, piece: Piece| {
        if let Some(last) = sections.last_mut() {
            last.push(piece);
        }
    };
    let mut pending = code;
    while let Some(character) = pending.chars().next() {
        let before = pending;
        pending = &pending[character.len_utf8()..];
        let mut skip = 0;
        match character {
            ';' => sections.push(Section::new()),
            '"' => {
                for literal in pending.chars() {
                    skip += 1;
                    if literal == '"' {
                        break;
                    }
                    put(&mut sections, Piece::Literal(literal));
                }
            }
            '\\' | '!' => {
                if let Some(literal) = pending.chars().next() {
                    put(&mut sections, Piece::Literal(literal));
                    skip = 1;
                }
            }
            // The width of a character, or a character to fill with: nothing to read.
            '_' | '*' => skip = 1,
            '[' => {
                let inside: String = pending.chars().take_while(|c| *c != ']').collect();
                skip = inside.chars().count() + 1;
                if let Some(piece) = bracket(&inside) {
                    put(&mut sections, piece);
                }
            }
            '0' => put(&mut sections, Piece::Digit(true)),
            '#' | '?' => put(&mut sections, Piece::Digit(false)),
            '.' => put(&mut sections, Piece::Point),
            ',' => put(&mut sections, Piece::Group),
            '%' => put(&mut sections, Piece::Other),
            '@' => put(&mut sections, Piece::Text),
            'G' | 'g' if starts(before, "G/通用格式") => {
                put(&mut sections, Piece::General);
                skip = "/通用格式".chars().count();
            }
            'G' | 'g' if starts(before, "General") => {
                put(&mut sections, Piece::General);
                skip = "eneral".len();
            }
            'E' | 'e' if pending.starts_with(['+', '-']) => {
                put(&mut sections, Piece::Other);
            }
            'A' | 'a' if starts(before, "AM/PM") => skip = 4,
            'A' | 'a' if starts(before, "A/P") => skip = 2,
            '上' if starts(before, "上午/下午") => skip = 4,
            // The year of an era is shown as the year in China.
            'e' | 'E' => put(&mut sections, Piece::Date('y')),
            'a' | 'A' if starts(before, "aaa") => put(&mut sections, Piece::Date('d')),
            'a' | 'A' | 'g' | 'G' => {}
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => {
                put(&mut sections, Piece::Date(character.to_ascii_lowercase()));
            }
            literal => put(&mut sections, Piece::Literal(literal)),
        }
        let passed: usize = pending.chars().take(skip).map(char::len_utf8).sum();
        pending = &pending[passed..];
    }
    sections
}

fn starts(text: &str, with: &str) -> bool {
    text.get(..with.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(with))
}

/// Colours and locales are nothing to read; hours that go beyond a day are.
fn bracket(inside: &str) -> Option<Piece> {
    let lower = inside.to_ascii_lowercase();
    if !lower.is_empty() && lower.bytes().all(|byte| matches!(byte, b'h' | b'm' | b's')) {
        return Some(Piece::Date('['));
    }
    if inside.starts_with(['<', '>', '=']) || lower.starts_with("dbnum") {
        return Some(Piece::Other);
    }
    None
}

/// Of a section with letters of dates: what it shows.
fn date_kind(section: &Section) -> Option<Kind> {
    let has = |letter: char| section.contains(&Piece::Date(letter));
    if !section.iter().any(|piece| matches!(piece, Piece::Date(_))) {
        return None;
    }
    let clock = has('h') || has('s') || has('[');
    Some(match (has('y'), has('m'), has('d')) {
        (_, _, true) => Kind::Date(DatePrecision::Day),
        (false, _, false) if clock => Kind::Time,
        (true, _, false) if clock => Kind::Date(DatePrecision::Day),
        (_, true, false) => Kind::Date(DatePrecision::Month),
        (_, false, false) => Kind::Date(DatePrecision::Year),
    })
}

/// Whether it holds letters or words, not signs alone.
fn has_words(section: &Section) -> bool {
    section
        .iter()
        .any(|piece| matches!(piece, Piece::Literal(letter) if letter.is_alphanumeric()))
}

/// Whether the number looks different from its digits: zeros before it, words, dashes among it.
fn adds_something(section: &Section) -> bool {
    if section.contains(&Piece::Other) {
        return false;
    }
    let number = |piece: &Piece| matches!(piece, Piece::Digit(_) | Piece::General);
    let (Some(first), Some(last)) = (
        section.iter().position(number),
        section.iter().rposition(number),
    ) else {
        return false;
    };
    let zeros = section
        .iter()
        .take_while(|piece| **piece != Piece::Point)
        .filter(|piece| **piece == Piece::Digit(true))
        .count();
    let inside = section[first..last]
        .iter()
        .any(|piece| matches!(piece, Piece::Literal(c) if !c.is_whitespace()));
    // A comma behind the last digit divides by a thousand.
    let divided = section.get(last + 1) == Some(&Piece::Group);
    !divided && (zeros > 1 || inside || has_words(section))
}

/// The number as the section writes it; none where its digits are not known.
fn render(section: &Section, number: f64) -> Option<Box<str>> {
    if !number.is_finite() || number >= EXACT {
        return None;
    }
    let point = section.iter().position(|piece| *piece == Piece::Point);
    let (whole, fraction) = section.split_at(point.unwrap_or(section.len()));
    let decimals = fraction
        .iter()
        .filter(|piece| matches!(piece, Piece::Digit(_)))
        .count();
    let needed = fraction
        .iter()
        .filter(|piece| **piece == Piece::Digit(true))
        .count();
    let general = section.contains(&Piece::General);
    let digits = if general {
        number.to_string()
    } else {
        format!("{number:.decimals$}")
    };
    let (before, after) = digits.split_once('.').unwrap_or((&digits, ""));
    let before = if before == "0" && !general {
        ""
    } else {
        before
    };
    let mut shown: Vec<char> = Vec::new();
    // From the right: each place takes a digit, the first one all that are left.
    let mut left: Vec<char> = before.chars().collect();
    let first = whole.iter().position(|p| matches!(p, Piece::Digit(_)));
    for (at, piece) in whole.iter().enumerate().rev() {
        match piece {
            Piece::Digit(zero) => {
                match left.pop() {
                    Some(digit) => shown.push(digit),
                    None if *zero => shown.push('0'),
                    None => {}
                }
                if first == Some(at) {
                    while let Some(digit) = left.pop() {
                        shown.push(digit);
                    }
                }
            }
            Piece::Literal(literal) => shown.push(*literal),
            Piece::General => shown.extend(digits.chars().rev()),
            _ => {}
        }
    }
    let mut text: String = shown.iter().rev().collect();
    let kept = after.trim_end_matches('0').len().max(needed);
    if kept > 0 && !general {
        text.push('.');
        text.push_str(after.get(..kept).unwrap_or(after));
    }
    text.extend(fraction.iter().filter_map(|piece| match piece {
        Piece::Literal(literal) => Some(*literal),
        _ => None,
    }));
    Some(text.trim().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, number: f64) -> Option<String> {
        let (_, _, shown) = NumberFormat::parse(code).number(number, false);
        shown.map(String::from)
    }

    #[test]
    fn dates_are_as_fine_as_their_format() {
        use DatePrecision::{Day, Month, Year};
        for (code, precision) in [
            ("yyyy\"年\"m\"月\"", Month),
            ("yyyy年m月", Month),
            ("[$-804]yyyy\"年\"m\"月\";@", Month),
            ("[DBNum1][$-804]yyyy\"年\"m\"月\"", Month),
            ("yyyy\\-mm", Month),
            ("yyyy.mm", Month),
            ("mmm-yy", Month),
            ("yyyy", Year),
            ("yyyy\"年\"", Year),
            ("yyyy-mm-dd", Day),
            ("yyyy/m/d;@", Day),
            ("e\"年\"m\"月\"d\"日\"", Day),
            ("m\"月\"d\"日\"", Day),
            ("yyyy-mm-dd hh:mm", Day),
            ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", Day),
            ("yyyy/m/d aaaa", Day),
        ] {
            let (value, own, _) = NumberFormat::parse(code).number(30651.0, false);
            assert!(matches!(value, CellValue::Date(_)), "{code} is a date");
            assert_eq!(own, precision, "{code}");
        }
        let (value, precision, _) = NumberFormat::built_in(57).number(30651.0, false);
        assert_eq!(
            (value.shown().as_str(), precision),
            ("1983-12-01", Month),
            "yyyy年m月 of every Chinese Excel"
        );
    }

    #[test]
    fn numbers_are_shown_with_what_the_format_adds() {
        for (code, number, text) in [
            ("00000", 7.0, Some("00007")),
            ("\"0312-\"0", 2_345_678.0, Some("0312-2345678")),
            ("\"0312-\"#", 2_345_678.0, Some("0312-2345678")),
            ("\"第\"0\"代表小组\"", 1.0, Some("第1代表小组")),
            ("第0代表小组", 1.0, Some("第1代表小组")),
            ("General\"人\"", 3.5, Some("3.5人")),
            ("G/通用格式\"人\"", 3.0, Some("3人")),
            ("000\\-0000\\-0000", 13_800_138_000.0, Some("138-0013-8000")),
            ("0.0\"分\"", 4.25, Some("4.2分")),
            ("0", 7.0, None),
            ("General", 7.0, None),
            ("0_ ", 7.0, None),
            ("#,##0.00", 1234.5, None),
            ("0.00%", 0.5, None),
            ("0.00E+00", 0.5, None),
            ("@", 7.0, None),
            (
                "_ ¥* #,##0.00_ ;_ ¥* \\-#,##0.00_ ;_ ¥* \"-\"??_ ;_ @_ ",
                0.0,
                None,
            ),
            ("[Red]0;[Blue]-0", 7.0, None),
            ("000000000000000000", 130_899_198_312_050_113.0, None),
        ] {
            assert_eq!(shown(code, number).as_deref(), text, "{number} as {code}");
        }
        assert_eq!(
            NumberFormat::parse("@\"村\"").text("北营房").as_deref(),
            Some("北营房村"),
            "texts too"
        );
        assert_eq!(
            NumberFormat::parse("0;;;@").text("北营房"),
            None,
            "nothing added"
        );
    }

    #[test]
    fn both_ways_of_counting_days() {
        let day = NumberFormat::built_in(14);
        for (serial, date_1904, text) in [
            (30655.0, false, "1983-12-05"),
            (29193.0, true, "1983-12-05"),
            (59.0, false, "1900-02-28"),
            (61.0, false, "1900-03-01"),
            (1.0, false, "1900-01-01"),
        ] {
            let (value, _, _) = day.number(serial, date_1904);
            assert_eq!(value.shown(), text, "{serial}");
        }
        let (value, _, _) = NumberFormat::parse("h:mm").number(0.354_166_7, false);
        assert_eq!(value.shown(), "08:30", "a time");
        let (value, _, _) = day.number(1e300, false);
        assert_eq!(value, CellValue::Number(1e300), "no day");
    }
}
