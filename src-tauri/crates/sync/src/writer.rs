//! Writing a package: under another name, flushed, read back, and only then under its own.

use std::fs::{self, File};
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use domain::record::Run;

use crate::fault::{Result, SyncFault, reading};
use crate::identity::{Identity, Recipient};
use crate::limits;
use crate::manifest::Manifest;
use crate::reader::{FILES, MANIFEST, PACKED, RUNS, SIGNATURE};
use crate::runs::write_run;

/// zstd's level for segments: an export of 100,000 changes stays under two seconds.
const LEVEL: i32 = 6;
/// While it is written a package has this behind its name.
const PART: &str = ".part";

/// A package that was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// Where.
    pub path: PathBuf,
    /// Bytes of the file.
    pub bytes: u64,
    /// BLAKE3 of the file.
    pub digest: [u8; 32],
}

/// A package before its runs.
#[derive(Clone, Copy, Debug)]
pub struct Contents<'a> {
    /// What it says about itself.
    pub manifest: &'a Manifest,
    /// Who makes it.
    pub sender: &'a Identity,
    /// Who can open it.
    pub recipients: &'a [Recipient],
}

/// Feeds the runs of a package to its writer, device by device and partition by partition, in the
/// order of their numbers, as the manifest's reaches say.
pub type Feed<'a, E> = &'a mut dyn FnMut(
    &mut dyn FnMut(Run) -> std::result::Result<(), E>,
) -> std::result::Result<(), E>;

/// Takes an attachment: the BLAKE3 of its content, and the content.
pub type PutFile<'a, E> = &'a mut dyn FnMut(&[u8; 32], &[u8]) -> std::result::Result<(), E>;

/// Hands the contents of attachments over, one after another.
pub type Files<'a, E> = &'a mut dyn FnMut(PutFile<'_, E>) -> std::result::Result<(), E>;

/// Writes a package. A file of that name is replaced only once the new one was read back whole; after
/// any failure it is as it was, and no `.part` is left where the disk lets it be removed.
///
/// # Errors
/// Nobody to write to; a full or failing disk; what `feed` answers.
pub fn write<E: From<SyncFault>>(
    path: &Path,
    contents: &Contents<'_>,
    feed: Feed<'_, E>,
) -> std::result::Result<Written, E> {
    write_with(path, &Head::of(contents), |archive| {
        let mut segment: Vec<u8> = Vec::new();
        let mut count = 0_u32;
        let mut close = |segment: &mut Vec<u8>| -> Result<()> {
            if segment.is_empty() {
                return Ok(());
            }
            count += 1;
            let packed = pack(segment)?;
            segment.clear();
            append(archive, &format!("{RUNS}{count:04}{PACKED}"), &packed)
        };
        feed(&mut |run| {
            write_run(&mut segment, &run);
            if segment.len() >= limits::SEGMENT_FULL {
                close(&mut segment)?;
            }
            Ok(())
        })?;
        Ok(close(&mut segment)?)
    })
}

/// Writes a volume of attachments, as they are: pictures and PDF files do not get smaller.
///
/// # Errors
/// As [`write`].
pub fn write_volume<E: From<SyncFault>>(
    path: &Path,
    contents: &Contents<'_>,
    files: Files<'_, E>,
) -> std::result::Result<Written, E> {
    write_with(path, &Head::of(contents), |archive| {
        files(&mut |hash, content| {
            let name = format!("{FILES}{}", blake3::Hash::from_bytes(*hash).to_hex());
            Ok(append(archive, &name, content)?)
        })
    })
}

/// What stands in front of an archive: the bytes that say what it is, and the signature over them.
pub(crate) struct Head<'a> {
    pub(crate) bytes: Vec<u8>,
    pub(crate) signature: [u8; 64],
    pub(crate) recipients: &'a [Recipient],
}

impl<'a> Head<'a> {
    fn of(contents: &Contents<'a>) -> Self {
        let bytes = contents.manifest.to_bytes();
        Self {
            signature: Manifest::sign(&bytes, contents.sender),
            bytes,
            recipients: contents.recipients,
        }
    }
}

