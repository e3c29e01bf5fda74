//! What a presidium's office does, as data and pure rules: record types, the log's meaning, names,
//! dates and code lists. No I/O, no SQL, no clock: today's date is an argument.
#![deny(missing_docs)]

pub mod activity;
pub mod amounts;
pub mod book;
pub mod border;
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

/// Every record type of the product: those of each noun's folder, and those of the log and the office's
/// rules.
#[must_use]
pub fn types() -> Vec<RecordType> {
    let mut types = Vec::new();
    for of_noun in [
        office::types(),
        roster::types(),
        station::types(),
        reception::types(),
        activity::types(),
        contact::types(),
        plan::types(),
        border::types(),
        meeting::types(),
        figures::types(),
        service::types(),
        opinion::types(),
        suggestion::types(),
        dossier::types(),
        trace::types(),
        matter::inside_types(),
    ] {
        types.extend(of_noun);
    }
    types.extend([
        workflow::step_type(),
        calendar::holiday_year_type().on(Shelf::Lists, 3),
        rules::rule_type().on(Shelf::Lists, 2),
        record::scheme_type(),
    ]);
    types
}
