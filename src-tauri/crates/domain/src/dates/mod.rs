//! Calendar dates as offices write them.
//!
//! A roster says 1983.12 where the day is not known, a logbook says 1月26日 and leaves the year
//! to the cover. Neither may be rounded to a day that nobody wrote: [`PartialDate`] keeps the
//! precision, and [`parse_written`] and [`from_number`] say when a text has more than one
//! reading instead of choosing one.

mod partial;
mod written;

pub use partial::{PLAUSIBLE_YEARS, PartialDate};
pub use written::{DateFault, WrittenDate, from_number, parse_written};
