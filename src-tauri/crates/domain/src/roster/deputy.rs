//! A deputy: 册一 代表名册.

use chrono::{Datelike, NaiveDate};

use crate::calendar::Today;
use crate::codes;
use crate::dates::PartialDate;
use crate::names::id_number::{IdNumber, Parsed};
use crate::record::{
    AskedOfSheet, Column, Field, FieldFault, FieldKey, FieldType, Home, Item, Joined, RecordType,
    Row, SearchAs, Severity, Text, Value,
};
use crate::roster::level::{LEVEL_WORDS, levels};
use crate::roster::{DEPUTY, Deputy, DeputyMark, GROUP, mandate};
use crate::station::STATION;

/// The deputy's record type, with every field of 代表登记表.
#[must_use]
pub fn deputy_type() -> RecordType {
    let mut fields = identity();
    fields.extend(standing());
    fields.extend(mandate::shown_fields().into_iter().map(Field::from_child));
    fields.extend(service());
    fields.extend(reach());
    let mut it = RecordType::new(DEPUTY, "代表", fields).register("roster", "代表名册", "册一");
    it.home = Home::Published;
    it.matching = vec![
        vec!["id_number".into()],
        vec!["name".into(), "born".into(), "level".into(), "term".into()],
    ];
    it.children = Some(mandate::children());
    it.foremost = ["name", "sex", "born", "post", "group", "phone", "level"]
        .map(Into::into)
        .to_vec();
    it.joined = vec![Joined {
        headings: &[
            &["单位", "工作单位", "所在单位", "单位名称", "工作单位名称"],
            &["职务", "现任职务", "职务职称", "职务（职称）", "行政职务"],
        ],
        field: "post",
    }];
    it.check = Some(check);
    it.asked_of_sheets = vec![AskedOfSheet {
        field: Deputy::LEVEL.key(),
        question: "都是{}代表吗？",
        proposed: |beginning| beginning.level,
    }];
    it.begin = Some(|kind, row, beginning| {
        // A roster without 届次 is the current term's.
        let unsaid = row.get(kind, "term").is_none();
        let term = beginning.term.filter(|_| unsaid);
        term.map(|(id, _)| ("term".into(), Value::Ref(Item::Id(id))))
            .into_iter()
            .collect()
    });
    it.complete = Some(complete);
    it
}

/// A blank 性别 is what the ID number says.
fn complete(kind: &RecordType, row: &Row, _: &Today) -> Vec<(FieldKey, Value)> {
    if row.has(kind, Deputy::SEX) {
        return Vec::new();
    }
    let id = row.read(kind, Deputy::ID_NUMBER).map(IdNumber::parse);
    match id {
        Some(Ok(Parsed::Current(id))) => {
            vec![(Deputy::SEX.into(), Value::Text(id.sex().name().into()))]
        }
        _ => Vec::new(),
    }
}

fn identity() -> Vec<Field> {
    vec![
        Field::new("name", "姓名", FieldType::Name)
            .section("基本情况")
            .blocking()
            .open()
            .identity()
            .aliases(&["代表姓名", "姓名（全名）", "代表名字", "名字"])
            .width(20.0),
        Field::new("former_name", "曾用名", FieldType::Text)
            .aliases(&["曾用名/民族文字姓名", "民族文字姓名"])
            .search(SearchAs::Text)
            .page_only(),
        Field::new("sex", "性别", FieldType::Code(&codes::SEX))
            .expected()
            .aliases(&["男/女", "男女"])
            .open()
            .identity()
            .width(11.0),
        Field::new("ethnic", "民族", FieldType::Code(&codes::ETHNIC))
            .expected()
            .aliases(&["族别"])
            .open()
            .width(15.0),
        Field::new("born", "出生日期", FieldType::Date)
            .expected()
            .open()
            .identity()
            .aliases(&[
                "出生年月",
                "出生年月日",
                "出生年月(日)",
                "出生时间",
                "生日",
                "出生",
            ])
            .hint("照身份证；只知道年月的只写年月，如 1983.12")
            .width(21.0),
        Field::new("age", "年龄", FieldType::Int)
            .open()
            .by_day(age_column)
            .reads(&["born"])
            .grows_against("born")
            .screen_only(),
        Field::new("id_number", "身份证号", FieldType::IdNumber)
            .identity()
            .aliases(&[
                "身份证号码",
                "公民身份号码",
                "身份证",
                "证件号码",
                "公民身份证号",
            ])
            .width(36.0)
            .screen_only(),
        Field::new("native_place", "籍贯", FieldType::Text).page_only(),
        Field::new("birth_place", "出生地", FieldType::Text).page_only(),
    ]
}