pub(crate) type Archive = tar::Builder<age::stream::StreamWriter<Hashing<BufWriter<File>>>>;

pub(crate) fn write_with<E: From<SyncFault>>(
    path: &Path,
    head: &Head<'_>,
    fill: impl FnOnce(&mut Archive) -> std::result::Result<(), E>,
) -> std::result::Result<Written, E> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(PART);
    let part = path.with_file_name(name);
    let written = write_part(&part, head, fill).and_then(|digest| {
        settle(&part, path, &digest)
            .map(|bytes| Written {
                path: path.to_owned(),
                bytes,
                digest,
            })
            .map_err(E::from)
    });
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    written
}

fn write_part<E: From<SyncFault>>(
    part: &Path,
    head: &Head<'_>,
    fill: impl FnOnce(&mut Archive) -> std::result::Result<(), E>,
) -> std::result::Result<[u8; 32], E> {
    let mut archive = begin(part, head)?;
    fill(&mut archive)?;
    Ok(end(archive)?)
}

/// An archive that begins with the manifest and its signature.
fn begin(part: &Path, head: &Head<'_>) -> Result<Archive> {
    let recipients: Vec<age::x25519::Recipient> = head
        .recipients
        .iter()
        .map(Recipient::age)
        .collect::<Result<_>>()?;
    let all = recipients.iter().map(|it| it as &dyn age::Recipient);
    let encryptor = age::Encryptor::with_recipients(all).map_err(|_| SyncFault::NoAddressee)?;
    let hashing = Hashing {
        inner: BufWriter::new(File::create(part)?),
        hasher: blake3::Hasher::new(),
    };
    let mut archive = tar::Builder::new(encryptor.wrap_output(hashing)?);
    if head.bytes.len() as u64 > limits::MANIFEST {
        return Err(SyncFault::TooLarge("说明"));
    }
    append(&mut archive, MANIFEST, &head.bytes)?;
    append(&mut archive, SIGNATURE, &head.signature)?;
    Ok(archive)
}

/// Ends the archive and the cipher; the file is on the disk when this answers its BLAKE3.
fn end(archive: Archive) -> Result<[u8; 32]> {
    let Hashing { inner, hasher } = archive.into_inner()?.finish()?;
    let file = inner
        .into_inner()
        .map_err(|it| SyncFault::Io(it.into_error()))?;
    file.sync_all()?;
    Ok(*hasher.finalize().as_bytes())
}

/// Reads the file back and gives it its name.
fn settle(part: &Path, path: &Path, digest: &[u8; 32]) -> Result<u64> {
    let mut file = File::open(part)?;
    let mut hasher = blake3::Hasher::new();
    let bytes = std::io::copy(&mut file, &mut hasher)?;
    if hasher.finalize().as_bytes() != digest {
        return Err(SyncFault::Damaged("写到盘上的和要写的不一样，U盘可能坏了"));
    }
    drop(file);
    fs::rename(part, path)?;
    if let Some(folder) = path.parent()
        && let Ok(folder) = File::open(if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        })
    {
        // A stick's file system may not know how to flush a folder.
        let _ = folder.sync_all();
    }
    Ok(bytes)
}

pub(crate) fn pack(segment: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let mut encoder = zstd::stream::read::Encoder::new(segment, LEVEL).map_err(reading)?;
    encoder.window_log(limits::WINDOW_LOG).map_err(reading)?;
    encoder.read_to_end(&mut packed).map_err(reading)?;
    Ok(packed)
}

pub(crate) fn append<W: Write>(
    archive: &mut tar::Builder<W>,
    name: &str,
    bytes: &[u8],
) -> Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o644);
    header.set_mtime(0);
    header.set_entry_type(tar::EntryType::Regular);
    archive.append_data(&mut header, name, bytes)?;
    Ok(())
}

/// Hashes what is written.
pub(crate) struct Hashing<W> {
    inner: W,
    hasher: blake3::Hasher,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}
