//! `keys.json`: the store's key, wrapped once for each way in.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{
    Cost, Key, KeyFault, RecoveryCard, Unlock,
    key::random,
    password::{normalise, wrapping_key},
    sealed::{self, Sealed, SealedTo},
};

/// The newest layout of `keys.json` that this program reads and writes.
const VERSION: u32 = 1;

/// By which way a store was opened or can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// A password, of this user where it has one.
    Password(Option<String>),
    /// The recovery card.
    RecoveryCard,
    /// The key file.
    KeyFile,
}

/// All ways into one store. Holds no secret in the clear.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeyRing {
    version: u32,
    /// Names the store; stays when its key is changed.
    store: String,
    key_id: String,
    wraps: Vec<Wrap>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Password,
    RecoveryCard,
    KeyFile,
}

/// One way in.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Wrap {
    kind: Kind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    user: Option<String>,
    /// Only passwords need a costly derivation; card and key file are random already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cost: Option<Cost>,
    #[serde(with = "hex::serde")]
    salt: [u8; 16],
    /// The secret half of the way's key pair, under what the person offers.
    secret: Sealed,
    /// The public half.
    #[serde(with = "hex::serde")]
    public: [u8; 32],
    /// The store's key, sealed to the public half.
    key: SealedTo,
    /// Keyed BLAKE3 of the way by the store's key: whoever can write the file but not open the
    /// store must not be able to add a way to which the next key would be sealed.
    #[serde(with = "hex::serde")]
    seal: [u8; 32],
}

impl KeyRing {
    /// An empty ring of a new store with this key.
    ///
    /// # Errors
    /// [`KeyFault::NoRandomness`].
    pub fn new(key: &Key) -> Result<Self, KeyFault> {
        Ok(Self {
            version: VERSION,
            store: hex::encode(random::<8>()?.as_slice()),
            key_id: key.id(),
            wraps: Vec::new(),
        })
    }

    /// The same ways into the store under a new key.
    ///
    /// # Errors
    /// [`KeyFault::Tampered`] where a way was not written by this store; [`KeyFault::NoRandomness`].
    pub fn renewed(&self, old: &Key, new: &Key) -> Result<Self, KeyFault> {
        let mut wraps = Vec::with_capacity(self.wraps.len());
        for wrap in &self.wraps {
            if wrap.seal_under(old) != wrap.seal {
                return Err(KeyFault::Tampered);
            }
            let mut wrap = wrap.clone();
            wrap.key = SealedTo::of(new, &wrap.public)?;
            wrap.seal = wrap.seal_under(new);
            wraps.push(wrap);
        }
        Ok(Self {
            version: VERSION,
            store: self.store.clone(),
            key_id: new.id(),
            wraps,
        })
    }

    /// Names the store, whatever its key.
    pub fn store(&self) -> &str {
        &self.store
    }

    /// Reads `keys.json`.
    ///
    /// # Errors
    /// [`KeyFault::TooNew`] for a later layout, [`KeyFault::Damaged`] for anything else unread.
    pub fn parse(json: &[u8]) -> Result<Self, KeyFault> {
        #[derive(Deserialize)]
        struct Head {
            version: u32,
        }
        let head: Head = serde_json::from_slice(json).map_err(|_| KeyFault::Damaged)?;
        if head.version > VERSION {
            return Err(KeyFault::TooNew);
        }
        let ring: Self = serde_json::from_slice(json).map_err(|_| KeyFault::Damaged)?;
        if ring.version != VERSION || ring.wraps.is_empty() {
            return Err(KeyFault::Damaged);
        }
        Ok(ring)
    }

    /// The text of `keys.json`.
    ///
    /// # Errors
    /// Never in practice; [`KeyFault::Damaged`] stands for a failure of the JSON writer.
    pub fn to_json(&self) -> Result<Vec<u8>, KeyFault> {
        serde_json::to_vec_pretty(self).map_err(|_| KeyFault::Damaged)
    }

    /// The id of the key inside (see [`Key::id`]).
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// All ways in, in the order they were made.
    pub fn ways(&self) -> Vec<Way> {
        self.wraps
            .iter()
            .map(|wrap| match wrap.kind {
                Kind::Password => Way::Password(wrap.user.clone()),
                Kind::RecoveryCard => Way::RecoveryCard,
                Kind::KeyFile => Way::KeyFile,
            })
            .collect()
    }

