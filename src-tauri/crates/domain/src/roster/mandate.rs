//! Mandates: one person may be a deputy at several levels, each with its own term and
//! constituency.

use crate::record::{
    ChildWrite, Children, Field, FieldFault, FieldKey, FieldType, Home, Item, Offer, ParentLink,
    RecordType, Row, Severity, Value,
};
use crate::roster::{CONSTITUENCY, DEPUTY, Deputy, Level, MANDATE, Mandate, MandateStatus, levels};

/// Fields of a roster row that belong to the shown mandate.
const SHOWN: [&str; 11] = [
    "term",
    "constituency",
    "elected_on",
    "votes",
    "certificate",
    "qualified_on",
    "qualification",
    "status",
    "ended_on",
    "end_reason",
    "end_announced_on",
];

/// Whether a deputy is in office by the written status; nobody wrote one: in office.
///
/// ```
/// use domain::roster::in_office;
/// assert!(in_office(None) && in_office(Some("暂停执行职务")));
/// assert!(!in_office(Some("责令辞职")));
/// ```
#[must_use]
pub fn in_office(status: Option<&str>) -> bool {
    status.is_none_or(|it| MandateStatus::of_word(it).is_some_and(MandateStatus::is_in_office))
}

/// Why a mandate ended before its term (代表法 2025 第62条).
const END_REASONS: [&str; 9] = [
    "迁出或者调离本行政区域",
    "辞职被接受",
    "责令辞职被接受",
    "未经批准两次不出席本级人代会会议",
    "被罢免",
    "丧失中华人民共和国国籍",
    "依照法律被剥夺政治权利",
    "丧失行为能力",
    "去世",
];

/// What an ending before the term lacks: its reason, and the day of the announcement
/// (代表法 2025 第62、63条). Warned about: the announcement may still be ahead.
pub(super) fn check_ending(kind: &RecordType, row: &Row) -> Vec<FieldFault> {
    let status = row.of(kind, Deputy::STATUS).and_then(Value::as_text);
    if !status
        .and_then(MandateStatus::of_word)
        .is_some_and(MandateStatus::is_ended_early)
    {
        return Vec::new();
    }
    [
        (Deputy::END_REASON.key(), "第六十二条", "请选上终止的情形"),
        (
            Deputy::END_ANNOUNCED_ON.key(),
            "第六十三条",
            "请填上大会公告的日期；还没有公告的，公告后补上",
        ),
    ]
    .into_iter()
    .filter(|(key, _, _)| row.get(kind, key).is_none())
    .filter_map(|(key, article, hint)| {
        let field = kind.field(key)?;
        let sentence = format!(
            "写了“{}”，没有{}（代表法{article}）",
            status.unwrap_or_default(),
            field.label
        );
        Some(FieldFault {
            severity: Severity::Warning,
            ..FieldFault::error(field, sentence, hint)
        })
    })
    .collect()
}

/// A mandate: one level and term of a deputy.
#[must_use]
pub fn mandate_type() -> RecordType {
    let mut fields = vec![
        Field::new("level", "代表层级", FieldType::Choice(levels()))
            .expected()
            .open(),
        Field::new("deputy", "代表", FieldType::Ref(DEPUTY.into())).open(),
    ];
    fields.extend(shown_fields());
    let mut it = RecordType::new(MANDATE, "代表职务", fields);
    it.home = Home::Published;
    it.part_order = 10;
    it.parent = Some(ParentLink {
        kind: Some(DEPUTY.into()),
        field: "deputy".into(),
    });
    it.check = Some(|kind, row, _| check_ending(kind, row));
    it
}

/// The mandate's own fields, alike on the mandate and (as shown fields) on the roster row.
pub(super) fn shown_fields() -> Vec<Field> {
    let term = crate::office::TERM.into();
    let results = ["有效", "无效", "待审查"].map(String::from).to_vec();
    let statuses = FieldType::choice(&MandateStatus::WORDS);
    let reasons = END_REASONS.map(String::from).to_vec();
    vec![
        Field::new("term", "届次", FieldType::Ref(term))
            .offers(Offer::Term)
            .expected()
            .open()
            .width(18.0),
        Field::new("constituency", "选区", FieldType::Ref(CONSTITUENCY.into()))
            .expected()
            .open()
            .aliases(&["所在选区", "选区名称", "当选选区", "选举单位"])
            .width(26.0),
        Field::new("elected_on", "当选日期", FieldType::Date)
            .open()
            .page_only(),
        Field::new("votes", "得票数", FieldType::Int)
            .aliases(&["得票"])
            .page_only(),
        Field::new("certificate", "代表证号", FieldType::Text)
            .decided_by_person()
            .open()
            .hint("代表法第49条")
            .page_only(),
        Field::new("qualified_on", "资格审查日期", FieldType::Date).page_only(),
        Field::new("qualification", "资格审查结果", FieldType::Choice(results))
            .hint("选举法第47条")
            .page_only(),
        Field::new("status", "状态", statuses)
            .open()
            .aliases(&["代表状态", "任职状态"])
            .screen_only(),
        Field::new("ended_on", "终止日期", FieldType::Date)
            .open()
            .aliases(&["离任日期"])
            .page_only(),
        Field::new("end_reason", "终止原因", FieldType::Choice(reasons))
            .open()
            .hint("代表法第六十二条列举的情形；任期届满的不用填")
            .page_only(),
        Field::new("end_announced_on", "终止公告日期", FieldType::Date)
            .open()
            .hint("由本级人民代表大会公告（代表法第六十三条）")
            .page_only(),
    ]
}

