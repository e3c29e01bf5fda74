use std::ops::RangeInclusive;

/// Years that a sheet, title or file name can mean.
const YEARS: RangeInclusive<i32> = 1949..=2199;

/// The year that dates without one belong to: of the sheet's name, else the title, else the
/// file's name. None where a text names two different years (2022—2023年).
///
/// ```
/// use workbook::layout::year_hint;
///
/// assert_eq!(year_hint("2023年接待登记", None, "a.xlsx"), Some(2023));
/// assert_eq!(year_hint("Sheet1", None, "接待登记-2023.xlsx"), Some(2023));
/// ```
pub fn year_hint(sheet_name: &str, title: Option<&str>, file_name: &str) -> Option<i32> {
    let file = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let file = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    for text in [sheet_name, title.unwrap_or_default(), file] {
        let years = years_in(text);
        if let [year] = years.as_slice() {
            return Some(*year);
        }
        if !years.is_empty() {
            return None;
        }
    }
    None
}

/// The different years a text names. Of a run of eight digits (20231226) the first four count;
/// longer runs are numbers of something else.
fn years_in(text: &str) -> Vec<i32> {
    let plain: String = text.chars().map(digit).collect();
    let mut years = Vec::new();
    for run in plain.split(|c: char| !c.is_ascii_digit()) {
        let year = match run.len() {
            4 => run.parse().ok(),
            6 | 8 => run[..4].parse().ok().filter(|_| {
                run[4..6]
                    .parse::<u8>()
                    .is_ok_and(|month| (1..=12).contains(&month))
            }),
            _ => None,
        };
        if let Some(year) = year.filter(|year| YEARS.contains(year))
            && !years.contains(&year)
        {
            years.push(year);
        }
    }
    years
}

/// Full-width and Chinese digits as ASCII, so that 二〇二三年 is a year too.
fn digit(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '〇' | '○' | '零' => '0',
        '一' => '1',
        '二' => '2',
        '三' => '3',
        '四' => '4',
        '五' => '5',
        '六' => '6',
        '七' => '7',
        '八' => '8',
        '九' => '9',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_text_that_names_one_year() {
        for (sheet, title, file, year) in [
            ("2023年接待登记", None, "x.xlsx", Some(2023)),
            (
                "Sheet1",
                Some("二〇二三年接待选民登记簿"),
                "2024.xlsx",
                Some(2023),
            ),
            ("Sheet1", None, "D:\\2019\\接待登记-2023.xlsx", Some(2023)),
            ("Sheet1", None, "接待登记20231226.xls", Some(2023)),
            ("2022-2023", None, "2023.xlsx", None),
            ("Sheet1", None, "13800138000.xlsx", None),
            ("第19届", Some("第十九届"), "名册.xlsx", None),
        ] {
            assert_eq!(
                year_hint(sheet, title, file),
                year,
                "{sheet} {title:?} {file}"
            );
        }
    }
}
