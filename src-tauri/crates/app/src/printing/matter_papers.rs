//! Papers of a matter: 建议专用纸, 交办单, 征询意见表, 督办（催办）通知单, 销号单. What opinions and
//! suggestions share is declared once.

use domain::matter::{
    ASKING_ROUND, CONSULTATION, Consultation, EVALUATION, Evaluation, MatterSupervision,
    SUPERVISION, Satisfaction,
};
use domain::opinion::{OPINION, Opinion};
use domain::record::Column;
use domain::rules::RuleKey;
use domain::suggestion::{SUGGESTION, Suggestion};
use forms::Paper;

use crate::papers::columns::keys;
use crate::papers::lines::{
    Line, SEALED, SIGNED, Slot, by_hand, field, fields, made, newest, newest_that,
};
use crate::papers::subject::Subject;
use crate::printing::form::{Form, Made, Over, Take};
use crate::printing::page::{Head, Note, Part, RecordPaper};
use crate::wire::UserError;

/// A paper of one matter.
pub(super) const fn of_matter(
    key: &'static str,
    title: &'static str,
    over: Over,
    step: &'static str,
    made: Made,
) -> Form {
    Form {
        key,
        title,
        over,
        takes: &[Take::Record, Take::Blank],
        needs: &[Take::Record],
        entries: &[],
        step,
        place: None,
        made,
    }
}

/// A page of an opinion of the people.
pub(super) const fn opinion_page(parts: &'static [Part], notes: &'static [Note]) -> RecordPaper {
    RecordPaper {
        head: Head::Place,
        ..page(OPINION, parts, notes)
    }
}

/// Its page.
pub(super) const fn page(
    kind: &'static str,
    parts: &'static [Part],
    notes: &'static [Note],
) -> RecordPaper {
    RecordPaper {
        kind,
        title: "",
        paper: Paper::A4Portrait,
        head: Head::Day,
        holds: |_| true,
        parts,
        notes,
    }
}

const SUGGESTIONS: Over = Over::Register("suggestions");
const OPINIONS: Over = Over::Register("opinions");

/// 建议专用纸 is what a suggestion is written on, so it stands for its 登记表.
pub(super) const SUGGESTION_PAPER: Form = of_matter(
    "suggestion_paper",
    "人大代表建议、批评和意见专用纸",
    Over::Record("suggestions"),
    "accept",
    Made::Pages(&WRITTEN),
);
pub(super) const ASSIGNMENT: Form = of_matter(
    "assignment",
    "人大代表建议交办单",
    SUGGESTIONS,
    "assign",
    Made::Pages(&ASSIGNED),
);
pub(super) const OPINION_ASSIGNMENT: Form = of_matter(
    "opinion_assignment",
    "群众意见建议交办单",
    OPINIONS,
    "assign",
    Made::Pages(&OPINION_ASSIGNED),
);
pub(super) const FEEDBACK: Form = of_matter(
    "feedback_slip",
    "人大代表建议办理征询意见表",
    SUGGESTIONS,
    "feedback",
    Made::Pages(&ASKED),
);
pub(super) const URGING: Form = of_matter(
    "urging_notice",
    "人大代表建议督办（催办）通知单",
    SUGGESTIONS,
    "supervise",
    Made::Pages(&URGED),
);
pub(super) const OPINION_URGING: Form = of_matter(
    "opinion_urging",
    "群众意见建议督办（催办）通知单",
    OPINIONS,
    "supervise",
    Made::Pages(&OPINION_URGED),
);
pub(super) const CLOSING: Form = of_matter(
    "closing_slip",
    "人大代表建议销号单",
    SUGGESTIONS,
    "close",
    Made::Pages(&CLOSED),
);
pub(super) const OPINION_CLOSING: Form = of_matter(
    "opinion_closing",
    "群众意见建议销号单",
    OPINIONS,
    "close",
    Made::Pages(&OPINION_CLOSED),
);

pub(super) const WRITTEN: RecordPaper = page(SUGGESTION, WRITTEN_PARTS, WRITTEN_NOTES);
pub(super) const ASSIGNED: RecordPaper = page(SUGGESTION, ASSIGNED_PARTS, ASSIGNED_NOTES);
pub(super) const OPINION_ASSIGNED: RecordPaper = opinion_page(ASSIGNED_PARTS, ASSIGNED_NOTES);
pub(super) const ASKED: RecordPaper = page(SUGGESTION, ASKED_PARTS, ASKED_NOTES);
pub(super) const URGED: RecordPaper = page(SUGGESTION, URGED_PARTS, &[]);
pub(super) const OPINION_URGED: RecordPaper = opinion_page(URGED_PARTS, &[]);
pub(super) const CLOSED: RecordPaper = page(SUGGESTION, CLOSED_PARTS, &[]);
pub(super) const OPINION_CLOSED: RecordPaper = opinion_page(CLOSED_PARTS, &[]);

