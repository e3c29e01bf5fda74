//! A year of 青禾镇, up to today: reception days with their visitors, activities, meetings, plans,
//! visits to fixed electors, good works.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use domain::activity::{ACTIVITY, ATTENDANCE, Activity, Attendance, LEAVE, Leave};
use domain::contact::{CONTACT, Contact};
use domain::meeting::{CONGRESS, Congress, MEETING, PresidiumMeeting};
use domain::opinion::{OPINION, Opinion};
use domain::plan::{MonthPlan, PLAN, SUPERVISION, Supervision, TASK, Task, ThemeSource};
use domain::reception::{DAY, ReceptionDay, VISITOR, Visitor};
use domain::record::RecordId;
use domain::service::{DISPUTE, Dispute, GOOD_WORK, GoodWork, SMALL_WORK, SmallWork};

use super::desk::{Desk, named};
use super::material::{ACTIVITIES, DEPUTIES, MATTERS, THEMES, UNITS, VILLAGES};
use super::people::{elector_name, group_of, name};
use super::suggestions;
use crate::wire::UserError;

/// The monthly reception day of this township.
const RECEPTION_DAY: u32 = 26;
/// How many of the twelve months look back from today.
const MONTHS: u32 = 12;
/// Members of the presidium: 7 to 13 by province.
const PRESIDIUM: usize = 9;

/// Enters the twelve months that end with today's.
pub(super) fn enter(desk: &mut Desk<'_, '_>, today: NaiveDate) -> Result<(), UserError> {
    congress(desk, today.year())?;
    supervision(desk, today.year())?;
    let mut visitors = 0;
    for back in (0..MONTHS).rev() {
        let month = months_before(today, back);
        plan(desk, month, today)?;
        visitors = reception(desk, month, today, visitors)?;
        activities(desk, month, today)?;
        contacts(desk, month, today)?;
        if month.month0() % 3 == 1 {
            presidium(desk, month, today)?;
        }
    }
    suggestions::enter(desk, today)?;
    services(desk, today)
}

/// The first day of the month that lies so many months before.
fn months_before(today: NaiveDate, back: u32) -> NaiveDate {
    let months = i64::from(today.year()) * 12 + i64::from(today.month0()) - i64::from(back);
    let year = i32::try_from(months.div_euclid(12)).unwrap_or(today.year());
    let month = u32::try_from(months.rem_euclid(12)).unwrap_or(0) + 1;
    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(today)
}

fn at(month: NaiveDate, day: u32) -> NaiveDate {
    month.with_day(day).unwrap_or(month)
}

/// The next Monday where a day falls on a weekend.
fn on_working_day(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => day + Days::new(2),
        Weekday::Sun => day + Days::new(1),
        _ => day,
    }
}

fn who(from: usize, count: usize) -> String {
    (0..count)
        .map(|nth| name((from + nth) % DEPUTIES))
        .collect::<Vec<_>>()
        .join("、")
}

fn reception(
    desk: &mut Desk<'_, '_>,
    month: NaiveDate,
    today: NaiveDate,
    before: usize,
) -> Result<usize, UserError> {
    let day = on_working_day(at(month, RECEPTION_DAY));
    let turn = usize::try_from(month.month()).unwrap_or(0) * 4;
    let held = day < today;
    let deputies = who(turn, 3);
    let station = "青禾镇人大代表联络站";
    let id = desk.enter(
        DAY,
        &[
            (ReceptionDay::HELD_ON.key(), day.to_string()),
            (ReceptionDay::HOURS.key(), "09:00-11:00".into()),
            (ReceptionDay::TITLE.key(), "选民接待日".into()),
            (ReceptionDay::STATION.key(), station.into()),
            (ReceptionDay::PLACE.key(), "青禾镇人民政府院内".into()),
            (ReceptionDay::DEPUTIES.key(), deputies.clone()),
            (ReceptionDay::RECORDER.key(), "王秀兰".into()),
            (
                ReceptionDay::NOTICE_ON.key(),
                if held {
                    (day - Days::new(4)).to_string()
                } else {
                    String::new()
                },
            ),
            (
                ReceptionDay::NOTICE_WAYS.key(),
                if held { "张贴、微信群" } else { "" }.into(),
            ),
            (
                ReceptionDay::STATE.key(),
                if held { "已接待" } else { "计划" }.into(),
            ),
        ],
    )?;
    if !held {
        return Ok(before);
    }
    let count = 3 + usize::try_from(month.month()).unwrap_or(0) % 3;
    for nth in 0..count {
        visitor(desk, (day, id), before + nth, &deputies, today)?;
    }
    Ok(before + count)
}

