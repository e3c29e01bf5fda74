//! Faults that once came in by one way and not by another, each tried by every way that can carry it.

use scenarios::Office;
use serde_json::{Value, json};

use crate::doors::{
    Outcome, Said, Written, batch, form, grid, line, mark, pass_on, roll_call, sheet, step, tick,
};
use crate::office;
use crate::registers::ZHANG;

fn of(pairs: &[(&str, &str)]) -> Written {
    let owned = |(key, text): &(&str, &str)| ((*key).to_owned(), (*text).to_owned());
    pairs.iter().map(owned).collect()
}

fn save(office: &mut Office, register: &str, values: Value) -> Value {
    let request = json!({"register": register, "values": values});
    office.call("save", request)["id"].clone()
}

/// A new record by each way that can carry any record.
fn by_every_way(register: &str, written: &Written) -> Vec<(&'static str, Outcome)> {
    vec![
        ("form", form(&mut office(), register, None, written)),
        ("line", line(&mut office(), register, written)),
        ("grid", grid(&mut office(), register, None, written)),
        ("sheet", sheet(&mut office(), register, written)),
    ]
}

fn with_a_visit() -> (Office, Value) {
    let mut office = office();
    let visit = json!({"来访人": "丁一", "接待时间": "2026-03-05", "反映内容": "路灯坏了",
                       "接待代表": "张建国"});
    let id = save(&mut office, "receptions", visit);
    (office, id)
}

#[test]
fn a_suggestion_is_numbered_in_the_current_term() {
    let written = of(&[
        ("title", "修路"),
        ("submitted_on", "2026-03-05"),
        ("leader_deputy", "张建国"),
        ("content", "路不好走。"),
    ]);
    let mut outcomes = by_every_way("suggestions", &written);
    let (mut office, visit) = with_a_visit();
    let title = of(&[("title", "修路")]);
    let passed = pass_on(&mut office, &visit, "转为代表建议", &title);
    outcomes.push(("passing on", passed));
    for (way, outcome) in outcomes {
        let record = outcome.record.expect("it is saved");
        assert_eq!(record["no"], "19-闭-001", "by {way}");
        assert_eq!(record["term"], "第十九届", "by {way}");
    }
}

#[test]
fn a_number_has_one_bearer() {
    let bearer = || -> Said {
        let reason = "这个身份证号已经登记在“张建国”名下";
        [("id_number".to_owned(), reason.to_owned())].into()
    };
    let written = of(&[("name", "周大福"), ("id_number", ZHANG)]);
    for (way, outcome) in by_every_way("roster", &written) {
        assert_eq!(outcome.record, None, "by {way}");
        assert_eq!(outcome.faults, bearer(), "by {way}");
    }
    let mut office = office();
    let id = save(&mut office, "roster", json!({"姓名": "周大福"}));
    let written = of(&[("id_number", ZHANG)]);
    for outcome in [
        form(&mut office, "roster", Some(&id), &written),
        grid(&mut office, "roster", Some(&id), &written),
        batch(&mut office, "roster", &id, &written),
    ] {
        assert_eq!((outcome.record, outcome.faults), (None, bearer()), "edited");
    }
    let both = json!({"list": {"register": "roster"}, "values": {"身份证号": "340524198001010036"},
                      "leave_out": true});
    let done = office.call("batch_save", both);
    assert_eq!(
        done["done"], 1,
        "one number for all is the first one's: {done}"
    );
}

#[test]
fn a_number_that_a_sheet_has_twice_stays_with_the_first_person() {
    let mut office = office();
    let path = office.path("名册.csv");
    let text = "姓名,身份证号\n周大福,340524198001010036\n周小福,340524198001010036\n赵六,\n";
    std::fs::write(&path, text).expect("the sheet is written");
    let plan = office.plan("roster", &path);
    let twin = &plan["duplicates"][0]["at"];
    let decided = json!({"token": plan["token"], "decisions": [{"row": twin, "decision": "new"}]});
    let report = office.call("apply_import", decided);
    assert_eq!(report["new"], 3, "both people come in: {report}");
    let bear = office.rows("roster").into_iter();
    let bear = bear.filter(|it| it["values"]["id_number"] == "340524198001010036");
    assert_eq!(bear.count(), 1, "the number stays with the first alone");
}

