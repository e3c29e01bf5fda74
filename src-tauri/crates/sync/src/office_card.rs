//! 收件卡: what one office tells another about itself so that signed files can go between them. It holds
//! public keys alone: the office's root key, and the certificates by which that let its PCs in.

use minicbor::{Decoder, Encoder};

use crate::cbor::{Out, at_end, fixed, read_array, read_map, text, written};
use crate::certificate::{Certificate, Sealed};
use crate::fault::{Result, SyncFault};
use crate::identity::{Identity, Recipient, check_word};
use crate::limits;
use crate::rights::DeviceKind;
use crate::trust::Trust;

const CONTEXT: &[u8] = b"lvzhi-card-1";
/// In front of the file, so that it is told from other papers.
const MARK: &[u8] = b"lvzhi-card-1\n";

/// An office as others know it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfficeCard {
    /// Its root key.
    pub root: [u8; 32],
    /// Its name, as it calls itself.
    pub name: String,
    /// Its area code (行政区划代码).
    pub area: String,
    /// Certificates of its own PCs, under its root key; those of stations are of no use to others.
    pub certificates: Vec<Sealed>,
    /// Revocations of PCs that were put out.
    pub revocations: Vec<Sealed>,
}

/// Keys of the map.
mod key {
    pub const ROOT: u64 = 0;
    pub const NAME: u64 = 1;
    pub const AREA: u64 = 2;
    pub const CERTIFICATES: u64 = 3;
    pub const REVOCATIONS: u64 = 4;
}

impl OfficeCard {
    /// The card of an office whose papers these are.
    #[must_use]
    pub fn of(root: [u8; 32], name: &str, area: &str, trust: &Trust) -> Self {
        let (certificates, revocations) = trust.papers();
        let own = |sealed: &Sealed| {
            Certificate::open(sealed, &root).is_ok_and(|it| it.kind == DeviceKind::Office)
        };
        Self {
            root,
            name: name.to_owned(),
            area: area.to_owned(),
            certificates: certificates.into_iter().filter(own).collect(),
            revocations,
        }
    }

