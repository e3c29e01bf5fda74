//! 代表结构统计: figures, and the people behind each.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::{ListRow, Where};

/// Whose structure: the whole roster, or a part of it.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct StructureRequest {
    /// All of these hold, e.g. 代表小组 = 第一代表小组.
    #[serde(rename = "where")]
    pub conditions: Vec<Where>,
}

/// The table of structure.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct StructureTable {
    /// The level whose deputies are counted.
    pub level: String,
    /// The day of the ages.
    pub day: String,
    /// How many are counted.
    pub total: u32,
    /// By one thing after the other.
    pub groups: Vec<StructureBlock>,
}

/// One thing by which deputies are counted; the last is who is not counted, with the key `apart`.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct StructureBlock {
    /// Key.
    pub key: String,
    /// As the form writes it.
    pub title: String,
    /// Figures.
    pub lines: Vec<StructureFigure>,
}

/// One figure.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct StructureFigure {
    /// Key within its block.
    pub key: String,
    /// As the form writes it.
    pub title: String,
    /// How many.
    pub count: u32,
    /// Of a hundred of all, to one place; `None` where nobody is counted or it is no share of all.
    pub percent: Option<f64>,
    /// The one condition on the roster that finds the same people among those of the own level,
    /// where one can say it; field by its key.
    pub condition: Option<Where>,
}

/// Whose names stand behind a figure.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct StructurePeople {
    /// As the table was asked for.
    #[serde(default)]
    pub table: StructureRequest,
    /// The block's key; `all` for everybody who is counted.
    pub block: String,
    /// The figure's key; empty for `all`.
    #[serde(default)]
    pub line: String,
}

/// The people behind a figure, in the order of the roster.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PeopleOfFigure {
    /// Rows of the roster.
    pub rows: Vec<ListRow>,
}
