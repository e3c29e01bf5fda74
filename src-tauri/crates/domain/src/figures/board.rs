//! Counting facts.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::figures::{About, Bucket, Count, Dimension, Fact, Indicator, On, Unit, Weight};
use crate::record::Item;

/// A figure that came out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Cell {
    /// 分子
    pub top: i64,
    /// 分母; `None` for plain counts.
    pub bottom: Option<i64>,
}

impl Cell {
    /// The value to one place; `None` where nothing stands in the denominator.
    ///
    /// ```
    /// use domain::figures::{Cell, Unit};
    /// let cell = Cell { top: 8, bottom: Some(9) };
    /// assert_eq!(cell.value(Unit::Percent), Some(88.9));
    /// assert_eq!(Cell { top: 0, bottom: Some(0) }.value(Unit::Percent), None);
    /// assert_eq!(Cell { top: 35, bottom: None }.value(Unit::Count("人次")), Some(35.0));
    /// ```
    #[must_use]
    pub fn value(&self, unit: Unit) -> Option<f64> {
        let part = |times: f64| match self.bottom {
            Some(0) | None => None,
            Some(bottom) => Some(self.top as f64 * times / bottom as f64),
        };
        let value = match unit {
            Unit::Count(_) => Some(self.top as f64),
            Unit::Percent => part(100.0),
            Unit::Days => part(1.0),
        };
        value.map(|it| (it * 10.0).round() / 10.0)
    }
}

/// What a fact adds to a count.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reckoned {
    /// So much.
    pub amount: i64,
    /// People of whom each counts once, however often they come.
    pub people: Vec<Item>,
}

impl Reckoned {
    /// What a fact adds to a count, in one line of a breakdown or in all; `None` for nothing.
    #[must_use]
    pub fn of(
        count: &Count,
        fact: &Fact,
        on: &On,
        line: Option<(Dimension, &Bucket)>,
    ) -> Option<Self> {
        let weight = (count.of)(fact, on);
        // In the line of one deputy everybody counts for himself alone.
        let alone = line
            .filter(|(dimension, _)| *dimension == Dimension::Deputy)
            .map(|(_, bucket)| bucket);
        let own = |set: &BTreeSet<Item>| -> Vec<Item> {
            match alone {
                None => set.iter().cloned().collect(),
                Some(Bucket::Of(item)) => set.get(item).cloned().into_iter().collect(),
                Some(_) => Vec::new(),
            }
        };
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let it = match weight {
            Weight::Out => return None,
            Weight::Many(amount) => Self {
                amount,
                people: Vec::new(),
            },
            Weight::Times(set) => Self {
                amount: match alone {
                    None => number(set.len()),
                    Some(_) => number(own(set).len()),
                },
                people: Vec::new(),
            },
            Weight::People(set) => Self {
                amount: 0,
                people: own(set),
            },
        };
        (it.amount != 0 || !it.people.is_empty()).then_some(it)
    }
}

#[derive(Clone, Default)]
struct Tally {
    sum: i64,
    people: HashSet<Item>,
}

impl Tally {
    fn add(&mut self, it: Reckoned) {
        self.sum = self.sum.saturating_add(it.amount);
        self.people.extend(it.people);
    }

    fn total(&self) -> i64 {
        let people = i64::try_from(self.people.len()).unwrap_or(i64::MAX);
        self.sum.saturating_add(people)
    }
}

type Line = Vec<(Tally, Tally)>;

/// Counts facts for these figures, in all and by the lines of a breakdown.
pub struct Board {
    indicators: Vec<Indicator>,
    of: HashMap<About, Vec<usize>>,
    on: On,
    dimension: Option<Dimension>,
    all: Line,
    lines: HashMap<Bucket, Line>,
}

impl Board {
    /// A board without a fact on it.
    #[must_use]
    pub fn new(indicators: Vec<Indicator>, on: On, dimension: Option<Dimension>) -> Self {
        let mut of: HashMap<About, Vec<usize>> = HashMap::new();
        for (at, it) in indicators.iter().enumerate() {
            of.entry(it.about).or_default().push(at);
        }
        let all = vec![Default::default(); indicators.len()];
        Self {
            indicators,
            of,
            on,
            dimension,
            all,
            lines: HashMap::new(),
        }
    }

    /// The figures it counts.
    #[must_use]
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// Whether any of its figures looks at facts of this sort.
    #[must_use]
    pub fn wants(&self, about: About) -> bool {
        self.of.contains_key(&about)
    }

    /// Counts a fact.
    pub fn take(&mut self, fact: &Fact) {
        let Some(asked) = self.of.get(&fact.about()) else {
            return;
        };
        count(&self.indicators, asked, fact, &self.on, None, &mut self.all);
        let Some(dimension) = self.dimension else {
            return;
        };
        let width = self.indicators.len();
        for bucket in dimension.buckets(fact) {
            let within = Some((dimension, &bucket));
            let mut line = self.lines.remove(&bucket);
            let into = line.get_or_insert_with(|| vec![Default::default(); width]);
            count(&self.indicators, asked, fact, &self.on, within, into);
            self.lines.extend(line.map(|line| (bucket, line)));
        }
    }

    /// The figures over every fact, in the order of the indicators.
    #[must_use]
    pub fn all(&self) -> Vec<Cell> {
        self.cells(Some(&self.all))
    }

    /// The figures of one line; all 0 where no fact stands in it.
    #[must_use]
    pub fn line(&self, bucket: &Bucket) -> Vec<Cell> {
        self.cells(self.lines.get(bucket))
    }

    /// The lines in which a fact stands that counts in some figure.
    #[must_use]
    pub fn lines(&self) -> Vec<Bucket> {
        let mut lines: Vec<Bucket> = self
            .lines
            .iter()
            .filter(|(_, line)| {
                line.iter()
                    .any(|(top, bottom)| top.total() != 0 || bottom.total() != 0)
            })
            .map(|(bucket, _)| bucket.clone())
            .collect();
        lines.sort();
        lines
    }

    fn cells(&self, line: Option<&Line>) -> Vec<Cell> {
        self.indicators
            .iter()
            .enumerate()
            .map(|(at, it)| {
                let (top, bottom) = line
                    .and_then(|line| line.get(at))
                    .map_or((0, 0), |(top, bottom)| (top.total(), bottom.total()));
                Cell {
                    top,
                    bottom: it.bottom.map(|_| bottom),
                }
            })
            .collect()
    }
}

fn count(
    indicators: &[Indicator],
    asked: &[usize],
    fact: &Fact,
    on: &On,
    within: Option<(Dimension, &Bucket)>,
    into: &mut Line,
) {
    for at in asked {
        let (Some(it), Some((top, bottom))) = (indicators.get(*at), into.get_mut(*at)) else {
            continue;
        };
        if let Some(more) = Reckoned::of(&it.top, fact, on, within) {
            top.add(more);
        }
        let below = it.bottom.as_ref();
        if let Some(more) = below.and_then(|below| Reckoned::of(below, fact, on, within)) {
            bottom.add(more);
        }
    }
}
