//! Dossiers as commands: the shelf of a year, one dossier, its statements, freezing it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::Datelike;
use domain::dossier::{DOSSIER, Dossier as KeptDossier, Retention};
use domain::operation::Operation;
use domain::record::{Item, RecordId, RecordType, Row, Value};
use domain::roster::{DEPUTY, Deputy};
use store::ledger::Ledger;
use store::query::ListQuery;

use crate::books::{find, kind};
use crate::dossiers::freezing::{Frozen, differences, frozen};
use crate::dossiers::gathering::Gathering;
use crate::dossiers::parts::gather;
use crate::dossiers::person::{Covered, cover_of, deputy_of, facts, mandates, records, statements};
use crate::dossiers::{Part, parts};
use crate::naming::NameBook;
use crate::papers::heading::Heading;
use crate::papers::places::Places;
use crate::records::{Entries, read_values};
use crate::session::App;
use crate::wire::{
    Dossier, DossierContent, DossierHead, DossierLine, DossierPart, DossierRow, DossierShelf,
    ErrorCode, FreezeDossier, KeepDossier, OfDossier, OfDossiers, Saved, UserError,
};

/// What the dossiers of several deputies of a year are put together with.
pub(crate) struct Desk<'a> {
    ledger: &'a Ledger,
    heading: &'a Heading,
    places: Places<'a>,
    names: NameBook<'a>,
    deputies: Arc<RecordType>,
    dossiers: Arc<RecordType>,
    year: i32,
}

/// One dossier, as it stands and as it was frozen.
pub(crate) struct Opened {
    pub(crate) row: Row,
    pub(crate) name: String,
    pub(crate) record: Option<Row>,
    pub(crate) frozen: Option<Frozen>,
    /// As the books stand; `None` where only the frozen one was wanted.
    pub(crate) living: DossierContent,
}

impl Opened {
    /// What it says: frozen, where it is.
    pub(crate) fn content(&self) -> &DossierContent {
        self.frozen.as_ref().map_or(&self.living, |it| &it.content)
    }
}

impl<'a> Desk<'a> {
    pub(crate) fn of(
        ledger: &'a Ledger,
        heading: &'a Heading,
        deputies: Arc<RecordType>,
        dossiers: Arc<RecordType>,
        year: i32,
    ) -> Result<Self, UserError> {
        Ok(Self {
            ledger,
            heading,
            places: Places::new(ledger, heading)?,
            names: NameBook::new(ledger.read()),
            deputies,
            dossiers,
            year,
        })
    }

    /// A deputy's dossier.
    pub(crate) fn open(&self, deputy: Row) -> Result<Opened, UserError> {
        let record = records(self.ledger, Some(self.year), Some(deputy.id))?
            .into_iter()
            .next();
        let name = self.deputies.name_of(&deputy);
        let statements = statements(&self.names, &self.dossiers, record.as_ref());
        let mandates = mandates(self.ledger, &self.names, &deputy)?;
        let facts = facts(&self.names, &self.deputies, Some(&deputy));
        let covered = Covered {
            office: &self.heading.office,
            name: &name,
            number: deputy
                .read(&self.deputies, Deputy::NUMBER)
                .unwrap_or_default(),
            mandates: &mandates,
            statements: &statements,
        };
        let living = DossierContent {
            cover: cover_of(self.ledger, &covered, false),
            facts,
            mandates,
            parts: self.parts_of(deputy.id)?,
            statements,
        };
        let frozen = record.as_ref().and_then(|row| frozen(&self.dossiers, row));
        Ok(Opened {
            row: deputy,
            name,
            record,
            frozen,
            living,
        })
    }

    /// The signed pages of the books to which a dossier's lines refer, each with its signature.
    pub(crate) fn signed_pages(&self, content: &DossierContent) -> Result<Vec<String>, UserError> {
        let mut pages = Vec::new();
        for line in content.parts.iter().flat_map(|it| &it.lines) {
            let kind = self.ledger.registry().register(&line.register).cloned();
            let Some((kind, id)) = kind.zip(RecordId::parse(&line.id)) else {
                continue;
            };
            let Some(row) = self.ledger.read().get(kind.key.as_str(), id)? else {
                continue;
            };
            let page = self.places.signed_page(&kind, &row)?;
            pages.extend(page.filter(|it| !pages.contains(it)));
        }
        Ok(pages)
    }

