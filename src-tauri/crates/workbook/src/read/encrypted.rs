//! Encrypted `.xlsx` that open without asking. Excel locks files with a fixed password where only
//! the structure or sharing of a workbook is protected; everyone's Excel opens them.
//!
//! Source: [MS-OFFCRYPTO] 2.3.4.5 to 2.3.4.15.

use aes::cipher::{BlockCipherDecrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256, Block};
use base64::Engine;
use quick_xml::events::{BytesStart, Event};
use sha2::Digest;

use super::ReadFault;
use super::compound::Compound;
use super::xml::{Xml, attribute, local};

/// The password that Excel tries by itself.
const PASSWORD: &str = "VelvetSweatshop";
/// Rounds of hashing that are done; Excel writes 100,000.
const MAX_ROUNDS: u32 = 1_000_000;
const MAX_INFO: usize = 1 << 20;
const SEGMENT: usize = 4096;
const BLOCK: usize = 16;

/// The file inside an encrypted one, if it opens without asking; none where it needs a password
/// or is locked in a way that is not known here.
pub(crate) fn package(file: &Compound<'_>, limit: usize) -> Result<Option<Vec<u8>>, ReadFault> {
    let info = file.stream("EncryptionInfo", MAX_INFO)?;
    let Some(lock) = Lock::of(&info) else {
        return Ok(None);
    };
    let sealed = file.stream("EncryptedPackage", limit)?;
    Ok(lock.open(&sealed))
}

/// A key that has been tried, and how to use it.
enum Lock {
    Standard {
        cipher: Cipher,
    },
    Agile {
        cipher: Cipher,
        hash: Hash,
        salt: Vec<u8>,
    },
}

impl Lock {
    fn of(info: &[u8]) -> Option<Self> {
        let version = (half(info, 0)?, half(info, 2)?);
        match version {
            (4, 4) => agile(info.get(8..)?),
            (2..=4, 2) => standard(info),
            _ => None,
        }
    }

    fn open(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let size: [u8; 8] = sealed.get(..8)?.try_into().ok()?;
        let size = usize::try_from(u64::from_le_bytes(size)).ok()?;
        let body = sealed.get(8..)?;
        let mut plain = body[..body.len() - body.len() % BLOCK].to_vec();
        match self {
            Self::Standard { cipher } => cipher.decrypt(&mut plain, None),
            Self::Agile { cipher, hash, salt } => {
                for (at, segment) in (0_u32..).zip(plain.chunks_mut(SEGMENT)) {
                    let start = hash.of(&[salt, &at.to_le_bytes()]);
                    cipher.decrypt(segment, Some(&start));
                }
            }
        }
        if plain.len() < size {
            return None;
        }
        plain.truncate(size);
        Some(plain)
    }
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at + 2)?;
    two.try_into().ok().map(u16::from_le_bytes)
}

fn word(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    let word = four.try_into().ok().map(u32::from_le_bytes)?;
    usize::try_from(word).ok()
}

