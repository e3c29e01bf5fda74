//! A record's way from beginning to end, over a small record type of this test's own.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use domain::record::{
    Column, Field, FieldFault, FieldType, Need, ParentLink, Reads, RecordType, Registry, Row, Text,
    Value,
};
use domain::workflow::{
    Done, Effects, Fill, Refusal, SHOWN_STATE, Situation, Stage, Step, Workflow, shown_state,
};
use scenarios::Office;
use serde_json::{Value as Json, json};

const NAME: Column<Text> = Column::new("name");
const GRANTED_BY: Column<Text> = Column::new("granted_by");

/// A request to the office: asked, granted, or put aside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Course {
    Asked,
    Granted,
    Aside,
    Refused,
}

impl Stage for Course {
    const ALL: &'static [Self] = &[Self::Asked, Self::Granted, Self::Aside, Self::Refused];

    fn word(self) -> &'static str {
        match self {
            Self::Asked => "已提出",
            Self::Granted => "已批准",
            Self::Aside => "挂起",
            Self::Refused => "不批准",
        }
    }

    fn is_end(self) -> bool {
        match self {
            Self::Granted | Self::Refused => true,
            Self::Asked | Self::Aside => false,
        }
    }
}

fn unsure(situation: &Situation<'_>) -> Result<(), Refusal> {
    if situation.inside.count("talk") == 0 {
        return Err(Refusal::guard("还没有谈过话", "请先办理“谈话”"));
    }
    Ok(())
}

fn own_hand(done: &Done<'_>) -> Vec<FieldFault> {
    let granter = done.read(GRANTED_BY);
    let field = done.before.kind.field("granted_by");
    match field {
        Some(field) if granter == done.before.read(NAME) => {
            vec![FieldFault::error(
                field,
                "不能批准自己的申请",
                "请由别人批准",
            )]
        }
        _ => Vec::new(),
    }
}

fn remember(done: &Done<'_>) -> Effects {
    let from = Value::Text(done.before.read(NAME).unwrap_or_default().to_owned());
    Effects {
        inside: vec![("with".into(), Some(from))],
        ..Effects::default()
    }
}

fn request_type() -> RecordType {
    let states = Workflow::words::<Course>();
    let mut it = RecordType::new(
        "request",
        "申请",
        vec![
            Field::new("name", "申请人", FieldType::Text).blocking(),
            Field::new("granted_on", "批准日期", FieldType::Date).step_first(),
            Field::new("granted_by", "批准人", FieldType::Text).step_first(),
            Field::new("backfill", "历史补录", FieldType::Bool),
            Field::new("state", "状态", FieldType::Choice(states)).kept(shown_state, SHOWN_STATE),
            Field::new("stage", "环节状态", FieldType::Text).step_only(),
            Field::new("held", "挂起前状态", FieldType::Text).step_only(),
        ],
    )
    .register("requests", "申请簿", "");
    let derive = |kind: &RecordType, row: &Row| {
        if row.get(kind, "granted_on").is_some() {
            Course::Granted.word()
        } else {
            Course::Asked.word()
        }
    };
    let steps = vec![
        Step::new("talk", "谈话")
            .from(&[Course::Asked])
            .writes("talk")
            .row("on", Need::Blocking, Fill::Today)
            .row("said", Need::Blocking, Fill::Nothing)
            .dated_by("on")
            .effect(remember),
        Step::new("grant", "批准")
            .from(&[Course::Asked])
            .to(Course::Granted)
            .offers("granted_on", Need::Blocking, Fill::Today)
            .offers("granted_by", Need::Blocking, Fill::User)
            .basis(Need::Optional)
            .opinion(Need::Optional)
            .dated_by("granted_on")
            .guard(unsure)
            .check(own_hand),
        Step::new("refuse", "不批准")
            .from(&[Course::Asked])
            .to(Course::Refused)
            .opinion(Need::Blocking),
        Step::new("hold", "挂起")
            .from(&[Course::Asked])
            .to(Course::Aside)
            .opinion(Need::Blocking),
        Step::new("resume", "恢复办理")
            .from(&[Course::Aside])
            .back(),
    ];
    it.workflow = Some(
        Workflow::over::<Course>("stage", derive, steps)
            .held_in("held")
            .backfilled_by("backfill"),
    );
    it
}

