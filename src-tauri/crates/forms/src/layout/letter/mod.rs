//! Official letters by GB/T 9704-2012: 22 lines of 28 characters, a red head, levels of text,
//! signer and date, colophon, page numbers at the outer edge.

mod body;
mod composer;
mod head;
mod levels;

use std::collections::BTreeSet;

use crate::font::{FaceSet, Typeface};
use crate::letter::Letter;
use crate::paper::Paper;

use super::page::{Layout, Page, Properties};
use super::setting::{LinePlacement, Setter, clean};
use super::sheet::{MM, Sheet};

use composer::{BOTTOM, Composer, LEFT, RIGHT, SMALL, TOP};
pub(crate) use head::title_lines;
pub(crate) use levels::level;

/// A page number stands so far below the 版心.
const UNDER_BODY: f32 = 7.0 * MM;

/// Lays a letter out.
pub(crate) fn compose(letter: &Letter, faces: &FaceSet) -> Layout {
    let setter = Setter { faces };
    let mut composer = Composer {
        letter,
        setter: &setter,
        pages: Vec::new(),
        page: Page::default(),
        y: TOP,
    };
    composer.head();
    composer.text();
    composer.attachments();
    composer.signature();
    composer.remark();
    if let Some(colophon) = &letter.colophon {
        composer.colophon(colophon);
    }
    composer.finish()
}

impl Composer<'_> {
    /// Writes the page numbers, at the right of odd pages and at the left of even ones.
    fn finish(mut self) -> Layout {
        let geometry = Sheet::of(Paper::A4Portrait);
        self.pages.push(std::mem::take(&mut self.page));
        for (index, page) in self.pages.iter_mut().enumerate() {
            let text = format!("— {} —", index + 1);
            let width = self.setter.width(Typeface::Regular, &text) * SMALL;
            let x = if index % 2 == 0 {
                RIGHT - SMALL - width
            } else {
                LEFT + SMALL
            };
            let place =
                LinePlacement::at(x, Setter::baseline(BOTTOM + UNDER_BODY, 0.0, SMALL), SMALL);
            self.setter.put(page, place, &text);
        }
        let letter = self.letter;
        Layout {
            entry_pages: Vec::new(),
            width: geometry.width,
            height: geometry.height,
            pages: self.pages,
            bookmarks: Vec::new(),
            properties: Properties {
                title: clean(&letter.title).replace('\n', ""),
                author: letter.author.clone(),
                subject: letter.subject.clone(),
                keywords: letter.keywords.clone(),
                day: letter.printed_on,
            },
            typefaces: BTreeSet::from([
                Typeface::Title,
                Typeface::FangSong,
                Typeface::Kai,
                Typeface::Hei,
            ]),
        }
    }
}
