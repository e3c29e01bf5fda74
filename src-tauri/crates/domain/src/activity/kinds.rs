//! Keys of the record types of 簿二, to which plans and other registers refer.

/// The record type of activities.
pub const ACTIVITY: &str = "activity";
/// The record type of attendance at an activity.
pub const ATTENDANCE: &str = "attendance";
/// The record type of leave (请假).
pub const LEAVE: &str = "leave";
