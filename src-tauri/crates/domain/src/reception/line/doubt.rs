//! What a line leaves open, as sentences that name the words and say what to do.

use std::fmt;

/// Something in a line that a person has to look at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Doubt {
    /// What stands where the day does and is none: 32日.
    NoDay(String),
    /// The hour of the visit: the book keeps the day alone.
    Hour(String),
    /// Taken for a village because of where it stands.
    PlaceGuessed(String),
    /// Taken for the visitor, and could be a village.
    PersonGuessed(String),
    /// More than one visitor: the first is the visitor, the others stand in the remark.
    Others {
        /// Who stands in the field.
        first: String,
        /// Who came with them.
        others: Vec<String>,
    },
    /// Somebody whose name is not written.
    Nameless(String),
    /// Called a deputy, and not in the roster.
    UnknownDeputy(String),
    /// Written like a telephone or identity number, and none.
    WrongNumber(String),
    /// A matter for each record.
    SeveralMatters,
    /// Nothing of what was said is left.
    NoContent,
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDay(word) => {
                write!(f, "“{word}”不是日历上的日子，先按今天填写，请核对接待时间")
            }
            Self::Hour(word) => write!(f, "“{word}”没有用上，登记簿只记日期"),
            Self::PlaceGuessed(word) => write!(
                f,
                "没见过“{word}”，按它的位置填在“选区/村组”，不是村名的请改"
            ),
            Self::PersonGuessed(word) => {
                write!(f, "“{word}”填在“来访人”，是村名的请改")
            }
            Self::Others { first, others } => write!(
                f,
                "来访人填“{first}”一位，“{}”写在备注里；要各记一条的，请分开登记",
                others.join("、")
            ),
            Self::Nameless(word) => write!(
                f,
                "“{word}”没有写姓名，问到了请填“来访人”，不愿留名的填“匿名”"
            ),
            Self::UnknownDeputy(word) => write!(
                f,
                "代表名册里没有“{word}”，没有填“接待代表”，请核对姓名或先登记这名代表"
            ),
            Self::WrongNumber(word) => write!(
                f,
                "“{word}”不像完整的电话或身份证号，没有填，请核对后自己填上"
            ),
            Self::SeveralMatters => {
                f.write_str("像是说了几件事，先都写在“反映内容”；分别交办的，请一件登记一条")
            }
            Self::NoContent => f.write_str("没有写反映的事情，请填“反映内容”"),
        }
    }
}
