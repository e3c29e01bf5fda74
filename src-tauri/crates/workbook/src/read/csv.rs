//! Comma, semicolon or tab separated text, in UTF-8, UTF-16 or GB18030 (what Excel writes in
//! China without asking).

use std::borrow::Cow;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::archive::Bytes;
use super::merges::MergeFill;
use super::rows::{RowBuffer, Sink};
use super::{MAX_CELL_BYTES, MAX_ROWS, ReadFault, ReadSummary, SheetInfo};

/// Bytes of text files taken: the text is decoded in memory.
const MAX_BYTES: usize = 32 << 20;
/// Of a hundred characters, how many may be beyond repair before a text is no text.
const MAX_LOST_PERCENT: usize = 5;

pub(crate) struct CsvBook {
    text: String,
    name: String,
    separator: char,
    lost: u32,
}

impl CsvBook {
    pub(crate) fn open(bytes: &Bytes, file_name: &str) -> Result<Self, ReadFault> {
        let bytes = bytes.as_ref();
        if bytes.len() > MAX_BYTES {
            return Err(ReadFault::FileTooLarge(bytes.len() >> 20));
        }
        // Programs of the time of DOS end a text with this sign.
        let end = bytes.iter().rposition(|byte| *byte != 0x1A);
        let bytes = &bytes[..end.map_or(0, |last| last + 1)];
        let (text, lost) = decode(bytes)?;
        if text
            .trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
            .is_empty()
        {
            return Err(ReadFault::EmptyFile);
        }
        let zeros = memchr::memchr_iter(0, text.as_bytes()).count();
        if (lost + zeros) * 100 > text.chars().count() * MAX_LOST_PERCENT {
            return Err(ReadFault::PlainText);
        }
        let separator = separator(&text).ok_or(ReadFault::PlainText)?;
        let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = name
            .rsplit_once('.')
            .map_or(name, |(stem, _)| stem)
            .to_owned();
        Ok(Self {
            text: text.into_owned(),
            name,
            separator,
            lost: u32::try_from(lost).unwrap_or(u32::MAX),
        })
    }

    pub(crate) fn sheets(&self) -> Vec<SheetInfo> {
        vec![SheetInfo {
            name: self.name.clone(),
            hidden: false,
        }]
    }

    pub(crate) fn read(&mut self, sink: Sink<'_>) -> Result<ReadSummary, ReadFault> {
        let mut row = RowBuffer::new(&self.name, MergeFill::default());
        let mut records = Records {
            rest: &self.text,
            separator: self.separator,
            line: 1,
            open_quote: None,
        };
        let mut number = 0;
        while !records.rest.is_empty() {
            // A spreadsheet shows the record, not the line it begins on.
            number += 1;
            if number > MAX_ROWS {
                row.cut();
                break;
            }
            row.begin(number);
            let (mut column, mut more) = (0, true);
            while more {
                let field;
                (field, more) = records.field();
                if field.len() > MAX_CELL_BYTES {
                    return Err(ReadFault::CellTooLong("文本".to_owned()));
                }
                row.set_text(column, &as_shown(&field))?;
                column += 1;
            }
            if row.finish(sink).is_break() {
                break;
            }
        }
        Ok(ReadSummary {
            open_quote: records.open_quote,
            lost_characters: self.lost,
            ..row.summary()
        })
    }
}

/// The text, and how many of its characters could not be read.
fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, usize), ReadFault> {
    let lost = |text: &str| text.matches('\u{FFFD}').count();
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        let (text, _, broken) = encoding.decode(bytes);
        let lost = if broken { lost(&text) } else { 0 };
        return Ok((text, lost));
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        let text = encoding.decode_without_bom_handling(bytes).0;
        let lost = lost(&text);
        return Ok((text, lost));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((Cow::Borrowed(text), 0));
    }
    if let Some(text) = mixed(bytes) {
        return Ok((Cow::Owned(text), 0));
    }
    // What is UTF-8 but for a place or two was cut by a program that counts bytes. Chinese in
    // another encoding breaks the rules of UTF-8 in nearly every character.
    let utf8 = UTF_8.decode_without_bom_handling(bytes).0;
    let sound = utf8.chars().filter(|c| !c.is_ascii() && *c != '\u{FFFD}');
    let (sound, broken) = (sound.count(), lost(&utf8));
    if sound > broken * 4 {
        return Ok((utf8, broken));
    }
    if is_big5(bytes) {
        return Err(ReadFault::OtherEncoding("Big5（繁体中文）"));
    }
    let text = GB18030.decode_without_bom_handling(bytes).0;
    let lost = lost(&text);
    Ok((text, lost))
}