/// How a deputy shows and sets the mandates.
pub(super) fn children() -> Children {
    Children {
        kind: MANDATE.into(),
        shown,
        version: 1,
        set,
    }
}

fn level_of(kind: &RecordType, row: &Row) -> Option<usize> {
    let level = row.of(kind, Mandate::LEVEL).and_then(Value::as_text)?;
    Level::WORDS.iter().position(|it| *it == level)
}

fn is_active(kind: &RecordType, row: &Row) -> bool {
    row.is_live() && in_office(row.of(kind, Mandate::STATUS).and_then(Value::as_text))
}

/// The mandate that a roster row shows: the own-level one, else the highest; an ended one only
/// where no active one stands.
#[must_use]
pub fn own_level_first<'a>(kind: &RecordType, mandates: &'a [Row]) -> Option<&'a Row> {
    let live = || mandates.iter().filter(|it| it.is_live());
    let active = || live().filter(|it| is_active(kind, it));
    active()
        .find(|it| level_of(kind, it) == Some(0))
        .or_else(|| active().max_by_key(|it| level_of(kind, it)))
        .or_else(|| live().find(|it| level_of(kind, it) == Some(0)))
        .or_else(|| live().max_by_key(|it| level_of(kind, it)))
}

fn shown(_: (&RecordType, &Row), kind: &RecordType, mandates: &[Row]) -> Vec<(FieldKey, Value)> {
    let mut fields = Vec::new();
    let levels: std::collections::BTreeSet<Item> = mandates
        .iter()
        .filter(|it| is_active(kind, it))
        .filter_map(|it| level_of(kind, it))
        .map(|at| Item::Text(Level::WORDS[at].into()))
        .collect();
    if !levels.is_empty() {
        fields.push((Mandate::LEVEL.into(), Value::Set(levels)));
    }
    if let Some(mandate) = own_level_first(kind, mandates) {
        for key in SHOWN {
            if let Some(value) = mandate.get(kind, key) {
                fields.push((key.into(), value.clone()));
            }
        }
    }
    fields
}

fn set(
    kind: &RecordType,
    mandates: &[Row],
    writes: &[(FieldKey, Option<Value>)],
) -> Vec<ChildWrite> {
    let mut result = Vec::new();
    let wanted: Option<Vec<String>> = writes
        .iter()
        .find(|(key, _)| *key == Mandate::LEVEL.key())
        .map(|(_, value)| match value {
            Some(Value::Set(items)) => items
                .iter()
                .filter_map(|item| match item {
                    Item::Text(text) => Some(text.clone()),
                    Item::Id(_) => None,
                })
                .collect(),
            _ => Vec::new(),
        });
    let mut own: Vec<(FieldKey, Option<Value>)> = writes
        .iter()
        .filter(|(key, _)| SHOWN.iter().any(|it| *key == **it))
        .cloned()
        .collect();

    let standing: Vec<&Row> = mandates.iter().filter(|it| is_active(kind, it)).collect();
    let has = |level: &str| {
        standing
            .iter()
            .any(|it| it.of(kind, Mandate::LEVEL).and_then(Value::as_text) == Some(level))
    };
    let shown_level: Option<String> = match &wanted {
        Some(levels) => first_shown(levels),
        None => None,
    };
    if let Some(levels) = &wanted {
        for mandate in &standing {
            let level = mandate.of(kind, Mandate::LEVEL).and_then(Value::as_text);
            if level.is_some_and(|level| !levels.iter().any(|it| it == level)) {
                result.push(ChildWrite::Void(mandate.id, "名册上不再列这一层级".into()));
            }
        }
        for level in levels.iter().filter(|level| !has(level)) {
            let mut values = vec![(
                FieldKey::from(Mandate::LEVEL.key()),
                Value::Text(level.clone()),
            )];
            if shown_level.as_deref() == Some(level) {
                values.extend(own.drain(..).filter_map(|(key, it)| it.map(|it| (key, it))));
            }
            result.push(ChildWrite::Create(values));
        }
    }
    if own.is_empty() {
        return result;
    }
    let target = match &shown_level {
        Some(level) => standing
            .iter()
            .find(|it| it.of(kind, Mandate::LEVEL).and_then(Value::as_text) == Some(level))
            .copied(),
        None => own_level_first(kind, mandates),
    };
    match target {
        Some(mandate) => result.push(ChildWrite::Edit(mandate.id, own)),
        None => {
            let values: Vec<(FieldKey, Value)> = own
                .into_iter()
                .filter_map(|(key, it)| it.map(|it| (key, it)))
                .collect();
            if !values.is_empty() {
                result.push(ChildWrite::Create(values));
            }
        }
    }
    result
}

