//! A dense place for every Chinese character, so that a table about them is one array.

/// Number of places [`slot`] hands out.
pub(super) const SLOTS: usize = BASIC + COMPATIBILITY + SUPPLEMENTARY;

const BASIC: usize = 0xa000 - 0x3000;
const COMPATIBILITY: usize = 0xfb00 - 0xf900;
const SUPPLEMENTARY: usize = 0x32400 - 0x20000;

/// The place of a character in an array of [`SLOTS`]; `None` outside of the Chinese blocks.
pub(super) fn slot(ch: char) -> Option<usize> {
    let code = ch as usize;
    match code {
        0x3000..0xa000 => Some(code - 0x3000),
        0xf900..0xfb00 => Some(BASIC + code - 0xf900),
        0x20000..0x32400 => Some(BASIC + COMPATIBILITY + code - 0x20000),
        _ => None,
    }
}

/// The three columns of the lines of a table, comments left out.
pub(super) fn columns(
    table: &'static str,
) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let mut columns = line.split('\t');
            let mut next = || columns.next().unwrap_or_default();
            (next(), next(), next())
        })
}
