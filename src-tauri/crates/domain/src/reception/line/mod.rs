//! A visitor in one line, as books are written in a hurry: 26日 前苇塘 王老四 校车停靠点太远.
//!
//! The order is day, village, person, matter; each of the first three may be missing, and the village
//! need not be known. Numbers may stand anywhere. What is taken by its place alone, and what could
//! not be taken, is told as a [`Doubt`].

mod deputies;
mod doubt;
mod labelled;
mod numbers;
mod people;
mod places;
mod saying;
mod taking;
#[cfg(test)]
mod tests;
mod when;

use chrono::NaiveDate;

use crate::names::width::is_blank;
use crate::reception::category_of;
use saying::{BETWEEN, several_matters, without_saying};

pub use doubt::Doubt;

/// What is known when a line is read.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The day on which it is typed; 26日 is the latest 26th not after it.
    pub today: NaiveDate,
    /// Villages and other places by name.
    pub places: &'a [String],
    /// Deputies by name.
    pub deputies: &'a [String],
}

/// What a line says. Nothing is invented that does not stand in it: what is missing stays empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Line {
    /// The day.
    pub day: Option<NaiveDate>,
    /// The village or other place, with the group in it.
    pub place: Option<String>,
    /// The known village among it, without the group.
    pub village: Option<String>,
    /// A flat, or where the visitor works.
    pub address: Option<String>,
    /// Who came.
    pub visitor: Option<String>,
    /// 男 or 女, where it is written.
    pub sex: Option<&'static str>,
    /// How many came.
    pub heads: Option<u16>,
    /// For how many households or people it was said.
    pub scope: Option<String>,
    /// A telephone number.
    pub phone: Option<String>,
    /// An identity number.
    pub id_number: Option<String>,
    /// Deputies named in it.
    pub deputies: Vec<String>,
    /// What stands in brackets behind the name, and who came along.
    pub remarks: Vec<String>,
    /// What was said.
    pub content: String,
    /// What it is about.
    pub category: Option<&'static str>,
    /// What a person has to look at.
    pub doubts: Vec<Doubt>,
}
/// The longest line that is read; the rest of a longer one is left to the form.
const LONGEST: usize = 2_000;

impl Line {
    /// Reads a line.
    ///
    /// ```
    /// use domain::reception::{Known, Line};
    /// let today = "2026-03-02".parse().unwrap();
    /// let known = Known { today, places: &[], deputies: &[] };
    /// let line = Line::read("26日 前苇塘 王老四 校车停靠点太远", known);
    /// assert_eq!(line.day.unwrap().to_string(), "2026-02-26");
    /// assert_eq!(line.place.as_deref(), Some("前苇塘"));
    /// assert_eq!(line.visitor.as_deref(), Some("王老四"));
    /// assert_eq!(line.content, "校车停靠点太远");
    /// assert_eq!(line.category, Some("道路交通"));
    /// ```
    #[must_use]
    pub fn read(text: &str, known: Known<'_>) -> Self {
        let text: String = text
            .chars()
            .take(LONGEST)
            .map(|c| if is_blank(c) { ' ' } else { c })
            .collect();
        let mut it = Self::default();
        let numbers = numbers::take_numbers(text.trim());
        it.phone = numbers.phone;
        it.id_number = numbers.id_number;
        it.doubts
            .extend(numbers.wrong.into_iter().map(Doubt::WrongNumber));
        let mut rest = numbers.rest.trim_start_matches(BETWEEN);
        while let Some(after) = it.take_one(rest, &known) {
            rest = after.trim_start_matches(BETWEEN);
        }
        it.content = without_saying(rest).trim().to_owned();
        it.category = category_of(&it.content);
        if several_matters(&it.content) {
            it.doubts.push(Doubt::SeveralMatters);
        }
        if it.content.is_empty() {
            it.doubts.push(Doubt::NoContent);
        }
        it
    }
}
