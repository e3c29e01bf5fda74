//! What a presidium's office does, as data and pure rules: record types, the log's meaning, names,
//! dates and code lists. No I/O, no SQL, no clock: today's date is an argument.
#![deny(missing_docs)]

pub mod activity;
pub mod amounts;
pub mod book;
pub mod calendar;
pub mod codes;
pub mod contact;
pub mod dates;
pub mod dossier;
pub mod figures;
pub mod inspection;
pub mod matter;
pub mod meeting;
pub mod names;
pub mod office;
pub mod operation;
pub mod opinion;
pub mod plan;
pub mod reception;
pub mod record;
pub mod roster;
pub mod rules;
pub mod service;
pub mod station;
pub mod suggestion;
pub mod trace;
pub mod workflow;

use record::{RecordType, Shelf};

/// Every record type of the product, and where its register stands in the menu: on which shelf, and at
/// which turn there.
#[must_use]
pub fn types() -> Vec<RecordType> {
    let mut types = vec![
        office::profile_type(),
        office::user_type().on(Shelf::Settings, 0),
        office::term_type().on(Shelf::Lists, 1),
        roster::constituency_type().on(Shelf::Roster, 2),
        roster::group_type().on(Shelf::Roster, 1),
        roster::deputy_type().on(Shelf::Roster, 0),
        roster::mandate_type(),
        station::station_type().on(Shelf::Stations, 0),
        station::unit_type().on(Shelf::Lists, 0),
        station::condition_type(),
        station::overseer_type().on(Shelf::Stations, 1),
        station::oversight_type().on(Shelf::Stations, 2),
        reception::visitor_type().on(Shelf::Receptions, 0),
        reception::day_type().on(Shelf::Receptions, 1),
        reception::rule_type().on(Shelf::Receptions, 3),
        reception::team_type().on(Shelf::Receptions, 2),
        activity::activity_type().on(Shelf::Activities, 0),
        activity::attendance_type(),
        activity::leave_type().on(Shelf::Activities, 1),
        contact::elector_type().on(Shelf::Electors, 0),
        contact::contact_type().on(Shelf::Electors, 1),
        plan::plan_type().on(Shelf::Meetings, 0),
        plan::task_type().on(Shelf::Meetings, 1),
        plan::supervision_type().on(Shelf::Meetings, 4),
        meeting::meeting_type().on(Shelf::Meetings, 2),
        meeting::decision_type(),
        meeting::congress_type().on(Shelf::Meetings, 3),
        meeting::sitting_type(),
        meeting::congress_vote_type(),
        meeting::election_type(),
        meeting::motion_type().on(Shelf::Opinions, 2),
        figures::summary_type().on(Shelf::Meetings, 5),
        service::dispute_type().on(Shelf::Activities, 4),
        service::small_work_type().on(Shelf::Activities, 5),
        service::good_work_type().on(Shelf::Activities, 6),
        service::promise_type().on(Shelf::Appraisals, 3),
        service::proxy_type().on(Shelf::Opinions, 3),
        service::investment_type().on(Shelf::Activities, 7),
        service::legislation_type().on(Shelf::Activities, 3),
        service::training_type().on(Shelf::Activities, 2),
        office::request_type().on(Shelf::Meetings, 6),
        office::bylaw_type().on(Shelf::Lists, 4),
        office::budget_type().on(Shelf::Lists, 5),
        office::expense_type().on(Shelf::Lists, 6),
        office::adviser_type().on(Shelf::Lists, 7),
        office::consultation_type().on(Shelf::Lists, 8),
        office::hotline_type().on(Shelf::Opinions, 4),
        office::subscription_type().on(Shelf::Lists, 9),
        opinion::opinion_type().on(Shelf::Opinions, 0),
        suggestion::suggestion_type().on(Shelf::Opinions, 1),
        dossier::dossier_type().on(Shelf::Dossiers, 0),
        dossier::honour_type().on(Shelf::Dossiers, 1),
        dossier::admonition_type().on(Shelf::Dossiers, 2),
        dossier::signed_page_type().on(Shelf::Dossiers, 3),
        trace::finding_type(),
        trace::attachment_type(),
        workflow::step_type(),
        calendar::holiday_year_type().on(Shelf::Lists, 3),
        rules::rule_type().on(Shelf::Lists, 2),
        record::scheme_type(),
    ];
    types.extend(matter::inside_types());
    types
}