fn talk_type() -> RecordType {
    let mut it = RecordType::new(
        "talk",
        "谈话记录",
        vec![
            Field::new("said", "内容", FieldType::LongText),
            Field::new("on", "谈话日期", FieldType::Date),
            Field::new("with", "谈话人", FieldType::Text),
            Field::new("request", "申请", FieldType::Ref("request".into())),
        ],
    );
    it.parent = Some(ParentLink {
        kind: Some("request".into()),
        field: "request".into(),
    });
    it
}

fn office() -> (Office, Json) {
    let mut types = domain::types();
    types.extend([request_type(), talk_type()]);
    let mut office = Office::with_registry(Registry::of(types));
    let save = json!({"register": "requests", "values": {"申请人": "李敏"}});
    let id = office.call("save", save)["id"].clone();
    (office, id)
}

fn view(office: &mut Office, id: &Json) -> Json {
    office.call("record", json!({"register": "requests", "id": id}))
}

fn step<'a>(view: &'a Json, key: &str) -> &'a Json {
    view["steps"]
        .as_array()
        .and_then(|all| all.iter().find(|it| it["key"] == key))
        .expect("the step is listed")
}

#[test]
fn a_view_tells_what_is_possible_with_which_fields_and_why_the_rest_is_not() {
    let (mut office, id) = office();
    let view = view(&mut office, &id);
    assert_eq!(
        view["state"], "已提出",
        "a new record stands at the beginning"
    );
    let talk = step(&view, "talk");
    assert_eq!(talk["possible"], true, "a step on the way is possible");
    assert_eq!(
        talk["fields"][1]["need"], "blocking",
        "its need is the step's"
    );
    let grant = step(&view, "grant");
    assert_eq!(grant["possible"], false, "the guard keeps it");
    assert_eq!(grant["reason"], "还没有谈过话", "and says why");
    assert_eq!(
        grant["values"]["granted_by"], "王秀兰",
        "who is at the keyboard is offered"
    );
    let resume = step(&view, "resume");
    assert!(
        resume["reason"]
            .as_str()
            .is_some_and(|it| it.contains("挂起")),
        "where it is possible is said: {resume}"
    );
}

#[test]
fn a_step_is_one_operation_that_leaves_its_row_and_goes_back_whole() {
    let (mut office, id) = office();
    let act = |step: &str, values: Json| json!({"register": "requests", "id": id, "step": step, "values": values});
    let calm = office.refused("act", act("批准", json!({})));
    assert_eq!(
        calm.code,
        app::wire::ErrorCode::Precondition,
        "{}",
        calm.message
    );
    let missing = office.refused("act", act("谈话", json!({})));
    assert_eq!(missing.faults[0].label, "内容", "{}", missing.message);
    let unknown = office.refused("act", act("谈话", json!({"价格": "3"})));
    assert!(unknown.message.contains("价格"), "{}", unknown.message);
    let none = office.refused("act", act("烧掉", json!({})));
    assert!(none.to_string().contains("谈话、批准"), "{none}");

    office.call(
        "act",
        act(
            "谈话",
            json!({"内容": "情况属实", "谈话日期": "2026-03-02"}),
        ),
    );
    let before = office.digest();
    let own = office.refused("act", act("批准", json!({"批准人": "李敏"})));
    assert!(
        own.message.contains("不能批准自己的申请"),
        "{}",
        own.message
    );
    assert_eq!(office.digest(), before, "a refusal changes nothing");

    let acted = office.call(
        "act",
        act(
            "grant",
            json!({"批准日期": "2026-03-05", "依据或文号": "主席团会议纪要〔2026〕3号"}),
        ),
    );
    assert_eq!(acted["state"], "已批准", "{acted}");
    assert_eq!(acted["title"], "批准 李敏", "undo calls it so");
    let steps = office.rows("step");
    let last = steps
        .iter()
        .find(|it| it["values"]["title"] == "批准")
        .expect("the step left its row");
    assert_eq!(last["values"]["on"], "2026-03-05", "dated by its field");
    assert_eq!(last["values"]["by"], "王秀兰", "with who did it");
    assert_eq!(last["values"]["from"], "已提出", "from where");
    assert_eq!(
        last["values"]["basis"], "主席团会议纪要〔2026〕3号",
        "by which paper"
    );
    let row = &office.rows("requests")[0];
    assert_eq!(row["values"]["state"], "已批准", "the list shows the state");
    let ended = office.refused("act", act("谈话", json!({"内容": "再谈"})));
    assert!(ended.message.contains("已经“已批准”"), "{}", ended.message);

    office.call("undo", json!({}));
    assert_eq!(office.digest(), before, "one undo takes the step back");
    let talk = &office.rows("talk")[0];
    assert_eq!(
        talk["values"]["with"], "李敏",
        "what the step adds by itself is there"
    );
}

