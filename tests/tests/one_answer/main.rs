//! One question has one answer. Each table has situations as rows and places as columns: what is so
//! is written once for each row, and every place that speaks of it must say the same. A place that
//! does not ask a question says why.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it expects"
)]

mod activities;
mod deputies;
mod matters;
mod meetings;
mod table;
mod times;

use scenarios::Office;
use serde_json::{Value, json};

/// The last day of a month, of a quarter and of a half year: a period that ends with it ends today.
const TODAY: &str = "2026-06-30";

/// An office as the tables use it.
struct Town {
    office: Office,
}

impl Town {
    fn founded() -> Self {
        Self {
            office: Office::founded_on(TODAY),
        }
    }

    fn save(&mut self, register: &str, values: Value) -> String {
        self.office.save(register, values)
    }

    fn change(&mut self, register: &str, id: &str, values: Value) {
        self.office.edit(register, id, values);
    }

    fn act(&mut self, register: &str, id: &str, step: &str, values: Value) {
        self.office.act(register, id, step, values);
    }

    fn void(&mut self, register: &str, id: &str) {
        let void = json!({"register": register, "id": id, "reason": "重复登记"});
        self.office.call("void_record", void);
    }

    /// A form as text.
    fn paper(&mut self, request: Value) -> String {
        self.office.print(request).1
    }

    /// The records in the numerator (or the denominator) of a figure, with their weights.
    fn figure(&mut self, scope: Value, key: &str, bottom: bool) -> Vec<(String, i64)> {
        let request = json!({"scope": scope, "key": key, "bottom": bottom});
        let found = self.office.call("figure_records", request);
        let rows = found["rows"].as_array().unwrap();
        let rows: Vec<_> = rows
            .iter()
            .map(|it| (text(&it["id"]), it["weight"].as_i64().unwrap()))
            .collect();
        assert_eq!(
            found["total"].as_u64(),
            Some(rows.len() as u64),
            "{key}: the page of records holds them all"
        );
        rows
    }

    /// A figure of the report: numerator and denominator.
    fn counted(&mut self, scope: Value, key: &str) -> (i64, Option<i64>) {
        let figures = self.office.call("figures", json!({"scope": scope}));
        let lines = figures["figures"].as_array().unwrap();
        let line = lines.iter().find(|it| it["key"] == key).expect(key);
        (
            line["numerator"].as_i64().unwrap(),
            line["denominator"].as_i64(),
        )
    }

    /// The records that 迎检体检 names for an objection.
    fn objected(&mut self, objection: &str) -> Vec<String> {
        let request = json!({"year": 2026, "objection": objection});
        let report = self.office.call("inspection_check", request);
        let mut ids = Vec::new();
        for book in report["books"].as_array().unwrap() {
            for raised in book["objections"].as_array().unwrap() {
                let items = raised["items"].as_array().unwrap();
                assert_eq!(
                    raised["count"].as_u64(),
                    Some(items.len() as u64),
                    "{objection}: all of them are named"
                );
                ids.extend(items.iter().map(|it| text(&it["id"])));
            }
        }
        ids
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
