//! A backup file: one `tar` with a seal behind it.
//!
//! ```text
//! manifest.json  keys.json  store.db  attachments/<hash>…  two zero blocks
//! "LVBAK\x01\r\n"  BLAKE3 of all before  BLAKE3 of that hash, keyed by the backup
//! ```
//!
//! The database in it has a key of its own, which stands in `keys.json` under the store's. So a
//! backup follows when the store's key changes by having that file alone written anew, and the
//! store's former key then opens nothing of it.
//!
//! The plain hash finds a damaged or half-copied file before any key is known; the keyed one
//! finds a changed file. Any tar program can look inside; what is there is encrypted.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
    path::Path,
};

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::files::{ATTACHMENTS, DATABASE, KEYS};
use crate::{
    attachments, durable,
    error::{Result, StoreFault},
    keys::{Key, KeyFault, KeyRing, Sealed},
    noted_head::NotedHead,
};

/// The ending of backup files.
pub const EXTENSION: &str = "lvbak";
const FORMAT: u32 = 1;
const MANIFEST: &str = "manifest.json";
const SEAL_MAGIC: &[u8; 8] = b"LVBAK\x01\r\n";
const SEAL: u64 = 8 + 32 + 32;
/// `manifest.json` and `keys.json` are read into memory.
const SMALL_FILE_LIMIT: u64 = 1024 * 1024;

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// First start of a day.
    FirstOfDay,
    /// Before an import or package.
    BeforeImport,
    /// Before a restore.
    BeforeRestore,
    /// Before a new version changes the log's tables.
    BeforeUpgrade,
    /// Asked for by a person.
    ByHand,
}

impl Reason {
    /// All reasons.
    pub const ALL: [Self; 5] = [
        Self::FirstOfDay,
        Self::BeforeImport,
        Self::BeforeRestore,
        Self::BeforeUpgrade,
        Self::ByHand,
    ];

    /// As it stands in the file name and on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::FirstOfDay => "每日",
            Self::BeforeImport => "导入前",
            Self::BeforeRestore => "还原前",
            Self::BeforeUpgrade => "升级前",
            Self::ByHand => "手工",
        }
    }
}

/// What goes into a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contents {
    /// Records and attachments: for another disk or a stick.
    Everything,
    /// Records alone: for the store's own folder, where the attachments, which never change,
    /// lie beside the backup.
    RecordsOnly,
}

/// What a backup is to be.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Local time, for its name.
    pub now: NaiveDateTime,
    /// Why it is made.
    pub reason: Reason,
    /// With or without attachments.
    pub contents: Contents,
}

/// What the records of a database come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The digest.
    pub digest: String,
    /// How many operations of each device there are, by the device's name.
    pub operations: BTreeMap<String, u64>,
    /// How far each device came in the log, signed.
    pub heads: Vec<NotedHead>,
}

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Layout of the file.
    pub format: u32,
    /// Version of the program that wrote it.
    pub program: String,
    /// When it was made, local time.
    pub made: NaiveDateTime,
    /// Why.
    pub reason: Reason,
    /// With or without attachments.
    pub contents: Contents,
    /// Which store it is of ([`KeyRing::store`]).
    pub store: String,
    /// How many operations of each device it holds, by the device's name.
    pub operations: BTreeMap<String, u64>,
    /// How far each device had come in the log, signed: a log that says something else later was
    /// altered.
    pub heads: Vec<NotedHead>,
    /// The store's digest as the caller computes it.
    pub digest: String,
    /// How many attachments are in it.
    pub attachments: u64,
}

impl Manifest {
    pub(super) fn new(asked: &Asked, store: &str, said: Said) -> Self {
        Self {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            made: asked.now,
            reason: asked.reason,
            contents: asked.contents,
            store: store.to_owned(),
            operations: said.operations,
            heads: said.heads,
            digest: said.digest,
            attachments: 0,
        }
    }
}

