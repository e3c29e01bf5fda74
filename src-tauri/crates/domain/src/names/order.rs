//! The order of names: 姓名笔画 (default), 姓氏笔画 and 拼音.
//!
//! 笔画 follows the rules for lists of a people's congress: characters are compared one after
//! another, each by its number of strokes, then stroke by stroke in the order 横竖撇点折, then by
//! structure; the table behind it is the 通用规范汉字表 (2013) merged with the 字序 of GF 3003-1999
//! (see `assets/tables/README.md`). ICU's stroke collation gives another order and must not be used.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::han::{SLOTS, columns, slot};
use super::reading::with_reading;
use super::surname;
use super::width::is_blank;

/// By which rule a list of people is put in order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameOrder {
    /// 姓名笔画, as people's congresses order lists: the second character of a two-character name is
    /// compared with the second of a longer one (田大利 before 田富).
    #[default]
    NameStrokes,
    /// 姓氏笔画: surname first, compound surnames as one; with the same surname the name of one
    /// character comes before the names of two (田富 before 田大利).
    SurnameStrokes,
    /// 汉语拼音, the surname by its reading as a surname.
    Pinyin,
}

impl NameOrder {
    /// All orders, as a setting offers them.
    pub const ALL: [Self; 3] = [Self::NameStrokes, Self::SurnameStrokes, Self::Pinyin];

    /// As the setting words it.
    pub fn word(self) -> &'static str {
        match self {
            Self::NameStrokes => "姓名笔画",
            Self::SurnameStrokes => "姓氏笔画",
            Self::Pinyin => "拼音",
        }
    }

    /// The order of that [`word`](Self::word).
    ///
    /// ```
    /// use domain::names::order::NameOrder;
    /// assert_eq!(NameOrder::from_word("拼音"), Some(NameOrder::Pinyin));
    /// ```
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.word() == word)
    }

    /// What a list prints about its order.
    ///
    /// ```
    /// use domain::names::order::NameOrder;
    /// assert_eq!(NameOrder::default().title(), "按姓名笔画为序");
    /// ```
    pub fn title(self) -> &'static str {
        match self {
            Self::NameStrokes => "按姓名笔画为序",
            Self::SurnameStrokes => "按姓氏笔画为序",
            Self::Pinyin => "按姓名拼音为序",
        }
    }
}

/// Place of a character in the stroke order, from 1.
#[derive(Clone, Copy)]
struct Place(u32);

impl Place {
    const NONE: Self = Self(0);
    /// Set where only the number of strokes is known.
    const ROUGH: u32 = 1 << 31;

    fn rank(self) -> u32 {
        self.0 & !Self::ROUGH
    }
}

struct Strokes {
    places: Vec<Place>,
    /// For each number of strokes the first place behind it.
    ends: Vec<(u32, u8)>,
}

static STROKES: LazyLock<Strokes> = LazyLock::new(|| {
    let mut strokes = Strokes {
        places: vec![Place::NONE; SLOTS],
        ends: Vec::new(),
    };
    let mut next = 1;
    for (count, exact, rough) in columns(include_str!("../../../../../assets/tables/strokes.txt")) {
        for (characters, mark) in [(exact, 0), (rough, Place::ROUGH)] {
            for at in characters.chars().filter_map(slot) {
                strokes.places[at] = Place(next | mark);
                next += 1;
            }
        }
        strokes.ends.push((next, count.parse().unwrap_or(u8::MAX)));
    }
    strokes
});

fn place(ch: char) -> Option<Place> {
    let place = *STROKES.places.get(slot(ch)?)?;
    (place.rank() > 0).then_some(place)
}

/// Number of strokes of a character; `None` if the table does not know it.
///
/// ```
/// assert_eq!(domain::names::order::stroke_count('王'), Some(4));
/// ```
pub fn stroke_count(ch: char) -> Option<u8> {
    let rank = place(ch)?.rank();
    let line = STROKES.ends.partition_point(|&(end, _)| end <= rank);
    STROKES.ends.get(line).map(|&(_, count)| count)
}

