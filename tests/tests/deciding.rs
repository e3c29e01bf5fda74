//! What waits for a decision: asked for, agreed to or not, and by whom.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside test functions"
)]

use app::UserError;
use app::wire::ErrorCode;
use domain::office::Role;
use domain::workflow::Decides;
use scenarios::Office;
use serde_json::{Value, json};

/// An office with a matter of each sort that the water station has since 2026-03-02.
struct Town {
    office: Office,
}

impl Town {
    fn founded() -> Self {
        let mut office = Office::founded_on("2026-03-02");
        let deputy = json!({"register": "roster", "values": {"姓名": "周志国"}});
        office.call("save", deputy);
        Self { office }
    }

    fn save(&mut self, register: &str, values: Value) -> Value {
        let request = json!({"register": register, "values": values});
        self.office.call("save", request)["id"].clone()
    }

    fn request(register: &str, id: &Value, step: &str, values: Value) -> Value {
        json!({"register": register, "id": id, "step": step, "values": values})
    }

    fn act(&mut self, register: &str, id: &Value, step: &str, values: Value) -> Value {
        self.office
            .call("act", Self::request(register, id, step, values))
    }

    fn refused(&mut self, register: &str, id: &Value, step: &str, values: Value) -> UserError {
        self.office
            .refused("act", Self::request(register, id, step, values))
    }

    fn record(&mut self, register: &str, id: &Value) -> Value {
        let request = json!({"register": register, "id": id});
        self.office.call("record", request)
    }

    fn due_on(&mut self, register: &str, id: &Value) -> String {
        let value = self.record(register, id)["values"]["due_on"].clone();
        value.as_str().unwrap_or_default().to_owned()
    }

    fn step(&mut self, register: &str, id: &Value, key: &str) -> Value {
        let record = self.record(register, id);
        let steps = record["steps"].as_array().expect("steps");
        let step = steps.iter().find(|it| it["key"] == key);
        step.unwrap_or_else(|| panic!("no step {key}")).clone()
    }

    /// A matter that the water station has.
    fn handed(&mut self, register: &str, content: &str) -> Value {
        let values = match register {
            "opinions" => {
                json!({"收到日期": "2026-03-02", "反映人": "李敏", "内容": content, "来源": "走访"})
            }
            _ => {
                json!({"提出日期": "2026-03-02", "标题": content, "提出时间": "闭会期间", "领衔代表": "周志国",
                "情况和问题": content, "具体建议": content})
            }
        };
        let id = self.save(register, values);
        self.act(register, &id, "受理", json!({"accepted_on": "2026-03-02"}));
        let assign = json!({"主办单位": "水利站", "交办日期": "2026-03-02"});
        self.act(register, &id, "交办", assign);
        id
    }

    /// Neither steps together, nor the form, nor many records at once give a request its answer.
    fn goes_no_way_round(&mut self, id: &Value) {
        let before = self.office.digest();
        for step in ["agree_extension", "refuse_extension", "confirm_key"] {
            let values = json!({step: {"批准人": "周主席", "意见": "不急"}});
            let values = match step {
                "confirm_key" => json!({}),
                _ => values,
            };
            let run = json!({"register": "opinions", "id": id, "run": step, "values": values});
            let refused = self.office.refused("act_together", run);
            assert!(refused.message.contains("不能审批"), "{step}: {refused}");
        }
        for column in ["extension_asked", "key_asked", "stage"] {
            let values = json!({column: ""});
            let save = json!({"register": "opinions", "id": id, "values": values});
            self.office.refused("save", save);
            let many = json!({"register": "opinions", "ids": [id], "values": values});
            self.office.refused("batch_save", many);
        }
        assert_eq!(self.office.digest(), before);
    }

    fn awaiting(&mut self, sort: &str) -> Value {
        let view = self.office.call("chair", json!({}));
        let all = view["awaiting"].as_array().expect("sorts").clone();
        all.into_iter()
            .find(|it| it["sort"] == sort)
            .unwrap_or(Value::Null)
    }

    fn undo(&mut self) {
        self.office.call("undo", json!({}));
    }

