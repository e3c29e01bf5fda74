//! Who and what there is in 青禾镇: stations, units, groups, constituencies, deputies, electors.

use domain::contact::{ELECTOR, Elector};
use domain::roster::{CONSTITUENCY, Constituency, DEPUTY, Deputy, GROUP, Group};
use domain::station::{STATION, Station, UNIT, Unit};

use super::desk::Desk;
use super::material::{
    DEPUTIES, GROUPS, POSTS, SURNAMES, UNITS, VILLAGES, WORDS_FOR_NAMES, station_of,
};
use crate::wire::UserError;

/// Fixed electors per deputy, as offices ask for (东营、通河: 10).
const ELECTORS: usize = 10;

/// Enters them all; `term` is the office's own, as a reference names it.
pub(super) fn enter(desk: &mut Desk<'_, '_>, term: String) -> Result<(), UserError> {
    stations(desk)?;
    for (name, leader) in UNITS {
        desk.enter(
            UNIT,
            &[
                (Unit::NAME.key(), name.into()),
                (Unit::LEADER.key(), leader.into()),
            ],
        )?;
    }
    for group in GROUPS {
        let station = station_of(group);
        desk.enter(
            GROUP,
            &[
                (Group::NAME.key(), group.into()),
                (Group::STATION.key(), station.into()),
            ],
        )?;
    }
    for (at, pair) in VILLAGES.chunks(2).enumerate() {
        desk.enter(
            CONSTITUENCY,
            &[
                (Constituency::NAME.key(), format!("第{}选区", at + 1)),
                (Constituency::SEATS.key(), "3".into()),
                (Constituency::VILLAGES.key(), pair.join("、")),
            ],
        )?;
    }
    for at in 0..DEPUTIES {
        deputy(desk, at, &term)?;
    }
    Ok(())
}

fn stations(desk: &mut Desk<'_, '_>) -> Result<(), UserError> {
    for (at, (name, sort, address)) in [
        ("青禾镇人大代表联络站", "镇联络站", "青禾镇人民政府院内"),
        ("河东片区代表联络站", "代表联络站", "前苇塘村党群服务中心"),
        ("河西片区代表联络站", "代表联络站", "三道河村党群服务中心"),
    ]
    .iter()
    .enumerate()
    {
        desk.enter(
            STATION,
            &[
                (Station::NAME.key(), (*name).into()),
                (Station::SORT.key(), (*sort).into()),
                (Station::CODE.key(), format!("130899101000-{:02}", at + 1)),
                (Station::ADDRESS.key(), (*address).into()),
                (
                    Station::KEEPER.key(),
                    ["王秀兰", "李春梅", "赵立新"][at].into(),
                ),
                (Station::PHONE.key(), format!("0314-777{:04}", 1200 + at)),
                (Station::RECEPTION.key(), "每月26日".into()),
            ],
        )?;
    }
    Ok(())
}

/// The name of the deputy at this place of the roster; all different, two of them as long as names
/// of other peoples are.
pub(super) fn name(at: usize) -> String {
    match at {
        5 => return "阿卜杜热合曼·买买提依明".into(),
        26 => return "乌兰图雅·孛儿只斤·额尔德尼".into(),
        _ => {}
    }
    let words: Vec<char> = WORDS_FOR_NAMES.chars().collect();
    let surname = SURNAMES[at % SURNAMES.len()];
    let first = words[(at * 7 + at / SURNAMES.len()) % words.len()];
    if at % 4 == 3 {
        return format!("{surname}{first}");
    }
    let second = words[(at * 11 + 5) % words.len()];
    format!("{surname}{first}{second}")
}

/// The group that a deputy belongs to.
pub(super) fn group_of(at: usize) -> &'static str {
    GROUPS[at % GROUPS.len()]
}

