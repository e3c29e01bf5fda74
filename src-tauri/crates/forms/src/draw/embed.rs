//! Cutting the faces to the glyphs a document uses, and giving each character its code.
//!
//! `printpdf` without its text engine embeds a font file whole, so it is handed files that hold
//! nothing but what is used.

use std::collections::{BTreeMap, BTreeSet};

use printpdf::{
    FontId, FontMetrics, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, Pt, TextItem,
};
use subsetter::GlyphRemapper;

use crate::fault::PrintFault;
use crate::font::{Face, FaceId, FaceSet};
use crate::layout::Layout;

/// The faces of a document.
pub(super) struct Embedded {
    parts: Vec<Part>,
    /// Part of each character.
    by_char: BTreeMap<FaceId, BTreeMap<char, u16>>,
}

/// A cut face. Where two characters share a glyph (a dot and a middle dot), the second goes into
/// another part of the same face: one glyph can only lead back to one character.
struct Part {
    id: FontId,
    font: ParsedFont,
    /// Codes written into the content, per character.
    codes: BTreeMap<u32, u16>,
}

/// Cuts every face that the layout uses.
pub(super) fn embed(layout: &Layout, faces: &FaceSet) -> Result<Embedded, PrintFault> {
    let mut used: BTreeMap<FaceId, BTreeSet<char>> = BTreeMap::new();
    for page in &layout.pages {
        for run in &page.runs {
            used.entry(run.face)
                .or_default()
                .extend(page.text_of(run).chars());
        }
    }
    let mut embedded = Embedded {
        parts: Vec::new(),
        by_char: BTreeMap::new(),
    };
    for (id, chars) in used {
        let Some(face) = faces.face(id) else { continue };
        let mut left: Vec<char> = chars.into_iter().collect();
        while !left.is_empty() {
            let mut taken = BTreeSet::new();
            let (part, rest): (Vec<char>, Vec<char>) = left
                .into_iter()
                .partition(|c| face.glyph(*c).is_none_or(|g| taken.insert(g.id)));
            let number = embedded.parts.len() as u16;
            let by_char = embedded.by_char.entry(id).or_default();
            by_char.extend(part.iter().map(|c| (*c, number)));
            embedded.parts.push(cut(face, number, &part)?);
            left = rest;
        }
    }
    Ok(embedded)
}

fn cut(face: &Face, number: u16, chars: &[char]) -> Result<Part, PrintFault> {
    let mut remapper = GlyphRemapper::new();
    let (mut glyphs, mut widths) = (BTreeMap::new(), BTreeMap::new());
    for c in chars {
        if let Some(glyph) = face.glyph(*c) {
            let new = remapper.remap(glyph.id);
            glyphs.insert(*c as u32, new);
            widths.insert(new, glyph.advance);
        }
    }
    let (data, index) = face.data();
    let cut = subsetter::subset(data, index, &remapper).map_err(|e| PrintFault::Embedding {
        face: face.name().to_owned(),
        reason: e.to_string(),
    })?;
    // A face with cubic outlines is addressed by the names in its own table of characters.
    let names = printpdf::font::cff_charset_gid_to_cid_map(&cut, 0);
    let code = |glyph: u16| {
        names
            .as_ref()
            .and_then(|n| n.get(&glyph).copied())
            .unwrap_or(glyph)
    };
    let codes = glyphs.iter().map(|(c, glyph)| (*c, code(*glyph))).collect();
    let measures = face.measures();
    let metrics = FontMetrics {
        ascent: measures.ascent,
        descent: measures.descent,
    };
    let name = format!("{}+{}", tag(number), face.postscript());
    let units = measures.units_per_em;
    let mut font = ParsedFont::with_glyph_data(cut, 0, Some(name), glyphs, widths, units, metrics);
    let [x_min, y_min, x_max, y_max] = measures.bounds;
    font.pdf_font_metrics.x_min = x_min;
    font.pdf_font_metrics.y_min = y_min;
    font.pdf_font_metrics.x_max = x_max;
    font.pdf_font_metrics.y_max = y_max;
    font.pdf_font_metrics.us_weight_class = measures.weight;
    Ok(Part {
        id: FontId(format!("T{number}")),
        font,
        codes,
    })
}

/// The six letters that mark a cut face (ISO 32000-1, 9.6.4).
fn tag(number: u16) -> String {
    let letter = |n: u16| char::from(b'A' + (n % 26) as u8);
    format!("LZTZ{}{}", letter(number / 26), letter(number))
}

impl Embedded {
    /// Calls `part` for each stretch of text that one part draws.
    pub fn split<'t>(&self, face: FaceId, text: &'t str, mut each: impl FnMut(&FontId, &'t str)) {
        let Some(by_char) = self.by_char.get(&face) else {
            return;
        };
        let number = |c: char| by_char.get(&c).copied().unwrap_or(0);
        let (mut start, mut current) = (0, None);
        for (at, c) in text.char_indices() {
            let own = Some(number(c));
            if own != current {
                self.emit(current, text.get(start..at), &mut each);
                (start, current) = (at, own);
            }
        }
        self.emit(current, text.get(start..), &mut each);
    }

    fn emit<'t>(
        &self,
        part: Option<u16>,
        text: Option<&'t str>,
        each: &mut impl FnMut(&FontId, &'t str),
    ) {
        if let (Some(part), Some(text)) = (part.and_then(|p| self.parts.get(usize::from(p))), text)
        {
            each(&part.id, text);
        }
    }

    /// Adds the codes without the font files, for translating content.
    pub fn add_codes(&self, document: &mut PdfDocument) {
        for part in &self.parts {
            let metrics = FontMetrics {
                ascent: 0,
                descent: 0,
            };
            let (codes, widths) = (part.codes.clone(), BTreeMap::new());
            let font =
                ParsedFont::with_glyph_data(Vec::new(), 0, None, codes, widths, 1000, metrics);
            document
                .resources
                .fonts
                .map
                .insert(part.id.clone(), PdfFont::new(font));
        }
    }

    /// Adds the faces whole, as cut.
    pub fn add_faces(&self, document: &mut PdfDocument) {
        for part in &self.parts {
            let mut font = PdfFont::new(part.font.clone());
            font.meta.requires_subsetting = false;
            document.resources.fonts.map.insert(part.id.clone(), font);
        }
    }

    /// Every glyph once.
    pub fn inventory(&self) -> Vec<Op> {
        let mut ops = vec![Op::StartTextSection];
        for part in &self.parts {
            let text: String = part
                .codes
                .keys()
                .filter_map(|c| char::from_u32(*c))
                .collect();
            ops.push(Op::SetFont {
                font: PdfFontHandle::External(part.id.clone()),
                size: Pt(10.0),
            });
            ops.push(Op::ShowText {
                items: vec![TextItem::Text(text)],
            });
        }
        ops.push(Op::EndTextSection);
        ops
    }
}
