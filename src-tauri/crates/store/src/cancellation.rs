//! Progress and cancellation of long work.

use std::sync::Arc;

use crate::error::{Result, StoreFault};

/// Asked at each step of long work: how much of how much is done. Answers whether to go on.
type Step = dyn Fn(u64, u64) -> bool + Send + Sync;

/// Told of the progress of long work, and able to cancel it. Work that is cancelled leaves everything
/// as it was before.
#[derive(Clone)]
pub struct Cancellation(Arc<Step>);

impl Cancellation {
    /// Calls `step` with what is done and what there is in all; the work ends when it answers no.
    pub fn watched(step: impl Fn(u64, u64) -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(step))
    }

    /// Never cancels, and passes the progress on to nobody.
    #[must_use]
    pub fn never() -> Self {
        Self::watched(|_, _| true)
    }

    /// So much of so much is done.
    ///
    /// # Errors
    /// [`StoreFault::Cancelled`] when the work was cancelled.
    pub fn step(&self, done: u64, total: u64) -> Result<()> {
        if (self.0)(done, total) {
            Ok(())
        } else {
            Err(StoreFault::Cancelled)
        }
    }
}

impl std::fmt::Debug for Cancellation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Cancellation")
    }
}
