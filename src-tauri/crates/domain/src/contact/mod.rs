//! 册二 代表联系选民手册: whom a deputy keeps in contact with, and each contact.

mod columns;
mod words;

pub use columns::{Contact, Elector};

use std::collections::BTreeMap;
pub use words::{ContactHandling, ElectorState};

use crate::book;
use crate::calendar::Today;
use crate::codes;
use crate::record::{
    Field, FieldFault, FieldType, Item, Offer, RecordId, RecordType, Row, SearchAs, Shelf, Value,
};
use crate::roster::DEPUTY;

/// The record types of this folder, with the place of each register in the menu.
pub(crate) fn types() -> Vec<RecordType> {
    vec![
        elector_type().on(Shelf::Electors, 0),
        contact_type().on(Shelf::Electors, 1),
    ]
}

/// The record type of electors kept in contact with (固定联系对象).
pub const ELECTOR: &str = "elector";
/// The record type of contacts (联系记录).
pub const CONTACT: &str = "contact";

/// Ways of keeping contact.
pub const CONTACT_WAYS: [&str; 7] = ["入户", "电话", "微信", "扫码", "座谈", "信函", "来站"];

/// Somebody a deputy keeps in contact with. One elector may be linked to several deputies.
#[must_use]
pub fn elector_type() -> RecordType {
    let sorts = [
        "选民",
        "困难户",
        "企业",
        "种养大户",
        "网格员",
        "选民中心户",
        "其他",
    ];
    let mut it = RecordType::new(
        ELECTOR,
        "固定联系选民",
        vec![
            Field::new("name", "姓名", FieldType::Name)
                .section("联系对象")
                .blocking()
                .aliases(&[
                    "选民姓名",
                    "联系对象",
                    "联系选民",
                    "群众姓名",
                    "联系群众",
                    "户主",
                    "选民",
                ])
                .width(20.0),
            Field::new("sex", "性别", FieldType::Code(&codes::SEX))
                .identity()
                .width(11.0),
            Field::date("born", "出生年月")
                .identity()
                .aliases(&["出生日期", "出生年", "出生时间"])
                .hint("只知道年份的，填如 1962"),
            Field::int("age_stated", "登记年龄")
                .called("年龄")
                .aliases(&["年龄"])
                .hint("不知道出生年月的，记登记时的年龄")
                .page_only(),
            Field::choice("sort", "类别", &sorts)
                .aliases(&["对象类别", "身份", "联系对象类别"])
                .choice_aliases(&[
                    ("贫困户", "困难户"),
                    ("脱贫户", "困难户"),
                    ("低保户", "困难户"),
                    ("中心户", "选民中心户"),
                    ("普通选民", "选民"),
                    ("群众", "选民"),
                    ("企业主", "企业"),
                ])
                .width(20.0),
            Field::text("village", "村组")
                .expected()
                .search(SearchAs::Text)
                .aliases(&[
                    "所在村组",
                    "村（组）",
                    "村(组)",
                    "村",
                    "所在村",
                    "选区/村组",
                    "住址（村组）",
                ])
                .width(30.0),
            Field::text("address", "住址")
                .sensitive()
                .search(SearchAs::Text)
                .aliases(&["家庭住址", "地址", "单位或住址", "住址/村组"])
                .width(40.0),
            Field::new("phone", "联系电话", FieldType::Phone)
                .called("电话")
                .aliases(&[
                    "电话",
                    "手机",
                    "联系方式",
                    "手机号",
                    "选民电话",
                    "选民联系电话",
                ])
                .width(26.0),
            Field::to_many("deputies", "联系代表", DEPUTY)
                .called("代表")
                .section("结对")
                .expected()
                .aliases(&["代表", "代表姓名", "人大代表", "结对代表", "联系人大代表"])
                .width(24.0),
            book::station(),
            Field::date("paired_on", "结对日期").aliases(&["结对时间", "建立联系日期", "联系时间"]),
            Field::new("needs", "帮扶需求", FieldType::LongText)
                .aliases(&["需求", "主要诉求", "家庭情况", "基本情况"])
                .page_only(),
            Field::choice("state", "状态", &ElectorState::WORDS)
                .width(14.0)
                .screen_only(),
            Field::date("ended_on", "解除日期").page_only(),
            Field::text("remark", "备注")
                .aliases(&["说明"])
                .full_line()
                .page_only(),
            Field::new("other_columns", "原表其它栏", FieldType::LongText)
                .raw()
                .page_only(),
        ],
    )
    .register("electors", "固定联系选民名册", "册二");
    it.matching = vec![vec![
        "name".into(),
        "village".into(),
        "deputies".into(),
        "phone".into(),
    ]];
    it.dated_by = vec!["paired_on".into()];
    it.check = Some(|kind, row, _| {
        book::before(kind, row, "ended_on", "paired_on")
            .into_iter()
            .collect()
    });
    it
}

