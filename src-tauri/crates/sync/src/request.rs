//! A device's request to be let in: its public keys and what people call it, signed by itself.

use minicbor::{Decoder, Encoder};

use crate::cbor::{at_end, fixed, read_map, text, written};
use crate::certificate::Sealed;
use crate::fault::{Result, SyncFault};
use crate::identity::{Identity, Recipient, fingerprint};
use crate::limits;

const CONTEXT: &[u8] = b"lvzhi-request-1";
/// In front of the file, so that it is told from a package.
const MARK: &[u8] = b"lvzhi-join-1\n";

/// What a request says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JoinRequest {
    /// The device's Ed25519 key.
    pub public: [u8; 32],
    /// What packages for it are encrypted to.
    pub recipient: Recipient,
    /// What people call it.
    pub name: String,
    /// Which version of the program wrote it.
    pub program: String,
}

/// Keys of the map.
mod key {
    pub const PUBLIC: u64 = 0;
    pub const RECIPIENT: u64 = 1;
    pub const NAME: u64 = 2;
    pub const PROGRAM: u64 = 3;
}

impl JoinRequest {
    /// The request of a device.
    #[must_use]
    pub fn of(identity: &Identity, name: &str, program: &str) -> Self {
        Self {
            public: identity.public(),
            recipient: identity.recipient(),
            name: name.to_owned(),
            program: program.to_owned(),
        }
    }

    /// The eight characters read over the telephone.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.public, &self.recipient)
    }

    /// The request as a file, signed by the device itself.
    #[must_use]
    pub fn to_file(&self, identity: &Identity) -> Vec<u8> {
        let mut body = Vec::new();
        written(&mut body, |e: &mut Encoder<_>| {
            e.map(4)?;
            e.u64(key::PUBLIC)?.bytes(&self.public)?;
            e.u64(key::RECIPIENT)?.str(self.recipient.as_str())?;
            e.u64(key::NAME)?.str(&self.name)?;
            e.u64(key::PROGRAM)?.str(&self.program)?;
            Ok(())
        });
        let mut file = MARK.to_vec();
        file.extend(Sealed::seal(identity, CONTEXT, body).to_bytes());
        file
    }

    /// From a file.
    ///
    /// # Errors
    /// [`SyncFault::NotARequest`] for anything else, and for one that was altered.
    pub fn from_file(file: &[u8]) -> Result<Self> {
        Self::read(file).map_err(|_| SyncFault::NotARequest)
    }

    fn read(file: &[u8]) -> Result<Self> {
        let bytes = file.strip_prefix(MARK).ok_or(SyncFault::NotARequest)?;
        if file.len() as u64 > limits::REQUEST {
            return Err(SyncFault::TooLarge("申请"));
        }
        let sealed = Sealed::from_bytes(bytes)?;
        let mut d = Decoder::new(&sealed.body);
        let (mut public, mut recipient, mut name) = (None, None, None);
        let mut program = String::new();
        read_map(&mut d, |at, d| {
            match at {
                key::PUBLIC => public = Some(fixed(d)?),
                key::RECIPIENT => recipient = Some(Recipient::parse(&text(d)?)?),
                key::NAME => name = Some(text(d)?),
                key::PROGRAM => program = text(d)?,
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        at_end(&d)?;
        let (Some(public), Some(recipient), Some(name)) = (public, recipient, name) else {
            return Err(SyncFault::NotARequest);
        };
        if !sealed.is_by(&public, CONTEXT) {
            return Err(SyncFault::BadSignature);
        }
        Ok(Self {
            public,
            recipient,
            name,
            program,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_comes_back_and_no_byte_of_it_can_be_another() {
        let device = Identity::of(&[9; 32]).unwrap();
        let request = JoinRequest::of(&device, "第三村", "0.1.0");
        let file = request.to_file(&device);
        assert_eq!(JoinRequest::from_file(&file).unwrap(), request);
        for at in 0..file.len() {
            let mut altered = file.clone();
            altered[at] ^= 1;
            assert!(JoinRequest::from_file(&altered).is_err(), "byte {at}");
            assert!(JoinRequest::from_file(&file[..at]).is_err(), "cut at {at}");
        }
    }
}
