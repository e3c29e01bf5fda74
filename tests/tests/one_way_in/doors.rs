//! The ways in: the same written values, by field keys, sent through each, and what came of them.

use std::collections::{BTreeMap, BTreeSet};

use domain::record::{RecordType, Registry};
use scenarios::Office;
use serde_json::{Value, json};

/// What was written, by field keys.
pub type Written = BTreeMap<String, String>;
/// Fields with what is said about them.
pub type Said = BTreeSet<(String, String)>;

/// What came of written values.
#[derive(Debug, Default, PartialEq)]
pub struct Outcome {
    /// The record's values, its number and state among them; `None` where it was not saved.
    pub record: Option<BTreeMap<String, String>>,
    /// What kept it or one of its fields out.
    pub faults: Said,
    /// What a person should look at.
    pub doubts: Said,
    /// How many groups, constituencies, units and stations there are afterwards.
    pub named: [usize; 4],
}

impl Outcome {
    fn of(
        office: &mut Office,
        register: &str,
        id: Option<&Value>,
        faults: Said,
        doubts: Said,
    ) -> Self {
        let record = id.map(|id| {
            let view = office.call("record", json!({"register": register, "id": id}));
            let values: BTreeMap<String, String> =
                serde_json::from_value(view["values"].clone()).expect("values");
            values
                .into_iter()
                .map(|(key, text)| (key, in_order(&text)))
                .collect()
        });
        let named = ["groups", "constituencies", "units", "stations"];
        Self {
            record,
            faults,
            doubts,
            named: named.map(|it| office.rows(it).len()),
        }
    }
}

/// Names of a set stand in the order of their ids, which nobody wrote.
fn in_order(text: &str) -> String {
    let mut parts: Vec<&str> = text.split('、').collect();
    parts.sort_unstable();
    parts.join("、")
}

fn said(list: &Value) -> Said {
    let text = |it: &Value, key: &str| it[key].as_str().unwrap_or_default().to_owned();
    let list = list.as_array().cloned().unwrap_or_default();
    list.iter()
        .map(|it| (text(it, "field"), text(it, "reason")))
        .collect()
}

fn invoked(office: &mut Office, command: &str, request: Value) -> Result<Value, Said> {
    office.invoke(command, request).map_err(|error| {
        assert!(!error.faults.is_empty(), "{command}: {error}");
        let faults = error.faults.iter();
        faults
            .map(|it| (it.field.clone(), it.reason.clone()))
            .collect()
    })
}

/// The form, for a new record or a known one.
pub fn form(office: &mut Office, register: &str, id: Option<&Value>, written: &Written) -> Outcome {
    let mut request = json!({"register": register, "values": written});
    if let Some(id) = id {
        request["id"] = id.clone();
    }
    match invoked(office, "save", request) {
        Ok(saved) => {
            let doubts = said(&saved["warnings"]);
            Outcome::of(office, register, Some(&saved["id"]), Said::new(), doubts)
        }
        Err(faults) => Outcome::of(office, register, None, faults, Said::new()),
    }
}

/// One line at a time: each field is understood before it is saved.
pub fn line(office: &mut Office, register: &str, written: &Written) -> Outcome {
    let mut understood = Written::new();
    for (field, text) in written {
        let request = json!({"register": register, "field": field, "text": text});
        let answer = office.call("understand", request);
        let text = answer["text"].as_str().expect("a text").to_owned();
        understood.insert(field.clone(), text);
    }
    form(office, register, None, &understood)
}

/// The grid, for a new record or a known one.
pub fn grid(office: &mut Office, register: &str, id: Option<&Value>, written: &Written) -> Outcome {
    let mut row = json!({"values": written});
    if let Some(id) = id {
        row["id"] = id.clone();
    }
    let request = json!({"register": register, "rows": [row]});
    let answer = office.call("save_rows", request);
    let row = &answer["rows"][0];
    let of = |note: &str| {
        let cells = row["cells"].as_array().cloned().unwrap_or_default();
        let noted: Vec<Value> = cells.into_iter().filter(|it| it["note"] == note).collect();
        said(&json!(noted))
    };
    let (faults, doubts) = (of("fault"), of("doubt"));
    let saved = match row["fate"].as_str() {
        Some("new" | "changed" | "same") => Some(&row["id"]),
        _ => None,
    };
    if saved.is_none() && faults.is_empty() {
        let word = row["word"].as_str().unwrap_or_default().to_owned();
        let faults = [(String::new(), word)].into();
        return Outcome::of(office, register, None, faults, doubts);
    }
    Outcome::of(office, register, saved, faults, doubts)
}

/// Several known records at once; what is left out is the refusal of one. A value at fault is refused
/// before any record is looked at.
pub fn batch(office: &mut Office, register: &str, id: &Value, written: &Written) -> Outcome {
    let list = json!({"register": register, "ids": [id]});
    let request = json!({"list": list, "values": written});
    match invoked(office, "batch_save", request) {
        Ok(done) => {
            let left = &done["left_out"][0]["faults"];
            let saved = left.is_null().then_some(id);
            Outcome::of(office, register, saved, said(left), Said::new())
        }
        Err(faults) => Outcome::of(office, register, None, faults, Said::new()),
    }
}

