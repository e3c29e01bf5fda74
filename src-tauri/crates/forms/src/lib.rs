//! Paper: registers, forms, posters and letters laid out on pages and drawn as PDF.
//!
//! Two halves that meet in [`Layout`]: [`layout()`] decides where everything stands and is pure, so
//! that snapshots test it; [`draw`] turns a layout into a PDF and decides nothing. The words and
//! figures come from the caller: this crate knows paper, not the domain.
//!
//! ```
//! use forms::{Column, Fonts, Register, Row, Section};
//!
//! let register = Register {
//!     title: "代表名册".into(),
//!     columns: vec![Column { title: "姓名".into(), ..Column::default() }],
//!     sections: vec![Section {
//!         rows: vec![Row::of(vec!["夏田𬭛".into()])],
//!         ..Section::default()
//!     }],
//!     ..Register::default()
//! };
//! let fonts = Fonts::bundled()?;
//! assert!(forms::missing(&register, &fonts).is_empty());
//! let printed = forms::print(&register, &fonts)?;
//! assert_eq!(printed.pages, 1);
//! # Ok::<(), forms::PrintFault>(())
//! ```
#![deny(missing_docs)]

mod bound;
mod document;
mod docx;
mod draw;
mod fault;
mod font;
mod layout;
mod letter;
mod paper;
mod picture;
mod print;
mod register;
mod sheet;

pub use bound::{Bound, Later, SignedPages};
pub use document::{Document, Paperwork};
pub use docx::docx;
pub use draw::draw;
pub use fault::PrintFault;
pub use font::{Face, FaceId, Fonts, Glyph, Substitution, Typeface};
pub use layout::{Bookmark, Ink, Layout, Page, Placed, Properties, Rule, Run, layout};
pub use letter::{Colophon, Letter};
pub use paper::{Align, Info, Kind, Paper, PrintDay, Width};
pub use picture::Picture;
pub use print::{Printed, missing, print, print_watched};
pub use register::{Closing, Column, Register, Row, Section, Signing, Sums};
pub use sheet::{
    Block, Content, Grid, GridCell, GridRow, Portrait, Portraits, Sheet, Sheets, Tick,
};
