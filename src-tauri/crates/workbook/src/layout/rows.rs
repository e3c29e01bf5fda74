use std::collections::HashSet;
use std::ops::ControlFlow;

use super::columns::Shape;
use super::header::{Layout, lone_text};
use super::marks::{self, RowKind, is_count};
use super::sections::{says_more, section_of};
use super::shape::Shaper;
use super::wording::{normalised, says};
use crate::read::{Book, Cell, CellValue, ReadFault, ReadSummary, Row, column_name};

/// Skipped rows that are remembered one by one; of more only the number is kept.
const MAX_REMEMBERED: usize = 500;
/// Rows below the heading in which numbers or letters of its columns may stand.
const ROWS_OF_NUMBERS: u32 = 3;

/// A row that is no record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SkippedRow {
    /// As the spreadsheet counts.
    pub row: u32,
    /// What it is instead.
    pub kind: RowKind,
    /// How it begins.
    pub text: String,
}

/// What a pass over the records met.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DataSummary {
    /// Records handed over.
    pub data: u32,
    /// Rows below the heading that were left out.
    pub skipped: u32,
    /// The first of those, each with its reason; blank rows are only counted.
    pub remembered: Vec<SkippedRow>,
    /// Rows that say something and were not remembered one by one.
    pub forgotten: u32,
    /// Of the whole sheet.
    pub read: ReadSummary,
}

impl DataSummary {
    /// Cells of a record in columns that the rows looked at for the heading left empty.
    fn remember_strays(&mut self, row: &Row, columns: &HashSet<usize>) {
        let strays = row.cells.iter().enumerate().filter(|(index, cell)| {
            !cell.merged && !cell.value.is_blank() && !columns.contains(index)
        });
        let said = |(index, cell): (usize, &Cell)| {
            let text: String = cell.shown().trim().chars().take(40).collect();
            format!("{}列 {text}", column_name(index))
        };
        let strays: Vec<String> = strays.map(said).collect();
        if strays.is_empty() {
            return;
        }
        if self.remembered.len() >= MAX_REMEMBERED {
            self.forgotten += 1;
            return;
        }
        self.remembered.push(SkippedRow {
            row: row.number,
            kind: RowKind::Stray,
            text: strays.join("、"),
        });
    }

    fn remember(&mut self, row: &Row, kind: RowKind) {
        if kind == RowKind::Blank {
            return;
        }
        if self.remembered.len() >= MAX_REMEMBERED {
            self.forgotten += u32::from(!kind.says_nothing());
            return;
        }
        let texts: Vec<String> = row
            .cells
            .iter()
            .filter(|cell| !cell.merged && !cell.value.is_blank())
            .take(6)
            .map(|cell| cell.shown().trim().to_owned())
            .collect();
        self.remembered.push(SkippedRow {
            row: row.number,
            kind,
            text: texts.join(" ").chars().take(40).collect(),
        });
    }
}

/// Hands the records of a table to `sink`, in order, until it breaks. A record without a name is
/// a record: the import says so. The row is used again: take what is needed from it.
pub fn data_rows(
    book: &mut Book,
    sheet: usize,
    layout: &Layout,
    sink: &mut dyn FnMut(&Row) -> ControlFlow<()>,
) -> Result<DataSummary, ReadFault> {
    let rule = RowRule::new(layout);
    let columns: HashSet<usize> = layout.columns.iter().map(|it| it.index).collect();
    let mut shaper = Shaper::new(layout);
    let mut place = Row::default();
    let mut summary = DataSummary::default();
    let read = book.read_sheet(sheet, &mut |row| {
        if row.number < layout.header_first {
            let own = row
                .cells
                .iter()
                .filter(|it| !it.merged && !it.value.is_blank());
            if own.count() > 2 {
                summary.remember(row, RowKind::Above);
            }
            return ControlFlow::Continue(());
        }
        if row.number <= layout.header_row {
            return ControlFlow::Continue(());
        }
        if layout.last_row.is_some_and(|last| row.number > last) {
            return ControlFlow::Break(());
        }
        let own = shaper.own(row, &mut place);
        let mut kind = rule.kind(own);
        if kind == RowKind::Data {
            summary.data += 1;
            summary.remember_strays(own, &columns);
            return sink(shaper.shape(own));
        }
        if kind == RowKind::Section && !lone_text(own).is_some_and(|line| shaper.section(&line)) {
            kind = RowKind::Note;
        }
        summary.skipped += 1;
        // 第一代表小组 组长：齐大山 says more than what the rows below take from it.
        if kind == RowKind::Section && lone_text(own).is_some_and(|line| says_more(&line)) {
            kind = RowKind::Note;
        }
        if kind != RowKind::Section {
            summary.remember(own, kind);
        }
        ControlFlow::Continue(())
    })?;
    summary.read = read;
    Ok(summary)
}

