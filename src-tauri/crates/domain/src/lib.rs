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

use record::RecordType;

/// Every record type of the product.
#[must_use]
pub fn types() -> Vec<RecordType> {
    let mut types = vec![
        office::profile_type(),
        office::user_type(),
        office::term_type(),
        roster::constituency_type(),
        roster::group_type(),
        roster::deputy_type(),
        roster::mandate_type(),
        station::station_type(),
        station::unit_type(),
        station::condition_type(),
        station::overseer_type(),
        station::oversight_type(),
        reception::visitor_type(),
        reception::day_type(),
        reception::rule_type(),
        reception::team_type(),
        activity::activity_type(),
        activity::attendance_type(),
        activity::leave_type(),
        contact::elector_type(),
        contact::contact_type(),
        plan::plan_type(),
        plan::task_type(),
        plan::supervision_type(),
        meeting::meeting_type(),
        meeting::decision_type(),
        meeting::congress_type(),
        meeting::sitting_type(),
        meeting::congress_vote_type(),
        meeting::election_type(),
        meeting::motion_type(),
        figures::summary_type(),
        service::dispute_type(),
        service::small_work_type(),
        service::good_work_type(),
        service::promise_type(),
        service::proxy_type(),
        service::investment_type(),
        service::legislation_type(),
        service::training_type(),
        office::request_type(),
        office::bylaw_type(),
        office::budget_type(),
        office::expense_type(),
        office::adviser_type(),
        office::consultation_type(),
        office::hotline_type(),
        office::subscription_type(),
        opinion::opinion_type(),
        suggestion::suggestion_type(),
        dossier::dossier_type(),
        dossier::honour_type(),
        dossier::admonition_type(),
        dossier::signed_page_type(),
        trace::finding_type(),
        trace::attachment_type(),
        workflow::step_type(),
        calendar::holiday_year_type(),
        rules::rule_type(),
        record::scheme_type(),
    ];
    types.extend(matter::inside_types());
    types
}
