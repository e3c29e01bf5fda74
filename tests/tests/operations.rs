//! Operations are one enum: every variant has a sort and a title of its own, and the same title is
//! read in the answer, in undo, in the history and in the list of operations.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside test functions"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use domain::operation::Operation;
use domain::record::RecordType;
use scenarios::Office;
use serde_json::json;

/// One operation of every variant. They share what they name, so that nothing but the wording
/// keeps their titles apart.
fn all(kind: &RecordType) -> Vec<Operation<'_>> {
    let (name, field, title) = ("甲", "乙", "丙");
    let parent = Some("丁");
    vec![
        Operation::Found { office: name },
        Operation::EnrolDevice { name },
        Operation::RevokeDevice { name },
        Operation::SendDispatch { number: name },
        Operation::TakeDispatch { number: name },
        Operation::TrustOffice { name },
        Operation::FillDemo,
        Operation::Make { kind, name, parent },
        Operation::Edit { kind, name, parent },
        Operation::Void { kind, name },
        Operation::Restore { kind, name },
        Operation::RestoreValue { kind, name, field },
        Operation::Decide { kind, name, field },
        Operation::DecideAll {
            kind,
            name,
            fields: 2,
        },
        Operation::KeepVoided { kind, name },
        Operation::AcceptVoid { kind, name },
        Operation::SeeNoted { fields: 2 },
        Operation::TellApart { kind, name },
        Operation::EditMany {
            kind,
            records: 2,
            fields: field,
        },
        Operation::VoidMany { kind, records: 2 },
        Operation::SaveRows {
            kind,
            made: 1,
            edited: 1,
        },
        Operation::Import {
            kind,
            made: 1,
            updated: 1,
        },
        Operation::DismissFinding { reason: name },
        Operation::Attach {
            kind,
            name,
            sort: "照片",
            file: "图.jpg",
        },
        Operation::Step {
            kind,
            step: "assign",
            title: "交办",
            name,
        },
        Operation::StepMany {
            kind,
            step: "assign",
            title: "交办",
            records: 2,
        },
        Operation::Steps {
            kind,
            run: &kind.workflow.as_ref().expect("a workflow").runs[0],
            name,
        },
        Operation::Join { kind, name },
        Operation::PassOn {
            kind,
            route: "转为代表建议",
            name,
        },
        Operation::PlanDays {
            year: 2026,
            rule: "每月15日",
            days: 12,
        },
        Operation::DealTeams { teams: 2 },
        Operation::CopyPlan {
            from: "2026年1月",
            to: "2026年2月",
        },
        Operation::MarkAttendance { kind, name },
        Operation::TickVisits {
            deputies: 2,
            visits: 3,
        },
        Operation::SignPages {
            book: name,
            year: 2026,
            first: 1,
            last: 2,
        },
        Operation::KeepDossier { name, year: 2026 },
        Operation::FreezeDossier { name, year: 2026 },
        Operation::FreezeDossiers {
            deputies: 2,
            year: 2026,
        },
        Operation::DraftSummary { sort: name, title },
        Operation::LoadHolidays {
            years: "2026年",
            moved: 2,
        },
        Operation::EditList { list: name },
        Operation::AddField { kind, field },
        Operation::HideField { kind, field },
        Operation::ShowField { kind, field },
        Operation::EditField { kind, field },
        Operation::ArrangeFields { kind },
        Operation::RenameRegister { title },
        Operation::ResetFields { kind },
        Operation::Erase { kind, name },
        Operation::Undo { title },
        Operation::Redo { title },
    ]
}

/// Names of the variants, as the source declares them.
fn declared() -> BTreeSet<String> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let source = top.join("src-tauri/crates/domain/src/operation.rs");
    let file = syn::parse_file(&fs::read_to_string(source).unwrap()).unwrap();
    let variants = file.items.into_iter().find_map(|item| match item {
        syn::Item::Enum(it) if it.ident == "Operation" => Some(it.variants),
        _ => None,
    });
    variants
        .unwrap()
        .iter()
        .map(|it| it.ident.to_string())
        .collect()
}

#[test]
fn each_has_a_sort_and_a_title_of_its_own() {
    let kind = domain::suggestion::suggestion_type();
    let all = all(&kind);
    let walked: BTreeSet<String> = all
        .iter()
        .map(|it| {
            let debug = format!("{it:?}");
            let name = debug.split(|c: char| !c.is_alphanumeric()).next();
            name.unwrap().to_owned()
        })
        .collect();
    assert_eq!(walked, declared(), "an operation is left out of this walk");

    let mut titles = BTreeSet::new();
    let mut sorts = BTreeSet::new();
    for it in &all {
        let (sort, title) = (it.sort(), it.title());
        assert!(!title.trim().is_empty(), "{it:?} has no title");
        assert!(
            sort.chars()
                .all(|c| c.is_ascii_lowercase() || c == '.' || c == '_'),
            "{sort} is no lasting key"
        );
        assert!(titles.insert(title.clone()), "two are titled {title}");
        assert!(sorts.insert(sort.clone()), "two have the sort {sort}");
    }
}

/// Titles are worded by the enum alone: nothing above the store fills a head by hand.
#[test]
fn no_operation_is_named_by_hand() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for folder in [
        "src-tauri/crates/app",
        "src-tauri/crates/cli",
        "src-tauri/crates/webhost",
    ] {
        let mut folders = vec![top.join(folder).join("src")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|it| it == "rs") {
                    let text = fs::read_to_string(&path).unwrap();
                    assert!(
                        !text.contains("NewOperation {"),
                        "{} names an operation by hand",
                        path.display()
                    );
                }
            }
        }
    }
}

#[test]
fn one_title_is_read_everywhere() {
    let mut office = Office::founded();
    let made = office.call(
        "save",
        json!({"register": "roster", "values": {"姓名": "张三", "性别": "男"}}),
    );
    let title = made["title"].as_str().unwrap().to_owned();
    assert!(title.starts_with("新增"), "{title}");

    let listed = office.call("operations", json!({}));
    assert_eq!(listed["operations"][0]["title"], title);
    let id = made["id"].as_str().unwrap();
    let history = office.call("history", json!({"register": "roster", "id": id}));
    assert_eq!(history["changes"][0]["title"], title);
    let undone = office.call("undo", json!({}));
    assert_eq!(undone["title"], title);
    let listed = office.call("operations", json!({}));
    assert_eq!(
        listed["operations"][0]["title"],
        Operation::Undo { title: &title }.title()
    );
    office.call("redo", json!({}));
    let listed = office.call("operations", json!({}));
    assert_eq!(
        listed["operations"][0]["title"],
        Operation::Redo { title: &title }.title()
    );
}
