//! Official letters over a record (GB/T 9704-2012): 答复函, 工作小结. A letter is declared by what stands
//! in each of its places; a paragraph of its text names the fields it is made of.

use forms::{Colophon, Document, Letter};

use crate::naming::NameBook;
use crate::papers::form_rows::DAY;
use crate::papers::heading::Heading;
use crate::papers::subject::{Known, Subject};
use crate::printing::form::Offer;
use crate::printing::registers;
use crate::records::kind_of;
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

/// What stands in a place of a letter.
#[derive(Clone, Copy)]
pub(crate) enum Said {
    /// Nothing.
    Nothing,
    /// A field of the record.
    Field(&'static str),
    /// The class that a field begins with: A of A 已解决或基本解决.
    Class(&'static str),
    /// Words of this letter over fields of the record; asked for the blank letter as well.
    Words(&'static [&'static str], Words),
}

/// Words over a record, from this office.
pub(crate) type Words = fn(&Subject<'_>, &Heading) -> String;

impl Said {
    /// For tests. The fields it shows.
    #[cfg(test)]
    pub(crate) fn keys(&self) -> Vec<&'static str> {
        match self {
            // One character is found on every page.
            Self::Nothing | Self::Class(_) => Vec::new(),
            Self::Field(key) => vec![key],
            Self::Words(keys, _) => keys.to_vec(),
        }
    }

    fn text(self, it: &Subject<'_>, heading: &Heading) -> String {
        let hidden = |key: &str| it.known.kind.field(key).is_none_or(|field| field.hidden);
        match self {
            Self::Nothing => String::new(),
            Self::Field(key) => it.text_of(key),
            Self::Class(key) => it.text_of(key).chars().take(1).collect(),
            // An office that does without all of its fields does without the words.
            Self::Words(keys, _) if !keys.is_empty() && keys.iter().all(|it| hidden(it)) => {
                String::new()
            }
            Self::Words(_, words) => words(it, heading),
        }
    }
}

/// A letter over a record of a type.
pub(crate) struct LetterPaper {
    /// Key of the record type.
    pub(crate) kind: &'static str,
    /// At the upper right of the text.
    pub(crate) corner: Said,
    pub(crate) number: Said,
    pub(crate) issuer: Said,
    pub(crate) title: Said,
    pub(crate) addressee: Said,
    /// The text, one paragraph for each line of each of them.
    pub(crate) text: &'static [Said],
    pub(crate) attachments: &'static [&'static str],
    pub(crate) signer: Said,
    /// 成文日期, which the colophon gives as the day of printing too.
    pub(crate) dated: Said,
    pub(crate) remark: Said,
    /// To whom copies go; without them the letter has no colophon.
    pub(crate) copies_to: Said,
    pub(crate) sealed: bool,
    /// Ruled lines where the text is still to be written.
    pub(crate) lines: usize,
}

impl LetterPaper {
    /// For tests. What stands in its places.
    #[cfg(test)]
    pub(crate) fn said(&self) -> Vec<Said> {
        let places = [
            self.corner,
            self.number,
            self.issuer,
            self.title,
            self.addressee,
            self.signer,
            self.dated,
            self.remark,
            self.copies_to,
        ];
        places
            .into_iter()
            .chain(self.text.iter().copied())
            .collect()
    }
}

/// Puts the letter of the record that the request means together, else a blank one.
pub(crate) fn compose(
    app: &mut App,
    offer: &Offer,
    request: &PrintRequest,
    paper: &LetterPaper,
) -> Result<Document, UserError> {
    let kind = kind_of(app, paper.kind)?;
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
    Ok(Document::from(letter(paper, &it, &heading)))
}

fn letter(paper: &LetterPaper, it: &Subject<'_>, heading: &Heading) -> Letter {
    let says = |said: Said| said.text(it, heading);
    let paragraphs: Vec<String> = match it.is_blank() {
        true => Vec::new(),
        false => {
            let texts: Vec<String> = paper.text.iter().map(|said| says(*said)).collect();
            let lines = texts.iter().flat_map(|text| text.lines());
            lines.map(String::from).collect()
        }
    };
    let dated = match says(paper.dated) {
        dated if dated.is_empty() => DAY.to_owned(),
        dated => dated,
    };
    let signer = says(paper.signer);
    let colophon = match says(paper.copies_to) {
        copies_to if copies_to.is_empty() => None,
        copies_to => Some(Colophon {
            copies_to,
            printer: if it.is_blank() {
                String::new()
            } else {
                signer.clone()
            },
            printed: dated.clone(),
        }),
    };
    Letter {
        corner: says(paper.corner),
        number: says(paper.number),
        issuer: says(paper.issuer),
        title: says(paper.title),
        addressee: says(paper.addressee),
        blank_lines: if paragraphs.is_empty() {
            paper.lines
        } else {
            0
        },
        paragraphs,
        attachments: paper
            .attachments
            .iter()
            .map(|it| (*it).to_owned())
            .collect(),
        signers: vec![signer],
        dated,
        sealed: paper.sealed,
        remark: says(paper.remark),
        colophon,
        subject: heading.book.clone(),
        author: heading.office.clone(),
        keywords: heading.keywords(),
        printed_on: heading.day(),
        ..Letter::default()
    }
}
