//! Why a step is not possible now: nothing is wrong, and what to do is said.

use thiserror::Error;

/// A calm refusal.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Refusal {
    /// There is no such step.
    #[error("没有“{step}”这一步")]
    Unknown {
        /// As asked for.
        step: String,
        /// Those there are.
        offered: Vec<&'static str>,
    },
    /// The record is voided.
    #[error("这条登记已作废（{reason}），不能{step}")]
    Voided {
        /// The step's verb.
        step: &'static str,
        /// Why it was voided.
        reason: String,
    },
    /// The record has come to its end.
    #[error("已经“{state}”，不能再{}", said(step))]
    Ended {
        /// The step's verb.
        step: &'static str,
        /// The end it came to.
        state: String,
    },
    /// Not from this state.
    #[error("现在是“{state}”，不能{}", said(step))]
    State {
        /// The step's verb.
        step: &'static str,
        /// As it stands.
        state: String,
        /// Where it is possible.
        from: Vec<&'static str>,
    },
    /// The record lacks something.
    #[error("{sentence}")]
    Guard {
        /// What is lacking.
        sentence: String,
        /// What to do.
        hint: String,
    },
}

/// A step's verb after 不能: 不能答复, but 不能办“不予受理”.
fn said(step: &str) -> String {
    if step.starts_with('不') {
        format!("办“{step}”")
    } else {
        step.to_owned()
    }
}

impl Refusal {
    /// A guard's refusal.
    #[must_use]
    pub fn guard(sentence: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Guard {
            sentence: sentence.into(),
            hint: hint.into(),
        }
    }

    /// What to do.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Unknown { offered, .. } => format!("可用的环节：{}", offered.join("、")),
            Self::Voided { .. } => "要办理请先恢复".into(),
            Self::Ended { .. } => "办错了可以撤销刚才的操作".into(),
            Self::State { step, from, .. } => {
                format!("“{step}”在“{}”时办理", from.join("、"))
            }
            Self::Guard { hint, .. } => hint.clone(),
        }
    }
}