    fn way_said(&mut self, register: &str, id: &Value) -> Vec<String> {
        let course = self
            .office
            .call("course", json!({"register": register, "id": id}));
        let way = course["way"].as_array().expect("way").clone();
        way.iter()
            .filter_map(|it| it["note"].as_str())
            .filter(|it| !it.is_empty())
            .map(str::to_owned)
            .collect()
    }
}

const ASKED: &str = "申请延期";

#[test]
fn a_later_day_waits_for_the_chairman_and_the_deadline_moves_when_it_is_agreed() {
    for register in ["opinions", "suggestions"] {
        let mut it = Town::founded();
        let id = it.handed(register, "村西水渠堵了一段");
        let before = it.due_on(register, &id);
        let ask = json!({"延期理由": "等配件到货", "申请人": "张明"});
        it.act(register, &id, ASKED, ask.clone());
        assert_eq!(it.due_on(register, &id), before, "{register}: only asked");

        let waits = it.awaiting(ASKED);
        assert_eq!(waits["total"], 1, "{register}");
        assert_eq!(waits["items"][0]["id"], id);
        let told = waits["items"][0]["told"]
            .as_str()
            .expect("words")
            .to_owned();
        for word in ["等配件到货", "水利站", before.as_str()] {
            assert!(told.contains(word), "{told}");
        }
        let titles: Vec<_> = waits["answers"]
            .as_array()
            .expect("answers")
            .iter()
            .map(|it| it["title"].clone())
            .collect();
        assert_eq!(titles, ["同意延期", "不同意延期"]);
        let list = &waits["lists"][0];
        let where_ = list["conditions"].clone();
        let rows = it
            .office
            .call("list", json!({"register": register, "where": where_}));
        assert_eq!(rows["total"], 1, "the list of what waits opens: {rows}");
        let due = it.office.call("due", json!({}));
        let due = due["items"].as_array().expect("items").clone();
        assert!(
            due.iter().any(|it| it["sort"] == ASKED && it["id"] == id),
            "{due:?}"
        );
        let said = it.way_said(register, &id);
        assert!(
            said.contains(&"申请延期，等主席审批".to_owned()),
            "{said:?}"
        );
        let agreed = said.iter().any(|it| it.contains("延期："));
        assert!(!agreed, "nobody agreed yet: {said:?}");

        // A second request, or an extension beside it, is refused.
        for step in [ASKED, "延期"] {
            let values = json!({"延期理由": "再等", "批准人": "周主席"});
            let values = if step == ASKED {
                json!({"延期理由": "再等"})
            } else {
                values
            };
            let refused = it.refused(register, &id, step, values);
            assert_eq!(refused.code, ErrorCode::Precondition);
            assert!(refused.message.contains("还在等审批"), "{refused}");
        }

        it.act(register, &id, "同意延期", json!({"批准人": "周主席"}));
        let after = it.due_on(register, &id);
        assert!(after > before, "{register}: {before} → {after}");
        assert!(it.awaiting(ASKED).is_null());
        let refused = it.refused(register, &id, ASKED, ask.clone());
        assert!(refused.message.contains("已经延过一次期"), "{refused}");
        let said = it.way_said(register, &id);
        assert!(said.contains(&"延期：等配件到货".to_owned()), "{said:?}");

        // Undo gives back the request, then the matter before it.
        it.undo();
        assert_eq!(it.due_on(register, &id), before);
        assert_eq!(it.awaiting(ASKED)["total"], 1);
        it.act(
            register,
            &id,
            "不同意延期",
            json!({"批准人": "周主席", "意见": "抓紧办"}),
        );
        assert_eq!(it.due_on(register, &id), before);
        assert!(it.awaiting(ASKED).is_null());
        let said = it.way_said(register, &id);
        assert!(said.contains(&"不同意延期：抓紧办".to_owned()), "{said:?}");
        it.undo();
        it.undo();
        assert!(it.awaiting(ASKED).is_null());
        let no = it.refused(register, &id, "同意延期", json!({"批准人": "周主席"}));
        assert!(no.message.contains("没有等着审批的延期申请"), "{no}");
    }
}

