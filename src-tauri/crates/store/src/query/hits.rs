//! Which rows a search finds. A long register is asked through its indices, a short one is gone through.
//!
//! Of each word the indices tell which rows surely have it and which others may. Both are sets of rows,
//! so that words are put together without reading a text, and only what is not sure has to be asked.

use domain::names::search::{Query, Wanted};
use domain::record::RecordType;
use rusqlite::Connection;

use crate::error::Result;
use crate::projection::{pairs, pairs_table, search_table, sounds, sounds_table};
use crate::query::rows::Rows;

/// Up to so many rows that may have a word are asked as they are; more are narrowed before, which
/// takes as long as asking so many. Tests have fewer rows and go both ways as well.
const FEW: usize = if cfg!(test) { 1 } else { 1_500 };
/// Signs of a pair in the index of pairs, with the blank behind it.
const DIGITS_OF_A_PAIR: usize = 9;
/// Words of letters that the indices are asked for; the others are left to the texts.
const READINGS: usize = 4;

/// What the indices tell of a search, voided rows among the others.
#[derive(Default)]
pub(super) struct Hits {
    /// Found.
    pub(super) sure: Rows,
    /// Found where their texts answer; none of them is sure.
    pub(super) likely: Rows,
}

/// A search as the indices are asked for it.
pub(super) struct Search {
    words: Vec<Word>,
    /// Whether these are all the words there are.
    is_all: bool,
}

/// What one word is asked as; written words are one together.
#[derive(Default)]
struct Word {
    /// What these find is found.
    sure: Vec<Expression>,
    /// What these find may be.
    ways: Vec<Way>,
    /// Nothing is found that does not have these characters.
    characters: Option<Expression>,
    /// How much was typed; the more, the fewer rows are likely to have it.
    length: usize,
}

/// In the language of FTS5, with the index that is asked.
struct Expression {
    index: String,
    text: String,
}

/// One way to find more.
struct Way {
    /// Without the words that are but begun: finds as much and more, and takes a fraction of the time.
    rough: Option<Expression>,
    whole: Expression,
}

impl Expression {
    /// A statement that gives the places of what is found.
    fn sql(&self) -> String {
        let index = &self.index;
        format!("SELECT rowid FROM {index} WHERE {index} MATCH ?1")
    }

    fn find(&self, conn: &Connection, into: &mut Rows) -> Result<()> {
        let mut statement = conn.prepare_cached(&self.sql())?;
        let mut found = statement.query([&self.text])?;
        while let Some(row) = found.next()? {
            into.put(row.get(0)?);
        }
        Ok(())
    }
}

impl Search {
    /// `None` where the indices can tell nothing, or there are none.
    pub(super) fn of(conn: &Connection, kind: &RecordType, search: &str) -> Result<Option<Self>> {
        if !pairs::are_kept(conn, kind)? {
            return Ok(None);
        }
        let query = Query::parse(search);
        let (pairs, sounds) = (pairs_table(kind), sounds_table(kind));
        let in_pairs = |text: String| Expression {
            index: pairs.clone(),
            text,
        };
        let mut words = Vec::new();
        let mut is_all = true;
        if let Some(written) = pairs::asked(&query) {
            let mut word = Word {
                length: written.expression.len() / DIGITS_OF_A_PAIR,
                ..Word::default()
            };
            if written.exact {
                word.sure.push(in_pairs(written.expression));
            } else {
                word.ways.push(Way {
                    rough: None,
                    whole: in_pairs(written.expression),
                });
            }
            words.push(word);
        }
        let mut read: Vec<&str> = query
            .wanted()
            .filter_map(|it| match it {
                Wanted::Read(typed) => Some(typed),
                Wanted::Written(_) => None,
            })
            .collect();
        read.sort_by_key(|it| std::cmp::Reverse(it.len()));
        is_all &= read.len() <= READINGS;
        for typed in read.into_iter().take(READINGS) {
            let Some(asked) = sounds::asked(typed) else {
                is_all = false;
                continue;
            };
            let in_sounds = |text: String| Expression {
                index: sounds.clone(),
                text,
            };
            let mut word = Word {
                sure: vec![in_pairs(pairs::phrase(typed))],
                ways: Vec::new(),
                characters: pairs::characters_of(typed).map(in_pairs),
                length: typed.len() / 2,
            };
            if !asked.surely.is_empty() {
                word.sure.push(in_sounds(asked.surely));
            }
            word.ways.extend(asked.maybe.into_iter().map(|way| Way {
                rough: way.rough.map(in_sounds),
                whole: in_sounds(way.whole),
            }));
            words.push(word);
        }
        words.sort_by_key(|it| std::cmp::Reverse(it.length));
        Ok((!words.is_empty()).then_some(Self { words, is_all }))
    }

