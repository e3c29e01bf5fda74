//! Files between PCs that are not connected: packages of changes, made of well-known parts (`age`
//! around `tar` around `zstd`), and the signed papers that say who may write what.
//!
//! ```text
//! age( tar( manifest.cbor  manifest.sig  runs/0001.cbor.zst  runs/0002.cbor.zst … ) )
//! age( tar( manifest.cbor  manifest.sig  files/2f8e…  files/90a1… ) )        a volume of attachments
//! ```
//!
//! Reading never trusts a length before it was checked, and never unpacks to a path. What a package
//! means to the records is decided in `store`; nothing here knows a database.
//! `docs/package-format.md` describes the format for those who write a reader of their own.
#![deny(missing_docs)]

mod cbor;
mod certificate;
mod dispatch;
mod dispatch_file;
mod fault;
mod identity;
pub mod limits;
mod manifest;
mod office_card;
pub mod parsers;
mod reader;
mod request;
mod revocation;
mod rights;
mod runs;
mod trust;
mod writer;

pub use certificate::{Certificate, Sealed};
pub use dispatch::{Dispatch, DispatchKind, PartMark, Replaced, Verdict};
pub use dispatch_file::{Opened, Part, open_dispatch, write_dispatch};
pub use fault::{Result, SyncFault};
pub use identity::{Identity, Recipient, check_word, fingerprint};
pub use manifest::{Manifest, Mark, Purpose, Reach, mark_of};
pub use office_card::OfficeCard;
pub use reader::{EachFile, Known, Package, Proven};
pub use request::JoinRequest;
pub use revocation::Revocation;
pub use rights::{DeviceKind, Rights};
pub use trust::{Barred, Trust};
pub use writer::{Contents, Feed, Files, PutFile, Written, write, write_volume};

/// The format that this program writes. A reader takes packages whose `min_reader` is not greater.
pub const FORMAT: u64 = 1;
