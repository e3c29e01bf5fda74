//! Stations (站、家、点) where deputies meet people, who watches over them, and the
//! units that handle matters.

mod columns;
mod oversight;
mod place;
mod words;

pub use columns::{Condition, Overseer, Oversight, Station, Unit};
pub use oversight::{overseer_type, oversight_type};
pub use place::{CONDITIONS, condition_type, is_village, station_type};
pub use words::StationState;

use crate::record::{Field, FieldType, Home, RecordType, SearchAs, Shelf};

/// The record types of this folder, with the place of each register in the menu.
pub(crate) fn types() -> Vec<RecordType> {
    vec![
        station_type().on(Shelf::Stations, 0),
        unit_type().on(Shelf::Lists, 0),
        condition_type(),
        overseer_type().on(Shelf::Stations, 1),
        oversight_type().on(Shelf::Stations, 2),
    ]
}

/// The record type of stations.
pub const STATION: &str = "station";
/// The record type of a station's conditions (建站自查).
pub const CONDITION: &str = "station_condition";
/// The record type of people who watch over a station (群众监督员).
pub const OVERSEER: &str = "overseer";
/// The record type of their reports (群众监督员反馈表).
pub const OVERSIGHT: &str = "oversight";
/// The record type of handling units (承办单位).
pub const UNIT: &str = "unit";

/// A handling unit (承办单位).
#[must_use]
pub fn unit_type() -> RecordType {
    let mut it = RecordType::new(
        UNIT,
        "承办单位",
        vec![
            Field::new("name", "单位名称", FieldType::Text)
                .full_line()
                .blocking()
                .open()
                .search(SearchAs::Name)
                .aliases(&["名称", "承办单位"])
                .width(60.0),
            Field::new("leader", "负责人", FieldType::Text).open(),
            Field::new("contact", "联系人", FieldType::Text).open(),
            Field::new("phone", "联系电话", FieldType::Phone).open(),
            Field::new("remark", "备注", FieldType::Text).full_line(),
        ],
    )
    .register("units", "承办单位", "");
    it.home = Home::Published;
    it.made_by_naming = true;
    it
}
