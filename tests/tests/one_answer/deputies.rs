//! Deputies: 在任, and 在任 at the office's own level.

use serde_json::{Value, json};

use crate::table::{Place, Situation, agree};
use crate::{Town, text};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Asked {
    /// 在任 at any level.
    InOffice,
    /// 在任 as a deputy of the township.
    Own,
}

use Asked::*;

/// A name, what is so, the state written in the roster, the levels.
const SITUATIONS: &[(&str, &[Asked], &str, &str)] = &[
    ("甲在任", &[InOffice, Own], "在任", "乡镇"),
    ("乙没写", &[InOffice, Own], "", "乡镇"),
    ("丙暂停", &[InOffice, Own], "暂停执行职务", "乡镇"),
    ("丁终止", &[], "资格终止", "乡镇"),
    ("戊辞职", &[], "辞职", "乡镇"),
    ("己责令", &[], "责令辞职", "乡镇"),
    ("庚罢免", &[], "罢免", "乡镇"),
    ("辛去世", &[], "去世", "乡镇"),
    ("壬届满", &[], "任期届满", "乡镇"),
    ("癸县级", &[InOffice], "在任", "县"),
    ("子两级", &[InOffice, Own], "在任", "乡镇、县"),
    ("丑县辞", &[], "辞职", "县"),
];

fn founded() -> (Town, Vec<Situation<Asked>>) {
    let mut town = Town::founded();
    let mut situations = Vec::new();
    let mut add = |said: &str, id: String, so: &[Asked]| {
        situations.push(Situation {
            said: said.into(),
            id,
            register: "roster",
            so: so.to_vec(),
        });
    };
    for (name, so, status, level) in SITUATIONS {
        let values = json!({"姓名": name, "代表层级": level, "状态": status});
        add(name, town.save("roster", values), so);
    }
    // Left during the term, and was elected again in a by-election.
    let id = town.save("roster", json!({"姓名": "寅补选", "代表层级": "乡镇"}));
    town.change(
        "roster",
        &id,
        json!({"状态": "辞职", "终止日期": "2026-02"}),
    );
    town.change(
        "roster",
        &id,
        json!({"状态": "在任", "终止日期": "", "当选日期": "2026-06"}),
    );
    add("寅补选", id, &[InOffice, Own]);
    let id = town.save("roster", json!({"姓名": "卯作废", "代表层级": "乡镇"}));
    town.void("roster", &id);
    add("卯作废", id, &[]);
    (town, situations)
}

fn ids(rows: &Value, key: &str) -> Vec<String> {
    let rows = rows.as_array().expect("rows");
    rows.iter().map(|it| text(&it[key])).collect()
}

fn list(town: &mut Town) -> Place<Asked> {
    let shown = |row: &Value| text(&row["values"]["status"]);
    let rows = town.office.rows("roster");
    let runs = |it: &&Value| matches!(shown(it).as_str(), "" | "在任" | "暂停执行职务");
    let own = |it: &&Value| runs(it) && text(&it["values"]["level"]).contains("乡镇");
    Place::named("list")
        .says(InOffice, rows.iter().filter(runs).map(|it| text(&it["id"])))
        .says(Own, rows.iter().filter(own).map(|it| text(&it["id"])))
}

fn figures(town: &mut Town) -> Place<Asked> {
    let found = town.figure(json!({}), "own_deputies", false);
    let (numerator, _) = town.counted(json!({}), "own_deputies");
    assert_eq!(numerator, i64::try_from(found.len()).unwrap());
    Place::named("figures")
        .says(Own, found.into_iter().map(|it| it.0))
        .silent([InOffice], "figures are the own level's")
}

fn structure(town: &mut Town) -> Place<Asked> {
    let people = json!({"table": {}, "block": "all", "line": ""});
    let people = town.office.call("structure_people", people);
    Place::named("structure")
        .says(Own, ids(&people["rows"], "id"))
        .silent([InOffice], "a structure is the own level's")
}

