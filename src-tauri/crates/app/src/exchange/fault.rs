//! What can be wrong with a package, as the one error of the edge.

use store::error::StoreFault;
use sync::SyncFault;

use crate::wire::{ErrorCode, UserError};

impl From<SyncFault> for UserError {
    fn from(fault: SyncFault) -> Self {
        let code = match &fault {
            SyncFault::Io(error) if error.kind() == std::io::ErrorKind::StorageFull => {
                ErrorCode::DiskFull
            }
            SyncFault::NoAddressee | SyncFault::TooNew(_) => ErrorCode::Precondition,
            _ => ErrorCode::File,
        };
        let sentence = fault.to_string();
        let (message, hint) = match sentence.split_once('。') {
            Some((message, hint)) => (message.to_owned(), hint.trim_end_matches('。').to_owned()),
            None => (sentence, String::new()),
        };
        Self::new(code, message, hint).because(&fault)
    }
}

/// What happens while changes go from a file to the store.
pub(super) enum Passing {
    /// The store's side.
    Store(StoreFault),
    /// The file's side.
    File(SyncFault),
}

impl From<StoreFault> for Passing {
    fn from(fault: StoreFault) -> Self {
        Self::Store(fault)
    }
}

impl From<SyncFault> for Passing {
    fn from(fault: SyncFault) -> Self {
        Self::File(fault)
    }
}

impl From<Passing> for UserError {
    fn from(fault: Passing) -> Self {
        match fault {
            Passing::Store(fault) => fault.into(),
            Passing::File(fault) => fault.into(),
        }
    }
}
