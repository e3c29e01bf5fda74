//! Deputies for forms about people: who is meant, how they look.

use std::sync::Arc;

use domain::record::{RecordId, RecordType, Row};
use domain::roster::DEPUTY;
use domain::trace::{ATTACHMENT, Attachment, AttachmentSort};
use forms::Picture;
use store::attachments::Hash;
use store::ledger::Ledger;

use crate::books::roll::is_in_office;
use crate::faults::not_found;
use crate::printing::registers;
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

/// The definition of deputies as it is in force.
pub(super) fn deputy_kind(app: &mut App) -> Result<Arc<RecordType>, UserError> {
    let kind = app.ledger()?.registry().get(DEPUTY).cloned();
    kind.ok_or_else(|| not_found("登记簿", DEPUTY, "可用的登记簿见“registers”"))
}

/// The deputies that a request means; none for a blank form.
pub(super) fn deputies(
    app: &mut App,
    kind: &Arc<RecordType>,
    request: &PrintRequest,
) -> Result<Vec<Row>, UserError> {
    let rows = registers::entries(app, kind, request)?;
    if request.blank {
        return Ok(rows);
    }
    match (&request.deputy, rows.is_empty()) {
        (Some(name), true) => Err(not_found("代表", name, "请照代表名册写全姓名")),
        _ => Ok(rows),
    }
}

/// The deputies in office that a request means; a former one where he is asked for by himself or
/// chosen from the list.
pub(super) fn deputies_in_office(
    app: &mut App,
    kind: &Arc<RecordType>,
    request: &PrintRequest,
) -> Result<Vec<Row>, UserError> {
    let mut rows = deputies(app, kind, request)?;
    if request.record.is_none() && request.deputy.is_none() && request.ids.is_empty() {
        rows.retain(|row| is_in_office(kind, row));
    }
    Ok(rows)
}

/// The newest portrait of a person, else the newest upright photo: one that lies shows a meeting.
/// `None` where there is none, or where it cannot be read: a damaged file must not keep a form from
/// being printed.
pub(super) fn photo(ledger: &Ledger, person: RecordId) -> Option<Picture> {
    let kind = ledger.registry().get(ATTACHMENT)?;
    let rows = ledger.read().children(kind, person).ok()?;
    let attachments = ledger.vault().attachments()?;
    let newest = |sort: AttachmentSort| {
        rows.iter()
            .rev()
            .filter(move |row| row.is_live() && row.read(kind, Attachment::SORT) == Some(sort))
            .filter_map(|row| {
                let hash = Hash::from_hex(row.read(kind, Attachment::HASH)?).ok()?;
                Picture::read(&attachments.get(&hash).ok()?).ok()
            })
    };
    let upright = |picture: &Picture| picture.size().0 < picture.size().1;
    newest(AttachmentSort::Portrait)
        .next()
        .or_else(|| newest(AttachmentSort::Photo).find(upright))
}