    fn parts_of(&self, deputy: RecordId) -> Result<Vec<DossierPart>, UserError> {
        let today = self.heading.today;
        let gathering = Gathering::of(self.ledger, Some(self.year), Some(deputy), today)?;
        let mut all = Vec::new();
        for part in parts(self.ledger) {
            let mut lines = Vec::new();
            for it in gather(&gathering, part)? {
                let place = self.places.of(&it.kind, &it.row)?;
                let register = it.kind.register.as_ref();
                lines.push(DossierLine {
                    cells: it.cells,
                    place: place.words,
                    signed: place.signed,
                    register: register.map(|it| it.key.clone()).unwrap_or_default(),
                    id: it.row.id.to_string(),
                    counts: it.counts,
                    people: it.people,
                });
            }
            all.push(DossierPart {
                key: part.key.into(),
                title: part.title.into(),
                columns: part.columns.iter().map(|it| it.0.into()).collect(),
                sum: (part.sum)(&lines),
                lines,
                open: part.open,
            });
        }
        Ok(all)
    }
}

/// Heads of the parts counted.
pub(super) fn heads(parts: &[&Part]) -> Vec<DossierHead> {
    let head = |it: &&Part| DossierHead {
        key: it.key.into(),
        title: it.title.into(),
    };
    parts.iter().map(head).collect()
}

/// Lines in each part, by deputy and year.
pub(super) type Counts = HashMap<(RecordId, Option<i32>), Vec<u32>>;

/// How many lines each deputy has in each part and year.
pub(super) fn count(
    ledger: &Ledger,
    year: Option<i32>,
    only: Option<RecordId>,
    today: chrono::NaiveDate,
) -> Result<Counts, UserError> {
    let gathering = Gathering::of(ledger, year, only, today)?;
    let parts = parts(ledger);
    let mut counts: HashMap<_, Vec<u32>> = HashMap::new();
    for (at, part) in parts.iter().enumerate() {
        for line in gather(&gathering, part)? {
            let year = line.on.map(|it| it.year_part());
            let of = counts
                .entry((line.deputy, year))
                .or_insert_with(|| vec![0; parts.len()]);
            of[at] += 1;
        }
    }
    Ok(counts)
}

pub(crate) fn dossiers(app: &mut App, request: OfDossiers) -> Result<DossierShelf, UserError> {
    let today = app.today();
    let year = request.year.unwrap_or_else(|| today.year());
    let (deputies, dossiers) = (kind(app, DEPUTY)?, kind(app, DOSSIER)?);
    let ledger = app.ledger()?;
    let counts = count(ledger, Some(year), None, today)?;
    let kept: HashMap<RecordId, Row> = records(ledger, Some(year), None)?
        .into_iter()
        .filter_map(|row| Some((deputy_of(&dossiers, &row)?, row)))
        .collect();
    let names = NameBook::new(ledger.read());
    let parts = parts(ledger);
    let mut rows = Vec::new();
    for row in ledger.read().list(DEPUTY, &ListQuery::all())?.rows {
        let record = kept.get(&row.id);
        let counts = counts.get(&(row.id, Some(year)));
        let status = row.of(&deputies, Deputy::STATUS).and_then(Value::as_text);
        // A former deputy stands on the shelf of the years in which something was done.
        let over = !domain::roster::in_office(status);
        if over && counts.is_none() && record.is_none() {
            continue;
        }
        let said = statements(&names, &dossiers, record);
        let group = deputies.field(Deputy::GROUP.key());
        rows.push(DossierRow {
            deputy: row.id.to_string(),
            name: deputies.name_of(&row),
            group: group.map_or_else(String::new, |it| {
                names.shown(it, row.of(&deputies, Deputy::GROUP))
            }),
            counts: counts.cloned().unwrap_or_else(|| vec![0; parts.len()]),
            record: record.map(|it| it.id.to_string()).unwrap_or_default(),
            written: !said.report.is_empty() || !said.opinion.is_empty(),
            frozen_on: record
                .and_then(|it| frozen(&dossiers, it))
                .map(|it| it.on)
                .unwrap_or_default(),
        });
    }
    Ok(DossierShelf {
        year,
        years: years(ledger, today.year())?,
        parts: heads(&parts),
        rows,
    })
}

