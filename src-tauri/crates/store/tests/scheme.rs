//! The office's scheme (台账方案): fields added, renamed, hidden and moved by records, and what was
//! written into them.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test says what it expects"
)]

mod writing;

use domain::record::{FieldKey, Item, RecordId, Registry, Value};
use store::keys::Unlock;
use store::ledger::Ledger;
use store::query::{Filter, ListQuery};
use store::vault::Protection;
use writing::{text, write};

const ADDED: &str = "x.0190f3a2-7c1e-7b11-8a55-3f6d1c2b9e10";

fn entry(ledger: &mut Ledger, field: &str, values: &[(&str, Value)]) -> RecordId {
    let mut all: Vec<(FieldKey, Value)> = vec![
        ("record_type".into(), text("group")),
        ("field".into(), text(field)),
    ];
    all.extend(values.iter().map(|(key, it)| ((*key).into(), it.clone())));
    write(ledger, |tx| tx.create("scheme", all))
}

fn add_field(ledger: &mut Ledger) -> RecordId {
    entry(
        ledger,
        ADDED,
        &[("label", text("联系单位")), ("sort", text("文字"))],
    )
}

fn group(ledger: &mut Ledger, name: &str, unit: &str) -> RecordId {
    write(ledger, |tx| {
        tx.create(
            "group",
            vec![("name".into(), text(name)), (ADDED.into(), text(unit))],
        )
    })
}

fn unit_of(ledger: &Ledger, id: RecordId) -> Option<Value> {
    let kind = ledger.registry().get("group").expect("groups").clone();
    let row = ledger.read().get("group", id).expect("reads");
    row.expect("it stands").get(&kind, ADDED).cloned()
}

fn found(ledger: &Ledger, filter: Filter) -> u64 {
    let query = ListQuery {
        filters: vec![filter],
        ..ListQuery::all()
    };
    ledger.read().count("group", &query).expect("counts")
}

fn labels(ledger: &Ledger) -> Vec<String> {
    let kind = ledger.registry().get("group").expect("groups");
    kind.fields.iter().map(|it| it.label.clone()).collect()
}

fn sound(ledger: &Ledger) {
    let problems = ledger.inspect(true).expect("inspects").problems;
    assert!(problems.is_empty(), "all is well: {problems:?}");
}

#[test]
fn an_added_field_lists_filters_and_survives_rebuild_and_reopening() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut ledger, _) = Ledger::create(dir.path(), &Protection::KeyFile, Registry::builtin())
        .expect("a store is made");
    add_field(&mut ledger);
    let id = group(&mut ledger, "第一小组", "镇农办");
    group(&mut ledger, "第二小组", "镇财政所");
    let is = || Filter::Is(ADDED.into(), text("镇农办"));
    assert_eq!(found(&ledger, is()), 1, "the added field filters");
    let digest = ledger.digest().expect("digest");
    ledger.rebuild().expect("rebuilds");
    assert_eq!(ledger.digest().expect("digest"), digest, "the log knows it");
    drop(ledger);
    let ledger = Ledger::open(dir.path(), &Unlock::KeyFile, Registry::builtin()).expect("opens");
    assert_eq!(unit_of(&ledger, id), Some(text("镇农办")), "still there");
    assert_eq!(found(&ledger, is()), 1, "and it filters");
    assert_eq!(ledger.digest().expect("digest"), digest, "the same digest");
    sound(&ledger);
}

#[test]
fn undoing_the_addition_hides_the_field_and_redo_brings_the_values_back() {
    let mut ledger = Ledger::in_memory(Registry::builtin()).expect("opens");
    add_field(&mut ledger);
    let addition = ledger.undoable(None).expect("asks").expect("the addition");
    let id = group(&mut ledger, "第一小组", "镇农办");
    let with = ledger.digest().expect("digest");
    let undone = ledger.reverse(addition, None, 0).expect("undoes");
    assert!(undone.value.kept.is_empty(), "the entry goes back whole");
    assert!(
        !labels(&ledger).contains(&"联系单位".to_owned()),
        "the field is gone from view"
    );
    sound(&ledger);
    let undo = undone.operation.expect("logged");
    ledger.reverse(undo, None, 0).expect("redoes");
    assert_eq!(
        unit_of(&ledger, id),
        Some(text("镇农办")),
        "nothing was lost"
    );
    assert_eq!(ledger.digest().expect("digest"), with, "as before the undo");
    sound(&ledger);
}

#[test]
fn a_voided_addition_that_is_restored_has_its_values_again() {
    let mut ledger = Ledger::in_memory(Registry::builtin()).expect("opens");
    let added = add_field(&mut ledger);
    let id = group(&mut ledger, "第一小组", "镇农办");
    write(&mut ledger, |tx| tx.void("scheme", added, "不用了"));
    assert_eq!(unit_of(&ledger, id), None, "out of sight while voided");
    write(&mut ledger, |tx| tx.restore("scheme", added));
    assert_eq!(
        unit_of(&ledger, id),
        Some(text("镇农办")),
        "an empty column would have hidden what the log says"
    );
    sound(&ledger);
}

#[test]
fn fields_are_renamed_hidden_and_moved_without_touching_values() {
    let mut ledger = Ledger::in_memory(Registry::builtin()).expect("opens");
    add_field(&mut ledger);
    let id = group(&mut ledger, "第一小组", "镇农办");
    entry(
        &mut ledger,
        "remark",
        &[("label", text("说明")), ("position", Value::Int(1))],
    );
    entry(&mut ledger, "station", &[("hidden", Value::Bool(true))]);
    entry(&mut ledger, ADDED, &[("position", Value::Int(0))]);
    assert_eq!(
        labels(&ledger)[..2],
        ["联系单位", "说明"],
        "each stands exactly where it was put"
    );
    let kind = ledger.registry().get("group").expect("groups").clone();
    assert!(kind.field("station").expect("a field").hidden, "hidden");
    assert_eq!(unit_of(&ledger, id), Some(text("镇农办")), "values stay");
    sound(&ledger);
}

