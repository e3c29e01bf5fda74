//! The table on one page: which bands it has, and the rules around them.

use super::page::{Page, Rule};

/// Outer lines.
pub(super) const OUTER: f32 = 1.2;
/// Inner lines.
pub(super) const INNER: f32 = 0.5;

/// A level band of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Band {
    pub bottom: f32,
    /// Whether the columns run through it; a heading or total spans them all.
    pub columns: bool,
}

/// The part of the table that stands on one page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grid {
    pub top: f32,
    pub bands: Vec<Band>,
}

impl Grid {
    /// Draws the rules. `edges` are the positions of the column edges, the outer ones included.
    pub fn rule(&self, page: &mut Page, edges: &[f32]) {
        let (Some(left), Some(right)) = (edges.first().copied(), edges.last().copied()) else {
            return;
        };
        let Some(bottom) = self.bands.last().map(|b| b.bottom) else {
            return;
        };
        let mut line = |from, to, width| page.rules.push(Rule::black(from, to, width));
        for band in self.bands.iter().take(self.bands.len() - 1) {
            line((left, band.bottom), (right, band.bottom), INNER);
        }
        let mut top = self.top;
        for stretch in self.bands.chunk_by(|a, b| a.columns == b.columns) {
            let Some(last) = stretch.last() else { continue };
            if last.columns {
                for x in edges.iter().skip(1).take(edges.len().saturating_sub(2)) {
                    line((*x, top), (*x, last.bottom), INNER);
                }
            }
            top = last.bottom;
        }
        // Half the thickness closes the corners.
        let half = OUTER / 2.0;
        for y in [self.top, bottom] {
            line((left - half, y), (right + half, y), OUTER);
        }
        for x in [left, right] {
            line((x, self.top), (x, bottom), OUTER);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_pause_at_a_spanning_band() {
        let bands = vec![
            Band {
                bottom: 20.0,
                columns: true,
            },
            Band {
                bottom: 30.0,
                columns: false,
            },
            Band {
                bottom: 40.0,
                columns: true,
            },
        ];
        let mut page = Page::default();
        Grid { top: 10.0, bands }.rule(&mut page, &[0.0, 50.0, 100.0]);
        let upright: Vec<_> = page
            .rules
            .iter()
            .filter(|r| r.from.0 == 50.0)
            .map(|r| (r.from.1, r.to.1))
            .collect();
        assert_eq!(upright, [(10.0, 20.0), (30.0, 40.0)]);
        assert_eq!(
            page.rules.iter().filter(|r| r.width == OUTER).count(),
            4,
            "a heavy frame"
        );
    }
}
