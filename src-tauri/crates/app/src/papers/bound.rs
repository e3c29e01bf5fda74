//! The books as bound books: which entries stand on which page. A book belongs to a station and a
//! year. Signed pages keep their entries as they were signed; what came later goes on behind them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::amounts::span_in_words;
use domain::dossier::{SignedContent, SignedRow};
use domain::opinion::Opinion;
use domain::record::{Origin, RecordId, RecordType, Row, Value};
use domain::station::STATION;
use forms::{Bound, Closing, Info, Later, Paper, Register, Section, SignedPages, Signing};
use store::ledger::Ledger;
use store::query::ListQuery;

use crate::naming::NameBook;
use crate::papers::books::columns_of;
use crate::papers::columns::{Content, PrintColumn};
use crate::papers::fonts::fonts;
use crate::papers::heading::Heading;
use crate::papers::listing::{by, own_title, subject, void_note};
use crate::papers::rows::{Dates, cells};
use crate::papers::signed::{BookOf, Signed, book_of, filters, signed_pages};
use crate::papers::tables::sums;
use crate::records::registers::year_field;
use crate::wire::UserError;

/// How a book is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Manner {
    /// The last page may be gone on with.
    pub(crate) open: bool,
    /// 续打: only what came after the last signed entry.
    pub(crate) continued: bool,
}

/// A book put together.
pub(crate) struct Book {
    pub(crate) register: Register,
    /// The records of its rows, in their order.
    pub(crate) entries: Vec<RecordId>,
    /// How many of them stand on signed pages.
    pub(crate) signed_entries: usize,
    /// What its columns are made of, as signed pages name it.
    pub(crate) columns: Vec<String>,
    pub(crate) signed: Vec<Signed>,
}

/// Puts one book together.
pub(crate) fn book(
    ledger: &Ledger,
    kind: &Arc<RecordType>,
    of: &BookOf,
    heading: &Heading,
    manner: Manner,
) -> Result<Book, UserError> {
    let mut all_signed = signed_pages(ledger, kind)?;
    let signed = all_signed.remove(of).unwrap_or_default();
    let elsewhere: HashSet<&str> = all_signed
        .values()
        .flatten()
        .flat_map(|it| &it.content.rows)
        .map(|it| it.id.as_str())
        .collect();
    let names = NameBook::new(ledger.read()).on(heading.today)?;
    let columns = columns_of(kind);
    let column_keys: Vec<String> = columns.iter().map(|it| key_of(kind, it)).collect();
    let look = Look {
        ledger,
        kind,
        names: &names,
        columns: &columns,
        keys: &column_keys,
        dates: of.year.map_or(Dates::Dotted, Dates::WithoutYear),
    };
    let all = entries_of(ledger, kind, of)?;
    let mut present = all.clone();
    let mut rows = Vec::new();
    let mut entries = Vec::new();
    let mut stretches: Vec<SignedPages> = Vec::new();
    let mut issued = Issued::default();
    let called = book_words(ledger, kind, of)?;
    for page in &signed {
        let mut count = 0;
        let told = look.told(page);
        for old in &page.content.rows {
            let Some(id) = RecordId::parse(&old.id) else {
                continue;
            };
            if entries.contains(&id) {
                continue;
            }
            let now = match present.iter().position(|it| it.id == id) {
                Some(at) => Some(present.remove(at)),
                None => ledger.read().get(kind.key.as_str(), id)?,
            };
            if let Some(now) = &now {
                issued.reach(kind, now);
            }
            rows.push(look.as_signed(&page.content, old, now.as_ref(), of)?);
            entries.push(id);
            count += 1;
        }
        match stretches.last_mut().filter(|it| it.first == page.page) {
            Some(last) => {
                last.rows += count;
                last.closed |= page.closed;
                last.pages = last.pages.max(page.pages);
                last.source = format!("{}；{told}", last.source);
                if page.closed {
                    last.total = look.total(&page.content);
                }
            }
            None => stretches.push(SignedPages {
                first: page.page,
                pages: page.pages,
                rows: count,
                closed: page.closed,
                total: look.total(&page.content),
                source: format!("{called}第{}页：{told}", page.page),
            }),
        }
    }
    let signed_entries = entries.len();
    for row in &present {
        let missing = issued.reach(kind, row);
        if elsewhere.contains(row.id.to_string().as_str()) {
            continue;
        }
        let void = void_note(ledger, kind, row)?;
        rows.push(forms::Row {
            void: row.voided.is_some(),
            notes: missing.into_iter().chain(void).collect(),
            ..forms::Row::of(look.cells(row, entries.len() + 1))
        });
        entries.push(row.id);
    }
    let own: HashSet<RecordId> = entries.iter().copied().collect();
    let counted: Vec<Row> = all.into_iter().filter(|it| own.contains(&it.id)).collect();
    let sums = sums(kind, &columns, &counted);
    let register = shell(ledger, kind, of, heading, manner)?;
    let entered = Section {
        rows,
        ..Section::default()
    };
    Ok(Book {
        register: Register {
            columns: columns.into_iter().map(|it| it.column).collect(),
            sections: vec![entered],
            sums,
            bound: Some(Bound {
                signed: stretches,
                open: manner.open,
                continued: manner.continued,
            }),
            ..register
        },
        entries,
        signed_entries,
        columns: column_keys,
        signed,
    })
}

