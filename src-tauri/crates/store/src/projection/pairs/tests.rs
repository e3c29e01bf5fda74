//! The index finds what going through the texts finds.
#![allow(clippy::unwrap_used, reason = "a test says what it expects")]

use domain::names::search::IndexText;
use domain::record::{FieldKey, RecordId, Registry, Source, Value};
use proptest::prelude::*;

use super::*;
use crate::error::StoreFault;
use crate::ledger::{Ledger, NewOperation, Tx};
use crate::query::ListQuery;

const KIND: &str = "deputy";

#[test]
fn a_piece_of_text_is_a_phrase_of_its_pairs() {
    let pairs = of_line(&IndexText::new().text("路灯坏了").build());
    let asked = asked(&Query::parse("灯坏")).unwrap();
    let phrase = asked.expression.trim_matches('"').trim();
    assert!(asked.exact, "nothing else needs to be asked");
    assert!(pairs.contains(phrase), "{phrase} stands in {pairs}");
}

#[test]
fn letters_may_be_a_reading_and_are_left_to_the_whole_index() {
    assert!(asked(&Query::parse("zhangsan")).is_none(), "letters alone");
    let mixed = asked(&Query::parse("张三 ludeng")).unwrap();
    assert!(!mixed.exact, "the other word narrows, no more");
}

fn write<T>(
    ledger: &mut Ledger,
    body: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, StoreFault>,
) -> T {
    ledger.write(operation(), body).unwrap().value
}

fn operation() -> NewOperation {
    NewOperation {
        sort: "test".into(),
        title: "操作".into(),
        user: None,
        wall_ms: 0,
        source: Source::Form,
        undoes: None,
    }
}

fn values(name: &str, post: &str, phone: &str) -> Vec<(FieldKey, Value)> {
    let text = |key: &str, it: &str| (FieldKey::from(key), Value::Text(it.into()));
    vec![text("name", name), text("post", post), text("phone", phone)]
}

/// A register with its index begun in the middle: half the records come before it.
fn register(texts: &[(String, String, String)]) -> (Ledger, Vec<RecordId>) {
    let mut ledger = Ledger::in_memory(Registry::builtin()).unwrap();
    let mut ids = Vec::new();
    for (at, (name, post, phone)) in texts.iter().enumerate() {
        if at == texts.len() / 2 {
            let kind = ledger.registry().get(KIND).unwrap().clone();
            fill(ledger.vault().conn(), &kind).unwrap();
        }
        let row = values(name, post, phone);
        ids.push(write(&mut ledger, |tx| tx.create(KIND, row)));
    }
    (ledger, ids)
}

/// What a search finds, and what going through every text finds.
fn both_ways(ledger: &Ledger, typed: &str) -> [Vec<RecordId>; 2] {
    let reader = ledger.read();
    let kind = ledger.registry().get(KIND).unwrap();
    let all = ListQuery::all();
    let searched = ListQuery {
        search: Some(typed.to_owned()),
        limit: Some(1_000),
        ..ListQuery::all()
    };
    let found = |query: &ListQuery| reader.list(KIND, query).unwrap().rows;
    let query = Query::parse(typed);
    let text = |row: &domain::record::Row, key: &str| {
        let value = row.get(kind, key).and_then(Value::as_text);
        value.unwrap_or_default().to_owned()
    };
    let fits = |row: &domain::record::Row| {
        let line = IndexText::new()
            .name(&text(row, "name"))
            .text(&text(row, "post"))
            .number(&text(row, "phone"))
            .build();
        query.matches(&line)
    };
    let ids = |rows: Vec<domain::record::Row>| {
        let mut ids: Vec<RecordId> = rows.iter().map(|row| row.id).collect();
        ids.sort();
        ids
    };
    let expected = found(&all).into_iter().filter(fits).collect();
    [ids(found(&searched)), ids(expected)]
}

fn piece(most: usize) -> impl Strategy<Value = String> {
    let sign = prop::sample::select(vec![
        '路', '灯', '单', '𠮷', '·', 'Ａ', 'a', 'd', '1', '2', '-', ' ', '"', '*', '\u{1f}', '。',
    ]);
    prop::collection::vec(sign, 1..=most).prop_map(|signs| signs.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_index_finds_what_going_through_finds(
        texts in prop::collection::vec((piece(4), piece(9), piece(6)), 4..14),
        typed in prop::collection::vec(piece(4), 1..24),
    ) {
        let (mut ledger, ids) = register(&texts);
        let kind = ledger.registry().get(KIND).unwrap().clone();
        // One is rewritten, one voided, one erased: each leaves the index as it leaves the list.
        let [changed, voided, erased, ..] = ids.as_slice() else { unreachable!() };
        write(&mut ledger, |tx| {
            tx.edit(KIND, *changed, vec![("post".into(), Some(Value::Text("灯路单".into())))])
        });
        write(&mut ledger, |tx| tx.void(KIND, *voided, "重复"));
        prop_assert!(are_kept(ledger.vault().conn(), &kind).unwrap(), "the index stands");
        both_ways_agree(&ledger, &typed)?;
        ledger.erase(operation(), KIND, *erased, None).unwrap();
        both_ways_agree(&ledger, &typed)?;
    }
}

fn both_ways_agree(ledger: &Ledger, typed: &[String]) -> std::result::Result<(), TestCaseError> {
    for typed in typed
        .iter()
        .map(String::as_str)
        .chain(["灯路", "路灯", "灯", "lu"])
    {
        if Query::parse(typed).is_empty() {
            continue;
        }
        let [found, expected] = both_ways(ledger, typed);
        prop_assert_eq!(found, expected, "“{}”", typed);
    }
    Ok(())
}
