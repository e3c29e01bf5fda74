//! How names are read: pinyin without tones, all readings of a character, the surname's first.
//!
//! Unihan's customary reading comes first, then those of the 通用规范汉字字典; characters of the
//! supplementary planes are included.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::han::{SLOTS, columns, slot};
use super::surname;
use super::width::is_blank;

/// A syllable and its tone (1–4; 5 is the neutral tone).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) syllable: &'static str,
    pub(super) tone: u8,
}

impl Reading {
    /// From `zhang1`.
    fn parse(written: &'static str) -> Self {
        let (syllable, tone) = written.split_at(written.len().saturating_sub(1));
        Self {
            syllable,
            tone: tone.parse().unwrap_or(5),
        }
    }
}

struct Readings {
    list: Vec<Reading>,
    /// Place of the usual reading in `list`, by slot; `NONE` where there is none.
    usual: Vec<u16>,
    other: HashMap<char, Vec<u16>>,
}

const NONE: u16 = u16::MAX;

static READINGS: LazyLock<Readings> = LazyLock::new(|| {
    let mut all = Readings {
        list: Vec::new(),
        usual: vec![NONE; SLOTS],
        other: HashMap::new(),
    };
    let table = include_str!("../../../../../assets/tables/readings.txt");
    for (written, usual, other) in columns(table) {
        let Ok(place) = u16::try_from(all.list.len()) else {
            break;
        };
        all.list.push(Reading::parse(written));
        for at in usual.chars().filter_map(slot) {
            all.usual[at] = place;
        }
        for ch in other.chars() {
            all.other.entry(ch).or_default().push(place);
        }
    }
    all
});

fn usual(ch: char) -> Option<Reading> {
    let place = *READINGS.usual.get(slot(ch)?)?;
    READINGS.list.get(usize::from(place)).copied()
}

/// For each character of a cleaned name the syllables it may be read with, the likeliest first;
/// empty for a character that has no reading (letters, `·`, or unknown to the table).
///
/// ```
/// use domain::names::reading::syllables;
/// assert_eq!(syllables("单雄信")[0], ["shan", "dan", "chan"]);
/// ```
pub fn syllables(name: &str) -> Vec<Vec<&'static str>> {
    let mut all = Vec::new();
    each_character(name, |_, readings| all.push(readings.to_vec()));
    all
}

/// The syllables that each place of [`slot`] may be read with, the customary first.
pub(super) fn by_slot() -> Vec<Vec<&'static str>> {
    let mut all: Vec<Vec<&'static str>> = vec![Vec::new(); SLOTS];
    for (found, place) in all.iter_mut().zip(&READINGS.usual) {
        found.extend(READINGS.list.get(usize::from(*place)).map(|it| it.syllable));
    }
    for (ch, places) in &READINGS.other {
        let Some(found) = slot(*ch).and_then(|at| all.get_mut(at)) else {
            continue;
        };
        for place in places {
            let syllable = READINGS.list[usize::from(*place)].syllable;
            if !found.is_empty() && !found.contains(&syllable) {
                found.push(syllable);
            }
        }
    }
    all
}

