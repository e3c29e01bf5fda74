//! What papers are built from: headings, columns, the books as bound books and their pages.

pub(crate) mod book_pages;
pub(crate) mod books;
pub(crate) mod bound;
pub(crate) mod boxes;
pub(crate) mod columns;
pub(crate) mod fonts;
pub(crate) mod form_rows;
pub(crate) mod heading;
pub(crate) mod lines;
pub(crate) mod listing;
pub(crate) mod numbers;
pub(crate) mod places;
pub(crate) mod roster;
pub(crate) mod rows;
pub(crate) mod signed;
pub(crate) mod subject;
pub(crate) mod tables;
pub(crate) mod volume;