fn visitor(
    desk: &mut Desk<'_, '_>,
    (day, id): (NaiveDate, RecordId),
    number: usize,
    deputies: &str,
    today: NaiveDate,
) -> Result<(), UserError> {
    let matter = &MATTERS[number * 7 % MATTERS.len()];
    let answered = day + Days::new(12 + (number as u64 * 5) % 14);
    let known = answered < today && number % 9 != 5;
    let solved = ["已解决", "已列入计划", "已解决", "已解释说明"][number % 4];
    let when = |text: &str| {
        if known {
            text.to_owned()
        } else {
            String::new()
        }
    };
    let how = ["满意", "满意", "基本满意", "满意", "不满意"][number % 5];
    let closed = |text: &str| {
        if how == "不满意" {
            String::new()
        } else {
            when(text)
        }
    };
    let visitor = desk.enter(
        VISITOR,
        &[
            (Visitor::RECEIVED_ON.key(), day.to_string()),
            (Visitor::DAY.key(), named(id)),
            (Visitor::STATION.key(), "青禾镇人大代表联络站".into()),
            (Visitor::WAY.key(), "接待日来站".into()),
            (Visitor::PLACE.key(), "青禾镇人民政府院内".into()),
            (Visitor::RECORDER.key(), "王秀兰".into()),
            (Visitor::VISITOR.key(), elector_name(number * 3, number % 7)),
            (
                Visitor::SEX.key(),
                if number.is_multiple_of(2) {
                    "男"
                } else {
                    "女"
                }
                .into(),
            ),
            (
                Visitor::HEADS.key(),
                if number % 11 == 3 { "6" } else { "1" }.into(),
            ),
            (Visitor::STANDING.key(), "选民".into()),
            (
                Visitor::VILLAGE.key(),
                VILLAGES[number * 5 % VILLAGES.len()].into(),
            ),
            (Visitor::PHONE.key(), format!("1990001{:04}", 3000 + number)),
            (
                Visitor::SORT.key(),
                ["意见", "求助", "建议", "咨询"][number % 4].into(),
            ),
            (Visitor::CATEGORY.key(), matter.category.into()),
            (Visitor::CONTENT.key(), matter.says.into()),
            (Visitor::URGENCY.key(), "一般".into()),
            (Visitor::ACCEPTED.key(), "受理".into()),
            (Visitor::DEPUTIES.key(), deputies.into()),
            (Visitor::HANDLING.key(), matter.told.into()),
            (Visitor::ROUTE.key(), "乡镇主席团交政府办理".into()),
            (
                Visitor::RESULT.key(),
                when(&format!("{}：{solved}", UNITS[matter.unit].0)),
            ),
            (Visitor::FEEDBACK_WANTED.key(), "是".into()),
            (Visitor::FEEDBACK_ON.key(), when(&answered.to_string())),
            (Visitor::FEEDBACK_WAY.key(), when("电话")),
            (Visitor::FEEDBACK_BY.key(), when("王秀兰")),
            (Visitor::SATISFACTION.key(), when(how)),
        ],
    )?;
    desk.enter(
        OPINION,
        &[
            (Opinion::RECEIVED_ON.key(), day.to_string()),
            (Opinion::STATION.key(), "青禾镇人大代表联络站".into()),
            (Opinion::SOURCE.key(), "接待登记".into()),
            (Opinion::VISITOR.key(), named(visitor)),
            (
                Opinion::RAISED_BY.key(),
                elector_name(number * 3, number % 7),
            ),
            (Opinion::DEPUTIES.key(), deputies.into()),
            (
                Opinion::VILLAGE.key(),
                VILLAGES[number * 5 % VILLAGES.len()].into(),
            ),
            (
                Opinion::TITLE.key(),
                matter.says.split('，').next().unwrap_or_default().into(),
            ),
            (Opinion::CONTENT.key(), matter.says.into()),
            (Opinion::CATEGORY.key(), matter.category.into()),
            (Opinion::LEVEL.key(), "二级".into()),
            (Opinion::ACCEPTED_ON.key(), day.to_string()),
            (Opinion::ASSIGNED_ON.key(), (day + Days::new(2)).to_string()),
            (Opinion::LEAD.key(), UNITS[matter.unit].0.into()),
            (Opinion::DUE_ON.key(), (day + Days::new(17)).to_string()),
            (Opinion::HANDLER.key(), UNITS[matter.unit].1.into()),
            (
                Opinion::REPLY.key(),
                when(&format!("经现场查看，{solved}。")),
            ),
            (Opinion::REPLIED_ON.key(), when(&answered.to_string())),
            (
                Opinion::RESULT.key(),
                when(["A", "B", "A", "C"][number % 4]),
            ),
            (Opinion::SATISFACTION.key(), when(how)),
            (
                Opinion::FEEDBACK_ON.key(),
                when(&(answered + Days::new(2)).to_string()),
            ),
            (Opinion::REVIEWER.key(), closed("周志国")),
            (
                Opinion::CLOSED_ON.key(),
                closed(&(answered + Days::new(5)).to_string()),
            ),
        ],
    )?;
    Ok(())
}

