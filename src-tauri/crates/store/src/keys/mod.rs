//! The key of a store and the ways to it.
//!
//! The database is encrypted with one random key. That key lies in `keys.json`, wrapped once
//! for each way in: a user's password, the recovery card, or the key file of an office that
//! wants no password. Each way has a key pair of its own (X25519), whose secret half only the
//! password, card or key file opens. So a store whose key is changed, because a way was revoked,
//! can seal the new key to all the ways that stay without knowing their passwords.

mod card;
mod fault;
mod password;
mod ring;
mod sealed;

use zeroize::Zeroizing;

pub use card::{CARD_CHARACTERS, RecoveryCard};
pub use fault::KeyFault;
pub use password::Cost;
pub use ring::{KeyRing, Way};
pub(crate) use sealed::{SEALED_BYTES, Sealed};

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

    fn from_bytes(bytes: Zeroizing<[u8; 32]>) -> Self {
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

/// What a person offers to open a store.
#[derive(Clone)]
#[non_exhaustive]
pub enum Unlock {
    /// A password; with a user named, that user's is tried first.
    Password {
        /// The user's name as it was given when the password was set.
        user: Option<String>,
        /// What was typed.
        password: Zeroizing<String>,
    },
    /// The 24 characters of the recovery card, as typed.
    RecoveryCard(Zeroizing<String>),
    /// The key file beside the store.
    KeyFile,
}

impl Unlock {
    /// A password of whichever user it belongs to.
    pub fn password(password: impl Into<String>) -> Self {
        Self::Password {
            user: None,
            password: Zeroizing::new(password.into()),
        }
    }

    /// This user's password.
    pub fn password_of(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self::Password {
            user: Some(user.into()),
            password: Zeroizing::new(password.into()),
        }
    }

    /// A recovery card as typed.
    pub fn recovery_card(text: impl Into<String>) -> Self {
        Self::RecoveryCard(Zeroizing::new(text.into()))
    }
}

impl std::fmt::Debug for Unlock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Password { .. } => "Password(…)",
            Self::RecoveryCard(_) => "RecoveryCard(…)",
            Self::KeyFile => "KeyFile",
        })
    }
}

/// Random bytes from the system, wiped when dropped.
fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, KeyFault> {
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
        let shown = format!("{key:?} {:?}", Unlock::password("春风2026"));
        assert!(
            !shown.contains(&hex::encode(key.bytes())),
            "the key's bytes stay out of logs"
        );
        assert!(!shown.contains("春风"), "passwords stay out of logs");
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
