//! Names and numbers of people: how they are written, read, ordered and found.
//!
//! Everything here is pure. The tables behind it lie in `assets/tables` and are part of the
//! program, so an office without a network orders and finds names as any other does.

pub mod clean;
pub mod counted;
pub mod crowd;
pub mod handing;
pub mod id_number;
pub mod numbered;
pub mod order;
pub mod phone;
pub mod radicals;
pub mod reading;
pub mod search;
pub mod several;
pub mod spoken;
pub mod surname;
pub mod width;

mod han;