fn standing() -> Vec<Field> {
    let makeup = [
        "工人",
        "农民",
        "专业技术人员",
        "党政领导干部",
        "企业负责人",
        "军人",
        "村（社区）干部",
        "其他",
    ];
    let marks = DeputyMark::WORDS;
    vec![
        Field::new(
            "affiliation",
            "政治面貌",
            FieldType::Code(&codes::AFFILIATION),
        )
        .section("身份与职业")
        .expected()
        .open()
        .aliases(&["党派", "政治面目", "政治身份"])
        .width(22.0),
        Field::new("joined_on", "入党日期", FieldType::Date)
            .aliases(&["入党时间"])
            .page_only(),
        Field::new("education", "学历", FieldType::Code(&codes::EDUCATION))
            .open()
            .aliases(&["文化程度", "最高学历", "文化水平"])
            .width(15.0),
        Field::new("degree", "学位", FieldType::Text).page_only(),
        Field::new("school", "毕业院校及专业", FieldType::Text)
            .aliases(&["毕业院校专业", "毕业院校"])
            .page_only(),
        Field::new("work_since", "参加工作时间", FieldType::Date)
            .aliases(&["工作时间"])
            .page_only(),
        Field::new("post", "工作单位及职务", FieldType::Text)
            .full_line()
            .expected()
            .open()
            .search(SearchAs::Text)
            .aliases(&[
                "单位及职务",
                "工作单位和职务",
                "单位职务",
                "现任职务",
                "职业",
                "工作单位",
                "单位",
                "职务",
            ])
            .width(52.0),
        Field::new(
            "makeup",
            "界别",
            FieldType::Choice(makeup.map(String::from).to_vec()),
        )
        .office_list("界别")
        .aliases(&["代表构成", "代表构成(界别)", "代表构成（界别）"])
        .open()
        .screen_only(),
        Field::new(
            "marks",
            "结构标记",
            FieldType::Choices(marks.map(String::from).to_vec()),
        )
        .hint("合哪几样选哪几样，结构统计用（选举法第7条）")
        .page_only(),
        Field::new("reelected", "是否连任", FieldType::Bool)
            .aliases(&["连任"])
            .page_only(),
        Field::new("no_fixed_wage", "无固定工资收入", FieldType::Bool)
            .aliases(&["是否无固定工资收入"])
            .hint("没有固定工资收入的选“是”，发误工补贴时用（代表法第41条）")
            .page_only(),
        Field::new("level", "代表层级", FieldType::Choices(levels()))
            .section("代表职务")
            .expected()
            .open()
            .aliases(&["层级", "代表级别", "级别", "代表类别"])
            .choice_aliases(&LEVEL_WORDS)
            .from_child()
            .width(22.0),
    ]
}

fn service() -> Vec<Field> {
    let places = ["组长", "副组长", "联络员", "成员"]
        .map(String::from)
        .to_vec();
    let offices = [
        "主席",
        "副主席",
        "主席团成员",
        "代表资格审查委员会",
        "预算审查委员会",
    ];
    vec![
        Field::new("group", "代表小组", FieldType::Ref(GROUP.into()))
            .section("编组与任职")
            .expected()
            .open()
            .aliases(&[
                "小组",
                "所在小组",
                "所属小组",
                "代表小组名称",
                "代表组",
                "所在代表组",
            ])
            .width(26.0),
        Field::new("group_place", "组内职务", FieldType::Choice(places))
            .office_list("组内职务")
            .open()
            .page_only(),
        Field::new("stations", "进站站点", FieldType::Refs(STATION.into()))
            .open()
            .aliases(&["进站编组", "所在站点", "编入站点"])
            .page_only(),
        Field::new(
            "congress_office",
            "人大职务",
            FieldType::Choices(offices.map(String::from).to_vec()),
        )
        .office_list("人大职务")
        .open()
        .page_only(),
        Field::new("number", "代表编号", FieldType::Text)
            .open()
            .aliases(&["编号"])
            .page_only(),
    ]
}