    /// Opens the ring. `key_file` is the content of the key file, if there is one.
    ///
    /// # Errors
    /// A typed refusal whose sentence says what to try next.
    pub fn unlock(&self, unlock: &Unlock, key_file: Option<&[u8]>) -> Result<(Key, Way), KeyFault> {
        match unlock {
            Unlock::Password { user, password } => self.by_password(user.as_deref(), password),
            Unlock::RecoveryCard(typed) => {
                let card = RecoveryCard::parse(typed)?;
                self.of(Kind::RecoveryCard)
                    .find_map(|wrap| {
                        self.open(wrap, &random_source_key(card.entropy(), &wrap.salt))
                    })
                    .map(|key| (key, Way::RecoveryCard))
                    .ok_or(KeyFault::WrongCard)
            }
            Unlock::KeyFile => {
                if self.of(Kind::KeyFile).next().is_none() {
                    return Err(KeyFault::PasswordNeeded);
                }
                let content = parse_key_file(key_file.ok_or(KeyFault::NoKeyFile)?)?;
                self.of(Kind::KeyFile)
                    .find_map(|wrap| self.open(wrap, &random_source_key(&content, &wrap.salt)))
                    .map(|key| (key, Way::KeyFile))
                    .ok_or(KeyFault::WrongKeyFile)
            }
        }
    }

    /// Sets or replaces a user's password.
    ///
    /// # Errors
    /// [`KeyFault::EmptyPassword`]; [`KeyFault::NoRandomness`].
    pub fn set_password(
        &mut self,
        key: &Key,
        user: Option<&str>,
        password: &str,
        cost: Cost,
    ) -> Result<(), KeyFault> {
        let password = normalise(password);
        if password.is_empty() {
            return Err(KeyFault::EmptyPassword);
        }
        let salt = *random::<16>()?;
        let with = wrapping_key(&password, &salt, cost)?;
        let wrap = self.wrap(key, Kind::Password, user, Some(cost), salt, &with)?;
        self.wraps
            .retain(|old| old.kind != Kind::Password || old.user.as_deref() != user);
        self.wraps.push(wrap);
        Ok(())
    }

    /// Takes a user's password away.
    ///
    /// # Errors
    /// [`KeyFault::NoSuchUser`]; [`KeyFault::LastWay`] if only the card would be left.
    pub fn remove_password(&mut self, user: Option<&str>) -> Result<(), KeyFault> {
        let is_it = |w: &Wrap| w.kind == Kind::Password && w.user.as_deref() == user;
        if !self.wraps.iter().any(is_it) {
            return Err(KeyFault::NoSuchUser(user.unwrap_or("本机").to_owned()));
        }
        self.remove(is_it)
    }

    /// Makes a new recovery card; the old one no longer opens the store.
    ///
    /// # Errors
    /// [`KeyFault::NoRandomness`].
    pub fn replace_card(&mut self, key: &Key) -> Result<RecoveryCard, KeyFault> {
        let card = RecoveryCard::random()?;
        let salt = *random::<16>()?;
        let with = random_source_key(card.entropy(), &salt);
        let wrap = self.wrap(key, Kind::RecoveryCard, None, None, salt, &with)?;
        self.wraps.retain(|old| old.kind != Kind::RecoveryCard);
        self.wraps.push(wrap);
        Ok(card)
    }

    /// Makes a new key file and returns its content; an old one no longer opens the store.
    ///
    /// # Errors
    /// [`KeyFault::NoRandomness`].
    pub fn replace_key_file(&mut self, key: &Key) -> Result<Zeroizing<Vec<u8>>, KeyFault> {
        let content = random::<32>()?;
        let salt = *random::<16>()?;
        let with = random_source_key(&content, &salt);
        let wrap = self.wrap(key, Kind::KeyFile, None, None, salt, &with)?;
        self.wraps.retain(|old| old.kind != Kind::KeyFile);
        self.wraps.push(wrap);
        Ok(Zeroizing::new(
            format!("{}\n", hex::encode(content.as_slice())).into_bytes(),
        ))
    }

    /// Lets the key file open the store no longer.
    ///
    /// # Errors
    /// [`KeyFault::LastWay`] if only the card would be left.
    pub fn remove_key_file(&mut self) -> Result<(), KeyFault> {
        self.remove(|w| w.kind == Kind::KeyFile)
    }

    fn remove(&mut self, is_it: impl Fn(&Wrap) -> bool) -> Result<(), KeyFault> {
        let everyday_left = self
            .wraps
            .iter()
            .any(|w| !is_it(w) && w.kind != Kind::RecoveryCard);
        if !everyday_left {
            return Err(KeyFault::LastWay);
        }
        self.wraps.retain(|w| !is_it(w));
        Ok(())
    }

