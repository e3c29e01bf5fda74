//! 迎检体检: what an inspector would object to in the books of a year, in the inspector's words.
//!
//! 巴彦县 judges the books (三簿二册一档) by three virtues: 记录详实规范、处理问题明晰、督查反馈及时.
//! Every objection is data: which virtue it harms, what the inspector says, what is to be done about
//! it, where it comes from. Functions over rows of the registers say which objections hold; they get
//! today's date and the office's periods, and read nothing by themselves.

mod activities;
mod judge;
mod matters;
mod meetings;
mod objection;
mod people;
mod plans;
mod receptions;

pub use activities::{ACTIVITY_FIELDS, activity, silent_group, silent_station, silent_stretches};
pub use judge::{Found, Judge, Stretch, Traces, Verdict, columns_for};
pub use matters::{MATTER_FIELDS, matter};
pub use meetings::{
    CONGRESS_FIELDS, MEETING_FIELDS, MeetingGap, congress, first_session_by, meeting, meeting_gaps,
    sessions_short,
};
pub use objection::{
    Book, FEW_ACTIVITIES, OBJECTIONS, Objection, SELDOM, SHORT_OF_ELECTORS, Virtue,
};
pub use people::{
    CONTACT_FIELDS, ELECTOR_FIELDS, Service, contact, deputy, dossier, elector, kept,
};
pub use plans::{
    PLAN_FIELDS, SUPERVISION_FIELDS, TASK_FIELDS, months_without, plan, plan_missing, supervision,
    task,
};
pub use receptions::{DAY_FIELDS, VISIT_FIELDS, day, owes_feedback, visit};
