//! Files attached to records: pictures reduced, everything encrypted by the hash of its content.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::operation::Operation;
use domain::record::{Column, RecordId, Row, Text, Value};
use domain::trace::{ATTACHMENT, Attachment, AttachmentSort};
use store::attachments::{Attachments, Hash};
use store::ledger::Ledger;

use crate::faults::not_found;
use crate::pictures::{is_picture, portrait, reduced};
use crate::records::registers::kind_of;
use crate::records::rows::{find_row, parent_text};
use crate::session::App;
use crate::wire::{
    Attach, Attached, AttachmentContent, AttachmentView, ErrorCode, OfAttachment, UserError,
};

/// The largest file kept as it is, in MiB.
const LARGEST: usize = 50;
/// The largest picture taken in before it is reduced, in MiB.
const LARGEST_PICTURE: usize = 80;
/// The largest picture given out for display, in MiB; what is reduced is far below.
const LARGEST_SHOWN: usize = 20;
const LONGEST_NAME: usize = 120;

pub(crate) fn attach(app: &mut App, request: Attach) -> Result<Attached, UserError> {
    let kind = kind_of(app, &request.register)?;
    let row = find_row(app, &kind, &request.id)?;
    if let Some(reason) = &row.voided {
        return Err(UserError::new(
            ErrorCode::Precondition,
            format!("{}已作废（{reason}），不能再附文件", kind.this_one()),
            "要附文件请先恢复",
        ));
    }
    let (name, content) = app.host.read(&request.file)?;
    let name = plain_name(&name);
    let chosen = content.len() as u64;
    let sort = sort_of(&name, &content, request.sort.as_deref())?;
    let (name, content) = prepared(name, content, sort)?;

    let place = request.place.unwrap_or_default().trim().to_owned();
    let attachments = attachments_of(app.ledger()?)?;
    let hash = blake3::hash(&content);
    refuse_twice(app.ledger()?, row.id, &hash, &name)?;
    let was_here = attachments.has(&hash);
    attachments.put(content.as_slice())?;

    let operation = app.operation(Operation::Attach {
        kind: &kind,
        name: &kind.name_of(&row),
        sort,
        file: &name,
    })?;
    let title = operation.title.clone();
    let bytes = content.len() as u64;
    let text = |value: &str| Value::Text(value.to_owned());
    let mut values = vec![
        (Attachment::NAME.into(), text(&name)),
        (Attachment::PARENT.into(), parent_text(row.id)),
        (Attachment::HASH.into(), text(hash.to_hex().as_str())),
        (
            Attachment::BYTES.into(),
            Value::Int(i64::try_from(bytes).unwrap_or(i64::MAX)),
        ),
        (Attachment::SORT.into(), text(sort)),
    ];
    if !place.is_empty() {
        values.push((Attachment::PLACE.into(), text(&place)));
    }
    let written = app
        .ledger()?
        .write::<_, UserError>(operation, |tx| Ok(tx.create(ATTACHMENT, values)?));
    let committed = match written {
        Ok(committed) => committed,
        Err(error) => {
            // A content to which no record refers is not kept in the store.
            if !was_here {
                drop(attachments.remove(&hash));
            }
            return Err(error);
        }
    };
    Ok(Attached {
        id: committed.value.to_string(),
        operation: committed.operation.map(|it| it.to_string()),
        title,
        changed: committed.kinds.iter().map(ToString::to_string).collect(),
        name,
        chosen,
        bytes,
    })
}

/// What sort a file is, by what was asked for and by its content.
fn sort_of(name: &str, content: &[u8], asked: Option<&str>) -> Result<&'static str, UserError> {
    if content.is_empty() {
        return Err(UserError::new(
            ErrorCode::File,
            format!("“{name}”是空文件，里面什么都没有"),
            "请确认选对了文件",
        ));
    }
    let picture = is_picture(content);
    let sort = match asked.map(str::trim).filter(|it| !it.is_empty()) {
        None if picture => AttachmentSort::Photo.word(),
        None => AttachmentSort::File.word(),
        Some(asked) => AttachmentSort::WORDS
            .into_iter()
            .find(|it| *it == asked)
            .ok_or_else(|| {
                UserError::new(
                    ErrorCode::BadRequest,
                    format!("附件没有“{asked}”这一类"),
                    format!("可选：{}", AttachmentSort::WORDS.join("、")),
                )
            })?,
    };
    if !picture
        && [
            AttachmentSort::Photo.word(),
            AttachmentSort::Portrait.word(),
        ]
        .contains(&sort)
    {
        return Err(UserError::new(
            ErrorCode::File,
            format!("“{name}”不是 JPG 或 PNG 图片，不能当{sort}"),
            "手机照片请先另存为 JPG；其它文件请选“文件”",
        ));
    }
    let limit = if picture { LARGEST_PICTURE } else { LARGEST };
    if content.len() > limit << 20 {
        return Err(UserError::new(
            ErrorCode::File,
            format!(
                "“{name}”有 {} 兆，附件最多 {limit} 兆",
                content.len().div_ceil(1 << 20)
            ),
            "请先压缩，或分成几个文件",
        ));
    }
    Ok(sort)
}

