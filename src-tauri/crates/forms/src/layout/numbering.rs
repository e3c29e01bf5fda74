//! The last step of a register, when the number of its pages is known: feet and outline.

use std::collections::BTreeSet;

use crate::bound::Label;
use crate::font::Typeface;

use super::composer::Composer;
use super::page::{Bookmark, Layout, Properties};
use super::setting::clean;

/// Pages per entry of the outline.
const STEP: usize = 10;

impl Composer<'_> {
    pub(super) fn finish(mut self) -> Layout {
        let total = self.pages.len();
        if self.register.bound.is_some() {
            self.put_feet();
        } else {
            for (index, page) in self.pages.iter_mut().enumerate() {
                let number = (index + 1, total);
                self.furniture.put_foot(&self.setter, page, number, "");
            }
        }
        self.bookmark_pages();
        let register = self.register;
        Layout {
            width: self.sheet.width,
            height: self.sheet.height,
            pages: self.pages,
            bookmarks: self.bookmarks,
            properties: Properties {
                title: clean(&register.title).replace('\n', " "),
                author: register.author.clone(),
                subject: register.subject.clone(),
                keywords: register.keywords.clone(),
                day: register.printed_on,
            },
            typefaces: BTreeSet::from([Typeface::Title]),
            entry_pages: self.entry_pages,
        }
    }

    /// Entries of the outline for every ten pages of a long register.
    fn bookmark_pages(&mut self) {
        let total = self.pages.len();
        if total <= STEP {
            return;
        }
        let grouped = !self.bookmarks.is_empty();
        if grouped {
            self.bookmarks.push(Bookmark {
                title: "按页".into(),
                page: 0,
                top: 0.0,
                nested: false,
            });
        }
        for first in (0..total).step_by(STEP) {
            let last = (first + STEP).min(total);
            let from = self.first_cells.get(first).cloned().flatten();
            let from = from
                .map(|cell| format!("（{cell} 起）"))
                .unwrap_or_default();
            let title = match (self.labels.get(first), self.labels.get(last - 1)) {
                (Some(Label::Page(a)), Some(Label::Page(b))) => format!("第 {a}—{b} 页{from}"),
                _ => format!("第 {}—{last} 页{from}", first + 1),
            };
            self.bookmarks.push(Bookmark {
                title,
                page: first,
                top: 0.0,
                nested: grouped,
            });
        }
    }

    /// Number and total at the foot of every page. A book that is gone on with has no total yet,
    /// and a sheet that is printed on a second time has its foot already.
    fn put_feet(&mut self) {
        let bound = self.register.bound.clone().unwrap_or_default();
        let growing = bound.open || bound.continued;
        let total = self
            .labels
            .iter()
            .filter_map(|it| match it {
                Label::Page(number) => Some(*number),
                Label::Continued(_) | Label::Annex(_) | Label::OnPaper(_) => None,
            })
            .max();
        for (page, label) in self.pages.iter_mut().zip(&self.labels) {
            if matches!(label, Label::OnPaper(_)) {
                continue;
            }
            let words = label.words(total.filter(|_| !growing));
            let source = bound.source(*label);
            self.furniture.put_words(&self.setter, page, &words, source);
        }
    }
}
