//! Steps taken together: one operation, each guarded as by itself, all of them or none.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use scenarios::Office;
use serde_json::{Value, json};

struct Desk {
    office: Office,
}

impl Desk {
    fn founded() -> Self {
        Self {
            office: Office::founded_on("2026-03-20"),
        }
    }

    fn opinion(&mut self, content: &str) -> Value {
        let values = json!({"收到日期": "2026-03-02", "反映人": "李敏", "分级": "二级",
                            "内容": content, "来源": "走访"});
        let save = json!({"register": "opinions", "values": values});
        self.office.call("save", save)["id"].clone()
    }

    fn together(&mut self, id: &Value, run: &str, values: Value) -> Value {
        let act = json!({"register": "opinions", "id": id, "run": run, "values": values});
        self.office.call("act_together", act)
    }

    fn foreseen(&mut self, id: &Value, run: &str, values: Value) -> Value {
        let act = json!({"register": "opinions", "id": id, "run": run, "values": values,
            "propose": true});
        self.office.call("foresee", act)
    }

    fn refused(&mut self, id: &Value, run: &str, values: Value) -> app::UserError {
        let act = json!({"register": "opinions", "id": id, "run": run, "values": values});
        let before = self.office.digest();
        let error = self.office.refused("act_together", act);
        assert_eq!(self.office.digest(), before, "nothing of it was done");
        error
    }

    fn record(&mut self, id: &Value) -> Value {
        let of = json!({"register": "opinions", "id": id});
        self.office.call("record", of)
    }

    fn runs(&mut self, id: &Value) -> Vec<String> {
        let record = self.record(id);
        let runs = record["runs"].as_array().expect("runs");
        let title = |it: &Value| it["title"].as_str().expect("a title").to_owned();
        runs.iter().map(title).collect()
    }
}

const LAMP: &str = "前苇塘村口路灯坏了三盏，夜里看不清路。";

#[test]
fn a_matter_goes_from_beginning_to_end_in_three_operations() {
    let mut it = Desk::founded();
    let id = it.opinion(LAMP);
    assert_eq!(
        it.runs(&id),
        ["受理、交办"],
        "what is ordinarily done first"
    );
    let before = it.office.digest();
    let done = it.together(
        &id,
        "受理、交办",
        json!({"accept": {"受理日期": "2026-03-03"}, "assign": {"主办单位": "供电所"}}),
    );
    assert_eq!(done["state"], "已交办");
    assert!(
        done["title"]
            .as_str()
            .expect("a title")
            .starts_with("受理、交办"),
        "{done}"
    );
    let record = it.record(&id);
    let values = &record["values"];
    assert_eq!(values["accepted_on"], "2026-03-03");
    assert_eq!(
        values["assigned_on"], "2026-03-03",
        "the day of the first step is the day of the others"
    );
    assert!(
        values["due_on"].is_string(),
        "the rule gives the day: {values}"
    );

    it.office.call("undo", json!({}));
    assert_eq!(it.office.digest(), before, "one undo takes all of it back");
    it.office.call("redo", json!({}));
    assert_eq!(it.record(&id)["state"], "已交办");
    assert_eq!(it.runs(&id), ["答复、反馈、申请销号"]);

    let done = it.together(
        &id,
        "reply-feedback-ask_close",
        json!({"答复": {"答复日期": "2026-03-16", "答复内容": "三盏都换了", "办理结果类别": "A"},
               "feedback": {"satisfaction": "满意"}}),
    );
    assert_eq!(done["state"], "待销号");
    let record = it.record(&id);
    assert_eq!(record["values"]["feedback_on"], "2026-03-16", "carried on");
    let course = json!({"register": "opinions", "id": id});
    let course = it.office.call("course", course);
    let steps: Vec<&str> = course["steps"]
        .as_array()
        .expect("steps")
        .iter()
        .map(|it| it["step"].as_str().expect("a step"))
        .collect();
    for step in ["accept", "assign", "reply", "feedback", "ask_close"] {
        assert!(steps.contains(&step), "each has its own line: {steps:?}");
    }
    let close = json!({"register": "opinions", "id": id, "step": "销号",
                       "values": {"销号审核人": "刘主席"}});
    assert_eq!(it.office.call("act", close)["state"], "已销号");
}

