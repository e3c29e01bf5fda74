//! 意见建议办理: rates of acceptance, replies, closing and satisfaction over opinions and suggestions
//! (正定县 counts 受理率、办结率、答复率、满意率).
use crate::figures::detail::{Detail, Matter as MatterFact};
use crate::figures::{
    About, Beside, Cells, Count, Fact, Indicator, Narrow, On, Section, Source, Unit, Weight,
};
use crate::matter::{Matter, MatterStage as At, MatterView, ReplyClass, Satisfaction};
use crate::opinion::{OPINION, Opinion, OpinionSource};
use crate::record::{Item, Reads, RecordId};
use crate::suggestion::{SUGGESTION, Suggestion};

const OPINION_FIELDS: &[&str] = &[
    Opinion::RECEIVED_ON.key(),
    Opinion::STATION.key(),
    Opinion::SOURCE.key(),
    Opinion::VISITOR.key(),
    Opinion::DEPUTIES.key(),
    Opinion::CATEGORY.key(),
    Opinion::ACCEPTED_ON.key(),
    Opinion::REFUSAL.key(),
    Opinion::ASSIGNED_ON.key(),
    Opinion::LEAD.key(),
    Opinion::DUE_ON.key(),
    Opinion::REPLIED_ON.key(),
    Opinion::RESULT.key(),
    Opinion::SATISFACTION.key(),
    Opinion::CLOSED_ON.key(),
    Opinion::STATE.key(),
    Opinion::HELD.key(),
    Opinion::MERGED_INTO.key(),
    Opinion::COUNTY_ON.key(),
    Opinion::LATE_BEFORE.key(),
];

pub(super) const SOURCES: &[Source] = &[
    Source {
        kind: OPINION,
        about: About::Matters,
        fields: OPINION_FIELDS,
        date: Some(Opinion::RECEIVED_ON.key()),
        station: Some(Opinion::STATION.key()),
        read: read_opinion,
    },
    Source {
        kind: SUGGESTION,
        about: About::Matters,
        fields: &[
            Suggestion::SUBMITTED_ON.key(),
            Suggestion::LEADER_DEPUTY.key(),
            Suggestion::VISITOR.key(),
            Suggestion::OPINION.key(),
            Suggestion::DEPUTIES.key(),
            Suggestion::CATEGORY.key(),
            Suggestion::ACCEPTED_ON.key(),
            Suggestion::REFUSAL.key(),
            Suggestion::ASSIGNED_ON.key(),
            Suggestion::LEAD.key(),
            Suggestion::DUE_ON.key(),
            Suggestion::REPLIED_ON.key(),
            Suggestion::RESULT.key(),
            Suggestion::SATISFACTION.key(),
            Suggestion::CLOSED_ON.key(),
            Suggestion::STATE.key(),
            Suggestion::HELD.key(),
            Suggestion::MERGED_INTO.key(),
            Suggestion::COUNTY_ON.key(),
            Suggestion::LATE_BEFORE.key(),
        ],
        date: Some(Suggestion::SUBMITTED_ON.key()),
        station: None,
        read: read_suggestion,
    },
];

fn read_opinion(id: RecordId, cells: &Cells<'_>, beside: &Beside) -> Option<Fact> {
    let from_visit = cells.has(Opinion::VISITOR);
    let channel = cells.read(Opinion::SOURCE);
    let deputies = cells.items(Opinion::DEPUTIES);
    let mut fact = Fact::new(
        OPINION,
        id,
        Detail::Matter(MatterFact {
            from_visit: from_visit || channel == Some(OpinionSource::Reception.word()),
            ..matter(id, cells, beside, false)
        }),
    );
    fact.on = cells.read(Opinion::RECEIVED_ON);
    fact.station = cells.read(Opinion::STATION).cloned();
    fact.channel = channel.map(String::from);
    fact.deputies = deputies;
    Some(common(fact, cells))
}

fn read_suggestion(id: RecordId, cells: &Cells<'_>, beside: &Beside) -> Option<Fact> {
    let from_visit = cells.has(Suggestion::VISITOR);
    let from_opinion = cells.has(Suggestion::OPINION);
    let mut deputies = cells.items(Suggestion::DEPUTIES);
    deputies.extend(cells.read(Suggestion::LEADER_DEPUTY).cloned());
    let mut fact = Fact::new(
        SUGGESTION,
        id,
        Detail::Matter(MatterFact {
            from_visit,
            converted: from_visit || from_opinion,
            ..matter(id, cells, beside, true)
        }),
    );
    fact.on = cells.read(Suggestion::SUBMITTED_ON);
    fact.channel = Some("代表建议".into());
    fact.deputies = deputies;
    Some(common(fact, cells))
}

