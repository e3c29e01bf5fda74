use super::wording::{normalised, shown, without_notes};

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
