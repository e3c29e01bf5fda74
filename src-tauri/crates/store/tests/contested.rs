//! What two devices did to one record without knowing of each other: kept, told, decided once, and
//! open again when the decision is taken back.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use domain::record::{FieldKey, Life, OperationId, RecordId, Registry, Source, Value};
use store::error::StoreFault;
use store::ledger::{Ledger, NewOperation, Tx};

fn ledger() -> Ledger {
    Ledger::in_memory(Registry::builtin()).expect("a ledger")
}

fn text(text: &str) -> Option<Value> {
    Some(Value::Text(text.into()))
}

fn write(
    ledger: &mut Ledger,
    work: impl FnOnce(&mut Tx<'_>) -> Result<(), StoreFault>,
) -> OperationId {
    let operation = NewOperation {
        sort: "test".into(),
        title: "修改".into(),
        user: None,
        wall_ms: 1_700_000_000_000,
        source: Source::Form,
        undoes: None,
    };
    let done = ledger
        .write::<_, StoreFault>(operation, work)
        .expect("is written");
    done.operation.expect("something was written")
}

fn edit(ledger: &mut Ledger, id: RecordId, field: &str, value: &str) -> OperationId {
    write(ledger, |tx| {
        tx.edit("deputy", id, vec![(field.into(), text(value))])
    })
}

/// Two devices that know the same deputy, with a telephone number.
fn two() -> (Ledger, Ledger, RecordId) {
    let (mut one, mut other) = (ledger(), ledger());
    let mut id = None;
    write(&mut one, |tx| {
        let values = [
            ("name", "王小明"),
            ("phone", "13800005678"),
            ("post", "村主任"),
        ];
        let values = values.map(|(key, it)| (FieldKey::from(key), Value::Text(it.into())));
        id = Some(tx.create("deputy", values.to_vec())?);
        Ok(())
    });
    let id = id.expect("was made");
    meet(&mut one, &mut other);
    (one, other, id)
}

fn meet(one: &mut Ledger, other: &mut Ledger) {
    let (from_one, from_other) = (one.packet().expect("packs"), other.packet().expect("packs"));
    one.absorb(from_other).expect("absorbs");
    other.absorb(from_one).expect("absorbs");
    let digests = [&*one, &*other].map(|it| it.digest().expect("digests"));
    assert_eq!(digests[0], digests[1], "both say the same");
    for it in [one, other] {
        let found = it.inspect(true).expect("inspects").problems;
        assert!(found.is_empty(), "the tables agree with the log: {found:?}");
    }
}

fn contested(ledger: &Ledger) -> Vec<String> {
    let found = ledger.read().contested("deputy").expect("reads");
    let fields = found.into_iter().flat_map(|(_, fields)| fields);
    fields.map(|(field, _)| field.to_string()).collect()
}

fn voided(ledger: &Ledger, id: RecordId) -> Option<String> {
    let row = ledger.read().get("deputy", id).expect("reads");
    row.expect("is there").voided
}

#[test]
fn a_void_beside_an_edit_of_any_field_keeps_the_record() {
    for field in ["post", "phone"] {
        let (mut one, mut other, id) = two();
        write(&mut one, |tx| tx.void("deputy", id, "重复登记"));
        edit(&mut other, id, field, "13900005678");
        meet(&mut one, &mut other);
        assert_eq!(voided(&one, id), None, "{field}: it stays");
        assert_eq!(
            contested(&one),
            [Life::VOID_DISPUTED],
            "{field}: and is flagged"
        );
        let dispute = one
            .dispute("deputy", id, Life::VOID_DISPUTED)
            .expect("tells");
        assert_eq!(dispute.set[0].value, text("重复登记"));
        assert_eq!(dispute.set[0].device, one.device());
        let beside: Vec<_> = dispute.beside.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(beside, [field]);
        assert_eq!(dispute.beside[0].device, other.device());
    }
    // Whoever had seen the edit voids the record.
    let (mut one, mut other, id) = two();
    edit(&mut other, id, "phone", "13900005678");
    meet(&mut one, &mut other);
    write(&mut one, |tx| tx.void("deputy", id, "重复登记"));
    meet(&mut one, &mut other);
    assert_eq!(voided(&other, id).as_deref(), Some("重复登记"));
    assert!(contested(&other).is_empty());
}

#[test]
fn a_decision_over_a_void_closes_it_everywhere_and_is_taken_back_and_done_again() {
    for keep in [true, false] {
        let (mut one, mut other, id) = two();
        write(&mut one, |tx| tx.void("deputy", id, "重复登记"));
        edit(&mut other, id, "post", "村支书");
        meet(&mut one, &mut other);
        let before = one.digest().expect("digests");
        let decided = write(&mut one, |tx| match keep {
            true => tx.keep("deputy", id),
            false => tx.void("deputy", id, "核对过，是重复登记"),
        });
        let after = one.digest().expect("digests");
        meet(&mut one, &mut other);
        assert!(contested(&other).is_empty(), "closed there as well");
        assert_eq!(voided(&other, id).is_none(), keep);
        let mut last = decided;
        for _ in 0..2 {
            let undone = one.reverse(last, None, 0).expect("is taken back");
            assert!(undone.value.kept.is_empty(), "{:?}", undone.value.kept);
            assert_eq!(contested(&one), [Life::VOID_DISPUTED], "it is open again");
            assert_eq!(one.digest().expect("digests"), before);
            meet(&mut one, &mut other);
            let dispute = other
                .dispute("deputy", id, Life::VOID_DISPUTED)
                .expect("tells");
            assert_eq!(dispute.set[0].value, text("重复登记"));
            let undo = undone.operation.expect("logged");
            let again = one.reverse(undo, None, 0).expect("is done again");
            assert!(again.value.kept.is_empty(), "{:?}", again.value.kept);
            assert_eq!(one.digest().expect("digests"), after, "decided again");
            meet(&mut one, &mut other);
            last = again.operation.expect("logged");
        }
    }
}

#[test]
fn two_decisions_over_one_void_are_one_new_question() {
    let (mut one, mut other, id) = two();
    write(&mut one, |tx| tx.void("deputy", id, "重复登记"));
    edit(&mut other, id, "post", "村支书");
    meet(&mut one, &mut other);
    write(&mut one, |tx| tx.keep("deputy", id));
    write(&mut other, |tx| tx.void("deputy", id, "重复登记"));
    meet(&mut one, &mut other);
    assert_eq!(
        contested(&one),
        [Life::VOID_DISPUTED],
        "nobody is overruled"
    );
    assert_eq!(voided(&one, id), None, "meanwhile it stays");
    write(&mut other, |tx| tx.void("deputy", id, "重复登记"));
    meet(&mut one, &mut other);
    assert!(contested(&one).is_empty());
    assert_eq!(voided(&one, id).as_deref(), Some("重复登记"));
}

#[test]
fn two_reasons_of_one_void_are_both_kept_and_nobody_is_asked() {
    let (mut one, mut other, id) = two();
    write(&mut one, |tx| tx.void("deputy", id, "重复登记"));
    write(&mut other, |tx| tx.void("deputy", id, "登记错误"));
    meet(&mut one, &mut other);
    let found = one.read().conflicts("deputy", id).expect("reads");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].0.as_str(), found[0].1.len()), (Life::VOID, 1));
    assert!(voided(&one, id).is_some(), "it is voided either way");
    assert!(
        contested(&one).is_empty(),
        "nobody is asked about a voided record"
    );
    write(&mut one, |tx| tx.restore("deputy", id));
    meet(&mut one, &mut other);
    assert_eq!(voided(&other, id), None);
    assert!(contested(&other).is_empty());
}

