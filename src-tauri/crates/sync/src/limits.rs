//! What a package may claim at most. Each is checked before anything of that size is held.

/// Bytes of a manifest.
pub const MANIFEST: u64 = 4 * 1024 * 1024;
/// Bytes of one packed segment of runs.
pub const SEGMENT: u64 = 64 * 1024 * 1024;
/// Bytes of all segments of a package, unpacked.
pub const UNPACKED: u64 = 512 * 1024 * 1024;
/// Bytes of one run of changes, unpacked.
pub const RUN: u64 = 256 * 1024 * 1024;
/// Bytes of one block of changes.
pub const BLOCK: usize = 64 * 1024 * 1024;
/// Changes of a package.
pub const CHANGES: u64 = 2_000_000;
/// Segments of a package.
pub const SEGMENTS: usize = 10_000;
/// The window of zstd, as a power of two: 8 MiB.
pub const WINDOW_LOG: u32 = 23;
/// Places (device and partition), certificates and so on in a manifest.
pub const LISTED: u64 = 20_000;
/// Bytes of a text in a manifest, a request or a certificate.
pub const TEXT: usize = 4_096;
/// Bytes of a request to be let in.
pub const REQUEST: u64 = 16 * 1024;
/// So many unpacked bytes make a segment, for a writer.
pub const SEGMENT_FULL: usize = 4 * 1024 * 1024;
/// Bytes of one attachment.
pub const FILE: u64 = 64 * 1024 * 1024;
/// Bytes of the attachments in one volume: the file stays below what FAT32 and old tools bear.
pub const VOLUME: u64 = 1024 * 1024 * 1024;
/// Parts of a dispatch.
pub const PARTS: u64 = 64;
/// Bytes of one part of a dispatch, packed.
pub const PART_PACKED: u64 = 16 * 1024 * 1024;
/// Bytes of all parts of a dispatch, unpacked.
pub const PARTS_UNPACKED: u64 = 64 * 1024 * 1024;
