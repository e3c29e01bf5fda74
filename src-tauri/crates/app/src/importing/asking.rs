//! What is asked once of a sheet that has no column for it: 都是乡镇代表吗？

use domain::record::{
    AskedOfSheet, Beginning, Field, FieldType, RecordType, Value, Written, read_written,
};
use workbook::layout::Layout;

use crate::faults::refused;
use crate::importing::specs::Specs;
use crate::wire::{AskedField, ErrorCode, FillIn, PlanImport, UserError};

/// What was answered, by the places of the fields.
#[derive(Clone, Default)]
pub(super) struct Answers {
    given: Vec<(usize, Value)>,
}

impl Answers {
    /// The answers of a request; where it leaves them open, what is proposed.
    pub(super) fn of(
        kind: &RecordType,
        request: &PlanImport,
        beginning: &Beginning<'_>,
    ) -> Result<Self, UserError> {
        let mut given = Vec::new();
        for FillIn { field, value } in &request.fill {
            let asked = questions(kind).find(|(_, it)| it.answers_to(field));
            let Some((_, known)) = asked else {
                return Err(UserError::new(
                    ErrorCode::Invalid,
                    format!("“{field}”不能给整张表填同一个值"),
                    "请在表里加上这一列",
                ));
            };
            given.extend(place(kind, known, value)?);
        }
        if request.propose {
            for (asked, field) in questions(kind) {
                if let Some(value) = (asked.proposed)(beginning) {
                    given.extend(place(kind, field, value)?);
                }
            }
        }
        Ok(Self { given })
    }

    /// Those for fields that no column of this table fills.
    pub(super) fn for_table(&self, specs: &Specs, layout: &Layout) -> Vec<(usize, Value)> {
        let given = self.given.iter();
        given
            .filter(|(at, _)| specs.column(layout, *at).is_none())
            .cloned()
            .collect()
    }

    /// The questions that these tables leave open, with the answers that hold.
    pub(super) fn questions(
        &self,
        kind: &RecordType,
        specs: &Specs,
        layouts: &[(usize, Layout)],
        beginning: &Beginning<'_>,
    ) -> Vec<AskedField> {
        let mut open = Vec::new();
        for (asked, field) in questions(kind) {
            let Some(at) = kind.position(asked.field) else {
                continue;
            };
            let told = |(_, it): &(usize, Layout)| specs.column(it, at).is_some();
            if layouts.iter().all(told) {
                continue;
            }
            let proposed = (asked.proposed)(beginning).unwrap_or_default();
            let given = self.given.iter().find(|(it, _)| *it == at);
            let options = match &field.field_type {
                FieldType::Choice(words) | FieldType::Choices(words) => words.clone(),
                _ => Vec::new(),
            };
            open.push(AskedField {
                field: field.key.to_string(),
                label: field.label.clone(),
                question: asked.question.replace("{}", proposed),
                proposed: proposed.to_owned(),
                options,
                value: given.map(|(_, value)| domain::record::show(value, &|_| None)),
            });
        }
        open
    }
}

fn questions(kind: &RecordType) -> impl Iterator<Item = (&AskedOfSheet, &Field)> {
    let asked = kind.asked_of_sheets.iter();
    asked.filter_map(|it| kind.field(it.field).map(|field| (it, field)))
}

fn place(
    kind: &RecordType,
    field: &Field,
    value: &str,
) -> Result<Option<(usize, Value)>, UserError> {
    let read = read_written(field, Written::Text(value), None);
    let value = read.map_err(|fault| refused(kind, &[fault]))?;
    Ok(kind.position(field.key.as_str()).zip(value))
}
