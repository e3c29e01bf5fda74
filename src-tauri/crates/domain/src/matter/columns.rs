//! The fields of the record types in this folder, each with what it holds.

use crate::dates::PartialDate;
use crate::matter::stage::MatterStage;
use crate::matter::words::{ExtensionOutcome, Light, ReplyClass, Satisfaction};
use crate::record::{Reference, Several, Text, columns};

columns! {
    /// The fields of “转办”.
    Transfer of "transfer";
    REASON: Text = "reason",
    ON: PartialDate = "on",
    FROM: Reference = "from",
    TO: Reference = "to",
    PARENT: Text = "parent",
}

columns! {
    /// The fields of “退件”.
    GivingBack of "giving_back";
    REASON: Text = "reason",
    ON: PartialDate = "on",
    UNIT: Reference = "unit",
    OUTCOME: Text = "outcome",
    PARENT: Text = "parent",
}

columns! {
    /// The fields of “面商”.
    Consultation of "matter_consultation";
    VIEW: Text = "view",
    ON: PartialDate = "on",
    WAY: Text = "way",
    BY: Text = "by",
    PARENT: Text = "parent",
}

columns! {
    /// The fields of “进度”.
    Progress of "progress";
    CONTENT: Text = "content",
    ON: PartialDate = "on",
    PERCENT: i64 = "percent",
    PARENT: Text = "parent",
}

columns! {
    /// The fields of “延期”.
    Extension of "extension";
    REASON: Text = "reason",
    ON: PartialDate = "on",
    UNIT: Reference = "unit",
    ASKER: Text = "asker",
    ASKED_UNTIL: PartialDate = "asked_until",
    OUTCOME: ExtensionOutcome = "outcome",
    DECIDED_ON: PartialDate = "decided_on",
    UNTIL: PartialDate = "until",
    APPROVER: Text = "approver",
    TOLD_ON: PartialDate = "told_on",
    PARENT: Text = "parent",
}

columns! {
    /// The fields of “督办”.
    MatterSupervision of "matter_supervision";
    DEMAND: Text = "demand",
    ON: PartialDate = "on",
    WAY: Text = "way",
    BY: Text = "by",
    LEVEL: Text = "level",
    RESULT: Text = "result",
    PARENT: Text = "parent",
}

columns! {
    /// The fields of “测评”.
    Evaluation of "evaluation";
    ROUND: Text = "round",
    ON: PartialDate = "on",
    BY: Text = "by",
    LEADERSHIP: Satisfaction = "leadership",
    ATTITUDE: Satisfaction = "attitude",
    TALKING: Satisfaction = "talking",
    QUALITY: Satisfaction = "quality",
    RESULT: Satisfaction = "result",
    OVERALL: Satisfaction = "overall",
    OPINION: Text = "opinion",
    PARENT: Text = "parent",
}

columns! {
    /// The fields of “重新办理记录”.
    Rework of "rework";
    REASON: Text = "reason",
    ROUND: i64 = "round",
    ON: PartialDate = "on",
    REPLY_BEFORE: Text = "reply_before",
    REPLIED_BEFORE: PartialDate = "replied_before",
    SATISFACTION_BEFORE: Text = "satisfaction_before",
    PARENT: Text = "parent",
}

columns! {
    /// The fields of “回头看”.
    Recheck of "recheck";
    SITUATION: Text = "situation",
    ON: PartialDate = "on",
    BY: Text = "by",
    RELAPSED: bool = "relapsed",
    PARENT: Text = "parent",
}

/// Declares the fields that opinions and suggestions have in common, beside those that only one of them
/// has. Their types are named as where it is used.
macro_rules! matter_columns {
    ($(#[$doc:meta])* $view:ident of $($kind:literal),+; $($own:tt)*) => {
        $crate::record::columns! {
            $(#[$doc])*
            $view of $($kind),+;
            $($own)*
            NUMBER: i64 = "number",
            SERIES: Text = "series",
            VISITOR: Reference = "visitor",
            PHONE: Text = "phone",
            DEPUTIES: Several = "deputies",
            TITLE: Text = "title",
            CONTENT: Text = "content",
            CATEGORY: Text = "category",
            ACCEPTED_ON: PartialDate = "accepted_on",
            ACCEPTED_BY: Text = "accepted_by",
            REFUSAL: Text = "refusal",
            TOLD_ON: PartialDate = "told_on",
            ASSIGNED_ON: PartialDate = "assigned_on",
            ASSIGNED_BY: Text = "assigned_by",
            ASSIGN_NO: Text = "assign_no",
            LEAD: Reference = "lead",
            CO: Several = "co",
            DUE_ON: PartialDate = "due_on",
            DEMAND: Text = "demand",
            KEY_MATTER: bool = "key_matter",
            LEFT: Text = "left",
            LIGHT: Light = "light",
            HANDLER: Text = "handler",
            HANDLER_PHONE: Text = "handler_phone",
            TAKEN_UP_ON: PartialDate = "taken_up_on",
            LEADER: Text = "leader",
            URGED: Text = "urged",
            REPLY: Text = "reply",
            REPLIED_ON: PartialDate = "replied_on",
            REPLY_WAY: Text = "reply_way",
            REPLY_RECEIVED_ON: PartialDate = "reply_received_on",
            REPLY_NO: Text = "reply_no",
            SIGNED_BY: Text = "signed_by",
            RESULT: ReplyClass = "result",
            SATISFACTION: Satisfaction = "satisfaction",
            FEEDBACK_ON: PartialDate = "feedback_on",
            FEEDBACK_WAY: Text = "feedback_way",
            FEEDBACK: Text = "feedback",
            EARLIER_ROUNDS: Text = "earlier_rounds",
            CLOSE_APPLICANT: Text = "close_applicant",
            REVIEWER: Text = "reviewer",
            CLOSED_ON: PartialDate = "closed_on",
            CLOSE_BASIS: Text = "close_basis",
            RECHECK_WANTED: bool = "recheck_wanted",
            PUBLIC: Text = "public",
            NOT_PUBLIC: Text = "not_public",
            ORIGINAL: Text = "original",
            REMARK: Text = "remark",
            BACKFILL: bool = "backfill",
            OTHER_COLUMNS: Text = "other_columns",
            STATE: MatterStage = "state",
            ENDED: Text = "ended",
            MERGED_INTO: Reference = "merged_into",
            COUNTY_ON: PartialDate = "county_on",
            ARCHIVED_ON: PartialDate = "archived_on",
            STAGE: MatterStage = "stage",
            HELD: MatterStage = "held",
            LATE_BEFORE: bool = "late_before",
            EXTENSION_ASKED: bool = "extension_asked",
            KEY_ASKED: bool = "key_asked",
        }
    };
}
pub(crate) use matter_columns;

matter_columns! {
    /// The fields that opinions and suggestions have in common.
    Matter of "opinion", "suggestion";
}
