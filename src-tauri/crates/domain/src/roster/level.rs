//! The levels of people's congresses at which one may be a deputy.

/// The levels from the township up.
pub const LEVELS: [&str; 5] = ["乡镇", "县", "设区市", "省", "全国"];

/// What offices write for a level.
pub(super) const LEVEL_WORDS: [(&str, &str); 16] = [
    ("乡", "乡镇"),
    ("镇", "乡镇"),
    ("乡（镇）", "乡镇"),
    ("乡(镇)", "乡镇"),
    ("民族乡", "乡镇"),
    ("区", "县"),
    ("县区", "县"),
    ("县（区）", "县"),
    ("县(区)", "县"),
    ("县市区", "县"),
    ("旗", "县"),
    ("市", "设区市"),
    ("地市", "设区市"),
    ("州", "设区市"),
    ("自治区", "省"),
    ("国家", "全国"),
];

/// The levels as a list of choices.
#[must_use]
pub fn levels() -> Vec<String> {
    LEVELS.map(String::from).to_vec()
}