/// Of several levels, the one whose mandate a roster row shows.
fn first_shown(levels: &[String]) -> Option<String> {
    let rank = |level: &String| Level::WORDS.iter().position(|it| *it == level.as_str());
    levels
        .iter()
        .find(|level| rank(level) == Some(0))
        .or_else(|| levels.iter().max_by_key(|level| rank(level)))
        .cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::RecordId;

    fn mandate(kind: &RecordType, level: &str, certificate: &str) -> Row {
        let mut row = Row::empty(RecordId::new(), kind);
        row.put(kind, &"level".into(), Some(Value::Text(level.into())));
        row.put(
            kind,
            &"certificate".into(),
            Some(Value::Text(certificate.into())),
        );
        row
    }

    #[test]
    fn a_row_shows_the_own_level_mandate_and_all_active_levels() {
        let kind = mandate_type();
        let rows = [mandate(&kind, "县", "县7"), mandate(&kind, "乡镇", "镇3")];
        let deputy = Row::empty(RecordId::new(), &kind);
        let fields = shown((&kind, &deputy), &kind, &rows);
        let get = |key: &str| {
            fields
                .iter()
                .find(|(it, _)| *it == *key)
                .map(|(_, it)| it.clone())
        };
        assert_eq!(
            get("certificate"),
            Some(Value::Text("镇3".into())),
            "own level is shown"
        );
        let levels = ["乡镇", "县"]
            .map(|it| Item::Text(it.into()))
            .into_iter()
            .collect();
        assert_eq!(
            get("level"),
            Some(Value::Set(levels)),
            "both levels are listed"
        );
    }

    #[test]
    fn without_an_own_level_mandate_the_highest_is_shown() {
        let kind = mandate_type();
        let rows = [mandate(&kind, "县", "县7"), mandate(&kind, "省", "省1")];
        let highest = own_level_first(&kind, &rows).map(|it| it.id);
        assert_eq!(highest, Some(rows[1].id), "the provincial mandate is shown");
    }

    #[test]
    fn setting_the_constituency_sets_the_shown_mandate() {
        let kind = mandate_type();
        let rows = [mandate(&kind, "县", ""), mandate(&kind, "乡镇", "")];
        let value = Some(Value::Ref(Item::Text("第一选区".into())));
        let writes = set(&kind, &rows, &[("constituency".into(), value.clone())]);
        let expected = ChildWrite::Edit(rows[1].id, vec![("constituency".into(), value)]);
        assert_eq!(writes, vec![expected], "only the township mandate changes");
    }

    #[test]
    fn dropping_a_level_voids_its_mandate_and_adding_one_creates_it() {
        let kind = mandate_type();
        let rows = [mandate(&kind, "县", "")];
        let levels = Value::Set([Item::Text("乡镇".into())].into_iter().collect());
        let writes = set(&kind, &rows, &[("level".into(), Some(levels))]);
        assert!(
            matches!(&writes[0], ChildWrite::Void(id, _) if *id == rows[0].id),
            "县 ends"
        );
        assert!(matches!(&writes[1], ChildWrite::Create(_)), "乡镇 begins");
    }

    #[test]
    fn an_ending_before_the_term_wants_its_reason_and_its_announcement() {
        let kind = mandate_type();
        let lacks = |status: &str| -> Vec<String> {
            let mut row = mandate(&kind, "乡镇", "镇3");
            row.put(&kind, &"status".into(), Some(Value::Text(status.into())));
            let faults = check_ending(&kind, &row);
            faults.into_iter().map(|it| it.field.to_string()).collect()
        };
        let both = ["end_reason", "end_announced_on"];
        assert_eq!(lacks("责令辞职"), both, "代表法第62条(二)、63条");
        assert_eq!(lacks("资格终止"), both);
        assert!(
            lacks("任期届满").is_empty(),
            "代表法第2条: the term itself ended"
        );
        assert!(
            lacks("暂停执行职务").is_empty(),
            "代表法第61条: still a deputy"
        );
    }
}
