//! What was typed, read into values. A text that cannot be read is wrong usage (status 2); each
//! reader says in Chinese how it is written.

use std::path::Path;

use app::wire::{Decision, FileRef, RowDecision, Where};
use chrono::NaiveDate;

/// A name with its value.
pub(crate) type Pair = (String, String);

/// Reads 名称=值.
pub(crate) fn pair(text: &str) -> Result<Pair, String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.to_owned()))
        }
        _ => Err("要写成 名称=值，如 姓名=王小明".into()),
    }
}

/// Several names with their values.
#[derive(Clone, Debug)]
pub(crate) struct Row(pub(crate) Vec<Pair>);

/// Reads several 名称=值 of one row, with ； between them.
pub(crate) fn row(text: &str) -> Result<Row, String> {
    let parts = text.split(['；', ';']).filter(|it| !it.trim().is_empty());
    let row: Vec<Pair> = parts.map(pair).collect::<Result<_, _>>()?;
    if row.is_empty() {
        return Err("要写成 字段=值；字段=值，如 姓名=王老四；反映内容=路灯不亮".into());
    }
    Ok(Row(row))
}

/// Reads a day.
pub(crate) fn day(text: &str) -> Result<NaiveDate, String> {
    let read = |pattern| NaiveDate::parse_from_str(text.trim(), pattern);
    read("%Y-%m-%d")
        .or_else(|_| read("%Y年%m月%d日"))
        .map_err(|_| "要写成 年-月-日，如 2026-03-05".into())
}

/// Reads a year.
pub(crate) fn year(text: &str) -> Result<i32, String> {
    let year = text.trim().trim_end_matches('年').parse::<i32>();
    year.ok()
        .filter(|it| (1900..=2200).contains(it))
        .ok_or_else(|| "要写四位数的年份，如 2026".into())
}

/// Reads how many: at least one.
pub(crate) fn count(text: &str) -> Result<u32, String> {
    let count = text.trim().parse::<u32>();
    count
        .ok()
        .filter(|it| *it > 0)
        .ok_or_else(|| "要写 1 以上的数字，不能太大，也不能带别的字".into())
}

/// Reads a text that says something.
pub(crate) fn some(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("要写内容".into()),
        _ => Ok(text.to_owned()),
    }
}

/// Reads yes or no.
pub(crate) fn yes(text: &str) -> Result<bool, String> {
    match text.trim() {
        "true" | "是" => Ok(true),
        "false" | "否" => Ok(false),
        _ => Err("要写 true（是）或 false（否）".into()),
    }
}

/// Reads 行=new|update|skip.
pub(crate) fn decision(text: &str) -> Result<RowDecision, String> {
    let bad = || "要写成 行号=new（新增）、行号=update（更新）或 行号=skip（不收），如 64=skip";
    let (row, decision) = text.split_once('=').ok_or_else(bad)?;
    let row = row.trim().parse().map_err(|_| bad())?;
    let decision = match decision.trim() {
        "new" => Decision::New,
        "update" => Decision::Update,
        "skip" => Decision::Skip,
        _ => return Err(bad().into()),
    };
    Ok(RowDecision { row, decision })
}

/// Names with 、 or a comma between them.
pub(crate) fn names(list: &str) -> Vec<String> {
    list.split(['、', ',', '，'])
        .map(|it| it.trim().to_owned())
        .filter(|it| !it.is_empty())
        .collect()
}

/// Conditions of a list.
pub(crate) fn wheres(pairs: Vec<Pair>) -> Vec<Where> {
    let condition = |(field, value)| Where { field, value };
    pairs.into_iter().map(condition).collect()
}

/// A file named on the command line.
pub(crate) fn file(path: &Path) -> FileRef {
    FileRef::Path(path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_has_a_name_and_may_be_empty() {
        assert_eq!(
            pair(" 姓名 =王=明"),
            Ok(("姓名".into(), "王=明".into())),
            "first ="
        );
        assert_eq!(pair("电话="), Ok(("电话".into(), String::new())), "empties");
        assert!(pair("姓名").is_err() && pair("=王").is_err(), "malformed");
    }

    #[test]
    fn days_decisions_and_yes_are_read_as_clerks_write_them() {
        let expected = NaiveDate::from_ymd_opt(2026, 3, 5);
        assert_eq!(day("2026-03-05").ok(), expected, "with strokes");
        assert_eq!(day("2026年3月5日").ok(), expected, "in words");
        assert!(day("2026-02-30").is_err(), "no such day");
        assert_eq!(yes("否"), Ok(false), "no");
        assert!(yes("也许").is_err(), "neither");
        assert!(
            decision("64=skip").is_ok() && decision("甲=skip").is_err(),
            "a row's number"
        );
    }
}
