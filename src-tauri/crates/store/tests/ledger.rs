//! The ledger through its public face: what is written is found, explained, taken back.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test says what it expects"
)]

mod writing;

use domain::dates::PartialDate;
use domain::record::{FieldKey, Item, RecordId, Registry, Row, Value};
use store::error::StoreFault;
use store::ledger::{Ledger, Tx};
use store::query::{Filter, ListQuery, Order};
use writing::{operation, text, write};

fn ledger() -> Ledger {
    Ledger::in_memory(Registry::builtin()).expect("a ledger in memory opens")
}

fn deputy(ledger: &mut Ledger, name: &str) -> RecordId {
    write(ledger, |tx| {
        tx.create(
            "deputy",
            vec![
                ("name".into(), text(name)),
                ("phone".into(), text("13912345678")),
            ],
        )
    })
}

fn mandate(tx: &mut Tx<'_>, of: RecordId, level: &str) -> Result<RecordId, StoreFault> {
    let under = ("deputy".into(), Value::Ref(Item::Id(of)));
    tx.create("mandate", vec![("level".into(), text(level)), under])
}

#[test]
fn children_are_those_that_stand_under_a_record_at_this_moment() {
    let mut ledger = ledger();
    let (one, other) = (deputy(&mut ledger, "王一"), deputy(&mut ledger, "李二"));
    let stored = write(&mut ledger, |tx| mandate(tx, one, "乡镇"));
    write(&mut ledger, |tx| {
        let kind = tx.kind("mandate")?;
        let ids = |tx: &mut Tx<'_>, of| -> Result<Vec<RecordId>, StoreFault> {
            Ok(tx.children(&kind, of)?.iter().map(|row| row.id).collect())
        };
        let new = mandate(tx, one, "县")?;
        assert_eq!(ids(tx, one)?, [stored, new], "what is in hand counts");
        let elsewhere = Some(Value::Ref(Item::Id(other)));
        tx.edit("mandate", stored, vec![("deputy".into(), elsewhere)])?;
        assert_eq!(ids(tx, one)?, [new], "what left is gone at once");
        assert_eq!(ids(tx, other)?, [stored], "and stands where it went");
        let back = Some(Value::Ref(Item::Id(one)));
        tx.edit("mandate", stored, vec![("deputy".into(), back)])?;
        assert_eq!(ids(tx, one)?, [stored, new], "also when it comes back");
        assert!(ids(tx, other)?.is_empty(), "nothing stays behind");
        Ok(())
    });
    let kind = ledger.registry().get("deputy").expect("deputies").clone();
    let shown = |ledger: &Ledger, id| {
        let row = ledger
            .read()
            .get("deputy", id)
            .expect("reads")
            .expect("stands");
        row.get(&kind, "level").cloned()
    };
    let levels = ["乡镇", "县"].map(|it| Item::Text(it.into()));
    let both = Some(Value::Set(levels.into_iter().collect()));
    assert_eq!(shown(&ledger, one), both, "the list shows both levels");
    assert_eq!(shown(&ledger, other), None, "and none where none stands");
}

#[test]
fn children_are_found_while_thousands_of_others_come_in() {
    let mut ledger = ledger();
    let early = deputy(&mut ledger, "王一");
    write(&mut ledger, |tx| {
        let first = mandate(tx, early, "县")?;
        // Far more than are held in hand; the index by which children are found is dropped.
        for number in 0..4_500 {
            let name = vec![("name".into(), text(&format!("李{number}")))];
            let one = tx.create("deputy", name)?;
            mandate(tx, one, "乡镇")?;
        }
        let kind = tx.kind("mandate")?;
        let found: Vec<RecordId> = tx.children(&kind, early)?.iter().map(|it| it.id).collect();
        assert_eq!(found, [first], "written long ago, found by its index");
        mandate(tx, early, "乡镇")?;
        Ok(())
    });
    let before = ledger.digest().expect("a digest");
    let problems = ledger.inspect(true).expect("inspects").problems;
    assert!(problems.is_empty(), "log and tables agree: {problems:?}");
    ledger.rebuild().expect("builds anew");
    assert_eq!(
        ledger.digest().expect("a digest"),
        before,
        "the log says the same"
    );
}

