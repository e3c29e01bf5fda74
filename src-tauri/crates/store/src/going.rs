//! How far long work is, and whether it is to go on.

use std::sync::Arc;

use crate::error::{Result, StoreFault};

/// Asked at each step of long work: how much of how much is done. Answers whether to go on.
type Step = dyn Fn(u64, u64) -> bool + Send + Sync;

/// Goes along with long work: hears how far it is and may stop it. Work that is stopped leaves
/// everything as it was before.
#[derive(Clone)]
pub struct Going(Arc<Step>);

impl Going {
    /// Calls `step` with what is done and what there is in all; the work ends when it answers no.
    pub fn watched(step: impl Fn(u64, u64) -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(step))
    }

    /// Nobody watches.
    #[must_use]
    pub fn alone() -> Self {
        Self::watched(|_, _| true)
    }

    /// So much of so much is done.
    ///
    /// # Errors
    /// [`StoreFault::Cancelled`] when the person wants no more of it.
    pub fn step(&self, done: u64, total: u64) -> Result<()> {
        if (self.0)(done, total) {
            Ok(())
        } else {
            Err(StoreFault::Cancelled)
        }
    }
}

impl std::fmt::Debug for Going {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Going")
    }
}
