//! Every field of every form is filled in and found in the text of the PDF, under the label in force:
//! each label is one that the office gave, so that a label written by hand in a form is not found.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use domain::activity::{ACTIVITY, ATTENDANCE, Activity, Attendance, AttendanceState};
use domain::contact::{CONTACT, ELECTOR};
use domain::dossier::{DOSSIER, Dossier};
use domain::matter::{ASKING_ROUND, EVALUATION, Evaluation, MatterStage, inside_types};
use domain::meeting::{CONGRESS, Congress};
use domain::operation::Operation;
use domain::opinion::{OPINION, Opinion};
use domain::reception::{DAY, ReceptionDay, VISITOR, Visitor};
use domain::record::{
    Field, FieldKey, FieldType, Item, Origin, Privacy, RecordId, RecordType, Registry, Row,
    SCHEME_KIND, Value,
};
use domain::roster::{DEPUTY, Level, MANDATE, Mandate, MandateStatus};
use domain::station::STATION;
use domain::suggestion::SUGGESTION;
use forms::Document;
use serde_json::json;

use crate::dossiers;
use crate::host::DiskHost;
use crate::naming::NameBook;
use crate::papers::columns::{Content, Ruled, keys};
use crate::papers::fonts::fonts;
use crate::papers::lines::{Line, Slot};
use crate::papers::{books, roster};
use crate::printing::catalogue;
use crate::printing::form::{Entry, Made, Offer, Over, Sort, Take};
use crate::printing::letter_paper::{LetterPaper, Said};
use crate::printing::page::{Part, RecordPaper};
use crate::printing::{
    contact_booklet, deputy_form, dossier_public, followup_book, handling_summary, poster,
    reception_today, record_form, sign_in,
};
use crate::records::child_types;
use crate::session::App;
use crate::wire::PrintRequest;

/// What a form shows of one record type.
struct Shown {
    kind: String,
    keys: Vec<String>,
    /// Under its label; not in the text of a letter or on a board.
    labelled: bool,
}

impl Shown {
    fn of(kind: &str, keys: &[&str], labelled: bool) -> Self {
        Self {
            kind: kind.into(),
            keys: keys.iter().map(|it| (*it).to_owned()).collect(),
            labelled,
        }
    }

    fn columns(kind: &str, columns: &[Ruled]) -> Self {
        let keys: Vec<&str> = columns.iter().flat_map(Ruled::keys).collect();
        Self::of(kind, &keys, true)
    }
}

/// What the parts of a page show.
fn of_page(page: &RecordPaper) -> Vec<Shown> {
    let mut shown = Vec::new();
    let mut slots = Vec::new();
    for part in page.parts {
        match part {
            Part::Lines(lines) => slots.extend(lines.iter().flat_map(Line::slots)),
            Part::Band(band) => slots.extend(band.slots.iter().map(|it| it.1)),
            Part::Table(table) => {
                for column in table.columns {
                    shown.push(Shown::of(table.kind, column.keys(), true));
                }
            }
            Part::Slip(_) | Part::Photos(_) | Part::Gap(_) | Part::Cut(_) => {}
        }
    }
    for slot in slots {
        let (kind, keys) = slot.fields();
        shown.push(Shown::of(kind.unwrap_or(page.kind), &keys, true));
    }
    shown
}

/// What a book or 登记表 shows by its definition.
fn of_definition(offer: &Offer, kind: &RecordType, registry: &Registry) -> Vec<Shown> {
    if offer.form.over == Over::EachRecord {
        let stands = |it: &&Field| !it.hidden && !matches!(it.origin, Origin::ByDay(_));
        let own: Vec<&str> = kind
            .fields
            .iter()
            .filter(stands)
            .map(|it| it.key.as_str())
            .collect();
        let mut shown = vec![Shown::of(kind.key.as_str(), &own, true)];
        for child in child_types(registry, kind) {
            let columns = record_form::columns_inside(&child);
            let keys: Vec<&str> = columns.iter().map(|it| it.key.as_str()).collect();
            shown.push(Shown::of(child.key.as_str(), &keys, true));
        }
        return shown;
    }
    let columns = books::columns_of(kind);
    let keys = columns.iter().flat_map(|it| match it.content {
        Content::Field(at) => vec![at],
        Content::Pair(first, second) => vec![first, second],
        Content::Running | Content::Empty => Vec::new(),
    });
    let keys: Vec<&str> = keys.map(|at| kind.fields[at].key.as_str()).collect();
    vec![Shown::of(kind.key.as_str(), &keys, true)]
}