/// The request is taken back by itself although it was agreed to: what was agreed stands.
#[test]
fn a_request_that_was_agreed_to_is_not_taken_back_from_under_the_agreement() {
    let mut it = Town::founded();
    let id = it.handed("opinions", "路灯坏了");
    let asked = it.act("opinions", &id, ASKED, json!({"延期理由": "等配件"}));
    it.act("opinions", &id, "同意延期", json!({"批准人": "周主席"}));
    let due = it.due_on("opinions", &id);
    let undone = it
        .office
        .call("undo", json!({"operation": asked["operation"]}));
    assert_ne!(undone["kept"], json!([]), "it says what stayed: {undone}");
    assert_eq!(it.due_on("opinions", &id), due);
    let said = it.way_said("opinions", &id);
    assert!(said.contains(&"延期：等配件".to_owned()), "{said:?}");
    let refused = it.refused("opinions", &id, ASKED, json!({"延期理由": "再等"}));
    assert!(refused.message.contains("已经延过一次期"), "{refused}");
}

#[test]
fn what_was_refused_may_be_asked_again_and_only_what_was_agreed_counts() {
    let mut it = Town::founded();
    let id = it.handed("opinions", "路灯坏了");
    it.act("opinions", &id, ASKED, json!({"延期理由": "等配件"}));
    it.act(
        "opinions",
        &id,
        "不同意延期",
        json!({"批准人": "周主席", "意见": "先修两盏"}),
    );
    let figures = |it: &mut Town| {
        let all = it.office.call(
            "figures",
            json!({"scope": {"from": "2026-01-01", "to": "2026-12-31"}}),
        );
        let all = all["figures"].as_array().expect("figures").clone();
        let one = all
            .iter()
            .find(|it| it["key"] == "extensions")
            .expect("the figure");
        one["value"].clone()
    };
    assert_eq!(figures(&mut it), json!(0.0));
    it.act("opinions", &id, ASKED, json!({"延期理由": "配件还没到"}));
    assert_eq!(figures(&mut it), json!(0.0), "nobody agreed");
    let told = it.awaiting(ASKED)["items"][0]["told"].clone();
    assert!(
        told.as_str().is_some_and(|it| it.contains("配件还没到")),
        "{told}"
    );
    it.act("opinions", &id, "同意延期", json!({"批准人": "周主席"}));
    assert_eq!(figures(&mut it), json!(1.0));
}

#[test]
fn a_day_that_is_no_extension_is_refused_when_it_is_asked_for() {
    let mut it = Town::founded();
    let id = it.handed("suggestions", "修一座便桥");
    let due = it.due_on("suggestions", &id);
    for (day, said) in [
        (due.as_str(), "原来的期限"),
        ("2026-03-05", "原来的期限"),
        ("2027-12-31", "最晚只能延到"),
    ] {
        let values = json!({"延期理由": "等汛期过去", "申请延至": day});
        let refused = it.refused("suggestions", &id, ASKED, values);
        assert!(refused.message.contains(said), "{day}: {refused}");
    }
    let values = json!({"延期理由": "等汛期过去", "申请延至": "2026-07-01"});
    it.act("suggestions", &id, ASKED, values);
    it.act("suggestions", &id, "同意延期", json!({"批准人": "周主席"}));
    assert_eq!(
        it.due_on("suggestions", &id),
        "2026-07-01",
        "the day asked for"
    );
}

#[test]
fn what_is_answered_or_ended_waits_for_nothing() {
    for (step, values) in [
        (
            "答复",
            json!({"答复日期": "2026-03-10", "答复内容": "修好了", "办理结果类别": "A"}),
        ),
        ("撤回", json!({"意见": "反映人不要了"})),
    ] {
        let mut it = Town::founded();
        it.office.on("2026-03-10");
        let id = it.handed("opinions", "路灯坏了");
        it.act("opinions", &id, ASKED, json!({"延期理由": "等配件"}));
        it.act(
            "opinions",
            &id,
            "提请重点督办",
            json!({"意见": "反映的人多"}),
        );
        it.act("opinions", &id, step, values);
        assert!(it.awaiting(ASKED).is_null(), "{step}");
        let waits = !it.awaiting("提请重点督办").is_null();
        assert_eq!(
            waits,
            step == "答复",
            "{step}: what goes on may still become a key matter"
        );
        let refused = it.refused("opinions", &id, ASKED, json!({"延期理由": "x"}));
        assert_eq!(refused.code, ErrorCode::Precondition, "{step}: {refused}");
    }
}

