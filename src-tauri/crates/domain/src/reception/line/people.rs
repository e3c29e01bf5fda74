//! Who came, as it is written in a hurry: 王老四, 周大娘, 老李, 王秀兰（五保户）, 张三等5人.

use crate::amounts::small_number;
use crate::names::surname;
use crate::names::width::is_han;
use crate::reception::line::places;
use crate::reception::{NAMELESS, category_of};

/// The surnames of nearly everybody; a line with a rarer one is completed by hand.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边净阴闫那佟尚褚滕佘冼揭占帅巩仇初原闻丰尉";
/// Those of most people, where a surname inside a word has to be found.
const FREQUENT: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董程曹袁邓许沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔崔康邱秦史顾侯邵孟";
/// Who does not want to be named.
const UNNAMED: [&str; 9] = [
    "匿名群众",
    "匿名村民",
    NAMELESS,
    "不愿留名",
    "不愿留姓名",
    "不留姓名",
    "不留名",
    "未留名",
    "未留姓名",
];
/// Somebody without a name.
const SOMEBODY: [&str; 18] = [
    "一位村民",
    "一名村民",
    "某村民",
    "有村民",
    "一村民",
    "一位老人",
    "一名老人",
    "一位群众",
    "一名群众",
    "某群众",
    "有群众",
    "几位村民",
    "几名村民",
    "多名村民",
    "多位村民",
    "路过群众",
    "一妇女",
    "一位妇女",
];
/// How people are called behind their surname.
const CALLED: [&str; 34] = [
    "大爷", "大娘", "大伯", "大妈", "大叔", "大婶", "大姐", "大哥", "大嫂", "大姨", "奶奶", "爷爷",
    "阿姨", "老汉", "老太", "老师", "师傅", "书记", "主任", "经理", "会计", "医生", "老板", "女士",
    "先生", "二嫂", "二婶", "三叔", "村长", "组长", "校长", "所长", "厂长", "同志",
];
/// Somebody of a named person's family.
const KIN: [&str; 13] = [
    "家属", "家人", "之子", "之女", "之妻", "妻子", "丈夫", "儿子", "女儿", "老伴", "媳妇", "母亲",
    "父亲",
];
/// Words of what people say that begin with a surname.
const NO_PEOPLE: [&str; 62] = [
    "白天", "马路", "马上", "黄土", "石头", "牛羊", "田地", "田间", "安装", "安全", "单位", "解决",
    "常年", "常常", "时常", "时间", "方便", "高压", "高速", "高中", "高考", "向上", "包地", "成立",
    "管道", "管子", "车辆", "车位", "车站", "房顶", "房子", "房后", "房前", "路口", "路边", "路上",
    "路窄", "路坏", "江边", "温室", "龙头", "金额", "毕业", "苗木", "花费", "尤其", "于是", "强烈",
    "左右", "岳父", "左邻", "边上", "关于", "关门", "万元", "祝愿", "原来", "原因", "任何", "何时",
    "文件", "水泥",
];

/// A person as a word of the line says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Person {
    pub(super) name: String,
    /// 男 or 女, where it is written.
    pub(super) sex: Option<&'static str>,
    /// What stands in brackets behind the name.
    pub(super) notes: Vec<String>,
    /// 等3人.
    pub(super) heads: Option<u16>,
    /// 等五户.
    pub(super) scope: Option<String>,
}

/// People that a word names, in order: 王老四, 王老四（五保户）, 王老四、李二嫂, 张三和李四.
pub(super) fn people_in(word: &str) -> Option<Vec<Person>> {
    if let Some(one) = person(word) {
        return Some(vec![one]);
    }
    let parts: Vec<&str> = word
        .split(['、', '/', '和', '与', '及'])
        .filter(|it| !it.is_empty())
        .collect();
    let all: Option<Vec<Person>> = parts.iter().map(|it| person(it)).collect();
    all.filter(|it| it.len() > 1)
}

/// A single person that a word names.
pub(super) fn person(word: &str) -> Option<Person> {
    let mut it = Person::default();
    let mut bare = word;
    if let Some(at) = word.find(['（', '(']) {
        let inside = word[at..].trim_matches(['（', '(', '）', ')']);
        it.note(inside);
        bare = &word[..at];
    }
    if let Some((name, crowd)) = bare.split_once('等') {
        it.crowd(crowd)?;
        bare = name;
    }
    if UNNAMED.contains(&bare) {
        it.name = NAMELESS.into();
        return Some(it);
    }
    if !is_name(bare) {
        return None;
    }
    it.name = bare.to_owned();
    Some(it)
}

