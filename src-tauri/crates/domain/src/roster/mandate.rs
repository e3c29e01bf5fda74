//! Mandates: one person may be a deputy at several levels, each with its own term and
//! constituency.

use crate::record::{
    ChildWrite, Children, Field, FieldFault, FieldKey, FieldType, Home, Item, Offer, ParentLink,
    RecordId, RecordType, Row, Severity, Value,
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
    it.check_beside = Some(check_beside);
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
            .identity()
            .open()
            .hint("代表证上的号码，还没有发证的空着，如 19-0012（代表法第49条）")
            .page_only(),
        Field::new("qualified_on", "资格审查日期", FieldType::Date).page_only(),
        Field::new("qualification", "资格审查结果", FieldType::Choice(results))
            .hint("代表资格审查报告的结论（选举法第47条）")
            .page_only(),
        Field::new("status", "状态", statuses)
            .on_its_way(MandateStatus::reached)
            .open()
            .aliases(&["代表状态", "任职状态"])
            .screen_only(),
        Field::new("ended_on", "终止日期", FieldType::Date)
            .open()
            .aliases(&["离任日期"])
            .page_only(),
        Field::new("end_reason", "终止原因", FieldType::Choice(reasons))
            .open()
            .hint("照代表法第六十二条选一项；任期届满的不用填")
            .page_only(),
        Field::new("end_announced_on", "终止公告日期", FieldType::Date)
            .open()
            .hint("本级人民代表大会公告终止的那一天，如 2025-07-05（代表法第六十三条）")
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
    let wanted = writes
        .iter()
        .find(|(key, _)| *key == Mandate::LEVEL.key())
        .map(|(_, value)| levels_in(value.as_ref()));
    let own: Vec<(FieldKey, Option<Value>)> = writes
        .iter()
        .filter(|(key, _)| SHOWN.iter().any(|it| *key == **it))
        .cloned()
        .collect();
    let mut plan = Rearranged::default();
    if let Some(levels) = &wanted {
        plan = rearranged(kind, mandates, levels);
    }
    let shown_level = wanted.as_deref().and_then(first_shown);
    let standing = mandates.iter().filter(|it| is_active(kind, it));
    let target = match &shown_level {
        Some(level) => {
            let moved = plan
                .levels
                .iter()
                .find(|(_, it)| it.as_ref() == Some(level));
            let moved = moved.map(|(id, _)| *id);
            moved.or_else(|| {
                let mut standing = standing;
                let at = standing.find(|it| text_of(kind, it) == Some(level.as_str()));
                at.map(|it| it.id)
            })
        }
        None => own_level_first(kind, mandates).map(|it| it.id),
    };
    plan.writes(target, shown_level.as_deref(), own)
}

fn levels_in(value: Option<&Value>) -> Vec<String> {
    let Some(Value::Set(items)) = value else {
        return Vec::new();
    };
    let texts = items.iter().filter_map(|item| match item {
        Item::Text(text) => Some(text.clone()),
        Item::Id(_) => None,
    });
    texts.collect()
}

fn text_of<'a>(kind: &RecordType, row: &'a Row) -> Option<&'a str> {
    row.of(kind, Mandate::LEVEL).and_then(Value::as_text)
}

/// What a new list of levels means for the mandates that stand.
#[derive(Default)]
struct Rearranged {
    /// Mandates that get another level, or none.
    levels: Vec<(RecordId, Option<String>)>,
    /// Mandates that no longer stand.
    ended: Vec<RecordId>,
    /// Levels without a mandate so far.
    begun: Vec<String>,
}

