//! What offices call their books. The first of each is what this program delivers; the others are
//! offered when a book is renamed.

use crate::activity::ACTIVITY;
use crate::contact::{CONTACT, ELECTOR};
use crate::dossier::DOSSIER;
use crate::opinion::OPINION;
use crate::reception::VISITOR;
use crate::roster::DEPUTY;

/// Other titles for the book of a record type; empty where none is usual.
#[must_use]
pub fn titles_of(record_type: &str) -> &'static [&'static str] {
    match record_type {
        VISITOR => &[
            "代表接待选民（群众）登记簿",
            "选民接待登记簿",
            "接待群众登记簿",
            "民情登记簿",
            "接待日登记簿",
        ],
        ACTIVITY => &[
            "代表活动记录簿",
            "代表小组活动记录簿",
            "代表活动签到簿",
            "学习记录簿",
            "议事日记录簿",
        ],
        OPINION => &[
            "群众意见建议办理簿",
            "意见建议收集办理（督办）簿",
            "问题交办台账",
            "社情民意办理登记簿",
        ],
        DEPUTY => &["代表名册", "代表花名册", "代表信息册", "进站代表信息册"],
        ELECTOR | CONTACT => &[
            "代表联系选民手册",
            "联系选民（群众）名册",
            "联系选民记载手册",
            "联系台账",
        ],
        DOSSIER => &["代表履职档案", "履职登记表", "履职手册", "履职纪实台账"],
        _ => &[],
    }
}