/// What a form that a function puts together shows. A form that is missing here fails the test.
fn of_function(key: &str) -> Vec<Shown> {
    match key {
        "roster" => vec![Shown::columns(DEPUTY, roster::COLUMNS)],
        "deputy_form" => {
            let boxes = [
                &deputy_form::PERSON,
                &deputy_form::RESUME,
                &deputy_form::OPINIONS,
            ];
            let slots = boxes.iter().flat_map(|it| it.slots());
            let mut shown = of_slots(DEPUTY, slots, true);
            for column in deputy_form::MANDATES.columns {
                shown.push(Shown::of(MANDATE, column.keys(), true));
            }
            shown
        }
        "sign_in" => vec![Shown::columns(DEPUTY, sign_in::COLUMNS)],
        "poster" => {
            let (labelled, plain): (Vec<&poster::Line>, Vec<_>) =
                poster::LINES.iter().partition(|it| it.labelled);
            let plain = plain.into_iter().map(|it| it.slot);
            let plain = plain.chain([poster::NAME, poster::INTRODUCTION]);
            let labelled = labelled.into_iter().map(|it| it.slot);
            let mut shown = of_slots(DEPUTY, plain, false);
            shown.extend(of_slots(DEPUTY, labelled, true));
            shown
        }
        "contact_booklet" => {
            let mut shown = of_slots(DEPUTY, contact_booklet::COVER.slots(), true);
            for (kind, table) in [
                (ELECTOR, &contact_booklet::ELECTORS),
                (CONTACT, &contact_booklet::TALKS),
            ] {
                let columns = table.columns.iter();
                shown.extend(columns.map(|it| Shown::of(kind, it.keys(), true)));
            }
            shown
        }
        "dossier" => {
            let cover = dossiers::COVER.iter().filter(|it| !it.keys.is_empty());
            let mut shown: Vec<Shown> = cover.map(|it| Shown::of(it.kind, it.keys, true)).collect();
            shown.push(Shown::of(DEPUTY, &dossiers::FACTS, true));
            shown.push(Shown::of(MANDATE, &dossiers::OF_MANDATE, true));
            let written = keys![Dossier::REPORT, Dossier::OPINION];
            shown.push(Shown::of(DOSSIER, written, true));
            shown
        }
        "dossier_public" => {
            let open = |key: &&str| {
                let kind = Registry::builtin();
                let field = kind.get(DEPUTY).and_then(|it| it.field(key).cloned());
                field.is_some_and(|it| it.privacy == Privacy::Open)
                    && !dossier_public::NEVER.contains(key)
            };
            let facts: Vec<&str> = dossiers::FACTS.into_iter().filter(open).collect();
            vec![
                Shown::of(DEPUTY, &facts, true),
                Shown::of(MANDATE, &dossiers::OF_MANDATE, true),
            ]
        }
        "handling_summary" => vec![Shown::columns(SUGGESTION, handling_summary::COLUMNS)],
        "opinion_followup" => vec![Shown::columns(OPINION, followup_book::OPINION_COLUMNS)],
        "suggestion_followup" => {
            vec![Shown::columns(
                SUGGESTION,
                followup_book::SUGGESTION_COLUMNS,
            )]
        }
        "reception_today" => vec![Shown::columns(VISITOR, reception_today::WAITING)],
        // Figures and words of the office, no fields of records.
        "structure" | "figures" | "notice" | "inspection_check" | "summary_numbers"
        | "handover" | "stick_guide" => Vec::new(),
        other => panic!("{other}: say here which fields it shows"),
    }
}

/// What the places of a letter show.
fn of_letter(letter: &LetterPaper) -> Vec<Shown> {
    let said = letter.said();
    let keys: Vec<&str> = said.iter().flat_map(Said::keys).collect();
    vec![Shown::of(letter.kind, &keys, false)]
}

