//! Verdicts counted by book and gathered by objection.

use std::collections::BTreeMap;

use domain::inspection::{Book, Judge, OBJECTIONS, Objection, Verdict, Virtue};

use crate::inspection::Scope;
use crate::session::App;
use crate::wire::{
    ErrorCode, InspectedBook, InspectionReport, ObjectionItem, RaisedObjection, UserError,
    VirtueShare,
};

/// So many items each objection names at first; a page of more is no reading.
const FIRST: usize = 100;

/// What a verdict speaks of.
pub(super) struct Subject {
    pub(super) register: String,
    pub(super) id: String,
    pub(super) title: String,
}

/// One objection, as often as it was raised.
#[derive(Default)]
struct Raised {
    count: u64,
    /// Worth a look alone: the rule behind it does not bind.
    advice: bool,
    items: Vec<ObjectionItem>,
}

#[derive(Default)]
struct Tally {
    records: u64,
    asked: [u64; 3],
    kept: [u64; 3],
    raised: BTreeMap<usize, Raised>,
}

/// The books as they are gone through.
pub(crate) struct Survey {
    books: BTreeMap<Book, Tally>,
    /// The records looked at, by register and id, where they are to be told.
    looked_at: Option<BTreeMap<Book, Vec<(String, String)>>>,
    /// Only this objection, with all its items.
    only: Option<(Book, usize)>,
    most: usize,
}

fn place_of(objection: &Objection) -> usize {
    OBJECTIONS
        .iter()
        .position(|it| it.key == objection.key)
        .unwrap_or(OBJECTIONS.len())
}

impl Survey {
    /// Naming the first items of each objection, or all of one (`opinions.overdue`).
    pub(crate) fn of(objection: Option<&str>) -> Result<Self, UserError> {
        let only = match objection {
            None => None,
            Some(written) => Some(parse(written).ok_or_else(|| {
                UserError::new(
                    ErrorCode::BadRequest,
                    format!("没有“{written}”这项体检内容"),
                    "请回到迎检体检重新选择",
                )
            })?),
        };
        Ok(Self {
            books: BTreeMap::new(),
            looked_at: None,
            most: if only.is_some() { usize::MAX } else { FIRST },
            only,
        })
    }

    /// Naming every item of every objection, and the records looked at, for paper.
    pub(crate) fn of_everything() -> Self {
        Self {
            books: BTreeMap::new(),
            looked_at: Some(BTreeMap::new()),
            only: None,
            most: usize::MAX,
        }
    }

    /// The records looked at, by register and id.
    pub(crate) fn looked_at(&mut self) -> BTreeMap<Book, Vec<(String, String)>> {
        self.looked_at.take().unwrap_or_default()
    }

    /// A record was looked at.
    pub(super) fn record(
        &mut self,
        book: Book,
        verdict: &Verdict,
        subject: impl FnOnce() -> Subject,
    ) {
        self.books.entry(book).or_default().records += 1;
        let Some(looked_at) = &mut self.looked_at else {
            return self.judged(book, verdict, subject);
        };
        let known = subject();
        let record = (known.register.clone(), known.id.clone());
        looked_at.entry(book).or_default().push(record);
        self.judged(book, verdict, || known);
    }

    /// Something that is no record of its own was looked at: what should be there and is not, how a
    /// deputy stands.
    pub(super) fn judged(
        &mut self,
        book: Book,
        verdict: &Verdict,
        subject: impl FnOnce() -> Subject,
    ) {
        let tally = self.books.entry(book).or_default();
        for virtue in Virtue::ALL {
            if verdict.asks(virtue) {
                tally.asked[virtue as usize] += 1;
                tally.kept[virtue as usize] += u64::from(verdict.keeps(virtue));
            }
        }
        if verdict.found.is_empty() {
            return;
        }
        let mut subject = Some(subject);
        let mut known: Option<Subject> = None;
        for found in &verdict.found {
            let at = place_of(found.objection);
            let Raised {
                count,
                advice,
                items,
            } = tally.raised.entry(at).or_default();
            *count += 1;
            *advice = found.advice;
            let wanted = self.only.is_none_or(|only| only == (book, at));
            if !wanted || items.len() >= self.most {
                continue;
            }
            if let Some(make) = subject.take() {
                known = Some(make());
            }
            if let Some(it) = &known {
                items.push(ObjectionItem {
                    register: it.register.clone(),
                    id: it.id.clone(),
                    title: it.title.clone(),
                    sentence: if found.detail.is_empty() {
                        found.objection.said.to_owned()
                    } else {
                        format!("{}：{}", found.objection.said, found.detail)
                    },
                });
            }
        }
    }

