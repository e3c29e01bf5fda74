//! Writing through the gate, as several tests do it: one operation without a user, at no particular time.

use domain::record::{Source, Value};
use store::error::StoreFault;
use store::ledger::{Ledger, NewOperation, Tx};

pub fn operation(title: &str) -> NewOperation {
    NewOperation {
        sort: "test".into(),
        title: title.into(),
        user: None,
        wall_ms: 0,
        source: Source::Form,
        undoes: None,
    }
}

pub fn text(value: &str) -> Value {
    Value::Text(value.into())
}

pub fn write<T>(ledger: &mut Ledger, body: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreFault>) -> T {
    ledger
        .write(operation("操作"), body)
        .expect("the write succeeds")
        .value
}
