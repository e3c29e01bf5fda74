//! 本页小计 and 合计 of a register: what its entries add up to, read from what stands on paper, so that a
//! signed page says again what it said.

use crate::register::{Row, Sums};

use super::cell::{Cell, PAD_Y};
use super::composer::{Composer, Look};
use super::running::Amounts;
use super::sheet::MM;

/// A row of sums is at least so high.
const SUM_ROW: f32 = 9.0 * MM;
/// Room for 本页小计 and 合计 that each page keeps: an entry never moves for them.
const KEPT: f32 = 2.0 * SUM_ROW;

const PAGE: &str = "本页小计";
const WHOLE: &str = "合计";
/// Said where signed pages add up to something else.
const CORRECTED: &str = "合计按更正、补记和作废以后的数；签过字的页，本页小计仍是签字时的数";

/// Height that the sums take at the foot of every page.
fn kept(sums: Option<&Sums>) -> f32 {
    sums.map_or(0.0, |_| KEPT)
}

impl Composer<'_> {
    /// Takes note of what the entry to be placed adds, as it was written: a voided one nothing, unless
    /// it was voided after its page was signed.
    pub(super) fn count(&mut self, row: &Row) {
        let Some(sums) = &self.register.sums else {
            return;
        };
        let counts = !row.void || row.voided_later;
        let amount = |at: &usize| row.cells.get(*at).and_then(|text| hundredths(text));
        let amounts = sums.columns.iter().map(|at| amount(at).filter(|_| counts));
        self.running.entry = amounts.collect();
    }

    /// Adds that entry to the page on which it begins.
    pub(super) fn add_up(&mut self) {
        self.running.add();
    }

    /// 本页小计 at the end of a page that another follows.
    pub(super) fn page_sum(&mut self) {
        if self.running.entries > 0 && !self.running.stands {
            let amounts = self.running.page.clone();
            self.sum_row(PAGE, &amounts);
        }
    }

    /// 合计 at the end of the table as it is today.
    pub(super) fn whole_sum(&mut self) {
        let register = self.register;
        let Some(sums) = &register.sums else {
            return;
        };
        self.total(&sums.total);
        let signed = register.bound.as_ref();
        let signed = signed.is_some_and(|it| !it.signed.is_empty());
        if signed && self.sum_texts(&self.running.book) != sums.total {
            self.page_notes.push(CORRECTED.into());
        }
    }

    /// 合计 at the end of pages that were signed as the end of the book: as it stood then, or where
    /// nobody kept it, as the pages say it.
    pub(super) fn signed_sum(&mut self, then: &[String]) {
        if self.register.sums.is_none() {
            return;
        }
        let said = self.sum_texts(&self.running.book);
        self.total(if then.is_empty() { &said } else { then });
    }

    /// 合计, behind the 本页小计 of a page that others precede.
    fn total(&mut self, texts: &[String]) {
        self.bottom = self.floor;
        if self.label.number() > 1 {
            self.page_sum();
        }
        self.sum_cells(WHOLE, texts);
        self.running.stands = true;
    }

    /// Begins a page with nothing on it to add up, and with room for its sums.
    pub(super) fn turn_sums(&mut self) {
        self.bottom = self.floor - kept(self.register.sums.as_ref());
        self.running.page.fill(None);
        self.running.entries = 0;
        self.running.stands = false;
    }

    fn sum_row(&mut self, word: &str, amounts: &Amounts) {
        let cells = self.sum_texts(amounts);
        self.sum_cells(word, &cells);
    }

    fn sum_texts(&self, amounts: &Amounts) -> Vec<String> {
        let mut cells = vec![String::new(); self.register.columns.len()];
        let sums = self.register.sums.iter();
        let columns = sums.flat_map(|it| it.columns.iter().zip(&it.decimals));
        for ((at, decimals), amount) in columns.zip(amounts) {
            if let (Some(cell), Some(amount)) = (cells.get_mut(*at), amount) {
                *cell = written(*amount, *decimals);
            }
        }
        cells
    }

    fn sum_cells(&mut self, word: &str, texts: &[String]) {
        let word_at = self.word_column();
        let cells: Vec<Cell> = (0..self.register.columns.len())
            .map(|at| match word_at == Some(at) {
                true => self.set_text(at, word),
                false => self.set_text(at, texts.get(at).map_or("", String::as_str)),
            })
            .collect();
        if cells.iter().all(|it| it.text.is_empty() || it.text == word) {
            return;
        }
        let text = cells.iter().map(Cell::height).fold(0.0, f32::max);
        let lines: Vec<_> = cells.iter().map(|it| 0..it.lines.len()).collect();
        let height = (text + PAD_Y).max(SUM_ROW);
        self.put_cells(&cells, &lines, height, Look::default());
    }

    /// The first column wide enough for the word that adds nothing up.
    fn word_column(&self) -> Option<usize> {
        let sums = self.register.sums.as_ref()?;
        let wide = |at: &usize| {
            let edges = self.edges.get(*at).zip(self.edges.get(*at + 1));
            edges.is_some_and(|(left, right)| right - left >= LEAST)
        };
        let free = |at: &usize| !sums.columns.contains(at);
        let columns = 0..self.register.columns.len();
        let fits = columns.clone().find(|at| free(at) && wide(at));
        fits.or_else(|| columns.clone().find(free))
    }
}

/// A column in which the words stand on one line.
const LEAST: f32 = 19.0 * MM;

/// An amount as cells write it: 1,200.50.
fn hundredths(text: &str) -> Option<i64> {
    let plain: String = text.chars().filter(|it| *it != ',').collect();
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, plain.as_str()),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let figures = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !figures(whole) || !figures(part) || part.len() > 2 {
        return None;
    }
    let part = format!("{part:0<2}").parse::<i64>().ok()?;
    let whole = whole.parse::<i64>().ok()?.checked_mul(100)?;
    Some(sign * whole.checked_add(part)?)
}

fn written(amount: i64, decimals: bool) -> String {
    let (sign, whole) = (if amount < 0 { "-" } else { "" }, amount.unsigned_abs());
    let (whole, part) = (whole / 100, whole % 100);
    if !decimals {
        return format!("{sign}{whole}");
    }
    let digits = whole.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}.{part:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_they_are_written() {
        for (text, amount) in [
            ("1,200.50", 120_050),
            ("3", 300),
            ("-0.05", -5),
            ("7.5", 750),
        ] {
            assert_eq!(hundredths(text), Some(amount), "{text}");
        }
        for text in ["", "约3", "12%", "1.234", "3人"] {
            assert_eq!(hundredths(text), None, "{text} is no amount");
        }
        assert_eq!(written(120_050_000, true), "1,200,500.00");
        assert_eq!(written(-5, true), "-0.05");
        assert_eq!(written(120_000, false), "1200");
    }
}
