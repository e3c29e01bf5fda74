//! Presets delivered with the program, one for each province whose texts were read.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use crate::rules::{Amount, Begin, Rule, RuleKey};

static FILE: LazyLock<File> = LazyLock::new(|| {
    let text = include_str!("../../../../../assets/rules/rules.json");
    // A test asks every preset for every rule, so that a fault in the file is found before it is
    // delivered.
    serde_json::from_str(text).unwrap_or_default()
});

#[derive(Deserialize, Default)]
struct File {
    instruments: BTreeMap<String, Instrument>,
    presets: Vec<Preset>,
}

/// A law or regulation, as it is cited.
#[derive(Clone, Debug, Deserialize)]
struct Instrument {
    title: String,
    in_force: NaiveDate,
    /// Only the year is known; it is taken from its first day.
    #[serde(default)]
    assumed: bool,
}

impl Instrument {
    /// An article of it, with what is not known about its day.
    fn cited(&self, article: &str) -> String {
        let Self { title, .. } = self;
        match self.assumed {
            true => format!(
                "{title}{article}（{}年起，具体施行日期待核实）",
                self.in_force.year()
            ),
            false => format!("{title}{article}"),
        }
    }
}

/// The rules of one province, over those it lies upon.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Preset {
    key: String,
    title: String,
    region: String,
    over: Option<String>,
    #[serde(default)]
    note: String,
    rules: Vec<Line>,
}

#[derive(Clone, Debug, Deserialize)]
struct Line {
    rule: RuleKey,
    #[serde(default)]
    value: Option<i64>,
    #[serde(default)]
    unit: Option<String>,
    #[serde(default)]
    part: Option<String>,
    #[serde(default)]
    begins: Begin,
    /// Instruments by their keys, each with its article (empty where it was not read).
    basis: Vec<(String, String)>,
    /// What else is to be said; alone where no law says anything.
    #[serde(default)]
    note: String,
    #[serde(default)]
    binding: bool,
    /// Where it holds from another day than its first instrument.
    #[serde(default)]
    from: Option<NaiveDate>,
}

impl Line {
    fn rule(&self, region: &str) -> Option<Rule> {
        let cited: Vec<String> = self
            .basis
            .iter()
            .map(|(key, article)| {
                let instrument = FILE.instruments.get(key);
                instrument.map_or_else(|| article.clone(), |it| it.cited(article))
            })
            .collect();
        let mut basis = cited.join("、");
        if !self.note.is_empty() {
            let colon = if basis.is_empty() { "" } else { "：" };
            basis = format!("{basis}{colon}{}", self.note);
        }
        let first = self
            .basis
            .first()
            .and_then(|(key, _)| FILE.instruments.get(key));
        Some(Rule {
            amount: Amount::of(
                self.rule,
                self.value,
                self.unit.as_deref(),
                self.part.as_deref(),
            )?,
            begins: self.begins,
            basis,
            region: region.to_owned(),
            binding: self.binding,
            from: self.from.or(first.map(|it| it.in_force))?,
        })
    }
}

/// The titles of the presets; the first is the national one.
#[must_use]
pub fn preset_titles() -> Vec<String> {
    FILE.presets.iter().map(|it| it.title.clone()).collect()
}

/// What is to be known about a preset as a whole: 参照, what was not read.
#[must_use]
pub fn preset_notes(title: &str) -> String {
    Preset::titled(title).note
}

impl Preset {
    /// A preset by its title; the national one where there is none of it.
    #[must_use]
    pub fn titled(title: &str) -> Self {
        let found = FILE.presets.iter().find(|it| it.title == title.trim());
        found.cloned().unwrap_or_else(Self::national)
    }

    /// What holds in the whole country.
    #[must_use]
    pub fn national() -> Self {
        FILE.presets.first().cloned().unwrap_or_default()
    }

    /// Its rules: where it names one, only its own lines stand.
    #[must_use]
    pub fn rules(&self) -> BTreeMap<RuleKey, Vec<Rule>> {
        let under = self.over.as_ref().and_then(|key| {
            FILE.presets
                .iter()
                .find(|it| it.key == *key && it.key != self.key)
        });
        let mut rules = under.map_or_else(BTreeMap::new, Self::rules);
        let mut named: BTreeMap<RuleKey, Vec<Rule>> = BTreeMap::new();
        for line in &self.rules {
            let lines = named.entry(line.rule).or_default();
            lines.extend(line.rule(&self.region));
        }
        for (key, mut lines) in named {
            // What the law said before the local regulation stays for what began before it.
            let first = lines.iter().map(|it| it.from).min();
            let earlier = rules.remove(&key).unwrap_or_default();
            lines.extend(earlier.into_iter().filter(|it| Some(it.from) < first));
            rules.insert(key, lines);
        }
        rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_file_reads_and_every_instrument_is_cited() {
        let text = include_str!("../../../../../assets/rules/rules.json");
        let file: File = serde_json::from_str(text).expect("the delivered file reads");
        let mut cited = std::collections::BTreeSet::new();
        for preset in &file.presets {
            for line in &preset.rules {
                let rule = line.rule(&preset.region);
                assert!(rule.is_some(), "{} {:?} reads", preset.title, line.rule);
                for (key, _) in &line.basis {
                    assert!(file.instruments.contains_key(key), "{key} is an instrument");
                    cited.insert(key.clone());
                }
                assert!(
                    !(line.basis.is_empty() && line.binding),
                    "{} {:?}: nothing binds without a law",
                    preset.title,
                    line.rule
                );
            }
        }
        let known: std::collections::BTreeSet<String> = file.instruments.into_keys().collect();
        assert_eq!(cited, known, "no instrument stands there for nothing");
    }

    #[test]
    fn every_instrument_stands_in_the_list_of_sources() {
        let text = include_str!("../../../../../assets/rules/rules.json");
        let file: File = serde_json::from_str(text).expect("the delivered file reads");
        let legend = include_str!("../../../../../docs/sources.md");
        for instrument in file.instruments.values() {
            assert!(
                legend.contains(&instrument.title),
                "{} is in docs/sources.md",
                instrument.title
            );
        }
    }

    #[test]
    fn a_day_that_is_assumed_is_said_in_the_legend_and_in_every_basis() {
        let legend = include_str!("../../../../../docs/sources.md");
        for instrument in FILE.instruments.values() {
            let year = format!("{} (*)", instrument.in_force.year());
            let line = legend
                .lines()
                .filter(|it| it.starts_with('|'))
                .find(|it| it.split('|').any(|cell| cell.trim() == instrument.title));
            let says = line.is_some_and(|it| it.contains(&year));
            let title = &instrument.title;
            assert_eq!(instrument.assumed, says, "{title}: docs/sources.md");
        }
        for title in preset_titles() {
            for rule in Preset::titled(&title).rules().values().flatten() {
                for instrument in FILE.instruments.values().filter(|it| it.assumed) {
                    let said =
                        format!("（{}年起，具体施行日期待核实）", instrument.in_force.year());
                    let cites = rule.basis.contains(&instrument.title);
                    assert!(!cites || rule.basis.contains(&said), "{}", rule.basis);
                }
            }
        }
    }
}
