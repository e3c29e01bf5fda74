//! What stands in brackets behind a unit's name and says how a matter was handed to it.

/// How a note about handing ends: 县转, 已转办, 主办, 共同牵头.
const ENDINGS: [&str; 14] = [
    "转", "转办", "交办", "分办", "主办", "承办", "协办", "会办", "督办", "代办", "牵头", "配合",
    "负责", "待定",
];
/// The longest such note, in characters.
const LONGEST: usize = 5;

/// A unit's name and the note about handing in brackets behind it; `None` where there is none, and
/// what stands in brackets is part of the name.
///
/// ```
/// use domain::names::handing::noted;
/// assert_eq!(noted("县水利局（县转）"), Some(("县水利局", "县转")));
/// assert_eq!(noted("供电所(已转办)"), Some(("供电所", "已转办")));
/// assert_eq!(noted("教育办（学前、小学）"), None);
/// assert_eq!(noted("（县转）"), None);
/// ```
#[must_use]
pub fn noted(written: &str) -> Option<(&str, &str)> {
    let inside = written.trim().strip_suffix(['）', ')', '】', '］'])?;
    let at = inside.rfind(['（', '(', '【', '［'])?;
    let (name, note) = inside.split_at(at);
    let note = note.trim_start_matches(['（', '(', '【', '［']).trim();
    let says_how = ENDINGS.iter().any(|it| note.ends_with(it));
    let name = name.trim();
    (!name.is_empty() && says_how && note.chars().count() <= LONGEST).then_some((name, note))
}
