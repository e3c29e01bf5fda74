//! The fields of the record types in this folder, each with what it holds.

use crate::dates::PartialDate;
use crate::matter::Satisfaction;
use crate::record::{Reference, Several, Text, columns};
use crate::station::words::StationState;

columns! {
    /// The fields of “站点”.
    Station of "station";
    NAME: Text = "name",
    SORT: Text = "sort",
    CODE: Text = "code",
    ABOVE: Reference = "above",
    ADDRESS: Text = "address",
    AREA: i64 = "area",
    OPENED_ON: PartialDate = "opened_on",
    HEAD: Text = "head",
    DEPUTY_HEAD: Text = "deputy_head",
    KEEPER: Text = "keeper",
    KEEPER_PHONE: Text = "keeper_phone",
    PHONE: Text = "phone",
    DEPUTIES: Several = "deputies",
    HELPERS: Text = "helpers",
    RECEPTION: Text = "reception",
    HOURS: Text = "hours",
    ROUTE: Text = "route",
    YEARLY_MONEY: i64 = "yearly_money",
    EQUIPMENT: Text = "equipment",
    RULES_ON_WALL: Text = "rules_on_wall",
    QR: Text = "qr",
    CONDITIONS_MET: i64 = "conditions_met",
    CONDITIONS: i64 = "conditions",
    SELF_SCORE: i64 = "self_score",
    STARS: Text = "stars",
    STARS_YEAR: PartialDate = "stars_year",
    SCORE: i64 = "score",
    EXTRAS: Text = "extras",
    STATE: StationState = "state",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “承办单位”.
    Unit of "unit";
    NAME: Text = "name",
    LEADER: Text = "leader",
    CONTACT: Text = "contact",
    PHONE: Text = "phone",
    REMARK: Text = "remark",
}

columns! {
    /// The fields of “建站自查”.
    Condition of "station_condition";
    TITLE: Text = "title",
    STATION: Reference = "station",
    TURN: i64 = "turn",
    MET: bool = "met",
    SCORE: i64 = "score",
    PROOF: Text = "proof",
    TO_MEND: Text = "to_mend",
    CHECKED_ON: PartialDate = "checked_on",
}

columns! {
    /// The fields of “群众监督员”.
    Overseer of "overseer";
    NAME: Text = "name",
    STATION: Reference = "station",
    VILLAGE: Text = "village",
    POST: Text = "post",
    PHONE: Text = "phone",
    FROM: PartialDate = "from",
    TO: PartialDate = "to",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “监督反馈”.
    Oversight of "oversight";
    NUMBER: i64 = "number",
    SERIES: Text = "series",
    REPORTED_ON: PartialDate = "reported_on",
    STATION: Reference = "station",
    OVERSEER: Reference = "overseer",
    DEPUTIES: Several = "deputies",
    ACTIVITY: Reference = "activity",
    VERDICT: Satisfaction = "verdict",
    OPINION: Text = "opinion",
    HANDLING: Text = "handling",
    HANDLED_ON: PartialDate = "handled_on",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}
