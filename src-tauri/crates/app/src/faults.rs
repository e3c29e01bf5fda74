//! Faults of the crates below as the one error of the edge.

use domain::contact::ELECTOR;
use domain::office::{ADVISER, USER};
use domain::record::{FieldFault, RecordType};
use domain::roster::DEPUTY;
use domain::station::OVERSEER;
use store::error::StoreFault;
use store::keys::KeyFault;
use workbook::read::ReadFault;

use crate::wire::{ErrorCode, FaultAt, UserError};

impl From<StoreFault> for UserError {
    fn from(fault: StoreFault) -> Self {
        let code = match &fault {
            StoreFault::Key(key) => match key {
                KeyFault::Damaged => ErrorCode::Damaged,
                _ => ErrorCode::WrongSecret,
            },
            StoreFault::BackupNeedsUnlock => ErrorCode::WrongSecret,
            StoreFault::PresentLocked(_) => ErrorCode::Locked,
            StoreFault::Place(_) | StoreFault::PathTooLong { .. } => ErrorCode::UnsafePlace,
            StoreFault::Held { .. } => ErrorCode::Held,
            StoreFault::NotFound(_) => ErrorCode::NoStore,
            StoreFault::Full(_) | StoreFault::NoRoom { .. } => ErrorCode::DiskFull,
            StoreFault::File { .. } | StoreFault::BadBackup { .. } | StoreFault::Unfinished(_) => {
                ErrorCode::File
            }
            StoreFault::Corrupt(_) | StoreFault::Log(_) | StoreFault::NotThisStore(_) => {
                ErrorCode::Damaged
            }
            StoreFault::NoRecord { .. } | StoreFault::NoField { .. } | StoreFault::NoOperation => {
                ErrorCode::NotFound
            }
            StoreFault::NotUndoable(_)
            | StoreFault::AlreadyUndone(_)
            | StoreFault::BuiltUpon
            | StoreFault::NotOurs(_)
            | StoreFault::Exists(_)
            | StoreFault::ReadOnly(_)
            | StoreFault::Busy(_) => ErrorCode::Precondition,
            StoreFault::Cancelled => ErrorCode::Cancelled,
            _ => ErrorCode::Internal,
        };
        let sentence = fault.to_string();
        let hint = match &fault {
            StoreFault::File { .. } if !sentence.contains('请') => "请检查它的位置和名称后再试",
            _ => "",
        };
        let mut error = Self::new(code, sentence.trim_end_matches('。'), hint).because(&fault);
        if let StoreFault::Key(KeyFault::CardCharacter {
            position,
            character,
        }) = &fault
        {
            // Which character it is, for a page to point at.
            error.faults.push(FaultAt {
                field: position.to_string(),
                label: character.to_string(),
                reason: error.message.clone(),
                hint: String::new(),
                stands: None,
            });
        }
        error
    }
}

impl From<ReadFault> for UserError {
    fn from(fault: ReadFault) -> Self {
        Self::new(ErrorCode::Sheet, fault.to_string(), fault.hint()).because(&fault)
    }
}

impl From<forms::PrintFault> for UserError {
    fn from(fault: forms::PrintFault) -> Self {
        if fault == forms::PrintFault::Stopped {
            return crate::work::cancelled();
        }
        Self::new(
            ErrorCode::Print,
            fault.to_string().trim_end_matches('。'),
            "",
        )
        .because(&fault)
    }
}

/// A record as people point at it: 这名代表, 这条来访登记.
fn this(kind: &RecordType) -> String {
    let people = [DEPUTY, ELECTOR, USER, ADVISER, OVERSEER];
    let measure = if people.contains(&kind.key.as_str()) {
        "名"
    } else {
        "条"
    };
    format!("这{measure}{}", kind.title)
}

/// A record refused for its fields: the first fault in the sentence, all of them listed.
pub(crate) fn refused(kind: &RecordType, faults: &[FieldFault]) -> UserError {
    let sentences: Vec<String> = faults.iter().map(|it| it.reason.clone()).collect();
    let hint = faults
        .first()
        .map_or_else(String::new, |it| it.hint.clone());
    let mut error = UserError::new(
        ErrorCode::Invalid,
        format!("{}还没有保存：{}", this(kind), sentences.join("；")),
        hint,
    );
    error.faults = faults.iter().map(|fault| fault_at(kind, fault)).collect();
    error
}

/// A field's fault as it crosses the edge.
pub(crate) fn fault_at(kind: &RecordType, fault: &FieldFault) -> FaultAt {
    FaultAt {
        field: fault.field.to_string(),
        label: kind
            .field(fault.field.as_str())
            .map_or_else(String::new, |it| it.label.clone()),
        reason: fault.reason.clone(),
        hint: fault.hint.clone(),
        stands: None,
    }
}

/// Nothing of that name.
pub(crate) fn not_found(what: &str, name: &str, hint: &str) -> UserError {
    UserError::new(ErrorCode::NotFound, format!("没有{what}“{name}”"), hint)
}
