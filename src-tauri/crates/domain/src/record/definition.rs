//! A record type, described once. Table, validation, form, grid, Excel template and import, plain
//! register print, history and search all come from here.

use std::collections::HashMap;
use std::fmt;

use serde::Serialize;

use crate::calendar::Today;
use crate::codes::CodeList;
use crate::record::{
    FieldFault, FieldKey, Home, KindKey, RecordId, Row, STATION_FIELD, Shelf, Value,
};
use crate::workflow::Workflow;

/// How private a field is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum Privacy {
    /// May stand on a notice board.
    Open,
    /// For the office.
    Office,
    /// 敏感: lives in the sensitive side record.
    Sensitive,
}

/// What happens to values that stand beside each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum Conflict {
    /// A person must decide: names, numbers, dates and sums of record, long texts. The later one
    /// (by Lamport number) is shown meanwhile.
    Person,
    /// The later one stands, the other is noted beside it: telephones, short texts.
    Soft,
    /// The state that is further along the way stands and the other is noted; a person decides
    /// between two ends, and where neither is further.
    Forward,
    /// Elements are joined: what one added and the other had not seen stays. There is no conflict.
    AddWins,
}

impl Conflict {
    /// What follows from the type of a field, unless its definition says otherwise.
    ///
    /// ```
    /// use domain::record::{Conflict, FieldType};
    /// assert_eq!(Conflict::of(&FieldType::IdNumber), Conflict::Person);
    /// assert_eq!(Conflict::of(&FieldType::Phone), Conflict::Soft);
    /// ```
    #[must_use]
    pub fn of(field_type: &FieldType) -> Self {
        match field_type {
            FieldType::Text | FieldType::Phone | FieldType::Time => Self::Soft,
            FieldType::Choices(_) | FieldType::Refs(_) => Self::AddWins,
            FieldType::LongText
            | FieldType::Name
            | FieldType::IdNumber
            | FieldType::Date
            | FieldType::Int
            | FieldType::Money
            | FieldType::Percent
            | FieldType::Bool
            | FieldType::Code(_)
            | FieldType::Choice(_)
            | FieldType::Ref(_) => Self::Person,
        }
    }
}

/// What a field can hold.
#[derive(Clone, PartialEq, Debug)]
pub enum FieldType {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// A person's name, sorted by strokes and found by pinyin.
    Name,
    /// 公民身份号码 (GB 11643).
    IdNumber,
    /// A telephone number.
    Phone,
    /// A day, a month or a year.
    Date,
    /// A whole number, zero or more.
    Int,
    /// Money in yuan; kept in fen.
    Money,
    /// A share in per cent; kept in hundredths of one per cent.
    Percent,
    /// A time of day, a span of it or a part of the day; kept as text: `09:00-11:30`.
    Time,
    /// Yes or no.
    Bool,
    /// One of a national code list, kept and shown by its name.
    Code(&'static CodeList),
    /// One of the office's list.
    Choice(Vec<String>),
    /// Several of the office's list.
    Choices(Vec<String>),
    /// Another record.
    Ref(KindKey),
    /// Several other records.
    Refs(KindKey),
}

impl FieldType {
    /// One of these words.
    #[must_use]
    pub fn choice(words: &[&str]) -> Self {
        Self::Choice(words.iter().map(|it| (*it).to_owned()).collect())
    }

    /// Several of these words.
    #[must_use]
    pub fn choices_of(words: &[&str]) -> Self {
        Self::Choices(words.iter().map(|it| (*it).to_owned()).collect())
    }

    /// Whether it holds several values, merged as a set.
    #[must_use]
    pub fn is_set(&self) -> bool {
        matches!(self, Self::Choices(_) | Self::Refs(_))
    }

