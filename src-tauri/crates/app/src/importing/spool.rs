//! The plan's rows, packed: a sheet of 100,000 rows is kept in a few megabytes between preview and
//! apply.

use domain::record::{FieldKey, Row, Value, Write, Writes, decode_writes, encode_writes};

use crate::wire::{ErrorCode, UserError};

/// Bytes of rows packed together.
const CHUNK: usize = 1 << 20;
/// The fastest level; the texts of a sheet repeat themselves.
const LEVEL: i32 = 1;

/// Rows in the order of the sheet.
#[derive(Default)]
pub(crate) struct Spool {
    chunks: Vec<Vec<u8>>,
    open: Vec<u8>,
}

impl Spool {
    pub(super) fn push(
        &mut self,
        kind: &domain::record::RecordType,
        row: &Row,
    ) -> Result<(), UserError> {
        let writes: Writes = kind
            .fields
            .iter()
            .zip(&row.values)
            .filter_map(|(field, value)| {
                value
                    .as_ref()
                    .map(|it| (field.key.clone(), Write::Put(Some(it.clone()))))
            })
            .collect();
        let bytes = encode_writes(&writes);
        let length = u32::try_from(bytes.len()).unwrap_or(0);
        self.open.extend_from_slice(&length.to_le_bytes());
        self.open.extend_from_slice(&bytes);
        if self.open.len() >= CHUNK {
            let packed = zstd::bulk::compress(&self.open, LEVEL).map_err(broken)?;
            self.chunks.push(packed);
            self.open.clear();
        }
        Ok(())
    }

    /// Gives the rows out again, one by one.
    pub(super) fn for_each(
        &self,
        mut each: impl FnMut(Vec<(FieldKey, Value)>) -> Result<(), UserError>,
    ) -> Result<(), UserError> {
        for chunk in &self.chunks {
            let plain = zstd::stream::decode_all(chunk.as_slice()).map_err(broken)?;
            give(&plain, &mut each)?;
        }
        give(&self.open, &mut each)
    }
}

fn give(
    mut rest: &[u8],
    each: &mut impl FnMut(Vec<(FieldKey, Value)>) -> Result<(), UserError>,
) -> Result<(), UserError> {
    while let Some((length, tail)) = rest.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let Some((bytes, tail)) = tail.split_at_checked(length) else {
            break;
        };
        rest = tail;
        let writes = decode_writes(bytes).map_err(broken)?;
        let values = writes
            .into_iter()
            .filter_map(|(field, write)| match write {
                Write::Put(Some(value)) => Some((field, value)),
                _ => None,
            })
            .collect();
        each(values)?;
    }
    Ok(())
}

fn broken(error: impl std::fmt::Display) -> UserError {
    UserError::new(
        ErrorCode::Internal,
        format!("导入预览的内容读不出来（{error}）"),
        "请重新选择文件再预览一次",
    )
}
