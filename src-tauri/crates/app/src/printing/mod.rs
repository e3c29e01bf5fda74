//! Forms on paper: which there are, what stands in them, in the books' words.
//!
//! A new form is one file here and one entry in [`catalogue::FORMS`].

mod activity_page;
pub(crate) mod catalogue;
pub(crate) mod commands;
mod contact_booklet;
mod deputy_form;
mod dossier_form;
mod dossier_public;
mod figures_form;
#[cfg(test)]
mod filled;
mod followup_book;
mod form;
mod handling_summary;
pub(crate) mod inspection_cover;
mod inspection_form;
pub(crate) mod inspection_set;
mod matter_papers;
mod minutes;
mod month_plan;
mod notice;
mod page;
mod people;
mod poster;
mod reception_today;
mod record_form;
mod record_pages;
pub(crate) mod registers;
mod reply_letter;
mod roster_book;
mod sign_in;
mod slip_paper;
mod structure_form;