#[test]
fn what_is_written_is_listed_and_found() {
    let mut ledger = ledger();
    for name in ["文一", "王小明", "李二"] {
        deputy(&mut ledger, name);
    }
    let kind = ledger
        .registry()
        .get("deputy")
        .expect("deputies exist")
        .clone();
    let page = ledger
        .read()
        .list("deputy", &ListQuery::all())
        .expect("lists");
    let names: Vec<String> = page.rows.iter().map(|row| kind.name_of(row)).collect();
    assert_eq!(
        names,
        ["王小明", "文一", "李二"],
        "by strokes: 王 4, 文 4 (dot), 李 7"
    );
    for search in ["小明", "wxm", "5678", "wangxm"] {
        let query = ListQuery {
            search: Some(search.into()),
            limit: Some(5),
            ..ListQuery::all()
        };
        let found = ledger.read().list("deputy", &query).expect("searches");
        assert!(found.total >= 1, "{search} finds somebody");
    }
}

#[test]
fn undo_gives_back_the_digest_from_before_and_redo_the_one_after() {
    let mut ledger = ledger();
    let id = deputy(&mut ledger, "王小明");
    let before = ledger.digest().expect("digest");
    write(&mut ledger, |tx| {
        tx.edit(
            "deputy",
            id,
            vec![
                ("name".into(), Some(text("王晓明"))),
                ("phone".into(), None),
                ("post".into(), Some(text("村主任"))),
            ],
        )
    });
    let after = ledger.digest().expect("digest");
    assert_ne!(before, after, "an edit changes the digest");
    let last = ledger
        .undoable(None)
        .expect("asks")
        .expect("something to undo");
    let undone = ledger.reverse(last, None, 0).expect("undoes");
    assert_eq!(
        ledger.digest().expect("digest"),
        before,
        "undo gives back the digest"
    );
    assert_eq!(undone.value.undone, 3, "three fields went back");
    let redo = ledger
        .redoable(None)
        .expect("asks")
        .expect("something to redo");
    ledger.reverse(redo, None, 0).expect("redoes");
    assert_eq!(
        ledger.digest().expect("digest"),
        after,
        "redo gives back the digest after"
    );
    assert!(
        ledger.redoable(None).expect("asks").is_none(),
        "nothing more to redo"
    );
}

#[test]
fn a_created_record_that_others_refer_to_is_not_retracted() {
    let mut ledger = ledger();
    let committed = ledger
        .write::<_, StoreFault>(operation("新增小组"), |tx| {
            tx.create("group", vec![("name".into(), text("第一代表小组"))])
        })
        .expect("creates");
    let group = committed.value;
    write(&mut ledger, |tx| {
        tx.create(
            "deputy",
            vec![
                ("name".into(), text("李四")),
                ("group".into(), Value::Ref(Item::Id(group))),
            ],
        )
    });
    let operation = committed.operation.expect("logged");
    let undone = ledger.reverse(operation, None, 0).expect("undoes");
    assert_eq!(undone.value.kept.len(), 1, "the group stays and is named");
    assert!(
        ledger.read().get("group", group).expect("reads").is_some(),
        "it stands"
    );
}

#[test]
fn a_field_changed_since_is_kept_by_undo() {
    let mut ledger = ledger();
    let id = deputy(&mut ledger, "王小明");
    let first = ledger
        .write::<_, StoreFault>(operation("改职务"), |tx| {
            tx.edit("deputy", id, vec![("post".into(), Some(text("甲")))])
        })
        .expect("edits")
        .operation
        .expect("logged");
    write(&mut ledger, |tx| {
        tx.edit("deputy", id, vec![("post".into(), Some(text("乙")))])
    });
    let undone = ledger.reverse(first, None, 0).expect("undoes");
    assert_eq!(
        undone.value.kept.len(),
        1,
        "the later value stays and is listed"
    );
}

