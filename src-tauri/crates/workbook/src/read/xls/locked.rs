//! Encrypted `.xls` that open without asking: Excel locks them with a password of its own where
//! only the structure of a workbook is protected.
//!
//! Source: [MS-OFFCRYPTO] 2.3.5 and 2.3.6; [MS-XLS] 2.2.10 (what stays readable).

use md5::{Digest, Md5};
use rc4::{KeyInit, Rc4, StreamCipher};
use sha1::Sha1;

use super::records::{BOF, half, record, word};
use crate::read::encrypted::password;

/// The stream is encrypted in pieces, each with a key of its own.
const PIECE: usize = 1024;
const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
/// Records that are never encrypted.
const OPEN: [u16; 7] = [BOF, FILE_PASS, 0x00E1, 0x0194, 0x0195, 0x0196, 0x0138];

/// A way from the number of a piece to its key.
enum Lock {
    /// Excel 97: MD5, 40 bits.
    Short([u8; 5]),
    /// Excel 2002 and later: SHA-1, as many bytes as said.
    Long { hash: Vec<u8>, bytes: usize },
}

/// The stream in the clear, if the password of every Excel opens it. `data` is the FILEPASS record.
pub(super) fn opened(stream: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    let lock = Lock::of(data)?;
    let mut plain = stream.to_vec();
    for (number, piece) in (0_u32..).zip(plain.chunks_mut(PIECE)) {
        lock.cipher(number)?.apply_keystream(piece);
    }
    // The heads of records and some of their contents were never encrypted.
    let mut at = 0;
    while let Some(record) = record(stream, at) {
        let readable = match record.kind {
            BOUND_SHEET => 4.min(record.data.len()),
            kind if OPEN.contains(&kind) => record.data.len(),
            _ => 0,
        };
        let end = at + 4 + readable;
        plain[at..end].copy_from_slice(&stream[at..end]);
        if record.kind == FILE_PASS {
            plain[at..at + 2].fill(0);
        }
        at = record.next;
    }
    Some(plain)
}

impl Lock {
    /// The lock that a record describes, if the password is right.
    fn of(data: &[u8]) -> Option<Self> {
        if half(data, 0)? != 1 {
            return None;
        }
        let (lock, verifier, expected) = match (half(data, 2)?, half(data, 4)?) {
            (1, 1) => (
                Self::short(data.get(6..22)?),
                data.get(22..38)?,
                data.get(38..54)?,
            ),
            (2..=4, 2) => {
                let header = word(data, 10)? as usize;
                let bits = word(data, 14 + 16)?;
                let rest = data.get(14_usize.checked_add(header)?..)?;
                let lock = Self::long(rest.get(4..20)?, bits);
                (lock, rest.get(20..36)?, rest.get(40..60)?)
            }
            _ => return None,
        };
        let mut tried = [verifier, expected].concat();
        lock.cipher(0)?.apply_keystream(&mut tried);
        let (verifier, expected) = tried.split_at(16);
        let right = match lock {
            Self::Short(_) => Md5::digest(verifier)[..] == *expected,
            Self::Long { .. } => Sha1::digest(verifier)[..] == *expected,
        };
        right.then_some(lock)
    }

    fn short(salt: &[u8]) -> Self {
        let first = Md5::digest(password());
        let mut digest = Md5::new();
        for _ in 0..16 {
            digest.update(&first[..5]);
            digest.update(salt);
        }
        let mut key = [0; 5];
        key.copy_from_slice(&digest.finalize()[..5]);
        Self::Short(key)
    }

    fn long(salt: &[u8], bits: u32) -> Self {
        let mut digest = Sha1::new();
        digest.update(salt);
        digest.update(password());
        let bytes = if bits == 0 { 5 } else { bits as usize / 8 };
        Self::Long {
            hash: digest.finalize().to_vec(),
            bytes,
        }
    }

    fn cipher(&self, piece: u32) -> Option<Rc4> {
        let number = piece.to_le_bytes();
        let key = match self {
            Self::Short(key) => Md5::digest([&key[..], &number].concat()).to_vec(),
            Self::Long { hash, bytes } => {
                let mut key = Sha1::digest([&hash[..], &number].concat()).to_vec();
                key.truncate(*bytes);
                if *bytes == 5 {
                    key.resize(16, 0);
                }
                key
            }
        };
        Rc4::new_from_slice(&key).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Encrypts as Excel does, which is the same as to decrypt.
    fn locked(record_data: &[u8], lock: &Lock) -> Vec<u8> {
        let cell = [0_u8, 0, 1, 0, 0, 0, 7, 7];
        let mut stream = Vec::new();
        let mut put = |kind: u16, data: &[u8]| {
            stream.extend(kind.to_le_bytes());
            stream.extend((data.len() as u16).to_le_bytes());
            stream.extend(data);
        };
        put(BOF, &[0, 6, 5, 0]);
        put(FILE_PASS, record_data);
        for _ in 0..200 {
            put(0x0205, &cell);
        }
        let plain = stream.clone();
        for (number, piece) in (0_u32..).zip(stream.chunks_mut(PIECE)) {
            lock.cipher(number).unwrap().apply_keystream(piece);
        }
        let mut at = 0;
        while let Some(record) = record(&plain, at) {
            let readable = if OPEN.contains(&record.kind) {
                record.data.len()
            } else {
                0
            };
            stream[at..at + 4 + readable].copy_from_slice(&plain[at..at + 4 + readable]);
            at = record.next;
        }
        stream
    }

    fn verified(lock: &Lock, hash: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
        let verifier = [9_u8; 16];
        let mut tried = [&verifier[..], &hash(&verifier)].concat();
        lock.cipher(0).unwrap().apply_keystream(&mut tried);
        tried
    }

    #[test]
    fn streams_locked_with_the_known_password_open() {
        let salt = [3_u8; 16];
        let short = Lock::short(&salt);
        let tried = verified(&short, |bytes| Md5::digest(bytes).to_vec());
        let mut data = vec![1, 0, 1, 0, 1, 0];
        data.extend(salt);
        data.extend(tried);
        let plain = opened(&locked(&data, &short), &data).expect("opens");
        let cell = record(&plain, 8 + 4 + data.len()).expect("a record");
        assert_eq!(cell.data, [0, 0, 1, 0, 0, 0, 7, 7], "Excel 97");

        let long = Lock::long(&salt, 128);
        let tried = verified(&long, |bytes| Sha1::digest(bytes).to_vec());
        let mut header = vec![0; 34];
        header[16..20].copy_from_slice(&128_u32.to_le_bytes());
        let mut data = vec![1, 0, 2, 0, 2, 0, 4, 0, 0, 0];
        data.extend(34_u32.to_le_bytes());
        data.extend(header);
        data.extend(16_u32.to_le_bytes());
        data.extend(salt);
        data.extend(&tried[..16]);
        data.extend(20_u32.to_le_bytes());
        data.extend(&tried[16..]);
        let plain = opened(&locked(&data, &long), &data).expect("opens");
        let last = plain.len() - 8;
        assert_eq!(plain[last..], [0, 0, 1, 0, 0, 0, 7, 7], "Excel 2003");
        data[60] ^= 1;
        assert!(
            opened(&locked(&data, &long), &data).is_none(),
            "another password"
        );
    }
}
