//! Of the styles: the number format of each cell format.

use std::collections::HashMap;

use quick_xml::events::Event;

use crate::read::ReadFault;
use crate::read::archive::Archive;
use crate::read::numfmt::NumberFormat;
use crate::read::xml::{attribute, local};

const MAX_PART: u64 = 64 << 20;
/// Cell formats; Excel allows 65,490.
const MAX_FORMATS: usize = 70_000;
/// Number formats of the file's own; Excel allows a few hundred.
const MAX_CODES: usize = 5_000;

/// The number formats by cell format.
#[derive(Default)]
pub(super) struct Styles {
    formats: Vec<NumberFormat>,
    /// Index into `formats` by cell format.
    by_cell: Vec<u16>,
}

impl Styles {
    pub(super) fn read(archive: &mut Archive, path: &str) -> Result<Self, ReadFault> {
        let mut codes: HashMap<u16, NumberFormat> = HashMap::new();
        let mut ids: Vec<u16> = Vec::new();
        let mut xml = archive.xml(path, MAX_PART, "格式表")?;
        let mut cells = false;
        loop {
            match xml.next()? {
                Event::Start(element) | Event::Empty(element) => {
                    let id = || {
                        attribute(&element, "numFmtId")
                            .and_then(|text| text.trim().parse().ok())
                            .unwrap_or(0)
                    };
                    match local(&element) {
                        "cellXfs" => cells = true,
                        "cellStyles" | "cellStyleXfs" | "dxfs" => cells = false,
                        "xf" if cells && ids.len() < MAX_FORMATS => ids.push(id()),
                        "numFmt" if !cells && codes.len() < MAX_CODES => {
                            let code = attribute(&element, "formatCode").unwrap_or_default();
                            codes
                                .entry(id())
                                .or_insert_with(|| NumberFormat::parse(&code));
                        }
                        _ => {}
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        Ok(Self::of(&ids, &codes))
    }

    fn of(ids: &[u16], codes: &HashMap<u16, NumberFormat>) -> Self {
        let mut styles = Self::default();
        let mut known: HashMap<u16, u16> = HashMap::new();
        for id in ids {
            let place = *known.entry(*id).or_insert_with(|| {
                let format = codes.get(id).cloned();
                styles
                    .formats
                    .push(format.unwrap_or_else(|| NumberFormat::built_in(*id)));
                (styles.formats.len() - 1) as u16
            });
            styles.by_cell.push(place);
        }
        styles
    }

    /// The number format of a cell format; none where numbers stay as they are.
    pub(super) fn format(&self, cell: usize) -> Option<&NumberFormat> {
        let place = *self.by_cell.get(cell)?;
        self.formats.get(usize::from(place))
    }
}