fn activities(
    desk: &mut Desk<'_, '_>,
    month: NaiveDate,
    today: NaiveDate,
) -> Result<(), UserError> {
    let of_month = ACTIVITIES.iter().filter(|held| held.0 == month.month());
    for (_, day, sort, title, place, content, result) in of_month {
        let day = on_working_day(at(month, *day));
        let held = day < today;
        let group =
            (*sort == "代表小组活动").then(|| group_of(usize::try_from(day.day()).unwrap_or(0)));
        let expected: Vec<usize> = (0..DEPUTIES)
            .filter(|deputy| group.map_or(deputy % 3 == 0, |group| group_of(*deputy) == group))
            .collect();
        let names: Vec<String> = expected.iter().map(|deputy| name(*deputy)).collect();
        let done = |text: &str| if held { text.to_owned() } else { String::new() };
        let id = desk.enter(
            ACTIVITY,
            &[
                (Activity::TITLE.key(), (*title).into()),
                (Activity::SORT.key(), (*sort).into()),
                (
                    Activity::ORGANISER.key(),
                    if group.is_some() {
                        "代表小组"
                    } else {
                        "主席团"
                    }
                    .into(),
                ),
                (Activity::HELD_ON.key(), day.to_string()),
                (Activity::HOURS.key(), "09:00-11:30".into()),
                (Activity::PLACE.key(), (*place).into()),
                (Activity::HOST.key(), name(0)),
                (Activity::RECORDER.key(), "王秀兰".into()),
                (Activity::EXPECTED.key(), names.join("、")),
                (Activity::CONTENT.key(), done(content)),
                (Activity::RESULT.key(), done(result)),
                (
                    Activity::STATE.key(),
                    if held { "已开展" } else { "计划" }.into(),
                ),
            ],
        )?;
        if held {
            exceptions(desk, id, &expected)?;
        }
    }
    Ok(())
}

/// Everyone came but for one on leave and, now and then, one absent.
fn exceptions(desk: &mut Desk<'_, '_>, id: RecordId, expected: &[usize]) -> Result<(), UserError> {
    let mut away = vec![("请假", "家中有事")];
    if expected.len() > 12 {
        away.push(("缺席", ""));
    }
    for ((state, reason), deputy) in away.into_iter().zip(expected.iter().rev()) {
        desk.enter(
            ATTENDANCE,
            &[
                (Attendance::ACTIVITY.key(), named(id)),
                (Attendance::DEPUTY.key(), name(*deputy)),
                (Attendance::STATE.key(), state.into()),
                (Attendance::REASON.key(), reason.into()),
            ],
        )?;
    }
    Ok(())
}

fn contacts(desk: &mut Desk<'_, '_>, month: NaiveDate, today: NaiveDate) -> Result<(), UserError> {
    for nth in 0..8_usize {
        let deputy = (usize::try_from(month.month()).unwrap_or(0) * 8 + nth) % DEPUTIES;
        let day = at(month, 3 + u32::try_from(nth).unwrap_or(0) * 2);
        if day >= today {
            continue;
        }
        let matter = &MATTERS[(deputy + nth) % MATTERS.len()];
        let plain = nth % 3 == 0;
        desk.enter(
            CONTACT,
            &[
                (Contact::CONTACTED_ON.key(), day.to_string()),
                (Contact::DEPUTIES.key(), name(deputy)),
                (
                    Contact::ELECTORS.key(),
                    format!("{}、{}", elector_name(deputy, 0), elector_name(deputy, 1)),
                ),
                (
                    Contact::WAY.key(),
                    ["入户", "电话", "入户", "微信"][nth % 4].into(),
                ),
                (
                    Contact::CONTENT.key(),
                    if plain {
                        "没有意见，询问了医保缴费时间。"
                    } else {
                        matter.says
                    }
                    .into(),
                ),
                (
                    Contact::HANDLING.key(),
                    if plain {
                        "当场解答"
                    } else {
                        "记录转办"
                    }
                    .into(),
                ),
            ],
        )?;
    }
    Ok(())
}

