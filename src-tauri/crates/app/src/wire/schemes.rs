//! 台账方案 and the office's lists.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// One field of the scheme (台账方案).
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct SchemeField {
    /// The register's key.
    pub register: String,
    /// An existing field by key or label; `None` adds one.
    pub field: Option<String>,
    /// Its label from now on.
    pub label: Option<String>,
    /// Whether the office does without it.
    pub hidden: Option<bool>,
    /// Where it stands, from 0.
    pub position: Option<u32>,
    /// For an added one: 文字, 长文字, 日期, 数字, 是否, 单选, 多选, 电话.
    pub sort: Option<String>,
    /// For 单选 and 多选.
    pub choices: Vec<String>,
    /// Said under the field.
    pub hint: Option<String>,
    /// The part of the form it stands in.
    pub section: Option<String>,
}

/// What the office may change of a register.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Scheme {
    /// The register's key.
    pub register: String,
    /// Its title on paper.
    pub title: String,
    /// The title as delivered.
    pub own_title: String,
    /// Other titles that offices use for it.
    pub titles: Vec<String>,
    /// Every field, hidden ones too, in their order.
    pub fields: Vec<SchemeView>,
}

/// One field under the office's scheme.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SchemeView {
    /// Permanent key.
    pub key: String,
    /// Label on screen, paper and sheet.
    pub label: String,
    /// The label as delivered.
    pub own_label: String,
    /// As in the form's schema: `text`, `date`, `choice` …
    pub sort: String,
    /// What it holds, in the office's words.
    pub sort_word: String,
    /// The options, where it is a list.
    pub choices: Vec<String>,
    /// Said under the field.
    pub hint: String,
    /// The office does without it.
    pub hidden: bool,
    /// Why it must stay; empty where it may be hidden.
    pub stays: String,
    /// The office added it.
    pub added: bool,
    /// The part of the form it stands in.
    pub section: String,
    /// Stands in the register print.
    pub printed: bool,
    /// Width on paper, millimetres.
    pub width: f32,
    /// Takes a whole line of the form.
    pub full_line: bool,
    /// A person can write it.
    pub editable: bool,
}

/// The fields of a register in their new order.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Arrange {
    /// The register's key.
    pub register: String,
    /// Every field in order.
    pub fields: Vec<ArrangedField>,
}

/// A field's place.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ArrangedField {
    /// Its key.
    pub field: String,
    /// The part of the form it stands in; empty for none.
    #[serde(default)]
    pub section: String,
}

/// A register's title; the one as delivered when empty.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SetTitle {
    /// The register's key.
    pub register: String,
    /// The title.
    pub title: String,
}

/// A list that the office may change.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct OfficeList {
    /// Its name, e.g. 问题类别.
    pub name: String,
    /// Where it is used: “接待登记簿”的“问题类别”.
    pub used_in: Vec<String>,
    /// The options in order.
    pub options: Vec<ListOption>,
}

/// One option of a list.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ListOption {
    /// Its word.
    pub name: String,
    /// How many records say so.
    #[cfg_attr(test, ts(type = "number"))]
    pub records: u64,
}

/// A list as it is to stand.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SetList {
    /// Its name.
    pub name: String,
    /// The options in order; one that is left out is offered no more, and records keep it.
    pub options: Vec<OptionChange>,
}

/// An option as it is to stand.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct OptionChange {
    /// Its word from now on.
    pub name: String,
    /// Its word until now; records that say so are changed with it. Empty for a new option.
    #[serde(default)]
    pub was: Option<String>,
}

/// A list that was changed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ListChanged {
    /// The operation; `None` where nothing changed.
    pub operation: Option<String>,
    /// How it is called.
    pub title: String,
    /// Records that were changed with a renamed option.
    pub records: u32,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}

/// Changes a list without losing what records still say.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct AmendList {
    /// Its name.
    pub name: String,
    /// The options from now on; empty leaves those there are. What records still say and stands
    /// here neither as it is nor renamed stays, behind the others.
    pub options: Vec<OptionChange>,
    /// Further options, at the end.
    pub add: Vec<String>,
    /// Options that are offered no more; records that say so keep them.
    pub remove: Vec<String>,
}

/// A list that was amended.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ListAmended {
    /// The operation; `None` where nothing changed.
    pub operation: Option<String>,
    /// How it is called.
    pub title: String,
    /// Records that were changed with a renamed option.
    pub records: u32,
    /// Options that were left out of the request and stay, since records say them.
    pub kept: Vec<ListOption>,
    /// Options that are offered no more although records say them; those records are unchanged.
    pub still: Vec<ListOption>,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}
