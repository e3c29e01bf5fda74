//! Suggestions of the year, each at another point of its way, and what was promised in replies.

use chrono::{Days, Months, NaiveDate};
use domain::service::{PROMISE, Promise};
use domain::suggestion::{SUGGESTION, Suggestion};

use super::desk::Desk;
use super::material::UNITS;
use super::people::name;
use crate::wire::UserError;

/// How far a suggestion has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Come {
    Submitted,
    Assigned,
    Replied,
    Judged,
    Closed,
}

struct Raised {
    /// Days before today.
    ago: u64,
    title: &'static str,
    category: &'static str,
    /// Its place in [`UNITS`].
    unit: usize,
    content: &'static str,
    proposal: &'static str,
    reply: &'static str,
    /// 办理结果类别 and 满意度.
    outcome: (&'static str, &'static str),
    come: Come,
}

const RAISED: [Raised; 7] = [
    Raised {
        ago: 300,
        title: "关于尽快硬化西沟村至上营村一点八公里连村土路、方便两村群众出行和学生上学的建议",
        category: "道路交通",
        unit: 1,
        content: "连村路有 1.8 公里是土路，雨天车辆过不去，两村群众赶集、学生上学都要绕行。",
        proposal: "列入今年农村公路项目，上半年动工。",
        reply: "已列入农村公路项目，6 月完工通车。",
        outcome: ("A", "满意"),
        come: Come::Closed,
    },
    Raised {
        ago: 290,
        title: "关于改造大庙村自来水管网的建议",
        category: "水利饮水",
        unit: 0,
        content: "管网用了二十多年，跑冒滴漏多，高处 40 多户经常没水。",
        proposal: "更换主管道，加装增压泵。",
        reply: "主管道已更换，增压泵已安装，水压正常。",
        outcome: ("A", "满意"),
        come: Come::Closed,
    },
    Raised {
        ago: 275,
        title: "关于增设镇区公共停车场的建议",
        category: "道路交通",
        unit: 1,
        content: "集日镇区主街两侧停满车辆，消防车进不来。",
        proposal: "利用旧粮库院内空地建停车场。",
        reply: "旧粮库院内已划出 46 个车位，集日有人引导。",
        outcome: ("A", "基本满意"),
        come: Come::Closed,
    },
    Raised {
        ago: 210,
        title: "关于加强秸秆禁烧后综合利用、打通打包收储和补贴兑现“最后一公里”的建议",
        category: "农业农村",
        unit: 2,
        content: "秸秆没有去处，堆在田边地头，打包补贴到账慢。",
        proposal: "引进打包收储企业，补贴当年兑现。",
        reply: "已与两家企业洽谈，列入明年计划。",
        outcome: ("B", "不满意"),
        come: Come::Judged,
    },
    Raised {
        ago: 110,
        title: "关于为村卫生室配齐常用药的建议",
        category: "医疗卫生",
        unit: 5,
        content: "老人慢性病用药要到镇卫生院取，来回二十多里。",
        proposal: "按目录为各村卫生室配备，每月补一次。",
        reply: "慢性病常用药目录内 32 种已配到各村卫生室，每月 5 日补药。",
        outcome: ("A", ""),
        come: Come::Replied,
    },
    Raised {
        ago: 84,
        title: "关于整治国道穿镇区路段沿线路灯并明确日常管护责任单位的建议",
        category: "供电通信",
        unit: 7,
        content: "国道穿村段路灯坏了 17 盏，夜间出过两次事故。",
        proposal: "更换为太阳能路灯，明确管护人。",
        reply: "",
        outcome: ("", ""),
        come: Come::Assigned,
    },
    Raised {
        ago: 4,
        title: "关于开办老年人助餐点的建议",
        category: "社会保障",
        unit: 3,
        content: "独居老人多，做饭难，冬天更不方便。",
        proposal: "先在镇区社区和三道河村各办一处。",
        reply: "",
        outcome: ("", ""),
        come: Come::Submitted,
    },
];

