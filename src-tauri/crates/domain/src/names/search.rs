//! One search box: characters, pinyin in full, initials, any mixture, and pieces of numbers.
//!
//! A record is found through one line of text, the index, kept beside it and scanned as a whole. The line
//! has two sections:
//!
//! ```text
//! US 王wang小xiao明ming  RS  US 王小明 US 某村委会 US 13800005678
//! ```
//!
//! Names stand in the first with the readings behind each character (`单shan|dan|chan`), so that every
//! reading is found without listing their combinations; plain text and digits in the second. Words of
//! the second are read as well, from two characters on: a syllable alone stands in nearly every text.
//! US (U+001F) keeps a match from running across two values, RS (U+001E) parts the sections.

use memchr::memmem::Finder;
use memchr::{memchr, memchr_iter};

use super::radicals::unified;
use super::reading::each_character;
use super::spoken::{self, Offsets, offsets_in};
use super::width::{is_blank, narrow};

const VALUE: char = '\u{1f}';
const SECTION: char = '\u{1e}';

/// Collects what a record is to be found by.
///
/// ```
/// use domain::names::search::{IndexText, Query};
/// let index = IndexText::new().name("王小明").text("东村").number("13800005678").build();
/// for typed in ["小明", "wangxm", "王xm", "东村 5678"] {
///     assert!(Query::parse(typed).matches(&index), "{typed} finds 王小明");
/// }
/// assert!(!Query::parse("wangwu").matches(&index));
/// ```
#[derive(Debug, Default, Clone)]
pub struct IndexText {
    names: String,
    texts: String,
}

impl IndexText {
    /// Nothing to be found by yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A name of a person, place or unit: found by characters and by reading.
    #[must_use]
    pub fn name(mut self, name: &str) -> Self {
        let before = self.texts.len();
        self.texts.push(VALUE);
        let begin = self.texts.len();
        self.texts
            .extend(folded(name).filter(|sign| !is_blank(*sign)));
        if self.texts.len() == begin {
            self.texts.truncate(before);
            return self;
        }
        let names = &mut self.names;
        names.push(VALUE);
        each_character(&self.texts[begin..], |ch, readings| {
            if ch.is_ascii() {
                return;
            }
            names.push(ch);
            let forms = readings.iter().flat_map(|it| spoken::typed_forms(it));
            for (index, form) in forms.enumerate() {
                if index > 0 {
                    names.push('|');
                }
                names.push_str(form);
            }
        });
        self
    }

    /// Any other text: found by its characters, letters in either case and width.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        self.texts.push(VALUE);
        self.texts.extend(folded(text));
        self
    }

    /// A telephone or other number: found by any run of its digits.
    #[must_use]
    pub fn number(mut self, number: &str) -> Self {
        self.texts.push(VALUE);
        self.texts
            .extend(folded(number).filter(char::is_ascii_alphanumeric));
        self
    }

    /// Whether there is nothing to be found by.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.texts.is_empty()
    }

    /// The line to keep.
    pub fn build(self) -> String {
        let mut line = self.names;
        line.push(SECTION);
        line.push_str(&self.texts);
        line
    }
}

/// Small letters, narrow signs, no dots between the parts of a name, nothing that would be taken
/// for a separator of the index.
fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter_map(stands_as)
}

/// The sign as which a sign of a text stands in an index; `None` for one that is left out.
///
/// ```
/// use domain::names::search::stands_as;
/// assert_eq!(stands_as('Ａ'), Some('a'));
/// assert_eq!(stands_as('灯'), Some('灯'));
/// assert_eq!(stands_as('·'), None);
/// ```
pub fn stands_as(sign: char) -> Option<char> {
    match narrow(unified(sign)) {
        '·' | '•' | '‧' | '・' => None,
        'ü' | 'Ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => Some('v'),
        sign if sign.is_control() => Some(' '),
        sign => Some(sign.to_ascii_lowercase()),
    }
}

/// What was typed into the search box.
#[derive(Debug, Clone, Default)]
pub struct Query {
    words: Vec<Word>,
}

