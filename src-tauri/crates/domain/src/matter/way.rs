//! The ordinary states of a matter in their order, each marked as done, current, still to come, or as
//! the one at which the matter ended. The current one is that of the next step that the guards allow.

use crate::matter::{MatterStage, MatterView};
use crate::workflow::Stage;

/// How far a point is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Reached.
    Done,
    /// Waited for now.
    Here,
    /// Not yet.
    Ahead,
    /// The way ends here, or rests: 不予受理, 合并办理, 暂缓办理.
    Left,
}

impl Standing {
    /// Its key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Here => "here",
            Self::Ahead => "ahead",
            Self::Left => "left",
        }
    }
}

/// A point of the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WayMark {
    /// Its word: 交办.
    pub title: &'static str,
    /// The state that is reached with it; `None` for what leads back to an earlier one.
    pub stage: Option<MatterStage>,
    /// How far it is.
    pub standing: Standing,
}

fn mark(title: &'static str, stage: MatterStage, standing: Standing) -> WayMark {
    WayMark {
        title,
        stage: Some(stage),
        standing,
    }
}

/// The marked states of a matter. `from` is the last ordinary state of a matter that ended or was laid
/// aside before 销号; `again`: it is handled anew after a reply.
///
/// ```
/// use domain::matter::{MatterStage, MatterView, Standing, way};
///
/// let view = MatterView { stage: Some(MatterStage::Rejected), ..MatterView::default() };
/// let marks = way(&view, Some(MatterStage::Registered), false);
/// let last = marks.last().unwrap();
/// assert_eq!((last.title, last.standing), ("不予受理", Standing::Left));
/// assert_eq!(marks.len(), 2, "nothing lies ahead");
/// ```
#[must_use]
pub fn way(view: &MatterView, from: Option<MatterStage>, again: bool) -> Vec<WayMark> {
    use MatterStage as At;
    let stage = match view.stage.unwrap_or(At::Registered) {
        // What was filed away had come to an end before.
        At::Archived => view.before.unwrap_or(At::Archived),
        other => other,
    };
    let from = from.filter(|it| *it != stage).unwrap_or(At::Registered);
    let left = |title| vec![mark(title, stage, Standing::Left)];
    let aside = |title, next: (&'static str, Option<At>)| {
        let next = WayMark {
            title: next.0,
            stage: next.1,
            standing: Standing::Here,
        };
        vec![mark(title, stage, Standing::Left), next]
    };
    // What stands between the points behind and those ahead, and up to where both are left out.
    let (reached, between, beyond) = match stage {
        At::Rejected => (At::Registered.reached(), left(stage.word()), usize::MAX),
        At::Merged | At::Withdrawn | At::Raised => (from.reached(), left(stage.word()), usize::MAX),
        At::Held => {
            let reached = from.reached();
            (reached, aside(At::Held.word(), ("恢复办理", None)), reached)
        }
        At::GivenBack => {
            let reached = from.reached();
            (reached, aside("退件", ("答复退件", None)), reached)
        }
        At::AtCounty => {
            let next = ("县级答复", Some(At::Replied));
            let reached = from.reached().min(At::Handling.reached());
            (
                reached,
                aside(At::AtCounty.word(), next),
                At::Replied.reached(),
            )
        }
        At::BackFromCounty => (
            At::Accepted.reached(),
            aside(At::BackFromCounty.word(), ("交办", Some(At::Assigned))),
            At::Assigned.reached(),
        ),
        At::Evaluated if view.is_discontent() => (
            At::Evaluated.reached(),
            vec![mark(At::Again.word(), At::Again, Standing::Here)],
            At::Evaluated.reached(),
        ),
        _ => (stage.reached(), Vec::new(), stage.reached()),
    };
    let mut marks: Vec<WayMark> = Vec::new();
    let mut waits = stage.is_end() || !between.is_empty();
    let handled = At::Handling.reached();
    let again_mark = mark(At::Again.word(), At::Again, Standing::Done);
    for (at, (of, title)) in MatterStage::WAY.iter().enumerate() {
        if at <= reached {
            marks.push(mark(title, *of, Standing::Done));
            if at == handled && again {
                marks.push(again_mark);
            }
        }
    }
    marks.extend(between);
    for (at, (of, title)) in MatterStage::WAY.iter().enumerate() {
        if at > reached && at > beyond {
            let standing = match waits {
                true => Standing::Ahead,
                false => Standing::Here,
            };
            waits = true;
            marks.push(mark(title, *of, standing));
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matter::Satisfaction;

    fn told(view: MatterView, from: MatterStage, again: bool) -> String {
        let signs = way(&view, Some(from), again).into_iter().map(|it| {
            let sign = match it.standing {
                Standing::Done => "✓",
                Standing::Here => "→",
                Standing::Ahead => "",
                Standing::Left => "×",
            };
            format!("{sign}{}", it.title)
        });
        signs.collect::<Vec<_>>().join(" ")
    }

    fn at(stage: MatterStage) -> MatterView {
        MatterView {
            stage: Some(stage),
            ..MatterView::default()
        }
    }

    #[test]
    fn what_is_next_is_what_the_guards_allow() {
        use MatterStage as At;
        let discontent = MatterView {
            satisfaction: Some(Satisfaction::Discontent),
            ..at(At::Evaluated)
        };
        for (view, from, again, expected) in [
            (
                at(At::Registered),
                At::Registered,
                false,
                "✓登记 →受理 交办 承办 答复 反馈 销号",
            ),
            (
                at(At::Handling),
                At::Assigned,
                false,
                "✓登记 ✓受理 ✓交办 ✓承办 →答复 反馈 销号",
            ),
            (
                discontent,
                At::Replied,
                false,
                "✓登记 ✓受理 ✓交办 ✓承办 ✓答复 ✓反馈 →重新办理 销号",
            ),
            (
                at(At::Evaluated),
                At::Replied,
                false,
                "✓登记 ✓受理 ✓交办 ✓承办 ✓答复 ✓反馈 →销号",
            ),
            (
                at(At::Again),
                At::Evaluated,
                true,
                "✓登记 ✓受理 ✓交办 ✓承办 ✓重新办理 →答复 反馈 销号",
            ),
            (
                at(At::Closed),
                At::ToClose,
                true,
                "✓登记 ✓受理 ✓交办 ✓承办 ✓重新办理 ✓答复 ✓反馈 ✓销号",
            ),
            (at(At::Rejected), At::Registered, false, "✓登记 ×不予受理"),
            (at(At::Merged), At::Registered, false, "✓登记 ×合并办理"),
            (
                at(At::Merged),
                At::Handling,
                false,
                "✓登记 ✓受理 ✓交办 ✓承办 ×合并办理",
            ),
            (
                at(At::Withdrawn),
                At::Accepted,
                false,
                "✓登记 ✓受理 ×已撤回",
            ),
            (
                at(At::Held),
                At::Accepted,
                false,
                "✓登记 ✓受理 ×暂缓办理 →恢复办理 交办 承办 答复 反馈 销号",
            ),
            (
                at(At::GivenBack),
                At::Assigned,
                false,
                "✓登记 ✓受理 ✓交办 ×退件 →答复退件 承办 答复 反馈 销号",
            ),
            (
                at(At::AtCounty),
                At::Accepted,
                false,
                "✓登记 ✓受理 ×上报县级 →县级答复 反馈 销号",
            ),
            (
                at(At::BackFromCounty),
                At::AtCounty,
                false,
                "✓登记 ✓受理 ×县级退回 →交办 承办 答复 反馈 销号",
            ),
        ] {
            let stage = view.stage;
            assert_eq!(told(view, from, again), expected, "{stage:?} from {from:?}");
        }
    }
}
