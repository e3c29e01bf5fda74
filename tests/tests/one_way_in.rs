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

/// Values as hands and other programs leave them: register, field, text.
const NASTY: [(&str, &str, &str); 43] = [
    ("roster", "born", "1983.1"),
    ("roster", "born", "83.12"),
    ("roster", "born", "1983年12月32日"),
    ("roster", "born", "1983-02-30"),
    ("roster", "born", "2999-01-01"),
    ("roster", "born", "0083-12-05"),
    ("roster", "born", "一九八三年十二月"),
    ("roster", "born", "１９８３－１２－０５"),
    ("roster", "born", "1983\u{200b}-12-05"),
    ("roster", "born", "12/5/1983"),
    ("roster", "born", "19831205"),
    ("roster", "born", "198312"),
    ("roster", "born", "1983-12-05 00:00:00"),
    ("roster", "born", "约1983年"),
    ("roster", "name", "王\u{200b}五"),
    ("roster", "name", "王\u{202e}五"),
    ("roster", "name", "王\u{feff}五"),
    ("roster", "name", "王🙂五"),
    ("roster", "name", "王\t五"),
    ("roster", "name", "王\u{7}五"),
    ("roster", "name", "王\u{2f00}五"),
    ("roster", "name", "阿依古丽·买买提"),
    ("roster", "name", "张三（主任）"),
    ("roster", "name", "张三、李四"),
    ("roster", "sex", "√"),
    ("roster", "sex", "女性"),
    ("roster", "phone", "13800138000、13900139000"),
    ("roster", "phone", "+86 138-0013-8000"),
    ("roster", "phone", "1.38E+10"),
    ("roster", "phone", "０３１４－５５５１２３４"),
    ("roster", "phone", "13800138000\u{a0}"),
    ("roster", "id_number", "11010119900307109x"),
    ("roster", "id_number", "1101 0119 9003 0710 9X"),
    (
        "roster",
        "id_number",
        "１１０１０１１９９００３０７１０９Ｘ",
    ),
    ("roster", "id_number", "1.10101E+17"),
    ("roster", "remark", "第一行\n第二行"),
    ("roster", "remark", "\u{200f}右到左\u{200e}"),
    ("roster", "remark", "\u{1b}[31m红"),
    ("roster", "remark", "👨‍👩‍👧‍👦"),
    ("activities", "held_on", "2026-12-20至22日"),
    ("activities", "stated_present", "9人"),
    ("activities", "stated_present", "3.5"),
    ("activities", "stated_present", "-1"),
];

#[test]
fn nasty_values_are_the_same_by_every_way() {
    let mut wrong: Vec<String> = Vec::new();
    for (register, field, text) in NASTY {
        let at = REGISTERS
            .iter()
            .position(|it| it.0 == register)
            .expect("a register");
        let mut written: Written = REGISTERS[at]
            .1
            .iter()
            .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()))
            .collect();
        // A sheet of one column is no table.
        if register == "roster" {
            written.insert("sex".to_owned(), "男".to_owned());
        }
        written.insert(field.to_owned(), text.to_owned());
        for (way, same) in [
            ("new", same_new as fn(usize, &Written)),
            ("edit", same_edit),
        ] {
            let tried = std::panic::catch_unwind(|| same(at, &written));
            if let Err(said) = tried {
                let said = said.downcast_ref::<String>().cloned().unwrap_or_default();
                wrong.push(format!("{way} {register}.{field} {text:?}: {said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