/// A contact: one visit, call or talk, with one elector or many.
#[must_use]
pub fn contact_type() -> RecordType {
    let mut fields = book::numbered();
    fields.extend([
        Field::date("contacted_on", "日期")
            .section("联系")
            .blocking()
            .decided_by_person()
            .aliases(&["联系日期", "联系时间", "走访日期", "走访时间", "时间"])
            .width(24.0),
        Field::to_many("deputies", "代表", DEPUTY)
            .blocking()
            .aliases(&["联系代表", "代表姓名", "走访代表", "人大代表"])
            .width(24.0),
        Field::to_many("electors", "联系对象", ELECTOR)
            .called("对象")
            .expected()
            .aliases(&[
                "联系选民",
                "选民",
                "选民姓名",
                "走访对象",
                "联系群众",
                "群众姓名",
            ])
            .hint("一次走访多人的一起选上")
            .width(34.0),
        Field::text("others", "非固定对象")
            .aliases(&["其他联系对象", "其他对象"])
            .hint("名册以外的人，写姓名")
            .page_only(),
        book::station(),
        Field::new("way", "联系方式", FieldType::choice(&CONTACT_WAYS))
            .called("方式")
            .expected()
            .aliases(&["方式", "走访方式", "联系形式"])
            .choice_aliases(&[
                ("走访", "入户"),
                ("入户走访", "入户"),
                ("上门", "入户"),
                ("电话联系", "电话"),
                ("微信群", "微信"),
                ("来访", "来站"),
                ("信件", "信函"),
            ])
            .width(18.0),
        Field::text("place", "地点")
            .aliases(&["联系地点"])
            .page_only(),
        Field::long_text("content", "反映内容")
            .section("内容")
            .expected()
            .aliases(&[
                "联系内容",
                "反映问题",
                "反映的问题",
                "主要内容",
                "意见建议",
                "反映情况",
                "走访内容",
                "谈话内容",
            ])
            .width(60.0),
        Field::new("publicity", "宣传内容", FieldType::LongText)
            .aliases(&["宣传政策", "政策宣传"])
            .page_only(),
        Field::choice("handling", "处理", &ContactHandling::WORDS)
            .expected()
            .aliases(&["处理方式", "处理情况", "处理意见", "办理情况"])
            .width(20.0),
        Field::text("matter", "转入编号")
            .aliases(&["转办编号"])
            .width(18.0),
        Field::new("result", "处理结果", FieldType::LongText)
            .aliases(&["办理结果", "结果"])
            .width(30.0),
        Field::new("helped", "是否帮扶", FieldType::Bool)
            .section("帮扶")
            .page_only(),
        Field::money("money", "帮扶金额（元）")
            .aliases(&["帮扶金额", "慰问金", "捐助金额", "金额"])
            .page_only(),
        Field::text("goods", "帮扶物资")
            .aliases(&["物资", "慰问品"])
            .page_only(),
        Field::text("recorder", "记录人")
            .offers(Offer::User)
            .page_only(),
    ]);
    fields.extend(book::closing());
    let mut it = RecordType::new(CONTACT, "联系记录", fields).register(
        "contacts",
        "代表联系选民记录",
        "册二",
    );
    it.name_field = "contacted_on".into();
    it.matching = book::same_by(&["contacted_on", "deputies", "electors", "content"]);
    it.order = vec!["contacted_on".into(), "number".into()];
    it.serial = Some(book::serial("contacted_on"));
    it.check = Some(check_contact);
    it
}

