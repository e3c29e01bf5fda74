//! Several names, or a name with a note, in one place: how old sheets write people.
//!
//! Nothing here knows who exists. A blank or 和 parts two names only where both sides look like
//! whole names, because blanks also stand inside one name (王　明, 吾尔 古丽) and 和 is a name's own
//! character as well (李和平).

use super::clean::clean;
use super::surname::length;
use super::width::{is_blank, is_han, narrow};

/// Surnames of one character that are common enough to tell a name by.
const SURNAMES: &str = "\
赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗凤方俞任袁柳鲍史唐\
费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛狄米贝臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮\
蓝闵季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪解应宗丁宣邓郁单杭洪包诸左石崔吉龚程嵇\
邢裴陆荣翁荀羊惠甄曲封芮储靳汲段富巫焦牧隗谷车侯全班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司韶黎薄印宿白怀蒲索\
籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾容\
向易慎戈廖庾终暨居衡步都耿满弘匡国寇广禄东欧沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾沙养鞠须丰巢关蒯相查后荆红\
游竺权盖益桓公仉督岳帅缑亢况郈有琴商牟佘佴伯赏墨哈谯笪年爱阳佟肖闫付代苑邸原冶来户海禹凡邰初由齐芦仝信楚腾";

/// Whether a text is a whole name as most people have one: a known surname and one or two
/// characters after it.
///
/// ```
/// use domain::names::several::looks_whole;
/// assert!(looks_whole("赵一明") && looks_whole("欧阳修"));
/// assert!(!looks_whole("欧阳") && !looks_whole("古丽娜扎尔") && !looks_whole("供电所长"));
/// ```
#[must_use]
pub fn looks_whole(text: &str) -> bool {
    let signs = text.chars().count();
    if !(2..=4).contains(&signs) || !text.chars().all(is_han) {
        return false;
    }
    let surname = length(text);
    let known = surname > 1 || text.chars().next().is_some_and(|it| SURNAMES.contains(it));
    let compound_alone = surname == 1 && signs == 2 && length(&format!("{text}一")) == 2;
    known && !compound_alone && (1..=2).contains(&(signs - surname))
}

/// The names that blanks or 和 part in a text; the text alone where it may be one name.
///
/// ```
/// use domain::names::several::apart;
/// assert_eq!(apart("赵一明 钱二妹"), ["赵一明", "钱二妹"]);
/// assert_eq!(apart("赵一明和李四红"), ["赵一明", "李四红"]);
/// assert_eq!(apart("王 明"), ["王 明"]);
/// assert_eq!(apart("李和平"), ["李和平"]);
/// ```
#[must_use]
pub fn apart(text: &str) -> Vec<&str> {
    let text = text.trim_matches(is_blank);
    let pieces: Vec<&str> = text.split(is_blank).filter(|it| !it.is_empty()).collect();
    if pieces.len() > 1 && pieces.iter().all(|it| whole_with_note(it)) {
        return pieces.into_iter().flat_map(at_and).collect();
    }
    at_and(text)
}

fn whole_with_note(text: &str) -> bool {
    let bare = text.split(['（', '(']).next().unwrap_or(text);
    let bare = bare.strip_suffix('等').unwrap_or(bare);
    looks_whole(bare) || at_and(bare).len() > 1
}

fn at_and(text: &str) -> Vec<&str> {
    for (at, sign) in text.char_indices() {
        if !matches!(sign, '和' | '与' | '及') {
            continue;
        }
        let (before, after) = (&text[..at], &text[at + sign.len_utf8()..]);
        let whole = |it: &str| looks_whole(it.trim_matches(is_blank));
        if whole(before) && !after.is_empty() {
            let rest = at_and(after);
            if rest.iter().all(|it| whole(it)) {
                let mut names = vec![before.trim_matches(is_blank)];
                names.extend(rest.into_iter().map(|it| it.trim_matches(is_blank)));
                return names;
            }
        }
    }
    vec![text]
}

/// A person as a sheet writes one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Person {
    /// The name, cleaned.
    pub name: String,
    /// What stood in brackets and is no part of the name, and titles, as written.
    pub notes: Vec<String>,
    /// 等5人: how many there are with this one; 0 where 等 says no number.
    pub among: Option<u32>,
}

