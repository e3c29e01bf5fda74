use std::cell::OnceCell;

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
    /// It names places and bodies, whose names end as lines over a section do: 水利站, 一组.
    pub place: bool,
    /// The words of its list; columns under such words hold ticks (男｜女).
    pub words: Vec<String>,
    /// Headings of the columns that make it together: 单位 and 职务.
    pub parts: Vec<Vec<String>>,
    /// What a record is called that it names: 代表. Another column with that word in front is about
    /// that record: 代表电话.
    pub names: Option<String>,
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
    /// The cell itself, of a column without a heading of its own.
    Unheaded,
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
    compared: OnceCell<Compared>,
}

/// A heading prepared for comparison, once for all columns looked for.
#[derive(Clone)]
struct Compared {
    lowest: Wording,
    /// Group and heading together, in a heading of two rows.
    joined: Option<Wording>,
}

impl Heading {
    pub(super) fn new(index: usize, texts: Vec<String>) -> Self {
        Self {
            index,
            texts,
            compared: OnceCell::new(),
        }
    }

    fn compared(&self) -> &Compared {
        self.compared.get_or_init(|| {
            let whole = || self.texts.iter().map(|text| normalised(text)).collect();
            Compared {
                lowest: Wording::of(self.lowest()),
                joined: (self.texts.len() > 1).then(|| Wording::of(whole())),
            }
        })
    }

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
    let compared = heading.compared();
    let best = spec.likeness_of(&compared.lowest);
    match &compared.joined {
        Some(joined) => best.max(spec.likeness_of(joined).saturating_sub(1)),
        None => best,
    }
}

/// A normalised text in the pieces that are compared.
#[derive(Clone)]
struct Wording {
    text: String,
    /// Without what stands in brackets.
    bare: String,
    notes: Vec<String>,
    /// Characters of the bare text, or of the whole where there is none.
    length: usize,
}

impl Wording {
    fn of(text: String) -> Self {
        let (bare, notes) = without_notes(&text);
        let length = if bare.is_empty() { &text } else { &bare };
        Self {
            length: length.chars().count(),
            text,
            bare,
            notes,
        }
    }
}

/// The wordings of one column, prepared for comparison.
pub(super) struct SpecWords {
    label: String,
    aliases: Vec<String>,
    /// Label and aliases without what stands in brackets, with their numbers of characters.
    bare: Vec<(String, usize)>,
    pub(super) required: bool,
    pub(super) name: bool,
    pub(super) names: Option<String>,
    pub(super) words: Vec<String>,
    pub(super) parts: Vec<Vec<String>>,
}

impl SpecWords {
    pub(super) fn of(spec: &ColumnSpec) -> Self {
        let label = normalised(&spec.label);
        let aliases: Vec<String> = spec.aliases.iter().map(|it| normalised(it)).collect();
        let bare = std::iter::once(&label).chain(&aliases).map(|word| {
            let bare = without_notes(word).0;
            let length = bare.chars().count();
            (bare, length)
        });
        Self {
            bare: bare.collect(),
            label,
            aliases,
            required: spec.required,
            name: spec.name,
            names: spec.names.as_deref().map(normalised),
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

    /// Whether one of its own wordings begins with a word.
    pub(super) fn begins_with(&self, word: &str) -> bool {
        self.all().any(|it| it.starts_with(word))
    }

    pub(super) fn likeness(&self, heading: &str) -> u32 {
        self.likeness_of(&Wording::of(heading.to_owned()))
    }

    fn likeness_of(&self, heading: &Wording) -> u32 {
        let Wording {
            text,
            bare,
            notes,
            length,
        } = heading;
        if text.is_empty() {
            return 0;
        }
        if *text == self.label {
            return 100;
        }
        if self.aliases.contains(text) {
            return 96;
        }
        // 备注（代表层级）: what stands in brackets says more than 备注 does. 出生年月（年龄） is a birth.
        let says_little = bare.is_empty() || VAGUE.contains(&bare.as_str());
        if says_little && notes.iter().any(|note| self.all().any(|word| word == note)) {
            return 90;
        }
        if !bare.is_empty() && bare != text {
            if *bare == self.label {
                return 88;
            }
            if self.aliases.contains(bare) {
                return 85;
            }
        }
        // Name姓名, sex/性别: the Chinese part says it.
        if bare.contains(|c: char| c.is_ascii_alphabetic()) {
            let chinese: String = bare.chars().filter(|c| !c.is_ascii()).collect();
            if chinese.chars().count() > 1 && self.all().any(|word| *word == chinese) {
                return 84;
            }
        }
        let bare = if bare.is_empty() { text } else { bare };
        let near = |(own, own_length): &(String, usize)| {
            if *own_length < 2 || *length < 2 {
                return 0;
            }
            if own == bare {
                return 82;
            }
            // 代表姓名 for 姓名, 身份证号码（18位） for 身份证号; the shorter must carry the most.
            let (short, long) = (*own_length.min(length), *own_length.max(length));
            if short * 2 >= long && one_holds_the_other(bare, own) {
                (40 + short * 30 / long) as u32
            } else {
                0
            }
        };
        self.bare.iter().map(near).max().unwrap_or(0)
    }
}

/// Compared byte by byte: of texts of a few characters a search would take longer to prepare than to
/// do, and each row of a sheet's head is held against every wording of every column.
fn one_holds_the_other(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    short.is_empty() || long.windows(short.len()).any(|piece| piece == short)
}

/// Headings that say nothing of what stands below.
const VAGUE: [&str; 6] = ["备注", "说明", "其他", "其它", "情况", "附注"];
