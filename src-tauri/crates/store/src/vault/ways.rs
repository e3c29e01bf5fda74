//! The ways into an open store: added, changed, revoked.
//!
//! Whoever lost a way must not get in by an old copy of `keys.json`. So whenever a way is taken from
//! somebody, the store gets a new key; adding a way leaves it as it is.

use super::Vault;
use super::files::{KEY_FILE, KEYS, read_ring};
use crate::{
    durable,
    error::Result,
    keys::{Cost, Key, KeyRing, RecoveryCard, Way},
};

/// What a change of the ways came to.
struct Changed<T> {
    answer: T,
    /// What stands in the key file from now on, where it is a new one.
    key_file: Option<zeroize::Zeroizing<Vec<u8>>>,
}

impl<T> From<T> for Changed<T> {
    fn from(answer: T) -> Self {
        Self {
            answer,
            key_file: None,
        }
    }
}

impl Vault {
    /// Sets or changes a user's password. Where the store opened without one, it no longer does.
    ///
    /// # Errors
    /// A blank password; unreadable keys; no room. The ways are then as they were.
    pub fn set_password(&mut self, user: Option<&str>, password: &str) -> Result<()> {
        self.set_password_at_cost(user, password, Cost::STANDARD)
    }

    pub(super) fn set_password_at_cost(
        &mut self,
        user: Option<&str>,
        password: &str,
        cost: Cost,
    ) -> Result<()> {
        let ways = self.ways()?;
        let had = ways.contains(&Way::Password(user.map(str::to_owned)));
        let key_file = ways.contains(&Way::KeyFile);
        self.change(had || key_file, |ring, key| {
            ring.set_password(key, user, password, cost)?;
            if key_file {
                ring.remove_key_file()?;
            }
            Ok(().into())
        })
    }

    /// Takes a user's password away. Where it is the last, a key file takes its place.
    ///
    /// # Errors
    /// An unknown user; unreadable keys; no room. The ways are then as they were.
    pub fn remove_password(&mut self, user: Option<&str>) -> Result<()> {
        let way = Way::Password(user.map(str::to_owned));
        let others = self.ways()?;
        let last = !others
            .iter()
            .any(|it| *it != way && *it != Way::RecoveryCard);
        self.change(true, |ring, key| {
            let key_file = if last && others.contains(&way) {
                Some(ring.replace_key_file(key)?)
            } else {
                None
            };
            ring.remove_password(user)?;
            Ok(Changed {
                answer: (),
                key_file,
            })
        })
    }

    /// Makes a new recovery card; the old one no longer opens the store.
    ///
    /// # Errors
    /// Unreadable keys; no room. The old card then still opens it.
    pub fn replace_card(&mut self) -> Result<RecoveryCard> {
        let had = self.ways()?.contains(&Way::RecoveryCard);
        self.change(had, |ring, key| Ok(ring.replace_card(key)?.into()))
    }

    /// Opens the store without a password from now on.
    ///
    /// # Errors
    /// Unreadable keys; a full disk.
    pub fn use_key_file(&mut self) -> Result<()> {
        let had = self.ways()?.contains(&Way::KeyFile);
        self.change(had, |ring, key| {
            Ok(Changed {
                answer: (),
                key_file: Some(ring.replace_key_file(key)?),
            })
        })
    }

    /// Asks for a password from now on; one must be set before.
    ///
    /// # Errors
    /// [`crate::keys::KeyFault::LastWay`] where no password is set; no room.
    pub fn drop_key_file(&mut self) -> Result<()> {
        let had = self.ways()?.contains(&Way::KeyFile);
        self.change(had, |ring, _| Ok(ring.remove_key_file()?.into()))
    }

    fn change<T>(
        &mut self,
        revokes: bool,
        change: impl FnOnce(&mut KeyRing, &Key) -> Result<Changed<T>>,
    ) -> Result<T> {
        let Some(dir) = self.dir().map(std::path::Path::to_owned) else {
            let mut ring = KeyRing::new(&self.key)?;
            return Ok(change(&mut ring, &self.key)?.answer);
        };
        self.refuse_if_read_only()?;
        let present = read_ring(&dir)?;
        if revokes {
            let key = Key::random()?;
            let mut ring = present.renewed(&self.key, &key)?;
            let changed = change(&mut ring, &key)?;
            self.exchange_key(key, &ring, changed.key_file.as_deref().map(Vec::as_slice))?;
            return Ok(changed.answer);
        }
        let mut ring = present;
        let changed = change(&mut ring, &self.key)?;
        // A key file without a way to it opens nothing; a way without its file would be a lie.
        if let Some(content) = &changed.key_file {
            durable::write_atomic(&dir.join(KEY_FILE), content)?;
        }
        durable::write_atomic(&dir.join(KEYS), &ring.to_json()?)?;
        Ok(changed.answer)
    }
}