    /// Whether it holds words as they were written.
    #[must_use]
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Text | Self::LongText | Self::Name)
    }

    /// The record type it refers to.
    #[must_use]
    pub fn refers_to(&self) -> Option<&KindKey> {
        match self {
            Self::Ref(kind) | Self::Refs(kind) => Some(kind),
            _ => None,
        }
    }

    /// A lasting word for it, for schemas and definition hashes.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::LongText => "long_text",
            Self::Name => "name",
            Self::IdNumber => "id_number",
            Self::Phone => "phone",
            Self::Date => "date",
            Self::Int => "int",
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Time => "time",
            Self::Bool => "bool",
            Self::Code(_) => "code",
            Self::Choice(_) => "choice",
            Self::Choices(_) => "choices",
            Self::Ref(_) => "ref",
            Self::Refs(_) => "refs",
        }
    }

    /// What a form or template offers, where it is a list.
    #[must_use]
    pub fn choices(&self) -> Vec<String> {
        match self {
            Self::Code(list) => list.codes.iter().map(|code| code.name.to_owned()).collect(),
            Self::Choice(choices) | Self::Choices(choices) => choices.clone(),
            Self::Bool => vec!["是".into(), "否".into()],
            _ => Vec::new(),
        }
    }
}

/// Whether a field must be filled. Requirements bind the state, never the draft.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum Need {
    /// May stay empty.
    Optional,
    /// Empty is 待补: saved, listed, reminded of.
    Expected,
    /// Without it there is no record.
    Blocking,
}

/// How search finds a record by this field.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum SearchAs {
    /// Not at all.
    No,
    /// By characters, pinyin, initials.
    Name,
    /// By characters.
    Text,
    /// By any run of digits, so also by the tail.
    Number,
}

/// Computes a column from a row.
pub type Compute = fn(&RecordType, &Row) -> Option<Value>;
/// Computes a column from a row and the day at hand.
pub type ComputeByDay = fn(&RecordType, &Row, &Today) -> Option<Value>;
/// Looks over a whole row: contradictions between fields.
pub type Check = fn(&RecordType, &Row, &Today) -> Vec<FieldFault>;

/// What a record's fields say for certain about others of it on that day (sex from the ID number).
/// It fills empty fields; a date may become less exact (the month of a plan), and fields that the
/// program alone writes are overwritten.
pub type Complete = fn(&RecordType, &Row, &Today) -> Vec<(FieldKey, Value)>;

/// What a new record gets by itself in fields that nobody filled.
pub type Begin = fn(&RecordType, &Row, &Beginning<'_>) -> Vec<(FieldKey, Value)>;

/// What a new record may begin with that does not stand in it.
#[derive(Clone, Copy, Debug)]
pub struct Beginning<'a> {
    /// The office's current term: its record and its name, 第十九届.
    pub term: Option<(RecordId, &'a str)>,
}

/// Where a field's value comes from.
#[derive(Clone, Copy)]
pub enum Origin {
    /// Somebody entered it; it is in the log.
    Logged,
    /// It is shown from a child record, and setting it sets the child.
    Child,
    /// It is counted from the child records; nobody sets it.
    Counted,
    /// It is computed when the row is saved (pinyin, sort keys); never logged. With the version of
    /// the function: another one has the tables made anew.
    Kept(Compute, u32),
    /// It depends on the day (age, days left); never logged nor kept.
    ByDay(ComputeByDay),
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Logged => "Logged",
            Self::Child => "Child",
            Self::Counted => "Counted",
            Self::Kept(_, version) => return write!(f, "Kept {version}"),
            Self::ByDay(_) => "ByDay",
        })
    }
}

/// Who writes a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum Hand {
    /// Whoever edits the record.
    Anybody,
    /// A step of the workflow fills it; afterwards it is corrected like any other. In a record
    /// brought in from an old ledger (历史补录) anybody fills it.
    StepFirst,
    /// Steps of the workflow alone.
    StepOnly,
}

