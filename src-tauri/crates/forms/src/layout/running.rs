//! What a register's entries add up to on its way down the pages.

/// What a column adds up to, in hundredths; `None` where nothing was written in it.
pub(super) type Amounts = Vec<Option<i64>>;

/// The sums of a register as far as it is laid out.
#[derive(Debug, Default)]
pub(super) struct Running {
    pub(super) page: Amounts,
    pub(super) book: Amounts,
    /// How many entries begin on this page.
    pub(super) entries: usize,
    /// The sums of this page stand.
    pub(super) stands: bool,
    /// What the entry being placed adds.
    pub(super) entry: Amounts,
}

impl Running {
    /// Adds the entry that was placed to its page and to the book.
    pub(super) fn add(&mut self) {
        self.entries += 1;
        for sums in [&mut self.page, &mut self.book] {
            sums.resize(self.entry.len(), None);
            for (sum, amount) in sums.iter_mut().zip(&self.entry) {
                if let Some(amount) = amount {
                    *sum = Some(sum.unwrap_or(0).saturating_add(*amount));
                }
            }
        }
    }
}
