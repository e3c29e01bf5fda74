//! Drawing a layout as PDF with `printpdf`. Decides nothing: every position comes from the layout.

mod content;
mod embed;
mod finish;
mod pictures;

use printpdf::{Mm, Op, PdfDocument, PdfPage, PdfSaveOptions};

use crate::fault::PrintFault;
use crate::font::Fonts;
use crate::layout::{Layout, Page};

/// Pages translated at a time. printpdf keeps every operator of a page as an object; over a
/// thousand pages these would hold hundreds of megabytes.
const BATCH: usize = 32;

/// Draws a layout.
///
/// # Errors
/// [`PrintFault::Embedding`] when a face cannot be cut to the glyphs used, [`PrintFault::Document`]
/// when the file cannot be put together.
pub fn draw(layout: &Layout, fonts: &Fonts) -> Result<Vec<u8>, PrintFault> {
    draw_watched(layout, fonts, &mut |_| Ok(()))
}

/// As [`draw`]; tells `each` how many pages are drawn, and ends where it refuses to go on.
pub(crate) fn draw_watched(
    layout: &Layout,
    fonts: &Fonts,
    each: &mut dyn FnMut(usize) -> Result<(), PrintFault>,
) -> Result<Vec<u8>, PrintFault> {
    let faces = fonts.set();
    let embedded = embed::embed(layout, &faces)?;
    let pictures = pictures::Pictures::of(layout);
    let options = PdfSaveOptions {
        optimize: false,
        ..PdfSaveOptions::default()
    };

    let mut contents = Vec::with_capacity(layout.pages.len());
    let mut batch_document = PdfDocument::new("");
    embedded.add_codes(&mut batch_document);
    for batch in layout.pages.chunks(BATCH) {
        let pages = batch.iter().map(|p| {
            blank(
                layout,
                p,
                content::ops(p, layout.size_of(p).1, &embedded, &pictures),
            )
        });
        batch_document.with_pages(pages.collect());
        let translated = batch_document.to_lopdf_document(&options, &mut Vec::new());
        contents.extend(finish::contents(translated)?);
        each(contents.len())?;
    }
    drop(batch_document);

    // The document itself: its first page shows every glyph once, which makes printpdf embed the
    // faces with their widths and their way back to text; then the pages get their own contents.
    let mut document = PdfDocument::new(&layout.properties.title);
    embedded.add_faces(&mut document);
    let mut pages: Vec<_> = layout
        .pages
        .iter()
        .map(|page| blank(layout, page, Vec::new()))
        .collect();
    if let Some(first) = pages.first_mut() {
        first.ops = embedded.inventory();
    }
    document.with_pages(pages);
    finish::finish(
        document.to_lopdf_document(&options, &mut Vec::new()),
        contents,
        layout,
        &pictures,
    )
}

fn blank(layout: &Layout, page: &Page, ops: Vec<Op>) -> PdfPage {
    /// Millimetres per point.
    const MM_PER_PT: f32 = 25.4 / 72.0;
    let (width, height) = layout.size_of(page);
    PdfPage::new(Mm(width * MM_PER_PT), Mm(height * MM_PER_PT), ops)
}