#[test]
fn what_a_field_holds_may_change_and_the_log_still_agrees() {
    let mut ledger = Ledger::in_memory(Registry::builtin()).expect("opens");
    let added = add_field(&mut ledger);
    group(&mut ledger, "第一小组", "2023");
    write(&mut ledger, |tx| {
        tx.edit("scheme", added, vec![("sort".into(), Some(text("日期")))])
    });
    sound(&ledger);
}

#[test]
fn two_stores_follow_each_others_scheme() {
    let mut one = Ledger::in_memory(Registry::builtin()).expect("opens");
    let mut two = Ledger::in_memory(Registry::builtin()).expect("opens");
    add_field(&mut one);
    let id = group(&mut one, "第一小组", "镇农办");
    two.absorb(one.packet().expect("packs")).expect("absorbs");
    assert_eq!(
        unit_of(&two, id),
        Some(text("镇农办")),
        "field and value came"
    );
    assert_eq!(
        one.digest().expect("digest"),
        two.digest().expect("digest"),
        "they agree"
    );
    sound(&two);
}

#[test]
fn keys_that_could_become_one_column_are_passed_over() {
    let mut ledger = Ledger::in_memory(Registry::builtin()).expect("opens");
    for key in ["x.a-b", "x.a_b", "x.A-B", "x.甲", "x.乙", "x."] {
        let values = [("label", text(&format!("栏{key}"))), ("sort", text("文字"))];
        entry(&mut ledger, key, &values);
    }
    let kind = ledger.registry().get("group").expect("groups");
    let added = kind
        .fields
        .iter()
        .filter(|it| it.key.as_str().starts_with("x."));
    assert_eq!(added.count(), 1, "only x.a-b makes a column of its own");
    sound(&ledger);
}

#[test]
fn a_set_added_by_the_office_has_elements() {
    let mut ledger = Ledger::in_memory(Registry::builtin()).expect("opens");
    let values = [
        ("label", text("专长")),
        ("sort", text("多选")),
        ("choices", text("农业、法律")),
    ];
    entry(&mut ledger, ADDED, &values);
    let both = ["农业", "法律"].map(|it| Item::Text(it.into()));
    write(&mut ledger, |tx| {
        tx.create(
            "group",
            vec![
                ("name".into(), text("第一小组")),
                (ADDED.into(), Value::Set(both.into_iter().collect())),
            ],
        )
    });
    let has = Filter::Has(ADDED.into(), Item::Text("法律".into()));
    assert_eq!(found(&ledger, has), 1, "one element finds it");
    sound(&ledger);
}

#[test]
fn what_is_to_fill_in_a_long_register_follows_each_write_and_the_scheme() {
    let mut ledger = Ledger::in_memory(Registry::builtin()).expect("a store is made");
    let ids: Vec<RecordId> = write(&mut ledger, |tx| {
        (0..1_200)
            .map(|at| {
                let mut values = vec![("name".into(), text(&format!("代表{at}")))];
                values.extend((at % 3 > 0).then(|| ("sex".into(), text("女"))));
                tx.create("deputy", values)
            })
            .collect()
    });
    let by_going_through = |ledger: &Ledger| {
        let kind = ledger.registry().get("deputy").expect("deputies");
        let rows = ledger
            .read()
            .list("deputy", &ListQuery::all())
            .expect("lists")
            .rows;
        let lacks =
            |row: &&domain::record::Row| kind.to_fill(row).iter().any(|field| field.has_column());
        rows.iter().filter(lacks).count() as u64
    };
    let to_fill = |ledger: &Ledger| {
        let filters = vec![Filter::ToFill];
        let query = ListQuery {
            filters,
            ..ListQuery::all()
        };
        let counted = ledger.read().count("deputy", &query).expect("counts");
        let paged = ListQuery {
            limit: Some(1),
            ..query
        };
        let page = ledger.read().list("deputy", &paged).expect("lists");
        assert_eq!(page.total, counted, "a page says the same");
        counted
    };
    assert_eq!(to_fill(&ledger), by_going_through(&ledger));
    // Everything that a deputy should say but for the gender is taken out of the forms.
    let wanted: Vec<String> = {
        let kind = ledger.registry().get("deputy").expect("deputies");
        let fields = kind
            .fields
            .iter()
            .filter(|it| it.is_wanted() && it.has_column());
        let keys = fields.map(|it| it.key.to_string());
        keys.filter(|it| it != "name" && it != "sex").collect()
    };
    for field in &wanted {
        let values = vec![
            ("record_type".into(), text("deputy")),
            ("field".into(), text(field)),
            ("hidden".into(), Value::Bool(true)),
        ];
        write(&mut ledger, |tx| tx.create("scheme", values));
    }
    assert_eq!(to_fill(&ledger), 400, "those without a gender");
    assert_eq!(by_going_through(&ledger), 400, "seen one by one as well");
    write(&mut ledger, |tx| {
        tx.edit("deputy", ids[0], vec![("sex".into(), Some(text("男")))])
    });
    write(&mut ledger, |tx| {
        tx.edit("deputy", ids[1], vec![("sex".into(), None)])
    });
    write(&mut ledger, |tx| tx.void("deputy", ids[3], "重复"));
    assert_eq!(to_fill(&ledger), 399, "one filled, one emptied, one voided");
    sound(&ledger);
}