/// Who raised the matter: of an opinion, of a suggestion.
pub(super) const RAISED_BY: Slot =
    fields(keys![Opinion::RAISED_BY, Suggestion::LEADER_DEPUTY], "").called("提出人");
/// When it came.
pub(super) const CAME_ON: Slot =
    fields(keys![Opinion::RECEIVED_ON, Suggestion::SUBMITTED_ON], "").called("收到日期");

const YES_OR_NO: &[&str] = &["是", "否"];
/// Nobody spoke with who raised the matter.
const NOT_TALKED: &str = "未面商";

const WRITTEN_PARTS: &[Part] = &[Part::Lines(&[
    Line::Whole(field!(Suggestion::TITLE)),
    Line::Pair(field!(Suggestion::OCCASION), field!(Suggestion::SESSION)),
    Line::Pair(
        field!(Suggestion::CATEGORY),
        field!(Suggestion::SUBMITTED_ON),
    ),
    Line::Pair(
        field!(Suggestion::LEADER_DEPUTY),
        field!(Suggestion::PHONE).called("联系电话"),
    ),
    Line::Whole(field!(Suggestion::DEPUTIES)),
    Line::Long(field!(Suggestion::CONTENT).called("情况和\n问题"), 38.0),
    Line::Long(field!(Suggestion::ANALYSIS), 18.0),
    Line::Long(field!(Suggestion::PROPOSAL), 36.0),
    Line::Whole(field!(Suggestion::WANTED_UNIT).called("建议承办\n单位")),
    Line::Ticks(
        field!(Suggestion::MAY_PUBLISH).called("是否同意\n公开"),
        &[],
    ),
    Line::Ticks(field!(Suggestion::WANTS_TALK).called("是否希望\n面商"), &[]),
    Line::Signing(by_hand("代表签名"), SIGNED, 20.0),
])];

const WRITTEN_NOTES: &[Note] = &[Note::Text("一事一议；附议代表各自签名。")];

const ASSIGNED_PARTS: &[Part] = &[Part::Lines(&[
    Line::Whole(field!(Suggestion::ASSIGN_NO)),
    Line::Whole(field!(Suggestion::TITLE)),
    Line::Pair(RAISED_BY, field!(Suggestion::KEY_MATTER)),
    Line::Pair(field!(Suggestion::LEAD), field!(Suggestion::CO)),
    Line::Pair(field!(Suggestion::ASSIGNED_ON), field!(Suggestion::DUE_ON)),
    Line::Long(
        fields(keys![Suggestion::CONTENT, Suggestion::PROPOSAL], "\n").called("内容"),
        60.0,
    ),
    Line::Long(field!(Suggestion::DEMAND), 22.0),
    Line::Signing(field!(Suggestion::ASSIGNED_BY), SEALED, 26.0),
    Line::Signing(by_hand("承办单位\n签收"), "签收人：　　　　　　", 22.0),
])];

const ASSIGNED_NOTES: &[Note] = &[
    Note::Period(
        RuleKey::GiveBack,
        Suggestion::ASSIGNED_ON.key(),
        |period| format!("不属本单位职责的，请在收到之日起 {period}内说明理由退回，不得自行转办。"),
        "不属本单位职责的，请说明理由退回，不得自行转办。",
    ),
    Note::Period(
        RuleKey::CoOpinion,
        Suggestion::ASSIGNED_ON.key(),
        |period| format!("协办单位请在交办之日起 {period}内把协办意见送主办单位。"),
        "协办单位请及时把协办意见送主办单位。",
    ),
    Note::Text("本单一式两份，交办机关、承办单位各存一份。"),
];

