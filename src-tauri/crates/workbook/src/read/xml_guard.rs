//! A look through an XML part before a parser that buffers whole events sees it.
//!
//! Parsers hold one event at a time, and calamine joins the texts of one cell and reserves what
//! the part announces. This guard reads the part in small pieces and refuses what would not fit:
//! an event or a cell of more than [`MAX_CELL_BYTES`], more items than memory can hold, an
//! announced count that the part does not have. It follows the same lexical rules as the parser
//! (quotes, comments, CDATA), so nothing passes here and is longer there.

use std::io::Read;

use memchr::{memchr, memchr3};

use super::merges::MergedRange;
use super::{MAX_CELL_BYTES, ReadFault};

/// What a part is used for decides its limits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Part {
    /// `sharedStrings.xml`, held in memory whole.
    SharedStrings,
    /// `styles.xml`, held in memory whole.
    Styles,
    /// A sheet, streamed.
    Worksheet,
    /// Everything else; most are small.
    Other,
}

impl Part {
    pub(crate) fn of(path: &str) -> Self {
        let path = path.to_ascii_lowercase();
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        match name {
            "sharedstrings.xml" => Self::SharedStrings,
            "styles.xml" => Self::Styles,
            _ if path.contains("worksheets") && !name.ends_with(".rels") => Self::Worksheet,
            _ => Self::Other,
        }
    }

    fn max_bytes(self) -> u64 {
        match self {
            Self::SharedStrings => 160 << 20,
            Self::Styles => 32 << 20,
            Self::Worksheet => 768 << 20,
            Self::Other => 48 << 20,
        }
    }

    /// Elements that hold memory each: shared strings (a `String` and its heap block), styles
    /// (a cell format of a few hundred bytes).
    fn max_items(self) -> u64 {
        match self {
            Self::SharedStrings => 2_500_000,
            Self::Styles => 100_000,
            Self::Worksheet | Self::Other => u64::MAX,
        }
    }

    fn is_item(self, name: &[u8]) -> bool {
        match self {
            Self::SharedStrings => name == b"si",
            Self::Styles => matches!(name, b"xf" | b"font" | b"fill" | b"border" | b"numFmt"),
            Self::Worksheet => matches!(name, b"c" | b"row"),
            Self::Other => false,
        }
    }
}

/// What was met on the way.
#[derive(Default, Debug)]
pub(crate) struct Facts {
    pub(crate) bytes: u64,
    pub(crate) items: u64,
    pub(crate) merges: Vec<MergedRange>,
}

/// Merged ranges that are kept; a form has dozens, a roster hundreds.
const MAX_MERGES: usize = 200_000;
/// Bytes of a tag that are looked at: its name and first attributes.
const TAG_HEAD: usize = 200;

enum State {
    Text,
    Tag {
        quote: Option<u8>,
    },
    /// A comment, CDATA section or processing instruction, up to its closing sign.
    Until {
        close: &'static [u8],
    },
}

struct Guard {
    part: Part,
    state: State,
    /// The beginning of the tag being read.
    head: Vec<u8>,
    /// Bytes of the event being read.
    event: usize,
    /// Bytes since the last item began; counted inside items only.
    item: Option<usize>,
    announced: u64,
    tail: [u8; 3],
    facts: Facts,
}

/// Reads the part to its end. `name` is what the sentence calls it.
pub(crate) fn inspect(mut from: impl Read, part: Part, name: &str) -> Result<Facts, ReadFault> {
    let mut guard = Guard {
        part,
        state: State::Text,
        head: Vec::with_capacity(TAG_HEAD),
        event: 0,
        item: None,
        announced: 0,
        tail: [0; 3],
        facts: Facts::default(),
    };
    let mut chunk = vec![0; 64 << 10];
    loop {
        let length = match from.read(&mut chunk) {
            Ok(0) => break,
            Ok(length) => length,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(_) => return Err(ReadFault::Damaged("压缩的内容")),
        };
        if guard.facts.bytes == 0 && matches!(chunk[..length], [0xFE | 0xFF | 0x00, ..]) {
            return Err(ReadFault::Damaged("文件内部的编码"));
        }
        guard.facts.bytes += length as u64;
        if guard.facts.bytes > part.max_bytes() {
            return Err(ReadFault::Bomb("内容过多"));
        }
        guard.feed(&chunk[..length], name)?;
    }
    let Facts { items, .. } = guard.facts;
    if part == Part::SharedStrings && guard.announced > items.saturating_mul(2) + 1000 {
        return Err(ReadFault::Damaged("文字表"));
    }
    Ok(guard.facts)
}

