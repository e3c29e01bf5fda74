//! Printing a paper in one step.

use crate::document::Paperwork;
use crate::draw::draw_watched;
use crate::fault::PrintFault;
use crate::font::{Fonts, Substitution};
use crate::layout::laid_out;

/// A printed paper.
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

/// Characters of the paper that no face has, bundled or installed, to be named before printing.
pub fn missing<'a>(paper: impl Into<Paperwork<'a>>, fonts: &Fonts) -> Vec<char> {
    let paper = paper.into();
    fonts.lacking(|each| paper.each_text(each))
}

/// Lays out and draws a paper.
///
/// # Errors
/// [`PrintFault::Columns`] for a table without columns or with more than 40; the others when a face
/// cannot be embedded. Missing characters are no error: they are told in [`Printed::missing`].
pub fn print<'a>(paper: impl Into<Paperwork<'a>>, fonts: &Fonts) -> Result<Printed, PrintFault> {
    print_watched(paper, fonts, &|_, _| true)
}

/// As [`print()`]; calls `go_on` with what is done and what there is in all, and ends when it answers no.
///
/// # Errors
/// Those of [`print()`], and [`PrintFault::Stopped`] when `go_on` answers no.
pub fn print_watched<'a>(
    paper: impl Into<Paperwork<'a>>,
    fonts: &Fonts,
    go_on: &dyn Fn(u64, u64) -> bool,
) -> Result<Printed, PrintFault> {
    /// Laying out takes about as long as drawing.
    const HALF: u64 = 500;
    let step = |done: usize, all: usize, before: u64| {
        let part = HALF * done as u64 / all.max(1) as u64;
        if go_on(before + part, 2 * HALF) {
            Ok(())
        } else {
            Err(PrintFault::Stopped)
        }
    };
    let paper = paper.into();
    paper.check()?;
    step(0, 1, 0)?;
    let missing = missing(paper, fonts);
    let all = paper.parts();
    let laid_out = laid_out(paper, &fonts.set(), &mut |done| step(done, all, 0))?;
    let pages = laid_out.pages.len();
    Ok(Printed {
        pdf: draw_watched(&laid_out, fonts, &mut |done| step(done, pages, HALF))?,
        pages: laid_out.pages.len(),
        missing,
        substituted: fonts.substituted(&laid_out.typefaces),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::Register;

    #[test]
    fn a_print_says_how_far_it_is_and_stops_where_it_is_told() {
        use crate::register::{Column, Row, Section};
        use std::cell::RefCell;
        let row = Row {
            cells: vec!["前苇塘村".into()],
            void: false,
            ..Row::default()
        };
        let register = Register {
            columns: vec![Column::default()],
            sections: vec![Section {
                rows: vec![row; 200],
                ..Section::default()
            }],
            ..Register::default()
        };
        let fonts = Fonts::bundled().unwrap();
        let heard = RefCell::new(Vec::new());
        let hear = |done, all| {
            heard.borrow_mut().push((done, all));
            true
        };
        print_watched(&register, &fonts, &hear).unwrap();
        let heard = heard.into_inner();
        assert!(heard.is_sorted(), "it never goes back");
        assert_eq!(heard.last(), Some(&(1000, 1000)), "and comes to its end");

        let before_drawing = |done, _| done < 500;
        assert_eq!(
            print_watched(&register, &fonts, &before_drawing).unwrap_err(),
            PrintFault::Stopped,
        );
    }

    #[test]
    fn a_table_without_columns_is_refused_in_words() {
        let fault = print(&Register::default(), &Fonts::bundled().unwrap()).unwrap_err();
        assert_eq!(
            fault.to_string(),
            "表格有 0 栏，无法排在纸上。请保留 1 至 40 栏后再打印。"
        );
    }
}