/// `keys.json` of a backup.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Lock {
    /// The ways to the store's key.
    pub ring: KeyRing,
    /// The backup's key under the store's.
    key: Sealed,
    /// The key that the store had when the backup was made, under the backup's: attachments in it
    /// open with that.
    store_key: Sealed,
}

impl Lock {
    pub(super) fn new(ring: KeyRing, store: &Key, backup: &Key) -> Result<Self> {
        Ok(Self {
            ring,
            key: Sealed::of(backup, store)?,
            store_key: Sealed::of(store, backup)?,
        })
    }

    pub(super) fn parse(json: &[u8]) -> Result<Self> {
        #[derive(Deserialize)]
        struct Head {
            ring: serde_json::Value,
        }
        let broken = || StoreFault::bad_backup("里面的钥匙文件读不出来");
        let head: Head = serde_json::from_slice(json).map_err(|_| broken())?;
        // A ring of a later layout is told as such.
        match KeyRing::parse(head.ring.to_string().as_bytes()) {
            Ok(_) => serde_json::from_slice(json).map_err(|_| broken()),
            Err(fault @ KeyFault::TooNew) => Err(fault.into()),
            Err(_) => Err(broken()),
        }
    }

    /// The backup's key and the one for its attachments.
    pub(super) fn open(&self, store: &Key) -> Option<(Key, Key)> {
        let backup = self.key.open(store)?;
        let then = self.store_key.open(&backup)?;
        Some((backup, then))
    }

    /// The same backup under the store's new key.
    fn renewed(&self, old: &Key, new: &Key, ring: &KeyRing) -> Result<Self> {
        let (backup, _) = self
            .open(old)
            .ok_or_else(|| StoreFault::bad_backup("钥匙对不上"))?;
        Ok(Self {
            ring: ring.clone(),
            key: Sealed::of(&backup, new)?,
            store_key: self.store_key.clone(),
        })
    }

    pub(super) fn to_json(&self) -> Result<Vec<u8>> {
        serde_json::to_vec_pretty(self).map_err(|e| StoreFault::Sql(Box::new(e)))
    }
}

/// Writes a backup: manifest, keys, the database copy and the attachments given as folder.
pub(super) fn write(
    out: &mut File,
    manifest: &Manifest,
    keys: &[u8],
    database: &Path,
    attachments: Option<&Path>,
    key: &Key,
) -> io::Result<()> {
    let files = match attachments {
        Some(dir) => attachments::files_in(dir).map_err(io::Error::other)?,
        None => Vec::new(),
    };
    let manifest = Manifest {
        attachments: files.len() as u64,
        ..manifest.clone()
    };
    let mut out = Hashing::new(BufWriter::new(out));
    write_entries(&mut out, &manifest, keys, |tar, seconds| {
        append_file(tar, DATABASE, database, seconds)?;
        for (hash, _) in &files {
            if let Some(dir) = attachments {
                let name = hash.to_hex();
                append_file(
                    tar,
                    &format!("{ATTACHMENTS}/{name}"),
                    &dir.join(name.as_str()),
                    seconds,
                )?;
            }
        }
        Ok(())
    })?;
    finish(out, key)
}

/// Writes a backup anew under the store's new key: all of it is carried over but `keys.json`.
/// Answers false where it is no backup of this key.
pub(super) fn renew(
    path: &Path,
    out: &mut File,
    old: &Key,
    new: &Key,
    ring: &KeyRing,
) -> Result<bool> {
    let lock = Lock::parse(&read_keys(path)?)?;
    if lock.ring.key_id() != old.id() {
        return Ok(false);
    }
    let renewed = lock.renewed(old, new, ring)?.to_json()?;
    let (backup, _) = lock
        .open(old)
        .ok_or_else(|| StoreFault::bad_backup("钥匙对不上"))?;
    check_hash(path)?;
    let (body, ..) = open_body(path)?;
    let writing = |e| StoreFault::file("写入备份", path, e);
    let mut out = Hashing::new(BufWriter::new(out));
    {
        let mut tar = tar::Archive::new(BufReader::new(body));
        let mut entries = tar.entries().map_err(unreadable)?.raw(true);
        let mut first = entries.next().ok_or_else(incomplete)?.map_err(unreadable)?;
        let manifest = manifest_of(&mut first)?;
        // `keys.json`, which was read above.
        entries.next().ok_or_else(incomplete)?.map_err(unreadable)?;
        write_entries(&mut out, &manifest, &renewed, |tar, seconds| {
            for entry in entries {
                let entry = entry?;
                let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
                append(tar, &name, entry.size(), seconds, entry)?;
            }
            Ok(())
        })
        .map_err(writing)?;
    }
    finish(out, &backup).map_err(writing)?;
    Ok(true)
}