fn reach() -> Vec<Field> {
    vec![
        Field::new("phone", "联系电话", FieldType::Phone)
            .section("联系方式")
            .expected()
            .aliases(&["手机", "手机号", "手机号码", "电话", "联系方式", "电话号码"])
            .width(26.0),
        Field::new("public_phone", "公示电话", FieldType::Phone)
            .open()
            .page_only(),
        Field::new("address", "住址", FieldType::Text)
            .sensitive()
            .aliases(&["家庭住址", "现住址", "通讯地址"])
            .page_only(),
        Field::new("email", "邮箱", FieldType::Text)
            .sensitive()
            .page_only(),
        Field::new("skills", "专业特长", FieldType::Text)
            .section("公示与承诺")
            .open()
            .aliases(&["擅长领域", "特长"])
            .page_only(),
        Field::new("resume", "简历", FieldType::LongText)
            .aliases(&["个人简历", "主要简历"])
            .hint("印在代表登记表上，不公开")
            .page_only(),
        Field::new("introduction", "简介", FieldType::LongText)
            .open()
            .page_only(),
        Field::new("promise", "承诺事项", FieldType::LongText)
            .open()
            .page_only(),
        Field::new("without_points", "免积分原因", FieldType::Text)
            .section("其它")
            .page_only(),
        Field::new("remark", "备注", FieldType::Text)
            .width(24.0)
            .screen_only(),
        Field::new("other_columns", "原表其它栏", FieldType::LongText)
            .raw()
            .hint("导入时认不出的列，原样保留在这里")
            .page_only(),
    ]
}

/// Age on a day, as far as the birth date is known; `None` while a month decides.
///
/// ```
/// use chrono::NaiveDate;
/// use domain::{dates::PartialDate, roster::age_on};
/// let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
/// let born = PartialDate::parse_iso("1983-12").unwrap();
/// assert_eq!(age_on(born, today), Some(42), "the birthday is still to come");
/// ```
#[must_use]
pub fn age_on(born: PartialDate, today: NaiveDate) -> Option<i64> {
    let first = born.first_day();
    let full_years = |by: NaiveDate| {
        let before = (today.month(), today.day()) < (by.month(), by.day());
        i64::from(today.year() - by.year()) - i64::from(before)
    };
    (first <= today).then(|| full_years(first))
}

/// Ages at which somebody can be a deputy; beyond them a date is more likely wrong.
const AGES: std::ops::RangeInclusive<i64> = 18..=110;

fn age_column(kind: &RecordType, row: &Row, today: &Today) -> Option<Value> {
    age_on_day(kind, row, today.date).map(Value::Int)
}

fn age_on_day(kind: &RecordType, row: &Row, day: NaiveDate) -> Option<i64> {
    let born = row.read(kind, Deputy::BORN)?;
    age_on(born, day)
}

/// The ID number is the one that is not derived: birth date and sex are at fault against it.
fn check(kind: &RecordType, row: &Row, today: &Today) -> Vec<FieldFault> {
    let mut faults = mandate::check_ending(kind, row);
    let text = |column: Column<Text>| row.read(kind, column);
    let id = text(Deputy::ID_NUMBER).and_then(|it| match IdNumber::parse(it) {
        Ok(Parsed::Current(id)) => Some(id),
        _ => None,
    });
    if let Some(id) = &id {
        if let (Some(sex), Some(field)) = (text(Deputy::SEX), kind.field(Deputy::SEX.key()))
            && sex != id.sex().name()
        {
            faults.push(FieldFault::error(
                field,
                format!("性别填的是“{sex}”，身份证号上是“{}”", id.sex().name()),
                "请对照身份证原件，改正性别或身份证号",
            ));
        }
        let (year, month, day) = id.birth_date();
        let on_card = PartialDate::day(i32::from(year), month, day);
        if let (Some(born), Some(on_card), Some(field)) = (
            row.read(kind, Deputy::BORN),
            on_card,
            kind.field(Deputy::BORN.key()),
        ) && !born.agrees_with(on_card)
        {
            faults.push(FieldFault::error(
                field,
                format!("出生日期“{born}”与身份证号上的“{on_card}”不一致"),
                "请对照身份证原件，改正出生日期或身份证号",
            ));
        }
    }
    if let Some(age) = age_on_day(kind, row, today.date)
        && let Some(field) = kind.field(Deputy::BORN.key())
        && !AGES.contains(&age)
    {
        faults.push(FieldFault {
            severity: Severity::Warning,
            ..FieldFault::error(
                field,
                format!("按出生日期算是 {age} 岁"),
                "代表要年满 18 周岁（选举法第4条）；请对照身份证原件核对",
            )
        });
    }
    if let Some(born) = row.read(kind, Deputy::BORN)
        && let Some(field) = kind.field(Deputy::BORN.key())
        && born.first_day() > today.date
    {
        faults.push(FieldFault {
            severity: Severity::Error,
            ..FieldFault::error(
                field,
                format!("出生日期“{born}”还没有到"),
                "请改成真实的出生日期",
            )
        });
    }
    faults
}
