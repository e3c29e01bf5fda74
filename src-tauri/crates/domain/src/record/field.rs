//! Building a field, and what follows from how it is declared.

use crate::record::{
    Compute, ComputeByDay, Conflict, Course, Field, FieldType, Follows, Need, Offer, Origin,
    Privacy, SearchAs, WrittenBy,
};

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
            course: None,
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
            written_by: WrittenBy::Anybody,
            by_decision: false,
            list: None,
            offer: None,
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

    /// An empty form has this in it already.
    #[must_use]
    pub fn offers(mut self, offer: Offer) -> Self {
        self.offer = Some(offer);
        self
    }

    /// A step of the workflow fills it first.
    #[must_use]
    pub fn step_first(mut self) -> Self {
        self.written_by = WrittenBy::StepFirst;
        self
    }

    /// Says what was decided for the office: only whoever decides for it writes it.
    #[must_use]
    pub fn by_decision(mut self) -> Self {
        self.by_decision = true;
        self
    }

    /// Steps of the workflow alone write it, and it is shown nowhere by itself.
    #[must_use]
    pub fn step_only(mut self) -> Self {
        self.written_by = WrittenBy::StepOnly;
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

    /// It tells who somebody is.
    #[must_use]
    pub fn identity(mut self) -> Self {
        self.conflict = Conflict::Identity;
        self
    }

    /// Of two concurrent values the one stands that is shown; nobody is asked.
    #[must_use]
    pub fn later_stands(mut self) -> Self {
        self.conflict = Conflict::Soft;
        self
    }

    /// Its words are states on a way: the one further along stands.
    #[must_use]
    pub fn on_its_way(mut self, course: Course) -> Self {
        self.conflict = Conflict::Forward;
        self.course = Some(course);
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
        matches!(self.origin, Origin::Logged | Origin::Child)
            && self.written_by != WrittenBy::StepOnly
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
