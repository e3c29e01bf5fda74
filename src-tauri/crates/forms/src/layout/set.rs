//! Several papers one behind the other.

use crate::document::{Document, Paperwork};
use crate::font::FaceSet;
use crate::layout::{Layout, laid_out};

/// Lays out each paper by itself and puts their pages one behind the other. Title and properties are
/// those of the first.
pub(super) fn compose<E>(
    papers: &[Document],
    faces: &FaceSet,
    each: &mut dyn FnMut(usize) -> Result<(), E>,
) -> Result<Layout, E> {
    let mut before = 0;
    let mut whole: Option<Layout> = None;
    for paper in papers {
        let paper = Paperwork::from(paper);
        let mut part = laid_out(paper, faces, &mut |done| each(before + done))?;
        before += paper.parts();
        let size = (part.width, part.height);
        for page in &mut part.pages {
            page.size = page.size.or(Some(size));
        }
        match &mut whole {
            None => whole = Some(part),
            Some(whole) => {
                let pages = whole.pages.len();
                whole.pages.append(&mut part.pages);
                whole
                    .bookmarks
                    .extend(part.bookmarks.into_iter().map(|mut it| {
                        it.page += pages;
                        it
                    }));
                whole.voices.extend(part.voices);
                whole.entry_pages.extend(part.entry_pages);
            }
        }
    }
    Ok(whole.unwrap_or_default())
}
