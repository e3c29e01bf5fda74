//! 四联单: the four parts of a matter's slip on one page, to be cut and handed out (点单、定单、买单、
//! 验单).

use domain::suggestion::{SUGGESTION, Suggestion};

use crate::papers::lines::{Line, SIGNED, field};
use crate::printing::form::{Form, Made, Over};
use crate::printing::matter_papers::{
    CAME_ON, EARLIER_ROUNDS, RAISED_BY, of_matter, opinion_page, page,
};
use crate::printing::page::{Part, RecordPaper};

pub(super) const SUGGESTION_SLIPS: Form = of_matter(
    "suggestion_slips",
    "人大代表建议四联单（点单、定单、买单、验单）",
    Over::Register("suggestions"),
    "accept",
    Made::Pages(&SUGGESTION_PAGE),
);
pub(super) const OPINION_SLIPS: Form = of_matter(
    "opinion_slips",
    "群众意见建议四联单（点单、定单、买单、验单）",
    Over::Register("opinions"),
    "accept",
    Made::Pages(&OPINION_PAGE),
);

pub(super) const SUGGESTION_PAGE: RecordPaper = RecordPaper {
    title: "人大代表建议办理四联单",
    ..page(SUGGESTION, PARTS, &[])
};
pub(super) const OPINION_PAGE: RecordPaper = RecordPaper {
    title: "人大群众意见建议办理四联单",
    ..opinion_page(PARTS, &[])
};

/// Between two parts, where the page is cut, millimetres.
const CUT: f32 = 8.0;
/// A text and a signature, millimetres; four parts fill one page.
const TEXT: f32 = 26.0;
const SIGNATURE: f32 = 24.0;

const PARTS: &[Part] = &[
    Part::Slip("第一联　点单（提出人存）"),
    Part::Lines(&[
        Line::Pair(RAISED_BY, CAME_ON),
        Line::Whole(field!(Suggestion::TITLE)),
        Line::Long(field!(Suggestion::CONTENT).called("内容"), TEXT),
    ]),
    Part::Cut(CUT),
    Part::Slip("第二联　定单（主席团存）"),
    Part::Lines(&[
        Line::Pair(
            field!(Suggestion::ACCEPTED_ON),
            field!(Suggestion::ACCEPTED_BY),
        ),
        Line::Pair(field!(Suggestion::LEAD), field!(Suggestion::CO)),
        Line::Pair(field!(Suggestion::ASSIGNED_ON), field!(Suggestion::DUE_ON)),
        Line::Whole(field!(Suggestion::DEMAND)),
    ]),
    Part::Cut(CUT),
    Part::Slip("第三联　买单（承办单位存）"),
    Part::Lines(&[
        Line::Pair(
            field!(Suggestion::HANDLER),
            field!(Suggestion::HANDLER_PHONE).called("联系电话"),
        ),
        Line::Pair(
            field!(Suggestion::REPLIED_ON),
            field!(Suggestion::RESULT).called("办理结果"),
        ),
        Line::Long(field!(Suggestion::REPLY).called("办理情况"), TEXT),
    ]),
    Part::Cut(CUT),
    Part::Slip("第四联　验单（归档）"),
    Part::Lines(&[
        Line::Pair(
            field!(Suggestion::FEEDBACK_ON),
            field!(Suggestion::SATISFACTION),
        ),
        Line::Pair(
            field!(Suggestion::CLOSED_ON),
            field!(Suggestion::REVIEWER).called("审核人"),
        ),
        EARLIER_ROUNDS,
        Line::Signing(
            field!(Suggestion::FEEDBACK).called("提出人签名"),
            SIGNED,
            SIGNATURE,
        ),
    ]),
];
