//! From arguments to requests and from answers to what the contract says.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use app::wire::*;
use app::{App, DiskHost, Source, UserError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::answer::Done;
use crate::arguments::{Arguments, Command, Rows};
use crate::opening::{open_application, serve};

pub(crate) type Result<T> = std::result::Result<T, UserError>;

/// Runs a command; a refusal gets its number in the store's log, wherever it came from.
pub(crate) fn run(arguments: Arguments) -> Result<Done> {
    let dir = arguments
        .store
        .clone()
        .unwrap_or_else(app::default_store_dir);
    let dir = std::path::absolute(&dir).unwrap_or(dir);
    let log = app::Log::beside(&dir);
    run_in(arguments, dir).map_err(|error| log.noted(error))
}

fn run_in(arguments: Arguments, dir: PathBuf) -> Result<Done> {
    let password = password(arguments.password_file.as_deref())?;
    let opening = || webhost::Opening {
        dir: dir.clone(),
        acting: arguments.acting.clone(),
        today: arguments.on,
    };
    match &arguments.command {
        Command::Serve { port, open } => return serve(opening(), *port, *open, arguments.json),
        Command::Open => return open_application(opening(), arguments.json),
        _ => {}
    }
    let app = App::new(dir, Box::new(DiskHost))
        .acting_as(arguments.acting.clone())
        .on(arguments.on)
        .from(Source::CommandLine);
    let mut session = Session { app, password };
    session.run(arguments.command)
}

/// The first line of the password file.
fn password(file: Option<&Path>) -> Result<Option<String>> {
    let Some(file) = file else { return Ok(None) };
    let content = std::fs::read_to_string(file).map_err(|error| {
        UserError::new(
            ErrorCode::File,
            format!("读取口令文件“{}”时出错（{error}）", file.display()),
            "请检查文件位置",
        )
    })?;
    Ok(content
        .lines()
        .next()
        .map(|line| line.trim_end_matches('\r').to_owned()))
}

pub(crate) struct Session {
    app: App,
    password: Option<String>,
}

impl Session {
    pub(crate) fn call<A: DeserializeOwned>(
        &mut self,
        command: &str,
        request: impl Serialize,
    ) -> Result<A> {
        let request = serde_json::to_value(request).map_err(internal)?;
        let answer = self.app.invoke(command, request)?;
        serde_json::from_value(answer).map_err(internal)
    }

    /// Opens the store: by the password given, by the recovery card's characters in its place, else
    /// by the key file.
    fn open(&mut self) -> Result<()> {
        let Some(secret) = self.password.clone() else {
            return Ok(());
        };
        let as_password = UnlockWith {
            password: Some(secret.clone()),
            ..UnlockWith::default()
        };
        let refused = match self.call::<Status>("unlock", as_password) {
            Ok(_) => return Ok(()),
            Err(error) => error,
        };
        if refused.code != ErrorCode::WrongSecret {
            return Err(refused);
        }
        let as_card = UnlockWith {
            card: Some(secret),
            ..UnlockWith::default()
        };
        let opened = self.call::<Status>("unlock", as_card);
        opened.map(drop).map_err(|_| refused)
    }

    /// Gives the password file for the store that a restore replaces; where it does not fit, the
    /// restore itself says so.
    fn confirm(&mut self) {
        let Some(secret) = self.password.clone() else {
            return;
        };
        let as_password = Reauthenticate {
            password: Some(secret.clone()),
            card: None,
        };
        let as_card = Reauthenticate {
            password: None,
            card: Some(secret),
        };
        if self.call::<Nothing>("reauthenticate", as_password).is_err() {
            let _ = self.call::<Nothing>("reauthenticate", as_card);
        }
    }

    /// Figures, the lines of a breakdown, or every record behind one figure.
    fn stats(
        &mut self,
        scope: FigureScope,
        compare: bool,
        by: Option<(String, bool)>,
        records: Option<String>,
        bottom: bool,
    ) -> Result<Done> {
        if let Some((dimension, rates)) = by {
            let request = BreakdownRequest {
                scope,
                dimension,
                rates,
            };
            let answer: Breakdown = self.call("breakdown", request)?;
            return Done::from(&answer);
        }
        let Some(key) = records else {
            let answer: Figures = self.call("figures", FigureRequest { scope, compare })?;
            return Done::from(&answer);
        };
        let mut request = FigureRecordsRequest {
            scope,
            key,
            bottom,
            ..FigureRecordsRequest::default()
        };
        let mut answer: FigureRecords = self.call("figure_records", &request)?;
        while answer.rows.len() < answer.total as usize {
            request.offset = u32::try_from(answer.rows.len()).unwrap_or(u32::MAX);
            let more: FigureRecords = self.call("figure_records", &request)?;
            if more.rows.is_empty() {
                break;
            }
            answer.rows.extend(more.rows);
        }
        Done::from(&answer)
    }

    fn run(&mut self, command: Command) -> Result<Done> {
        // A diagnosis is wanted most where the store does not open.
        if matches!(command, Command::Diagnose { .. }) {
            let _ = self.open();
        } else if !matches!(command, Command::Init { .. } | Command::Restore { .. }) {
            self.open()?;
        }
        match command {
            Command::Init {
                office,
                area,
                term,
                clerk,
                no_password,
            } => {
                let password = self.password.clone().filter(|_| !no_password);
                let found = Found {
                    office,
                    area,
                    term,
                    clerk,
                    password,
                };
                let done: Founded = self.call("found", found)?;
                Done::from(&done)
            }
            Command::Registers => {
                let all: Vec<RegisterInfo> = self.call("registers", Nothing {})?;
                Done::from(&all)
            }
            Command::Forms => {
                let all: Vec<FormInfo> = self.call("forms", Nothing {})?;
                Done::from(&all)
            }
            Command::Template { register, out } => {
                let done: Written = self.call(
                    "template",
                    Template {
                        register,
                        out: file(&out),
                    },
                )?;
                Done::from(&done)
            }
            Command::Import {
                register,
                file: sheet_file,
                sheet,
                map,
                year,
                header_row,
                afresh,
                decide,
                dry_run,
                strict,
            } => {
                let plan = PlanImport {
                    register,
                    file: file(&sheet_file),
                    sheet,
                    map: pairs(&map)?
                        .into_iter()
                        .map(|(column, field)| ColumnChoice { column, field })
                        .collect(),
                    strict,
                    year,
                    header_row,
                    afresh,
                };
                self.import(plan, &decide, dry_run)
            }
            Command::List { register, rows } => self.list(register, rows),
            Command::Set {
                register,
                id,
                values,
            } => {
                let id = (id != "new").then_some(id);
                let values = pairs(&values)?.into_iter().collect::<BTreeMap<_, _>>();
                let saved: Saved = self.call(
                    "save",
                    Save {
                        register,
                        id,
                        values,
                    },
                )?;
                Done::from(&saved)
            }
            Command::Void {
                register,
                id,
                reason,
            } => {
                let saved: Saved = self.call(
                    "void_record",
                    VoidRecord {
                        register,
                        id,
                        reason,
                    },
                )?;
                Done::from(&saved)
            }
            Command::RestoreRecord { register, id } => {
                let saved: Saved = self.call("restore_record", OfRecord { register, id })?;
                Done::from(&saved)
            }
            Command::Do {
                register,
                id,
                action,
                values,
            } => self.act(register, &id, action, &values),
            Command::Steps { register, id } => {
                let view: RecordView = self.call("record", OfRecord { register, id })?;
                Done::from(&json!({ "id": view.id, "state": view.state, "steps": view.steps }))
            }
            Command::Course { register, id } => {
                let course: Course = self.call("course", OfRecord { register, id })?;
                Done::from(&course)
            }
            Command::PassOn {
                register,
                id,
                route,
                values,
            } => {
                let request = PassOn {
                    register,
                    id,
                    route,
                    values: pairs(&values)?.into_iter().collect(),
                };
                let passed: PassedOn = self.call("pass_on", request)?;
                Done::from(&passed)
            }
            Command::Alike { content } => {
                let request = Alike {
                    content,
                    except: None,
                };
                let found: Vec<AlikeMatter> = self.call("alike", request)?;
                Done::from(&found)
            }
            Command::Sample {
                register,
                count,
                state,
            } => {
                let request = Sample {
                    register,
                    count,
                    state,
                };
                let sampled: Sampled = self.call("sample", request)?;
                Done::from(&sampled)
            }
            Command::Books(command) => self.books(command),
            Command::Due => {
                let due: DueItems = self.call("due", Nothing {})?;
                let (items, notes): (Vec<_>, Vec<_>) =
                    due.items.into_iter().partition(|it| it.due.is_some());
                Ok(Done::of(json!({ "items": items, "notes": notes })))
            }
            Command::Stats {
                from,
                to,
                station,
                matters,
                compare,
                by,
                rates,
                records,
                bottom,
            } => {
                let scope = FigureScope {
                    from,
                    to,
                    station,
                    matters,
                };
                let by = by.map(|dimension| (dimension, rates));
                self.stats(scope, compare, by, records, bottom)
            }
            Command::DraftReport {
                from,
                to,
                station,
                again,
            } => {
                let scope = FigureScope {
                    from: Some(from),
                    to: Some(to),
                    station,
                    matters: None,
                };
                let done: DraftedReport =
                    self.call("draft_report", DraftReport { scope, again })?;
                Done::from(&done)
            }
            Command::History { register, id } => {
                let history: History = self.call("history", OfRecord { register, id })?;
                Done::from(&history)
            }
            Command::RestoreValue {
                register,
                id,
                field,
                operation,
                after,
            } => {
                let saved: Saved = self.call(
                    "restore_value",
                    RestoreValue {
                        register,
                        id,
                        field,
                        operation,
                        before: !after,
                    },
                )?;
                Done::from(&saved)
            }
            Command::Attach {
                register,
                id,
                file: attached,
                sort,
                place,
            } => {
                let done: Attached = self.call(
                    "attach",
                    Attach {
                        register,
                        id,
                        file: file(&attached),
                        sort,
                        place,
                    },
                )?;
                Done::from(&done)
            }
            Command::Attachment { id, out } => {
                let out = Some(file(&out));
                let done: AttachmentContent = self.call("attachment", OfAttachment { id, out })?;
                Done::from(&done)
            }
            Command::Uses { register, id } => {
                let uses: Uses = self.call("uses", OfRecord { register, id })?;
                Done::from(&uses)
            }
            Command::Undo { operation } => {
                let undone: Undone = self.call("undo", UndoRequest { operation })?;
                let partly = !undone.kept.is_empty();
                Ok(Done::from(&undone)?.partly(partly))
            }
            Command::Redo => self.reverse("redo"),
            Command::Demo { remove: true } => self.reverse("remove_demo"),
            Command::Demo { remove: false } => {
                let filled: Demo = self.call("demo", Nothing {})?;
                Done::from(&filled)
            }
            Command::Operations => {
                let all: Operations = self.call("operations", OperationsRequest::default())?;
                Done::from(&all)
            }
            Command::Export {
                register,
                out,
                rows,
            } => {
                let list = list_request(register, rows)?;
                let done: Written = self.call(
                    "export",
                    Export {
                        list,
                        columns: Vec::new(),
                        out: file(&out),
                    },
                )?;
                Done::from(&done)
            }
            Command::Print {
                form,
                out,
                station,
                record,
                deputy,
                year,
                month,
                blank,
                columns,
                sections,
                conditions,
                order,
                entries,
            } => {
                let entries = pairs(&entries)?.into_iter().collect();
                let request = PrintRequest {
                    form,
                    station,
                    record,
                    deputy,
                    year,
                    month,
                    blank,
                    columns: columns.map(|it| names(&it)).unwrap_or_default(),
                    sections,
                    search: None,
                    conditions: wheres(&conditions)?,
                    order,
                    entries,
                    out: Some(file(&out)),
                    ..PrintRequest::default()
                };
                let report: PrintReport = self.call("print", request)?;
                Done::from(&report)
            }
            Command::InspectionCheck {
                year,
                station,
                objection,
            } => {
                let request = InspectionRequest {
                    year,
                    station,
                    objection,
                };
                let report: InspectionReport = self.call("inspection_check", request)?;
                Done::from(&report)
            }
            Command::Inspection {
                year,
                station,
                each_station,
                out,
            } => {
                let request = InspectionSet {
                    year,
                    station,
                    each_station,
                    out: file(&out),
                };
                let papers: InspectionPapers = self.call("inspection", request)?;
                Done::from(&papers)
            }
            Command::BookPages {
                register,
                station,
                year,
            } => {
                let request = OfBook {
                    register,
                    station,
                    year,
                };
                let pages: BookPages = self.call("book_pages", request)?;
                Done::from(&pages)
            }
            Command::SignPages {
                register,
                station,
                year,
                through,
                by,
                day,
                closed,
            } => {
                let request = SignPages {
                    register,
                    station,
                    year,
                    through,
                    signed_on: day,
                    signed_by: by,
                    closed,
                };
                let saved: Saved = self.call("sign_pages", request)?;
                Done::from(&saved)
            }
            Command::Dossier {
                deputy: None, year, ..
            } => {
                let shelf: DossierShelf = self.call("dossiers", OfDossiers { year })?;
                Done::from(&shelf)
            }
            Command::Dossier {
                deputy: Some(deputy),
                year,
                across,
            } => {
                let request = OfDossier {
                    deputy,
                    year,
                    living: false,
                };
                if across {
                    let all: DossierAcross = self.call("dossier_across", request)?;
                    return Done::from(&all);
                }
                let dossier: Dossier = self.call("dossier", request)?;
                Done::from(&dossier)
            }
            Command::FreezeDossier {
                deputies,
                year,
                again,
            } => {
                let request = FreezeDossier {
                    deputies,
                    year,
                    again,
                };
                let saved: Saved = self.call("freeze_dossier", request)?;
                Done::from(&saved)
            }
            Command::Structure { conditions } => {
                let request = StructureRequest {
                    conditions: wheres(&conditions)?,
                };
                let table: StructureTable = self.call("structure", request)?;
                Done::from(&table)
            }
            Command::Scheme {
                register,
                field,
                label,
                hidden,
                position,
                sort,
                choices,
                hint,
                section,
            } => {
                let choices = choices.map(|it| names(&it)).unwrap_or_default();
                let request = SchemeField {
                    register,
                    field,
                    label,
                    hidden,
                    position,
                    sort,
                    choices,
                    hint,
                    section,
                };
                let saved: Saved = self.call("set_scheme", request)?;
                Done::from(&saved)
            }
            Command::Title { register, title } => {
                let saved: Saved = self.call("set_title", SetTitle { register, title })?;
                Done::from(&saved)
            }
            Command::Lists { name, options } => self.lists(name, &options),
            Command::Password {
                new_file,
                user,
                remove,
            } => {
                let old = self.password.clone();
                let now: Security = if remove {
                    self.call("remove_password", RemovePassword { user, old })?
                } else {
                    let new = password(new_file.as_deref())?.unwrap_or_default();
                    self.call("set_password", SetPassword { user, old, new })?
                };
                Done::from(&now)
            }
            Command::Card { out } => {
                let card: NewCard = self.call("new_card", Nothing {})?;
                let mut answer = json!({ "recovery": card.recovery });
                if let Some(out) = out {
                    let request = PrintCard {
                        recovery: card.recovery,
                        out: file(&out),
                    };
                    let printed: PrintReport = self.call("print_card", request)?;
                    answer["path"] = printed.path.into();
                }
                Ok(Done::of(answer))
            }
            Command::Copies => {
                let copies: Copies = self.call("copies", Nothing {})?;
                Done::from(&copies)
            }
            Command::LookInto { file: copy } => {
                let which = WhichCopy {
                    copy: None,
                    file: Some(file(&copy)),
                };
                let says: CopySays = self.call("look_into", which)?;
                Done::from(&says)
            }
            Command::Place => {
                let place: Place = self.call("place", Nothing {})?;
                Done::from(&place)
            }
            Command::Reminders => {
                let all: Vec<Reminder> = self.call("reminders", Nothing {})?;
                Done::from(&all)
            }
            Command::Diagnose { out } => {
                let out = out.map(|it| file(&it));
                let done: Diagnosis = self.call("diagnosis", DiagnosisRequest { out })?;
                Done::from(&done)
            }
            Command::Check { deep } => {
                let checked: Checked = self.call("check", Check { deep })?;
                Done::from(&checked)
            }
            Command::Rebuild => {
                let checked: Checked = self.call("rebuild", Nothing {})?;
                Done::from(&checked)
            }
            Command::Backup { to } => {
                let request = Backup {
                    to: to.map(|it| file(&it)),
                };
                let copied: Copied = self.call("backup", request)?;
                Done::from(&copied)
            }
            Command::Restore { file: copy } => {
                self.confirm();
                let unlock = UnlockWith {
                    password: self.password.clone(),
                    ..UnlockWith::default()
                };
                let copied: Copied = self.call(
                    "restore",
                    Restore {
                        which: WhichCopy {
                            copy: None,
                            file: Some(file(&copy)),
                        },
                        unlock,
                    },
                )?;
                Done::from(&copied)
            }
            // Answered before a session begins.
            Command::Serve { .. } | Command::Open => Ok(Done::of(json!({}))),
        }
    }

    /// One step for one record, or the same step for several as one operation.
    fn act(&mut self, register: String, id: &str, step: String, values: &[String]) -> Result<Done> {
        let values: BTreeMap<_, _> = pairs(values)?.into_iter().collect();
        let mut ids = names(id);
        if ids.len() == 1 {
            let request = Act {
                register,
                id: ids.remove(0),
                step,
                values,
            };
            let acted: Acted = self.call("act", request)?;
            return Done::from(&acted);
        }
        let request = ActMany {
            register,
            ids,
            step,
            values,
        };
        let acted: ActedMany = self.call("act_many", request)?;
        let partly = !acted.left.is_empty();
        Ok(Done::from(&acted)?.partly(partly))
    }

    /// The office's lists; with options, the named list takes them.
    fn lists(&mut self, name: Option<String>, options: &[String]) -> Result<Done> {
        if let (Some(name), false) = (&name, options.is_empty()) {
            let options = options
                .iter()
                .map(|it| match it.split_once('=') {
                    Some((was, now)) => OptionChange {
                        name: now.to_owned(),
                        was: Some(was.to_owned()),
                    },
                    None => OptionChange {
                        name: it.clone(),
                        was: Some(it.clone()),
                    },
                })
                .collect();
            let request = SetList {
                name: name.clone(),
                options,
            };
            let changed: ListChanged = self.call("set_list", request)?;
            return Done::from(&changed);
        }
        let mut all: Vec<OfficeList> = self.call("office_lists", Nothing {})?;
        all.retain(|it| name.as_ref().is_none_or(|name| it.name == *name));
        Done::from(&all)
    }

    /// Takes something back, or does it again.
    fn reverse(&mut self, command: &str) -> Result<Done> {
        let undone: Undone = self.call(command, Nothing {})?;
        let partly = !undone.kept.is_empty();
        Ok(Done::from(&undone)?.partly(partly))
    }

    fn import(&mut self, plan: PlanImport, decide: &[String], dry_run: bool) -> Result<Done> {
        let report: ImportReport = self.call("plan_import", plan)?;
        let report = match &report.token {
            Some(token) if !dry_run => {
                let apply = ApplyImport {
                    token: token.clone(),
                    decisions: decisions(decide)?,
                };
                self.call("apply_import", apply)?
            }
            _ => report,
        };
        let partly = !report.findings.is_empty()
            || !report.rejected.is_empty()
            || !report.duplicates.is_empty();
        Ok(Done::from(&report)?.partly(partly))
    }

    /// Rows under the labels of the book, as the contract says.
    fn list(&mut self, register: String, rows: Rows) -> Result<Done> {
        let schema: Schema = self.call(
            "schema",
            OfRegister {
                register: register.clone(),
            },
        )?;
        let page: Page = self.call("list", list_request(register, rows)?)?;
        let rows: Vec<Value> = page
            .rows
            .into_iter()
            .map(|row| {
                let mut object = Map::new();
                object.insert("id".into(), row.id.into());
                for field in &schema.fields {
                    if let Some(text) = row.values.get(&field.key) {
                        object.insert(field.label.clone(), text.clone().into());
                    }
                }
                for field in &schema.fields {
                    if let (Some(called), Some(text)) = (&field.called, row.values.get(&field.key))
                        && !object.contains_key(called)
                    {
                        object.insert(called.clone(), text.clone().into());
                    }
                }
                if let Some(reason) = row.voided {
                    object.insert("作废原因".into(), reason.into());
                }
                if row.findings > 0 {
                    object.insert("待核实".into(), row.findings.into());
                }
                Value::Object(object)
            })
            .collect();
        Ok(Done::of(json!({ "total": page.total, "rows": rows })))
    }
}

fn list_request(register: String, rows: Rows) -> Result<ListRequest> {
    Ok(ListRequest {
        register,
        conditions: wheres(&rows.conditions)?,
        search: rows.search,
        order: rows.order,
        descending: rows.descending,
        limit: rows.limit,
        offset: rows.offset,
        voided: rows.voided,
        unsettled: rows.unsettled,
        ..ListRequest::default()
    })
}

fn internal(error: serde_json::Error) -> UserError {
    UserError::new(
        ErrorCode::Internal,
        format!("程序内部的格式不一致（{error}）"),
        "请重新安装",
    )
}

pub(crate) fn file(path: &Path) -> FileRef {
    FileRef::Path(path.display().to_string())
}

pub(crate) fn names(list: &str) -> Vec<String> {
    list.split(['、', ',', '，'])
        .map(|it| it.trim().to_owned())
        .filter(|it| !it.is_empty())
        .collect()
}

/// 左=右, several times.
pub(crate) fn pairs(written: &[String]) -> Result<Vec<(String, String)>> {
    let pair = |text: &String| {
        text.split_once('=')
            .map(|(a, b)| (a.trim().to_owned(), b.to_owned()))
            .ok_or_else(|| {
                UserError::new(
                    ErrorCode::BadRequest,
                    format!("“{text}”要写成 名称=值"),
                    "如 姓名=王小明",
                )
            })
    };
    written.iter().map(pair).collect()
}

fn wheres(written: &[String]) -> Result<Vec<Where>> {
    Ok(pairs(written)?
        .into_iter()
        .map(|(field, value)| Where { field, value })
        .collect())
}

fn decisions(written: &[String]) -> Result<Vec<RowDecision>> {
    let bad = |text: &str| {
        UserError::new(
            ErrorCode::BadRequest,
            format!("“{text}”要写成 行号=new、行号=update 或 行号=skip"),
            "如 64=skip",
        )
    };
    pairs(written)?
        .into_iter()
        .map(|(row, decision)| {
            let row = row.parse().map_err(|_| bad(&row))?;
            let decision = match decision.trim() {
                "new" => Decision::New,
                "update" => Decision::Update,
                "skip" => Decision::Skip,
                other => return Err(bad(other)),
            };
            Ok(RowDecision { row, decision })
        })
        .collect()
}
