//! A signed head as a copy of the store notes it.

use domain::record::{DeviceId, Partition, SignedHead};
use serde::{Deserialize, Serialize};

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
