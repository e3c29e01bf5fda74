//! The two ideas on which the program rests: one definition per record type, and one log of changes of
//! which everything else is a view.
//!
//! Nothing here reads a clock or a disk. The store keeps changes and projections of them; what a
//! change means, and what several changes of one record add up to, is decided here alone.

mod belonging;
mod block;
mod chain;
mod change;
mod codec;
mod column;
mod columns;
mod conflict;
pub(crate) mod definition;
mod digest;
mod fault;
mod field;
mod field_type;
mod help;
mod identity;
mod merge;
mod partition;
mod parts;
mod record_type;
mod registry;
mod row;
mod run;
mod scheme;
mod shelf;
mod signed_head;
mod validate;
mod value;
mod words;
mod written;

pub use block::{BlockWriter, Body, Entry, read_block, salt_of};
pub use chain::{Chain, LEAF_SIZE, Leaf, Link, body_hash, head_hash};
pub use change::{Change, Life, OperationHead, Source, Stamp, VersionVector, Write, Writes};
pub use codec::{
    CodecFault, decode_places, decode_writes, encode_first, encode_places, encode_writes,
};
pub(crate) use column::columns;
pub use column::{Column, Declared, Held, Reads, Reference, Several, Text, TypedRow, View, Worded};
pub use columns::Scheme;
pub use conflict::ConflictId;
pub use definition::{
    AskedOfSheet, Begin, Beginning, Check, CheckBeside, Children, Complete, Compute, ComputeByDay,
    Field, Origin, RecordType, SetShown, Show,
};
pub use digest::{Digest, DigestBuilder};
pub use fault::{FieldFault, Severity};
pub use field_type::{
    Conflict, Course, FieldType, Follows, Need, Offer, Privacy, Reached, SearchAs, WrittenBy,
};
pub use help::{help_labels, help_line};
pub use identity::{DeviceId, FieldKey, KindKey, OperationId, RecordId};
pub use merge::{
    BesideMark, FieldState, Intake, RecordState, Rival, Sequenced, beside_mark, heads, merge,
    merge_as, seen_by_all,
};
pub use partition::{Home, Partition, STATION_FIELD, Surroundings};
pub use parts::{
    ChildWrite, Foremost, Inherits, Joined, Mirror, ParentLink, Register, Serial, TwoInOne,
};
pub use registry::Registry;
pub use run::Run;
pub use scheme::{
    LIST_ENTRY, SCHEME_KIND, SchemeEntry, SchemeFault, WHOLE_REGISTER, check_choices, headings_of,
    scheme_type,
};
pub use shelf::Shelf;
pub use signed_head::SignedHead;
pub use validate::validate;
pub use value::{Item, Row, Value};
pub(crate) use words::words;
pub use written::{Written, read_written, show, show_in, split};
