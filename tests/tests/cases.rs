//! Sheets as offices keep them, each with what a careful clerk would want of it.
//!
//! `fixtures/cases/import.json` names for each file the records, findings, refused rows and whatever
//! was left out; the files differ in one point each.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use scenarios::{Office, fixture};
use serde_json::{Value, json};

/// The lines of a list, each as the parts that count.
fn parts(report: &Value, list: &str, keys: &[&str]) -> Value {
    let lines = report[list].as_array().expect("a list");
    let part = |line: &Value| {
        json!(
            keys.iter()
                .map(|key| line[*key].clone())
                .collect::<Vec<_>>()
        )
    };
    Value::Array(lines.iter().map(part).collect())
}

#[test]
fn every_sheet_comes_in_as_a_clerk_would_want_it() {
    let table = std::fs::read_to_string(fixture("cases/import.json")).expect("the table is there");
    let table: Value = serde_json::from_str(&table).expect("the table is JSON");
    let mut wrong: Vec<String> = Vec::new();
    for (name, expected) in table.as_object().expect("a table") {
        let mut office = Office::founded();
        let register = expected["register"].as_str().expect("a register");
        let path = fixture(&format!("cases/import/{name}"));
        let file = json!({ "path": path.display().to_string() });
        let request = json!({ "register": register, "file": file });
        if let Some(sentence) = expected["refused"].as_str() {
            let refused = office.refused("plan_import", request);
            if !refused.message.contains(sentence) {
                wrong.push(format!("{name}: refused with {}", refused.message));
            }
            if let Some(hint) = expected["hint"].as_str()
                && !refused.hint.as_deref().is_some_and(|it| it.contains(hint))
            {
                wrong.push(format!("{name}: advised {:?}", refused.hint));
            }
            continue;
        }
        let report = office.import(register, &path);
        let mut is = |what: &str, found: Value, wanted: &Value| {
            if found != *wanted {
                wrong.push(format!(
                    "{name}: {what}\n  is     {found}\n  wanted {wanted}"
                ));
            }
        };
        is("new", report["new"].clone(), &expected["new"]);
        let findings = parts(&report, "findings", &["row", "column", "severity"]);
        is("findings", findings, &expected["findings"]);
        let rejected = parts(&report, "rejected", &["row"]);
        is("rejected", rejected, &expected["rejected"]);
        let left_out = parts(&report, "left_out", &["sheet", "row"]);
        is("left out", left_out, &expected["left_out"]);
        let notes = report["notes"].as_array().expect("notes").len();
        is("notes", json!(notes), &expected["notes"]);
        let rows = office.rows(register);
        for (record, values) in expected["values"].as_object().expect("values") {
            let named = ["name", "visitor", "title"];
            let row = rows.iter().find(|row| {
                named
                    .iter()
                    .any(|key| row["values"][*key] == record.as_str())
            });
            for (field, value) in values.as_object().expect("fields") {
                let found = row.map_or(Value::Null, |row| row["values"][field].clone());
                is(&format!("{record} {field}"), found, value);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_sheets_of_one_file_come_in_together() {
    let mut office = Office::founded();
    let path = fixture("cases/import/c26_villages.xlsx");
    let report = office.call(
        "plan_import",
        json!({
            "register": "roster",
            "file": { "path": path.display().to_string() },
            "also": ["后苇村", "东王庄"],
        }),
    );
    assert_eq!(report["read"], 5, "all three villages");
    assert_eq!(report["left_out"], json!([]), "and nothing is left out");
    let applied = office.call("apply_import", json!({ "token": report["token"] }));
    assert_eq!(applied["new"], 5, "they come in as one operation");
    assert_eq!(office.rows("roster").len(), 5, "and stand in the roster");
}

#[test]
fn people_in_one_row_are_decided_one_by_one() {
    let mut office = Office::founded();
    let path = fixture("cases/import/o25_same_row_twins.xlsx");
    let report = office.plan("roster", &path);
    let duplicates = report["duplicates"].as_array().expect("duplicates");
    assert_eq!(
        duplicates.len(),
        2,
        "one in each of the tables side by side"
    );
    let decisions = json!([{ "row": duplicates[1]["at"], "decision": "new" }]);
    let applied = office.call(
        "apply_import",
        json!({ "token": report["token"], "decisions": decisions }),
    );
    assert_eq!(
        applied["new"], 3,
        "the decision holds for the second table alone"
    );
}
