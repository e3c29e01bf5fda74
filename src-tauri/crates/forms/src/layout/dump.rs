//! A layout as text, for snapshots: people can read in a difference what moved on paper.

use std::fmt;

use super::page::{Ink, Layout};

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "paper {:.0} x {:.0}", self.width, self.height)?;
        for (number, page) in self.pages.iter().enumerate() {
            writeln!(f, "page {}", number + 1)?;
            for run in &page.runs {
                let text = page.text_of(run);
                write!(
                    f,
                    "  {:6.1} {:6.1} {:4.1}pt face {} {text}",
                    run.x, run.y, run.size, run.face.0
                )?;
                if run.ink == Ink::Red {
                    write!(f, " red")?;
                }
                match page.says(run) {
                    Some(says) => writeln!(f, " [{says}]")?,
                    None => writeln!(f)?,
                }
            }
            for rule in &page.rules {
                let ((x0, y0), (x1, y1)) = (rule.from, rule.to);
                let ink = if rule.ink == Ink::Red { " red" } else { "" };
                writeln!(
                    f,
                    "  rule {:.1} {x0:.1},{y0:.1} {x1:.1},{y1:.1}{ink}",
                    rule.width
                )?;
            }
            for it in &page.pictures {
                writeln!(
                    f,
                    "  picture {:.1},{:.1} {:.1} x {:.1}",
                    it.x, it.y, it.width, it.height
                )?;
            }
        }
        for mark in &self.bookmarks {
            let indent = if mark.nested { "  " } else { "" };
            writeln!(
                f,
                "bookmark {indent}{} page {} at {:.1}",
                mark.title,
                mark.page + 1,
                mark.top
            )?;
        }
        Ok(())
    }
}
