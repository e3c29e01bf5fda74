//! The same written values give the same record, number and faults whichever way they came in: by
//! form, grid, batch, sheet, one line, tick, step and passing on.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

#[path = "one_way_in/doors.rs"]
mod doors;
#[path = "one_way_in/kinds.rs"]
mod kinds;
#[path = "one_way_in/registers.rs"]
mod registers;

use std::sync::OnceLock;

use doors::{Outcome, Said, Written, batch, form, grid, line, sheet};
use proptest::prelude::*;
use registers::{REGISTERS, ZHANG};
use scenarios::{Office, Sealed};
use serde_json::json;

/// An office in November 2026 with a few people, two of one name, and a group.
fn office() -> Office {
    static SEALED: OnceLock<Sealed> = OnceLock::new();
    SEALED
        .get_or_init(|| {
            let mut office = Office::founded_on("2026-11-20");
            for values in [
                json!({"姓名": "张建国", "身份证号": ZHANG, "代表小组": "一组"}),
                json!({"姓名": "李凤英", "出生日期": "1975-02"}),
                json!({"姓名": "王秀兰", "出生日期": "1980"}),
                json!({"姓名": "王秀兰", "出生日期": "1990"}),
            ] {
                office.call("save", json!({"register": "roster", "values": values}));
            }
            let elector = json!({"姓名": "赵大年", "联系代表": "张建国"});
            office.call("save", json!({"register": "electors", "values": elector}));
            let day = json!({"日期": "2026-03-26", "接待代表": "张建国", "地点": "代表之家"});
            office.call("save", json!({"register": "reception_days", "values": day}));
            let talk = json!({"活动名称": "座谈会", "活动日期": "2026-05-05", "活动类型": "视察",
                              "应到代表": "张建国、李凤英"});
            office.call("save", json!({"register": "activities", "values": talk}));
            let meeting = json!({"会议名称": "第七次会议", "会议日期": "2026-04-01"});
            office.call("save", json!({"register": "meetings", "values": meeting}));
            office.sealed()
        })
        .open()
}

fn written(at: usize) -> BoxedStrategy<Written> {
    let (_, _, fields) = REGISTERS[at];
    let texts: Vec<_> = fields
        .iter()
        .map(|(_, texts)| prop::sample::select(texts.to_vec()))
        .collect();
    texts
        .prop_map(move |texts| {
            let keys = fields.iter().map(|(key, _)| (*key).to_owned());
            keys.zip(texts.into_iter().map(str::to_owned)).collect()
        })
        .boxed()
}

fn any_written() -> impl Strategy<Value = (usize, Written)> {
    (0..REGISTERS.len()).prop_flat_map(|at| (Just(at), written(at)))
}

/// Where a sheet is told to differ: a missing field waits to be filled, and a name that means nobody
/// stays as text with the same words.
fn as_a_sheet(form: &Outcome) -> (Said, Said) {
    let missing = |it: &&(String, String)| !it.1.starts_with("没有填“");
    let of_a_name = |it: &&(String, String)| {
        it.1.starts_with("没有叫“") || it.1.contains(" 位叫“") || it.1.contains("只能填一个")
    };
    let faults = form.faults.iter().filter(missing);
    let (kept, out): (Vec<_>, Vec<_>) = faults.partition(of_a_name);
    (
        out.into_iter().cloned().collect(),
        kept.into_iter().chain(&form.doubts).cloned().collect(),
    )
}

fn same_new(at: usize, written: &Written) {
    let (register, _, _) = REGISTERS[at];
    let by_form = form(&mut office(), register, None, written);
    let by_line = line(&mut office(), register, written);
    assert_eq!(by_line, by_form, "one line differs from the form");
    // An empty row of a grid or a sheet is no record, and no fault either.
    if written.values().all(|it| it.trim().is_empty()) {
        return;
    }
    let by_grid = grid(&mut office(), register, None, written);
    let taken = |it: &Said| it.iter().any(|(_, reason)| reason.contains("名下"));
    if taken(&by_form.faults) {
        assert!(
            taken(&by_grid.faults) && by_grid.record.is_none(),
            "{by_grid:?}"
        );
    } else {
        let doubts = by_form.record.is_some();
        assert_eq!(by_grid.record, by_form.record, "the grid's record");
        assert_eq!(by_grid.faults, by_form.faults, "the grid's faults");
        assert_eq!(by_grid.named, by_form.named, "what the grid made");
        assert!(
            !doubts || by_grid.doubts == by_form.doubts,
            "the grid's doubts"
        );
    }
    let by_sheet = sheet(&mut office(), register, written);
    if taken(&by_form.faults) {
        // A sheet compares a row with who is there once it has a name.
        let nameless = |it: &Said| it.iter().any(|(field, _)| field == "name");
        let named = !nameless(&by_form.faults);
        assert!(
            by_sheet.record.is_none()
                && (taken(&by_sheet.faults) || !named && nameless(&by_sheet.faults)),
            "{by_sheet:?}"
        );
    } else if by_form.record.is_some() {
        assert_eq!(by_sheet, by_form, "the sheet differs from the form");
    } else {
        let (out, kept) = as_a_sheet(&by_form);
        // A row without a name is no record in a sheet.
        if by_sheet.record.is_some() {
            assert_eq!(by_sheet.faults, out, "the sheet's faults");
            assert!(
                by_sheet.doubts.is_superset(&kept),
                "{:?} lack {kept:?}",
                by_sheet.doubts
            );
        }
    }
}

fn same_edit(at: usize, written: &Written) {
    let (register, base, _) = REGISTERS[at];
    let base: Written = base
        .iter()
        .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()))
        .collect();
    let begin = || {
        let mut office = office();
        let request = json!({"register": register, "values": base});
        let id = office.call("save", request)["id"].clone();
        (office, id)
    };
    let (mut first, id) = begin();
    let by_form = form(&mut first, register, Some(&id), written);
    let (mut second, id) = begin();
    let by_grid = grid(&mut second, register, Some(&id), written);
    let (mut third, id) = begin();
    let by_batch = batch(&mut third, register, &id, written);
    assert_eq!(
        by_batch.record, by_form.record,
        "the batch's record: {by_batch:?} {by_form:?}"
    );
    assert!(
        by_batch.faults == by_form.faults
            || !by_batch.faults.is_empty() && by_batch.faults.is_subset(&by_form.faults),
        "the batch's faults: {by_batch:?} {by_form:?}"
    );
    assert_eq!(by_batch.named, by_form.named, "what the batch made");
    if by_form.record.is_some() {
        assert_eq!(by_grid, by_form, "the grid differs from the form");
    } else {
        assert!(by_grid.record.is_none(), "{by_grid:?}");
    }
}

/// That many cases, or as many as `PROPTEST_CASES` asks for.
fn cases(count: u32) -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let config = ProptestConfig::default();
    ProptestConfig {
        cases: if asked { config.cases } else { count },
        max_shrink_iters: 30,
        failure_persistence: None,
        ..config
    }
}

proptest! {
    #![proptest_config(cases(20))]

    #[test]
    fn a_new_record_is_the_same_by_every_way((at, written) in any_written()) {
        same_new(at, &written);
    }

    #[test]
    fn an_edit_is_the_same_by_every_way((at, written) in any_written()) {
        same_edit(at, &written);
    }
}
