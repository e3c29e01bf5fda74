//! The paper by which an office lets a device in, signed with the office's root key.

use domain::record::{DeviceId, RecordId};
use minicbor::{Decoder, Encoder};

use crate::cbor::{at_end, expect_array, fixed, read_map, text, written};
use crate::fault::{Result, SyncFault};
use crate::identity::{Identity, Recipient, fingerprint, is_signed};
use crate::rights::{DeviceKind, Rights};

const CONTEXT: &[u8] = b"lvzhi-certificate-1";

/// A signed paper: its bytes as they were signed, and the signature.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sealed {
    /// CBOR, exactly as signed.
    pub body: Vec<u8>,
    /// Ed25519.
    pub signature: [u8; 64],
}

impl Sealed {
    /// Both as one piece of CBOR.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        written(&mut bytes, |e| {
            e.array(2)?.bytes(&self.body)?.bytes(&self.signature)?;
            Ok(())
        });
        bytes
    }

    /// From [`Sealed::to_bytes`].
    ///
    /// # Errors
    /// Other bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let mut d = Decoder::new(bytes);
        let sealed = Self::read(&mut d)?;
        at_end(&d)?;
        Ok(sealed)
    }

    pub(crate) fn read(d: &mut Decoder<'_>) -> Result<Self> {
        expect_array(d, 2)?;
        Ok(Self {
            body: d.bytes()?.to_vec(),
            signature: fixed(d)?,
        })
    }

    /// Signs a paper.
    pub(crate) fn seal(root: &Identity, context: &[u8], body: Vec<u8>) -> Self {
        Self {
            signature: root.sign(context, &body),
            body,
        }
    }

    pub(crate) fn is_by(&self, root: &[u8; 32], context: &[u8]) -> bool {
        is_signed(root, context, &self.body, &self.signature)
    }
}

/// What a certificate says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Certificate {
    /// The device's Ed25519 key.
    pub public: [u8; 32],
    /// What packages for it are encrypted to.
    pub recipient: Recipient,
    /// What people call it (第三村代表联络站, 办公室第二台).
    pub name: String,
    /// What it is, and so what it may do.
    pub kind: DeviceKind,
    /// The letter of its series of numbers; empty for the office's first PC.
    pub series: String,
    /// When it was let in, in milliseconds since 1970 by the office's clock; for display only.
    pub issued_ms: i64,
}

/// Keys of the map.
mod key {
    pub const PUBLIC: u64 = 0;
    pub const RECIPIENT: u64 = 1;
    pub const NAME: u64 = 2;
    /// Null for a PC of the office, else the station.
    pub const STATION: u64 = 3;
    pub const SERIES: u64 = 4;
    pub const ISSUED: u64 = 5;
}

impl Certificate {
    /// The name of the device.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        DeviceId::of_key(&self.public)
    }

    /// What it may do.
    #[must_use]
    pub fn rights(&self) -> Rights {
        Rights(self.kind)
    }

    /// The eight characters read over the telephone.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.public, &self.recipient)
    }

    /// Signs it with the office's root key.
    #[must_use]
    pub fn seal(&self, root: &Identity) -> Sealed {
        let mut body = Vec::new();
        written(&mut body, |e: &mut Encoder<_>| {
            e.map(6)?;
            e.u64(key::PUBLIC)?.bytes(&self.public)?;
            e.u64(key::RECIPIENT)?.str(self.recipient.as_str())?;
            e.u64(key::NAME)?.str(&self.name)?;
            e.u64(key::STATION)?;
            match &self.kind {
                DeviceKind::Office => e.null()?,
                DeviceKind::Station(station) => e.bytes(station.bytes())?,
            };
            e.u64(key::SERIES)?.str(&self.series)?;
            e.u64(key::ISSUED)?.i64(self.issued_ms)?;
            Ok(())
        });
        Sealed::seal(root, CONTEXT, body)
    }

    /// What a sealed certificate says, if the office of this root key signed it.
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
        let (mut public, mut recipient, mut name) = (None, None, None);
        let (mut kind, mut series, mut issued_ms) = (None, String::new(), 0);
        read_map(&mut d, |at, d| {
            match at {
                key::PUBLIC => public = Some(fixed(d)?),
                key::RECIPIENT => recipient = Some(Recipient::parse(&text(d)?)?),
                key::NAME => name = Some(text(d)?),
                key::STATION => kind = Some(read_kind(d)?),
                key::SERIES => series = text(d)?,
                key::ISSUED => issued_ms = d.i64()?,
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        at_end(&d)?;
        match (public, recipient, name, kind) {
            (Some(public), Some(recipient), Some(name), Some(kind)) => Ok(Self {
                public,
                recipient,
                name,
                kind,
                series,
                issued_ms,
            }),
            _ => Err(SyncFault::Damaged("入网证明缺项")),
        }
    }
}

fn read_kind(d: &mut Decoder<'_>) -> Result<DeviceKind> {
    Ok(match d.datatype()? {
        minicbor::data::Type::Null => {
            d.null()?;
            DeviceKind::Office
        }
        _ => DeviceKind::Station(
            RecordId::from_slice(d.bytes()?).ok_or(SyncFault::Damaged("站点编号的长度不对"))?,
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn certificate() -> Certificate {
        let device = Identity::of(&[9; 32]).unwrap();
        Certificate {
            public: device.public(),
            recipient: device.recipient(),
            name: "第三村代表联络站".into(),
            kind: DeviceKind::Station(RecordId::new()),
            series: "C".into(),
            issued_ms: 1_700_000_000_000,
        }
    }

    #[test]
    fn a_certificate_comes_back_and_only_its_root_opens_it() {
        let root = Identity::of(&[1; 32]).unwrap();
        let other = Identity::of(&[2; 32]).unwrap();
        let sealed = certificate().seal(&root);
        let again = Sealed::from_bytes(&sealed.to_bytes()).unwrap();
        let opened = Certificate::open(&again, &root.public()).unwrap();
        assert_eq!(opened.name, "第三村代表联络站");
        assert_eq!(opened.series, "C");
        assert!(Certificate::open(&again, &other.public()).is_err());
    }

    #[test]
    fn no_byte_of_it_can_be_another() {
        let root = Identity::of(&[1; 32]).unwrap();
        let bytes = certificate().seal(&root).to_bytes();
        for at in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[at] ^= 1;
            let opened =
                Sealed::from_bytes(&altered).and_then(|it| Certificate::open(&it, &root.public()));
            assert!(opened.is_err(), "byte {at}");
        }
    }
}