impl Guard {
    fn feed(&mut self, mut bytes: &[u8], name: &str) -> Result<(), ReadFault> {
        while !bytes.is_empty() {
            let (used, ended) = self.step(bytes)?;
            self.event += used;
            if let Some(item) = &mut self.item {
                *item += used;
            }
            if self.event > MAX_CELL_BYTES || self.item.is_some_and(|item| item > MAX_CELL_BYTES) {
                return Err(ReadFault::CellTooLong(name.to_owned()));
            }
            if ended {
                self.event = 0;
            }
            bytes = &bytes[used..];
        }
        Ok(())
    }

    /// Takes some bytes; says how many, and whether an event ended with them.
    fn step(&mut self, bytes: &[u8]) -> Result<(usize, bool), ReadFault> {
        match self.state {
            State::Text => Ok(match memchr(b'<', bytes) {
                Some(at) => {
                    self.state = State::Tag { quote: None };
                    self.head.clear();
                    (at + 1, true)
                }
                None => (bytes.len(), false),
            }),
            State::Tag { quote: Some(quote) } => {
                let (used, closed) = match memchr(quote, bytes) {
                    Some(at) => (at + 1, true),
                    None => (bytes.len(), false),
                };
                self.keep(&bytes[..used]);
                if closed {
                    self.state = State::Tag { quote: None };
                }
                Ok((used, false))
            }
            State::Tag { quote: None } => match self.whole_tag(bytes)? {
                Some(used) => Ok((used, true)),
                None => self.tag(bytes),
            },
            State::Until { close } => {
                for (at, byte) in bytes.iter().enumerate() {
                    self.tail = [self.tail[1], self.tail[2], *byte];
                    if self.tail.ends_with(close) {
                        self.state = State::Text;
                        return Ok((at + 1, true));
                    }
                }
                Ok((bytes.len(), false))
            }
        }
    }

    /// Most tags are short and lie whole in one piece; says how long such a one is.
    fn whole_tag(&mut self, bytes: &[u8]) -> Result<Option<usize>, ReadFault> {
        if !self.head.is_empty() || matches!(bytes[0], b'!' | b'?') {
            return Ok(None);
        }
        let mut quote = None;
        for (at, byte) in bytes.iter().take(TAG_HEAD).enumerate() {
            match (quote, byte) {
                (None, b'>') => {
                    self.state = State::Text;
                    self.tag_ended(&bytes[..=at])?;
                    return Ok(Some(at + 1));
                }
                (None, b'"' | b'\'') => quote = Some(*byte),
                (Some(open), byte) if open == *byte => quote = None,
                _ => {}
            }
        }
        Ok(None)
    }

    fn tag(&mut self, bytes: &[u8]) -> Result<(usize, bool), ReadFault> {
        let special = matches!(self.head.first().or(bytes.first()), Some(b'!' | b'?'));
        if special {
            self.keep(&bytes[..1]);
            self.tail = [0; 3];
            for (open, close) in [
                (&b"!--"[..], &b"-->"[..]),
                (b"![CDATA[", b"]]>"),
                (b"?", b"?>"),
            ] {
                if self.head == open {
                    self.state = State::Until { close };
                    return Ok((1, false));
                }
                if open.starts_with(&self.head) {
                    return Ok((1, false));
                }
            }
            // A document type: entities have no place in a spreadsheet.
            return Err(ReadFault::Damaged("文件内部的结构"));
        }
        let Some(at) = memchr3(b'>', b'"', b'\'', bytes) else {
            self.keep(bytes);
            return Ok((bytes.len(), false));
        };
        self.keep(&bytes[..=at]);
        if bytes[at] != b'>' {
            self.state = State::Tag {
                quote: Some(bytes[at]),
            };
            return Ok((at + 1, false));
        }
        self.state = State::Text;
        let head = std::mem::take(&mut self.head);
        let ended = self.tag_ended(&head);
        self.head = head;
        ended?;
        Ok((at + 1, true))
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = TAG_HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..room]);
    }

    fn tag_ended(&mut self, head: &[u8]) -> Result<(), ReadFault> {
        let name = local_name(head);
        if self.part.is_item(name) {
            self.facts.items += 1;
            if self.facts.items > self.part.max_items() {
                return Err(ReadFault::Bomb("文字或格式过多"));
            }
            if self.part != Part::Styles {
                self.item = Some(0);
            }
            return Ok(());
        }
        match (self.part, name) {
            (Part::Worksheet, b"/sheetData") | (Part::SharedStrings, b"/sst") => self.item = None,
            (Part::SharedStrings, b"sst") => {
                if let Some(count) = attribute(head, b"uniqueCount") {
                    self.announced = count.parse().unwrap_or(u64::MAX);
                }
            }
            (Part::Worksheet, b"mergeCell") if self.facts.merges.len() < MAX_MERGES => {
                let range = attribute(head, b"ref").and_then(MergedRange::parse);
                self.facts.merges.extend(range);
            }
            _ => {}
        }
        Ok(())
    }
}