/// Notes that stand in brackets behind a name; anything else in brackets tells two people of one
/// name apart and stays.
const NOTES: [&str; 41] = [
    "女",
    "男",
    "兼",
    "补选",
    "增补",
    "组长",
    "副组长",
    "联络员",
    "主席",
    "副主席",
    "党员",
    "中共党员",
    "群众",
    "预备党员",
    "已故",
    "去世",
    "病故",
    "调离",
    "调出",
    "离任",
    "辞职",
    "退休",
    "新当选",
    "连任",
    "妇女",
    "少数民族",
    "电话",
    "委托",
    "代",
    "代签",
    "书面",
    "化名",
    "牵头",
    "领衔",
    "列席",
    "请假",
    "缺席",
    "县代表",
    "镇代表",
    "市代表",
    "代表",
];

/// How the name somebody had before is written behind the name.
const FORMER: [&str; 4] = ["原名", "曾用名", "又名", "别名"];

/// Signs that a sheet puts beside a name and explains below the table: ★赵一明, 李四红①.
fn is_mark(sign: char) -> bool {
    matches!(
        sign,
        '★' | '☆'
            | '*'
            | '＊'
            | '※'
            | '▲'
            | '△'
            | '#'
            | '＃'
            | '√'
            | '✓'
            | '◎'
            | '○'
            | '■'
            | '●'
            | '▪'
            | '①'..='⑳'
    )
}

/// The name without such signs, which become a note.
fn marked(text: &str, notes: &mut Vec<String>) -> String {
    let bare = text
        .trim()
        .trim_matches(|sign| is_mark(sign) || is_blank(sign));
    let marks: String = text.chars().filter(|it| is_mark(*it)).collect();
    if marks.is_empty() || bare.is_empty() || bare.contains(is_mark) {
        return text.to_owned();
    }
    notes.push(marks);
    bare.to_owned()
}

/// Words of address behind a name.
const TITLES: [&str; 5] = ["同志", "先生", "女士", "同学", "老师"];

/// A name without the notes, numbers and titles around it.
///
/// ```
/// use domain::names::several::person;
/// let it = person("李四红（女，满族）");
/// assert_eq!((it.name.as_str(), it.notes), ("李四红", vec!["女".to_owned(), "满族".to_owned()]));
/// assert_eq!(person("甲某等5人").among, Some(5));
/// assert_eq!(person("李强（东村）").name, "李强（东村）");
/// assert_eq!(person("1.周五生").name, "周五生");
/// ```
#[must_use]
pub fn person(written: &str) -> Person {
    let mut notes = Vec::new();
    let mut rest: String = written.chars().map(bracket).collect();
    rest = unnumbered(&rest).to_owned();
    rest = marked(&rest, &mut notes);
    let mut among_in_brackets = None;
    while let Some((bare, inside)) = last_bracket(&rest) {
        let parts: Vec<&str> = inside
            .split(['，', ',', '、', '；', ';', ' ', '\u{3000}', '/'])
            .map(str::trim)
            .filter(|it| !it.is_empty())
            .collect();
        let known = |it: &&str| {
            NOTES.contains(it) || it.ends_with('族') || it.chars().any(|c| c.is_ascii_digit())
        };
        // 张三（等5人）
        if let [part] = parts.as_slice()
            && !bare.is_empty()
            && part.starts_with('等')
            && let Some((_, among)) = and_others(&format!("他{part}"))
        {
            among_in_brackets = Some(among);
            rest = bare;
            continue;
        }
        let former = parts
            .iter()
            .all(|it| FORMER.iter().any(|word| it.starts_with(word)));
        let is_note = parts.len() > 1 || former || parts.iter().all(known);
        if bare.is_empty() || !is_note {
            break;
        }
        notes.splice(0..0, parts.into_iter().map(str::to_owned));
        rest = bare;
    }
    let among = and_others(&rest).map(|(name, among)| {
        rest = name;
        among
    });
    let among = among.or(among_in_brackets);
    for title in TITLES {
        if let Some(bare) = rest.trim().strip_suffix(title)
            && looks_whole(&clean(bare))
        {
            rest = bare.to_owned();
        }
    }
    // 赵一明代表
    if let Some(name) = rest.trim().strip_suffix("代表")
        && looks_whole(&clean(name))
        && clean(name).chars().count() > 2
    {
        rest = name.to_owned();
    }
    // 县人大代表赵一明
    if let Some((title, name)) = rest.rsplit_once("代表")
        && looks_whole(&clean(name))
    {
        notes.push(format!("{title}代表"));
        rest = name.to_owned();
    }
    Person {
        name: clean(&rest),
        notes,
        among,
    }
}

