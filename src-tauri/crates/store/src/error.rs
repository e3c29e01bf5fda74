//! What can go wrong with a store, in the words a clerk reads.
//!
//! Every failure of SQLite, the file system or the keys becomes one sentence that says what
//! happened and what to do. The technical cause stays reachable through `source()` for the log.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::{holder::Holder, keys::KeyFault, place::PlaceFault};

/// Why a store could not be opened, read, written, backed up or restored.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreFault {
    /// The password, card or key file does not open the store, or the keys are unreadable.
    #[error(transparent)]
    Key(#[from] KeyFault),
    /// The folder is on a removable, network or cloud-synchronised place.
    #[error(transparent)]
    Place(#[from] PlaceFault),
    /// Another process holds the store.
    #[error("{by}")]
    Held {
        /// Who holds it, as far as known.
        by: Holder,
    },
    /// There is no store in the folder.
    #[error(
        "“{}”里没有台账。请确认文件夹选对了；第一次使用请先新建台账，换了电脑请从备份还原。",
        .0.display()
    )]
    NotFound(PathBuf),
    /// The folder already has a store; creating one there would hide it.
    #[error("“{}”里已经有一本台账，不会覆盖它。请直接打开，或另选一个空文件夹。", .0.display())]
    Exists(PathBuf),
    /// The keys are there but the database is gone.
    #[error(
        "“{}”里的台账文件 store.db 不见了，只剩下钥匙。\
         可能被误删或被杀毒软件隔离：请先在隔离区找回，找不到就从备份还原。",
        .0.display()
    )]
    DatabaseMissing(PathBuf),
    /// The disk is full (SQLite or file system).
    #[error("磁盘满了，刚才的内容没有存进去，以前的都还在。请清出一些空间后再做一次。")]
    Full(#[source] Cause),
    /// There is not enough room for the work about to begin; nothing was written.
    #[error(
        "“{}”所在的磁盘空间不够：需要约 {} 兆，只剩 {} 兆。请清理后再做，或换一个盘。",
        .place.display(), mebibytes(*.needed), .free / MEBIBYTE
    )]
    NoRoom {
        /// Where room is missing.
        place: PathBuf,
        /// Bytes needed.
        needed: u64,
        /// Bytes free.
        free: u64,
    },
    /// Reading or writing the database file failed in the system.
    #[error(
        "读写台账文件时系统出错，刚才的内容没有存进去。\
         请重新打开再试；多次出现时请检查硬盘，并用最近的备份在另一台电脑上还原。"
    )]
    Io(#[source] Cause),
    /// A named file could not be read or written.
    #[error("{what}“{}”时出错：{}。", .path.display(), io_reason(.source))]
    File {
        /// What was being done, as a verb: “读取”, “写入”.
        what: &'static str,
        /// Which file.
        path: PathBuf,
        /// The system's answer.
        source: std::io::Error,
    },
    /// The database is damaged.
    #[error(
        "台账文件已损坏。请不要继续录入：先关掉程序，\
         把台账文件夹原样复制一份留存，再从最近的备份还原。"
    )]
    Corrupt(#[source] Cause),
    /// The file is not a database of this store's key.
    #[error(
        "台账文件 store.db 和这里的钥匙对不上：文件已损坏，或是从别处复制来的。\
         请把它移开留存，再从备份还原。"
    )]
    NotThisStore(#[source] Cause),
    /// The file may not be written.
    #[error(
        "台账文件是只读的，存不进去。请检查文件夹的权限，\
         或请管理员把台账文件夹加进杀毒软件的信任区。"
    )]
    ReadOnly(#[source] Cause),
    /// The database file cannot be opened by the system.
    #[error("台账文件打不开。请检查文件夹是否还在、有没有读写权限，杀毒软件是否拦住了它。")]
    CannotOpen(#[source] Cause),
    /// Something in or beside this process keeps the database busy.
    #[error("台账正忙，请等几秒再试。总是这样时请关掉程序重新打开。")]
    Busy(#[source] Cause),
    /// The machine ran out of memory.
    #[error("电脑内存不够，这一步没有做成，已存的内容不受影响。请关掉别的程序后再试。")]
    Memory(#[source] Cause),
    /// The work was cancelled by the person.
    #[error("已取消，没有改动任何内容。")]
    Cancelled,
    /// A backup file is not one, is damaged, or was changed.
    #[error("这份备份不能用：{why}。请换一份备份；现有的台账没有动过。")]
    BadBackup {
        /// What is wrong with it, as a clause without full stop.
        why: String,
    },
    /// A sound backup whose key is not the one at hand.
    #[error(
        "这份备份是另一本台账的，或是改口令、换恢复卡以前做的，\
         要用它当时的口令或恢复卡才能还原。"
    )]
    BackupNeedsUnlock,
    /// A restore over a store that nothing was offered to open.
    #[error(
        "“{}”里现有的台账锁着，不能用备份换掉它。\
         请先用口令或恢复卡打开它，再还原；或者还原到一个新的空文件夹。",
        .0.display()
    )]
    PresentLocked(PathBuf),
    /// A restore or a change of keys was cut off, and the folder may not be written now.
    #[error(
        "“{}”里上一次还原或改口令没有做完，而文件夹现在是只读的。\
         请把整个文件夹复制到本机硬盘，在那里打开。",
        .0.display()
    )]
    Unfinished(PathBuf),
    /// The store's folder has too long a path.
    #[error(
        "台账文件夹的路径太长（{bytes} 字节，最多 {most} 字节，一个汉字占 3 字节）。\
         请换一个上级文件夹少、名字短的地方，如“D:\\履职台账”。"
    )]
    PathTooLong {
        /// Bytes of the path.
        bytes: usize,
        /// The most it may have.
        most: usize,
    },
    /// A restore was cut off and its note cannot be read.
    #[error(
        "上一次还原没有做完，而且它的记录 restore.json 读不出来。请把“{}”整个复制一份留存，\
         再把备份还原到一个新的空文件夹。",
        .0.display()
    )]
    RestoreUnclear(PathBuf),
    /// The backup just written did not stand its check.
    #[error("刚做的备份没有通过检查（{why}），已经丢弃。请换一个盘再备份一次。")]
    BackupNotVerified {
        /// Which check failed.
        why: String,
    },
    /// A file written by a newer version of the program.
    #[error("“{what}”是更新版本的程序写的，本机程序看不懂。请先把本机程序升级到最新版。")]
    TooNew {
        /// Which file.
        what: String,
    },
    /// A store of a build from before the first release.
    #[error(
        "这份台账是正式发布以前的试用版建的，现在的程序打不开。请用新的文件夹重新建档，需要的名册从表格导入。"
    )]
    BeforeRelease,
    /// A package cannot be taken out exactly: something was written or taken in after it.
    #[error("这个数据包之后又有新的登记或收到了别的数据包，不能原样退出；可以逐项撤销其中的内容。")]
    BuiltUpon,
    /// This device belongs to a village station, and the record does not.
    #[error("这台电脑是村站用的，“{0}”由乡镇人大登记，这里只能看。")]
    NotOurs(String),
    /// An attachment is not in the store.
    #[error("附件不在本机（编号 {hash}）。它可能在另一台电脑或备份里，收到数据包后会补上。")]
    AttachmentMissing {
        /// Its content hash, shortened.
        hash: String,
    },
    /// An attachment's file was changed or damaged.
    #[error("附件已损坏（编号 {hash}），没有打开。请从备份取回。")]
    AttachmentDamaged {
        /// Its content hash, shortened.
        hash: String,
    },
    /// An attachment is larger than the store takes.
    #[error("附件太大：超过 {limit} 兆。请先压缩或分成几个文件。")]
    AttachmentTooLarge {
        /// The limit in MiB.
        limit: u64,
    },
    /// The log or a projection holds something this program cannot read.
    #[error("台账的记录读不出来（{0}）。请运行“检查”；不行就从最近的备份还原。")]
    Log(String),
    /// There is no such record.
    #[error("没有找到这条登记（{kind} {id}）。它可能已被撤销，请回到列表重新选择。")]
    NoRecord {
        /// The record type's title.
        kind: String,
        /// What was asked for.
        id: domain::record::RecordId,
    },
    /// There is no such field, or it cannot be asked for.
    #[error("“{kind}”里不能按“{field}”这一栏查。请换一个栏目。")]
    NoField {
        /// The record type's title.
        kind: String,
        /// What was asked for.
        field: String,
    },
    /// There is no such operation.
    #[error("没有这个操作。请在“操作记录”里重新选择。")]
    NoOperation,
    /// Founding, restoring and rebuilding cannot be taken back.
    #[error("“{0}”不能撤销。")]
    NotUndoable(String),
    /// It was taken back before.
    #[error("“{0}”已经撤销过了。")]
    AlreadyUndone(String),
    /// Any other answer of SQLite: a mistake of the program, not of the person.
    #[error(
        "程序内部出错，这一步没有做成，已存的内容不受影响。请重新打开再试，并把日志交给维护人员。"
    )]
    Sql(#[source] Cause),
}