fn deputy(desk: &mut Desk<'_, '_>, at: usize, term: &str) -> Result<(), UserError> {
    let woman = at % 10 < 3;
    let village = VILLAGES[at % VILLAGES.len()];
    let (year, month) = (1962 + (at * 5) % 34, 1 + (at * 7) % 12);
    let leader = at < GROUPS.len();
    let post = POSTS[at % POSTS.len()];
    desk.enter(
        DEPUTY,
        &[
            (Deputy::NAME.key(), name(at)),
            (Deputy::SEX.key(), if woman { "女" } else { "男" }.into()),
            (
                Deputy::ETHNIC.key(),
                match at {
                    5 => "维吾尔族",
                    26 => "蒙古族",
                    _ => ["汉族", "汉族", "满族", "汉族", "蒙古族"][at % 5],
                }
                .into(),
            ),
            (Deputy::BORN.key(), format!("{year}-{month:02}")),
            (Deputy::NATIVE_PLACE.key(), "河北承德".into()),
            (
                Deputy::AFFILIATION.key(),
                ["中共党员", "中共党员", "群众", "中共党员", "民建会员"][at % 5].into(),
            ),
            (
                Deputy::EDUCATION.key(),
                ["大专", "高中", "本科", "大专", "初中"][at % 5].into(),
            ),
            (Deputy::POST.key(), post.replace("某村", village)),
            (
                Deputy::MAKEUP.key(),
                [
                    "农民",
                    "村（社区）干部",
                    "专业技术人员",
                    "农民",
                    "企业负责人",
                ][at % 5]
                    .into(),
            ),
            (
                Deputy::REELECTED.key(),
                if at.is_multiple_of(3) { "是" } else { "否" }.into(),
            ),
            (
                Deputy::NO_FIXED_WAGE.key(),
                if at.is_multiple_of(5) { "是" } else { "否" }.into(),
            ),
            (
                Deputy::LEVEL.key(),
                if at % 12 == 1 {
                    "县、乡镇"
                } else {
                    "乡镇"
                }
                .into(),
            ),
            (Deputy::TERM.key(), term.into()),
            (
                Deputy::CONSTITUENCY.key(),
                format!("第{}选区", at % VILLAGES.len() / 2 + 1),
            ),
            (Deputy::ELECTED_ON.key(), "2021-12-20".into()),
            (Deputy::GROUP.key(), group_of(at).into()),
            (
                Deputy::GROUP_PLACE.key(),
                if leader { "组长" } else { "成员" }.into(),
            ),
            (Deputy::STATIONS.key(), station_of(group_of(at)).into()),
            (Deputy::NUMBER.key(), format!("130899101-19-{:03}", at + 1)),
            (Deputy::PHONE.key(), format!("1990000{:04}", 1001 + at)),
            (
                Deputy::PUBLIC_PHONE.key(),
                format!("0314-777{:04}", 2001 + at),
            ),
            (
                Deputy::PROMISE.key(),
                [
                    "每季度走访一次联系户",
                    "协调修好本村路灯",
                    "帮两户村民学会大棚技术",
                ][at % 3]
                    .into(),
            ),
        ],
    )?;
    for nth in 0..ELECTORS.saturating_sub(usize::from(at % 9 == 4) * 2) {
        elector(desk, at, nth)?;
    }
    Ok(())
}

fn elector(desk: &mut Desk<'_, '_>, at: usize, nth: usize) -> Result<(), UserError> {
    let number = at * ELECTORS + nth;
    desk.enter(
        ELECTOR,
        &[
            (Elector::NAME.key(), elector_name(at, nth)),
            (
                Elector::SEX.key(),
                if number.is_multiple_of(2) {
                    "男"
                } else {
                    "女"
                }
                .into(),
            ),
            (
                Elector::SORT.key(),
                ["选民", "选民", "困难户", "种养大户", "网格员"][number % 5].into(),
            ),
            (
                Elector::VILLAGE.key(),
                format!("{}{}组", VILLAGES[at % VILLAGES.len()], 1 + nth % 5),
            ),
            (Elector::DEPUTIES.key(), name(at)),
            (Elector::PAIRED_ON.key(), "2022-03-10".into()),
            (Elector::STATE.key(), "有效".into()),
        ],
    )?;
    Ok(())
}

/// The name of a deputy's nth fixed elector; all different.
pub(super) fn elector_name(at: usize, nth: usize) -> String {
    if (at, nth) == (6, 2) {
        return "古丽巴哈尔·阿卜杜克热木".into();
    }
    let words: Vec<char> = WORDS_FOR_NAMES.chars().rev().collect();
    let surname = SURNAMES[(at * 3 + nth * 5) % SURNAMES.len()];
    let (first, second) = (
        words[(at + nth * 13) % words.len()],
        words[(at * 17 + nth) % words.len()],
    );
    format!("{surname}{first}{second}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deputies_have_names_of_their_own() {
        let mut names: Vec<String> = (0..DEPUTIES).map(name).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), DEPUTIES, "a name means one deputy");
    }
}
