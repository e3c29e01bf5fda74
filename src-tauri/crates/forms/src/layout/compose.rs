//! Laying out any paper: a register, sheets, a letter, or several of them.

use std::convert::Infallible;

use crate::document::{Document, Paperwork};
use crate::font::{FaceSet, Fonts};

use super::page::Layout;
use super::{letter, register, sheets};

/// Lays a paper out on pages. Characters that no face has become boxes with their code point; ask
/// [`crate::missing`] before printing.
pub fn layout<'a>(paper: impl Into<Paperwork<'a>>, fonts: &Fonts) -> Layout {
    let paper = paper.into();
    // Takes in the installed faces that help; what is lacking even so is drawn as its code.
    fonts.lacking(|each| paper.each_text(each));
    match laid_out(paper, &fonts.set(), &mut |_| Ok::<(), Infallible>(())) {
        Ok(layout) => layout,
        Err(never) => match never {},
    }
}

/// As [`layout()`], with the faces at hand; tells `each` how many rows or sheets stand, and ends
/// where it refuses to go on.
pub(crate) fn laid_out<E>(
    paper: Paperwork<'_>,
    faces: &FaceSet,
    each: &mut dyn FnMut(usize) -> Result<(), E>,
) -> Result<Layout, E> {
    match paper {
        Paperwork::Register(it) => register::compose(it, faces, each),
        Paperwork::Sheets(it) => sheets::compose(it, faces, each),
        Paperwork::Letter(it) => Ok(letter::compose(it, faces)),
        Paperwork::Set(papers) => one_behind_the_other(papers, faces, each),
    }
}

/// Lays out each paper by itself and puts their pages one behind the other. Title and properties are
/// those of the first.
fn one_behind_the_other<E>(
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
                whole.typefaces.extend(part.typefaces);
                whole.entry_pages.extend(part.entry_pages);
            }
        }
    }
    Ok(whole.unwrap_or_default())
}