/// Characters of the name whose place is not certain, for a visible mark beside the list: those
/// without any data stand last; those of which only the number of strokes is known stand behind
/// the others of that number.
///
/// ```
/// assert_eq!(domain::names::order::unknown("王𠮷A"), ['𠮷', 'A']);
/// ```
pub fn unknown(name: &str) -> Vec<char> {
    name.chars()
        .filter(|&ch| !is_passed_over(ch))
        .filter(|&ch| place(ch).is_none_or(|place| place.0 & Place::ROUGH != 0))
        .collect()
}

/// The dot between the parts of a name, and spaces, have no place in an order.
fn is_passed_over(ch: char) -> bool {
    ch == '·' || is_blank(ch)
}

/// A key whose bytes compare as the names are to stand; equal names have equal keys.
///
/// ```
/// use domain::names::order::{NameOrder, sort_key};
/// let key = |name| sort_key(name, NameOrder::NameStrokes);
/// assert!(key("王刚") < key("文刚"));
/// ```
pub fn sort_key(name: &str, order: NameOrder) -> Vec<u8> {
    match order {
        NameOrder::NameStrokes => {
            let mut key = Vec::with_capacity(name.len());
            name.chars().for_each(|ch| push_strokes(&mut key, ch));
            key
        }
        NameOrder::SurnameStrokes => surname_key(name),
        NameOrder::Pinyin => pinyin_key(name),
    }
}

/// Three bytes, so that a shorter name is a prefix and comes first; places begin at 1, which leaves
/// zero for a blank.
fn push_strokes(key: &mut Vec<u8>, ch: char) {
    if !is_passed_over(ch) {
        let rank = place(ch).map_or(0xe0_0000 + u32::from(ch), Place::rank);
        key.extend_from_slice(&rank.to_be_bytes()[1..]);
    }
}

const BLANK: [u8; 3] = [0; 3];

fn surname_key(name: &str) -> Vec<u8> {
    let length = surname::length(name);
    let mut key = Vec::with_capacity(name.len() + 2 * BLANK.len());
    name.chars()
        .take(length)
        .for_each(|ch| push_strokes(&mut key, ch));
    key.extend_from_slice(&BLANK);
    let given = || name.chars().skip(length).filter(|&ch| !is_passed_over(ch));
    if length > 0 && given().nth(1).is_none() {
        key.extend_from_slice(&BLANK);
    }
    given().for_each(|ch| push_strokes(&mut key, ch));
    key
}