/// A level that is written for the first time belongs to a mandate that stands without one, and a
/// level put in the place of another corrects that mandate: term and constituency stay with it.
/// Only what is left over begins or ends; the last mandate of a row never ends by an emptied field.
fn rearranged(kind: &RecordType, mandates: &[Row], levels: &[String]) -> Rearranged {
    let standing: Vec<&Row> = mandates.iter().filter(|it| is_active(kind, it)).collect();
    let has = |level: &String| {
        let mut all = standing.iter();
        all.any(|it| text_of(kind, it) == Some(level.as_str()))
    };
    let mut missing: Vec<String> = levels.iter().filter(|it| !has(it)).cloned().collect();
    // The mandate without a level is the one that the row has shown so far.
    let first = first_shown(&missing);
    missing.sort_by_key(|it| Some(it) != first.as_ref());
    let mut free: Vec<&Row> = standing
        .iter()
        .filter(|it| text_of(kind, it).is_none_or(|own| !levels.iter().any(|level| level == own)))
        .copied()
        .collect();
    free.sort_by_key(|it| text_of(kind, it).is_some());
    let mut plan = Rearranged::default();
    let mut missing = missing.into_iter();
    let mut free = free.into_iter();
    for (mandate, level) in free.by_ref().take(missing.len()).zip(missing.by_ref()) {
        plan.levels.push((mandate.id, Some(level)));
    }
    let left: Vec<&Row> = free.filter(|it| text_of(kind, it).is_some()).collect();
    let kept = match levels.is_empty() {
        true if standing.iter().all(|it| text_of(kind, it).is_some()) => {
            own_level_first(kind, mandates).map(|it| it.id)
        }
        _ => None,
    };
    for mandate in left {
        match Some(mandate.id) == kept {
            true => plan.levels.push((mandate.id, None)),
            false => plan.ended.push(mandate.id),
        }
    }
    plan.begun = missing.collect();
    plan
}

impl Rearranged {
    /// As writes; `own` are the shown mandate's further fields, `target` the mandate they go to,
    /// which is one that begins at the shown level where there is none.
    fn writes(
        self,
        target: Option<RecordId>,
        shown_level: Option<&str>,
        mut own: Vec<(FieldKey, Option<Value>)>,
    ) -> Vec<ChildWrite> {
        let level_key = || FieldKey::from(Mandate::LEVEL.key());
        let mut result: Vec<ChildWrite> = self
            .ended
            .into_iter()
            .map(|id| ChildWrite::Void(id, "名册上不再列这一层级".into()))
            .collect();
        for (id, level) in self.levels {
            let mut values = vec![(level_key(), level.map(Value::Text))];
            if target == Some(id) {
                values.append(&mut own);
            }
            result.push(ChildWrite::Edit(id, values));
        }
        for level in self.begun {
            let shown = shown_level == Some(level.as_str());
            let mut values = vec![(level_key(), Value::Text(level))];
            if shown {
                values.extend(own.drain(..).filter_map(|(key, it)| it.map(|it| (key, it))));
            }
            result.push(ChildWrite::Create(values));
        }
        match target {
            _ if own.is_empty() => {}
            Some(id) => result.push(ChildWrite::Edit(id, own)),
            None => {
                let filled = own
                    .into_iter()
                    .filter_map(|(key, it)| it.map(|it| (key, it)));
                let values: Vec<(FieldKey, Value)> = filled.collect();
                if !values.is_empty() {
                    result.push(ChildWrite::Create(values));
                }
            }
        }
        result
    }
}