/// Years with something in the books or a record of a dossier, the newest first; the last ten at
/// most before that.
fn years(ledger: &Ledger, this: i32) -> Result<Vec<i32>, UserError> {
    let mut years = BTreeSet::from([this]);
    for part in parts(ledger) {
        for (kind, _) in part.sources {
            let Some(kind) = ledger.registry().get(kind) else {
                continue;
            };
            for of in crate::papers::signed::books(ledger, kind, None, None)? {
                years.extend(of.year.filter(|it| *it <= this));
            }
        }
    }
    Ok(years.into_iter().rev().collect())
}

/// What a desk needs before the ledger is lent to it.
pub(crate) struct Asked {
    pub(crate) heading: Heading,
    pub(crate) deputies: Arc<RecordType>,
    pub(crate) dossiers: Arc<RecordType>,
    pub(crate) year: i32,
}

pub(crate) fn asked(app: &mut App, year: Option<i32>) -> Result<Asked, UserError> {
    let dossiers = kind(app, DOSSIER)?;
    let title = dossiers
        .register
        .as_ref()
        .map_or("履职档案", |it| it.title.as_str());
    Ok(Asked {
        heading: Heading::of(app, title)?,
        deputies: kind(app, DEPUTY)?,
        year: year.unwrap_or_else(|| app.today().year()),
        dossiers: Arc::clone(&dossiers),
    })
}

impl Asked {
    pub(crate) fn desk<'a>(&'a self, ledger: &'a Ledger) -> Result<Desk<'a>, UserError> {
        Desk::of(
            ledger,
            &self.heading,
            Arc::clone(&self.deputies),
            Arc::clone(&self.dossiers),
            self.year,
        )
    }
}

fn deputy(app: &mut App, written: &str) -> Result<Row, UserError> {
    let id = find(app, DEPUTY, written)?;
    let row = app.ledger()?.read().get(DEPUTY, id)?;
    row.ok_or_else(|| crate::faults::not_found("代表", written, "请照代表名册写全姓名"))
}

pub(crate) fn dossier(app: &mut App, request: OfDossier) -> Result<Dossier, UserError> {
    let asked = asked(app, request.year)?;
    let row = deputy(app, &request.deputy)?;
    let today = app.today();
    let ledger = app.ledger()?;
    let opened = asked.desk(ledger)?.open(row)?;
    let mut all = BTreeSet::from([asked.year, today.year()]);
    let of = count(ledger, None, Some(opened.row.id), today)?;
    all.extend(of.keys().filter_map(|it| it.1));
    for record in records(ledger, None, Some(opened.row.id))? {
        let year = record.read(&asked.dossiers, KeptDossier::YEAR);
        all.extend(year.and_then(|it| i32::try_from(it).ok()));
    }
    let content = if request.living {
        opened.living.clone()
    } else {
        opened.content().clone()
    };
    let frozen = opened.frozen.as_ref();
    Ok(Dossier {
        deputy: opened.row.id.to_string(),
        name: opened.name.clone(),
        year: asked.year,
        record: opened
            .record
            .as_ref()
            .map(|it| it.id.to_string())
            .unwrap_or_default(),
        content,
        frozen_on: frozen.map(|it| it.on.clone()).unwrap_or_default(),
        frozen_by: frozen.map(|it| it.by.clone()).unwrap_or_default(),
        differences: frozen
            .map(|it| differences(&it.content, &opened.living))
            .unwrap_or_default(),
        years: all.into_iter().rev().collect(),
    })
}

pub(crate) fn keep_dossier(app: &mut App, request: KeepDossier) -> Result<Saved, UserError> {
    let asked = asked(app, request.year)?;
    let row = deputy(app, &request.deputy)?;
    let kind = &asked.dossiers;
    let (mut edits, faults) = read_values(kind, &request.values, app.today())?;
    edits.retain(|(key, _)| *key != *KeptDossier::DEPUTY.key() && *key != *KeptDossier::YEAR.key());
    let name = asked.deputies.name_of(&row);
    let today = app.today();
    let ledger = app.ledger()?;
    let record = records(ledger, Some(asked.year), Some(row.id))?
        .into_iter()
        .next();
    if let Some(frozen) = record.as_ref().and_then(|it| frozen(kind, it)) {
        return Err(UserError::new(
            ErrorCode::Precondition,
            format!(
                "{name} {}年的档案已于{}定稿，不能再改",
                asked.year, frozen.on
            ),
            "要改请先撤销定稿，或改好以后重新定稿",
        ));
    }
    if record.is_none() {
        edits.extend(first_values(&name, row.id, asked.year, today));
    }
    let mut entries = Entries::open(app)?;
    let entry = entries.entry(app.ledger()?, kind, record.as_ref(), edits, faults)?;
    entry.ready(kind)?;
    let operation = app.operation(Operation::KeepDossier {
        name: &name,
        year: asked.year,
    })?;
    let title = operation.title.clone();
    let committed = app
        .ledger()?
        .write::<_, UserError>(operation, |tx| entries.write(tx, kind, &entry))?;
    Ok(saved(committed, title))
}

