//! What definitions and clocks say of the law beside the rules of `assets/rules`, each with its
//! article. The rules themselves stand in `domain/src/rules/tests.rs`.
#![allow(clippy::unwrap_used, reason = "a test says what it expects")]

use chrono::NaiveDate;
use domain::calendar::Almanac;
use domain::matter::{feedback_begins, hand_over_until};
use domain::names::order::{NameOrder, sort_key, stroke_count};
use domain::record::{RecordId, RecordType, Registry, Row, Value};
use domain::rules::{RuleKey, Rules, preset_notes};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn kind(register: &str) -> RecordType {
    let registry = Registry::builtin();
    let found = registry
        .register(register)
        .or_else(|| registry.get(register));
    (**found.unwrap()).clone()
}

fn hint(register: &str, field: &str) -> String {
    kind(register).field(field).unwrap().hint.clone()
}

fn row(kind: &RecordType, values: &[(&str, Value)]) -> Row {
    let mut row = Row::empty(RecordId::new(), kind);
    for (key, value) in values {
        row.put(kind, &(*key).into(), Some(value.clone()));
    }
    row
}

/// 选举法 第3条: deputies of the next higher congress are elected by congresses of counties and above,
/// not by those of townships.
#[test]
fn a_township_elects_no_deputies_of_the_county() {
    let election = kind("election");
    let posts = election.field("post").unwrap().field_type.choices();
    assert!(posts.iter().any(|it| it == "乡镇长"), "{posts:?}");
    assert!(
        posts.iter().all(|it| !it.contains("代表")),
        "选举法第3条: {posts:?}"
    );
}

/// 代表法 第13条 says 按规定请假; that it is in writing is local law: 重庆乡镇条例 48, 北京组织条例 34,
/// 浙江代表法办法 46.
#[test]
fn leave_in_writing_is_local_law() {
    let said = hint("leaves", "congress");
    assert!(
        said.contains("按规定") && said.contains("代表法第13条"),
        "{said}"
    );
    let local = said.split('；').nth(1).unwrap();
    for place in ["重庆", "北京", "浙江"] {
        assert!(local.contains(place) && local.contains("书面"), "{said}");
    }
}

/// 代表法 第31条第2款 (不直接处理问题) is about inspections and studies, not about receiving people.
#[test]
fn receptions_are_not_said_to_be_under_article_31() {
    for register in ["receptions", "reception_days"] {
        for field in &kind(register).fields {
            assert!(!field.hint.contains("31条"), "{register}: {}", field.hint);
        }
    }
}

/// 乡镇档案工作办法 names no dossiers of deputies: 永久 is inferred, and the form says so.
#[test]
fn how_long_a_dossier_is_kept_is_said_to_be_inferred() {
    let fields = kind("dossiers").fields;
    let said = fields.iter().find(|it| it.hint.contains("永久"));
    assert!(
        said.unwrap().hint.contains("推定"),
        "乡镇档案工作办法 附表 1.3"
    );
}

/// 山东建议条例 10, 青岛 14, 重庆 13: the period of handing over is of suggestions raised in recess.
#[test]
fn the_period_of_handing_over_is_of_recess_suggestions() {
    let kind = kind("suggestions");
    let (rules, almanac) = (Rules::of_preset("山东"), Almanac::delivered());
    let until = |occasion: &str| {
        let on = Value::Date(day("2026-03-02").into());
        let occasion = Value::Text(occasion.into());
        let row = row(&kind, &[("submitted_on", on), ("occasion", occasion)]);
        hand_over_until(&kind, &row, &rules, almanac).map(|it| it.due)
    };
    assert!(
        until("闭会期间").is_some(),
        "山东省人大代表建议办理工作条例第十条"
    );
    assert_eq!(until("会议期间"), None, "no article speaks of the others");
}

/// 河南办理办法 22, 重庆代表法办法 47: the deputy's feedback is counted from the receipt of the reply.
#[test]
fn feedback_is_counted_from_the_receipt_of_the_reply() {
    let kind = kind("suggestions");
    let replied = ("replied_on", Value::Date(day("2026-03-02").into()));
    let received = ("reply_received_on", Value::Date(day("2026-03-09").into()));
    let both = row(&kind, &[replied.clone(), received]);
    assert_eq!(
        feedback_begins(&kind, &both),
        Some(day("2026-03-09")),
        "豫22、渝47"
    );
    let sent = row(&kind, &[replied]);
    assert_eq!(
        feedback_begins(&kind, &sent),
        Some(day("2026-03-02")),
        "not written"
    );
}

/// 民法典 第203条, by analogy: the day on which a period ends is shown beside the one it moves to.
#[test]
fn a_deadline_on_a_day_of_rest_keeps_its_own_day() {
    let almanac = Almanac::delivered();
    // 2026-07-04 is a Saturday.
    let moved = almanac.after(day("2026-06-04"), 1, domain::calendar::Unit::Month);
    assert_eq!(
        (moved.unrolled, moved.due),
        (day("2026-07-04"), day("2026-07-06"))
    );
    let said = moved.moved_in_words().unwrap();
    assert!(
        said.contains("2026-07-04") && said.contains("民法典第二百零三条"),
        "{said}"
    );
}

