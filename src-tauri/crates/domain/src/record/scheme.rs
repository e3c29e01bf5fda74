//! 台账方案: an office renames, hides and adds fields. Each entry is itself a record in the log, so
//! that it is undone, traced and carried like everything else.

use thiserror::Error;

use crate::record::{Field, FieldKey, FieldType, KindKey, Need, RecordType, Row, SearchAs, Value};

/// The record type that holds scheme entries.
pub const SCHEME_KIND: &str = "scheme";

/// What an office says about one field of one record type.
#[derive(Clone, PartialEq, Debug)]
pub struct SchemeEntry {
    /// The record type.
    pub kind: KindKey,
    /// The field: one of ours, or `x.<uuid>` for one the office added.
    pub field: FieldKey,
    /// Its label.
    pub label: Option<String>,
    /// The office does without it.
    pub hidden: bool,
    /// Where it stands among the fields, from 0.
    pub position: Option<usize>,
    /// For an added field: what it holds, one of [`SchemeEntry::SORTS`].
    pub sort: Option<String>,
    /// For an added choice: the list.
    pub choices: Vec<String>,
    /// Said to the clerk.
    pub hint: Option<String>,
}

/// A scheme entry that cannot be.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum SchemeFault {
    /// No such record type.
    #[error("没有“{0}”这种登记")]
    UnknownKind(String),
    /// No such field.
    #[error("“{kind}”里没有“{field}”这一栏")]
    UnknownField {
        /// The record type's title.
        kind: String,
        /// What was asked for.
        field: String,
    },
    /// Another field has that label.
    #[error("“{0}”这个栏目名已经用了，请换一个名字")]
    LabelTaken(String),
    /// The label is empty or too long.
    #[error("栏目名要有 1 到 20 个字")]
    LabelLength,
    /// The record's own name cannot be hidden.
    #[error("“{0}”是这条登记的名字，不能隐藏")]
    NameHidden(String),
    /// A sort of field that does not exist.
    #[error(
        "没有“{0}”这种栏目；可选：文字、长文字、日期、数字、是否、单选、多选、电话、金额、百分比、时间"
    )]
    UnknownSort(String),
    /// A choice without choices.
    #[error("单选、多选的栏目要写出至少一个选项")]
    NoChoices,
}

impl SchemeEntry {
    /// What an added field may hold, in the office's words.
    pub const SORTS: [&'static str; 11] = [
        "文字",
        "长文字",
        "日期",
        "数字",
        "是否",
        "单选",
        "多选",
        "电话",
        "金额",
        "百分比",
        "时间",
    ];

    /// Reads an entry from its record; `None` while it names no field.
    #[must_use]
    pub fn from_row(kind: &RecordType, row: &Row) -> Option<Self> {
        let text = |key: &str| {
            row.get(kind, key)
                .and_then(Value::as_text)
                .map(str::to_owned)
        };
        Some(Self {
            kind: text("record_type")?.into(),
            field: text("field")?.into(),
            label: text("label"),
            hidden: row.get(kind, "hidden") == Some(&Value::Bool(true)),
            position: row
                .get(kind, "position")
                .and_then(Value::as_int)
                .and_then(|at| usize::try_from(at).ok()),
            sort: text("sort"),
            choices: text("choices")
                .map(|it| it.split('、').map(|one| one.trim().to_owned()).collect())
                .unwrap_or_default(),
            hint: text("hint"),
        })
    }

