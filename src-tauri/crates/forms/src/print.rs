//! Printing a register in one step, and what can go wrong.

use crate::draw::draw;
use crate::font::{Fonts, Substitution};
use crate::layout::compose;
use crate::register::Register;

/// A printed register.
#[derive(Debug, Clone)]
pub struct Printed {
    /// The document.
    pub pdf: Vec<u8>,
    /// Number of pages.
    pub pages: usize,
    /// Characters that no face has; they stand on paper as boxes with their code point.
    pub missing: Vec<char>,
    /// Faces that the form asks for and the PC does not have.
    pub substituted: Vec<Substitution>,
}

/// Why nothing could be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrintFault {
    /// A font file is damaged, or forbids being embedded.
    #[error("字体无法使用：{reason}。请重新安装本软件，或换用其他字体后再打印。")]
    Face {
        /// What the reader of fonts said.
        reason: String,
    },
    /// A glyph of a face could not be taken over into the document.
    #[error("字体“{face}”无法嵌入文件：{reason}。请在系统中停用这款字体后再打印。")]
    Embedding {
        /// Name of the face.
        face: String,
        /// What went wrong.
        reason: String,
    },
    /// The document could not be put together.
    #[error("生成 PDF 文件失败：{reason}。请重试；仍不成功时，请把这句话告诉技术人员。")]
    Document {
        /// What went wrong.
        reason: String,
    },
    /// A register without columns or with more columns than paper holds.
    #[error("表格有 {count} 栏，无法排在纸上。请保留 1 至 {most} 栏后再打印。")]
    Columns {
        /// How many columns were asked for.
        count: usize,
        /// How many the paper holds.
        most: usize,
    },
}

/// Columns narrower than a character cannot be read.
const MOST_COLUMNS: usize = 40;

/// Characters of the register that no face has, bundled or installed, to be named before printing.
pub fn missing(register: &Register, fonts: &Fonts) -> Vec<char> {
    fonts.lacking(register.texts())
}

/// Lays out and draws a register.
///
/// # Errors
/// [`PrintFault::Columns`] for a table without columns or with more than 40; the others when a face
/// cannot be embedded. Missing characters are no error: they are told in [`Printed::missing`].
pub fn print(register: &Register, fonts: &Fonts) -> Result<Printed, PrintFault> {
    let count = register.columns.len();
    if count == 0 || count > MOST_COLUMNS {
        return Err(PrintFault::Columns {
            count,
            most: MOST_COLUMNS,
        });
    }
    let missing = missing(register, fonts);
    let laid_out = compose(register, &fonts.set());
    Ok(Printed {
        pdf: draw(&laid_out, fonts)?,
        pages: laid_out.pages.len(),
        missing,
        substituted: fonts.substituted(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_without_columns_is_refused_in_words() {
        let fault = print(&Register::default(), &Fonts::bundled().unwrap()).unwrap_err();
        assert_eq!(
            fault.to_string(),
            "表格有 0 栏，无法排在纸上。请保留 1 至 40 栏后再打印。"
        );
    }
}
