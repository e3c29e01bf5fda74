//! Forms on paper: which there are, what stands in them, in the books' words.
//!
//! A new form is one file here and one entry in [`catalogue::FORMS`].

mod books;
pub(crate) mod card;
mod catalogue;
mod columns;
pub(crate) mod commands;
mod deputy_form;
mod heading;
mod matter_books;
mod matter_papers;
mod notice;
mod people;
mod poster;
mod reception;
mod record_form;
mod registers;
mod roster;
mod rows;
mod sign_in;
mod structure_form;