/// What every record of a dossier begins with.
fn first_values(
    name: &str,
    deputy: RecordId,
    year: i32,
    today: chrono::NaiveDate,
) -> Vec<crate::records::Edit> {
    vec![
        (
            KeptDossier::TITLE.into(),
            Some(Value::Text(format!("{name} {year}年度"))),
        ),
        (
            KeptDossier::DEPUTY.into(),
            Some(Value::Ref(Item::Id(deputy))),
        ),
        (KeptDossier::YEAR.into(), Some(Value::Int(i64::from(year)))),
        (
            KeptDossier::OPENED_ON.into(),
            Some(Value::Date(today.into())),
        ),
        (
            KeptDossier::RETENTION.into(),
            Some(Value::Text(Retention::ForGood.word().into())),
        ),
    ]
}

pub(crate) fn freeze_dossier(app: &mut App, request: FreezeDossier) -> Result<Saved, UserError> {
    let asked = asked(app, request.year)?;
    let mut rows = Vec::new();
    for written in request.deputies.iter().filter(|it| !it.trim().is_empty()) {
        rows.push(deputy(app, written)?);
    }
    if rows.is_empty() {
        return Err(UserError::new(
            ErrorCode::BadRequest,
            "没有选代表",
            "请先选一位或几位代表",
        ));
    }
    let by = app.user_name()?;
    let today = app.today();
    let ledger = app.ledger()?;
    let mut writes = Vec::new();
    let desk = asked.desk(ledger)?;
    for row in rows {
        let opened = desk.open(row)?;
        if let (Some(frozen), false) = (&opened.frozen, request.again) {
            return Err(UserError::new(
                ErrorCode::Precondition,
                format!(
                    "{} {}年的档案已于{}定稿",
                    opened.name, asked.year, frozen.on
                ),
                "定稿以后登记簿有改动的，可以重新定稿",
            ));
        }
        writes.push(opened);
    }
    drop(desk);
    let year = asked.year;
    let operation = app.operation(match writes.as_slice() {
        [one] => Operation::FreezeDossier {
            name: &one.name,
            year,
        },
        many => Operation::FreezeDossiers {
            deputies: many.len(),
            year,
        },
    })?;
    let title = operation.title.clone();
    let kind = &asked.dossiers;
    let committed = app.ledger()?.write::<_, UserError>(operation, |tx| {
        let mut last = None;
        for it in &writes {
            let content = serde_json::to_string(&it.living).map_err(|error| {
                UserError::new(
                    ErrorCode::Internal,
                    format!("档案内容无法保存（{error}）"),
                    "请重试；仍不成功时，请把这句话告诉技术人员",
                )
            })?;
            let mut edits = if it.record.is_none() {
                first_values(&it.name, it.row.id, asked.year, today)
            } else {
                Vec::new()
            };
            edits.extend([
                (
                    KeptDossier::FROZEN_ON.into(),
                    Some(Value::Date(today.into())),
                ),
                (KeptDossier::FROZEN_BY.into(), Some(Value::Text(by.clone()))),
                (KeptDossier::CONTENT.into(), Some(Value::Text(content))),
            ]);
            let id = it.record.as_ref().map(|it| it.id);
            last = Some(crate::records::write_row(tx, kind, id, edits)?);
        }
        last.ok_or_else(|| UserError::new(ErrorCode::BadRequest, "没有选代表", ""))
    })?;
    Ok(saved(committed, title))
}

fn saved(committed: store::ledger::Committed<RecordId>, title: String) -> Saved {
    Saved {
        id: committed.value.to_string(),
        operation: committed.operation.map(|it| it.to_string()),
        title,
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
        warnings: Vec::new(),
    }
}