fn inspection(town: &mut Town) -> Place<Asked> {
    Place::named("inspection")
        .says(InOffice, town.objected("roster.no_portrait"))
        .silent([Own], "a dossier is kept of everybody")
}

fn contacts(town: &mut Town) -> Place<Asked> {
    let standings = town.office.call("contact_standings", json!({"year": 2026}));
    Place::named("contacts")
        .says(InOffice, ids(&standings["rows"], "deputy"))
        .silent([Own], "electors are kept by deputies of every level")
}

fn dossiers(town: &mut Town) -> Place<Asked> {
    let shelf = town.office.call("dossiers", json!({"year": 2026}));
    Place::named("dossiers")
        .says(InOffice, ids(&shelf["rows"], "deputy"))
        .silent([Own], "a dossier is kept of everybody")
}

/// 全体代表 at an activity.
fn attendance(town: &mut Town) -> Place<Asked> {
    let values = json!({"活动名称": "全体活动", "活动类型": "学习培训", "活动日期": "2026-06-20"});
    let activity = town.save("activities", values);
    let everybody = json!({"activity": activity, "everybody": true});
    let sheet = town.office.call("set_attendance", everybody);
    let township = json!({"activity": town.save("activities", json!({
        "活动名称": "本级活动", "活动类型": "学习培训", "活动日期": "2026-06-21"})),
        "levels": ["乡镇"]});
    let own = town.office.call("set_attendance", township);
    let place = Place::named("attendance")
        .says(InOffice, ids(&sheet["rows"], "deputy"))
        .says(Own, ids(&own["rows"], "deputy"));
    town.void("activities", &activity);
    place
}

/// 代表联系选民手册, one for each.
fn booklets(town: &mut Town, situations: &[Situation<Asked>]) -> Place<Asked> {
    let paper = town.paper(json!({"form": "contact_booklet", "year": 2026}));
    Place::named("contact booklets")
        .says(InOffice, named(&paper, situations))
        .silent([Own], "electors are kept by deputies of every level")
}

/// The names of a situation that stand on a paper.
fn named(paper: &str, situations: &[Situation<Asked>]) -> Vec<String> {
    let paper: String = paper.split_whitespace().collect();
    let on = situations.iter().filter(|it| paper.contains(&it.said));
    on.map(|it| it.id.clone()).collect()
}

fn rota(town: &mut Town, situations: &[Situation<Asked>]) -> Place<Asked> {
    let dealt = town
        .office
        .call("deal_rota", json!({"teams": 2, "apply": false}));
    Place::named("rota")
        .says(InOffice, named(&dealt.to_string(), situations))
        .silent([Own], "deputies of every level receive people")
}

fn sign_in(town: &mut Town, situations: &[Situation<Asked>]) -> Place<Asked> {
    let paper = town.paper(json!({"form": "sign_in"}));
    Place::named("sign-in sheet")
        .says(InOffice, named(&paper, situations))
        .silent([Own], "a sheet for everybody")
}

fn dossier_papers(town: &mut Town, situations: &[Situation<Asked>]) -> Place<Asked> {
    let paper = town.paper(json!({"form": "dossier", "year": 2026}));
    Place::named("dossiers on paper")
        .says(InOffice, named(&paper, situations))
        .silent([Own], "a dossier is kept of everybody")
}

#[test]
fn a_deputy_is_in_office_in_one_way_everywhere() {
    let (mut town, situations) = founded();
    let it = &mut town;
    let places = [
        list(it),
        figures(it),
        structure(it),
        inspection(it),
        contacts(it),
        dossiers(it),
        rota(it, &situations),
        sign_in(it, &situations),
        booklets(it, &situations),
        dossier_papers(it, &situations),
        attendance(it),
    ];
    agree(&[InOffice, Own], &situations, &places);
}
