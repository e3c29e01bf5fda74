//! 主席团会议 and 人代会: who was there, what was decided, by how many.

mod columns;
mod congress;
mod presidium;
mod rule;
mod words;

pub use columns::{Congress, CongressVote, Decision, Election, Motion, PresidiumMeeting, Sitting};
pub use congress::{congress_type, congress_vote_type, election_type, motion_type, sitting_type};
pub use presidium::{decision_type, meeting_type};
pub use rule::{Outcome, joint_signers, outcome};
pub use words::{CongressSort, MotionSort, VoteSort};

use chrono::NaiveDate;

use crate::calendar::Today;
use crate::dates::PartialDate;
use crate::record::{
    Column, ComputeByDay, Field, FieldFault, ParentLink, RecordType, Row, Severity, Shelf, Value,
};
use crate::rules::{RuleKey, Rules, Share};

/// The record types of this folder, with the place of each register in the menu.
pub(crate) fn types() -> Vec<RecordType> {
    vec![
        meeting_type().on(Shelf::Meetings, 2),
        decision_type(),
        congress_type().on(Shelf::Meetings, 3),
        sitting_type(),
        congress_vote_type(),
        election_type(),
        motion_type().on(Shelf::Opinions, 2),
    ]
}

/// The record type of presidium meetings.
pub const MEETING: &str = "presidium_meeting";
/// The record type of what a presidium meeting voted on.
pub const DECISION: &str = "decision";
/// The record type of congresses (人代会).
pub const CONGRESS: &str = "congress";
/// The record type of a congress's plenary sittings.
pub const SITTING: &str = "sitting";
/// The record type of what a congress voted on.
pub const CONGRESS_VOTE: &str = "congress_vote";
/// The record type of a congress's elections, a candidate each.
pub const ELECTION: &str = "election";
/// The record type of motions (议案、质询案、罢免案).
pub const MOTION: &str = "motion";

/// What a congress's vote is about where it chooses a project for the people (民生实事项目票决).
pub const LIVELIHOOD: &str = "民生实事项目";

/// Where the day stands by whose rules a record is judged that has no day of its own: the field that
/// names the meeting, the meeting's type, its day. `None` for what is no vote.
#[must_use]
pub fn voted_at(kind: &RecordType) -> Option<(&'static str, &'static str, &'static str)> {
    match kind.key.as_str() {
        DECISION => Some(("meeting", MEETING, "held_on")),
        CONGRESS_VOTE | ELECTION => Some(("congress", CONGRESS, "begins_on")),
        _ => None,
    }
}

/// What a meeting voted on, as a row inside it; `all` says whose whole number counts, `result` what
/// the numbers say, `inside` refers to the meeting.
fn vote_type(
    kind: &str,
    title: &str,
    all: &str,
    result: ComputeByDay,
    inside: Field,
) -> RecordType {
    let parent = ParentLink {
        kind: inside.field_type.refers_to().cloned(),
        field: inside.key.clone(),
    };
    let mut fields = vote_fields("表决事项", all);
    fields.extend([
        Field::text("result", "结果")
            .by_day(result)
            .reads(&VOTES)
            .open(),
        inside.open(),
        Field::text("remark", "备注").open(),
    ]);
    let mut it = RecordType::new(kind, title, fields);
    it.parent = Some(parent);
    it.check = Some(|kind, row, _| check_votes(kind, row).into_iter().collect());
    it
}

/// The fields of a vote; the result is what the numbers say.
fn vote_fields(title: &str, subject: &str) -> Vec<Field> {
    vec![
        Field::text("title", title)
            .blocking()
            .open()
            .aliases(&["议题", "事项", "决定事项", "表决内容"])
            .width(60.0),
        Field::choice(
            "way",
            "表决方式",
            &["举手", "无记名投票", "按表决器", "鼓掌通过", "其他"],
        )
        .open(),
        Field::int("all", subject)
            .open()
            .hint("全体人数，不是到会人数"),
        Field::int("in_favour", "赞成")
            .open()
            .aliases(&["赞成票", "同意"]),
        Field::int("against", "反对")
            .open()
            .aliases(&["反对票", "不同意"]),
        Field::int("abstained", "弃权").open().aliases(&["弃权票"]),
    ]
}

fn number(kind: &RecordType, row: &Row, key: &str) -> Option<u32> {
    let value = row.get(kind, key).and_then(Value::as_int)?;
    u32::try_from(value).ok()
}

/// What the result of a vote is computed from.
const VOTES: [&str; 4] = ["all", "in_favour", "against", "abstained"];

/// 应到 and 实到 of a meeting: by the names where they are chosen, else by the numbers written down.
/// `away` are the fields that name those who did not come.
fn heads(kind: &RecordType, row: &Row, expected: &str, away: &[&str]) -> Option<(u32, u32)> {
    let set = |key: &str| match row.get(kind, key) {
        Some(Value::Set(items)) => Some(items),
        _ => None,
    };
    match set(expected) {
        Some(members) => {
            let missing = away
                .iter()
                .filter_map(|key| set(key))
                .flatten()
                .filter(|it| members.contains(it))
                .collect::<std::collections::BTreeSet<_>>()
                .len();
            let all = u32::try_from(members.len()).ok()?;
            Some((all, all - u32::try_from(missing).ok()?))
        }
        None => Some((
            number(kind, row, PresidiumMeeting::EXPECTED.key())?,
            number(kind, row, PresidiumMeeting::PRESENT.key())?,
        )),
    }
}

