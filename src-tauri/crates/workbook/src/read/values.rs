use super::CellValue;

/// `2021-11-20` or `2021-11-20T08:30:00`; anything else stays text.
pub(crate) fn iso_date(text: &str) -> CellValue {
    use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
    let bare = text.trim().trim_end_matches('Z');
    let moment = NaiveDateTime::parse_from_str(bare, "%Y-%m-%dT%H:%M:%S%.f")
        .ok()
        .or_else(|| {
            let day = NaiveDate::parse_from_str(bare, "%Y-%m-%d").ok()?;
            Some(day.and_time(NaiveTime::MIN))
        });
    moment.map_or_else(|| CellValue::Text(text.to_owned()), CellValue::Date)
}

/// The codes that spreadsheet programs show for a failed formula. Copied as values or saved as
/// text they are texts, and say no more than before.
pub(crate) fn is_error_code(text: &str) -> bool {
    if let Some(number) = text.strip_prefix("Err:").or(text.strip_prefix("错误:")) {
        return number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    }
    text.starts_with('#')
        && matches!(
            text,
            "#NULL!"
                | "#DIV/0!"
                | "#VALUE!"
                | "#REF!"
                | "#NAME?"
                | "#NUM!"
                | "#N/A"
                | "#GETTING_DATA"
                | "#SPILL!"
                | "#CALC!"
                | "#FIELD!"
                | "#BLOCKED!"
                | "#CONNECT!"
                | "#UNKNOWN!"
                | "#BUSY!"
                | "#EXTERNAL!"
                | "#PYTHON!"
                | "#TIMEOUT!"
                | "#ERROR!"
        )
}
