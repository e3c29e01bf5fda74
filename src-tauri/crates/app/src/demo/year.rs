//! A year of 青禾镇, up to today: reception days with their visitors, activities, meetings, plans,
//! visits to fixed electors, good works.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use domain::activity::{ACTIVITY, ATTENDANCE, LEAVE};
use domain::contact::CONTACT;
use domain::meeting::{CONGRESS, MEETING};
use domain::opinion::OPINION;
use domain::plan::{PLAN, SUPERVISION, TASK};
use domain::reception::{DAY, VISITOR};
use domain::record::RecordId;
use domain::service::{DISPUTE, GOOD_WORK, SMALL_WORK};

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
            ("held_on", day.to_string()),
            ("hours", "09:00-11:00".into()),
            ("title", "选民接待日".into()),
            ("station", station.into()),
            ("place", "青禾镇人民政府院内".into()),
            ("deputies", deputies.clone()),
            ("recorder", "王秀兰".into()),
            (
                "notice_on",
                if held {
                    (day - Days::new(4)).to_string()
                } else {
                    String::new()
                },
            ),
            ("notice_ways", if held { "张贴、微信群" } else { "" }.into()),
            ("state", if held { "已接待" } else { "计划" }.into()),
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
            ("received_on", day.to_string()),
            ("day", named(id)),
            ("station", "青禾镇人大代表联络站".into()),
            ("way", "接待日来站".into()),
            ("place", "青禾镇人民政府院内".into()),
            ("recorder", "王秀兰".into()),
            ("visitor", elector_name(number * 3, number % 7)),
            (
                "sex",
                if number.is_multiple_of(2) {
                    "男"
                } else {
                    "女"
                }
                .into(),
            ),
            ("heads", if number % 11 == 3 { "6" } else { "1" }.into()),
            ("standing", "选民".into()),
            ("village", VILLAGES[number * 5 % VILLAGES.len()].into()),
            ("phone", format!("1990001{:04}", 3000 + number)),
            ("sort", ["意见", "求助", "建议", "咨询"][number % 4].into()),
            ("category", matter.category.into()),
            ("content", matter.says.into()),
            ("urgency", "一般".into()),
            ("accepted", "受理".into()),
            ("deputies", deputies.into()),
            ("handling", matter.told.into()),
            ("route", "乡镇主席团交政府办理".into()),
            (
                "result",
                when(&format!("{}：{solved}", UNITS[matter.unit].0)),
            ),
            ("feedback_wanted", "是".into()),
            ("feedback_on", when(&answered.to_string())),
            ("feedback_way", when("电话")),
            ("feedback_by", when("王秀兰")),
            ("satisfaction", when(how)),
        ],
    )?;
    desk.enter(
        OPINION,
        &[
            ("received_on", day.to_string()),
            ("station", "青禾镇人大代表联络站".into()),
            ("source", "接待登记".into()),
            ("visitor", named(visitor)),
            ("raised_by", elector_name(number * 3, number % 7)),
            ("deputies", deputies.into()),
            ("village", VILLAGES[number * 5 % VILLAGES.len()].into()),
            (
                "title",
                matter.says.split('，').next().unwrap_or_default().into(),
            ),
            ("content", matter.says.into()),
            ("category", matter.category.into()),
            ("level", "二级".into()),
            ("accepted_on", day.to_string()),
            ("assigned_on", (day + Days::new(2)).to_string()),
            ("lead", UNITS[matter.unit].0.into()),
            ("due_on", (day + Days::new(17)).to_string()),
            ("handler", UNITS[matter.unit].1.into()),
            ("reply", when(&format!("经现场查看，{solved}。"))),
            ("replied_on", when(&answered.to_string())),
            ("result", when(["A", "B", "A", "C"][number % 4])),
            ("satisfaction", when(how)),
            ("feedback_on", when(&(answered + Days::new(2)).to_string())),
            ("reviewer", closed("周志国")),
            ("closed_on", closed(&(answered + Days::new(5)).to_string())),
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
                ("title", (*title).into()),
                ("sort", (*sort).into()),
                (
                    "organiser",
                    if group.is_some() {
                        "代表小组"
                    } else {
                        "主席团"
                    }
                    .into(),
                ),
                ("held_on", day.to_string()),
                ("hours", "09:00-11:30".into()),
                ("place", (*place).into()),
                ("host", name(0)),
                ("recorder", "王秀兰".into()),
                ("expected", names.join("、")),
                ("content", done(content)),
                ("result", done(result)),
                ("state", if held { "已开展" } else { "计划" }.into()),
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
                ("activity", named(id)),
                ("deputy", name(*deputy)),
                ("state", state.into()),
                ("reason", reason.into()),
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
                ("contacted_on", day.to_string()),
                ("deputies", name(deputy)),
                (
                    "electors",
                    format!("{}、{}", elector_name(deputy, 0), elector_name(deputy, 1)),
                ),
                ("way", ["入户", "电话", "入户", "微信"][nth % 4].into()),
                (
                    "content",
                    if plain {
                        "没有意见，询问了医保缴费时间。"
                    } else {
                        matter.says
                    }
                    .into(),
                ),
                (
                    "handling",
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
            ("month", month.format("%Y-%m").to_string()),
            ("theme", theme.into()),
            ("theme_by", "县定".into()),
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
                ("plan", named(id)),
                ("title", title.into()),
                ("responsible", "王秀兰".into()),
                ("begins_on", month.to_string()),
                ("due_on", due.to_string()),
                ("state", state.into()),
                (
                    "done_on",
                    if due < today {
                        due.to_string()
                    } else {
                        String::new()
                    },
                ),
                ("outcome", if due < today { "按时完成" } else { "" }.into()),
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
                "title",
                format!(
                    "青禾镇第十九届人大主席团{}年第{ordinal}次会议",
                    month.year()
                ),
            ),
            ("ordinal", ordinal.to_string()),
            ("held_on", day.to_string()),
            ("place", "镇政府二楼会议室".into()),
            ("host", name(0)),
            ("recorder", "王秀兰".into()),
            ("members", who(0, PRESIDIUM)),
            ("away", name(PRESIDIUM - 1)),
            (
                "agenda",
                "一、听取上季度意见建议办理情况；二、研究下季度代表活动安排。".into(),
            ),
            (
                "decisions",
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
                    "title",
                    format!("青禾镇第十九届人民代表大会第{ordinal}次会议"),
                ),
                ("ordinal", ordinal.to_string()),
                ("sort", "例会".into()),
                ("begins_on", format!("{year}-{from}")),
                ("ends_on", format!("{year}-{to}")),
                ("place", "镇政府礼堂".into()),
                ("expected_deputies", who(0, DEPUTIES)),
                ("on_leave", name(17)),
                (
                    "agenda",
                    "听取和审议政府工作报告、主席团工作报告、预算执行情况报告。".into(),
                ),
                ("resolutions", "通过关于各项报告的决议。".into()),
            ],
        )?;
        desk.enter(
            LEAVE,
            &[
                ("deputy", name(17)),
                ("congress", named(session)),
                ("sort", "公务".into()),
                ("reason", "参加县里的培训".into()),
                ("written", "是".into()),
                ("submitted_on", format!("{year}-{asked}")),
                ("approver", "周志国".into()),
                ("decision", "批准".into()),
                ("decided_on", format!("{year}-{asked}")),
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
                ("topic", topic.into()),
                ("year", year.to_string()),
                ("forms", form.into()),
                ("month", format!("{year}-{month:02}")),
                ("state", state.into()),
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
                    "title",
                    ["帮独居老人修屋顶", "为贫困学生捐书包", "联系农机帮收玉米"]
                        [(nth % 3) as usize]
                        .into(),
                ),
                ("done_on", day(20 + nth * 45)),
                ("deputies", deputy.clone()),
                ("people", (2 + nth).to_string()),
            ],
        )?;
        if nth < 3 {
            desk.enter(
                DISPUTE,
                &[
                    ("received_on", day(30 + nth * 60)),
                    (
                        "parties",
                        ["田某与石某", "杜某与何某", "林某与段某"][nth as usize].into(),
                    ),
                    (
                        "sort",
                        ["邻里", "土地山林", "婚姻家庭"][nth as usize].into(),
                    ),
                    (
                        "content",
                        ["盖房占了滴水", "承包地边界不清", "赡养老人有分歧"][nth as usize].into(),
                    ),
                    ("deputies", deputy.clone()),
                    ("state", "已化解".into()),
                    ("agreement", "双方签了调解协议。".into()),
                ],
            )?;
            desk.enter(
                SMALL_WORK,
                &[
                    (
                        "title",
                        ["更换村口路灯", "修补塌边路面", "清理排水沟"][nth as usize].into(),
                    ),
                    ("proposed_on", day(60 + nth * 30)),
                    ("deputies", deputy),
                    ("subsidy", "6000".into()),
                    ("raised", "2500".into()),
                    ("households", (18 + nth * 7).to_string()),
                    ("state", ["已完成", "已完成", "实施中"][nth as usize].into()),
                ],
            )?;
        }
    }
    Ok(())
}
