//! Sets of rows by their places in a table.

/// A set of rows by their places, one bit each.
#[derive(Clone, Default)]
pub(super) struct Rows {
    words: Vec<u64>,
}

impl Rows {
    pub(super) fn put(&mut self, n: i64) {
        let n = usize::try_from(n).unwrap_or(0);
        let word = n / 64;
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (n % 64);
    }

    pub(super) fn has(&self, n: i64) -> bool {
        let n = usize::try_from(n).unwrap_or(0);
        self.words
            .get(n / 64)
            .is_some_and(|word| word & (1 << (n % 64)) != 0)
    }

    pub(super) fn drop(&mut self, n: i64) {
        let n = usize::try_from(n).unwrap_or(0);
        if let Some(word) = self.words.get_mut(n / 64) {
            *word &= !(1 << (n % 64));
        }
    }

    pub(super) fn keep_only(&mut self, other: &Self) {
        self.words.truncate(other.words.len());
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    pub(super) fn leave_out(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    pub(super) fn count(&self) -> usize {
        self.words.iter().map(|it| it.count_ones() as usize).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.iter().all(|it| *it == 0)
    }

    pub(super) fn list(&self) -> Vec<i64> {
        let mut list = Vec::with_capacity(self.count());
        for (at, word) in self.words.iter().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                let n = at * 64 + rest.trailing_zeros() as usize;
                list.push(i64::try_from(n).unwrap_or(i64::MAX));
                rest &= rest - 1;
            }
        }
        list
    }
}

/// Of the rows that stand, those that a query leaves.
#[derive(Default)]
pub(super) enum Chosen {
    #[default]
    All,
    Only(Rows),
    /// All but these, which stand as well. Said so where nearly all are left.
    AllBut(Rows),
}

impl Chosen {
    pub(super) fn has(&self, n: i64) -> bool {
        match self {
            Self::All => true,
            Self::Only(rows) => rows.has(n),
            Self::AllBut(rows) => !rows.has(n),
        }
    }

    /// Leaves what both leave.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::All, one) | (one, Self::All) => one,
            (Self::Only(mut rows), Self::Only(other)) => {
                rows.keep_only(&other);
                Self::Only(rows)
            }
            (Self::Only(mut rows), Self::AllBut(other))
            | (Self::AllBut(other), Self::Only(mut rows)) => {
                rows.leave_out(&other);
                Self::Only(rows)
            }
            (Self::AllBut(mut rows), Self::AllBut(other)) => {
                rows.add(&other);
                Self::AllBut(rows)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(of: &[i64]) -> Rows {
        let mut it = Rows::default();
        of.iter().for_each(|n| it.put(*n));
        it
    }

    #[test]
    fn what_several_filters_leave_is_what_all_of_them_found() {
        let mut found = rows(&[1, 63, 64, 200, 1_000]);
        found.keep_only(&rows(&[63, 64, 65, 200]));
        assert_eq!(found.list(), vec![63, 64, 200], "rows in both, in order");
        assert_eq!(found.count(), 3);
        assert!(
            found.has(64) && !found.has(1) && !found.has(1_000),
            "and no other"
        );
    }
}