/// How a book is called on its pages: 青禾站接待登记簿2026年.
fn book_words(ledger: &Ledger, kind: &RecordType, of: &BookOf) -> Result<String, UserError> {
    let station = match of.station {
        Some(id) => ledger.read().name_of(STATION, id)?.unwrap_or_default(),
        None => String::new(),
    };
    let title = kind.register.as_ref().map_or(&kind.title, |it| &it.title);
    let year = of.year.map_or_else(String::new, |it| format!("{it}年"));
    Ok(format!("{station}{title}{year}"))
}

/// The numbers of a book as far as they were come upon, by the series of each PC.
#[derive(Default)]
struct Issued(HashMap<String, i64>);

impl Issued {
    /// Goes on to an entry; says which numbers before it have none. A number is given once: what was
    /// taken back or went to another book leaves its own behind.
    fn reach(&mut self, kind: &RecordType, row: &Row) -> Option<String> {
        let serial = kind.serial.as_ref()?;
        let number = row.get(kind, serial.field.as_str())?.as_int()?;
        let series = row.get(kind, serial.series.as_str());
        let series = series.and_then(Value::as_text).unwrap_or_default();
        let last = self.0.entry(series.to_owned()).or_default();
        let (first, before) = (*last + 1, number - 1);
        *last = number.max(*last);
        let missing = (first <= before).then(|| span_in_words(series, first, before))?;
        Some(format!("{missing}作废：登记已撤销或改入别册，号码不再使用"))
    }
}

/// Title, station, year and signatures of a book, without its entries.
fn shell(
    ledger: &Ledger,
    kind: &RecordType,
    of: &BookOf,
    heading: &Heading,
    manner: Manner,
) -> Result<Register, UserError> {
    let station = match of.station {
        Some(id) => ledger.read().name_of(STATION, id)?,
        None => None,
    };
    let title = own_title(ledger, kind, heading);
    Ok(Register {
        info: Info {
            left: match station {
                Some(name) => format!("站点：{name}"),
                None => format!("单位：{}", heading.office),
            },
            middle: of.year.map(|it| format!("{it} 年")).unwrap_or_default(),
            right: String::new(),
        },
        paper: Paper::A4Landscape,
        closing: if manner.open {
            Closing::None
        } else {
            Closing::Blank
        },
        signatures: vec!["记录人：".into(), "审核人：".into()],
        signing: Signing::EveryPage,
        title: title.clone(),
        ..heading.register(&subject(kind, &title))
    })
}

