//! The index of long registers: every two characters that stand beside each other in the texts a
//! record is found by, as one word of SQLite's full-text index (FTS5).
//!
//! A phrase of such pairs is a piece of text, so that any piece is found where it stands, in
//! whatever language and without knowing its words. Each character is four digits of base 36, each
//! pair eight, which FTS5 takes as they are.
//!
//! What people have to say, the long text of a register, has a column of its own: a filter by it is
//! answered by the index. Where a sign of that text stands in the index as another one (`⽊` as `木`), the
//! record is marked ([`ODD`]), and its text is asked.
//!
//! Up to [`LONG`] records the narrow table is gone through instead: that takes a few hundredths of
//! a second, and a save, an import and a store are spared the index.

use std::fmt::Write as _;

use domain::names::search::{IndexText, Query, Wanted, stands_as, texts};
use domain::record::{Field, FieldType, RecordType, SearchAs};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;
use crate::projection::sounds;
use crate::projection::table::{column, pairs_table, search_table, sounds_table, table};

/// A register with more records than this has its index.
const LONG: i64 = 100_000;
/// Words of a query that the index is asked for; the others are left to the narrow table.
const WORDS: usize = 16;
/// Characters of one word that the index is asked for.
const CHARACTERS: usize = 64;

/// The column of the register's long text, and that of every other text.
const LONG_TEXT: &str = "long";
const OTHERS: &str = "others";
/// A word among the others of a record whose long text has a sign that stands as another one, ASCII
/// signs aside. Pairs are longer.
const ODD: &str = "odd";

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
         ({LONG_TEXT}, {OTHERS}, content='', contentless_delete=1, tokenize='ascii'); {}",
        sounds::create_statement(kind)
    ))?;
    let mut put = conn.prepare(&put_statement(kind))?;
    let mut put_sounds = conn.prepare(&sounds::put_statement(kind))?;
    let long = long_text(kind).map_or_else(|| "NULL".into(), column);
    let mut all = conn.prepare(&format!(
        "SELECT {search}.n, text, {long} FROM {search} JOIN {} AS rows ON rows.n = {search}.n",
        table(kind)
    ))?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let line = row.get_ref(1)?.as_str().unwrap_or_default();
        let n: i64 = row.get(0)?;
        let (long, others) = of_line(line, row.get_ref(2)?.as_str().ok());
        put.execute(params![n, long, others])?;
        put_sounds.execute(params![n, sounds::of_line(line)])?;
    }
    Ok(())
}

/// Puts the pairs of one record in place of those it had.
pub(crate) fn put_statement(kind: &RecordType) -> String {
    format!(
        "INSERT OR REPLACE INTO {} (rowid, {LONG_TEXT}, {OTHERS}) VALUES (?1, ?2, ?3)",
        pairs_table(kind)
    )
}

/// Takes the pairs of one record away.
pub(crate) fn drop_statement(kind: &RecordType) -> String {
    format!("DELETE FROM {} WHERE rowid = ?1", pairs_table(kind))
}

/// The long text of a register that has a column of its own in the index: the first that its lists
/// show. Offices arrange lists in other ways, this one stays.
pub(crate) fn long_text(kind: &RecordType) -> Option<&Field> {
    let fields = kind
        .foremost
        .iter()
        .filter_map(|key| kind.field(key.as_str()));
    fields
        .filter(|it| matches!(it.field_type, FieldType::LongText))
        .find(|it| it.search == SearchAs::Text && it.has_column())
}

/// The pairs of an index line, those of its long text by themselves.
pub(crate) fn of_line(line: &str, long: Option<&str>) -> (String, String) {
    let mut others = String::new();
    let Some(long) = long.filter(|it| !it.is_empty()) else {
        put_pairs(&mut others, texts(line));
        return (String::new(), others);
    };
    let as_it_stands = IndexText::new().text(long).build();
    // With the sign that begins it.
    let value = texts(&as_it_stands);
    let rest = match texts(line).match_indices(value).find(|(at, _)| {
        let behind = texts(line).get(at + value.len()..).unwrap_or_default();
        behind.is_empty() || behind.starts_with(END)
    }) {
        Some((at, _)) => {
            let (before, behind) = texts(line).split_at(at);
            [before, behind.get(value.len()..).unwrap_or_default()].concat()
        }
        None => texts(line).to_owned(),
    };
    put_pairs(&mut others, &rest);
    if long.chars().any(is_odd) {
        others.push_str(ODD);
    }
    let mut pairs = String::new();
    put_pairs(&mut pairs, value);
    (pairs, others)
}

/// Whether a sign stands in the index as another one that is not ASCII, or not at all.
fn is_odd(sign: char) -> bool {
    !stands_as(sign).is_some_and(|it| it == sign || it.is_ascii())
}

fn put_pairs(pairs: &mut String, texts: &str) {
    pairs.reserve(texts.len() * 3);
    let mut signs = texts.chars().peekable();
    while let Some(sign) = signs.next() {
        put_pair(pairs, sign, signs.peek().copied().unwrap_or(END));
        pairs.push(' ');
    }
}

/// How the index is asked which records have a piece in a field.
pub(crate) struct AskedOfField {
    /// What this finds has it; empty where nothing is sure.
    pub(crate) surely: String,
    /// What this finds may have it; nothing else can.
    pub(crate) maybe: String,
}

/// A piece of a field's text as the index understands it.
pub(crate) fn asked_of(kind: &RecordType, field: &Field, piece: &str) -> AskedOfField {
    let phrase = phrase(&folded(piece));
    if long_text(kind).is_none_or(|it| it.key != field.key) {
        return AskedOfField {
            surely: String::new(),
            maybe: format!("{OTHERS} : {phrase}"),
        };
    }
    let stands = |sign: char| !sign.is_ascii() && stands_as(sign) == Some(sign);
    if !piece.chars().all(stands) || piece.chars().count() > CHARACTERS {
        return AskedOfField {
            surely: String::new(),
            maybe: format!("{LONG_TEXT} : {phrase}"),
        };
    }
    AskedOfField {
        surely: format!("({LONG_TEXT} : {phrase}) NOT ({OTHERS} : {ODD})"),
        maybe: format!("({LONG_TEXT} : {phrase}) AND ({OTHERS} : {ODD})"),
    }
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
