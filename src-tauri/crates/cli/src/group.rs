//! What every group of commands is.

use crate::answer::{Done, Result};
use crate::session::Session;

/// A group of commands.
pub(crate) trait Group: Sized {
    /// Whether the store is opened first, by the password given.
    fn opens(&self) -> bool {
        true
    }

    /// Asks the application and says what it answered.
    fn run(self, session: &mut Session) -> Result<Done>;

    /// Opens the store where that is asked for, and runs.
    fn answer(self, session: &mut Session) -> Result<Done> {
        if self.opens() {
            session.open()?;
        }
        self.run(session)
    }
}
