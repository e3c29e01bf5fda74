//! Steps that look at other records, change them and make them: a workflow that only this test has
//! runs through the same engine, which knows no step by name.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use domain::record::{Field, FieldFault, FieldType, Item, Need, RecordType, Registry, Row, Value};
use domain::workflow::{
    AfterStep, Done, Fill, OnOther, Refusal, SHOWN_STATE, Situation, Stage, Step, Workflow,
    shown_state,
};
use scenarios::Office;
use serde_json::{Value as Json, json};

/// A loan of a projector: wished for, handed out, brought back.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Loan {
    Wished,
    Out,
    Back,
}

impl Stage for Loan {
    const ALL: &'static [Self] = &[Self::Wished, Self::Out, Self::Back];

    fn word(self) -> &'static str {
        match self {
            Self::Wished => "想借",
            Self::Out => "借出",
            Self::Back => "已还",
        }
    }

    fn is_end(self) -> bool {
        match self {
            Self::Back => true,
            Self::Wished | Self::Out => false,
        }
    }
}

/// A guard that looks at the record which a field names.
fn is_whole(situation: &Situation<'_>) -> Result<(), Refusal> {
    let broken = situation.other("device").is_some_and(|device| {
        let row = device.live();
        row.is_none_or(|row| row.get(&device.kind, "broken") == Some(&Value::Bool(true)))
    });
    if broken {
        return Err(Refusal::guard("这台设备坏了", "请换一台"));
    }
    Ok(())
}

/// A check that looks at the record which the step's own values name.
fn is_free(done: &Done<'_>) -> Vec<FieldFault> {
    let holder = done.other("device").and_then(|device| {
        let row = device.live()?;
        row.get(&device.kind, "holder")?
            .as_text()
            .map(str::to_owned)
    });
    match (holder, done.before.kind.field("device")) {
        (Some(holder), Some(field)) => vec![FieldFault::error(
            field,
            format!("这台设备在{holder}手里"),
            "请等还回来再借",
        )],
        _ => Vec::new(),
    }
}

/// Changes the device and makes a receipt.
fn hands_out(after: &AfterStep<'_>) -> Vec<OnOther> {
    let name = after.value("name").cloned();
    let mut told = Vec::new();
    if let Some(device) = after.other("device") {
        told.push(device.change(vec![("holder".into(), name.clone())]));
    }
    let receipt = name.map(|name| OnOther::Make {
        kind: "receipt".into(),
        values: vec![
            ("title".into(), name),
            ("loan".into(), Value::Ref(Item::Id(after.row.id))),
        ],
    });
    told.extend(receipt);
    told
}

fn takes_back(after: &AfterStep<'_>) -> Vec<OnOther> {
    let device = after.other("device");
    device
        .map(|it| it.change(vec![("holder".into(), None)]))
        .into_iter()
        .collect()
}

fn types() -> [RecordType; 3] {
    let device = RecordType::new(
        "device",
        "设备",
        vec![
            Field::new("name", "设备名称", FieldType::Text).blocking(),
            Field::new("holder", "在谁手里", FieldType::Text),
            Field::new("broken", "损坏", FieldType::Bool),
        ],
    )
    .register("devices", "设备簿", "");
    let receipt = RecordType::new(
        "receipt",
        "借条",
        vec![
            Field::new("title", "借用人", FieldType::Text).blocking(),
            Field::new("loan", "借用", FieldType::Ref("loan".into())),
        ],
    )
    .register("receipts", "借条簿", "");
    let states = Workflow::words::<Loan>();
    let mut loan = RecordType::new(
        "loan",
        "借用",
        vec![
            Field::new("name", "借用人", FieldType::Text).blocking(),
            Field::new("device", "设备", FieldType::Ref("device".into())),
            Field::new("out_on", "借出日期", FieldType::Date).step_first(),
            Field::new("state", "状态", FieldType::Choice(states)).kept(shown_state, SHOWN_STATE),
            Field::new("stage", "环节状态", FieldType::Text).step_only(),
        ],
    )
    .register("loans", "借用簿", "");
    let derive = |_: &RecordType, _: &Row| Loan::Wished.word();
    loan.workflow = Some(Workflow::over::<Loan>(
        "stage",
        derive,
        vec![
            Step::new("hand_out", "借出")
                .from(&[Loan::Wished])
                .to(Loan::Out)
                .asks("device", Need::Blocking)
                .offers("out_on", Need::Blocking, Fill::Today)
                .dated_by("out_on")
                .loads("device")
                .guard(is_whole)
                .check(is_free)
                .tells(hands_out),
            Step::new("take_back", "归还")
                .from(&[Loan::Out])
                .to(Loan::Back)
                .loads("device")
                .tells(takes_back),
            Step::new("write_off", "核销")
                .from(&[Loan::Wished, Loan::Out])
                .to(Loan::Back)
                .only_within("核销要和报废一起办", "请在设备簿里报废"),
        ],
    ));
    [device, receipt, loan]
}

struct Lender {
    office: Office,
    device: Json,
}