/// The technical cause kept for the log.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Short for results of this crate's outer half.
pub type Result<T, E = StoreFault> = std::result::Result<T, E>;

const MEBIBYTE: u64 = 1024 * 1024;

fn mebibytes(bytes: u64) -> u64 {
    bytes.div_ceil(MEBIBYTE).max(1)
}

impl From<domain::record::CodecFault> for StoreFault {
    fn from(fault: domain::record::CodecFault) -> Self {
        Self::Log(fault.to_string())
    }
}

impl StoreFault {
    /// A stable name for the fault, for `UserError.code` and the command line.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Key(fault) => fault.code(),
            Self::Log(_) => "log_unreadable",
            Self::NoRecord { .. } => "no_record",
            Self::NoField { .. } => "no_field",
            Self::NoOperation => "no_operation",
            Self::NotUndoable(_) | Self::AlreadyUndone(_) => "precondition",
            Self::Place(_) => "place_refused",
            Self::Held { .. } => "store_held",
            Self::NotFound(_) => "store_not_found",
            Self::Exists(_) => "store_exists",
            Self::DatabaseMissing(_) => "database_missing",
            Self::Full(_) | Self::NoRoom { .. } => "disk_full",
            Self::Io(_) | Self::File { .. } => "io",
            Self::Corrupt(_) => "store_corrupt",
            Self::NotThisStore(_) => "not_this_store",
            Self::ReadOnly(_) => "read_only",
            Self::CannotOpen(_) => "cannot_open",
            Self::Busy(_) => "busy",
            Self::Memory(_) => "out_of_memory",
            Self::Cancelled => "cancelled",
            Self::BadBackup { .. } => "bad_backup",
            Self::BackupNeedsUnlock => "backup_needs_unlock",
            Self::PresentLocked(_) => "present_locked",
            Self::Unfinished(_) => "unfinished",
            Self::PathTooLong { .. } => "path_too_long",
            Self::RestoreUnclear(_) => "restore_unclear",
            Self::BackupNotVerified { .. } => "backup_not_verified",
            Self::TooNew { .. } => "too_new",
            Self::BeforeRelease => "before_release",
            Self::BuiltUpon => "built_upon",
            Self::NotOurs(_) => "not_ours",
            Self::AttachmentMissing { .. } => "attachment_missing",
            Self::AttachmentDamaged { .. } => "attachment_damaged",
            Self::AttachmentTooLarge { .. } => "attachment_too_large",
            Self::Sql(_) => "internal",
        }
    }

    /// A file fault that names the file and what was being done to it; a full disk stays a
    /// full disk.
    pub fn file(what: &'static str, path: &Path, source: std::io::Error) -> Self {
        if is_disk_full(&source) {
            Self::Full(Box::new(source))
        } else {
            Self::File {
                what,
                path: path.to_owned(),
                source,
            }
        }
    }

    /// A backup refused for this reason (a clause without full stop).
    pub fn bad_backup(why: impl Into<String>) -> Self {
        Self::BadBackup { why: why.into() }
    }
}

