//! 答复函: the reply to a suggestion as an official letter, with its result at the upper right.

use domain::suggestion::{Occasion, SUGGESTION, Suggestion};

use crate::papers::columns::keys;
use crate::papers::heading::Heading;
use crate::papers::subject::Subject;
use crate::printing::form::{Form, Made, Over};
use crate::printing::letter_paper::{LetterPaper, Said};
use crate::printing::matter_papers::of_matter;
use crate::printing::record_pages::number;

pub(super) const FORM: Form = of_matter(
    "reply_letter",
    "答复函",
    Over::Register("suggestions"),
    "reply",
    Made::Letter(&REPLY),
);

static REPLY: LetterPaper = LetterPaper {
    kind: SUGGESTION,
    corner: Said::Class(Suggestion::RESULT.key()),
    number: Said::Field(Suggestion::REPLY_NO.key()),
    issuer: Said::Field(Suggestion::SIGNED_BY.key()),
    title: Said::Words(
        keys![Suggestion::TERM, Suggestion::SESSION, Suggestion::NO],
        title,
    ),
    addressee: Said::Words(keys![Suggestion::LEADER_DEPUTY], |it, _| {
        if it.is_blank() {
            "　　　　　代表".into()
        } else {
            format!("{}代表", it.text(Suggestion::LEADER_DEPUTY))
        }
    }),
    text: &[
        Said::Words(keys![Suggestion::TITLE], |it, _| {
            format!(
                "您提出的“{}”建议收悉，现答复如下：",
                it.text(Suggestion::TITLE)
            )
        }),
        Said::Field(Suggestion::REPLY.key()),
        Said::Words(&[], |_, _| "感谢您对我们工作的关心和支持。".into()),
    ],
    attachments: &["征询意见表"],
    signer: Said::Words(keys![Suggestion::LEAD], |it, _| {
        match it.text(Suggestion::LEAD) {
            lead if lead.is_empty() => "（承办单位全称）".into(),
            lead => lead,
        }
    }),
    dated: Said::Words(keys![Suggestion::REPLIED_ON], |it, _| {
        let row = it.known.row;
        let day = row.and_then(|row| row.read(it.known.kind, Suggestion::REPLIED_ON));
        day.map_or_else(String::new, |it| it.written())
    }),
    remark: Said::Words(
        keys![Suggestion::HANDLER, Suggestion::HANDLER_PHONE],
        contact,
    ),
    copies_to: Said::Words(&[], |_, heading| {
        format!("{}，{}人民政府办公室", heading.office, heading.place())
    }),
    sealed: true,
    lines: 8,
};

/// Whom to ask; what is not known is left to the pen.
fn contact(it: &Subject<'_>, _: &Heading) -> String {
    let or_room = |text: String, room: &str| match text.is_empty() {
        true => room.to_owned(),
        false => text,
    };
    format!(
        "联系人：{}，电话：{}",
        or_room(it.text(Suggestion::HANDLER), "　　　　　"),
        or_room(it.text(Suggestion::HANDLER_PHONE), "　　　　　　　")
    )
}

/// 关于青禾镇第十九届人大第三次会议第7号建议的答复.
fn title(it: &Subject<'_>, heading: &Heading) -> String {
    let place = heading.place();
    if it.is_blank() {
        return format!("关于{place}第　　届人大第　　次会议\n第　　号建议的答复");
    }
    let session = match it.text(Suggestion::SESSION) {
        session if session.is_empty() => Occasion::InRecess.word().to_owned(),
        session if session.chars().all(|it| it.is_ascii_digit()) => format!("第{session}次会议"),
        session => session,
    };
    format!(
        "关于{place}{}人大{session}\n第{}号建议的答复",
        it.text(Suggestion::TERM),
        number(it).unwrap_or_default()
    )
}