/// Tells records from what stands between and below them.
struct RowRule<'a> {
    layout: &'a Layout,
    /// Index and normalised heading of each column.
    headings: Vec<(usize, String)>,
    /// Columns taken for something, without the one that counts rows.
    known: Vec<usize>,
    /// The column of running numbers.
    serial: Option<usize>,
    /// The column that a record goes by.
    name: Option<usize>,
    /// Whether records go by the names of places.
    place: bool,
}

impl<'a> RowRule<'a> {
    fn new(layout: &'a Layout) -> Self {
        let headings: Vec<(usize, String)> = layout
            .columns
            .iter()
            .filter(|column| column.shape != Shape::Unheaded)
            .map(|column| (column.index, normalised(&column.header)))
            .collect();
        let serial = headings
            .iter()
            .find(|(_, heading)| matches!(heading.as_str(), "序号" | "编号" | "序" | "no" | "号"))
            .map(|(index, _)| *index);
        let is_name = |spec: usize| layout.specs.get(spec).is_some_and(|it| it.name);
        let name = layout
            .columns
            .iter()
            .find(|column| column.spec.is_some_and(is_name))
            .map(|column| column.index);
        let place = layout.specs.iter().any(|it| it.name && it.place);
        let known = layout
            .columns
            .iter()
            .filter(|column| column.spec.is_some() && Some(column.index) != serial)
            .map(|column| column.index)
            .collect();
        Self {
            layout,
            headings,
            known,
            serial,
            name,
            place,
        }
    }

