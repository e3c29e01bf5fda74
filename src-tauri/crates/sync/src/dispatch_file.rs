//! A dispatch as a file: the same well-known parts as a package, `parts/` in place of runs.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use crate::dispatch::{Dispatch, PartMark};
use crate::fault::{Result, SyncFault, reading};
use crate::identity::{Identity, Recipient};
use crate::limits;
use crate::reader::{decrypted, entry_name, headed};
use crate::writer::{Head, Written, append, pack, write_with};

/// Parts lie under this name.
const PARTS: &str = "parts/";
/// Parts are JSON in UTF-8.
const PACKED: &str = ".json.zst";

/// A part of a dispatch: its name and its content, which is JSON.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// Small letters, digits and `-`.
    pub name: String,
    /// The content, unpacked.
    pub content: Vec<u8>,
}

impl Part {
    /// What the manifest says of it.
    #[must_use]
    pub fn mark(&self) -> PartMark {
        PartMark {
            name: self.name.clone(),
            bytes: self.content.len() as u64,
            hash: *blake3::hash(&self.content).as_bytes(),
        }
    }
}

/// A dispatch that was read whole: signed by a PC of the office that it says it is from, each part as
/// the manifest names it. Whether that office is known is for the reader to ask.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opened {
    /// What it says about itself.
    pub dispatch: Dispatch,
    /// The BLAKE3 of its manifest exactly as signed.
    pub hash: [u8; 32],
    /// Its parts.
    pub parts: Vec<Part>,
    /// The manifest exactly as signed, and the signature: proof for later.
    pub signed: (Vec<u8>, [u8; 64]),
}

impl Opened {
    /// A part by its name.
    #[must_use]
    pub fn part(&self, name: &str) -> Option<&[u8]> {
        let found = self.parts.iter().find(|it| it.name == name);
        found.map(|it| it.content.as_slice())
    }
}

/// Writes a dispatch, as safely as a package. Its parts are named in the manifest here. Answers the
/// file and the hash by which answers and corrections name the dispatch.
///
/// # Errors
/// Nobody to write to; too many or too large parts; a full or failing disk.
pub fn write_dispatch(
    path: &Path,
    dispatch: &Dispatch,
    parts: &[Part],
    sender: &Identity,
    recipients: &[Recipient],
) -> Result<(Written, [u8; 32])> {
    let total: u64 = parts.iter().map(|it| it.content.len() as u64).sum();
    if parts.len() as u64 > limits::PARTS || total > limits::PARTS_UNPACKED {
        return Err(SyncFault::TooLarge("内容"));
    }
    let mut dispatch = dispatch.clone();
    dispatch.parts = parts.iter().map(Part::mark).collect();
    let bytes = dispatch.to_bytes();
    let head = Head {
        signature: Dispatch::sign(&bytes, sender),
        bytes,
        recipients,
    };
    let written = write_with(path, &head, |archive| -> Result<()> {
        for part in parts {
            let packed = pack(&part.content)?;
            if packed.len() as u64 > limits::PART_PACKED {
                return Err(SyncFault::TooLarge("内容"));
            }
            append(archive, &format!("{PARTS}{}{PACKED}", part.name), &packed)?;
        }
        Ok(())
    })?;
    Ok((written, *blake3::hash(&head.bytes).as_bytes()))
}

/// Reads a dispatch whole. Nothing is unpacked beyond what its signed manifest says.
///
/// # Errors
/// Not a dispatch, not for this PC, damaged, altered, of a newer format, signed by nobody of the
/// office that it says it is from.
pub fn open_dispatch(path: &Path, identities: &[Identity]) -> Result<Opened> {
    let mut archive = decrypted(path, identities)?;
    let mut entries = archive.entries().map_err(reading)?;
    let (bytes, signature) = headed(&mut entries)?;
    let dispatch = Dispatch::read(&bytes)?;
    let signer = dispatch
        .from
        .signer(|public| Dispatch::is_by(public, &bytes, &signature))?;
    if signer.device() != dispatch.sender {
        return Err(SyncFault::BadSignature);
    }
    let claimed: u64 = dispatch
        .parts
        .iter()
        .fold(0, |sum, it| sum.saturating_add(it.bytes));
    if claimed > limits::PARTS_UNPACKED {
        return Err(SyncFault::TooLarge("内容"));
    }
    let marks: BTreeMap<&str, &PartMark> = dispatch
        .parts
        .iter()
        .map(|it| (it.name.as_str(), it))
        .collect();
    let mut found = BTreeMap::new();
    for entry in entries {
        let entry = entry.map_err(reading)?;
        let name = entry_name(&entry)?;
        let inner = name
            .strip_prefix(PARTS)
            .and_then(|it| it.strip_suffix(PACKED));
        let Some(inner) = inner else {
            continue;
        };
        let Some(mark) = marks.get(inner) else {
            return Err(SyncFault::Damaged("有说明里没有的内容"));
        };
        if entry.size() > limits::PART_PACKED {
            return Err(SyncFault::TooLarge("内容"));
        }
        let content = unpack(entry, mark.bytes)?;
        if content.len() as u64 != mark.bytes || *blake3::hash(&content).as_bytes() != mark.hash {
            return Err(SyncFault::Damaged("内容和签名对不上"));
        }
        found.insert(inner.to_owned(), content);
    }
    // What follows the end of the archive has to be read for the cipher to be checked to its end.
    let mut rest = archive.into_inner();
    std::io::copy(&mut rest, &mut std::io::sink()).map_err(reading)?;
    let mut parts = Vec::with_capacity(dispatch.parts.len());
    for mark in &dispatch.parts {
        let content = found
            .remove(&mark.name)
            .ok_or(SyncFault::Damaged("缺少说明里写的内容"))?;
        parts.push(Part {
            name: mark.name.clone(),
            content,
        });
    }
    Ok(Opened {
        hash: *blake3::hash(&bytes).as_bytes(),
        dispatch,
        parts,
        signed: (bytes, signature),
    })
}

