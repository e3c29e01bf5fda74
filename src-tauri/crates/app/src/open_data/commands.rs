//! The command that writes open data.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::Datelike;
use domain::office::{DEVICE, Office, USER};
use domain::record::{RecordType, SCHEME_KIND};

use crate::open_data::{descriptor, figures, tables};
use crate::session::App;
use crate::wire::{ErrorCode, OpenData, OpenDataFile, OpenDataMade, UserError};

/// What describes the folder.
const DESCRIPTOR: &str = "datapackage.json";

/// Types whose records tell of the program and its users, not of the office's work.
const OWN: [&str; 3] = [USER, DEVICE, SCHEME_KIND];

/// The types that are written: every register, and what stands under its records.
fn written(app: &mut App) -> Result<Vec<Arc<RecordType>>, UserError> {
    let registry = app.ledger()?.registry().clone();
    let of_work = |it: &&Arc<RecordType>| !OWN.contains(&it.key.as_str());
    let below = |it: &RecordType| it.parent.as_ref().is_some_and(|it| it.kind.is_some());
    let kinds = registry.iter().filter(of_work);
    Ok(kinds
        .filter(|it| it.register.is_some() || below(it))
        .cloned()
        .collect())
}

pub(crate) fn open_data(app: &mut App, request: OpenData) -> Result<OpenDataMade, UserError> {
    let folder = app.host.path(&request.out).ok_or_else(|| {
        UserError::new(
            ErrorCode::File,
            "这里不能写到文件夹",
            "请在程序窗口或命令行里导出开放数据",
        )
    })?;
    let holds_something = std::fs::read_dir(&folder).is_ok_and(|mut it| it.next().is_some());
    if holds_something || folder.is_file() {
        return Err(UserError::new(
            ErrorCode::File,
            format!("“{}”里已经有东西，没有写", folder.display()),
            "请选一个空文件夹，或写一个还没有的名称",
        ));
    }
    let office = app.office_text(Office::NAME)?;
    let township = app.office_text(Office::AREA)?;
    let kinds = written(app)?;
    let names: BTreeSet<&str> = kinds.iter().map(|it| tables::name_of(it)).collect();
    let mut years = BTreeSet::from([app.today().year()]);
    let mut made = Vec::new();
    let work = app.work();
    let underway = work.begin("导出开放数据");
    for (at, kind) in kinds.iter().enumerate() {
        underway.step(at as u64, kinds.len() as u64)?;
        let of_kind = tables::of_kind(app, kind, &township, request.private, &names, &mut years)?;
        made.extend(of_kind);
    }
    made.push(figures::of_years(app, &township, years.into_iter())?);
    let registry = app.ledger()?.registry().clone();
    made.push(figures::code_lists(&registry)?);
    let on = app.today().to_string();
    let described = descriptor::of(&made, &office, &on, request.private);
    let mut files = Vec::with_capacity(made.len());
    for it in &made {
        let path = app
            .host
            .write_inside(&request.out, &format!("{}.csv", it.name), &it.csv)?;
        files.push(OpenDataFile {
            path,
            title: it.title.clone(),
            rows: it.rows,
        });
    }
    // It comes last: a folder with it is whole.
    let described = format!("{described:#}\n");
    app.host
        .write_inside(&request.out, DESCRIPTOR, described.as_bytes())?;
    Ok(OpenDataMade {
        path: folder.display().to_string(),
        files,
        private: request.private,
    })
}
