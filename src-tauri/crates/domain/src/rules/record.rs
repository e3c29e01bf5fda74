//! A period as an office changed it: a record in the log, with its basis and the day from which it
//! holds.

use chrono::NaiveDate;

use crate::calendar::Unit;
use crate::record::{Field, FieldFault, FieldType, Home, RecordType, Row, Value};
use crate::rules::{Begin, Rule, RuleKey, Rules};

/// The record type of periods that an office changed.
pub const RULE: &str = "rule";

/// A period as an office changed it.
#[must_use]
pub fn rule_type() -> RecordType {
    let keys = RuleKey::ALL.map(|it| it.title().to_owned()).to_vec();
    let units = Unit::ALL.map(|it| it.word().to_owned()).to_vec();
    let begins = Begin::ALL.map(|it| it.word().to_owned()).to_vec();
    let mut it = RecordType::new(
        RULE,
        "期限规则",
        vec![
            Field::new("rule", "期限", FieldType::Choice(keys))
                .blocking()
                .open()
                .width(45.0),
            Field::new("value", "数值", FieldType::Int)
                .blocking()
                .open(),
            Field::new("unit", "单位", FieldType::Choice(units))
                .blocking()
                .open(),
            Field::new("begins", "从哪天起算", FieldType::Choice(begins))
                .open()
                .hint("不填从办理之日起算；山东的代表建议从大会闭会之日起算"),
            Field::new("from", "施行日期", FieldType::Date)
                .blocking()
                .open()
                .hint("这一天以后开始的事项用新期限，以前的仍按旧期限")
                .width(24.0),
            Field::new("basis", "依据", FieldType::Text)
                .expected()
                .open()
                .hint("法规条文，或主席团的决定")
                .width(70.0),
        ],
    )
    .register("rules", "期限规则", "");
    it.home = Home::Published;
    it.order = vec!["rule".into(), "from".into()];
    it.matching = vec![vec!["rule".into(), "from".into()]];
    it.check = Some(check);
    it
}

fn check(kind: &RecordType, row: &Row, _: NaiveDate) -> Vec<FieldFault> {
    let value = row.get(kind, "value").and_then(Value::as_int);
    match (value, kind.field("value")) {
        (Some(value), Some(field)) if !(1..=1000).contains(&value) => vec![FieldFault::error(
            field,
            format!("期限“{value}”不合常理"),
            "请填 1 到 1000 之间的数",
        )],
        _ => Vec::new(),
    }
}

impl Rules {
    /// Takes an office's record in; one that is not complete is passed over.
    pub fn add_row(&mut self, kind: &RecordType, row: &Row) {
        let text = |key: &str| row.get(kind, key).and_then(Value::as_text);
        let read = || {
            let rule = Rule {
                value: u32::try_from(row.get(kind, "value")?.as_int()?).ok()?,
                unit: Unit::of_word(text("unit")?)?,
                begins: text("begins").and_then(Begin::of_word).unwrap_or_default(),
                basis: text("basis").unwrap_or_default().to_owned(),
                from: row.get(kind, "from")?.as_date()?.first_day(),
                source: String::new(),
            };
            Some((RuleKey::of_title(text("rule")?)?, rule))
        };
        if let Some((key, rule)) = read() {
            self.add(key, rule);
        }
    }
}
