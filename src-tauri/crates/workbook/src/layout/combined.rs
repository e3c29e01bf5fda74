//! Columns that hold one value together, and columns about somebody else.

use std::collections::HashSet;

use super::columns::{ColumnMatch, Heading, Shape, SpecWords, likeness};
use super::wording::{normalised, shown};

/// Likeness from which a heading literally names a column.
pub(super) const LITERAL: u32 = 85;

/// Whom a group of columns is about beside the person that the row is about.
const SOMEBODY_ELSE: [&str; 18] = [
    "联系人",
    "联络员",
    "联络人",
    "配偶",
    "家属",
    "家庭",
    "子女",
    "父母",
    "监护",
    "紧急",
    "推荐",
    "介绍人",
    "经办",
    "填表",
    "负责人",
    "记录人",
    "秘书",
    "承办人",
];

/// Headings that make one column together.
pub(super) struct Combined {
    pub(super) spec: usize,
    header: String,
    /// Places in the list of headings.
    members: Vec<usize>,
    /// The word of each member, where the cells hold ticks.
    ticks: Option<Vec<String>>,
}

impl Combined {
    pub(super) fn has(&self, heading: usize) -> bool {
        self.members.contains(&heading)
    }

    /// Makes the first member the column and the others its parts.
    pub(super) fn put(&self, headings: &[Heading], columns: &mut [ColumnMatch]) {
        let indexes: Vec<usize> = self.members.iter().map(|at| headings[*at].index).collect();
        for at in &self.members {
            columns[*at].shape = Shape::Part;
        }
        let Some(column) = self.members.first().and_then(|at| columns.get_mut(*at)) else {
            return;
        };
        column.header.clone_from(&self.header);
        column.spec = Some(self.spec);
        column.shape = match &self.ticks {
            Some(words) => Shape::Ticks(indexes.into_iter().zip(words.iter().cloned()).collect()),
            None => Shape::Joined(indexes),
        };
    }
}

/// All combined columns; no heading is in two of them.
pub(super) fn find(headings: &[Heading], specs: &[SpecWords]) -> Vec<Combined> {
    let mut found: Vec<Combined> = Vec::new();
    for (at, spec) in specs.iter().enumerate() {
        let candidate = ticks(headings, specs, at).or_else(|| joined(headings, spec, at));
        if let Some(it) = candidate
            && !it
                .members
                .iter()
                .any(|member| found.iter().any(|known| known.has(*member)))
        {
            found.push(it);
        }
    }
    found
}

/// Columns side by side whose headings are words of one list: 男｜女, or 省｜市｜县｜乡 under 代表层级.
fn ticks(headings: &[Heading], specs: &[SpecWords], spec: usize) -> Option<Combined> {
    let own = &specs[spec];
    if own.words.is_empty() {
        return None;
    }
    let bare = |word: &str| word.strip_suffix('级').unwrap_or(word).to_owned();
    let words: Vec<String> = own.words.iter().map(|word| bare(word)).collect();
    let is_word = |heading: &Heading| words.contains(&bare(&heading.lowest()));
    let mut best: Vec<usize> = Vec::new();
    let mut run: Vec<usize> = Vec::new();
    let says_another = |heading: &Heading| {
        let lowest = heading.lowest();
        specs.iter().any(|it| it.likeness(&lowest) >= LITERAL)
    };
    let is_grouped = |heading: &Heading| {
        heading
            .group()
            .is_none_or(|group| own.likeness(&normalised(group)) >= 55)
    };
    for (at, heading) in headings.iter().enumerate() {
        // Hardly any heading is such a word, and every other question holds it against all columns.
        if !is_word(heading) || says_another(heading) || !is_grouped(heading) {
            run.clear();
            continue;
        }
        run.push(at);
        if run.len() > best.len() {
            best.clone_from(&run);
        }
    }
    if best.len() < 2 {
        return None;
    }
    let group = headings[best[0]].group();
    let words: Vec<String> = best
        .iter()
        .map(|at| {
            headings[*at]
                .texts
                .last()
                .map(|it| shown(it))
                .unwrap_or_default()
        })
        .collect();
    Some(Combined {
        spec,
        header: group.map_or_else(|| words.join("｜"), shown),
        members: best,
        ticks: Some(words),
    })
}

/// One value in several columns: 单位 and 职务 are 工作单位及职务.
fn joined(headings: &[Heading], spec: &SpecWords, at: usize) -> Option<Combined> {
    if spec.parts.len() < 2 {
        return None;
    }
    let mut members = Vec::new();
    for part in &spec.parts {
        let place = headings
            .iter()
            .position(|heading| part.contains(&heading.lowest()))?;
        members.push(place);
    }
    let whole = headings
        .iter()
        .enumerate()
        .any(|(at, heading)| !members.contains(&at) && likeness(heading, spec) >= LITERAL);
    let header: Vec<String> = members.iter().map(|at| headings[*at].shown()).collect();
    (!whole).then(|| Combined {
        spec: at,
        header: header.join("、"),
        members,
        ticks: None,
    })
}

/// Columns about somebody else: two groups of columns have a name each (联系人: 姓名、手机号; 代表: 姓名、
/// 性别), and one of them is not the person that the row is about.
pub(super) fn foreign(headings: &[Heading], specs: &[SpecWords]) -> HashSet<usize> {
    let Some(name) = specs.iter().find(|it| it.name) else {
        return HashSet::new();
    };
    let named: Vec<&str> = headings
        .iter()
        .filter(|heading| name.likeness(&heading.lowest()) >= LITERAL)
        .filter_map(Heading::group)
        .collect();
    let is_other = |group: &str| SOMEBODY_ELSE.iter().any(|word| group.contains(word));
    if !named.iter().any(|group| !is_other(group)) {
        return HashSet::new();
    }
    headings
        .iter()
        .enumerate()
        .filter(|(_, heading)| {
            heading
                .group()
                .is_some_and(|group| is_other(group) && named.contains(&group))
        })
        .map(|(at, _)| at)
        .collect()
}

/// How well group and heading together name a column: 联系人 and 姓名.
pub(super) fn whole_likeness(heading: &Heading, spec: &SpecWords) -> u32 {
    let whole: String = heading.texts.iter().map(|text| normalised(text)).collect();
    let likeness = spec.likeness(&whole);
    if likeness >= LITERAL { likeness } else { 0 }
}
