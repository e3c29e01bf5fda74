//! XML parts as events, each bounded before it is held. The reader that bounds is the reader that
//! reads: there is no second look at a part that could see something else.

use std::borrow::Cow;
use std::io::{BufRead, Error, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::{MAX_CELL_BYTES, ReadFault};

/// Elements inside each other; a worksheet needs about ten. The parser keeps their names.
const MAX_DEPTH: usize = 256;
/// Bytes unpacked at a time.
const CHUNK: usize = 64 << 10;

/// Hands on what comes from `inner`, and fails where one event, or all of them, grow too long.
struct Capped<R> {
    inner: R,
    chunk: Vec<u8>,
    at: usize,
    end: usize,
    /// Bytes of the event being read.
    event: usize,
    /// Bytes that may still come.
    left: u64,
    fault: Option<ReadFault>,
}

impl<R: Read> Capped<R> {
    fn fill(&mut self) -> Result<(), ReadFault> {
        if self.event > MAX_CELL_BYTES {
            return Err(ReadFault::CellTooLong("文件".to_owned()));
        }
        if self.at < self.end {
            return Ok(());
        }
        self.at = 0;
        self.end = loop {
            match self.inner.read(&mut self.chunk) {
                Ok(length) => break length,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(_) => {
                    self.end = 0;
                    return Err(ReadFault::Damaged("压缩的内容"));
                }
            }
        };
        self.left = self
            .left
            .checked_sub(self.end as u64)
            .ok_or(ReadFault::Bomb("内容过多"))?;
        Ok(())
    }
}

impl<R> Capped<R> {
    /// What is unpacked and not read yet.
    fn ahead(&self) -> &[u8] {
        &self.chunk[self.at..self.end]
    }

    /// Takes whole elements out of what is unpacked.
    fn pass(&mut self, length: usize) {
        self.at += length;
        self.event = 0;
    }
}

/// The text before `close`, where nothing else stands there.
fn plain_text<'a>(bytes: &'a [u8], close: &[u8]) -> Option<&'a str> {
    let (text, rest) = bytes.split_at(memchr::memchr2(b'<', b'&', bytes)?);
    if !rest.starts_with(close) {
        return None;
    }
    std::str::from_utf8(text).ok()
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let available = self.fill_buf()?;
        let taken = available.len().min(into.len());
        into[..taken].copy_from_slice(&available[..taken]);
        self.consume(taken);
        Ok(taken)
    }
}

impl<R: Read> BufRead for Capped<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if let Err(fault) = self.fill() {
            self.fault = Some(fault);
            return Err(Error::other("capped"));
        }
        Ok(&self.chunk[self.at..self.end])
    }

    fn consume(&mut self, taken: usize) {
        self.at += taken;
        self.event += taken;
    }
}

/// The events of a part.
pub(crate) struct Xml<R: Read> {
    reader: Reader<Capped<R>>,
    buffer: Vec<u8>,
    depth: usize,
    part: &'static str,
}

impl<R: Read> Xml<R> {
    /// Reads at most `limit` bytes; `part` is what sentences call it.
    pub(crate) fn new(inner: R, limit: u64, part: &'static str) -> Self {
        let capped = Capped {
            inner,
            chunk: vec![0; CHUNK],
            at: 0,
            end: 0,
            event: 0,
            left: limit,
            fault: None,
        };
        let mut reader = Reader::from_reader(capped);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        Self {
            reader,
            buffer: Vec::new(),
            depth: 0,
            part,
        }
    }

    /// The fault of a part that ends too early or makes no sense.
    pub(crate) fn damaged(&self) -> ReadFault {
        ReadFault::Damaged(self.part)
    }

