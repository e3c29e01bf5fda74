//! Amounts as offices write them: money, shares in per cent, the time of day.
//!
//! Each is kept as a whole number or a short text, so that the log's values stay as they are:
//! money in fen, per cent in hundredths, time as `09:00`, `09:00-11:30` or a part of the day.

mod decimal;
mod hours;
mod money;
mod percent;
mod spans;

pub use decimal::{AmountFault, small_number};
pub use hours::Hours;
pub use money::{money_in_words, parse_money, parse_money_in, show_money, ten_thousands};
pub use percent::{parse_percent, percent_from_number, show_percent};
pub use spans::{short_spans, span_in_words, spans};

/// What offices put into a cell to say that there is nothing.
pub(crate) fn says_nothing(text: &str) -> bool {
    matches!(text, "无" | "/" | "-" | "—" | "——" | "－" | "没有" | "暂无")
}
