//! Numbers that leave the program: on paper, under a signature, in a file that goes out. They are issued
//! then and stay, whatever becomes of their records.

use std::sync::Arc;

use domain::amounts::{span_in_words, spans};
use domain::record::{OperationId, RecordType};
use store::ledger::{Greatest, StayingNumbers};
use store::query::ListQuery;

use crate::session::App;
use crate::wire::UserError;

/// Notes that the numbers of these records go out.
pub(crate) fn issue(
    app: &mut App,
    kind: &Arc<RecordType>,
    query: &ListQuery,
) -> Result<(), UserError> {
    if kind.serial.is_none() {
        return Ok(());
    }
    let ledger = app.ledger()?;
    let mut greatest = Greatest::default();
    ledger.read().for_each(kind.key.as_str(), query, |row| {
        greatest.add(kind, &row);
        Ok(())
    })?;
    Ok(ledger.issue_numbers(&greatest)?)
}

/// Notes that the numbers of every book go out: a dossier names entries of all of them.
pub(crate) fn issue_all(app: &mut App) -> Result<(), UserError> {
    let ledger = app.ledger()?;
    for kind in ledger.registry().iter() {
        ledger.issue_all_numbers(kind)?;
    }
    Ok(())
}

/// The numbers that stay without a record, in words: 接待登记2026年第2号至第501号.
pub(crate) fn staying(app: &mut App, of: OperationId) -> Result<Vec<String>, UserError> {
    let ledger = app.ledger()?;
    let staying = ledger.staying_numbers(of)?;
    let told = |it: &StayingNumbers| {
        let kind = ledger.registry().get(it.book.kind.as_str());
        let title = kind.map_or("", |kind| {
            let book = kind.register.as_ref();
            book.map_or(kind.title.as_str(), |it| it.title.as_str())
        });
        let year = it
            .book
            .year
            .map_or_else(String::new, |it| format!("{it}年"));
        format!("{title}{year}{}", in_words(&it.book.series, &it.numbers))
    };
    Ok(staying.iter().map(told).collect())
}

/// 第2号至第501号、第503号.
fn in_words(series: &str, numbers: &[i64]) -> String {
    let spans = spans(numbers.iter().copied()).into_iter();
    let words = spans.map(|(first, last)| span_in_words(series, first, last));
    words.collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_a_row_are_one_span() {
        assert_eq!(in_words("", &[2, 3, 4]), "第2号至第4号");
        assert_eq!(in_words("B", &[1, 3]), "第B1号、第B3号");
    }
}
