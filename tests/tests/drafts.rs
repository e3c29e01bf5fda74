//! What was being typed is found again after the program stopped, and is gone once it is saved.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use scenarios::Office;
use serde_json::{Value, json};

fn keep(office: &mut Office, name: &str, body: &str) {
    let kept = office.call(
        "keep_draft",
        json!({"name": name, "title": "代表名册：新增代表", "place": "/r/roster/new", "body": body}),
    );
    assert!(
        kept["at"].as_str().is_some_and(|it| it.len() == 5),
        "the page says when: {kept}"
    );
}

fn drafts(office: &mut Office) -> Vec<Value> {
    let all = office.call("drafts", json!({}));
    all["drafts"].as_array().cloned().expect("a list")
}

#[test]
fn a_draft_is_found_again_after_the_program_stopped() {
    let mut office = Office::founded();
    let before = office.digest();
    keep(&mut office, "record/roster/new", r#"{"name":"丁霞"}"#);
    keep(&mut office, "record/roster/new", r#"{"name":"丁霞华"}"#);
    office.reopen();
    let found = drafts(&mut office);
    assert_eq!(found.len(), 1, "the newest of a name alone: {found:?}");
    assert_eq!(found[0]["body"], r#"{"name":"丁霞华"}"#, "as it was typed");
    assert_eq!(found[0]["who"], "王秀兰", "and who typed it");
    assert_eq!(found[0]["place"], "/r/roster/new", "and where it goes on");
    assert_eq!(office.digest(), before, "a draft is no record");
    assert_eq!(
        office.refused("undo", json!({})).message,
        "没有可以撤销的操作",
        "nor an operation"
    );
    office.call("drop_draft", json!({"name": "record/roster/new"}));
    assert_eq!(drafts(&mut office), Vec::<Value>::new(), "dropped");
    office.call("drop_draft", json!({"name": "record/roster/new"}));
}

#[test]
fn a_draft_too_large_is_refused_and_the_one_before_stays() {
    let mut office = Office::founded();
    keep(&mut office, "grid/receptions", "[]");
    let refused = office.refused(
        "keep_draft",
        json!({"name": "grid/receptions", "title": "", "place": "", "body": "字".repeat(2 << 20)}),
    );
    assert_eq!(refused.message, "写的内容太多，草稿没有保存");
    assert_eq!(drafts(&mut office)[0]["body"], "[]", "the earlier one");
}