/// What boxes over a record of a type show.
fn of_slots(kind: &str, slots: impl IntoIterator<Item = Slot>, labelled: bool) -> Vec<Shown> {
    let shown = |slot: Slot| {
        let (inside, keys) = slot.fields();
        Shown::of(inside.unwrap_or(kind), &keys, labelled)
    };
    slots.into_iter().map(shown).collect()
}

fn shown(offer: &Offer, registry: &Registry) -> Vec<Shown> {
    match (offer.form.made, &offer.kind) {
        (Made::Pages(page), _) => of_page(page),
        (Made::Letter(letter), _) => of_letter(letter),
        (Made::By(_), Some(kind)) if offer.form.key.is_empty() => {
            of_definition(offer, kind, registry)
        }
        (Made::By(_), _) => of_function(offer.form.key),
    }
}

/// The types of the product, each field under a label of the office.
fn renamed() -> Registry {
    Registry::of(Registry::builtin().iter().enumerate().map(|(at, kind)| {
        let mut kind = RecordType::clone(kind);
        if kind.key != *SCHEME_KIND {
            for (place, field) in kind.fields.iter_mut().enumerate() {
                field.label = format!("栏{at}之{place}号");
            }
        }
        kind
    }))
}

/// Words that decide whether a record stands on a form at all.
fn decided(kind: &str, key: &str) -> Option<Value> {
    let word = match kind {
        ACTIVITY if key == Activity::SORT.key() => "议事日（圆桌会议）",
        ATTENDANCE if key == Attendance::STATE.key() => AttendanceState::OnLeave.word(),
        EVALUATION if key == Evaluation::ROUND.key() => ASKING_ROUND,
        MANDATE if key == Mandate::STATUS.key() => MandateStatus::InOffice.word(),
        MANDATE if key == Mandate::LEVEL.key() => Level::Township.word(),
        DAY if key == ReceptionDay::HELD_ON.key() => return Some(Value::Date(PLANNED.into())),
        _ => return None,
    };
    Some(Value::Text(word.into()))
}

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
/// The coming reception day.
const PLANNED: NaiveDate = NaiveDate::from_ymd_opt(2026, 12, 20).unwrap();

/// A value of its kind that is found again.
fn value(kind: &RecordType, at: usize, field: &Field, ids: &Ids) -> Option<Value> {
    if let Some(decided) = decided(kind.key.as_str(), field.key.as_str()) {
        return Some(decided);
    }
    let number = i64::try_from(at).unwrap();
    let text = |words: String| Some(Value::Text(words));
    let target = |to: &domain::record::KindKey| ids.get(to.as_str())?.first().copied();
    match &field.field_type {
        FieldType::Text | FieldType::LongText | FieldType::Name => {
            text(format!("某{}{at}项", kind.fields.len()))
        }
        FieldType::IdNumber => text(format!("1308221980010{at:05}")),
        FieldType::Phone => text(format!("139000{at:05}")),
        FieldType::Time => text(format!("{:02}:{:02}", 6 + at % 12, at % 60)),
        FieldType::Date => {
            let first = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
            Some(Value::Date((first + Days::new(2 * at as u64)).into()))
        }
        FieldType::Int => Some(Value::Int(100 + number)),
        FieldType::Money => Some(Value::Int(1_000_000 + 700 * number)),
        FieldType::Percent => Some(Value::Int(1_000 + 100 * number)),
        FieldType::Bool => Some(Value::Bool(true)),
        FieldType::Code(list) => text(list.codes[0].name.to_owned()),
        FieldType::Choice(words) => text(words.first()?.clone()),
        FieldType::Choices(words) => Some(Value::Set([Item::Text(words.first()?.clone())].into())),
        FieldType::Ref(to) => Some(Value::Ref(Item::Id(target(to)?))),
        FieldType::Refs(to) => Some(Value::Set([Item::Id(target(to)?)].into())),
    }
}

type Ids = BTreeMap<String, Vec<RecordId>>;

/// An office with a record of every type, every field of each filled.
struct Office {
    app: App,
    ids: Ids,
    _folder: tempfile::TempDir,
}

