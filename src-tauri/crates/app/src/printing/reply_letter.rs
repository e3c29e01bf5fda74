//! 答复函: the reply to a suggestion as an official letter, with its result at the upper right.

use domain::suggestion::{Occasion, SUGGESTION, Suggestion};
use forms::{Colophon, Document, Letter};

use crate::naming::NameBook;
use crate::papers::form_rows::DAY;
use crate::papers::heading::Heading;
use crate::papers::subject::{Known, Subject};
use crate::printing::form::{Form, Made, Offer, Over};
use crate::printing::matter_papers::of_matter;
use crate::printing::record_pages::number;
use crate::printing::registers;
use crate::records::kind_of;
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

pub(super) const FORM: Form = of_matter(
    "reply_letter",
    "答复函",
    Over::Register("suggestions"),
    "reply",
    Made::By(compose),
);

/// Ruled lines where the reply is still to be written.
const LINES: usize = 8;

fn compose(app: &mut App, offer: &Offer, request: &PrintRequest) -> Result<Document, UserError> {
    let kind = kind_of(app, SUGGESTION)?;
    let rows = registers::entries(app, &kind, request)?;
    let heading = Heading::of(app, &offer.title)?;
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read()).on(heading.today)?;
    let it = Subject {
        ledger,
        known: Known {
            kind: &kind,
            row: rows.first(),
            book: &book,
        },
    };
    Ok(Document::from(letter(&it, &heading)))
}

fn letter(it: &Subject<'_>, heading: &Heading) -> Letter {
    let blank = it.is_blank();
    let or = |text: String, other: &str| {
        if text.is_empty() {
            other.to_owned()
        } else {
            text
        }
    };
    let contact = [
        it.text(Suggestion::HANDLER),
        it.text(Suggestion::HANDLER_PHONE),
    ];
    let contact = if contact.iter().all(String::is_empty) {
        "联系人：　　　　　，电话：　　　　　　　".to_owned()
    } else {
        format!("联系人：{}，电话：{}", contact[0], contact[1])
    };
    let mut paragraphs = Vec::new();
    if !blank {
        paragraphs.push(format!(
            "您提出的“{}”建议收悉，现答复如下：",
            it.text(Suggestion::TITLE)
        ));
        paragraphs.extend(it.text(Suggestion::REPLY).lines().map(String::from));
        paragraphs.push("感谢您对我们工作的关心和支持。".into());
    }
    let replied = it.known.row.and_then(|row| {
        let date = row.read(it.known.kind, Suggestion::REPLIED_ON)?;
        Some(date.written())
    });
    Letter {
        corner: it.text(Suggestion::RESULT).chars().take(1).collect(),
        number: it.text(Suggestion::REPLY_NO),
        issuer: it.text(Suggestion::SIGNED_BY),
        title: title(it),
        addressee: if blank {
            "　　　　　代表".into()
        } else {
            format!("{}代表", it.text(Suggestion::LEADER_DEPUTY))
        },
        paragraphs,
        blank_lines: if blank { LINES } else { 0 },
        attachments: vec!["征询意见表".into()],
        signers: vec![or(it.text(Suggestion::LEAD), "（承办单位全称）")],
        dated: replied.unwrap_or_else(|| DAY.to_owned()),
        sealed: true,
        remark: contact,
        colophon: Some(Colophon {
            copies_to: format!("{}，{}人民政府办公室", heading.office, heading.place()),
            printer: it.text(Suggestion::LEAD),
            printed: heading.today.format("%Y年%-m月%-d日").to_string(),
        }),
        subject: heading.book.clone(),
        author: heading.office.clone(),
        keywords: heading.keywords(),
        printed_on: heading.day(),
        ..Letter::default()
    }
}

/// 关于第十九届人大第三次会议第7号建议的答复.
fn title(it: &Subject<'_>) -> String {
    if it.is_blank() {
        return "关于第　　届人大第　　次会议\n第　　号建议的答复".into();
    }
    let session = match it.text(Suggestion::SESSION) {
        session if session.is_empty() => Occasion::InRecess.word().to_owned(),
        session if session.chars().all(|it| it.is_ascii_digit()) => format!("第{session}次会议"),
        session => session,
    };
    format!(
        "关于{}人大{session}\n第{}号建议的答复",
        it.text(Suggestion::TERM),
        number(it).unwrap_or_default()
    )
}