/// One mandate per level and term: another one in office for the same is the same one. A mandate
/// whose level nobody wrote may be it as well.
pub(super) fn check_beside(kind: &RecordType, row: &Row, others: &[Row]) -> Vec<FieldFault> {
    let term = row.of(kind, Mandate::TERM);
    let level = text_of(kind, row);
    if !is_active(kind, row) {
        return Vec::new();
    }
    let same = |other: &&Row| {
        let theirs = text_of(kind, other);
        let level = theirs == level || theirs.is_none() || level.is_none();
        other.id != row.id
            && is_active(kind, other)
            && other.of(kind, Mandate::TERM) == term
            && level
    };
    let fault = others.iter().find(same).and_then(|other| {
        let field = kind.field(Mandate::LEVEL.key())?;
        let level = text_of(kind, other).unwrap_or("没有写层级");
        Some(FieldFault::error(
            field,
            format!("这名代表同一届已经有一条职务（{level}）"),
            "请打开那一条修改；同时当选两级代表的，请写明各自的层级",
        ))
    });
    fault.into_iter().collect()
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

    fn levels_written(levels: &[&str]) -> (FieldKey, Option<Value>) {
        let items = levels.iter().map(|it| Item::Text((*it).into())).collect();
        let value = (!levels.is_empty()).then_some(Value::Set(items));
        ("level".into(), value)
    }

    fn level_edit(row: &Row, level: Option<&str>) -> ChildWrite {
        let value = level.map(|it| Value::Text(it.into()));
        ChildWrite::Edit(row.id, vec![("level".into(), value)])
    }

    #[test]
    fn a_level_written_later_belongs_to_the_mandate_that_stands() {
        let kind = mandate_type();
        let mut blank = mandate(&kind, "", "镇3");
        blank.put(&kind, &"level".into(), None);
        let rows = [blank];
        let writes = set(&kind, &rows, &[levels_written(&["乡镇"])]);
        assert_eq!(
            writes,
            [level_edit(&rows[0], Some("乡镇"))],
            "no second one"
        );

        let term = Some(Value::Ref(Item::Text("第十九届".into())));
        let both = [
            levels_written(&["乡镇", "县"]),
            ("term".into(), term.clone()),
        ];
        let writes = set(&kind, &rows, &both);
        let township = vec![
            ("level".into(), Some(Value::Text("乡镇".into()))),
            ("term".into(), term),
        ];
        let county = vec![("level".into(), Value::Text("县".into()))];
        let expected = [
            ChildWrite::Edit(rows[0].id, township),
            ChildWrite::Create(county),
        ];
        assert_eq!(
            writes, expected,
            "what stood is the own level's, with the fields of the row"
        );
    }

    #[test]
    fn a_level_put_in_the_place_of_another_corrects_its_mandate() {
        let kind = mandate_type();
        let rows = [mandate(&kind, "县", "")];
        let writes = set(&kind, &rows, &[levels_written(&["乡镇"])]);
        assert_eq!(writes, [level_edit(&rows[0], Some("乡镇"))]);
    }

    #[test]
    fn dropping_one_of_two_levels_voids_its_mandate_and_the_last_one_only_loses_its_level() {
        let kind = mandate_type();
        let rows = [mandate(&kind, "县", ""), mandate(&kind, "乡镇", "镇3")];
        let writes = set(&kind, &rows, &[levels_written(&["乡镇"])]);
        assert!(
            matches!(&writes[..], [ChildWrite::Void(id, _)] if *id == rows[0].id),
            "县 ends alone: {writes:?}"
        );
        let writes = set(&kind, &rows, &[levels_written(&[])]);
        assert!(
            matches!(&writes[0], ChildWrite::Void(id, _) if *id == rows[0].id),
            "县 ends"
        );
        assert_eq!(writes[1..], [level_edit(&rows[1], None)], "镇3 stands");
    }

    #[test]
    fn a_second_mandate_of_a_level_and_term_is_refused() {
        let kind = mandate_type();
        let rows = [mandate(&kind, "乡镇", "镇3")];
        let refused = |level: &str| {
            let row = mandate(&kind, level, "");
            !check_beside(&kind, &row, &rows).is_empty()
        };
        assert!(refused("乡镇"), "the same");
        assert!(!refused("县"), "another level is another mandate");
        let mut ended = mandate(&kind, "乡镇", "");
        let status = Value::Text("辞职".into());
        ended.put(&kind, &"status".into(), Some(status));
        assert!(
            check_beside(&kind, &ended, &rows).is_empty(),
            "one that has ended"
        );
        assert!(check_beside(&kind, &rows[0], &rows).is_empty(), "itself");
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
