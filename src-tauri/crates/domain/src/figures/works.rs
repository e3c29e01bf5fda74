//! 联系选民, disputes, works and projects, and what there is today: groups, stations, deputies.

use crate::contact::{CONTACT, Contact as ContactRow, ELECTOR, Elector, ElectorState, people_at};
use crate::dates::PartialDate;
use crate::figures::detail::{Body, Contact, Detail, Settling, Work};
use crate::figures::indicator::count;
use crate::figures::{About, Beside, Cells, Count, Fact, Indicator, Narrow, Section, Source, Unit};
use crate::meeting::{CONGRESS, CONGRESS_VOTE, CongressVote, Outcome, VoteSort, outcome};
use crate::record::{Column, Item, Reads, RecordId, Value};
use crate::roster::{DEPUTY, Deputy, GROUP, in_office};
use crate::rules::RuleKey;
use crate::service::{
    DISPUTE, Dispute, DisputeState, GOOD_WORK, GoodWork, SMALL_WORK, SmallWork, WorkState,
};
use crate::station::STATION;

pub(super) const SOURCES: &[Source] = &[
    Source {
        kind: CONTACT,
        about: About::Contacts,
        fields: &[
            ContactRow::CONTACTED_ON.key(),
            ContactRow::STATION.key(),
            ContactRow::DEPUTIES.key(),
            ContactRow::ELECTORS.key(),
            ContactRow::OTHERS.key(),
        ],
        date: Some(ContactRow::CONTACTED_ON.key()),
        station: Some(ContactRow::STATION.key()),
        read: |id, cells, _| {
            let detail = Detail::Contact(Contact {
                electors: cells.items(ContactRow::ELECTORS),
                others: cells.has(ContactRow::OTHERS),
            });
            Some(dated(CONTACT, id, detail, cells, ContactRow::CONTACTED_ON))
        },
    },
    Source {
        kind: DISPUTE,
        about: About::Disputes,
        fields: &[
            Dispute::RECEIVED_ON.key(),
            Dispute::STATION.key(),
            Dispute::DEPUTIES.key(),
            Dispute::STATE.key(),
        ],
        date: Some(Dispute::RECEIVED_ON.key()),
        station: Some(Dispute::STATION.key()),
        read: |id, cells, _| {
            let state = cells.read(Dispute::STATE);
            let detail = Detail::Settling(Settling {
                settled: state == Some(DisputeState::Settled),
                ended: matches!(state, Some(DisputeState::Settled | DisputeState::Unsettled)),
            });
            Some(dated(DISPUTE, id, detail, cells, Dispute::RECEIVED_ON))
        },
    },
    Source {
        kind: SMALL_WORK,
        about: About::Works,
        fields: &[
            SmallWork::PROPOSED_ON.key(),
            SmallWork::STATION.key(),
            SmallWork::DEPUTIES.key(),
            SmallWork::STATE.key(),
        ],
        date: Some(SmallWork::PROPOSED_ON.key()),
        station: Some(SmallWork::STATION.key()),
        read: |id, cells, _| {
            let detail = Detail::Work(Work::Small(
                cells.read(SmallWork::STATE) == Some(WorkState::Done),
            ));
            Some(dated(SMALL_WORK, id, detail, cells, SmallWork::PROPOSED_ON))
        },
    },
    Source {
        kind: GOOD_WORK,
        about: About::Works,
        fields: &[
            GoodWork::DONE_ON.key(),
            GoodWork::STATION.key(),
            GoodWork::DEPUTIES.key(),
        ],
        date: Some(GoodWork::DONE_ON.key()),
        station: Some(GoodWork::STATION.key()),
        read: |id, cells, _| {
            Some(dated(
                GOOD_WORK,
                id,
                Detail::Work(Work::Good),
                cells,
                GoodWork::DONE_ON,
            ))
        },
    },
    Source {
        kind: CONGRESS_VOTE,
        about: About::Works,
        fields: &[
            CongressVote::CONGRESS.key(),
            CongressVote::SORT.key(),
            CongressVote::ALL.key(),
            CongressVote::IN_FAVOUR.key(),
            CongressVote::AGAINST.key(),
            CongressVote::ABSTAINED.key(),
        ],
        date: None,
        station: None,
        read: read_vote,
    },
    Source {
        kind: GROUP,
        about: About::Bodies,
        fields: &[],
        date: None,
        station: None,
        read: |id, _, _| Some(Fact::new(GROUP, id, Detail::Body(Body::Group))),
    },
    Source {
        kind: STATION,
        about: About::Bodies,
        fields: &[],
        date: None,
        station: None,
        read: |id, _, _| Some(Fact::new(STATION, id, Detail::Body(Body::Station))),
    },
    Source {
        kind: DEPUTY,
        about: About::Bodies,
        fields: &[Deputy::LEVEL.key(), Deputy::STATUS.key()],
        date: None,
        station: None,
        read: read_deputy,
    },
    Source {
        kind: ELECTOR,
        about: About::Bodies,
        fields: &[Elector::STATE.key(), Elector::STATION.key()],
        date: None,
        station: Some(Elector::STATION.key()),
        read: |id, cells, _| {
            let ended = cells.read(Elector::STATE) == Some(ElectorState::Ended);
            (!ended).then(|| Fact::new(ELECTOR, id, Detail::Body(Body::Elector)))
        },
    },
];

