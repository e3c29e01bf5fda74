use std::ops::ControlFlow;
use std::sync::mpsc;

use super::header::Layout;
use super::rows::{DataSummary, data_rows};
use crate::read::{Book, ReadFault, Row};

/// Rows that are read ahead together.
const AHEAD_ROWS: usize = 256;
/// Bytes of texts that are read ahead together.
const AHEAD_BYTES: usize = 256 << 10;

/// As [`data_rows`], with the sheet read in a thread of its own: reading a sheet takes about as long
/// as judging its records. A few hundred rows are read ahead, so the summary may count more records
/// than were handed over before `sink` broke off.
pub fn data_rows_ahead(
    book: &mut Book,
    sheet: usize,
    layout: &Layout,
    sink: &mut dyn FnMut(&Row) -> ControlFlow<()>,
) -> Result<DataSummary, ReadFault> {
    let (give, take) = mpsc::sync_channel::<Vec<Row>>(1);
    let (give_back, taken_back) = mpsc::channel::<Vec<Row>>();
    std::thread::scope(|scope| {
        let reading = scope.spawn(move || {
            let mut ahead = Ahead::default();
            let summary = data_rows(book, sheet, layout, &mut |row| {
                ahead.put(row);
                if !ahead.is_full() {
                    return ControlFlow::Continue(());
                }
                let empty = taken_back.try_recv().unwrap_or_default();
                match give.send(ahead.exchange(empty)) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                }
            });
            // Nobody takes the rest where the sink broke off.
            let _ = give.send(ahead.exchange(Vec::new()));
            summary
        });
        for rows in &take {
            if rows.iter().any(|row| sink(row).is_break()) {
                break;
            }
            let _ = give_back.send(rows);
        }
        drop(take);
        let read = reading.join();
        read.unwrap_or(Err(ReadFault::Damaged("工作表")))
    })
}

/// Rows on their way from the thread that reads.
#[derive(Default)]
struct Ahead {
    rows: Vec<Row>,
    filled: usize,
    bytes: usize,
}

impl Ahead {
    fn put(&mut self, row: &Row) {
        if self.filled == self.rows.len() {
            self.rows.push(Row::default());
        }
        self.rows[self.filled].copy(row);
        self.filled += 1;
        self.bytes += row.bytes();
    }

    fn is_full(&self) -> bool {
        self.filled >= AHEAD_ROWS || self.bytes >= AHEAD_BYTES
    }

    /// Gives the rows out and goes on in the memory of rows that were read before.
    fn exchange(&mut self, used: Vec<Row>) -> Vec<Row> {
        let mut full = std::mem::replace(&mut self.rows, used);
        full.truncate(self.filled);
        self.filled = 0;
        self.bytes = 0;
        full
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::header::roster_layout;
    use crate::read::open;

    #[test]
    fn rows_read_ahead_are_the_same_rows() {
        let mut sheet = String::from("序号,代表小组,姓名,性别,电话\n");
        for number in 1..=1_000 {
            sheet.push_str(&format!("{number},第{}组,王{number},男,\n", number % 7));
        }
        let mut book = open(sheet.into_bytes(), "名册.csv").expect("opens");
        let (mut plain, mut ahead) = (Vec::new(), Vec::new());
        let summary = data_rows(&mut book, 0, &roster_layout(), &mut |row| {
            plain.push(row.clone());
            ControlFlow::Continue(())
        });
        let read = data_rows_ahead(&mut book, 0, &roster_layout(), &mut |row| {
            ahead.push(row.clone());
            ControlFlow::Continue(())
        });
        assert_eq!(
            (ahead.len(), &ahead),
            (1_000, &plain),
            "the same rows in the same order"
        );
        assert_eq!(
            read.expect("reads"),
            summary.expect("reads"),
            "and the same summary"
        );
        let mut taken = 0;
        let broken = data_rows_ahead(&mut book, 0, &roster_layout(), &mut |_| {
            taken += 1;
            if taken == 300 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert_eq!(
            (taken, broken.is_ok()),
            (300, true),
            "it ends where the sink breaks off"
        );
    }
}
