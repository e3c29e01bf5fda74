//! What definitions and clocks say of the law beside the rules of `assets/rules`, each with its
//! article. The rules themselves stand in `domain/src/rules/tests.rs`.
#![allow(clippy::unwrap_used, reason = "a test says what it expects")]

use chrono::NaiveDate;
use domain::calendar::Almanac;
use domain::matter::{feedback_begins, hand_over_until};
use domain::record::{RecordId, RecordType, Registry, Row, Value};
use domain::rules::Rules;

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
