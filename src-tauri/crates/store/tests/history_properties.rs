//! Random histories of an office: the log alone says everything, undo goes back exactly, and stores
//! that exchanged their changes in any order agree.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test says what it expects"
)]

use domain::dates::PartialDate;
use domain::record::{
    BlockWriter, Chain, CodecFault, Entry, FieldKey, Item, Link, RecordId, Registry, Row, Run,
    Source, Value, head_hash, read_block,
};
use proptest::prelude::*;
use store::error::StoreFault;
use store::keys::Unlock;
use store::ledger::{Ledger, NewOperation, Packet, Tx};
use store::query::{Filter, ListQuery};
use store::vault::Protection;

const KINDS: [&str; 5] = ["deputy", "mandate", "group", "visitor", "finding"];

#[derive(Clone, Debug)]
enum Step {
    Create(usize, u8),
    Edit(usize, u8, u8),
    Void(usize, u8),
    Restore(usize, u8),
    Undo,
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..KINDS.len(), any::<u8>()).prop_map(|(kind, seed)| Step::Create(kind, seed)),
        5 => (0..KINDS.len(), any::<u8>(), any::<u8>())
            .prop_map(|(kind, which, seed)| Step::Edit(kind, which, seed)),
        1 => (0..KINDS.len(), any::<u8>()).prop_map(|(kind, which)| Step::Void(kind, which)),
        1 => (0..KINDS.len(), any::<u8>()).prop_map(|(kind, which)| Step::Restore(kind, which)),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(), 1..25)
}