fn plan(desk: &mut Desk<'_, '_>, month: NaiveDate, today: NaiveDate) -> Result<(), UserError> {
    let theme = THEMES[usize::try_from(month.month0()).unwrap_or(0) % THEMES.len()];
    let id = desk.enter(
        PLAN,
        &[
            (MonthPlan::MONTH.key(), month.format("%Y-%m").to_string()),
            (MonthPlan::THEME.key(), theme.into()),
            (MonthPlan::THEME_BY.key(), ThemeSource::County.word().into()),
        ],
    )?;
    let tasks = [
        ("组织选民接待日", RECEPTION_DAY),
        ("开展代表小组活动", 20),
        ("走访固定联系选民", 28),
        ("更新意见建议办理进度", 25),
    ];
    for (title, day) in tasks {
        let due = at(month, day);
        let state = if due < today {
            "已完成"
        } else {
            "推进中"
        };
        desk.enter(
            TASK,
            &[
                (Task::PLAN.key(), named(id)),
                (Task::TITLE.key(), title.into()),
                (Task::RESPONSIBLE.key(), "王秀兰".into()),
                (Task::BEGINS_ON.key(), month.to_string()),
                (Task::DUE_ON.key(), due.to_string()),
                (Task::STATE.key(), state.into()),
                (
                    Task::DONE_ON.key(),
                    if due < today {
                        due.to_string()
                    } else {
                        String::new()
                    },
                ),
                (
                    Task::OUTCOME.key(),
                    if due < today { "按时完成" } else { "" }.into(),
                ),
            ],
        )?;
    }
    Ok(())
}

fn presidium(desk: &mut Desk<'_, '_>, month: NaiveDate, today: NaiveDate) -> Result<(), UserError> {
    let day = on_working_day(at(month, 18));
    if day >= today {
        return Ok(());
    }
    let ordinal = month.month0() / 3 + 1;
    desk.enter(
        MEETING,
        &[
            (
                PresidiumMeeting::TITLE.key(),
                format!(
                    "青禾镇第十九届人大主席团{}年第{ordinal}次会议",
                    month.year()
                ),
            ),
            (PresidiumMeeting::ORDINAL.key(), ordinal.to_string()),
            (PresidiumMeeting::HELD_ON.key(), day.to_string()),
            (PresidiumMeeting::PLACE.key(), "镇政府二楼会议室".into()),
            (PresidiumMeeting::HOST.key(), name(0)),
            (PresidiumMeeting::RECORDER.key(), "王秀兰".into()),
            (PresidiumMeeting::MEMBERS.key(), who(0, PRESIDIUM)),
            (PresidiumMeeting::AWAY.key(), name(PRESIDIUM - 1)),
            (
                PresidiumMeeting::AGENDA.key(),
                "一、听取上季度意见建议办理情况；二、研究下季度代表活动安排。".into(),
            ),
            (
                PresidiumMeeting::DECISIONS.key(),
                "同意下季度活动安排；对超期未答复的意见发催办单。".into(),
            ),
        ],
    )?;
    Ok(())
}

