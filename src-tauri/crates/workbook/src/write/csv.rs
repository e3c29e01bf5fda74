use std::borrow::Cow;
use std::io::Write;

use super::{OutCell, WriteFault};

/// Writes a table as CSV in UTF-8 with a byte order mark, which Excel needs to know it by.
///
/// A text that begins with `=`, `+`, `-`, `@` or a tab would be calculated when the file is
/// opened; an apostrophe in front makes it text, and the import takes it off again.
pub fn csv<'a, W, R>(headers: &[&str], rows: R, mut out: W) -> Result<(), WriteFault>
where
    W: Write,
    R: IntoIterator<Item = Vec<OutCell<'a>>>,
{
    out.write_all(b"\xEF\xBB\xBF")?;
    let mut lines = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(out);
    lines.write_record(headers.iter().map(|header| as_text(header).into_owned()))?;
    for row in rows {
        for cell in &row {
            match cell {
                OutCell::Empty => lines.write_field("")?,
                OutCell::Text(text) => lines.write_field(as_text(text).as_ref())?,
                OutCell::Number(number) => lines.write_field(number.to_string())?,
                OutCell::Date(date) => lines.write_field(date.format("%Y-%m-%d").to_string())?,
            }
        }
        lines.write_record(None::<&[u8]>)?;
    }
    lines.flush()?;
    Ok(())
}

fn as_text(text: &str) -> Cow<'_, str> {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠') => {
            Cow::Owned(format!("'{text}"))
        }
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_written_is_calculated() {
        let mut out = Vec::new();
        let rows = [vec![
            OutCell::Text("=HYPERLINK(\"http://x\")".into()),
            OutCell::Number(-5.0),
            OutCell::Text("a,\"b\"\nc".into()),
        ]];
        csv(&["姓名", "@数", "备注"], rows, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(
            text,
            "\u{feff}姓名,'@数,备注\r\n\"'=HYPERLINK(\"\"http://x\"\")\",-5,\"a,\"\"b\"\"\nc\"\r\n",
            "formulas become text, numbers stay numbers"
        );
    }
}