#[test]
fn a_mandate_shows_on_the_deputys_row_and_rebuilding_changes_nothing() {
    let mut ledger = ledger();
    let id = deputy(&mut ledger, "阿依古丽");
    let place = write(&mut ledger, |tx| {
        tx.create("constituency", vec![("name".into(), text("第三选区"))])
    });
    write(&mut ledger, |tx| {
        tx.create(
            "mandate",
            vec![
                ("deputy".into(), Value::Ref(Item::Id(id))),
                ("level".into(), text("乡镇")),
                ("constituency".into(), Value::Ref(Item::Id(place))),
            ],
        )
    });
    let filter = Filter::Has("constituency".into(), Item::Id(place));
    let query = ListQuery {
        filters: vec![filter],
        ..ListQuery::all()
    };
    assert_eq!(
        ledger.read().list("deputy", &query).expect("lists").total,
        1,
        "shown on the row"
    );
    let digest = ledger.digest().expect("digest");
    ledger.rebuild().expect("rebuilds");
    assert_eq!(
        ledger.digest().expect("digest"),
        digest,
        "the log says the same"
    );
    assert_eq!(
        ledger.read().list("deputy", &query).expect("lists").total,
        1,
        "shown again"
    );
    let inspection = ledger.inspect(true).expect("inspects");
    assert!(
        inspection.problems.is_empty(),
        "all is well: {:?}",
        inspection.problems
    );
}

#[test]
fn a_number_comes_back_unless_it_was_issued() {
    let mut ledger = ledger();
    let visit = |ledger: &mut Ledger, day: &str| {
        let date = domain::dates::PartialDate::parse_iso(day).expect("a date");
        write(ledger, |tx| {
            tx.create(
                "visitor",
                vec![
                    ("received_on".into(), Value::Date(date)),
                    ("visitor".into(), text("张三")),
                ],
            )
        })
    };
    let kind = ledger.registry().get("visitor").expect("kind").clone();
    let number = |ledger: &Ledger, id: RecordId| {
        let row = ledger.read().get("visitor", id).expect("reads");
        row.and_then(|row| row.get(&kind, "number").and_then(Value::as_int))
    };
    let undo = |ledger: &mut Ledger| {
        let last = ledger.undoable(None).expect("asks").expect("one");
        let staying = ledger.staying_numbers(last).expect("asks");
        ledger.reverse(last, None, 0).expect("undoes");
        staying
            .into_iter()
            .flat_map(|it| it.numbers)
            .collect::<Vec<_>>()
    };
    let first = visit(&mut ledger, "2023-03-05");
    let second = visit(&mut ledger, "2023-04-05");
    assert_eq!(number(&ledger, second), Some(2), "the second of the year");
    assert!(undo(&mut ledger).is_empty(), "nothing stays behind");
    let redone = ledger.redoable(None).expect("asks").expect("one");
    ledger.reverse(redone, None, 0).expect("does again");
    assert_eq!(number(&ledger, second), Some(2), "the same number again");
    undo(&mut ledger);
    let third = visit(&mut ledger, "2023-05-05");
    assert_eq!(
        number(&ledger, third),
        Some(2),
        "never issued: it came back"
    );

    let mut greatest = store::ledger::Greatest::default();
    let row = ledger.read().get("visitor", third).expect("reads");
    greatest.add(&kind, &row.expect("stands"));
    ledger.issue_numbers(&greatest).expect("notes");
    assert_eq!(
        undo(&mut ledger),
        [2],
        "asked beforehand, it says what stays"
    );
    let fourth = visit(&mut ledger, "2023-06-05");
    assert_eq!(
        number(&ledger, fourth),
        Some(3),
        "issued: never given again"
    );

    let other = visit(&mut ledger, "2024-01-05");
    assert_eq!(number(&ledger, other), Some(1), "a new year begins anew");
    assert_eq!(
        number(&ledger, first),
        Some(1),
        "the first keeps its number"
    );
}