/// One field of a record type.
#[derive(Clone, Debug)]
pub struct Field {
    /// Permanent key within the type.
    pub key: FieldKey,
    /// The word on screen, paper and sheet; an office may change it.
    pub label: String,
    /// The label as delivered; also accepted after a renaming.
    pub own_label: String,
    /// What it holds.
    pub field_type: FieldType,
    /// Whether it must be filled.
    pub need: Need,
    /// How private it is.
    pub privacy: Privacy,
    /// What two concurrent writes mean.
    pub conflict: Conflict,
    /// It takes cells of a sheet as they are: whatever stood there may stand in it.
    pub raw: bool,
    /// Other words for it at the head of a sheet's column.
    pub aliases: Vec<String>,
    /// What scripts call it where the label is the shorter word of the paper; empty where both are
    /// one.
    pub called: &'static str,
    /// Other words for a choice, each with the choice it means.
    pub choice_aliases: Vec<(String, String)>,
    /// Said under the field in the form and in the template.
    pub hint: String,
    /// Width of its column on paper, millimetres.
    pub width: f32,
    /// How search uses it.
    pub search: SearchAs,
    /// Stands in lists by default.
    pub listed: bool,
    /// Stands in the plain register print.
    pub printed: bool,
    /// The office does without it.
    pub hidden: bool,
    /// Where its value comes from.
    pub origin: Origin,
    /// Code points after which a hint appears; never a refusal.
    pub long_after: usize,
    /// The part of the form that begins with this field, by its heading; `None` goes on with the
    /// part before.
    pub section: Option<String>,
    /// Takes a whole line of the form.
    pub full_line: bool,
    /// For a column by day: the fields it is computed from; empty where it may read any.
    pub reads: Vec<FieldKey>,
    /// For a column by day: the field in whose order its values stand.
    pub follows: Option<Follows>,
    /// Its numbers are summed up under lists (heads, money; not ages and years).
    pub summed: bool,
    /// Who writes it.
    pub hand: Hand,
    /// The office's list that it chooses from, by its name: the office may change the options, and
    /// does so for every field of that list at once. `None` where the program reckons with the
    /// options (满意度, 状态).
    pub list: Option<String>,
}

/// In which field's order the values of a column by day stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Follows {
    /// They never fall where that field grows.
    With(FieldKey),
    /// They never grow where that field grows.
    Against(FieldKey),
}

impl Field {
    /// A plain field: optional, for the office, listed and printed.
    #[must_use]
    pub fn new(key: &str, label: &str, field_type: FieldType) -> Self {
        let search = match field_type {
            FieldType::Name => SearchAs::Name,
            FieldType::IdNumber | FieldType::Phone => SearchAs::Number,
            _ => SearchAs::No,
        };
        let privacy = match field_type {
            FieldType::IdNumber | FieldType::Phone => Privacy::Sensitive,
            _ => Privacy::Office,
        };
        let conflict = Conflict::of(&field_type);
        let full_line = matches!(field_type, FieldType::LongText);
        let summed = matches!(field_type, FieldType::Money);
        Self {
            key: key.into(),
            label: label.into(),
            own_label: label.into(),
            field_type,
            need: Need::Optional,
            privacy,
            conflict,
            raw: false,
            aliases: Vec::new(),
            called: "",
            choice_aliases: Vec::new(),
            hint: String::new(),
            width: 20.0,
            search,
            listed: true,
            printed: true,
            hidden: false,
            origin: Origin::Logged,
            long_after: 200,
            section: None,
            full_line,
            reads: Vec::new(),
            follows: None,
            summed,
            hand: Hand::Anybody,
            list: None,
        }
    }

    /// One line of text.
    #[must_use]
    pub fn text(key: &str, label: &str) -> Self {
        Self::new(key, label, FieldType::Text)
    }

    /// Several lines, found by their words.
    #[must_use]
    pub fn long_text(key: &str, label: &str) -> Self {
        Self::new(key, label, FieldType::LongText)
            .search(SearchAs::Text)
            .width(50.0)
    }

    /// A date.
    #[must_use]
    pub fn date(key: &str, label: &str) -> Self {
        Self::new(key, label, FieldType::Date).width(21.0)
    }

    /// A count.
    #[must_use]
    pub fn int(key: &str, label: &str) -> Self {
        Self::new(key, label, FieldType::Int).width(14.0)
    }

    /// Money in yuan.
    #[must_use]
    pub fn money(key: &str, label: &str) -> Self {
        Self::new(key, label, FieldType::Money).width(24.0)
    }

    /// One of these words.
    #[must_use]
    pub fn choice(key: &str, label: &str, words: &[&str]) -> Self {
        Self::new(key, label, FieldType::choice(words))
    }

    /// Another record.
    #[must_use]
    pub fn to(key: &str, label: &str, kind: &str) -> Self {
        Self::new(key, label, FieldType::Ref(kind.into()))
    }

    /// Several other records.
    #[must_use]
    pub fn to_many(key: &str, label: &str, kind: &str) -> Self {
        Self::new(key, label, FieldType::Refs(kind.into())).width(24.0)
    }

