//! The keys of a device. One Ed25519 key signs; the key that packages are encrypted to is derived from
//! it, so that a device has one secret to keep.

use std::str::FromStr;

use bech32::{ToBase32, Variant};
use domain::record::DeviceId;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use zeroize::{Zeroize, Zeroizing};

use crate::fault::{Result, SyncFault};

/// BLAKE3's context for the X25519 key of a device.
const ENCRYPTION: &str = "lvzhi 2026-11 device x25519";
/// The human-readable part of an `age` identity.
const AGE_SECRET: &str = "age-secret-key-";
/// The human-readable part of an `age` recipient.
const AGE_PUBLIC: &str = "age";
/// Signs of a fingerprint: no 0 and O, no 1, I and L, which are told apart badly over a telephone.
const SIGNS: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// Signs of a fingerprint.
const FINGERPRINT: usize = 8;

/// A device's secret.
pub struct Identity {
    signing: SigningKey,
    age: age::x25519::Identity,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Identity").field(&self.device()).finish()
    }
}

impl Identity {
    /// From the device's Ed25519 secret.
    ///
    /// # Errors
    /// A secret of which no key can be made, which no device has.
    pub fn of(secret: &[u8; 32]) -> Result<Self> {
        let x25519 = Zeroizing::new(blake3::derive_key(ENCRYPTION, secret));
        let encoded = bech32::encode(AGE_SECRET, x25519.to_base32(), Variant::Bech32)
            .map_err(|fault| SyncFault::Key(fault.to_string()))?;
        let mut encoded = encoded.to_uppercase();
        let age = age::x25519::Identity::from_str(&encoded);
        encoded.zeroize();
        Ok(Self {
            signing: SigningKey::from_bytes(secret),
            age: age.map_err(|fault| SyncFault::Key(fault.to_owned()))?,
        })
    }

    /// The name of the device.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        DeviceId::of_key(&self.public())
    }

    /// The public half of the signing key.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.signing.verifying_key().to_bytes()
    }

    /// What others encrypt to.
    #[must_use]
    pub fn recipient(&self) -> Recipient {
        Recipient(self.age.to_public().to_string())
    }

    /// The identity as the program `age` takes it in a file (`AGE-SECRET-KEY-1…`).
    #[must_use]
    pub fn age_identity(&self) -> Zeroizing<String> {
        use age::secrecy::ExposeSecret;
        Zeroizing::new(self.age.to_string().expose_secret().to_owned())
    }

    pub(crate) fn age(&self) -> &age::x25519::Identity {
        &self.age
    }

    /// Ed25519 over a context and a content's BLAKE3.
    pub(crate) fn sign(&self, context: &[u8], content: &[u8]) -> [u8; 64] {
        self.signing.sign(&message(context, content)).to_bytes()
    }
}

/// Whether a signature over a content is that of the key's holder.
pub(crate) fn is_signed(
    public: &[u8; 32],
    context: &[u8],
    content: &[u8],
    signature: &[u8; 64],
) -> bool {
    VerifyingKey::from_bytes(public).is_ok_and(|key| {
        key.verify_strict(
            &message(context, content),
            &Signature::from_bytes(signature),
        )
        .is_ok()
    })
}

/// The context goes in front, so that a signature over one sort of paper is none over another.
fn message(context: &[u8], content: &[u8]) -> Vec<u8> {
    let mut message = context.to_vec();
    message.extend_from_slice(blake3::hash(content).as_bytes());
    message
}

/// What a device's packages are encrypted to, as `age` writes it (`age1…`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Recipient(String);

impl Recipient {
    /// From its written form.
    ///
    /// # Errors
    /// What `age` does not take.
    pub fn parse(text: &str) -> Result<Self> {
        let recipient = Self(text.to_owned());
        recipient.age()?;
        Ok(recipient)
    }

    /// Its written form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn age(&self) -> Result<age::x25519::Recipient> {
        if !self.0.starts_with(AGE_PUBLIC) {
            return Err(SyncFault::Key("收件钥匙不是 age 的".into()));
        }
        age::x25519::Recipient::from_str(&self.0).map_err(|fault| SyncFault::Key(fault.to_owned()))
    }
}

/// Eight characters by which two people on the telephone find out whether they speak of the same
/// keys: 39 bits of a BLAKE3.
#[must_use]
pub fn fingerprint(public: &[u8; 32], recipient: &Recipient) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"lvzhi-fingerprint-1").update(public);
    hasher.update(recipient.as_str().as_bytes());
    check_word(hasher.finalize().as_bytes())
}

/// Eight characters of a hash, for people to compare.
#[must_use]
pub fn check_word(hash: &[u8; 32]) -> String {
    let mut number = u128::from_le_bytes(first_half(hash));
    let base = SIGNS.len() as u128;
    let mut text = String::with_capacity(FINGERPRINT);
    for _ in 0..FINGERPRINT {
        let at = usize::try_from(number % base).unwrap_or(0);
        text.push(char::from(SIGNS[at]));
        number /= base;
    }
    text
}

fn first_half(hash: &[u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&hash[..16]);
    half
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_secret_gives_one_device_and_one_recipient() {
        let one = Identity::of(&[7; 32]).unwrap();
        let again = Identity::of(&[7; 32]).unwrap();
        let other = Identity::of(&[8; 32]).unwrap();
        assert_eq!(one.device(), again.device());
        assert_eq!(one.recipient(), again.recipient());
        assert_ne!(one.recipient(), other.recipient());
        assert!(one.recipient().as_str().starts_with("age1"));
        assert!(one.age_identity().starts_with("AGE-SECRET-KEY-1"));
        let print = fingerprint(&one.public(), &one.recipient());
        assert_eq!(print.len(), 8, "read over the telephone");
        assert_ne!(print, fingerprint(&other.public(), &other.recipient()));
    }

    #[test]
    fn a_signature_holds_for_its_context_alone() {
        let one = Identity::of(&[7; 32]).unwrap();
        let signature = one.sign(b"a", b"content");
        assert!(is_signed(&one.public(), b"a", b"content", &signature));
        assert!(!is_signed(&one.public(), b"b", b"content", &signature));
        assert!(!is_signed(&one.public(), b"a", b"other", &signature));
    }
}
