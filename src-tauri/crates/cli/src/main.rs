//! `presidium`: every command of the product for scripts, checks and helpers in the county.
//! It carries requests to the application and prints answers; it decides nothing.
//!
//! `groups` holds the commands, one file for each group: arguments, request and the text of the
//! answer stand together there. Everything else serves them: `written` reads what was typed,
//! `session` holds the application, `text` lays out what a person reads, `usage` says in Chinese
//! how a command is called.

mod answer;
mod group;
mod groups;
mod opening;
mod session;
mod text;
mod usage;
mod written;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match usage::parse(std::env::args_os()) {
        Ok(arguments) => arguments,
        Err(told) => return told.print(),
    };
    let json = arguments.json();
    match groups::run(arguments) {
        Ok(done) => answer::print(&done, json),
        Err(error) => {
            answer::complain(&error);
            ExitCode::from(1)
        }
    }
}