    /// The next event. Document types are refused: a spreadsheet has no entities of its own.
    pub(crate) fn next(&mut self) -> Result<Event<'_>, ReadFault> {
        self.buffer.clear();
        self.reader.get_mut().event = 0;
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(_) => {
                let fault = self.reader.get_mut().fault.take();
                return Err(match fault {
                    Some(ReadFault::CellTooLong(_)) => ReadFault::CellTooLong(self.part.to_owned()),
                    Some(fault) => fault,
                    None => ReadFault::Damaged(self.part),
                });
            }
        };
        match event {
            Event::Start(_) => {
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(ReadFault::Damaged(self.part));
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => return Err(ReadFault::Damaged(self.part)),
            _ => {}
        }
        Ok(event)
    }

    /// Passes over `open`, a text without any markup or reference, and `close`, and adds the text to
    /// `into`, where exactly these bytes come next and are unpacked already. Else nothing is passed
    /// over, and the events tell what stands there. What is passed over has to open and close the
    /// same elements, and the event before must have been the beginning or end of one.
    pub(crate) fn plain(&mut self, open: &[u8], close: &[u8], into: &mut String) -> bool {
        let capped = self.reader.get_mut();
        let Some(text) = capped.ahead().strip_prefix(open) else {
            return false;
        };
        let Some(text) = plain_text(text, close) else {
            return false;
        };
        into.push_str(text);
        let length = open.len() + text.len() + close.len();
        capped.pass(length);
        true
    }

    /// A whole cell of a worksheet as most programs write it, under the conditions of
    /// [`Xml::plain`]: its attributes, and whether the text is written into the cell itself. A sheet
    /// has millions of them, and each is seven events.
    pub(crate) fn plain_cell(&mut self, into: &mut String) -> Option<(Attributes<'_>, bool)> {
        const FORMS: [(&[u8], &[u8], bool); 3] = [
            (b"<v>", b"</v></c>", false),
            (b"<is><t>", b"</t></is></c>", true),
            (b"<is><t xml:space=\"preserve\">", b"</t></is></c>", true),
        ];
        const OPEN: &[u8] = b"<c ";
        let capped = self.reader.get_mut();
        let rest = capped.ahead().strip_prefix(OPEN)?;
        let head = &rest[..memchr::memchr(b'>', rest)?];
        let quotes = head.iter().filter(|byte| **byte == b'"').count();
        if quotes % 2 == 1 || head.ends_with(b"/") || memchr::memchr2(b'\'', b'<', head).is_some() {
            return None;
        }
        let inside = &rest[head.len() + 1..];
        let (open, close, inline) = FORMS
            .into_iter()
            .find(|(open, _, _)| inside.starts_with(open))?;
        let text = plain_text(&inside[open.len()..], close)?;
        std::str::from_utf8(head).ok()?;
        into.push_str(text);
        let begin = capped.at + OPEN.len();
        let end = begin + head.len();
        let length = 1 + open.len() + text.len() + close.len();
        capped.pass(end + length - capped.at);
        let rest = std::str::from_utf8(&capped.chunk[begin..end]).ok()?;
        Some((Attributes { rest }, inline))
    }

    /// To the end of the element that has just begun. What lies inside is passed over by depth,
    /// whatever its names.
    pub(crate) fn skip(&mut self) -> Result<(), ReadFault> {
        let mut inside = 1_usize;
        while inside > 0 {
            match self.next()? {
                Event::Start(_) => inside += 1,
                Event::End(_) => inside -= 1,
                Event::Eof => return Err(self.damaged()),
                _ => {}
            }
        }
        Ok(())
    }

    /// The text of the element that has just begun, with that of the elements inside it, added to
    /// `into`; at most [`MAX_CELL_BYTES`] stand there afterwards.
    pub(crate) fn text(&mut self, into: &mut String) -> Result<(), ReadFault> {
        let mut inside = 1_usize;
        while inside > 0 {
            let part = self.part;
            match self.next()? {
                Event::Start(_) => inside += 1,
                Event::End(_) => inside -= 1,
                Event::Text(text) => into.push_str(&text),
                Event::CData(text) => into.push_str(&text),
                Event::GeneralRef(reference) => into.extend(character(&reference)),
                Event::Eof => return Err(self.damaged()),
                _ => {}
            }
            if into.len() > MAX_CELL_BYTES {
                return Err(ReadFault::CellTooLong(part.to_owned()));
            }
        }
        Ok(())
    }
}

/// What `&#38738;` or `&amp;` stands for; nothing where it is unknown.
pub(crate) fn character(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character);
    }
    named(reference)
}

fn named(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// The name of an element without its namespace prefix.
pub(crate) fn local<'a>(element: &'a BytesStart<'_>) -> &'a str {
    local_part(element.name().into_inner())
}

/// A name without its namespace prefix.
pub(crate) fn local_part(name: &str) -> &str {
    match memchr::memchr(b':', name.as_bytes()) {
        Some(at) => &name[at + 1..],
        None => name,
    }
}

/// The attributes of an element in order: their names without prefix, and their raw values.
pub(crate) struct Attributes<'a> {
    rest: &'a str,
}

impl<'a> Attributes<'a> {
    pub(crate) fn of(element: &'a BytesStart<'_>) -> Self {
        Self {
            rest: element.attributes_raw(),
        }
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.trim_ascii_start();
        let equals = memchr::memchr(b'=', rest.as_bytes())?;
        let name = rest[..equals].trim_ascii_end();
        let value = rest[equals + 1..].trim_ascii_start();
        let quote = *value.as_bytes().first()?;
        if quote != b'"' && quote != b'\'' {
            return None;
        }
        let value = &value[1..];
        let close = memchr::memchr(quote, value.as_bytes())?;
        self.rest = &value[close + 1..];
        Some((local_part(name), &value[..close]))
    }
}