    /// A step of the workflow fills it first.
    #[must_use]
    pub fn step_first(mut self) -> Self {
        self.hand = Hand::StepFirst;
        self
    }

    /// Steps of the workflow alone write it, and it is shown nowhere by itself.
    #[must_use]
    pub fn step_only(mut self) -> Self {
        self.hand = Hand::StepOnly;
        self.page_only().out_of_sight()
    }

    /// Chooses from a list that the office may change, e.g. 问题类别.
    #[must_use]
    pub fn office_list(mut self, name: &str) -> Self {
        self.list = Some(name.into());
        self
    }

    /// A part of the form begins here, under this heading.
    #[must_use]
    pub fn section(mut self, heading: &str) -> Self {
        self.section = Some(heading.into());
        self
    }

    /// Its numbers are summed up under lists.
    #[must_use]
    pub fn summed(mut self) -> Self {
        self.summed = true;
        self
    }

    /// For a column by day: it is computed from these fields alone. Long lists are then sorted and
    /// filtered by it without reading whole rows.
    #[must_use]
    pub fn reads(mut self, fields: &[&str]) -> Self {
        self.reads = fields.iter().map(|it| (*it).into()).collect();
        self
    }

    /// For a column by day: it never falls where this field grows (剩余时间 follows 办理期限). Lists
    /// sorted by it are sorted by that field, which has an index, and stand in finer order.
    #[must_use]
    pub fn grows_with(mut self, field: &str) -> Self {
        self.follows = Some(Follows::With(field.into()));
        self
    }

    /// As [`Field::grows_with`], the other way round: 年龄 falls where 出生日期 grows.
    #[must_use]
    pub fn grows_against(mut self, field: &str) -> Self {
        self.follows = Some(Follows::Against(field.into()));
        self
    }

    /// Takes a whole line of the form.
    #[must_use]
    pub fn full_line(mut self) -> Self {
        self.full_line = true;
        self
    }

    /// Empty is 待补.
    #[must_use]
    pub fn expected(mut self) -> Self {
        self.need = Need::Expected;
        self
    }

    /// Without it there is no record.
    #[must_use]
    pub fn blocking(mut self) -> Self {
        self.need = Need::Blocking;
        self
    }

    /// Lives in the sensitive side record.
    #[must_use]
    pub fn sensitive(mut self) -> Self {
        self.privacy = Privacy::Sensitive;
        self
    }

    /// Takes cells of a sheet as they are. Such a cell may hold an identity number or a telephone
    /// number, so its writes lie aside like those of a sensitive field.
    #[must_use]
    pub fn raw(mut self) -> Self {
        self.raw = true;
        self.conflict = Conflict::Soft;
        self
    }

    /// Whether its writes lie in the sensitive partition of the record's home.
    #[must_use]
    pub fn lies_aside(&self) -> bool {
        self.privacy == Privacy::Sensitive || self.raw
    }

    /// May stand on a notice board.
    #[must_use]
    pub fn open(mut self) -> Self {
        self.privacy = Privacy::Open;
        self
    }

    /// Two different concurrent values need a person.
    #[must_use]
    pub fn decided_by_person(mut self) -> Self {
        self.conflict = Conflict::Person;
        self
    }

    /// Its full name, where the label is the shorter word of the paper: scripts know it by both.
    #[must_use]
    pub fn called(mut self, name: &'static str) -> Self {
        self.called = name;
        self
    }

    /// Other words at the head of a sheet's column.
    #[must_use]
    pub fn aliases(mut self, aliases: &[&str]) -> Self {
        self.aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
        self
    }

    /// Other words for a choice (市 for 设区市), each with the choice it means.
    #[must_use]
    pub fn choice_aliases(mut self, aliases: &[(&str, &str)]) -> Self {
        self.choice_aliases = aliases
            .iter()
            .map(|(word, choice)| ((*word).into(), (*choice).into()))
            .collect();
        self
    }

    /// Said to the clerk.
    #[must_use]
    pub fn hint(mut self, hint: &str) -> Self {
        self.hint = hint.into();
        self
    }

    /// Column width on paper, millimetres.
    #[must_use]
    pub fn width(mut self, millimetres: f32) -> Self {
        self.width = millimetres;
        self
    }

