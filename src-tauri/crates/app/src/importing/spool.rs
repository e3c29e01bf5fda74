//! The plan's rows, packed: a sheet of 100,000 rows is kept in a few megabytes between preview and
//! apply.

use domain::record::{Value, decode_places, encode_places};

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
    /// Takes a row's values by the places of their fields.
    pub(super) fn push(&mut self, values: &[Option<Value>]) -> Result<(), UserError> {
        encode_places(values, &mut self.open);
        if self.open.len() >= CHUNK {
            let packed = zstd::bulk::compress(&self.open, LEVEL).map_err(broken)?;
            self.chunks.push(packed);
            self.open.clear();
        }
        Ok(())
    }

    /// Gives the rows out again, one by one, with as many places as the definition has fields.
    pub(super) fn for_each(
        &self,
        places: usize,
        mut each: impl FnMut(Vec<Option<Value>>) -> Result<(), UserError>,
    ) -> Result<(), UserError> {
        for chunk in &self.chunks {
            let plain = zstd::stream::decode_all(chunk.as_slice()).map_err(broken)?;
            give(&plain, places, &mut each)?;
        }
        give(&self.open, places, &mut each)
    }
}

fn give(
    mut rest: &[u8],
    places: usize,
    each: &mut impl FnMut(Vec<Option<Value>>) -> Result<(), UserError>,
) -> Result<(), UserError> {
    while !rest.is_empty() {
        let (values, used) = decode_places(rest, places).map_err(broken)?;
        rest = rest.get(used..).unwrap_or_default();
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
