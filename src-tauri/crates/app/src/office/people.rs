//! Who is at the keyboard.

use domain::office::{USER, User};
use domain::record::{RecordId, Value};
use store::keys::Way;
use store::query::ListQuery;

use crate::faults::not_found;
use crate::session::{self, App};
use crate::wire::{ErrorCode, Nothing, Status, SwitchUser, UserError, UserLine};

pub(crate) fn users(app: &mut App, _: Nothing) -> Result<Vec<UserLine>, UserError> {
    let here = app.user()?.map(|row| row.id);
    let ledger = app.ledger()?;
    let ways = ledger.vault().ways()?;
    let mut rows = ledger.read().list(USER, &ListQuery::all())?.rows;
    rows.sort_by_key(|row| row.id);
    let Some(kind) = ledger.registry().get(USER) else {
        return Ok(Vec::new());
    };
    let text = |row: &domain::record::Row, key: &str| {
        row.get(kind, key)
            .and_then(Value::as_text)
            .unwrap_or_default()
            .to_owned()
    };
    Ok(rows
        .iter()
        .map(|row| UserLine {
            id: row.id.to_string(),
            name: kind.name_of(row),
            post: text(row, User::POST.key()),
            role: text(row, User::ROLE.key()),
            own_password: ways.contains(&Way::Password(Some(row.id.to_string()))),
            here: here == Some(row.id),
        })
        .collect())
}

/// Another user takes over the keyboard, and gives their own password where they have one. Roles
/// refuse commands; they do not encrypt.
pub(crate) fn switch_user(app: &mut App, request: SwitchUser) -> Result<Status, UserError> {
    let missing = || not_found("使用人", &request.user, "请重新选择");
    let id = RecordId::parse(&request.user).ok_or_else(missing)?;
    let ledger = app.ledger()?;
    let row = ledger.read().get(USER, id)?.filter(|row| row.is_live());
    let row = row.ok_or_else(missing)?;
    let key = row.id.to_string();
    if ledger
        .vault()
        .ways()?
        .contains(&Way::Password(Some(key.clone())))
    {
        let given = request.password.as_deref().unwrap_or_default();
        if !ledger.vault().is_password(Some(&key), given)? {
            return Err(UserError::new(
                ErrorCode::WrongSecret,
                "口令不对",
                "请输入这位使用人自己的口令",
            ));
        }
    }
    app.seat(row.id)?;
    session::status(app, Nothing {})
}
