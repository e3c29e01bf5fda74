//! A signed file to where a person chose, and its content beside its record.

use domain::record::{FieldKey, RecordId, Value};
use domain::trace::{ATTACHMENT, Attachment, AttachmentSort};
use store::ledger::Tx;
use sync::{Dispatch, Identity, Opened, Part, Recipient, Written, write_dispatch};

use crate::border::content;
use crate::records::attachments::attachments_of;
use crate::records::rows::parent_text;
use crate::session::App;
use crate::wire::{FileRef, UserError};

/// Writes a signed file; answers it, its hash, and where it lies for people.
pub(super) fn write(
    app: &App,
    out: &FileRef,
    dispatch: &Dispatch,
    parts: &[Part],
    sender: &Identity,
    recipients: &[Recipient],
) -> Result<(Written, [u8; 32], String), UserError> {
    let laid = tempfile::tempdir().map_err(sync::SyncFault::from)?;
    let chosen = app.host.path(out);
    let path = chosen
        .clone()
        .unwrap_or_else(|| laid.path().join("dispatch.rds"));
    let (written, hash) = write_dispatch(&path, dispatch, parts, sender, recipients)?;
    let shown = match chosen {
        Some(path) => path.display().to_string(),
        None => {
            let content = std::fs::read(&path).map_err(sync::SyncFault::from)?;
            app.host.write(out, &content)?
        }
    };
    Ok((written, hash, shown))
}

/// The content of a signed file among the attachments: its hash and how large it is.
pub(super) fn put(app: &mut App, opened: &Opened) -> Result<(String, usize), UserError> {
    let bytes = content::keepable(opened)?;
    let hash = blake3::hash(&bytes).to_hex().to_string();
    attachments_of(app.ledger()?)?.put(bytes.as_slice())?;
    Ok((hash, bytes.len()))
}

/// The content beside its record.
pub(super) fn beside(
    tx: &mut Tx<'_>,
    record: RecordId,
    number: &str,
    (hash, bytes): &(String, usize),
) -> Result<(), UserError> {
    let text = |it: &str| Value::Text(it.to_owned());
    let values: Vec<(FieldKey, Value)> = vec![
        (Attachment::NAME.into(), text(&format!("{number}.json"))),
        (Attachment::PARENT.into(), parent_text(record)),
        (Attachment::HASH.into(), text(hash)),
        (
            Attachment::BYTES.into(),
            Value::Int(i64::try_from(*bytes).unwrap_or(i64::MAX)),
        ),
        (Attachment::SORT.into(), text(AttachmentSort::File.word())),
    ];
    tx.create(ATTACHMENT, values)?;
    Ok(())
}
