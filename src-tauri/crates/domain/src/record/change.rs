//! The permanent shape of the log: one change is one save of one record.

use std::collections::{BTreeMap, BTreeSet};

use crate::record::{DeviceId, FieldKey, Item, KindKey, OperationId, Partition, RecordId, Value};

/// Where a change stands in the log: gap-free per device and partition, from 1.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Stamp {
    /// The device that wrote it.
    pub device: DeviceId,
    /// Who may receive it.
    pub partition: Partition,
    /// Its number in that device's part of the partition.
    pub seq: u64,
}

/// What an editor had seen of a record: for each device, its newest change of that record (in one
/// partition). In the order of the devices; hardly any record has more than a few.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct VersionVector(Vec<(DeviceId, u64)>);

impl VersionVector {
    /// Whether the change `seq` of `device` had been seen.
    #[must_use]
    pub fn covers(&self, device: DeviceId, seq: u64) -> bool {
        self.place(device).is_ok_and(|at| self.0[at].1 >= seq)
    }

    /// Takes note of a change.
    pub fn see(&mut self, device: DeviceId, seq: u64) {
        match self.place(device) {
            Ok(at) => self.0[at].1 = self.0[at].1.max(seq),
            Err(at) => self.0.insert(at, (device, seq)),
        }
    }

    fn place(&self, device: DeviceId) -> Result<usize, usize> {
        self.0.binary_search_by_key(&device, |(it, _)| *it)
    }

    /// Each device with its newest change, in the order of the devices.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (DeviceId, u64)> + '_ {
        self.0.iter().copied()
    }

    /// Nothing had been seen: the change creates the record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(DeviceId, u64)> for VersionVector {
    fn from_iter<I: IntoIterator<Item = (DeviceId, u64)>>(changes: I) -> Self {
        let mut seen = Self::default();
        for (device, seq) in changes {
            seen.see(device, seq);
        }
        seen
    }
}

/// What a change does to one field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Write {
    /// The field becomes this; `None` clears it.
    Put(Option<Value>),
    /// Elements join and leave a set. What leaves does so only as far as the editor had seen it.
    Elements {
        /// Joining.
        add: Vec<Item>,
        /// Leaving.
        remove: Vec<Item>,
    },
}

impl Write {
    /// What a field holds after this write, given what its writer saw before.
    #[must_use]
    pub fn after(&self, before: Option<&Value>) -> Option<Value> {
        match self {
            Self::Put(value) => value.clone(),
            Self::Elements { add, remove } => {
                let mut items = match before {
                    Some(Value::Set(items)) => items.clone(),
                    _ => BTreeSet::new(),
                };
                items.extend(add.iter().cloned());
                items.retain(|item| !remove.contains(item));
                (!items.is_empty()).then_some(Value::Set(items))
            }
        }
    }
}

/// Field by field, what a change does.
pub type Writes = BTreeMap<FieldKey, Write>;

/// Fields that every record has beside those of its definition.
pub struct Life;

impl Life {
    /// Holds the reason while a record is voided (作废).
    pub const VOID: &'static str = "_void";
    /// `true` while the record's creation is taken back by an undo.
    pub const RETRACTED: &'static str = "_retracted";
    /// In a change of an erasing operation: the changes of this partition whose content it erased,
    /// as a set of texts `device#number`.
    pub const ERASED: &'static str = "_erased";

    /// Among the conflicts of a record: it was voided by one device while another edited it.
    pub const VOID_DISPUTED: &'static str = "_disputed";
    /// Among the conflicts of a record: its creation was taken back by one device while another
    /// edited it.
    pub const RETRACTION_DISPUTED: &'static str = "_retraction_disputed";

    /// Whether a key is a mark on the whole record rather than a field.
    #[must_use]
    pub fn is_mark(key: &FieldKey) -> bool {
        [Self::VOID, Self::RETRACTED].contains(&key.as_str())
    }

    /// Whether a key is none of the record's own fields.
    #[must_use]
    pub fn is_life(key: &FieldKey) -> bool {
        Self::is_mark(key) || *key == *Self::ERASED
    }
}

/// One immutable entry of the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Its place.
    pub stamp: Stamp,
    /// One more than the greatest its device had seen: decides the provisional winner, never who
    /// overwrote whom.
    pub lamport: u64,
    /// The operation it belongs to.
    pub operation: OperationId,
    /// The record, and which type it is of.
    pub record: RecordId,
    /// The record's type.
    pub kind: KindKey,
    /// What the editor had seen of this record in this partition.
    pub seen: VersionVector,
    /// What it does.
    pub writes: Writes,
}

/// Where an operation came from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// Founding the office.
    Setup,
    /// A form on the screen.
    Form,
    /// A spreadsheet.
    Import,
    /// The command line.
    CommandLine,
    /// Taking an operation back.
    Undo,
    /// Doing it again.
    Redo,
    /// A package from another device.
    Package,
}

impl Source {
    /// Every source, with its lasting key and its Chinese name.
    pub const ALL: [(Self, &'static str, &'static str); 7] = [
        (Self::Setup, "setup", "建档"),
        (Self::Form, "form", "表单"),
        (Self::Import, "import", "导入"),
        (Self::CommandLine, "command", "命令行"),
        (Self::Undo, "undo", "撤销"),
        (Self::Redo, "redo", "重做"),
        (Self::Package, "package", "数据包"),
    ];

    /// The key kept in the log.
    #[must_use]
    pub fn key(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(source, ..)| *source == self)
            .map_or("form", |(_, key, _)| key)
    }

    /// The word shown in histories.
    #[must_use]
    pub fn title(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(source, ..)| *source == self)
            .map_or("表单", |(_, _, title)| title)
    }

    /// From the log's key; an unknown one reads as a package from a newer program.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        Self::ALL
            .iter()
            .find(|(_, known, _)| *known == key)
            .map_or(Self::Package, |(it, ..)| *it)
    }
}

/// What is common to the changes of one operation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OperationHead {
    /// Its identifier.
    pub id: OperationId,
    /// The device it was done on.
    pub device: DeviceId,
    /// A lasting key for its sort, e.g. `deputy.edit`.
    pub sort: String,
    /// Its Chinese name, shown in undo, history and audit alike.
    pub title: String,
    /// Who was at the keyboard.
    pub user: Option<RecordId>,
    /// Milliseconds since 1970 by that device's clock; for display only.
    pub wall_ms: i64,
    /// Where it came from.
    pub source: Source,
    /// The operation that this one takes back.
    pub undoes: Option<OperationId>,
}
