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
    #[error("这条登记已作废（{reason}）")]
    Voided {
        /// Why it was voided.
        reason: String,
    },
    /// The record has come to its end.
    #[error("已经“{state}”{}", only(possible, "，办完了"))]
    Ended {
        /// The end it came to.
        state: String,
        /// The steps there are from it.
        possible: Vec<&'static str>,
    },
    /// Not from this state.
    #[error("现在是“{state}”{}", only(possible, "，没有可办的"))]
    State {
        /// The step's verb.
        step: &'static str,
        /// As it stands.
        state: String,
        /// Where it is possible.
        from: Vec<&'static str>,
        /// The steps there are from the state as it stands.
        possible: Vec<&'static str>,
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

/// What can be done instead; `none` where nothing can.
fn only(possible: &[&str], none: &str) -> String {
    if possible.is_empty() {
        none.to_owned()
    } else {
        format!("，只能办：{}", possible.join("、"))
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
            Self::Voided { .. } => "要接着办，请先恢复".into(),
            Self::Ended { .. } => "办错了可以撤销刚才的操作".into(),
            Self::State { step, from, .. } => {
                format!("“{step}”要等到“{}”时办", from.join("、"))
            }
            Self::Guard { hint, .. } => hint.clone(),
        }
    }

    /// The same in a list of steps, where what can be done stands beside it: the sentence, and what to
    /// do where that says more.
    #[must_use]
    pub fn beside_others(&self) -> (String, Option<String>) {
        match self {
            Self::State { from, .. } => (format!("要等到“{}”时办", from.join("、")), None),
            Self::Ended { state, .. } => (format!("已经“{state}”"), None),
            Self::Unknown { .. } | Self::Voided { .. } | Self::Guard { .. } => {
                (self.to_string(), Some(self.hint()))
            }
        }
    }
}
