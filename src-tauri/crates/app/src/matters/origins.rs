//! Books whose entries go on as matters: where each says what goes along, and what it keeps of it.

use domain::activity::ACTIVITY;
use domain::contact::CONTACT;
use domain::office::HOTLINE;
use domain::reception::VISITOR;

/// A book in which somebody's matter was heard first.
pub(super) struct Origin {
    kind: &'static str,
    /// The day on which it was heard.
    pub(super) came: &'static str,
    /// What was said.
    pub(super) content: &'static str,
    /// Who said it; empty where the entry names no one person.
    pub(super) raised_by: &'static str,
    /// Who heard it.
    pub(super) deputies: &'static str,
    /// 来源 of what it becomes.
    pub(super) source: &'static str,
    /// Where it goes unless somebody says otherwise.
    pub(super) default: Option<&'static str>,
    /// The field that tells of the passing on, and its word; without one the route's own. `None`
    /// where one entry may give several matters and keeps no number of theirs.
    pub(super) kept: Option<(&'static str, Option<&'static str>)>,
}

/// To the township's government.
const TO_GOVERNMENT: Option<&str> = Some("乡镇主席团交政府办理");

const ORIGINS: [Origin; 4] = [
    Origin {
        kind: VISITOR,
        came: "received_on",
        content: "content",
        raised_by: "visitor",
        deputies: "deputies",
        source: "接待登记",
        default: None,
        kept: Some(("route", None)),
    },
    Origin {
        kind: CONTACT,
        came: "contacted_on",
        content: "content",
        raised_by: "",
        deputies: "deputies",
        source: "走访",
        default: TO_GOVERNMENT,
        kept: Some(("handling", Some("记录转办"))),
    },
    Origin {
        kind: HOTLINE,
        came: "called_on",
        content: "content",
        raised_by: "caller",
        deputies: "deputy",
        source: "热线",
        default: TO_GOVERNMENT,
        kept: Some(("handling", Some("记录转办"))),
    },
    Origin {
        kind: ACTIVITY,
        came: "held_on",
        content: "result",
        raised_by: "",
        deputies: "",
        source: "活动",
        default: TO_GOVERNMENT,
        kept: None,
    },
];

/// The book of this record type, where its entries go on.
pub(super) fn origin(kind: &str) -> Option<&'static Origin> {
    ORIGINS.iter().find(|it| it.kind == kind)
}
