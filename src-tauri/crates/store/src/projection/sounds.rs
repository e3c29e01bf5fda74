//! The other index of long registers: how their names and texts are read, so that pinyin and initials
//! find a word without going through every text.
//!
//! Each record has a set of words in SQLite's full-text index (FTS5), without their places:
//!
//! ```text
//! 9wang       a name has a character read wang
//! xiao0che    a character that may be typed xiao stands before one read che; also x0che
//! xct         the initials of three characters in a row; zh, ch, sh are also 1, 2, 3: zs1 beside zsz
//! ```
//!
//! What was typed is cut into what may stand for one character each, in every way it can be. One or two
//! characters, or three initials, are found by one word of the index alone. Of anything longer the
//! index tells which records may have it, and the texts of those are asked.

use std::collections::HashSet;
use std::fmt::Write as _;

use domain::names::search::{each_name, texts};
use domain::names::spoken::{forms, is_begun, is_whole};
use domain::record::RecordType;

use crate::projection::table::sounds_table;

/// So many characters of what was typed are asked for; what follows is left to the texts.
const CHARACTERS: usize = 4;
/// More ways than these to cut what was typed are cut shorter.
const WAYS: usize = 120;

/// Makes the index of a type, empty.
pub(super) fn create_statement(kind: &RecordType) -> String {
    format!(
        "CREATE VIRTUAL TABLE {} USING fts5 \
         (sounds, content='', contentless_delete=1, detail=none, tokenize='ascii')",
        sounds_table(kind)
    )
}

/// Puts the sounds of one record in place of those it had.
pub(crate) fn put_statement(kind: &RecordType) -> String {
    format!(
        "INSERT OR REPLACE INTO {} (rowid, sounds) VALUES (?1, ?2)",
        sounds_table(kind)
    )
}

/// Takes the sounds of one record away.
pub(crate) fn drop_statement(kind: &RecordType) -> String {
    format!("DELETE FROM {} WHERE rowid = ?1", sounds_table(kind))
}

/// The sounds of an index line.
pub(crate) fn of_line(line: &str) -> String {
    let mut all = Sounds::default();
    each_name(line, |name| {
        for form in name.iter().flatten() {
            all.put(&["9", form]);
        }
        all.run(name);
    });
    let mut run: Vec<&[&'static str]> = Vec::new();
    for sign in texts(line).chars() {
        let read = forms(sign);
        if read.is_empty() {
            all.run(&run);
            run.clear();
        } else {
            run.push(read);
        }
    }
    all.run(&run);
    all.line
}

#[derive(Default)]
struct Sounds {
    line: String,
    known: HashSet<String>,
    word: String,
}

impl Sounds {
    fn put(&mut self, parts: &[&str]) {
        self.word.clear();
        parts.iter().for_each(|it| self.word.push_str(it));
        if !self.known.contains(&self.word) {
            self.known.insert(self.word.clone());
            self.line.push_str(&self.word);
            self.line.push(' ');
        }
    }

    /// Characters in a row, each with what it may be typed as.
    fn run<'a>(&mut self, run: &[impl AsRef<[&'a str]>]) {
        for pair in run.windows(2) {
            for one in pair[0].as_ref() {
                let short = [one.get(..1), digraph(one), Some(*one)];
                for typed in short.into_iter().flatten() {
                    for other in pair[1].as_ref() {
                        self.put(&[typed, "0", other]);
                    }
                }
            }
        }
        for three in run.windows(3) {
            for one in initials(three[0].as_ref()) {
                for two in initials(three[1].as_ref()) {
                    for last in initials(three[2].as_ref()) {
                        self.put(&[one, two, last]);
                    }
                }
            }
        }
    }
}

/// With what each of these begins: a letter, and the sign of an initial of two letters.
fn initials<'a>(forms: &[&'a str]) -> impl Iterator<Item = &'a str> {
    forms.iter().flat_map(|it| {
        let sign = digraph(it).and_then(sign_of);
        [it.get(..1), sign].into_iter().flatten()
    })
}

/// An initial of two letters as one sign, so that three initials are three signs.
fn sign_of(initial: &str) -> Option<&'static str> {
    match initial {
        "zh" => Some("1"),
        "ch" => Some("2"),
        "sh" => Some("3"),
        _ => None,
    }
}

/// zh, ch, sh: an initial of two letters.
fn digraph(syllable: &str) -> Option<&str> {
    syllable
        .get(..2)
        .filter(|it| it.ends_with('h') && syllable.len() > 2)
}

/// What the index is asked for, in the language of FTS5; an empty expression asks for nothing.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    /// What this finds is found.
    pub(crate) surely: String,
    /// What these find has to be asked; nothing else can be.
    pub(crate) maybe: Vec<Maybe>,
}

/// One way in which a record may have what was typed.
#[derive(Debug)]
pub(crate) struct Maybe {
    /// Of `whole` the words that are not but begun: the others are looked up by everything that begins
    /// so. `None` where all are.
    pub(crate) rough: Option<String>,
    pub(crate) whole: String,
}

