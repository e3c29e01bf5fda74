//! Laying out a bound book: signed pages first, each with its own entries, then what came later.

use crate::bound::{Bound, Label, SignedPages};
use crate::font::Typeface;
use crate::register::Closing;

use super::breaking::break_lines;
use super::cell::{LEADING, TEXT};
use super::composer::Composer;
use super::page::{Layout, Page};
use super::setting::{LinePlacement, Setter, clean};

impl Composer<'_> {
    /// Lays out a bound book. Its first page is begun.
    pub(super) fn bind<E>(
        mut self,
        bound: &Bound,
        each: &mut dyn FnMut(usize) -> Result<(), E>,
    ) -> Result<Layout, E> {
        let register = self.register;
        let mut rows = register.sections.iter().flat_map(|it| &it.rows);
        for (index, stretch) in bound.signed.iter().enumerate() {
            if index > 0 || stretch.first > 1 {
                self.turn_to(stretch, index > 0);
            }
            self.open = !stretch.closed;
            self.signed_to = Some(stretch.first + stretch.pages.max(1) - 1);
            for row in rows.by_ref().take(stretch.rows) {
                self.row(row, 0.0);
                each(self.entry_pages.len())?;
            }
            if stretch.closed {
                // It was the end of the book when it was signed.
                self.signed_sum(&stretch.total);
                self.strike_rest();
            }
        }
        let last = bound.signed.last();
        if bound.continued && last.is_some_and(|it| !it.closed) {
            self.forget_what_is_on_paper();
        }
        let mut rest = rows.peekable();
        // A sheet without a number of its own takes no entries that came later.
        let over = matches!(self.label, Label::Continued(_));
        if (over || last.is_some_and(|it| it.closed)) && rest.peek().is_some() {
            self.page_sum();
            self.end_page();
            if bound.continued && last.is_some_and(|it| it.closed) {
                self.forget_pages();
            }
            self.signed_to = None;
            self.label = after(last);
            self.start_page();
        }
        if rest.peek().is_some() {
            self.signed_to = None;
        }
        let closed = last.is_some_and(|it| it.closed) && rest.peek().is_none();
        if !closed {
            self.open = bound.open || bound.continued;
        }
        for row in rest {
            self.row(row, 0.0);
            each(self.entry_pages.len())?;
        }
        if !closed && !bound.open && !bound.continued {
            self.whole_sum();
            if register.closing == Closing::Blank {
                self.strike_rest();
            }
        }
        self.end_page();
        self.annex();
        if bound.continued {
            self.leave_out_empty();
        }
        Ok(self.finish())
    }

    /// Goes on to the page with which a signed stretch begins.
    fn turn_to(&mut self, stretch: &SignedPages, begun: bool) {
        self.signed_to = None;
        if begun {
            self.page_sum();
            self.end_page();
        }
        self.label = Label::Page(stretch.first);
        if begun {
            self.start_page();
        }
    }

    /// 续打: everything laid out so far stands on paper; what follows goes below it.
    fn forget_what_is_on_paper(&mut self) {
        self.forget_pages();
        self.first_cells = vec![None];
        self.page_notes.clear();
        self.page = Page::default();
        self.grid.top = self.y;
        self.grid.bands.clear();
        self.bare = true;
    }

    /// The pages that are done lie there signed.
    fn forget_pages(&mut self) {
        self.pages.clear();
        self.labels.clear();
        self.bookmarks.clear();
        self.first_cells.clear();
        self.left_over.clear();
    }

    /// A sheet on which nothing new stands is not put into the printer.
    fn leave_out_empty(&mut self) {
        if self.pages.len() > 1
            && self
                .pages
                .first()
                .is_some_and(|it| it.runs.is_empty() && it.rules.is_empty())
        {
            self.pages.remove(0);
            self.labels.remove(0);
            self.first_cells.remove(0);
        }
    }

    /// The notes that found no room under their pages, on sheets behind the book.
    fn annex(&mut self) {
        let notes = std::mem::take(&mut self.left_over);
        if notes.is_empty() {
            return;
        }
        self.label = Label::Annex(1);
        self.bare = false;
        let room = (self.sheet.right - self.sheet.left) / TEXT;
        self.begin_annex();
        for note in notes {
            let text = clean(&note).replace('\n', " ");
            for line in break_lines(&text, room, |c| self.setter.advance(Typeface::Regular, c)) {
                if self.y + TEXT * LEADING > self.bottom {
                    self.end_annex();
                    self.begin_annex();
                }
                let baseline = Setter::baseline(self.y, TEXT * LEADING, TEXT);
                let place = LinePlacement::at(self.sheet.left, baseline, TEXT);
                let text = text.get(line.range).unwrap_or("");
                self.setter.put(&mut self.page, place, text);
                self.y += TEXT * LEADING;
            }
        }
        self.end_annex();
    }

    fn begin_annex(&mut self) {
        self.first_cells.push(None);
        self.y = self.furniture.put_top(&self.setter, &mut self.page);
        let baseline = Setter::baseline(self.y, TEXT * LEADING, TEXT);
        let place = LinePlacement::at(self.sheet.left, baseline, TEXT).typeface(Typeface::Bold);
        self.setter
            .put(&mut self.page, place, "更正和补记（接各页）");
        self.y += TEXT * LEADING * 1.5;
    }

    fn end_annex(&mut self) {
        self.pages.push(std::mem::take(&mut self.page));
        self.labels.push(self.label);
        if let Label::Annex(number) = self.label {
            self.label = Label::Annex(number + 1);
        }
    }
}

/// The page behind the last signed one.
fn after(last: Option<&SignedPages>) -> Label {
    Label::Page(last.map_or(1, |it| it.first + it.pages.max(1)))
}
