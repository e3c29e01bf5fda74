//! The fields of the record types in this folder, each with what it holds.

use crate::dates::PartialDate;
use crate::record::{Reference, Several, Text, columns};
use crate::roster::words::{Level, MandateStatus};

columns! {
    /// The fields of “选区”.
    Constituency of "constituency";
    NAME: Text = "name",
    SEATS: i64 = "seats",
    VILLAGES: Text = "villages",
    REMARK: Text = "remark",
}

columns! {
    /// The fields of “代表小组”.
    Group of "group";
    NAME: Text = "name",
    LEADER: Reference = "leader",
    STATION: Reference = "station",
    REMARK: Text = "remark",
}

columns! {
    /// The fields of “代表”.
    Deputy of "deputy";
    NAME: Text = "name",
    FORMER_NAME: Text = "former_name",
    SEX: Text = "sex",
    ETHNIC: Text = "ethnic",
    BORN: PartialDate = "born",
    AGE: i64 = "age",
    ID_NUMBER: Text = "id_number",
    NATIVE_PLACE: Text = "native_place",
    BIRTH_PLACE: Text = "birth_place",
    AFFILIATION: Text = "affiliation",
    JOINED_ON: PartialDate = "joined_on",
    EDUCATION: Text = "education",
    DEGREE: Text = "degree",
    SCHOOL: Text = "school",
    WORK_SINCE: PartialDate = "work_since",
    POST: Text = "post",
    MAKEUP: Text = "makeup",
    MARKS: Several = "marks",
    REELECTED: bool = "reelected",
    NO_FIXED_WAGE: bool = "no_fixed_wage",
    LEVEL: Several = "level",
    TERM: Reference = "term",
    CONSTITUENCY: Reference = "constituency",
    ELECTED_ON: PartialDate = "elected_on",
    VOTES: i64 = "votes",
    CERTIFICATE: Text = "certificate",
    QUALIFIED_ON: PartialDate = "qualified_on",
    QUALIFICATION: Text = "qualification",
    STATUS: MandateStatus = "status",
    ENDED_ON: PartialDate = "ended_on",
    END_REASON: Text = "end_reason",
    END_ANNOUNCED_ON: PartialDate = "end_announced_on",
    GROUP: Reference = "group",
    GROUP_PLACE: Text = "group_place",
    STATIONS: Several = "stations",
    CONGRESS_OFFICE: Several = "congress_office",
    NUMBER: Text = "number",
    PHONE: Text = "phone",
    PUBLIC_PHONE: Text = "public_phone",
    ADDRESS: Text = "address",
    EMAIL: Text = "email",
    SKILLS: Text = "skills",
    RESUME: Text = "resume",
    INTRODUCTION: Text = "introduction",
    PROMISE: Text = "promise",
    WITHOUT_POINTS: Text = "without_points",
    REMARK: Text = "remark",
    OTHER_COLUMNS: Text = "other_columns",
}

columns! {
    /// The fields of “代表职务”.
    Mandate of "mandate";
    LEVEL: Level = "level",
    DEPUTY: Reference = "deputy",
    TERM: Reference = "term",
    CONSTITUENCY: Reference = "constituency",
    ELECTED_ON: PartialDate = "elected_on",
    VOTES: i64 = "votes",
    CERTIFICATE: Text = "certificate",
    QUALIFIED_ON: PartialDate = "qualified_on",
    QUALIFICATION: Text = "qualification",
    STATUS: MandateStatus = "status",
    ENDED_ON: PartialDate = "ended_on",
    END_REASON: Text = "end_reason",
    END_ANNOUNCED_ON: PartialDate = "end_announced_on",
}
