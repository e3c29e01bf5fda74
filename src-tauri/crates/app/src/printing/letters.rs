//! Putting a declared letter together over the record that was asked for.

use forms::{Colophon, Document, Letter};

use crate::naming::NameBook;
use crate::papers::form_rows::DAY;
use crate::papers::heading::Heading;
use crate::papers::subject::{Known, Subject};
use crate::printing::form::Offer;
use crate::printing::letter_paper::{LetterPaper, Said};
use crate::printing::registers;
use crate::records::kind_of;
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

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