    fn by_password(&self, user: Option<&str>, typed: &str) -> Result<(Key, Way), KeyFault> {
        let password = normalise(typed);
        let mut wraps: Vec<&Wrap> = self.of(Kind::Password).collect();
        if wraps.is_empty() {
            return Err(KeyFault::NoPassword);
        }
        wraps.sort_by_key(|wrap| user.is_none() || wrap.user.as_deref() != user);
        for wrap in wraps {
            let cost = wrap.cost.ok_or(KeyFault::Damaged)?;
            let with = wrapping_key(&password, &wrap.salt, cost)?;
            if let Some(key) = self.open(wrap, &with) {
                return Ok((key, Way::Password(wrap.user.clone())));
            }
        }
        Err(KeyFault::WrongPassword)
    }

    fn of(&self, kind: Kind) -> impl Iterator<Item = &Wrap> {
        self.wraps.iter().filter(move |wrap| wrap.kind == kind)
    }

    fn wrap(
        &self,
        key: &Key,
        kind: Kind,
        user: Option<&str>,
        cost: Option<Cost>,
        salt: [u8; 16],
        with: &Key,
    ) -> Result<Wrap, KeyFault> {
        let pair = Key::random()?;
        let public = sealed::public_of(&pair);
        let bound = bound_to(&self.store, kind, user);
        let mut wrap = Wrap {
            kind,
            user: user.map(str::to_owned),
            cost,
            salt,
            secret: Sealed::bound(&pair, with, &bound)?,
            public,
            key: SealedTo::of(key, &public)?,
            seal: [0; 32],
        };
        wrap.seal = wrap.seal_under(key);
        Ok(wrap)
    }

    fn open(&self, wrap: &Wrap, with: &Key) -> Option<Key> {
        let bound = bound_to(&self.store, wrap.kind, wrap.user.as_deref());
        let pair = wrap.secret.open_bound(with, &bound)?;
        let key = wrap.key.open(&pair)?;
        (key.id() == self.key_id).then_some(key)
    }
}

impl Wrap {
    fn seal_under(&self, key: &Key) -> [u8; 32] {
        let by = key.derive("lvzhi-taizhang 2026-11 way into a store");
        let mut hasher = blake3::Hasher::new_keyed(by.bytes());
        hasher.update(&bound_to("", self.kind, self.user.as_deref()));
        hasher.update(&self.public);
        *hasher.finalize().as_bytes()
    }
}

/// What a wrap is bound to: one of another store, kind or user is refused.
fn bound_to(store: &str, kind: Kind, user: Option<&str>) -> Vec<u8> {
    let kind = match kind {
        Kind::Password => "password",
        Kind::RecoveryCard => "recovery_card",
        Kind::KeyFile => "key_file",
    };
    format!("{store}\n{kind}\n{}", user.unwrap_or_default()).into_bytes()
}

/// The wrapping key from 32 random bytes (card, key file): nothing to guess, so one hash is
/// enough.
fn random_source_key(source: &[u8; 32], salt: &[u8; 16]) -> Key {
    let mut material = Zeroizing::new([0; 48]);
    material[..32].copy_from_slice(source);
    material[32..].copy_from_slice(salt);
    let purpose = "lvzhi-taizhang 2026-11 wrap by random source";
    Key::from_bytes(Zeroizing::new(blake3::derive_key(
        purpose,
        material.as_slice(),
    )))
}

