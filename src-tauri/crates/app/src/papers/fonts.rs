//! The faces that papers are set in.

use std::sync::OnceLock;

use forms::Fonts;

use crate::wire::UserError;

/// Faces are read once for a program's run.
pub(crate) fn fonts() -> Result<&'static Fonts, UserError> {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    if let Some(fonts) = FONTS.get() {
        return Ok(fonts);
    }
    let fonts = Fonts::with_installed()?;
    Ok(FONTS.get_or_init(|| fonts))
}
