//! `presidium`: every command of the product for scripts, checks and helpers in the county.
//! It carries requests to the application and prints answers; it decides nothing.

mod answer;
mod arguments;
mod books;
mod opening;
mod run;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let arguments = arguments::Arguments::parse();
    let json = arguments.json;
    match run::run(arguments) {
        Ok(done) => answer::print(&done, json),
        Err(error) => {
            answer::complain(&error);
            ExitCode::from(1)
        }
    }
}
