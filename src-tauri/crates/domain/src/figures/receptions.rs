//! 接待选民: 代表人次, 选民人次 and 件次 apart, as 东营市 counts.
//!
//! A deputy who sits on a reception day is one 代表人次, however many visitors he receives. So
//! receptions are put together first: a reception day with its visits, or the visits of one day at
//! one station that belong to no reception day.

use std::collections::{BTreeSet, HashMap};

use crate::dates::PartialDate;
use crate::figures::detail::{Detail, Visit};
use crate::figures::indicator::count;
use crate::figures::{About, Cells, Count, Fact, Indicator, Narrow, On, Section, Unit, Weight};
use crate::matter::Satisfaction;
use crate::reception::{DAY, DayStage, ReceptionDay, Route, VISITOR, Visitor, heads_at};
use crate::record::{Item, Reads, RecordId};

/// Columns of a visit that are read.
pub const VISIT_FIELDS: &[&str] = &[
    Visitor::RECEIVED_ON.key(),
    Visitor::DAY.key(),
    Visitor::STATION.key(),
    Visitor::WAY.key(),
    Visitor::HEADS.key(),
    Visitor::CATEGORY.key(),
    Visitor::ROUTE.key(),
    Visitor::DEPUTIES.key(),
    Visitor::FEEDBACK_WANTED.key(),
    Visitor::FEEDBACK_ON.key(),
    Visitor::SATISFACTION.key(),
];

/// A reception being put together.
struct Sitting {
    kind: &'static str,
    id: RecordId,
    on: Option<PartialDate>,
    station: Option<Item>,
    deputies: BTreeSet<Item>,
    visits: u32,
    /// Visits show that it took place; a day without any must say so itself.
    held: bool,
}

/// Puts receptions together from visits and reception days.
#[derive(Default)]
pub struct Sittings {
    days: HashMap<RecordId, Sitting>,
    others: HashMap<(Option<PartialDate>, Option<Item>), Sitting>,
}

impl Sittings {
    /// Columns of a reception day that are read.
    pub const DAY_FIELDS: &'static [&'static str] = &[
        ReceptionDay::HELD_ON.key(),
        ReceptionDay::STATION.key(),
        ReceptionDay::DEPUTIES.key(),
        ReceptionDay::STATE.key(),
    ];

    /// Takes a reception day.
    pub fn day(&mut self, id: RecordId, cells: &Cells<'_>) {
        let stage = cells.read(ReceptionDay::STATE);
        let held = stage.is_some_and(DayStage::took_place);
        let sitting = self.days.entry(id).or_insert_with(|| Sitting::new(DAY, id));
        sitting.on = cells.read(ReceptionDay::HELD_ON);
        sitting.station = cells.read(ReceptionDay::STATION).cloned();
        sitting.deputies.extend(cells.items(ReceptionDay::DEPUTIES));
        sitting.held |= held;
    }

    /// Takes a visit; answers it as a fact of its own.
    pub fn visit(&mut self, id: RecordId, cells: &Cells<'_>) -> Fact {
        let day = match cells.read(Visitor::DAY).cloned() {
            Some(Item::Id(day)) => Some(day),
            _ => None,
        };
        let route = cells.read(Visitor::ROUTE);
        let mut fact = Fact::new(
            VISITOR,
            id,
            Detail::Visit(Visit {
                heads: heads_at(cells.read(Visitor::HEADS)),
                on_spot: route == Some(Route::OnTheSpot),
                feedback_wanted: cells.read(Visitor::FEEDBACK_WANTED) != Some(false),
                fed_back: cells.has(Visitor::FEEDBACK_ON),
                satisfied: cells
                    .read(Visitor::SATISFACTION)
                    .map(|it| it == Satisfaction::Content),
            }),
        );
        fact.on = cells.read(Visitor::RECEIVED_ON);
        fact.station = cells.read(Visitor::STATION).cloned();
        fact.category = cells.read(Visitor::CATEGORY).map(String::from);
        fact.channel = cells.read(Visitor::WAY).map(String::from);
        fact.deputies = cells.items(Visitor::DEPUTIES);
        let sitting = match day {
            Some(day) => self
                .days
                .entry(day)
                .or_insert_with(|| Sitting::new(DAY, day)),
            None => self
                .others
                .entry((fact.on, fact.station.clone()))
                .or_insert_with(|| Sitting::new(VISITOR, id)),
        };
        sitting.visits += 1;
        sitting.held = true;
        sitting.on = sitting.on.or(fact.on);
        if sitting.station.is_none() {
            sitting.station.clone_from(&fact.station);
        }
        sitting.deputies.extend(fact.deputies.iter().cloned());
        fact
    }

    /// The receptions that took place.
    pub fn facts(self) -> impl Iterator<Item = Fact> {
        let all = self.days.into_values().chain(self.others.into_values());
        all.filter(|it| it.held).map(|it| {
            let mut fact = Fact::new(it.kind, it.id, Detail::Sitting(it.visits));
            fact.on = it.on;
            fact.station = it.station;
            fact.deputies = it.deputies;
            fact
        })
    }
}

