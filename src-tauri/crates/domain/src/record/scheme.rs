//! 台账方案: an office renames, hides and adds fields. Each entry is itself a record in the log, so
//! that it is undone, traced and carried like everything else.

use std::collections::HashMap;

use thiserror::Error;

use crate::record::{
    Field, FieldKey, FieldType, Home, KindKey, Need, RecordType, Row, SearchAs, Value,
};

/// The record type that holds scheme entries.
pub const SCHEME_KIND: &str = "scheme";

/// Stands in an entry's field where the entry speaks of the register itself: its title on paper.
pub const WHOLE_REGISTER: &str = "*";
/// Stands in an entry's record type where the entry speaks of one of the office's lists (问题类别),
/// whichever records use it; its field is the list's name.
pub const LIST_ENTRY: &str = "list";

/// What an office says about one field of one record type, about a register's title
/// ([`WHOLE_REGISTER`]) or about one of its lists ([`LIST_ENTRY`]).
#[derive(Clone, PartialEq, Debug)]
pub struct SchemeEntry {
    /// The record type.
    pub kind: KindKey,
    /// The field: one of ours, or `x.<uuid>` for one the office added.
    pub field: FieldKey,
    /// Its label; of a register, its title.
    pub label: Option<String>,
    /// The office does without it.
    pub hidden: bool,
    /// Where it stands among the fields, from 0.
    pub position: Option<usize>,
    /// For an added field: what it holds, one of [`SchemeEntry::SORTS`].
    pub sort: Option<String>,
    /// For an added choice or a list of the office: what there is to choose from.
    pub choices: Vec<String>,
    /// Options that were called otherwise before: old word, present word. Sheets may still write
    /// the old one.
    pub renamed: Vec<(String, String)>,
    /// Said to the clerk.
    pub hint: Option<String>,
    /// The part of the form it stands in, by its heading.
    pub section: Option<String>,
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
    /// Two options of a list are the same.
    #[error("选项“{0}”写了两遍，请去掉一个")]
    ChoiceTwice(String),
    /// An option that could not be told apart from two.
    #[error("选项“{0}”要有 1 到 30 个字，中间不能有“、”“/”和逗号")]
    ChoiceWording(String),
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
            renamed: text("renamed")
                .map(|it| it.split('、').filter_map(old_and_new).collect())
                .unwrap_or_default(),
            hint: text("hint"),
            section: text("section"),
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
            if sort.ends_with('选') {
                check_choices(&self.choices)?;
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

fn old_and_new(pair: &str) -> Option<(String, String)> {
    let (old, new) = pair.split_once('=')?;
    Some((old.trim().to_owned(), new.trim().to_owned()))
}

/// Whether these can be the options of a list.
///
/// # Errors
/// None at all, one twice, or one with a separator in it: several options of one field are written
/// with 、 between them.
pub fn check_choices(choices: &[String]) -> Result<(), SchemeFault> {
    if choices.iter().all(|it| it.trim().is_empty()) {
        return Err(SchemeFault::NoChoices);
    }
    for (at, choice) in choices.iter().enumerate() {
        let separates = |c: char| matches!(c, '、' | '，' | ',' | ';' | '；' | '/' | '|' | '=');
        let length = choice.trim().chars().count();
        if !(1..=30).contains(&length) || choice.contains(separates) {
            return Err(SchemeFault::ChoiceWording(choice.clone()));
        }
        if choices[..at].contains(choice) {
            return Err(SchemeFault::ChoiceTwice(choice.clone()));
        }
    }
    Ok(())
}

/// A type with the office's own lists in place of ours.
pub(super) fn with_lists(kind: &RecordType, lists: &[&SchemeEntry]) -> Option<RecordType> {
    let of = |field: &Field| {
        let list = field.list.as_deref()?;
        lists
            .iter()
            .find(|it| it.field == *list && !it.choices.is_empty())
    };
    if !kind.fields.iter().any(|field| of(field).is_some()) {
        return None;
    }
    let mut changed = kind.clone();
    for field in &mut changed.fields {
        let Some(entry) = of(field) else { continue };
        match &mut field.field_type {
            FieldType::Choice(choices) | FieldType::Choices(choices) => {
                choices.clone_from(&entry.choices);
            }
            _ => continue,
        }
        // A word that is an option again means itself.
        let renamed = entry
            .renamed
            .iter()
            .filter(|(old, _)| !entry.choices.contains(old));
        field.choice_aliases.extend(renamed.cloned());
    }
    Some(changed)
}

/// A type as its entries change it. Entries that fit nothing are passed over: they may speak of a
/// newer program's field.
pub(super) fn apply(kind: &RecordType, entries: &[&SchemeEntry]) -> RecordType {
    let mut changed = kind.clone();
    let mut headings = headings_of(kind);
    for entry in entries {
        if entry.field == *WHOLE_REGISTER {
            if let (Some(register), Some(title)) = (&mut changed.register, &entry.label) {
                register.title.clone_from(title);
            }
            continue;
        }
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
        if let Some(heading) = &entry.section {
            headings.insert(entry.field.clone(), heading.clone());
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
    put_headings(&mut changed.fields, &headings);
    changed.index();
    changed
}

/// Under which heading of the form each field stands.
#[must_use]
pub fn headings_of(kind: &RecordType) -> HashMap<FieldKey, String> {
    let mut headings = HashMap::new();
    let mut running: Option<&String> = None;
    for field in &kind.fields {
        running = field.section.as_ref().or(running);
        if let Some(heading) = running {
            headings.insert(field.key.clone(), heading.clone());
        }
    }
    headings
}

/// Each heading stands over the first visible field of its run; a field without one goes on with
/// the part before it.
fn put_headings(fields: &mut [Field], headings: &HashMap<FieldKey, String>) {
    let mut running: Option<&String> = None;
    for field in fields {
        field.section = None;
        if field.hidden {
            continue;
        }
        let heading = headings.get(&field.key).or(running);
        if heading != running {
            field.section = heading.cloned();
            running = heading;
        }
    }
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
            Field::new("section", "所在部分", FieldType::Text),
            Field::new("renamed", "改过名的选项", FieldType::Text).hint("旧名=新名，用、隔开"),
        ],
    )
    .belonging(Home::Published)
}
