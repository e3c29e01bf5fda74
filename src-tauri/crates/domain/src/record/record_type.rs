//! Building a record type, and finding its fields.

use std::collections::HashMap;

use crate::record::{
    Field, FieldKey, FieldType, Home, RecordType, Register, Row, STATION_FIELD, Shelf, Value,
};

impl RecordType {
    /// A type with these fields; the first is the record's own name. Its records belong to the
    /// station in whose book they stand, where they name one, else to the township.
    #[must_use]
    pub fn new(key: &str, title: &str, mut fields: Vec<Field>) -> Self {
        for field in &mut fields {
            field.take_help(key);
        }
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
            dated_by: Vec::new(),
            foremost: Vec::new(),
            two_in_one: Vec::new(),
            joined: Vec::new(),
            heads: None,
            several: Vec::new(),
            asked_of_sheets: Vec::new(),
            children: None,
            serial: None,
            inherits: None,
            mirrors: Vec::new(),
            workflow: None,
            begin: None,
            check: None,
            check_beside: None,
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
            shelf: Shelf::Lists,
            turn: u8::MAX,
        });
        self
    }

    /// The shelf on which its register stands, and its turn there.
    #[must_use]
    pub fn on(mut self, shelf: Shelf, turn: u8) -> Self {
        if let Some(register) = &mut self.register {
            (register.shelf, register.turn) = (shelf, turn);
        }
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

    /// The fields by which a record stands in time, of which the first filled one counts: the dates by
    /// which lists stand, the one that its running number goes by, and what the definition adds.
    pub fn dates(&self) -> impl Iterator<Item = &Field> {
        let numbered = self.serial.iter().map(|it| &it.year_of);
        self.order
            .iter()
            .chain(numbered)
            .chain(&self.dated_by)
            .filter_map(|key| self.field(key.as_str()))
            .filter(|field| matches!(field.field_type, FieldType::Date))
    }

    /// The key by which requests name its rows: that of its register, else its own.
    #[must_use]
    pub fn register_key(&self) -> &str {
        let own = self.key.as_str();
        self.register.as_ref().map_or(own, |it| it.key.as_str())
    }

    /// The title under which people know its rows: that of its register, else its own.
    #[must_use]
    pub fn register_title(&self) -> &str {
        self.register.as_ref().map_or(&self.title, |it| &it.title)
    }

    /// Whether its records are people: named by a person's name, and without a number in a book.
    #[must_use]
    pub fn is_of_people(&self) -> bool {
        let name = self.field(self.name_field.as_str());
        self.serial.is_none() && name.is_some_and(|it| it.field_type == FieldType::Name)
    }

    /// One of its records, pointed at in a sentence: 这名代表, 这条来访登记.
    #[must_use]
    pub fn this_one(&self) -> String {
        let measure = if self.is_of_people() { "名" } else { "条" };
        format!("这{measure}{}", self.title)
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
        let name = self.position(self.name_field.as_str());
        match name.and_then(|at| row.values.get(at)?.as_ref()) {
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
