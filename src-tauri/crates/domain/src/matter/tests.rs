use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::calendar::{Almanac, Today};
use crate::opinion::opinion_type;
use crate::record::{FieldKey, FieldType, Item, Need, RecordId, RecordType, Row, Value, validate};
use crate::rules::Rules;
use crate::suggestion::{Occasion, suggestion_type};
use crate::workflow::{
    Done, Fill, Others, Place, RowsInside, Situation, Stage, Step, To, step_type,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn types() -> [RecordType; 2] {
    [opinion_type(), suggestion_type()]
}

/// The types of rows that steps write: those inside matters, and promises, which have their ledger.
fn written_types() -> Vec<RecordType> {
    let mut types = inside_types();
    types.push(crate::service::promise_type());
    types
}

/// A matter in hand, with the rows inside it.
struct Matter {
    kind: RecordType,
    row: Row,
    rows: Vec<(Arc<RecordType>, Vec<Row>)>,
    rules: Rules,
}

impl Matter {
    fn new(kind: RecordType) -> Self {
        let mut row = Row::empty(RecordId::new(), &kind);
        let begun = Value::Date(day("2026-03-02").into());
        for key in ["received_on", "submitted_on"] {
            row.put(&kind, &key.into(), Some(begun.clone()));
        }
        row.put(&kind, &"level".into(), Some(Value::Text("二级".into())));
        let rows = written_types()
            .into_iter()
            .map(|it| (Arc::new(it), Vec::new()));
        let rows = rows.collect();
        let rules = Rules::default();
        Self {
            kind,
            row,
            rows,
            rules,
        }
    }

    fn inside(&self) -> RowsInside {
        let mut inside = RowsInside::default();
        for (kind, rows) in &self.rows {
            inside.add(Arc::clone(kind), rows.clone());
        }
        inside
    }

    fn state(&self) -> &'static str {
        let workflow = self.kind.workflow.as_ref().unwrap();
        workflow.state_of(&self.kind, &self.row)
    }

    /// Does a step as the application does, with some value in every field that it asks for;
    /// whether it was possible.
    fn act(&mut self, key: &str, content: bool, today: NaiveDate) -> bool {
        let workflow = self.kind.workflow.clone().unwrap();
        let step = workflow.step(key).unwrap().clone();
        let inside = self.inside();
        let rules = self.rules.clone();
        let others = Others::default();
        let before = Situation {
            kind: &self.kind,
            row: &self.row,
            inside: &inside,
            others: &others,
            user: "王秀兰",
            decider: "",
            today,
            almanac: Almanac::delivered(),
            rules: &rules,
        };
        let Ok(to) = workflow.possible(&step, &before) else {
            return false;
        };
        let mut after = self.row.clone();
        let mut row: Vec<(FieldKey, Option<Value>)> = Vec::new();
        for ask in &step.asks {
            let kind = match ask.place {
                Place::Record => &self.kind,
                Place::Inside => kind_of(&self.rows, &step),
                Place::Step => continue,
            };
            let field = kind.field(ask.field.as_str()).unwrap();
            let standing = self.row.get(kind, ask.field.as_str()).cloned();
            let value = match ask.place {
                Place::Record
                    if matches!(ask.fill, Fill::Standing | Fill::Alike) && standing.is_some() =>
                {
                    standing
                }
                _ if ask.need == Need::Optional => None,
                _ => Some(some_value(&field.field_type, &field.key, content, today)),
            };
            match ask.place {
                Place::Record => after.put(&self.kind, &ask.field, value),
                Place::Inside | Place::Step => row.push((ask.field.clone(), value)),
            }
        }
        let done = Done {
            before,
            after: &after,
            others: &others,
            inside: &row,
            step: &[],
        };
        if step.check.is_some_and(|check| !check(&done).is_empty()) {
            return false;
        }
        let effects = step.effect.map(|effect| effect(&done)).unwrap_or_default();
        let from = workflow.state_of(&self.kind, &self.row);
        for (key, value) in effects.record {
            after.put(&self.kind, &key, value);
        }
        after.put(&self.kind, &"stage".into(), Some(Value::Text(to.into())));
        if from != to {
            after.put(&self.kind, &"held".into(), Some(Value::Text(from.into())));
        }
        if !validate(&self.kind, &after, &Today::of(today))
            .iter()
            .all(|it| is_identity(&it.field))
        {
            return false;
        }
        if let Some(place) = step
            .inside
            .as_ref()
            .and_then(|key| self.rows.iter_mut().find(|(kind, _)| kind.key == *key))
        {
            let mut made = Row::empty(RecordId::new(), &place.0);
            for (key, value) in row.into_iter().chain(effects.inside) {
                made.put(&place.0, &key, value);
            }
            place.1.push(made);
        }
        self.row = after;
        true
    }
}

