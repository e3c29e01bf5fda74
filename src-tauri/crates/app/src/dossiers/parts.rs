//! The parts of a dossier, each with its sources: adding a source is one entry in [`PARTS`].

use domain::activity::ACTIVITY;
use domain::contact::CONTACT;
use domain::dates::PartialDate;
use domain::dossier::{ADMONITION, HONOUR};
use domain::meeting::{CONGRESS, MEETING, MOTION};
use domain::reception::VISITOR;
use domain::service::{DISPUTE, GOOD_WORK, INVESTMENT, PROXY, SMALL_WORK, TRAINING};
use domain::suggestion::SUGGESTION;
use store::ledger::Ledger;

use crate::dossiers::gathering::{Gathered, Gathering};
use crate::dossiers::sources;
use crate::wire::{DossierLine, UserError};

/// Looks over one sort of records and adds a line for each deputy in each of them.
type Source = fn(&Gathering<'_>, &mut Vec<Gathered>) -> Result<(), UserError>;

/// A part of a dossier.
pub(crate) struct Part {
    /// Key.
    pub(crate) key: &'static str,
    /// Heading.
    pub(crate) title: &'static str,
    /// Columns and their widths on paper: millimetres, or 0 for a share of what is left.
    pub(crate) columns: &'static [(&'static str, f32)],
    /// The record types it comes from, and what reads them.
    pub(crate) sources: &'static [(&'static str, Source)],
    /// How its figure is said.
    pub(crate) sum: fn(&[DossierLine]) -> String,
    /// Its count stands in the public version (代表法 第58条).
    pub(crate) open: bool,
}

/// Heading of the particulars, before the parts.
pub(crate) const BASICS: &str = "基本情况";
/// Heading of the figures of all parts, on a notice board.
pub(crate) const FIGURES: &str = "履职情况";
/// Heading of what is written and signed, behind the parts.
pub(crate) const STATEMENTS: &str = "年度履职报告与主席团鉴定意见";

/// Every part between the particulars and the statements, in the order of the paper (代表履职档案).
pub(crate) const PARTS: &[Part] = &[
    Part {
        key: "meetings",
        title: "出席会议",
        columns: &[
            ("日期", 20.0),
            ("会议名称", 0.0),
            ("应到/实到", 26.0),
            ("出席情况", 18.0),
            ("审议发言要点", 34.0),
        ],
        sources: &[
            (CONGRESS, sources::meetings::congresses),
            (MEETING, sources::meetings::presidium),
            (ACTIVITY, sources::activities::meetings),
        ],
        sum: attended,
        open: true,
    },
    Part {
        key: "supervision",
        title: "视察、调研和执法检查",
        columns: &[
            ("日期", 20.0),
            ("主题", 0.0),
            ("类型", 22.0),
            ("组织者", 20.0),
            ("出席情况", 16.0),
            ("成果", 32.0),
        ],
        sources: &[(ACTIVITY, sources::activities::supervision)],
        sum: attended,
        open: true,
    },
    Part {
        key: "training",
        title: "学习培训",
        columns: &[
            ("日期", 20.0),
            ("主题", 0.0),
            ("学时", 12.0),
            ("组织者", 34.0),
            ("方式", 20.0),
        ],
        sources: &[
            (ACTIVITY, sources::activities::training),
            (TRAINING, sources::service::trainings),
        ],
        sum: attended,
        open: true,
    },
    Part {
        key: "group",
        title: "代表小组和其他活动",
        columns: &[
            ("日期", 20.0),
            ("活动", 0.0),
            ("类型", 28.0),
            ("出席情况", 18.0),
            ("发言要点", 34.0),
        ],
        sources: &[(ACTIVITY, sources::activities::group)],
        sum: attended,
        open: true,
    },
    Part {
        key: "contact",
        title: "接待选民和联系选民",
        columns: &[
            ("日期", 20.0),
            ("方式", 20.0),
            ("对象", 24.0),
            ("反映内容", 0.0),
            ("处理结果", 32.0),
        ],
        sources: &[
            (VISITOR, sources::contact::receptions),
            (CONTACT, sources::contact::contacts),
            (ACTIVITY, sources::activities::contact),
        ],
        sum: people_met,
        open: true,
    },
    Part {
        key: "proposals",
        title: "议案、建议、批评和意见",
        columns: &[
            ("日期", 20.0),
            ("编号", 20.0),
            ("标题", 0.0),
            ("身份", 12.0),
            ("承办单位", 22.0),
            ("答复日期", 20.0),
            ("结果", 14.0),
            ("评价", 14.0),
        ],
        sources: &[
            (MOTION, sources::proposals::motions),
            (SUGGESTION, sources::proposals::suggestions),
        ],
        sum: led,
        open: true,
    },
    Part {
        key: "service",
        title: "为民办实事、化解矛盾和招商",
        columns: &[
            ("日期", 20.0),
            ("类别", 20.0),
            ("事项", 0.0),
            ("受益和金额", 32.0),
            ("结果", 28.0),
        ],
        sources: &[
            (GOOD_WORK, sources::service::good_works),
            (SMALL_WORK, sources::service::small_works),
            (DISPUTE, sources::service::disputes),
            (PROXY, sources::service::proxies),
            (INVESTMENT, sources::service::investments),
            (ACTIVITY, sources::activities::service),
        ],
        sum: counted,
        open: true,
    },
    Part {
        key: "report",
        title: "述职与评议",
        columns: &[
            ("日期", 20.0),
            ("名称", 0.0),
            ("参加人数", 18.0),
            ("述职情况", 40.0),
            ("结果", 32.0),
        ],
        sources: &[(ACTIVITY, sources::activities::report)],
        sum: counted,
        open: true,
    },
    Part {
        key: "honours",
        title: "表彰奖励与宣传报道",
        columns: &[
            ("日期", 20.0),
            ("名称", 0.0),
            ("类别", 18.0),
            ("级别", 16.0),
            ("授予单位或媒体", 38.0),
        ],
        sources: &[(HONOUR, sources::honours::honours)],
        sum: counted,
        open: true,
    },
    Part {
        key: "admonitions",
        title: "提醒约谈、处分和暂停、终止",
        columns: &[
            ("日期", 20.0),
            ("类别", 24.0),
            ("事由", 0.0),
            ("办理单位或人", 28.0),
            ("整改和结果", 34.0),
        ],
        sources: &[(ADMONITION, sources::honours::admonitions)],
        sum: counted,
        open: false,
    },
];

