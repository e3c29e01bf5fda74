//! A visitor in one line, as books are written in a hurry: 26日 前苇塘 王老四 校车停靠点太远.
//!
//! The order is day, village, person, matter; each of the first three may be missing, and the village
//! need not be known. Numbers may stand anywhere. What is taken by its place alone, and what could
//! not be taken, is told as a [`Doubt`].

mod doubt;
mod numbers;
mod people;
mod places;
mod when;

use chrono::NaiveDate;

use crate::names::width::is_blank;
use crate::reception::category_of;
use people::Person;

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
/// Signs between the parts of a line.
const BETWEEN: [char; 9] = [' ', '，', ',', '；', ';', '。', '：', ':', '、'];
/// What only leads over to what was said.
const SAYS: [&str; 12] = [
    "来访反映",
    "来电反映",
    "来站反映",
    "前来反映",
    "来反映",
    "反映称",
    "反映",
    "反应",
    "来访称",
    "来说",
    "诉称",
    "称",
];
/// Words before a colon that name the part behind it.
const VISITOR_LABELS: [&str; 4] = ["来访人姓名", "来访人", "姓名", "群众"];
const PLACE_LABELS: [&str; 5] = ["选区/村组", "村组", "村名", "住址", "村"];
const DEPUTY_LABELS: [&str; 3] = ["接待代表", "值班代表", "代表"];
const OTHER_LABELS: [&str; 4] = ["接待时间", "日期", "时间", "性别"];
const CONTENT_LABELS: [&str; 7] = [
    "反映的主要问题",
    "反映内容",
    "反映问题",
    "主要问题",
    "内容",
    "事由",
    "问题",
];

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

    /// Takes the day, a place, a deputy or a visitor from the front; answers what follows. `None`
    /// where what was said begins.
    fn take_one<'t>(&mut self, text: &'t str, known: &Known<'_>) -> Option<&'t str> {
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

    /// 来访人：王老四, 村组：前苇塘, 内容：….
    fn take_labelled<'t>(
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
            self.doubts.push(Doubt::PlaceGuessed(word.to_owned()));
            self.place = Some(word.to_owned());
            return true;
        }
        if self.visitor.is_none()
            && self.place.is_none()
            && let Some((place, person)) = people::place_and_person(word)
        {
            if !places::is_place(place) {
                self.doubts.push(Doubt::PlaceGuessed(place.to_owned()));
            }
            self.place = Some(place.to_owned());
            self.put_people(vec![person]);
            return true;
        }
        if self.place.is_none()
            && self.address.is_none()
            && (self.visitor.is_none() || places::likely(word))
            && places::may_be_place(word)
        {
            self.doubts.push(Doubt::PlaceGuessed(word.to_owned()));
            self.place = Some(word.to_owned());
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
            self.doubts.push(Doubt::PlaceGuessed(word.to_owned()));
            self.place = Some(word.to_owned());
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
        if !places::is_place(place) {
            self.doubts.push(Doubt::PlaceGuessed(place.to_owned()));
        }
        self.place = Some(place.to_owned());
        self.put_people(vec![person]);
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

    /// Deputies by name, alone or together, or called so.
    fn take_deputies(&mut self, word: &str, known: &Known<'_>) -> bool {
        let bare = word
            .strip_prefix("接待代表")
            .or_else(|| word.strip_prefix("代表"))
            .or_else(|| word.strip_suffix("代表"))
            .filter(|it| !it.is_empty());
        let names: Vec<&str> = bare
            .unwrap_or(word)
            .split(['、', '，', ','])
            .filter(|it| !it.is_empty())
            .collect();
        let is_known = |name: &&str| known.deputies.iter().any(|it| it == name);
        if !names.is_empty() && names.iter().all(is_known) {
            self.deputies.extend(names.into_iter().map(str::to_owned));
            return true;
        }
        match bare {
            Some(bare) if people::people_in(bare).is_some() => {
                self.put_deputies(bare, known);
                true
            }
            _ => false,
        }
    }

    fn put_deputies(&mut self, words: &str, known: &Known<'_>) {
        for name in words.split(['、', '，', ',']).filter(|it| !it.is_empty()) {
            if known.deputies.iter().any(|it| it == name) {
                self.deputies.push(name.to_owned());
            } else {
                self.doubts.push(Doubt::UnknownDeputy(name.to_owned()));
            }
        }
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

    /// The first becomes the visitor; the others come along.
    fn put_people(&mut self, people: Vec<Person>) {
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

/// The first word and what follows the sign behind it; signs in brackets part nothing.
fn first_word(text: &str) -> (&str, Option<&str>) {
    let mut inside = 0_u8;
    for (at, sign) in text.char_indices() {
        match sign {
            '（' | '(' => inside = inside.saturating_add(1),
            '）' | ')' => inside = inside.saturating_sub(1),
            '、' => {}
            _ if inside == 0 && BETWEEN.contains(&sign) => {
                let after = &text[at + sign.len_utf8()..];
                return (&text[..at], Some(after).filter(|it| !it.trim().is_empty()));
            }
            _ => {}
        }
    }
    (text, None)
}

/// Whether the next word is a person with something behind it.
fn person_follows(after: &str) -> bool {
    let (word, rest) = first_word(after.trim_start_matches(BETWEEN));
    let word = split_saying(word).map_or(word, |(before, _)| before);
    (rest.is_some() || word.len() < after.len()) && people::people_in(word).is_some()
}

/// What stands before a word of saying, and from it on.
fn split_saying(word: &str) -> Option<(&str, &str)> {
    const MOST: usize = 12;
    SAYS.iter()
        .filter(|it| **it != "称")
        .filter_map(|it| word.find(it))
        .min()
        .filter(|at| *at > 0 && word[..*at].chars().count() <= MOST)
        .map(|at| word.split_at(at))
}

/// What was said without the words that only lead over to it.
fn without_saying(text: &str) -> &str {
    let text = text.trim_start_matches(BETWEEN);
    for label in CONTENT_LABELS {
        if let Some(rest) = text.strip_prefix(label)
            && rest.trim_start().starts_with(['：', ':'])
        {
            return rest.trim_start_matches(BETWEEN);
        }
    }
    SAYS.iter()
        .find_map(|it| text.strip_prefix(it))
        .map(|it| it.trim_start_matches(BETWEEN))
        .filter(|it| !it.is_empty())
        .unwrap_or(text)
}

/// Whether more than one matter is told, as people count them.
fn several_matters(content: &str) -> bool {
    [
        ("一是", "二是"),
        ("1、", "2、"),
        ("1.", "2."),
        ("①", "②"),
        ("一、", "二、"),
    ]
    .iter()
    .any(|(first, second)| content.contains(first) && content.contains(second))
        || ["另外", "还有就是", "再一个"]
            .iter()
            .any(|it| content.contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Line {
        let places = ["前苇塘村", "北营房村", "三家社区"].map(String::from);
        let deputies = ["张建国", "李凤英"].map(String::from);
        let known = Known {
            today: "2026-03-30".parse().expect("a date"),
            places: &places,
            deputies: &deputies,
        };
        Line::read(text, known)
    }

    #[test]
    fn the_clerks_own_line_is_understood() {
        let line = read("26日 前苇塘 校车停靠点远");
        assert_eq!(
            line.day.map(|it| it.to_string()).as_deref(),
            Some("2026-03-26"),
            "this month's"
        );
        assert_eq!(
            line.place.as_deref(),
            Some("前苇塘村"),
            "the village by its short name"
        );
        assert_eq!(line.content, "校车停靠点远", "what was said");
        assert_eq!(line.category, Some("道路交通"), "what it is about");
        assert_eq!(line.visitor, None, "nobody is invented");
    }

    #[test]
    fn people_are_told_from_what_they_say() {
        let line = read("３月２６号　前苇塘村　王秀兰　张建国、李凤英　低保没有批下来 想问问原因");
        assert_eq!(line.visitor.as_deref(), Some("王秀兰"), "the visitor");
        assert_eq!(line.deputies, ["张建国", "李凤英"], "the deputies");
        assert_eq!(
            line.content, "低保没有批下来 想问问原因",
            "the rest as it was typed"
        );
        assert_eq!(line.category, Some("社会保障"), "its category");
    }

    #[test]
    fn a_line_without_spaces_is_read_as_well() {
        let line = read("26日前苇塘垃圾清运不及时");
        assert_eq!(line.place.as_deref(), Some("前苇塘村"), "the village");
        assert_eq!(line.content, "垃圾清运不及时", "what was said");
    }

    #[test]
    fn days_are_the_latest_that_have_been() {
        for (text, day) in [
            ("31日 路灯不亮", Some("2026-01-31")),
            ("12月5日 路灯不亮", Some("2025-12-05")),
            ("2026.3.6 路灯不亮", Some("2026-03-06")),
            ("昨天 路灯不亮", Some("2026-03-29")),
            ("路灯不亮", None),
        ] {
            let line = read(text);
            assert_eq!(line.day.map(|it| it.to_string()).as_deref(), day, "{text}");
            assert_eq!(line.content, "路灯不亮", "{text}");
        }
    }

    #[test]
    fn a_day_that_is_none_is_told_and_not_kept_in_the_content() {
        for wrong in ["32日", "11月31日", "2026年13月40日"] {
            let line = read(&format!("{wrong} 路灯不亮"));
            assert_eq!(line.doubts, [Doubt::NoDay(wrong.into())]);
            assert_eq!(line.content, "路灯不亮", "{wrong}");
        }
        assert_eq!(read("3盏路灯不亮 很久了").doubts, [], "a number is no day");
    }

    #[test]
    fn odd_lines_do_no_harm() {
        for text in [
            "",
            "   ",
            "26日",
            "32日 x",
            "前苇塘",
            "26日 前苇塘",
            "2026年13月40日 x",
        ] {
            let _ = read(text);
        }
        assert!(
            read(&"26日 ".repeat(100_000)).content.chars().count() < 2_001,
            "capped"
        );
        assert_eq!(read("前苇塘").content, "", "a place alone says nothing");
    }
}
