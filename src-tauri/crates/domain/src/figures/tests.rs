//! Figures on records made by hand, each rule of counting by itself.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::*;
use crate::calendar::Today;
use crate::opinion::OPINION;
use crate::record::{Item, RecordId, Value};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A record's columns by hand.
fn read(kind: &str, columns: &[(&str, Value)], beside: &Beside, id: RecordId) -> Option<Fact> {
    let source = sources().into_iter().find(|it| it.kind == kind).unwrap();
    let given: BTreeMap<&str, &Value> = columns.iter().map(|(key, value)| (*key, value)).collect();
    let values: Vec<Option<Value>> = source
        .fields
        .iter()
        .map(|field| given.get(field).map(|it| (*it).clone()))
        .collect();
    for (key, _) in columns {
        assert!(source.fields.contains(key), "{kind} reads {key}");
    }
    let cells = Cells {
        fields: source.fields,
        values: &values,
    };
    (source.read)(id, &cells, beside)
}

fn beside() -> Beside {
    Beside::of(String::new(), Today::of(day("2026-12-31")))
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn date(text: &str) -> Value {
    Value::Date(day(text).into())
}

fn unit(name: &str) -> Value {
    Value::Ref(Item::Text(name.into()))
}

fn opinion(columns: &[(&str, Value)]) -> Fact {
    let mut all = vec![("received_on", date("2026-03-02"))];
    all.extend_from_slice(columns);
    read(OPINION, &all, &beside(), RecordId::new()).unwrap()
}

/// Numerator and denominator of a figure over these facts on a day.
fn figure(key: &str, facts: &[Fact], on: &str) -> (i64, i64) {
    let mut board = Board::new(indicators(), On { day: day(on) }, None);
    facts.iter().for_each(|fact| board.take(fact));
    let at = board
        .indicators()
        .iter()
        .position(|it| it.key == key)
        .unwrap();
    let cell = board.all()[at];
    (cell.top, cell.bottom.unwrap_or(-1))
}

#[test]
fn every_figure_has_a_key_of_its_own_and_columns_that_exist() {
    let all = indicators();
    let registry = crate::record::Registry::builtin();
    let mut keys = std::collections::BTreeSet::new();
    for it in &all {
        assert!(keys.insert(it.key), "{} is there twice", it.key);
        assert!(!it.basis.is_empty(), "{} says what it counts", it.key);
        assert_eq!(
            it.bottom.is_none(),
            matches!(it.unit, Unit::Count(_)),
            "{} has a denominator exactly where it is no plain count",
            it.key
        );
    }
    for dimension in Dimension::ALL {
        for key in dimension.columns().iter().chain(Dimension::RATES) {
            assert!(
                keys.contains(key),
                "{key} of {} is a figure",
                dimension.key()
            );
        }
    }
    for source in sources() {
        let kind = registry.get(source.kind).expect(source.kind);
        let others = source.date.iter().chain(&source.station);
        for field in source.fields.iter().chain(others) {
            assert!(kind.field(field).is_some(), "{} has {field}", source.kind);
        }
    }
    for source in inside_sources() {
        let kind = registry.get(source.kind).expect(source.kind);
        for field in source.fields {
            assert!(kind.field(field).is_some(), "{} has {field}", source.kind);
        }
    }
}

#[test]
fn what_is_not_ours_to_take_up_leaves_the_denominator() {
    let facts = [
        opinion(&[("state", text("已登记"))]),
        opinion(&[
            ("state", text("已受理")),
            ("accepted_on", date("2026-03-03")),
        ]),
        opinion(&[
            ("state", text("不予受理")),
            ("accepted_on", date("2026-03-03")),
            ("refusal", text("涉法涉诉")),
        ]),
        opinion(&[("state", text("已撤回"))]),
        opinion(&[
            ("state", text("已撤回")),
            ("accepted_on", date("2026-03-03")),
        ]),
    ];
    assert_eq!(
        figure("registered", &facts, "2026-04-01").0,
        5,
        "all are registered"
    );
    assert_eq!(
        figure("accepted_rate", &facts, "2026-04-01"),
        (2, 3),
        "without the refused one and the one withdrawn before anybody decided"
    );
    assert_eq!(
        figure("assigned_rate", &facts, "2026-04-01"),
        (0, 1),
        "what was withdrawn is not to be handed over"
    );
}

#[test]
fn due_is_what_the_deadline_in_the_record_says() {
    let with_unit = |due: &str| {
        opinion(&[
            ("state", text("承办中")),
            ("assigned_on", date("2026-03-02")),
            ("lead", unit("城建办")),
            ("due_on", date(due)),
        ])
    };
    let answered = |due: &str, on: &str| {
        opinion(&[
            ("state", text("已答复")),
            ("assigned_on", date("2026-03-02")),
            ("lead", unit("城建办")),
            ("due_on", date(due)),
            ("replied_on", date(on)),
        ])
    };
    let held = opinion(&[
        ("state", text("暂缓办理")),
        ("assigned_on", date("2026-03-02")),
        ("due_on", date("2026-03-17")),
    ]);
    let facts = [
        with_unit("2026-03-17"),
        // Extended: the record's own deadline counts.
        with_unit("2026-04-16"),
        with_unit("2026-04-01"),
        answered("2026-03-17", "2026-03-17"),
        answered("2026-03-17", "2026-03-18"),
        // Early, and the deadline has not come.
        answered("2026-06-02", "2026-03-10"),
        held,
    ];
    let on = "2026-04-01";
    assert_eq!(
        figure("punctual_rate", &facts, on),
        (1, 3),
        "due: one waits in vain, one came in time, one late"
    );
    assert_eq!(
        figure("timely_rate", &facts, on),
        (2, 3),
        "of those answered"
    );
    assert_eq!(
        figure("overdue", &facts, on).0,
        1,
        "on the due day nobody is late"
    );
    assert_eq!(
        figure("overdue", &facts, "2026-04-02").0,
        2,
        "the day after, he is"
    );
    assert_eq!(figure("late", &facts, on).0, 1, "one came late");
    assert_eq!(
        figure("reply_days", &facts, on),
        (15 + 16 + 8, 3),
        "days from 交办 to 答复"
    );
}

#[test]
fn a_slip_that_never_came_back_leaves_the_denominator() {
    let mut beside = beside();
    let urged = RecordId::new();
    beside.inside.insert(
        urged,
        Inside {
            supervisions: 1,
            urged_on: Some(day("2026-04-20").into()),
            consultations: 1,
            ..Inside::default()
        },
    );
    let replied = |id, more: &[(&str, Value)]| {
        let mut columns = vec![
            ("received_on", date("2026-03-02")),
            ("state", text("已答复")),
            ("assigned_on", date("2026-03-02")),
            ("replied_on", date("2026-04-01")),
        ];
        columns.extend_from_slice(more);
        read(OPINION, &columns, &beside, id).unwrap()
    };
    let facts = [
        replied(urged, &[]),
        replied(RecordId::new(), &[]),
        replied(RecordId::new(), &[("satisfaction", text("满意"))]),
        replied(RecordId::new(), &[("satisfaction", text("基本满意"))]),
        replied(
            RecordId::new(),
            &[
                ("satisfaction", text("不满意")),
                ("result", text("A 已解决或基本解决")),
            ],
        ),
    ];
    let on = "2026-05-01";
    assert_eq!(
        figure("satisfied_rate", &facts, on),
        (1, 3),
        "of those returned"
    );
    assert_eq!(
        figure("mostly_satisfied_rate", &facts, on),
        (2, 3),
        "with 基本满意"
    );
    assert_eq!(
        figure("returned_rate", &facts, on),
        (3, 4),
        "urged in vain: out (重庆条例第29条); not urged: in"
    );
    assert_eq!(figure("unreturned", &facts, on).0, 1, "and shown by itself");
    assert_eq!(
        figure("solved_rate", &facts, on),
        (1, 5),
        "class A of the answered"
    );
    assert_eq!(
        figure("consulted_rate", &facts, on),
        (1, 5),
        "面商 of the answered"
    );
}

fn people(names: &[&str]) -> Value {
    Value::Set(names.iter().map(|it| Item::Text((*it).into())).collect())
}

fn visit(into: &mut Sittings, id: RecordId, columns: &[(&str, Value)]) -> Fact {
    let values: Vec<Option<Value>> = VISIT_FIELDS
        .iter()
        .map(|field| {
            let found = columns.iter().find(|(key, _)| key == field);
            found.map(|(_, value)| value.clone())
        })
        .collect();
    into.visit(
        id,
        &Cells {
            fields: VISIT_FIELDS,
            values: &values,
        },
    )
}

#[test]
fn deputies_voters_and_matters_are_counted_apart() {
    let mut sittings = Sittings::default();
    let reception_day = RecordId::new();
    let values = vec![
        Some(date("2026-01-26")),
        None,
        Some(people(&["甲", "乙", "丙"])),
        Some(text("已接待")),
    ];
    let fields = Sittings::DAY_FIELDS;
    sittings.day(
        reception_day,
        &Cells {
            fields,
            values: &values,
        },
    );
    let of_day = ("day", Value::Ref(Item::Id(reception_day)));
    let mut facts = Vec::new();
    for heads in [1, 4] {
        facts.push(visit(
            &mut sittings,
            RecordId::new(),
            &[
                ("received_on", date("2026-01-26")),
                of_day.clone(),
                ("heads", Value::Int(heads)),
                ("deputies", people(&["甲"])),
            ],
        ));
    }
    // Two came on one day outside reception days: one reception.
    for deputy in ["甲", "丁"] {
        let columns = [
            ("received_on", date("2026-02-03")),
            ("deputies", people(&[deputy])),
        ];
        facts.push(visit(&mut sittings, RecordId::new(), &columns));
    }
    facts.extend(sittings.facts());
    let on = "2026-03-01";
    assert_eq!(figure("sittings", &facts, on).0, 2, "receptions");
    assert_eq!(figure("deputy_times", &facts, on).0, 3 + 2, "代表人次");
    assert_eq!(figure("deputies", &facts, on).0, 4, "different deputies");
    assert_eq!(
        figure("voter_times", &facts, on).0,
        1 + 4 + 1 + 1,
        "选民人次"
    );
    assert_eq!(figure("visits", &facts, on).0, 4, "件次");

    let mut board = Board::new(indicators(), On { day: day(on) }, Some(Dimension::Deputy));
    facts.iter().for_each(|fact| board.take(fact));
    let at = |key: &str| {
        board
            .indicators()
            .iter()
            .position(|it| it.key == key)
            .unwrap()
    };
    let of = |name: &str| board.line(&Bucket::Of(Item::Text(name.into())));
    assert_eq!(
        of("甲")[at("deputy_times")].top,
        2,
        "a deputy's own line counts himself"
    );
    assert_eq!(of("甲")[at("visits")].top, 3, "and those he received");
    assert_eq!(
        of("丙")[at("deputy_times")].top,
        1,
        "who only sat there, too"
    );
    assert_eq!(of("戊")[at("deputy_times")].top, 0, "and nobody else");
}

#[test]
fn an_activity_counts_when_it_took_place_and_those_who_were_there() {
    let id = RecordId::new();
    let mut beside = beside();
    beside.away.insert(id, vec![Item::Text("乙".into())]);
    let held = |state: &str, id| {
        let columns = [
            ("held_on", date("2026-03-12")),
            ("sort", text("视察")),
            ("expected", people(&["甲", "乙"])),
            ("report", text("视察报告")),
            ("suggestions", Value::Int(2)),
            ("state", text(state)),
        ];
        read(crate::activity::ACTIVITY, &columns, &beside, id)
    };
    assert!(held("计划", id).is_none(), "a plan is no activity");
    assert!(held("取消", id).is_none(), "nor is what was cancelled");
    let facts = [held("已开展", id).unwrap()];
    let on = "2026-04-01";
    assert_eq!(figure("inspections", &facts, on).0, 1, "视察调研");
    assert_eq!(
        figure("attendance_rate", &facts, on),
        (1, 2),
        "one of two came"
    );
    assert_eq!(figure("reports", &facts, on).0, 1, "with a report");
    assert_eq!(
        figure("activity_suggestions", &facts, on).0,
        2,
        "and two suggestions"
    );
}

#[test]
fn periods_know_what_was_before_them() {
    let of = |sort| Period::around(sort, day("2026-01-15"));
    let titles = |it: Period| {
        (
            it.title(),
            it.before().map(Period::title),
            it.last_year().map(Period::title),
        )
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        titles(of(PeriodSort::Month)),
        ("2026年1月".into(), some("2025年12月"), some("2025年1月")),
        "a month"
    );
    assert_eq!(
        titles(of(PeriodSort::Quarter)),
        (
            "2026年第一季度".into(),
            some("2025年第四季度"),
            some("2025年第一季度")
        ),
        "a quarter"
    );
    assert_eq!(
        titles(of(PeriodSort::Year)),
        ("2026年".into(), some("2025年"), some("2025年")),
        "a year"
    );
    assert_eq!(
        titles(of(PeriodSort::Week)),
        (
            "2026年1月12日至18日".into(),
            some("2026年1月5日至11日"),
            some("2025年1月13日至19日")
        ),
        "a week"
    );
    let free = Period {
        from: Some(day("2026-03-01")),
        to: Some(day("2026-03-10")),
    };
    assert_eq!(
        free.before().map(Period::title),
        some("2026年2月19日至28日"),
        "as many days just before"
    );
    assert_eq!(
        Period::default().before(),
        None,
        "without ends there is nothing before"
    );
}

#[test]
fn a_draft_says_figures_with_both_sides_and_compares_where_there_is_something() {
    let of = |count: usize| -> Vec<(Indicator, Cell)> {
        let facts: Vec<Fact> = (0..count)
            .map(|at| {
                opinion(&[
                    ("state", text("承办中")),
                    ("accepted_on", date("2026-03-03")),
                    ("assigned_on", date("2026-03-03")),
                    (
                        "due_on",
                        date(if at == 0 { "2026-03-20" } else { "2026-09-20" }),
                    ),
                ])
            })
            .collect();
        let mut board = Board::new(
            indicators(),
            On {
                day: day("2026-04-01"),
            },
            None,
        );
        facts.iter().for_each(|fact| board.take(fact));
        let all = board.all();
        board.indicators().iter().copied().zip(all).collect()
    };
    let (now, before, none) = (of(3), of(2), of(0));
    let late = [Late {
        title: "路灯不亮".into(),
        unit: "供电所".into(),
        due: "2026-03-20".into(),
    }];
    let draft = Draft {
        office: "北营房镇人大主席团",
        station: "",
        period: Period::around(PeriodSort::Month, day("2026-03-10")),
        day: day("2026-04-01"),
        now: &now,
        before: Some(&before),
        last_year: Some(&none),
        late: &late,
        late_in_all: 1,
    };
    assert_eq!(draft.sort(), "月小结");
    assert_eq!(draft.title(), "北营房镇人大主席团2026年3月代表工作小结");
    let said = draft.text();
    assert!(said.contains("本月没有接待选民的登记。"), "{said}");
    assert!(
        said.contains("本月登记意见建议3件，比上月增加1件、增长50%。"),
        "one kind needs no parts, a year with nothing no comparison: {said}"
    );
    assert!(said.contains("交办率100%（3/3）"), "{said}");
    assert!(said.contains("按期答复率0%（0/1）"), "{said}");
    assert!(
        !said.contains("解决率"),
        "nothing answered, no rate: {said}"
    );
    assert!(
        said.contains("1. 路灯不亮（供电所，期限2026-03-20）"),
        "{said}"
    );
    assert!(
        draft
            .figures()
            .contains("受理率：100%（受理 3 ÷ 登记（不属受理范围的除外） 3）"),
        "{}",
        draft.figures()
    );
    let quiet = Draft {
        now: &none,
        before: None,
        late: &[],
        late_in_all: 0,
        ..draft
    };
    let said = quiet.text();
    assert!(said.contains("本月没有登记意见建议。"), "{said}");
    assert!(!said.contains("需要抓紧"), "nothing is wanting: {said}");
}
