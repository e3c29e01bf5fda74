//! 台账方案: fields renamed, hidden, added and moved by the office, and the titles of its registers.

use domain::office::titles_of;
use domain::operation::Operation;
use domain::record::{
    Field, FieldKey, FieldType, Need, RecordId, RecordType, Row, SCHEME_KIND, Scheme as SchemeRow,
    SchemeEntry, SchemeFault, Value, WHOLE_REGISTER, headings_of,
};
use store::ledger::Tx;
use store::query::{Filter, ListQuery};
use uuid::Uuid;

use crate::records::edits::saved;
use crate::records::registers::{field_of, kind_of};
use crate::session::App;
use crate::wire::{
    Arrange, ErrorCode, OfRegister, Saved, Scheme, SchemeField, SchemeView, SetTitle, UserError,
};

impl From<SchemeFault> for UserError {
    fn from(fault: SchemeFault) -> Self {
        Self::new(ErrorCode::Invalid, fault.to_string(), "")
    }
}

pub(crate) fn scheme(app: &mut App, request: OfRegister) -> Result<Scheme, UserError> {
    let kind = kind_of(app, &request.register)?;
    let own = app.ledger()?.registry().own(kind.key.as_str()).cloned();
    let own = own.unwrap_or_else(|| kind.clone());
    let headings = headings_of(&kind);
    let today = crate::periods::today(app)?;
    let view = |field: &Field| SchemeView {
        key: field.key.to_string(),
        label: field.label.clone(),
        own_label: field.own_label.clone(),
        sort: field.field_type.key().into(),
        sort_word: sort_word(&field.field_type).into(),
        choices: field.field_type.choices(),
        hint: today.rules.fill(&field.hint, today.date),
        hidden: field.hidden,
        stays: stays(&kind, field),
        added: own.field(field.key.as_str()).is_none(),
        section: headings.get(&field.key).cloned().unwrap_or_default(),
        printed: field.printed,
        width: field.width,
        full_line: field.full_line,
        editable: field.is_editable(),
    };
    Ok(Scheme {
        register: request.register,
        title: kind.register_title().to_owned(),
        own_title: own.register_title().to_owned(),
        titles: titles_of(kind.key.as_str())
            .iter()
            .map(|it| (*it).into())
            .collect(),
        fields: kind
            .fields
            .iter()
            .filter(|field| !is_ours_alone(&own, field))
            .map(view)
            .collect(),
    })
}

/// A field that the program keeps for itself and no office is asked about.
fn is_ours_alone(own: &RecordType, field: &Field) -> bool {
    own.field(field.key.as_str()).is_some_and(|it| it.hidden)
}

fn stays(kind: &RecordType, field: &Field) -> String {
    if field.key == kind.name_field {
        "这是每条登记的名字".into()
    } else if field.need == Need::Blocking {
        "没有它就不能登记".into()
    } else {
        String::new()
    }
}

fn sort_word(field_type: &FieldType) -> &'static str {
    match field_type {
        FieldType::Text => "文字",
        FieldType::LongText => "长文字",
        FieldType::Name => "姓名",
        FieldType::IdNumber => "身份证号",
        FieldType::Phone => "电话",
        FieldType::Date => "日期",
        FieldType::Int => "数字",
        FieldType::Bool => "是否",
        FieldType::Money => "金额",
        FieldType::Percent => "百分比",
        FieldType::Time => "时间",
        FieldType::Code(_) => "国家标准代码",
        FieldType::Choice(_) => "单选",
        FieldType::Choices(_) => "多选",
        FieldType::Ref(_) => "名册里选一个",
        FieldType::Refs(_) => "名册里选几个",
    }
}