/// UTF-16 without the mark at its beginning: line ends and separators have their zero bytes on one
/// side, and what comes out are characters of texts.
pub(super) fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    if !head.contains(&0) {
        return None;
    }
    let usual = |c: &char| {
        matches!(c, '\t' | '\r' | '\n' | ' '..='~' | '\u{3000}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'
            | '\u{ff00}'..='\u{ffef}' | '·' | '×' | '\u{2000}'..='\u{206f}')
    };
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let text = encoding.decode_without_bom_handling(head).0;
        let (all, known) = (text.chars().count(), text.chars().filter(usual).count());
        all > 3 && known * 20 >= all * 19
    })
}

/// Lines of UTF-8 and of GB 18030 in one text, as when sheets were put together by hand. None where
/// a line is neither, or the text is all of one kind.
fn mixed(bytes: &[u8]) -> Option<String> {
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    let (mut utf8, mut gb) = (0_usize, 0_usize);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if line.is_ascii() {
            text.push_str(std::str::from_utf8(line).ok()?);
        } else if let Ok(line) = std::str::from_utf8(line) {
            utf8 += 1;
            text.push_str(line);
        } else {
            let (line, broken) = GB18030.decode_without_bom_handling(line);
            let usual = |c: &char| {
                c.is_ascii()
                    || matches!(c, '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
            };
            if broken || !line.chars().all(|c| usual(&c)) {
                return None;
            }
            gb += 1;
            text.push_str(&line);
        }
    }
    // A line of GB 18030 is hardly ever valid UTF-8, but a short one may be.
    (utf8 > 1 && gb > 0 && utf8 * 4 >= gb).then_some(text)
}

/// Whether Chinese bytes are those of Big5: valid there, and in GB 18030 mostly characters that are
/// hardly ever used.
fn is_big5(bytes: &[u8]) -> bool {
    let (mut pairs, mut rare, mut frequent, mut at) = (0_usize, 0_usize, 0_usize, 0);
    while at + 1 < bytes.len() {
        if bytes[at].is_ascii() {
            at += 1;
            continue;
        }
        pairs += 1;
        // Outside the 6,763 characters of GB 2312 and its signs.
        let common = matches!(bytes[at], 0xA1..=0xA9 | 0xB0..=0xF7) && bytes[at + 1] >= 0xA1;
        rare += usize::from(!common);
        // The frequent characters and signs of Big5.
        frequent += usize::from(matches!(bytes[at], 0xA1..=0xC6));
        at += 2;
    }
    let (_, _, broken) = BIG5.decode(bytes);
    !broken && pairs > 0 && rare * 5 > pairs && frequent * 10 >= pairs * 8
}

/// `="00123"` is how programs keep a spreadsheet from taking digits for a number.
fn as_shown(field: &str) -> Cow<'_, str> {
    let quoted = field.trim().strip_prefix("=\"");
    match quoted.and_then(|rest| rest.strip_suffix('"')) {
        Some(text) if !text.contains('"') => Cow::Borrowed(text),
        Some(text) if text.replace("\"\"", "").find('"').is_none() => {
            Cow::Owned(text.replace("\"\"", "\""))
        }
        _ => Cow::Borrowed(field),
    }
}

/// Takes the fields of a text one by one.
struct Records<'a> {
    rest: &'a str,
    separator: char,
    /// The line that `rest` begins on, from 1.
    line: u32,
    open_quote: Option<u32>,
}

