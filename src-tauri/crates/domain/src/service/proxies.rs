//! 信访代办单. The deadlines belong to the petition organ and are only followed here: it tells in
//! writing whether it takes the matter (信访工作条例 第23条第2、3款), and ends what is dealt with by the
//! petition procedure within a period (第34条, for 申诉求决 of 第31条第6项 alone).

use chrono::NaiveDate;

use crate::book;
use crate::calendar::{Almanac, Deadline, Today};
use crate::record::{Field, FieldKey, FieldType, RecordType, Row, SearchAs, Value};
use crate::roster::DEPUTY;
use crate::rules::{RuleKey, Rules};
use crate::service::{PROXY, Proxy, ProxyState};

/// 申诉求决 that the petition procedure deals with (信访工作条例 第31条第6项).
const BY_PETITION: &str = "申诉求决（信访程序办理）";
/// Sorts of a petition (信访工作条例 第29条至第31条).
const SORTS: [&str; 4] = [
    BY_PETITION,
    "申诉求决（法定途径办理）",
    "建议意见",
    "检举控告",
];

/// A petition that a deputy carries for somebody.
#[must_use]
pub fn proxy_type() -> RecordType {
    let states = ProxyState::WORDS;
    let mut fields = book::numbered();
    fields.extend([
        Field::new("client", "委托群众", FieldType::Name)
            .section("委托")
            .blocking()
            .sensitive()
            .aliases(&["委托人", "群众姓名", "信访人", "姓名"])
            .width(20.0),
        Field::new("phone", "联系电话", FieldType::Phone)
            .aliases(&["电话"])
            .width(26.0),
        Field::text("village", "村组")
            .search(SearchAs::Text)
            .aliases(&["住址", "村"])
            .page_only(),
        Field::to_many("deputies", "代办代表", DEPUTY)
            .expected()
            .aliases(&["代表", "代办人"]),
        book::station(),
        Field::long_text("demand", "诉求")
            .sensitive()
            .expected()
            .aliases(&["信访事项", "诉求内容", "反映问题", "主要诉求"])
            .width(60.0),
        Field::choice("sort", "诉求类别", &SORTS)
            .expected()
            .aliases(&["信访类别", "类别"])
            .choice_aliases(&[
                ("申诉求决", BY_PETITION),
                ("求决", BY_PETITION),
                ("建议", "建议意见"),
                ("意见", "建议意见"),
                ("检举", "检举控告"),
                ("控告", "检举控告"),
            ])
            .hint("办理期限只管按信访程序办理的申诉求决（信访工作条例第三十一条第六项）")
            .page_only(),
        Field::new("petitioned", "是否已走信访", FieldType::Bool).page_only(),
        Field::date("received_on", "代办受理日期")
            .expected()
            .aliases(&["受理日期", "受理时间", "日期", "登记日期"]),
        Field::text("organ", "送达机关")
            .section("办理")
            .aliases(&["受理机关", "转送单位"])
            .width(30.0),
        Field::date("delivered_on", "送达日期").aliases(&["送达时间"]),
        Field::date("told_by", "告知期限")
            .by_day(told_column)
            .reads(&["delivered_on"])
            .hint("送达后 {petition_notice}（{petition_notice.basis}）"),
        Field::date("accepted_on", "机关受理日期").page_only(),
        Field::new("extended", "是否延期", FieldType::Bool)
            .hint("可延 {petition_extension}（{petition_extension.basis}）")
            .page_only(),
        Field::date("ends_by", "办理期限")
            .by_day(end_column)
            .reads(&["accepted_on", "extended", "sort"])
            .hint("受理后 {petition}（{petition.basis}）；只管按信访程序办理的申诉求决"),
        Field::new("result", "办理结果", FieldType::LongText)
            .section("结果")
            .search(SearchAs::Text)
            .aliases(&["结果", "处理结果"])
            .width(40.0),
        Field::date("ended_on", "办结日期").aliases(&["办结时间"]),
        Field::choice("state", "化解情况", &states)
            .expected()
            .aliases(&["状态", "是否化解"])
            .choice_aliases(&[("化解", "已化解"), ("办理中", "代办中")])
            .width(18.0),
        Field::date("visited_on", "回访日期").page_only(),
        Field::text("visit", "回访情况").full_line().page_only(),
    ]);
    fields.extend(book::closing());
    let mut it = RecordType::new(PROXY, "信访代办", fields).register("proxies", "信访代办登记", "");
    it.name_field = "client".into();
    it.matching = book::same_by(&["client", "received_on"]);
    it.order = vec!["received_on".into(), "number".into()];
    it.serial = Some(book::serial("received_on"));
    it.begin = Some(|kind, row, _| {
        let said = row.get(kind, "sort").is_some();
        let sort = Value::Text(BY_PETITION.into());
        let usual: Option<(FieldKey, Value)> = (!said).then(|| ("sort".into(), sort));
        usual.into_iter().collect()
    });
    it.check = Some(|kind, row, _| {
        [("delivered_on", "received_on"), ("ended_on", "received_on")]
            .iter()
            .filter_map(|(later, earlier)| book::before(kind, row, later, earlier))
            .collect()
    });
    it
}

