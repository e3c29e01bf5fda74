//! The books as bound books: which entries stand on which page. A book belongs to a station and a
//! year. Signed pages keep their entries as they were signed; what came later goes on behind them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use domain::dates::PartialDate;
use domain::dossier::{SIGNED_PAGE, SignedContent, SignedPage, SignedRow};
use domain::opinion::Opinion;
use domain::record::{
    Column, FieldKey, Item, KindKey, Origin, RecordId, RecordType, Row, Text, Value,
};
use domain::station::STATION;
use forms::{Bound, Closing, Info, Later, Paper, Register, Section, SignedPages, Signing};
use store::ledger::Ledger;
use store::query::{Filter, ListQuery};

use crate::naming::NameBook;
use crate::papers::books::columns_of;
use crate::papers::columns::{Content, PrintColumn};
use crate::papers::fonts::fonts;
use crate::papers::heading::Heading;
use crate::papers::listing::{own_title, subject, void_note};
use crate::papers::rows::{Dates, cells};
use crate::papers::tables::sums;
use crate::records::registers::year_field;
use crate::wire::UserError;

/// One book: the entries of a register for a station and a year.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct BookOf {
    pub(crate) kind: KindKey,
    /// `None` for entries that name no station.
    pub(crate) station: Option<RecordId>,
    /// `None` for entries without a date.
    pub(crate) year: Option<i32>,
}

/// A page as it was signed; several records of one page are one stretch.
#[derive(Clone, Debug)]
pub(crate) struct Signed {
    pub(crate) record: RecordId,
    pub(crate) page: u32,
    pub(crate) pages: u32,
    pub(crate) closed: bool,
    pub(crate) on: String,
    pub(crate) by: String,
    pub(crate) content: SignedContent,
}

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

/// The station whose book an entry stands in.
pub(crate) fn station_of(kind: &RecordType) -> Option<FieldKey> {
    let own = kind.field(Opinion::STATION.key())?;
    (own.field_type.refers_to().is_some_and(|it| *it == *STATION)).then(|| own.key.clone())
}

/// The book of an entry; `None` where its register is no book of a year.
pub(crate) fn book_of(kind: &RecordType, row: &Row) -> Option<BookOf> {
    let year = year_field(kind)?;
    Some(BookOf {
        kind: kind.key.clone(),
        station: station_of(kind).and_then(|it| row.get(kind, it.as_str())?.as_id()),
        year: row
            .get(kind, year.as_str())
            .and_then(Value::as_date)
            .map(|it| it.year_part()),
    })
}

/// Every book that has entries, of a station and of a year where they are given.
pub(crate) fn books(
    ledger: &Ledger,
    kind: &RecordType,
    station: Option<RecordId>,
    year: Option<i32>,
) -> Result<BTreeSet<BookOf>, UserError> {
    let mut found = BTreeSet::new();
    let query = ListQuery {
        filters: filters(kind, station, year),
        voided: true,
        ..ListQuery::all()
    };
    ledger.read().for_each(kind.key.as_str(), &query, |row| {
        found.extend(book_of(kind, &row));
        Ok(())
    })?;
    Ok(found)
}

fn filters(kind: &RecordType, station: Option<RecordId>, year: Option<i32>) -> Vec<Filter> {
    let mut filters = Vec::new();
    if let (Some(field), Some(id)) = (station_of(kind), station) {
        filters.push(Filter::Is(field, Value::Ref(Item::Id(id))));
    }
    if let (Some(field), Some(year)) = (year_field(kind), year) {
        filters.push(Filter::In(field, year, None));
    }
    filters
}

/// The signed pages of a register, by book, in the order of their pages.
pub(crate) fn signed_pages(
    ledger: &Ledger,
    kind: &RecordType,
) -> Result<BTreeMap<BookOf, Vec<Signed>>, UserError> {
    let mut books: BTreeMap<BookOf, Vec<Signed>> = BTreeMap::new();
    let Some(pages) = ledger.registry().get(SIGNED_PAGE).cloned() else {
        return Ok(books);
    };
    let query = ListQuery {
        filters: vec![Filter::Is(
            SignedPage::BOOK.into(),
            Value::Text(kind.key.to_string()),
        )],
        ..ListQuery::all()
    };
    ledger.read().for_each(SIGNED_PAGE, &query, |row| {
        let number = |column: Column<i64>| {
            row.read(&pages, column)
                .and_then(|it| u32::try_from(it).ok())
        };
        let text = |column: Column<Text>| row.read(&pages, column).unwrap_or("");
        let date = |column: Column<PartialDate>| row.read(&pages, column);
        let of = BookOf {
            kind: kind.key.clone(),
            station: row.link(&pages, SignedPage::STATION),
            year: number(SignedPage::YEAR).and_then(|it| i32::try_from(it).ok()),
        };
        let Ok(content) = serde_json::from_str(text(SignedPage::CONTENT)) else {
            return Ok(());
        };
        books.entry(of).or_default().push(Signed {
            record: row.id,
            page: number(SignedPage::PAGE).unwrap_or(1).max(1),
            pages: number(SignedPage::PAGES).unwrap_or(1).max(1),
            closed: matches!(row.of(&pages, SignedPage::CLOSED), Some(Value::Bool(true))),
            on: date(SignedPage::SIGNED_ON)
                .map(|it| it.to_string())
                .unwrap_or_default(),
            by: text(SignedPage::SIGNED_BY).to_owned(),
            content,
        });
        Ok(())
    })?;
    for signed in books.values_mut() {
        signed.sort_by_key(|it| (it.page, it.on.clone(), it.record));
    }
    Ok(books)
}

/// The signed page on which a record stands, and its book.
pub(crate) fn signed_place(
    ledger: &Ledger,
    kind: &RecordType,
    id: RecordId,
) -> Result<Option<(BookOf, Signed)>, UserError> {
    if year_field(kind).is_none() {
        return Ok(None);
    }
    let own = id.to_string();
    for (of, pages) in signed_pages(ledger, kind)? {
        for page in pages {
            if page.content.rows.iter().any(|it| it.id == own) {
                return Ok(Some((of, page)));
            }
        }
    }
    Ok(None)
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
    for page in &signed {
        let mut count = 0;
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
        let missing = match before - first {
            0 => format!("第{series}{first}号"),
            1.. => format!("第{series}{first}号至第{series}{before}号"),
            _ => return None,
        };
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
        let Some(entry) = last else {
            return Ok(String::new());
        };
        let who = match entry.operation.user {
            Some(user) => self.ledger.read().name_of(domain::office::USER, user)?,
            None => None,
        };
        let day = chrono::DateTime::from_timestamp_millis(entry.operation.wall_ms)
            .map(|it| it.format("%Y年%-m月%-d日").to_string())
            .unwrap_or_default();
        Ok(format!("，{} {day}", who.unwrap_or_default()))
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