fn in_memory() -> Ledger {
    Ledger::in_memory(Registry::builtin()).expect("opens")
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

fn text(value: String) -> Option<Value> {
    Some(Value::Text(value))
}

/// One of the records of a kind, voided ones too.
fn some(ledger: &Ledger, kind: &str, which: u8) -> Option<Row> {
    let query = ListQuery {
        voided: true,
        ..ListQuery::all()
    };
    let rows = ledger.read().list(kind, &query).expect("lists").rows;
    let count = rows.len().max(1);
    rows.into_iter().nth(usize::from(which) % count)
}

fn reference(ledger: &Ledger, kind: &str, which: u8) -> Option<Value> {
    some(ledger, kind, which).map(|row| Value::Ref(Item::Id(row.id)))
}

/// Values of a kind drawn by a number: some fields, sometimes cleared ones, sets and references.
fn values(ledger: &Ledger, kind: &str, seed: u8) -> Vec<(FieldKey, Option<Value>)> {
    let month = PartialDate::month(2023, 1 + seed % 12);
    let day = PartialDate::day(2022 + i32::from(seed % 2), 1 + seed % 12, 5);
    let marks: std::collections::BTreeSet<Item> = ["妇女", "青年", "老年"]
        .into_iter()
        .enumerate()
        .filter(|(at, _)| seed >> at & 1 == 1)
        .map(|(_, it)| Item::Text(it.into()))
        .collect();
    let deputies: std::collections::BTreeSet<Item> = (0..seed % 3)
        .filter_map(|at| some(ledger, "deputy", at))
        .map(|row| Item::Id(row.id))
        .collect();
    let all: Vec<(&str, Option<Value>)> = match kind {
        "deputy" => vec![
            ("name", text(format!("王小{seed}𠮷"))),
            ("phone", text(format!("139{seed:08}"))),
            (
                "post",
                (!seed.is_multiple_of(3)).then(|| Value::Text(format!("职务{}", seed % 4))),
            ),
            ("born", month.map(Value::Date)),
            ("marks", Some(Value::Set(marks))),
            ("group", reference(ledger, "group", seed)),
        ],
        "mandate" => vec![
            ("level", text(["乡镇", "县"][usize::from(seed % 2)].into())),
            ("deputy", reference(ledger, "deputy", seed)),
            ("certificate", text(format!("证{seed}"))),
        ],
        "group" => vec![
            ("name", text(format!("第{seed}代表小组"))),
            (
                "remark",
                seed.is_multiple_of(2).then(|| Value::Text("备注".into())),
            ),
            ("leader", reference(ledger, "deputy", seed)),
        ],
        "visitor" => vec![
            ("received_on", day.map(Value::Date)),
            ("visitor", text(format!("来访{seed}"))),
            ("phone", text(format!("138{seed:08}"))),
            ("content", text("路灯不亮".into())),
            ("deputies", Some(Value::Set(deputies))),
        ],
        _ => vec![
            ("reason", text("号码不对".into())),
            (
                "parent",
                some(ledger, "deputy", seed).map(|row| Value::Text(row.id.0.simple().to_string())),
            ),
            ("raw", text(format!("原值{seed}"))),
            (
                "state",
                text(["待核实", "已更正"][usize::from(seed % 2)].into()),
            ),
        ],
    };
    all.into_iter()
        .enumerate()
        .filter(|(at, _)| *at == 0 || (usize::from(seed) + at) % 3 != 0)
        .map(|(_, (key, value))| (key.into(), value))
        .collect()
}

fn write(ledger: &mut Ledger, body: impl FnOnce(&mut Tx<'_>) -> Result<(), StoreFault>) {
    ledger.write(operation(), body).expect("writes");
}

fn act(ledger: &mut Ledger, step: &Step) {
    match step {
        Step::Create(kind, seed) => {
            let kind = KINDS[*kind];
            let values = values(ledger, kind, *seed)
                .into_iter()
                .filter_map(|(key, value)| value.map(|it| (key, it)))
                .collect();
            write(ledger, |tx| tx.create(kind, values).map(drop));
        }
        Step::Edit(kind, which, seed) => {
            let kind = KINDS[*kind];
            if let Some(row) = some(ledger, kind, *which) {
                let values = values(ledger, kind, *seed);
                write(ledger, |tx| tx.edit(kind, row.id, values));
            }
        }
        Step::Void(kind, which) => {
            if let Some(row) = some(ledger, KINDS[*kind], *which) {
                write(ledger, |tx| tx.void(KINDS[*kind], row.id, "重复"));
            }
        }
        Step::Restore(kind, which) => {
            if let Some(row) = some(ledger, KINDS[*kind], *which) {
                write(ledger, |tx| tx.restore(KINDS[*kind], row.id));
            }
        }
        Step::Undo => {
            if let Some(of) = ledger.undoable(None).expect("asks") {
                ledger.reverse(of, None, 0).expect("undoes");
            }
        }
        Step::Redo => {
            if let Some(of) = ledger.redoable(None).expect("asks") {
                ledger.reverse(of, None, 0).expect("redoes");
            }
        }
    }
}

/// Every row as screens see it, shown fields of children and computed ones included.
fn everything(ledger: &Ledger) -> Vec<Row> {
    let query = ListQuery {
        voided: true,
        ..ListQuery::all()
    };
    let mut rows: Vec<Row> = KINDS
        .iter()
        .flat_map(|kind| ledger.read().list(kind, &query).expect("lists").rows)
        .collect();
    rows.sort_by_key(|row| row.id);
    rows
}

fn sound(ledger: &Ledger) {
    let found = ledger.inspect(true).expect("inspects").problems;
    assert!(
        found.is_empty(),
        "the tables say what the log says: {found:?}"
    );
}

fn shuffle<T>(items: &mut [T], mut seed: u64) {
    for at in (1..items.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let other = usize::try_from((seed >> 33) % (at as u64 + 1)).expect("small");
        items.swap(at, other);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn the_log_alone_says_everything(steps in steps()) {
        let mut ledger = in_memory();
        for step in &steps {
            act(&mut ledger, step);
        }
        sound(&ledger);
        let (digest, rows) = (ledger.digest().expect("digest"), everything(&ledger));
        ledger.rebuild().expect("rebuilds");
        prop_assert_eq!(ledger.digest().expect("digest"), digest, "the same digest");
        prop_assert_eq!(everything(&ledger), rows, "the same rows, shown fields too");
        sound(&ledger);
    }

    #[test]
    fn undo_goes_back_exactly_and_redo_forward(steps in steps(), last in step()) {
        let mut ledger = in_memory();
        for step in &steps {
            act(&mut ledger, step);
        }
        let before = ledger.digest().expect("digest");
        let newest = |ledger: &Ledger| {
            ledger.operations(1).expect("lists").first().map(|it| it.head.id)
        };
        let was = newest(&ledger);
        act(&mut ledger, &last);
        let now = newest(&ledger);
        if was != now && !matches!(last, Step::Undo | Step::Redo) {
            let after = ledger.digest().expect("digest");
            let of = ledger.undoable(None).expect("asks").expect("the last one");
            prop_assert_eq!(Some(of), now, "a bare undo takes the newest");
            ledger.reverse(of, None, 0).expect("undoes");
            prop_assert_eq!(ledger.digest().expect("digest"), before, "as before it");
            let of = ledger.redoable(None).expect("asks").expect("the undo");
            ledger.reverse(of, None, 0).expect("redoes");
            prop_assert_eq!(ledger.digest().expect("digest"), after, "as after it");
        }
        sound(&ledger);
    }

    #[test]
    fn stores_that_exchanged_everything_agree(
        common in steps(), mine in steps(), yours in steps(), seed in any::<u64>()
    ) {
        let (mut one, mut two) = (in_memory(), in_memory());
        for step in &common {
            act(&mut one, step);
        }
        two.absorb(one.packet().expect("packs")).expect("absorbs");
        for step in &mine {
            act(&mut one, step);
        }
        for step in &yours {
            act(&mut two, step);
        }
        let (from_one, from_two) = (one.packet().expect("packs"), two.packet().expect("packs"));
        two.absorb(from_one.clone()).expect("absorbs");
        one.absorb(from_two.clone()).expect("absorbs");
        let digest = one.digest().expect("digest");
        prop_assert_eq!(two.digest().expect("digest"), digest, "both agree");
        prop_assert_eq!(everything(&one), everything(&two), "row by row");

        // A third gets it in shuffled pieces, until nothing is refused any more.
        let mut three = in_memory();
        let mut runs: Vec<_> = from_one.runs.into_iter().chain(from_two.runs).collect();
        shuffle(&mut runs, seed);
        let size = 1 + usize::try_from(seed % 17).expect("small");
        let mut named = false;
        loop {
            let mut applied = 0;
            for piece in runs.chunks(size) {
                let packet = Packet { runs: piece.to_vec(), heads: Vec::new() };
                let absorbed = three.absorb(packet).expect("absorbs");
                applied += absorbed.applied;
                named |= !absorbed.gaps.is_empty();
            }
            if applied == 0 {
                break;
            }
        }
        prop_assert_eq!(three.digest().expect("digest"), digest, "pieces make the same whole");
        prop_assert!(named || runs.len() < 40, "gaps on the way were named");
        for ledger in [&one, &two, &three] {
            sound(ledger);
        }
    }
}

/// A run as a device would write it whose numbers count further than ours.
fn counting_from(run: &Run, lamport: u64) -> Run {
    let mut chain = Chain::behind(&Link::default(), run.head.device, &run.partition);
    let mut block = BlockWriter::new(run.first, None);
    for bytes in &run.blocks {
        read_block::<CodecFault>(bytes, |entry| {
            let entry = Entry { lamport, ..entry };
            chain.add(&entry.leaf());
            block.push(&entry);
            Ok(())
        })
        .expect("reads");
    }
    Run {
        chain: chain.end(&head_hash(&run.head)),
        blocks: vec![block.finish()],
        ..run.clone()
    }
}

#[test]
fn a_run_that_is_not_what_its_device_wrote_is_refused_and_named() {
    let mut one = in_memory();
    for seed in 0..3 {
        act(&mut one, &Step::Create(2, seed));
    }
    let whole = one.packet().expect("packs");
    let mut altered = whole.clone();
    let at = altered
        .runs
        .iter()
        .position(|it| it.first == 2)
        .expect("the second");
    altered.runs[at].head.title = "别的".into();
    let mut two = in_memory();
    let absorbed = two.absorb(altered).expect("absorbs");
    assert_eq!(absorbed.applied, 1, "only what stands before it");
    assert_eq!(absorbed.refused.len(), 1, "it is named");
    assert_eq!(absorbed.refused[0].numbers, 2..=2, "by its number");
    sound(&two);
    two.absorb(whole.clone()).expect("absorbs");
    assert_eq!(
        two.digest().expect("digest"),
        one.digest().expect("digest"),
        "nothing was lost"
    );
    let mut forked = whole;
    forked.runs.truncate(1);
    forked.runs[0] = counting_from(&forked.runs[0], 99);
    let absorbed = two.absorb(forked).expect("absorbs");
    assert_eq!(
        absorbed.refused.len(),
        1,
        "one number stands for one change"
    );
}

#[test]
fn a_number_beyond_all_numbers_does_not_stop_the_office() {
    let mut one = in_memory();
    act(&mut one, &Step::Create(2, 1));
    let mut packet = one.packet().expect("packs");
    packet.runs[0] = counting_from(&packet.runs[0], u64::MAX);
    let mut two = in_memory();
    let absorbed = two.absorb(packet).expect("absorbs");
    assert_eq!(absorbed.applied, 1, "it is taken in");
    act(&mut two, &Step::Create(2, 2));
    act(&mut two, &Step::Edit(2, 0, 7));
    sound(&two);
}

#[test]
fn a_mandate_given_to_another_deputy_leaves_the_first_row() {
    let mut ledger = in_memory();
    let create = |ledger: &mut Ledger, kind: &str, values: Vec<(FieldKey, Value)>| -> RecordId {
        ledger
            .write::<_, StoreFault>(operation(), |tx| tx.create(kind, values))
            .expect("creates")
            .value
    };
    let person = |name: &str| vec![("name".into(), Value::Text(name.into()))];
    let first = create(&mut ledger, "deputy", person("王一"));
    let second = create(&mut ledger, "deputy", person("李二"));
    let to = |id| Value::Ref(Item::Id(id));
    let values = vec![
        ("level".into(), Value::Text("乡镇".into())),
        ("certificate".into(), Value::Text("证1".into())),
        ("deputy".into(), to(first)),
    ];
    let mandate = create(&mut ledger, "mandate", values);
    write(&mut ledger, |tx| {
        tx.edit(
            "mandate",
            mandate,
            vec![("deputy".into(), Some(to(second)))],
        )
    });
    let rows = everything(&ledger);
    ledger.rebuild().expect("rebuilds");
    assert_eq!(everything(&ledger), rows, "both rows were refreshed");
}

#[test]
fn undo_and_redo_work_across_restarts() {
    let dir = tempfile::tempdir().expect("a folder");
    let reopen = || Ledger::open(dir.path(), &Unlock::KeyFile, Registry::builtin()).expect("opens");
    drop(Ledger::create(dir.path(), &Protection::KeyFile, Registry::builtin()).expect("is made"));
    let mut ledger = reopen();
    act(&mut ledger, &Step::Create(0, 1));
    let before = ledger.digest().expect("digest");
    act(&mut ledger, &Step::Edit(0, 0, 6));
    let after = ledger.digest().expect("digest");
    drop(ledger);
    let mut ledger = reopen();
    act(&mut ledger, &Step::Undo);
    assert_eq!(
        ledger.digest().expect("digest"),
        before,
        "undone after a restart"
    );
    drop(ledger);
    let mut ledger = reopen();
    act(&mut ledger, &Step::Redo);
    assert_eq!(
        ledger.digest().expect("digest"),
        after,
        "redone after another"
    );
    sound(&ledger);
}

#[test]
fn erasing_blanks_the_log_and_keeps_its_numbers() {
    let mut ledger = in_memory();
    act(&mut ledger, &Step::Create(0, 7));
    act(&mut ledger, &Step::Edit(0, 0, 9));
    let row = some(&ledger, "deputy", 0).expect("a deputy");
    let rest = |row: &Row, kind: &domain::record::RecordType| {
        let mut row = row.clone();
        row.put(kind, &"name".into(), None);
        row.put(kind, &"name_pinyin".into(), None);
        row
    };
    let kind = ledger.registry().get("deputy").expect("deputies").clone();
    let erased = ledger
        .erase(operation(), "deputy", row.id, Some(&["name".into()]))
        .expect("erases");
    assert_eq!(
        erased.changes, 2,
        "creation and edit both spoke of the name"
    );
    let now = ledger
        .read()
        .get("deputy", row.id)
        .expect("reads")
        .expect("stands");
    assert_eq!(now.get(&kind, "name"), None, "the name is gone");
    assert_eq!(
        now.get(&kind, "post"),
        rest(&row, &kind).get(&kind, "post"),
        "the rest stands"
    );
    let spoken = ledger
        .history("deputy", row.id)
        .expect("reads")
        .iter()
        .any(|entry| entry.field == *"name" && (entry.old.is_some() || entry.new.is_some()));
    assert!(!spoken, "the history no longer says it");
    sound(&ledger);
    let digest = ledger.digest().expect("digest");
    ledger.rebuild().expect("rebuilds");
    assert_eq!(
        ledger.digest().expect("digest"),
        digest,
        "also after a rebuild"
    );
    let of = erased.operation.expect("logged");
    assert!(
        matches!(ledger.reverse(of, None, 0), Err(StoreFault::NotUndoable(_))),
        "it cannot be undone"
    );
    ledger
        .erase(operation(), "deputy", row.id, None)
        .expect("erases all");
    let now = ledger
        .read()
        .get("deputy", row.id)
        .expect("reads")
        .expect("voided");
    assert!(now.values.iter().all(Option::is_none), "nothing is left");
    assert!(now.voided.is_some(), "and it is voided");
    sound(&ledger);
}

#[test]
fn a_record_with_an_open_finding_is_unsettled() {
    let mut ledger = in_memory();
    for seed in [1, 2] {
        act(&mut ledger, &Step::Create(0, seed));
    }
    let row = some(&ledger, "deputy", 0).expect("a deputy");
    let parent = Value::Text(row.id.0.simple().to_string());
    let finding = |state: &str| {
        vec![
            ("reason".into(), Value::Text("号码不对".into())),
            ("parent".into(), parent.clone()),
            ("state".into(), Value::Text(state.into())),
        ]
    };
    write(&mut ledger, |tx| {
        tx.create("finding", finding("待核实")).map(drop)
    });
    let query = ListQuery {
        filters: vec![Filter::InDoubt],
        ..ListQuery::all()
    };
    let found = ledger.read().list("deputy", &query).expect("lists").rows;
    let ids: Vec<RecordId> = found.iter().map(|it| it.id).collect();
    assert_eq!(ids, [row.id], "that one and no other");
}

#[test]
fn records_without_a_date_are_numbered_on_as_well() {
    let mut ledger = in_memory();
    let mut numbers = Vec::new();
    let kind = ledger.registry().get("visitor").expect("visitors").clone();
    for name in ["甲", "乙", "丙"] {
        let values = vec![("visitor".into(), Value::Text(name.into()))];
        let id = ledger
            .write::<_, StoreFault>(operation(), |tx| tx.create("visitor", values))
            .expect("creates")
            .value;
        let row = ledger
            .read()
            .get("visitor", id)
            .expect("reads")
            .expect("stands");
        numbers.push(row.get(&kind, "number").and_then(Value::as_int));
    }
    assert_eq!(numbers, [Some(1), Some(2), Some(3)], "each has its own");
}