/// Pictures are reduced; a scan in another format (PDF) stays as it is, like any other file.
fn prepared(name: String, content: Vec<u8>, sort: &str) -> Result<(String, Vec<u8>), UserError> {
    if sort == AttachmentSort::File.word() || !is_picture(&content) {
        return Ok((name, content));
    }
    let picture = if sort == AttachmentSort::Portrait.word() {
        portrait(&name, &content)?
    } else {
        reduced(&name, content)?
    };
    let stem = name
        .rsplit_once('.')
        .map_or(name.as_str(), |(stem, _)| stem);
    Ok((format!("{stem}.{}", picture.ending), picture.content))
}

/// A name that is nothing but a name.
fn plain_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .filter(|it| !it.is_control() && !matches!(it, '/' | '\\' | ':' | '"' | '<' | '>' | '|'))
        .collect();
    let (stem, ending) = match plain.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= 8 => (stem, format!(".{ending}")),
        _ => (plain.as_str(), String::new()),
    };
    let stem: String = stem.trim().chars().take(LONGEST_NAME).collect();
    if stem.is_empty() {
        return format!("附件{ending}");
    }
    format!("{stem}{ending}")
}

fn refuse_twice(
    ledger: &Ledger,
    parent: RecordId,
    hash: &Hash,
    name: &str,
) -> Result<(), UserError> {
    let Some(kind) = ledger.registry().get(ATTACHMENT) else {
        return Ok(());
    };
    let same = ledger
        .read()
        .children(kind, parent)?
        .into_iter()
        .find(|it| it.is_live() && it.read(kind, Attachment::HASH) == Some(hash.to_hex().as_str()));
    match same {
        Some(known) => Err(UserError::new(
            ErrorCode::Precondition,
            format!("“{name}”已经附在这条登记上了（{}）", kind.name_of(&known)),
            "",
        )),
        None => Ok(()),
    }
}

/// The attachments of a record, in the order they came, voided ones as well.
pub(crate) fn attachments_on(
    ledger: &Ledger,
    parent: RecordId,
) -> Result<Vec<AttachmentView>, UserError> {
    let Some(kind) = ledger.registry().get(ATTACHMENT) else {
        return Ok(Vec::new());
    };
    let store = ledger.vault().attachments();
    let text =
        |row: &Row, column: Column<Text>| row.read(kind, column).unwrap_or_default().to_owned();
    let view = |row: &Row| {
        let name = text(row, Attachment::NAME);
        let sort = row.of(kind, Attachment::SORT).and_then(Value::as_text);
        let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        AttachmentView {
            id: row.id.to_string(),
            picture: matches!(ending.as_str(), "jpg" | "jpeg" | "png"),
            name,
            portrait: sort == Some(AttachmentSort::Portrait.word()),
            sort: sort.unwrap_or_default().to_owned(),
            place: text(row, Attachment::PLACE),
            bytes: row
                .read(kind, Attachment::BYTES)
                .and_then(|it| u64::try_from(it).ok())
                .unwrap_or(0),
            here: hash_of(kind, row)
                .zip(store.as_ref())
                .is_some_and(|(hash, store)| store.has(&hash)),
            voided: row.voided.clone(),
        }
    };
    Ok(ledger
        .read()
        .children(kind, parent)?
        .iter()
        .map(view)
        .collect())
}

fn hash_of(kind: &domain::record::RecordType, row: &Row) -> Option<Hash> {
    row.read(kind, Attachment::HASH)
        .and_then(|it| Hash::from_hex(it).ok())
}

/// Where contents of attachments lie.
pub(crate) fn attachments_of(ledger: &Ledger) -> Result<Attachments, UserError> {
    ledger.vault().attachments().ok_or_else(|| {
        UserError::new(
            ErrorCode::Internal,
            "这本台账没有放附件的地方",
            "请从备份还原后再试",
        )
    })
}

pub(crate) fn attachment(
    app: &mut App,
    request: OfAttachment,
) -> Result<AttachmentContent, UserError> {
    let kind = kind_of(app, ATTACHMENT)?;
    let row = find_row(app, &kind, &request.id)?;
    let name = kind.name_of(&row);
    let hash =
        hash_of(&kind, &row).ok_or_else(|| not_found("附件", &name, "请重新附上这个文件"))?;
    let content = attachments_of(app.ledger()?)?.get(&hash)?;
    let bytes = content.len() as u64;
    let mut answer = AttachmentContent {
        name,
        bytes,
        path: None,
        data: None,
    };
    match request.out {
        Some(out) => answer.path = Some(app.host.write(&out, &content)?),
        None if is_picture(&content) && content.len() <= LARGEST_SHOWN << 20 => {
            let sort = if content.starts_with(&[0xff]) {
                "jpeg"
            } else {
                "png"
            };
            answer.data = Some(format!(
                "data:image/{sort};base64,{}",
                STANDARD.encode(&content)
            ));
        }
        None => {}
    }
    Ok(answer)
}
