//! The parts of a line that a word before a colon names: 来访人：王老四, 村组：前苇塘.

use super::saying::{BETWEEN, CONTENT_LABELS, first_word};
use super::{Known, Line, people, places};

/// Words before a colon that name the part behind it.
const VISITOR_LABELS: [&str; 4] = ["来访人姓名", "来访人", "姓名", "群众"];
const PLACE_LABELS: [&str; 5] = ["选区/村组", "村组", "村名", "住址", "村"];
const DEPUTY_LABELS: [&str; 3] = ["接待代表", "值班代表", "代表"];
const OTHER_LABELS: [&str; 4] = ["接待时间", "日期", "时间", "性别"];

impl Line {
    /// 来访人：王老四, 村组：前苇塘, 内容：….
    pub(super) fn take_labelled<'t>(
        &mut self,
        text: &'t str,
        word: &str,
        after: Option<&'t str>,
        known: &Known<'_>,
    ) -> Option<&'t str> {
        let after = after?;
        let colon = text.get(word.len()..)?.starts_with(['：', ':']);
        if !colon {
            return None;
        }
        if CONTENT_LABELS.contains(&word) {
            return None;
        }
        if OTHER_LABELS.contains(&word) {
            return Some(after);
        }
        let (value, rest) = first_word(after.trim_start_matches(BETWEEN));
        let rest = rest.unwrap_or("");
        if VISITOR_LABELS.contains(&word) {
            let people = people::people_in(value);
            match people {
                Some(people) => self.put_people(people),
                None => self.visitor = Some(value.to_owned()),
            }
            return Some(rest);
        }
        if PLACE_LABELS.contains(&word) && self.place.is_none() {
            self.put_place(value, known);
            return Some(rest);
        }
        if DEPUTY_LABELS.contains(&word) {
            self.put_deputies(value, known);
            return Some(rest);
        }
        None
    }

    fn put_place(&mut self, value: &str, known: &Known<'_>) {
        match places::leading_known(value, known.places) {
            Some((place, rest)) => {
                self.place = Some(format!("{place}{rest}"));
                self.village = Some(place);
            }
            None => self.place = Some(value.to_owned()),
        }
    }
}
