//! What an official letter is made of (GB/T 9704-2012, 党政机关公文格式).

use crate::paper::PrintDay;

/// A letter: 通知、公告、交办通知、答复函、报告、纪要.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Letter {
    /// 份号, six digits.
    pub copy: String,
    /// 密级和保密期限.
    pub secrecy: String,
    /// 紧急程度.
    pub urgency: String,
    /// 发文机关标志, red; empty for a letter without a red head.
    pub mark: String,
    /// 发文字号, e.g. `北人大交〔2026〕13号`.
    pub number: String,
    /// 签发人, for letters to those above.
    pub issuer: String,
    /// What stands at the upper right of the text, e.g. the result of a matter (A、B、C).
    pub corner: String,
    /// 标题; `\n` says where it breaks.
    pub title: String,
    /// 主送机关, without the colon.
    pub addressee: String,
    /// 正文. The level of a paragraph (一、（一）1.（1）) is read from its beginning.
    pub paragraphs: Vec<String>,
    /// Room for writing by hand: ruled lines after the text.
    pub blank_lines: usize,
    /// 附件, by their names.
    pub attachments: Vec<String>,
    /// 发文机关署名, one per line.
    pub signers: Vec<String>,
    /// 成文日期, e.g. `2026年10月27日`.
    pub dated: String,
    /// Whether a seal will be put over signer and date: both stand further in.
    pub sealed: bool,
    /// 附注, without brackets, e.g. `联系人：王秀兰，电话：…`.
    pub remark: String,
    /// 版记.
    pub colophon: Option<Colophon>,
    /// Subject in the document's properties.
    pub subject: String,
    /// Author in the document's properties.
    pub author: String,
    /// Keywords in the document's properties.
    pub keywords: Vec<String>,
    /// Day of printing, written as the document's date.
    pub printed_on: PrintDay,
}

/// 版记: to whom copies go, who printed it and when.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Colophon {
    /// 抄送机关, without the word and the colon.
    pub copies_to: String,
    /// 印发机关.
    pub printer: String,
    /// 印发日期, without 印发.
    pub printed: String,
}

impl Letter {
    /// Every text that will be drawn.
    pub(crate) fn each_text(&self, each: &mut dyn FnMut(&str)) {
        let colophon = self.colophon.iter();
        [
            &self.copy,
            &self.secrecy,
            &self.urgency,
            &self.mark,
            &self.number,
            &self.issuer,
            &self.corner,
            &self.title,
            &self.addressee,
            &self.dated,
            &self.remark,
        ]
        .into_iter()
        .chain(&self.paragraphs)
        .chain(&self.attachments)
        .chain(&self.signers)
        .chain(colophon.flat_map(|it| [&it.copies_to, &it.printer, &it.printed]))
        .for_each(|it| each(it));
    }
}
