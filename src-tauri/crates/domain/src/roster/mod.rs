//! 册一 代表名册: a deputy is a person, a mandate is a child record; groups and constituencies.

mod columns;
mod deputy;
mod level;
mod mandate;
mod structure;
mod words;

pub use columns::{Constituency, Deputy, Group, Mandate};
pub use deputy::{age_on, deputy_type};
pub use level::levels;
pub use mandate::{in_office, mandate_type, own_level_first};
pub use structure::{Structure, StructureGroup, StructureLine, structure};
pub use words::{DeputyMark, Level, MandateStatus};

use crate::record::{Field, FieldType, Home, RecordType, SearchAs, Shelf};

/// The record types of this folder, with the place of each register in the menu.
pub(crate) fn types() -> Vec<RecordType> {
    vec![
        constituency_type().on(Shelf::Roster, 2),
        group_type().on(Shelf::Roster, 1),
        deputy_type().on(Shelf::Roster, 0),
        mandate_type(),
    ]
}

/// The record type of deputies.
pub const DEPUTY: &str = "deputy";
/// The record type of mandates.
pub const MANDATE: &str = "mandate";
/// The record type of deputies' groups (代表小组).
pub const GROUP: &str = "group";
/// The record type of constituencies (选区).
pub const CONSTITUENCY: &str = "constituency";

/// A constituency (选区): one to three deputies are elected in each (选举法 第25条).
#[must_use]
pub fn constituency_type() -> RecordType {
    let mut it = RecordType::new(
        CONSTITUENCY,
        "选区",
        vec![
            Field::new("name", "选区名称", FieldType::Text)
                .full_line()
                .blocking()
                .open()
                .search(SearchAs::Name)
                .aliases(&["选区", "名称"])
                .width(50.0),
            Field::new("seats", "应选名额", FieldType::Int)
                .summed()
                .open()
                .hint("这个选区应选几名，1 至 3 名，如 3（选举法第25条）"),
            Field::new("villages", "所含村（社区）", FieldType::Text)
                .full_line()
                .open()
                .width(80.0),
            Field::new("remark", "备注", FieldType::Text).full_line(),
        ],
    )
    .register("constituencies", "选区", "");
    it.home = Home::Published;
    it.made_by_naming = true;
    it
}

/// A deputies' group (代表小组).
#[must_use]
pub fn group_type() -> RecordType {
    let mut it = RecordType::new(
        GROUP,
        "代表小组",
        vec![
            Field::new("name", "小组名称", FieldType::Text)
                .full_line()
                .blocking()
                .open()
                .search(SearchAs::Name)
                .aliases(&["代表小组", "名称", "小组"])
                .width(50.0),
            Field::new("leader", "组长", FieldType::Ref(DEPUTY.into())).open(),
            Field::new(
                "station",
                "所属站点",
                FieldType::Ref(crate::station::STATION.into()),
            )
            .open()
            .width(50.0),
            Field::new("remark", "备注", FieldType::Text).full_line(),
        ],
    )
    .register("groups", "代表小组", "");
    it.home = Home::Published;
    it.made_by_naming = true;
    it.name_endings = vec!["人大代表小组".into(), "代表小组".into(), "小组".into()];
    it
}
