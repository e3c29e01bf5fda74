//! Files between PCs: who is let in, what a package brings, what was sent and received.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::FileRef;

/// A PC without a store asks to be let in.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct AskToJoin {
    /// What people call it.
    pub name: String,
    /// The password of the new store; without one a key file opens it.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub password: Option<String>,
    /// Where the request goes.
    pub out: FileRef,
}

/// A request to be let in.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct AskedToJoin {
    /// Eight characters that are compared over the telephone.
    pub fingerprint: String,
    /// Where the request lies.
    pub path: String,
    /// The recovery card of the new store, shown this once; empty where the store was there already.
    pub recovery: String,
}

/// The office's answer to a request.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct JoinByAnswer {
    /// The package.
    pub file: FileRef,
}

/// A PC that was let in.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct JoinedOffice {
    /// The office's name.
    pub office: String,
    /// Eight characters of the office's own key, to be compared over the telephone.
    pub fingerprint: String,
    /// This PC's device.
    pub device: String,
    /// How many records came.
    pub records: u32,
}

/// A request looked at before it is answered.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct RequestFile {
    /// The request.
    pub file: FileRef,
}

/// What a request says.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct RequestSays {
    /// What the PC calls itself.
    pub name: String,
    /// Eight characters that are compared over the telephone.
    pub fingerprint: String,
    /// The device.
    pub device: String,
    /// The program that wrote it.
    pub program: String,
    /// Whether the device is let in already.
    pub known: bool,
}

/// Lets a PC in.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct EnrolDevice {
    /// The request.
    pub file: FileRef,
    /// `station` or `pc`.
    pub kind: String,
    /// The station whose PC it is, by id or name; for `station` alone.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub station: Option<String>,
    /// What the office calls it; without one, what it calls itself.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub name: Option<String>,
    /// Where the answer goes.
    pub out: FileRef,
}

/// A PC was let in.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Enrolled {
    /// Eight characters that were compared over the telephone.
    pub fingerprint: String,
    /// The device.
    pub device: String,
    /// What the office calls it.
    pub name: String,
    /// Where the answer lies.
    pub path: String,
    /// The operation; empty where the device was let in before.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub operation: Option<String>,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}

/// Puts a PC out.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct RevokeDevice {
    /// The device, by number, name or eight characters.
    pub device: String,
    /// Why.
    pub reason: String,
}

/// A PC was put out.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Revoked {
    /// The device.
    pub device: String,
    /// What the office calls it.
    pub name: String,
    /// The operation.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub operation: Option<String>,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}

/// A PC of the office.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct DeviceLine {
    /// The device's number, 32 hexadecimal digits in groups.
    pub device: String,
    /// What the office calls it.
    pub name: String,
    /// `station` or `pc`.
    pub kind: String,
    /// The station's name; empty for a PC of the office.
    pub station: String,
    /// Eight characters that are compared over the telephone.
    pub fingerprint: String,
    /// The letter before its numbers.
    pub series: String,
    /// When a package for it was made last, `YYYY-MM-DD HH:MM`.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub last_sent: Option<String>,
    /// When a package of it was taken in last, `YYYY-MM-DD HH:MM`.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub last_received: Option<String>,
    /// Days since then; also counted from the day it was let in.
    #[cfg_attr(test, ts(optional))]
    pub silent_days: Option<u32>,
    /// How many changes it may see and, as far as is known, has not.
    #[cfg_attr(test, ts(type = "number"))]
    pub lacks: u64,
    /// Whether it was put out.
    pub revoked: bool,
    /// Why.
    pub reason: String,
    /// Whether it is this PC.
    pub own: bool,
}

/// The PCs of the office.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Devices {
    /// Each one.
    pub devices: Vec<DeviceLine>,
    /// Whether this PC holds the office's root key and can let others in.
    pub may_enrol: bool,
    /// Eight characters of the office's own key; empty while it has none.
    pub office: String,
    /// Whether this PC asked to be let in and waits for the answer.
    pub waiting: bool,
}

/// A package is to be made.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ExportPackage {
    /// For whom: devices by number, name or eight characters.
    pub to: Vec<String>,
    /// Where it goes.
    pub out: FileRef,
}

/// A package was made.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PackageMade {
    /// How many changes are in it.
    #[cfg_attr(test, ts(type = "number"))]
    pub changes: u64,
    /// How many attachments go with it.
    pub attachments: u32,
    /// Bytes of all its files.
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
    /// Where it lies.
    pub path: String,
    /// The files of its attachments.
    pub volumes: Vec<String>,
    /// Counts the packages made here.
    #[cfg_attr(test, ts(type = "number"))]
    pub number: u64,
    /// Eight characters by which sender and receiver compare the file.
    pub check: String,
    /// Names of those it is for.
    pub to: Vec<String>,
}

