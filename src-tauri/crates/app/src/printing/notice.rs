//! 通知、公告: an official letter with the office's words (GB/T 9704-2012).

use forms::{Colophon, Document, Letter};

use crate::papers::form_rows::DAY;
use crate::papers::heading::Heading;
use crate::printing::form::{Entry, Form, Made, Offer, Over, Sort, Take};
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

const fn line(key: &'static str, label: &'static str, hint: &'static str) -> Entry {
    let sort = Sort::Line;
    Entry {
        key,
        label,
        sort,
        hint,
    }
}

pub(super) const FORM: Form = Form {
    key: "notice",
    title: "通知（公告）",
    over: Over::Office,
    takes: &[Take::Blank],
    needs: &[],
    entries: &[
        line(
            "title",
            "标题",
            "如：关于开展11月份代表接待选民日活动的通知",
        ),
        line("addressee", "主送", "公告可以不写"),
        Entry {
            key: "body",
            label: "正文",
            sort: Sort::Text,
            hint: "一段一行；“一、”“（一）”开头的自动用黑体、楷体",
        },
        line("signer", "落款", "空着用本单位名称"),
        Entry {
            key: "date",
            label: "日期",
            sort: Sort::Date,
            hint: "空着用今天",
        },
        Entry {
            key: "head",
            label: "用红头",
            sort: Sort::Yes,
            hint: "张贴的公告一般不用",
        },
        line("number", "文号", "如：北人大〔2026〕5号"),
        Entry {
            key: "seal",
            label: "盖章",
            sort: Sort::Yes,
            hint: "落款和日期为印章留出位置",
        },
        line("remark", "附注", "如：联系人：王秀兰，电话：…"),
        line("copies", "抄送", ""),
    ],
    step: "",
    place: None,
    made: Made::By(compose),
};

/// Ruled lines where the text is still to be written.
const LINES: usize = 9;

/// What an office says in a letter. Everything but title and paragraphs may be empty; signer and
/// date are then the office and today.
#[derive(Debug, Clone, Default)]
pub(crate) struct Notice {
    pub(crate) title: String,
    pub(crate) addressee: String,
    /// One text per paragraph.
    pub(crate) paragraphs: Vec<String>,
    pub(crate) attachments: Vec<String>,
    pub(crate) signer: String,
    pub(crate) dated: String,
    pub(crate) red_head: bool,
    pub(crate) number: String,
    pub(crate) sealed: bool,
    pub(crate) remark: String,
    pub(crate) copies_to: String,
}

fn compose(app: &mut App, _: &Offer, request: &PrintRequest) -> Result<Document, UserError> {
    let entry = |key: &str| {
        request
            .entries
            .get(key)
            .map_or("", |it| it.trim())
            .to_owned()
    };
    let ticked = |key: &str| entry(key) == "是";
    letter(
        app,
        Notice {
            title: entry("title"),
            addressee: entry("addressee"),
            paragraphs: entry("body").lines().map(String::from).collect(),
            attachments: Vec::new(),
            signer: entry("signer"),
            dated: match domain::dates::PartialDate::parse_iso(&entry("date")) {
                Some(date) => date.written(),
                None => entry("date"),
            },
            red_head: ticked("head"),
            number: entry("number"),
            sealed: ticked("seal"),
            remark: entry("remark"),
            copies_to: entry("copies"),
        },
        request.blank,
    )
}

/// The letter of this office that says it. A blank one has lines to write on.
pub(crate) fn letter(app: &mut App, notice: Notice, blank: bool) -> Result<Document, UserError> {
    let heading = Heading::of(app, "通知")?;
    let today = heading.today.format("%Y年%-m月%-d日").to_string();
    let or = |text: String, other: &str| {
        if text.is_empty() {
            other.to_owned()
        } else {
            text
        }
    };
    let silent = notice.paragraphs.iter().all(|it| it.trim().is_empty());
    let dated = if blank {
        DAY.to_owned()
    } else {
        or(notice.dated, &today)
    };
    let colophon = (!notice.copies_to.is_empty()).then(|| Colophon {
        copies_to: notice.copies_to.clone(),
        printer: heading.office.clone(),
        printed: dated.clone(),
    });
    Ok(Document::from(Letter {
        mark: if notice.red_head {
            full_name(&heading.office)
        } else {
            String::new()
        },
        number: notice.number,
        title: or(
            notice.title,
            if blank || silent {
                "通　　知"
            } else {
                "通知"
            },
        ),
        addressee: or(
            notice.addressee,
            if blank {
                "　　　　　　　　"
            } else {
                ""
            },
        ),
        paragraphs: if blank { Vec::new() } else { notice.paragraphs },
        blank_lines: if blank || silent { LINES } else { 0 },
        attachments: notice.attachments,
        signers: vec![or(notice.signer, &heading.office)],
        dated,
        sealed: notice.sealed,
        remark: notice.remark,
        colophon,
        subject: "通知".into(),
        author: heading.office.clone(),
        keywords: heading.keywords(),
        printed_on: heading.day(),
        ..Letter::default()
    }))
}

/// As the red head writes it: 北营房镇人民代表大会主席团 for 北营房镇人大主席团.
fn full_name(office: &str) -> String {
    match office.strip_suffix("人大主席团") {
        Some(place) => format!("{place}人民代表大会主席团"),
        None => office.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_red_head_says_the_full_name() {
        assert_eq!(
            full_name("北营房镇人大主席团"),
            "北营房镇人民代表大会主席团"
        );
        assert_eq!(full_name("青禾乡人民代表大会"), "青禾乡人民代表大会");
    }
}
