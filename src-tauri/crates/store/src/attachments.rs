//! Attachments: encrypted files named by the BLAKE3 hash of their content.
//!
//! The same picture attached twice lies there once; a file never changes, so that a backup or a
//! package may copy it at any time. Each is encrypted in chunks (XChaCha20-Poly1305 in the
//! STREAM construction) with a random key of its own, and is read back only if the content has the
//! hash that names it.
//!
//! ```text
//! "LVATT\x01\r\n"  two slots of 72 bytes  nonce  chunks…
//! ```
//!
//! A slot holds the file's key under the store's. When the store's key changes, the second slot
//! takes the file's key under the new one before the store is exchanged, and the first is blanked
//! after: at every moment the store in force opens its attachments, and no content is written anew.

use std::{
    fs::{self, File},
    io::{BufWriter, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    time::SystemTime,
};

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::stream::{DecryptorBE32, EncryptorBE32},
};

use crate::{
    durable,
    error::{Result, StoreFault},
    keys::{Key, KeyFault, SEALED_BYTES, Sealed},
};

/// The largest attachment, in MiB: a scanned volume, not a film.
pub const LIMIT_MIB: u64 = 256;

const MAGIC: &[u8; 8] = b"LVATT\x01\r\n";
const NONCE: usize = 19;
const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;
const SLOTS: usize = 2;
const HEADER: usize = MAGIC.len() + SLOTS * SEALED_BYTES + NONCE;

/// The hash that names an attachment.
pub type Hash = blake3::Hash;

/// The attachments of one store.
#[derive(Debug, Clone)]
pub struct Attachments {
    dir: PathBuf,
    key: Key,
    limit: u64,
}

/// What was put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// Hash of the content, its name from now on.
    pub hash: Hash,
    /// Size of the content in bytes.
    pub bytes: u64,
}

impl Attachments {
    pub(crate) fn new(dir: PathBuf, key: &Key) -> Self {
        Self {
            dir,
            key: sealing_key(key),
            limit: LIMIT_MIB * 1024 * 1024,
        }
    }

    /// Puts a content in, encrypted; it is there as a whole or not at all.
    ///
    /// # Errors
    /// Too large, a failing source, a full disk.
    pub fn put(&self, mut source: impl Read) -> Result<Stored> {
        durable::make_dir(&self.dir)?;
        let at = |e| StoreFault::file("写入附件", &self.dir, e);
        let temp = tempfile::Builder::new()
            .prefix(".tmp-")
            .tempfile_in(&self.dir)
            .map_err(at)?;
        let (stored, temp) = {
            let mut out = BufWriter::new(temp);
            let stored = self.encrypt(&mut source, &mut out)?;
            let temp = out.into_inner().map_err(|e| at(e.into_error()))?;
            (stored, temp)
        };
        temp.as_file().sync_all().map_err(at)?;
        let target = self.path(&stored.hash);
        // A damaged copy is replaced by the good one now at hand.
        if !target.exists() || self.get(&stored.hash).is_err() {
            durable::rename(&temp.into_temp_path(), &target)?;
        } else {
            // As new as one just put in: a record is about to refer to it.
            let touched = File::options().write(true).open(&target);
            let touched = touched.and_then(|file| file.set_modified(SystemTime::now()));
            touched.map_err(|e| StoreFault::file("写入附件", &target, e))?;
        }
        Ok(stored)
    }