    /// How search uses it.
    #[must_use]
    pub fn search(mut self, search: SearchAs) -> Self {
        self.search = search;
        self
    }

    /// Stands on the record's page only.
    #[must_use]
    pub fn page_only(mut self) -> Self {
        self.listed = false;
        self.printed = false;
        self
    }

    /// Kept, but shown nowhere by itself.
    #[must_use]
    pub fn out_of_sight(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// Listed on screen, left out of the register print.
    #[must_use]
    pub fn screen_only(mut self) -> Self {
        self.printed = false;
        self
    }

    /// Shown from a child record.
    #[must_use]
    pub fn from_child(mut self) -> Self {
        self.origin = Origin::Child;
        self
    }

    /// Counted from the child records.
    #[must_use]
    pub fn counted(mut self) -> Self {
        self.origin = Origin::Counted;
        self
    }

    /// Computed when the row is saved, by this version of the function. Whoever changes what the
    /// function answers gives it the next number, so that the tables are made anew.
    #[must_use]
    pub fn kept(mut self, compute: Compute, version: u32) -> Self {
        self.origin = Origin::Kept(compute, version);
        self
    }

    /// Computed for the given day.
    #[must_use]
    pub fn by_day(mut self, compute: ComputeByDay) -> Self {
        self.origin = Origin::ByDay(compute);
        self
    }

    /// Whether its writes are in the log of this record.
    #[must_use]
    pub fn is_logged(&self) -> bool {
        matches!(self.origin, Origin::Logged)
    }

    /// Whether the child records fill it.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        matches!(self.origin, Origin::Child | Origin::Counted)
    }

    /// Whether it is 待补 while it is empty.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        self.need != Need::Optional && !self.hidden
    }

    /// Whether the projection keeps a column for it.
    #[must_use]
    pub fn has_column(&self) -> bool {
        !matches!(self.origin, Origin::ByDay(_))
    }

    /// Whether a person can write it.
    #[must_use]
    pub fn is_editable(&self) -> bool {
        matches!(self.origin, Origin::Logged | Origin::Child) && self.hand != Hand::StepOnly
    }

    /// Whether this label, older label, fuller name or key names it.
    #[must_use]
    pub fn answers_to(&self, name: &str) -> bool {
        self.label == name
            || self.own_label == name
            || (self.called == name && !name.is_empty())
            || self.key == *name
    }
}

/// Where a record type's rows stand as a book, and where the menu shows it.
///
/// A type becomes a register with `.register(key, title, book)`. Which entry of the menu it stands
/// under is said in one place for all of them, the list of [`Shelf::registers`]: several registers of
/// one shelf share one entry of the menu and stand beside each other on its page. A register that no
/// shelf names is one of the 基础名册.
#[derive(Clone, Debug)]
pub struct Register {
    /// Key on the command line, e.g. `roster`.
    pub key: String,
    /// Title on paper, e.g. 代表名册.
    pub title: String,
    /// Its place among the books, e.g. 册一; empty for the others.
    pub book: String,
    /// The entry of the menu under which it stands.
    pub shelf: Shelf,
}

/// A record type whose rows belong to a row of another.
#[derive(Clone, Debug)]
pub struct ParentLink {
    /// The parent's type; `None` when any record may be the parent.
    pub kind: Option<KindKey>,
    /// The field that refers to the parent.
    pub field: FieldKey,
}

/// A write that setting a parent's field means for its children.
#[derive(Clone, PartialEq, Debug)]
pub enum ChildWrite {
    /// A new child with these values.
    Create(Vec<(FieldKey, Value)>),
    /// These fields of that child.
    Edit(RecordId, Vec<(FieldKey, Option<Value>)>),
    /// The child no longer stands.
    Void(RecordId, String),
}

/// A parent's fields as its live children show them.
pub type Show = fn(&RecordType, &[Row]) -> Vec<(FieldKey, Value)>;
/// What setting fields of a parent means for its live children.
pub type SetShown = fn(&RecordType, &[Row], &[(FieldKey, Option<Value>)]) -> Vec<ChildWrite>;

/// How a parent shows and sets its children (a deputy and the mandates).
#[derive(Clone)]
pub struct Children {
    /// The children's type.
    pub kind: KindKey,
    /// The parent's fields as its live children show them.
    pub shown: Show,
    /// Counts the changes of what `shown` answers: another number has the tables made anew.
    pub version: u32,
    /// What setting these fields of the parent means. The children given are the live ones.
    pub set: SetShown,
}

