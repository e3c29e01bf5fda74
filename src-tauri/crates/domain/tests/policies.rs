//! What two devices' different values of each field of each record type mean, as one table that a
//! person can read, and that each policy decides something.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use domain::record::{Conflict, FieldType, RecordType, Registry};

fn word(kind: &RecordType, key: &domain::record::FieldKey) -> &'static str {
    match kind.conflict_of(key) {
        Conflict::Person => "person",
        Conflict::Identity => "identity",
        Conflict::Soft => "soft",
        Conflict::Forward => "forward",
        Conflict::AddWins => "joined",
    }
}

fn table() -> String {
    let mut text = String::from(
        "# For each field: what it means that two devices wrote different values without having seen each\n\
         # other. person: somebody chooses; identity: somebody who decides for the office chooses, papers\n\
         # mark it meanwhile; soft: the later one is shown, the other noted; forward: the state further\n\
         # along stands; joined: what either added stays. Rows inside a record are records of their own:\n\
         # two devices add two.\n",
    );
    for kind in Registry::builtin().iter() {
        let _ = writeln!(text, "\n{} {}", kind.key, kind.title);
        for field in kind.fields.iter().filter(|it| it.is_logged()) {
            let _ = writeln!(
                text,
                "    {:<9}{} {}",
                word(kind, &field.key),
                field.key,
                field.label
            );
        }
    }
    text
}

#[test]
fn every_field_has_its_policy() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/policies.txt");
    let now = table();
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&file, &now).expect("writes");
    }
    let kept = std::fs::read_to_string(&file).expect("the table is there");
    for (line, (now, kept)) in now.lines().zip(kept.lines()).enumerate() {
        assert_eq!(
            now,
            kept,
            "line {}: UPDATE_SNAPSHOTS=1 writes the table anew",
            line + 1
        );
    }
    assert_eq!(now.len(), kept.len(), "every line is there");
}

/// What the office's rules say of each sort of field, whichever register it stands in.
#[test]
fn fields_of_a_sort_have_the_policy_of_that_sort() {
    let mut known: BTreeMap<&str, u32> = BTreeMap::new();
    for kind in Registry::builtin().iter() {
        for field in kind.fields.iter().filter(|it| it.is_logged()) {
            let policy = word(kind, &field.key);
            *known.entry(policy).or_default() += 1;
            let place = format!("{}.{} {}", kind.key, field.key, field.label);
            let is_stage = kind
                .workflow
                .as_ref()
                .is_some_and(|it| it.stage == field.key);
            match &field.field_type {
                FieldType::Name | FieldType::IdNumber => assert_eq!(policy, "identity", "{place}"),
                FieldType::Refs(_) | FieldType::Choices(_) => {
                    assert_eq!(policy, "joined", "{place}")
                }
                FieldType::Phone => assert_eq!(policy, "soft", "{place}"),
                FieldType::LongText if !field.raw => assert_eq!(policy, "person", "{place}"),
                FieldType::Int | FieldType::Money | FieldType::Date if !field.raw => {
                    assert!(
                        ["person", "identity"].contains(&policy),
                        "{place}: {policy}"
                    );
                }
                _ => {}
            }
            if ["姓名", "性别", "身份证号", "代表证号"].contains(&field.label.as_str())
            {
                assert_eq!(policy, "identity", "{place}");
            }
            if ["住址", "备注", "联系电话"].contains(&field.label.as_str()) {
                assert_eq!(policy, "soft", "{place}");
            }
            assert!(!is_stage || policy == "forward", "{place}: {policy}");
        }
    }
    let policies: Vec<&str> = known.keys().copied().collect();
    assert_eq!(
        policies,
        ["forward", "identity", "joined", "person", "soft"],
        "each decides something: {known:?}"
    );
}