    /// The content with this hash.
    ///
    /// # Errors
    /// Missing here, damaged, or unreadable.
    pub fn get(&self, hash: &Hash) -> Result<Vec<u8>> {
        let path = self.path(hash);
        let sealed = match fs::read(&path) {
            Ok(sealed) => sealed,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                return Err(StoreFault::AttachmentMissing { hash: short(hash) });
            }
            Err(e) => return Err(StoreFault::file("读取附件", &path, e)),
        };
        self.decrypt(&sealed)
            .filter(|content| blake3::hash(content) == *hash)
            .ok_or_else(|| StoreFault::AttachmentDamaged { hash: short(hash) })
    }

    /// Whether the content is here (not whether it is sound).
    pub fn has(&self, hash: &Hash) -> bool {
        self.path(hash).exists()
    }

    /// All hashes here, in order.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn list(&self) -> Result<Vec<Hash>> {
        let mut hashes: Vec<Hash> = files_in(&self.dir)?
            .into_iter()
            .map(|(hash, _)| hash)
            .collect();
        hashes.sort_by_key(|hash| *hash.as_bytes());
        Ok(hashes)
    }

    /// All contents here with their size on the disk and when they were put in or last rewritten.
    pub(crate) fn files(&self) -> Result<Vec<(Hash, u64, SystemTime)>> {
        let mut files = Vec::new();
        for (hash, bytes) in files_in(&self.dir)? {
            let path = self.path(&hash);
            let changed = fs::metadata(&path).and_then(|it| it.modified());
            let changed = changed.map_err(|e| StoreFault::file("读取附件", &path, e))?;
            files.push((hash, bytes, changed));
        }
        Ok(files)
    }

    /// Those of `wanted` that are not here, in the order given.
    pub fn missing<'a>(&self, wanted: impl IntoIterator<Item = &'a Hash>) -> Vec<Hash> {
        wanted
            .into_iter()
            .filter(|hash| !self.has(hash))
            .copied()
            .collect()
    }

    /// Those here whose content is damaged; reads every file.
    ///
    /// # Errors
    /// A folder or file that cannot be read.
    pub fn damaged(&self) -> Result<Vec<Hash>> {
        let mut damaged = Vec::new();
        for hash in self.list()? {
            match self.get(&hash) {
                Ok(_) => {}
                Err(StoreFault::AttachmentDamaged { .. }) => damaged.push(hash),
                Err(fault) => return Err(fault),
            }
        }
        Ok(damaged)
    }

    /// Lets the store's key `to` open what this one opens, for as long as both are needed. A file
    /// that this key does not open is left as it is.
    ///
    /// # Errors
    /// A folder or file that cannot be read or written.
    pub(crate) fn admit(&self, to: &Key, each: &dyn Fn() -> Result<()>) -> Result<()> {
        let to = sealing_key(to);
        self.with_headers(|header| {
            each()?;
            let Some((at, own)) = key_in(header, &self.key) else {
                return Ok(None);
            };
            if key_in(header, &to).is_some() {
                return Ok(None);
            }
            Ok(Some(((at + 1) % SLOTS, Sealed::of(&own, &to)?.to_bytes())))
        })
    }

    /// Takes every other key than this one from the files that this one opens.
    ///
    /// # Errors
    /// A folder or file that cannot be read or written.
    pub(crate) fn dismiss_others(&self) -> Result<()> {
        self.with_headers(|header| {
            let Some((at, _)) = key_in(header, &self.key) else {
                return Ok(None);
            };
            let other = (at + 1) % SLOTS;
            let blank = slot(header, other).is_none_or(|it| it == BLANK);
            Ok((!blank).then(|| (other, BLANK.to_vec())))
        })
    }

    /// Goes through the files' headers and writes the slots that `change` gives.
    fn with_headers(
        &self,
        mut change: impl FnMut(&[u8]) -> Result<Option<(usize, Vec<u8>)>>,
    ) -> Result<()> {
        for (hash, _) in files_in(&self.dir)? {
            let path = self.path(&hash);
            let reading = |e| StoreFault::file("读取附件", &path, e);
            let writing = |e| StoreFault::file("写入附件", &path, e);
            let mut header = Vec::with_capacity(HEADER);
            File::open(&path)
                .map_err(reading)?
                .take(HEADER as u64)
                .read_to_end(&mut header)
                .map_err(reading)?;
            if let Some((at, content)) = change(&header)? {
                let start = MAGIC.len() + at * SEALED_BYTES;
                let mut file = File::options().write(true).open(&path).map_err(writing)?;
                file.seek(SeekFrom::Start(start as u64))
                    .and_then(|_| file.write_all(&content))
                    .and_then(|()| file.sync_all())
                    .map_err(writing)?;
            }
        }
        Ok(())
    }

    /// Takes a content away, after an erasure asked for by law.
    ///
    /// # Errors
    /// A file that cannot be deleted.
    pub fn remove(&self, hash: &Hash) -> Result<()> {
        durable::remove_file(&self.path(hash))
    }

    fn path(&self, hash: &Hash) -> PathBuf {
        self.dir.join(hash.to_hex().as_str())
    }

    fn encrypt(&self, source: &mut impl Read, out: &mut impl Write) -> Result<Stored> {
        let reading = |e| StoreFault::file("读取附件", Path::new("选中的文件"), e);
        let writing = |e| StoreFault::file("写入附件", &self.dir, e);
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(|_| KeyFault::NoRandomness)?;
        let own = Key::random()?;
        let slot = Sealed::of(&own, &self.key)?.to_bytes();
        out.write_all(MAGIC)
            .and_then(|()| out.write_all(&slot))
            .and_then(|()| out.write_all(&BLANK))
            .and_then(|()| out.write_all(&nonce))
            .map_err(writing)?;
        let cipher = XChaCha20Poly1305::new(own.bytes().into());
        let mut sealer = EncryptorBE32::from_aead(cipher, (&nonce).into());
        let mut hasher = blake3::Hasher::new();
        let mut bytes: u64 = 0;
        let mut chunk = read_chunk(source).map_err(reading)?;
        loop {
            bytes += chunk.len() as u64;
            if bytes > self.limit {
                return Err(StoreFault::AttachmentTooLarge { limit: LIMIT_MIB });
            }
            hasher.update(&chunk);
            // Only a chunk after this one tells that this is not the last.
            let next = read_chunk(source).map_err(reading)?;
            if next.is_empty() {
                let sealed = sealer
                    .encrypt_last(chunk.as_slice())
                    .map_err(|_| sealing())?;
                out.write_all(&sealed).map_err(writing)?;
                return Ok(Stored {
                    hash: hasher.finalize(),
                    bytes,
                });
            }
            let sealed = sealer
                .encrypt_next(chunk.as_slice())
                .map_err(|_| sealing())?;
            out.write_all(&sealed).map_err(writing)?;
            chunk = next;
        }
    }

    fn decrypt(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let nonce: &[u8; NONCE] = sealed.get(HEADER - NONCE..HEADER)?.try_into().ok()?;
        let (_, own) = key_in(sealed, &self.key)?;
        let cipher = XChaCha20Poly1305::new(own.bytes().into());
        let mut opener = DecryptorBE32::from_aead(cipher, nonce.into());
        let mut rest = &sealed[HEADER..];
        let mut content = Vec::with_capacity(rest.len());
        while rest.len() > CHUNK + TAG {
            let (chunk, after) = rest.split_at(CHUNK + TAG);
            content.extend_from_slice(&opener.decrypt_next(chunk).ok()?);
            rest = after;
        }
        content.extend_from_slice(&opener.decrypt_last(rest).ok()?);
        Some(content)
    }
}