fn common(mut fact: Fact, cells: &Cells<'_>) -> Fact {
    fact.category = cells.read(Matter::CATEGORY).map(String::from);
    fact.unit = cells
        .read(Matter::LEAD)
        .cloned()
        .filter(|it| *it != Item::Text(String::new()));
    fact
}

fn matter(id: RecordId, cells: &Cells<'_>, beside: &Beside, suggestion: bool) -> MatterFact {
    let stage = cells.read(Matter::STATE).unwrap_or(At::Registered);
    let refused = cells.has(Matter::REFUSAL) || stage == At::Rejected;
    let merged = cells.has(Matter::MERGED_INTO) || stage.goes_on_elsewhere();
    let view = MatterView {
        stage: Some(stage),
        before: cells.read(Matter::HELD),
        due_on: cells.read(Matter::DUE_ON),
        replied_on: cells.read(Matter::REPLIED_ON),
        late_before: cells.read(Matter::LATE_BEFORE) == Some(true),
        satisfaction: cells.read(Matter::SATISFACTION),
        closed_on: cells.read(Matter::CLOSED_ON),
    };
    let closed = view.is_closed();
    // What is filed away without having been closed, refused or merged had been withdrawn.
    let withdrawn =
        stage == At::Withdrawn || (stage == At::Archived && !closed && !refused && !merged);
    let assigned_on = cells.read(Matter::ASSIGNED_ON);
    let handed = assigned_on.is_some() || cells.has(Matter::COUNTY_ON);
    let accepted = cells.has(Matter::ACCEPTED_ON)
        || handed
        || view.replied_on.is_some()
        || stage.is_taken_up();
    MatterFact {
        suggestion,
        stage,
        refused,
        accepted: accepted && !refused,
        merged,
        withdrawn,
        handed: handed && !refused,
        assigned_on,
        solved: cells.read(Matter::RESULT) == Some(ReplyClass::Solved),
        view,
        from_visit: false,
        converted: false,
        inside: beside.inside.get(&id).copied().unwrap_or_default(),
    }
}

impl MatterFact {
    /// Withdrawn and merged matters go no further by themselves (山东省建议办理工作条例 第9条, 重庆市建议工作条例 第12条).
    fn goes_on(&self) -> bool {
        !self.withdrawn && !self.merged
    }

    /// From 交办 to 答复, in days.
    fn days(&self) -> Option<i64> {
        let (from, to) = (self.assigned_on?.exact()?, self.view.replied_on?.exact()?);
        Some((to - from).num_days()).filter(|it| *it >= 0)
    }

    /// 征询意见表 asked back and not returned: urged after the reply, and still no word
    /// (重庆条例第29条).
    fn is_unreturned(&self) -> bool {
        self.view.satisfaction.is_none()
            && self.view.is_replied()
            && matches!((self.inside.urged_on, self.view.replied_on), (Some(urged), Some(replied)) if urged >= replied)
    }
}

fn is_punctual(it: &MatterFact) -> bool {
    it.view.is_punctual() == Some(true)
}

/// A count over matters.
macro_rules! matters {
    ($words:expr, $list:expr, $body:expr) => {
        Count {
            words: $words,
            of: {
                fn weigh<'a>(fact: &'a Fact, on: &On) -> Weight<'a> {
                    let body: fn(&MatterFact, &On) -> i64 = $body;
                    match &fact.detail {
                        Detail::Matter(it) => match body(it, on) {
                            0 => Weight::Out,
                            many => Weight::Many(many),
                        },
                        _ => Weight::Out,
                    }
                }
                weigh
            },
            list: $list,
        }
    };
}

