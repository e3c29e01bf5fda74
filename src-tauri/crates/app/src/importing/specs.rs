//! The columns that a register's sheets may have.

use domain::reception::Visitor;
use domain::record::{Field, FieldType, Need, RecordType, Registry, SearchAs};
use domain::suggestion::Suggestion;
use workbook::layout::{ColumnMatch, ColumnSpec, Layout, SectionWords, Shape, normalised};

use crate::naming::referred;
use crate::records::field_of;
use crate::wire::{ColumnChoice, ErrorCode, UserError};

/// Columns that every ledger has and no record needs.
const RUNNING_NUMBER: &str = "序号";

/// A spec per field that a sheet may fill, and the field (`None`: known and left out).
pub(super) struct Specs {
    pub(super) specs: Vec<ColumnSpec>,
    fields: Vec<Option<usize>>,
}

impl Specs {
    pub(super) fn of(kind: &RecordType, registry: &Registry) -> Self {
        let mut it = Self {
            specs: Vec::new(),
            fields: Vec::new(),
        };
        for (at, field) in kind.fields.iter().enumerate() {
            if field.hidden
                || field.key == *Visitor::OTHER_COLUMNS.key()
                || field.key == *Visitor::SERIES.key()
            {
                continue;
            }
            it.specs.push(spec(kind, field, registry));
            it.fields.push(fills(kind, field).then_some(at));
        }
        if !it.specs.iter().any(|spec| spec.label == RUNNING_NUMBER) {
            it.specs.push(ColumnSpec {
                key: "_running_number".into(),
                label: RUNNING_NUMBER.into(),
                aliases: vec!["编号".into(), "No".into(), "行号".into()],
                ..ColumnSpec::default()
            });
            it.fields.push(None);
        }
        it
    }

    /// The field that a column of the sheet fills; `None` where it is left out or not understood.
    pub(super) fn field(&self, column: &ColumnMatch) -> Option<usize> {
        column
            .spec
            .and_then(|spec| self.fields.get(spec).copied().flatten())
    }

    /// The field that a column names and that a sheet cannot fill: the program computes it, or steps
    /// write it.
    pub(super) fn own(&self, kind: &RecordType, column: &ColumnMatch) -> Option<usize> {
        let spec = column.spec.filter(|_| self.field(column).is_none())?;
        kind.position(self.specs.get(spec)?.key.as_str())
    }

    /// The fields of a column that holds a date and something else; one matched by hand to another
    /// field holds that.
    pub(super) fn two_in_one(
        &self,
        kind: &RecordType,
        column: &ColumnMatch,
    ) -> Option<(usize, usize)> {
        let heading = both(&column.header);
        let it = kind
            .two_in_one
            .iter()
            .find(|it| it.headings.iter().any(|one| both(one) == heading))?;
        let (date, rest) = kind.position(it.date).zip(kind.position(it.rest))?;
        self.field(column)
            .is_none_or(|at| at == rest || at == date)
            .then_some((date, rest))
    }

    /// Whether a column is left out because the program numbers by itself.
    pub(super) fn is_numbering(&self, kind: &RecordType, column: &ColumnMatch) -> bool {
        let Some(spec) = column.spec.and_then(|at| self.specs.get(at)) else {
            return false;
        };
        let serial = kind.serial.as_ref().map(|it| it.field.as_str());
        spec.label == RUNNING_NUMBER
            || spec.key == Suggestion::NO.key()
            || Some(spec.key.as_str()) == serial
    }

    /// The column of a sheet that fills a field.
    pub(super) fn column<'a>(&self, layout: &'a Layout, field: usize) -> Option<&'a ColumnMatch> {
        layout
            .columns
            .iter()
            .find(|column| self.field(column) == Some(field))
    }
}

/// Whether a sheet's column may fill a field: computed and numbered ones are known and left out.
fn fills(kind: &RecordType, field: &Field) -> bool {
    let numbered = kind.serial.as_ref().is_some_and(|it| it.field == field.key);
    field.is_editable() && !numbered
}

/// A heading of two things without the word between them.
fn both(heading: &str) -> String {
    normalised(heading).replace(['/', '|', '及', '和', '与'], "")
}