pub(crate) fn set_scheme(app: &mut App, request: SchemeField) -> Result<Saved, UserError> {
    let kind = kind_of(app, &request.register)?;
    let (field, added) = match &request.field {
        Some(name) => (field_of(&kind, name)?.key.clone(), false),
        None => (
            FieldKey::from(format!("x.{}", Uuid::now_v7().simple())),
            true,
        ),
    };
    let own = app.ledger()?.registry().own(kind.key.as_str()).cloned();
    let own = own.as_ref().and_then(|it| it.field(field.as_str()));
    check_request(&request, own)?;
    let scheme = scheme_kind(app)?;
    let known = entry_of(app, kind.key.as_str(), field.as_str())?;
    let row = entry_row(&scheme, known.as_ref(), kind.key.as_str(), &field, &request);
    let entry = SchemeEntry::from_row(&scheme, &row);
    entry
        .as_ref()
        .map_or(Ok(()), |entry| entry.validate(&kind))?;

    let label = request
        .label
        .clone()
        .or_else(|| kind.field(field.as_str()).map(|it| it.label.clone()))
        .unwrap_or_default();
    let (kind, field) = (&kind, label.as_str());
    let operation = match (added, request.hidden) {
        (true, _) => Operation::AddField { kind, field },
        (false, Some(true)) => Operation::HideField { kind, field },
        (false, Some(false)) => Operation::ShowField { kind, field },
        (false, None) => Operation::EditField { kind, field },
    };
    keep(app, operation, &scheme, vec![(known, row)])
}

/// Refuses what an entry cannot say: sort and options of a delivered field are fixed or stand in a
/// list of the office, and an added field needs a label to be called by.
fn check_request(request: &SchemeField, own: Option<&Field>) -> Result<(), UserError> {
    let refuse =
        |sentence: String, hint: String| Err(UserError::new(ErrorCode::Invalid, sentence, hint));
    let unnamed = request
        .label
        .as_ref()
        .is_some_and(|it| it.trim().is_empty());
    let Some(own) = own else {
        if unnamed || (request.field.is_none() && request.label.is_none()) {
            let hint = "请写出名称，如：网格".into();
            return refuse("增加的栏目没有名称".into(), hint);
        }
        if request.field.is_none() && request.sort.is_none() {
            return refuse(
                "增加的栏目没有写类型".into(),
                "可写：文字、长文字、日期、数字、是否、单选、多选、电话；要给已有的栏目改名，请写出是哪一栏".into(),
            );
        }
        return Ok(());
    };
    let label = &own.label;
    if unnamed {
        let hint = "要恢复原名，请写出原名".into();
        return refuse(format!("栏目“{label}”的名称不能是空的"), hint);
    }
    let sort = sort_word(&own.field_type);
    if let Some(other) = request.sort.as_ref().filter(|it| it.trim() != sort) {
        let sentence = format!("“{label}”随程序带来，类型是{sort}，不能改成{other}");
        return refuse(sentence, "可以隐藏它，另外增加一栏".into());
    }
    if request.choices.is_empty() || request.choices == own.field_type.choices() {
        return Ok(());
    }
    match &own.list {
        Some(list) => refuse(
            format!("“{label}”的选项在名称表“{list}”里，不在台账方案里改"),
            format!("请到名称表“{list}”里增减或改名"),
        ),
        None => refuse(
            format!("“{label}”的选项是固定的，不能改：统计和办理照它们计算"),
            "可以隐藏它，另外增加一栏".into(),
        ),
    }
}