    /// The report on what was gone through.
    pub(crate) fn report(
        &mut self,
        app: &mut App,
        scope: &Scope,
    ) -> Result<InspectionReport, UserError> {
        let registry = app.ledger()?.registry().clone();
        let title = |book: Book| {
            registry
                .iter()
                .filter_map(|kind| kind.register.as_ref())
                .find(|it| it.key == book.key() && book.place() != "" && book != Book::Electors)
                .map_or_else(|| book.word().to_owned(), |it| it.title.clone())
        };
        let mut whole = Tally::default();
        let mut books = Vec::new();
        for book in Book::ALL {
            let tally = self.books.remove(&book).unwrap_or_default();
            for virtue in 0..3 {
                whole.asked[virtue] += tally.asked[virtue];
                whole.kept[virtue] += tally.kept[virtue];
            }
            let mut objections: Vec<RaisedObjection> = tally
                .raised
                .into_iter()
                .filter(|(at, _)| self.only.is_none_or(|only| only == (book, *at)))
                .filter_map(|(at, found)| raised(&scope.judge, at, found))
                .collect();
            objections.sort_by_key(|it| (it.advice, std::cmp::Reverse(it.count)));
            books.push(InspectedBook {
                key: book.key().into(),
                place: book.place().into(),
                title: title(book),
                records: tally.records,
                shares: shares(tally.asked, tally.kept),
                objections,
            });
        }
        Ok(InspectionReport {
            year: scope.judge.year,
            station: scope
                .station
                .as_ref()
                .map_or_else(String::new, |(_, name)| name.clone()),
            day: scope.judge.today.to_string(),
            shares: shares(whole.asked, whole.kept),
            books,
        })
    }
}

fn parse(written: &str) -> Option<(Book, usize)> {
    let (book, key) = written.split_once('.')?;
    let book = Book::ALL.into_iter().find(|it| it.key() == book)?;
    let at = OBJECTIONS.iter().position(|it| it.key == key)?;
    Some((book, at))
}

fn raised(judge: &Judge, at: usize, found: Raised) -> Option<RaisedObjection> {
    let it = OBJECTIONS.get(at)?;
    Some(RaisedObjection {
        key: it.key.into(),
        virtue: it.virtue.key().into(),
        said: it.said.into(),
        remedy: it.remedy.into(),
        source: it.source_by(&judge.rules, judge.until()),
        measure: it.measure.into(),
        advice: found.advice,
        count: found.count,
        items: found.items,
    })
}

fn shares(asked: [u64; 3], kept: [u64; 3]) -> Vec<VirtueShare> {
    Virtue::ALL
        .into_iter()
        .map(|virtue| {
            let (asked, kept) = (asked[virtue as usize], kept[virtue as usize]);
            VirtueShare {
                virtue: virtue.key().into(),
                word: virtue.word().into(),
                kept,
                asked,
                percent: percent(kept, asked),
            }
        })
        .collect()
}

/// To one digit; rounded down, so that nothing short of all is called 100 %.
fn percent(kept: u64, asked: u64) -> Option<f64> {
    if asked == 0 {
        return None;
    }
    let tenths = u32::try_from(kept.saturating_mul(1000) / asked).unwrap_or(1000);
    Some(f64::from(tenths) / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_never_rounded_up_to_all() {
        assert_eq!(percent(1999, 2000), Some(99.9));
        assert_eq!(percent(2000, 2000), Some(100.0));
        assert_eq!(percent(0, 3), Some(0.0));
        assert_eq!(percent(0, 0), None, "of nothing there is no share");
    }

    #[test]
    fn an_objection_is_named_by_its_book() {
        assert!(Survey::of(Some("opinions.overdue")).is_ok());
        for wrong in ["overdue", "opinions.none", "shelf.overdue", ""] {
            assert!(Survey::of(Some(wrong)).is_err(), "{wrong}");
        }
    }
}
