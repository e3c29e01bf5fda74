//! What a presidium's office does, as data and pure rules: record types, the log's meaning, names,
//! dates and code lists. No I/O, no SQL, no clock: today's date is an argument.
#![deny(missing_docs)]

pub mod codes;
pub mod dates;
pub mod names;
pub mod office;
pub mod reception;
pub mod record;
pub mod roster;
pub mod station;
pub mod trace;

use record::RecordType;

/// Every record type of the product.
#[must_use]
pub fn types() -> Vec<RecordType> {
    vec![
        office::profile_type(),
        office::user_type(),
        office::term_type(),
        roster::constituency_type(),
        roster::group_type(),
        roster::deputy_type(),
        roster::mandate_type(),
        station::station_type(),
        station::unit_type(),
        reception::visitor_type(),
        trace::finding_type(),
        trace::attachment_type(),
        record::scheme_type(),
    ]
}