/// Fields of the matter itself that this test leaves empty.
fn is_identity(field: &FieldKey) -> bool {
    ["content", "leader_deputy"].contains(&field.as_str())
}

fn kind_of<'a>(rows: &'a [(Arc<RecordType>, Vec<Row>)], step: &Step) -> &'a RecordType {
    let key = step.inside.as_ref().unwrap();
    rows.iter()
        .find(|(kind, _)| kind.key == *key)
        .map(|(kind, _)| kind)
        .unwrap()
}

fn some_value(of: &FieldType, key: &FieldKey, content: bool, today: NaiveDate) -> Value {
    if *key == "satisfaction" {
        return Value::Text(if content { "满意" } else { "不满意" }.into());
    }
    match of {
        FieldType::Date => Value::Date(today.into()),
        FieldType::Int => Value::Int(1),
        FieldType::Bool => Value::Bool(true),
        FieldType::Ref(_) => Value::Ref(Item::Id(RecordId::new())),
        FieldType::Choice(choices) => Value::Text(choices[0].clone()),
        _ => Value::Text(format!("某{key}")),
    }
}

#[test]
fn every_step_asks_for_fields_that_exist_each_once() {
    for kind in types() {
        let workflow = kind.workflow.as_ref().unwrap();
        let mut names = HashSet::new();
        let inside = written_types();
        let of_step = step_type();
        for step in &workflow.steps {
            assert!(
                names.insert(step.key) && names.insert(step.title),
                "{step:?} is named once"
            );
            assert!(!step.from.is_empty(), "{step:?} begins somewhere");
            let mut labels = HashSet::new();
            for ask in &step.asks {
                let of = match ask.place {
                    Place::Record => &kind,
                    Place::Step => &of_step,
                    Place::Inside => inside
                        .iter()
                        .find(|it| step.inside.as_ref() == Some(&it.key))
                        .expect("the type of row is declared"),
                };
                let field = of.field(ask.field.as_str());
                let field = field.unwrap_or_else(|| panic!("{step:?}: {}", ask.field));
                assert!(
                    labels.insert(&field.label),
                    "{step:?}: “{}” twice",
                    field.label
                );
            }
        }
    }
}

/// The states to which some step leads.
fn next(kind: &RecordType, state: &str) -> BTreeSet<&'static str> {
    let workflow = kind.workflow.as_ref().unwrap();
    let mut states = BTreeSet::new();
    for step in &workflow.steps {
        if step.to == To::Back && step.from.contains(&state) {
            let laid_aside = workflow.steps.iter().filter(|it| it.key == "hold");
            states.extend(laid_aside.flat_map(|it| it.from.iter().copied()));
        } else if let Ok(to) = workflow.transition(state, step, None) {
            states.insert(to);
        }
    }
    states
}

#[test]
fn every_state_is_reached_and_leads_to_an_end() {
    for kind in types() {
        let reach = |from: &'static str| {
            let mut seen = BTreeSet::from([from]);
            let mut left = vec![from];
            while let Some(state) = left.pop() {
                for to in next(&kind, state) {
                    if seen.insert(to) {
                        left.push(to);
                    }
                }
            }
            seen
        };
        // A suggestion does not become one.
        let own = MatterStage::ALL
            .iter()
            .filter(|it| **it != MatterStage::Raised || kind.key == *crate::opinion::OPINION);
        let all: BTreeSet<&str> = own.clone().map(|it| it.word()).collect();
        assert_eq!(
            reach(MatterStage::Registered.word()),
            all,
            "every state is reached"
        );
        for stage in own {
            let ends = reach(stage.word());
            let closes = ends.iter().filter_map(|it| MatterStage::of_word(it));
            assert!(closes.clone().any(|it| it.is_end()), "{stage:?} can end");
        }
    }
}

