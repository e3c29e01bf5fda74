//! The levels of people's congresses at which one may be a deputy.

use crate::roster::Level;

/// What offices write for a level.
pub(super) const LEVEL_WORDS: [(&str, &str); 16] = [
    ("乡", Level::Township.word()),
    ("镇", Level::Township.word()),
    ("乡（镇）", Level::Township.word()),
    ("乡(镇)", Level::Township.word()),
    ("民族乡", Level::Township.word()),
    ("区", Level::County.word()),
    ("县区", Level::County.word()),
    ("县（区）", Level::County.word()),
    ("县(区)", Level::County.word()),
    ("县市区", Level::County.word()),
    ("旗", Level::County.word()),
    ("市", Level::City.word()),
    ("地市", Level::City.word()),
    ("州", Level::City.word()),
    ("自治区", Level::Province.word()),
    ("国家", Level::Nation.word()),
];

/// The levels as a list of choices.
#[must_use]
pub fn levels() -> Vec<String> {
    Level::WORDS.map(String::from).to_vec()
}
