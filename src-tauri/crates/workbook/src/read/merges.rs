//! Merged ranges: the file keeps the value in the top-left cell alone, people see it everywhere.

use super::{Cell, CellValue, MAX_COLUMNS, Row};

/// A longer text is not repeated: no group, level or heading is, and 256 copies add up.
const MAX_FILLED_BYTES: usize = 4 << 10;
/// Cells of a sheet that are filled; a range over a whole sheet would take minutes.
const MAX_FILLED: u32 = 4_000_000;

/// A merged range; rows from 1, columns from 0, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct MergedRange {
    pub(crate) first_row: u32,
    pub(crate) last_row: u32,
    pub(crate) first_column: usize,
    pub(crate) last_column: usize,
}

impl MergedRange {
    /// Reads `A1:L2`.
    pub(crate) fn parse(reference: &str) -> Option<Self> {
        let (start, end) = reference.split_once(':')?;
        let ((first_row, first_column), (last_row, last_column)) = (cell(start)?, cell(end)?);
        (first_row <= last_row && first_column <= last_column).then_some(Self {
            first_row,
            last_row,
            first_column,
            last_column,
        })
    }
}

fn cell(reference: &str) -> Option<(u32, usize)> {
    let digits = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = reference.split_at(digits);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut column = 0_usize;
    for letter in letters.bytes() {
        if !letter.is_ascii_alphabetic() {
            return None;
        }
        column = column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    let row = digits.parse().ok().filter(|row| *row > 0)?;
    Some((row, column - 1))
}

/// A range that has begun, seen from one column.
struct Active {
    last_row: u32,
    cell: Cell,
}

/// Fills the ranges row by row. One range at most is active per column, so overlapping ranges of
/// a hostile file cost nothing more.
#[derive(Default)]
pub(crate) struct MergeFill {
    /// Ordered by first row; those before `next` have begun.
    ranges: Vec<MergedRange>,
    next: usize,
    active: Vec<Option<Active>>,
    filled: u32,
}

impl MergeFill {
    pub(crate) fn new(mut ranges: Vec<MergedRange>) -> Self {
        ranges.sort_by_key(|range| (range.first_row, range.first_column));
        Self {
            ranges,
            next: 0,
            active: Vec::new(),
            filled: 0,
        }
    }

    /// Adds a range of the row being read, for files that name a range where it begins.
    pub(crate) fn push(&mut self, range: MergedRange) {
        if self.next > 1024 {
            self.ranges.drain(..self.next);
            self.next = 0;
        }
        self.ranges.push(range);
    }

    /// Must see the rows in order. Rows that the file leaves out may be skipped.
    pub(crate) fn apply(&mut self, row: &mut Row) {
        for (column, slot) in self.active.iter_mut().enumerate() {
            match slot {
                Some(active) if active.last_row < row.number || self.filled > MAX_FILLED => {
                    *slot = None;
                }
                Some(active) => self.filled += u32::from(fill(row, column, &active.cell)),
                None => {}
            }
        }
        while let Some(range) = self.ranges.get(self.next).copied() {
            if range.first_row > row.number {
                break;
            }
            self.next += 1;
            if range.first_row < row.number || range.first_column >= MAX_COLUMNS {
                continue;
            }
            let cell = row.cell(range.first_column).clone();
            let too_long =
                matches!(&cell.value, CellValue::Text(text) if text.len() > MAX_FILLED_BYTES);
            if cell.value == CellValue::Empty || too_long {
                continue;
            }
            let last_column = range.last_column.min(MAX_COLUMNS - 1);
            for column in range.first_column..=last_column {
                if column > range.first_column {
                    fill(row, column, &cell);
                }
                if range.last_row > row.number {
                    if self.active.len() <= column {
                        self.active.resize_with(column + 1, || None);
                    }
                    self.active[column] = Some(Active {
                        last_row: range.last_row,
                        cell: cell.clone(),
                    });
                }
            }
        }
    }
}

/// Says whether the cell was free.
fn fill(row: &mut Row, column: usize, cell: &Cell) -> bool {
    if row.cells.len() <= column {
        row.cells.resize_with(column + 1, Default::default);
    }
    let free = row.cells[column].value == CellValue::Empty;
    if free {
        row.cells[column] = Cell {
            merged: true,
            ..cell.clone()
        };
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, texts: &[&str]) -> Row {
        let cells = texts
            .iter()
            .map(|text| match *text {
                "" => Cell::default(),
                text => Cell::of(CellValue::Text(text.to_owned())),
            })
            .collect();
        Row {
            number,
            hidden: false,
            cells,
        }
    }

    fn shown(row: &Row) -> Vec<String> {
        row.cells.iter().map(|cell| cell.value.shown()).collect()
    }

    #[test]
    fn a_range_is_filled_right_and_down() {
        let mut fill = MergeFill::new(vec![MergedRange::parse("B2:C3").unwrap()]);
        let (mut second, mut third, mut fourth) = (
            row(2, &["1", "组"]),
            row(3, &["2", "", "", "x"]),
            row(4, &["3"]),
        );
        for row in [&mut second, &mut third, &mut fourth] {
            fill.apply(row);
        }
        assert_eq!(shown(&second), ["1", "组", "组"], "the neighbour is filled");
        assert_eq!(
            shown(&third),
            ["2", "组", "组", "x"],
            "the row below is filled"
        );
        assert!(
            third.cells[1].merged && !second.cells[1].merged,
            "only the filled are marked"
        );
        assert_eq!(shown(&fourth), ["3"], "the range ends");
    }

    #[test]
    fn references() {
        let range = MergedRange::parse("XFD1:XFD1048576").unwrap();
        assert_eq!(
            (range.first_column, range.last_row),
            (16_383, 1_048_576),
            "the last column"
        );
        for text in [
            "",
            "A1",
            "A:B",
            "1:2",
            "A0:B1",
            "B2:A1",
            "AAAA1:B2",
            "A1:B99999999999",
        ] {
            assert!(MergedRange::parse(text).is_none(), "{text:?} is no range");
        }
    }
}