/// Gives each character of a cleaned name with the syllables it may be read with.
pub(super) fn each_character(name: &str, mut each: impl FnMut(char, &[&'static str])) {
    let surname = surname_readings(name);
    let mut found: Vec<&'static str> = Vec::with_capacity(4);
    for (index, ch) in name.chars().enumerate() {
        found.clear();
        let mut add = |syllable| {
            if !found.contains(&syllable) {
                found.push(syllable);
            }
        };
        for written in surname.at(index) {
            add(Reading::parse(written).syllable);
        }
        if let Some(reading) = usual(ch) {
            add(reading.syllable);
            for place in READINGS.other.get(&ch).into_iter().flatten() {
                add(READINGS.list[usize::from(*place)].syllable);
            }
        }
        each(ch, &found);
    }
}

/// The name in pinyin as it is written: surname, space, given name; `ü` is `v`. Parts of a name in
/// parts are set apart, letters stay as they are, a character without a reading is kept.
///
/// ```
/// use domain::names::reading::full;
/// assert_eq!(full("尉迟恭"), "yuchi gong");
/// assert_eq!(full("买买提·艾山"), "maimaiti aishan");
/// ```
pub fn full(name: &str) -> String {
    let surname_length = surname::length(name);
    let mut text = String::new();
    for (index, (ch, reading)) in with_reading(name).enumerate() {
        if index == surname_length && index > 0 && !text.ends_with(' ') {
            text.push(' ');
        }
        match reading {
            Some(reading) => text.push_str(reading.syllable),
            None if ch == '·' || is_blank(ch) => text.push(' '),
            None => text.push(ch),
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// Every character with its likeliest reading.
pub(super) fn with_reading(name: &str) -> impl Iterator<Item = (char, Option<Reading>)> {
    let surname = surname_readings(name);
    name.chars().enumerate().map(move |(index, ch)| {
        let reading = surname
            .at(index)
            .first()
            .map(|written| Reading::parse(written));
        (ch, reading.or_else(|| usual(ch)))
    })
}

/// Readings of the surname, where they are not simply the usual ones.
enum SurnameReadings {
    None,
    Single(&'static [&'static str]),
    Compound(&'static [&'static str]),
}

impl SurnameReadings {
    /// The readings that the character at `index` of the name has as part of the surname.
    fn at(&self, index: usize) -> &'static [&'static str] {
        match self {
            Self::Single(readings) if index == 0 => readings,
            Self::Compound(readings) => readings.get(index..=index).unwrap_or_default(),
            Self::Single(_) | Self::None => &[],
        }
    }
}

fn surname_readings(name: &str) -> SurnameReadings {
    if surname::length(name) == 0 {
        return SurnameReadings::None;
    }
    if let Some(readings) = surname::compound(name) {
        return SurnameReadings::Compound(readings);
    }
    name.chars()
        .next()
        .and_then(surname::single)
        .map_or(SurnameReadings::None, SurnameReadings::Single)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_is_read_as_a_surname() {
        for (name, expected) in [
            ("单雄信", "shan xiongxin"),
            ("仇英", "qiu ying"),
            ("解缙", "xie jin"),
            ("区寄", "ou ji"),
            ("查良镛", "zha liangyong"),
            ("曾国藩", "zeng guofan"),
            ("盖文", "ge wen"),
            ("朴正", "piao zheng"),
            ("任我行", "ren woxing"),
            ("尉迟恭", "yuchi gong"),
            ("万俟卨", "moqi xie"),
            ("召忽", "shao hu"),
            ("冼星海", "xian xinghai"),
            ("员半千", "yun banqian"),
            ("乐毅", "yue yi"),
            ("缪荃孙", "miao quansun"),
            ("翟志刚", "zhai zhigang"),
            ("覃刚", "qin gang"),
            ("郇旭", "xun xu"),
            ("逄飞", "pang fei"),
            ("折可适", "she keshi"),
            ("种师道", "chong shidao"),
            ("秘书", "bi shu"),
            ("宁静", "ning jing"),
            ("吕布", "lv bu"),
            ("欧阳", "ou yang"),
        ] {
            assert_eq!(full(name), expected, "reading of {name}");
        }
    }

    #[test]
    fn the_surname_reading_belongs_to_the_first_place_only() {
        assert_eq!(
            full("王单"),
            "wang dan",
            "in a given name 单 is read as usual"
        );
        assert_eq!(
            syllables("王单")[1],
            ["dan", "chan", "shan"],
            "but may be read otherwise"
        );
    }

    #[test]
    fn rare_characters_and_foreign_parts_are_read() {
        assert_eq!(full("𬭎"), "hong", "a character beyond the basic plane");
        assert_eq!(full("䶮"), "yan", "a character of extension A");
        assert_eq!(
            full("买买提·艾山"),
            "maimaiti aishan",
            "a name in parts has no surname"
        );
        assert_eq!(full("John Smith"), "John Smith", "letters stay");
        assert_eq!(full(""), "", "nothing to read");
    }

    #[test]
    fn nearly_every_standard_character_has_a_reading() {
        let table = include_str!("../../../../../assets/tables/standard.txt");
        let standard = table
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::chars);
        let mute: String = standard.filter(|&ch| usual(ch).is_none()).collect();
        assert_eq!(
            mute, "",
            "characters of the 通用规范汉字表 without a reading"
        );
    }
}