fn bracket(sign: char) -> char {
    match sign {
        '(' | '[' | '【' | '〔' => '（',
        ')' | ']' | '】' | '〕' => '）',
        _ => sign,
    }
}

/// A closing bracket's inside, and what stands before it.
fn last_bracket(text: &str) -> Option<(String, String)> {
    let text = text.trim();
    let inside = text.strip_suffix('）')?;
    let (before, inside) = inside.rsplit_once('（')?;
    Some((before.trim().to_owned(), inside.trim().to_owned()))
}

/// `1.`, `2、`, `（3）` in front of a name.
fn unnumbered(text: &str) -> &str {
    let text = text.trim_matches(is_blank);
    let bare = text.strip_prefix('（').unwrap_or(text);
    let digits = bare
        .chars()
        .take_while(|it| narrow(*it).is_ascii_digit())
        .map(char::len_utf8)
        .sum::<usize>();
    let (number, rest) = bare.split_at(digits);
    let behind = rest.trim_start_matches(['.', '．', '、', '）', ' ', '\u{3000}']);
    if number.is_empty() || behind.len() == rest.len() || behind.is_empty() {
        text
    } else {
        behind
    }
}

/// 甲某等5人, 甲某等: the name and how many there are.
fn and_others(text: &str) -> Option<(String, u32)> {
    let text = text.trim();
    let (name, behind) = text.rsplit_once('等')?;
    if name.trim().is_empty() {
        return None;
    }
    let digits: String = behind.chars().map(narrow).collect();
    let digits = digits
        .trim()
        .trim_end_matches(['人', '名', '位', '余', '多', '户']);
    if digits.is_empty() {
        return Some((name.to_owned(), 0));
    }
    let chinese = "〇一二三四五六七八九十";
    let number = digits.parse().ok().or_else(|| {
        let mut signs = digits.chars();
        let place = |it: char| chinese.chars().position(|c| c == it);
        match (signs.next(), signs.next()) {
            (Some('两'), None) => Some(2),
            (Some(one), None) => place(one).and_then(|it| u32::try_from(it).ok()),
            _ => None,
        }
    })?;
    Some((name.to_owned(), number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted_only_where_both_sides_are_names() {
        for (text, names) in [
            ("赵一明\n钱二妹", &["赵一明", "钱二妹"][..]),
            ("赵一明\u{3000}孙三强", &["赵一明", "孙三强"]),
            ("赵一明 钱二妹（女）", &["赵一明", "钱二妹（女）"]),
            ("赵一明和李四红", &["赵一明", "李四红"]),
            ("赵 一 明", &["赵 一 明"]),
            ("欧阳　娜", &["欧阳　娜"]),
            ("诸葛 孔明", &["诸葛 孔明"]),
            ("吾尔 古丽", &["吾尔 古丽"]),
            ("和平", &["和平"]),
            ("JOHN SMITH", &["JOHN SMITH"]),
        ] {
            assert_eq!(apart(text), names, "{text:?}");
        }
    }

    #[test]
    fn notes_leave_the_name() {
        for (written, name, notes, among) in [
            ("钱二妹（女）", "钱二妹", &["女"][..], None),
            ("孙三强(回族)", "孙三强", &["回族"], None),
            ("周五生（兼）", "周五生", &["兼"], None),
            ("赵一明同志", "赵一明", &[], None),
            ("★赵一明", "赵一明", &["★"], None),
            ("李四红 ①", "李四红", &["①"], None),
            ("王八方（原名王方）", "王八方", &["原名王方"], None),
            ("张三（等5人）", "张三", &[], Some(5)),
            ("赵一明代表", "赵一明", &[], None),
            ("县人大代表赵一明", "赵一明", &["县人大代表"], None),
            ("赵一明等3人", "赵一明", &[], Some(3)),
            ("甲某等五人", "甲某", &[], Some(5)),
            ("赵一明等", "赵一明", &[], Some(0)),
            ("李强（东村）", "李强（东村）", &[], None),
            ("王老师", "王老师", &[], None),
            ("村民代表", "村民代表", &[], None),
            ("", "", &[], None),
        ] {
            let it = person(written);
            assert_eq!(it.name, name, "{written}");
            assert_eq!(it.notes, notes, "{written}");
            assert_eq!(it.among, among, "{written}");
        }
    }
}
