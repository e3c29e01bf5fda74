//! Rows of a form of one record: two labels with their values beside each other, long texts, boxes
//! to tick, room to sign.

use forms::{Block, Content, Grid, GridCell, GridRow, Tick, Width};

/// Height of a row, millimetres.
const ROW: f32 = 10.0;
/// A day to be written by hand.
pub(crate) const DAY: &str = "　　　　年　　月　　日";

/// Two labelled values beside each other.
pub(crate) fn pair(a: (&str, &str), b: (&str, &str)) -> GridRow {
    GridRow::new(
        ROW,
        vec![
            GridCell::label(a.0),
            GridCell::value(a.1),
            GridCell::label(b.0),
            GridCell::value(b.1),
        ],
    )
}

/// A labelled value across the page.
pub(crate) fn whole(label: &str, value: &str) -> GridRow {
    GridRow::new(
        ROW,
        vec![GridCell::label(label), GridCell::left(value).across(3)],
    )
}

/// A labelled long text that takes what the page leaves.
pub(crate) fn long(label: &str, value: &str, height: f32) -> GridRow {
    GridRow::new(
        height,
        vec![GridCell::label(label), GridCell::long(value).across(3)],
    )
    .growing()
}

/// Room for an opinion and who signs it.
pub(crate) fn signing(label: &str, text: &str, who: &str, height: f32) -> GridRow {
    let content = Content::Signing {
        text: text.into(),
        lines: vec![who.into(), DAY.into()],
    };
    GridRow::new(
        height,
        vec![GridCell::label(label), GridCell::new(content).across(3)],
    )
}

/// Boxes, one of them ticked.
pub(crate) fn ticks(label: &str, choices: &[String], chosen: &str) -> GridRow {
    let ticks = choices
        .iter()
        .map(|it| Tick {
            label: it.clone(),
            ticked: it == chosen,
        })
        .collect();
    let cell = GridCell::new(Content::Ticks(ticks)).across(3);
    GridRow::new(ROW, vec![GridCell::label(label), cell])
}

pub(crate) fn grid(rows: Vec<GridRow>) -> Block {
    Block::Grid(Grid {
        columns: vec![
            Width::Mm(26.0),
            Width::Share(1.0),
            Width::Mm(26.0),
            Width::Share(1.0),
        ],
        rows,
        ..Grid::default()
    })
}