fn check_contact(kind: &RecordType, row: &Row, today: &Today) -> Vec<FieldFault> {
    let on = row.read(kind, Contact::CONTACTED_ON);
    match (on, kind.field(Contact::CONTACTED_ON.key())) {
        (Some(on), Some(field)) if on.first_day() > today.date => vec![FieldFault::error(
            field,
            format!("联系日期“{on}”还没有到"),
            "请改成实际联系的日期",
        )],
        _ => Vec::new(),
    }
}

/// How many people were spoken to at one contact (联系选民人次): those named, by record or by name
/// alone; where only 非固定对象 are written down, one.
///
/// ```
/// assert_eq!(domain::contact::people_at(3, true), 3);
/// assert_eq!(domain::contact::people_at(0, true), 1);
/// assert_eq!(domain::contact::people_at(0, false), 0);
/// ```
#[must_use]
pub fn people_at(named: usize, others: bool) -> i64 {
    match i64::try_from(named).unwrap_or(i64::MAX) {
        0 => others.into(),
        named => named,
    }
}

/// One contact: which electors of the register it names, and how many people it was with.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Talk {
    /// Electors of the register.
    pub electors: Vec<RecordId>,
    /// 人次, as [`people_at`] counts.
    pub people: i64,
}

impl Talk {
    /// The contact that a record tells of.
    #[must_use]
    pub fn of(kind: &RecordType, row: &Row) -> Self {
        let electors = row.of(kind, Contact::ELECTORS);
        let named = match electors {
            Some(Value::Set(items)) => items.len(),
            _ => 0,
        };
        Self {
            electors: ids_of(electors),
            people: people_at(named, row.has(kind, Contact::OTHERS)),
        }
    }
}

/// How a deputy stands with the electors.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// Electors kept in contact with.
    pub electors: i64,
    /// Electors that are missing up to the office's number.
    pub short_of: i64,
    /// Electors not yet spoken to as often as the office wants.
    pub seldom: i64,
    /// 联系人次 of the year: an elector met twice counts twice.
    pub contacts: i64,
}

/// Counts a deputy's electors and contacts against the office's numbers. `electors` are the
/// deputy's own, `talks` the deputy's contacts of the year.
///
/// ```
/// use domain::contact::{Standing, Talk, standing};
/// use domain::record::RecordId;
/// let electors: Vec<RecordId> = (0..8).map(|_| RecordId::new()).collect();
/// let with = |met: &[RecordId]| Talk { electors: met.to_vec(), people: met.len() as i64 };
/// let talks = [with(&electors[..1]), with(&electors[..2])];
/// let it = standing(&electors, &talks, 10, 2);
/// assert_eq!(it, Standing { electors: 8, short_of: 2, seldom: 7, contacts: 3 });
/// ```
#[must_use]
pub fn standing(electors: &[RecordId], talks: &[Talk], wanted: i64, times: i64) -> Standing {
    let mut often: BTreeMap<RecordId, i64> = electors.iter().map(|it| (*it, 0)).collect();
    for elector in talks.iter().flat_map(|it| &it.electors) {
        if let Some(count) = often.get_mut(elector) {
            *count += 1;
        }
    }
    let kept = i64::try_from(often.len()).unwrap_or(i64::MAX);
    let seldom = often.values().filter(|count| **count < times).count();
    Standing {
        electors: kept,
        short_of: (wanted - kept).max(0),
        seldom: i64::try_from(seldom).unwrap_or(i64::MAX),
        contacts: talks.iter().map(|it| it.people).sum(),
    }
}

/// The records of a set.
#[must_use]
pub fn ids_of(value: Option<&Value>) -> Vec<RecordId> {
    match value {
        Some(Value::Set(items)) => items
            .iter()
            .filter_map(|item| match item {
                Item::Id(id) => Some(*id),
                Item::Text(_) => None,
            })
            .collect(),
        Some(Value::Ref(Item::Id(id))) => vec![*id],
        _ => Vec::new(),
    }
}
