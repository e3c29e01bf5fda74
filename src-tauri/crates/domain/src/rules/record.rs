//! A rule as an office changed it: a record in the log, with its basis and the day from which it
//! holds.

use crate::calendar::{Today, Unit};
use crate::record::{Field, FieldFault, FieldType, Home, RecordType, Row, Value};
use crate::rules::{Amount, Begin, Rule, RuleKey, RuleKind, Rules, Share};

/// The record type of rules that an office changed.
pub const RULE: &str = "rule";

/// What rules of an office's own call their region.
const OWN: &str = "本机关";

/// A rule as an office changed it.
#[must_use]
pub fn rule_type() -> RecordType {
    let keys = RuleKey::ALL
        .iter()
        .map(|it| it.title().to_owned())
        .collect();
    let units = Unit::ALL.map(|it| it.word().to_owned()).to_vec();
    let parts = Share::ALL.map(|it| it.word().to_owned()).to_vec();
    let begins = Begin::ALL.map(|it| it.word().to_owned()).to_vec();
    let mut it = RecordType::new(
        RULE,
        "规则",
        vec![
            Field::new("rule", "期限", FieldType::Choice(keys))
                .aliases(&["规则", "名称"])
                .blocking()
                .open()
                .width(45.0),
            Field::new("value", "数值", FieldType::Int)
                .open()
                .hint("期限、人数、次数填数；法定人数、表决比例填下面的“比例”"),
            Field::new("unit", "单位", FieldType::Choice(units))
                .open()
                .hint("期限的单位；人数、次数不用填"),
            Field::new("part", "比例", FieldType::Choice(parts))
                .open()
                .hint("法定人数、表决、联名的比例"),
            Field::new("begins", "从哪天起算", FieldType::Choice(begins))
                .open()
                .hint("不填从办理之日起算；山东大会期间的代表建议从大会闭会之日起算"),
            Field::new("from", "施行日期", FieldType::Date)
                .blocking()
                .open()
                .hint("这一天以后开始的事项用新规则，以前的仍按旧规则")
                .width(24.0),
            Field::new("basis", "依据", FieldType::Text)
                .expected()
                .open()
                .hint("法规条文，或主席团的决定")
                .width(70.0),
            Field::new("advice", "只是参照", FieldType::Bool)
                .open()
                .hint("没有约束力、只作参照的选“是”")
                .page_only(),
        ],
    )
    .register("rules", "期限规则", "");
    it.home = Home::Published;
    it.order = vec!["rule".into(), "from".into()];
    it.matching = vec![vec!["rule".into(), "from".into()]];
    it.check = Some(check);
    it
}

fn amount_of(kind: &RecordType, row: &Row) -> Option<(RuleKey, Option<Amount>)> {
    let text = |key: &str| row.get(kind, key).and_then(Value::as_text);
    let key = RuleKey::of_title(text("rule")?)?;
    let number = row.get(kind, "value").and_then(Value::as_int);
    Some((key, Amount::of(key, number, text("unit"), text("part"))))
}

fn check(kind: &RecordType, row: &Row, _: &Today) -> Vec<FieldFault> {
    let value = row.get(kind, "value").and_then(Value::as_int);
    if let (Some(value), Some(field)) = (value, kind.field("value"))
        && !(0..=1000).contains(&value)
    {
        return vec![FieldFault::error(
            field,
            format!("“{value}”不合常理"),
            "请填 0 到 1000 之间的数",
        )];
    }
    let Some((key, None)) = amount_of(kind, row) else {
        return Vec::new();
    };
    let (field, sentence, hint) = match key.kind() {
        RuleKind::Period if value.is_some() => ("unit", "没有填单位", "请选月、季度、工作日或日"),
        RuleKind::Share | RuleKind::Majority => {
            ("part", "没有填比例", "请选过半数、三分之二以上等")
        }
        RuleKind::Period | RuleKind::Count | RuleKind::Money | RuleKind::Score => {
            ("value", "没有填数值", "请填数，如 15")
        }
    };
    kind.field(field)
        .map(|field| FieldFault::error(field, format!("“{}”{sentence}", key.title()), hint))
        .into_iter()
        .collect()
}

impl Rules {
    /// Takes an office's record in; one that is not complete is passed over.
    pub fn add_row(&mut self, kind: &RecordType, row: &Row) {
        let text = |key: &str| row.get(kind, key).and_then(Value::as_text);
        let Some((key, Some(amount))) = amount_of(kind, row) else {
            return;
        };
        let Some(from) = row.get(kind, "from").and_then(Value::as_date) else {
            return;
        };
        self.add(
            key,
            Rule {
                amount,
                begins: text("begins").and_then(Begin::of_word).unwrap_or_default(),
                basis: text("basis").unwrap_or_default().to_owned(),
                region: OWN.into(),
                binding: row.get(kind, "advice") != Some(&Value::Bool(true)),
                from: from.first_day(),
            },
        );
    }
}