/// A slot that opens with no key.
const BLANK: [u8; SEALED_BYTES] = [0; SEALED_BYTES];

/// Under this the keys of the files stand, not under the store's own.
fn sealing_key(key: &Key) -> Key {
    key.derive("lvzhi-taizhang 2026-11 attachments")
}

fn slot(header: &[u8], at: usize) -> Option<&[u8]> {
    let start = MAGIC.len() + at * SEALED_BYTES;
    header.get(start..start + SEALED_BYTES)
}

/// The file's own key and the slot in which this key opens it.
fn key_in(header: &[u8], under: &Key) -> Option<(usize, Key)> {
    if !header.starts_with(MAGIC) {
        return None;
    }
    (0..SLOTS).find_map(|at| {
        let sealed = Sealed::from_bytes(slot(header, at)?)?;
        Some((at, sealed.open(under)?))
    })
}

/// The attachment files in a folder with their sizes on the disk; anything else there is left
/// out of account.
pub(crate) fn files_in(dir: &Path) -> Result<Vec<(Hash, u64)>> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(StoreFault::file("读取", dir, e)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|e| StoreFault::file("读取", dir, e))?;
        let named = entry.file_name().to_str().and_then(parse_name);
        if let Some(hash) = named {
            let size = entry
                .metadata()
                .map_err(|e| StoreFault::file("读取", &entry.path(), e))?
                .len();
            files.push((hash, size));
        }
    }
    Ok(files)
}

/// A file name that is a hash: 64 lower-case hex digits.
pub(crate) fn parse_name(name: &str) -> Option<Hash> {
    let is_plain = name.len() == 64 && !name.bytes().any(|b| b.is_ascii_uppercase());
    is_plain.then(|| Hash::from_hex(name).ok()).flatten()
}

fn sealing() -> StoreFault {
    StoreFault::Sql("an attachment chunk could not be sealed".into())
}

fn short(hash: &Hash) -> String {
    hash.to_hex().chars().take(8).collect()
}

/// A full chunk, or less at the end of the source.
fn read_chunk(source: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let mut chunk = Vec::with_capacity(CHUNK);
    source.take(CHUNK as u64).read_to_end(&mut chunk)?;
    Ok(chunk)
}