#[test]
fn each_of_the_four_stands_before_the_chairman_with_a_step_that_answers_it() {
    let mut it = Town::founded();
    it.office.on("2026-03-10");
    let longer = it.handed("opinions", "路灯坏了");
    it.act("opinions", &longer, ASKED, json!({"延期理由": "等配件"}));
    let key = it.handed("suggestions", "桥面塌了半边");
    it.act(
        "suggestions",
        &key,
        "提请重点督办",
        json!({"意见": "三个村的人都走这座桥"}),
    );
    let closing = it.handed("opinions", "井盖丢了");
    let reply = json!({"答复日期": "2026-03-05", "答复内容": "已换", "办理结果类别": "A"});
    it.act("opinions", &closing, "答复", reply);
    it.act(
        "opinions",
        &closing,
        "反馈",
        json!({"满意度": "满意", "反馈日期": "2026-03-06"}),
    );
    it.act(
        "opinions",
        &closing,
        "申请销号",
        json!({"销号申请人": "王秀兰"}),
    );
    let held = json!({"活动主题": "视察水渠", "活动日期": "2026-03-05", "活动内容": "看了三处"});
    let held = it.save("activities", held);

    for (sort, register, id, values) in [
        (ASKED, "opinions", &longer, json!({"批准人": "周主席"})),
        ("提请重点督办", "suggestions", &key, json!({})),
        (
            "待销号",
            "opinions",
            &closing,
            json!({"销号审核人": "周主席"}),
        ),
        ("等审核", "activities", &held, json!({"审核人": "周主席"})),
    ] {
        let waits = it.awaiting(sort);
        assert_eq!(waits["items"][0]["id"], *id, "{sort}: {waits}");
        let step = waits["answers"][0]["step"]
            .as_str()
            .expect("a step")
            .to_owned();
        it.act(register, id, &step, values);
        assert!(it.awaiting(sort).is_null(), "{sort} is answered");
    }
    let urge = it.awaiting("重点督办");
    assert_eq!(
        urge["items"][0]["id"], key,
        "it became a key matter: {urge}"
    );
    assert_eq!(urge["answers"][0]["title"], "督办");
    let leave = json!({"请假代表": "赵大年", "请假理由": "住院", "提交日期": "2026-03-02"});
    it.save("roster", json!({"姓名": "赵大年"}));
    let leave = it.save("leaves", leave);
    let waits = it.awaiting("请假");
    let values = waits["answers"][0]["values"].clone();
    it.office.call(
        "save",
        json!({"register": "leaves", "id": leave, "values": values}),
    );
    assert!(it.awaiting("请假").is_null());
}

