//! The bytes of a block in its cell: a byte for the packing, then the block, packed where that
//! makes it shorter.

use crate::error::{Result, StoreFault};

const PLAIN: u8 = 0;
const ZSTD: u8 = 1;
/// Shorter blocks (single changes) are kept as they are.
const WORTH_PACKING: usize = 768;
/// zstd's own default; higher levels cost an import more than they save.
const LEVEL: i32 = 3;
/// No block unpacks to more; one that claims to is refused.
const MOST: usize = 64 * 1024 * 1024;

/// Packs blocks, with one working memory for all of them.
#[derive(Default)]
pub(crate) struct Packer(Option<zstd::bulk::Compressor<'static>>);

impl Packer {
    pub(crate) fn pack(&mut self, block: &[u8]) -> Result<Vec<u8>> {
        let fault = |fault: std::io::Error| StoreFault::Log(fault.to_string());
        if (WORTH_PACKING..=MOST).contains(&block.len()) {
            let compressor = match &mut self.0 {
                Some(known) => known,
                None => self
                    .0
                    .insert(zstd::bulk::Compressor::new(LEVEL).map_err(fault)?),
            };
            let packed = compressor.compress(block).map_err(fault)?;
            if packed.len() < block.len() {
                return Ok(marked(ZSTD, &packed));
            }
        }
        Ok(marked(PLAIN, block))
    }
}

fn marked(mark: u8, bytes: &[u8]) -> Vec<u8> {
    let mut cell = Vec::with_capacity(bytes.len() + 1);
    cell.push(mark);
    cell.extend_from_slice(bytes);
    cell
}

/// The block in a cell.
pub(crate) fn unpack(cell: &[u8]) -> Result<std::borrow::Cow<'_, [u8]>> {
    match cell.split_first() {
        Some((&PLAIN, block)) => Ok(block.into()),
        Some((&ZSTD, packed)) => zstd::bulk::decompress(packed, MOST)
            .map(Into::into)
            .map_err(|_| StoreFault::Log("一段日志解不开".into())),
        _ => Err(StoreFault::Log("一段日志的格式不认识".into())),
    }
}