#[test]
fn laid_aside_it_comes_back_to_where_it_was() {
    let (mut office, id) = office();
    for (step, opinion, state) in [("挂起", "等化冻", "挂起"), ("恢复办理", "", "已提出")]
    {
        let values = if opinion.is_empty() {
            json!({})
        } else {
            json!({"意见": opinion})
        };
        let request = json!({"register": "requests", "id": id, "step": step, "values": values});
        assert_eq!(office.call("act", request)["state"], state, "{step}");
    }
}

#[test]
fn fields_of_a_step_wait_for_it_except_in_old_matters() {
    let (mut office, id) = office();
    let early = json!({"register": "requests", "id": id, "values": {"批准日期": "2026-03-05"}});
    let error = office.refused("save", early);
    assert!(
        error.message.contains("在“批准”这一步填写"),
        "{}",
        error.message
    );
    let stage = json!({"register": "requests", "id": id, "values": {"环节状态": "已批准"}});
    office.refused("save", stage);
    let old = json!({"register": "requests",
        "values": {"申请人": "赵大年", "批准日期": "2019", "历史补录": "是"}});
    let id = office.call("save", old)["id"].clone();
    assert_eq!(
        view(&mut office, &id)["state"],
        "已批准",
        "its columns say where it stands"
    );
}

#[test]
fn one_step_for_many_is_one_operation_and_lists_what_was_left() {
    let (mut office, first) = office();
    let mut ids = vec![first.clone()];
    for name in ["赵大年", "钱二喜"] {
        let save = json!({"register": "requests", "values": {"申请人": name}});
        ids.push(office.call("save", save)["id"].clone());
    }
    let refuse = json!({"register": "requests", "id": first, "step": "refuse",
                        "values": {"意见": "重复"}});
    office.call("act", refuse);
    // Before anything is asked: how many can take each step, and why the others cannot.
    let list = json!({"register": "requests", "ids": ids});
    let asked = office.call("steps_for_many", json!({"list": list}));
    assert_eq!(asked["total"], 3, "{asked}");
    let steps = asked["steps"].as_array().expect("steps");
    let able = |title: &str| {
        let step = steps.iter().find(|it| it["title"] == title);
        step.expect("a step")["able"].clone()
    };
    assert_eq!((able("不批准"), able("恢复办理")), (json!(2), json!(0)));
    let asked = office.call("steps_for_many", json!({"list": list, "step": "不批准"}));
    let chosen = &asked["chosen"];
    assert_eq!(
        chosen["able"],
        json!(ids[1..]),
        "the first record decides nothing"
    );
    assert_eq!(chosen["unable"][0]["record"], "李敏", "{chosen}");
    let reason = chosen["unable"][0]["reason"].as_str().expect("a reason");
    assert!(reason.contains("已经“"), "{reason}");
    assert_eq!(chosen["fields"][0]["label"], "意见", "{chosen}");
    assert_eq!(
        chosen["seen"].as_object().map(serde_json::Map::len),
        Some(2)
    );

    let before = office.digest();
    let many = json!({"register": "requests", "ids": ids, "step": "不批准",
                      "values": {"意见": "不属本级"}});
    let acted = office.call("act_many", many.clone());
    assert_eq!(acted["done"].as_array().map(Vec::len), Some(2), "{acted}");
    assert_eq!(acted["left"][0]["record"], "李敏", "{acted}");
    office.call("undo", json!({}));
    assert_eq!(office.digest(), before, "one undo for all of them");
    office.call("act_many", many);
}
