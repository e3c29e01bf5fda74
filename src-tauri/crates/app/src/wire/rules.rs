//! The rules in force.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// One rule as it holds today.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct RuleLine {
    /// A lasting word for it, e.g. `warning`.
    pub key: String,
    /// As settings call it: 临期提醒.
    pub title: String,
    /// 期限, 数量, 比例, 多数, 金额 or 分值.
    pub kind: String,
    /// 3个月, 5名, 三分之二以上.
    pub written: String,
    /// By which law, with its article; 参照 before what does not bind.
    pub basis: String,
    /// 全国, a province, or 本机关.
    pub region: String,
    /// Whether it binds a township.
    pub binding: bool,
    /// From when, `YYYY-MM-DD`.
    pub from: String,
}

/// Every rule as it holds today.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct RulesInForce {
    /// What is to be known about the chosen preset.
    pub note: String,
    /// The rules, in the order of the settings.
    pub rules: Vec<RuleLine>,
}
