use std::io::Write;

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, FormatAlign, FormatBorder, Formula, Workbook,
};

use super::table::{heading_format, page};
use super::{WriteFault, text};

/// Rows prepared for filling in.
const PREPARED_ROWS: u32 = 5000;
/// Characters of a list that a cell's rule can hold itself; longer ones stand on a sheet.
const LONGEST_LIST: usize = 255;
/// Characters of the title and text of an input message.
const LONGEST_PROMPT_TITLE: usize = 32;
const LONGEST_PROMPT: usize = 255;
/// The sheet with the long lists, hidden.
const CHOICES: &str = "选项";

/// What a column of a template takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ColumnKind {
    /// Text; 18 digits stay 18 digits.
    Text,
    /// A date, kept as text: `1983.10` stays a month, where a number would become 1983.1.
    Date,
    /// A quantity.
    Number,
}

/// A column of a template.
#[derive(Clone, PartialEq, Debug)]
pub struct TemplateColumn {
    /// Heading; a required column gets a `*`.
    pub label: String,
    /// Shown beside the cell being filled in.
    pub hint: String,
    /// Width in characters of the sheet's font; a Chinese character takes two.
    pub width: f64,
    /// What it takes.
    pub kind: ColumnKind,
    /// Values to choose from; others can still be typed, after a warning.
    pub choices: Vec<String>,
    /// Must be filled in.
    pub required: bool,
}

/// Writes an empty `.xlsx` to be filled in and imported. The heading is the first row and nothing
/// else stands in the sheet: hints show beside the cell being filled in, never as a row.
pub fn template<W: Write + Send>(
    title: &str,
    columns: &[TemplateColumn],
    out: W,
) -> Result<(), WriteFault> {
    let mut book = Workbook::new();
    let mut long_lists: Vec<&[String]> = Vec::new();
    let name = match text::sheet_name(title) {
        name if name == CHOICES => format!("{name}表"),
        name => name,
    };
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    page(sheet, 0)?;
    sheet.set_header(format!("&C&14{}", title.replace('&', "&&")));
    sheet.set_row_height(0, 30)?;
    let heading = heading_format();
    let marked = heading.clone().set_font_color(0x00_C0_00_00);
    let body = Format::new()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter);
    for (index, column) in (0_u16..).zip(columns) {
        let (label, format) = match column.required {
            true => (format!("{}*", column.label), &marked),
            false => (column.label.clone(), &heading),
        };
        let format_below = match column.kind {
            ColumnKind::Text | ColumnKind::Date => body.clone().set_num_format("@"),
            ColumnKind::Number => body.clone(),
        };
        sheet.set_column_format(index, &format_below)?;
        sheet.set_column_width(index, column.width.clamp(6.0, 80.0))?;
        sheet.write_string_with_format(0, index, text::cell(&label).as_ref(), format)?;
        let list = match list_of(&column.choices) {
            List::None => None,
            List::Short(choices) => Some(DataValidation::new().allow_list_strings(choices)?),
            List::Long(choices) => {
                let letters = crate::read::column_name(long_lists.len());
                let range = format!("={CHOICES}!${letters}$1:${letters}${}", choices.len());
                long_lists.push(choices);
                Some(DataValidation::new().allow_list_formula(Formula::new(range)))
            }
        };
        if list.is_none() && column.hint.is_empty() {
            continue;
        }
        let has_list = list.is_some();
        let mut rule = list.unwrap_or_else(DataValidation::new);
        if !column.hint.is_empty() {
            rule = rule
                .set_input_title(first(&column.label, LONGEST_PROMPT_TITLE))?
                .set_input_message(first(&column.hint, LONGEST_PROMPT))?;
        }
        if has_list {
            rule = rule
                .set_error_style(DataValidationErrorStyle::Warning)
                .set_error_title("不在选项里")?
                .set_error_message("填的内容不在下拉选项里。确实要这样填，请点“是”。")?;
        }
        sheet.add_data_validation(1, index, PREPARED_ROWS, index, &rule)?;
    }
    if !long_lists.is_empty() {
        let sheet = book.add_worksheet();
        sheet.set_name(CHOICES)?.set_hidden(true);
        for (column, choices) in (0_u16..).zip(long_lists) {
            for (row, choice) in (0_u32..).zip(choices) {
                sheet.write_string(row, column, choice)?;
            }
        }
    }
    book.save_to_writer(out)?;
    Ok(())
}

enum List<'a> {
    None,
    Short(&'a [String]),
    Long(&'a [String]),
}

fn list_of(choices: &[String]) -> List<'_> {
    if choices.is_empty() {
        return List::None;
    }
    let length: usize = choices
        .iter()
        .map(|choice| choice.encode_utf16().count() + 1)
        .sum();
    if length > LONGEST_LIST || choices.iter().any(|choice| choice.contains(',')) {
        return List::Long(choices);
    }
    List::Short(choices)
}

fn first(text: &str, units: usize) -> String {
    let mut used = 0;
    text.chars()
        .take_while(|c| {
            used += c.len_utf16();
            used <= units
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::ops::ControlFlow;

    use super::*;
    use crate::layout::{ColumnSpec, choose_sheet, data_rows};
    use crate::read::open;

    fn column(label: &str, choices: Vec<String>, required: bool) -> TemplateColumn {
        TemplateColumn {
            label: label.to_owned(),
            hint: "如 1983.12".repeat(40),
            width: 12.0,
            kind: ColumnKind::Text,
            choices,
            required,
        }
    }

    #[test]
    fn a_template_is_recognised_and_holds_no_record() {
        let many = (0..100).map(|number| format!("民族第{number}")).collect();
        let columns = [
            column("姓名", Vec::new(), true),
            column("性别", vec!["男".to_owned(), "女".to_owned()], true),
            column("民族", many, false),
        ];
        let mut out = Cursor::new(Vec::new());
        template("代表名册 & 导入模板", &columns, &mut out).unwrap();
        let mut book = open(out.into_inner(), "模板.xlsx").unwrap();
        assert!(
            book.sheets()[1].hidden,
            "long lists stand on a hidden sheet"
        );
        let specs: Vec<ColumnSpec> = columns
            .iter()
            .map(|column| ColumnSpec {
                label: column.label.clone(),
                ..ColumnSpec::default()
            })
            .collect();
        let (sheet, layout) = choose_sheet(&mut book, &specs).unwrap().unwrap();
        let matched: Vec<_> = layout.columns.iter().map(|column| column.spec).collect();
        assert_eq!(
            matched,
            [Some(0), Some(1), Some(2)],
            "every column, with or without *"
        );
        let summary = data_rows(
            &mut book,
            sheet,
            &layout,
            &mut |_| ControlFlow::Continue(()),
        )
        .unwrap();
        assert_eq!(summary.data, 0, "no hint is taken for a person");
    }
}
