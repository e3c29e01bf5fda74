//! The key of a store, and random bytes for it.

use zeroize::Zeroizing;

use super::KeyFault;

/// The 32-byte key of a store; wiped from memory when dropped.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

impl Key {
    /// A new random key from the system's generator.
    ///
    /// # Errors
    /// [`KeyFault::NoRandomness`] where the system has no generator.
    pub fn random() -> Result<Self, KeyFault> {
        Ok(Self(random()?))
    }

    /// The key's bytes, for encryption only.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A key for one purpose, from which this one cannot be computed. `purpose` is a constant
    /// of the program that names application, date and use (BLAKE3 `derive_key`).
    pub fn derive(&self, purpose: &str) -> Key {
        Self(Zeroizing::new(blake3::derive_key(
            purpose,
            self.0.as_slice(),
        )))
    }

    /// What tells two keys apart without telling anything of the key: 16 hex digits.
    pub fn id(&self) -> String {
        let derived = self.derive("lvzhi-taizhang 2026-11 store key id");
        hex::encode(&derived.0[..8])
    }

    pub(super) fn from_bytes(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(bytes)
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        // BLAKE3 hashes compare in constant time.
        blake3::hash(self.0.as_slice()) == blake3::hash(other.0.as_slice())
    }
}

impl Eq for Key {}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Key({})", self.id())
    }
}

/// Random bytes from the system, wiped when dropped.
pub(super) fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, KeyFault> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|_| KeyFault::NoRandomness)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_secret_is_printed() {
        let key = Key::random().unwrap();
        let shown = format!("{key:?}");
        assert!(
            !shown.contains(&hex::encode(key.bytes())),
            "the key's bytes stay out of logs"
        );
    }

    #[test]
    fn purposes_give_different_keys_and_the_id_is_stable() {
        let key = Key::random().unwrap();
        assert_ne!(
            key.derive("a"),
            key.derive("b"),
            "each purpose has its own key"
        );
        assert_eq!(key.id(), key.clone().id(), "the id belongs to the key");
        assert_ne!(
            key.id(),
            Key::random().unwrap().id(),
            "another key has another id"
        );
    }
}
