//! Working days and deadlines. Which days people work is data: the State Council's yearly notices,
//! and what an office entered for later years.

mod columns;

pub use columns::HolidayNotice;
mod almanac;
mod reckoning;
mod record;
mod today;
mod year;

pub use almanac::Almanac;
pub use reckoning::{Deadline, Unit};
pub use record::{HOLIDAY_YEAR, holiday_year_type};
pub use today::Today;
pub use year::{HolidayYear, Rest, YearFault};