impl fmt::Debug for Children {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Children({})", self.kind)
    }
}

/// What a new record takes from another that it refers to (a visitor from the reception day), as
/// far as nobody wrote it.
#[derive(Clone, Debug)]
pub struct Inherits {
    /// The field that refers to the other record.
    pub from: FieldKey,
    /// Fields of the other record, and the own fields they fill.
    pub fields: Vec<(FieldKey, FieldKey)>,
    /// Own fields that take a fixed value with it.
    pub fixed: Vec<(FieldKey, Value)>,
}

/// A number issued once and kept: 第7号.
#[derive(Clone, Debug)]
pub struct Serial {
    /// The field that holds it.
    pub field: FieldKey,
    /// The field that holds the letter of the device series; empty for the first PC.
    pub series: FieldKey,
    /// Numbers start anew for each year of this date.
    pub year_of: FieldKey,
    /// And for each value of this field.
    pub station: FieldKey,
}

/// A column that holds a date and then something else: 反馈时间及满意度, “2月8日 满意”.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TwoInOne {
    /// What the column is called.
    pub headings: &'static [&'static str],
    /// The field of the date.
    pub date: &'static str,
    /// The field of the rest.
    pub rest: &'static str,
}

/// Columns of a sheet that make one field together: 单位 and 职务.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Joined {
    /// What each of the columns is called, in the order in which their texts are joined.
    pub headings: &'static [&'static [&'static str]],
    /// The field they make.
    pub field: &'static str,
}

/// A field for one record in whose column old sheets name several: the first stays, the others go to
/// the other field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Foremost {
    /// The field of the first.
    pub first: &'static str,
    /// The field of the others.
    pub others: &'static str,
}

/// One sort of record.
#[derive(Clone, Debug)]
pub struct RecordType {
    /// Permanent key.
    pub key: KindKey,
    /// What one of them is called, e.g. 代表.
    pub title: String,
    /// The book it fills; `None` for records that only stand inside others.
    pub register: Option<Register>,
    /// Where its records belong.
    pub home: Home,
    /// The field by which people call it; without it a row is rejected.
    pub name_field: FieldKey,
    /// Whose child it is.
    pub parent: Option<ParentLink>,
    /// Where its rows stand among the parts of the parent's page, the least first.
    pub part_order: u32,
    /// Its fields, in the order of form and print.
    pub fields: Vec<Field>,
    /// Columns of paper and old sheets that hold a date and something else.
    pub two_in_one: Vec<TwoInOne>,
    /// Fields that several columns of a sheet make together.
    pub joined: Vec<Joined>,
    /// The field that counts the people where the name's column names several.
    pub heads: Option<&'static str>,
    /// Fields of one record in whose columns several may be named.
    pub several: Vec<Foremost>,
    /// What makes two rows the same one: the first key whose fields are all filled decides.
    pub matching: Vec<Vec<FieldKey>>,
    /// Lists stand in this order; empty means by name.
    pub order: Vec<FieldKey>,
    /// The columns that a list shows before all others where there is not room for all; empty: the
    /// name, what it is about, and the earlier ones.
    pub foremost: Vec<FieldKey>,
    /// Its shown children.
    pub children: Option<Children>,
    /// Its running number.
    pub serial: Option<Serial>,
    /// What a new one takes from another record.
    pub inherits: Option<Inherits>,
    /// The way of its records from beginning to end.
    pub workflow: Option<Workflow>,
    /// Contradictions between fields.
    pub check: Option<Check>,
    /// What a new record gets by itself where the clerk left it empty.
    pub begin: Option<Begin>,
    /// What follows from other fields.
    pub complete: Option<Complete>,
    /// Made on the way when a sheet names one that does not exist yet.
    pub made_by_naming: bool,
    /// Endings that do not change which one is meant (X and X代表小组 are one).
    pub name_endings: Vec<String>,
    positions: HashMap<FieldKey, usize>,
    by_key: Vec<usize>,
}

