//! Presets delivered with the program.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::calendar::Unit;
use crate::rules::{Begin, Rule, RuleKey};

static PRESETS: LazyLock<Vec<Preset>> = LazyLock::new(|| {
    let text = include_str!("../../../../../assets/rules/periods.json");
    // A test asks every preset for every period, so that a fault in the file is found before it is
    // delivered.
    serde_json::from_str::<File>(text).map_or_else(|_| Vec::new(), |it| it.presets)
});

#[derive(Deserialize)]
struct File {
    presets: Vec<Preset>,
}

/// The periods of one province, over those it lies upon.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Preset {
    key: String,
    title: String,
    over: Option<String>,
    rules: Vec<Line>,
}

#[derive(Clone, Debug, Deserialize)]
struct Line {
    rule: RuleKey,
    value: u32,
    unit: Unit,
    #[serde(default)]
    begins: Begin,
    from: NaiveDate,
    basis: String,
    source: String,
}

/// The titles of the presets; the first is the national one.
#[must_use]
pub fn preset_titles() -> Vec<String> {
    PRESETS.iter().map(|it| it.title.clone()).collect()
}

impl Preset {
    /// A preset by its title; the national one where there is none of it.
    #[must_use]
    pub fn titled(title: &str) -> Self {
        let found = PRESETS.iter().find(|it| it.title == title.trim());
        found.or(PRESETS.first()).cloned().unwrap_or_default()
    }

    /// Its periods: where it names one, only its own lines stand.
    #[must_use]
    pub fn periods(&self) -> BTreeMap<RuleKey, Vec<Rule>> {
        let under = self.over.as_ref().and_then(|key| {
            PRESETS
                .iter()
                .find(|it| it.key == *key && it.key != self.key)
        });
        let mut periods = under.map_or_else(BTreeMap::new, Self::periods);
        let mut named: BTreeMap<RuleKey, Vec<Rule>> = BTreeMap::new();
        for line in &self.rules {
            named.entry(line.rule).or_default().push(Rule {
                value: line.value,
                unit: line.unit,
                begins: line.begins,
                basis: line.basis.clone(),
                from: line.from,
                source: line.source.clone(),
            });
        }
        for (key, mut lines) in named {
            // What the law said before the local regulation stays for what began before it.
            let first = lines.iter().map(|it| it.from).min();
            let earlier = periods.remove(&key).unwrap_or_default();
            lines.extend(earlier.into_iter().filter(|it| Some(it.from) < first));
            periods.insert(key, lines);
        }
        periods
    }
}