fn write_entries<W: Write>(
    out: &mut W,
    manifest: &Manifest,
    keys: &[u8],
    rest: impl FnOnce(&mut tar::Builder<&mut W>, u64) -> io::Result<()>,
) -> io::Result<()> {
    let seconds = u64::try_from(manifest.made.and_utc().timestamp()).unwrap_or(0);
    let mut tar = tar::Builder::new(out);
    let json = serde_json::to_vec_pretty(manifest)?;
    append(
        &mut tar,
        MANIFEST,
        json.len() as u64,
        seconds,
        json.as_slice(),
    )?;
    append(&mut tar, KEYS, keys.len() as u64, seconds, keys)?;
    rest(&mut tar, seconds)?;
    tar.finish()
}

/// Writes the seal behind the entries.
fn finish<W: Write>(mut out: Hashing<W>, key: &Key) -> io::Result<()> {
    let hash = out.hasher.finalize();
    out.inner.write_all(SEAL_MAGIC)?;
    out.inner.write_all(hash.as_bytes())?;
    out.inner.write_all(seal(key, &hash).as_bytes())?;
    out.inner.flush()
}

fn append_file(
    tar: &mut tar::Builder<impl Write>,
    name: &str,
    path: &Path,
    seconds: u64,
) -> io::Result<()> {
    let file = File::open(path)?;
    let bytes = file.metadata()?.len();
    append(tar, name, bytes, seconds, file)
}

