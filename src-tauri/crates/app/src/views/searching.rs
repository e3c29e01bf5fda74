//! One box over every register.

use domain::names::search::Query;
use domain::record::{Field, FieldType, Privacy, RecordId, RecordType, Row, SearchAs, Shelf};
use domain::roster::DEPUTY;
use store::ledger::Ledger;

use crate::naming::{Meaning, NameBook, Resolver};
use crate::records::parts::uses_of;
use crate::session::App;
use crate::views::by_number::by_number;
use crate::wire::{SearchAll, SearchFound, SearchGroup, SearchHit, SearchPerson, UserError};

/// Shown of each register unless asked otherwise.
const SHOWN: u32 = 5;

/// Looked at for each one shown: among the first that fit, those whose name fits stand first.
const LOOKED_AT: usize = 6;

/// Characters of a text around what was found in it.
const AROUND: usize = 24;

/// Values beside the name in one line.
const VALUES: usize = 3;

/// So many people who go by what was typed are told with what is linked to them.
const PEOPLE: usize = 3;

pub(crate) fn search_all(app: &mut App, request: SearchAll) -> Result<SearchFound, UserError> {
    let text = request.text.trim().to_owned();
    if text.is_empty() {
        return Ok(SearchFound {
            groups: Vec::new(),
            people: Vec::new(),
        });
    }
    let groups = by_number(app, &text)?;
    if !groups.is_empty() {
        return Ok(SearchFound {
            groups,
            people: Vec::new(),
        });
    }
    let shown = usize::try_from(request.limit.unwrap_or(SHOWN))
        .unwrap_or(1)
        .max(1);
    let today = app.today();
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read()).on(today)?;
    let query = Query::parse(&text);
    let mut groups = Vec::new();
    let mut alike = Vec::new();
    for kind in ledger.registry().iter() {
        let Some(register) = kind
            .register
            .as_ref()
            .filter(|it| it.shelf != Shelf::Settings)
        else {
            continue;
        };
        if !kind.fields.iter().any(|it| it.search != SearchAs::No) {
            continue;
        }
        let found =
            ledger
                .read()
                .find_some(kind.key.as_str(), &text, shown.max(PEOPLE) * LOOKED_AT)?;
        let (mut rows, mut more) = found;
        if rows.is_empty() {
            continue;
        }
        if kind.key == *DEPUTY && !more && rows.len() <= PEOPLE * LOOKED_AT {
            let fitting = rows.iter().filter(|row| fit(kind, row, &text, &query) < 3);
            alike = fitting.map(|row| row.id).collect();
        }
        rows.sort_by_key(|row| fit(kind, row, &text, &query));
        more |= rows.len() > shown;
        rows.truncate(shown);
        let hits = rows
            .iter()
            .map(|row| {
                Ok(SearchHit {
                    id: row.id.to_string(),
                    title: title(kind, row),
                    line: line(kind, row, &text, &query, &book)?,
                })
            })
            .collect::<Result<_, UserError>>()?;
        let group = SearchGroup {
            register: register.key.clone(),
            title: register.title.clone(),
            hits,
            more,
            all: None,
        };
        groups.push((register.shelf, register.turn, group));
    }
    groups.sort_by_key(|(shelf, turn, _)| (*shelf, *turn));
    Ok(SearchFound {
        groups: groups.into_iter().map(|(_, _, group)| group).collect(),
        people: people(ledger, &text, alike)?,
    })
}

