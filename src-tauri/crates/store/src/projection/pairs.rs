//! The index of long registers: every two characters that stand beside each other in the texts a
//! record is found by, as one word of SQLite's full-text index (FTS5).
//!
//! A phrase of such pairs is a piece of text, so that any piece is found where it stands, in
//! whatever language and without knowing its words. Each character is four digits of base 36, each
//! pair eight, which FTS5 takes as they are.
//!
//! Up to [`LONG`] records the narrow table is gone through instead: that takes a few hundredths of
//! a second, and a save, an import and a store are spared the index.

use std::fmt::Write as _;

use domain::names::search::{IndexText, Query, Wanted, texts};
use domain::record::RecordType;
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;
use crate::projection::sounds;
use crate::projection::table::{pairs_table, search_table, sounds_table};

/// A register with more records than this has its index.
const LONG: i64 = 100_000;
/// Words of a query that the index is asked for; the others are left to the narrow table.
const WORDS: usize = 16;
/// Characters of one word that the index is asked for.
const CHARACTERS: usize = 64;

const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
/// Ends every text, so that its last character has a pair as well.
const END: char = '\u{1f}';

/// Whether a type's texts are indexed, by pairs and by sounds.
pub(crate) fn are_kept(conn: &Connection, kind: &RecordType) -> Result<bool> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1")?
        .exists([sounds_table(kind)])?)
}

/// Begins the index of a register that has become long.
pub(crate) fn keep_if_long(conn: &Connection, kind: &RecordType) -> Result<()> {
    let search = search_table(kind);
    let last: Option<i64> = conn
        .prepare_cached(&format!("SELECT max(n) FROM {search}"))?
        .query_row([], |row| row.get(0))
        .optional()?
        .flatten();
    if last.is_none_or(|last| last <= LONG) || are_kept(conn, kind)? {
        return Ok(());
    }
    // One that was made before sounds were kept gives way.
    conn.execute_batch(&format!("DROP TABLE IF EXISTS {}", pairs_table(kind)))?;
    fill(conn, kind)
}

/// Makes an index anew that held what must not be found in the file any more.
pub(crate) fn forget_old(conn: &Connection, kind: &RecordType) -> Result<()> {
    if !are_kept(conn, kind)? {
        return Ok(());
    }
    conn.execute_batch(&format!(
        "DROP TABLE {}; DROP TABLE IF EXISTS {};",
        pairs_table(kind),
        sounds_table(kind)
    ))?;
    fill(conn, kind)
}

fn fill(conn: &Connection, kind: &RecordType) -> Result<()> {
    let (pairs, search) = (pairs_table(kind), search_table(kind));
    conn.execute_batch(&format!(
        "CREATE VIRTUAL TABLE {pairs} USING fts5 \
         (pairs, content='', contentless_delete=1, tokenize='ascii'); {}",
        sounds::create_statement(kind)
    ))?;
    let mut put = conn.prepare(&put_statement(kind))?;
    let mut put_sounds = conn.prepare(&sounds::put_statement(kind))?;
    let mut all = conn.prepare(&format!("SELECT n, text FROM {search}"))?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let line = row.get_ref(1)?.as_str().unwrap_or_default();
        let n: i64 = row.get(0)?;
        put.execute(params![n, of_line(line)])?;
        put_sounds.execute(params![n, sounds::of_line(line)])?;
    }
    Ok(())
}

/// Puts the pairs of one record in place of those it had.
pub(crate) fn put_statement(kind: &RecordType) -> String {
    format!(
        "INSERT OR REPLACE INTO {} (rowid, pairs) VALUES (?1, ?2)",
        pairs_table(kind)
    )
}

/// Takes the pairs of one record away.
pub(crate) fn drop_statement(kind: &RecordType) -> String {
    format!("DELETE FROM {} WHERE rowid = ?1", pairs_table(kind))
}

/// The pairs of an index line.
pub(crate) fn of_line(line: &str) -> String {
    let texts = texts(line);
    let mut pairs = String::with_capacity(texts.len() * 3);
    let mut signs = texts.chars().peekable();
    while let Some(sign) = signs.next() {
        put_pair(&mut pairs, sign, signs.peek().copied().unwrap_or(END));
        pairs.push(' ');
    }
    pairs
}

/// What the index is asked for.
pub(crate) struct Asked {
    /// In the language of FTS5.
    pub(crate) expression: String,
    /// Whether what it finds is what the written words of the query find; else they have to be asked of
    /// each.
    pub(crate) exact: bool,
}

/// The written words of a query as the index understands them; `None` where it can tell nothing.
pub(crate) fn asked(query: &Query) -> Option<Asked> {
    let mut expression = String::new();
    let mut exact = true;
    let mut words = 0;
    for wanted in query.wanted() {
        let forms = match wanted {
            Wanted::Written(forms) => forms,
            Wanted::Read(_) => continue,
        };
        if words == WORDS {
            exact = false;
            break;
        }
        words += 1;
        if !expression.is_empty() {
            expression.push_str(" AND ");
        }
        let (one, other) = (phrase(forms[0]), phrase(forms[1]));
        exact &= forms.iter().all(|it| it.chars().count() <= CHARACTERS);
        if one == other {
            expression.push_str(&one);
        } else {
            let _ = write!(expression, "({one} OR {other})");
        }
    }
    (words > 0).then_some(Asked { expression, exact })
}

/// The characters of a word among whose letters they stand, as the index understands them; `None`
/// where it has letters only.
pub(crate) fn characters_of(word: &str) -> Option<String> {
    let written = word.split(|it: char| it.is_ascii());
    let phrases: Vec<String> = written.filter(|it| !it.is_empty()).map(phrase).collect();
    (!phrases.is_empty()).then(|| phrases.join(" AND "))
}

/// A text in the signs in which it stands in an index; no more of it than an index is asked for.
pub(crate) fn folded(text: &str) -> String {
    let line = IndexText::new().text(text).build();
    let folded = texts(&line).chars().skip(1);
    folded.take(CHARACTERS).collect()
}

/// A piece of text as a phrase of pairs; one character alone is what a pair begins with.
pub(crate) fn phrase(text: &str) -> String {
    let signs: Vec<char> = text.chars().take(CHARACTERS).collect();
    let mut phrase = String::from("\"");
    if let [sign] = signs.as_slice() {
        put_sign(&mut phrase, *sign);
        phrase.push_str("\" *");
        return phrase;
    }
    for pair in signs.windows(2) {
        put_pair(&mut phrase, pair[0], pair[1]);
        phrase.push(' ');
    }
    phrase.push('"');
    phrase
}

fn put_pair(to: &mut String, one: char, other: char) {
    put_sign(to, one);
    put_sign(to, other);
}

/// Four digits of base 36 have room for every character of Unicode.
fn put_sign(to: &mut String, sign: char) {
    let mut rest = u32::from(sign) as usize;
    let mut digits = [0_u8; 4];
    for digit in digits.iter_mut().rev() {
        *digit = DIGITS[rest % 36];
        rest /= 36;
    }
    to.extend(digits.map(char::from));
}

#[cfg(test)]
mod tests;
