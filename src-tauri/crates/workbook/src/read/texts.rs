use super::ReadFault;

/// Bytes of all texts, held in memory.
const MAX_TEXT: usize = 96 << 20;
/// Texts; each takes four bytes beside its own.
const MAX_ITEMS: usize = 8_000_000;

/// The texts that the cells of a workbook share, one behind the other. Room is made as they come:
/// what a file announces of their number is not looked at.
#[derive(Default)]
pub(crate) struct Texts {
    text: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Adds a text under the next index.
    pub(crate) fn push(&mut self, text: &str) -> Result<(), ReadFault> {
        if self.text.len() + text.len() > MAX_TEXT || self.ends.len() >= MAX_ITEMS {
            return Err(ReadFault::Bomb("文字过多"));
        }
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
        Ok(())
    }

    /// The text of an index.
    pub(crate) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = match index {
            0 => 0,
            index => self.ends[index - 1] as usize,
        };
        self.text.get(start..end)
    }
}