/// The deputies that what was typed names, with what refers to them: those of exactly that name, else
/// `alike`, whose name fits in characters or in pinyin. Nobody where more than `PEOPLE` fit.
fn people(
    ledger: &Ledger,
    text: &str,
    alike: Vec<RecordId>,
) -> Result<Vec<SearchPerson>, UserError> {
    let Some(kind) = ledger.registry().get(DEPUTY).cloned() else {
        return Ok(Vec::new());
    };
    let named = match Resolver::default().find(&ledger.read(), &kind, text)? {
        Meaning::Record(id) => vec![id],
        Meaning::Several(ids) => ids,
        Meaning::Nobody => alike,
    };
    if named.len() > PEOPLE {
        return Ok(Vec::new());
    }
    let mut people = Vec::with_capacity(named.len());
    for id in named {
        let linked = uses_of(ledger, &kind, id)?;
        if let Some(row) = ledger.read().get(kind.key.as_str(), id)?
            && !linked.is_empty()
        {
            people.push(SearchPerson {
                id: id.to_string(),
                name: kind.name_of(&row),
                linked,
            });
        }
    }
    Ok(people)
}

/// The less, the better: the very name, a name that begins so, a name that has it, anything else.
fn fit(kind: &RecordType, row: &Row, text: &str, query: &Query) -> u8 {
    let name = kind.name_of(row);
    if name == text {
        0
    } else if name.starts_with(text) {
        1
    } else if query.matches(&domain::names::search::IndexText::new().name(&name).build()) {
        2
    } else {
        3
    }
}

fn title(kind: &RecordType, row: &Row) -> String {
    let name = kind.name_of(row);
    if name.is_empty() {
        kind.title.clone()
    } else {
        name
    }
}

/// What else the record says: first the text in which it was found, then what lists show of it.
/// Private numbers are found by, and not shown.
fn line(
    kind: &RecordType,
    row: &Row,
    text: &str,
    query: &Query,
    book: &NameBook<'_>,
) -> Result<String, UserError> {
    let values = book.values(kind, row)?;
    let may_stand = |field: &&Field| {
        !field.hidden && field.privacy != Privacy::Sensitive && field.key != kind.name_field
    };
    let found = kind
        .fields
        .iter()
        .filter(may_stand)
        .filter(|it| it.search == SearchAs::Text)
        .find_map(|field| {
            let value = values.get(field.key.as_str())?;
            let at = value.find(text).or_else(|| query.read_at(value))?;
            Some((field, at))
        });
    let mut parts = Vec::new();
    if let Some((field, at)) = found {
        let whole = &values[field.key.as_str()];
        parts.push(around(whole, at, text.len()));
    }
    let listed = kind.fields.iter().filter(may_stand).filter(|field| {
        field.listed
            && !matches!(field.field_type, FieldType::Bool)
            && found.is_none_or(|(it, _)| it.key != field.key)
    });
    for field in listed {
        if parts.len() >= VALUES {
            break;
        }
        if let Some(value) = values.get(field.key.as_str()) {
            parts.push(around(value, 0, 0));
        }
    }
    Ok(parts.join("　"))
}

/// A text cut to what stands around the found part.
fn around(text: &str, at: usize, length: usize) -> String {
    let head: Vec<char> = text.get(..at).unwrap_or_default().chars().collect();
    let rest: Vec<char> = text.get(at..).unwrap_or_default().chars().collect();
    let before = head.len().saturating_sub(AROUND / 3);
    let found = text.get(at..at + length).map_or(0, |it| it.chars().count());
    let after = (AROUND + found).min(rest.len());
    let mut cut = String::new();
    if before > 0 {
        cut.push('…');
    }
    cut.extend(&head[before..]);
    cut.extend(&rest[..after]);
    if after < rest.len() {
        cut.push('…');
    }
    cut.replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_around_what_was_found() {
        let text =
            "校车停靠点离村太远，孩子们要走两里多路，冬天天不亮就得出门。希望在村口增设一个停靠点。"
                .to_owned() + &"村里已经说过几回。".repeat(AROUND);
        let at = text.find("冬天").unwrap();
        let cut = around(&text, at, "冬天".len());
        assert!(cut.contains("冬天"), "what was found stands in it: {cut}");
        assert!(
            cut.starts_with('…') && cut.ends_with('…'),
            "both ends are cut: {cut}"
        );
        assert_eq!(around("短", 0, 0), "短", "a short text stays whole");
    }
}
