//! The fields of the record types in this folder, each with what it holds.

use crate::dates::PartialDate;
use crate::record::{Text, columns};

columns! {
    /// The fields of “规则”.
    RuleRecord of "rule";
    RULE: Text = "rule",
    VALUE: i64 = "value",
    UNIT: Text = "unit",
    PART: Text = "part",
    BEGINS: Text = "begins",
    FROM: PartialDate = "from",
    BASIS: Text = "basis",
    ADVICE: bool = "advice",
}