impl Lender {
    fn new() -> Self {
        let mut known = domain::types();
        known.extend(types());
        let mut office = Office::with_registry(Registry::of(known));
        let save = json!({"register": "devices", "values": {"设备名称": "投影仪"}});
        let device = office.call("save", save)["id"].clone();
        Self { office, device }
    }

    fn loan(&mut self, name: &str) -> Json {
        let save = json!({"register": "loans", "values": {"借用人": name, "设备": "投影仪"}});
        self.office.call("save", save)["id"].clone()
    }

    fn holder(&mut self) -> Json {
        self.office.rows("devices")[0]["values"]["holder"].clone()
    }
}

#[test]
fn a_step_changes_what_it_loads_and_makes_a_record_in_one_operation() {
    let mut it = Lender::new();
    let loan = it.loan("李敏");
    let before = it.office.digest();
    let act = |step: &str| json!({"register": "loans", "id": loan, "step": step});
    let acted = it.office.call("act", act("hand_out"));
    assert_eq!(acted["state"], "借出", "{acted}");
    assert_eq!(it.holder(), "李敏", "the record it loads is changed");
    let receipts = it.office.rows("receipts");
    assert_eq!(receipts.len(), 1, "a record is made");
    assert_eq!(receipts[0]["values"]["title"], "李敏", "of its values");
    let changed = acted["changed"].to_string();
    for kind in ["device", "receipt", "loan"] {
        assert!(
            changed.contains(kind),
            "pages are told of {kind}: {changed}"
        );
    }

    it.office.call("undo", json!({}));
    assert_eq!(it.office.digest(), before, "one undo takes all of it back");
    it.office.call("redo", json!({}));
    it.office.call("act", act("归还"));
    assert_ne!(it.holder(), "李敏", "and the way back is a step as well");
}

#[test]
fn guard_and_check_look_at_the_other_record() {
    let mut it = Lender::new();
    let (first, second) = (it.loan("李敏"), it.loan("赵大年"));
    let act = |loan: &Json| json!({"register": "loans", "id": loan, "step": "借出"});
    it.office.call("act", act(&first));
    let taken = it.office.refused("act", act(&second));
    assert!(taken.message.contains("在李敏手里"), "{}", taken.message);

    let values = json!({"损坏": "是"});
    let broken = json!({"register": "devices", "id": it.device, "values": values});
    it.office.call("save", broken);
    let refused = it.office.refused("act", act(&second));
    assert_eq!(refused.message, "这台设备坏了", "the guard speaks first");
    let view = json!({"register": "loans", "id": second});
    let view = it.office.call("record", view);
    let steps = view["steps"].as_array().expect("steps");
    let step = steps.iter().find(|it| it["key"] == "hand_out");
    assert_eq!(
        step.expect("it is listed")["reason"],
        "这台设备坏了",
        "the page says so before anybody asks"
    );
}

/// Of several records stepped at once, the later see what the earlier did to a third.
#[test]
fn in_one_operation_the_later_see_the_earlier() {
    let mut it = Lender::new();
    let ids = [it.loan("李敏"), it.loan("赵大年")];
    let many = json!({"register": "loans", "ids": ids, "step": "借出"});
    it.office.call("act_many", many);
    assert_eq!(it.office.rows("receipts").len(), 2, "each made its own");
    assert_eq!(it.holder(), "赵大年", "in the order of the request");
}

#[test]
fn a_step_within_another_operation_is_not_done_by_itself() {
    let mut it = Lender::new();
    let loan = it.loan("李敏");
    for (command, request) in [
        (
            "act",
            json!({"register": "loans", "id": loan, "step": "核销"}),
        ),
        (
            "act_many",
            json!({"register": "loans", "ids": [loan], "step": "核销"}),
        ),
    ] {
        let refused = it.office.refused(command, request);
        assert_eq!(refused.message, "核销要和报废一起办", "{command}");
    }
}

/// No source of the engine spells the key of a step, or asks what kind of record it has before it.
#[test]
fn the_engine_knows_no_step_and_no_kind_by_name() {
    let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests lie in the top folder");
    let registry = Registry::builtin();
    let mut words: Vec<String> = Vec::new();
    for kind in registry.iter() {
        words.push(kind.key.to_string());
        let steps = kind.workflow.iter().flat_map(|it| &it.steps);
        words.extend(steps.flat_map(|it| [it.key.to_owned(), it.title.to_owned()]));
    }
    // Every step leaves a row of this type, with these columns.
    words.retain(|it| it != domain::workflow::STEP && it != "title");
    let folder = top.join("src-tauri/crates/app/src/steps");
    for entry in std::fs::read_dir(folder).expect("the engine's folder") {
        let path = entry.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("a source");
        for word in &words {
            let quoted = format!("\"{word}\"");
            assert!(
                !text.contains(&quoted),
                "{} spells {quoted}",
                path.display()
            );
        }
        for module in [
            "opinion::",
            "suggestion::",
            "matter::",
            "activity::",
            "reception::",
        ] {
            let used = format!("domain::{module}");
            assert!(!text.contains(&used), "{} uses {used}", path.display());
        }
    }
}