impl Sitting {
    fn new(kind: &'static str, id: RecordId) -> Self {
        Self {
            kind,
            id,
            on: None,
            station: None,
            deputies: BTreeSet::new(),
            visits: 0,
            held: false,
        }
    }
}

fn is_sitting<'a>(fact: &'a Fact, _: &On) -> Weight<'a> {
    Weight::one(matches!(fact.detail, Detail::Sitting(_)))
}

fn deputy_times<'a>(fact: &'a Fact, _: &On) -> Weight<'a> {
    match fact.detail {
        Detail::Sitting(_) => Weight::Times(&fact.deputies),
        _ => Weight::Out,
    }
}

fn deputies<'a>(fact: &'a Fact, _: &On) -> Weight<'a> {
    match fact.detail {
        Detail::Sitting(_) => Weight::People(&fact.deputies),
        _ => Weight::Out,
    }
}

const fn sittings(
    key: &'static str,
    title: &'static str,
    measure: &'static str,
    top: Count,
    basis: &'static str,
) -> Indicator {
    Indicator::counted(
        (Section::Receptions, About::Sittings),
        (key, title),
        measure,
        top,
        basis,
    )
}

const fn visit(
    key: &'static str,
    title: &'static str,
    unit: Unit,
    top: Count,
    bottom: Option<Count>,
    basis: &'static str,
) -> Indicator {
    Indicator {
        key,
        title,
        section: Section::Receptions,
        unit,
        about: About::Visits,
        top,
        bottom,
        basis,
    }
}

pub(super) const INDICATORS: &[Indicator] = &[
    sittings(
        "sittings",
        "接待场次",
        "场",
        Count {
            words: "接待",
            of: is_sitting,
            list: None,
        },
        "已接待的接待日，每天一场；不属接待日的来访，同一站点同一天算一场",
    ),
    sittings(
        "deputy_times",
        "接待代表人次",
        "人次",
        Count {
            words: "每场接待的代表",
            of: deputy_times,
            list: None,
        },
        "每场接待的代表人数相加；一位代表一场只计一次，接待几位选民都一样",
    ),
    sittings(
        "deputies",
        "参加接待的代表",
        "人",
        Count {
            words: "参加过接待的代表",
            of: deputies,
            list: None,
        },
        "参加过接待的代表，每人只计一次",
    ),
    visit(
        "voter_times",
        "接待选民人次",
        Unit::Count("人次"),
        count!(Visit, "来访人数", Some(&[]), |it| it.heads),
        None,
        "来访人数相加；没有填来访人数的按1人计",
    ),
    visit(
        "visits",
        "来访件次",
        Unit::Count("件次"),
        count!(Visit, "来访登记", Some(&[]), |_| 1),
        None,
        "接待登记簿的登记条数，一次来访一件",
    ),
    visit(
        "on_spot",
        Route::OnTheSpot.word(),
        Unit::Count("件"),
        count!(
            Visit,
            "拟办意见为当场办结",
            Some(&[Narrow::OneOf(
                Visitor::ROUTE.key(),
                &[Route::OnTheSpot.word()]
            )]),
            |it| it.on_spot.into()
        ),
        None,
        "接待登记“拟办意见”为“当场办结”的",
    ),
    visit(
        "fed_back_rate",
        "来访反馈率",
        Unit::Percent,
        count!(Visit, "已反馈", None, |it| (it.feedback_wanted
            && it.fed_back)
            .into()),
        Some(count!(Visit, "需要反馈", None, |it| it
            .feedback_wanted
            .into())),
        "已反馈来访人的÷需要反馈的；写明不需要反馈的不计",
    ),
    visit(
        "visitor_satisfied_rate",
        "来访人满意率",
        Unit::Percent,
        count!(
            Visit,
            Satisfaction::Content.word(),
            Some(&[Narrow::OneOf(
                Visitor::SATISFACTION.key(),
                &[Satisfaction::Content.word()]
            )]),
            |it| (it.satisfied == Some(true)).into()
        ),
        Some(count!(
            Visit,
            "有效评价",
            Some(&[Narrow::OneOf(
                Visitor::SATISFACTION.key(),
                &Satisfaction::WORDS
            )]),
            |it| it.satisfied.is_some().into()
        )),
        "满意÷有效评价；未表态的不进分母",
    ),
];
