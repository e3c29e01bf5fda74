//! The figures of each year as one table, and the code lists that fields are written by.

use std::collections::BTreeMap;

use domain::record::{FieldType, Registry};

use crate::open_data::tables::{Column, Lines, Sort, Table};
use crate::session::App;
use crate::wire::{FigureRequest, FigureScope, UserError};

/// Numerators and denominators, never rates alone: those of several townships are added up.
pub(super) fn of_years(
    app: &mut App,
    township: &str,
    years: impl Iterator<Item = i32>,
) -> Result<(Table, Vec<u8>), UserError> {
    let columns = vec![
        Column::new("township", "区划代码", Sort::Text),
        Column::new("year", "年份", Sort::Integer),
        Column::new("figure", "指标代码", Sort::Text),
        Column::new("title", "指标", Sort::Text),
        Column::new("unit", "单位", Sort::Text),
        Column::new("numerator", "分子", Sort::Integer),
        Column::new("denominator", "分母", Sort::Integer),
    ];
    let key = ["township", "year", "figure"];
    let mut lines = Lines::new("figures", "统计数字", &key, columns)?;
    for year in years {
        let request = FigureRequest {
            scope: FigureScope {
                from: Some(format!("{year:04}-01-01")),
                to: Some(format!("{year:04}-12-31")),
                ..FigureScope::default()
            },
            compare: false,
        };
        for it in crate::figures::figures(app, request)?.figures {
            let below = it.denominator.map_or_else(String::new, |it| it.to_string());
            lines.add(&[
                township.to_owned(),
                year.to_string(),
                it.key,
                it.title,
                it.unit,
                it.numerator.to_string(),
                below,
            ])?;
        }
    }
    lines.end()
}

/// Each code list that a field is written by.
pub(super) fn code_lists(registry: &Registry) -> Result<(Table, Vec<u8>), UserError> {
    let columns = vec![
        Column::new("list", "代码表", Sort::Text),
        Column::new("title", "名称", Sort::Text),
        Column::new("code", "代码", Sort::Text),
        Column::new("name", "含义", Sort::Text),
    ];
    let mut lines = Lines::new("code_lists", "代码表", &["list", "code"], columns)?;
    let fields = registry.iter().flat_map(|kind| kind.fields.iter());
    let lists: BTreeMap<&str, _> = fields
        .filter_map(|field| match &field.field_type {
            FieldType::Code(list) => Some((list.key, *list)),
            _ => None,
        })
        .collect();
    for list in lists.values() {
        for code in list.codes {
            let cells = [list.key, list.title, code.code, code.name];
            lines.add(&cells.map(str::to_owned))?;
        }
    }
    lines.end()
}