const REGISTERED: Count = matters!("登记", Some(&[]), |_, _| 1);
const ACCEPTED: Count = matters!("受理", None, |it, _| it.accepted.into());
const HANDED: Count = matters!("交办", None, |it, _| it.handed.into());
const REPLIED: Count = matters!("答复", None, |it, _| it.view.is_replied().into());
const PUNCTUAL: Count = matters!("按期答复", None, |it, _| is_punctual(it).into());
const SOLVED: Count = matters!("A类（已解决或基本解决）", None, |it, _| (it
    .solved
    && it.view.is_replied())
.into());
const CONTENT: Count = matters!(
    Satisfaction::Content.word(),
    Some(&[Narrow::OneOf(
        Matter::SATISFACTION.key(),
        &[Satisfaction::Content.word()]
    )]),
    |it, _| it.view.is_content().into()
);
const MOSTLY: Count = matters!(
    "满意和基本满意",
    Some(&[Narrow::OneOf(
        Matter::SATISFACTION.key(),
        &[Satisfaction::Content.word(), Satisfaction::Mostly.word()]
    )]),
    |it, _| (it.view.satisfaction.is_some() && !it.view.is_discontent()).into()
);
const JUDGED: Count = matters!(
    "有效评价",
    Some(&[Narrow::Filled(Matter::SATISFACTION.key())]),
    |it, _| { it.view.satisfaction.is_some().into() }
);
const CLOSED: Count = matters!("销号", None, |it, _| (it.view.is_closed() && !it.refused)
    .into());

const fn plain(
    key: &'static str,
    title: &'static str,
    measure: &'static str,
    top: Count,
    basis: &'static str,
) -> Indicator {
    Indicator::counted(
        (Section::Matters, About::Matters),
        (key, title),
        measure,
        top,
        basis,
    )
}

const fn rate(
    key: &'static str,
    title: &'static str,
    top: Count,
    bottom: Count,
    basis: &'static str,
) -> Indicator {
    Indicator {
        key,
        title,
        section: Section::Matters,
        unit: Unit::Percent,
        about: About::Matters,
        top,
        bottom: Some(bottom),
        basis,
    }
}

