//! The plan's rows, packed: a sheet of 100,000 rows is kept in a few megabytes between preview and
//! apply.

use std::sync::mpsc;

use domain::record::{Value, decode_places, encode_places};

use crate::wire::{ErrorCode, UserError};

/// Bytes of rows packed together.
const CHUNK: usize = 1 << 20;
/// Rows that are unpacked ahead together.
const AHEAD: usize = 250;
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

    /// Gives the rows out again, one by one, with as many places as the definition has fields; what is
    /// wanted of a row is taken out of it. They are unpacked in a thread of their own, a few hundred
    /// ahead, into the memory of rows that were given out before.
    pub(super) fn for_each(
        &self,
        places: usize,
        mut each: impl FnMut(&mut [Option<Value>]) -> Result<(), UserError>,
    ) -> Result<(), UserError> {
        let (give, take) = mpsc::sync_channel(1);
        let (give_back, taken_back) = mpsc::channel();
        let unpacker = Unpacker {
            places,
            give,
            taken_back,
        };
        std::thread::scope(|scope| {
            let unpacking = scope.spawn(move || {
                for chunk in &self.chunks {
                    let plain = zstd::stream::decode_all(chunk.as_slice()).map_err(broken)?;
                    if !unpacker.unpack(&plain)? {
                        return Ok(());
                    }
                }
                unpacker.unpack(&self.open).map(|_| ())
            });
            for mut rows in take {
                // Whoever takes no more ends the thread: it finds the channel closed.
                rows.iter_mut().try_for_each(|row| each(row))?;
                let _ = give_back.send(rows);
            }
            unpacking.join().unwrap_or_else(|_| Err(broken("线程中断")))
        })
    }
}

/// Rows that are handed over together.
type Rows = Vec<Vec<Option<Value>>>;

/// Gives rows over to another thread.
struct Unpacker {
    places: usize,
    give: mpsc::SyncSender<Rows>,
    taken_back: mpsc::Receiver<Rows>,
}

impl Unpacker {
    /// Unpacks a chunk; answers whether somebody still takes its rows.
    fn unpack(&self, mut rest: &[u8]) -> Result<bool, UserError> {
        while !rest.is_empty() {
            let mut rows = self.taken_back.try_recv().unwrap_or_default();
            rows.resize_with(AHEAD, || vec![None; self.places]);
            let mut filled = 0;
            for row in &mut rows {
                if rest.is_empty() {
                    break;
                }
                let used = decode_places(rest, row).map_err(broken)?;
                rest = rest.get(used..).unwrap_or_default();
                filled += 1;
            }
            rows.truncate(filled);
            if self.give.send(rows).is_err() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn broken(error: impl std::fmt::Display) -> UserError {
    UserError::new(
        ErrorCode::Internal,
        format!("导入预览的内容读不出来（{error}）"),
        "请重新选择文件再预览一次",
    )
}
