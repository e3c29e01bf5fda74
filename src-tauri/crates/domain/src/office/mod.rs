//! The office itself: its profile, the people at its keyboard, the terms (届) it has served.

mod columns;
mod device;
mod ledgers;
mod words;

pub use columns::{
    Adviser, AdviserConsultation, Budget, Bylaw, Device, Expense, HotlineCall, Office, Request,
    Subscription, Term, User,
};
pub use device::{DEVICE, device_type};
pub use ledgers::{
    ADVISER, BUDGET, BYLAW, CONSULTATION, EXPENSE, HOTLINE, REQUEST, SUBSCRIPTION, adviser_type,
    budget_type, bylaw_type, consultation_type, expense_type, hotline_type, request_type, spent,
    subscription_type,
};
pub use words::{DeviceSort, HotlineHandling, SchemeName};
mod role;
mod titles;

pub use role::Role;
pub use titles::titles_of;

use crate::names::order::NameOrder;
use crate::record::{Field, FieldType, Home, RecordType, SearchAs, Shelf};

/// The record types of this folder, with the place of each register in the menu.
pub(crate) fn types() -> Vec<RecordType> {
    vec![
        profile_type(),
        user_type().on(Shelf::Settings, 0),
        device_type().on(Shelf::Settings, 1),
        term_type().on(Shelf::Lists, 1),
        request_type().on(Shelf::Meetings, 6),
        bylaw_type().on(Shelf::Lists, 4),
        budget_type().on(Shelf::Lists, 5),
        expense_type().on(Shelf::Lists, 6),
        adviser_type().on(Shelf::Lists, 7),
        consultation_type().on(Shelf::Lists, 8),
        hotline_type().on(Shelf::Opinions, 4),
        subscription_type().on(Shelf::Lists, 9),
    ]
}

/// The record type of the office profile.
pub const PROFILE: &str = "office";
/// The record type of people at the keyboard.
pub const USER: &str = "user";
/// The record type of terms (届).
pub const TERM: &str = "term";

/// The office profile: one record, made when the office is founded.
#[must_use]
pub fn profile_type() -> RecordType {
    let mut it = RecordType::new(
        PROFILE,
        "单位信息",
        vec![
            Field::new("name", "单位名称", FieldType::Text)
                .full_line()
                .blocking()
                .open()
                .hint("印在每张表脚上，如：北营房镇人大主席团")
                .width(60.0),
            Field::new("area", "行政区划代码", FieldType::Text)
                .expected()
                .open()
                .hint("6 位（到县）、9 位（到乡镇）或 12 位，如 130822101"),
            Field::new("term", "当前届次", FieldType::Ref(TERM.into()))
                .expected()
                .open(),
            Field::new("level", "层级", FieldType::Choice(crate::roster::levels())).open(),
            Field::new("phone", "办公电话", FieldType::Phone).open(),
            Field::new("address", "地址", FieldType::Text)
                .full_line()
                .open()
                .width(60.0),
            Field::new(
                "scheme",
                "台账方案",
                FieldType::Choice(SchemeName::WORDS.map(String::from).to_vec()),
            )
            .open()
            .hint("本地怎么称呼这套簿册；簿册的名称在“设置—台账方案”里改"),
            Field::new("name_order", "姓名排列", FieldType::Choice(name_orders()))
                .open()
                .hint("名单默认按姓名笔画排列"),
            Field::new(
                "periods",
                "办理期限",
                FieldType::Choice(crate::rules::preset_titles()),
            )
            .open()
            .hint("不选按全国默认；个别期限、人数、比例可在“期限规则”里改"),
        ],
    );
    it.home = Home::Published;
    it
}

/// The orders that a list of names may stand in; the first is the default.
#[must_use]
pub fn name_orders() -> Vec<String> {
    NameOrder::ALL.map(|it| it.word().to_owned()).to_vec()
}

/// A person at the keyboard.
#[must_use]
pub fn user_type() -> RecordType {
    RecordType::new(
        USER,
        "使用人",
        vec![
            Field::new("name", "姓名", FieldType::Name).blocking(),
            Field::new("post", "职务", FieldType::Text),
            Field::new("role", "角色", FieldType::choice(&Role::WORDS)).expected(),
        ],
    )
    .register("users", "使用人员", "")
}

/// A term (届) of the township's people's congress.
#[must_use]
pub fn term_type() -> RecordType {
    let mut it = RecordType::new(
        TERM,
        "届次",
        vec![
            Field::new("name", "届次", FieldType::Text)
                .full_line()
                .blocking()
                .open()
                .search(SearchAs::Name)
                .hint("如：第十九届"),
            Field::new("from", "开始日期", FieldType::Date).open(),
            Field::new("to", "届满日期", FieldType::Date).open(),
        ],
    )
    .register("terms", "届次", "");
    it.home = Home::Published;
    it.order = vec!["from".into(), "name".into()];
    it
}
