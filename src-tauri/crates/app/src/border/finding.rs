//! Records of signed files, by what people call them.

use domain::border::{SUBMISSION, Submission};
use domain::record::{RecordId, RecordType, Row, Value};
use domain::trace::{ATTACHMENT, Attachment};
use store::query::ListQuery;
use sync::Part;

use crate::border::content;
use crate::faults::not_found;
use crate::records::attachments::attachments_of;
use crate::records::registers::kind_of;
use crate::session::App;
use crate::wire::UserError;

/// The newest live record of this type with that identifier or name.
pub(super) fn named(
    app: &mut App,
    kind: &RecordType,
    written: &str,
) -> Result<Option<Row>, UserError> {
    let written = written.trim();
    let ledger = app.ledger()?;
    let rows = ledger
        .read()
        .list(kind.key.as_str(), &ListQuery::all())?
        .rows;
    let fits = |row: &Row| row.id.to_string() == written || kind.name_of(row) == written;
    Ok(rows.into_iter().filter(fits).max_by_key(|row| row.id))
}

/// The parts that are kept beside a record.
pub(super) fn parts(app: &mut App, record: RecordId, number: &str) -> Result<Vec<Part>, UserError> {
    let kind = kind_of(app, ATTACHMENT)?;
    let ledger = app.ledger()?;
    let beside = ledger.read().children(&kind, record)?;
    let hash = beside
        .iter()
        .filter(|row| row.is_live())
        .find_map(|row| row.read(&kind, Attachment::HASH))
        .and_then(|it| blake3::Hash::from_hex(it).ok());
    let hash = hash.ok_or_else(|| {
        not_found(
            "上报件的内容",
            number,
            "内容随附件来；请从制作或收件的那台电脑再收一次数据包",
        )
    })?;
    content::kept(attachments_of(ledger)?.get(&hash)?)
}

/// The live record of this type with that hash.
pub(super) fn with_hash(
    app: &mut App,
    kind: &str,
    field: &str,
    hash: &str,
) -> Result<Option<Row>, UserError> {
    let value = Value::Text(hash.to_owned());
    let rows = app.ledger()?.read().with(kind, field, &value)?;
    Ok(rows.into_iter().find(Row::is_live))
}

/// The submission made here that has this hash.
pub(super) fn made_here(app: &mut App, hash: &str) -> Result<Option<(RecordId, Row)>, UserError> {
    let found = with_hash(app, SUBMISSION, Submission::HASH.key(), hash)?;
    Ok(found.map(|row| (row.id, row)))
}
