//! One rule: its figure, its basis, where and from when it holds.

use chrono::NaiveDate;

use crate::calendar::Unit;
use crate::rules::{Amount, Begin, RuleKey};

/// One rule, as it holds from a day on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    /// The figure.
    pub amount: Amount,
    /// For a period: counted from when.
    pub begins: Begin,
    /// By which law or regulation (依据), with its article.
    pub basis: String,
    /// Where it holds: 全国, 山东; 本机关 for an office's own.
    pub region: String,
    /// Whether it binds a township; else it is followed for want of one that does (参照).
    pub binding: bool,
    /// From when.
    pub from: NaiveDate,
}

impl Rule {
    /// 3个月, 10个工作日, 15日, 5名, 三分之二以上.
    #[must_use]
    pub fn written(&self, key: RuleKey) -> String {
        self.amount.written(key)
    }

    /// How long, and counted in what; `None` for every kind but periods.
    #[must_use]
    pub fn period(&self) -> Option<(u32, Unit)> {
        match self.amount {
            Amount::Period(value, unit) => Some((value, unit)),
            Amount::Count(_) | Amount::Part(_) | Amount::Money(_) | Amount::Score(_) => None,
        }
    }

    /// 代表法（2025年修正）第五十一条第二款, with 参照 before what does not bind.
    #[must_use]
    pub fn cited(&self) -> String {
        if self.binding || self.basis.starts_with("参照") || self.basis.contains("自定") {
            self.basis.clone()
        } else {
            format!("参照{}", self.basis)
        }
    }
}
