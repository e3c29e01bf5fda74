//! Help and hints name rules, not figures: every `{key}` in them is the key of a rule.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests stand outside test functions"
)]

use std::path::Path;

use domain::record::{Field, Origin, RecordType, help_labels, help_line};
use domain::rules::RuleKey;
use domain::trace::{ATTACHMENT, FINDING};

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