    /// Whether it may stand beside the type as it is now.
    ///
    /// # Errors
    /// A label that is taken or has the wrong length, a hidden name, an unknown field or sort.
    pub fn validate(&self, kind: &RecordType) -> Result<(), SchemeFault> {
        let existing = kind.field(self.field.as_str());
        if existing.is_none() && (self.sort.is_none() || !is_office_key(&self.field)) {
            let field = self.field.to_string();
            return Err(SchemeFault::UnknownField {
                kind: kind.title.clone(),
                field,
            });
        }
        if let Some(label) = &self.label {
            if label.trim().is_empty() || label.chars().count() > 20 {
                return Err(SchemeFault::LabelLength);
            }
            let taken = |it: &&Field| it.key != self.field && it.answers_to(label.trim());
            if kind.fields.iter().any(|it| taken(&it)) {
                return Err(SchemeFault::LabelTaken(label.trim().to_owned()));
            }
        } else if existing.is_none() {
            return Err(SchemeFault::LabelLength);
        }
        if self.hidden && self.field == kind.name_field {
            let label = existing.map_or_else(String::new, |it| it.label.clone());
            return Err(SchemeFault::NameHidden(label));
        }
        if let Some(sort) = &self.sort {
            if !Self::SORTS.contains(&sort.as_str()) {
                return Err(SchemeFault::UnknownSort(sort.clone()));
            }
            if sort.ends_with('选') && self.choices.iter().all(String::is_empty) {
                return Err(SchemeFault::NoChoices);
            }
        }
        Ok(())
    }

    fn field_type(&self) -> Option<FieldType> {
        Some(match self.sort.as_deref()? {
            "长文字" => FieldType::LongText,
            "金额" => FieldType::Money,
            "百分比" => FieldType::Percent,
            "时间" => FieldType::Time,
            "日期" => FieldType::Date,
            "数字" => FieldType::Int,
            "是否" => FieldType::Bool,
            "单选" => FieldType::Choice(self.choices.clone()),
            "多选" => FieldType::Choices(self.choices.clone()),
            "电话" => FieldType::Phone,
            _ => FieldType::Text,
        })
    }
}

/// A type as its entries change it. Entries that fit nothing are passed over: they may speak of a
/// newer program's field.
pub(super) fn apply(kind: &RecordType, entries: &[&SchemeEntry]) -> RecordType {
    let mut changed = kind.clone();
    for entry in entries {
        let at = changed.fields.iter().position(|it| it.key == entry.field);
        if at.is_none()
            && is_office_key(&entry.field)
            && let Some(field_type) = entry.field_type()
        {
            let label = entry.label.as_deref().unwrap_or(entry.field.as_str());
            let mut field = Field::new(entry.field.as_str(), label, field_type);
            if field.search == SearchAs::No && matches!(field.field_type, FieldType::Text) {
                field.search = SearchAs::Text;
            }
            changed.fields.push(field);
        }
        let Some(field) = changed.fields.iter_mut().find(|it| it.key == entry.field) else {
            continue;
        };
        if let Some(label) = &entry.label {
            field.label.clone_from(label);
        }
        if let Some(hint) = &entry.hint {
            field.hint.clone_from(hint);
        }
        if !(entry.hidden && field.need == Need::Blocking) {
            field.hidden = entry.hidden;
        }
    }
    let mut placed: Vec<(usize, Field)> = Vec::new();
    for entry in entries {
        let Some(to) = entry.position else { continue };
        if let Some(from) = changed.fields.iter().position(|it| it.key == entry.field) {
            placed.push((to, changed.fields.remove(from)));
        }
    }
    // All out first, then in by rising position: each then stands exactly where it was put.
    placed.sort_by_key(|(to, _)| *to);
    for (to, field) in placed {
        changed.fields.insert(to.min(changed.fields.len()), field);
    }
    changed.index();
    changed
}

/// Whether an office may add a field under this key. Keys become columns, so two of them must not
/// become one: `x.` and a UUID in lower case.
fn is_office_key(field: &FieldKey) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    field
        .as_str()
        .strip_prefix("x.")
        .is_some_and(|rest| (1..=64).contains(&rest.len()) && rest.chars().all(allowed))
}

/// The record type of scheme entries.
#[must_use]
pub fn scheme_type() -> RecordType {
    RecordType::new(
        SCHEME_KIND,
        "台账方案",
        vec![
            Field::new("label", "栏目名", FieldType::Text),
            Field::new("record_type", "登记种类", FieldType::Text),
            Field::new("field", "栏目", FieldType::Text),
            Field::new("hidden", "隐藏", FieldType::Bool),
            Field::new("position", "位置", FieldType::Int),
            Field::new("sort", "类型", FieldType::Text),
            Field::new("choices", "选项", FieldType::Text).hint("用、隔开"),
            Field::new("hint", "填写提示", FieldType::Text),
        ],
    )
}