/// Opens a file to put in, naming it where that fails.
///
/// # Errors
/// A file that cannot be opened.
pub fn open_source(path: &Path) -> Result<File> {
    File::open(path).map_err(|e| StoreFault::file("读取", path, e))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, Attachments) {
        let dir = tempfile::tempdir().unwrap();
        let attachments = Attachments::new(dir.path().join("attachments"), &Key::random().unwrap());
        (dir, attachments)
    }

    #[test]
    fn contents_of_every_length_come_back() {
        let (_dir, attachments) = folder();
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK] {
            let content: Vec<u8> = (0..length).map(|i| (i % 251) as u8).collect();
            let stored = attachments.put(content.as_slice()).unwrap();
            assert_eq!(stored.bytes, length as u64, "the size is the content's");
            assert_eq!(
                stored.hash,
                blake3::hash(&content),
                "the name is the content's hash"
            );
            assert_eq!(
                attachments.get(&stored.hash).unwrap(),
                content,
                "{length} bytes"
            );
        }
    }

    #[test]
    fn the_same_content_lies_there_once_and_is_not_readable_as_a_file() {
        let (dir, attachments) = folder();
        let first = attachments.put("接待照片".as_bytes()).unwrap();
        let second = attachments.put("接待照片".as_bytes()).unwrap();
        assert_eq!(first, second, "one content, one name");
        assert_eq!(attachments.list().unwrap(), [first.hash], "stored once");
        let files: Vec<_> = fs::read_dir(dir.path().join("attachments"))
            .unwrap()
            .collect();
        assert_eq!(files.len(), 1, "no temporary file stays");
        let raw = fs::read(files[0].as_ref().unwrap().path()).unwrap();
        let plain = "接待".as_bytes();
        assert!(
            !raw.windows(plain.len()).any(|w| w == plain),
            "encrypted on the disk"
        );
    }

    #[test]
    fn damage_of_any_kind_is_refused_and_healed_by_putting_again() {
        let (dir, attachments) = folder();
        let content = vec![7; 2 * CHUNK + 5];
        let hash = attachments.put(content.as_slice()).unwrap().hash;
        let path = dir.path().join("attachments").join(hash.to_hex().as_str());
        let good = fs::read(&path).unwrap();
        let mut flipped = good.clone();
        flipped[HEADER + CHUNK / 2] ^= 1;
        // The second chunk left out: each chunk is sound, the whole is not.
        let mut gapped = good[..HEADER + CHUNK + TAG].to_vec();
        gapped.extend_from_slice(&good[HEADER + 2 * (CHUNK + TAG)..]);
        for bad in [flipped, gapped, good[..good.len() - 1].to_vec(), Vec::new()] {
            fs::write(&path, &bad).unwrap();
            let fault = attachments.get(&hash).unwrap_err();
            assert_eq!(
                fault.code(),
                "attachment_damaged",
                "{} bytes left",
                bad.len()
            );
        }
        assert_eq!(attachments.damaged().unwrap(), [hash], "the check names it");
        attachments.put(content.as_slice()).unwrap();
        assert_eq!(
            attachments.get(&hash).unwrap(),
            content,
            "the good copy took its place"
        );
    }

    #[test]
    fn what_is_missing_is_listed_and_told() {
        let (_dir, attachments) = folder();
        let here = attachments.put(b"a".as_slice()).unwrap().hash;
        let away = blake3::hash(b"b");
        assert_eq!(
            attachments.missing([&here, &away]),
            [away],
            "only what is not here"
        );
        let sentence = attachments.get(&away).unwrap_err().to_string();
        assert!(
            sentence.contains("附件不在本机"),
            "told as missing, not as damaged: {sentence}"
        );
    }

    #[test]
    fn another_store_cannot_read_it() {
        let (dir, attachments) = folder();
        let hash = attachments.put(b"a".as_slice()).unwrap().hash;
        let other = Attachments::new(dir.path().join("attachments"), &Key::random().unwrap());
        assert_eq!(
            other.get(&hash).unwrap_err().code(),
            "attachment_damaged",
            "another key"
        );
    }

    #[test]
    fn a_new_key_opens_beside_the_old_one_until_that_is_dismissed() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("attachments");
        let keys: Vec<Key> = (0..3).map(|_| Key::random().unwrap()).collect();
        let with = |at: usize| Attachments::new(folder.clone(), &keys[at]);
        let hash = with(0).put(b"a".as_slice()).unwrap().hash;
        // Given up before the store was exchanged, then done with another key.
        with(0).admit(&keys[1], &|| Ok(())).unwrap();
        for at in [0, 1] {
            assert!(with(at).get(&hash).is_ok(), "both while both are needed");
        }
        with(0).admit(&keys[2], &|| Ok(())).unwrap();
        with(2).dismiss_others().unwrap();
        assert!(with(2).get(&hash).is_ok(), "the key in force");
        for at in [0, 1] {
            assert!(with(at).get(&hash).is_err(), "no other any more");
        }
        with(0).dismiss_others().unwrap();
        assert!(with(2).get(&hash).is_ok(), "a stranger blanks nothing");
    }

    #[test]
    fn too_large_is_refused_without_a_trace() {
        let (dir, mut attachments) = folder();
        attachments.limit = 3 * CHUNK as u64;
        assert!(
            attachments.put(vec![0; 3 * CHUNK].as_slice()).is_ok(),
            "the limit itself fits"
        );
        let fault = attachments.put(std::io::repeat(0)).unwrap_err();
        assert_eq!(
            fault.to_string(),
            "附件太大：超过 256 兆。请先压缩或分成几个文件。"
        );
        let left = fs::read_dir(dir.path().join("attachments"))
            .unwrap()
            .count();
        assert_eq!(left, 1, "nothing half written stays");
    }
}