#[test]
fn a_group_is_made_once_and_found_afterwards() {
    let by = |name: &str| of(&[("name", "周大福"), ("group", name)]);
    for (way, outcome) in by_every_way("roster", &by("二组")) {
        assert_eq!(outcome.named[0], 2, "one more group by {way}");
    }
    for (way, outcome) in by_every_way("roster", &by("一组代表小组")) {
        assert_eq!(outcome.named[0], 1, "the group that is there, by {way}");
    }
    for (way, outcome) in by_every_way("roster", &by("甲小组、乙小组")) {
        assert_eq!(
            outcome.named[0], 1,
            "two names make no third group by {way}"
        );
        let said = outcome.faults.union(&outcome.doubts);
        let reasons: Vec<&str> = said.map(|(_, reason)| reason.as_str()).collect();
        let expected = "“代表小组”只能填一个，这里写了“甲小组、乙小组”";
        assert_eq!(reasons, [expected], "by {way}");
    }
    let mut office = office();
    let rows: Vec<Value> = [
        ("周大福", "三组"),
        ("周小福", "三组代表小组"),
        ("周三福", "三组"),
    ]
    .iter()
    .map(|(name, group)| json!({"values": {"name": name, "group": group}}))
    .collect();
    office.call("save_rows", json!({"register": "roster", "rows": rows}));
    assert_eq!(office.rows("groups").len(), 2, "made once for three rows");
    let ids: Vec<Value> = ["2026-03-01", "2026-03-02"]
        .iter()
        .map(|on| {
            let matter = json!({"收到日期": on, "内容": format!("路灯坏了{on}")});
            let id = save(&mut office, "opinions", matter);
            let accept = json!({"register": "opinions", "id": id, "step": "受理", "values": {}});
            office.call("act", accept);
            id
        })
        .collect();
    let assign = json!({"register": "opinions", "ids": ids, "step": "交办",
                        "values": {"主办单位": "供电所"}});
    office.call("act_many", assign);
    assert_eq!(office.rows("units").len(), 1, "made once for two steps");
}

#[test]
fn a_past_activity_took_place() {
    let on = |day: &str| of(&[("title", "视察道路"), ("held_on", day), ("sort", "视察")]);
    for (written, state) in [(on("2026-03-05"), "已开展"), (on("2026-12-05"), "计划")] {
        for (way, outcome) in by_every_way("activities", &written) {
            let record = outcome.record.expect("it is saved");
            assert_eq!(record["state"], state, "by {way}");
        }
    }
    let mut office = office();
    let plan = json!({"活动名称": "座谈", "活动日期": "2026-12-05", "活动类型": "视察"});
    let id = save(&mut office, "activities", plan);
    let state = |outcome: Outcome| outcome.record.expect("it is saved")["state"].clone();
    let past = of(&[("held_on", "2026-11-05")]);
    let moved = form(&mut office, "activities", Some(&id), &past);
    assert_eq!(state(moved), "已开展", "its day is past");
    let ahead = of(&[("held_on", "2026-12-06")]);
    let again = grid(&mut office, "activities", Some(&id), &ahead);
    assert_eq!(state(again), "计划", "it is a plan again");
    office.on("2026-12-10");
    let place = of(&[("place", "会议室"), ("held_on", "2026-12-06")]);
    let late = form(&mut office, "activities", Some(&id), &place);
    let said: Vec<&str> = late
        .doubts
        .iter()
        .map(|(_, reason)| reason.as_str())
        .collect();
    assert_eq!(
        said,
        ["活动日期已过，状态还是“计划”，不计入活动次数"],
        "a plan that lapsed"
    );
    let cancel = json!({"register": "activities", "id": id, "step": "取消",
                        "values": {"取消原因": "下雨"}});
    assert_eq!(office.call("act", cancel)["state"], "取消");
}

#[test]
fn a_visit_ticked_is_the_one_written_in_the_form() {
    for shared in [
        of(&[
            ("contacted_on", "2026年3月5日"),
            ("way", "电话"),
            ("content", "想修路"),
        ]),
        of(&[
            ("contacted_on", "2026-03-05"),
            ("content", "想修路"),
            ("money", "200"),
        ]),
        of(&[("contacted_on", "2027-03-05"), ("content", "想修路")]),
        of(&[
            ("contacted_on", "2026-03-05"),
            ("way", "飞鸽"),
            ("content", "想修路"),
        ]),
    ] {
        let mut whole = shared.clone();
        whole.extend(of(&[("deputies", "张建国"), ("electors", "赵大年")]));
        let by_form = form(&mut office(), "contacts", None, &whole);
        let by_tick = tick(&mut office(), "张建国", &shared);
        assert_eq!(by_tick, by_form, "{shared:?}");
    }
    let shared = of(&[("contacted_on", "2026-03-05"), ("content", "想修路")]);
    for deputy in ["张建国（主任）", "没有此人", "王秀兰"] {
        let mut whole = shared.clone();
        whole.extend(of(&[("deputies", deputy), ("electors", "赵大年")]));
        let by_form = form(&mut office(), "contacts", None, &whole);
        let by_tick = tick(&mut office(), deputy, &shared);
        assert_eq!(by_tick, by_form, "{deputy}");
    }
}

