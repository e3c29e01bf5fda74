//! Merged ranges stand behind the rows that they are about; they are fetched before the rows are
//! read.

use std::io::{Cursor, Read};

use quick_xml::events::Event;

use crate::read::ReadFault;
use crate::read::archive::Archive;
use crate::read::merges::MergedRange;
use crate::read::xml::{Xml, attribute, local};

/// Merged ranges that are kept; a form has dozens, a roster hundreds.
const MAX_MERGES: usize = 200_000;
const CHUNK: usize = 256 << 10;
/// The end of the rows, whatever prefix stands before it.
const END_OF_ROWS: &[u8] = b"sheetData>";

/// The merged ranges of a sheet. The rows are passed over without being taken apart.
pub(super) fn merged_ranges(
    archive: &mut Archive,
    path: &str,
) -> Result<Vec<MergedRange>, ReadFault> {
    let mut part = archive.stream(path)?;
    let mut chunk = vec![0; CHUNK];
    // The end of the piece before, in case the mark lies across two.
    let mut kept = 0;
    loop {
        let length = match part.read(&mut chunk[kept..]) {
            Ok(0) => return Ok(Vec::new()),
            Ok(length) => kept + length,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(_) => return Err(ReadFault::Damaged("压缩的内容")),
        };
        let mut piece = &chunk[..length];
        // The element that opens the rows ends as its closing tag does, if it has no attributes.
        while let Some(at) = memchr::memmem::find(piece, END_OF_ROWS) {
            let closing = piece[..at].rsplit(|byte| *byte == b'<').next();
            let rest = &piece[at + END_OF_ROWS.len()..];
            if closing.is_some_and(|tag| tag.starts_with(b"/")) {
                let rest = rest.to_vec();
                return ranges(Cursor::new(rest).chain(part));
            }
            piece = rest;
        }
        kept = piece.len().min(64);
        let from = length - kept;
        chunk.copy_within(from..length, 0);
    }
}

fn ranges(rest: impl Read) -> Result<Vec<MergedRange>, ReadFault> {
    let mut found = Vec::new();
    let mut xml = Xml::new(rest, u64::MAX, "工作表");
    loop {
        match xml.next()? {
            Event::Start(element) | Event::Empty(element)
                if local(&element) == "mergeCell" && found.len() < MAX_MERGES =>
            {
                let reference = attribute(&element, "ref");
                found.extend(reference.as_deref().and_then(MergedRange::parse));
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}
