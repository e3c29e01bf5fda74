//! 代表结构统计: the deputies of the office's own level by sex, ethnic group, age and so on, each
//! figure with the people behind it (选举法 第7条; 代表登记表).

use chrono::NaiveDate;

use crate::codes::{AFFILIATION, Code, CodeList, EDUCATION};
use crate::record::{FieldType, Item, RecordId, RecordType, Row, Value};
use crate::roster::{Deputy, Level, age_on, in_office};

/// The table.
#[derive(Clone, PartialEq, Debug)]
pub struct Structure {
    /// Deputies with an active mandate of the office's own level.
    pub all: Vec<RecordId>,
    /// They, by one thing after the other. The lines of a group that shares out (all but marks)
    /// sum up to all of them.
    pub groups: Vec<StructureGroup>,
    /// Who is not counted, and why: deputies of other levels alone, those without a level, those
    /// whose mandate has ended.
    pub apart: Vec<StructureLine>,
}

/// One thing by which deputies are counted.
#[derive(Clone, PartialEq, Debug)]
pub struct StructureGroup {
    /// Key, e.g. `age`.
    pub key: &'static str,
    /// As the form writes it.
    pub title: &'static str,
    /// Its lines in the order of the form.
    pub lines: Vec<StructureLine>,
}

/// One figure.
#[derive(Clone, PartialEq, Debug)]
pub struct StructureLine {
    /// Key within its group.
    pub key: String,
    /// As the form writes it.
    pub title: String,
    /// Who is counted.
    pub people: Vec<RecordId>,
    /// The one condition on the roster that finds the same people among those of the own level,
    /// as field and value, where one condition can say it.
    pub condition: Option<(&'static str, String)>,
}

/// A way to share deputies out: in which line each stands; `None` where nothing is filled in.
type Place = fn(&RecordType, &Row, NaiveDate) -> Option<usize>;

/// Lines of the form for age, in whole years on the day.
const AGES: [(&str, i64); 5] = [
    ("35岁及以下", 35),
    ("36至45岁", 45),
    ("46至55岁", 55),
    ("56至60岁", 60),
    ("61岁以上", i64::MAX),
];
const SEXES: [&str; 2] = ["男", "女"];
const PEOPLES: [&str; 2] = ["汉族", "少数民族"];
const SCHOOLS: [&str; 6] = [
    "研究生",
    "大学本科",
    "大学专科",
    "高中（中专、职高、技校）",
    "初中及以下",
    "其他",
];
const PARTIES: [&str; 5] = [
    "中共党员（含预备党员）",
    "共青团员",
    "民主党派",
    "无党派人士",
    "群众",
];
const TERMS: [&str; 2] = ["连任", "新当选"];
/// What a group says of those about whom the roster says nothing.
const UNSAID: &str = "未填";

/// Counts the deputies of a roster on a day. `own` is the office's level, e.g. 乡镇; voided rows
/// are left out.
///
/// ```
/// use chrono::NaiveDate;
/// use domain::record::{Item, RecordId, Row, Value};
/// use domain::roster::{deputy_type, structure};
///
/// let kind = deputy_type();
/// let mut row = Row::empty(RecordId::new(), &kind);
/// row.put(&kind, &"sex".into(), Some(Value::Text("女".into())));
/// let township = Value::Set([Item::Text("乡镇".into())].into_iter().collect());
/// row.put(&kind, &"level".into(), Some(township));
/// let day = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
/// let table = structure(&kind, &[row], "乡镇", day);
/// assert_eq!(table.all.len(), 1);
/// let women = &table.groups[0].lines[1];
/// assert_eq!((women.title.as_str(), women.people.len()), ("女", 1));
/// ```
#[must_use]
pub fn structure(kind: &RecordType, rows: &[Row], own: &str, today: NaiveDate) -> Structure {
    let mut counted = Vec::new();
    let mut apart: Vec<StructureLine> = Vec::new();
    for row in rows.iter().filter(|row| row.is_live()) {
        match not_counted(kind, row, own) {
            None => counted.push(row),
            Some(reason) => match apart.iter_mut().find(|line| line.title == reason) {
                Some(line) => line.people.push(row.id),
                None => apart.push(StructureLine {
                    key: reason.clone(),
                    title: reason,
                    people: vec![row.id],
                    condition: None,
                }),
            },
        }
    }
    // The greater levels first, then those of whom nothing is known.
    let rank = |line: &StructureLine| {
        let level = Level::WORDS
            .iter()
            .rposition(|it| line.title.starts_with(it));
        level.map_or(Level::WORDS.len(), |it| Level::WORDS.len() - 1 - it)
    };
    apart.sort_by_key(rank);
    let share = |key, title, lines: &[&str], place: Place| {
        shared(kind, &counted, today, key, title, lines, place)
    };
    let makeup = choices(kind, Deputy::MAKEUP.key());
    let makeup: Vec<&str> = makeup.iter().map(String::as_str).collect();
    let ages = AGES.map(|(title, _)| title);
    let groups = vec![
        share(Deputy::SEX.key(), "性别", &SEXES, sex),
        share(Deputy::ETHNIC.key(), "民族", &PEOPLES, ethnic),
        share(Deputy::AGE.key(), "年龄", &ages, age),
        share(Deputy::EDUCATION.key(), "文化程度", &SCHOOLS, education),
        share(Deputy::AFFILIATION.key(), "政治面貌", &PARTIES, affiliation),
        share(Deputy::MAKEUP.key(), "职业构成（界别）", &makeup, makeup_of),
        grassroots(kind, &counted),
        share("service", "连任情况", &TERMS, service),
    ];
    Structure {
        all: counted.iter().map(|row| row.id).collect(),
        groups,
        apart,
    }
}

impl Structure {
    /// The people of a line: `all`, or group and line by their keys.
    #[must_use]
    pub fn people(&self, group: &str, line: &str) -> Option<&[RecordId]> {
        if group == "all" {
            return Some(&self.all);
        }
        let lines = match group {
            "apart" => &self.apart,
            _ => &self.groups.iter().find(|it| it.key == group)?.lines,
        };
        lines
            .iter()
            .find(|it| it.key == line)
            .map(|it| it.people.as_slice())
    }
}

/// Why a deputy is not counted, if so.
fn not_counted(kind: &RecordType, row: &Row, own: &str) -> Option<String> {
    let levels: Vec<&str> = match row.of(kind, Deputy::LEVEL) {
        Some(Value::Set(items)) => items
            .iter()
            .filter_map(|item| match item {
                Item::Text(level) => Some(level.as_str()),
                Item::Id(_) => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    let ended = text(kind, row, Deputy::STATUS.key()).filter(|it| !in_office(Some(it)));
    if let Some(status) = ended {
        return Some(format!("不再任职（{status}）"));
    }
    if levels.contains(&own) {
        return None;
    }
    let highest = Level::WORDS
        .iter()
        .rev()
        .find(|level| levels.contains(level));
    Some(match highest {
        Some(level) => format!("{level}人大代表（不是本级代表）"),
        None => "未填代表层级".into(),
    })
}

fn shared(
    kind: &RecordType,
    rows: &[&Row],
    today: NaiveDate,
    key: &'static str,
    title: &'static str,
    titles: &[&str],
    place: Place,
) -> StructureGroup {
    let mut lines: Vec<StructureLine> = titles
        .iter()
        .enumerate()
        .map(|(at, title)| StructureLine {
            key: at.to_string(),
            title: (*title).to_owned(),
            people: Vec::new(),
            condition: condition(key, title),
        })
        .collect();
    let mut unsaid = Vec::new();
    for row in rows {
        match place(kind, row, today).and_then(|at| lines.get_mut(at)) {
            Some(line) => line.people.push(row.id),
            None => unsaid.push(row.id),
        }
    }
    if !unsaid.is_empty() {
        lines.push(StructureLine {
            key: "none".into(),
            title: UNSAID.into(),
            people: unsaid,
            condition: field_of(key).map(|field| (field, String::new())),
        });
    }
    StructureGroup { key, title, lines }
}

/// The field that a group reads.
fn field_of(group: &str) -> Option<&'static str> {
    match group {
        "sex" => Some(Deputy::SEX.key()),
        "ethnic" => Some(Deputy::ETHNIC.key()),
        "age" => Some(Deputy::BORN.key()),
        "education" => Some(Deputy::EDUCATION.key()),
        "affiliation" => Some(Deputy::AFFILIATION.key()),
        "makeup" => Some(Deputy::MAKEUP.key()),
        _ => None,
    }
}

fn condition(group: &str, title: &str) -> Option<(&'static str, String)> {
    let value = match (group, title) {
        ("sex" | "makeup", _) | ("ethnic", "汉族") => title,
        ("education", "研究生") => title,
        ("education", "大学本科") => "本科",
        ("education", "大学专科") => "大专",
        ("affiliation", "共青团员" | "无党派人士" | "群众") => title,
        _ => return None,
    };
    Some((field_of(group)?, value.to_owned()))
}

fn grassroots(kind: &RecordType, rows: &[&Row]) -> StructureGroup {
    let marked = |row: &&&Row| has_mark(kind, row, "基层代表");
    StructureGroup {
        key: "grassroots",
        title: "基层代表",
        lines: vec![StructureLine {
            key: "0".into(),
            title: "基层代表".into(),
            people: rows.iter().filter(marked).map(|row| row.id).collect(),
            condition: Some((Deputy::MARKS.key(), "基层代表".into())),
        }],
    }
}

fn text<'a>(kind: &RecordType, row: &'a Row, field: &str) -> Option<&'a str> {
    row.get(kind, field).and_then(Value::as_text)
}

fn has_mark(kind: &RecordType, row: &Row, mark: &str) -> bool {
    match row.of(kind, Deputy::MARKS) {
        Some(Value::Set(items)) => items.contains(&Item::Text(mark.into())),
        _ => false,
    }
}

fn choices(kind: &RecordType, field: &str) -> Vec<String> {
    match kind.field(field).map(|it| &it.field_type) {
        Some(FieldType::Choice(choices)) => choices.clone(),
        _ => Vec::new(),
    }
}

/// The code that a kept name stands for, as a number.
fn code(list: &CodeList, name: &str) -> Option<u32> {
    let named = |it: &&Code| it.name == name;
    list.codes.iter().find(named)?.code.parse().ok()
}

fn sex(kind: &RecordType, row: &Row, _: NaiveDate) -> Option<usize> {
    let sex = text(kind, row, Deputy::SEX.key())?;
    SEXES.iter().position(|it| *it == sex)
}

fn ethnic(kind: &RecordType, row: &Row, _: NaiveDate) -> Option<usize> {
    text(kind, row, Deputy::ETHNIC.key()).map(|it| usize::from(it != "汉族"))
}

fn age(kind: &RecordType, row: &Row, today: NaiveDate) -> Option<usize> {
    let born = row.read(kind, Deputy::BORN)?;
    let age = age_on(born, today)?;
    AGES.iter().position(|(_, most)| age <= *most)
}

fn education(kind: &RecordType, row: &Row, _: NaiveDate) -> Option<usize> {
    let name = text(kind, row, Deputy::EDUCATION.key())?;
    Some(match code(&EDUCATION, name).map(|it| it / 10) {
        Some(1) => 0,
        Some(2) => 1,
        Some(3) => 2,
        Some(4 | 6) => 3,
        Some(7 | 8) => 4,
        _ => 5,
    })
}

fn affiliation(kind: &RecordType, row: &Row, _: NaiveDate) -> Option<usize> {
    let name = text(kind, row, Deputy::AFFILIATION.key())?;
    match code(&AFFILIATION, name)? {
        1 | 2 => Some(0),
        3 => Some(1),
        4..=11 => Some(2),
        12 => Some(3),
        13 => Some(4),
        _ => None,
    }
}

fn makeup_of(kind: &RecordType, row: &Row, _: NaiveDate) -> Option<usize> {
    let makeup = text(kind, row, Deputy::MAKEUP.key())?;
    choices(kind, Deputy::MAKEUP.key())
        .iter()
        .position(|it| it == makeup)
}

fn service(kind: &RecordType, row: &Row, _: NaiveDate) -> Option<usize> {
    match row.of(kind, Deputy::REELECTED) {
        Some(Value::Bool(again)) => Some(usize::from(!again)),
        _ if has_mark(kind, row, "连任") => Some(0),
        _ if has_mark(kind, row, "新当选") => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::PartialDate;
    use crate::roster::deputy_type;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
    }

    fn deputy(kind: &RecordType, levels: &[&str], fields: &[(&str, &str)]) -> Row {
        let mut row = Row::empty(RecordId::new(), kind);
        let set = levels.iter().map(|it| Item::Text((*it).into())).collect();
        row.put(kind, &"level".into(), Some(Value::Set(set)));
        for (field, value) in fields {
            let value = match *field {
                "born" => Value::Date(PartialDate::parse_iso(value).unwrap()),
                "marks" => Value::Set([Item::Text((*value).into())].into_iter().collect()),
                _ => Value::Text((*value).into()),
            };
            row.put(kind, &(*field).into(), Some(value));
        }
        row
    }

    fn count(table: &Structure, group: &str, title: &str) -> usize {
        let group = table.groups.iter().find(|it| it.key == group).unwrap();
        let line = group.lines.iter().find(|it| it.title == title);
        line.map_or(0, |it| it.people.len())
    }

    #[test]
    fn every_group_that_shares_out_sums_up_to_all() {
        let kind = deputy_type();
        let rows = [
            deputy(
                &kind,
                &["乡镇", "县"],
                &[
                    ("sex", "女"),
                    ("ethnic", "满族"),
                    ("born", "1991-11-25"),
                    ("education", "本科"),
                    ("affiliation", "中共预备党员"),
                    ("makeup", "农民"),
                    ("marks", "基层代表"),
                ],
            ),
            deputy(&kind, &["乡镇"], &[("sex", "男"), ("born", "1966-11-24")]),
            deputy(
                &kind,
                &["乡镇"],
                &[("affiliation", "民盟盟员"), ("education", "小学")],
            ),
        ];
        let table = structure(&kind, &rows, "乡镇", today());
        assert_eq!(table.all.len(), 3);
        for group in table.groups.iter().filter(|it| it.key != "grassroots") {
            let sum: usize = group.lines.iter().map(|it| it.people.len()).sum();
            assert_eq!(sum, 3, "{} shares everybody out", group.title);
        }
        assert_eq!(
            count(&table, "age", "35岁及以下"),
            1,
            "the day before the 36th year"
        );
        assert_eq!(count(&table, "age", "56至60岁"), 1, "60 on this very day");
        assert_eq!(count(&table, "age", "未填"), 1);
        assert_eq!(count(&table, "education", "大学本科"), 1);
        assert_eq!(count(&table, "education", "初中及以下"), 1);
        assert_eq!(count(&table, "affiliation", "中共党员（含预备党员）"), 1);
        assert_eq!(count(&table, "affiliation", "民主党派"), 1);
        assert_eq!(count(&table, "grassroots", "基层代表"), 1);
        assert_eq!(
            table.people("sex", "1"),
            Some(&[rows[0].id][..]),
            "a figure opens its people"
        );
    }

    #[test]
    fn who_is_of_another_level_or_gone_is_listed_apart() {
        let kind = deputy_type();
        let mut gone = deputy(&kind, &["乡镇"], &[("status", "辞职")]);
        let mut void = deputy(&kind, &["乡镇"], &[]);
        void.voided = Some("重复登记".into());
        gone.id = RecordId::new();
        let rows = [
            gone,
            void,
            deputy(&kind, &["县", "设区市"], &[]),
            deputy(&kind, &[], &[]),
            deputy(&kind, &["乡镇"], &[("status", "暂停执行职务")]),
        ];
        let table = structure(&kind, &rows, "乡镇", today());
        assert_eq!(
            table.all.len(),
            1,
            "who is suspended still holds the mandate"
        );
        let apart: Vec<(&str, usize)> = table
            .apart
            .iter()
            .map(|it| (it.title.as_str(), it.people.len()))
            .collect();
        assert_eq!(
            apart,
            [
                ("设区市人大代表（不是本级代表）", 1),
                ("不再任职（辞职）", 1),
                ("未填代表层级", 1)
            ]
        );
    }
}