impl<'a> Records<'a> {
    /// The next field, and whether its record goes on behind it.
    fn field(&mut self) -> (Cow<'a, str>, bool) {
        if let Some(body) = self.rest.strip_prefix('"') {
            if let Some((text, length)) = self.quoted(body) {
                self.line += newlines(&body[..length]);
                let more = self.pass(&body[length..]);
                return (text, more);
            }
            self.open_quote.get_or_insert(self.line);
        }
        let end = self.rest.find([self.separator, '\n', '\r']);
        let (text, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        let more = self.pass(rest);
        (Cow::Borrowed(text), more)
    }

    /// Goes on behind the separator or the end of the line that `rest` begins with.
    fn pass(&mut self, rest: &'a str) -> bool {
        if let Some(rest) = rest.strip_prefix(self.separator) {
            self.rest = rest;
            return true;
        }
        let after = rest.strip_prefix("\r\n");
        self.rest = after.or(rest.strip_prefix(['\n', '\r'])).unwrap_or(rest);
        self.line += 1;
        false
    }

    /// A field in quotation marks, and where it ends in `body`. None where the mark that begins it
    /// belongs to the text: nothing closes it, or what closes it lines below stands inside a field.
    fn quoted(&self, body: &'a str) -> Option<(Cow<'a, str>, usize)> {
        let mut from = 0;
        loop {
            let at = from + memchr::memchr(b'"', &body.as_bytes()[from..])?;
            if at > MAX_CELL_BYTES {
                return None;
            }
            let behind = &body[at + 1..];
            if behind.starts_with('"') {
                from = at + 2;
                continue;
            }
            let text = &body[..at];
            let tail = behind
                .find([self.separator, '\n', '\r'])
                .unwrap_or(behind.len());
            if tail > 0 && text.contains('\n') {
                return None;
            }
            let text = if text.contains('"') {
                Cow::Owned(text.replace("\"\"", "\""))
            } else {
                Cow::Borrowed(text)
            };
            // What stands between the mark and the separator belongs to the text as well.
            let text = match &behind[..tail] {
                "" => text,
                tail => Cow::Owned(format!("{text}{tail}")),
            };
            return Some((text, at + 1 + tail));
        }
    }
}

fn newlines(text: &str) -> u32 {
    memchr::memchr_iter(b'\n', text.as_bytes()).count() as u32
}

/// The sign that splits the first lines into the most columns; none if the text is no table.
fn separator(text: &str) -> Option<char> {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(20)
        .collect();
    [',', '\t', ';', '|', '，']
        .into_iter()
        .map(|sign| {
            let with = lines.iter().filter(|line| line.contains(sign)).count();
            (with, sign)
        })
        .filter(|(with, _)| *with * 2 > lines.len())
        // A full-width comma also stands in sentences, and a bar beside the columns.
        .max_by_key(|(with, sign)| (!matches!(sign, '，' | '|'), *with, *sign == ','))
        .map(|(_, sign)| sign)
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;
    use std::sync::Arc;

    use super::*;

    fn read(bytes: &[u8]) -> Result<(Vec<Vec<String>>, ReadSummary), ReadFault> {
        let mut book = CsvBook::open(&Bytes(Arc::new(bytes.to_vec())), "名册.csv")?;
        let mut rows = Vec::new();
        let summary = book.read(&mut |row| {
            rows.push(row.cells.iter().map(|cell| cell.value.shown()).collect());
            ControlFlow::Continue(())
        })?;
        Ok((rows, summary))
    }

    #[test]
    fn quotation_marks_hold_separators_and_lines() {
        let (rows, summary) =
            read("a,\"b,\"\"c\"\"\r\nd\",e\r\n\"f\"g,=\"0312\",\"=\"\"007\"\"\"\n".as_bytes())
                .unwrap();
        assert_eq!(rows[0], ["a", "b,\"c\"\nd", "e"], "one record on two lines");
        assert_eq!(rows[1], ["fg", "0312", "007"], "digits kept as text");
        assert_eq!(summary.open_quote, None, "all are closed");
    }

    #[test]
    fn an_open_quotation_mark_swallows_nothing() {
        for (text, line) in [
            ("a,b\n1,\"甲\n2,乙\n3,丙\n", 2),
            ("a,b\n1,甲\n2,\"乙\n3,\"丙\"\n4,丁", 3),
        ] {
            let (rows, summary) = read(text.as_bytes()).unwrap();
            assert!(rows.len() >= 4, "every line is a row: {rows:?}");
            assert_eq!(summary.open_quote, Some(line), "the line is named");
            assert!(summary.note().unwrap().contains("引号"), "and said");
        }
    }

    #[test]
    fn encodings_and_damage() {
        let table = "姓名,性别\n赵一明,男\n";
        let (gbk, _, _) = GB18030.encode(table);
        for big in [false, true] {
            let units = table.encode_utf16();
            let bytes: Vec<u8> = units
                .flat_map(|it| {
                    if big {
                        it.to_be_bytes()
                    } else {
                        it.to_le_bytes()
                    }
                })
                .collect();
            let (rows, _) = read(&bytes).unwrap();
            assert_eq!(rows[1], ["赵一明", "男"], "UTF-16 without its mark");
        }
        let both = [table.as_bytes(), &GB18030.encode("钱二妹,女\n").0[..]].concat();
        let (rows, _) = read(&both).unwrap();
        assert_eq!(rows[2], ["钱二妹", "女"], "a line of another encoding");
        assert_eq!(rows[1], ["赵一明", "男"], "beside the others");
        let (rows, _) = read(&[&gbk[..], &[0x1A]].concat()).unwrap();
        assert_eq!(rows[1], ["赵一明", "男"], "the sign at the end is no text");
        let (rows, _) = read("姓名,性别\n赵一\u{7}明,男\n".as_bytes()).unwrap();
        assert_eq!(rows[1], ["赵一明", "男"], "signs that nobody sees go");
        let mut cut = "姓名,备注\n赵一明,村支部书记\n钱二妹,委员会主"
            .as_bytes()
            .to_vec();
        cut.pop();
        let (rows, summary) = read(&cut).unwrap();
        assert_eq!(rows[2][1], "委员会\u{FFFD}", "the rest is there");
        assert_eq!(summary.lost_characters, 1, "the loss is counted");
        let (big5, _, _) = BIG5.encode("姓名,性別\n趙一明,男\n錢二妹,女\n");
        assert_eq!(
            read(&big5),
            Err(ReadFault::OtherEncoding("Big5（繁体中文）")),
            "named, not guessed"
        );
    }
}
