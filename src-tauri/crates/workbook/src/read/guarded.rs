//! A panic of a library that reads a file becomes a fault of that file, and the program goes on.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind, set_hook, take_hook};
use std::sync::Once;

use super::rows::Sink;
use super::{ReadFault, Row};

thread_local! {
    /// Whether this thread reads a file right now.
    static READING: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// Runs a reader. A panic inside it becomes a fault of the part named, and leaves no trace on the
/// terminal.
pub(crate) fn guarded<T>(
    part: &'static str,
    read: impl FnOnce() -> Result<T, ReadFault>,
) -> Result<T, ReadFault> {
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |panic| {
            if !READING.get() {
                before(panic);
            }
        }));
    });
    let outer = READING.replace(true);
    let answer = catch_unwind(AssertUnwindSafe(read));
    READING.set(outer);
    answer.unwrap_or(Err(ReadFault::Damaged(part)))
}

/// As [`guarded`], for a reader that hands rows to a caller's function: what goes wrong in there is
/// no fault of the file.
pub(crate) fn guarded_with_sink<T>(
    part: &'static str,
    sink: Sink<'_>,
    read: impl FnOnce(Sink<'_>) -> Result<T, ReadFault>,
) -> Result<T, ReadFault> {
    let mut thrown = None;
    let answer = guarded(part, || {
        read(&mut |row: &Row| {
            READING.set(false);
            let flow = catch_unwind(AssertUnwindSafe(|| sink(row)));
            READING.set(true);
            flow.unwrap_or_else(|panic| {
                thrown = Some(panic);
                ControlFlow::Break(())
            })
        })
    });
    match thrown {
        Some(panic) => resume_unwind(panic),
        None => answer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_that_panics_is_a_damaged_file() {
        let answer: Result<(), ReadFault> = guarded("工作表", || {
            let empty: [u8; 0] = [];
            let at = empty.len();
            Err(ReadFault::FileTooLarge(usize::from(empty[at])))
        });
        assert_eq!(answer, Err(ReadFault::Damaged("工作表")), "a sentence");
        let row = Row::default();
        let caught = catch_unwind(AssertUnwindSafe(|| {
            guarded_with_sink("工作表", &mut |_| panic!("of the caller"), |sink| {
                let _ = sink(&row);
                Ok(())
            })
        }));
        assert!(caught.is_err(), "the caller's own panic is not hidden");
    }
}
