//! Working days and deadlines. Which days people work is data: the State Council's yearly notices,
//! and what an office entered for later years.

mod columns;

pub use columns::HolidayNotice;
mod almanac;
mod reckoning;
mod today;
mod year;

pub use almanac::Almanac;
pub use reckoning::{Deadline, Unit};
pub use today::Today;
pub use year::{HOLIDAY_YEAR, HolidayYear, Rest, YearFault, holiday_year_type};
