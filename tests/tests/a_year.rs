//! A whole year of an office through the commands: month by month matters come in and go every way
//! there is; in every state every step is tried, those that do not lead on from there as well.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use std::collections::{BTreeMap, BTreeSet};

use app::wire::ErrorCode;
use domain::record::{RecordType, Registry};
use domain::workflow::Workflow;
use scenarios::Office;
use serde::Serialize;
use serde_json::{Value, json};

/// A step with what it is given, and the state it leads to.
type Taken = (&'static str, Value, &'static str);

/// An office with two deputies, on this day.
fn office(day: &str) -> Office {
    let mut office = Office::founded_on(day);
    for name in ["赵大年", "钱二喜"] {
        office.save("roster", json!({"姓名": name}));
    }
    office
}

/// A matter as it begins, over either register.
fn matter(office: &mut Office, register: &str, on: &str) -> String {
    let values = match register {
        "opinions" => json!({"收到日期": on, "反映人": "李敏", "来源": "走访",
            "内容": "前苇塘村口路灯坏了三盏，夜里看不清路。"}),
        _ => json!({"提交日期": on, "领衔代表": "赵大年", "标题": "关于修前苇塘桥的建议",
            "情况和问题": "桥面裂了，车过不去。", "具体建议": "年内重修。"}),
    };
    office.save(register, values)
}

/// What each step is given, besides what the program offers by itself.
fn given(step: &str, other: &str) -> Value {
    match step {
        "不予受理" => json!({"refusal": "涉法涉诉"}),
        "交办" => json!({"主办单位": "供电所", "交办文号": "北人大〔2026〕3号"}),
        "承办" => json!({"承办人": "孙立"}),
        "转办" => json!({"转给单位": "城建办", "转办理由": "路灯归城建"}),
        "退件" => json!({"退件理由": "不归我们"}),
        "不同意退件" => json!({"意见": "归你们"}),
        "面商" => json!({"面商方式": "见面", "代表（反映人）意见": "同意"}),
        "进度" => json!({"进展情况": "已报计划", "完成百分比": "30"}),
        "延期" => json!({"延期理由": "等配件", "批准人": "周主席"}),
        "申请延期" => json!({"延期理由": "等配件"}),
        "同意延期" => json!({"批准人": "周主席"}),
        "不同意延期" => json!({"批准人": "周主席", "意见": "先修两盏"}),
        "提请重点督办" => json!({"意见": "反映的人多"}),
        "不列重点督办" => json!({"意见": "已经在修"}),
        "督办" => json!({"督办方式": "电话催办", "督办要求": "抓紧"}),
        "承诺" => json!({"承诺内容": "装五盏", "承诺完成日期": "2026-12-20"}),
        "答复" | "县级答复" | "分别答复" => {
            json!({"答复内容": "已修好", "答复文号": "北供〔2026〕8号", "办理结果类别": "A"})
        }
        "反馈" => json!({"满意度": "满意"}),
        "测评" => json!({"评价方式": "全年办理", "总体评价": "满意"}),
        "重新办理" | "反弹重开" => json!({"重新办理原因": "还差一盏"}),
        "申请销号" => json!({"销号申请人": "孙立"}),
        "销号" => json!({"销号审核人": "周主席"}),
        "不同意销号" => json!({"意见": "材料不全"}),
        "回头看" => json!({"回头看情况": "都亮着"}),
        "合并办理" => json!({"并入事项": other}),
        "撤回" => json!({"意见": "本人要求", "依据或文号": "撤回申请"}),
        "县级退回" => json!({"意见": "属乡镇职权"}),
        "暂缓办理" => json!({"意见": "等化冻", "依据或文号": "周主席批准"}),
        _ => json!({}),
    }
}

