//! Measures of paper: its size and margins in points.

use crate::paper::Paper;

/// Points per millimetre.
pub(crate) const MM: f32 = 72.0 / 25.4;

/// Paper and margins in points.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet {
    pub width: f32,
    pub height: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
    pub left: f32,
}

impl Sheet {
    pub(crate) fn of(paper: Paper) -> Self {
        let (width, height) = match paper {
            Paper::A4Portrait => (210.0, 297.0),
            Paper::A4Landscape => (297.0, 210.0),
            Paper::A3Portrait => (297.0, 420.0),
            Paper::A3Landscape => (420.0, 297.0),
            Paper::A5Portrait => (148.0, 210.0),
        };
        let (top, right, bottom, left) = match paper {
            Paper::A4Portrait | Paper::A4Landscape => (22.0, 15.0, 16.0, 25.0),
            Paper::A3Portrait | Paper::A3Landscape => (20.0, 20.0, 20.0, 20.0),
            Paper::A5Portrait => (14.0, 10.0, 13.0, 16.0),
        };
        Self {
            width: width * MM,
            height: height * MM,
            top: top * MM,
            right: (width - right) * MM,
            bottom: (height - bottom) * MM,
            left: left * MM,
        }
    }
}
