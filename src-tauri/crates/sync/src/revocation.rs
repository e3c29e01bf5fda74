//! The paper by which an office puts a device out again, signed with the office's root key.

use std::collections::BTreeMap;

use domain::record::{DeviceId, Partition};
use minicbor::{Decoder, Encoder};

use crate::cbor::{at_end, device, expect_array, read_array, read_map, text, written};
use crate::certificate::Sealed;
use crate::fault::{Result, SyncFault};
use crate::identity::Identity;

const CONTEXT: &[u8] = b"lvzhi-revocation-1";

/// What a revocation says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Revocation {
    /// Who is out.
    pub device: DeviceId,
    /// The last of its changes that the office had, per partition. What came after is not taken in.
    pub upto: BTreeMap<Partition, u64>,
    /// Why, in the office's words.
    pub reason: String,
    /// When, in milliseconds since 1970 by the office's clock; for display only.
    pub issued_ms: i64,
}

/// Keys of the map.
mod key {
    pub const DEVICE: u64 = 0;
    pub const UPTO: u64 = 1;
    pub const REASON: u64 = 2;
    pub const ISSUED: u64 = 3;
}

impl Revocation {
    /// Whether a change was written before the device was put out.
    #[must_use]
    pub fn leaves(&self, partition: &Partition, seq: u64) -> bool {
        self.upto.get(partition).is_some_and(|upto| seq <= *upto)
    }

    /// Signs it with the office's root key.
    #[must_use]
    pub fn seal(&self, root: &Identity) -> Sealed {
        let mut body = Vec::new();
        written(&mut body, |e: &mut Encoder<_>| {
            e.map(4)?;
            e.u64(key::DEVICE)?.bytes(self.device.bytes())?;
            e.u64(key::UPTO)?.array(self.upto.len() as u64)?;
            for (partition, seq) in &self.upto {
                e.array(2)?.str(&partition.to_string())?.u64(*seq)?;
            }
            e.u64(key::REASON)?.str(&self.reason)?;
            e.u64(key::ISSUED)?.i64(self.issued_ms)?;
            Ok(())
        });
        Sealed::seal(root, CONTEXT, body)
    }

    /// What a sealed revocation says, if the office of this root key signed it.
    ///
    /// # Errors
    /// Another signature; a body that is none.
    pub fn open(sealed: &Sealed, root: &[u8; 32]) -> Result<Self> {
        if !sealed.is_by(root, CONTEXT) {
            return Err(SyncFault::Stranger);
        }
        Self::read(&sealed.body)
    }

    pub(crate) fn read(body: &[u8]) -> Result<Self> {
        let mut d = Decoder::new(body);
        let (mut whose, mut upto) = (None, BTreeMap::new());
        let (mut reason, mut issued_ms) = (String::new(), 0);
        read_map(&mut d, |at, d| {
            match at {
                key::DEVICE => whose = Some(device(d)?),
                key::UPTO => read_array(d, |d| {
                    expect_array(d, 2)?;
                    let partition = Partition::parse(&text(d)?);
                    let seq = d.u64()?;
                    upto.extend(partition.map(|it| (it, seq)));
                    Ok(())
                })?,
                key::REASON => reason = text(d)?,
                key::ISSUED => issued_ms = d.i64()?,
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        at_end(&d)?;
        Ok(Self {
            device: whose.ok_or(SyncFault::Damaged("停用通知缺项"))?,
            upto,
            reason,
            issued_ms,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_before_it_stays() {
        let root = Identity::of(&[1; 32]).unwrap();
        let said = Revocation {
            device: Identity::of(&[3; 32]).unwrap().device(),
            upto: BTreeMap::from([(Partition::Published, 41)]),
            reason: "电脑丢失".into(),
            issued_ms: 0,
        };
        let opened = Revocation::open(&said.seal(&root), &root.public()).unwrap();
        assert_eq!(opened, said);
        assert!(opened.leaves(&Partition::Published, 41));
        assert!(!opened.leaves(&Partition::Published, 42));
        assert!(
            !opened.leaves(&Partition::Township, 1),
            "it had written nothing there"
        );
    }
}