/// A package that was chosen.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PackageFile {
    /// The file.
    pub file: FileRef,
}

/// A package is taken in.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ApplyPackage {
    /// The file.
    pub file: FileRef,
    /// Also where it changes or voids unusually much.
    #[serde(default)]
    #[cfg_attr(test, ts(as = "Option<bool>", optional))]
    pub anyway: bool,
}

/// A field that becomes something else.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct FieldChange {
    /// Its label.
    pub label: String,
    /// What stands there; empty for nothing.
    pub before: String,
    /// What will stand there.
    pub after: String,
    /// Whether somebody here wrote something else meanwhile, so that a person decides.
    pub conflict: bool,
}

/// A record that a package changes.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct RecordChange {
    /// The register's key, or the type's for rows inside a record.
    pub register: String,
    /// Its title.
    pub title: String,
    /// The record.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// `new`, `changed`, `voided` or `restored`.
    pub happening: String,
    /// Fields that differ; for a new record those that it fills.
    pub fields: Vec<FieldChange>,
}

/// A change that is not taken in.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct RefusedChange {
    /// The register's key, or the type's for rows inside a record.
    pub register: String,
    /// The record.
    pub id: String,
    /// Whose change it is.
    pub device: String,
    /// Why, as a sentence.
    pub reason: String,
}

/// What a package does, or would do.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PackageReport {
    /// The package.
    pub package: String,
    /// Who made it.
    pub from: String,
    /// When, `YYYY-MM-DD HH:MM` by the sender's clock.
    pub made: String,
    /// Counts the sender's packages.
    #[cfg_attr(test, ts(type = "number"))]
    pub number: u64,
    /// A sentence from the sender.
    pub note: String,
    /// Records that are new.
    pub new: u32,
    /// Records that become something else.
    pub changed: u32,
    /// Records that are voided.
    pub voided: u32,
    /// Records that stand again.
    pub restored: u32,
    /// Records in which a person has to decide between two values.
    pub conflicts: u32,
    /// Changes that are not taken in.
    pub refused: Vec<RefusedChange>,
    /// What is missing before other changes, as sentences.
    pub missing: Vec<String>,
    /// Nothing in it is new.
    pub already: bool,
    /// Unusually much would change or vanish: sentences for a red stop.
    pub alarms: Vec<String>,
    /// What else the receiver should know: a clock, a clone, a program too old.
    pub warnings: Vec<String>,
    /// The first records, field by field.
    pub records: Vec<RecordChange>,
    /// Attachments that came with it.
    pub attachments: u32,
    /// Attachments of which only the name came.
    pub attachments_missing: u32,
    /// By which `package undo` and the list of packages name it; only once it was taken in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub operation: Option<String>,
    /// Eight characters that the receiver tells the sender; only once it was taken in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub receipt: Option<String>,
    /// Kinds of records that changed.
    pub kinds: Vec<String>,
}

/// The newest package is taken out again.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PackageUndone {
    /// The package.
    pub package: String,
    /// The same, where operations are named.
    pub operation: String,
    /// Who had made it.
    pub from: String,
    /// Changes that went out with it.
    #[cfg_attr(test, ts(type = "number"))]
    pub undone: u64,
    /// Kinds of records that changed.
    pub changed: Vec<String>,
}

/// A package is sent back.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ReturnPackage {
    /// The file.
    pub file: FileRef,
    /// Why.
    pub reason: String,
    /// Where the answer goes.
    pub out: FileRef,
}

/// A package that was sent or received.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PackageLine {
    /// The package.
    pub package: String,
    /// Whether it was made here.
    pub sent: bool,
    /// When, `YYYY-MM-DD HH:MM`.
    pub on: String,
    /// From or to whom.
    pub who: String,
    /// The file's name.
    pub file: String,
    /// Changes in it, or taken from it.
    #[cfg_attr(test, ts(type = "number"))]
    pub changes: u64,
    /// The characters to compare.
    pub check: String,
    /// `sent`, `applied`, `undone`, `returned`.
    pub state: String,
    /// What is to be said about it.
    pub note: String,
}

/// Packages sent and received, the newest first.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Packages {
    /// Each one.
    pub packages: Vec<PackageLine>,
    /// Whether the newest that was received can be taken out again.
    pub undoable: bool,
}