impl RecordType {
    /// A type with these fields; the first is the record's own name. Its records belong to the
    /// station in whose book they stand, where they name one, else to the township.
    #[must_use]
    pub fn new(key: &str, title: &str, fields: Vec<Field>) -> Self {
        let name_field = fields
            .first()
            .map_or_else(|| "name".into(), |field| field.key.clone());
        let names_station = fields
            .iter()
            .any(|it| it.key == *STATION_FIELD && matches!(it.field_type, FieldType::Ref(_)));
        let home = if names_station {
            Home::Station
        } else {
            Home::Township
        };
        let mut it = Self {
            key: key.into(),
            title: title.into(),
            register: None,
            home,
            matching: vec![vec![name_field.clone()]],
            name_field,
            parent: None,
            part_order: 100,
            fields,
            order: Vec::new(),
            foremost: Vec::new(),
            two_in_one: Vec::new(),
            joined: Vec::new(),
            heads: None,
            several: Vec::new(),
            children: None,
            serial: None,
            inherits: None,
            workflow: None,
            begin: None,
            check: None,
            complete: None,
            made_by_naming: false,
            name_endings: Vec::new(),
            positions: HashMap::new(),
            by_key: Vec::new(),
        };
        it.index();
        it
    }

    /// Its records belong there.
    #[must_use]
    pub fn belonging(mut self, home: Home) -> Self {
        self.home = home;
        self
    }

    /// The book it fills.
    #[must_use]
    pub fn register(mut self, key: &str, title: &str, book: &str) -> Self {
        self.register = Some(Register {
            key: key.into(),
            title: title.into(),
            book: book.into(),
            shelf: Shelf::holding(key),
        });
        self
    }

    /// Finds fields by key again after the list of fields changed.
    pub fn index(&mut self) {
        self.positions = self
            .fields
            .iter()
            .enumerate()
            .map(|(at, it)| (it.key.clone(), at))
            .collect();
        self.by_key = (0..self.fields.len()).collect();
        self.by_key
            .sort_by(|a, b| self.fields[*a].key.cmp(&self.fields[*b].key));
    }

    /// The places of the fields in the order of their keys, as the log holds them.
    #[must_use]
    pub fn in_key_order(&self) -> &[usize] {
        &self.by_key
    }

    /// Where a field stands.
    #[must_use]
    pub fn position(&self, field: &str) -> Option<usize> {
        self.positions.get(field).copied()
    }

    /// A field by key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.position(key).and_then(|at| self.fields.get(at))
    }

    /// A field by label, older label or key, as people and scripts name it; else by a word that
    /// sheets use for it alone.
    #[must_use]
    pub fn field_named(&self, name: &str) -> Option<&Field> {
        let name = name.trim();
        self.fields
            .iter()
            .find(|field| field.label == name)
            .or_else(|| self.fields.iter().find(|field| field.answers_to(name)))
            .or_else(|| {
                let mut called = self.fields.iter().filter(|field| {
                    let aliases = &field.aliases;
                    !field.hidden && aliases.iter().any(|it| it == name)
                });
                // A word that sheets use for two columns means neither.
                called.next().filter(|_| called.next().is_none())
            })
    }

    /// The key by which requests name its rows: that of its register, else its own.
    #[must_use]
    pub fn register_key(&self) -> &str {
        let own = self.key.as_str();
        self.register.as_ref().map_or(own, |it| it.key.as_str())
    }

    /// Whether a key by which rows are recognised goes by a person's name: such rows are compared as
    /// far as both say something.
    #[must_use]
    pub fn is_persons(&self, key: &[FieldKey]) -> bool {
        let first = key.first().and_then(|it| self.field(it.as_str()));
        key.len() > 1 && first.is_some_and(|it| matches!(it.field_type, FieldType::Name))
    }

    /// The record's own name, as it calls itself in sentences.
    #[must_use]
    pub fn name_of(&self, row: &Row) -> String {
        match row.get(self, self.name_field.as_str()) {
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Date(date)) => date.written(),
            Some(Value::Int(number)) => number.to_string(),
            _ => String::new(),
        }
    }

    /// Empty fields that are 待补.
    #[must_use]
    pub fn to_fill<'a>(&'a self, row: &'a Row) -> Vec<&'a Field> {
        self.fields
            .iter()
            .zip(&row.values)
            .filter(|(field, value)| field.is_wanted() && value.is_none())
            .map(|(field, _)| field)
            .collect()
    }
}