fn congress(desk: &mut Desk<'_, '_>, year: i32) -> Result<(), UserError> {
    for (ordinal, from, to, asked) in [
        (9, "01-20", "01-21", "01-17"),
        (10, "07-22", "07-22", "07-20"),
    ] {
        let session = desk.enter(
            CONGRESS,
            &[
                (
                    Congress::TITLE.key(),
                    format!("青禾镇第十九届人民代表大会第{ordinal}次会议"),
                ),
                (Congress::ORDINAL.key(), ordinal.to_string()),
                (Congress::SORT.key(), "例会".into()),
                (Congress::BEGINS_ON.key(), format!("{year}-{from}")),
                (Congress::ENDS_ON.key(), format!("{year}-{to}")),
                (Congress::PLACE.key(), "镇政府礼堂".into()),
                (Congress::EXPECTED_DEPUTIES.key(), who(0, DEPUTIES)),
                (Congress::ON_LEAVE.key(), name(17)),
                (
                    Congress::AGENDA.key(),
                    "听取和审议政府工作报告、主席团工作报告、预算执行情况报告。".into(),
                ),
                (
                    Congress::RESOLUTIONS.key(),
                    "通过关于各项报告的决议。".into(),
                ),
            ],
        )?;
        desk.enter(
            LEAVE,
            &[
                (Leave::DEPUTY.key(), name(17)),
                (Leave::CONGRESS.key(), named(session)),
                (Leave::SORT.key(), "公务".into()),
                (Leave::REASON.key(), "参加县里的培训".into()),
                (Leave::WRITTEN.key(), "是".into()),
                (Leave::SUBMITTED_ON.key(), format!("{year}-{asked}")),
                (Leave::APPROVER.key(), "周志国".into()),
                (Leave::DECISION.key(), "批准".into()),
                (Leave::DECIDED_ON.key(), format!("{year}-{asked}")),
            ],
        )?;
    }
    Ok(())
}

fn supervision(desk: &mut Desk<'_, '_>, year: i32) -> Result<(), UserError> {
    for (topic, form, month, state) in [
        ("农村饮水安全", "视察", 3, "已完成"),
        ("食品安全法实施情况", "执法检查", 5, "已完成"),
        ("半年预算执行情况", "听取专项报告", 8, "已完成"),
        ("镇卫生院工作", "跟踪监督", 9, "已完成"),
    ] {
        desk.enter(
            SUPERVISION,
            &[
                (Supervision::TOPIC.key(), topic.into()),
                (Supervision::YEAR.key(), year.to_string()),
                (Supervision::FORMS.key(), form.into()),
                (Supervision::MONTH.key(), format!("{year}-{month:02}")),
                (Supervision::STATE.key(), state.into()),
            ],
        )?;
    }
    Ok(())
}

fn services(desk: &mut Desk<'_, '_>, today: NaiveDate) -> Result<(), UserError> {
    let day = |back: u64| (today - Days::new(back)).to_string();
    for nth in 0..6_u64 {
        let deputy = name(usize::try_from(nth).unwrap_or(0) * 7 % DEPUTIES);
        desk.enter(
            GOOD_WORK,
            &[
                (
                    GoodWork::TITLE.key(),
                    ["帮独居老人修屋顶", "为贫困学生捐书包", "联系农机帮收玉米"]
                        [(nth % 3) as usize]
                        .into(),
                ),
                (GoodWork::DONE_ON.key(), day(20 + nth * 45)),
                (GoodWork::DEPUTIES.key(), deputy.clone()),
                (GoodWork::PEOPLE.key(), (2 + nth).to_string()),
            ],
        )?;
        if nth < 3 {
            desk.enter(
                DISPUTE,
                &[
                    (Dispute::RECEIVED_ON.key(), day(30 + nth * 60)),
                    (
                        Dispute::PARTIES.key(),
                        ["田某与石某", "杜某与何某", "林某与段某"][nth as usize].into(),
                    ),
                    (
                        Dispute::SORT.key(),
                        ["邻里", "土地山林", "婚姻家庭"][nth as usize].into(),
                    ),
                    (
                        Dispute::CONTENT.key(),
                        ["盖房占了滴水", "承包地边界不清", "赡养老人有分歧"][nth as usize].into(),
                    ),
                    (Dispute::DEPUTIES.key(), deputy.clone()),
                    (Dispute::STATE.key(), "已化解".into()),
                    (Dispute::AGREEMENT.key(), "双方签了调解协议。".into()),
                ],
            )?;
            desk.enter(
                SMALL_WORK,
                &[
                    (
                        SmallWork::TITLE.key(),
                        ["更换村口路灯", "修补塌边路面", "清理排水沟"][nth as usize].into(),
                    ),
                    (SmallWork::PROPOSED_ON.key(), day(60 + nth * 30)),
                    (SmallWork::DEPUTIES.key(), deputy),
                    (SmallWork::SUBSIDY.key(), "6000".into()),
                    (SmallWork::RAISED.key(), "2500".into()),
                    (SmallWork::HOUSEHOLDS.key(), (18 + nth * 7).to_string()),
                    (
                        SmallWork::STATE.key(),
                        ["已完成", "已完成", "实施中"][nth as usize].into(),
                    ),
                ],
            )?;
        }
    }
    Ok(())
}