    fn kind(&self, row: &Row) -> RowKind {
        let blank = |column: usize| row.value(column).is_blank();
        // What the row says itself; a value that only reaches in from a merged cell says nothing.
        let mut own =
            (0..row.cells.len()).filter(|column| !row.cells[*column].merged && !blank(*column));
        let (first, second, third) = (own.next(), own.next(), own.next());
        let Some(first) = first else {
            return RowKind::Blank;
        };
        if self.repeats_heading(row) {
            return RowKind::RepeatedHeader;
        }
        if self.numbers_columns(row) {
            return RowKind::ColumnNumbers;
        }
        let lead = row.value(first).shown();
        let named = self.name.map(|at| row.value(at).shown());
        if marks::is_example(&lead) || named.as_deref().is_some_and(marks::is_example) {
            return RowKind::Example;
        }
        if Some(first) != self.name && second.is_some() && marks::is_instruction(&lead) {
            return RowKind::Example;
        }
        if !self.place && named.as_deref().is_some_and(marks::is_vacancy) {
            return RowKind::Vacant;
        }
        let alone = second.is_none();
        if alone && Some(first) == self.serial && is_count(row.value(first)) {
            return RowKind::Blank;
        }
        let filled = self.known.iter().filter(|column| !blank(**column)).count();
        let few = self.known.len() < 3 || filled * 2 <= self.known.len();
        if marks::is_total_alone(&lead) || named.as_deref().is_some_and(marks::is_total_alone) {
            return RowKind::Total;
        }
        if let Some(kind) = marks::marked(&lead) {
            // 合计 stands with its sums, 填表人 with 审核人; a person of such a name has more.
            if alone || few {
                return kind;
            }
        }
        if self.signs(row, first, second, third) {
            return RowKind::Note;
        }
        // 男 3, 女 2: a number where a name belongs, and hardly anything else.
        if let Some(name) = self.name
            && matches!(row.value(name), CellValue::Number(_) | CellValue::Text(_))
            && is_count(row.value(name))
            && !blank(name)
            && !is_count(row.value(first))
            && filled <= 2
            && third.is_none()
        {
            return RowKind::Total;
        }
        // 男代表 1人, 女代表 1人: sorts and how many of them.
        if let Some(name) = self.name
            && second.is_some()
            && (first == name || Some(first) == self.serial)
            && [Some(first), second, third]
                .into_iter()
                .flatten()
                .all(|at| {
                    let sort = marks::is_counted_sort(&row.value(at).shown());
                    if at == name {
                        sort
                    } else {
                        sort || marks::is_measured(row.value(at))
                    }
                })
            && self
                .known
                .iter()
                .all(|at| *at == name || blank(*at) || marks::is_measured(row.value(*at)))
        {
            return RowKind::Total;
        }
        // One text merged across, or alone in a table of several columns: a note or a section.
        let spread = row
            .cells
            .get(first + 1)
            .is_some_and(|cell| cell.merged && cell.value == *row.value(first));
        let stray = self.headings.len() >= if is_count(row.value(first)) { 2 } else { 3 };
        let places = self.place && Some(first) == self.name;
        if alone && (spread || stray) && !(places && self.lone_value_is_data(row, first)) {
            if !is_count(row.value(first)) && section_of(&lead, &self.layout.specs).is_some() {
                return RowKind::Section;
            }
            if !self.lone_value_is_data(row, first) {
                return RowKind::Note;
            }
        }
        RowKind::Data
    }

    /// Labels of signatures where records have a number: 制表人 王某 审核人 李某.
    fn signs(&self, row: &Row, first: usize, second: Option<usize>, third: Option<usize>) -> bool {
        let label = |at: usize| marks::is_signature(&row.value(at).shown());
        let again = [second, third]
            .into_iter()
            .flatten()
            .any(|at| row.value(at).shown() != row.value(first).shown() && label(at));
        label(first) && (Some(first) == self.serial || again)
    }

    fn repeats_heading(&self, row: &Row) -> bool {
        let (mut same, mut other) = (0, 0);
        for (index, heading) in &self.headings {
            match row.value(*index) {
                CellValue::Text(text) if says(text, heading) => same += 1,
                CellValue::Empty => {}
                _ => other += 1,
            }
            // The headings that are left cannot outweigh the others any more.
            if other * 2 >= self.headings.len() {
                return false;
            }
        }
        same >= 2 && same > other
    }

    /// 甲 乙 丙 1 2 3, (1) (2) (3), A B C under the heading.
    fn numbers_columns(&self, row: &Row) -> bool {
        if row.number > self.layout.header_row + ROWS_OF_NUMBERS {
            return false;
        }
        let mut marks = Vec::new();
        for cell in row.cells.iter().filter(|it| !it.value.is_blank()) {
            match marks::column_mark(&cell.value) {
                Some(mark) => marks.push(mark),
                None => return false,
            }
        }
        let named = self.name.is_none_or(|at| !row.value(at).is_blank());
        let rising = marks.windows(2).all(|pair| pair[1] > pair[0]);
        named && rising && marks.len() >= 3 && marks.len() * 2 >= self.headings.len()
    }

