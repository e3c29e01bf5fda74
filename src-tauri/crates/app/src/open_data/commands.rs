//! The command that writes open data.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::Datelike;
use domain::office::{DEVICE, Office, USER};
use domain::record::{RecordType, SCHEME_KIND};

use crate::open_data::figures::{code_lists, of_years};
use crate::open_data::tables::Table;
use crate::open_data::{descriptor, tables};
use crate::session::App;
use crate::wire::{ErrorCode, FileRef, OpenData, OpenDataFile, OpenDataMade, UserError};

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
    let work = app.work();
    let underway = work.begin("导出开放数据");
    let mut files = Files::new(&request.out);
    for (at, kind) in kinds.iter().enumerate() {
        underway.step(at as u64, kinds.len() as u64)?;
        // One type at a time: the tables of all of them need not lie in memory together.
        for made in tables::of_kind(app, kind, &township, request.private, &names, &mut years)? {
            files.add(app, made)?;
        }
    }
    let figures = of_years(app, &township, years.into_iter())?;
    files.add(app, figures)?;
    let registry = app.ledger()?.registry().clone();
    files.add(app, code_lists(&registry)?)?;
    let on = app.today().to_string();
    let described = descriptor::of(&files.tables, &office, &on, request.private);
    // It comes last: a folder with it is whole.
    files.write(app, DESCRIPTOR, format!("{described:#}\n").as_bytes())?;
    Ok(OpenDataMade {
        path: folder.display().to_string(),
        files: files.keep(),
        private: request.private,
    })
}

/// The files of a folder that is being filled. Let go before all of them stand there, it takes them
/// away again, so that the folder can be chosen once more when the disk has room.
struct Files<'a> {
    out: &'a FileRef,
    tables: Vec<(Table, usize)>,
    paths: Vec<String>,
}

impl<'a> Files<'a> {
    fn new(out: &'a FileRef) -> Self {
        Self {
            out,
            tables: Vec::new(),
            paths: Vec::new(),
        }
    }

    fn write(&mut self, app: &App, name: &str, content: &[u8]) -> Result<(), UserError> {
        let path = app.host.write_inside(self.out, name, content)?;
        self.paths.push(path);
        Ok(())
    }

    fn add(&mut self, app: &App, (table, csv): (Table, Vec<u8>)) -> Result<(), UserError> {
        self.write(app, &format!("{}.csv", table.name), &csv)?;
        self.tables.push((table, csv.len()));
        Ok(())
    }

    /// All of them stand there.
    fn keep(mut self) -> Vec<OpenDataFile> {
        let paths = std::mem::take(&mut self.paths);
        let tables = self.tables.iter().zip(paths);
        tables
            .map(|((table, _), path)| OpenDataFile {
                path,
                title: table.title.clone(),
                rows: table.rows,
            })
            .collect()
    }
}

impl Drop for Files<'_> {
    fn drop(&mut self) {
        for path in &self.paths {
            // What cannot be taken away is found when the folder is chosen again.
            let _ = std::fs::remove_file(path);
        }
    }
}