/// The entries of a book as it stands, by number: 补录 stands where it was entered, with its date.
fn entries_of(ledger: &Ledger, kind: &RecordType, of: &BookOf) -> Result<Vec<Row>, UserError> {
    let query = ListQuery {
        filters: filters(kind, of.station, of.year),
        voided: true,
        ..ListQuery::all()
    };
    let mut rows = Vec::new();
    ledger.read().for_each(kind.key.as_str(), &query, |row| {
        if book_of(kind, &row).as_ref() == Some(of) {
            rows.push(row);
        }
        Ok(())
    })?;
    if let (Some(serial), true) = (&kind.serial, numbered_by_year(kind)) {
        rows.sort_by_key(|row| {
            let text = row
                .get(kind, serial.series.as_str())
                .and_then(Value::as_text);
            let number = row.get(kind, serial.field.as_str()).and_then(Value::as_int);
            (
                text.unwrap_or_default().to_owned(),
                number.unwrap_or(i64::MAX),
            )
        });
    }
    Ok(rows)
}

fn numbered_by_year(kind: &RecordType) -> bool {
    let year = year_field(kind);
    kind.serial
        .as_ref()
        .is_some_and(|it| Some(&it.year_of) == year.as_ref())
}

/// What a column is made of, as signed pages remember it.
fn key_of(kind: &RecordType, column: &PrintColumn) -> String {
    let key = |at: usize| kind.fields[at].key.to_string();
    match column.content {
        Content::Running => "#".into(),
        Content::Field(at) => key(at),
        Content::Pair(a, b) => format!("{}+{}", key(a), key(b)),
        Content::Empty => "_".into(),
    }
}

/// How the entries of one book are looked at.
struct Look<'a> {
    ledger: &'a Ledger,
    kind: &'a RecordType,
    names: &'a NameBook<'a>,
    columns: &'a [PrintColumn],
    keys: &'a [String],
    dates: Dates,
}