/// Every step that decides, over every role, and with the store locked.
#[test]
fn only_whoever_decides_takes_a_deciding_step_once_there_is_such_a_person() {
    let deciding: Vec<(&str, &str)> = domain::types()
        .iter()
        .filter_map(|kind| Some((kind.register.as_ref()?, kind.workflow.as_ref()?)))
        .flat_map(|(register, workflow)| {
            let register = match register.key.as_str() {
                "opinions" => "opinions",
                "suggestions" => "suggestions",
                _ => "activities",
            };
            let steps = workflow.steps.iter().filter(|it| it.decides.is_some());
            steps.map(move |it| (register, it.key)).collect::<Vec<_>>()
        })
        .collect();
    assert!(deciding.len() > 2 * 9, "{deciding:?}");

    let mut it = Town::founded();
    let make = |it: &mut Town| {
        let opinion = it.handed("opinions", "路灯坏了");
        it.act("opinions", &opinion, ASKED, json!({"延期理由": "等配件"}));
        opinion
    };
    // An office of one clerk: everybody decides.
    let id = make(&mut it);
    assert_eq!(
        it.step("opinions", &id, "agree_extension")["possible"],
        true
    );
    it.act(
        "opinions",
        &id,
        "agree_extension",
        json!({"批准人": "周主席"}),
    );

    let names: Vec<String> = Role::ALL
        .iter()
        .map(|role| it.office.hires(*role))
        .collect();
    it.office.call("set_password", json!({"new": "红旗渠水"}));
    let id = make(&mut it);
    for (role, name) in Role::ALL.iter().zip(&names) {
        it.office.sits(name);
        let may = matches!(role, Role::Chair | Role::Reviewer);
        let step = it.step("opinions", &id, "agree_extension");
        assert_eq!(step["possible"], may, "{name}: {step}");
        assert_eq!(
            (&step["decides"], &step["awaited"]),
            (&json!(true), &json!(true))
        );
        let shown = it.awaiting(ASKED);
        assert_eq!(shown["forbidden"].is_null(), may, "{name}: {shown}");
        if !may {
            let reason = step["reason"].as_str().expect("a reason");
            assert!(reason.contains(role.word()), "{reason}");
        }
        for &(register, key) in &deciding {
            // Nothing is asked of the record yet: the role is what refuses.
            let refused = it.office.refused(
                "act_many",
                json!({"register": register, "ids": [], "step": key, "values": {}}),
            );
            let by_role =
                refused.code == ErrorCode::Precondition && refused.message.contains(role.word());
            assert_eq!(by_role, !may, "{name} {register} {key}: {refused}");
        }
        if *role == Role::Clerk {
            let refused = it.refused("opinions", &id, "同意延期", json!({"批准人": "周主席"}));
            assert!(refused.message.contains("不能审批"), "{refused}");
            let hint = refused.hint.as_deref().unwrap_or_default();
            assert!(hint.contains("主席或审核"), "{hint}");
            it.goes_no_way_round(&id);
            // What is not decided stays everybody's.
            it.act("opinions", &id, "进度", json!({"进展情况": "配件在路上"}));
        }
    }
    it.office.sits(&names[2]);
    it.office.call("lock", json!({}));
    for &(register, key) in &deciding {
        let request = json!({"register": register, "ids": [id], "step": key, "values": {}});
        let refused = it.office.refused("act_many", request);
        assert_eq!(
            refused.code,
            ErrorCode::Locked,
            "{register} {key}: {refused}"
        );
    }
}

#[test]
fn the_chairman_at_the_keyboard_is_offered_as_who_approves() {
    let mut it = Town::founded();
    let id = it.handed("opinions", "路灯坏了");
    it.act("opinions", &id, ASKED, json!({"延期理由": "等配件"}));
    let step = it.step("opinions", &id, "agree_extension");
    assert!(
        step["values"]["approver"].is_null(),
        "the clerk is not: {step}"
    );
    let chair = it.office.hires(Role::Chair);
    it.office.sits(&chair);
    let step = it.step("opinions", &id, "agree_extension");
    assert_eq!(step["values"]["approver"], json!(chair));
    it.act("opinions", &id, "agree_extension", json!({}));
    assert!(it.awaiting(ASKED).is_null(), "one step answers it");
}

/// Deciding steps are declared as such, so that pages and roles know them.
#[test]
fn what_waits_is_declared_by_the_steps_that_answer_it() {
    for kind in domain::types() {
        let Some(workflow) = &kind.workflow else {
            continue;
        };
        for step in &workflow.steps {
            let Some(Decides::Petition(petition)) = step.decides else {
                continue;
            };
            assert!(
                kind.field(petition.column).is_some(),
                "{}: {step:?}",
                kind.key
            );
            assert!(
                workflow.step(petition.asked_by).is_ok(),
                "{}: {step:?}",
                kind.key
            );
        }
    }
}

