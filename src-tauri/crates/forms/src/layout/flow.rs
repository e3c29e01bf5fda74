//! One form on its way down its pages, and what surrounds it there.

use crate::font::Typeface;
use crate::register::{Register, Signing};
use crate::sheet::{Sheet as Form, Sheets};

use super::furniture::Furniture;
use super::page::{Ink, Page, Rule};
use super::setting::{LinePlacement, Setter, clean};
use super::sheet::{MM, Sheet};

/// Space between blocks and what stands under them.
const UNDER: f32 = 3.0 * MM;
/// Where the title of a cover stands, and what is below it.
const COVER_TITLE: f32 = 58.0 * MM;
const COVER_BODY: f32 = 118.0 * MM;
/// Title of a poster: its size, the least that a long one may shrink to, and its letter-spacing in
/// ems.
const BANNER: f32 = 44.0;
const BANNER_LEAST: f32 = 20.0;
const BANNER_SPACING: f32 = 0.08;

/// One form on its way down the page.
pub(super) struct Flow<'a> {
    pub setter: &'a Setter<'a>,
    pub sheet: Sheet,
    pub page: Page,
    pub y: f32,
    /// Lowest edge of what stands on a page.
    pub bottom: f32,
    /// Where content begins on this page.
    body: f32,
    form: &'a Form,
    first: Furniture,
    next: Furniture,
    pages: Vec<Page>,
}

impl<'a> Flow<'a> {
    pub fn new(sheets: &Sheets, form: &'a Form, setter: &'a Setter<'a>, geometry: Sheet) -> Self {
        let mut sheet = geometry;
        if form.poster {
            sheet.top += banner_size(form, setter, geometry) * 1.7;
        }
        let around = |title: String| Register {
            title,
            info: form.info.clone(),
            notes: form.notes.clone(),
            signatures: form.signatures.clone(),
            foot_left: sheets.foot_left.clone(),
            ..Register::default()
        };
        if form.cover {
            sheet.top = COVER_BODY;
        }
        let title = if form.poster || form.cover {
            String::new()
        } else {
            form.title.clone()
        };
        let next = if title.is_empty() {
            title.clone()
        } else {
            format!("{title}（续页）")
        };
        let mut flow = Self {
            setter,
            sheet,
            page: Page::default(),
            y: 0.0,
            bottom: sheet.bottom,
            body: 0.0,
            form,
            first: Furniture::new(&around(title), setter, sheet),
            next: Furniture::new(&around(next), setter, sheet),
            pages: Vec::new(),
        };
        flow.start_page();
        flow
    }

    fn start_page(&mut self) {
        if self.form.poster {
            self.banner();
        }
        if self.form.cover && self.pages.is_empty() {
            self.cover();
        }
        let furniture = if self.pages.is_empty() {
            &self.first
        } else {
            &self.next
        };
        self.y = furniture.put_top(self.setter, &mut self.page);
        self.body = self.y;
    }

    /// Title of a cover, over the middle of the page.
    fn cover(&mut self) {
        let mut y = COVER_TITLE;
        for (at, line) in clean(&self.form.title).lines().enumerate() {
            let (size, spacing) = if at == 0 { (34.0, 0.25) } else { (18.0, 0.0) };
            let gaps = line.chars().count().saturating_sub(1) as f32;
            let width = self.setter.width(Typeface::Title, line) * size + gaps * spacing * size;
            let x = (self.sheet.left + self.sheet.right - width) / 2.0;
            let place = LinePlacement::at(x, Setter::baseline(y, size * 1.5, size), size)
                .typeface(Typeface::Title)
                .spacing(spacing * size);
            self.setter.put(&mut self.page, place, line);
            y += size * 1.7;
        }
    }

    /// Title of a poster, with a line under it.
    fn banner(&mut self) {
        let size = banner_size(self.form, self.setter, self.sheet);
        let text = clean(&self.form.title).replace('\n', " ");
        let spacing = BANNER_SPACING * size;
        let width = banner_width(self.setter, &text) * size - spacing;
        let x = (self.sheet.left + self.sheet.right - width) / 2.0;
        let top = self.sheet.top - size * 1.7;
        let place = LinePlacement::at(x, Setter::baseline(top, size * 1.4, size), size)
            .typeface(Typeface::Title)
            .spacing(spacing)
            .red();
        self.setter.put(&mut self.page, place, &text);
        let y = top + size * 1.5;
        self.page.rules.push(Rule {
            from: (self.sheet.left, y),
            to: (self.sheet.right, y),
            width: 1.5,
            ink: Ink::Red,
        });
    }

    /// Ends the page and begins the next.
    pub fn next_page(&mut self) {
        self.pages.push(std::mem::take(&mut self.page));
        self.start_page();
    }

    /// Whether nothing stands on the page yet.
    pub fn is_fresh(&self) -> bool {
        self.y <= self.body + 0.01
    }

    /// Where content begins on a page after the first.
    pub fn next_body(&self) -> f32 {
        self.next.put_top(self.setter, &mut Page::default())
    }

    /// Height of what stands under the last block.
    pub fn tail_height(&self) -> f32 {
        let tail = self.first.tail_height(Signing::LastPage);
        if tail > 0.0 { tail + UNDER } else { 0.0 }
    }

    /// Writes what stands under the form, and the feet of its pages.
    pub fn close(mut self) -> Vec<Page> {
        if self.y + self.tail_height() > self.bottom + 0.1 && !self.is_fresh() {
            self.next_page();
        }
        let under = self.y + UNDER;
        self.first
            .put_tail(self.setter, &mut self.page, under, Signing::LastPage);
        self.pages.push(self.page);
        let total = self.pages.len();
        for (index, page) in self.pages.iter_mut().enumerate() {
            if self.form.poster || self.form.cover {
                self.first.put_office(self.setter, page);
            } else {
                let number = (index + 1, total);
                self.first
                    .put_foot(self.setter, page, number, &self.form.source);
            }
        }
        self.pages
    }
}

fn banner_width(setter: &Setter<'_>, text: &str) -> f32 {
    setter.width(Typeface::Title, text) + text.chars().count() as f32 * BANNER_SPACING
}

fn banner_size(form: &Form, setter: &Setter<'_>, sheet: Sheet) -> f32 {
    let text = clean(&form.title).replace('\n', " ");
    let ems = banner_width(setter, &text).max(1.0);
    // A4 is half as large as A3, and so is its title.
    let largest = BANNER * sheet.width.max(sheet.height) / (420.0 * MM);
    ((sheet.right - sheet.left) / ems).clamp(BANNER_LEAST.min(largest), largest)
}
