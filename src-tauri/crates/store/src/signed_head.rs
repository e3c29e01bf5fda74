//! How far a device came, signed with its key: what leaves the PC, and what copies of the store note.

use domain::record::{DeviceId, Link, Partition};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

/// How far a device came in a partition, as it leaves the PC and as a copy of the store notes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedHead {
    /// Whose.
    pub device: DeviceId,
    /// Where; `None` counts the device's operations.
    pub partition: Option<Partition>,
    /// The last number.
    pub seq: u64,
    /// The value of the chain there.
    pub chain: Link,
    /// The device's public key, where it is known.
    pub public: Option<[u8; 32]>,
    /// Ed25519 over all of this.
    pub signature: Option<[u8; 64]>,
}

impl SignedHead {
    /// Whether the signature is the device's own, whose name is half the BLAKE3 of its key.
    #[must_use]
    pub fn is_genuine(&self) -> bool {
        let (Some(public), Some(signature)) = (&self.public, &self.signature) else {
            return false;
        };
        let name = blake3::hash(public);
        let Ok(key) = VerifyingKey::from_bytes(public) else {
            return false;
        };
        name.as_bytes()[..16] == *self.device.bytes()
            && key
                .verify_strict(&self.message(), &Signature::from_bytes(signature))
                .is_ok()
    }

    /// Signs it with the device's Ed25519 key.
    pub(crate) fn sign(&mut self, secret: &[u8; 32]) {
        let key = SigningKey::from_bytes(secret);
        self.signature = Some(key.sign(&self.message()).to_bytes());
    }

    fn message(&self) -> Vec<u8> {
        let partition = self.partition.as_ref().map(ToString::to_string);
        let partition = partition.unwrap_or_default();
        let mut bytes = b"lvzhi-head-1".to_vec();
        bytes.extend_from_slice(self.device.bytes());
        bytes.extend_from_slice(&(partition.len() as u64).to_le_bytes());
        bytes.extend_from_slice(partition.as_bytes());
        bytes.extend_from_slice(&self.seq.to_le_bytes());
        bytes.extend_from_slice(&self.chain);
        bytes
    }
}

/// A signed head as a copy of the store notes it, in words that last.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NotedHead {
    /// The device, as hexadecimal digits.
    pub device: String,
    /// `P`, `T`, …; empty counts the device's operations.
    pub partition: String,
    /// The last number.
    pub seq: u64,
    /// The value of the chain there, as hexadecimal digits.
    pub chain: String,
    /// The device's public key, as hexadecimal digits; empty where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public: Option<String>,
    /// The device's signature, as hexadecimal digits; empty where it has not arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
}

impl NotedHead {
    /// Whether the signature is the device's own.
    #[must_use]
    pub fn is_genuine(&self) -> bool {
        self.signed().is_some_and(|it| it.is_genuine())
    }

    fn signed(&self) -> Option<SignedHead> {
        fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
            hex::decode(text).ok()?.try_into().ok()
        }
        Some(SignedHead {
            device: DeviceId::parse(&self.device)?,
            partition: match self.partition.as_str() {
                "" => None,
                name => Some(Partition::parse(name)?),
            },
            seq: self.seq,
            chain: bytes(&self.chain)?,
            public: self.public.as_deref().and_then(bytes),
            signature: self.signature.as_deref().and_then(bytes),
        })
    }
}

impl From<&SignedHead> for NotedHead {
    fn from(head: &SignedHead) -> Self {
        let partition = head.partition.as_ref().map(ToString::to_string);
        Self {
            device: hex::encode(head.device.bytes()),
            partition: partition.unwrap_or_default(),
            seq: head.seq,
            chain: hex::encode(head.chain),
            public: head.public.map(hex::encode),
            signature: head.signature.map(hex::encode),
        }
    }
}
