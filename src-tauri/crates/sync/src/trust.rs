//! Who is let in, by the papers that the office's root key signed.

use std::collections::BTreeMap;

use domain::record::{DeviceId, Partition};

use crate::certificate::{Certificate, Sealed};
use crate::revocation::Revocation;

/// Why a device's change is not to be taken in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Barred {
    /// The office let it in never.
    Stranger,
    /// It may not write in this partition.
    NoRight,
    /// It was put out before it wrote this.
    Revoked,
}

/// The devices of an office: each one's certificate, and its revocation if it was put out.
#[derive(Clone, Default, Debug)]
pub struct Trust {
    certificates: BTreeMap<DeviceId, (Certificate, Sealed)>,
    revocations: BTreeMap<DeviceId, (Revocation, Sealed)>,
}

impl Trust {
    /// What these papers say under an office's root key. Papers that it did not sign say nothing.
    #[must_use]
    pub fn of<'a>(
        root: &[u8; 32],
        certificates: impl IntoIterator<Item = &'a Sealed>,
        revocations: impl IntoIterator<Item = &'a Sealed>,
    ) -> Self {
        let mut trust = Self::default();
        trust.add(root, certificates, revocations);
        trust
    }

    /// More papers under the same root key.
    pub fn add<'a>(
        &mut self,
        root: &[u8; 32],
        certificates: impl IntoIterator<Item = &'a Sealed>,
        revocations: impl IntoIterator<Item = &'a Sealed>,
    ) {
        for sealed in certificates {
            if let Ok(it) = Certificate::open(sealed, root) {
                let known = self.certificates.get(&it.device());
                // Of two papers for one device every PC takes the same one.
                if known.is_none_or(|(known, other)| {
                    (known.issued_ms, &other.body) < (it.issued_ms, &sealed.body)
                }) {
                    let device = it.device();
                    self.certificates.insert(device, (it, sealed.clone()));
                }
            }
        }
        for sealed in revocations {
            if let Ok(it) = Revocation::open(sealed, root) {
                let known = self.revocations.get(&it.device);
                // Put out is put out: the one that leaves less holds.
                let leaves = |it: &Revocation| it.upto.values().sum::<u64>();
                if known.is_none_or(|(known, other)| {
                    (leaves(&it), &sealed.body) < (leaves(known), &other.body)
                }) {
                    self.revocations.insert(it.device, (it, sealed.clone()));
                }
            }
        }
    }

    /// A device's certificate.
    #[must_use]
    pub fn certificate(&self, device: DeviceId) -> Option<&Certificate> {
        self.certificates.get(&device).map(|(it, _)| it)
    }

    /// A device's revocation.
    #[must_use]
    pub fn revocation(&self, device: DeviceId) -> Option<&Revocation> {
        self.revocations.get(&device).map(|(it, _)| it)
    }

    /// Every device that was ever let in.
    pub fn devices(&self) -> impl Iterator<Item = &Certificate> {
        self.certificates.values().map(|(it, _)| it)
    }

    /// The papers themselves: certificates, revocations.
    #[must_use]
    pub fn papers(&self) -> (Vec<Sealed>, Vec<Sealed>) {
        let certificates = self.certificates.values().map(|(_, it)| it.clone());
        let revocations = self.revocations.values().map(|(_, it)| it.clone());
        (certificates.collect(), revocations.collect())
    }

    /// Why a change of a device in a partition is not to be taken in; `None` where it is.
    #[must_use]
    pub fn bars(&self, device: DeviceId, partition: &Partition, seq: u64) -> Option<Barred> {
        let Some(certificate) = self.certificate(device) else {
            return Some(Barred::Stranger);
        };
        if !certificate.rights().may_write(partition) {
            return Some(Barred::NoRight);
        }
        let out = self.revocation(device)?;
        (!out.leaves(partition, seq)).then_some(Barred::Revoked)
    }
}

#[cfg(test)]
mod tests {
    use domain::record::RecordId;

    use super::*;
    use crate::identity::Identity;
    use crate::rights::DeviceKind;

    #[test]
    fn papers_of_another_root_say_nothing_and_the_stricter_revocation_holds() {
        let root = Identity::of(&[1; 32]).unwrap();
        let thief = Identity::of(&[2; 32]).unwrap();
        let device = Identity::of(&[3; 32]).unwrap();
        let station = RecordId::new();
        let village = Partition::Village(station.0);
        let certificate = Certificate {
            public: device.public(),
            recipient: device.recipient(),
            name: "第三村".into(),
            kind: DeviceKind::Station(station),
            series: "B".into(),
            issued_ms: 1,
        };
        let forged = Trust::of(&root.public(), &[certificate.seal(&thief)], &[]);
        assert_eq!(
            forged.bars(device.device(), &village, 1),
            Some(Barred::Stranger)
        );
        let out = |upto: u64, by: &Identity| {
            let said = Revocation {
                device: device.device(),
                upto: BTreeMap::from([(village.clone(), upto)]),
                reason: "停用".into(),
                issued_ms: 0,
            };
            said.seal(by)
        };
        let mut trust = Trust::of(
            &root.public(),
            &[certificate.seal(&root)],
            &[out(0, &thief)],
        );
        assert_eq!(trust.bars(device.device(), &village, 9), None);
        assert_eq!(
            trust.bars(device.device(), &Partition::Published, 1),
            Some(Barred::NoRight)
        );
        trust.add(
            &root.public(),
            &[],
            &[out(7, &root), out(5, &root), out(9, &root)],
        );
        assert_eq!(trust.bars(device.device(), &village, 5), None);
        assert_eq!(
            trust.bars(device.device(), &village, 6),
            Some(Barred::Revoked)
        );
    }
}