#[test]
fn where_one_cannot_be_done_none_is() {
    let mut it = Desk::founded();
    let id = it.opinion(LAMP);
    let error = it.refused(&id, "受理、交办", json!({}));
    assert!(
        error.message.contains("“受理、交办”都没有办")
            && error.message.contains("没有填“主办单位”"),
        "the sentence of the step that cannot be done: {error}"
    );
    assert_eq!(error.faults[0].field, "assign/lead", "at its field");
    it.together(&id, "受理、交办", json!({"交办": {"主办单位": "供电所"}}));
    let answered = json!({"答复内容": "换了", "办理结果类别": "A"});
    let error = it.refused(
        &id,
        "答复、反馈、申请销号",
        json!({"答复": answered, "反馈": {"满意度": "不满意"}}),
    );
    assert!(
        error.message.contains("没有写具体意见"),
        "a step is checked over what the others would leave: {error}"
    );
    let error = it.refused(&id, "受理、交办", json!({"交办": {"主办单位": "供电所"}}));
    assert!(
        error.to_string().contains("“受理”要等到“已登记”时办"),
        "{error}"
    );
    let error = it.refused(&id, "受理、归档", json!({}));
    assert!(
        error.to_string().contains("答复、反馈、申请销号"),
        "{error}"
    );
}

#[test]
fn what_is_known_is_proposed_and_never_assumed() {
    let mut it = Desk::founded();
    let first = it.opinion("前苇塘村口路灯坏了两盏，夜里很黑。");
    it.together(
        &first,
        "受理、交办",
        json!({"交办": {"主办单位": "供电所"}}),
    );
    let other = it.opinion("镇卫生院周末没有大夫值班。");
    let second = it.opinion(LAMP);
    let of = |seen: &Value, step: &str, part: &str| {
        let steps = seen["steps"].as_array().expect("steps").clone();
        let step = steps.into_iter().find(|it| it["step"] == step);
        step.expect("the step")[part].clone()
    };
    let seen = it.foreseen(&second, "受理、交办", json!({}));
    let proposed = of(&seen, "assign", "proposed");
    assert_eq!(proposed[0]["field"], "lead");
    assert_eq!(proposed[0]["text"], "供电所", "as in the one most like it");
    assert!(
        seen["refused"]
            .as_str()
            .expect("a sentence")
            .contains("主办单位"),
        "a proposal is no answer: {seen}"
    );
    let seen = it.foreseen(&other, "受理、交办", json!({}));
    assert_eq!(
        of(&seen, "assign", "proposed"),
        json!([]),
        "nothing is like it"
    );
    let written = json!({"accept": {"accepted_on": "2026-03-10"}, "assign": {"lead": "供电所"}});
    let seen = it.foreseen(&second, "受理、交办", written);
    let values = of(&seen, "assign", "values");
    let unasked = json!({"register": "opinions", "id": second, "run": "受理、交办"});
    let unasked = it.office.call("foresee", unasked);
    assert_eq!(
        of(&unasked, "assign", "proposed"),
        json!([]),
        "proposals are found when asked for"
    );
    assert_eq!(values["assigned_on"], "2026-03-10");
    assert!(values["due_on"].is_string(), "before it is done: {values}");
    assert_eq!(it.record(&second)["state"], "已登记", "nothing was written");
    let accept = json!({"register": "opinions", "id": second, "step": "受理", "values": {}});
    it.office.call("act", accept);
    let seen = it.foreseen(&second, "交办", json!({}));
    assert_eq!(
        of(&seen, "assign", "proposed")[0]["text"],
        "供电所",
        "also for a step by itself"
    );
}

#[test]
fn who_is_not_content_ends_the_run_at_the_feedback() {
    let run = "答复、反馈、申请销号";
    let values = |basis: &str| {
        json!({"答复": {"答复内容": "换了两盏", "办理结果类别": "A"},
               "反馈": {"满意度": "不满意", "反馈意见": "还是不亮"},
               "申请销号": {"销号申请人": "王秀兰", "销号依据": basis}})
    };
    let mut it = Desk::founded();
    let id = it.opinion(LAMP);
    it.together(&id, "受理、交办", json!({"交办": {"主办单位": "供电所"}}));
    let seen = it.foreseen(&id, run, values(""));
    assert!(seen["refused"].is_null(), "{seen}");
    let told = seen["steps"][2]["warnings"][0].as_str().expect("a warning");
    assert!(told.contains("没有申请销号"), "{told}");

    let before = it.office.digest();
    let done = it.together(&id, run, values(""));
    assert_eq!(done["state"], "已反馈", "{done}");
    let title = done["title"].as_str().expect("a title");
    assert!(title.starts_with("答复、反馈 "), "what was done: {title}");
    let told = done["warnings"].to_string();
    assert!(told.contains("重新办理"), "{told}");
    assert!(it.record(&id)["values"]["close_applicant"].is_null());
    it.office.call("undo", json!({}));
    assert_eq!(it.office.digest(), before, "one undo takes all of it back");

    // With a decision of the presidium it goes on.
    let done = it.together(&id, run, values("主席团第3次会议决定"));
    assert_eq!(done["state"], "待销号", "{done}");
}