fn parse_key_file(content: &[u8]) -> Result<Zeroizing<[u8; 32]>, KeyFault> {
    let mut bytes = Zeroizing::new([0; 32]);
    hex::decode_to_slice(content.trim_ascii(), bytes.as_mut_slice())
        .map_err(|_| KeyFault::WrongKeyFile)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Cost = Cost {
        memory_kib: 64,
        passes: 1,
    };

    fn ring() -> (KeyRing, Key) {
        let key = Key::random().unwrap();
        let mut ring = KeyRing::new(&key).unwrap();
        ring.set_password(&key, Some("王秀英"), "旧口令", CHEAP)
            .unwrap();
        (ring, key)
    }

    fn reread(ring: &KeyRing) -> KeyRing {
        KeyRing::parse(&ring.to_json().unwrap()).unwrap()
    }

    #[test]
    fn a_new_key_reaches_every_way_that_stays_and_no_other() {
        let (mut ring, old) = ring();
        ring.set_password(&old, Some("李建国"), "审核人", CHEAP)
            .unwrap();
        let card = ring.replace_card(&old).unwrap();
        let before = reread(&ring);
        let new = Key::random().unwrap();
        let mut ring = ring.renewed(&old, &new).unwrap();
        ring.set_password(&new, Some("王秀英"), "新口令", CHEAP)
            .unwrap();
        let ring = reread(&ring);
        assert_eq!(ring.store(), before.store(), "it is the same store");
        for unlock in [
            Unlock::password("新口令"),
            Unlock::password("审核人"),
            Unlock::recovery_card(card.text().as_str()),
        ] {
            assert_eq!(
                ring.unlock(&unlock, None).unwrap().0,
                new,
                "{unlock:?} opens without having been asked for"
            );
        }
        assert_eq!(
            ring.unlock(&Unlock::password("旧口令"), None).unwrap_err(),
            KeyFault::WrongPassword,
            "the old password no longer opens"
        );
        assert_eq!(
            before.unlock(&Unlock::password("旧口令"), None).unwrap().0,
            old,
            "with the old ring it gives the old key alone"
        );
    }

    #[test]
    fn a_way_that_somebody_wrote_in_gets_no_key() {
        let (mut ring, key) = ring();
        let (stranger, theirs) = self::ring();
        let new = Key::random().unwrap();
        assert!(ring.renewed(&key, &new).is_ok(), "its own ways");
        ring.wraps.push(stranger.wraps[0].clone());
        assert_eq!(
            ring.renewed(&key, &new).unwrap_err(),
            KeyFault::Tampered,
            "sealed under another key than {theirs:?}"
        );
    }

    #[test]
    fn each_user_has_an_own_password() {
        let (mut ring, key) = ring();
        ring.set_password(&key, Some("李建国"), "审核人", CHEAP)
            .unwrap();
        let (_, way) = ring
            .unlock(&Unlock::password_of("王秀英", "审核人"), None)
            .unwrap();
        assert_eq!(
            way,
            Way::Password(Some("李建国".into())),
            "a right password names its owner"
        );
        ring.remove_password(Some("王秀英")).unwrap();
        assert_eq!(
            ring.remove_password(Some("李建国")),
            Err(KeyFault::LastWay),
            "the last everyday way in stays"
        );
        assert_eq!(
            ring.remove_password(Some("谁")),
            Err(KeyFault::NoSuchUser("谁".into())),
            "an unknown user is named"
        );
    }

    #[test]
    fn the_newest_card_opens_and_older_ones_do_not() {
        let (mut ring, key) = ring();
        let old = ring.replace_card(&key).unwrap();
        let new = ring.replace_card(&key).unwrap();
        let ring = reread(&ring);
        let by =
            |card: &RecoveryCard| ring.unlock(&Unlock::recovery_card(card.text().as_str()), None);
        assert_eq!(
            by(&new).unwrap(),
            (key, Way::RecoveryCard),
            "the card gives the key"
        );
        assert_eq!(
            by(&old).unwrap_err(),
            KeyFault::WrongCard,
            "a replaced card is refused"
        );
    }

    #[test]
    fn the_key_file_opens_only_when_present_and_right() {
        let (mut ring, key) = ring();
        assert_eq!(
            ring.unlock(&Unlock::KeyFile, None).unwrap_err(),
            KeyFault::PasswordNeeded,
            "an office with a password is asked for it"
        );
        let file = ring.replace_key_file(&key).unwrap();
        assert_eq!(
            ring.unlock(&Unlock::KeyFile, Some(&file)).unwrap().0,
            key,
            "it opens"
        );
        let faults = [
            (None, KeyFault::NoKeyFile),
            (Some(b"nonsense".as_slice()), KeyFault::WrongKeyFile),
            (Some([b'0'; 64].as_slice()), KeyFault::WrongKeyFile),
        ];
        for (content, fault) in faults {
            assert_eq!(
                ring.unlock(&Unlock::KeyFile, content).unwrap_err(),
                fault,
                "{content:?} is refused with its remedy"
            );
        }
        ring.remove_key_file().unwrap();
        assert!(
            ring.unlock(&Unlock::KeyFile, Some(&file)).is_err(),
            "removed is removed"
        );
    }

    #[test]
    fn an_edited_ring_is_refused() {
        let (ring, _) = ring();
        let json = String::from_utf8(ring.to_json().unwrap()).unwrap();
        let renamed = json.replace("王秀英", "李建国");
        let ring = KeyRing::parse(renamed.as_bytes()).unwrap();
        assert_eq!(
            ring.unlock(&Unlock::password("旧口令"), None).unwrap_err(),
            KeyFault::WrongPassword,
            "a wrap is bound to its user"
        );
        let newer = json.replace("\"version\": 1", "\"version\": 9");
        assert_eq!(
            KeyRing::parse(newer.as_bytes()).unwrap_err(),
            KeyFault::TooNew,
            "told so"
        );
        for broken in ["", "{}", "[1]", &json[..json.len() / 2]] {
            assert_eq!(
                KeyRing::parse(broken.as_bytes()).unwrap_err(),
                KeyFault::Damaged,
                "damage is told, never a panic"
            );
        }
    }

    #[test]
    fn blank_passwords_are_refused() {
        let (mut ring, key) = ring();
        assert_eq!(
            ring.set_password(&key, None, " 　 ", CHEAP),
            Err(KeyFault::EmptyPassword),
            "blanks are no password"
        );
    }
}
