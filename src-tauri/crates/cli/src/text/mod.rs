//! Text that a person reads in a terminal or a file: sentences, labelled values, aligned tables.

mod plain;
mod table;

use std::io::IsTerminal;

use unicode_width::UnicodeWidthStr;

pub(crate) use plain::plain;
pub(crate) use table::Table;

/// Lines of an answer.
#[derive(Debug, Default)]
pub(crate) struct Text {
    out: String,
    /// Columns of the terminal; `None` where nothing has to be cut, as in a file or pipe.
    width: Option<usize>,
}

impl Text {
    /// Empty, for where standard output leads.
    pub(crate) fn new() -> Self {
        Self {
            out: String::new(),
            width: terminal_width(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.out
    }

    /// One line; empty text adds nothing.
    pub(crate) fn line(&mut self, text: impl AsRef<str>) -> &mut Self {
        let text = plain(text.as_ref());
        if !text.is_empty() {
            self.out.push_str(&text);
            self.out.push('\n');
        }
        self
    }

    /// Several lines of prose, as they are.
    pub(crate) fn prose(&mut self, text: &str) -> &mut Self {
        for line in text.lines() {
            self.out.push_str(&plain(line));
            self.out.push('\n');
        }
        self
    }

    /// An empty line between two parts, never two of them.
    pub(crate) fn gap(&mut self) -> &mut Self {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
        self
    }

    /// Labels with their values, one a line, the values aligned; empty values are left out.
    pub(crate) fn facts(&mut self, facts: &[(&str, String)]) -> &mut Self {
        let said = || facts.iter().filter(|(_, value)| !value.trim().is_empty());
        let widest = said().map(|(label, _)| label.width()).max().unwrap_or(0);
        for (label, value) in said() {
            let room = " ".repeat(widest - label.width());
            self.line(format!("{label}：{room}{value}"));
        }
        self
    }

    /// A heading with one item a line below it; nothing without items.
    pub(crate) fn items<T: AsRef<str>>(&mut self, heading: &str, items: &[T]) -> &mut Self {
        if items.is_empty() {
            return self;
        }
        self.gap().line(format!("{heading}："));
        for item in items {
            self.line(format!("  {}", item.as_ref()));
        }
        self
    }

    /// A heading with a table below it; nothing without rows.
    pub(crate) fn section(&mut self, heading: &str, table: &Table) -> &mut Self {
        if table.is_empty() {
            return self;
        }
        self.gap().line(format!("{heading}："));
        self.table(table)
    }

    /// A table; nothing without rows.
    pub(crate) fn table(&mut self, table: &Table) -> &mut Self {
        if !table.is_empty() {
            table.write(self.width, &mut self.out);
        }
        self
    }

    /// What can be done next.
    pub(crate) fn next(&mut self, sentence: impl AsRef<str>) -> &mut Self {
        self.gap().line(format!("下一步：{}", sentence.as_ref()))
    }
}

/// `COLUMNS` where it is set, else what the terminal says; `None` for a file or pipe.
fn terminal_width() -> Option<usize> {
    let set = std::env::var("COLUMNS").ok();
    if let Some(columns) = set.and_then(|it| it.trim().parse::<usize>().ok()) {
        return Some(columns);
    }
    if !std::io::stdout().is_terminal() {
        return None;
    }
    let (width, _) = terminal_size::terminal_size()?;
    Some(usize::from(width.0))
}

/// A size in the unit that makes it short.
pub(crate) fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    if bytes < 1024 {
        return format!("{bytes} 字节");
    }
    // Below 2^53 a float holds it exactly; beyond, one place after the point is right all the same.
    #[expect(clippy::cast_precision_loss, reason = "shown to one place")]
    let mut amount = bytes as f64 / 1024.0;
    let mut unit = 0;
    while amount >= 1024.0 && unit + 1 < UNITS.len() {
        amount /= 1024.0;
        unit += 1;
    }
    format!("{amount:.1} {}", UNITS[unit])
}

/// A figure to one place, whole where it is whole; `—` where there is none.
pub(crate) fn number(value: Option<f64>) -> String {
    match value {
        None => "—".into(),
        Some(value) if value.fract() == 0.0 => format!("{value:.0}"),
        Some(value) => format!("{value:.1}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_below_each_other() {
        let mut text = Text::default();
        text.facts(&[
            ("单位", "甲镇".into()),
            ("联系电话", "139".into()),
            ("空", " ".into()),
        ]);
        assert_eq!(text.as_str(), "单位：    甲镇\n联系电话：139\n", "aligned");
    }

    #[test]
    fn sizes_and_figures_are_short() {
        assert_eq!(size(900), "900 字节", "bytes");
        assert_eq!(size(3 * 1024 * 1024 / 2), "1.5 MB", "megabytes");
        assert_eq!(number(Some(35.0)), "35", "whole");
        assert_eq!(number(Some(66.67)), "66.7", "to one place");
        assert_eq!(number(None), "—", "none");
    }
}