fn password() -> Vec<u8> {
    PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The lock of Office 2007: AES without chaining, SHA-1.
fn standard(info: &[u8]) -> Option<Lock> {
    let header = word(info, 8)?;
    let key_bits = word(info, 12 + 16)?;
    let verifier = info.get(12_usize.checked_add(header)?..)?;
    let salt = verifier.get(4..20)?;
    let (mut input, mut expected) = (
        verifier.get(20..36)?.to_vec(),
        verifier.get(40..72)?.to_vec(),
    );
    let hash = Hash::Sha1;
    let spun = hash.spun(salt, 50_000);
    let last = hash.of(&[&spun, &0_u32.to_le_bytes()]);
    let padded = |pad: u8| {
        let mut block = [pad; 64];
        for (own, byte) in block.iter_mut().zip(&last) {
            *own ^= byte;
        }
        hash.of(&[&block])
    };
    let key = [padded(0x36), padded(0x5C)].concat();
    let cipher = Cipher::new(key.get(..key_bits / 8)?)?;
    cipher.decrypt(&mut input, None);
    cipher.decrypt(&mut expected, None);
    (hash.of(&[&input]) == expected[..20]).then_some(Lock::Standard { cipher })
}

/// What the description of a lock says of one key.
struct Described {
    hash: Hash,
    salt: Vec<u8>,
    key_bytes: usize,
    rounds: u32,
    input: Vec<u8>,
    expected: Vec<u8>,
    key: Vec<u8>,
}

impl Described {
    fn of(element: &BytesStart<'_>) -> Option<Self> {
        let text = |name| attribute(element, name);
        let bytes = |name| {
            let text = text(name)?;
            base64::engine::general_purpose::STANDARD.decode(text).ok()
        };
        if text("cipherAlgorithm")? != "AES" || text("cipherChaining")? != "ChainingModeCBC" {
            return None;
        }
        Some(Self {
            hash: Hash::named(&text("hashAlgorithm")?)?,
            salt: bytes("saltValue")?,
            key_bytes: text("keyBits")?.parse::<usize>().ok()? / 8,
            rounds: text("spinCount").map_or(Some(0), |text| text.parse().ok())?,
            input: bytes("encryptedVerifierHashInput").unwrap_or_default(),
            expected: bytes("encryptedVerifierHashValue").unwrap_or_default(),
            key: bytes("encryptedKeyValue").unwrap_or_default(),
        })
    }
}

/// The lock of Office 2010 and later, described in XML.
fn agile(description: &[u8]) -> Option<Lock> {
    let mut xml = Xml::new(description, MAX_INFO as u64, "加密信息");
    let (mut data, mut own) = (None, None);
    loop {
        match xml.next().ok()? {
            Event::Start(element) | Event::Empty(element) => match local(&element) {
                "keyData" => data = Described::of(&element),
                "encryptedKey" if own.is_none() => own = Described::of(&element),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    let (data, own) = (data?, own?);
    if own.rounds > MAX_ROUNDS {
        return None;
    }
    let spun = own.hash.spun(&own.salt, own.rounds);
    let opened = |purpose: [u8; 8], sealed: &[u8]| {
        let mut key = own.hash.of(&[&spun, &purpose]);
        key.resize(own.key_bytes, 0x36);
        let mut plain = sealed[..sealed.len() - sealed.len() % BLOCK].to_vec();
        Cipher::new(&key)?.decrypt(&mut plain, Some(&own.salt));
        Some(plain)
    };
    let input = opened([0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79], &own.input)?;
    let expected = opened(
        [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E],
        &own.expected,
    )?;
    let input = input.get(..own.salt.len().min(input.len()))?;
    let hashed = own.hash.of(&[input]);
    if expected.get(..hashed.len())? != hashed {
        return None;
    }
    let key = opened([0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6], &own.key)?;
    Some(Lock::Agile {
        cipher: Cipher::new(key.get(..data.key_bytes)?)?,
        hash: data.hash,
        salt: data.salt,
    })
}

#[derive(Clone, Copy)]
enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    fn named(name: &str) -> Option<Self> {
        match name {
            "SHA1" | "SHA-1" => Some(Self::Sha1),
            "SHA256" => Some(Self::Sha256),
            "SHA384" => Some(Self::Sha384),
            "SHA512" => Some(Self::Sha512),
            _ => None,
        }
    }

    /// The hash of pieces, one behind the other.
    fn of(self, pieces: &[&[u8]]) -> Vec<u8> {
        fn over<D: Digest>(pieces: &[&[u8]]) -> Vec<u8> {
            let mut digest = D::new();
            for piece in pieces {
                digest.update(piece);
            }
            digest.finalize().to_vec()
        }
        match self {
            Self::Sha1 => over::<sha1::Sha1>(pieces),
            Self::Sha256 => over::<sha2::Sha256>(pieces),
            Self::Sha384 => over::<sha2::Sha384>(pieces),
            Self::Sha512 => over::<sha2::Sha512>(pieces),
        }
    }

    /// The hash of salt and password, hashed again with the number of the round.
    fn spun(self, salt: &[u8], rounds: u32) -> Vec<u8> {
        let mut hash = self.of(&[salt, &password()]);
        for round in 0..rounds {
            hash = self.of(&[&round.to_le_bytes(), &hash]);
        }
        hash
    }
}

enum Cipher {
    Aes128(Aes128),
    Aes192(Aes192),
    Aes256(Aes256),
}

impl Cipher {
    fn new(key: &[u8]) -> Option<Self> {
        match key.len() {
            16 => Aes128::new_from_slice(key).ok().map(Self::Aes128),
            24 => Aes192::new_from_slice(key).ok().map(Self::Aes192),
            32 => Aes256::new_from_slice(key).ok().map(Self::Aes256),
            _ => None,
        }
    }

    /// Whole blocks in place; chained where there is a block to start from.
    fn decrypt(&self, bytes: &mut [u8], start: Option<&[u8]>) {
        let mut before = [0x36_u8; BLOCK];
        if let Some(start) = start {
            for (own, byte) in before.iter_mut().zip(start) {
                *own = *byte;
            }
        }
        for chunk in bytes.chunks_exact_mut(BLOCK) {
            let mut sealed = [0_u8; BLOCK];
            sealed.copy_from_slice(chunk);
            let mut block = Block::from(sealed);
            match self {
                Self::Aes128(aes) => aes.decrypt_block(&mut block),
                Self::Aes192(aes) => aes.decrypt_block(&mut block),
                Self::Aes256(aes) => aes.decrypt_block(&mut block),
            }
            chunk.copy_from_slice(&block);
            if start.is_some() {
                for (own, byte) in chunk.iter_mut().zip(before) {
                    *own ^= byte;
                }
            }
            before = sealed;
        }
    }
}
