//! A record type, described once. Table, validation, form, grid, Excel template and import, plain
//! register print, history and search all come from here.
//!
//! These types need each other: a type holds its fields, its checks and the steps of its workflow, and
//! each of those is a function of the type and a row. So they are declared together, without their
//! methods, which stand in files of their own above this one.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::calendar::{Almanac, Today};
use crate::dates::PartialDate;
use crate::record::{
    ChildWrite, Conflict, Course, FieldFault, FieldKey, FieldType, Follows, Foremost, Home,
    Inherits, Joined, KindKey, Mirror, Need, Offer, ParentLink, Privacy, RecordId, Register, Row,
    SearchAs, Serial, TwoInOne, Value, WrittenBy,
};
use crate::rules::Rules;
use crate::workflow::{Ask, Decides, Effects, OnOther, Refusal, Run, State, To};

/// Computes a column from a row.
pub type Compute = fn(&RecordType, &Row) -> Option<Value>;
/// Computes a column from a row and the day at hand.
pub type ComputeByDay = fn(&RecordType, &Row, &Today) -> Option<Value>;
/// Looks over a whole row: contradictions between fields.
pub type Check = fn(&RecordType, &Row, &Today) -> Vec<FieldFault>;
/// Looks at a row inside another record beside the other rows of its type there.
pub type CheckBeside = fn(&RecordType, &Row, &[Row]) -> Vec<FieldFault>;

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
    /// The office's own level, 乡镇.
    pub level: Option<&'a str>,
    /// The village station whose PC this is: what stands in a station's book stands in its own.
    pub station: Option<RecordId>,
}

/// A field that holds the same in all rows of most sheets, so that offices leave its column out. It is
/// asked once; the answer goes into every row that says nothing and whose record says nothing yet.
#[derive(Clone, Copy, Debug)]
pub struct AskedOfSheet {
    /// The field.
    pub field: &'static str,
    /// The question, `{}` standing for the value: 都是{}代表吗？
    pub question: &'static str,
    /// The value that is proposed.
    pub proposed: for<'a> fn(&Beginning<'a>) -> Option<&'a str>,
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
    /// How far along its words are, where they are states of no workflow.
    pub course: Option<Course>,
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
    pub written_by: WrittenBy,
    /// It says what was decided for the office (审核日期, 销号日期): only whoever decides for it (主席,
    /// 审核) writes it, once the office has such a person. Sheets of old ledgers bring it in.
    pub by_decision: bool,
    /// The office's list that it chooses from, by its name: the office may change the options, and
    /// does so for every field of that list at once. `None` where the program reckons with the
    /// options (满意度, 状态).
    pub list: Option<String>,
    /// What an empty form has in it already.
    pub offer: Option<Offer>,
}

/// A parent's fields as its live children show them: the parent's own type and row, then the
/// children's.
pub type Show = fn((&RecordType, &Row), &RecordType, &[Row]) -> Vec<(FieldKey, Value)>;
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
    /// What is asked once of a sheet that has no column for it.
    pub asked_of_sheets: Vec<AskedOfSheet>,
    /// What makes two rows the same one: the first key whose fields are all filled decides.
    pub matching: Vec<Vec<FieldKey>>,
    /// Lists stand in this order; empty means by name.
    pub order: Vec<FieldKey>,
    /// Further fields by which a record stands in time, see [`RecordType::dates`].
    pub dated_by: Vec<FieldKey>,
    /// The columns that a list shows before all others where there is not room for all; empty: the
    /// name, what it is about, and the earlier ones.
    pub foremost: Vec<FieldKey>,
    /// Its shown children.
    pub children: Option<Children>,
    /// Its running number.
    pub serial: Option<Serial>,
    /// What a new one takes from another record.
    pub inherits: Option<Inherits>,
    /// What other records say of it.
    pub mirrors: Vec<Mirror>,
    /// The way of its records from beginning to end.
    pub workflow: Option<Workflow>,
    /// Contradictions between fields.
    pub check: Option<Check>,
    /// Contradictions between a row inside another record and the other rows there.
    pub check_beside: Option<CheckBeside>,
    /// What a new record gets by itself where the clerk left it empty.
    pub begin: Option<Begin>,
    /// What follows from other fields.
    pub complete: Option<Complete>,
    /// Made on the way when a sheet names one that does not exist yet.
    pub made_by_naming: bool,
    /// Endings that do not change which one is meant (X and X代表小组 are one).
    pub name_endings: Vec<String>,
    /// Where each field stands.
    pub(super) positions: HashMap<FieldKey, usize>,
    /// The places of the fields in the order of their keys.
    pub(super) by_key: Vec<usize>,
}

