//! Words of a text as they are typed: by pinyin, initials, or characters and letters mixed.
//!
//! Nothing is kept for it beside the text: what a character may be typed as stands in a table.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::han::{SLOTS, slot};
use super::reading::by_slot;

struct Spoken {
    /// What each character may be typed as, one after the other.
    forms: Vec<&'static str>,
    /// By slot, where its forms begin; the next one's are where they end.
    begins: Vec<u32>,
    /// By slot, one bit for each letter with which a form begins.
    initials: Vec<u32>,
    all: HashSet<&'static str>,
}

static SPOKEN: LazyLock<Spoken> = LazyLock::new(|| {
    let mut it = Spoken {
        forms: Vec::new(),
        begins: Vec::with_capacity(SLOTS + 1),
        initials: Vec::with_capacity(SLOTS),
        all: HashSet::new(),
    };
    for readings in by_slot() {
        it.begins.push(u32::try_from(it.forms.len()).unwrap_or(0));
        let mut initials = 0;
        for form in readings.into_iter().flat_map(typed_forms) {
            initials |= form.bytes().next().map_or(0, letter);
            it.forms.push(form);
            it.all.insert(form);
        }
        it.initials.push(initials);
    }
    it.begins.push(u32::try_from(it.forms.len()).unwrap_or(0));
    it
});

impl Spoken {
    fn forms(&self, sign: char) -> &[&'static str] {
        let Some(at) = slot(sign) else { return &[] };
        match (self.begins.get(at), self.begins.get(at + 1)) {
            (Some(from), Some(to)) => &self.forms[*from as usize..*to as usize],
            _ => &[],
        }
    }

    fn initials(&self, sign: char) -> u32 {
        slot(sign).map_or(0, |at| self.initials[at])
    }
}

/// What a syllable is typed as: `ü` is v, yu (passports) or u.
pub(super) fn typed_forms(syllable: &'static str) -> impl Iterator<Item = &'static str> {
    let others: &[&'static str] = match syllable {
        "lv" => &["lyu", "lu"],
        "nv" => &["nyu", "nu"],
        "lve" => &["lyue", "lue"],
        "nve" => &["nyue", "nue"],
        _ => &[],
    };
    std::iter::once(syllable).chain(others.iter().copied())
}

/// What a character may be typed as, in full; empty for one without a reading.
///
/// ```
/// use domain::names::spoken::forms;
/// assert_eq!(forms('校'), ["xiao", "jiao"]);
/// assert_eq!(forms('，'), [""; 0]);
/// ```
pub fn forms(sign: char) -> &'static [&'static str] {
    SPOKEN.forms(sign)
}

/// Whether some character is typed so in full.
pub fn is_whole(typed: &str) -> bool {
    SPOKEN.all.contains(typed)
}

/// Whether some character is typed so in full or further.
pub fn is_begun(typed: &str) -> bool {
    SPOKEN.all.iter().any(|it| it.starts_with(typed))
}

fn letter(byte: u8) -> u32 {
    match byte {
        b'a'..=b'z' => 1 << (byte - b'a'),
        _ => 0,
    }
}

/// The longest syllable: behind so many letters at most the next character begins.
const LONGEST: usize = 6;

/// Set of places in a pattern, one bit each; all ways to read a name are followed at once, so that
/// a long name of characters with many readings costs no more than its length.
pub(super) type Offsets = u128;

/// How far into a pattern a syllable takes that does not end it there.
pub(super) fn offsets_in(syllable: &[u8], pattern: &[u8]) -> Offsets {
    let common = syllable
        .iter()
        .zip(pattern)
        .take_while(|(a, b)| a == b)
        .count();
    if common == 0 {
        return 0;
    }
    let mut reached = 1 << 1;
    if common >= 2 && syllable[1] == b'h' {
        reached |= 1 << 2;
    }
    if common == syllable.len() {
        reached |= 1 << common;
    }
    reached & ((1 << pattern.len()) - 1)
}

/// Where in a text, in bytes, two or more characters in a row are read as the pattern.
pub(super) fn place_in(text: &[u8], pattern: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(text).ok()?;
    let (&first, behind) = pattern.split_first()?;
    if behind.is_empty() {
        return None;
    }
    let spoken = &*SPOKEN;
    let next = &behind[..behind.len().min(LONGEST)];
    let next = if first.is_ascii() && next.is_ascii() {
        next.iter().fold(0, |all, byte| all | letter(*byte))
    } else {
        u32::MAX
    };
    let begins = |sign: char| {
        if first.is_ascii() {
            spoken.initials(sign) & letter(first) != 0
        } else {
            pattern.starts_with(sign.encode_utf8(&mut [0; 4]).as_bytes())
        }
    };
    let mut before: Option<usize> = None;
    for (at, sign) in text.char_indices() {
        if sign.is_ascii() {
            before = None;
            continue;
        }
        if let Some(from) = before
            && (next == u32::MAX || spoken.initials(sign) & next != 0)
            && is_read_from(spoken, &text[from..], pattern)
        {
            return Some(from);
        }
        before = begins(sign).then_some(at);
    }
    None
}

fn is_read_from(spoken: &Spoken, text: &str, pattern: &[u8]) -> bool {
    let mut offsets: Offsets = 1;
    for (index, sign) in text.chars().enumerate() {
        // A letter between characters ends the word: it is found by what is written.
        if sign.is_ascii() {
            return false;
        }
        let mut bytes = [0; 4];
        let character = sign.encode_utf8(&mut bytes).as_bytes();
        let forms = spoken.forms(sign);
        let mut reached = 0;
        while offsets != 0 {
            let offset = offsets.trailing_zeros();
            offsets &= offsets - 1;
            let rest = &pattern[offset as usize..];
            let is_end =
                rest == character || forms.iter().any(|it| it.as_bytes().starts_with(rest));
            if is_end && index > 0 {
                return true;
            }
            if rest.len() > character.len() && rest.starts_with(character) {
                reached |= 1 << (offset as usize + character.len());
            }
            for form in forms {
                reached |= offsets_in(form.as_bytes(), rest) << offset;
            }
        }
        if reached == 0 {
            return false;
        }
        offsets = reached;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_the_table_has_its_syllable() {
        for form in &SPOKEN.all {
            assert!(form.bytes().all(|it| it.is_ascii_lowercase()), "{form}");
            assert!(form.len() <= LONGEST, "{form}");
        }
        let with_v = SPOKEN.all.iter().filter(|it| it.contains('v'));
        for form in with_v {
            assert!(
                typed_forms(form).count() == 3,
                "{form} is typed otherwise as well"
            );
        }
    }
}
