use chrono::NaiveDateTime;

/// What a cell holds.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum CellValue {
    /// Nothing, or an empty text.
    #[default]
    Empty,
    /// Text as written; line ends are `\n`.
    Text(String),
    /// A number without a date format. An 18-digit number has lost its last digits.
    Number(f64),
    /// A truth value.
    Bool(bool),
    /// A number with a date format. Midnight where no time is given.
    Date(NaiveDateTime),
    /// `#REF!`, `#N/A`, `#SPILL!`, `Err:502` and their like, as the program that wrote them says.
    Error(String),
    /// A formula that was never calculated: the file holds no value for it.
    FormulaWithoutValue,
}

impl CellValue {
    /// Whether there is nothing to read: empty, or blanks alone.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// The text a person sees, near enough to name the value in a finding.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
                format!("{number:.0}")
            }
            // As the spreadsheet shows it, and the 15 digits that every format keeps.
            Self::Number(number) if number.abs() >= 1e15 => {
                format!("{number:.14E}").replace('E', "E+")
            }
            Self::Number(number) => number.to_string(),
            Self::Bool(true) => "是".to_owned(),
            Self::Bool(false) => "否".to_owned(),
            Self::Date(date) if date.time() == chrono::NaiveTime::MIN => {
                date.format("%Y-%m-%d").to_string()
            }
            Self::Date(date) => date.format("%Y-%m-%d %H:%M").to_string(),
            Self::Error(code) => code.clone(),
            Self::FormulaWithoutValue => "（公式没有结果）".to_owned(),
        }
    }
}

/// How much of a date its number format shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DatePrecision {
    /// Day, month and year, or any format that shows the day.
    #[default]
    Day,
    /// Year and month: `yyyy"年"m"月"`. The day in the value was never meant.
    Month,
    /// The year alone: `yyyy"年"`.
    Year,
}

/// A cell of a row.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Cell {
    /// The value, of the top-left cell where the cell lies inside a merged range.
    pub value: CellValue,
    /// The value was taken from the top-left cell of the merged range around it.
    pub merged: bool,
    /// What the number format shows of a [`CellValue::Date`]; `Day` for everything else.
    pub precision: DatePrecision,
    /// The text on the screen, where the number format adds to a number or a text what the value
    /// does not hold: leading zeros (`00007`), a prefix (`0312-`), words (`第1代表小组`).
    pub display: Option<Box<str>>,
}

impl Cell {
    /// A cell of a value, shown as it is.
    pub fn of(value: CellValue) -> Self {
        Self {
            value,
            ..Self::default()
        }
    }

    /// The text a person sees: [`Cell::display`], else the value as text, dates no finer than
    /// their format.
    pub fn shown(&self) -> String {
        match (&self.display, &self.value, self.precision) {
            (Some(display), _, _) => display.to_string(),
            (None, CellValue::Date(date), DatePrecision::Month) => date.format("%Y-%m").to_string(),
            (None, CellValue::Date(date), DatePrecision::Year) => date.format("%Y").to_string(),
            (None, value, _) => value.shown(),
        }
    }
}

/// A row with something in it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Row {
    /// Number as the spreadsheet counts, from 1.
    pub number: u32,
    /// Not shown in the spreadsheet program: hidden by hand or by a filter.
    pub hidden: bool,
    /// From column A; trailing empty cells may be left out.
    pub cells: Vec<Cell>,
}

/// A text that grew beyond this is given back rather than used again.
const ROOMY: usize = 1 << 10;

impl Row {
    /// Becomes a copy of another row, in the memory that it has already.
    pub(crate) fn copy(&mut self, other: &Self) {
        self.number = other.number;
        self.hidden = other.hidden;
        self.cells.resize_with(other.cells.len(), Cell::default);
        for (own, cell) in self.cells.iter_mut().zip(&other.cells) {
            own.merged = cell.merged;
            own.precision = cell.precision;
            own.display.clone_from(&cell.display);
            match (&mut own.value, &cell.value) {
                (CellValue::Text(own), CellValue::Text(text)) if own.capacity() <= ROOMY => {
                    own.clear();
                    own.push_str(text);
                }
                (own, value) => own.clone_from(value),
            }
        }
    }

    /// Bytes of its texts.
    pub(crate) fn bytes(&self) -> usize {
        let text = |cell: &Cell| {
            let value = match &cell.value {
                CellValue::Text(text) => text.len(),
                _ => 0,
            };
            value + cell.display.as_ref().map_or(0, |display| display.len())
        };
        self.cells.iter().map(text).sum()
    }

    /// The value in a column, empty beyond the end.
    pub fn value(&self, column: usize) -> &CellValue {
        const EMPTY: &CellValue = &CellValue::Empty;
        self.cells.get(column).map_or(EMPTY, |cell| &cell.value)
    }

    /// The cell in a column, empty beyond the end.
    pub fn cell(&self, column: usize) -> &Cell {
        const EMPTY: &Cell = &Cell {
            value: CellValue::Empty,
            merged: false,
            precision: DatePrecision::Day,
            display: None,
        };
        self.cells.get(column).unwrap_or(EMPTY)
    }

    /// The address of a column in this row: `C25`.
    pub fn address(&self, column: usize) -> String {
        format!("{}{}", column_name(column), self.number)
    }
}

/// The letters of a column, counted from 0: `A`, `Z`, `AA`.
pub fn column_name(column: usize) -> String {
    let (mut rest, mut letters) = (column + 1, Vec::new());
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_the_spreadsheet_does() {
        for (column, name) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (701, "ZZ"),
            (16_383, "XFD"),
        ] {
            assert_eq!(column_name(column), name, "column {column}");
        }
    }

    #[test]
    fn numbers_show_without_a_tail() {
        assert_eq!(
            CellValue::Number(13_800_138_000.0).shown(),
            "13800138000",
            "a phone"
        );
        assert_eq!(CellValue::Number(1983.12).shown(), "1983.12", "a fraction");
        let id = CellValue::Number(130_899_197_101_310_400.0);
        assert_eq!(
            id.shown(),
            "1.30899197101310E+17",
            "digits that are lost are not made up"
        );
    }
}
