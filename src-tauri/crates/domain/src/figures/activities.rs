//! 代表活动: activities that took place, who came, what came of them.

use std::collections::BTreeSet;

use crate::activity::{ACTIVITY, Activity, ActivityClass, ActivityStage};
use crate::figures::detail::{Detail, Held};
use crate::figures::indicator::count;
use crate::figures::{
    About, Beside, Cells, Count, Fact, Indicator, Narrow, On, Section, Source, Unit, Weight,
};
use crate::record::{Item, Reads, RecordId};

const INSPECTIONS: &[&str] = ActivityClass::Inspection.sorts();

pub(super) const SOURCES: &[Source] = &[Source {
    kind: ACTIVITY,
    about: About::Activities,
    fields: &[
        Activity::HELD_ON.key(),
        Activity::STATION.key(),
        Activity::SORT.key(),
        Activity::EXPECTED.key(),
        Activity::STATED_EXPECTED.key(),
        Activity::STATED_PRESENT.key(),
        Activity::REPORT.key(),
        Activity::SUGGESTIONS.key(),
        Activity::STATE.key(),
    ],
    date: Some(Activity::HELD_ON.key()),
    station: Some(Activity::STATION.key()),
    read,
}];

fn read(id: RecordId, cells: &Cells<'_>, beside: &Beside) -> Option<Fact> {
    if !cells
        .read(Activity::STATE)
        .is_some_and(ActivityStage::took_place)
    {
        return None;
    }
    let expected = cells.items(Activity::EXPECTED);
    let away = beside.away.get(&id).map(Vec::as_slice).unwrap_or_default();
    let present: BTreeSet<Item> = expected
        .iter()
        .filter(|it| !away.contains(it))
        .cloned()
        .collect();
    let stated_present = cells.read(Activity::STATED_PRESENT).unwrap_or(0);
    let stated_expected = cells.read(Activity::STATED_EXPECTED);
    let named = !expected.is_empty();
    let mut fact = Fact::new(
        ACTIVITY,
        id,
        Detail::Held(Held {
            sort: cells.read(Activity::SORT).map(String::from),
            expected,
            stated_expected: stated_expected.filter(|_| !named),
            stated_present: if named { 0 } else { stated_present },
            reported: cells.has(Activity::REPORT),
            suggestions: cells.read(Activity::SUGGESTIONS).unwrap_or(0),
        }),
    );
    fact.on = cells.read(Activity::HELD_ON);
    fact.station = cells.read(Activity::STATION).cloned();
    fact.deputies = present;
    Some(fact)
}

fn is_of(held: &Held, class: ActivityClass) -> bool {
    held.sort
        .as_deref()
        .is_some_and(|it| ActivityClass::of(it) == class)
}

fn present<'a>(fact: &'a Fact, _: &On) -> Weight<'a> {
    match &fact.detail {
        Detail::Held(it) if it.expected.is_empty() => Weight::Many(it.stated_present),
        Detail::Held(_) => Weight::Times(&fact.deputies),
        _ => Weight::Out,
    }
}

/// Who came where it is known how many were expected: the others have no rate.
fn present_of_expected<'a>(fact: &'a Fact, on: &On) -> Weight<'a> {
    match &fact.detail {
        Detail::Held(it) if it.expected.is_empty() && it.stated_expected.is_none() => Weight::Out,
        _ => present(fact, on),
    }
}

fn expected<'a>(fact: &'a Fact, _: &On) -> Weight<'a> {
    match &fact.detail {
        Detail::Held(it) if it.expected.is_empty() => {
            it.stated_expected.map_or(Weight::Out, Weight::Many)
        }
        Detail::Held(it) => Weight::Times(&it.expected),
        _ => Weight::Out,
    }
}

const PRESENT: Count = Count {
    words: "实到代表",
    of: present,
    list: None,
};

const fn plain(
    key: &'static str,
    title: &'static str,
    measure: &'static str,
    top: Count,
    basis: &'static str,
) -> Indicator {
    Indicator::counted(
        (Section::Activities, About::Activities),
        (key, title),
        measure,
        top,
        basis,
    )
}

/// States of an activity that took place.
const TOOK_PLACE: Narrow = Narrow::OneOf(Activity::STATE.key(), &ActivityStage::TOOK_PLACE);

pub(super) const INDICATORS: &[Indicator] = &[
    plain(
        "activities",
        "开展活动",
        "次",
        count!(Held, "已开展的活动", Some(&[TOOK_PLACE]), |_| 1),
        "已开展、已审核、已归档的活动；计划和取消的不计",
    ),
    plain(
        "activity_times",
        "参加活动代表人次",
        "人次",
        PRESENT,
        "每次活动实到代表相加（含迟到、早退）",
    ),
    Indicator {
        key: "attendance_rate",
        title: "活动出席率",
        section: Section::Activities,
        unit: Unit::Percent,
        about: About::Activities,
        top: Count {
            of: present_of_expected,
            ..PRESENT
        },
        bottom: Some(Count {
            words: "应到代表",
            of: expected,
            list: None,
        }),
        basis: "实到÷应到；没有名单的旧册子按所记人数，未记应到的不计",
    },
    plain(
        "group_activities",
        ActivityClass::Group.sorts()[0],
        "次",
        count!(
            Held,
            ActivityClass::Group.sorts()[0],
            Some(&[
                TOOK_PLACE,
                Narrow::OneOf(Activity::SORT.key(), ActivityClass::Group.sorts())
            ]),
            |it| is_of(it, ActivityClass::Group).into()
        ),
        "活动类型为代表小组活动的",
    ),
    plain(
        "trainings",
        ActivityClass::Training.sorts()[0],
        "次",
        count!(
            Held,
            ActivityClass::Training.sorts()[0],
            Some(&[
                TOOK_PLACE,
                Narrow::OneOf(Activity::SORT.key(), ActivityClass::Training.sorts())
            ]),
            |it| is_of(it, ActivityClass::Training).into()
        ),
        "活动类型为学习培训的",
    ),
    plain(
        "inspections",
        "视察调研",
        "次",
        count!(
            Held,
            "视察、专题调研、执法检查、建议督办视察",
            Some(&[TOOK_PLACE, Narrow::OneOf(Activity::SORT.key(), INSPECTIONS)]),
            |it| is_of(it, ActivityClass::Inspection).into()
        ),
        "活动类型为视察、专题调研、执法检查、建议督办视察的",
    ),
    plain(
        "reports",
        "形成报告",
        "份",
        count!(
            Held,
            "写明报告名称的活动",
            Some(&[TOOK_PLACE, Narrow::Filled(Activity::REPORT.key())]),
            |it| it.reported.into()
        ),
        "活动记录里写明了报告名称的，一次活动一份（代表法第31条）",
    ),
    plain(
        "activity_suggestions",
        "活动提出建议",
        "条",
        count!(
            Held,
            "活动记录的意见建议件数",
            Some(&[TOOK_PLACE, Narrow::Filled(Activity::SUGGESTIONS.key())]),
            |it| it.suggestions
        ),
        "活动记录里的意见建议件数相加",
    ),
];
