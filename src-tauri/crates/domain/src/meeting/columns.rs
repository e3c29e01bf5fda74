//! The fields of the record types in this folder, each with what it holds.

use crate::dates::PartialDate;
use crate::meeting::words::{CongressSort, MotionSort, VoteSort};
use crate::record::{Reference, Several, Text, columns};

columns! {
    /// The fields of “主席团会议”.
    PresidiumMeeting of "presidium_meeting";
    TITLE: Text = "title",
    TERM: Reference = "term",
    ORDINAL: i64 = "ordinal",
    HELD_ON: PartialDate = "held_on",
    HOURS: Text = "hours",
    PLACE: Text = "place",
    HOST: Text = "host",
    RECORDER: Text = "recorder",
    MEMBERS: Several = "members",
    AWAY: Several = "away",
    EXPECTED: i64 = "expected",
    PRESENT: i64 = "present",
    QUORUM: Text = "quorum",
    QUORATE: Text = "quorate",
    GUESTS: Text = "guests",
    AGENDA: Text = "agenda",
    DELIBERATION: Text = "deliberation",
    DECISIONS: Text = "decisions",
    MINUTES: Text = "minutes",
    NEXT_ON: PartialDate = "next_on",
    STATION: Reference = "station",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “表决”.
    Decision of "decision";
    TITLE: Text = "title",
    WAY: Text = "way",
    ALL: i64 = "all",
    IN_FAVOUR: i64 = "in_favour",
    AGAINST: i64 = "against",
    ABSTAINED: i64 = "abstained",
    RESULT: Text = "result",
    MEETING: Reference = "meeting",
    REMARK: Text = "remark",
}

columns! {
    /// The fields of “人代会”.
    Congress of "congress";
    TITLE: Text = "title",
    TERM: Reference = "term",
    ORDINAL: i64 = "ordinal",
    SORT: CongressSort = "sort",
    BEGINS_ON: PartialDate = "begins_on",
    ENDS_ON: PartialDate = "ends_on",
    NOTIFIED_ON: PartialDate = "notified_on",
    PLACE: Text = "place",
    HOST: Text = "host",
    EXPECTED_DEPUTIES: Several = "expected_deputies",
    ON_LEAVE: Several = "on_leave",
    ABSENT: Several = "absent",
    EXPECTED: i64 = "expected",
    PRESENT: i64 = "present",
    QUORATE: Text = "quorate",
    GUESTS: Text = "guests",
    AGENDA: Text = "agenda",
    SPEECHES: Text = "speeches",
    RESOLUTIONS: Text = "resolutions",
    ELECTED: Text = "elected",
    OATH_ON: PartialDate = "oath_on",
    OATH_TAKERS: Text = "oath_takers",
    MOTIONS: i64 = "motions",
    SUGGESTIONS: i64 = "suggestions",
    BUDGET_PUBLISHED_ON: PartialDate = "budget_published_on",
    ADJUSTMENT_PUBLISHED_ON: PartialDate = "adjustment_published_on",
    ACCOUNTS_PUBLISHED_ON: PartialDate = "accounts_published_on",
    STATION: Reference = "station",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “全体会议”.
    Sitting of "sitting";
    TITLE: Text = "title",
    CONGRESS: Reference = "congress",
    HELD_ON: PartialDate = "held_on",
    HOURS: Text = "hours",
    EXPECTED_DEPUTIES: Several = "expected_deputies",
    ON_LEAVE: Several = "on_leave",
    ABSENT: Several = "absent",
    EXPECTED: i64 = "expected",
    PRESENT: i64 = "present",
    QUORATE: Text = "quorate",
    AGENDA: Text = "agenda",
}

columns! {
    /// The fields of “大会表决”.
    CongressVote of "congress_vote";
    TITLE: Text = "title",
    SORT: VoteSort = "sort",
    WAY: Text = "way",
    ALL: i64 = "all",
    IN_FAVOUR: i64 = "in_favour",
    AGAINST: i64 = "against",
    ABSTAINED: i64 = "abstained",
    RESULT: Text = "result",
    CONGRESS: Reference = "congress",
    REMARK: Text = "remark",
}

columns! {
    /// The fields of “选举”.
    Election of "election";
    CANDIDATE: Text = "candidate",
    CONGRESS: Reference = "congress",
    POST: Text = "post",
    NOMINATED_BY: Text = "nominated_by",
    NOMINATORS: i64 = "nominators",
    ALL: i64 = "all",
    IN_FAVOUR: i64 = "in_favour",
    AGAINST: i64 = "against",
    ABSTAINED: i64 = "abstained",
    OTHERS: i64 = "others",
    RESULT: Text = "result",
    ELECTED: bool = "elected",
    OATH_ON: PartialDate = "oath_on",
    REMARK: Text = "remark",
}

columns! {
    /// The fields of “议案”.
    Motion of "motion";
    TITLE: Text = "title",
    SORT: MotionSort = "sort",
    CODE: Text = "code",
    CONGRESS: Reference = "congress",
    LEAD: Reference = "lead",
    SIGNERS: Several = "signers",
    STATED_SIGNERS: i64 = "stated_signers",
    DEPUTIES: i64 = "deputies",
    SUBMITTED_ON: PartialDate = "submitted_on",
    TARGET: Text = "target",
    CONTENT: Text = "content",
    REVIEW: Text = "review",
    HANDLING_UNIT: Text = "handling_unit",
    RESULT: Text = "result",
    ANSWERED_ON: PartialDate = "answered_on",
    STATION: Reference = "station",
    ORIGINAL: Text = "original",
    LATE_ENTRY: bool = "late_entry",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}
