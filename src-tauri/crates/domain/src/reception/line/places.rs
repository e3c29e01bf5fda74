//! Villages and groups in a line, also ones that the office has not written down yet.

use crate::amounts::small_number;
use crate::names::width::{is_han, narrow};
use crate::reception::category_of;

/// Endings that only a place has.
const ENDINGS: [&str; 17] = [
    "居委会",
    "村委会",
    "社区",
    "小区",
    "家园",
    "花园",
    "胡同",
    "营子",
    "堡子",
    "村",
    "屯",
    "庄",
    "寨",
    "营",
    "堡",
    "镇",
    "乡",
];
/// Endings of places that given names have too: decided by what stands beside them.
const LIKELY: &str = "河湾岭坡坪塘桥沟店铺集洼川口滩岗台井泉湖峪崖梁坝墩坑垭坳冲洞山街巷";
/// What ends like a place and names none.
const NO_PLACES: [&str; 20] = [
    "农村",
    "全村",
    "本村",
    "我村",
    "各村",
    "每村",
    "外村",
    "邻村",
    "出村",
    "进村",
    "回村",
    "驻村",
    "村村",
    "山村",
    "新农村",
    "我们村",
    "咱村",
    "咱们村",
    "这个村",
    "那个村",
];
/// So many characters at most.
const LONGEST: usize = 8;
/// First characters of a group's name.
const GROUPS: [&str; 6] = ["村民小组", "村民组", "小组", "组", "队", "社"];

/// Whether a word can be nothing but a place.
pub(super) fn is_place(word: &str) -> bool {
    let count = word.chars().count();
    if !(2..=LONGEST).contains(&count) || !word.chars().all(is_han) || NO_PLACES.contains(&word) {
        return false;
    }
    // 赵家沟, 马家店.
    let of_a_family = count >= 3 && word.chars().nth(1) == Some('家') && likely(word);
    // 全镇, 家乡 and the like name none.
    let too_short = count == 2 && word.ends_with(['镇', '乡']);
    of_a_family || !too_short && ENDINGS.iter().any(|it| word.ends_with(it) && word != *it)
}

/// Whether a word may be a place or a person.
pub(super) fn likely(word: &str) -> bool {
    word.chars()
        .next_back()
        .is_some_and(|it| LIKELY.contains(it))
}

/// Whether a word that nothing is known about stands where a village does: short, and no word of
/// what people complain about.
pub(super) fn may_be_place(word: &str) -> bool {
    const OTHER: [&str; 23] = [
        "我家",
        "家里",
        "门前",
        "门口",
        "屋后",
        "房后",
        "家门口",
        "今年",
        "去年",
        "最近",
        "近期",
        "现在",
        "每天",
        "每年",
        "孩子",
        "老人",
        "农民",
        "村民",
        "群众",
        "大家",
        "希望",
        "要求",
        "反映",
    ];
    let count = word.chars().count();
    let speaks = |c: char| "的了不没有是在把被给想请问这那很太都也还无停坏堵漏缺少议".contains(c);
    (2..=4).contains(&count)
        && word.chars().all(is_han)
        && category_of(word).is_none()
        && !word.contains(speaks)
        && !OTHER.iter().any(|it| word.starts_with(it))
}

/// A village group at the front: 三组, 第2村民小组, 五队.
pub(super) fn leading_group(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix('第').unwrap_or(text);
    let end = rest
        .char_indices()
        .take_while(|(_, c)| narrow(*c).is_ascii_digit() || "一二三四五六七八九十".contains(*c))
        .last()
        .map(|(at, c)| at + c.len_utf8())?;
    small_number(&rest[..end])?;
    let after = &rest[end..];
    let group = GROUPS.iter().find(|it| after.starts_with(**it))?;
    let tail = &after[group.len()..];
    // 三组织, 一队伍 and 二社会 go on.
    if tail.starts_with(['织', '伍', '会', '长', '合']) {
        return None;
    }
    Some(text.split_at(text.len() - tail.len()))
}

/// A known place at the front, with or without its 村; answers what follows.
pub(super) fn leading_known<'t>(text: &'t str, places: &[String]) -> Option<(String, &'t str)> {
    let mut found: Option<(String, &str)> = None;
    for place in places {
        let short = ["村委会", "社区", "村", "屯", "组"]
            .iter()
            .find_map(|ending| place.strip_suffix(ending))
            .filter(|it| it.chars().count() >= 2);
        for name in [Some(place.as_str()), short].into_iter().flatten() {
            let Some(rest) = text.strip_prefix(name) else {
                continue;
            };
            // 赵家沟 is no 赵家屯, although both begin with 赵家.
            let parts = |c: char| c.is_whitespace() || "，,。；;".contains(c);
            let word = text.split(parts).next().unwrap_or(text);
            if name != place
                && word != name
                && !word.starts_with(place.as_str())
                && is_place(word)
                && word.strip_prefix(name) != Some("村")
            {
                continue;
            }
            let rest = rest.strip_prefix('村').unwrap_or(rest);
            let longer = found
                .as_ref()
                .is_none_or(|(_, known)| rest.len() < known.len());
            if !name.is_empty() && longer {
                found = Some((place.clone(), rest));
            }
        }
    }
    found
}

/// A place at the front of a word that goes on: 柳河村垃圾没人清.
pub(super) fn leading_unknown(word: &str) -> Option<(&str, &str)> {
    for ending in ["社区", "村", "小区"] {
        let Some(at) = word.find(ending) else {
            continue;
        };
        let end = at + ending.len();
        let (place, rest) = word.split_at(end);
        let count = place.chars().count();
        if (3..=5).contains(&count)
            && is_place(place)
            && category_of(place).is_none()
            && !rest.is_empty()
            && !rest.starts_with([
                '民', '里', '委', '务', '干', '上', '口', '内', '东', '西', '南', '北',
            ])
            && !place.starts_with([
                '我', '咱', '本', '全', '各', '每', '这', '那', '他', '你', '到', '从', '在', '出',
                '进', '离',
            ])
        {
            return Some((place, rest));
        }
    }
    None
}

/// A flat or house: 3号楼2单元501室.
pub(super) fn is_address(word: &str) -> bool {
    word.chars().any(|it| narrow(it).is_ascii_digit())
        && ["号楼", "单元", "室", "栋", "幢", "门牌", "号院"]
            .iter()
            .any(|it| word.contains(it))
}

/// A work place: 宏达养殖场.
pub(super) fn is_unit(word: &str) -> bool {
    let count = word.chars().count();
    (3..=20).contains(&count)
        && [
            "公司",
            "合作社",
            "学校",
            "小学",
            "中学",
            "幼儿园",
            "超市",
            "饭店",
            "饭馆",
            "养殖场",
            "供电所",
            "卫生院",
            "卫生室",
            "敬老院",
            "加油站",
            "信用社",
            "工厂",
            "砖厂",
            "加工厂",
            "家庭农场",
            "林场",
            "协会",
            "商店",
            "门市",
            "厂",
        ]
        .iter()
        .any(|it| word.ends_with(it))
}