    /// The eight characters read over the telephone: of the root key, so that they stay the same
    /// when PCs come and go.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"lvzhi-office-1").update(&self.root);
        check_word(hasher.finalize().as_bytes())
    }

    /// Who is let in by the papers on it.
    #[must_use]
    pub fn trust(&self) -> Trust {
        Trust::of(&self.root, &self.certificates, &self.revocations)
    }

    /// What files for the office are encrypted to: each of its PCs that is not put out.
    #[must_use]
    pub fn recipients(&self) -> Vec<Recipient> {
        let trust = self.trust();
        trust
            .devices()
            .filter(|it| it.kind == DeviceKind::Office && trust.revocation(it.device()).is_none())
            .map(|it| it.recipient.clone())
            .collect()
    }

    /// The key of the PC of this office that signed something, by what `is_by` answers.
    pub(crate) fn signer(&self, is_by: impl Fn(&[u8; 32]) -> bool) -> Result<Certificate> {
        let trust = self.trust();
        let signer = trust
            .devices()
            .find(|it| it.kind == DeviceKind::Office && is_by(&it.public))
            .ok_or(SyncFault::BadSignature)?;
        match trust.revocation(signer.device()) {
            Some(_) => Err(SyncFault::Stranger),
            None => Ok(signer.clone()),
        }
    }

    /// The same card with the papers of an earlier one of that office: a revocation known once stays.
    #[must_use]
    pub fn joined(&self, earlier: &Self) -> Self {
        if self.root != earlier.root {
            return self.clone();
        }
        let mut trust = earlier.trust();
        trust.add(&self.root, &self.certificates, &self.revocations);
        Self::of(self.root, &self.name, &self.area, &trust)
    }

    /// As CBOR.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        written(&mut bytes, |e: &mut Encoder<_>| self.write(e));
        bytes
    }

    /// From [`OfficeCard::to_bytes`].
    ///
    /// # Errors
    /// Other bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let mut d = Decoder::new(bytes);
        let card = Self::read(&mut d)?;
        at_end(&d)?;
        Ok(card)
    }

    /// The card as a file, signed by a PC of the office.
    #[must_use]
    pub fn to_file(&self, identity: &Identity) -> Vec<u8> {
        let mut file = MARK.to_vec();
        file.extend(Sealed::seal(identity, CONTEXT, self.to_bytes()).to_bytes());
        file
    }

    /// From a file, signed by a PC that its own root key let in.
    ///
    /// # Errors
    /// [`SyncFault::NotACard`] for anything else, and for one that was altered.
    pub fn from_file(file: &[u8]) -> Result<Self> {
        let read = || {
            if file.len() as u64 > limits::MANIFEST {
                return Err(SyncFault::TooLarge("收件卡"));
            }
            let bytes = file.strip_prefix(MARK).ok_or(SyncFault::NotACard)?;
            let sealed = Sealed::from_bytes(bytes)?;
            let card = Self::from_bytes(&sealed.body)?;
            card.signer(|public| sealed.is_by(public, CONTEXT))?;
            Ok(card)
        };
        read().map_err(|_: SyncFault| SyncFault::NotACard)
    }

    pub(crate) fn write(
        &self,
        e: &mut Out<'_>,
    ) -> std::result::Result<(), minicbor::encode::Error<std::convert::Infallible>> {
        e.map(5)?;
        e.u64(key::ROOT)?.bytes(&self.root)?;
        e.u64(key::NAME)?.str(&self.name)?;
        e.u64(key::AREA)?.str(&self.area)?;
        for (at, papers) in [
            (key::CERTIFICATES, &self.certificates),
            (key::REVOCATIONS, &self.revocations),
        ] {
            e.u64(at)?.array(papers.len() as u64)?;
            for it in papers {
                e.array(2)?.bytes(&it.body)?.bytes(&it.signature)?;
            }
        }
        Ok(())
    }

    pub(crate) fn read(d: &mut Decoder<'_>) -> Result<Self> {
        let (mut root, mut name, mut area) = (None, None, String::new());
        let (mut certificates, mut revocations) = (Vec::new(), Vec::new());
        read_map(d, |at, d| {
            match at {
                key::ROOT => root = Some(fixed(d)?),
                key::NAME => name = Some(text(d)?),
                key::AREA => area = text(d)?,
                key::CERTIFICATES => read_array(d, |d| {
                    certificates.push(Sealed::read(d)?);
                    Ok(())
                })?,
                key::REVOCATIONS => read_array(d, |d| {
                    revocations.push(Sealed::read(d)?);
                    Ok(())
                })?,
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        match (root, name) {
            (Some(root), Some(name)) => Ok(Self {
                root,
                name,
                area,
                certificates,
                revocations,
            }),
            _ => Err(SyncFault::Damaged("收件卡缺项")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(device: &Identity, root: &Identity) -> OfficeCard {
        let certificate = Certificate {
            public: device.public(),
            recipient: device.recipient(),
            name: "办公室".into(),
            kind: DeviceKind::Office,
            series: String::new(),
            issued_ms: 1,
        };
        let trust = Trust::of(&root.public(), &[certificate.seal(root)], &[]);
        OfficeCard::of(root.public(), "青禾县人大", "130822", &trust)
    }

    #[test]
    fn a_card_comes_back_and_no_byte_of_it_can_be_another() {
        let (root, device) = (
            Identity::of(&[1; 32]).unwrap(),
            Identity::of(&[2; 32]).unwrap(),
        );
        let card = card(&device, &root);
        let file = card.to_file(&device);
        assert_eq!(OfficeCard::from_file(&file).unwrap(), card);
        assert_eq!(card.recipients(), vec![device.recipient()]);
        for at in 0..file.len() {
            let mut altered = file.clone();
            altered[at] ^= 1;
            assert!(OfficeCard::from_file(&altered).is_err(), "byte {at}");
            assert!(OfficeCard::from_file(&file[..at]).is_err(), "cut at {at}");
        }
        let stranger = Identity::of(&[3; 32]).unwrap();
        assert!(OfficeCard::from_file(&card.to_file(&stranger)).is_err());
    }
}
