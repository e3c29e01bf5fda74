//! The key of a store and the ways to it.
//!
//! The database is encrypted with one random key. That key lies in `keys.json`, wrapped once
//! for each way in: a user's password, the recovery card, or the key file of an office that
//! wants no password. Each way has a key pair of its own (X25519), whose secret half only the
//! password, card or key file opens. So a store whose key is changed, because a way was revoked,
//! can seal the new key to all the ways that stay without knowing their passwords.

mod card;
mod fault;
mod key;
mod password;
mod ring;
mod sealed;
mod unlock;

pub use card::{CARD_CHARACTERS, RecoveryCard};
pub use fault::KeyFault;
pub use key::Key;
pub use password::Cost;
pub use ring::{KeyRing, Way};
pub(crate) use sealed::{SEALED_BYTES, Sealed};
pub use unlock::Unlock;
