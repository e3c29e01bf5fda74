//! Two records of one person made one, and parted again.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use app::wire::ErrorCode;
use scenarios::Office;
use serde_json::json;

/// Somebody registered twice: the second time with a phone, and with an activity.
fn twice(office: &mut Office) -> (String, String, String) {
    let one = office.save(
        "roster",
        json!({"姓名": "赵大年", "出生日期": "1970-05-01", "性别": "男"}),
    );
    let other = office.save("roster",
        json!({"姓名": "赵大年", "出生日期": "1970-05-01", "性别": "女", "联系电话": "13903140001"}),
    );
    let matter = office.save("opinions",
        json!({"收到日期": "2026-03-01", "反映人": "李敏", "内容": "村口路灯坏了三盏，夜里看不清路。"}),
    );
    let set = json!({"register": "opinions", "id": matter, "values": {"收集代表": other}});
    office.call("save", set);
    (one, other, matter)
}

#[test]
fn two_records_of_one_person_become_one_and_can_be_parted_later() {
    let mut office = Office::founded_on("2026-03-02");
    let (one, other, matter) = twice(&mut office);
    let pairs = office.call("duplicates", json!({"register": "roster"}));
    assert_eq!(pairs.as_array().expect("pairs").len(), 1, "{pairs}");
    assert_eq!(pairs[0]["one"]["id"], one);
    assert!(
        pairs[0]["why"].as_str().expect("why").contains("姓名"),
        "{pairs}"
    );
    let before = office.digest();
    let mut request = json!({"register": "roster", "keep": one, "other": other, "dry_run": true});
    let plan = office.call("join_records", request.clone());
    assert_eq!(office.digest(), before, "nothing yet");
    let sex = plan["fields"]
        .as_array()
        .expect("fields")
        .iter()
        .find(|it| it["field"] == "sex")
        .expect("they differ");
    assert_eq!(
        (&sex["keep"], &sex["other"], &sex["taken"]),
        (&json!("男"), &json!("女"), &json!(false))
    );

    request["dry_run"] = json!(false);
    let joined = office.call("join_records", request);
    assert!(joined["operation"].is_string(), "{joined}");
    let kept = office.record("roster", &one);
    assert_eq!(kept["values"]["phone"], "13903140001", "what it lacked");
    assert_eq!(kept["values"]["sex"], "男", "what it had stays");
    let gone = office.record("roster", &other);
    assert_eq!(gone["voided"], "并入 赵大年");
    let uses = office.call("uses", json!({"register": "roster", "id": one}));
    assert!(
        uses.to_string().contains("路灯"),
        "references moved: {uses}"
    );
    let uses = office.call("uses", json!({"register": "roster", "id": other}));
    assert!(!uses.to_string().contains("路灯"), "{uses}");
    assert_eq!(
        office.call("duplicates", json!({"register": "roster"})),
        json!([])
    );

    // Other work goes on; later they are parted again.
    office.save("roster", json!({"姓名": "钱二喜"}));
    let parted = office.call("part_records", json!({"register": "roster", "id": other}));
    assert_eq!(parted["kept"], json!([]), "everything went back");
    let back = office.record("roster", &other);
    assert!(back["voided"].is_null(), "{back}");
    let kept = office.record("roster", &one);
    assert!(kept["values"].get("phone").is_none(), "{kept}");
    let uses = office.call("uses", json!({"register": "roster", "id": other}));
    assert!(uses.to_string().contains("路灯"), "{uses}");
    assert_eq!(
        office.record("opinions", &matter)["values"]["deputies"],
        "赵大年"
    );
    let again = office.refused("part_records", json!({"register": "roster", "id": other}));
    assert_eq!(again.code, ErrorCode::Precondition);
}

#[test]
fn a_value_is_taken_from_the_other_where_it_is_chosen() {
    let mut office = Office::founded_on("2026-03-02");
    let (one, other, _) = twice(&mut office);
    let before = office.digest();
    let request = json!({"register": "roster", "keep": one, "other": other, "take": ["性别"]});
    office.call("join_records", request);
    assert_eq!(office.record("roster", &one)["values"]["sex"], "女");
    office.call("undo", json!({}));
    assert_eq!(office.digest(), before, "one undo takes all of it back");
    for (request, said) in [
        (
            json!({"register": "roster", "keep": one, "other": one}),
            "同一条",
        ),
        (
            json!({"register": "opinions", "keep": one, "other": other}),
            "不能并成一条",
        ),
    ] {
        let error = office.refused("join_records", request);
        assert!(error.to_string().contains(said), "{error}");
    }
}
