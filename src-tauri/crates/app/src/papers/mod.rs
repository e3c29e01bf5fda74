//! What papers are built from: headings, columns, the books as bound books and their pages.

pub(crate) mod book_pages;
pub(crate) mod books;
pub(crate) mod bound;
pub(crate) mod columns;
pub(crate) mod fonts;
pub(crate) mod form_rows;
pub(crate) mod heading;
pub(crate) mod matter_books;
pub(crate) mod reception;
pub(crate) mod roster;
pub(crate) mod rows;
