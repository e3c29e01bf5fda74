//! Long work as those see it who wait for it. The session is held while a command runs, so what they
//! look at, and where they ask to stop, lies beside the session.
//!
//! A command that gives way, such as a count, ends when another one waits for the session: whoever types
//! on must not wait for the count of what was typed before.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

use store::cancellation::Cancellation;

use crate::wire::{ErrorCode, Progress, UserError};

/// Between two requests to a command to give way.
const ASKS_AGAIN: Duration = Duration::from_millis(2);

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
    /// The command that runs ends where another waits.
    gives_way: bool,
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

    /// Takes a session for a command; one that gives way and runs now is ended for it. Commands that
    /// give way wait for each other, so that two pages that count do not end each other for ever.
    pub fn hold<'a, Session>(
        &self,
        session: &'a Mutex<Session>,
        command_gives_way: bool,
    ) -> MutexGuard<'a, Session> {
        if command_gives_way {
            return session.lock().unwrap_or_else(PoisonError::into_inner);
        }
        loop {
            match session.try_lock() {
                Ok(held) => return held,
                Err(TryLockError::Poisoned(held)) => return held.into_inner(),
                Err(TryLockError::WouldBlock) => {}
            }
            {
                let state = self.state();
                if !state.gives_way {
                    break;
                }
                // Within the lock, so that it is this command that is ended and none after it. One
                // that is between two statements is asked again.
                if let Some(interrupt) = &state.interrupt {
                    interrupt();
                }
            }
            std::thread::sleep(ASKS_AGAIN);
        }
        session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A command begins that ends where another waits.
    pub(crate) fn give_way(&self) -> GivingWay {
        self.state().gives_way = true;
        GivingWay(self.clone())
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

/// A command that gives way; it does until this goes.
pub(crate) struct GivingWay(Work);

impl Drop for GivingWay {
    fn drop(&mut self) {
        self.0.state().gives_way = false;
    }
}

/// The person stopped it.
pub(crate) fn cancelled() -> UserError {
    UserError::new(ErrorCode::Cancelled, "已取消，没有改动任何内容", "")
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

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
    fn a_count_ends_where_another_command_waits() {
        let work = Work::default();
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        work.interrupts(Some(Arc::new(move || {
            count.fetch_add(1, Ordering::SeqCst);
        })));
        let session = Mutex::new(());
        let counting = work.hold(&session, true);
        let giving_way = work.give_way();
        std::thread::scope(|scope| {
            let other = scope.spawn(|| drop(work.hold(&session, false)));
            // A count that is between two statements hears it before the next one.
            while asked.load(Ordering::SeqCst) < 2 {
                std::thread::sleep(ASKS_AGAIN);
            }
            let before = asked.load(Ordering::SeqCst);
            let count = scope.spawn(|| drop(work.hold(&session, true)));
            drop(giving_way);
            let asked_last = asked.load(Ordering::SeqCst);
            std::thread::sleep(ASKS_AGAIN * 10);
            assert!(
                asked.load(Ordering::SeqCst) == asked_last && before <= asked_last,
                "what does not give way is not ended"
            );
            drop(counting);
            other.join().expect("it gets its turn");
            count.join().expect("and so does the other count");
        });
    }

    #[test]
    fn counts_wait_for_each_other() {
        let work = Work::default();
        let session = Mutex::new(());
        work.interrupts(Some(Arc::new(|| panic!("a count ended another one"))));
        let counting = work.hold(&session, true);
        let giving_way = work.give_way();
        std::thread::scope(|scope| {
            let other = scope.spawn(|| drop(work.hold(&session, true)));
            std::thread::sleep(ASKS_AGAIN * 5);
            drop(giving_way);
            drop(counting);
            other.join().expect("it waited");
        });
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