/// What was typed as the index understands it; `None` where it can tell nothing.
pub(crate) fn asked(typed: &str) -> Option<Asked> {
    let mut asked = Asked::default();
    let mut known = HashSet::new();
    for way in ways(typed) {
        let (words, is_sure) = way.words()?;
        let whole = words.join(" AND ");
        if !known.insert(whole.clone()) {
            continue;
        }
        if !is_sure {
            let full: Vec<&str> = words.iter().map(String::as_str).filter(is_full).collect();
            let rough = (!full.is_empty()).then(|| full.join(" AND "));
            asked.maybe.push(Maybe { rough, whole });
            continue;
        }
        if !asked.surely.is_empty() {
            asked.surely.push_str(" OR ");
        }
        let _ = write!(asked.surely, "({whole})");
    }
    Some(asked)
}

/// Whether a word is not but begun.
fn is_full(word: &&str) -> bool {
    !word.ends_with('*')
}

/// One character of what was typed.
#[derive(Clone, Debug)]
struct Part {
    /// Letters; `None` for a character that nobody knows to read.
    sound: Option<String>,
    /// Whether the letters are but the beginning of a syllable.
    is_begun: bool,
    /// Typed as a character, so that its sound alone does not tell.
    is_written: bool,
}

#[derive(Clone, Debug, Default)]
struct Way {
    parts: Vec<Part>,
    /// Whether nothing follows.
    is_all: bool,
}

impl Way {
    /// The words that have to be there, and whether what has them is found; `None` where nothing can be
    /// asked.
    fn words(&self) -> Option<(Vec<String>, bool)> {
        let parts = &self.parts;
        let plain = self.is_all && parts.iter().all(|it| !it.is_written);
        let is_initial = |part: &Part| {
            let sound = part.sound.as_deref().unwrap_or_default();
            sound.len() == 1 || sign_of(sound).is_some()
        };
        let initial = |part: &Part| {
            let sound = part.sound.as_deref()?;
            sign_of(sound).or(sound.get(..1)).map(str::to_owned)
        };
        let mut words = Vec::new();
        if let [one] = parts.as_slice() {
            let sound = one.sound.as_ref()?;
            let star = if one.is_begun { " *" } else { "" };
            return Some((vec![format!("\"9{sound}\"{star}")], plain));
        }
        for three in parts.windows(3) {
            let initials: Option<String> = three.iter().map(initial).collect();
            words.extend(initials.map(|it| format!("\"{it}\"")));
        }
        for pair in parts.windows(2) {
            let (Some(one), Some(other)) = (&pair[0].sound, &pair[1].sound) else {
                continue;
            };
            if !words.is_empty() && is_initial(&pair[0]) && is_initial(&pair[1]) {
                continue;
            }
            let star = if pair[1].is_begun { " *" } else { "" };
            words.push(format!("\"{one}0{other}\"{star}"));
        }
        let told = parts.len() == 2 || parts.len() == 3 && parts.iter().all(is_initial);
        (!words.is_empty()).then_some((words, plain && told))
    }
}

/// Every way to cut what was typed into characters.
fn ways(typed: &str) -> Vec<Way> {
    for most in (2..=CHARACTERS).rev() {
        let mut all = Vec::new();
        cut(typed, most, &mut Vec::new(), &mut all);
        if all.len() <= WAYS || most == 2 {
            return all;
        }
    }
    Vec::new()
}

fn cut(rest: &str, most: usize, before: &mut Vec<Part>, all: &mut Vec<Way>) {
    let Some(sign) = rest.chars().next() else {
        return;
    };
    let mut take = |length: usize, part: Part| {
        let behind = rest.get(length..).unwrap_or_default();
        before.push(part);
        if behind.is_empty() || before.len() == most {
            all.push(Way {
                parts: before.clone(),
                is_all: behind.is_empty(),
            });
        } else {
            cut(behind, most, before, all);
        }
        before.pop();
    };
    if !sign.is_ascii() {
        let part = |sound: Option<String>| Part {
            sound,
            is_begun: false,
            is_written: true,
        };
        if forms(sign).is_empty() {
            take(sign.len_utf8(), part(None));
        }
        for form in forms(sign) {
            take(sign.len_utf8(), part(Some((*form).to_owned())));
        }
        return;
    }
    let letters = rest.find(|it: char| !it.is_ascii()).unwrap_or(rest.len());
    for length in 1..=letters.min(6) {
        let Some(typed) = rest.get(..length) else {
            continue;
        };
        let is_last = length == rest.len() && is_begun(typed);
        let is_initial = length == 1 && is_begun(typed)
            || length == 2 && typed.ends_with('h') && is_begun(typed);
        if is_last || is_initial || is_whole(typed) {
            let sound = Some(typed.to_owned());
            take(
                length,
                Part {
                    sound,
                    is_begun: is_last || is_initial,
                    is_written: false,
                },
            );
        }
    }
}
