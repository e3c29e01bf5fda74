//! What can be wrong with a package.

use std::io;

use domain::record::CodecFault;

/// A result of this crate.
pub type Result<T> = std::result::Result<T, SyncFault>;

/// Why a file cannot be made or taken.
#[derive(thiserror::Error, Debug)]
pub enum SyncFault {
    /// Reading or writing failed.
    #[error("文件读写不成：{0}。请检查U盘是否插好、空间是否够，再试一次。")]
    Io(#[from] io::Error),
    /// No package at all.
    #[error("这个文件不是数据包。请选扩展名为 .rdx 的文件。")]
    NotAPackage,
    /// The addressees are others.
    #[error("这个数据包不是发给本机的，打不开。请让对方在“交换”里选本机为收件方，重新导出。")]
    NotForUs,
    /// It ends too early or was altered on the way.
    #[error("数据包不完整或被改动过（{0}）。请重新拷贝；还不行就让对方重新导出。")]
    Damaged(&'static str),
    /// It claims more than a package may hold.
    #[error("数据包里的{0}超过上限，为防破坏没有读它。请让对方重新导出。")]
    TooLarge(&'static str),
    /// A newer program made it.
    #[error("数据包由更新的程序制作（格式 {0}），本机还读不了，已经放在一边。请先升级本机的程序。")]
    TooNew(u64),
    /// The signature is not its sender's.
    #[error("数据包的签名不对：不是它写明的发件人做的。没有接收。")]
    BadSignature,
    /// The sender was let in by nobody, or by another office.
    #[error("发件的电脑没有在本单位入网。请让对方先办入网，或核对是不是别的乡镇的数据包。")]
    Stranger,
    /// It belongs to another office.
    #[error("这是别的单位的数据包，没有接收。")]
    OtherOffice,
    /// Not a request to be let in.
    #[error("这个文件不是入网申请，或被改动过。请让对方重新生成。")]
    NotARequest,
    /// Not the card of an office.
    #[error("这个文件不是收件卡，或被改动过。请让对方重新生成。")]
    NotACard,
    /// Nobody to send to.
    #[error("没有选收件的电脑。")]
    NoAddressee,
    /// A key cannot be read.
    #[error("密钥读不出来：{0}")]
    Key(String),
}

impl From<minicbor::decode::Error> for SyncFault {
    fn from(_: minicbor::decode::Error) -> Self {
        Self::Damaged("内容读不懂")
    }
}

impl From<CodecFault> for SyncFault {
    fn from(_: CodecFault) -> Self {
        Self::Damaged("登记内容读不懂")
    }
}

/// A package ends where its cipher ends: what `age` and `tar` cannot read is damage; a failing disk
/// is told as such.
pub(crate) fn reading(fault: io::Error) -> SyncFault {
    match fault.kind() {
        io::ErrorKind::UnexpectedEof
        | io::ErrorKind::InvalidData
        | io::ErrorKind::InvalidInput
        | io::ErrorKind::Other => SyncFault::Damaged("读到一半断了"),
        _ => SyncFault::Io(fault),
    }
}
