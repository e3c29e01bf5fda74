//! What only one sort of fact says.

use std::collections::BTreeSet;

use crate::dates::PartialDate;
use crate::matter::{MatterStage, MatterView};
use crate::record::Item;

/// What stands inside one matter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Inside {
    /// 面商
    pub consultations: u32,
    /// 督办
    pub supervisions: u32,
    /// The last day of 督办.
    pub urged_on: Option<PartialDate>,
    /// 转办
    pub transfers: u32,
    /// 退件
    pub returns: u32,
    /// 延期
    pub extensions: u32,
    /// 重新办理
    pub reworks: u32,
}

/// An activity that took place.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Held {
    pub(crate) sort: Option<String>,
    pub(crate) expected: BTreeSet<Item>,
    /// Of an old book without names; `None` where it does not say how many were expected.
    pub(crate) stated_expected: Option<i64>,
    pub(crate) stated_present: i64,
    pub(crate) reported: bool,
    pub(crate) suggestions: i64,
}

/// An opinion or a suggestion, as far as figures look.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Matter {
    pub(crate) suggestion: bool,
    pub(crate) stage: MatterStage,
    /// 逾期, 按期, 答复, 办结, 满意 are asked of it.
    pub(crate) view: MatterView,
    /// 不予受理
    pub(crate) refused: bool,
    pub(crate) accepted: bool,
    pub(crate) merged: bool,
    pub(crate) withdrawn: bool,
    /// 交办 to a unit, or 上报县级.
    pub(crate) handed: bool,
    pub(crate) assigned_on: Option<PartialDate>,
    /// Class A: solved or in the main.
    pub(crate) solved: bool,
    /// Came out of a visit in 簿一.
    pub(crate) from_visit: bool,
    /// A suggestion made of an opinion or a visit.
    pub(crate) converted: bool,
    pub(crate) inside: Inside,
}

/// Somebody received.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Visit {
    pub(crate) heads: i64,
    pub(crate) on_spot: bool,
    pub(crate) feedback_wanted: bool,
    pub(crate) fed_back: bool,
    /// 满意 and so on; 未表态 is no judgement.
    pub(crate) satisfied: Option<bool>,
}

/// A contact with electors.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Contact {
    pub(crate) electors: BTreeSet<Item>,
    pub(crate) others: bool,
}

/// A dispute.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Settling {
    pub(crate) settled: bool,
    pub(crate) ended: bool,
}

/// Something done for people.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Work {
    /// 微实事; whether it is done.
    Small(bool),
    /// 为民办实事
    Good,
    /// 票决产生的民生实事项目
    Project,
}

/// What there is.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Body {
    Group,
    Station,
    Deputy,
    Elector,
}

/// What only one sort of fact says.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Detail {
    Matter(Matter),
    Visit(Visit),
    /// Those received on it: how many visits.
    Sitting(u32),
    Held(Held),
    Contact(Contact),
    Settling(Settling),
    Work(Work),
    Body(Body),
}
