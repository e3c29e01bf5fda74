//! Why a key could not be had, each with its remedy.

/// What is wrong with a password, card, key file or the keys themselves.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyFault {
    /// No password of this store matches.
    #[error("口令不对。请检查大小写和输入法后再试；忘了口令可以用恢复卡打开，再设新口令。")]
    WrongPassword,
    /// The store has no password at all.
    #[error("这本台账没有设口令。请直接打开，或用恢复卡打开。")]
    NoPassword,
    /// A blank password was offered as a new one.
    #[error("口令不能空着。不想用口令的，请选“不设口令”。")]
    EmptyPassword,
    /// A user without a password was to lose it.
    #[error("没有找到“{0}”的口令。请从用户列表里选。")]
    NoSuchUser(String),
    /// A character that the card never contains.
    #[error("第 {position} 个字“{character}”不在恢复卡用字里。请对照恢复卡改正这个字。")]
    CardCharacter {
        /// Counted from 1, punctuation and blanks left out.
        position: usize,
        /// What was typed there.
        character: char,
    },
    /// Too few or too many characters.
    #[error("恢复卡应有 {needed} 个字，现在是 {found} 个。请检查有没有漏字或多字。")]
    CardLength {
        /// How many were typed.
        found: usize,
        /// How many a card has.
        needed: usize,
    },
    /// All characters are card characters, but they do not belong together.
    #[error("恢复卡有字抄错了，或前后次序错了。请逐字对照恢复卡再输一遍。")]
    CardChecksum,
    /// A whole and correct card, of another store or an older one.
    #[error("这张恢复卡不是这本台账的，或已被新卡替换。请找最近一次打印的恢复卡。")]
    WrongCard,
    /// The key file is not where it belongs.
    #[error("台账文件夹里的钥匙文件“key”不见了。请把它放回原处，或用恢复卡打开。")]
    NoKeyFile,
    /// The key file is there, but is not this store's.
    #[error("台账文件夹里的钥匙文件“key”不是这本台账的，或已损坏。请换回原来的，或用恢复卡打开。")]
    WrongKeyFile,
    /// The store is not opened by a key file.
    #[error("这本台账要用口令打开。请输入口令；忘了口令可以用恢复卡。")]
    PasswordNeeded,
    /// The last everyday way in was to be removed.
    #[error("不能去掉最后一种打开方式，否则只剩恢复卡能打开。请先设一个口令或改成不设口令。")]
    LastWay,
    /// `keys.json` cannot be understood.
    #[error("钥匙文件 keys.json 已损坏，台账打不开。请从备份还原；台账文件不要删。")]
    Damaged,
    /// `keys.json` holds a way in that this store did not write.
    #[error(
        "钥匙文件 keys.json 里有不是这本台账写的打开方式，没有改动。\
         可能有人动过它：请从备份还原，再改口令。"
    )]
    Tampered,
    /// `keys.json` was written by a newer version.
    #[error("钥匙文件 keys.json 是更新版本的程序写的。请先把本机程序升级到最新版。")]
    TooNew,
    /// The system gives no random bytes.
    #[error("系统没有提供安全的随机数，不能生成钥匙。请重启电脑再试。")]
    NoRandomness,
    /// The password computation was refused (not enough memory).
    #[error("核对口令时内存不够。请关掉别的程序后再试。")]
    NoMemory,
}

impl KeyFault {
    /// A stable name of the fault.
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongPassword => "wrong_password",
            Self::NoPassword => "no_password",
            Self::EmptyPassword => "empty_password",
            Self::NoSuchUser(_) => "no_such_user",
            Self::CardCharacter { .. } => "card_character",
            Self::CardLength { .. } => "card_length",
            Self::CardChecksum => "card_checksum",
            Self::WrongCard => "wrong_card",
            Self::NoKeyFile => "no_key_file",
            Self::WrongKeyFile => "wrong_key_file",
            Self::PasswordNeeded => "password_needed",
            Self::LastWay => "last_way",
            Self::Damaged => "keys_damaged",
            Self::Tampered => "keys_tampered",
            Self::TooNew => "too_new",
            Self::NoRandomness => "no_randomness",
            Self::NoMemory => "out_of_memory",
        }
    }
}