/// 应到 and 实到 of a presidium meeting, a session or a sitting; `None` where nobody wrote down who was
/// there. Who was not expected cannot be missing.
#[must_use]
pub fn heads_of(kind: &RecordType, row: &Row) -> Option<(u32, u32)> {
    if kind.key == *MEETING {
        heads(kind, row, "members", &["away"])
    } else {
        heads(kind, row, "expected_deputies", &["on_leave", "absent"])
    }
}

/// Who was there, and how many had to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quorum {
    /// 应到
    pub expected: u32,
    /// 实到
    pub present: u32,
    /// The part that makes the meeting.
    pub needed: Share,
}

impl Quorum {
    /// Whether enough were there.
    #[must_use]
    pub fn is_reached(self) -> bool {
        self.needed.is_reached(self.present, self.expected)
    }

    fn column(self) -> Value {
        let (expected, present) = (self.expected, self.present);
        Value::Text(if self.is_reached() {
            format!("达到（{present}/{expected}）")
        } else {
            let needed = self.needed.least_of(expected);
            format!("不足（{present}/{expected}，需 {needed}）")
        })
    }
}

/// The quorum of a presidium meeting, a session or a sitting by the rules of its day; `None` where
/// nobody wrote down who was there. `today` stands for a day that is not known.
#[must_use]
pub fn quorum(kind: &RecordType, row: &Row, rules: &Rules, today: NaiveDate) -> Option<Quorum> {
    let date = |column: Column<PartialDate>| row.read(kind, column);
    let held = date(PresidiumMeeting::HELD_ON)
        .or_else(|| date(Congress::BEGINS_ON))
        .map_or(today, |it| it.first_day());
    let presidium = kind.key == *MEETING;
    let (expected, present) = heads_of(kind, row)?;
    let key = if presidium {
        RuleKey::PresidiumQuorum
    } else {
        RuleKey::CongressQuorum
    };
    let own = row.read(kind, PresidiumMeeting::QUORUM);
    let needed = own
        .filter(|_| presidium)
        .and_then(Share::from_word)
        .unwrap_or_else(|| rules.part(key, held));
    Some(Quorum {
        expected,
        present,
        needed,
    })
}

/// The column 是否达到法定人数.
fn quorate(kind: &RecordType, row: &Row, today: &Today) -> Option<Value> {
    quorum(kind, row, &today.rules, today.date).map(Quorum::column)
}

/// 通过 or 未通过 of a vote with these fields, as soon as the numbers are there.
fn result_by(kind: &RecordType, row: &Row, needed: Share) -> Option<Value> {
    let count = |key: &str| number(kind, row, key);
    let came_to = outcome(
        count(Decision::IN_FAVOUR.key())?,
        count(Decision::AGAINST.key()).unwrap_or(0),
        count(Decision::ABSTAINED.key()).unwrap_or(0),
        count(Decision::ALL.key())?,
        needed,
    );
    let word = match came_to {
        Outcome::Passed => "通过",
        Outcome::Failed => "未通过",
        Outcome::Impossible => "票数不符",
    };
    Some(Value::Text(word.into()))
}

/// More votes than voters.
fn check_votes(kind: &RecordType, row: &Row) -> Option<FieldFault> {
    let count = |key: &str| number(kind, row, key);
    let all = count(Decision::ALL.key())?;
    let cast = [
        count(Decision::IN_FAVOUR.key()),
        count(Decision::AGAINST.key()),
        count(Decision::ABSTAINED.key()),
    ]
    .into_iter()
    .flatten()
    .fold(0_u32, u32::saturating_add);
    let field = kind.field(Decision::IN_FAVOUR.key())?;
    (cast > all).then(|| {
        FieldFault::error(
            field,
            format!("赞成、反对、弃权合计 {cast} 票，多于全体 {all} 人"),
            "请核对票数",
        )
    })
}

/// The fault of more people present than there are, and the warning of fewer than make a quorum.
fn check_quorum(kind: &RecordType, row: &Row, today: &Today, key: RuleKey) -> Option<FieldFault> {
    let field = kind.field(PresidiumMeeting::PRESENT.key())?;
    let of = quorum(kind, row, &today.rules, today.date)?;
    let (expected, present) = (of.expected, of.present);
    if present > expected {
        return Some(FieldFault::error(
            field,
            format!("实到 {present} 人，多于应到 {expected} 人"),
            "请核对人数",
        ));
    }
    let source = today.rules.basis(key, today.date);
    (!of.is_reached()).then(|| {
        warning(
            field,
            format!(
                "应到 {expected} 人，实到 {present} 人，不足法定人数 {} 人（{source}：{}）",
                of.needed.least_of(expected),
                of.needed.word()
            ),
            "人数不足不能开会；确是这样的，请在备注里说明",
        )
    })
}

/// What a person should look at and may leave.
fn warning(field: &Field, reason: String, hint: &str) -> FieldFault {
    FieldFault {
        severity: Severity::Warning,
        ..FieldFault::error(field, reason, hint)
    }
}