/// The ways of twelve months; together they take every step and come to every state.
fn ways() -> [Vec<Taken>; 12] {
    let whole = |unhappy: bool| -> Vec<Taken> {
        let mut way: Vec<Taken> = vec![
            ("受理", json!({}), "已受理"),
            ("交办", json!({}), "已交办"),
            ("督办", json!({}), "已交办"),
            ("承办", json!({}), "承办中"),
            ("转办", json!({}), "承办中"),
            ("面商", json!({}), "承办中"),
            ("进度", json!({}), "承办中"),
            ("申请延期", json!({}), "承办中"),
            ("不同意延期", json!({}), "承办中"),
            ("延期", json!({}), "承办中"),
            ("承诺", json!({}), "承办中"),
            ("答复", json!({}), "已答复"),
        ];
        if unhappy {
            let word = json!({"满意度": "不满意", "反馈意见": "还差一盏"});
            way.push(("反馈", word, "已反馈"));
            way.push(("重新办理", json!({}), "重新办理"));
            way.push(("答复", json!({}), "已答复"));
        }
        way.extend([
            ("反馈", json!({}), "已反馈"),
            ("测评", json!({}), "已反馈"),
            ("申请销号", json!({}), "待销号"),
        ]);
        way
    };
    let closed = |mut way: Vec<Taken>, more: &[Taken]| {
        way.push(("销号", json!({}), "已销号"));
        way.extend_from_slice(more);
        way
    };
    let assigned: Vec<Taken> = vec![
        ("受理", json!({}), "已受理"),
        ("交办", json!({}), "已交办"),
        ("退件", json!({}), "已退件"),
    ];
    let after = |mut way: Vec<Taken>, more: &[Taken]| {
        way.extend_from_slice(more);
        way
    };
    let held: Vec<Taken> = vec![
        ("受理", json!({}), "已受理"),
        ("暂缓办理", json!({}), "暂缓办理"),
    ];
    let county: Vec<Taken> = vec![("上报县级", json!({}), "上报县级")];
    [
        closed(whole(false), &[("归档", json!({}), "已归档")]),
        closed(whole(true), &[("回头看", json!({}), "已销号")]),
        after(
            whole(false),
            &[
                ("不同意销号", json!({}), "已反馈"),
                ("申请销号", json!({}), "待销号"),
                ("销号", json!({}), "已销号"),
                ("反弹重开", json!({}), "重新办理"),
            ],
        ),
        vec![
            ("不予受理", json!({}), "不予受理"),
            ("归档", json!({}), "已归档"),
        ],
        after(
            assigned.clone(),
            &[
                ("不同意退件", json!({}), "已交办"),
                ("申请延期", json!({}), "已交办"),
                ("同意延期", json!({}), "已交办"),
                ("提请重点督办", json!({}), "已交办"),
                ("不列重点督办", json!({}), "已交办"),
                ("提请重点督办", json!({}), "已交办"),
                ("确定重点督办", json!({}), "已交办"),
            ],
        ),
        after(assigned, &[("同意退件", json!({}), "已受理")]),
        after(held.clone(), &[("恢复办理", json!({}), "已受理")]),
        held,
        after(county.clone(), &[("县级退回", json!({}), "县级退回")]),
        after(county, &[("县级答复", json!({}), "已答复")]),
        vec![
            ("合并办理", json!({}), "合并办理"),
            ("分别答复", json!({}), "合并办理"),
        ],
        vec![("撤回", json!({}), "已撤回")],
    ]
}

/// The words of every state.
fn states(workflow: &Workflow) -> BTreeSet<String> {
    let words = workflow.states.iter().map(|it| it.word.to_owned());
    words.collect()
}

fn with(mut base: Value, own: &Value) -> Value {
    for (key, value) in own.as_object().into_iter().flatten() {
        base[key] = value.clone();
    }
    base
}

/// Tries every step in the state in which a record stands: one that does not start there is refused
/// with the state's word, and nothing changes; one that starts there is refused while an answer it
/// cannot do without is missing. Answers which were refused.
fn try_every_step(
    office: &mut Office,
    kind: &RecordType,
    register: &str,
    id: impl Serialize + Copy,
    state: &str,
) -> BTreeSet<&'static str> {
    let workflow = kind.workflow.as_ref().expect("it has a way");
    let before = office.digest();
    let mut refused = BTreeSet::new();
    let view = office.call("record", json!({"register": register, "id": id}));
    assert_eq!(view["state"], state, "it stands where it should");
    let listed = view["steps"].as_array().expect("steps").clone();
    for step in &workflow.steps {
        let act = json!({"register": register, "id": id, "step": step.key, "values": {}});
        let told = listed
            .iter()
            .find(|it| it["key"] == step.key)
            .expect("every step is listed");
        if !step.from.contains(&state) {
            assert_eq!(told["possible"], false, "{} from {state}", step.title);
            let error = office.refused("act", act);
            assert_eq!(
                error.code,
                ErrorCode::Precondition,
                "{} is refused calmly: {error}",
                step.title
            );
            assert!(
                error.message.contains(&format!("“{state}”"))
                    && (error.message.contains("只能办：") || error.message.contains("办完了")),
                "it says where the record stands and what can be done: {error}"
            );
            let beside = told["reason"].as_str().unwrap_or_default();
            assert!(
                !beside.is_empty() && error.to_string().contains(beside),
                "the button says the same as the refusal: {beside} / {error}"
            );
            refused.insert(step.title);
            continue;
        }
        // What the program offers by itself is taken away: a tired clerk may do so.
        let empty: serde_json::Map<String, Value> = told["fields"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|it| it["need"] == "blocking")
            .filter_map(|it| Some((it["key"].as_str()?.to_owned(), json!(""))))
            .collect();
        if told["possible"] == true && !empty.is_empty() {
            let act = json!({"register": register, "id": id, "step": step.key, "values": empty});
            let error = office.refused("act", act);
            assert_eq!(
                error.code,
                ErrorCode::Invalid,
                "{} without answers: {error}",
                step.title
            );
            assert!(
                error.to_string().contains("没有填"),
                "it says what is missing: {error}"
            );
            refused.insert(step.title);
        }
    }
    assert_eq!(office.digest(), before, "no refusal leaves a trace");
    refused
}

