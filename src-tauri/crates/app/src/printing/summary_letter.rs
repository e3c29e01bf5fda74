//! 工作小结 as a letter: the text of a kept summary, the office and the day below.

use domain::dates::PartialDate;
use domain::figures::{SUMMARY, Summary};
use domain::record::Column;

use crate::papers::columns::keys;
use crate::printing::form::{Form, Made, Over, Take};
use crate::printing::letter_paper::{LetterPaper, Said};

pub(super) const FORM: Form = Form {
    key: "summary_letter",
    title: "工作小结（公文）",
    over: Over::Register("summaries"),
    takes: &[Take::Record, Take::Blank],
    needs: &[Take::Record],
    entries: &[],
    step: "",
    place: None,
    made: Made::Letter(&LETTER),
};

static LETTER: LetterPaper = LetterPaper {
    kind: SUMMARY,
    corner: Said::Nothing,
    number: Said::Nothing,
    issuer: Said::Nothing,
    title: Said::Words(keys![Summary::TITLE], |it, _| {
        match it.text(Summary::TITLE) {
            title if title.is_empty() => "代表工作小结".into(),
            title => title,
        }
    }),
    addressee: Said::Words(keys![Summary::ADDRESSEE], |it, _| {
        if it.is_blank() {
            "　　　　　　　　".into()
        } else {
            it.text(Summary::ADDRESSEE)
        }
    }),
    text: &[Said::Field(Summary::TEXT.key())],
    attachments: &[],
    signer: Said::Words(&[], |_, heading| heading.office.clone()),
    dated: Said::Words(keys![Summary::SENT_ON], |it, _| {
        let date = |column: Column<PartialDate>| it.known.row?.read(it.known.kind, column);
        let day = date(Summary::SENT_ON).or_else(|| date(Summary::DAY));
        day.map_or_else(String::new, |it| it.written())
    }),
    remark: Said::Nothing,
    copies_to: Said::Nothing,
    sealed: false,
    lines: 9,
};
