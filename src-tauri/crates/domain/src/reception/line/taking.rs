//! What is taken from the front of a line: the day, a place, a person, until what was said begins.

use super::people::{self, Person};
use super::saying::{SAYS, first_word, person_follows, split_saying};
use super::{Doubt, Known, Line, places, when};
use crate::reception::category_of;

impl Line {
    /// Takes the day, a place, a deputy or a visitor from the front; answers what follows. `None`
    /// where what was said begins.
    pub(super) fn take_one<'t>(&mut self, text: &'t str, known: &Known<'_>) -> Option<&'t str> {
        if SAYS.iter().any(|it| text.starts_with(it)) {
            return None;
        }
        if let Some(rest) = self.take_day(text, known) {
            return Some(rest);
        }
        if self.place.is_none()
            && let Some((place, rest)) = places::leading_known(text, known.places)
        {
            self.village = Some(place.clone());
            self.place = Some(place);
            return Some(rest);
        }
        if self.visitor.is_none()
            && let Some((group, rest)) = places::leading_group(text)
        {
            let place = self.place.get_or_insert_default();
            place.push_str(group);
            return Some(rest);
        }
        let (word, after) = first_word(text);
        if let Some(rest) = self.take_labelled(text, word, after, known) {
            return Some(rest);
        }
        if let Some((before, _)) = split_saying(word)
            && self.visitor.is_none()
            && self.take_people_and_place(before)
        {
            return text.get(before.len()..);
        }
        // The last words are what was said, whatever else they could be.
        let Some(after) = after else {
            return self.take_joined_place(text);
        };
        if self.take_word(word, after, known) {
            return Some(after);
        }
        self.take_joined_place(text)
    }

    /// A day at the front, and the hour behind it.
    fn take_day<'t>(&mut self, text: &'t str, known: &Known<'_>) -> Option<&'t str> {
        let taken =
            self.day.is_some() || self.doubts.iter().any(|it| matches!(it, Doubt::NoDay(_)));
        if taken {
            return None;
        }
        let Some((day, rest)) = when::leading_day(text, known.today) else {
            let (wrong, rest) = when::wrong_day(text)?;
            self.doubts.push(Doubt::NoDay(wrong.to_owned()));
            return Some(rest);
        };
        self.day = Some(day);
        let mut rest = rest;
        while let Some((hour, after)) = when::leading_hour(rest.trim_start()) {
            if !hour.is_empty() {
                self.doubts.push(Doubt::Hour(hour.to_owned()));
            }
            rest = after;
        }
        Some(rest)
    }

    /// A word with more behind it, for what it is; says whether it was anything.
    fn take_word(&mut self, word: &str, after: &str, known: &Known<'_>) -> bool {
        if self.take_deputies(word, known) {
            return true;
        }
        if self.visitor.is_some()
            && let Some(person) = people::sex_or_age(word)
        {
            self.sex = self.sex.or(person.sex);
            self.remarks.extend(person.notes);
            return true;
        }
        if places::is_address(word) && self.address.is_none() {
            self.address = Some(word.to_owned());
            return true;
        }
        if self.place.is_none() && places::is_place(word) {
            self.place = Some(word.to_owned());
            return true;
        }
        if people::is_somebody(word) && self.visitor.is_none() {
            self.doubts.push(Doubt::Nameless(word.to_owned()));
            return true;
        }
        if self.visitor.is_none()
            && self.address.is_none()
            && places::is_unit(word)
            && (category_of(after).is_some() || person_follows(after))
        {
            self.address = Some(word.to_owned());
            return true;
        }
        if let Some(people) = people::people_in(word) {
            return self.take_people(word, people, after);
        }
        if self.visitor.is_none()
            && self.place.is_none()
            && places::likely(word)
            && (2..=3).contains(&word.chars().count())
            && person_follows(after)
        {
            self.guess_place(word);
            return true;
        }
        if self.visitor.is_none()
            && self.place.is_none()
            && let Some((place, person)) = people::place_and_person(word)
        {
            self.put_place_and_person(place, person);
            return true;
        }
        if self.place.is_none()
            && self.address.is_none()
            && (self.visitor.is_none() || places::likely(word))
            && places::may_be_place(word)
        {
            self.guess_place(word);
            return true;
        }
        false
    }

    /// People as the visitor; before another person a word that may be a place is one.
    fn take_people(&mut self, word: &str, people: Vec<Person>, after: &str) -> bool {
        let alone = people.len() == 1;
        let likely = alone && self.place.is_none() && places::likely(word);
        if self.visitor.is_none() && likely && (person_follows(after) || word.chars().count() == 2)
        {
            self.guess_place(word);
            return true;
        }
        if self.visitor.is_none() && likely && !word.contains('·') {
            self.doubts.push(Doubt::PersonGuessed(word.to_owned()));
        }
        if self.visitor.is_some() && !alone {
            return false;
        }
        self.put_people(people);
        true
    }

    /// The words before 反映 in one: 柳河村王老四反映.
    fn take_people_and_place(&mut self, before: &str) -> bool {
        if before.is_empty() {
            return true;
        }
        if people::is_somebody(before) {
            self.doubts.push(Doubt::Nameless(before.to_owned()));
            return true;
        }
        if let Some(people) = people::people_in(before) {
            self.put_people(people);
            return true;
        }
        if self.place.is_none() && places::is_place(before) {
            self.place = Some(before.to_owned());
            return true;
        }
        if self.place.is_some() {
            return false;
        }
        // 前苇塘村三组王老四.
        for (at, _) in before.char_indices().skip(1) {
            let (left, right) = before.split_at(at);
            if let Some((group, name)) = places::leading_group(right)
                && places::is_place(left)
                && let Some(people) = people::people_in(name)
            {
                self.place = Some(format!("{left}{group}"));
                self.put_people(people);
                return true;
            }
        }
        let Some((place, person)) = people::place_and_person(before) else {
            return false;
        };
        self.put_place_and_person(place, person);
        true
    }

    /// 柳河村垃圾没人清: the place of a word that goes on with what was said.
    fn take_joined_place<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        if self.place.is_some() || self.visitor.is_some() {
            return None;
        }
        let (word, _) = first_word(text);
        let (place, _) = places::leading_unknown(word)?;
        self.place = Some(place.to_owned());
        text.get(place.len()..)
    }

    /// A place that only its position in the line tells.
    fn guess_place(&mut self, word: &str) {
        self.doubts.push(Doubt::PlaceGuessed(word.to_owned()));
        self.place = Some(word.to_owned());
    }

    /// A place and a person that stood in one word.
    fn put_place_and_person(&mut self, place: &str, person: Person) {
        if places::is_place(place) {
            self.place = Some(place.to_owned());
        } else {
            self.guess_place(place);
        }
        self.put_people(vec![person]);
    }

    /// The first becomes the visitor; the others come along.
    pub(super) fn put_people(&mut self, people: Vec<Person>) {
        let mut others = Vec::new();
        for it in people {
            self.sex = self.sex.or(it.sex);
            self.heads = self.heads.or(it.heads);
            self.scope = self.scope.take().or(it.scope);
            self.remarks.extend(it.notes);
            if self.visitor.is_none() {
                self.visitor = Some(it.name);
            } else {
                others.push(it.name);
            }
        }
        if others.is_empty() {
            return;
        }
        let count = u16::try_from(others.len()).unwrap_or(u16::MAX);
        self.heads = Some(self.heads.unwrap_or(1).saturating_add(count));
        self.remarks.push(format!("同来：{}", others.join("、")));
        let first = self.visitor.clone().unwrap_or_default();
        self.doubts.push(Doubt::Others { first, others });
    }
}