impl Office {
    fn filled() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut app = App::new(folder.path().join("台账"), Box::new(DiskHost))
            .with_registry(renamed())
            .on(Some(TODAY));
        app.invoke(
            "found",
            json!({"office": "北营房镇人大主席团", "area": "130822101", "term": "第十九届",
                   "clerk": "王秀兰"}),
        )
        .unwrap();
        let mut it = Self {
            app,
            ids: Ids::new(),
            _folder: folder,
        };
        it.fill();
        it
    }

    fn fill(&mut self) {
        let registry = self.app.ledger().unwrap().registry().clone();
        let inside: BTreeSet<String> = inside_types().iter().map(|it| it.key.to_string()).collect();
        let mut kinds: Vec<Arc<RecordType>> = registry.iter().cloned().collect();
        // A book belongs to a station, so stations come first; rows inside come last.
        kinds.sort_by_key(|it| (it.parent.is_some(), it.key != *STATION));
        // Rows inside rows are made once those exist.
        let again = kinds.iter().filter(|it| it.parent.is_some()).cloned();
        let kinds: Vec<_> = kinds.iter().cloned().chain(again).collect();
        for kind in &kinds {
            if self.ids.contains_key(kind.key.as_str()) {
                continue;
            }
            let parents: Vec<RecordId> = match &kind.parent {
                _ if kind.key == *SCHEME_KIND => continue,
                None => Vec::new(),
                Some(link) => match &link.kind {
                    Some(parent) => self.ids.get(parent.as_str()).cloned().unwrap_or_default(),
                    None if inside.contains(kind.key.as_str()) || kind.register.is_some() => {
                        [OPINION, SUGGESTION]
                            .iter()
                            .map(|it| self.ids[*it][0])
                            .collect()
                    }
                    None => continue,
                },
            };
            if kind.parent.is_none() {
                self.make(kind, &[]);
            }
            for parent in parents {
                let link = kind.parent.as_ref().unwrap();
                let value = match &link.kind {
                    Some(_) => Value::Ref(Item::Id(parent)),
                    None => Value::Text(parent.0.simple().to_string()),
                };
                self.make(kind, &[(link.field.as_str(), Some(value))]);
            }
        }
        self.refer(&registry);
        self.fill_others(&registry);
    }

    /// Records that show what the filled ones leave out: who is named is not counted by a number
    /// written down, who was told waits for nothing, and only some matters end early.
    fn fill_others(&mut self, registry: &Registry) {
        let kind = |key: &str| registry.get(key).unwrap().clone();
        let text = |word: &str| Some(Value::Text(word.into()));
        self.make(&kind(ACTIVITY), &[(Activity::SORT.key(), text("视察"))]);
        self.make(&kind(ACTIVITY), &[(Activity::EXPECTED.key(), None)]);
        let second = self.ids[ACTIVITY][1];
        self.make(
            &kind(ATTENDANCE),
            &[
                (
                    Attendance::ACTIVITY.key(),
                    Some(Value::Ref(Item::Id(second))),
                ),
                (
                    Attendance::STATE.key(),
                    text(AttendanceState::Absent.word()),
                ),
            ],
        );
        self.make(
            &kind(CONGRESS),
            &[(Congress::EXPECTED_DEPUTIES.key(), None)],
        );
        let waiting = [
            Visitor::FEEDBACK_ON.key(),
            Visitor::SATISFACTION.key(),
            Visitor::ROUTE.key(),
            Visitor::RESULT.key(),
        ]
        .map(|key| (key, None));
        self.make(&kind(VISITOR), &waiting);
        for key in [OPINION, SUGGESTION] {
            let kind = kind(key);
            let stage = kind.workflow.as_ref().unwrap().stage.to_string();
            let word = MatterStage::Rejected.word();
            self.make(
                &kind,
                &[(&stage, text(word)), (Opinion::BACKFILL.key(), None)],
            );
        }
    }

    fn make(&mut self, kind: &RecordType, other: &[(&str, Option<Value>)]) {
        let values: Vec<(FieldKey, Value)> = kind
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.is_logged())
            .filter_map(|(at, field)| {
                let other = other.iter().find(|(key, _)| field.key == **key);
                let value = match other {
                    Some((_, value)) => value.clone(),
                    None => value(kind, at, field, &self.ids),
                };
                Some((field.key.clone(), value?))
            })
            .collect();
        let operation = self.app.operation(Operation::FillDemo).unwrap();
        let ledger = self.app.ledger().unwrap();
        let made = ledger
            .write::<_, crate::wire::UserError>(operation, |tx| {
                Ok(tx.create(kind.key.as_str(), values)?)
            })
            .unwrap();
        self.ids
            .entry(kind.key.to_string())
            .or_default()
            .push(made.value);
    }

    /// Lets records refer to what was made after them.
    fn refer(&mut self, registry: &Registry) {
        let operation = self.app.operation(Operation::FillDemo).unwrap();
        let ids = self.ids.clone();
        let ledger = self.app.ledger().unwrap();
        let rows: Vec<(Arc<RecordType>, Row)> = ids
            .iter()
            .flat_map(|(kind, all)| all.iter().map(move |id| (kind, *id)))
            .filter_map(|(kind, id)| {
                let row = ledger.read().get(kind, id).unwrap()?;
                Some((registry.get(kind)?.clone(), row))
            })
            .collect();
        ledger
            .write::<_, crate::wire::UserError>(operation, |tx| {
                for (kind, row) in &rows {
                    let refers = |it: &(usize, &Field)| {
                        it.1.is_logged()
                            && it.1.field_type.refers_to().is_some()
                            && row.values[it.0].is_none()
                    };
                    let fields = kind.fields.iter().enumerate().filter(refers);
                    let values = fields
                        .filter_map(|(at, field)| {
                            let value = value(kind, at, field, &ids)?;
                            Some((field.key.clone(), Some(value)))
                        })
                        .collect();
                    tx.edit(kind.key.as_str(), row.id, values)?;
                }
                Ok(())
            })
            .unwrap();
    }

    /// A form over each record it can be made of, and how many pages each takes.
    fn compose(&mut self, offer: &Offer) -> Result<Vec<(Document, usize)>, String> {
        let kind = match (&offer.kind, offer.register()) {
            (Some(kind), _) => Some(kind.key.to_string()),
            (None, Some(register)) => {
                let registry = self.app.ledger().unwrap().registry();
                registry.register(register).map(|it| it.key.to_string())
            }
            (None, None) => None,
        };
        let records: Vec<Option<RecordId>> = match kind {
            Some(kind) if offer.takes(Take::Record) => {
                let ids = self.ids.get(&kind);
                let ids = ids.ok_or_else(|| format!("{}: no record of {kind}", offer.key))?;
                ids.iter().copied().map(Some).collect()
            }
            _ => vec![None],
        };
        let asked = offer.entries.iter().enumerate();
        let asked = asked.filter(|(_, it)| !IN_PART.contains(&it.key));
        let entries: BTreeMap<String, String> = asked
            .map(|(at, it)| (it.key.to_owned(), entered(at, it)))
            .collect();
        let mut documents = Vec::new();
        for record in records {
            let request = PrintRequest {
                form: offer.key.clone().into_owned(),
                record: record.map(|it| it.to_string()),
                entries: entries.clone(),
                ..PrintRequest::default()
            };
            let document = catalogue::compose(&mut self.app, &request)
                .map_err(|error| format!("{}: {error}", offer.key))?;
            let pages = forms::layout(&document, fonts().unwrap()).pages.len();
            documents.push((document, pages));
        }
        Ok(documents)
    }

    /// The ways in which a field of the records of a type may be written.
    fn written(&mut self, kind: &RecordType, key: &str) -> Vec<String> {
        let ids = self.ids.get(kind.key.as_str()).cloned().unwrap_or_default();
        let ledger = self.app.ledger().unwrap();
        let book = NameBook::new(ledger.read()).on(TODAY).unwrap();
        let field = kind.field(key).unwrap();
        let mut written = Vec::new();
        for id in ids {
            let row = ledger.read().get(kind.key.as_str(), id).unwrap().unwrap();
            match book.value(kind, field, &row) {
                None => {}
                Some(Value::Date(date)) => {
                    let (dotted, long) = (date.to_string().replace('-', "."), date.written());
                    let short = long.split_once('年').unwrap().1.to_owned();
                    written.extend([dotted, short, long, date.to_string()]);
                }
                value => written.push(plain(&book.shown(field, value.as_ref()))),
            }
        }
        written
    }
}