#[derive(Debug, Clone)]
enum Word {
    /// Found as it stands.
    Plain(Finder<'static>),
    /// Digits, bare as a number has them and as written, since a text may group them by dashes.
    Number(Box<[Finder<'static>; 2]>),
    /// Letters, or characters and letters: how a name or words of a text are read, or letters of a
    /// text.
    Reading {
        pattern: Box<[u8]>,
        written: Finder<'static>,
    },
}

impl Query {
    /// Words parted by spaces must all be found; syllables (`wang xiao ming`) and initials
    /// (`w x m`) typed apart are one reading.
    pub fn parse(typed: &str) -> Self {
        let typed: String = folded(typed).collect();
        let mut words: Vec<String> = Vec::new();
        let mut joinable = false;
        for word in typed.split(is_blank).filter(|word| !word.is_empty()) {
            let word = word.replace(['\'', '’'], "");
            let is_syllable = is_syllable(&word);
            match words.last_mut() {
                Some(last) if joinable && is_syllable => last.push_str(&word),
                _ if word.is_empty() => continue,
                _ => words.push(word),
            }
            joinable = is_syllable;
        }
        // Signs alone ask for something as well: for what no record has.
        if words.is_empty() && !typed.trim().is_empty() {
            words.push(typed.trim().to_owned());
        }
        Self {
            words: words.into_iter().map(Word::new).collect(),
        }
    }

    /// Whether nothing was typed; an empty query finds every record.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether the record with this index is found.
    pub fn matches(&self, index: &str) -> bool {
        let index = index.as_bytes();
        let border = memchr(SECTION as u8, index).unwrap_or(0);
        let (names, texts) = index.split_at(border);
        self.words.iter().all(|word| word.is_in(names, texts))
    }

    /// Where in a text, in bytes, the first of the words stands that are read there; `None` where
    /// none is. What stands there as it was typed is for `str::find`.
    pub fn read_at(&self, text: &str) -> Option<usize> {
        self.words.iter().find_map(|word| match word {
            Word::Reading { pattern, .. } => spoken::place_in(text.as_bytes(), pattern),
            _ => None,
        })
    }

    /// What each word asks for.
    pub fn wanted(&self) -> impl Iterator<Item = Wanted<'_>> {
        self.words.iter().map(|word| match word {
            Word::Plain(word) => Wanted::Written([needle(word), needle(word)]),
            Word::Number(forms) => Wanted::Written([needle(&forms[0]), needle(&forms[1])]),
            Word::Reading { written, .. } => Wanted::Read(needle(written)),
        })
    }
}

/// What one word of a query asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted<'a> {
    /// Either of these stands in the texts of an index as it is; they are often the same.
    Written([&'a str; 2]),
    /// Letters, or characters and letters, that may be a reading: only [`Query::matches`] can tell.
    Read(&'a str),
}

/// The section of an index in which every value stands as written, in small letters and narrow
/// signs. What a word [`Wanted::Written`] asks for stands here or nowhere.
pub fn texts(index: &str) -> &str {
    index.find(SECTION).map_or(index, |border| {
        index.get(border + SECTION.len_utf8()..).unwrap_or_default()
    })
}

/// Gives the readings of each name of an index: for every character what it may be typed as.
pub fn each_name<'a>(index: &'a str, mut each: impl FnMut(&[Vec<&'a str>])) {
    let names = index.split(SECTION).next().unwrap_or_default();
    let mut name = Vec::new();
    for part in names.split(VALUE).filter(|it| !it.is_empty()) {
        name.clear();
        let mut readings = part;
        while let Some(sign) = readings.chars().next() {
            let behind = readings.get(sign.len_utf8()..).unwrap_or_default();
            let end = behind
                .find(|it: char| !it.is_ascii())
                .unwrap_or(behind.len());
            let (own, rest) = behind.split_at(end);
            name.push(own.split('|').filter(|it| !it.is_empty()).collect());
            readings = rest;
        }
        each(&name);
    }
}

fn needle<'a>(finder: &'a Finder<'static>) -> &'a str {
    // Made of a text, so it is one.
    std::str::from_utf8(finder.needle()).unwrap_or_default()
}

impl Word {
    fn new(word: String) -> Self {
        let finder = |text: &str| Finder::new(text.as_bytes()).into_owned();
        let has = |test: fn(&char) -> bool| word.chars().any(|sign| test(&sign));
        let only_digits = word
            .chars()
            .all(|sign| sign.is_ascii_digit() || sign == '-');
        if only_digits && has(char::is_ascii_digit) {
            let digits: String = word.chars().filter(char::is_ascii_digit).collect();
            return Self::Number(Box::new([finder(&digits), finder(&word)]));
        }
        let readable = word
            .chars()
            .all(|sign| sign.is_ascii_lowercase() || !sign.is_ascii());
        if readable && word.len() <= LONGEST_PATTERN && has(char::is_ascii_lowercase) {
            return Self::Reading {
                written: finder(&word),
                pattern: word.into_bytes().into_boxed_slice(),
            };
        }
        Self::Plain(finder(&word))
    }

    fn is_in(&self, names: &[u8], texts: &[u8]) -> bool {
        match self {
            Self::Plain(word) => word.find(texts).is_some(),
            Self::Number(forms) => forms.iter().any(|form| form.find(texts).is_some()),
            Self::Reading { pattern, written } => {
                is_read_in(names, pattern)
                    || written.find(texts).is_some()
                    || spoken::place_in(texts, pattern).is_some()
            }
        }
    }
}

/// Whether a name of the section is read as the pattern from some character on.
fn is_read_in(names: &[u8], pattern: &[u8]) -> bool {
    let Some(&first) = pattern.first() else {
        return true;
    };
    memchr_iter(first, names).any(|at| {
        if !first.is_ascii() {
            // The first byte of a character in UTF-8 is never one of its later bytes.
            return is_read_on(names, at, pattern, 1);
        }
        if at == 0 || is_letter(names[at - 1]) {
            return false;
        }
        let length = names[at..]
            .iter()
            .take_while(|byte| is_letter(**byte))
            .count();
        match syllable_reaches(&names[at..at + length], pattern) {
            Reach::End => true,
            Reach::Offsets(0) => false,
            Reach::Offsets(reached) => {
                is_read_on(names, next_character(names, at + length), pattern, reached)
            }
        }
    })
}

/// Longest pattern in bytes for which [`Offsets`] has room.
const LONGEST_PATTERN: usize = 127;

/// How far a syllable takes the pattern.
enum Reach {
    /// To its end.
    End,
    /// To these places.
    Offsets(Offsets),
}

/// Whether the characters from `at` on are read as the pattern from one of the offsets on.
fn is_read_on(names: &[u8], mut at: usize, pattern: &[u8], mut offsets: Offsets) -> bool {
    while offsets != 0 {
        let Some(&lead) = names.get(at).filter(|lead| **lead >= 0x80) else {
            return false;
        };
        let readings = (at + character_length(lead)).min(names.len());
        let end = next_character(names, readings);
        let mut reached = 0;
        while offsets != 0 {
            let offset = offsets.trailing_zeros();
            offsets &= offsets - 1;
            match character_reaches(
                &names[at..readings],
                &names[readings..end],
                &pattern[offset as usize..],
            ) {
                Reach::End => return true,
                Reach::Offsets(further) => reached |= further << offset,
            }
        }
        offsets = reached;
        at = end;
    }
    false
}

fn character_reaches(character: &[u8], readings: &[u8], pattern: &[u8]) -> Reach {
    if let Some(rest) = pattern.strip_prefix(character) {
        return if rest.is_empty() {
            Reach::End
        } else {
            Reach::Offsets(1 << character.len())
        };
    }
    let mut reached = 0;
    for syllable in readings.split(|byte| *byte == b'|') {
        match syllable_reaches(syllable, pattern) {
            Reach::End => return Reach::End,
            Reach::Offsets(offsets) => reached |= offsets,
        }
    }
    Reach::Offsets(reached)
}

/// A syllable is typed in full, by its initial (one letter, or zh, ch, sh), or by its beginning
/// where the pattern ends.
fn syllable_reaches(syllable: &[u8], pattern: &[u8]) -> Reach {
    if syllable.starts_with(pattern) {
        return Reach::End;
    }
    Reach::Offsets(offsets_in(syllable, pattern))
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_lowercase()
}

/// Where the next character or separator stands.
fn next_character(names: &[u8], from: usize) -> usize {
    let readings = |b: &&u8| is_letter(**b) || **b == b'|';
    from + names
        .get(from..)
        .unwrap_or_default()
        .iter()
        .take_while(readings)
        .count()
}

fn character_length(lead: u8) -> usize {
    match lead {
        0xf0.. => 4,
        0xe0.. => 3,
        _ => 2,
    }
}

/// A whole syllable of pinyin, or a single letter typed as an initial.
fn is_syllable(word: &str) -> bool {
    const INITIALS: [&str; 22] = [
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x",
        "r", "z", "c", "s", "",
    ];
    const FINALS: [&str; 36] = [
        "a", "o", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "er", "i", "ia",
        "ie", "iao", "iu", "ian", "in", "iang", "ing", "iong", "u", "ua", "uo", "uai", "ui", "uan",
        "un", "uang", "ue", "v", "ve", "ueng", "yu",
    ];
    if word.len() == 1 {
        return word.bytes().all(is_letter);
    }
    // y and w stand before finals of their own: ya, yue, wang.
    let rest = word.strip_prefix(['y', 'w']).unwrap_or(word);
    let plain = rest.len() < word.len() && FINALS.contains(&rest);
    plain
        || INITIALS.iter().any(|initial| {
            word.strip_prefix(initial)
                .is_some_and(|rest| FINALS.contains(&rest))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> String {
        IndexText::new()
            .name("王小明")
            .text("某某村委会 Ａ座 2025-03-08")
            .number("138-0000-5678")
            .build()
    }

    #[test]
    fn a_person_is_found_however_the_name_is_typed() {
        for typed in [
            "王小明",
            "王",
            "小明",
            "wangxiaoming",
            "WangXiaoMing",
            "wang xiao ming",
            "wxm",
            "w x m",
            "xm",
            "xiaom",
            "王xm",
            "wang小m",
            "wang小明",
            "王xiaoming",
            "wangxm",
            "wxiaom",
            "wang",
            "wan",
            "ming",
            "王 明",
            "王小明 5678",
            "5678",
            "0000",
            "138-0000",
            "13800005678",
            "村委会",
            "a座",
            "Ａ座",
            "2025-03",
            "wang 5678",
            "wang xiaoming",
            "wangxiaoming 村委",
            "",
        ] {
            assert!(
                Query::parse(typed).matches(&index()),
                "{typed} finds 王小明"
            );
        }
    }

    #[test]
    fn others_are_not_found() {
        for typed in [
            "李",
            "王明",
            "wangming",
            "ang",
            "ing",
            "wm",
            "mx",
            "xiaow",
            "王mx",
            "9999",
            "王小明 9999",
            "ming wang",
            "angxiao",
            "wangxiaomings",
            "明王",
            "g小",
            "明 李",
        ] {
            assert!(
                !Query::parse(typed).matches(&index()),
                "{typed} does not find 王小明"
            );
        }
    }

    #[test]
    fn every_reading_finds() {
        let find = |name: &str, typed: &str| {
            Query::parse(typed).matches(&IndexText::new().name(name).build())
        };
        for (name, typed) in [
            ("单雄信", "shanxiongxin"),
            ("单雄信", "danxx"),
            ("单雄信", "sxx"),
            ("单雄信", "shxx"),
            ("张朝阳", "zhangzhaoyang"),
            ("张朝阳", "zhcy"),
            ("张朝阳", "zcy"),
            ("尉迟恭", "yuchigong"),
            ("尉迟恭", "ycg"),
            ("吕布", "lvbu"),
            ("吕布", "lü bu"),
            ("吕布", "lyubu"),
            ("吕布", "lubu"),
            ("西安", "xi'an"),
            ("西安", "xian"),
            ("买买提·艾山", "买买提艾山"),
            ("买买提•艾山", "mmtas"),
            ("买买提·艾山", "买买提·艾山"),
            ("𬭎", "hong"),
            ("王𬭎", "王h"),
            ("王𬭎", "w𬭎"),
            ("欧阳锋", "ouyangf"),
            ("John Smith", "smith"),
            ("阿依古丽", "aygl"),
            ("石二娥", "shere"),
        ] {
            assert!(find(name, typed), "{typed} finds {name}");
        }
        assert!(!find("阿明", "am1"), "a digit is not a reading");
    }

    #[test]
    fn values_do_not_run_into_each_other() {
        let index = IndexText::new()
            .name("王小")
            .name("明亮")
            .text("东")
            .number("12")
            .build();
        for typed in ["小明", "xiaoming", "xm", "亮东", "东12"] {
            assert!(
                !Query::parse(typed).matches(&index),
                "{typed} would span two values"
            );
        }
        let sly = IndexText::new().text("a\u{1e}b\u{1f}c").build();
        assert_eq!(
            sly.matches(SECTION).count(),
            1,
            "text cannot bring a separator"
        );
    }

    #[test]
    fn words_that_are_syllables_are_one_reading() {
        let index = IndexText::new().name("李王明").text("小学").build();
        assert!(
            !Query::parse("wang li").matches(&index),
            "read in the order typed"
        );
        assert!(
            Query::parse("wangming lixx").words.len() == 2,
            "longer words stay apart"
        );
        for syllable in [
            "wang", "yue", "zhuang", "er", "lv", "xiong", "w", "yuan", "nve",
        ] {
            assert!(is_syllable(syllable), "{syllable} is a syllable");
        }
        for other in ["xiaoming", "wxm", "5678", "bcd", "王"] {
            assert!(!is_syllable(other), "{other} is none");
        }
    }

    #[test]
    fn many_readings_do_not_multiply() {
        let index = IndexText::new().name(&"行".repeat(60)).build();
        let typed = |last: char| "h".repeat(59) + &last.to_string();
        assert!(
            Query::parse(&typed('x')).matches(&index),
            "each may be read hang, heng, xing"
        );
        assert!(
            !Query::parse(&typed('q')).matches(&index),
            "and this ends at once all the same"
        );
        assert!(
            !Query::parse(&"h".repeat(500)).matches(&index),
            "too long for a reading"
        );
    }

    const SAID: &str = "希望增设校车停靠点，绿化带里的路灯坏了。";

    #[test]
    fn words_of_a_text_are_found_as_they_are_read() {
        let index = IndexText::new().text(SAID).build();
        for typed in [
            "xct",
            "xiaoche",
            "xiao che",
            "xiaocheting",
            "xchetk",
            "校ct",
            "校che停",
            "xc",
            "xctkd",
            "lvhua",
            "luhd",
            "lyuhua",
            "jiaoche",
            "校c",
        ] {
            assert!(Query::parse(typed).matches(&index), "{typed} finds {SAID}");
        }
        for typed in [
            "x",
            "xiao",
            "xt",
            "ctx",
            "chex",
            "校t",
            "dianlv",
            "xiaochetingz",
            "iao",
            "车校c",
        ] {
            let found = Query::parse(typed).matches(&index);
            assert!(!found, "{typed} is not read in {SAID}");
        }
    }

    #[test]
    fn the_place_of_what_is_read_is_known() {
        assert_eq!(Query::parse("xct").read_at(SAID), SAID.find("校车停"));
        assert_eq!(Query::parse("校ct").read_at(SAID), SAID.find("校车停"));
        assert_eq!(Query::parse("xyz").read_at(SAID), None);
    }

    #[test]
    fn the_readings_of_names_are_told_by_character() {
        let index = IndexText::new()
            .name("单强")
            .name("吕布")
            .text("东村")
            .build();
        let mut names = Vec::new();
        each_name(&index, |it| names.push(it.to_vec()));
        assert_eq!(names.len(), 2, "a text is no name");
        assert_eq!(names[0][0], ["shan", "dan", "chan"]);
        assert_eq!(names[1][0], ["lv", "lyu", "lu"]);
    }

    #[test]
    fn a_broken_index_is_no_harm() {
        for index in ["", "\u{1e}", "\u{1f}王", "王wang", "|||\u{1e}", "w|"] {
            for typed in ["w", "王w", "wang", "王", "1"] {
                let _ = Query::parse(typed).matches(index);
            }
        }
    }
}