/// Puts all fields of a register in the given order, as one operation.
pub(crate) fn arrange(app: &mut App, request: Arrange) -> Result<Saved, UserError> {
    let kind = kind_of(app, &request.register)?;
    let scheme = scheme_kind(app)?;
    let present = headings_of(&kind);
    let mut order: Vec<(FieldKey, String)> = Vec::new();
    for it in &request.fields {
        let key = field_of(&kind, &it.field)?.key.clone();
        if order.iter().any(|(known, _)| *known == key) {
            let sentence = format!("栏目“{}”排了两次", it.field);
            return Err(UserError::new(
                ErrorCode::BadRequest,
                sentence,
                "请重新打开这一页",
            ));
        }
        order.push((key, it.section.trim().to_owned()));
    }
    // What the office is not asked about stays behind the rest.
    for field in &kind.fields {
        if !order.iter().any(|(key, _)| *key == field.key) {
            let heading = present.get(&field.key).cloned().unwrap_or_default();
            order.push((field.key.clone(), heading));
        }
    }
    let mut rows = Vec::new();
    for (at, (key, heading)) in order.iter().enumerate() {
        let known = entry_of(app, kind.key.as_str(), key.as_str())?;
        let moved = present.get(key).is_some_and(|it| it != heading) || !present.contains_key(key);
        let change = SchemeField {
            position: u32::try_from(at).ok(),
            section: (moved && !heading.is_empty()).then(|| heading.clone()),
            ..SchemeField::default()
        };
        let row = entry_row(&scheme, known.as_ref(), kind.key.as_str(), key, &change);
        if known.as_ref() != Some(&row) {
            rows.push((known, row));
        }
    }
    keep(app, Operation::ArrangeFields { kind: &kind }, &scheme, rows)
}

/// Calls a register by another title, on screen and on paper.
pub(crate) fn set_title(app: &mut App, request: SetTitle) -> Result<Saved, UserError> {
    let kind = kind_of(app, &request.register)?;
    let own = app.ledger()?.registry().own(kind.key.as_str()).cloned();
    let own = own.and_then(|it| it.register.clone());
    let Some(own) = own else {
        return Err(UserError::new(
            ErrorCode::Precondition,
            format!("“{}”没有自己的登记簿，不能改名", kind.title),
            "",
        ));
    };
    let title = match request.title.trim() {
        "" => own.title,
        title => title.to_owned(),
    };
    if title.chars().count() > 30 {
        return Err(UserError::new(
            ErrorCode::Invalid,
            "簿册名称最多 30 个字",
            "如：选民接待登记簿",
        ));
    }
    let scheme = scheme_kind(app)?;
    let field = FieldKey::from(WHOLE_REGISTER.to_owned());
    let known = entry_of(app, kind.key.as_str(), WHOLE_REGISTER)?;
    let change = SchemeField {
        label: Some(title.clone()),
        ..SchemeField::default()
    };
    let row = entry_row(&scheme, known.as_ref(), kind.key.as_str(), &field, &change);
    let operation = Operation::RenameRegister { title: &title };
    keep(app, operation, &scheme, vec![(known, row)])
}

/// Puts a register back as it was delivered; fields that the office added stay, at the end.
pub(crate) fn reset_scheme(app: &mut App, request: OfRegister) -> Result<Saved, UserError> {
    let kind = kind_of(app, &request.register)?;
    let own = app.ledger()?.registry().own(kind.key.as_str()).cloned();
    let own = own.unwrap_or_else(|| kind.clone());
    let scheme = scheme_kind(app)?;
    let entries = entries_of(app, kind.key.as_str())?;
    let operation = app.operation(Operation::ResetFields { kind: &kind })?;
    let title = operation.title.clone();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        let mut last = None;
        for row in &entries {
            let field = row.read(&scheme, SchemeRow::FIELD).unwrap_or_default();
            if field == WHOLE_REGISTER || own.field(field).is_some() {
                tx.void(SCHEME_KIND, row.id, "恢复出厂栏目")?;
            } else {
                tx.edit(
                    SCHEME_KIND,
                    row.id,
                    vec![(SchemeRow::POSITION.into(), None)],
                )?;
            }
            last = Some(row.id);
        }
        Ok(last.unwrap_or_else(RecordId::new))
    })?;
    Ok(saved(committed, title))
}

pub(super) fn scheme_kind(app: &mut App) -> Result<std::sync::Arc<RecordType>, UserError> {
    let scheme = app.ledger()?.registry().get(SCHEME_KIND).cloned();
    scheme.ok_or_else(|| UserError::new(ErrorCode::Internal, "本机程序不支持台账方案", ""))
}

