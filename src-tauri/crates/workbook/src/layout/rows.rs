use std::ops::ControlFlow;

use super::header::Layout;
use super::wording::{normalised, says};
use crate::read::{Book, CellValue, ReadFault, ReadSummary, Row};

/// Skipped rows that are remembered one by one; of more only the number is kept.
const MAX_REMEMBERED: usize = 200;

/// What a row below the heading is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum RowKind {
    /// A record.
    Data,
    /// Blanks alone, or a number in front of nothing.
    Blank,
    /// The heading again, as on each printed page.
    RepeatedHeader,
    /// A total: 合计, 小计.
    Total,
    /// A note, a signature line, a heading over a section.
    Note,
}

impl RowKind {
    /// Why the row was left out, for the clerk.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Data => "数据行",
            Self::Blank => "空行",
            Self::RepeatedHeader => "重复的表头",
            Self::Total => "合计行",
            Self::Note => "说明、落款或小标题",
        }
    }
}

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
    /// Of the whole sheet.
    pub read: ReadSummary,
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
    let mut summary = DataSummary::default();
    let read = book.read_sheet(sheet, &mut |row| {
        if row.number <= layout.header_row {
            return ControlFlow::Continue(());
        }
        let kind = rule.kind(row);
        if kind == RowKind::Data {
            summary.data += 1;
            return sink(row);
        }
        summary.skipped += 1;
        if kind != RowKind::Blank && summary.remembered.len() < MAX_REMEMBERED {
            let text = row.cells.iter().find(|cell| !cell.value.is_blank());
            let text = text.map(|cell| cell.value.shown()).unwrap_or_default();
            let text = text.trim().chars().take(40).collect();
            summary.remembered.push(SkippedRow {
                row: row.number,
                kind,
                text,
            });
        }
        ControlFlow::Continue(())
    })?;
    summary.read = read;
    Ok(summary)
}

/// Tells records from what stands between and below them.
struct RowRule {
    /// Index and normalised heading of each column.
    headings: Vec<(usize, String)>,
    /// Columns taken for something, without the one that counts rows.
    known: Vec<usize>,
    /// The column of running numbers.
    serial: Option<usize>,
}

impl RowRule {
    fn new(layout: &Layout) -> Self {
        let headings: Vec<(usize, String)> = layout
            .columns
            .iter()
            .map(|column| (column.index, normalised(&column.header)))
            .collect();
        let serial = headings
            .iter()
            .find(|(_, heading)| matches!(heading.as_str(), "序号" | "编号" | "序" | "no" | "号"))
            .map(|(index, _)| *index);
        let known = layout
            .columns
            .iter()
            .filter(|column| column.spec.is_some() && Some(column.index) != serial)
            .map(|column| column.index)
            .collect();
        Self {
            headings,
            known,
            serial,
        }
    }

    fn kind(&self, row: &Row) -> RowKind {
        let blank = |column: usize| row.value(column).is_blank();
        // What the row says itself; a value that only reaches in from a merged cell says nothing.
        let mut own =
            (0..row.cells.len()).filter(|column| !row.cells[*column].merged && !blank(*column));
        let (first, second) = (own.next(), own.next());
        let Some(first) = first else {
            return RowKind::Blank;
        };
        if self.repeats_heading(row) {
            return RowKind::RepeatedHeader;
        }
        let lead = row.value(first).shown();
        let alone = second.is_none();
        if alone && Some(first) == self.serial && is_count(row.value(first)) {
            return RowKind::Blank;
        }
        if let Some(kind) = marked(&lead) {
            // 合计 stands with its sums, 填表人 with 审核人; a person of such a name has more.
            let filled = self.known.iter().filter(|column| !blank(**column)).count();
            if alone || self.known.len() < 3 || filled * 2 <= self.known.len() {
                return kind;
            }
        }
        // One text merged across, or alone in a table of several columns: a note or a section.
        let spread = row
            .cells
            .get(first + 1)
            .is_some_and(|cell| cell.merged && cell.value == *row.value(first));
        let stray = self.headings.len() >= if is_count(row.value(first)) { 2 } else { 3 };
        if alone && (spread || stray) && !self.lone_value_is_data(row, first) {
            return RowKind::Note;
        }
        RowKind::Data
    }

    fn repeats_heading(&self, row: &Row) -> bool {
        let (mut same, mut other) = (0, 0);
        for (index, heading) in &self.headings {
            match row.value(*index) {
                CellValue::Text(text) if says(text, heading) => same += 1,
                CellValue::Empty => {}
                _ => other += 1,
            }
        }
        same >= 2 && same > other
    }

    /// A single short value under a known heading is a record hardly begun (a name typed, the
    /// rest to follow), unless it stands in the first column, where notes begin.
    fn lone_value_is_data(&self, row: &Row, column: usize) -> bool {
        let merged_on = row.cells.get(column + 1).is_some_and(|cell| cell.merged);
        let CellValue::Text(text) = row.value(column) else {
            return false;
        };
        let text = text.trim();
        // 第一代表小组, 二、县级代表: a heading over the rows that follow.
        let section = ["组", "选区", "村", "社区", "代表", "部分", "类", "级", "站"]
            .iter()
            .any(|ending| text.ends_with(ending));
        let short = text.chars().count() <= 10 && !section && !text.contains(['、', '（', '：']);
        let name_first = self.known.first() == Some(&column);
        self.known.contains(&column) && short && !merged_on && (column > 0 || name_first)
    }
}

fn is_count(value: &CellValue) -> bool {
    match value {
        CellValue::Number(_) | CellValue::FormulaWithoutValue => true,
        CellValue::Text(text) => text.trim().bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}

/// Words that begin a footer.
fn marked(lead: &str) -> Option<RowKind> {
    let text: String = lead.chars().filter(|c| !c.is_whitespace()).collect();
    let starts = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    if starts(&["合计", "小计", "总计", "共计", "总人数"]) {
        return Some(RowKind::Total);
    }
    let colon = text.contains(['：', ':']);
    let label = starts(&[
        "填表",
        "填报",
        "制表",
        "制单",
        "审核",
        "审批",
        "负责人",
        "联系人",
        "单位",
        "日期",
        "时间",
        "经办",
        "盖章",
        "签字",
        "签名",
        "主席",
        "报送",
    ]);
    let note = starts(&[
        "注：",
        "注:",
        "注1",
        "注１",
        "说明",
        "备注：",
        "备注:",
        "附注",
        "※",
        "*",
    ]);
    (note || (label && (colon || text.contains('（')))).then_some(RowKind::Note)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::header::roster_layout;
    use crate::read::Cell;

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