/// An attribute value with its references resolved.
pub(crate) fn unescaped(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
        return Cow::Borrowed(raw);
    }
    quick_xml::escape::unescape(raw).unwrap_or(Cow::Borrowed(raw))
}

/// One attribute by its local name.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    Attributes::of(element)
        .find(|(own, _)| *own == name)
        .map(|(_, value)| unescaped(value).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drain(xml: &str, limit: u64) -> Result<usize, ReadFault> {
        let mut events = Xml::new(xml.as_bytes(), limit, "工作表");
        let mut count = 0;
        while !matches!(events.next()?, Event::Eof) {
            count += 1;
        }
        Ok(count)
    }

    #[test]
    fn an_event_too_long_is_refused_wherever_it_hides() {
        let long = "长".repeat(MAX_CELL_BYTES / 2);
        for xml in [
            format!("<a>{long}</a>"),
            format!("<a b=\"{long}\"/>"),
            format!("<a b='>{long}'/>"),
            format!("<a><!-- > {long} --></a>"),
            format!("<![CDATA[ > {long}]]>"),
            format!("<?p {long}?>"),
        ] {
            let fault = drain(&xml, u64::MAX);
            assert_eq!(
                fault,
                Err(ReadFault::CellTooLong("工作表".to_owned())),
                "{}…",
                &xml[..10]
            );
        }
    }

    #[test]
    fn parts_depth_and_document_types_are_bounded() {
        assert_eq!(
            drain(&"<a/>".repeat(100_000), 1000),
            Err(ReadFault::Bomb("内容过多")),
            "more than the part may hold"
        );
        assert!(
            drain(&"<a>".repeat(1000), u64::MAX).is_err(),
            "names of open elements are kept by the parser"
        );
        assert!(
            drain("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>", u64::MAX).is_err(),
            "no entities in a spreadsheet"
        );
    }

    #[test]
    fn a_plain_cell_is_passed_over_whole_and_any_other_not_at_all() {
        let read = |inside: &str| {
            let xml = format!("<row>{inside}<d/></row>");
            let mut events = Xml::new(xml.as_bytes(), u64::MAX, "工作表");
            assert!(matches!(events.next(), Ok(Event::Start(_))), "the row");
            let mut text = String::new();
            let cell = events
                .plain_cell(&mut text)
                .map(|(mut attributes, inline)| {
                    let first = attributes.next();
                    (first.map(|(_, value)| value.to_owned()), inline)
                });
            let next = match events.next() {
                Ok(Event::Empty(element) | Event::Start(element)) => local(&element).to_owned(),
                _ => String::new(),
            };
            (cell, text, next)
        };
        for (inside, inline, text) in [
            ("<c r=\"A1\"><v>12</v></c>", false, "12"),
            ("<c r=\"A1\" t=\"s\"><v></v></c>", false, ""),
            ("<c r=\"A1\"><is><t>王</t></is></c>", true, "王"),
            (
                "<c r=\"A1\"><is><t xml:space=\"preserve\"> 王 </t></is></c>",
                true,
                " 王 ",
            ),
        ] {
            let cell = Some((Some("A1".to_owned()), inline));
            assert_eq!(
                read(inside),
                (cell, text.to_owned(), "d".to_owned()),
                "{inside}"
            );
        }
        for inside in [
            "<c r=\"A1\"/>",
            "<c r='A1'><v>12</v></c>",
            "<c r=\"A>1\"><v>12</v></c>",
            "<c r=\"A1\"><v>1&amp;2</v></c>",
            "<c r=\"A1\"><v>1<!-- 2 --></v></c>",
            "<c r=\"A1\"><f>1</f><v>12</v></c>",
            "<c r=\"A1\"><is><r><t>王</t></r></is></c>",
        ] {
            assert_eq!(
                read(inside),
                (None, String::new(), "c".to_owned()),
                "{inside}"
            );
        }
    }

    #[test]
    fn attributes_are_those_of_the_parser() {
        let xml = "<x:c  r = 'A\"1' y:s=\"a&gt;b t='n'\" t='s'/>";
        let mut events = Xml::new(xml.as_bytes(), u64::MAX, "工作表");
        let Event::Empty(element) = events.next().unwrap() else {
            panic!("an element");
        };
        assert_eq!(local(&element), "c", "without its prefix");
        assert_eq!(attribute(&element, "r").as_deref(), Some("A\"1"), "quoted");
        assert_eq!(attribute(&element, "t").as_deref(), Some("s"), "no decoy");
        assert_eq!(
            attribute(&element, "s").as_deref(),
            Some("a>b t='n'"),
            "resolved"
        );
    }
}