#[test]
fn a_record_that_comes_back_late_gets_a_number_of_its_own() {
    let mut ledger = ledger();
    let visit = |ledger: &mut Ledger| {
        write(ledger, |tx| {
            tx.create("visitor", vec![("visitor".into(), text("张三"))])
        })
    };
    let kind = ledger.registry().get("visitor").expect("kind").clone();
    let number = |ledger: &Ledger, id: RecordId| {
        let row = ledger.read().get("visitor", id).expect("reads");
        row.and_then(|row| row.get(&kind, "number").and_then(Value::as_int))
    };
    let gone = visit(&mut ledger);
    let made = ledger.undoable(None).expect("asks").expect("one");
    ledger.reverse(made, None, 0).expect("undoes");
    let undone = ledger.redoable(None).expect("asks").expect("one");
    let stands = visit(&mut ledger);
    assert_eq!(number(&ledger, stands), Some(1));
    ledger.reverse(undone, None, 0).expect("does again");
    assert_eq!(number(&ledger, stands), Some(1), "who has it keeps it");
    assert_eq!(number(&ledger, gone), Some(2), "no number is borne twice");
}

#[test]
fn a_refused_operation_leaves_nothing_behind() {
    let mut ledger = ledger();
    let before = ledger.digest().expect("digest");
    let refused = ledger.write::<(), StoreFault>(operation("坏的"), |tx| {
        tx.create("deputy", vec![(FieldKey::from("name"), text("半个"))])?;
        Err(StoreFault::NoOperation)
    });
    assert!(refused.is_err(), "the refusal comes out");
    assert_eq!(ledger.digest().expect("digest"), before, "nothing is left");
    deputy(&mut ledger, "完整");
    assert!(
        ledger.inspect(true).expect("inspects").problems.is_empty(),
        "no gap in the log"
    );
}

#[test]
fn two_stores_absorb_each_other_to_the_same_digest() {
    let mut one = ledger();
    let mut two = ledger();
    let id = deputy(&mut one, "王小明");
    two.absorb(one.packet().expect("packs")).expect("absorbs");
    write(&mut one, |tx| {
        tx.edit("deputy", id, vec![("post".into(), Some(text("甲")))])
    });
    write(&mut two, |tx| {
        tx.edit("deputy", id, vec![("post".into(), Some(text("乙")))])
    });
    write(&mut two, |tx| {
        tx.edit("deputy", id, vec![("email".into(), Some(text("a@b")))])
    });
    let (from_one, from_two) = (one.packet().expect("packs"), two.packet().expect("packs"));
    two.absorb(from_one).expect("absorbs");
    one.absorb(from_two).expect("absorbs");
    assert_eq!(
        one.digest().expect("digest"),
        two.digest().expect("digest"),
        "they agree"
    );
    let conflicts = one.read().conflicts("deputy", id).expect("reads");
    assert_eq!(conflicts.len(), 1, "the different posts are both kept");
    write(&mut one, |tx| {
        tx.edit("deputy", id, vec![("post".into(), Some(text("丙")))])
    });
    two.absorb(one.packet().expect("packs")).expect("absorbs");
    assert!(
        two.read()
            .conflicts("deputy", id)
            .expect("reads")
            .is_empty(),
        "decided once"
    );
    assert_eq!(
        one.digest().expect("digest"),
        two.digest().expect("digest"),
        "they agree again"
    );
    for it in [&one, &two] {
        let found = it.inspect(true).expect("inspects").problems;
        assert!(
            found.is_empty(),
            "projections agree with the log: {found:?}"
        );
    }
}

