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

/// How the names of offices and bodies end.
const BODIES: [&str; 30] = [
    "办",
    "所",
    "站",
    "局",
    "院",
    "校",
    "中心",
    "委",
    "会",
    "部",
    "大队",
    "公司",
    "厂",
    "社",
    "村",
    "科",
    "室",
    "处",
    "厅",
    "银行",
    "小学",
    "中学",
    "大学",
    "政府",
    "居委会",
    "村委会",
    "办公室",
    "支队",
    "中队",
    "服务点",
];

/// The units that blanks part in a text, each with its note; the text alone where a part is no name of
/// a unit.
///
/// ```
/// use domain::names::handing::apart;
/// assert_eq!(apart("供电所 水利站（协办）"), ["供电所", "水利站（协办）"]);
/// assert_eq!(apart("前苇镇 供电所"), ["前苇镇 供电所"]);
/// ```
#[must_use]
pub fn apart(text: &str) -> Vec<&str> {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let is_body = |part: &&str| {
        let bare = noted(part).map_or(*part, |(bare, _)| bare);
        BODIES.iter().any(|it| bare.ends_with(it)) && bare.chars().count() > 2
    };
    if parts.len() > 1 && parts.iter().all(|it| is_body(it)) {
        parts
    } else {
        vec![text]
    }
}