/// What was carried from the source stands as if it had been written.
fn with_carried(carried: &Written, keys: &[&str], written: &Written) -> Written {
    let mut whole = carried.clone();
    whole.retain(|key, _| keys.contains(&key.as_str()));
    whole.extend(written.clone());
    whole
}

#[test]
fn a_matter_passed_on_is_the_one_written_in_the_form() {
    let route = "村（社区）办理";
    let (mut office, visit) = with_a_visit();
    let plain = pass_on(&mut office, &visit, route, &Written::new());
    let carried = plain.record.expect("it is passed on");
    let keys = [
        "received_on",
        "source",
        "raised_by",
        "deputies",
        "content",
        "level",
        "visitor",
    ];
    for written in [
        of(&[]),
        of(&[("title", "路灯"), ("category", "其他"), ("urgency", "急")]),
        of(&[("deputies", "没有此人"), ("level", "九级")]),
        of(&[("accepted_on", "2026-03-06"), ("lead", "城建办、水利站")]),
    ] {
        let (mut office, visit) = with_a_visit();
        let passed = pass_on(&mut office, &visit, route, &written);
        let (mut office, _) = with_a_visit();
        let whole = with_carried(&carried, &keys, &written);
        let saved = form(&mut office, "opinions", None, &whole);
        assert_eq!(passed, saved, "{written:?}");
    }
}

#[test]
fn what_a_step_writes_in_another_book_is_the_one_written_there() {
    let promised = || {
        let mut office = office();
        let matter = json!({"收到日期": "2026-03-05", "内容": "路灯坏了"});
        let id = save(&mut office, "opinions", matter);
        for (step, values) in [
            ("受理", json!({"受理日期": "2026-03-06"})),
            (
                "交办",
                json!({"主办单位": "供电所", "交办日期": "2026-03-07"}),
            ),
        ] {
            let act = json!({"register": "opinions", "id": id, "step": step, "values": values});
            office.call("act", act);
        }
        (office, id)
    };
    let by_step = |written: &Written| {
        let (mut office, id) = promised();
        step(
            &mut office,
            ("opinions", &id),
            ("承诺", "promises"),
            written,
        )
    };
    let good = of(&[
        ("title", "装五盏"),
        ("due_on", "2026-12-20"),
        ("made_on", "2026-03-10"),
    ]);
    let carried = by_step(&good).record.expect("it is promised");
    for written in [
        good,
        of(&[
            ("title", "装灯"),
            ("due_on", "2026年12月"),
            ("made_on", "2026.3.10"),
            ("responsible", "孙立"),
        ]),
        of(&[
            ("title", "装灯"),
            ("due_on", "2026-03-01"),
            ("made_on", "2026-03-10"),
        ]),
        of(&[("title", "装灯"), ("due_on", "年底"), ("made_on", "三月")]),
    ] {
        let (mut office, _) = promised();
        let keys = ["by", "unit", "station", "matter", "state", "deputy"];
        let whole = with_carried(&carried, &keys, &written);
        let mut by_form = form(&mut office, "promises", None, &whole);
        by_form.doubts.clear();
        assert_eq!(by_step(&written), by_form, "{written:?}");
    }
}

#[test]
fn a_record_keeps_its_name_by_every_way() {
    let base = json!({"标题": "修桥", "提交日期": "2026-03-05", "领衔代表": "张建国",
                      "情况和问题": "桥断了。"});
    let nameless = of(&[("title", "")]);
    let mut office = office();
    let id = save(&mut office, "suggestions", base);
    for outcome in [
        form(&mut office, "suggestions", Some(&id), &nameless),
        grid(&mut office, "suggestions", Some(&id), &nameless),
        batch(&mut office, "suggestions", &id, &nameless),
    ] {
        let fault = ("title".to_owned(), "没有填“标题”".to_owned());
        assert_eq!((outcome.record, outcome.faults), (None, [fault].into()));
    }
}

#[test]
fn of_several_units_the_first_leads_and_a_plan_has_a_month_by_every_way() {
    let matter = of(&[
        ("received_on", "2026-03-05"),
        ("content", "路灯坏了。请修"),
        ("lead", "城建办、水利站"),
        ("co", "电力所"),
    ]);
    for (way, outcome) in by_every_way("opinions", &matter) {
        let record = outcome.record.expect("it is saved");
        assert_eq!(
            (&*record["lead"], &*record["co"]),
            ("城建办", "水利站、电力所"),
            "{way}"
        );
        assert_eq!(record["backfill"], "是", "an old matter by {way}");
        assert_eq!(outcome.named[2], 3, "three units by {way}");
    }
    for (way, outcome) in by_every_way(
        "plans",
        &of(&[("month", "2026年3月5日"), ("summary", "完成")]),
    ) {
        let record = outcome.record.expect("it is saved");
        assert_eq!(record["month"], "2026-03", "by {way}");
    }
}

