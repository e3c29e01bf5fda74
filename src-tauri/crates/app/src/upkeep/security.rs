//! The ways in: password, recovery card, key file.

use domain::office::USER;
use store::keys::Way;
use store::query::ListQuery;

use crate::faults::not_found;
use crate::outside;
use crate::session::{App, check_password};
use crate::upkeep::card;
use crate::wire::{
    ErrorCode, NewCard, Nothing, PrintCard, PrintReport, RemovePassword, Security, SetPassword,
    UseKeyFile, UserError,
};

/// The preference that keeps the day on which the clerk said that the card is on paper.
pub(crate) const CARD_KEPT: &str = "card.kept";

pub(crate) fn security(app: &mut App, _: Nothing) -> Result<Security, UserError> {
    let ledger = app.ledger()?;
    let vault = ledger.vault();
    let ways = vault.ways()?;
    let mut users = Vec::new();
    for way in &ways {
        if let Way::Password(Some(user)) = way {
            users.push(user.clone());
        }
    }
    Ok(Security {
        password: ways.contains(&Way::Password(None)),
        key_file: ways.contains(&Way::KeyFile),
        users,
        opened_by: match vault.opened_by() {
            Way::Password(_) => "password",
            Way::RecoveryCard => "card",
            Way::KeyFile => "key_file",
        }
        .into(),
        card_kept: ledger.remembered(CARD_KEPT)?,
        still_open: outside::still_open(ledger)?,
    })
}

/// With a password set, a key file would let everybody in past it, so the store drops it.
pub(crate) fn set_password(app: &mut App, request: SetPassword) -> Result<Security, UserError> {
    check_password(&request.new)?;
    let user = user_named(app, request.user.as_deref())?;
    agree(app, user.as_deref(), request.old.as_deref())?;
    app.change_ways(|vault| vault.set_password(user.as_deref(), &request.new))?;
    security(app, Nothing {})
}

/// Without any password left, the store puts a key file in its place.
pub(crate) fn remove_password(
    app: &mut App,
    request: RemovePassword,
) -> Result<Security, UserError> {
    let user = user_named(app, request.user.as_deref())?;
    agree(app, user.as_deref(), request.old.as_deref())?;
    let vault = app.ledger()?.vault();
    let way = Way::Password(user.clone());
    let ways = vault.ways()?;
    if !ways.contains(&way) {
        return Err(UserError::new(
            ErrorCode::Precondition,
            "这里没有设口令，不用去掉",
            "",
        ));
    }
    app.change_ways(|vault| vault.remove_password(user.as_deref()))?;
    security(app, Nothing {})
}

pub(crate) fn use_key_file(app: &mut App, request: UseKeyFile) -> Result<Security, UserError> {
    app.change_ways(|vault| {
        if request.on {
            vault.use_key_file()
        } else {
            vault.drop_key_file()
        }
    })?;
    security(app, Nothing {})
}

pub(crate) fn new_card(app: &mut App, _: Nothing) -> Result<NewCard, UserError> {
    let card = app.change_ways(store::vault::Vault::replace_card)?;
    let ledger = app.ledger()?;
    // The old one opens nothing any more, whatever was said of it.
    ledger.remember(CARD_KEPT, None)?;
    let still_open = outside::still_open(ledger)?;
    Ok(NewCard {
        recovery: card.text().to_string(),
        still_open,
    })
}

/// The clerk has the card on paper.
pub(crate) fn keep_card(app: &mut App, _: Nothing) -> Result<Security, UserError> {
    let today = app.today().to_string();
    app.ledger()?.remember(CARD_KEPT, Some(&today))?;
    security(app, Nothing {})
}

pub(crate) fn print_card(app: &mut App, request: PrintCard) -> Result<PrintReport, UserError> {
    card::print(app, &request)
}

/// The user's record id; `None` for the office's one password.
fn user_named(app: &mut App, name: Option<&str>) -> Result<Option<String>, UserError> {
    let Some(name) = name.map(str::trim).filter(|it| !it.is_empty()) else {
        return Ok(None);
    };
    let ledger = app.ledger()?;
    let rows = ledger.read().list(USER, &ListQuery::all())?.rows;
    let kind = crate::records::kind_of(app, USER)?;
    let found = rows
        .iter()
        .find(|row| row.id.to_string() == name || kind.name_of(row) == name);
    match found {
        Some(row) => Ok(Some(row.id.to_string())),
        None => Err(not_found("使用人", name, "请先在“使用人员”里添加")),
    }
}

/// A password is changed by whoever knows it, or by whoever opened the store with the card.
fn agree(app: &mut App, user: Option<&str>, old: Option<&str>) -> Result<(), UserError> {
    let vault = app.ledger()?.vault();
    let has = vault
        .ways()?
        .contains(&Way::Password(user.map(str::to_owned)));
    if !has || *vault.opened_by() == Way::RecoveryCard {
        return Ok(());
    }
    if vault.is_password(user, old.unwrap_or_default())? {
        return Ok(());
    }
    Err(UserError::new(
        ErrorCode::WrongSecret,
        "现在的口令不对，没有改动",
        "请检查大小写和输入法；忘了口令的，先锁定，再用恢复卡打开",
    ))
}