fn dated(
    kind: &'static str,
    id: RecordId,
    detail: Detail,
    cells: &Cells<'_>,
    date: Column<PartialDate>,
) -> Fact {
    let mut fact = Fact::new(kind, id, detail);
    fact.on = cells.read(date);
    fact.station = cells.read(Dispute::STATION).cloned();
    fact.deputies = cells.items(Dispute::DEPUTIES);
    fact
}

/// A project that the congress chose; the congress opens, and its day is the project's.
fn read_vote(_: RecordId, cells: &Cells<'_>, beside: &Beside) -> Option<Fact> {
    let Some(Item::Id(congress)) = cells.read(CongressVote::CONGRESS).cloned() else {
        return None;
    };
    if cells.read(CongressVote::SORT) != Some(VoteSort::Livelihood) {
        return None;
    }
    let on = beside.met.get(&congress).copied();
    let day = on.map_or(beside.today.date, PartialDate::first_day);
    let needed = beside.today.rules.part(RuleKey::CongressMajority, day);
    let count = |column: Column<i64>| cells.read(column).and_then(|it| u32::try_from(it).ok());
    let in_favour = count(CongressVote::IN_FAVOUR)?;
    let (against, abstained) = (
        count(CongressVote::AGAINST).unwrap_or(0),
        count(CongressVote::ABSTAINED).unwrap_or(0),
    );
    if outcome(
        in_favour,
        against,
        abstained,
        count(CongressVote::ALL)?,
        needed,
    ) != Outcome::Passed
    {
        return None;
    }
    let mut fact = Fact::new(CONGRESS, congress, Detail::Work(Work::Project));
    fact.on = on;
    Some(fact)
}

/// A deputy of the office's own level whose mandate runs.
fn read_deputy(id: RecordId, cells: &Cells<'_>, beside: &Beside) -> Option<Fact> {
    let own = cells
        .items(Deputy::LEVEL)
        .contains(&Item::Text(beside.level.clone()));
    let status = cells.value(Deputy::STATUS.key());
    let runs = in_office(status.and_then(Value::as_text));
    (own && runs).then(|| Fact::new(DEPUTY, id, Detail::Body(Body::Deputy)))
}

const fn plain(
    key: &'static str,
    title: &'static str,
    measure: &'static str,
    at: (Section, About),
    top: Count,
    basis: &'static str,
) -> Indicator {
    Indicator::counted(at, (key, title), measure, top, basis)
}

const CONTACTS: (Section, About) = (Section::Contacts, About::Contacts);
const DISPUTES: (Section, About) = (Section::Works, About::Disputes);
const WORKS: (Section, About) = (Section::Works, About::Works);
const BODIES: (Section, About) = (Section::Bodies, About::Bodies);

