//! One face: its bytes, its names and measures, and a fast table from character to glyph.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::fault::PrintFault;

/// A glyph of a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// Index in the face.
    pub id: u16,
    /// Advance in units of the face.
    pub advance: u16,
}

/// A face ready for measuring and embedding.
pub struct Face {
    data: Cow<'static, [u8]>,
    index: u32,
    name: String,
    postscript: String,
    /// Glyph and advance of the Basic Multilingual Plane; glyph 0 is none. Rows of ten thousand
    /// entries are measured character by character, so this is a plain table.
    plane0: Vec<Glyph>,
    beyond: HashMap<char, Glyph>,
    measures: Measures,
}

/// Measures of a face in its own units.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measures {
    pub units_per_em: u16,
    pub ascent: i16,
    pub descent: i16,
    pub bounds: [i16; 4],
    pub weight: u16,
}

impl Face {
    pub(crate) fn bundled(data: &'static [u8]) -> Result<Self, PrintFault> {
        Self::parse(Cow::Borrowed(data), 0)
    }

    /// Reads the face with the given index of a font file or collection.
    ///
    /// # Errors
    /// [`PrintFault::Face`] when the bytes are no font, the font forbids embedding, or its outlines are
    /// of a format (CFF2) that cannot be cut.
    pub(crate) fn parse(data: Cow<'static, [u8]>, index: u32) -> Result<Self, PrintFault> {
        let fault = |reason: &str| PrintFault::Face {
            reason: reason.into(),
        };
        let parsed = ttf_parser::Face::parse(&data, index).map_err(|e| fault(&e.to_string()))?;
        if parsed.permissions() == Some(ttf_parser::Permissions::Restricted) {
            return Err(fault("这款字体不允许嵌入文件"));
        }
        let has = |tag: &[u8; 4]| {
            let tag = ttf_parser::Tag::from_bytes(tag);
            parsed.raw_face().table(tag).is_some()
        };
        if has(b"CFF2") && !has(b"glyf") {
            return Err(fault("这款可变字体的轮廓不能截取"));
        }
        let none = Glyph { id: 0, advance: 0 };
        let mut plane0 = vec![none; 0x1_0000];
        let mut beyond = HashMap::new();
        let tables = parsed.tables().cmap.map(|c| c.subtables);
        for table in tables
            .into_iter()
            .flatten()
            .filter(ttf_parser::cmap::Subtable::is_unicode)
        {
            table.codepoints(|code| {
                let Some(id) = table.glyph_index(code).filter(|id| id.0 != 0) else {
                    return;
                };
                let glyph = Glyph {
                    id: id.0,
                    advance: parsed.glyph_hor_advance(id).unwrap_or(0),
                };
                match (plane0.get_mut(code as usize), char::from_u32(code)) {
                    (Some(slot), _) => *slot = glyph,
                    (None, Some(c)) => {
                        beyond.insert(c, glyph);
                    }
                    (None, None) => {}
                }
            });
        }
        let bounds = parsed.global_bounding_box();
        let measures = Measures {
            units_per_em: parsed.units_per_em(),
            ascent: parsed.ascender(),
            descent: parsed.descender(),
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max],
            weight: parsed.weight().to_number(),
        };
        let name = name_of(&parsed, ttf_parser::name_id::FULL_NAME);
        let postscript = name_of(&parsed, ttf_parser::name_id::POST_SCRIPT_NAME);
        Ok(Self {
            index,
            name,
            postscript,
            plane0,
            beyond,
            measures,
            data,
        })
    }

    /// Full name, e.g. `Noto Serif SC Black`.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn postscript(&self) -> &str {
        &self.postscript
    }

    /// The glyph of a character, if the face has one.
    pub fn glyph(&self, c: char) -> Option<Glyph> {
        match self.plane0.get(c as usize) {
            Some(glyph) => (glyph.id != 0).then_some(*glyph),
            None => self.beyond.get(&c).copied(),
        }
    }

    /// Advance in thousandths of an em.
    pub fn advance(&self, glyph: Glyph) -> f32 {
        f32::from(glyph.advance) * 1000.0 / f32::from(self.measures.units_per_em.max(1))
    }

    /// The font file, and which of its faces this is.
    pub fn data(&self) -> (&[u8], u32) {
        (&self.data, self.index)
    }

    pub(crate) fn measures(&self) -> Measures {
        self.measures
    }
}

/// A name of the face, in Chinese where it has one.
pub(crate) fn name_of(face: &ttf_parser::Face<'_>, id: u16) -> String {
    /// Language of the People's Republic in the table of names (Windows LCID).
    const CHINESE: u16 = 0x0804;
    let names = face.names();
    let readable = || {
        names
            .into_iter()
            .filter(|n| n.name_id == id && n.is_unicode())
    };
    readable()
        .find(|n| n.language_id == CHINESE)
        .or_else(|| readable().next())
        .and_then(|n| n.to_string())
        .unwrap_or_default()
}