#[test]
fn an_undone_decision_lets_the_conflict_stand_again_everywhere() {
    let mut one = ledger();
    let mut two = ledger();
    let id = deputy(&mut one, "王小明");
    two.absorb(one.packet().expect("packs")).expect("absorbs");
    for field in ["post", "phone"] {
        for (store, value) in [(&mut one, "13800005678"), (&mut two, "13900005678")] {
            write(store, |tx| {
                tx.edit("deputy", id, vec![(field.into(), Some(text(value)))])
            });
        }
    }
    one.absorb(two.packet().expect("packs")).expect("absorbs");
    for field in ["post", "phone"] {
        let before = one.digest().expect("digest");
        let conflicts = |store: &Ledger| store.read().conflicts("deputy", id).expect("reads").len();
        assert_eq!(conflicts(&one), 2, "both fields are open");
        let row = one
            .read()
            .get("deputy", id)
            .expect("reads")
            .expect("is there");
        let kind = one.registry().get("deputy").expect("known").clone();
        // Once the shown value is kept, once another is written: both are decisions.
        for value in [row.get(&kind, field).cloned(), Some(text("13700005678"))] {
            let decided = one
                .write::<_, StoreFault>(operation("核对"), |tx| {
                    tx.edit("deputy", id, vec![(field.into(), value.clone())])
                })
                .expect("the decision is written")
                .operation
                .expect("logged");
            assert_eq!(conflicts(&one), 1, "decided");
            let after = one.digest().expect("digest");
            let undo = one
                .reverse(decided, None, 0)
                .expect("undone")
                .operation
                .expect("logged");
            assert_eq!(conflicts(&one), 2, "{field} is open again");
            assert_eq!(one.digest().expect("digest"), before, "as it was before");
            let redo = one
                .reverse(undo, None, 0)
                .expect("done again")
                .operation
                .expect("logged");
            assert_eq!(one.digest().expect("digest"), after, "decided again");
            one.reverse(redo, None, 0).expect("undone again");
            assert_eq!(one.digest().expect("digest"), before, "and open again");
        }
    }
    two.absorb(one.packet().expect("packs")).expect("absorbs");
    assert_eq!(
        one.digest().expect("digest"),
        two.digest().expect("digest"),
        "the other device finds the same conflicts"
    );
    for it in [&one, &two] {
        let found = it.inspect(true).expect("inspects").problems;
        assert!(
            found.is_empty(),
            "projections agree with the log: {found:?}"
        );
    }
}

#[test]
fn a_store_of_a_build_before_the_release_is_refused_with_a_sentence() {
    let ledger = ledger();
    let vault = ledger.into_vault();
    let before = "PRAGMA user_version = 2;";
    vault.conn().execute_batch(before).expect("as it was");
    let refused = Ledger::over(vault, Registry::builtin()).err();
    assert!(
        matches!(refused, Some(StoreFault::BeforeRelease)),
        "{refused:?}"
    );
}

#[test]
fn words_that_are_not_in_the_list_stand_after_those_that_are() {
    let mut ledger = ledger();
    let said = [
        Some("龘"),
        Some("女"),
        None,
        Some("A"),
        Some("男"),
        Some("女士"),
        Some("甲"),
        Some("男"),
    ];
    write(&mut ledger, |tx| {
        for sex in said {
            let mut values = vec![("name".into(), text("王一"))];
            values.extend(sex.map(|it| ("sex".into(), text(it))));
            tx.create("deputy", values)?;
        }
        Ok(())
    });
    let kind = ledger.registry().get("deputy").expect("deputies").clone();
    let shown = |descending: bool| -> Vec<String> {
        let query = ListQuery {
            order: Order::Field("sex".into()),
            descending,
            ..ListQuery::all()
        };
        let rows = ledger.read().list("deputy", &query).expect("lists").rows;
        let sex = rows
            .iter()
            .map(|row| row.get(&kind, "sex").and_then(Value::as_text));
        sex.map(|it| it.unwrap_or("－").to_owned()).collect()
    };
    // 女 (U+5973) < 女士 < 甲 (U+7532) < 男 (U+7537) < 龘 (U+9F98).
    assert_eq!(shown(false).join(" "), "男 男 女 A 女士 甲 龘 －");
    assert_eq!(
        shown(true).join(" "),
        "龘 甲 女士 A 女 男 男 －",
        "the other way, empty last"
    );
}

