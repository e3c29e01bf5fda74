//! Tables side by side: two or three people in one row of the sheet.

use std::ops::Range;

use super::columns::{ColumnSpec, Heading, SpecWords, likeness};
use super::combined::{LITERAL, foreign};
use super::sections::section_of;

/// The columns of each table that stands beside another; empty where there is one table alone.
pub(super) fn spans(
    headings: &[Heading],
    words: &[SpecWords],
    specs: &[ColumnSpec],
) -> Vec<Range<usize>> {
    let Some(name) = words.iter().find(|it| it.name) else {
        return Vec::new();
    };
    let foreign = foreign(headings, words);
    let names: Vec<usize> = (0..headings.len())
        .filter(|at| !foreign.contains(at) && likeness(&headings[*at], name) >= LITERAL)
        .collect();
    let (Some(first), Some(last)) = (names.first(), headings.last()) else {
        return Vec::new();
    };
    if names.len() < 2 || !are_beside(headings, words, specs, &names) {
        return Vec::new();
    }
    let mut starts = vec![headings[0].index];
    for (before, at) in names.iter().zip(&names[1..]) {
        let mut start = *at;
        while start > before + 1 {
            let left = start - 1;
            let gap = headings[left].index + 1 < headings[start].index;
            let leads = headings[..*first]
                .iter()
                .any(|it| it.lowest() == headings[left].lowest());
            if gap || !(leads || counts(&headings[left])) {
                break;
            }
            start = left;
        }
        starts.push(headings[start].index);
    }
    let ends = starts[1..].iter().copied().chain([last.index + 1]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(a, b)| a..b)
        .collect()
}

/// Whether several names in one heading are several people: the same heading again, headings of
/// other columns again, or groups that are sections.
fn are_beside(
    headings: &[Heading],
    words: &[SpecWords],
    specs: &[ColumnSpec],
    names: &[usize],
) -> bool {
    let sections = names.iter().all(|at| {
        headings[*at]
            .group()
            .is_some_and(|it| section_of(it, specs).is_some())
    });
    let groups: Vec<Option<&str>> = names.iter().map(|at| headings[*at].group()).collect();
    let one_group = groups.windows(2).all(|pair| pair[0] == pair[1]);
    let same = names
        .windows(2)
        .all(|pair| headings[pair[0]].lowest() == headings[pair[1]].lowest());
    let others_again = words.iter().filter(|it| !it.name).any(|spec| {
        let literal = |heading: &&Heading| likeness(heading, spec) >= LITERAL;
        headings.iter().filter(literal).count() > 1
    });
    let counted_again = headings.iter().filter(|it| counts(it)).count() > 1;
    sections
        || (same && one_group)
        || (one_group && (others_again || counted_again))
        || (same && counted_again)
}

fn counts(heading: &Heading) -> bool {
    matches!(
        heading.lowest().as_str(),
        "序号" | "编号" | "序" | "no" | "号" | "行号"
    )
}
