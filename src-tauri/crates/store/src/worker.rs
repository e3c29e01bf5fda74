//! A thread beside the one that has the database: what needs no database is worked out there.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::Builder;

use crate::error::{Result, StoreFault};

/// A thread that makes of each thing it is given what is wanted of it, in the order given. It ends
/// when this value is dropped, and whoever waits for it learns when it ended before its time, so that
/// neither side waits for ever. The caller bounds how much is on the way.
pub(crate) struct Worker<I, O> {
    give: Sender<I>,
    take: Receiver<O>,
}

impl<I: Send + 'static, O: Send + 'static> Worker<I, O> {
    /// Starts one. It works on nothing before it is given something.
    pub(crate) fn start(name: &str, mut work: impl FnMut(I) -> O + Send + 'static) -> Result<Self> {
        let (give, taken) = channel();
        let (hand_back, take) = channel();
        let run = move || {
            for it in taken {
                if hand_back.send(work(it)).is_err() {
                    break;
                }
            }
        };
        match Builder::new().name(name.to_owned()).spawn(run) {
            Ok(_) => Ok(Self { give, take }),
            Err(fault) => Err(StoreFault::Log(fault.to_string())),
        }
    }

    pub(crate) fn give(&self, it: I) -> Result<()> {
        self.give.send(it).map_err(|_| ended())
    }

    /// What became of the first thing that was given and not taken back yet.
    pub(crate) fn take(&self) -> Result<O> {
        self.take.recv().map_err(|_| ended())
    }
}

fn ended() -> StoreFault {
    StoreFault::Log("准备内容的线程中断了".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_come_back_in_the_order_given() {
        let worker = Worker::start("doubling", |it: u32| it * 2).expect("starts");
        for it in 0..100 {
            worker.give(it).expect("is given");
        }
        let back: Vec<u32> = (0..100).map(|_| worker.take().expect("comes")).collect();
        assert_eq!(back, (0..200).step_by(2).collect::<Vec<_>>(), "in order");
    }

    #[test]
    fn a_thread_that_breaks_off_is_a_fault_and_nobody_waits_for_it() {
        let worker = Worker::start("breaking", |it: usize| [1, 2][it]).expect("starts");
        worker.give(7).expect("is given");
        assert!(worker.take().is_err(), "it is told");
        assert!(
            worker.give(0).is_err() || worker.take().is_err(),
            "for good"
        );
    }
}
