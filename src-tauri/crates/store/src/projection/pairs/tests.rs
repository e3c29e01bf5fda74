//! The index finds what going through the texts finds.
#![allow(clippy::unwrap_used, reason = "a test says what it expects")]

use domain::names::order::NameOrder;
use domain::record::{FieldKey, RecordId, Registry, Source, Value};
use proptest::prelude::*;

use super::*;
use crate::error::StoreFault;
use crate::ledger::{Ledger, NewOperation, Tx};
use crate::query::{Filter, ListQuery, Order};

const KIND: &str = "deputy";

#[test]
fn a_piece_of_text_is_a_phrase_of_its_pairs() {
    let line = IndexText::new().text("路灯坏了").number("1").build();
    let (pairs, others) = of_line(&line, Some("路灯坏了"));
    assert_eq!(
        of_line(&line, None),
        (String::new(), pairs.clone() + &others)
    );
    let asked = asked(&Query::parse("灯坏")).unwrap();
    let phrase = asked.expression.trim_matches('"').trim();
    assert!(asked.exact, "nothing else needs to be asked");
    assert!(pairs.contains(phrase), "{phrase} stands in {pairs}");
}

#[test]
fn letters_may_be_a_reading_and_are_left_to_the_whole_index() {
    assert!(asked(&Query::parse("zhangsan")).is_none(), "letters alone");
    let mixed = asked(&Query::parse("张三 ludeng")).unwrap();
    assert!(mixed.exact, "the word that is written is found by it");
}

#[test]
fn what_is_typed_is_sure_or_has_to_be_asked() {
    for sure in [
        "wang", "w", "xc", "xiaoche", "xche", "xct", "zlsh", "shzhch",
    ] {
        let asked = sounds::asked(sure).unwrap();
        assert!(!asked.surely.is_empty(), "{sure} is one word of the index");
    }
    let asked = sounds::asked("xctkd").unwrap();
    assert!(asked.surely.is_empty(), "five initials are not");
    assert_eq!(asked.maybe[0].whole, "\"xct\" AND \"ctk\"");
    let asked = sounds::asked("ludeng").unwrap();
    let way = asked
        .maybe
        .iter()
        .find(|it| it.whole.contains("\"d0eng\" *"));
    let rough = way.unwrap().rough.as_deref();
    assert_eq!(rough, Some("\"lde\""), "what is but begun is asked last");
    let asked = sounds::asked("校ct").unwrap();
    assert!(asked.surely.is_empty(), "a sound does not tell a character");
    let line = IndexText::new().name("单强").text("校车").build();
    let line = sounds::of_line(&line);
    for word in ["9shan", "9dan", "d0qiang", "sh0qiang", "xiao0che", "x0che"] {
        assert!(line.split(' ').any(|it| it == word), "{word} in {line}");
    }
    assert!(
        !line.contains("9xiao"),
        "a syllable of a text alone is not asked for"
    );
}

#[test]
fn a_piece_in_a_field_is_found_by_the_index_and_asked_of_the_field() {
    let rows = [
        ("路灯", "灯路", "1"),
        ("单", "Ａ路灯", "2"),
        ("灯", "路", "3"),
        ("一", "a路灯", "4"),
    ];
    let rows = rows.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
    let (mut ledger, ids) = register(&rows);
    write(&mut ledger, |tx| tx.void(KIND, ids[3], "重复"));
    let found = |text: &str, voided: bool| {
        let query = ListQuery {
            filters: vec![Filter::Contains("post".into(), text.into())],
            limit: Some(10),
            voided,
            ..ListQuery::all()
        };
        let page = ledger.read().list(KIND, &query).unwrap();
        let count = ledger.read().count(KIND, &query).unwrap();
        assert_eq!(page.total, count, "a page and a count agree on {text}");
        page.total
    };
    assert_eq!(found("路灯", false), 1, "another field's text is no hit");
    assert_eq!(
        found("路灯", true),
        2,
        "voided ones where they are asked for"
    );
    assert_eq!(found("Ａ路", false), 1, "as it is written");
    assert_eq!(found("灯", false), 2, "a single character");
    assert_eq!(found("车", false), 0, "nothing");
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
        let mut row = values(name, post, phone);
        if let Some(sex) = ["女", "男", "其他"].get(at % 4) {
            row.push(("sex".into(), Value::Text((*sex).into())));
        }
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

fn letters() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(vec![
        'l', 'u', 'd', 'e', 'n', 'g', 's', 'h', 'a', '路', '灯', '单', ' ',
    ]);
    prop::collection::vec(sign, 1..7).prop_map(|signs| signs.into_iter().collect())
}

