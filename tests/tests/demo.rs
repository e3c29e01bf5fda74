//! Demo data comes in as one operation and goes in one step.

use scenarios::Office;
use serde_json::json;

#[test]
fn a_year_comes_in_and_goes_again() {
    let mut office = Office::founded();
    let before = office.digest();
    let filled = office.call("demo", json!({}));
    for (register, least) in [
        ("roster", 50),
        ("receptions", 30),
        ("activities", 12),
        ("electors", 500),
        ("contacts", 80),
        ("opinions", 30),
        ("suggestions", 7),
        ("leaves", 2),
        ("promises", 1),
        ("plans", 12),
        ("meetings", 3),
    ] {
        let count = filled["records"][register].as_u64().unwrap_or(0);
        assert!(count >= least, "{register} has {count}, a year has {least}");
    }
    let status = office.call("status", json!({}));
    assert_eq!(status["demo"], true, "the screen can say that it is a demo");
    let answered = office
        .rows("receptions")
        .iter()
        .filter(|row| {
            row["values"]["deputies"]
                .as_str()
                .is_some_and(|it| it.contains('、'))
        })
        .count();
    assert!(answered > 30, "deputies are linked by name");
    let again = office.refused("demo", json!({}));
    assert!(again.message.contains("已经有"), "{}", again.message);

    let gone = office.call("remove_demo", json!({}));
    assert_eq!(gone["kept"], json!([]), "nothing of it stays");
    assert_eq!(office.digest(), before, "the office is as it was founded");
    let status = office.call("status", json!({}));
    assert_eq!(status["demo"], false);
    office.refused("remove_demo", json!({}));
}

#[test]
fn an_office_s_own_roster_is_not_mixed_with_it() {
    let mut office = Office::founded();
    office.import("roster", &scenarios::fixture("代表名册-两行表头.xlsx"));
    let refusal = office.refused("demo", json!({}));
    assert!(refusal.message.contains("没有载入"), "{}", refusal.message);
}
