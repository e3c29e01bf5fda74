//! What a file is, by its content: endings are often wrong (an `.xls` that is a web page is an old habit of
//! export programs, and WPS's `.et` is an `.xls`).

use super::ReadFault;

/// Containers this crate opens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Container {
    /// `.xlsx` or `.ods`
    Zip,
    /// `.xls`, `.et`, or an encrypted `.xlsx`
    Ole,
    /// Comma or tab separated text
    Text,
}

/// Bytes of markup that are searched for what it is: a web page may begin with its styles.
const MARKUP: usize = 256 << 10;

pub(crate) fn container(bytes: &[u8]) -> Result<Container, ReadFault> {
    if bytes.is_empty() {
        return Err(ReadFault::EmptyFile);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Container::Zip);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return Ok(Container::Ole);
    }
    for (magic, name) in [
        (&b"%PDF"[..], " PDF 文件"),
        (b"{\\rtf", " RTF 文档"),
        (b"\x89PNG", "图片"),
        (b"\xFF\xD8\xFF", "图片"),
        (b"GIF8", "图片"),
        (b"Rar!", " RAR 压缩包"),
        (b"7z\xBC\xAF", " 7z 压缩包"),
        (b"\x1F\x8B", "压缩包"),
        (b"MZ", "程序"),
        (b"SQLite format 3", "数据库文件"),
    ] {
        if bytes.starts_with(magic) {
            return Err(match name.ends_with("压缩包") {
                true => ReadFault::Packed(name),
                false => ReadFault::OtherKind(name),
            });
        }
    }
    if is_lock_file(bytes) {
        return Err(ReadFault::LockFile);
    }
    // BIFF 2 to 4 without a container: Excel of before 1995.
    if matches!(bytes, [0x09, 0x00 | 0x02 | 0x04, 0x04 | 0x06, 0x00, ..]) {
        return Err(ReadFault::OtherSpreadsheet("很早的 Excel"));
    }
    text(bytes)
}

/// `~$名册.xlsx` holds the name of who has the table open: its length, the name, blanks.
fn is_lock_file(bytes: &[u8]) -> bool {
    matches!(bytes.len(), 54 | 55 | 162 | 165)
        && matches!(bytes.first(), Some(1..=54))
        && bytes.ends_with(b"  ")
}

fn text(bytes: &[u8]) -> Result<Container, ReadFault> {
    let head = &bytes[..bytes.len().min(4096)];
    if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
        return Ok(Container::Text);
    }
    // Texts from other programs may hold a few control characters.
    let unseen = |byte: &&u8| **byte < 0x09 || (0x0E..0x20).contains(*byte);
    if super::csv::utf16_without_mark(bytes).is_some() {
        return Ok(Container::Text);
    }
    if head.iter().filter(unseen).count() * 20 > head.len() {
        return Err(ReadFault::NotASpreadsheet);
    }
    let start: Vec<u8> = bytes
        .iter()
        .copied()
        .skip_while(|byte| byte.is_ascii_whitespace() || [0xEF, 0xBB, 0xBF].contains(byte))
        .take(MARKUP)
        .map(|byte| byte.to_ascii_lowercase())
        .collect();
    if start.starts_with(b"mime-version:") {
        return Err(ReadFault::WebPage);
    }
    if start.is_empty() {
        return Err(ReadFault::EmptyFile);
    }
    if start.starts_with(b"<") {
        let has = |needle: &[u8]| memchr::memmem::find(&start, needle).is_some();
        if has(b"urn:schemas-microsoft-com:office:spreadsheet") {
            return Err(ReadFault::OtherSpreadsheet("“XML 表格 2003”"));
        }
        if has(b"schemas.uof.org") || has(b"<uof:uof") {
            return Err(ReadFault::OtherSpreadsheet("“标文通”（UOF）"));
        }
        if has(b"opendocument:xmlns:office") {
            return Err(ReadFault::OtherSpreadsheet("单个 XML 文件（.fods）"));
        }
        if [
            &b"<html"[..],
            b"<table",
            b"<!doctype html",
            b"<head",
            b"<meta",
            b"<body",
        ]
        .iter()
        .any(|tag| has(tag))
        {
            return Err(ReadFault::WebPage);
        }
        return Err(ReadFault::NotASpreadsheet);
    }
    Ok(Container::Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        for (bytes, answer) in [
            (&b""[..], Err(ReadFault::EmptyFile)),
            (b"PK\x03\x04rest", Ok(Container::Zip)),
            (b"%PDF-1.7", Err(ReadFault::OtherKind(" PDF 文件"))),
            (b"\xEF\xBB\xBF<html><table>", Err(ReadFault::WebPage)),
            (b"  <TABLE border=1>", Err(ReadFault::WebPage)),
            (b"\x00\x01\x02", Err(ReadFault::NotASpreadsheet)),
            (b"name,sex\n", Ok(Container::Text)),
            (
                b"name,sex,note\nAnna\x07,f,good\nBerta,f,good\n\x1A",
                Ok(Container::Text),
            ),
            (
                b"<?xml version='1.0'?><uof:UOF xmlns:uof='http://schemas.uof.org/cn/2003/uof'/>",
                Err(ReadFault::OtherSpreadsheet("“标文通”（UOF）")),
            ),
        ] {
            assert_eq!(container(bytes), answer, "{bytes:?}");
        }
    }
}
