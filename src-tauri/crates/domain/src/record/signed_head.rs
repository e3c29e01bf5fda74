//! How far a device came, signed with its key: what leaves the PC, and what copies of the store note.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::record::{DeviceId, Link, Partition};

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
    /// Whether the signature is the device's own ([`DeviceId::of_key`]).
    #[must_use]
    pub fn is_genuine(&self) -> bool {
        let (Some(public), Some(signature)) = (&self.public, &self.signature) else {
            return false;
        };
        let Ok(key) = VerifyingKey::from_bytes(public) else {
            return false;
        };
        DeviceId::of_key(public) == self.device
            && key
                .verify_strict(&self.message(), &Signature::from_bytes(signature))
                .is_ok()
    }

    /// Signs it with the device's Ed25519 key.
    pub fn sign(&mut self, secret: &[u8; 32]) {
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