/// 山东建议条例 32, 重庆建议条例 39, 河南办理办法 31: townships follow them by reference (参照), and the preset
/// says so; what 重庆代表法办法 47 orders of feedback binds.
#[test]
fn regulations_that_townships_follow_by_reference_say_by_which_article() {
    for (preset, article) in [
        ("山东", "第三十二条参照"),
        ("重庆", "第三十九条参照"),
        ("河南", "第三十一条参照"),
    ] {
        let note = preset_notes(preset);
        assert!(note.contains(article), "{preset}: {note}");
    }
    assert!(preset_notes("重庆").contains("代表法办法第四十七条"));
}

/// 北京市乡、民族乡、镇人民代表大会组织条例, last amended 2016-03-24, holds from that day.
#[test]
fn the_regulation_of_beijing_holds_from_its_last_amendment() {
    let rules = Rules::of_preset("北京");
    let region = |on: &str| {
        let rule = rules.on(RuleKey::Reply, day(on));
        rule.map(|it| it.region.clone()).unwrap_or_default()
    };
    assert_eq!(region("2016-03-24"), "北京", "组织条例第十四条");
    assert_ne!(region("2016-03-23"), "北京", "not before");
}

/// 河北省人民代表大会代表建议、批评和意见处理办法, revised, in force 2020-06-02: its figures were not read, so
/// the preset has the national ones and says what is to be verified.
#[test]
fn what_was_not_read_of_hebei_is_said() {
    let note = preset_notes("河北（待核实）");
    assert!(
        note.contains("2020年6月2日起施行") && note.contains("没有读到原文"),
        "{note}"
    );
    let reply = |preset: &str| Rules::of_preset(preset).written(RuleKey::Reply, day("2026-01-05"));
    assert_eq!(reply("河北（待核实）"), reply("全国默认"));
}

/// Characters with their strokes as GF 0023-2020 (通用规范汉字笔顺规范) writes them: 1 横, 2 竖, 3 撇, 4 点,
/// 5 折. Among them those whose order is often mistaken (火, 万, 丑, 凹, 凸, 出, 比, 必, 母, 非, 垂).
const STROKES: &[(char, &str)] = &[
    ('丁', "12"),
    ('力', "53"),
    ('九', "35"),
    ('又', "54"),
    ('了', "52"),
    ('万', "153"),
    ('义', "434"),
    ('及', "354"),
    ('马', "551"),
    ('丑', "5211"),
    ('火', "4334"),
    ('王', "1121"),
    ('丰', "1112"),
    ('韦', "1152"),
    ('比', "1535"),
    ('母', "55414"),
    ('必', "45434"),
    ('凹', "25251"),
    ('凸', "21251"),
    ('出', "52252"),
    ('北', "21135"),
    ('田', "25121"),
    ('白', "32511"),
    ('石', "13251"),
    ('龙', "13534"),
    ('冯', "41551"),
    ('叶', "25112"),
    ('史', "25134"),
    ('皮', "53254"),
    ('孙', "521234"),
    ('刘', "413422"),
    ('江', "441121"),
    ('安', "445531"),
    ('许', "453112"),
    ('阮', "521135"),
    ('陈', "5215234"),
    ('李', "1234521"),
    ('吴', "2511134"),
    ('何', "3212512"),
    ('张', "5153154"),
    ('杨', "1234533"),
    ('赵', "121213434"),
    ('非', "21112111"),
    ('垂', "31212211"),
    ('重', "312511211"),
    ('里', "2511211"),
    ('周', "35121251"),
    ('郑', "43113452"),
    ('孟', "52125221"),
    ('林', "12341234"),
    ('罗', "25221354"),
    ('武', "11212154"),
    ('金', "34112431"),
    ('曹', "12512212511"),
    ('梁', "44153441234"),
    ('黄', "12212512134"),
    ('徐', "3323411234"),
];

/// GF 0023-2020 and GF 3003-1999 (GB 13000.1 字符集汉字字序): characters stand by the number of their
/// strokes, then stroke by stroke in the order 横竖撇点折. Lists by 姓名笔画 and by 姓氏笔画 rest on it.
#[test]
fn names_stand_by_the_strokes_of_the_standard() {
    for (character, strokes) in STROKES {
        assert_eq!(
            stroke_count(*character).map(usize::from),
            Some(strokes.len()),
            "GF 0023-2020: {character} {strokes}"
        );
    }
    let mut standard = STROKES.to_vec();
    standard.sort_by_key(|(_, strokes)| (strokes.len(), *strokes));
    let standard: String = standard.iter().map(|it| it.0).collect();
    for order in [NameOrder::NameStrokes, NameOrder::SurnameStrokes] {
        let mut listed: Vec<char> = STROKES.iter().map(|it| it.0).collect();
        // In the order in which the characters themselves stand.
        listed.sort_by_key(|it| sort_key(&it.to_string(), order));
        let listed: String = listed.into_iter().collect();
        assert_eq!(listed, standard, "GF 3003-1999, {}", order.word());
    }
}