/// How lines over sections name a field's values: groups and constituencies by their endings, the
/// words of a list with the word for the record (县级人大代表).
fn section(kind: &RecordType, field: &Field, registry: &Registry) -> SectionWords {
    let mut it = SectionWords::default();
    if let Some(target) = referred(registry, field).filter(|it| it.made_by_naming) {
        it.endings.clone_from(&target.name_endings);
        it.endings.push(target.title.clone());
        // 第一组 for 第一代表小组.
        let shortest = target.name_endings.iter().min_by_key(|it| it.len());
        it.endings
            .extend(shortest.and_then(|it| it.chars().last()).map(String::from));
    }
    if matches!(field.field_type, FieldType::Choices(_)) {
        let title = &kind.title;
        for (word, value) in words_of(field) {
            let bare = word.strip_suffix('级').unwrap_or(&word);
            for line in [
                format!("{bare}级人大{title}"),
                format!("{bare}人大{title}"),
                format!("{bare}级{title}"),
                format!("{bare}{title}"),
            ] {
                it.lines.push((format!("{line}名单"), value.clone()));
                it.lines.push((format!("{line}名册"), value.clone()));
                it.lines.push((line, value.clone()));
            }
        }
    }
    it
}

/// The words of a field's list and other words for them, each with the word it means.
fn words_of(field: &Field) -> Vec<(String, String)> {
    let (FieldType::Choice(choices) | FieldType::Choices(choices)) = &field.field_type else {
        return Vec::new();
    };
    let own = choices.iter().map(|it| (it.clone(), it.clone()));
    own.chain(field.choice_aliases.iter().cloned()).collect()
}

fn ticked_words(field: &Field) -> Vec<String> {
    match &field.field_type {
        FieldType::Code(list) => {
            let words = list.codes.iter().flat_map(|it| [it.name, it.short]);
            words.map(str::to_owned).collect()
        }
        _ => words_of(field).into_iter().map(|(word, _)| word).collect(),
    }
}

fn spec(kind: &RecordType, field: &Field, registry: &Registry) -> ColumnSpec {
    let mut aliases = field.aliases.clone();
    if field.own_label != field.label {
        aliases.push(field.own_label.clone());
    }
    ColumnSpec {
        key: field.key.to_string(),
        label: field.label.clone(),
        aliases,
        required: field.need == Need::Blocking || kind.name_field == field.key,
        name: kind.name_field == field.key,
        place: field.field_type == FieldType::Text && field.search == SearchAs::Name,
        words: if fills(kind, field) {
            ticked_words(field)
        } else {
            Vec::new()
        },
        parts: kind
            .joined
            .iter()
            .filter(|it| field.key == *it.field)
            .flat_map(|it| it.headings)
            .map(|names| names.iter().map(|it| (*it).to_owned()).collect())
            .collect(),
        names: referred(registry, field)
            .filter(|it| it.is_of_people())
            .map(|it| it.title.clone()),
        section: section(kind, field, registry),
    }
}

/// Columns matched by hand stand over what the headings say.
pub(super) fn match_by_hand(
    kind: &RecordType,
    specs: &Specs,
    layout: &mut Layout,
    choices: &[ColumnChoice],
) -> Result<(), UserError> {
    for choice in choices {
        let wanted = normalised(&choice.column);
        let column = layout
            .columns
            .iter()
            .position(|it| it.header == choice.column || normalised(&it.header) == wanted);
        let Some(column) = column else {
            let headers: Vec<&str> = layout.columns.iter().map(|it| it.header.as_str()).collect();
            return Err(UserError::new(
                ErrorCode::BadRequest,
                format!("表里没有“{}”这一列", choice.column),
                format!("表里的列：{}", headers.join("、")),
            ));
        };
        let spec = if choice.field.trim().is_empty() {
            None
        } else {
            let field = field_of(kind, &choice.field)?;
            specs
                .specs
                .iter()
                .position(|spec| field.key == *spec.key.as_str())
        };
        for other in &mut layout.columns {
            if spec.is_some() && other.spec == spec {
                other.spec = None;
            }
        }
        layout.columns[column].spec = spec;
        if layout.columns[column].shape == Shape::Part {
            layout.columns[column].shape = Shape::Plain;
        }
    }
    Ok(())
}
