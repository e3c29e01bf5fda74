//! Lines over the rows that follow, which name a value of theirs.

use super::columns::ColumnSpec;
use super::wording::normalised;

/// Longest such line, in characters.
const LONGEST: usize = 24;

/// The column and the value that a line over a section names: 第一代表小组（2人） is the group 第一代表小组,
/// 一、城关选区 the constituency 城关选区.
pub(super) fn section_of(line: &str, specs: &[ColumnSpec]) -> Option<(usize, String)> {
    let value = bare(line).or_else(|| bare(before_people(line)?))?;
    for (at, spec) in specs.iter().enumerate() {
        let lines = &spec.section.lines;
        if let Some((_, value)) = lines
            .iter()
            .find(|(line, _)| normalised(line) == normalised(&value))
        {
            return Some((at, value.clone()));
        }
        let ends = |ending: &String| value.ends_with(ending.as_str()) && value.len() > ending.len();
        if spec.section.endings.iter().any(ends) {
            return Some((at, value));
        }
    }
    None
}

/// Who leads a group, behind its name in the line over it.
const LEADERS: [&str; 6] = ["组长", "副组长", "召集人", "联络员", "负责人", "联系人"];

/// 第一代表小组（2人）组长：齐大山: the part in front of who leads it.
fn before_people(line: &str) -> Option<&str> {
    let at = LEADERS.iter().filter_map(|it| line.find(it)).min()?;
    let (before, behind) = line.split_at(at);
    let open = before
        .trim_end()
        .trim_end_matches(['（', '(', '，', ',', '、', '；', ';']);
    (behind.contains(['：', ':']) && !open.is_empty()).then_some(open)
}

/// Whether the line names people beside the value of its section.
pub(super) fn says_more(line: &str) -> bool {
    before_people(line).is_some()
}

/// The line without its number, brackets and count.
fn bare(line: &str) -> Option<String> {
    let signs: String = line
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '(' => '（',
            ')' => '）',
            other => other,
        })
        .collect();
    let mut text = signs.as_str();
    let counted = "一二三四五六七八九十0123456789";
    let number = text.trim_start_matches(|c| counted.contains(c) || c == '（');
    if number.len() < text.len() {
        let behind = number.trim_start_matches(['、', '.', '．', '）']);
        if behind.len() < number.len() {
            text = behind;
        }
    }
    loop {
        let before = text.len();
        text = text.trim_end_matches(['：', ':', '—', '-', '。']);
        if let Some(inside) = text.strip_prefix(['【', '[', '〔', '《'])
            && let Some(inside) = inside.strip_suffix(['】', ']', '〕', '》'])
        {
            text = inside;
        }
        if let Some(open) = text.strip_suffix('）')
            && let Some((before, note)) = open.rsplit_once('（')
            && note.chars().any(|c| counted.contains(c))
        {
            text = before;
        }
        let uncounted = text.trim_end_matches(['人', '名', '位']);
        let digits = uncounted.trim_end_matches(|c: char| c.is_ascii_digit());
        if uncounted.len() < text.len() && digits.len() < uncounted.len() {
            text = digits.trim_end_matches(['共', '计', '，', ',']);
        }
        if text.len() == before {
            break;
        }
    }
    let sentence = text.contains(['，', '。', '；', '：', ':', ',']);
    let fits = !text.is_empty() && text.chars().count() <= LONGEST && !sentence;
    fits.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::SectionWords;

    #[test]
    fn a_line_over_a_section_names_a_value() {
        let specs = [
            ColumnSpec {
                section: SectionWords {
                    endings: vec!["小组".into(), "组".into()],
                    lines: Vec::new(),
                },
                ..ColumnSpec::default()
            },
            ColumnSpec {
                section: SectionWords {
                    endings: vec!["选区".into()],
                    lines: vec![("县级人大代表".into(), "县".into())],
                },
                ..ColumnSpec::default()
            },
        ];
        for (line, found) in [
            ("第一代表小组（2人）", Some((0, "第一代表小组"))),
            ("【第二小组】", Some((0, "第二小组"))),
            ("一、城关选区", Some((1, "城关选区"))),
            ("（三）东关选区：3人", Some((1, "东关选区"))),
            ("1.第一组 共12人", Some((0, "第一组"))),
            ("县级人大代表", Some((1, "县"))),
            ("第一代表小组（2人）组长：齐大山", Some((0, "第一代表小组"))),
            ("第二组 组长：鲁小妹 联络员：孙三强", Some((0, "第二组"))),
            ("一组", Some((0, "一组"))),
            ("小组", Some((0, "小组"))),
            ("说明：本表按小组", None),
            ("前苇村", None),
        ] {
            let found = found.map(|(at, value)| (at, value.to_owned()));
            assert_eq!(section_of(line, &specs), found, "{line}");
        }
    }
}
