//! Surnames: which of them have two characters, and how those with several readings are read.
//!
//! The readings follow 现代汉语词典 (7th edition) and 通用规范汉字字典, entries marked 姓; the more
//! frequent one stands first. People who read theirs otherwise are still found, because search
//! knows every reading.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Surnames of more than one character with the reading of each character.
const COMPOUND: &[Compound] = &[
    ("欧阳", &["ou1", "yang2"]),
    ("太史", &["tai4", "shi3"]),
    ("端木", &["duan1", "mu4"]),
    ("上官", &["shang4", "guan1"]),
    ("司马", &["si1", "ma3"]),
    ("东方", &["dong1", "fang1"]),
    ("独孤", &["du2", "gu1"]),
    ("南宫", &["nan2", "gong1"]),
    ("万俟", &["mo4", "qi2"]),
    ("闻人", &["wen2", "ren2"]),
    ("夏侯", &["xia4", "hou2"]),
    ("诸葛", &["zhu1", "ge3"]),
    ("尉迟", &["yu4", "chi2"]),
    ("公羊", &["gong1", "yang2"]),
    ("赫连", &["he4", "lian2"]),
    ("澹台", &["tan2", "tai2"]),
    ("皇甫", &["huang2", "fu3"]),
    ("宗政", &["zong1", "zheng4"]),
    ("濮阳", &["pu2", "yang2"]),
    ("公冶", &["gong1", "ye3"]),
    ("太叔", &["tai4", "shu1"]),
    ("申屠", &["shen1", "tu2"]),
    ("公孙", &["gong1", "sun1"]),
    ("慕容", &["mu4", "rong2"]),
    ("仲孙", &["zhong4", "sun1"]),
    ("钟离", &["zhong1", "li2"]),
    ("长孙", &["zhang3", "sun1"]),
    ("宇文", &["yu3", "wen2"]),
    ("司徒", &["si1", "tu2"]),
    ("鲜于", &["xian1", "yu2"]),
    ("司空", &["si1", "kong1"]),
    ("闾丘", &["lv2", "qiu1"]),
    ("子车", &["zi3", "ju1"]),
    ("亓官", &["qi2", "guan1"]),
    ("司寇", &["si1", "kou4"]),
    ("巫马", &["wu1", "ma3"]),
    ("公西", &["gong1", "xi1"]),
    ("颛孙", &["zhuan1", "sun1"]),
    ("壤驷", &["rang3", "si4"]),
    ("公良", &["gong1", "liang2"]),
    ("漆雕", &["qi1", "diao1"]),
    ("乐正", &["yue4", "zheng4"]),
    ("宰父", &["zai3", "fu3"]),
    ("谷梁", &["gu3", "liang2"]),
    ("榖梁", &["gu3", "liang2"]),
    ("拓跋", &["tuo4", "ba2"]),
    ("夹谷", &["jia2", "gu3"]),
    ("轩辕", &["xuan1", "yuan2"]),
    ("令狐", &["ling2", "hu2"]),
    ("段干", &["duan4", "gan1"]),
    ("百里", &["bai3", "li3"]),
    ("呼延", &["hu1", "yan2"]),
    ("东郭", &["dong1", "guo1"]),
    ("羊舌", &["yang2", "she2"]),
    ("微生", &["wei1", "sheng1"]),
    ("梁丘", &["liang2", "qiu1"]),
    ("左丘", &["zuo3", "qiu1"]),
    ("西门", &["xi1", "men2"]),
    ("南荣", &["nan2", "rong2"]),
    ("第五", &["di4", "wu3"]),
    ("完颜", &["wan2", "yan2"]),
    ("纳兰", &["na4", "lan2"]),
    ("耶律", &["ye1", "lv4"]),
    ("单于", &["chan2", "yu2"]),
    ("贺兰", &["he4", "lan2"]),
    ("达奚", &["da2", "xi1"]),
    ("屈突", &["qu1", "tu1"]),
    ("爱新觉罗", &["ai4", "xin1", "jue2", "luo2"]),
    ("叶赫那拉", &["ye4", "he4", "na4", "la1"]),
    ("钮祜禄", &["niu3", "hu4", "lu4"]),
];

