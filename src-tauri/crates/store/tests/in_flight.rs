//! Records on their way to the tables: whatever is asked of them inside their operation is answered as
//! if they stood there.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

mod writing;

use domain::record::{Item, RecordId, Registry, Value};
use store::error::StoreFault;
use store::ledger::{Ledger, Tx};
use store::query::ListQuery;
use writing::{operation, text, write};

/// Enough for several batches.
const MANY: usize = 3_700;

fn ledger() -> Ledger {
    Ledger::in_memory(Registry::builtin()).expect("a ledger in memory opens")
}

fn deputies(tx: &mut Tx<'_>, first: usize, count: usize) -> Result<Vec<RecordId>, StoreFault> {
    let name = |number| vec![("name".into(), text(&format!("李{number}")))];
    (first..first + count)
        .map(|number| tx.create("deputy", name(number)))
        .collect()
}

fn agree(ledger: &mut Ledger) {
    let before = ledger.digest().expect("a digest");
    let problems = ledger.inspect(true).expect("inspects").problems;
    assert!(problems.is_empty(), "log and tables agree: {problems:?}");
    ledger.rebuild().expect("builds anew");
    let after = ledger.digest().expect("a digest");
    assert_eq!(after, before, "the log says the same as the tables said");
}

#[test]
fn each_record_is_read_and_changed_wherever_it_is() {
    let mut ledger = ledger();
    let (ids, kept) = write(&mut ledger, |tx| {
        let kind = tx.kind("deputy")?;
        let ids = deputies(tx, 0, MANY)?;
        // Of every batch: in the tables, on the way, in hand.
        for (number, id) in ids.iter().enumerate().step_by(97) {
            let row = tx.get("deputy", *id)?.expect("it stands");
            let name = format!("李{number}");
            assert_eq!(row.get(&kind, "name"), Some(&text(&name)), "read");
            tx.edit(
                "deputy",
                *id,
                vec![("phone".into(), Some(text("13912345678")))],
            )?;
            // The next batches leave with what was changed among them.
            deputies(tx, MANY + number * 40, 40)?;
        }
        let kept = tx.read()?.count("deputy", &ListQuery::all())?;
        Ok((ids, kept))
    });
    let made = MANY + MANY.div_ceil(97) * 40;
    assert_eq!(kept, made as u64, "all are read through the gate");
    let kind = ledger.registry().get("deputy").expect("deputies").clone();
    let read = |at: usize| {
        let row = ledger.read().get("deputy", ids[at]).expect("reads");
        row.expect("stands").get(&kind, "phone").cloned()
    };
    assert_eq!(read(97), Some(text("13912345678")), "changed");
    assert_eq!(read(98), None, "and no other is");
    agree(&mut ledger);
}

#[test]
fn a_child_goes_where_its_parent_on_the_way_went() {
    let mut ledger = ledger();
    let parents = write(&mut ledger, |tx| {
        let parents = deputies(tx, 0, MANY)?;
        for parent in parents.iter().step_by(7) {
            let under = ("deputy".into(), Value::Ref(Item::Id(*parent)));
            tx.create("mandate", vec![("level".into(), text("县")), under])?;
        }
        let kind = tx.kind("mandate")?;
        let found = tx.children(&kind, parents[7])?.len();
        assert_eq!(found, 1, "found under it");
        Ok(parents)
    });
    let kind = ledger.registry().get("deputy").expect("deputies").clone();
    let level = |at: usize| {
        let row = ledger.read().get("deputy", parents[at]).expect("reads");
        row.expect("stands").get(&kind, "level").cloned()
    };
    let shown = Some(Value::Set([Item::Text("县".into())].into_iter().collect()));
    assert_eq!(level(MANY / 7 * 7 - 7), shown, "its parent shows it");
    assert_eq!(level(8), None, "and no other does");
    agree(&mut ledger);
}

#[test]
fn nothing_stays_of_an_operation_that_breaks_off() {
    let mut ledger = ledger();
    write(&mut ledger, |tx| deputies(tx, 0, 3));
    let before = ledger.digest().expect("a digest");
    let broken = ledger.write(operation("断"), |tx| {
        deputies(tx, 3, MANY)?;
        Err::<(), _>(StoreFault::Cancelled)
    });
    assert!(
        matches!(broken, Err(StoreFault::Cancelled)),
        "the fault is handed on"
    );
    assert_eq!(
        ledger.digest().expect("a digest"),
        before,
        "all is as before"
    );
    write(&mut ledger, |tx| deputies(tx, 3, MANY));
    let count = ledger.read().count("deputy", &ListQuery::all());
    assert_eq!(count.expect("counts"), 3 + MANY as u64, "and goes on");
    agree(&mut ledger);
}