    /// A single value under a known heading is a record hardly begun (a name typed, the rest to
    /// follow; one more matter of the same visitor), unless it stands in front, where notes begin.
    fn lone_value_is_data(&self, row: &Row, column: usize) -> bool {
        let merged_on = row.cells.get(column + 1).is_some_and(|cell| cell.merged);
        let CellValue::Text(text) = row.value(column) else {
            return false;
        };
        let text = text.trim();
        if merged_on || !self.known.contains(&column) || marks::is_note(text) {
            return false;
        }
        if Some(column) != self.name && marks::signs_off(text) {
            return false;
        }
        let name_like = Some(column) == self.name;
        let short = text.chars().count() <= 10 && !text.contains(['、', '（', '：', '，', '。']);
        let in_front = self.known.first() == Some(&column) && column == 0;
        // 前苇村, 二、县级代表: a heading over the rows that follow.
        let heading = ["组", "选区", "村", "社区", "代表", "部分", "类", "级", "站"]
            .iter()
            .any(|ending| text.ends_with(ending));
        if name_like {
            return short && (self.place || !heading);
        }
        !in_front && (!short || !heading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::header::roster_layout;
    use crate::read::{Cell, CellValue};

    fn kind(texts: &[&str]) -> RowKind {
        let cells = texts
            .iter()
            .map(|text| {
                let merged = text.starts_with('<');
                let value = match text.trim_start_matches('<') {
                    "" => CellValue::Empty,
                    text => CellValue::Text(text.to_owned()),
                };
                Cell {
                    value,
                    merged,
                    ..Cell::default()
                }
            })
            .collect();
        RowRule::new(&roster_layout()).kind(&Row {
            number: 9,
            cells,
            ..Row::default()
        })
    }

    #[test]
    fn a_unit_by_its_name_alone_is_a_record() {
        let named = |place: bool| {
            let mut layout = roster_layout();
            let mut specs = layout.specs.to_vec();
            (specs[1].place, specs[1].name) = (place, true);
            layout.specs = specs.into();
            layout
        };
        let cell = Cell {
            value: CellValue::Text("水利站".into()),
            ..Cell::default()
        };
        let mut row = Row {
            number: 9,
            cells: vec![Cell::default(), Cell::default(), cell],
            ..Row::default()
        };
        assert_eq!(RowRule::new(&named(true)).kind(&row), RowKind::Data);
        row.cells[2].value = CellValue::Text("二、镇直单位".into());
        assert_eq!(RowRule::new(&named(true)).kind(&row), RowKind::Note);
        row.cells[2].value = CellValue::Text("水利站".into());
        assert_eq!(
            RowRule::new(&named(false)).kind(&row),
            RowKind::Note,
            "a person"
        );
    }

    #[test]
    fn records_and_what_stands_between_them() {
        for (texts, expected) in [
            (&["1", "甲组", "张三", "男", "139"][..], RowKind::Data),
            (&["1", "甲组", "", "女", "139"], RowKind::Data),
            (&["", "", "张三"], RowKind::Data),
            (&["7", "甲组", "单位", "男", "139"], RowKind::Data),
            (&["", "", "  "], RowKind::Blank),
            (&["5", "<甲组"], RowKind::Blank),
            (&["", "<甲组", "", ""], RowKind::Blank),
            (
                &["序号", "代表小组", "姓  名", "性别", "电话"],
                RowKind::RepeatedHeader,
            ),
            (&["合计", "", "62人", "", ""], RowKind::Total),
            (&["合  计", "<合  计", "62"], RowKind::Total),
            (
                &["说明：1.本表由主席团填报", "<说明：1.本表由主席团填报"],
                RowKind::Note,
            ),
            (&["填表人：    审核人："], RowKind::Note),
            (&["填表人：", "", "", "审核人：", ""], RowKind::Note),
            (
                &["第一代表小组", "<第一代表小组", "<第一代表小组"],
                RowKind::Note,
            ),
            (&["", "", "第一代表小组"], RowKind::Note),
            (&["2024年3月5日"], RowKind::Note),
        ] {
            assert_eq!(kind(texts), expected, "{texts:?}");
        }
    }
}