#[test]
fn a_long_register_stands_in_the_order_of_those_it_refers_to_and_leaves_out_few() {
    let mut ledger = ledger();
    // By strokes: 丁 2, 王 4, 张 7.
    let [zhang, ding, wang] = ["张三", "丁一", "王二"].map(|name| deputy(&mut ledger, name));
    let by = |at: usize| -> Option<Value> {
        let items: &[Item] = match at % 5 {
            0 => &[Item::Id(zhang)],
            1 => &[Item::Id(ding)],
            2 => &[Item::Id(wang)],
            3 => &[Item::Text("过路人".into())],
            _ => return None,
        };
        Some(Value::Set(items.iter().cloned().collect()))
    };
    let ids = write(&mut ledger, |tx| {
        let mut ids = Vec::new();
        for at in 0..1_500 {
            let mut values = vec![("content".into(), text(&format!("第{at}件")))];
            values.extend(by(at).map(|it| ("deputies".into(), it)));
            ids.push(tx.create("visitor", values)?);
        }
        tx.void("visitor", ids[1], "重复")?;
        Ok(ids)
    });
    let list = |query: &ListQuery| ledger.read().list("visitor", query).expect("lists");
    let places = |rows: &[Row]| -> Vec<usize> {
        let place = |row: &Row| {
            ids.iter()
                .position(|id| *id == row.id)
                .expect("is one of them")
        };
        rows.iter().map(place).collect()
    };
    // Names that matched nobody first, as everywhere; empty ones last in both directions.
    let rank = |at: &usize| [2, 0, 1][..].get(at % 5).map_or(at % 5, |it| it + 5);
    for (descending, voided) in [(false, false), (true, false), (false, true)] {
        let mut expected: Vec<usize> = (0..1_500).filter(|at| voided || *at != 1).collect();
        if descending {
            expected.reverse();
        }
        expected.sort_by_key(|at| match (at % 5, descending) {
            (4, _) => 99,
            (3, false) => 0,
            (3, true) => 98,
            (_, false) => rank(at),
            (_, true) => 50 - rank(at),
        });
        let whole = ListQuery {
            order: Order::Field("deputies".into()),
            descending,
            voided,
            ..ListQuery::all()
        };
        assert_eq!(places(&list(&whole).rows), expected, "the whole list");
        for offset in [0, 290, 1_480] {
            let page = list(&ListQuery {
                limit: Some(20),
                offset,
                ..whole.clone()
            });
            assert_eq!(page.total as usize, expected.len());
            let from = offset as usize;
            let to = expected.len().min(from + 20);
            assert_eq!(
                places(&page.rows),
                expected[from..to],
                "the page from {offset}"
            );
        }
    }
    let left = |filters: Vec<Filter>| {
        let page = list(&ListQuery {
            filters,
            limit: Some(1_500),
            ..ListQuery::all()
        });
        assert_eq!(page.total as usize, page.rows.len());
        page.total
    };
    let (filled, empty) = (
        Filter::Filled("deputies".into()),
        Filter::Empty("deputies".into()),
    );
    assert_eq!(
        left(vec![filled.clone()]),
        1_199,
        "the voided one does not stand"
    );
    assert_eq!(left(vec![empty.clone()]), 300);
    assert_eq!(left(vec![filled.clone(), empty.clone()]), 0);
    assert_eq!(
        left(vec![filled.clone(), Filter::Filled("content".into())]),
        1_199
    );
    let of_wang = Filter::Has("deputies".into(), Item::Id(wang));
    assert_eq!(left(vec![of_wang.clone(), filled]), 300);
    assert_eq!(left(vec![of_wang, empty]), 0);
    assert_eq!(
        left(vec![Filter::Empty("phone".into())]),
        1_499,
        "all of them"
    );
}

