//! Every record type that this store knows: ours, as the office's scheme (台账方案) changed them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::record::scheme::{LIST_ENTRY, SCHEME_KIND, SchemeEntry, apply, with_lists};
use crate::record::{Field, Home, KindKey, Partition, RecordType};

/// Counts the changes of how tables, search texts, sort keys and indices are made, so that they
/// are made anew. Computed columns carry a version of their own.
const TABLES_VERSION: u8 = 5;

/// The record types in force.
#[derive(Clone, Debug)]
pub struct Registry {
    own: Arc<BTreeMap<KindKey, Arc<RecordType>>>,
    types: BTreeMap<KindKey, Arc<RecordType>>,
}

impl Registry {
    /// A registry of these types, before any scheme.
    #[must_use]
    pub fn of(types: impl IntoIterator<Item = RecordType>) -> Self {
        let own: BTreeMap<KindKey, Arc<RecordType>> = types
            .into_iter()
            .map(|it| (it.key.clone(), Arc::new(it)))
            .collect();
        Self {
            types: own.clone(),
            own: Arc::new(own),
        }
    }

    /// The types of the product.
    #[must_use]
    pub fn builtin() -> Self {
        Self::of(crate::types())
    }

    /// The same types under an office's scheme.
    #[must_use]
    pub fn under(&self, scheme: &[SchemeEntry]) -> Self {
        let mut types = (*self.own).clone();
        let lists: Vec<&SchemeEntry> = scheme.iter().filter(|it| it.kind == *LIST_ENTRY).collect();
        for (key, it) in &mut types {
            if !lists.is_empty()
                && let Some(changed) = with_lists(it, &lists)
            {
                *it = Arc::new(changed);
            }
            let entries: Vec<&SchemeEntry> =
                scheme.iter().filter(|entry| entry.kind == *key).collect();
            // The entries' own type stays as it is: it is read before they are.
            if !entries.is_empty() && *key != *SCHEME_KIND {
                *it = Arc::new(apply(it, &entries));
            }
        }
        Self {
            own: Arc::clone(&self.own),
            types,
        }
    }

    /// A type as delivered, before any scheme.
    #[must_use]
    pub fn own(&self, kind: &str) -> Option<&Arc<RecordType>> {
        self.own.get(kind)
    }

    /// A type by its permanent key.
    #[must_use]
    pub fn get(&self, kind: &str) -> Option<&Arc<RecordType>> {
        self.types.get(kind)
    }

    /// A type by its register's key, e.g. `roster`.
    #[must_use]
    pub fn register(&self, key: &str) -> Option<&Arc<RecordType>> {
        self.types
            .values()
            .find(|it| it.register.as_ref().is_some_and(|book| book.key == key))
    }

    /// All types, in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<RecordType>> {
        self.types.values()
    }

    /// A fingerprint of what a type's projection is made from. When it differs from the one the
    /// tables were built with, they are built anew from the log. Labels, hints and the order of
    /// fields are no part of it.
    #[must_use]
    pub fn fingerprint(kind: &RecordType) -> [u8; 32] {
        let mut lines = columns_of(kind);
        lines.sort();
        let mut hasher = blake3::Hasher::new();
        hasher.update(&[TABLES_VERSION]);
        for line in lines {
            hasher.update(line.as_bytes());
        }
        *hasher.finalize().as_bytes()
    }

    /// Whether `new` differs from `old` by additional fields alone.
    #[must_use]
    pub fn only_adds(old: &RecordType, new: &RecordType) -> bool {
        let new = columns_of(new);
        columns_of(old).iter().all(|line| new.contains(line))
    }

    /// Whether records of a type can belong to a partition at all. A village station's partition holds
    /// what stands in stations' books, and what stands inside that; a roster or a rule there is
    /// somebody's who may not write one, and says nothing.
    #[must_use]
    pub fn may_live_in(&self, kind: &RecordType, partition: &Partition) -> bool {
        match partition {
            Partition::Published | Partition::Township | Partition::Sensitive => true,
            Partition::Village(_) | Partition::VillageSensitive(_) => self.may_be_a_stations(kind),
        }
    }

    fn may_be_a_stations(&self, kind: &RecordType) -> bool {
        if !kind.is_inside() {
            return kind.home == Home::Station;
        }
        let parent = kind.parent.as_ref().and_then(|it| it.kind.as_ref());
        let parent = parent.and_then(|it| self.get(it.as_str()));
        parent.is_none_or(|parent| self.may_be_a_stations(parent))
    }
}

/// One line per column of a type's projection.
fn columns_of(kind: &RecordType) -> Vec<String> {
    let line = |field: &Field| {
        let (search, aside, origin) = (field.search, field.lies_aside(), field.origin);
        format!(
            "{}|{}|{search:?}|{aside}|{origin:?}\n",
            field.key,
            field.field_type.key()
        )
    };
    let shown = kind
        .children
        .as_ref()
        .map(|it| format!("children {}|{}\n", it.kind, it.version));
    kind.fields
        .iter()
        .filter(|field| field.has_column())
        .map(line)
        .chain(shown)
        .collect()
}
