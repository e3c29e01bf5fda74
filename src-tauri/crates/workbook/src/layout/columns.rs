use super::combined;
use super::wording::{normalised, shown, without_notes};
use crate::read::{CellValue, Row};

/// A column that an import looks for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ColumnSpec {
    /// Permanent key of the field.
    pub key: String,
    /// As screen and template write it.
    pub label: String,
    /// Other ways offices write it.
    pub aliases: Vec<String>,
    /// Without it a table is hardly one of these.
    pub required: bool,
    /// What a record goes by: a row without it is none.
    pub name: bool,
    /// The words of its list; columns under such words hold ticks (男｜女).
    pub words: Vec<String>,
    /// Headings of the columns that make it together: 单位 and 职务.
    pub parts: Vec<Vec<String>>,
    /// How a line over a section names its value.
    pub section: SectionWords,
}

/// How a line over the rows that follow names a value of theirs: 第一代表小组（2人）.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SectionWords {
    /// Such a line ends in one of these: 小组, 选区.
    pub endings: Vec<String>,
    /// Such a line is one of these, with the value it stands for: 县级人大代表, 县.
    pub lines: Vec<(String, String)>,
}

/// How a column's value is made of the sheet's cells.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Shape {
    /// The cell itself.
    #[default]
    Plain,
    /// The words over the cells with a tick, by their columns.
    Ticks(Vec<(usize, String)>),
    /// The texts of several columns, one behind the other.
    Joined(Vec<usize>),
    /// Read with another column.
    Part,
    /// The line over the section; the index lies beyond the sheet's columns.
    Section,
}

/// A column of the sheet and what it was taken for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ColumnMatch {
    /// From 0.
    pub index: usize,
    /// As the sheet writes it, in one line; the group of a two-row heading is left out where the
    /// lower row says enough.
    pub header: String,
    /// Position in the list of columns that was looked for; none is 原表其它栏.
    pub spec: Option<usize>,
    /// How its value is made of cells.
    pub shape: Shape,
}

/// The texts over one column, the lowest last.
#[derive(Clone)]
pub(super) struct Heading {
    pub(super) index: usize,
    pub(super) texts: Vec<String>,
}

impl Heading {
    /// The group over the column, in a heading of two rows.
    pub(super) fn group(&self) -> Option<&str> {
        self.texts
            .first()
            .filter(|_| self.texts.len() > 1)
            .map(String::as_str)
    }

    /// The lowest text, as it is compared.
    pub(super) fn lowest(&self) -> String {
        self.texts
            .last()
            .map(|it| normalised(it))
            .unwrap_or_default()
    }

    /// The lowest text, with the group in front where that alone says too little.
    pub(super) fn shown(&self) -> String {
        let lowest = self
            .texts
            .last()
            .map(|text| shown(text))
            .unwrap_or_default();
        let vague = normalised(&lowest).chars().count() < 2;
        match self.texts.first() {
            Some(group) if vague && self.texts.len() > 1 => format!("{}{lowest}", shown(group)),
            _ => lowest,
        }
    }
}

/// How well a heading names a column: 0 not at all, 100 literally.
pub(super) fn likeness(heading: &Heading, spec: &SpecWords) -> u32 {
    let Some(lowest) = heading.texts.last() else {
        return 0;
    };
    let own = normalised(lowest);
    let mut best = spec.likeness(&own);
    if heading.texts.len() > 1 {
        let joined: String = heading.texts.iter().map(|text| normalised(text)).collect();
        best = best.max(spec.likeness(&joined).saturating_sub(1));
    }
    best
}

/// The wordings of one column, prepared for comparison.
pub(super) struct SpecWords {
    label: String,
    aliases: Vec<String>,
    pub(super) required: bool,
    pub(super) name: bool,
    pub(super) words: Vec<String>,
    pub(super) parts: Vec<Vec<String>>,
}

impl SpecWords {
    pub(super) fn of(spec: &ColumnSpec) -> Self {
        Self {
            label: normalised(&spec.label),
            aliases: spec.aliases.iter().map(|alias| normalised(alias)).collect(),
            required: spec.required,
            name: spec.name,
            words: spec.words.iter().map(|word| normalised(word)).collect(),
            parts: spec
                .parts
                .iter()
                .map(|part| part.iter().map(|it| normalised(it)).collect())
                .collect(),
        }
    }

    fn all(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.label).chain(&self.aliases)
    }

    pub(super) fn likeness(&self, heading: &str) -> u32 {
        if heading.is_empty() {
            return 0;
        }
        if heading == self.label {
            return 100;
        }
        if self.aliases.iter().any(|alias| alias == heading) {
            return 96;
        }
        let (bare, notes) = without_notes(heading);
        // 备注（代表层级）: what stands in brackets says more than 备注 does. 出生年月（年龄） is a birth.
        let says_little = bare.is_empty() || VAGUE.contains(&bare.as_str());
        if says_little && notes.iter().any(|note| self.all().any(|word| word == note)) {
            return 90;
        }
        if !bare.is_empty() && bare != heading {
            if bare == self.label {
                return 88;
            }
            if self.aliases.contains(&bare) {
                return 85;
            }
        }
        let bare = if bare.is_empty() { heading } else { &bare };
        let length = bare.chars().count();
        let near = |word: &String| {
            let own = without_notes(word).0;
            let own_length = own.chars().count();
            if own_length < 2 || length < 2 {
                return 0;
            }
            if own == bare {
                return 82;
            }
            // 代表姓名 for 姓名, 身份证号码（18位） for 身份证号; the shorter must carry the most.
            let (short, long) = (own_length.min(length), own_length.max(length));
            let within = bare.contains(own.as_str()) || own.contains(bare);
            if within && short * 2 >= long {
                (40 + short * 30 / long) as u32
            } else {
                0
            }
        };
        self.all().map(near).max().unwrap_or(0)
    }
}

/// Headings that say nothing of what stands below.
const VAGUE: [&str; 6] = ["备注", "说明", "其他", "其它", "情况", "附注"];

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
        for (spec_at, spec) in specs.iter().enumerate() {
            let mut likeness = likeness(heading, spec);
            if foreign.contains(&heading_at) {
                likeness = combined::whole_likeness(heading, spec);
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
    let kinds: [(&[&str], Test); 3] = [
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
        Heading {
            index,
            texts: vec![text.to_owned()],
        }
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
