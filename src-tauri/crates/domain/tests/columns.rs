//! The declared fields of every record type are those of its definition, and hold what it says.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside test functions"
)]
use std::collections::BTreeSet;

use domain::record::{RecordType, View};

/// Every declaration; a record type without one is found by the test.
const VIEWS: &[View] = &[
    domain::office::Office::DECLARED,
    domain::office::User::DECLARED,
    domain::office::Term::DECLARED,
    domain::border::Partner::DECLARED,
    domain::border::Submission::DECLARED,
    domain::border::Received::DECLARED,
    domain::border::SentFigure::DECLARED,
    domain::border::SentAnswer::DECLARED,
    domain::border::HandDown::DECLARED,
    domain::border::HandDownItem::DECLARED,
    domain::roster::Constituency::DECLARED,
    domain::roster::Group::DECLARED,
    domain::roster::Deputy::DECLARED,
    domain::roster::Mandate::DECLARED,
    domain::station::Station::DECLARED,
    domain::station::Unit::DECLARED,
    domain::station::Condition::DECLARED,
    domain::station::Overseer::DECLARED,
    domain::station::Oversight::DECLARED,
    domain::reception::Visitor::DECLARED,
    domain::reception::ReceptionDay::DECLARED,
    domain::reception::DayRule::DECLARED,
    domain::reception::RotaTeam::DECLARED,
    domain::activity::Activity::DECLARED,
    domain::activity::Attendance::DECLARED,
    domain::activity::Leave::DECLARED,
    domain::contact::Elector::DECLARED,
    domain::contact::Contact::DECLARED,
    domain::plan::MonthPlan::DECLARED,
    domain::plan::Task::DECLARED,
    domain::plan::Supervision::DECLARED,
    domain::meeting::PresidiumMeeting::DECLARED,
    domain::meeting::Decision::DECLARED,
    domain::meeting::Congress::DECLARED,
    domain::meeting::Sitting::DECLARED,
    domain::meeting::CongressVote::DECLARED,
    domain::meeting::Election::DECLARED,
    domain::meeting::Motion::DECLARED,
    domain::figures::Summary::DECLARED,
    domain::service::Dispute::DECLARED,
    domain::service::SmallWork::DECLARED,
    domain::service::GoodWork::DECLARED,
    domain::service::Promise::DECLARED,
    domain::service::Proxy::DECLARED,
    domain::service::Investment::DECLARED,
    domain::service::Legislation::DECLARED,
    domain::service::Training::DECLARED,
    domain::office::Request::DECLARED,
    domain::office::Bylaw::DECLARED,
    domain::office::Budget::DECLARED,
    domain::office::Expense::DECLARED,
    domain::office::Adviser::DECLARED,
    domain::office::AdviserConsultation::DECLARED,
    domain::office::HotlineCall::DECLARED,
    domain::office::Subscription::DECLARED,
    domain::opinion::Opinion::DECLARED,
    domain::suggestion::Suggestion::DECLARED,
    domain::dossier::Dossier::DECLARED,
    domain::dossier::Honour::DECLARED,
    domain::dossier::Admonition::DECLARED,
    domain::dossier::SignedPage::DECLARED,
    domain::trace::Finding::DECLARED,
    domain::trace::Apart::DECLARED,
    domain::trace::Attachment::DECLARED,
    domain::workflow::StepRow::DECLARED,
    domain::calendar::HolidayNotice::DECLARED,
    domain::office::Device::DECLARED,
    domain::rules::RuleRecord::DECLARED,
    domain::record::Scheme::DECLARED,
    domain::matter::Transfer::DECLARED,
    domain::matter::GivingBack::DECLARED,
    domain::matter::Consultation::DECLARED,
    domain::matter::Progress::DECLARED,
    domain::matter::Extension::DECLARED,
    domain::matter::MatterSupervision::DECLARED,
    domain::matter::Evaluation::DECLARED,
    domain::matter::Rework::DECLARED,
    domain::matter::Recheck::DECLARED,
    domain::matter::Matter::DECLARED,
];

fn definition<'a>(types: &'a [RecordType], kind: &str) -> &'a RecordType {
    let found = types.iter().find(|it| it.key == *kind);
    found.unwrap_or_else(|| panic!("no record type {kind}"))
}

#[test]
fn declarations_are_the_definitions() {
    let types = domain::types();
    for view in VIEWS {
        for kind in view.kinds {
            let kind = definition(&types, kind);
            for (key, sorts) in view.columns {
                let field = kind.field(key);
                let field = field.unwrap_or_else(|| panic!("{} has no field {key}", kind.key));
                let sort = field.field_type.key();
                assert!(
                    sorts.contains(&sort),
                    "{}.{key} is declared as one of {sorts:?} and is {sort}",
                    kind.key
                );
            }
        }
    }
}

#[test]
fn every_field_of_every_type_is_declared() {
    for kind in domain::types() {
        let views = VIEWS.iter().filter(|it| it.kinds == [kind.key.as_str()]);
        let declared: BTreeSet<&str> = views.flat_map(|it| it.columns).map(|it| it.0).collect();
        let missing: Vec<&str> = kind
            .fields
            .iter()
            .map(|it| it.key.as_str())
            .filter(|it| !declared.contains(it))
            .collect();
        assert!(
            missing.is_empty(),
            "{} does not declare {missing:?}",
            kind.key
        );
    }
}

/// A field declared as an enum offers the words of that enum and no other but those that are no
/// judgement (未表态).
#[test]
fn a_closed_list_offers_the_words_of_its_enum() {
    let types = domain::types();
    let offered = |kind: &str, key: &str| -> Vec<String> {
        let field = definition(&types, kind).field(key).expect("a field");
        field.field_type.choices()
    };
    for (kind, key, words) in [
        ("opinion", "state", &domain::matter::MatterStage::WORDS[..]),
        (
            "opinion",
            "satisfaction",
            &domain::matter::Satisfaction::WORDS,
        ),
        ("opinion", "result", &domain::matter::ReplyClass::WORDS),
        ("activity", "state", &domain::activity::ActivityStage::WORDS),
        (
            "attendance",
            "state",
            &domain::activity::AttendanceState::WORDS,
        ),
        (
            "reception_day",
            "state",
            &domain::reception::DayStage::WORDS,
        ),
        ("visitor", "route", &domain::reception::Route::WORDS),
        ("mandate", "status", &domain::roster::MandateStatus::WORDS),
        ("mandate", "level", &domain::roster::Level::WORDS),
        ("task", "state", &domain::plan::TaskState::WORDS),
        (
            "supervision",
            "state",
            &domain::plan::SupervisionState::WORDS,
        ),
        (
            "contact",
            "handling",
            &domain::contact::ContactHandling::WORDS,
        ),
        ("promise", "state", &domain::service::PromiseState::WORDS),
        ("dispute", "state", &domain::service::DisputeState::WORDS),
        ("finding", "state", &domain::trace::FindingState::WORDS),
        ("station", "state", &domain::station::StationState::WORDS),
        ("summary", "state", &domain::figures::SummaryState::WORDS),
    ] {
        assert_eq!(offered(kind, key), words, "{kind}.{key}");
    }
    let told = offered("visitor", "satisfaction");
    assert_eq!(
        told[..3],
        domain::matter::Satisfaction::WORDS,
        "of a visitor"
    );
}