/// What is asked for to leave out a part of a paper.
const IN_PART: [&str; 3] = ["continued", "open_end", "table_only"];

/// What is written in a place of a form besides records.
fn entered(at: usize, entry: &Entry) -> String {
    match entry.sort {
        Sort::Line | Sort::Text => format!("另填{at}处{}", entry.key),
        Sort::Date => "2026-03-05".into(),
        Sort::Number => "3".into(),
        Sort::Yes => "是".into(),
        Sort::Choice(choices) => choices[0].to_owned(),
    }
}

/// The ways in which that stands on paper; none for what chooses how the paper is made.
fn found_as(at: usize, entry: &Entry) -> Vec<String> {
    match entry.sort {
        Sort::Line | Sort::Text => vec![entered(at, entry)],
        Sort::Date => vec!["2026年3月5日".into(), "2026.03.05".into()],
        Sort::Number | Sort::Yes | Sort::Choice(_) => Vec::new(),
    }
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The text of each page of a print, read from the file as any reader does, in the order in which it
/// is drawn: the lines of a cell stand behind one another.
fn read_back(pdf: &[u8]) -> Vec<String> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let read = std::process::Command::new("pdftotext")
        .arg("-raw")
        .arg(file.path())
        .arg("-")
        .output()
        .expect("pdftotext is installed");
    assert!(read.status.success(), "pdftotext reads the file");
    let text = String::from_utf8(read.stdout).unwrap();
    let mut pages: Vec<String> = text.split('\u{c}').map(plain).collect();
    pages.pop();
    pages
}

