//! What deputies and office do for people beside the books: 矛盾纠纷, 微实事, 好人好事, 承诺,
//! 信访代办, 招商, 立法征求意见, 学习培训.

mod columns;
mod disputes;
mod pledges;
mod proxies;
mod trainings;
mod words;
mod works;

use crate::record::{RecordType, Shelf};

pub use columns::{
    Dispute, GoodWork, Investment, Legislation, Promise, Proxy, SmallWork, Training,
};
pub use disputes::dispute_type;
pub use pledges::promise_type;
pub use proxies::{proxy_clock, proxy_type};
pub use trainings::{legislation_type, training_type};
pub use words::{DisputeState, PromiseState, Promiser, ProxyState, WorkState};
pub use works::{good_work_type, investment_type, small_work_type};

/// The record types of this folder, with the place of each register in the menu.
pub(crate) fn types() -> Vec<RecordType> {
    vec![
        dispute_type().on(Shelf::Activities, 4),
        small_work_type().on(Shelf::Activities, 5),
        good_work_type().on(Shelf::Activities, 6),
        promise_type().on(Shelf::Appraisals, 3),
        proxy_type().on(Shelf::Opinions, 3),
        investment_type().on(Shelf::Activities, 7),
        legislation_type().on(Shelf::Activities, 3),
        training_type().on(Shelf::Activities, 2),
    ]
}

/// The record type of disputes (矛盾纠纷).
pub const DISPUTE: &str = "dispute";
/// The record type of small works for the people (微实事).
pub const SMALL_WORK: &str = "small_work";
/// The record type of good works (为民办实事、帮扶、捐助).
pub const GOOD_WORK: &str = "good_work";
/// The record type of promises (承诺事项).
pub const PROMISE: &str = "promise";
/// The record type of petitions carried for people (信访代办).
pub const PROXY: &str = "proxy";
/// The record type of investments brought in (招商).
pub const INVESTMENT: &str = "investment";
/// The record type of opinions on bills (立法征求意见).
pub const LEGISLATION: &str = "legislation";
/// The record type of trainings (学习培训).
pub const TRAINING: &str = "training";
