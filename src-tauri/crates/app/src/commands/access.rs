//! Who may call a command: declared beside it in the one list, enforced in one place.

use std::time::Duration;

use domain::office::{Role, USER};
use domain::record::{Row, Value};
use serde::{Deserialize, Serialize};
use store::keys::Way;
use store::query::ListQuery;
use store::vault::Vault;
use ts_rs::TS;

use crate::session::{App, unlock_by};
use crate::wire::{ErrorCode, Nothing, Reauthenticate, UnlockWith, UserError};

/// After a password was given, commands that ask for it again do without for so long.
const CONFIRMED_FOR: Duration = Duration::from_secs(5 * 60);

/// What a command does, as far as roles are concerned.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Looks at the books, prints, exports; also what concerns this PC alone.
    Read,
    /// Changes the books or their scheme.
    Write,
    /// Care for the whole store: its keys, restoring, rebuilding.
    Care,
}

impl Right {
    /// Every right.
    pub const ALL: [Self; 3] = [Self::Read, Self::Write, Self::Care];

    /// Its word on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Care => "care",
        }
    }

    /// Whether this role has it. 审核 reviews what is written and leaves keys to 经办 and 主席.
    #[must_use]
    pub const fn is_held_by(self, role: Role) -> bool {
        match (self, role) {
            (Self::Read, _) => true,
            (Self::Write, Role::Clerk | Role::Reviewer | Role::Chair) => true,
            (Self::Care, Role::Clerk | Role::Chair) => true,
            (Self::Write, Role::Viewer) | (Self::Care, Role::Reviewer | Role::Viewer) => false,
        }
    }
}

/// What is asked of whoever calls a command.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Access {
    /// What their role must hold.
    pub right: Right,
    /// The password is asked for once more, unless it was given within the last five minutes.
    pub password_again: bool,
    /// It also works while the store is locked, or before there is one.
    pub while_closed: bool,
}

impl Access {
    const fn of(right: Right) -> Self {
        Self {
            right,
            password_again: false,
            while_closed: false,
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
        check_role(app, access.right)?;
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

fn check_role(app: &mut App, right: Right) -> Result<(), UserError> {
    let Some(user) = app.user()? else {
        return Ok(());
    };
    let role = role_of(app, &user)?;
    if right.is_held_by(role) || !somebody_holds(app, right)? {
        return Ok(());
    }
    let kind = app.ledger()?.registry().get(USER).cloned();
    let name = kind.map_or_else(String::new, |kind| kind.name_of(&user));
    let (cannot, who) = match right {
        Right::Read | Right::Write => ("只能看，不能改", "经办"),
        Right::Care => ("不能做这一步", "经办或主席"),
    };
    Err(UserError::new(
        ErrorCode::Precondition,
        format!("“{name}”的角色是{}，{cannot}", role.word()),
        format!("请点右上角的姓名，换成角色是{who}的人来做"),
    ))
}

/// The role that stands in a user's record; without one they keep the books like everybody before
/// roles were given.
fn role_of(app: &mut App, user: &Row) -> Result<Role, UserError> {
    let kind = app.ledger()?.registry().get(USER).cloned();
    let word = kind
        .as_ref()
        .and_then(|kind| user.get(kind, "role"))
        .and_then(Value::as_text);
    Ok(word.and_then(Role::of).unwrap_or(Role::Clerk))
}

/// Whether anybody could do it: an office in which nobody can must not be stuck.
fn somebody_holds(app: &mut App, right: Right) -> Result<bool, UserError> {
    let users = app.ledger()?.read().list(USER, &ListQuery::all())?.rows;
    for user in &users {
        if right.is_held_by(role_of(app, user)?) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What the person at the keyboard may do.
pub(crate) fn rights(app: &mut App) -> Result<Vec<Right>, UserError> {
    let mut held = Vec::new();
    for right in Right::ALL {
        match check_role(app, right) {
            Ok(()) => held.push(right),
            Err(error) if error.code == ErrorCode::Precondition => {}
            Err(error) => return Err(error),
        }
    }
    Ok(held)
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