#[test]
fn of_a_long_text_the_index_is_sure() {
    let kind = Registry::builtin().get("visitor").unwrap().clone();
    let content = kind.field("content").unwrap();
    assert_eq!(long_text(&kind).unwrap().key, content.key);
    let asked = asked_of(&kind, content, "路灯");
    assert!(
        asked.surely.contains("long :"),
        "in that column, {}",
        asked.surely
    );
    assert!(
        asked.maybe.ends_with("(others : odd)"),
        "only odd ones are asked"
    );
    for unsure in ["a座", "路·灯", "⽊", "1", &"灯".repeat(65)] {
        let asked = asked_of(&kind, content, unsure);
        assert!(
            asked.surely.is_empty(),
            "{unsure} may stand there otherwise"
        );
    }
    let place = kind.field("place").unwrap();
    assert!(
        asked_of(&kind, place, "路灯").surely.is_empty(),
        "of no other column"
    );
    for (text, odd) in [
        ("路灯，Ａ座１号", false),
        ("路·灯", true),
        ("⽊", true),
        ("木", false),
    ] {
        let line = IndexText::new().text(text).build();
        assert_eq!(of_line(&line, Some(text)).1.contains(ODD), odd, "{text}");
    }
}

fn said() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(vec![
        '路', '灯', '木', '⽊', '·', 'Ａ', 'a', '1', '，', ',', ' ', '\n', '"', '*', '\u{1f}',
    ]);
    let short = prop::collection::vec(sign, 1..8);
    let short = short.prop_map(|signs| signs.into_iter().collect::<String>());
    prop_oneof![short, long()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_piece_of_a_long_text_is_found_where_it_stands(
        texts in prop::collection::vec((piece(3), prop::option::of(said()), said()), 3..16),
        pieces in prop::collection::vec(said(), 1..6),
    ) {
        let mut ledger = Ledger::in_memory(Registry::builtin()).unwrap();
        let kind = ledger.registry().get("visitor").unwrap().clone();
        let mut ids = Vec::new();
        for (at, (name, content, place)) in texts.iter().enumerate() {
            if at == texts.len() / 2 {
                fill(ledger.vault().conn(), &kind).unwrap();
            }
            let text = |key: &str, it: &str| (FieldKey::from(key), Value::Text(it.into()));
            let mut row = vec![text("visitor", name), text("place", place)];
            row.extend(content.as_ref().map(|it| text("content", it)));
            ids.push(write(&mut ledger, |tx| tx.create("visitor", row)));
        }
        write(&mut ledger, |tx| tx.void("visitor", ids[0], "重复"));
        pieces_are_found(&ledger, &pieces)?;
        write(&mut ledger, |tx| {
            let content = Some(Value::Text("⽊路·灯，木路灯".into()));
            tx.edit("visitor", ids[1], vec![("content".into(), content)])
        });
        pieces_are_found(&ledger, &pieces)?;
    }
}