impl Person {
    fn note(&mut self, inside: &str) {
        for part in inside.split(['，', ',', '、', ' ', '；', ';']) {
            match part.trim() {
                "" => {}
                "男" => self.sex = Some("男"),
                "女" => self.sex = Some("女"),
                other => self.notes.push(other.to_owned()),
            }
        }
    }

    /// 3人, 五户, 多人 behind 等.
    fn crowd(&mut self, crowd: &str) -> Option<()> {
        if crowd.is_empty() {
            return Some(());
        }
        let number = crowd.trim_end_matches(['人', '位', '名', '户', '家']);
        match small_number(number) {
            Some(count) if crowd.ends_with(['人', '位', '名']) => self.heads = Some(count),
            Some(_) if crowd.ends_with(['户', '家']) => self.scope = Some(crowd.to_owned()),
            _ if matches!(crowd, "人" | "多人" | "数人" | "多户" | "数户") => {
                self.scope = Some(crowd.to_owned());
            }
            _ => return None,
        }
        Some(())
    }
}

/// Somebody without a name: 一位村民.
pub(super) fn is_somebody(word: &str) -> bool {
    SOMEBODY.contains(&word)
}

/// 男, 女 or an age as a word of its own.
pub(super) fn sex_or_age(word: &str) -> Option<Person> {
    let mut it = Person::default();
    let age = word
        .strip_suffix('岁')
        .is_some_and(|it| small_number(it).is_some());
    match word {
        "男" | "女" | "男性" | "女性" => it.note(word.trim_end_matches('性')),
        _ if age => it.notes.push(word.to_owned()),
        _ => return None,
    }
    Some(it)
}

/// Whether a word can be nothing but a name.
fn is_name(word: &str) -> bool {
    if word.contains('·') {
        return word.chars().all(|it| is_han(it) || it == '·') && word.chars().count() >= 4;
    }
    if !word.chars().all(is_han) {
        return false;
    }
    if let Some(kin) = KIN.iter().find(|it| word.ends_with(**it)) {
        let name = word[..word.len() - kin.len()].trim_end_matches('的');
        return is_name(name);
    }
    let count = word.chars().count();
    if let Some(called) = CALLED.iter().find(|it| word.ends_with(**it)) {
        let name = &word[..word.len() - called.len()];
        let count = name.chars().count();
        return (1..=3).contains(&count) && begins_with_surname(name);
    }
    // 老王, 小李.
    if count == 2
        && let Some(name) = word.strip_prefix(['老', '小'])
    {
        return name.chars().all(|it| FREQUENT.contains(it));
    }
    let surname = surname::length(word);
    let given = count.saturating_sub(surname);
    (1..=2).contains(&given)
        && begins_with_surname(word)
        && !NO_PEOPLE.iter().any(|it| word.starts_with(it))
        && !places::is_place(word)
        && category_of(word).is_none()
        && !word
            .contains(|c: char| "的了不没是在把被给跟想请问这那哪很太都也还就缺坏堵漏".contains(c))
}

fn begins_with_surname(word: &str) -> bool {
    surname::length(word) > 1 && word.chars().count() > 2
        || word.chars().next().is_some_and(|it| SURNAMES.contains(it))
}

/// A place and a person written in one: 前苇塘王老四. The name is the last two or three characters.
pub(super) fn place_and_person(word: &str) -> Option<(&str, Person)> {
    if !word.chars().all(is_han) || category_of(word).is_some() {
        return None;
    }
    let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
    for given in [3, 2, 4] {
        let Some(at) = starts
            .len()
            .checked_sub(given)
            .and_then(|it| starts.get(it))
        else {
            continue;
        };
        let (place, name) = word.split_at(*at);
        let begins = name.chars().next().is_some_and(|it| FREQUENT.contains(it));
        let stands = places::is_place(place) || (given != 4 && places::may_be_place(place));
        if begins
            && stands
            && let Some(person) = person(name)
        {
            return Some((place, person));
        }
    }
    None
}
