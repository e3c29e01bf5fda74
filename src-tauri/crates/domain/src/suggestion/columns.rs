//! The fields of the record types in this folder, each with what it holds.

use crate::dates::PartialDate;
use crate::matter::{Light, MatterStage, ReplyClass, Satisfaction, matter_columns};
use crate::record::{Reference, Several, Text};
use crate::suggestion::words::{Occasion, SuggestionSort};

/// The record type of suggestions.
pub const SUGGESTION: &str = "suggestion";

matter_columns! {
    /// The fields of “代表建议”.
    Suggestion of "suggestion";
    NO: Text = "no",
    BATCH: Text = "batch",
    NO_YEAR: PartialDate = "no_year",
    TERM: Text = "term",
    OCCASION: Occasion = "occasion",
    SESSION: Text = "session",
    SESSION_CLOSED_ON: PartialDate = "session_closed_on",
    SORT: SuggestionSort = "sort",
    SUBMITTED_ON: PartialDate = "submitted_on",
    LEADER_DEPUTY: Reference = "leader_deputy",
    ANALYSIS: Text = "analysis",
    PROPOSAL: Text = "proposal",
    WANTED_UNIT: Text = "wanted_unit",
    TOPIC_FROM: Text = "topic_from",
    MAY_PUBLISH: bool = "may_publish",
    WANTS_TALK: bool = "wants_talk",
    REPEATED: bool = "repeated",
    FROM_MOTION: bool = "from_motion",
    OPINION: Reference = "opinion",
}