impl From<rusqlite::Error> for StoreFault {
    fn from(error: rusqlite::Error) -> Self {
        let code = error.sqlite_error_code();
        let cause: Cause = Box::new(error);
        match code {
            Some(ErrorCode::DiskFull) => Self::Full(cause),
            Some(ErrorCode::SystemIoFailure) => Self::Io(cause),
            Some(ErrorCode::DatabaseCorrupt) => Self::Corrupt(cause),
            Some(ErrorCode::NotADatabase) => Self::NotThisStore(cause),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly(cause),
            Some(ErrorCode::CannotOpen) => Self::CannotOpen(cause),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(cause),
            Some(ErrorCode::OutOfMemory) => Self::Memory(cause),
            Some(ErrorCode::OperationInterrupted) => Self::Cancelled,
            _ => Self::Sql(cause),
        }
    }
}

fn is_disk_full(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded
    )
}

/// The reason of an I/O error in words a clerk knows; of others the system's number.
pub(crate) fn io_reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "文件或文件夹不存在".into(),
        ErrorKind::PermissionDenied => "没有权限，或正被别的程序（如杀毒软件）占用".into(),
        ErrorKind::AlreadyExists => "同名文件已经存在".into(),
        ErrorKind::ReadOnlyFilesystem => "这个盘是只读的".into(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "磁盘满了".into(),
        ErrorKind::FileTooLarge => "文件超过这个盘允许的大小，请换用 NTFS 或 exFAT 格式的盘".into(),
        ErrorKind::InvalidFilename => "文件名或路径太长，请换一个短些的".into(),
        ErrorKind::UnexpectedEof => "文件不完整".into(),
        ErrorKind::IsADirectory => "这是一个文件夹".into(),
        ErrorKind::NotADirectory => "路径里有一段是文件，不是文件夹".into(),
        _ => match error.raw_os_error() {
            Some(number) => format!("系统出错（错误号 {number}）"),
            None => error.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sqlite(code: i32) -> StoreFault {
        rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None).into()
    }

    #[test]
    fn each_sqlite_failure_has_its_own_code_and_keeps_its_cause() {
        let table = [
            (rusqlite::ffi::SQLITE_FULL, "disk_full"),
            (rusqlite::ffi::SQLITE_IOERR, "io"),
            (rusqlite::ffi::SQLITE_CORRUPT, "store_corrupt"),
            (rusqlite::ffi::SQLITE_NOTADB, "not_this_store"),
            (rusqlite::ffi::SQLITE_READONLY, "read_only"),
            (rusqlite::ffi::SQLITE_CANTOPEN, "cannot_open"),
            (rusqlite::ffi::SQLITE_BUSY, "busy"),
            (rusqlite::ffi::SQLITE_NOMEM, "out_of_memory"),
            (rusqlite::ffi::SQLITE_INTERRUPT, "cancelled"),
            (rusqlite::ffi::SQLITE_CONSTRAINT, "internal"),
        ];
        for (number, code) in table {
            let fault = sqlite(number);
            assert_eq!(fault.code(), code, "SQLite {number} maps to {code}");
            let sentence = fault.to_string();
            assert!(sentence.ends_with('。'), "a whole sentence: {sentence}");
            if code != "cancelled" {
                assert!(
                    std::error::Error::source(&fault).is_some(),
                    "{code} keeps the technical cause for the log"
                );
            }
        }
    }

    #[test]
    fn a_full_disk_is_recognised_in_file_errors_too() {
        let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
        let fault = StoreFault::file("写入", Path::new("x"), full);
        assert_eq!(
            fault.code(),
            "disk_full",
            "ENOSPC is a full disk wherever it appears"
        );
    }

    #[test]
    fn room_is_told_in_mebibytes() {
        let fault = StoreFault::NoRoom {
            place: "D:".into(),
            needed: 10 << 20,
            free: (3 << 20) + 5,
        };
        assert!(
            fault.to_string().contains("需要约 10 兆，只剩 3 兆"),
            "needed is rounded up, free is rounded down"
        );
    }
}
