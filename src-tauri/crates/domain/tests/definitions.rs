//! Every record type's definition holds together: what it names exists, and no heading of a sheet
//! means two of its fields.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use std::collections::{BTreeMap, BTreeSet};

use domain::figures::sources;
use domain::record::{FieldType, RecordType, Registry};

fn every() -> Vec<RecordType> {
    domain::types()
}

#[test]
fn keys_and_labels_are_used_once() {
    let mut kinds = BTreeSet::new();
    let mut registers = BTreeSet::new();
    for kind in every() {
        assert!(
            kinds.insert(kind.key.clone()),
            "{} is defined twice",
            kind.key
        );
        if let Some(register) = &kind.register {
            assert!(
                registers.insert(register.key.clone()),
                "{} is a register twice",
                register.key
            );
        }
        let mut keys = BTreeSet::new();
        let mut labels = BTreeSet::new();
        for field in &kind.fields {
            assert!(
                keys.insert(field.key.clone()),
                "{}.{} stands twice",
                kind.key,
                field.key
            );
            assert!(
                labels.insert(field.label.clone()),
                "{}: two fields are called {}",
                kind.key,
                field.label
            );
        }
    }
}

#[test]
fn a_heading_means_one_field() {
    let mut twice = Vec::new();
    for kind in every() {
        let mut meant: BTreeMap<String, String> = kind
            .fields
            .iter()
            .map(|field| (field.label.clone(), field.key.to_string()))
            .collect();
        for field in &kind.fields {
            for alias in &field.aliases {
                let other = meant.insert(alias.clone(), field.key.to_string());
                if let Some(other) = other.filter(|it| it != field.key.as_str()) {
                    twice.push(format!(
                        "{}: {alias} means {other} and {}",
                        kind.key, field.key
                    ));
                }
            }
        }
    }
    assert!(twice.is_empty(), "{}", twice.join("\n"));
}

#[test]
fn what_a_definition_names_exists() {
    let registry = Registry::builtin();
    for kind in registry.iter() {
        let has = |key: &str| kind.field(key).is_some();
        assert!(has(kind.name_field.as_str()), "{}: its name", kind.key);
        for key in kind.matching.iter().flatten().chain(&kind.order) {
            assert!(has(key.as_str()), "{}: {key}", kind.key);
        }
        for key in &kind.foremost {
            let listed = kind.field(key.as_str()).is_some_and(|it| it.listed);
            assert!(listed, "{}: a list can show {key}", kind.key);
        }
        if let Some(serial) = &kind.serial {
            for key in [
                &serial.field,
                &serial.series,
                &serial.year_of,
                &serial.station,
            ] {
                assert!(has(key.as_str()), "{}: {key}", kind.key);
            }
        }
        if let Some(parent) = &kind.parent {
            assert!(
                has(parent.field.as_str()),
                "{}: its parent's field",
                kind.key
            );
        }
        if let Some(children) = &kind.children {
            let child = registry
                .get(children.kind.as_str())
                .expect("its children's type");
            let link = child.parent.as_ref().expect("they are children");
            assert_eq!(
                link.kind.as_ref(),
                Some(&kind.key),
                "{}: of this type",
                kind.key
            );
        }
        if let Some(inherits) = &kind.inherits {
            let from = kind
                .field(inherits.from.as_str())
                .expect("the field it inherits by");
            let other = from
                .field_type
                .refers_to()
                .and_then(|it| registry.get(it.as_str()));
            let other = other.expect("the type it inherits from");
            for (theirs, own) in &inherits.fields {
                let types = (other.field(theirs.as_str()), kind.field(own.as_str()));
                let (Some(theirs), Some(own)) = types else {
                    panic!("{}: {theirs} gives {own}", kind.key);
                };
                assert_eq!(
                    theirs.field_type, own.field_type,
                    "{}: {}",
                    kind.key, own.key
                );
            }
        }
        for field in &kind.fields {
            if let Some(target) = field.field_type.refers_to() {
                assert!(
                    registry.get(target.as_str()).is_some(),
                    "{}.{} refers to {target}",
                    kind.key,
                    field.key
                );
            }
            let (FieldType::Choice(choices) | FieldType::Choices(choices)) = &field.field_type
            else {
                continue;
            };
            assert!(
                !choices.is_empty(),
                "{}.{} offers nothing",
                kind.key,
                field.key
            );
            for (word, choice) in &field.choice_aliases {
                assert!(
                    choices.contains(choice),
                    "{}.{}: {word} means {choice}",
                    kind.key,
                    field.key
                );
            }
        }
    }
}

/// A list of what a figure counts shows each record with its date: the one by which it counts.
#[test]
fn what_counts_by_a_date_stands_in_time_by_it() {
    let registry = Registry::builtin();
    for source in sources() {
        let kind = registry.get(source.kind).expect("a type");
        let first = kind.dates().next().map(|it| it.key.as_str());
        if source.date.is_some() {
            assert_eq!(first, source.date, "{}", kind.key);
        }
    }
    let of = |kind: &str| -> Vec<String> {
        let kind = registry.get(kind).expect("a type");
        kind.dates().map(|it| it.key.to_string()).collect()
    };
    assert_eq!(of("elector"), ["paired_on"], "a roster says by what date");
    assert_eq!(of("congress"), ["begins_on"], "a book by its order");
    let small: BTreeSet<String> = of("small_work").into_iter().collect();
    assert!(
        small.contains("done_on"),
        "and where the first is empty, {small:?}"
    );
}