fn pieces_are_found(ledger: &Ledger, pieces: &[String]) -> std::result::Result<(), TestCaseError> {
    let kind = ledger.registry().get("visitor").unwrap();
    let reader = ledger.read();
    for piece in pieces.iter().map(String::as_str).chain([
        "路", "灯", "路灯", "木", "⽊", "·", "路·灯", "Ａ座", "a", "木路", "灯，", "0000",
    ]) {
        for key in ["content", "place"] {
            for voided in [false, true] {
                let all = ListQuery {
                    voided,
                    ..ListQuery::all()
                };
                let query = ListQuery {
                    filters: vec![Filter::Contains(key.into(), piece.into())],
                    limit: Some(2),
                    ..all.clone()
                };
                let fits = |row: &domain::record::Row| {
                    let text = row.get(kind, key).and_then(Value::as_text);
                    text.is_some_and(|it| it.contains(piece))
                };
                let rows = reader.list("visitor", &all).unwrap().rows;
                let left: Vec<_> = rows.into_iter().filter(fits).collect();
                let look = reader.first_look("visitor", &query).unwrap();
                let count = reader.count("visitor", &query).unwrap();
                prop_assert_eq!(count, left.len() as u64, "{} in {}", piece, key);
                let page: Vec<_> = left.into_iter().take(2).collect();
                prop_assert_eq!(look.rows, page, "{} in {}", piece, key);
            }
        }
    }
    Ok(())
}

/// As long as what people have to say: half a page.
fn long() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "路灯坏了，",
        "单位",
        "灯路",
        "校车停靠点",
        "Ａ座",
        "ld",
        "自来水时停",
        "自来三",
        "138-0000",
        "。",
    ]);
    prop::collection::vec(word, 1..60).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_index_finds_what_going_through_finds(
        texts in prop::collection::vec((piece(4), piece(9), piece(6)), 4..14),
        typed in prop::collection::vec(prop_oneof![piece(4), letters()], 1..40),
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn a_first_look_shows_what_the_list_shows(
        texts in prop::collection::vec(
            (piece(4), prop_oneof![piece(9), long()], piece(6)),
            4..24,
        ),
        typed in prop::collection::vec(prop_oneof![piece(4), letters()], 1..12),
        offset in 0_u32..8,
    ) {
        let (mut ledger, ids) = register(&texts);
        let [voided, changed, ..] = ids.as_slice() else { unreachable!() };
        write(&mut ledger, |tx| tx.void(KIND, *voided, "重复"));
        let typed: Vec<&str> = typed.iter().map(String::as_str).chain([
            "路", "灯路", "ludeng", "zlsh", "ldhl", "xct", "xctkd", "路d", "lud", "路灯 ld", "0000",
        ]).collect();
        looks_agree(&ledger, &typed, offset)?;
        // What was found before the change is not what is found after it.
        write(&mut ledger, |tx| {
            tx.edit(KIND, *changed, vec![("post".into(), Some(Value::Text("自来水时路灯".into())))])
        });
        looks_agree(&ledger, &typed, offset)?;
    }
}