fn append(
    tar: &mut tar::Builder<impl Write>,
    name: &str,
    bytes: u64,
    seconds: u64,
    content: impl Read,
) -> io::Result<()> {
    let mut header = tar::Header::new_ustar();
    header.set_size(bytes);
    header.set_mode(0o600);
    header.set_mtime(seconds);
    let mut content = Counting {
        inner: content.take(bytes),
        read: 0,
    };
    tar.append_data(&mut header, name, &mut content)?;
    if content.read == bytes {
        Ok(())
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

/// What remains to be checked once the key is known.
#[derive(Debug)]
pub(super) struct Unsealed {
    pub manifest: Manifest,
    hash: blake3::Hash,
    seal: [u8; 32],
}

impl Unsealed {
    /// Refuses a file that was changed after a holder of its key wrote it.
    pub(super) fn check_seal(&self, key: &Key) -> Result<()> {
        // Comparison of BLAKE3 hashes takes constant time.
        if seal(key, &self.hash) == blake3::Hash::from_bytes(self.seal) {
            Ok(())
        } else {
            Err(StoreFault::bad_backup("封签不符，文件被改动过"))
        }
    }
}

fn seal(key: &Key, hash: &blake3::Hash) -> blake3::Hash {
    let key = key.derive("lvzhi-taizhang 2026-11 backup seal");
    blake3::keyed_hash(key.bytes(), hash.as_bytes())
}

/// Reads what a backup says of itself, without reading all of it; for a list to choose from.
pub(super) fn read_manifest(path: &Path) -> Result<Manifest> {
    let (body, _, _) = open_body(path)?;
    let mut tar = tar::Archive::new(BufReader::new(body));
    let mut entries = tar.entries().map_err(unreadable)?.raw(true);
    let mut first = entries.next().ok_or_else(incomplete)?.map_err(unreadable)?;
    manifest_of(&mut first)
}

/// The keys beside a backup's database, which say what opens it.
pub(super) fn read_keys(path: &Path) -> Result<Vec<u8>> {
    let (body, _, _) = open_body(path)?;
    let mut tar = tar::Archive::new(BufReader::new(body));
    let mut entries = tar.entries().map_err(unreadable)?.raw(true);
    entries.next().ok_or_else(incomplete)?.map_err(unreadable)?;
    let keys = entries.next().ok_or_else(incomplete)?.map_err(unreadable)?;
    if name_of(&keys)? != KEYS || keys.size() > SMALL_FILE_LIMIT {
        return Err(incomplete());
    }
    let mut json = Vec::new();
    keys.take(SMALL_FILE_LIMIT)
        .read_to_end(&mut json)
        .map_err(unreadable)?;
    Ok(json)
}

/// Unpacks a backup into an empty folder and checks its hash on the way. Only the four known
/// kinds of names are accepted, each once, in their order: nothing can be written elsewhere.
pub(super) fn unpack(path: &Path, into: &Path) -> Result<Unsealed> {
    let (body, hash, seal) = open_body(path)?;
    let mut reader = Hashing::new(BufReader::new(body));
    let manifest = unpack_entries(&mut reader, into);
    // A damaged file is told as damaged, whatever its entries looked like.
    io::copy(&mut reader, &mut io::sink()).map_err(unreadable)?;
    if reader.hasher.finalize() != hash {
        return Err(StoreFault::bad_backup("文件已损坏，校验不符"));
    }
    Ok(Unsealed {
        manifest: manifest?,
        hash,
        seal,
    })
}

/// Reads a backup through and compares its hash.
pub(super) fn check_hash(path: &Path) -> Result<()> {
    let (body, hash, _) = open_body(path)?;
    let mut reader = Hashing::new(BufReader::new(body));
    io::copy(&mut reader, &mut io::sink()).map_err(unreadable)?;
    if reader.hasher.finalize() == hash {
        Ok(())
    } else {
        Err(StoreFault::bad_backup("文件已损坏，校验不符"))
    }
}

fn unpack_entries(reader: &mut impl Read, into: &Path) -> Result<Manifest> {
    let mut tar = tar::Archive::new(reader);
    let mut entries = tar.entries().map_err(unreadable)?.raw(true);
    let mut first = entries.next().ok_or_else(incomplete)?.map_err(unreadable)?;
    let manifest = manifest_of(&mut first)?;
    for name in [KEYS, DATABASE] {
        let mut entry = entries.next().ok_or_else(incomplete)?.map_err(unreadable)?;
        if name_of(&entry)? != name {
            return Err(incomplete());
        }
        if name == KEYS && entry.size() > SMALL_FILE_LIMIT {
            return Err(StoreFault::bad_backup("里面的钥匙文件大小不对"));
        }
        write_entry(&mut entry, &into.join(name))?;
    }
    let folder = into.join(ATTACHMENTS);
    durable::make_dir(&folder)?;
    let mut found = 0;
    for entry in entries {
        let mut entry = entry.map_err(unreadable)?;
        let name = name_of(&entry)?;
        let hash = name
            .strip_prefix(ATTACHMENTS)
            .and_then(|rest| rest.strip_prefix('/'))
            .and_then(attachments::parse_name)
            .ok_or_else(|| StoreFault::bad_backup("里面有不认识的文件"))?;
        let target = folder.join(hash.to_hex().as_str());
        if target.exists() {
            return Err(StoreFault::bad_backup("里面有重复的文件"));
        }
        write_entry(&mut entry, &target)?;
        found += 1;
    }
    if found != manifest.attachments {
        return Err(incomplete());
    }
    Ok(manifest)
}

fn manifest_of(entry: &mut tar::Entry<'_, impl Read>) -> Result<Manifest> {
    #[derive(Deserialize)]
    struct Head {
        format: u32,
    }
    if name_of(entry)? != MANIFEST || entry.size() > SMALL_FILE_LIMIT {
        return Err(StoreFault::bad_backup("里面没有备份说明"));
    }
    let mut json = Vec::new();
    entry.read_to_end(&mut json).map_err(unreadable)?;
    let broken = |_| StoreFault::bad_backup("备份说明读不出来");
    let head: Head = serde_json::from_slice(&json).map_err(broken)?;
    if head.format > FORMAT {
        return Err(StoreFault::TooNew {
            what: "这份备份".into(),
        });
    }
    serde_json::from_slice(&json).map_err(broken)
}

fn name_of(entry: &tar::Entry<'_, impl Read>) -> Result<String> {
    if !entry.header().entry_type().is_file() {
        return Err(StoreFault::bad_backup("里面有不认识的文件"));
    }
    String::from_utf8(entry.path_bytes().into_owned())
        .map_err(|_| StoreFault::bad_backup("里面有不认识的文件"))
}

fn write_entry(entry: &mut tar::Entry<'_, impl Read>, target: &Path) -> Result<()> {
    let size = entry.size();
    let writing = |e| StoreFault::file("写入", target, e);
    let mut out = durable::create_new(target).map_err(writing)?;
    let mut chunk = vec![0; 256 * 1024];
    let mut written = 0;
    loop {
        let read = entry.read(&mut chunk).map_err(unreadable)?;
        if read == 0 {
            break;
        }
        out.write_all(&chunk[..read]).map_err(writing)?;
        written += read as u64;
    }
    if written != size {
        return Err(incomplete());
    }
    out.sync_all().map_err(writing)
}

/// The tar part of the file, its hash and its seal.
fn open_body(path: &Path) -> Result<(io::Take<File>, blake3::Hash, [u8; 32])> {
    let reading = |e| StoreFault::file("读取", path, e);
    let mut file = File::open(path).map_err(reading)?;
    let metadata = file.metadata().map_err(reading)?;
    if !metadata.is_file() {
        return Err(StoreFault::bad_backup("它不是一个文件"));
    }
    let Some(body) = metadata.len().checked_sub(SEAL) else {
        return Err(foreign());
    };
    file.seek(SeekFrom::Start(body)).map_err(reading)?;
    let mut end = [0; SEAL as usize];
    file.read_exact(&mut end).map_err(reading)?;
    file.seek(SeekFrom::Start(0)).map_err(reading)?;
    let (magic, sums) = end.split_at(SEAL_MAGIC.len());
    let (hash, seal) = sums.split_at(32);
    match (hash.try_into(), seal.try_into()) {
        (Ok(hash), Ok(seal)) if magic == SEAL_MAGIC => {
            Ok((file.take(body), blake3::Hash::from_bytes(hash), seal))
        }
        _ => Err(foreign()),
    }
}

fn foreign() -> StoreFault {
    StoreFault::bad_backup("它不是履职台账的备份，或没有复制完整")
}

fn incomplete() -> StoreFault {
    StoreFault::bad_backup("文件不完整")
}

fn unreadable(error: io::Error) -> StoreFault {
    StoreFault::bad_backup(format!("读不下去（{}）", crate::error::io_reason(&error)))
}

/// Hashes what passes through.
struct Hashing<T> {
    inner: T,
    hasher: blake3::Hasher,
}

impl<T> Hashing<T> {
    fn new(inner: T) -> Self {
        Self {
            inner,
            hasher: blake3::Hasher::new(),
        }
    }
}

impl<T: Write> Write for Hashing<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<T: Read> Read for Hashing<T> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(bytes)?;
        self.hasher.update(&bytes[..read]);
        Ok(read)
    }
}

/// Counts what passes through, so that a file cut short while it is copied is noticed.
struct Counting<T> {
    inner: T,
    read: u64,
}

impl<T: Read> Read for Counting<T> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(bytes)?;
        self.read += read as u64;
        Ok(read)
    }
}