/// The name of a tag without its prefix; a closing tag keeps its slash.
fn local_name(head: &[u8]) -> &[u8] {
    let end = head
        .iter()
        .position(|byte| byte.is_ascii_whitespace() || *byte == b'>')
        .unwrap_or(head.len());
    let name = head[..end].strip_suffix(b"/").unwrap_or(&head[..end]);
    match memchr(b':', name) {
        // Prefixed closing tags end no item; the limit then runs on, which is stricter.
        Some(at) if !name.starts_with(b"/") => &name[at + 1..],
        Some(at) if &name[at + 1..] == b"sheetData" => b"/sheetData",
        Some(at) if &name[at + 1..] == b"sst" => b"/sst",
        _ => name,
    }
}

fn attribute<'a>(head: &'a [u8], name: &[u8]) -> Option<&'a str> {
    let at = memchr::memmem::find_iter(head, name)
        .find(|at| *at > 0 && head[at - 1].is_ascii_whitespace())?;
    let rest = &head[at + name.len()..];
    let open = rest
        .iter()
        .position(|byte| *byte == b'"' || *byte == b'\'')?;
    let value = &rest[open + 1..];
    let close = memchr(rest[open], value)?;
    std::str::from_utf8(&value[..close]).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(xml: &str, part: Part) -> Result<Facts, ReadFault> {
        inspect(xml.as_bytes(), part, "工作表")
    }

    #[test]
    fn an_ordinary_sheet_passes_with_its_merged_ranges() {
        let xml = "<?xml version=\"1.0\"?><x:worksheet><!-- > < --><x:sheetData><x:row r=\"1\">\
                   <x:c r=\"A1\" t=\"a>b\"><x:v>1</x:v></x:c></x:row></x:sheetData>\
                   <mergeCells count='1'><mergeCell ref='A1:B2'/></mergeCells></x:worksheet>";
        let facts = look(xml, Part::Worksheet).unwrap();
        assert_eq!(facts.items, 2, "one row, one cell");
        assert_eq!(
            facts.merges,
            MergedRange::parse("A1:B2").into_iter().collect::<Vec<_>>()
        );
    }

    #[test]
    fn what_is_too_long_is_refused_wherever_it_hides() {
        let long = "长".repeat(MAX_CELL_BYTES / 2);
        let runs = "<r><t>x</t></r>".repeat(MAX_CELL_BYTES / 10);
        for xml in [
            format!("<sheetData><c><is><t>{long}</t></is></c></sheetData>"),
            format!("<sheetData><c r=\"{long}\"/></sheetData>"),
            format!("<sheetData><c r='>{long}'/></sheetData>"),
            format!("<!-- > {long} -->"),
            format!("<![CDATA[ > {long}]]>"),
            format!("<sheetData><c><is>{runs}</is></c></sheetData>"),
        ] {
            let fault = look(&xml, Part::Worksheet).unwrap_err();
            assert!(matches!(fault, ReadFault::CellTooLong(_)), "{fault}");
        }
    }

    #[test]
    fn announced_counts_and_document_types_are_not_believed() {
        let xml = "<sst uniqueCount=\"99999999999\"><si><t>a</t></si></sst>";
        assert!(
            look(xml, Part::SharedStrings).is_err(),
            "memory would be reserved for them"
        );
        let xml = "<!DOCTYPE a [<!ENTITY b \"c\">]><sst/>";
        assert!(
            look(xml, Part::SharedStrings).is_err(),
            "no entities in a spreadsheet"
        );
    }
}
