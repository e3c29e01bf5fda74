//! Who may call a command: declared beside it in the one list, enforced in one place.

use std::time::Duration;

use store::keys::Way;
use store::vault::Vault;

use crate::session::{App, unlock_by};
use crate::wire::{ErrorCode, Nothing, Reauthenticate, Right, UnlockWith, UserError};

/// After a password was given, commands that ask for it again do without for so long.
const CONFIRMED_FOR: Duration = Duration::from_secs(5 * 60);

/// What is asked of whoever calls a command.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Access {
    /// What their role must hold.
    pub right: Right,
    /// The password is asked for once more, unless it was given within the last five minutes.
    pub password_again: bool,
    /// It also works while the store is locked, or before there is one.
    pub while_closed: bool,
    /// It ends where another command waits, and is asked for again by whoever still wants it.
    pub gives_way: bool,
}

impl Access {
    const fn of(right: Right) -> Self {
        Self {
            right,
            password_again: false,
            while_closed: false,
            gives_way: false,
        }
    }

    /// The same, and the password is asked for once more.
    #[must_use]
    pub const fn password_again(mut self) -> Self {
        self.password_again = true;
        self
    }

    /// The same, and it also works while the store is locked or absent.
    #[must_use]
    pub const fn while_closed(mut self) -> Self {
        self.while_closed = true;
        self
    }

    /// The same, and it ends where another command waits.
    #[must_use]
    pub const fn gives_way(mut self) -> Self {
        self.gives_way = true;
        self
    }
}

/// Looks only.
pub(super) const READ: Access = Access::of(Right::Read);
/// Changes the books.
pub(super) const WRITE: Access = Access::of(Right::Write);
/// Cares for the store.
pub(super) const CARE: Access = Access::of(Right::Care);

/// A command as it is declared.
#[derive(Clone, Copy, Debug)]
pub struct Declared {
    /// Its name, the same for every host.
    pub name: &'static str,
    /// The type of its request.
    pub request: &'static str,
    /// The type of its answer.
    pub answer: &'static str,
    /// What is asked of whoever calls it.
    pub access: Access,
}

/// Lets a call through, or says what stands in its way. Nothing of the request was read yet.
///
/// # Errors
/// The store is locked or absent; the role of the person at the keyboard does not hold the right;
/// the password is wanted once more.
pub(super) fn admit(app: &mut App, access: Access) -> Result<(), UserError> {
    let opened = match app.ledger() {
        Ok(_) => true,
        Err(_) if access.while_closed => false,
        Err(error) => return Err(error),
    };
    if opened && access.right != Right::Read {
        app.check_role(access.right)?;
    }
    if access.password_again && !app.is_confirmed(CONFIRMED_FOR) && asks_for_secret(app) {
        return Err(UserError::new(
            ErrorCode::PasswordAgain,
            "这一步要再输一次口令",
            "请输入打开台账的口令或恢复卡；命令行用 --password-file 给出",
        ));
    }
    Ok(())
}

/// Whether a store stands here that a password protects. One that a key file alone opens asks for
/// nothing, and neither does one whose keys cannot be read: restoring is all that is left then.
fn asks_for_secret(app: &App) -> bool {
    Vault::exists(&app.dir) && app.has_password().unwrap_or(false)
}

/// Takes the password or the recovery card once more.
pub(super) fn reauthenticate(app: &mut App, request: Reauthenticate) -> Result<Nothing, UserError> {
    let unlock = unlock_by(&UnlockWith {
        password: request.password,
        card: request.card,
        new_password: None,
    });
    let way = match Vault::way_of(&app.dir, &unlock)? {
        Way::KeyFile => return Err(not_theirs()),
        way => way,
    };
    if let Way::Password(owner) = &way {
        check_owner(app, owner.as_deref())?;
    }
    app.confirm();
    Ok(Nothing {})
}

/// Whoever sits there with a password of their own gives that one; the office's own fits everybody.
/// Where there is neither, any password that opens the store does.
fn check_owner(app: &mut App, owner: Option<&str>) -> Result<(), UserError> {
    let ways = Vault::ways_of(&app.dir)?;
    // While the store is closed nobody is known to sit there.
    let here = match app.ledger() {
        Ok(_) => app.user()?.map(|row| row.id.to_string()),
        Err(_) => return Ok(()),
    };
    let own = Way::Password(here.clone());
    let fits = owner.is_none()
        || owner == here.as_deref()
        || (!ways.contains(&own) && !ways.contains(&Way::Password(None)));
    if fits { Ok(()) } else { Err(not_theirs()) }
}

fn not_theirs() -> UserError {
    UserError::new(
        ErrorCode::WrongSecret,
        "口令不对",
        "请输入打开台账的口令，或现在操作的人自己的口令；忘了口令可用恢复卡",
    )
}
