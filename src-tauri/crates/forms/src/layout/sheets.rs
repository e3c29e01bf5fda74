//! Sheets on pages: the blocks of each form one below the other.

use std::collections::BTreeSet;

use crate::font::{FaceSet, Typeface};
use crate::sheet::{Block, Sheets};

use super::breaking::break_lines;
use super::flow::Flow;
use super::page::{Bookmark, Layout, Page, Properties, Rule};
use super::setting::{LinePlacement, Setter, clean};
use super::sheet::{MM, Sheet};
use super::{grid, portraits};

/// Size of a paragraph across the page, and its line height in ems.
const TEXT: f32 = 11.0;
const LEADING: f32 = 1.5;
/// A stroke of a broken line, and the space behind it.
const DASH: f32 = 1.5 * MM;

/// Lays all sheets out; tells `each` how many stand.
pub(crate) fn compose<E>(
    sheets: &Sheets,
    faces: &FaceSet,
    each: &mut dyn FnMut(usize) -> Result<(), E>,
) -> Result<Layout, E> {
    let setter = Setter { faces };
    let geometry = Sheet::of(sheets.paper);
    let mut layout = Layout {
        width: geometry.width,
        height: geometry.height,
        properties: Properties {
            title: clean(&sheets.title).replace('\n', " "),
            author: sheets.author.clone(),
            subject: sheets.subject.clone(),
            keywords: sheets.keywords.clone(),
            day: sheets.printed_on,
        },
        typefaces: BTreeSet::from([Typeface::Title]),
        ..Layout::default()
    };
    for (at, form) in sheets.sheets.iter().enumerate() {
        let mark = clean(&form.bookmark).replace('\n', " ");
        if !mark.is_empty() {
            layout.bookmarks.push(Bookmark {
                title: mark,
                page: layout.pages.len(),
                top: 0.0,
                nested: false,
            });
        }
        let mut flow = Flow::new(sheets, form, &setter, geometry);
        for (index, block) in form.blocks.iter().enumerate() {
            put_block(&mut flow, block, form.blocks.get(index + 1));
        }
        layout.pages.extend(flow.close());
        each(at + 1)?;
    }
    if layout.pages.is_empty() {
        layout.pages.push(Page::default());
    }
    Ok(layout)
}

fn put_block(flow: &mut Flow<'_>, block: &Block, after: Option<&Block>) {
    match block {
        Block::Grid(grid) => {
            // Only what ends a page may take what the page leaves.
            let room = match after {
                None => grid::Room::Last(flow.tail_height()),
                Some(Block::PageBreak) => grid::Room::Whole,
                Some(_) => grid::Room::Shared,
            };
            grid::put(flow, grid, room);
        }
        Block::Text(text) => paragraph(flow, text, Typeface::Regular),
        Block::Heading(text) => {
            // A heading never stands alone at the foot of a page.
            if let Some(Block::Grid(grid)) = after {
                let needed = TEXT * LEADING + grid::lead(flow, grid);
                if flow.y + needed > flow.bottom && !flow.is_fresh() {
                    flow.next_page();
                }
            }
            paragraph(flow, text, Typeface::Bold);
        }
        Block::Portraits(it) => portraits::put(flow, it),
        Block::Gap(mm) => flow.y += mm * MM,
        Block::Cut(mm) => cut(flow, mm * MM),
        Block::PageBreak => flow.next_page(),
    }
}

/// A broken line in the middle of this height.
fn cut(flow: &mut Flow<'_>, height: f32) {
    let y = flow.y + height / 2.0;
    let mut x = flow.sheet.left;
    while x < flow.sheet.right {
        let end = (x + DASH).min(flow.sheet.right);
        flow.page.rules.push(Rule::black((x, y), (end, y), 0.4));
        x += 2.0 * DASH;
    }
    flow.y += height;
}

fn paragraph(flow: &mut Flow<'_>, text: &str, typeface: Typeface) {
    let text = clean(text);
    let room = (flow.sheet.right - flow.sheet.left) / TEXT;
    for line in break_lines(&text, room, |c| flow.setter.advance(typeface, c)) {
        if flow.y + TEXT * LEADING > flow.bottom && !flow.is_fresh() {
            flow.next_page();
        }
        let baseline = Setter::baseline(flow.y, TEXT * LEADING, TEXT);
        let place = LinePlacement::at(flow.sheet.left, baseline, TEXT).typeface(typeface);
        let text = text.get(line.range).unwrap_or("");
        flow.setter.put(&mut flow.page, place, text);
        flow.y += TEXT * LEADING;
    }
}
