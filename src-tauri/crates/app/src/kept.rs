//! What features keep in memory between commands while a store is open: each under its own type, so that
//! the session knows none of them. Nothing here is the truth; all of it is made again when it is missing.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// By type.
type Held = HashMap<TypeId, Arc<dyn Any + Send + Sync>>;

/// The shared handle; clones hold the same.
#[derive(Clone, Default)]
pub(crate) struct Kept(Arc<Mutex<Held>>);

impl Kept {
    /// What a feature keeps, made empty where there is none yet.
    pub(crate) fn of<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = held.get(&TypeId::of::<T>()).cloned();
        match known.and_then(|it| it.downcast().ok()) {
            Some(known) => known,
            None => {
                let fresh = Arc::new(T::default());
                held.insert(
                    TypeId::of::<T>(),
                    Arc::clone(&fresh) as Arc<dyn Any + Send + Sync>,
                );
                fresh
            }
        }
    }

    /// Forgets all of it: the store is closed, or another is opened.
    pub(crate) fn clear(&self) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_is_kept_by_itself_until_all_is_forgotten() {
        let kept = Kept::default();
        let put = |text: &str| {
            let own = kept.of::<Mutex<String>>();
            own.lock().expect("nobody else holds it").push_str(text);
        };
        put("甲");
        put("乙");
        let own = || {
            kept.clone()
                .of::<Mutex<String>>()
                .lock()
                .expect("held")
                .clone()
        };
        assert_eq!(own(), "甲乙");
        assert!(kept.of::<Mutex<Vec<u8>>>().lock().expect("held").is_empty());
        kept.clear();
        assert_eq!(own(), "");
    }
}