/// Syllable, tone, place: characters that sound the same stay together. A tone is less than any
/// letter, so `li` comes before `lian`.
fn pinyin_key(name: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(name.len() * 3);
    for (ch, reading) in with_reading(name) {
        if is_passed_over(ch) {
            continue;
        }
        match reading {
            Some(reading) => {
                key.extend_from_slice(reading.syllable.as_bytes());
                key.push(reading.tone);
            }
            None if ch.is_ascii_alphabetic() => {
                key.extend_from_slice(&[ch.to_ascii_lowercase() as u8, 0]);
            }
            None => key.push(u8::MAX),
        }
        push_strokes(&mut key, ch);
    }
    key
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    const STANDARD: &str = include_str!("../../../../../assets/tables/standard.txt");

    fn levels() -> Vec<Vec<char>> {
        let lines = STANDARD.lines().filter(|line| !line.starts_with('#'));
        lines.map(|line| line.chars().collect()).collect()
    }

    fn in_order(order: NameOrder, names: &[&str]) {
        for pair in names.windows(2) {
            let (first, second) = (sort_key(pair[0], order), sort_key(pair[1], order));
            assert!(
                first < second,
                "{} must come before {} ({order:?})",
                pair[0],
                pair[1]
            );
        }
    }

    #[test]
    fn surnames_stand_as_offices_print_them() {
        in_order(NameOrder::NameStrokes, &["王", "文"]);
        in_order(NameOrder::NameStrokes, &["朱", "刘", "许", "孙"]);
        in_order(
            NameOrder::NameStrokes,
            &["李", "杨", "吴", "何", "沈", "张", "陈"],
        );
        in_order(
            NameOrder::NameStrokes,
            &["丁", "马", "王", "邓", "邹", "赵", "褚", "魏"],
        );
        in_order(NameOrder::NameStrokes, &["林", "欧", "罗", "周", "郑"]);
    }

    #[test]
    fn the_table_of_standard_characters_is_in_total_order() {
        let levels = levels();
        assert_eq!(
            levels.iter().map(Vec::len).collect::<Vec<_>>(),
            [3500, 3000, 1605],
            "levels"
        );
        let ranks: HashSet<u32> = levels
            .iter()
            .flatten()
            .filter_map(|&ch| place(ch))
            .map(Place::rank)
            .collect();
        assert_eq!(ranks.len(), 8105, "every character has a place of its own");
        for level in &levels {
            for pair in level.windows(2) {
                let rank = |ch| place(ch).map(Place::rank);
                assert!(
                    rank(pair[0]) < rank(pair[1]),
                    "{} before {}",
                    pair[0],
                    pair[1]
                );
                assert!(
                    stroke_count(pair[0]) <= stroke_count(pair[1]),
                    "strokes of {}",
                    pair[1]
                );
            }
            let name: String = level.iter().collect();
            assert_eq!(unknown(&name), [], "no standard character is marked");
        }
    }

    #[test]
    fn a_name_of_two_characters_stands_by_the_rule_chosen() {
        in_order(NameOrder::NameStrokes, &["田大利", "田富"]);
        in_order(NameOrder::SurnameStrokes, &["田富", "田大利"]);
    }

    #[test]
    fn a_compound_surname_stands_behind_the_single_one_it_begins_with() {
        in_order(NameOrder::SurnameStrokes, &["欧震东", "欧阳一"]);
        in_order(NameOrder::NameStrokes, &["欧阳一", "欧震东"]);
        in_order(NameOrder::SurnameStrokes, &["司马光", "司马相如", "司徒一"]);
    }

    #[test]
    fn pinyin_goes_by_the_reading_of_the_surname() {
        in_order(
            NameOrder::Pinyin,
            &[
                "区寄",
                "仇英",
                "任我行",
                "单雄信",
                "解缙",
                "曾国藩",
                "查良镛",
            ],
        );
        in_order(NameOrder::Pinyin, &["李刚", "连刚"]);
        in_order(NameOrder::Pinyin, &["张三", "张一", "章一"]);
    }

    #[test]
    fn what_is_not_known_stands_last_and_is_named() {
        in_order(NameOrder::NameStrokes, &["龘", "\u{e000}"]);
        in_order(NameOrder::NameStrokes, &["吉", "𠮷"]);
        in_order(NameOrder::NameStrokes, &["爨", "Zhang"]);
        in_order(NameOrder::Pinyin, &["张", "\u{e000}"]);
        assert_eq!(
            unknown("王𠮷\u{e000}"),
            ['𠮷', '\u{e000}'],
            "both are marked"
        );
        assert_eq!(unknown("买买提·艾山"), [], "the dot is no character");
        assert_eq!(
            stroke_count('𠮷'),
            Some(6),
            "strokes are known beyond the table"
        );
        assert_eq!(stroke_count('A'), None, "a letter has none");
    }

    proptest! {
        #[test]
        fn equal_keys_mean_equal_names(a in "[\u{4e00}-\u{9fa5}]{1,4}", b in "[\u{4e00}-\u{9fa5}]{1,4}") {
            for order in NameOrder::ALL {
                prop_assert_eq!(sort_key(&a, order) == sort_key(&b, order), a == b);
            }
        }
    }
}
