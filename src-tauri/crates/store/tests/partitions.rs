//! A record's partition is decided when it is made, and its findings and attachments share it.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use std::collections::BTreeSet;

use domain::record::{FieldKey, Item, Partition, RecordId, Registry, Source, Value};
use store::error::StoreFault;
use store::ledger::{Ledger, NewOperation, Tx};

fn text(value: &str) -> Value {
    Value::Text(value.into())
}

fn write<T>(ledger: &mut Ledger, body: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreFault>) -> T {
    let new = NewOperation {
        sort: "test".into(),
        title: "操作".into(),
        user: None,
        wall_ms: 0,
        source: Source::Form,
        undoes: None,
    };
    ledger.write(new, body).expect("writes").value
}

/// What `body` wrote, by partition.
fn written<T>(
    ledger: &mut Ledger,
    body: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreFault>,
) -> (T, BTreeSet<Partition>) {
    let before = ledger.packet().expect("packs").runs;
    let value = write(ledger, body);
    let mut new = ledger.packet().expect("packs").runs;
    new.retain(|it| !before.contains(it));
    (value, new.into_iter().map(|it| it.partition).collect())
}

fn station(ledger: &mut Ledger, values: &[(&str, Value)]) -> RecordId {
    let values = values
        .iter()
        .map(|(key, value)| (FieldKey::from(*key), value.clone()));
    write(ledger, |tx| tx.create("station", values.collect()))
}

#[test]
fn a_visit_stays_in_the_village_whose_book_it_stands_in() {
    let mut ledger = Ledger::in_memory(Registry::builtin()).expect("opens");
    let village = station(&mut ledger, &[("name", text("苇塘村联络站"))]);
    let own = [("name", text("镇代表之家")), ("sort", text("代表之家"))];
    let own = station(&mut ledger, &own);
    let to = |id: RecordId| Value::Ref(Item::Id(id));

    let visit = |station: Option<RecordId>| {
        let mut values: Vec<(FieldKey, Value)> = vec![
            ("visitor".into(), text("张三")),
            ("phone".into(), text("13900000001")),
        ];
        values.extend(station.map(|id| ("station".into(), to(id))));
        values
    };
    let (_, parts) = written(&mut ledger, |tx| tx.create("visitor", visit(None)));
    let township = BTreeSet::from([Partition::Township, Partition::Sensitive]);
    assert_eq!(parts, township, "without a station");
    let (_, parts) = written(&mut ledger, |tx| tx.create("visitor", visit(Some(own))));
    assert_eq!(parts, township, "at the township's own");
    let (id, parts) = written(&mut ledger, |tx| tx.create("visitor", visit(Some(village))));
    let (home, aside) = (
        Partition::Village(village.0),
        Partition::VillageSensitive(village.0),
    );
    assert_eq!(
        parts,
        BTreeSet::from([home.clone(), aside.clone()]),
        "in a village"
    );

    let (_, parts) = written(&mut ledger, |tx| {
        tx.edit("visitor", id, vec![("station".into(), Some(to(own)))])
    });
    assert_eq!(
        parts,
        BTreeSet::from([home.clone()]),
        "an edit does not move it"
    );

    let parent = text(&id.0.simple().to_string());
    let (_, parts) = written(&mut ledger, |tx| {
        let photo = vec![
            ("name".into(), text("照片.jpg")),
            ("parent".into(), parent.clone()),
        ];
        tx.create("attachment", photo)
    });
    assert_eq!(
        parts,
        BTreeSet::from([home.clone()]),
        "a photo goes with its visit"
    );
    let (_, parts) = written(&mut ledger, |tx| {
        let finding = vec![
            ("reason".into(), text("号码不对")),
            ("parent".into(), parent),
            ("raw".into(), text("1390000")),
        ];
        tx.create("finding", finding)
    });
    assert_eq!(
        parts,
        BTreeSet::from([home.clone(), aside.clone()]),
        "what a finding repeats lies aside"
    );
    let problems = ledger.inspect(true).expect("inspects").problems;
    assert!(problems.is_empty(), "all is well: {problems:?}");
    let digest = ledger.digest().expect("digests");
    ledger.rebuild().expect("rebuilds");
    assert_eq!(ledger.digest().expect("digests"), digest, "as before");
    let (_, parts) = written(&mut ledger, |tx| tx.void("visitor", id, "重复"));
    assert_eq!(
        parts,
        BTreeSet::from([home, aside]),
        "the row made anew knows its partition, and that a void tells aside what it had seen there"
    );
}

#[test]
fn a_deputy_is_published_and_the_telephone_is_not() {
    let mut ledger = Ledger::in_memory(Registry::builtin()).expect("opens");
    let (id, parts) = written(&mut ledger, |tx| {
        let values = vec![
            ("name".into(), text("王一")),
            ("phone".into(), text("13900000001")),
        ];
        tx.create("deputy", values)
    });
    let both = BTreeSet::from([Partition::Published, Partition::Sensitive]);
    assert_eq!(parts, both, "the telephone lies aside");
    let (_, parts) = written(&mut ledger, |tx| {
        let mandate = vec![
            ("level".into(), text("乡镇")),
            ("deputy".into(), Value::Ref(Item::Id(id))),
        ];
        tx.create("mandate", mandate)
    });
    assert_eq!(
        parts,
        BTreeSet::from([Partition::Published]),
        "a mandate goes with its deputy"
    );
}
