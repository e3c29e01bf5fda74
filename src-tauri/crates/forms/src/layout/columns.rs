//! Widths of columns.

use crate::paper::Width;
use crate::register::Column;

use super::sheet::MM;

/// A column that shares the rest is never narrower than this; columns in millimetres give way.
const LEAST: f32 = 14.0 * MM;

/// Widths in points, which fill `whole` exactly.
pub(crate) fn widths(columns: &[Column], whole: f32) -> Vec<f32> {
    let asked: Vec<Width> = columns.iter().map(|it| it.width).collect();
    divide(&asked, whole, LEAST)
}

/// As [`widths`], for the finer columns of a grid, whose cells span several.
pub(crate) fn widths_of(asked: &[Width], whole: f32) -> Vec<f32> {
    divide(asked, whole, 0.0)
}

fn divide(asked: &[Width], whole: f32, least: f32) -> Vec<f32> {
    let fixed = |width: &Width| match width {
        Width::Mm(mm) if mm.is_finite() => mm.max(0.0) * MM,
        Width::Mm(_) | Width::Share(_) => 0.0,
    };
    let weight = |width: &Width| match width {
        Width::Share(w) if w.is_finite() => w.max(0.01),
        Width::Share(_) => 1.0,
        Width::Mm(_) => 0.0,
    };
    let all_fixed: f32 = asked.iter().map(fixed).sum();
    let weights: f32 = asked.iter().map(weight).sum();
    let sharing = asked.iter().filter(|it| weight(it) > 0.0).count() as f32;
    // Too much asked for, or nobody there to take the rest: columns in millimetres are scaled.
    let room = whole - (least * sharing).min(whole / 2.0);
    let scale = if all_fixed > 0.0 && (all_fixed > room || weights == 0.0) {
        room / all_fixed
    } else {
        1.0
    };
    let rest = whole - all_fixed * scale;
    asked
        .iter()
        .map(|it| {
            fixed(it) * scale
                + if weights > 0.0 {
                    rest * weight(it) / weights
                } else {
                    0.0
                }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(width: Width) -> Column {
        Column {
            width,
            ..Column::default()
        }
    }

    #[test]
    fn widths_fill_the_page_whatever_was_asked() {
        for asked in [
            vec![Width::Mm(9.0), Width::Share(2.0), Width::Share(1.0)],
            vec![Width::Mm(200.0), Width::Mm(200.0), Width::Share(1.0)],
            vec![Width::Mm(10.0), Width::Mm(20.0)],
            vec![
                Width::Share(f32::NAN),
                Width::Mm(f32::INFINITY),
                Width::Mm(-5.0),
            ],
        ] {
            let columns: Vec<_> = asked.iter().copied().map(column).collect();
            let widths = widths(&columns, 700.0);
            let sum: f32 = widths.iter().sum();
            assert!((sum - 700.0).abs() < 0.1, "{asked:?} gives {widths:?}");
        }
        let two = widths(&[column(Width::Mm(10.0)), column(Width::Share(1.0))], 700.0);
        assert!(
            (two[0] - 10.0 * MM).abs() < 0.01,
            "millimetres are kept where they fit"
        );
    }
}