fn day(kind: &RecordType, row: &Row, key: &str) -> Option<NaiveDate> {
    row.get(kind, key).and_then(Value::as_date)?.exact()
}

/// Until when the organ tells whether it takes the matter. The period is the organ's own, so no
/// holiday moves it here.
fn told_by(kind: &RecordType, row: &Row, rules: &Rules, almanac: &Almanac) -> Option<NaiveDate> {
    let delivered = day(kind, row, Proxy::DELIVERED_ON.key())?;
    let until = rules.deadline(almanac, RuleKey::PetitionNotice, delivered)?;
    Some(until.unrolled)
}

/// Until when the organ ends the matter; `None` for what has no period in the petition procedure.
fn ends_by(kind: &RecordType, row: &Row, rules: &Rules, almanac: &Almanac) -> Option<NaiveDate> {
    let sort = row.read(kind, Proxy::SORT);
    if sort.is_some_and(|it| it != BY_PETITION) {
        return None;
    }
    let accepted = day(kind, row, Proxy::ACCEPTED_ON.key())?;
    let end = rules
        .deadline(almanac, RuleKey::Petition, accepted)?
        .unrolled;
    if row.of(kind, Proxy::EXTENDED) != Some(&Value::Bool(true)) {
        return Some(end);
    }
    let (value, unit) = rules.period(RuleKey::PetitionExtension, accepted)?;
    Some(almanac.after(end, value, unit).unrolled)
}

fn told_column(kind: &RecordType, row: &Row, today: &Today) -> Option<Value> {
    told_by(kind, row, &today.rules, &today.almanac).map(|it| Value::Date(it.into()))
}

fn end_column(kind: &RecordType, row: &Row, today: &Today) -> Option<Value> {
    ends_by(kind, row, &today.rules, &today.almanac).map(|it| Value::Date(it.into()))
}

/// What a petition waits for of the organ, and until when: 信访告知 until it was taken up, then
/// 信访办理 until it ended.
#[must_use]
pub fn proxy_clock(
    kind: &RecordType,
    row: &Row,
    rules: &Rules,
    almanac: &Almanac,
) -> Option<(&'static str, Deadline)> {
    let has = |key: &str| row.get(kind, key).is_some();
    let settled = row
        .read(kind, Proxy::STATE)
        .is_some_and(|it| it != ProxyState::UnderWay);
    if has(Proxy::ENDED_ON.key()) || settled {
        return None;
    }
    let (waits_for, until) = if has(Proxy::ACCEPTED_ON.key()) {
        ("信访办理", ends_by(kind, row, rules, almanac)?)
    } else {
        ("信访告知", told_by(kind, row, rules, almanac)?)
    };
    Some((waits_for, Deadline::written(until)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::RecordId;

    fn petition(values: &[(&str, Value)]) -> (RecordType, Row) {
        let kind = proxy_type();
        let mut row = Row::empty(RecordId::new(), &kind);
        for (key, value) in values {
            row.put(&kind, &(*key).into(), Some(value.clone()));
        }
        (kind, row)
    }

    fn date(text: &str) -> Value {
        Value::Date(text.parse::<NaiveDate>().unwrap().into())
    }

    #[test]
    fn the_organ_tells_within_fifteen_days_by_article_23() {
        let (kind, row) = petition(&[("delivered_on", date("2026-03-02"))]);
        let rules = Rules::default();
        let clock = proxy_clock(&kind, &row, &rules, Almanac::delivered());
        let (waits_for, until) = clock.expect("it waits");
        assert_eq!(
            (waits_for, until.due.to_string().as_str()),
            ("信访告知", "2026-03-17")
        );
        let basis = rules.basis(RuleKey::PetitionNotice, until.due);
        assert!(
            basis.contains("第二十三条"),
            "{basis}: 22 is the petition office's own forwarding"
        );
    }

    #[test]
    fn sixty_days_run_for_the_petition_procedure_alone() {
        let ends = |sort: &str, extended| {
            let (kind, row) = petition(&[
                ("accepted_on", date("2026-03-02")),
                ("sort", Value::Text(sort.into())),
                ("extended", Value::Bool(extended)),
            ]);
            ends_by(&kind, &row, &Rules::default(), Almanac::delivered()).map(|it| it.to_string())
        };
        let why = "信访工作条例第34条, 第31条第6项";
        assert_eq!(
            ends(BY_PETITION, false).as_deref(),
            Some("2026-05-01"),
            "{why}"
        );
        assert_eq!(
            ends(BY_PETITION, true).as_deref(),
            Some("2026-05-31"),
            "{why}: 30 more"
        );
        assert_eq!(
            ends("建议意见", false),
            None,
            "{why}: no period for opinions"
        );
        assert_eq!(ends("申诉求决（法定途径办理）", false), None, "{why}");
    }
}
