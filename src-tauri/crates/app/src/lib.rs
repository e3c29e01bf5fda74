//! Every use case once: name, request, answer. Hosts (window, browser, command line) only carry
//! them.
#![deny(missing_docs)]

mod books;
mod border;
mod chair;
mod codes;
mod commands;
mod conflicts;
mod demo;
mod desk;
mod dossiers;
mod doubts;
mod due;
mod exchange;
mod faults;
mod figures;
mod host;
mod importing;
mod incoming;
mod inspection;
mod kept;
mod log;
mod machine;
mod matters;
mod naming;
mod office;
mod open_data;
mod outside;
mod papers;
mod periods;
mod pictures;
mod printing;
mod records;
mod roster_structure;
mod session;
mod stations;
mod steps;
mod upkeep;
mod views;
pub mod wire;
mod work;

pub use commands::{Access, COMMANDS, Declared, call, client_source, gives_way};
pub use domain::record::Source;
pub use host::{DiskHost, Host, default_store_dir};
pub use log::Log;
pub use session::App;
pub use wire::{Right, UserError};
pub use work::Work;
