//! What could not be read where the reader had to go on: a name among many on a page, shown as
//! empty. It is kept here until somebody asks, so that nothing is left out in silence.

use std::cell::RefCell;

use crate::error::{Result, StoreFault};

/// The first read that failed since somebody asked.
#[derive(Default)]
pub(crate) struct Unread(RefCell<Option<StoreFault>>);

impl Unread {
    /// Keeps a fault, unless one is kept already.
    pub(crate) fn keep(&self, fault: StoreFault) {
        self.0.borrow_mut().get_or_insert(fault);
    }

    /// Answers with the fault that was kept, once.
    pub(crate) fn take(&self) -> Result<()> {
        match self.0.borrow_mut().take() {
            None => Ok(()),
            Some(fault) => Err(fault),
        }
    }
}
