//! What crosses the edge: requests and answers of every command, as screens and scripts see them.
//! Values are text as people read and write them; keys of fields are the permanent ones.

mod attachments;
mod book_pages;
mod books;
mod calendar;
mod care;
mod dossiers;
mod drafts;
mod error;
mod exchange;
mod figures;
mod home;
mod inspection;
mod lists;
mod matters;
mod pages;
mod records;
mod rules;
mod schemes;
mod session;
mod steps;
mod structure;

pub use attachments::*;
pub use book_pages::*;
pub use books::*;
pub use calendar::*;
pub use care::*;
pub use dossiers::*;
pub use drafts::*;
pub use error::{ErrorCode, FaultAt, UserError};
pub use exchange::*;
pub use figures::*;
pub use home::*;
pub use inspection::*;
pub use lists::*;
pub use matters::*;
pub use pages::*;
pub use records::*;
pub use rules::*;
pub use schemes::*;
pub use session::*;
pub use steps::*;
pub use structure::*;