#[test]
fn dates_lie_in_a_stretch_as_far_as_they_are_known() {
    let mut ledger = ledger();
    let written = [
        "1979",
        "1979-12",
        "1979-12-31",
        "1980",
        "1980-01",
        "1980-01-15",
        "1980-02-01",
        "1981",
    ];
    write(&mut ledger, |tx| {
        for born in written {
            let date = Value::Date(PartialDate::parse_iso(born).expect("a date"));
            tx.create(
                "deputy",
                vec![("name".into(), text(born)), ("born".into(), date)],
            )?;
        }
        Ok(())
    });
    let found = |filter: Filter| -> String {
        let query = ListQuery {
            filters: vec![filter],
            order: Order::Field("born".into()),
            ..ListQuery::all()
        };
        let rows = ledger.read().list("deputy", &query).expect("lists").rows;
        let kind = ledger.registry().get("deputy").expect("deputies");
        rows.iter()
            .map(|row| kind.name_of(row))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let date = |text: &str| Some(Value::Date(PartialDate::parse_iso(text).expect("a date")));
    let between = |from: Option<Value>, to: Option<Value>| Filter::Between("born".into(), from, to);
    assert_eq!(
        found(between(date("1980-01-10"), date("1980-01-20"))),
        "1980 1980-01 1980-01-15",
        "those that may lie between do"
    );
    assert_eq!(
        found(between(None, date("1979"))),
        "1979 1979-12 1979-12-31"
    );
    assert_eq!(
        found(between(date("1980-02"), None)),
        "1980 1980-02-01 1981"
    );
    assert_eq!(
        found(Filter::In("born".into(), 1980, None)),
        "1980 1980-01 1980-01-15 1980-02-01"
    );
    assert_eq!(
        found(Filter::In("born".into(), 1980, Some(1))),
        "1980-01 1980-01-15"
    );
}

/// However many rows there are inside other records: a created record stays where something refers to
/// it, whether its table is gone through or asked by its index.
#[test]
fn what_was_made_stays_where_others_refer_to_it_among_few_rows_and_many() {
    for others in [0, 60] {
        let mut ledger = ledger();
        let old = deputy(&mut ledger, "赵大");
        write(&mut ledger, |tx| {
            for level in 0..others {
                mandate(tx, old, &format!("第{level}级"))?;
                tx.create("finding", vec![("parent".into(), parent(old))])?;
            }
            Ok(())
        });
        for by in ["nothing", "reference", "text", "own"] {
            let made = write(&mut ledger, |tx| {
                let made = tx.create("deputy", vec![("name".into(), text("王一"))])?;
                if by == "own" {
                    mandate(tx, made, "乡镇")?;
                    tx.create("finding", vec![("parent".into(), parent(made))])?;
                }
                Ok(made)
            });
            let last = ledger.undoable(None).expect("asks").expect("the creation");
            write(&mut ledger, |tx| match by {
                "reference" => mandate(tx, made, "乡镇"),
                "text" => tx.create("finding", vec![("parent".into(), parent(made))]),
                _ => Ok(made),
            });
            let undone = ledger.reverse(last, None, 0).expect("undoes").value;
            let stays = matches!(by, "reference" | "text");
            assert_eq!(undone.kept.len(), usize::from(stays), "{others} {by}");
            let row = ledger.read().get("deputy", made).expect("asks");
            assert_eq!(row.is_some(), stays, "{others} {by}");
        }
    }
}

fn parent(of: RecordId) -> Value {
    text(&of.0.simple().to_string())
}
