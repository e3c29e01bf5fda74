//! The page model: where every run of text and every rule stands. Pure: the same register and
//! faces give the same layout, on any machine.

mod binding;
mod breaking;
mod cell;
mod columns;
mod compose;
mod composer;
mod dump;
mod entries;
mod flow;
mod furniture;
mod grid;
mod letter;
mod numbering;
mod page;
mod portraits;
mod register;
mod running;
mod setting;
mod sheet;
mod sheets;
mod splitting;
mod sums;
mod table;
mod together;

pub(crate) use compose::laid_out;
pub use compose::layout;
pub(crate) use letter::{level, title_lines};
pub use page::{Bookmark, Ink, Layout, Page, Placed, Properties, Rule, Run};
pub(crate) use setting::clean;