impl Look<'_> {
    fn cells(&self, row: &Row, running: usize) -> Vec<String> {
        cells(
            self.names,
            self.kind,
            self.columns,
            row,
            running,
            self.dates,
        )
    }

    /// 合计 as it was signed, in the columns of today.
    fn total(&self, content: &SignedContent) -> Vec<String> {
        if content.total.is_empty() {
            return Vec::new();
        }
        let told = |key: &String| {
            let at = content.columns.iter().position(|it| it == key)?;
            content.total.get(at).cloned()
        };
        let cells = self.keys.iter().map(|key| told(key).unwrap_or_default());
        cells.collect()
    }

    /// An entry of a signed page: as it was signed, with what became of it since.
    fn as_signed(
        &self,
        content: &SignedContent,
        old: &SignedRow,
        now: Option<&Row>,
        of: &BookOf,
    ) -> Result<forms::Row, UserError> {
        let told = |key: &str| {
            let at = content.columns.iter().position(|it| it == key)?;
            old.cells.get(at).cloned()
        };
        let Some(row) = now else {
            let cells = self
                .keys
                .iter()
                .map(|it| told(it).unwrap_or_default())
                .collect();
            return Ok(forms::Row {
                void: true,
                voided_later: !old.void,
                notes: vec![format!("{}：登记已撤销", self.called(old, content))],
                ..forms::Row::of(cells)
            });
        };
        let present = self.cells(row, 0);
        let mut it = forms::Row::of(Vec::with_capacity(present.len()));
        let mut corrected = Vec::new();
        for (index, (key, now)) in self.keys.iter().zip(present).enumerate() {
            let then = match told(key) {
                Some(then) if key != "#" => then,
                other => {
                    it.cells.push(other.unwrap_or(now));
                    continue;
                }
            };
            let label = self.columns[index].column.title.replace('\n', "");
            match self.fate(key, &then, &now) {
                Fate::Same => {}
                Fate::Added => it.later.push(Later {
                    cell: index,
                    note: format!(
                        "{}补记：{label} {}",
                        self.called(old, content),
                        one_line(&now)
                    ),
                    text: now,
                }),
                Fate::Corrected => {
                    it.struck.push(index);
                    corrected.push((
                        key.clone(),
                        if now.is_empty() {
                            format!("“{label}”删去")
                        } else {
                            format!("“{label}”改为“{}”", one_line(&now))
                        },
                    ));
                }
            }
            it.cells.push(then);
        }
        it.void = row.voided.is_some();
        it.voided_later = it.void && !old.void;
        it.notes.extend(void_note(self.ledger, self.kind, row)?);
        if !corrected.is_empty() {
            let fields: Vec<&str> = corrected.iter().flat_map(|it| it.0.split('+')).collect();
            let changes: Vec<&str> = corrected.iter().map(|it| it.1.as_str()).collect();
            it.notes.push(format!(
                "{}更正：{}{}",
                self.called(old, content),
                changes.join("，"),
                self.by_whom(row.id, &fields)?
            ));
        }
        if book_of(self.kind, row).as_ref() != Some(of) {
            it.notes
                .push(format!("{}已改入另一本簿", self.called(old, content)));
        }
        Ok(it)
    }

    /// What became of a cell since its page was signed.
    fn fate(&self, key: &str, then: &str, now: &str) -> Fate {
        let by_day = |key: &str| {
            self.kind
                .field(key)
                .is_some_and(|it| matches!(it.origin, Origin::ByDay(_)))
        };
        if then == now || key.split('+').any(by_day) {
            return Fate::Same;
        }
        let goes_on = now
            .strip_prefix(then)
            .is_some_and(|rest| rest.starts_with('\n'));
        // A state that moves on is no mistake on the page.
        if then.is_empty() || goes_on || key == Opinion::STATE.key() {
            Fate::Added
        } else {
            Fate::Corrected
        }
    }

    /// What stands on a signed page and who signed it: 第1号至第12号，2026年10月27日由王秀兰签字.
    fn told(&self, page: &Signed) -> String {
        let called = |it: Option<&SignedRow>| {
            it.map_or_else(String::new, |it| self.called(it, &page.content))
        };
        let rows = &page.content.rows;
        let (first, last) = (called(rows.first()), called(rows.last()));
        let numbers = match rows.len() {
            0 => String::new(),
            1 => format!("{first}，"),
            _ => format!("{first}至{last}，"),
        };
        format!("{}{}", numbers.replace(' ', ""), page.signature())
    }

    /// 第7号, as the page called it.
    fn called(&self, old: &SignedRow, content: &SignedContent) -> String {
        let field = self.kind.serial.as_ref().map(|it| it.field.to_string());
        let at = field.and_then(|key| content.columns.iter().position(|it| *it == key));
        match at
            .and_then(|at| old.cells.get(at))
            .filter(|it| !it.is_empty())
        {
            Some(number) => format!("第 {number} 号"),
            None => old
                .cells
                .iter()
                .find(|it| !it.is_empty())
                .cloned()
                .unwrap_or_default(),
        }
    }

    /// ，王秀兰 2026年11月3日
    fn by_whom(&self, id: RecordId, fields: &[&str]) -> Result<String, UserError> {
        let history = self.ledger.history(self.kind.key.as_str(), id)?;
        let last = history
            .iter()
            .rev()
            .find(|it| !it.creation && fields.iter().any(|key| it.field == **key));
        last.map_or(Ok(String::new()), |it| by(self.ledger, &it.operation))
    }
}

enum Fate {
    Same,
    /// Something came into an empty place.
    Added,
    /// Something else stands there.
    Corrected,
}

fn one_line(text: &str) -> String {
    text.replace('\n', "、")
}

/// Where an entry stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Stand {
    pub(crate) page: u32,
    /// The page on which it ends.
    pub(crate) end: u32,
    /// The page is signed; otherwise its number is what printing gives today.
    pub(crate) signed: bool,
}

/// On which page each entry of a book stands.
pub(crate) fn stands(book: &Book) -> Result<HashMap<RecordId, Stand>, UserError> {
    let layout = forms::layout(&book.register, fonts()?);
    let pages = book.entries.iter().zip(layout.entry_pages);
    Ok(pages
        .enumerate()
        .map(|(at, (id, (page, end)))| {
            let signed = at < book.signed_entries;
            (*id, Stand { page, end, signed })
        })
        .collect())
}
