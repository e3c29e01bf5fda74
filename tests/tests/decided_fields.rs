//! Fields that say what was decided (审核日期, 批准结果, 销号日期, 重点督办): once the office has somebody to
//! decide, they alone write them, and each way in says the same.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

#[allow(dead_code, reason = "the ways in that matter here")]
#[path = "one_way_in/doors.rs"]
mod doors;

use domain::office::Role;
use doors::{Written, batch, form, grid, sheet};
use scenarios::Office;
use serde_json::{Value, json};

/// A field that tells a decision, and a record in which nobody has decided yet.
struct Case {
    register: &'static str,
    base: Value,
    field: &'static str,
    text: &'static str,
    /// How it is filled.
    how: &'static str,
}

fn cases() -> [Case; 4] {
    let opinion =
        json!({"收到日期": "2026-03-02", "反映人": "李敏", "内容": "路灯坏了", "来源": "走访"});
    [
        Case {
            register: "activities",
            base: json!({"活动名称": "视察水渠", "活动日期": "2026-03-05", "活动内容": "看了三处"}),
            field: "reviewed_on",
            text: "2026-03-08",
            how: "由主席或审核办理“审核”时填写",
        },
        Case {
            register: "leaves",
            base: json!({"请假代表": "赵大年", "请假理由": "住院", "提交日期": "2026-03-02"}),
            field: "decision",
            text: "批准",
            how: "由主席或审核填写",
        },
        Case {
            register: "opinions",
            base: opinion.clone(),
            field: "key_matter",
            text: "是",
            how: "由主席或审核填写",
        },
        Case {
            register: "opinions",
            base: opinion,
            field: "closed_on",
            text: "2026-03-08",
            how: "由主席或审核办理“销号”时填写",
        },
    ]
}

fn office() -> Office {
    let mut office = Office::founded_on("2026-03-10");
    office.save("roster", json!({"姓名": "赵大年"}));
    office.hires(Role::Clerk);
    office
}

fn written(field: &str, text: &str) -> Written {
    [(field.to_owned(), text.to_owned())].into()
}

#[test]
fn whoever_leaves_deciding_to_others_writes_no_decision_by_any_way() {
    for case in cases() {
        let (register, field) = (case.register, case.field);
        let one = written(field, case.text);
        let mut office = office();
        let id = json!(office.save(register, case.base.clone()));
        office.hires(Role::Chair);
        office.sits("经办者");
        let before = office.digest();

        let by_form = form(&mut office, register, Some(&id), &one);
        let said: Vec<&(String, String)> = by_form.faults.iter().collect();
        let [(at, reason)] = said.as_slice() else {
            unreachable!("{register} {field}: {by_form:?}");
        };
        assert_eq!(at, field);
        assert!(reason.contains(case.how), "{reason}");
        let by_batch = batch(&mut office, register, &id, &one);
        assert_eq!(by_batch.faults, by_form.faults, "{register} {field}");
        let by_grid = grid(&mut office, register, Some(&id), &one);
        assert_eq!(by_grid.faults, by_form.faults, "{register} {field}");
        // A new record says it no sooner.
        let mut whole: Written = serde_json::from_value(case.base.clone()).expect("texts");
        whole.insert(field.to_owned(), case.text.to_owned());
        whole.insert("历史补录".to_owned(), "是".to_owned());
        whole.retain(|key, _| key != "历史补录" || register == "opinions");
        let new = form(&mut office, register, None, &whole);
        assert_eq!(new.faults, by_form.faults, "{register} {field}, new");
        assert_eq!(office.digest(), before, "nothing was written");

        // What stands there may be sent along.
        office.sits("主席者");
        let decided = form(&mut office, register, Some(&id), &one);
        assert_eq!(
            decided.faults.is_empty(),
            field != "closed_on",
            "{decided:?}"
        );
        office.sits("经办者");
        if field != "closed_on" {
            let along = form(&mut office, register, Some(&id), &one);
            assert!(along.faults.is_empty(), "{along:?}");
            // Nor is it taken away again, by hand or by undo.
            let away = form(&mut office, register, Some(&id), &written(field, ""));
            assert_eq!(away.faults, by_form.faults, "{register} {field}");
        }
    }
}

