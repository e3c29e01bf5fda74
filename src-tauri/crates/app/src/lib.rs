//! Every use case once: name, request, answer. Hosts (window, browser, command line) only carry
//! them.
#![deny(missing_docs)]

mod books;
mod commands;
mod demo;
mod dossiers;
mod due;
mod faults;
mod figures;
mod host;
mod importing;
mod inspection;
mod log;
mod naming;
mod periods;
mod pictures;
mod printing;
mod session;
pub mod wire;
mod work;

pub use commands::{Access, COMMANDS, Declared, Right, client_source};
pub use domain::record::Source;
pub use host::{DiskHost, Host, default_store_dir};
pub use log::Log;
pub use session::App;
pub use wire::UserError;
pub use work::Work;