fn unpack(entry: impl Read, most: u64) -> Result<Vec<u8>> {
    let mut decoder = zstd::stream::read::Decoder::new(entry).map_err(reading)?;
    decoder
        .window_log_max(limits::WINDOW_LOG)
        .map_err(reading)?;
    let mut content = Vec::new();
    let mut limited = decoder.take(most.saturating_add(1));
    limited.read_to_end(&mut content).map_err(reading)?;
    Ok(content)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use uuid::Uuid;

    use super::*;
    use crate::certificate::Certificate;
    use crate::dispatch::{DispatchKind, Verdict};
    use crate::office_card::OfficeCard;
    use crate::rights::DeviceKind;
    use crate::trust::Trust;

    fn office(root: u8, device: u8, name: &str) -> (OfficeCard, Identity) {
        let (root, device) = (
            Identity::of(&[root; 32]).unwrap(),
            Identity::of(&[device; 32]).unwrap(),
        );
        let certificate = Certificate {
            public: device.public(),
            recipient: device.recipient(),
            name: name.into(),
            kind: DeviceKind::Office,
            series: String::new(),
            issued_ms: 1,
        };
        let trust = Trust::of(&root.public(), &[certificate.seal(&root)], &[]);
        let card = OfficeCard::of(root.public(), name, "130822101", &trust);
        (card, device)
    }

    fn dispatch(from: &OfficeCard, sender: &Identity, to: &OfficeCard) -> Dispatch {
        Dispatch {
            id: Uuid::from_bytes([7; 16]),
            kind: DispatchKind::Submission,
            sender: sender.device(),
            from: from.clone(),
            to: Some(to.root),
            number: "柳河镇〔2026〕上报第3号".into(),
            year: 2026,
            serial: 3,
            created_ms: 1,
            program: "0.1.0".into(),
            title: "名册、数字".into(),
            replaces: None,
            answers: None,
            verdict: Verdict::Received,
            note: String::new(),
            parts: Vec::new(),
        }
    }

    #[test]
    fn a_dispatch_comes_back_and_no_byte_of_it_can_be_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("上报.rds");
        let ((from, sender), (to, reader)) = (office(1, 2, "柳河镇"), office(3, 4, "青禾县"));
        let parts = vec![Part {
            name: "figures".into(),
            content: br#"{"figures":[]}"#.to_vec(),
        }];
        let made = dispatch(&from, &sender, &to);
        let (written, hash) =
            write_dispatch(&path, &made, &parts, &sender, &to.recipients()).unwrap();
        assert!(written.bytes > 0);
        let keys = [reader];
        let opened = open_dispatch(&path, &keys).unwrap();
        assert_eq!(opened.hash, hash);
        assert_eq!(opened.parts, parts);
        assert_eq!(opened.dispatch.hash(), hash, "as corrections name it");
        let other = [Identity::of(&[9; 32]).unwrap()];
        assert!(matches!(
            open_dispatch(&path, &other),
            Err(SyncFault::NotForUs)
        ));
        let file = fs::read(&path).unwrap();
        for at in 0..file.len() {
            let mut altered = file.clone();
            altered[at] ^= 1;
            fs::write(&path, &altered).unwrap();
            assert!(open_dispatch(&path, &keys).is_err(), "byte {at}");
            fs::write(&path, &file[..at]).unwrap();
            assert!(open_dispatch(&path, &keys).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn one_signed_by_somebody_else_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("上报.rds");
        let ((from, _), (to, reader)) = (office(1, 2, "柳河镇"), office(3, 4, "青禾县"));
        let thief = Identity::of(&[5; 32]).unwrap();
        let made = dispatch(&from, &thief, &to);
        write_dispatch(&path, &made, &[], &thief, &to.recipients()).unwrap();
        assert!(matches!(
            open_dispatch(&path, &[reader]),
            Err(SyncFault::BadSignature)
        ));
    }
}