pub(super) const INDICATORS: &[Indicator] = &[
    Indicator {
        key: "passed_on",
        title: "接待转交办理",
        section: Section::Receptions,
        unit: Unit::Count("件"),
        about: About::Matters,
        top: matters!("由接待登记转来并已交办", None, |it, _| (it
            .from_visit
            && it.handed)
            .into()),
        bottom: None,
        basis: "来自接待登记、已交办承办单位或上报县级的意见建议；按收到日期计入本期",
    },
    Indicator {
        key: "passed_on_solved",
        title: "接待转交已解决",
        section: Section::Receptions,
        unit: Unit::Count("件"),
        about: About::Matters,
        top: matters!("由接待登记转来、A类答复", None, |it, _| (it
            .from_visit
            && it.view.is_replied()
            && it.solved)
            .into()),
        bottom: None,
        basis: "来自接待登记、办理结果为A类（已解决或基本解决）的意见建议",
    },
    plain(
        "registered",
        "登记件次",
        "件",
        REGISTERED,
        "群众意见建议和代表建议，一事一件；作废的不计",
    ),
    plain(
        "opinions",
        "其中：群众意见建议",
        "件",
        matters!("群众意见建议", None, |it, _| (!it.suggestion).into()),
        "簿三群众意见建议办理簿",
    ),
    plain(
        "suggestions",
        "其中：代表建议",
        "件",
        matters!("代表建议", None, |it, _| it.suggestion.into()),
        "代表法第24、36条；代表建议不分站点，选了站点时不计",
    ),
    plain(
        "converted",
        "其中：由群众意见转为代表建议",
        "件",
        matters!("群众意见、来访转为代表建议", None, |it, _| it
            .converted
            .into()),
        "来源是接待登记或群众意见的代表建议",
    ),
    plain(
        "accepted",
        "受理",
        "件",
        ACCEPTED,
        "已办理“受理”，或已进入以后的环节",
    ),
    rate(
        "accepted_rate",
        "受理率",
        ACCEPTED,
        matters!("登记（不属受理范围的除外）", None, |it, _| {
            (!it.refused && (it.accepted || !it.withdrawn)).into()
        }),
        "受理÷（登记−不属受理范围）；受理前撤回的不计",
    ),
    plain(
        "assigned",
        "交办",
        "件",
        HANDED,
        "已交办承办单位，或已上报县级",
    ),
    rate(
        "assigned_rate",
        "交办率",
        HANDED,
        matters!("受理", None, |it, _| (it.accepted
            && (it.handed || it.goes_on()))
        .into()),
        "交办÷受理；交办前撤回、合并办理的不计",
    ),
    plain(
        "replied",
        "答复",
        "件",
        REPLIED,
        "已办理“答复”（含县级答复、分别答复）",
    ),
    rate(
        "punctual_rate",
        "按期答复率",
        matters!("按期答复", None, |it, on| (it.view.is_due(on.day)
            && is_punctual(it))
        .into()),
        matters!("到期应答复", None, |it, on| it
            .view
            .is_due(on.day)
            .into()),
        "按期答复÷到期应答复（代表法第51条）；期限以记录上的办理期限为准，延期后的按延期；没到期、暂缓办理、撤回、合并的不计",
    ),
    rate(
        "timely_rate",
        "按时答复率",
        PUNCTUAL,
        matters!("已答复并有期限", None, |it, _| (it
            .view
            .replied_on
            .is_some()
            && it.view.due_on.is_some())
        .into()),
        "按期答复÷已答复；没有办理期限的旧件不计",
    ),
    plain("closed", "办结", "件", CLOSED, "已办理“销号”"),
    rate(
        "closed_rate",
        "办结率",
        matters!("销号", None, |it, _| (it.handed && it.view.is_closed())
            .into()),
        matters!("交办", None, |it, _| (it.handed
            && (it.view.is_closed() || it.goes_on()))
        .into()),
        "销号÷交办；撤回、合并办理的不计",
    ),
    plain(
        "solved",
        "解决",
        "件",
        SOLVED,
        "办理结果为A类（已解决或基本解决）",
    ),
    rate(
        "solved_rate",
        "解决率（办成率）",
        SOLVED,
        REPLIED,
        "A类÷答复（结果分类见重庆条例第22条、河南条例第19条）",
    ),
    rate(
        "consulted_rate",
        "面商率",
        matters!("答复前后有面商记录", None, |it, _| (it
            .view
            .is_replied()
            && it.inside.consultations > 0)
            .into()),
        REPLIED,
        "有面商记录的÷答复（代表法第51条：与代表联系沟通，充分听取意见）",
    ),
    rate(
        "satisfied_rate",
        "满意率",
        CONTENT,
        JUDGED,
        "满意÷有效评价；征询意见表没有返回的（含催收后仍不返回的，重庆条例第29条）不进分母",
    ),
    rate(
        "mostly_satisfied_rate",
        "基本满意及以上率",
        MOSTLY,
        JUDGED,
        "（满意＋基本满意）÷有效评价；没有返回的不进分母",
    ),
    rate(
        "returned_rate",
        "意见反馈率",
        JUDGED,
        matters!("答复（催收后不返回的除外）", None, |it, _| {
            (it.view.satisfaction.is_some() || (it.view.is_replied() && !it.is_unreturned())).into()
        }),
        "有效评价÷答复；催收后仍不返回的不进分母（重庆条例第29条）",
    ),
    plain(
        "unreturned",
        "催收后未返回意见",
        "件",
        matters!("答复后督办过、仍无评价", None, |it, _| it
            .is_unreturned()
            .into()),
        "答复之后有督办（催收）记录，还没有评价的",
    ),
    plain(
        "overdue",
        "超期未答复",
        "件",
        matters!("过了办理期限还没有答复", None, |it, on| it
            .view
            .is_overdue(on.day)
            .into()),
        "承办单位手里、过了记录上的办理期限的；暂缓办理的不计",
    ),
    plain(
        "late",
        "逾期答复",
        "件",
        matters!("答复日期晚于办理期限", None, |it, _| it
            .view
            .days_late()
            .is_some()
            .into()),
        "已经答复、答复日期晚于办理期限的",
    ),
    Indicator {
        key: "reply_days",
        title: "平均办理天数",
        section: Section::Matters,
        unit: Unit::Days,
        about: About::Matters,
        top: matters!("从交办到答复的天数合计", None, |it, _| it
            .days()
            .unwrap_or(0)),
        bottom: Some(matters!("有交办和答复日期的", None, |it, _| it
            .days()
            .is_some()
            .into())),
        basis: "从交办到答复的天数合计÷件数；重新办理的按最后一次答复",
    },
    plain(
        "transfers",
        "转办",
        "件次",
        matters!("转办", None, |it, _| it.inside.transfers.into()),
        "办理经过里的转办记录",
    ),
    plain(
        "returns",
        "退件",
        "件次",
        matters!("退件", None, |it, _| it.inside.returns.into()),
        "办理经过里的退件记录",
    ),
    plain(
        "extensions",
        "延期",
        "件次",
        matters!("延期", None, |it, _| it.inside.extensions.into()),
        "办理经过里的延期记录",
    ),
    plain(
        "supervisions",
        "督办、催办",
        "次",
        matters!("督办", None, |it, _| it.inside.supervisions.into()),
        "办理经过里的督办记录（含催办）",
    ),
    plain(
        "reworks",
        "重新办理",
        "件次",
        matters!("重新办理", None, |it, _| it.inside.reworks.into()),
        "评价不满意或回头看反弹后重新办理的",
    ),
];