#[test]
fn every_month_has_its_way_and_every_state_its_refusals() {
    let registry = Registry::builtin();
    for register in ["opinions", "suggestions"] {
        let kind = registry.register(register).expect("a register");
        let workflow = kind.workflow.as_ref().expect("it has a way");
        let mut office = office("2026-01-05");
        let other = matter(&mut office, register, "2026-01-05");
        let (mut taken, mut refused) = (BTreeSet::new(), BTreeSet::new());
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for (at, way) in ways().into_iter().enumerate() {
            let day = format!("2026-{:02}-06", at + 1);
            office.on(&day);
            let id = matter(&mut office, register, &day);
            if seen.insert("已登记".to_owned()) {
                refused.extend(try_every_step(&mut office, kind, register, &id, "已登记"));
            }
            for (step, own, state) in way {
                let values = with(given(step, &other), &own);
                let acted = office.act(register, &id, step, &values);
                assert_eq!(acted["state"], state, "{step} in month {}", at + 1);
                taken.insert(step);
                if seen.insert(state.to_owned()) {
                    refused.extend(try_every_step(&mut office, kind, register, &id, state));
                }
            }
        }
        let mut raised = 0;
        if register == "opinions" {
            let id = matter(&mut office, register, "2026-12-06");
            let pass = json!({"register": register, "id": id, "values": {"领衔代表": "赵大年"}});
            office.call("pass_on", pass);
            taken.insert("转为代表建议");
            seen.insert("转为建议".to_owned());
            refused.extend(try_every_step(&mut office, kind, register, &id, "转为建议"));
            raised = 1;
        }
        let titles: BTreeSet<&str> = workflow.steps.iter().map(|it| it.title).collect();
        assert_eq!(taken, titles, "every step of {register} was taken");
        assert_eq!(refused, titles, "every step of {register} was refused");
        let mut all = states(workflow);
        if register == "suggestions" {
            all.remove("转为建议");
        }
        assert_eq!(seen, all, "every state of {register} was come to");
        // What the year leaves behind is what was done in it.
        let mut standing: BTreeMap<String, u32> = BTreeMap::new();
        for row in office.rows(register) {
            let word = row["values"]["state"].as_str().unwrap_or_default();
            *standing.entry(word.to_owned()).or_default() += 1;
        }
        let left: u32 = standing.values().sum();
        assert_eq!(
            left,
            13 + raised,
            "twelve and the one merged into: {standing:?}"
        );
        let scope = json!({"from": "2026-01-01", "to": "2026-12-31"});
        let figures = office.call("figures", json!({"scope": scope}));
        for (key, count) in [
            ("registered", 13 + 2 * raised),
            ("transfers", 3),
            ("returns", 2),
            // Those that were refused are none.
            ("extensions", 4),
            ("supervisions", 3),
            ("reworks", 2),
            ("closed", 2),
        ] {
            let figure = figures["figures"]
                .as_array()
                .and_then(|all| all.iter().find(|it| it["key"] == key))
                .expect(key);
            assert_eq!(figure["numerator"], count, "the year's {key} of {register}");
        }
    }
}

#[test]
fn reception_days_and_activities_are_refused_as_calmly() {
    let registry = Registry::builtin();
    let days = json!({"日期": "2026-03-26", "地点": "镇政府一楼", "接待代表": "赵大年", "记录人": "王秀兰"});
    let activities = json!({"活动日期": "2026-03-26", "活动名称": "视察水利", "活动类型": "视察"});
    for (register, values, ways) in [
        (
            "reception_days",
            days,
            [
                vec![
                    ("公告", json!({}), "已公告"),
                    ("接待", json!({}), "已接待"),
                    ("归档", json!({}), "已归档"),
                ],
                vec![("取消这次接待", json!({"取消原因": "大雪封路"}), "取消")],
            ],
        ),
        (
            "activities",
            activities,
            [
                vec![
                    ("通知", json!({}), "已通知"),
                    ("开展", json!({"活动内容": "看了三座闸。"}), "已开展"),
                    ("审核", json!({}), "已审核"),
                    ("归档", json!({}), "已归档"),
                ],
                vec![("取消", json!({"取消原因": "大雪封路"}), "取消")],
            ],
        ),
    ] {
        let kind = registry.register(register).expect("a register");
        let workflow = kind.workflow.as_ref().expect("it has a way");
        let mut office = office("2026-03-20");
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for way in ways {
            office.on("2026-03-20");
            let id = office.save(register, values.clone());
            let view = office.call("record", json!({"register": register, "id": id}));
            let first = view["state"].as_str().unwrap_or_default().to_owned();
            if seen.insert(first.clone()) {
                try_every_step(&mut office, kind, register, &id, &first);
            }
            for (step, values, state) in way {
                if step != "公告" && step != "通知" {
                    office.on("2026-03-27");
                }
                let acted = office.act(register, &id, step, &values);
                assert_eq!(acted["state"], state, "{step}");
                if seen.insert(state.to_owned()) {
                    try_every_step(&mut office, kind, register, &id, state);
                }
            }
        }
        assert_eq!(
            seen,
            states(workflow),
            "every state of {register} was come to"
        );
    }
}