/// Enters those that had been raised by today.
pub(super) fn enter(desk: &mut Desk<'_, '_>, today: NaiveDate) -> Result<(), UserError> {
    for (nth, raised) in RAISED.iter().enumerate() {
        let on = today - Days::new(raised.ago);
        let from = |come: Come, text: String| {
            if raised.come >= come {
                text
            } else {
                String::new()
            }
        };
        let later = |come: Come, days: u64| from(come, (on + Days::new(days)).to_string());
        let assigned = on + Days::new(8);
        let (unit, head) = UNITS[raised.unit];
        desk.enter(
            SUGGESTION,
            &[
                (Suggestion::TERM.key(), "第十九届".into()),
                (Suggestion::OCCASION.key(), "闭会期间".into()),
                (Suggestion::SORT.key(), "建议".into()),
                (Suggestion::SUBMITTED_ON.key(), on.to_string()),
                (Suggestion::TITLE.key(), raised.title.into()),
                (Suggestion::CATEGORY.key(), raised.category.into()),
                (Suggestion::LEADER_DEPUTY.key(), name(nth * 7 + 2)),
                (
                    Suggestion::DEPUTIES.key(),
                    [name(nth * 7 + 3), name(nth * 7 + 4)].join("、"),
                ),
                (Suggestion::CONTENT.key(), raised.content.into()),
                (Suggestion::PROPOSAL.key(), raised.proposal.into()),
                (Suggestion::MAY_PUBLISH.key(), "是".into()),
                (Suggestion::WANTS_TALK.key(), "是".into()),
                (Suggestion::ACCEPTED_ON.key(), later(Come::Assigned, 5)),
                (
                    Suggestion::ACCEPTED_BY.key(),
                    from(Come::Assigned, "王秀兰".into()),
                ),
                (
                    Suggestion::ASSIGNED_ON.key(),
                    from(Come::Assigned, assigned.to_string()),
                ),
                (
                    Suggestion::ASSIGNED_BY.key(),
                    from(Come::Assigned, "主席团".into()),
                ),
                (
                    Suggestion::ASSIGN_NO.key(),
                    from(
                        Come::Assigned,
                        format!("青人大交〔{}〕{}号", on.format("%Y"), nth + 1),
                    ),
                ),
                (Suggestion::LEAD.key(), from(Come::Assigned, unit.into())),
                (Suggestion::HANDLER.key(), from(Come::Assigned, head.into())),
                (
                    Suggestion::DUE_ON.key(),
                    from(Come::Assigned, (assigned + Months::new(3)).to_string()),
                ),
                (Suggestion::REPLY.key(), raised.reply.into()),
                (Suggestion::REPLIED_ON.key(), later(Come::Replied, 70)),
                (
                    Suggestion::REPLY_WAY.key(),
                    from(Come::Replied, "当面+书面".into()),
                ),
                (
                    Suggestion::REPLY_NO.key(),
                    from(
                        Come::Replied,
                        format!("青办函〔{}〕{}号", on.format("%Y"), nth + 11),
                    ),
                ),
                (
                    Suggestion::SIGNED_BY.key(),
                    from(Come::Replied, head.into()),
                ),
                (Suggestion::RESULT.key(), raised.outcome.0.into()),
                (Suggestion::SATISFACTION.key(), raised.outcome.1.into()),
                (Suggestion::FEEDBACK_ON.key(), later(Come::Judged, 78)),
                (
                    Suggestion::FEEDBACK.key(),
                    if raised.outcome.1 == "不满意" {
                        "今年的秸秆还堆在地头，希望年底前先清一批。".into()
                    } else {
                        String::new()
                    },
                ),
                (
                    Suggestion::REVIEWER.key(),
                    from(Come::Closed, "周志国".into()),
                ),
                (Suggestion::CLOSED_ON.key(), later(Come::Closed, 90)),
            ],
        )?;
        if raised.come == Come::Judged {
            promised(desk, unit, head, on)?;
        }
    }
    Ok(())
}

/// A reply with B is a promise, which is followed until it is kept.
fn promised(
    desk: &mut Desk<'_, '_>,
    unit: &str,
    head: &str,
    on: NaiveDate,
) -> Result<(), UserError> {
    desk.enter(
        PROMISE,
        &[
            (
                Promise::TITLE.key(),
                "引进秸秆打包收储企业，补贴当年兑现".into(),
            ),
            (Promise::UNIT.key(), unit.into()),
            (Promise::RESPONSIBLE.key(), head.into()),
            (Promise::MADE_ON.key(), (on + Days::new(70)).to_string()),
            (Promise::DUE_ON.key(), (on + Days::new(400)).to_string()),
            (Promise::STATE.key(), "落实中".into()),
        ],
    )?;
    Ok(())
}