/// Whether a step is possible with the record as it stands.
pub type Guard = fn(&Situation<'_>) -> Result<(), Refusal>;
/// What is wrong with the record as the step would leave it.
pub type CheckStep = fn(&Done<'_>) -> Vec<FieldFault>;
/// What a person should know before doing it; it refuses nothing.
pub type Warn = fn(&Situation<'_>) -> Vec<String>;
/// Why steps that are taken together end before one that cannot be done as the record stands by then.
pub type EndsBefore = fn(&RecordType, &Row) -> Option<&'static str>;
/// The row inside the record that a step writes into.
pub type FindRow = fn(&Situation<'_>) -> Option<RecordId>;
/// The value that a step would give to a field left empty, shown to the clerk beforehand.
pub type Reckon = fn(&Situation<'_>) -> Option<Value>;
/// What else a step writes, beside the values given.
pub type Effect = fn(&Done<'_>) -> Effects;
/// What a step does to other records, once the record itself is written.
pub type Tell = fn(&AfterStep<'_>) -> Vec<OnOther>;
/// The day on which a record's way begins.
pub type Begins = fn(&RecordType, &Row) -> Option<PartialDate>;
/// The state of a record that no step has touched.
pub type Derive = fn(&RecordType, &Row) -> &'static str;

/// How alike two records of a type are: 0 for nothing in common, 1 and more for the same matter.
pub type Alike = fn(&RecordType, &Row, &Row) -> f64;

/// States and steps of a record type.
#[derive(Clone)]
pub struct Workflow {
    /// The field, written by steps alone, that holds the state; empty until the first step.
    pub stage: FieldKey,
    /// The field, written by steps alone, that holds where a record on hold goes back to.
    pub held: Option<FieldKey>,
    /// The field that says a record was brought in from an old ledger (历史补录): anybody then fills
    /// what steps fill otherwise, and its state is what its columns say.
    pub backfill: Option<FieldKey>,
    /// Its states, in the order of an ordinary way.
    pub states: Vec<State>,
    /// Its steps, in the order in which they are offered.
    pub steps: Vec<Step>,
    /// Steps that offices ordinarily take together.
    pub runs: Vec<Run>,
    /// How alike two records are, where an earlier one may propose values for a later.
    pub alike: Option<Alike>,
    /// The day before which no step can be dated.
    pub begins: Option<Begins>,
    /// The state of a record that no step has touched: a new one, or one from an old ledger.
    pub derive: Derive,
}

impl fmt::Debug for Workflow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Workflow({:?})", self.steps)
    }
}

/// One step.
#[derive(Clone)]
pub struct Step {
    /// Key in commands, e.g. `assign`.
    pub key: &'static str,
    /// The offices' verb, e.g. 交办.
    pub title: &'static str,
    /// States in which it is possible.
    pub from: Vec<&'static str>,
    /// Where it leads.
    pub to: To,
    /// What it asks for.
    pub asks: Vec<Ask>,
    /// The type of row that it writes inside the record.
    pub inside: Option<KindKey>,
    /// The asked field that dates it; else it is dated today.
    pub dated_by: Option<FieldKey>,
    /// Whether it is possible.
    pub guard: Option<Guard>,
    /// What is wrong with what it would leave.
    pub check: Option<CheckStep>,
    /// What a person should know before.
    pub warn: Option<Warn>,
    /// A field that the step fills by itself where the clerk leaves it empty, and with what.
    pub reckoned: Option<(FieldKey, Reckon)>,
    /// What else it writes.
    pub effect: Option<Effect>,
    /// Fields of the record that name the other records it looks at or changes.
    pub loads: Vec<FieldKey>,
    /// What it does to other records.
    pub tells: Option<Tell>,
    /// Where an asked field names another record: the column and the values by which those that may be
    /// named are found.
    pub offers_where: Option<(FieldKey, FieldKey, Vec<&'static str>)>,
    /// Sentence and hint of the refusal where it is asked for by itself: it is done within
    /// another operation alone.
    pub within: Option<(&'static str, &'static str)>,
    /// What it decides on, where whoever decides for the office (主席, 审核) takes it.
    pub decides: Option<Decides>,
    /// Writes into the row inside that this finds, in place of a new one.
    pub into_row: Option<FindRow>,
    /// Columns of the record, beside those asked for, on which it rests: what its guard and checks read,
    /// what it writes by itself.
    pub rests_on: Vec<FieldKey>,
    /// Why a run ends before it, where it cannot be done over what the steps before it leave.
    pub ends_before: Option<EndsBefore>,
    /// Possible more often than it is done.
    pub seldom: bool,
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Step({} {:?} → {:?})", self.key, self.from, self.to)
    }
}

/// A record before a step.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// The record's type.
    pub kind: &'a RecordType,
    /// The record as it stands.
    pub row: &'a Row,
    /// The rows inside it.
    pub inside: &'a RowsInside,
    /// The other records that the step loads, by the fields as they stand.
    pub others: &'a Others,
    /// The name of the person at the keyboard.
    pub user: &'a str,
    /// The same where that person's role is to decide for the office; else empty.
    pub decider: &'a str,
    /// The day.
    pub today: NaiveDate,
    /// Which days people work.
    pub almanac: &'a Almanac,
    /// The periods in force.
    pub rules: &'a Rules,
}

/// The live rows inside a record, by their type.
#[derive(Clone, Debug, Default)]
pub struct RowsInside(pub(crate) Vec<(Arc<RecordType>, Vec<Row>)>);

/// Another record that a field names.
#[derive(Clone, Debug)]
pub struct Other {
    /// The field of the record at hand that names it.
    pub field: FieldKey,
    /// Its type.
    pub kind: Arc<RecordType>,
    /// Which one.
    pub id: RecordId,
    /// The record, whether it stands or is voided; `None` where this store does not have it.
    pub row: Option<Row>,
}

/// Other records that a step loads.
#[derive(Clone, Debug, Default)]
pub struct Others(pub(crate) Vec<Other>);

/// A record after a step, inside the step's operation.
#[derive(Clone, Copy, Debug)]
pub struct AfterStep<'a> {
    /// The record's type.
    pub kind: &'a RecordType,
    /// The record as it was written.
    pub row: &'a Row,
    /// The other records that the step loads, as they stand inside the operation.
    pub others: &'a Others,
}

/// A record as a step would leave it.
#[derive(Clone, Copy, Debug)]
pub struct Done<'a> {
    /// As it stood before.
    pub before: Situation<'a>,
    /// The record with the values given.
    pub after: &'a Row,
    /// The other records that the step loads, by the fields with the values given.
    pub others: &'a Others,
    /// The values for the row inside.
    pub inside: &'a [(FieldKey, Option<Value>)],
    /// The values for the step's own row.
    pub step: &'a [(FieldKey, Option<Value>)],
}
