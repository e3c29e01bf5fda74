//! What the clerk is told about filling in a field: one table for all definitions, since many types
//! have the same fields (备注, 记录人, 站点 …) and say the same of them.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::record::{Field, FieldType};

/// Lines of `label` or `kind.label`, a tab, the sentence.
const TABLE: &str = include_str!("help.txt");

static HELP: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| lines().collect());

fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
}

/// The labels of the table, each as `label` or `kind.label`.
pub fn help_labels() -> impl Iterator<Item = &'static str> {
    lines().map(|(label, _)| label)
}

/// The line of the table that a field of this kind takes its help from.
#[must_use]
pub fn help_line(kind: &str, field: &Field) -> Option<&'static str> {
    let own = HELP.get_key_value(format!("{kind}.{}", field.own_label).as_str());
    own.or_else(|| HELP.get_key_value(field.own_label.as_str()))
        .map(|(label, _)| *label)
}

impl Field {
    /// Whether its value is written out rather than chosen: its help has an example then.
    #[must_use]
    pub fn is_typed(&self) -> bool {
        match self.field_type {
            FieldType::Code(_)
            | FieldType::Choice(_)
            | FieldType::Choices(_)
            | FieldType::Bool
            | FieldType::Ref(_)
            | FieldType::Refs(_) => false,
            FieldType::Text
            | FieldType::LongText
            | FieldType::Name
            | FieldType::IdNumber
            | FieldType::Phone
            | FieldType::Date
            | FieldType::Int
            | FieldType::Money
            | FieldType::Percent
            | FieldType::Time => true,
        }
    }

    /// Adds what the table says to its own hint: instead of none, and as the example where it has
    /// none.
    pub(super) fn take_help(&mut self, kind: &str) {
        let Some(help) = help_line(kind, self).and_then(|label| HELP.get(label)) else {
            return;
        };
        if self.hint.is_empty() {
            self.hint = (*help).to_owned();
        } else if self.is_typed() && !self.hint.contains('如') {
            self.hint = format!("{}。{help}", self.hint.trim_end_matches('。'));
        }
    }
}