/// The live entries that speak of a record type.
fn entries_of(app: &mut App, record_type: &str) -> Result<Vec<Row>, UserError> {
    let query = ListQuery {
        filters: vec![Filter::Is(
            SchemeRow::RECORD_TYPE.into(),
            Value::Text(record_type.to_owned()),
        )],
        ..ListQuery::all()
    };
    Ok(app.ledger()?.read().list(SCHEME_KIND, &query)?.rows)
}

/// The live entry that speaks of this field.
pub(super) fn entry_of(
    app: &mut App,
    record_type: &str,
    field: &str,
) -> Result<Option<Row>, UserError> {
    let scheme = scheme_kind(app)?;
    let mut rows = entries_of(app, record_type)?;
    rows.retain(|row| row.read(&scheme, SchemeRow::FIELD) == Some(field));
    // Where two devices made one each, the one that has the last word.
    Ok(rows.into_iter().max_by_key(|row| row.id))
}

/// Writes entries as one operation.
fn keep(
    app: &mut App,
    operation: Operation<'_>,
    scheme: &RecordType,
    rows: Vec<(Option<Row>, Row)>,
) -> Result<Saved, UserError> {
    let operation = app.operation(operation)?;
    let title = operation.title.clone();
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        let mut last = RecordId::new();
        for (known, row) in &rows {
            last = write_entry(tx, scheme, known.as_ref(), row)?;
        }
        Ok(last)
    })?;
    Ok(saved(committed, title))
}

pub(super) fn write_entry(
    tx: &mut Tx<'_>,
    scheme: &RecordType,
    known: Option<&Row>,
    row: &Row,
) -> Result<RecordId, UserError> {
    let values: Vec<_> = scheme
        .fields
        .iter()
        .zip(&row.values)
        .map(|(field, value)| (field.key.clone(), value.clone()))
        .collect();
    Ok(match known {
        Some(known) => {
            tx.edit(SCHEME_KIND, known.id, values)?;
            known.id
        }
        None => {
            let filled = values
                .into_iter()
                .filter_map(|(key, it)| it.map(|it| (key, it)));
            tx.create(SCHEME_KIND, filled.collect())?
        }
    })
}

/// The entry's record as it will stand.
pub(super) fn entry_row(
    scheme: &RecordType,
    known: Option<&Row>,
    record_type: &str,
    field: &FieldKey,
    request: &SchemeField,
) -> Row {
    let mut row = known
        .cloned()
        .unwrap_or_else(|| Row::empty(RecordId::new(), scheme));
    let text = |value: &str| Some(Value::Text(value.trim().to_owned()));
    row.put(scheme, &SchemeRow::RECORD_TYPE.into(), text(record_type));
    row.put(scheme, &SchemeRow::FIELD.into(), text(field.as_str()));
    if let Some(label) = &request.label {
        row.put(scheme, &SchemeRow::LABEL.into(), text(label));
    }
    if let Some(hidden) = request.hidden {
        row.put(scheme, &SchemeRow::HIDDEN.into(), Some(Value::Bool(hidden)));
    }
    if let Some(position) = request.position {
        row.put(
            scheme,
            &SchemeRow::POSITION.into(),
            Some(Value::Int(i64::from(position))),
        );
    }
    if let Some(sort) = &request.sort {
        row.put(scheme, &SchemeRow::SORT.into(), text(sort));
    }
    if !request.choices.is_empty() {
        row.put(
            scheme,
            &SchemeRow::CHOICES.into(),
            text(&request.choices.join("、")),
        );
    }
    if let Some(hint) = &request.hint {
        row.put(scheme, &SchemeRow::HINT.into(), text(hint));
    }
    if let Some(section) = &request.section {
        row.put(scheme, &SchemeRow::SECTION.into(), text(section));
    }
    row
}