#[test]
fn a_mark_on_the_sheet_of_names_is_the_one_written_in_the_form() {
    for written in [
        of(&[
            ("deputy", "张建国"),
            ("state", "请假"),
            ("reason", " 开会 "),
        ]),
        of(&[
            ("deputy", "张建国（主任）"),
            ("state", "批准请假"),
            ("approver", "孙立"),
        ]),
        of(&[("deputy", "李凤英"), ("speech", "水渠要修")]),
        of(&[("deputy", "李凤英"), ("state", "飞走")]),
        of(&[("deputy", "没有此人"), ("state", "缺席")]),
        of(&[("deputy", "王秀兰"), ("state", "飞走")]),
        of(&[("deputy", ""), ("state", "缺席")]),
    ] {
        let mut whole = written.clone();
        whole.insert("activity".into(), "座谈会".into());
        let mut by_form = form(&mut office(), "attendance", None, &whole);
        // Nothing written about the way somebody came means 出席.
        if let Some(record) = &mut by_form.record {
            record.entry("state".into()).or_insert("出席".into());
        }
        let by_mark = mark(&mut office(), "座谈会", &written);
        assert_eq!(by_mark, by_form, "{written:?}");
    }
}

#[test]
fn the_sheet_of_names_of_a_meeting_is_the_one_written_in_the_form() {
    let meeting = json!({"会议名称": "第九次会议", "会议日期": "2026-05-05"});
    let begin = || {
        let mut office = office();
        let id = save(&mut office, "meetings", meeting.clone());
        (office, id)
    };
    for (members, away) in [
        ("张建国、李凤英", "李凤英"),
        ("张建国（主席）、李凤英", "李凤英"),
        ("张建国、没有此人", ""),
        ("王秀兰", ""),
    ] {
        let (mut first, id) = begin();
        let written = of(&[("members", members), ("away", away)]);
        let by_form = form(&mut first, "meetings", Some(&id), &written);
        let (mut second, id) = begin();
        let marks = match away {
            "" => json!([]),
            name => json!([{"deputy": name, "state": "缺席"}]),
        };
        let by_sheet = roll_call(&mut second, &id, members, &marks);
        assert_eq!(by_sheet, by_form, "{members}");
    }
}

/// A sheet of an old book names people whom the roster does not know: they stand by their names,
/// and the sheet of names leaves them there.
#[test]
fn people_known_by_name_alone_stay_on_the_sheet_of_names() {
    let mut office = office();
    let path = office.path("会议.csv");
    let text = "会议名称,会议日期,应到主席团成员\n第九次会议,2026-05-05,张建国、赵老四\n";
    std::fs::write(&path, text).expect("the sheet is written");
    office.import("meetings", &path);
    let request = json!({"activity": "第九次会议", "register": "meetings"});
    let sheet = office.call("attendance", request.clone());
    let names: Vec<&str> = sheet["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .filter_map(|it| it["name"].as_str())
        .collect();
    assert_eq!(names, ["张建国", "赵老四"], "both are expected: {sheet}");
    let mut away = request;
    away["marks"] = json!([{"deputy": "赵老四", "state": "缺席"}]);
    let sheet = office.call("set_attendance", away);
    assert_eq!(
        (&sheet["expected"], &sheet["present"]),
        (&json!(2), &json!(1)),
        "{sheet}"
    );
    let rows = office.rows("meetings");
    let row = rows.iter().find(|it| it["values"]["title"] == "第九次会议");
    let values = &row.expect("the meeting")["values"];
    assert_eq!(values["away"], "赵老四", "{values}");
    assert!(
        values["members"]
            .as_str()
            .is_some_and(|it| it.contains("赵老四")),
        "{values}"
    );
}

#[test]
fn an_amount_typed_is_the_same_amount_by_every_way() {
    let visit = of(&[
        ("contacted_on", "2026-03-05"),
        ("deputies", "张建国"),
        ("electors", "赵大年"),
        ("content", "想修路"),
        ("money", "200"),
    ]);
    for (way, outcome) in by_every_way("contacts", &visit) {
        let record = outcome.record.expect("it is saved");
        assert_eq!(record["money"], "200.00", "by {way}");
    }
}

#[test]
fn a_unit_known_by_its_name_alone_comes_in_by_every_way() {
    let unit = of(&[("name", "水利站"), ("phone", ""), ("leader", "")]);
    for (way, outcome) in by_every_way("units", &unit) {
        let record = outcome.record.unwrap_or_default();
        assert_eq!(
            record.get("name").map(String::as_str),
            Some("水利站"),
            "by {way}"
        );
    }
}