#[test]
fn a_creation_taken_back_beside_an_edit_stays_until_somebody_decides() {
    for keep in [true, false] {
        let (mut one, mut other, id) = two();
        let made = one.undoable(None).expect("asks").expect("one");
        one.reverse(made, None, 0).expect("takes it back");
        edit(&mut other, id, "phone", "13900005678");
        meet(&mut one, &mut other);
        assert_eq!(contested(&one), [Life::RETRACTION_DISPUTED]);
        write(&mut one, |tx| {
            tx.keep("deputy", id)?;
            match keep {
                true => Ok(()),
                false => tx.void("deputy", id, "新增已撤销"),
            }
        });
        meet(&mut one, &mut other);
        assert!(contested(&other).is_empty());
        assert_eq!(voided(&other, id).is_none(), keep);
    }
}

#[test]
fn who_wrote_what_and_what_stood_before_is_told_also_after_a_decision_was_taken_back() {
    let (mut one, mut other, id) = two();
    edit(&mut one, id, "name", "王晓明");
    edit(&mut other, id, "name", "王小鸣");
    edit(&mut other, id, "name", "王小敏");
    meet(&mut one, &mut other);
    let name = FieldKey::from("name");
    let told = |ledger: &Ledger| {
        let contest = ledger.contest("deputy", id, &name).expect("tells");
        let writings = contest.writings.iter();
        let said: Vec<_> = writings.map(|it| (it.value.clone(), it.device)).collect();
        (said, contest.before)
    };
    let first = told(&one);
    assert_eq!(first.1, text("王小明"), "what both had before them");
    let mut said = first.0.clone();
    said.sort();
    let mut expected = vec![
        (text("王晓明"), one.device()),
        (text("王小敏"), other.device()),
    ];
    expected.sort();
    assert_eq!(said, expected);
    assert_eq!(told(&other), first, "the same on every PC");
    let decided = edit(&mut one, id, "name", "王晓敏");
    one.reverse(decided, None, 0).expect("is taken back");
    meet(&mut one, &mut other);
    assert_eq!(
        told(&other).1,
        first.1,
        "the decision is not what stood before"
    );
    let mut again = told(&other).0;
    again.sort();
    assert_eq!(again, expected, "values are of whoever wrote them");
}

#[test]
fn records_with_the_same_values_stand_together() {
    let mut ledger = ledger();
    write(&mut ledger, |tx| {
        for (name, born) in [
            ("王", "1980"),
            ("李", "1980"),
            ("王", "1980"),
            ("王", "1981"),
        ] {
            let born = domain::dates::PartialDate::year(born.parse().unwrap_or(0));
            let mut values = vec![(FieldKey::from("name"), Value::Text(name.into()))];
            values.extend(born.map(|it| ("born".into(), Value::Date(it))));
            tx.create("deputy", values)?;
        }
        Ok(())
    });
    let key = ["name", "born"].map(FieldKey::from);
    let groups = ledger.read().doubles("deputy", &key, 10).expect("reads");
    assert_eq!(groups.iter().map(Vec::len).collect::<Vec<_>>(), [2]);
    let by_number = ledger.read().doubles("deputy", &["id_number".into()], 10);
    assert!(
        by_number.expect("reads").is_empty(),
        "nothing said is not the same"
    );
}