#[test]
fn in_an_office_of_one_clerk_everybody_decides() {
    for case in cases() {
        let mut office = office();
        let id = json!(office.save(case.register, case.base.clone()));
        let done = form(
            &mut office,
            case.register,
            Some(&id),
            &written(case.field, case.text),
        );
        assert_eq!(
            done.faults.is_empty(),
            case.field != "closed_on",
            "{done:?}"
        );
    }
}

#[test]
fn the_form_says_who_decides() {
    for case in cases() {
        let mut office = office();
        let schema = office.call("schema", json!({"register": case.register}));
        let fields = schema["fields"].as_array().expect("fields");
        let field = fields.iter().find(|it| it["key"] == case.field);
        assert_eq!(
            field.expect("the field")["decided"],
            case.how,
            "{}",
            case.field
        );
    }
    let mut office = office();
    let schema = office.call("schema", json!({"register": "roster"}));
    let fields = schema["fields"].as_array().expect("fields");
    assert!(fields.iter().all(|it| it["decided"].is_null()));
}

/// The sheet of an old ledger comes in whoever brings it, and the preview says what it decides.
#[test]
fn a_sheet_of_what_is_over_brings_its_decisions_and_decides_nothing_under_way() {
    let mut office = office();
    let running = office.save(
        "opinions",
        json!({"收到日期": "2026-03-02", "反映人": "李敏", "内容": "路灯坏了", "来源": "走访"}),
    );
    let told = office.save(
        "activities",
        json!({"活动名称": "视察水渠", "活动日期": "2026-03-05", "活动内容": "看了三处"}),
    );
    office.hires(Role::Chair);
    office.sits("经办者");

    let path = office.path("旧账.csv");
    let text = "反映人,反映时间,内容,承办单位,答复日期,答复内容,满意度,销号日期,审核人\n\
        王五,2025-04-01,井盖丢了,水利站,2025-04-20,已换,满意,2025-05-01,周主席\n";
    std::fs::write(&path, text).expect("written");
    let plan = office.plan("opinions", &path);
    let notes = plan["notes"].to_string();
    assert!(
        notes.contains("“销号日期”1处") && notes.contains("由主席或审核填写"),
        "{plan}"
    );
    assert_eq!(plan["findings"], json!([]), "{plan}");
    office.call("apply_import", json!({"token": plan["token"]}));
    let old = office.rows("opinions");
    let old = old
        .iter()
        .find(|it| it["id"] != json!(running))
        .expect("it came in");
    let id = old["id"].clone();
    let values = office.record("opinions", &id)["values"].clone();
    assert_eq!(values["closed_on"], "2025-05-01");
    assert_eq!(values["backfill"], "是");

    // What is under way waits for its decision all the same.
    for (register, sheet, id, field) in [
        (
            "opinions",
            "反映人,反映时间,内容,销号日期\n李敏,2026-03-02,路灯坏了,2026-03-09\n",
            &running,
            "closed_on",
        ),
        (
            "activities",
            "活动名称,活动日期,审核日期\n视察水渠,2026-03-05,2026-03-09\n",
            &told,
            "reviewed_on",
        ),
    ] {
        let path = office.path("近日.csv");
        std::fs::write(&path, sheet).expect("written");
        let report = office.import(register, &path);
        let findings = report["findings"].to_string();
        assert!(findings.contains("由主席或审核"), "{report}");
        let record = office.record(register, id);
        assert_eq!(record["values"][field].as_str().unwrap_or_default(), "");
        let kept = record["findings"].to_string();
        assert!(
            kept.contains("2026-03-09"),
            "what the sheet said waits: {record}"
        );
    }
}

/// A meeting that is still to come is not old.
#[test]
fn a_sheet_of_what_is_to_come_decides_nothing() {
    let mut office = office();
    office.hires(Role::Chair);
    office.sits("经办者");
    let leave: Written = [
        ("deputy", "赵大年"),
        ("reason", "住院"),
        ("submitted_on", "2026-03-10"),
        ("decision", "批准"),
    ]
    .map(|(key, text)| (key.to_owned(), text.to_owned()))
    .into();
    let came = sheet(&mut office, "leaves", &leave);
    let record = came.record.expect("the request came in");
    let decision = record.get("decision").map(String::as_str);
    assert_eq!(decision.unwrap_or_default(), "", "{record:?}");
    assert!(
        came.faults.iter().any(|(at, _)| at == "decision"),
        "{:?}",
        came.faults
    );
}

