//! Help and hints name rules, not figures: every `{key}` in them is the key of a rule.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests stand outside test functions"
)]

use std::path::Path;

use domain::record::{Field, Origin, RecordType, help_labels, help_line};
use domain::rules::RuleKey;
use domain::trace::{ATTACHMENT, FINDING};
use scenarios::Office;
use serde_json::json;

/// Words in braces in a text.
fn places(text: &str) -> Vec<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|it| it.split_once('}').map(|(place, _)| place))
        .collect()
}

/// Whether a place is filled by the rules: `warning`, `petition_notice.basis`.
fn is_filled(place: &str) -> bool {
    let key = place.strip_suffix(".basis").unwrap_or(place);
    RuleKey::ALL.iter().any(|it| it.key() == key)
}

#[test]
fn the_manual_names_rules_that_there_are() {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/features/help/pages.ts");
    let text = std::fs::read_to_string(pages).unwrap();
    let named: Vec<&str> = places(&text)
        .into_iter()
        .filter(|it| it.chars().all(|it| it.is_ascii_lowercase() || it == '_'))
        .filter(|it| !it.is_empty() && *it != "key")
        .collect();
    assert!(named.contains(&"warning"), "{named:?}");
    assert!(named.iter().all(|it| is_filled(it)), "{named:?}");
}

#[test]
fn hints_of_fields_name_rules_that_there_are() {
    let mut named = 0;
    for kind in domain::types() {
        for field in &kind.fields {
            for place in places(&field.hint) {
                assert!(
                    is_filled(place),
                    "{}.{}: {}",
                    kind.key,
                    field.key,
                    field.hint
                );
                named += 1;
            }
        }
    }
    assert!(named > 0);
}

/// Hints, and the list of rules from which the help pages are filled, speak of the figure in force: the one
/// delivered, then the office's own.
#[test]
fn hints_and_help_say_the_figure_in_force() {
    let mut office = Office::founded_on("2026-06-01");
    let hints = |office: &mut Office, register: &str| {
        let schema = office.call("schema", json!({"register": register}));
        let fields = schema["fields"].as_array().unwrap().iter();
        let hints: Vec<String> = fields.map(|it| it["hint"].to_string()).collect();
        hints.join("\n")
    };
    let in_force = |office: &mut Office, key: &str| {
        let all = office.call("rules_in_force", json!({}));
        let lines = all["rules"].as_array().unwrap();
        lines.iter().find(|it| it["key"] == key).unwrap()["written"].clone()
    };
    for kind in domain::types().iter().filter(|it| it.register.is_some()) {
        let shown = hints(&mut office, kind.register_key());
        let unfilled: Vec<&str> = places(&shown)
            .into_iter()
            .filter(|it| is_filled(it))
            .collect();
        assert!(unfilled.is_empty(), "{}: {unfilled:?}", kind.key);
    }
    for (register, key, figure, said) in [
        (
            "congresses",
            "session_notice",
            json!({"数值": "23", "单位": "日"}),
            "会前 23日通知代表（主席团会议纪要）",
        ),
        (
            "meetings",
            "presidium_quorum",
            json!({"比例": "四分之三以上"}),
            "全体成员的四分之三以上（主席团会议纪要）",
        ),
    ] {
        assert!(
            !hints(&mut office, register).contains(said),
            "{key}: not yet"
        );
        let before = in_force(&mut office, key);
        let rule = RuleKey::ALL.iter().find(|it| it.key() == key).unwrap();
        let mut values = json!({"期限": rule.title(), "施行日期": "2026-01-01",
                                "依据": "主席团会议纪要"});
        for (field, value) in figure.as_object().unwrap() {
            values[field] = value.clone();
        }
        office.save("rules", values);
        let shown = hints(&mut office, register);
        assert!(shown.contains(said), "{key}: {shown}");
        assert_ne!(in_force(&mut office, key), before, "{key}: in the help too");
    }
}

/// Each field that people write says what to write, and shows it where the value is typed.
#[test]
fn each_field_says_what_to_write() {
    let mut silent = Vec::new();
    let mut used = std::collections::HashSet::new();
    for kind in domain::types() {
        for field in &kind.fields {
            used.extend(help_line(kind.key.as_str(), field));
            let name = || format!("{}.{} {}", kind.key, field.key, field.own_label);
            if !is_written_by_people(&kind, field) {
                continue;
            }
            if field.hint.is_empty() {
                silent.push(format!("{}：没有填写说明", name()));
            } else if field.is_typed() && !field.hint.contains('如') {
                silent.push(format!("{}：没有例子：{}", name(), field.hint));
            } else if field.hint.contains("照纸上的写法") {
                silent.push(format!("{}：没有说怎样写", name()));
            }
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
    let dead: Vec<_> = help_labels().filter(|it| !used.contains(it)).collect();
    assert!(dead.is_empty(), "no field has these labels: {dead:?}");
}

/// Whether a form asks for it: in a register or in the rows of one.
fn is_written_by_people(kind: &RecordType, field: &Field) -> bool {
    // What an import found and the files at a record are written by the program.
    let by_program = [FINDING, ATTACHMENT].contains(&kind.key.as_str());
    let numbered = kind.serial.as_ref().is_some_and(|it| it.field == field.key);
    let shown = kind.register.is_some() || kind.parent.is_some();
    shown
        && !by_program
        && !numbered
        && matches!(field.origin, Origin::Logged)
        && !field.hidden
        && field.is_editable()
}