const SETTLED: Count = count!(
    Settling,
    DisputeState::Settled.word(),
    Some(&[Narrow::OneOf(
        Dispute::STATE.key(),
        &[DisputeState::Settled.word()]
    )]),
    |it| it.settled.into()
);

pub(super) const INDICATORS: &[Indicator] = &[
    plain(
        "contacts",
        "联系选民",
        "次",
        CONTACTS,
        count!(Contact, "联系记录", Some(&[]), |_| 1),
        "册二的联系记录条数",
    ),
    plain(
        "elector_times",
        "联系选民人次",
        "人次",
        CONTACTS,
        count!(Contact, "每次联系的选民", Some(&[]), |it| {
            people_at(it.electors.len(), it.others)
        }),
        "每次联系的选民相加；只写了非固定对象的按1人计",
    ),
    plain(
        "disputes",
        "受理矛盾纠纷",
        "起",
        DISPUTES,
        count!(Settling, "矛盾纠纷登记", Some(&[]), |_| 1),
        "矛盾纠纷登记的起数，按受理日期计入本期",
    ),
    plain(
        "disputes_settled",
        "化解矛盾纠纷",
        "起",
        DISPUTES,
        SETTLED,
        "本期受理、化解结果为“已化解”的",
    ),
    Indicator {
        key: "settled_rate",
        title: "化解率",
        section: Section::Works,
        unit: Unit::Percent,
        about: About::Disputes,
        top: SETTLED,
        bottom: Some(count!(
            Settling,
            "有结果的（已化解、未化解）",
            Some(&[Narrow::OneOf(
                Dispute::STATE.key(),
                &[DisputeState::Settled.word(), DisputeState::Unsettled.word()]
            )]),
            |it| it.ended.into()
        )),
        basis: "已化解÷有结果的；还在调解和转其他途径的不计",
    },
    plain(
        "small_works",
        "民生微实事",
        "件",
        WORKS,
        count!(Work, "微实事登记", None, |it| matches!(
            it,
            Work::Small(_)
        )
        .into()),
        "民生微实事登记的件数，按提出日期计入本期",
    ),
    plain(
        "small_works_done",
        "其中：已完成",
        "件",
        WORKS,
        count!(Work, "进展为已完成", None, |it| matches!(
            it,
            Work::Small(true)
        )
        .into()),
        "进展为“已完成”的微实事",
    ),
    plain(
        "good_works",
        "代表为民办实事",
        "件",
        WORKS,
        count!(Work, "为民办实事登记", None, |it| matches!(
            it,
            Work::Good
        )
        .into()),
        "代表为民办实事登记的件数",
    ),
    plain(
        "projects",
        "票决民生实事项目",
        "项",
        WORKS,
        count!(
            Work,
            "人代会表决通过的民生实事项目",
            None,
            |it| matches!(it, Work::Project).into()
        ),
        "人代会上表决通过、类别为“民生实事项目”的事项，按大会日期计入本期",
    ),
    plain(
        "groups",
        "代表小组",
        "个",
        BODIES,
        count!(Body, "代表小组", None, |it| matches!(it, Body::Group)
            .into()),
        "名册里的代表小组",
    ),
    plain(
        "own_deputies",
        "本级在任代表",
        "人",
        BODIES,
        count!(Body, "在任的本级代表", None, |it| matches!(
            it,
            Body::Deputy
        )
        .into()),
        "在任（含暂停执行职务）的本级代表",
    ),
    plain(
        "stations",
        "联络站点",
        "个",
        BODIES,
        count!(Body, "站点", None, |it| matches!(it, Body::Station)
            .into()),
        "登记的站、家、点",
    ),
    plain(
        "electors",
        "固定联系选民",
        "人",
        BODIES,
        count!(Body, "有效的固定联系选民", None, |it| matches!(
            it,
            Body::Elector
        )
        .into()),
        "没有解除的固定联系选民",
    ),
];
