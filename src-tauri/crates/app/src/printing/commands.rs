//! The commands of printing.

use std::sync::OnceLock;

use forms::{Fonts, Printed};

use crate::printing::catalogue;
use crate::session::App;
use crate::wire::{FormInfo, Nothing, PrintReport, PrintRequest, Substituted, UserError};
use crate::work::Underway;

/// Faces are read once for a program's run.
pub(crate) fn fonts() -> Result<&'static Fonts, UserError> {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    if let Some(fonts) = FONTS.get() {
        return Ok(fonts);
    }
    let fonts = Fonts::with_installed()?;
    Ok(FONTS.get_or_init(|| fonts))
}

pub(crate) fn forms(app: &mut App, _: Nothing) -> Result<Vec<FormInfo>, UserError> {
    catalogue::all(app)
}

/// A form put together and printed.
pub(crate) fn printed(
    app: &mut App,
    request: &PrintRequest,
    underway: &Underway,
) -> Result<Printed, UserError> {
    let document = catalogue::compose(app, request)?;
    Ok(forms::print_watched(&document, fonts()?, &|done, all| {
        underway.step(done, all).is_ok()
    })?)
}

pub(crate) fn print(app: &mut App, request: PrintRequest) -> Result<PrintReport, UserError> {
    let underway = app.work().begin("排版");
    let printed = printed(app, &request, &underway)?;
    let path = match &request.out {
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
        path,
    })
}
