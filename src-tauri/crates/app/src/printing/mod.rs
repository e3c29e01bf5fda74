//! Forms on paper: which there are, what stands in them, in the books' words.
//!
//! A new form is one file here and one entry in [`catalogue::FORMS`].

mod activity_page;
mod books;
pub(crate) mod bound;
pub(crate) mod card;
pub(crate) mod catalogue;
mod columns;
pub(crate) mod commands;
mod contact_booklet;
mod deputy_form;
mod dossier_form;
mod dossier_public;
mod figures_form;
mod followup_book;
mod form_rows;
mod handling_summary;
pub(crate) mod heading;
pub(crate) mod inspection_cover;
mod inspection_form;
mod matter_books;
mod matter_papers;
mod minutes;
mod month_plan;
mod notice;
mod people;
mod poster;
mod reception;
mod reception_today;
mod record_form;
mod record_pages;
pub(crate) mod registers;
mod roster;
mod rows;
mod sign_in;
mod slip_paper;
mod structure_form;