/// A sheet of one row under the labels of its fields.
pub fn sheet(office: &mut Office, register: &str, written: &Written) -> Outcome {
    let registry = Registry::builtin();
    let kind = registry
        .register(register)
        .or_else(|| registry.get(register));
    let kind = kind.expect("a register");
    let label = |key: &String| kind.field(key).expect("a field").label.clone();
    let labels: Vec<String> = written.keys().map(label).collect();
    let cells: Vec<String> = written.values().map(|it| format!("\"{it}\"")).collect();
    let path = office.path("表.csv");
    let text = format!("{}\n{}\n", labels.join(","), cells.join(","));
    std::fs::write(&path, text).expect("the sheet is written");
    let before: BTreeSet<String> = ids(office, register);
    let report = office.import(register, &path);
    let after = ids(office, register);
    let new = after.difference(&before).next().map(|it| json!(it));
    let mut faults = Said::new();
    let mut doubts = Said::new();
    for found in report["findings"].as_array().expect("findings") {
        let reason = found["reason"].as_str().unwrap_or_default().to_owned();
        let column = found["column"].as_str().unwrap_or_default();
        let pair = (key_of(kind, column), reason);
        if found["severity"] == "error" {
            faults.insert(pair);
        } else {
            doubts.insert(pair);
        }
    }
    Outcome::of(office, register, new.as_ref(), faults, doubts)
}

fn key_of(kind: &RecordType, label: &str) -> String {
    kind.field_named(label)
        .map_or_else(String::new, |it| it.key.to_string())
}

fn ids(office: &mut Office, register: &str) -> BTreeSet<String> {
    let rows = office.rows(register);
    let id = |it: &Value| it["id"].as_str().unwrap_or_default().to_owned();
    rows.iter().map(id).collect()
}

/// A visit ticked for a deputy and all the electors kept by that deputy.
pub fn tick(office: &mut Office, deputy: &str, shared: &Written) -> Outcome {
    let request = json!({"values": shared, "visits": [{"deputy": deputy, "electors": []}]});
    match invoked(office, "tick_contacts", request) {
        Ok(done) => {
            let id = office.rows("contacts")[0]["id"].clone();
            let doubts = said(&done["warnings"]);
            Outcome::of(office, "contacts", Some(&id), Said::new(), doubts)
        }
        Err(faults) => Outcome::of(office, "contacts", None, faults, Said::new()),
    }
}

/// Who came to an activity, on the sheet of its names: one mark.
pub fn mark(office: &mut Office, activity: &str, mark: &Written) -> Outcome {
    let request = json!({"activity": activity, "marks": [mark]});
    match invoked(office, "set_attendance", request) {
        Ok(sheet) => {
            let id = office.rows("attendance")[0]["id"].clone();
            let doubts = said(&sheet["warnings"]);
            Outcome::of(office, "attendance", Some(&id), Said::new(), doubts)
        }
        Err(faults) => Outcome::of(office, "attendance", None, faults, Said::new()),
    }
}

/// The sheet of names of a meeting: who was expected, and what is said of some.
pub fn roll_call(office: &mut Office, meeting: &Value, expected: &str, marks: &Value) -> Outcome {
    let expected: Vec<&str> = expected.split('、').collect();
    let request = json!({"activity": meeting, "register": "meetings", "expected": expected,
                         "marks": marks});
    match invoked(office, "set_attendance", request) {
        Ok(sheet) => {
            let doubts = said(&sheet["warnings"]);
            Outcome::of(office, "meetings", Some(meeting), Said::new(), doubts)
        }
        Err(faults) => Outcome::of(office, "meetings", None, faults, Said::new()),
    }
}

/// A visit passed on as a matter.
pub fn pass_on(office: &mut Office, visit: &Value, route: &str, written: &Written) -> Outcome {
    let request = json!({"register": "receptions", "id": visit, "route": route, "values": written});
    match invoked(office, "pass_on", request) {
        Ok(passed) => {
            let register = passed["register"].as_str().expect("a register").to_owned();
            let doubts = said(&passed["warnings"]);
            Outcome::of(office, &register, Some(&passed["id"]), Said::new(), doubts)
        }
        Err(faults) => Outcome::of(office, "opinions", None, faults, Said::new()),
    }
}

/// The record that a step writes in another register.
pub fn step(
    office: &mut Office,
    (register, id): (&str, &Value),
    (step, writes): (&str, &str),
    written: &Written,
) -> Outcome {
    let request = json!({"register": register, "id": id, "step": step, "values": written});
    match invoked(office, "act", request) {
        Ok(_) => {
            let id = office.rows(writes)[0]["id"].clone();
            Outcome::of(office, writes, Some(&id), Said::new(), Said::new())
        }
        Err(faults) => Outcome::of(office, writes, None, faults, Said::new()),
    }
}