#[test]
fn a_decision_is_taken_back_and_made_again_by_whoever_decides() {
    let mut office = office();
    let id = json!(office.save(
        "activities",
        json!({"活动名称": "视察水渠", "活动日期": "2026-03-05", "活动内容": "看了三处"}),
    ));
    let leave = json!(office.save(
        "leaves",
        json!({"请假代表": "赵大年", "请假理由": "住院", "提交日期": "2026-03-02"}),
    ));
    office.hires(Role::Chair);
    office.sits("主席者");
    office.act("activities", &id, "审核", json!({"审核人": "周主席"}));
    office.edit("leaves", &leave, json!({"批准结果": "批准"}));
    let decisions: Vec<Value> = office.call("operations", json!({"offset": 0}))["operations"]
        .as_array()
        .expect("operations")
        .iter()
        .take(2)
        .map(|it| it["operation"].clone())
        .collect();
    for decision in decisions {
        office.sits("经办者");
        let undo = json!({"operation": decision});
        let refused = office.refused("undo", undo.clone());
        assert!(refused.message.contains("不能由你撤销"), "{refused}");
        office.sits("主席者");
        let undone = office.call("undo", undo)["operation"].clone();
        office.sits("经办者");
        let refused = office.refused("undo", json!({"operation": undone}));
        assert!(refused.message.contains("不能由你重做"), "{refused}");
        office.sits("主席者");
        office.call("redo", json!({}));
    }
    office.sits("经办者");
    let mine = office.save(
        "leaves",
        json!({"请假代表": "赵大年", "请假理由": "出差", "提交日期": "2026-03-09"}),
    );
    office.call("undo", json!({}));
    office.refused("record", json!({"register": "leaves", "id": mine}));
}

/// 交办 may name a matter for the presidium where the person decides; else it does not ask.
#[test]
fn a_step_of_everybody_asks_nobody_else_for_a_decision() {
    let mut office = office();
    let id = json!(office.save(
        "opinions",
        json!({"收到日期": "2026-03-02", "反映人": "李敏", "内容": "路灯坏了", "来源": "走访"}),
    ));
    office.act("opinions", &id, "受理", json!({}));
    office.hires(Role::Chair);
    let asks = |office: &mut Office| {
        let record = office.record("opinions", &id);
        let steps = record["steps"].as_array().expect("steps").clone();
        let assign = steps.iter().find(|it| it["key"] == "assign").expect("交办");
        assign["fields"].to_string().contains("key_matter")
    };
    office.sits("经办者");
    assert!(!asks(&mut office));
    let values = json!({"主办单位": "水利站", "重点督办": "是"});
    let request = json!({"register": "opinions", "id": id, "step": "交办", "values": values});
    let refused = office.refused("act", request.clone());
    assert!(refused.message.contains("由主席或审核"), "{refused}");
    office.sits("主席者");
    assert!(asks(&mut office));
    office.call("act", request);
}

/// The row of a request is a form like any other.
#[test]
fn the_answer_to_a_request_is_not_written_into_its_row() {
    let mut office = office();
    let id = json!(office.save(
        "opinions",
        json!({"收到日期": "2026-03-02", "反映人": "李敏", "内容": "路灯坏了", "来源": "走访"}),
    ));
    office.act("opinions", &id, "受理", json!({}));
    office.act("opinions", &id, "交办", json!({"主办单位": "水利站"}));
    office.act("opinions", &id, "申请延期", json!({"延期理由": "等配件"}));
    office.hires(Role::Chair);
    office.sits("经办者");
    let row = office.rows("extension")[0]["id"].clone();
    for (label, text) in [
        ("审批结果", "同意延期"),
        ("批准人", "周主席"),
        ("延至日期", "2026-09-01"),
    ] {
        let values = json!({label: text});
        let save = json!({"register": "extension", "id": row, "values": values});
        let refused = office.refused("save", save);
        assert!(
            refused.message.contains("由主席或审核填写"),
            "{label}: {refused}"
        );
    }
}
