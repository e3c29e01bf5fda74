//! A key put under another: under one that both sides know (XChaCha20-Poly1305), or under the
//! public half of a pair (X25519), which whoever seals need not be able to open.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use serde::{Deserialize, Serialize};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use super::key::random;
use super::{Key, KeyFault};

/// Bytes of a [`Sealed`] as [`Sealed::to_bytes`] writes it: nonce, key, tag.
pub(crate) const SEALED_BYTES: usize = 24 + 32 + 16;

/// A key under another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sealed {
    #[serde(with = "hex::serde")]
    nonce: [u8; 24],
    #[serde(with = "hex::serde")]
    content: Vec<u8>,
}

impl Sealed {
    /// Puts `key` under `under`.
    ///
    /// # Errors
    /// [`KeyFault::NoRandomness`].
    pub(crate) fn of(key: &Key, under: &Key) -> Result<Self, KeyFault> {
        Self::bound(key, under, &[])
    }

    /// As [`Sealed::of`], and it opens only with the same `bound`.
    pub(super) fn bound(key: &Key, under: &Key, bound: &[u8]) -> Result<Self, KeyFault> {
        let nonce = *random::<24>()?;
        let payload = Payload {
            msg: key.bytes().as_slice(),
            aad: bound,
        };
        let content = XChaCha20Poly1305::new(under.bytes().into())
            .encrypt(XNonce::from_slice(&nonce), payload)
            .map_err(|_| KeyFault::Damaged)?;
        Ok(Self { nonce, content })
    }

    /// The key inside; `None` under another key or where it was changed.
    pub(crate) fn open(&self, under: &Key) -> Option<Key> {
        self.open_bound(under, &[])
    }

    pub(super) fn open_bound(&self, under: &Key, bound: &[u8]) -> Option<Key> {
        let payload = Payload {
            msg: &self.content,
            aad: bound,
        };
        let plain = XChaCha20Poly1305::new(under.bytes().into())
            .decrypt(XNonce::from_slice(&self.nonce), payload)
            .map(Zeroizing::new)
            .ok()?;
        let bytes = plain.as_slice().try_into().ok()?;
        Some(Key::from_bytes(Zeroizing::new(bytes)))
    }

    /// [`SEALED_BYTES`] bytes.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        [self.nonce.as_slice(), &self.content].concat()
    }

    /// What [`Sealed::to_bytes`] wrote; `None` for another length.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (nonce, content) = bytes.split_at_checked(24)?;
        (bytes.len() == SEALED_BYTES).then_some(Self {
            nonce: nonce.try_into().ok()?,
            content: content.to_vec(),
        })
    }
}

/// A key sealed to the public half of a pair, with a pair made for this once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct SealedTo {
    #[serde(with = "hex::serde")]
    once: [u8; 32],
    sealed: Sealed,
}

impl SealedTo {
    pub(super) fn of(key: &Key, public: &[u8; 32]) -> Result<Self, KeyFault> {
        let once = StaticSecret::from(*random::<32>()?);
        let shared = once.diffie_hellman(&PublicKey::from(*public));
        let made = PublicKey::from(&once).to_bytes();
        let under = shared_key(shared.as_bytes(), &made, public);
        Ok(Self {
            once: made,
            sealed: Sealed::of(key, &under)?,
        })
    }

    pub(super) fn open(&self, pair: &Key) -> Option<Key> {
        let secret = StaticSecret::from(*pair.bytes());
        let shared = secret.diffie_hellman(&PublicKey::from(self.once));
        let under = shared_key(shared.as_bytes(), &self.once, &public_of(pair));
        self.sealed.open(&under)
    }
}

/// The public half of the pair whose secret half this is.
pub(super) fn public_of(pair: &Key) -> [u8; 32] {
    PublicKey::from(&StaticSecret::from(*pair.bytes())).to_bytes()
}

/// Both public halves go in, as in HPKE (RFC 9180): another pair gives another key.
fn shared_key(shared: &[u8; 32], once: &[u8; 32], public: &[u8; 32]) -> Key {
    let mut material = Zeroizing::new([0; 96]);
    material[..32].copy_from_slice(shared);
    material[32..64].copy_from_slice(once);
    material[64..].copy_from_slice(public);
    let purpose = "lvzhi-taizhang 2026-11 sealed to a way";
    Key::from_bytes(Zeroizing::new(blake3::derive_key(
        purpose,
        material.as_slice(),
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_to_a_pair_opens_with_its_secret_half_alone() {
        let (pair, other, key) = (
            Key::random().unwrap(),
            Key::random().unwrap(),
            Key::random().unwrap(),
        );
        let sealed = SealedTo::of(&key, &public_of(&pair)).unwrap();
        assert_eq!(sealed.open(&pair), Some(key), "its own");
        assert_eq!(sealed.open(&other), None, "another");
    }

    #[test]
    fn bytes_are_read_back_and_a_flip_is_refused() {
        let (key, under) = (Key::random().unwrap(), Key::random().unwrap());
        let mut bytes = Sealed::of(&key, &under).unwrap().to_bytes();
        assert_eq!(bytes.len(), SEALED_BYTES);
        let read = Sealed::from_bytes(&bytes).unwrap();
        assert_eq!(read.open(&under), Some(key), "read back");
        assert_eq!(Sealed::from_bytes(&bytes[1..]), None, "a length is fixed");
        bytes[40] ^= 1;
        assert_eq!(Sealed::from_bytes(&bytes).unwrap().open(&under), None);
    }
}