#[test]
fn a_step_from_elsewhere_is_refused_in_words() {
    let kind = opinion_type();
    let workflow = kind.workflow.as_ref().unwrap();
    for step in &workflow.steps {
        for stage in MatterStage::ALL {
            let answer = workflow.transition(stage.word(), step, None);
            assert_eq!(
                answer.is_ok(),
                step.from.contains(&stage.word()),
                "{step:?} {stage:?}"
            );
            if let Err(refusal) = answer {
                let sentence = refusal.to_string();
                assert!(sentence.contains(stage.word()), "{sentence}");
                let goes_on = ["只能办：", "办完了", "没有可办的"];
                assert!(goes_on.iter().any(|it| sentence.contains(it)), "{sentence}");
                assert!(!refusal.hint().is_empty(), "{sentence}: what to do is said");
            }
        }
    }
}

#[test]
fn the_ordinary_way_comes_to_its_end() {
    for kind in types() {
        let mut matter = Matter::new(kind);
        let today = day("2026-03-05");
        for (step, state) in [
            ("accept", "已受理"),
            ("assign", "已交办"),
            ("take_up", "承办中"),
            ("consult", "承办中"),
            ("progress", "承办中"),
            ("reply", "已答复"),
            ("feedback", "已反馈"),
            ("ask_close", "待销号"),
            ("close", "已销号"),
            ("recheck", "已销号"),
            ("archive", "已归档"),
        ] {
            assert!(matter.act(step, true, today), "{step} is possible");
            assert_eq!(matter.state(), state, "after {step}");
        }
    }
}

#[test]
fn deadlines_of_both_sorts_follow_their_rules() {
    let today = day("2026-03-05");
    for (kind, level, due) in [
        (suggestion_type(), "", "2026-06-05"),
        (opinion_type(), "一级", "2026-03-10"),
        (opinion_type(), "二级", "2026-03-20"),
        (opinion_type(), "三级", "2026-04-07"),
    ] {
        let mut matter = Matter::new(kind);
        let level = (!level.is_empty()).then(|| Value::Text(level.into()));
        matter.row.put(&matter.kind, &"level".into(), level.clone());
        assert!(matter.act("accept", true, today) && matter.act("assign", true, today));
        let read = matter
            .row
            .get(&matter.kind, "due_on")
            .and_then(Value::as_date);
        assert_eq!(read, Some(day(due).into()), "{level:?} from 2026-03-05");
    }
}

#[test]
fn shandong_counts_from_the_close_of_the_session_where_it_is_known() {
    let today = day("2026-03-05");
    for (closed, due) in [(Some("2026-01-20"), "2026-03-20"), (None, "2026-05-06")] {
        let mut matter = Matter::new(suggestion_type());
        matter.rules = Rules::of_preset("山东");
        let raised = Value::Text(Occasion::InSession.word().into());
        matter
            .row
            .put(&matter.kind, &"occasion".into(), Some(raised));
        let on = closed.map(|it| Value::Date(day(it).into()));
        matter
            .row
            .put(&matter.kind, &"session_closed_on".into(), on);
        assert!(matter.act("accept", true, today) && matter.act("assign", true, today));
        let read = matter
            .row
            .get(&matter.kind, "due_on")
            .and_then(Value::as_date);
        assert_eq!(
            read,
            Some(day(due).into()),
            "2 months from {closed:?}, else from 交办 (SD-XZ 15)"
        );
    }
}