/// Surnames of one character that are not read the usual way, or not only.
const SINGLE: &[(char, &[&str])] = &[
    ('单', &["shan4"]),
    ('仇', &["qiu2"]),
    ('解', &["xie4"]),
    ('区', &["ou1"]),
    ('查', &["zha1"]),
    ('曾', &["zeng1"]),
    ('盖', &["ge3", "gai4"]),
    ('朴', &["piao2"]),
    ('任', &["ren2"]),
    ('召', &["shao4"]),
    ('冼', &["xian3"]),
    ('员', &["yun4"]),
    ('乐', &["yue4", "le4"]),
    ('缪', &["miao4"]),
    ('翟', &["zhai2", "di2"]),
    ('牟', &["mu4", "mou2"]),
    ('覃', &["qin2", "tan2"]),
    ('郇', &["xun2", "huan2"]),
    ('逄', &["pang2"]),
    ('折', &["she2"]),
    ('种', &["chong2"]),
    ('秘', &["bi4"]),
    ('纪', &["ji3"]),
    ('宁', &["ning4", "ning2"]),
    ('洗', &["xian3"]),
    ('尉', &["wei4", "yu4"]),
    ('黑', &["he4", "hei1"]),
    ('重', &["chong2"]),
    ('哈', &["ha3"]),
    ('那', &["na1"]),
    ('能', &["nai4"]),
    ('祭', &["zhai4"]),
    ('过', &["guo1"]),
    ('华', &["hua4"]),
    ('应', &["ying1"]),
    ('车', &["che1"]),
    ('行', &["xing2", "hang2"]),
    ('藏', &["zang1"]),
    ('石', &["shi2"]),
    ('葛', &["ge3"]),
    ('都', &["du1"]),
    ('句', &["gou1"]),
    ('勾', &["gou1"]),
    ('柏', &["bai3", "bo2"]),
    ('费', &["fei4", "bi4"]),
    ('贾', &["jia3"]),
    ('隗', &["wei3", "kui2"]),
    ('郗', &["xi1", "chi1"]),
    ('佴', &["nai4"]),
    ('谌', &["chen2", "shen4"]),
    ('沈', &["shen3"]),
    ('盛', &["sheng4"]),
    ('宿', &["su4"]),
    ('冯', &["feng2"]),
    ('瞿', &["qu2"]),
    ('强', &["qiang2"]),
    ('便', &["pian2"]),
    ('晟', &["cheng2"]),
    ('繁', &["po2"]),
    ('薄', &["bo2"]),
    ('撒', &["sa4"]),
    ('宓', &["mi4", "fu2"]),
    ('阚', &["kan4"]),
    ('乜', &["nie4"]),
    ('占', &["zhan1"]),
    ('曲', &["qu1"]),
    ('相', &["xiang4"]),
    ('令', &["ling2"]),
    ('燕', &["yan1"]),
    ('粘', &["nian2"]),
    ('呙', &["guo1", "wo1"]),
    ('炅', &["gui4", "jiong3"]),
    ('叶', &["ye4"]),
    ('圈', &["juan4"]),
    ('冒', &["mao4"]),
    ('会', &["gui4"]),
    ('少', &["shao4"]),
    ('教', &["jiao4"]),
    ('莘', &["shen1", "xin1"]),
    ('角', &["jue2"]),
    ('颉', &["xie2", "jie2"]),
    ('肖', &["xiao1"]),
    ('侯', &["hou2"]),
    ('柴', &["chai2"]),
    ('干', &["gan1"]),
    ('卜', &["bu3"]),
    ('余', &["yu2"]),
    ('奇', &["qi2"]),
    ('吾', &["wu2"]),
    ('万', &["wan4"]),
    ('长', &["chang2", "zhang3"]),
    ('朝', &["chao2"]),
    ('褚', &["chu3"]),
    ('殷', &["yin1"]),
    ('俞', &["yu2"]),
    ('陆', &["lu4"]),
    ('参', &["shen1", "can1"]),
    ('适', &["kuo4"]),
    ('拓', &["tuo4"]),
    ('系', &["xi4"]),
    ('幺', &["yao1"]),
    ('眭', &["sui1"]),
    ('訾', &["zi1"]),
    ('妫', &["gui1"]),
    ('晁', &["chao2"]),
    ('舍', &["she4"]),
];

/// A surname and the reading of each of its characters.
type Compound = (&'static str, &'static [&'static str]);

static COMPOUND_BY_FIRST: LazyLock<HashMap<char, Vec<Compound>>> = LazyLock::new(|| {
    let mut map: HashMap<char, Vec<Compound>> = HashMap::new();
    for &entry in COMPOUND {
        if let Some(first) = entry.0.chars().next() {
            map.entry(first).or_default().push(entry);
        }
    }
    map
});

static SINGLE_BY_CHAR: LazyLock<HashMap<char, &'static [&'static str]>> =
    LazyLock::new(|| SINGLE.iter().copied().collect());

/// The surname of a cleaned name, in characters: 2 for 欧阳修, 1 for 王小明.
///
/// A compound surname is taken only where a given name follows it (司马 alone is 司 named 马), and a
/// name in parts (买买提·艾山) has none: 0.
///
/// ```
/// use domain::names::surname::length;
/// assert_eq!((length("诸葛亮"), length("司马"), length("买买提·艾山")), (2, 1, 0));
/// ```
pub fn length(name: &str) -> usize {
    if name.contains('·') || !name.chars().next().is_some_and(super::width::is_han) {
        return 0;
    }
    compound(name).map_or(1, |readings| readings.len())
}

/// Readings (with tone) of each character of the compound surname that the name begins with.
pub(super) fn compound(name: &str) -> Option<&'static [&'static str]> {
    let candidates = COMPOUND_BY_FIRST.get(&name.chars().next()?)?;
    candidates
        .iter()
        .find(|(surname, _)| name.len() > surname.len() && name.starts_with(surname))
        .map(|(_, readings)| *readings)
}

/// Readings (with tone) of a character as a surname, where they differ from its usual one.
pub(super) fn single(ch: char) -> Option<&'static [&'static str]> {
    SINGLE_BY_CHAR.get(&ch).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compound_surname_needs_a_given_name() {
        for (name, expected) in [
            ("欧阳修", 2),
            ("欧阳", 1),
            ("尉迟恭", 2),
            ("尉健行", 1),
            ("爱新觉罗启星", 4),
            ("王小明", 1),
            ("买买提·艾山", 0),
            ("John", 0),
            ("", 0),
        ] {
            assert_eq!(length(name), expected, "surname of {name}");
        }
    }

    #[test]
    fn every_reading_has_one_syllable_per_character() {
        for (surname, readings) in COMPOUND {
            assert_eq!(
                surname.chars().count(),
                readings.len(),
                "readings of {surname}"
            );
        }
        let all = SINGLE
            .iter()
            .flat_map(|entry| entry.1)
            .chain(COMPOUND.iter().flat_map(|e| e.1));
        for reading in all {
            assert!(
                reading.ends_with(|tone| ('1'..='4').contains(&tone)),
                "tone of {reading}"
            );
        }
    }
}