/// The texts of forms as they stand in one file, a text for each record of each form.
fn printed(forms: &[Vec<(Document, usize)>]) -> Vec<Vec<String>> {
    let documents = forms.iter().flatten().map(|it| it.0.clone()).collect();
    let whole = Document::Set(documents);
    let printed = forms::print(&whole, fonts().unwrap()).unwrap();
    let mut pages = read_back(&printed.pdf).into_iter();
    let mut text = |count: usize| pages.by_ref().take(count).collect::<String>();
    let of_form = |form: &Vec<(Document, usize)>| form.iter().map(|it| text(it.1)).collect();
    let texts = forms.iter().map(of_form).collect();
    assert_eq!(pages.next(), None, "every page belongs to a form");
    texts
}

#[test]
fn every_field_of_every_form_stands_on_it_under_the_label_of_the_office() {
    let mut office = Office::filled();
    let registry = office.app.ledger().unwrap().registry().clone();
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    let mut strange = BTreeSet::new();
    let offers = catalogue::offers(&mut office.app).unwrap();
    let mut documents = Vec::new();
    for offer in &offers {
        documents.push(office.compose(offer).unwrap_or_else(|fault| {
            faults.push(fault);
            Vec::new()
        }));
    }
    for (offer, texts) in offers.iter().zip(printed(&documents)) {
        if texts.is_empty() {
            continue;
        }
        for (at, entry) in offer.entries.iter().enumerate() {
            let ways = found_as(at, entry);
            let stands = |way: &String| texts.iter().any(|text| text.contains(way));
            if !ways.is_empty() && !ways.iter().any(stands) {
                faults.push(format!(
                    "{}: what is entered as {} is not on it",
                    offer.key, entry.key
                ));
            }
        }
        for part in shown(offer, &registry) {
            let kind = registry.get(&part.kind).unwrap().clone();
            for key in &part.keys {
                let Some(field) = kind.field(key) else {
                    // What several record types share names what any of them has.
                    match part.keys.len() {
                        1 => faults.push(format!("{}: {} has no field {key}", offer.key, kind.key)),
                        _ => _ = strange.insert(key.clone()),
                    }
                    continue;
                };
                seen.insert(key.clone());
                if field.hidden {
                    continue;
                }
                let values = office.written(&kind, key);
                if values.is_empty() {
                    faults.push(format!("{}: {}.{key} is not filled", offer.key, kind.key));
                } else if !values
                    .iter()
                    .any(|it| texts.iter().any(|text| text.contains(it)))
                {
                    faults.push(format!(
                        "{}: {}.{key} {} is not on it",
                        offer.key, kind.key, values[0]
                    ));
                }
                if part.labelled && !texts.iter().any(|text| text.contains(&field.label)) {
                    faults.push(format!(
                        "{}: {}.{key} does not stand under its label",
                        offer.key, kind.key
                    ));
                }
            }
        }
    }
    faults.extend(
        strange
            .difference(&seen)
            .map(|it| format!("no type has a field {it}")),
    );
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}