#[test]
fn an_old_ledger_says_by_its_columns_where_a_matter_stands() {
    let kind = opinion_type();
    let text = |word: &str| Value::Text(word.into());
    let date = || Value::Date(day("2021-05-06").into());
    let mut row = Row::empty(RecordId::new(), &kind);
    row.put(
        &kind,
        &"lead".into(),
        Some(Value::Ref(Item::Text("水利站".into()))),
    );
    let workflow = kind.workflow.as_ref().unwrap();
    assert_eq!(
        workflow.state_of(&kind, &row),
        "已登记",
        "without the mark it is a new one"
    );
    row.put(&kind, &"backfill".into(), Some(Value::Bool(true)));
    for (key, value, state) in [
        ("lead", Value::Ref(Item::Text("水利站".into())), "已交办"),
        ("reply", text("已修好"), "已答复"),
        ("satisfaction", text("满意"), "已反馈"),
        ("closed_on", date(), "已销号"),
    ] {
        row.put(&kind, &key.into(), Some(value));
        assert_eq!(workflow.state_of(&kind, &row), state, "with {key}");
    }
}

#[test]
fn a_sample_of_a_day_is_the_same_for_everybody() {
    let ids: Vec<RecordId> = (0..50).map(|_| RecordId::new()).collect();
    let mut turned = ids.clone();
    turned.reverse();
    let drawn = sample(&ids, 5, day("2026-03-05"));
    assert_eq!(
        drawn,
        sample(&turned, 5, day("2026-03-05")),
        "in whatever order they come"
    );
    assert_ne!(
        drawn,
        sample(&ids, 5, day("2026-03-06")),
        "another day draws others"
    );
    assert_eq!(
        sample(&ids, 99, day("2026-03-05")).len(),
        50,
        "never more than there are"
    );
}

/// `due` asks only for matters in these states, and reads only these columns of them.
#[test]
fn a_clock_runs_in_the_states_that_are_asked_for_and_in_no_other() {
    for kind in types() {
        for stage in MatterStage::ALL {
            let mut row = Row::empty(RecordId::new(), &kind);
            for key in CLOCK_READS {
                let value = match key {
                    "state" => Value::Text(stage.word().into()),
                    "occasion" => Value::Text(Occasion::InRecess.word().into()),
                    // A unit that has the matter has not answered it.
                    "replied_on" if stage.is_with_unit() => continue,
                    _ => Value::Date(day("2026-03-02").into()),
                };
                row.put(&kind, &key.into(), Some(value));
            }
            let runs = clock(&kind, &row, &Rules::default(), Almanac::delivered()).is_some();
            let asked = clocked(&kind).any(|it| it == stage);
            assert_eq!(runs, asked, "{} {stage:?}", kind.title);
        }
    }
}

proptest! {
    /// Whatever people try in whatever order: a matter never stands where it lacks what that state
    /// needs, and it can still be brought to an end.
    #[test]
    fn no_history_reaches_a_forbidden_state(
        suggestion in any::<bool>(),
        tries in prop::collection::vec((0_usize..40, any::<bool>()), 0..60),
    ) {
        let [opinion, other] = types();
        let mut matter = Matter::new(if suggestion { other } else { opinion });
        let keys: Vec<&str> = {
            let workflow = matter.kind.workflow.as_ref().unwrap();
            workflow.steps.iter().map(|it| it.key).collect()
        };
        let mut today = day("2026-03-05");
        for (at, content) in tries {
            matter.act(keys[at % keys.len()], content, today);
            today = today.succ_opt().unwrap();
            let stage = MatterStage::of_word(matter.state()).expect("a known state");
            for key in crate::matter::fields::needs(stage) {
                let there = matter.row.get(&matter.kind, key).is_some();
                prop_assert!(there, "{stage:?} without {key}");
            }
        }
        for _ in 0..12 {
            let stage = MatterStage::of_word(matter.state()).expect("a known state");
            if stage.is_end() {
                break;
            }
            let way = [
                "close", "ask_close", "feedback", "reply", "county_reply", "keep_with", "assign",
                "accept", "resume",
            ];
            prop_assert!(
                way.iter().any(|step| matter.act(step, true, today)),
                "{stage:?} goes on"
            );
        }
        let stage = MatterStage::of_word(matter.state()).expect("a known state");
        prop_assert!(stage.is_end(), "{stage:?} came to its end");
    }
}
