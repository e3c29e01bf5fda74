//! The fields of the record types in this folder, each with what it holds.

use crate::dates::PartialDate;
use crate::matter::{Light, MatterStage, ReplyClass, Satisfaction, matter_columns};
use crate::opinion::words::{OpinionLevel, OpinionSort};
use crate::record::{Reference, Several, Text};

/// The record type of opinions.
pub const OPINION: &str = "opinion";

matter_columns! {
    /// The fields of “群众意见建议”.
    Opinion of "opinion";
    RECEIVED_ON: PartialDate = "received_on",
    STATION: Reference = "station",
    SOURCE: Text = "source",
    RAISED_BY: Text = "raised_by",
    VILLAGE: Text = "village",
    LEVEL: OpinionLevel = "level",
    SORT: OpinionSort = "sort",
    URGENCY: Text = "urgency",
    CONFIDENTIAL: bool = "confidential",
}
