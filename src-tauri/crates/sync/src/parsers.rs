//! Every reader of bytes that come from outside, without the keys and signatures in front of it: what
//! fuzzing calls (`fuzz/`, `tests/fuzzing.rs`). Each takes any bytes, panics on none, and holds nothing
//! larger than [`crate::limits`] allow.

use domain::record::{Body, DeviceId, Link, Partition, decode_writes, read_block};
use minicbor::Decoder;

use crate::certificate::{Certificate, Sealed};
use crate::fault::{Result, SyncFault, reading};
use crate::manifest::Manifest;
use crate::reader::{each_file_in, each_run_in, headed, unpack};
use crate::request::JoinRequest;
use crate::revocation::Revocation;
use crate::runs::{Bare, chained, read_run};

/// A manifest.
///
/// # Errors
/// Whatever is no manifest.
pub fn manifest(bytes: &[u8]) -> Result<()> {
    Manifest::read(bytes).map(drop)
}

/// What a certificate says, as it was signed.
///
/// # Errors
/// Whatever is no certificate.
pub fn certificate(bytes: &[u8]) -> Result<()> {
    Certificate::read(bytes).map(drop)
}

/// What a revocation says, as it was signed.
///
/// # Errors
/// Whatever is no revocation.
pub fn revocation(bytes: &[u8]) -> Result<()> {
    Revocation::read(bytes).map(drop)
}

/// A signed paper, and what may be in it.
///
/// # Errors
/// Whatever is no paper.
pub fn paper(bytes: &[u8]) -> Result<()> {
    let sealed = Sealed::from_bytes(bytes)?;
    let (one, other) = (certificate(&sealed.body), revocation(&sealed.body));
    one.or(other)
}

/// A request to be let in.
///
/// # Errors
/// Whatever is no request.
pub fn request(bytes: &[u8]) -> Result<()> {
    JoinRequest::from_file(bytes).map(drop)
}

/// Runs of changes, unpacked, with the changes in them.
///
/// # Errors
/// Whatever are no runs.
pub fn runs(bytes: &[u8]) -> Result<()> {
    let mut d = Decoder::new(bytes);
    while d.position() < bytes.len() {
        changes_of(&read_run(&mut d)?)?;
    }
    Ok(())
}

/// A packed segment of runs.
///
/// # Errors
/// Whatever is no segment.
pub fn segment(bytes: &[u8]) -> Result<()> {
    runs(&unpack(bytes, crate::limits::UNPACKED)?)
}

/// The archive inside a package: its manifest, its runs, its attachments.
///
/// # Errors
/// Whatever is no such archive.
pub fn archive(bytes: &[u8]) -> Result<()> {
    let mut opened = tar::Archive::new(bytes);
    let mut entries = opened.entries().map_err(reading)?;
    let (said, _) = headed(&mut entries)?;
    let said = manifest(&said);
    let runs = each_run_in::<_, SyncFault>(tar::Archive::new(bytes), |bare| changes_of(&bare));
    let files = each_file_in::<_, SyncFault>(tar::Archive::new(bytes), &mut |_, _, content| {
        std::io::copy(content, &mut std::io::sink())?;
        Ok(())
    });
    said.and(runs).and(files)
}

fn changes_of(bare: &Bare) -> Result<()> {
    for block in &bare.blocks {
        read_block::<SyncFault>(block, |entry| {
            if let Body::Written(body, _) = entry.body {
                decode_writes(body)?;
            }
            Ok(())
        })?;
    }
    let nobody = DeviceId(uuid::Uuid::nil());
    let partition = bare.partition.clone().unwrap_or(Partition::Township);
    chained(bare, &Link::default(), nobody, &partition).map(drop)
}
