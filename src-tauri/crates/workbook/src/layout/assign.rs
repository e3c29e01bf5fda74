//! Which heading is which column.

use super::columns::{ColumnMatch, ColumnSpec, Heading, Shape, SpecWords, likeness};
use super::combined;
use super::wording::shown;
use crate::read::{CellValue, Row};

/// Gives each heading at most one column and each column at most one heading, the best pairs
/// first; then lets the contents speak for columns whose heading says nothing known.
pub(super) fn assign(headings: &[Heading], specs: &[SpecWords]) -> (Vec<ColumnMatch>, u32) {
    let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
    let combined = combined::find(headings, specs);
    let foreign = combined::foreign(headings, specs);
    for (heading_at, heading) in headings.iter().enumerate() {
        if combined.iter().any(|it| it.has(heading_at)) {
            continue;
        }
        let lowest = heading.lowest();
        let others: Vec<&str> = specs
            .iter()
            .filter_map(|it| it.names.as_deref())
            .filter(|word| lowest.len() > word.len() && lowest.starts_with(word))
            .collect();
        for (spec_at, spec) in specs.iter().enumerate() {
            let mut likeness = likeness(heading, spec);
            if foreign.contains(&heading_at) {
                likeness = combined::whole_likeness(heading, spec);
            }
            let about_another =
                likeness < combined::LITERAL && others.iter().any(|word| !spec.begins_with(word));
            if about_another {
                continue;
            }
            if likeness >= 55 && !combined.iter().any(|it| it.spec == spec_at) {
                pairs.push((likeness, heading_at, spec_at));
            }
        }
    }
    pairs.sort_by_key(|(likeness, heading, spec)| (u32::MAX - likeness, *heading, *spec));
    let mut taken = vec![None; headings.len()];
    let mut used = vec![false; specs.len()];
    let mut score = 0;
    for (likeness, heading, spec) in pairs {
        if taken[heading].is_none() && !used[spec] {
            taken[heading] = Some(spec);
            used[spec] = true;
            score += likeness + if specs[spec].required { 50 } else { 0 };
        }
    }
    let again = |heading: &Heading| {
        let others = headings.iter().filter(|it| it.lowest() == heading.lowest());
        others.count() > 1
    };
    let mut columns: Vec<ColumnMatch> = headings
        .iter()
        .zip(&taken)
        .enumerate()
        .map(|(at, (heading, spec))| ColumnMatch {
            index: heading.index,
            header: match heading.group() {
                // 姓名 under 联系人 beside the 姓名 that is meant.
                Some(group) if foreign.contains(&at) && again(heading) => {
                    format!("{}{}", shown(group), heading.shown())
                }
                _ => heading.shown(),
            },
            spec: *spec,
            shape: Shape::Plain,
        })
        .collect();
    for it in combined {
        score += 100 + if specs[it.spec].required { 50 } else { 0 };
        it.put(headings, &mut columns);
    }
    (columns, score)
}

/// Columns that their contents give away: 18-digit numbers with a check digit's shape, 男 and 女,
/// eleven-digit mobile numbers.
pub(super) fn match_by_contents(
    columns: &mut [ColumnMatch],
    specs: &[ColumnSpec],
    samples: &[&Row],
) {
    type Test = fn(&str) -> bool;
    let kinds: [(&[&str], Test); 4] = [
        (&["姓名"], domain::names::several::looks_whole),
        (&["身份证"], is_id_number),
        (&["性别"], |text| matches!(text, "男" | "女")),
        (&["电话", "手机"], is_mobile),
    ];
    for (words, test) in kinds {
        let says = |spec: &ColumnSpec| words.iter().any(|word| spec.label.contains(word));
        let Some(spec) = specs.iter().position(says) else {
            continue;
        };
        if columns.iter().any(|column| column.spec == Some(spec)) {
            continue;
        }
        let fits = |column: &ColumnMatch| {
            let mut seen = 0;
            let all = samples.iter().all(|row| match row.value(column.index) {
                value if value.is_blank() => true,
                CellValue::Number(_) | CellValue::Text(_) => {
                    seen += 1;
                    test(row.value(column.index).shown().trim())
                }
                _ => false,
            });
            all && seen >= 3
        };
        let found = columns
            .iter_mut()
            .find(|column| column.spec.is_none() && fits(column));
        if let Some(column) = found {
            column.spec = Some(spec);
        }
    }
}

fn is_id_number(text: &str) -> bool {
    let text = text.trim_start_matches('\'');
    text.len() == 18
        && text.bytes().enumerate().all(|(at, byte)| {
            byte.is_ascii_digit() || (at == 17 && byte.eq_ignore_ascii_case(&b'x'))
        })
}

fn is_mobile(text: &str) -> bool {
    text.len() == 11 && text.starts_with('1') && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(label: &str, aliases: &[&str]) -> SpecWords {
        SpecWords::of(&ColumnSpec {
            label: label.to_owned(),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            ..ColumnSpec::default()
        })
    }

    fn heading(index: usize, text: &str) -> Heading {
        Heading::new(index, vec![text.to_owned()])
    }

    #[test]
    fn the_note_in_brackets_decides() {
        let specs = [spec("备注", &[]), spec("代表层级", &["层级"])];
        let (columns, _) = assign(&[heading(0, "备注（代表层级）")], &specs);
        assert_eq!(columns[0].spec, Some(1), "the column holds levels");
        let (columns, _) = assign(&[heading(0, "备 注（其他情况）")], &specs);
        assert_eq!(
            columns[0].spec,
            Some(0),
            "a note that names nothing leaves 备注"
        );
    }

    #[test]
    fn one_column_for_one_heading() {
        let specs = [spec("姓名", &["代表姓名"]), spec("电话", &["联系电话"])];
        let headings = [
            heading(0, "代表姓名"),
            heading(1, "姓名"),
            heading(2, "联系电话（手机）"),
        ];
        let (columns, _) = assign(&headings, &specs);
        let found: Vec<_> = columns.iter().map(|column| column.spec).collect();
        assert_eq!(found, [None, Some(0), Some(1)], "the literal heading wins");
    }

    #[test]
    fn a_long_heading_that_contains_a_word_is_not_taken() {
        let specs = [spec("姓名", &[])];
        let (columns, _) = assign(&[heading(0, "配偶姓名及工作单位")], &specs);
        assert_eq!(columns[0].spec, None, "it is about somebody else");
    }
}
