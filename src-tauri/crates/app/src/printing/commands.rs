//! The commands of printing.

use forms::{Document, Printed};

use crate::doubts::{self, Doubts};
use crate::papers::fonts::fonts;
use crate::printing::catalogue;
use crate::session::App;
use crate::wire::{FormInfo, Nothing, PrintReport, PrintRequest, Substituted, UserError};
use crate::work::Underway;

pub(crate) fn forms(app: &mut App, _: Nothing) -> Result<Vec<FormInfo>, UserError> {
    catalogue::all(app)
}

/// A form put together and printed.
pub(crate) fn printed(
    app: &mut App,
    request: &PrintRequest,
    underway: &Underway,
) -> Result<Printed, UserError> {
    let document = composed(app, request)?;
    let printed = drawn(&document, underway)?;
    catalogue::issue(app, request)?;
    Ok(printed)
}

/// A form's content, with what a mark in it means; refused where a name in it could not be read.
fn composed(app: &mut App, request: &PrintRequest) -> Result<Document, UserError> {
    let mut document = catalogue::compose(app, request)?;
    if !Doubts::all(&app.ledger()?.read())?.is_empty() {
        document.explain(doubts::MARK, doubts::MEANING);
    }
    app.all_read()?;
    Ok(document)
}

fn drawn(document: &Document, underway: &Underway) -> Result<Printed, UserError> {
    Ok(forms::print_watched(document, fonts()?, &|done, all| {
        underway.step(done, all).is_ok()
    })?)
}

/// Prints a form as PDF, or as .docx where the file's name asks for it.
pub(crate) fn print(app: &mut App, request: PrintRequest) -> Result<PrintReport, UserError> {
    if let Some(out) = &request.out {
        out.check_ending(&["pdf", "docx"])?;
        app.host.has_place(out)?;
    }
    let underway = app.work().begin("排版");
    let document = composed(app, &request)?;
    let printed = drawn(&document, &underway)?;
    if request.out.is_some() && !request.preview {
        catalogue::issue(app, &request)?;
    }
    let path = match &request.out {
        Some(out) if out.ends_in("docx") => app.host.write(out, &forms::docx(&document)?)?,
        Some(out) => app.host.write(out, &printed.pdf)?,
        None => String::new(),
    };
    Ok(PrintReport {
        pages: u32::try_from(printed.pages).unwrap_or(u32::MAX),
        missing: printed.missing.iter().map(ToString::to_string).collect(),
        substituted: printed
            .substituted
            .into_iter()
            .map(|it| Substituted {
                wanted: it.wanted,
                used: it.used,
            })
            .collect(),
        letter: matches!(document, Document::Letter(_)),
        path,
    })
}