    /// Everything that the indices tell.
    pub(super) fn hits(&self, conn: &Connection) -> Result<Hits> {
        let mut both: Option<Hits> = None;
        let mut is_all = self.is_all;
        for word in &self.words {
            if let Some(before) = &both
                && before.sure.count() + before.likely.count() <= FEW
            {
                // Asking these takes less time than looking the next word up.
                is_all = false;
                break;
            }
            let mut found = Hits::default();
            for expression in &word.sure {
                expression.find(conn, &mut found.sure)?;
            }
            word.find_likely(conn, &found.sure, &mut found.likely)?;
            both = Some(match both {
                None => found,
                Some(mut before) => {
                    // What may have both words: sure or likely of each.
                    before.likely.add(&before.sure);
                    found.likely.add(&found.sure);
                    before.likely.keep_only(&found.likely);
                    before.sure.keep_only(&found.sure);
                    before.likely.leave_out(&before.sure);
                    before
                }
            });
        }
        let mut hits = both.unwrap_or_default();
        if !is_all {
            hits.likely.add(&hits.sure);
            hits.sure = Rows::default();
        }
        Ok(hits)
    }

    /// Gives the places of rows that are surely found, as the index gives them, some of them twice,
    /// until `each` answers no; those that may be found as well are answered, where all were wanted.
    pub(super) fn for_each_sure(
        &self,
        conn: &Connection,
        mut each: impl FnMut(i64) -> Result<bool>,
    ) -> Result<Option<Rows>> {
        let [word] = self.words.as_slice() else {
            let hits = self.hits(conn)?;
            for n in hits.sure.list() {
                if !each(n)? {
                    return Ok(None);
                }
            }
            return Ok(Some(hits.likely));
        };
        let mut sure = Rows::default();
        for expression in &word.sure {
            if !self.is_all {
                expression.find(conn, &mut sure)?;
                continue;
            }
            let mut statement = conn.prepare_cached(&expression.sql())?;
            let mut found = statement.query([&expression.text])?;
            while let Some(row) = found.next()? {
                let n = row.get(0)?;
                sure.put(n);
                if !each(n)? {
                    return Ok(None);
                }
            }
        }
        let mut likely = Rows::default();
        word.find_likely(conn, &sure, &mut likely)?;
        if !self.is_all {
            likely.add(&sure);
        }
        Ok(Some(likely))
    }
}

impl Word {
    /// What may have the word beside those of which it is sure.
    fn find_likely(&self, conn: &Connection, sure: &Rows, likely: &mut Rows) -> Result<()> {
        let mut roughly: Vec<(&str, Rows)> = Vec::new();
        for way in &self.ways {
            let Some(rough) = &way.rough else {
                way.whole.find(conn, likely)?;
                continue;
            };
            let at = match roughly.iter().position(|(text, _)| *text == rough.text) {
                Some(at) => at,
                None => {
                    let mut rows = Rows::default();
                    rough.find(conn, &mut rows)?;
                    rows.leave_out(sure);
                    roughly.push((&rough.text, rows));
                    roughly.len() - 1
                }
            };
            let rows = &roughly[at].1;
            if rows.is_empty() {
                continue;
            }
            if rows.count() <= FEW {
                likely.add(rows);
            } else {
                way.whole.find(conn, likely)?;
            }
        }
        likely.leave_out(sure);
        if let Some(characters) = &self.characters
            && likely.count() > FEW
        {
            let mut rows = Rows::default();
            characters.find(conn, &mut rows)?;
            likely.keep_only(&rows);
        }
        Ok(())
    }
}

/// A statement that goes through all texts; `?1` is the search.
pub(super) fn going_through(kind: &RecordType) -> String {
    format!("SELECT n FROM {} WHERE found(text, ?1)", search_table(kind))
}