/// The parts that have a register to come from, in their order.
pub(crate) fn parts(ledger: &Ledger) -> Vec<&'static Part> {
    let known = |it: &&Part| {
        it.sources
            .iter()
            .any(|(kind, _)| ledger.registry().get(kind).is_some())
    };
    PARTS.iter().filter(known).collect()
}

fn counted(lines: &[DossierLine]) -> String {
    format!("{} 项", lines.len())
}

/// 6 次，出席 5 次
fn attended(lines: &[DossierLine]) -> String {
    let present = lines.iter().filter(|it| it.counts).count();
    if present == lines.len() {
        format!("{present} 次")
    } else {
        format!("应参加 {} 次，出席 {present} 次", lines.len())
    }
}

fn people_met(lines: &[DossierLine]) -> String {
    let of = |register: &str| {
        let lines = lines.iter().filter(|it| it.register == register);
        lines.fold((0, 0), |sum: (u32, u32), it| (sum.0 + 1, sum.1 + it.people))
    };
    let ((visits, visitors), (contacts, electors)) = (of("receptions"), of("contacts"));
    let other = lines.len() - (visits + contacts) as usize;
    let mut words = format!("接待 {visits} 件 {visitors} 人次，联系 {contacts} 次 {electors} 人次");
    if other > 0 {
        words.push_str(&format!("，集中活动 {other} 次"));
    }
    words
}

fn led(lines: &[DossierLine]) -> String {
    let led = lines.iter().filter(|it| it.counts).count();
    format!("{} 件，其中领衔 {led} 件", lines.len())
}

/// All lines of a part, oldest first.
pub(crate) fn gather(gathering: &Gathering<'_>, part: &Part) -> Result<Vec<Gathered>, UserError> {
    let mut lines = Vec::new();
    for (kind, source) in part.sources {
        if gathering.ledger.registry().get(kind).is_some() {
            source(gathering, &mut lines)?;
        }
    }
    lines.sort_by_key(|it| it.on.map(PartialDate::first_day));
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::record::Registry;
    use domain::roster::DEPUTY;

    use super::*;

    /// Books that name deputies and are no part of a dossier: rosters, teams and rotas, the office's own
    /// plans and papers, and matters, which are the people's.
    const NO_PART: &[&str] = &[
        "consultation",
        "dossier",
        "elector",
        "group",
        "hotline_call",
        "leave",
        "legislation",
        "opinion",
        "oversight",
        "promise",
        "reception_day",
        "rota_team",
        "station",
        "subscription",
        "supervision",
        "task",
    ];

    #[test]
    fn a_book_that_names_deputies_is_part_of_a_dossier_or_said_to_be_none() {
        let registry = Registry::builtin();
        let naming: BTreeSet<&str> = registry
            .iter()
            .filter(|kind| kind.register.is_some())
            .filter(|kind| {
                let mut fields = kind.fields.iter();
                fields.any(|it| it.field_type.refers_to().is_some_and(|to| *to == *DEPUTY))
            })
            .map(|kind| kind.key.as_str())
            .collect();
        let read = PARTS
            .iter()
            .flat_map(|it| it.sources)
            .map(|(kind, _)| *kind);
        let said: BTreeSet<&str> = read.chain(NO_PART.iter().copied()).collect();
        let silent: Vec<_> = naming.difference(&said).collect();
        assert!(
            silent.is_empty(),
            "in no dossier, and nobody says so: {silent:?}"
        );
        let idle: Vec<_> = NO_PART.iter().filter(|it| !naming.contains(*it)).collect();
        assert!(idle.is_empty(), "these name no deputies: {idle:?}");
    }
}