/// Two people with the same record before their eyes.
#[test]
fn what_others_changed_meanwhile_is_told_before_a_step_is_done() {
    let mut it = Town::founded();
    let id = it.handed("opinions", "路灯坏了");
    let step = it.step("opinions", &id, "extend");
    let seen = step["seen"].clone();
    assert_eq!(
        seen["due_on"],
        json!(it.due_on("opinions", &id)),
        "what it reads: {seen}"
    );

    // Another person moves the deadline by hand.
    let edit = json!({"register": "opinions", "id": id, "values": {"办理期限": "2026-03-20"}});
    it.office.call("save", edit);
    let mut request = Town::request(
        "opinions",
        &id,
        "延期",
        json!({"延期理由": "等配件", "批准人": "周主席"}),
    );
    request["seen"] = seen;
    let refused = it.office.refused("act", request.clone());
    assert!(
        refused.message.contains("“办理期限”在这里打开以后"),
        "{refused}"
    );
    let fault = &refused.faults[0];
    assert_eq!(fault.field, "due_on");
    let stands = fault.stands.as_ref().expect("what stands there now");
    assert_eq!(stands.text, "2026-03-20");
    // Having seen it, the person goes on.
    request["seen"]["due_on"] = json!(stands.text);
    it.office.call("act", request);

    // What a step was offered and nobody wrote is told as well.
    let other = it.handed("opinions", "井盖丢了");
    let seen = it.step("opinions", &other, "again")["seen"].clone();
    assert_eq!(seen["lead"], "水利站");
    let seen = it.step("opinions", &other, "progress")["seen"].clone();
    it.act("opinions", &other, "承办", json!({}));
    let mut request = Town::request("opinions", &other, "进度", json!({"进展情况": "到场看过"}));
    request["seen"] = seen.clone();
    let refused = it.office.refused("act", request);
    assert!(
        refused.message.contains("承办中"),
        "where it stands: {refused}"
    );

    // Together, and for many.
    let run = json!({"register": "opinions", "id": other, "run": "reply-feedback-ask_close",
        "seen": seen, "values": {}});
    let refused = it.office.refused("act_together", run);
    assert!(refused.message.contains("承办中"), "{refused}");
    let mut known = serde_json::Map::new();
    known.insert(other.as_str().expect("an id").to_owned(), seen);
    let third = it.handed("opinions", "树倒了");
    let many = json!({"register": "opinions", "ids": [other, third], "step": "进度",
        "values": {"进展情况": "到场看过"}, "seen": known});
    let done = it.office.call("act_many", many);
    assert_eq!(
        (&done["done"], &done["left"][0]["id"]),
        (&json!([third]), &other),
        "{done}"
    );
}

/// Two people with the same request before their eyes.
#[test]
fn a_request_that_was_decided_or_asked_anew_meanwhile_is_told() {
    let mut it = Town::founded();
    let id = it.handed("opinions", "路灯坏了");
    let asked = json!({"延期理由": "等配件", "申请延至": "2026-04-10"});
    it.act("opinions", &id, ASKED, asked);
    let seen = it.step("opinions", &id, "agree_extension")["seen"].clone();
    let mut agree = Town::request("opinions", &id, "同意延期", json!({"批准人": "周主席"}));
    agree["seen"] = seen;

    // The request is corrected: another day than the one that the second person reads.
    let row = it.office.rows("extension")[0]["id"].clone();
    let register = "extension";
    let edit = json!({"register": register, "id": row, "values": {"申请延至": "2026-04-15"}});
    it.office.call("save", edit);
    let refused = it.office.refused("act", agree.clone());
    assert!(
        refused.message.contains("“申请延至”在这里打开以后"),
        "{refused}"
    );
    assert_eq!(refused.faults[0].field, "inside/asked_until");
    let run = json!({"register": "opinions", "id": id, "run": "agree_extension",
        "seen": agree["seen"], "values": {"agree_extension": {"批准人": "周主席"}}});
    let refused = it.office.refused("act_together", run);
    assert!(
        refused.message.contains("“申请延至”在这里打开以后"),
        "{refused}"
    );

    // Refused by the first, asked for anew: the second person read another request.
    agree["seen"]["inside/asked_until"] = json!("2026-04-15");
    let refuse = json!({"批准人": "周主席", "意见": "抓紧"});
    it.act("opinions", &id, "不同意延期", refuse);
    let refused = it.office.refused("act", agree.clone());
    assert!(refused.message.contains("已经有人处理了"), "{refused}");
    let asked = json!({"延期理由": "汛期", "申请延至": "2026-04-15"});
    it.act("opinions", &id, ASKED, asked);
    let refused = it.office.refused("act", agree.clone());
    assert!(refused.message.contains("已经换了一份"), "{refused}");
    let many = json!({"register": "opinions", "ids": [id], "step": "同意延期",
        "values": {"批准人": "周主席"}, "seen": {id.as_str().expect("an id"): agree["seen"]}});
    let refused = it.office.refused("act_many", many);
    assert!(refused.message.contains("已经换了一份"), "{refused}");

    // Having seen it, the person goes on.
    agree["seen"] = it.step("opinions", &id, "agree_extension")["seen"].clone();
    it.office.call("act", agree);
    assert_eq!(it.due_on("opinions", &id), "2026-04-15");
}