const ASKED_PARTS: &[Part] = &[Part::Lines(&[
    Line::Whole(field!(Suggestion::TITLE)),
    Line::Pair(
        field!(Suggestion::LEADER_DEPUTY).called("代表"),
        field!(Suggestion::LEAD).called("承办单位"),
    ),
    Line::Pair(field!(Suggestion::REPLIED_ON), field!(Suggestion::REPLY_NO)),
    Line::Ticks(
        newest(CONSULTATION, Consultation::WAY)
            .otherwise(NOT_TALKED)
            .called("面商情况"),
        &[NOT_TALKED],
    ),
    Line::Ticks(judged(Evaluation::LEADERSHIP), &[]),
    Line::Ticks(judged(Evaluation::ATTITUDE), &[]),
    Line::Ticks(judged(Evaluation::TALKING), &[]),
    Line::Ticks(judged(Evaluation::QUALITY), &[]),
    Line::Ticks(judged(Evaluation::RESULT), &[]),
    Line::Ticks(field!(Suggestion::SATISFACTION).called("总体评价"), &[]),
    Line::Long(
        field!(Suggestion::FEEDBACK).called("不满意的\n具体意见"),
        40.0,
    ),
    Line::Ticks(by_hand("是否要求\n重新办理"), YES_OR_NO),
    Line::Signing(by_hand("代表签名"), SIGNED, 22.0),
])];

/// What was said with this feedback: later 测评 have papers of their own, and a matter taken up again
/// asks anew.
const fn judged(column: Column<Satisfaction>) -> Slot {
    newest_that(EVALUATION, column, |it, row| {
        row.text(Evaluation::ROUND) == ASKING_ROUND && !it.text(Suggestion::SATISFACTION).is_empty()
    })
}

const ASKED_NOTES: &[Note] = &[Note::Period(
    RuleKey::Feedback,
    Suggestion::REPLIED_ON.key(),
    |period| format!("请在收到答复后 {period}内填好，交回乡镇人大主席团。"),
    "请填好后交回乡镇人大主席团。",
)];

/// Of the newest 督办.
const URGED_PARTS: &[Part] = &[Part::Lines(&[
    Line::Pair(field!(Suggestion::LEAD), field!(Suggestion::CO)),
    Line::Whole(field!(Suggestion::TITLE).called("事项")),
    Line::Pair(field!(Suggestion::ASSIGNED_ON), field!(Suggestion::DUE_ON)),
    Line::Pair(
        newest(SUPERVISION, MatterSupervision::WAY),
        newest(SUPERVISION, MatterSupervision::ON),
    ),
    Line::Long(field!(Suggestion::CONTENT).called("事项内容"), 40.0),
    Line::Long(newest(SUPERVISION, MatterSupervision::DEMAND), 40.0),
    Line::Signing(newest(SUPERVISION, MatterSupervision::BY), SEALED, 26.0),
    Line::Long(
        newest(SUPERVISION, MatterSupervision::RESULT).called("办理情况\n回复"),
        40.0,
    ),
    Line::Signing(by_hand("承办单位"), SEALED, 24.0),
])];

const CLOSED_PARTS: &[Part] = &[Part::Lines(&[
    Line::Whole(field!(Suggestion::TITLE).called("事项")),
    Line::Pair(RAISED_BY, CAME_ON),
    Line::Pair(field!(Suggestion::LEAD), field!(Suggestion::HANDLER)),
    Line::Pair(field!(Suggestion::ASSIGNED_ON), field!(Suggestion::DUE_ON)),
    Line::Pair(
        field!(Suggestion::REPLIED_ON),
        made(&[], talked).otherwise(NOT_TALKED).called("面商情况"),
    ),
    Line::Whole(field!(Suggestion::RESULT).called("结果类别")),
    Line::Long(field!(Suggestion::REPLY).called("办理结果"), 50.0),
    Line::Pair(
        field!(Suggestion::FEEDBACK_ON),
        field!(Suggestion::SATISFACTION),
    ),
    Line::Long(field!(Suggestion::FEEDBACK), 24.0),
    EARLIER_ROUNDS,
    Line::Whole(field!(Suggestion::CLOSE_BASIS)),
    Line::Signing(
        field!(Suggestion::CLOSE_APPLICANT).called("申请人"),
        SIGNED,
        22.0,
    ),
    Line::Signing(field!(Suggestion::REVIEWER).called("审核人"), SIGNED, 22.0),
    Line::Pair(
        field!(Suggestion::CLOSED_ON),
        field!(Suggestion::RECHECK_WANTED),
    ),
])];

/// The rounds before 重新办理, where there were any.
pub(super) const EARLIER_ROUNDS: Line = Line::Where(
    |it| Ok(!it.text(Suggestion::EARLIER_ROUNDS).is_empty()),
    &[Line::Whole(field!(Suggestion::EARLIER_ROUNDS))],
);

/// Whether somebody spoke with who raised the matter.
fn talked(it: &Subject<'_>) -> Result<String, UserError> {
    let (_, talks) = it.inside(CONSULTATION)?;
    Ok(match talks.is_empty() {
        true => String::new(),
        false => "已面商".into(),
    })
}
