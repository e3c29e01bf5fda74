//! Long work as those see it who wait for it. The session is held while a command runs, so what they
//! look at, and where they ask to stop, lies beside the session.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use store::cancellation::Cancellation;

use crate::wire::{ErrorCode, Progress, UserError};

/// Ends the statement that the database is working on.
type Interrupt = Arc<dyn Fn() + Send + Sync>;

/// What a session is busy with. Hosts keep a copy beside the session.
///
/// ```
/// let work = app::Work::default();
/// assert!(work.look().is_none(), "nothing long is going on");
/// ```
#[derive(Clone, Default)]
pub struct Work(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    now: Option<Progress>,
    interrupt: Option<Interrupt>,
}

impl Work {
    /// How far the work is that is going on; `None` when nothing long is.
    #[must_use]
    pub fn look(&self) -> Option<Progress> {
        self.state().now.clone()
    }

    /// Asks the work to stop. It leaves everything as it was before it began; where it is past the
    /// point at which that could be said, it goes on to its end.
    pub fn stop(&self) {
        let interrupt = {
            let mut state = self.state();
            match &mut state.now {
                Some(now) => now.stopping = true,
                None => return,
            }
            state.interrupt.clone()
        };
        if let Some(interrupt) = interrupt {
            interrupt();
        }
    }

    /// Long work begins. Inside other long work it goes on under its own word.
    pub(crate) fn begin(&self, word: &str) -> Underway {
        let mut state = self.state();
        let inner = state.now.is_some();
        let stopping = state.now.as_ref().is_some_and(|it| it.stopping);
        state.now = Some(Progress {
            word: word.into(),
            done: 0,
            total: 0,
            stopping,
        });
        Underway {
            work: self.clone(),
            inner,
        }
    }

    /// What ends a statement of the store that is open now.
    pub(crate) fn interrupts(&self, interrupt: Option<Interrupt>) {
        self.state().interrupt = interrupt;
    }

    fn note(&self, done: u64, total: u64) -> bool {
        match &mut self.state().now {
            Some(now) => {
                now.done = done;
                now.total = total;
                !now.stopping
            }
            None => true,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Long work going on; it is over when this goes.
pub(crate) struct Underway {
    work: Work,
    inner: bool,
}

impl Underway {
    /// The next part of the work, under its own word.
    pub(crate) fn word(&self, word: &str) {
        if let Some(now) = &mut self.work.state().now {
            now.word = word.into();
            (now.done, now.total) = (0, 0);
        }
    }

    /// So much of so much is done.
    ///
    /// # Errors
    /// [`ErrorCode::Cancelled`] when the person wants no more of it.
    pub(crate) fn step(&self, done: u64, total: u64) -> Result<(), UserError> {
        if self.work.note(done, total) {
            Ok(())
        } else {
            Err(cancelled())
        }
    }

    /// The same for the crates below.
    pub(crate) fn cancellation(&self) -> Cancellation {
        let work = self.work.clone();
        Cancellation::watched(move |done, total| work.note(done, total))
    }
}

impl Drop for Underway {
    fn drop(&mut self) {
        if !self.inner {
            self.work.state().now = None;
        }
    }
}

/// The person stopped it.
pub(crate) fn cancelled() -> UserError {
    UserError::new(ErrorCode::Cancelled, "已取消，没有改动任何内容", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_seen_and_stopped_from_outside() {
        let work = Work::default();
        work.stop();
        let underway = work.begin("导入代表名册");
        assert!(
            underway.step(1, 4).is_ok(),
            "an earlier stop was for other work"
        );
        let seen = work.look().expect("it is going on");
        assert_eq!(
            (seen.word.as_str(), seen.done, seen.total),
            ("导入代表名册", 1, 4)
        );
        work.stop();
        let refused = underway
            .step(2, 4)
            .expect_err("the person wants no more of it");
        assert_eq!(refused.code, ErrorCode::Cancelled);
        drop(underway);
        assert!(work.look().is_none(), "it is over");
    }

    #[test]
    fn inner_work_ends_with_the_outer() {
        let work = Work::default();
        let outer = work.begin("导入");
        drop(work.begin("备份"));
        assert!(work.look().is_some(), "the outer work goes on");
        work.stop();
        assert!(
            work.begin("写入").step(0, 1).is_err(),
            "a stop is not forgotten between parts"
        );
        drop(outer);
        assert!(work.look().is_none());
    }
}