/// A first look, a list and a count agree, in each order, forwards and backwards.
fn looks_agree(
    ledger: &Ledger,
    typed: &[&str],
    offset: u32,
) -> std::result::Result<(), TestCaseError> {
    let orders = [
        Order::Own,
        Order::Name(NameOrder::Pinyin),
        Order::Field("phone".into()),
        Order::Field("sex".into()),
        Order::Field("group".into()),
    ];
    let asked = typed.iter().enumerate().flat_map(|(at, text)| {
        let query = ListQuery {
            order: orders[at % orders.len()].clone(),
            descending: at % 2 == 1,
            voided: at % 4 > 1,
            limit: Some(3),
            offset,
            ..ListQuery::all()
        };
        let contains = Filter::Contains("post".into(), (*text).to_owned());
        let searched = ListQuery {
            search: Some((*text).to_owned()),
            ..query.clone()
        };
        let sifted = ListQuery {
            filters: vec![contains],
            ..query
        };
        let both = ListQuery {
            filters: sifted.filters.clone(),
            ..searched.clone()
        };
        [searched, sifted, both]
    });
    for query in asked {
        let reader = ledger.read();
        let look = reader.first_look(KIND, &query).unwrap();
        let list = reader.list(KIND, &query).unwrap();
        prop_assert_eq!(&look.rows, &list.rows, "{:?}", query);
        prop_assert!(list.counted, "a list is counted");
        if look.counted {
            prop_assert_eq!(look.total, list.total, "{:?}", query);
        } else {
            let least = u64::from(offset) + 4;
            prop_assert_eq!(
                look.total,
                least,
                "the page, what is before it and one more"
            );
            prop_assert!(look.total <= list.total, "{:?}", query);
        }
        // By going through every row, without any index.
        let whole = ListQuery {
            filters: Vec::new(),
            search: None,
            limit: None,
            offset: 0,
            ..query.clone()
        };
        let rows = reader.list(KIND, &whole).unwrap().rows;
        let left: Vec<_> = rows
            .into_iter()
            .filter(|row| fits(ledger, row, &query))
            .collect();
        prop_assert_eq!(list.total, left.len() as u64, "{:?}", query);
        let page: Vec<_> = left.into_iter().skip(offset as usize).take(3).collect();
        prop_assert_eq!(&list.rows, &page, "{:?}", query);
        let figures = reader.figures(KIND, &query, &["post".into()]).unwrap();
        prop_assert!(figures[0].filled <= list.total, "figures are of these rows");
        prop_assert_eq!(reader.count(KIND, &query).unwrap(), list.total);
    }
    Ok(())
}

/// Whether a row is found, by its own texts.
fn fits(ledger: &Ledger, row: &domain::record::Row, query: &ListQuery) -> bool {
    let kind = ledger.registry().get(KIND).unwrap();
    let text = |key: &str| {
        let value = row.get(kind, key).and_then(Value::as_text);
        value.unwrap_or_default().to_owned()
    };
    let line = IndexText::new()
        .name(&text("name"))
        .text(&text("post"))
        .number(&text("phone"))
        .build();
    let searched = query.search.as_deref().map(Query::parse);
    searched.is_none_or(|it| it.matches(&line))
        && query.filters.iter().all(|it| match it {
            Filter::Contains(_, piece) => text("post").contains(piece.as_str()),
            _ => false,
        })
}

#[test]
fn what_is_kept_of_a_query_ends_with_the_next_change() {
    let row = ("单强".to_owned(), "路灯".to_owned(), "1".to_owned());
    let (mut ledger, ids) = register(&[row]);
    let query = ListQuery {
        search: Some("hewei".into()),
        ..ListQuery::all()
    };
    let given_up = ledger.write(operation(), |tx| {
        tx.edit(
            KIND,
            ids[0],
            vec![("post".into(), Some(Value::Text("河卫".into())))],
        )?;
        let found = tx.read()?.count(KIND, &query)?;
        assert_eq!(found, 1, "inside the operation it is there");
        Err::<(), _>(StoreFault::Cancelled)
    });
    assert!(given_up.is_err());
    assert_eq!(
        ledger.read().count(KIND, &query).unwrap(),
        0,
        "and outside it never was"
    );
    let content = vec![("post".into(), Some(Value::Text("河卫".into())))];
    write(&mut ledger, |tx| tx.edit(KIND, ids[0], content));
    let after = ledger.read().count(KIND, &query).unwrap();
    assert_eq!(after, 1, "what is written is found at once");
}

fn both_ways_agree(ledger: &Ledger, typed: &[String]) -> std::result::Result<(), TestCaseError> {
    for typed in typed.iter().map(String::as_str).chain([
        "灯路", "路灯", "灯", "lu", "l", "ld", "dl", "ldd", "luded", "lud", "ludeng", "路d",
        "lud灯", "shan", "sl", "shlu", "dan lu", "灯 ld", "ldld",
    ]) {
        if Query::parse(typed).is_empty() {
            continue;
        }
        let [found, expected] = both_ways(ledger, typed);
        prop_assert_eq!(found, expected, "“{}”", typed);
    }
    Ok(())
}
