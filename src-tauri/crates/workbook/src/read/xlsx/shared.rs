//! The texts that the cells of all sheets share.

use quick_xml::events::Event;

use super::escaped::decoded;
use crate::read::archive::Archive;
use crate::read::texts::Texts;
use crate::read::xml::{Xml, character, local};
use crate::read::{MAX_CELL_BYTES, ReadFault};

/// Bytes of the part.
const MAX_PART: u64 = 256 << 20;
const PART: &str = "文字表";

/// Reads all of them. Counts that the part announces are not looked at.
pub(super) fn read(archive: &mut Archive, path: &str) -> Result<Texts, ReadFault> {
    let mut texts = Texts::default();
    let mut xml = archive.xml(path, MAX_PART, PART)?;
    let mut item = String::new();
    // Whether the element that has just ended is an item.
    let mut between = false;
    loop {
        if between {
            item.clear();
            while xml.plain(b"<si><t>", b"</t></si>", &mut item) {
                texts.push(&decoded(&item))?;
                item.clear();
            }
        }
        let begins = match xml.next()? {
            Event::Start(element) => local(&element) == "si",
            Event::Empty(element) if local(&element) == "si" => {
                texts.push("")?;
                false
            }
            Event::Eof => return Ok(texts),
            _ => false,
        };
        between = begins;
        if begins {
            item.clear();
            rich_text(&mut xml, &mut item)?;
            texts.push(&decoded(&item))?;
        }
    }
}

/// The text of the `si` or `is` element that has just begun: its `t` and those of its runs, joined.
/// What tells how it is read aloud (`rPh`) is left out.
pub(super) fn rich_text<R: std::io::Read>(
    xml: &mut Xml<R>,
    into: &mut String,
) -> Result<(), ReadFault> {
    let mut depth = 1_usize;
    // Depth of the `t` and of the `rPh` around what is being read.
    let (mut text, mut aside) = (None, None);
    while depth > 0 {
        match xml.next()? {
            Event::Start(element) => {
                depth += 1;
                match local(&element) {
                    "t" if text.is_none() => text = Some(depth),
                    "rPh" | "phoneticPr" | "extLst" if aside.is_none() => aside = Some(depth),
                    _ => {}
                }
            }
            Event::End(_) => {
                if text == Some(depth) {
                    text = None;
                }
                if aside == Some(depth) {
                    aside = None;
                }
                depth -= 1;
            }
            Event::Text(part) if text.is_some() && aside.is_none() => into.push_str(&part),
            Event::CData(part) if text.is_some() && aside.is_none() => into.push_str(&part),
            Event::GeneralRef(reference) if text.is_some() && aside.is_none() => {
                into.extend(character(&reference));
            }
            Event::Eof => return Err(xml.damaged()),
            _ => {}
        }
        if into.len() > MAX_CELL_BYTES {
            return Err(ReadFault::CellTooLong("工作表".to_owned()));
        }
    }
    Ok(())
}
