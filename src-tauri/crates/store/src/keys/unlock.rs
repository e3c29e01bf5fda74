//! What opens a store.

use zeroize::Zeroizing;

/// What a person offers to open a store.
#[derive(Clone)]
#[non_exhaustive]
pub enum Unlock {
    /// A password; with a user named, that user's is tried first.
    Password {
        /// The user's name as it was given when the password was set.
        user: Option<String>,
        /// What was typed.
        password: Zeroizing<String>,
    },
    /// The 24 characters of the recovery card, as typed.
    RecoveryCard(Zeroizing<String>),
    /// The key file beside the store.
    KeyFile,
}

impl Unlock {
    /// A password of whichever user it belongs to.
    pub fn password(password: impl Into<String>) -> Self {
        Self::Password {
            user: None,
            password: Zeroizing::new(password.into()),
        }
    }

    /// This user's password.
    pub fn password_of(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self::Password {
            user: Some(user.into()),
            password: Zeroizing::new(password.into()),
        }
    }

    /// A recovery card as typed.
    pub fn recovery_card(text: impl Into<String>) -> Self {
        Self::RecoveryCard(Zeroizing::new(text.into()))
    }
}

impl std::fmt::Debug for Unlock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Password { .. } => "Password(…)",
            Self::RecoveryCard(_) => "RecoveryCard(…)",
            Self::KeyFile => "KeyFile",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_printed() {
        let shown = format!("{:?}", Unlock::password("春风2026"));
        assert!(!shown.contains("春风"), "passwords stay out of logs");
    }
}
