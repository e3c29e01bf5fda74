//! 一档 代表履职档案: what a deputy's year is kept by beside the books. The dossier itself is
//! put together from the books; kept here are its statements and what was frozen, honours and
//! reminders, and which pages of the books were signed.

mod admonitions;
mod columns;
mod honours;
mod pages;
mod words;
mod yearly;

use crate::record::{RecordType, Shelf};

pub use admonitions::admonition_type;
pub use columns::{Admonition, Dossier, Honour, SignedPage};
pub use honours::honour_type;
pub use pages::{SignedContent, SignedRow, signed_page_type};
pub use words::{DossierState, Retention};
pub use yearly::{dossier_type, shown_dossier_state};

/// The record types of this folder, with the place of each register in the menu.
pub(crate) fn types() -> Vec<RecordType> {
    vec![
        dossier_type().on(Shelf::Dossiers, 0),
        honour_type().on(Shelf::Dossiers, 1),
        admonition_type().on(Shelf::Dossiers, 2),
        signed_page_type().on(Shelf::Dossiers, 3),
    ]
}

/// The record type of a deputy's dossier of one year.
pub const DOSSIER: &str = "dossier";
/// The record type of honours and reports about deputies (表彰奖励与宣传报道).
pub const HONOUR: &str = "honour";
/// The record type of reminders and disciplinary matters (提醒约谈、处分).
pub const ADMONITION: &str = "admonition";
/// The record type of signed pages of books.
pub const SIGNED_PAGE: &str = "signed_page";
