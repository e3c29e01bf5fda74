//! Help and hints name rules, not figures: every `{key}` in them is the key of a rule.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests stand outside test functions"
)]

use std::path::Path;

use domain::rules::RuleKey;

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
