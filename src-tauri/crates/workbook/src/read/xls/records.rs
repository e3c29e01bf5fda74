/// A record, where it lies.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
    /// Where the next one begins.
    pub(super) next: usize,
}

pub(super) const CONTINUE: u16 = 0x003C;
pub(super) const EOF: u16 = 0x000A;
pub(super) const BOF: u16 = 0x0809;

/// The record that begins at a place; none where the stream ends.
pub(super) fn record(stream: &[u8], at: usize) -> Option<Record<'_>> {
    let kind = half(stream, at)?;
    let length = usize::from(half(stream, at + 2)?);
    let data = stream.get(at + 4..at + 4 + length)?;
    Some(Record {
        kind,
        data,
        next: at + 4 + length,
    })
}

pub(super) fn half(data: &[u8], at: usize) -> Option<u16> {
    let two = data.get(at..at.checked_add(2)?)?;
    two.try_into().ok().map(u16::from_le_bytes)
}

pub(super) fn word(data: &[u8], at: usize) -> Option<u32> {
    let four = data.get(at..at.checked_add(4)?)?;
    four.try_into().ok().map(u32::from_le_bytes)
}

pub(super) fn float(data: &[u8], at: usize) -> Option<f64> {
    let eight = data.get(at..at.checked_add(8)?)?;
    eight.try_into().ok().map(f64::from_le_bytes)
}

/// The number of an RK value: 30 bits of a float or an integer, perhaps of hundredths.
pub(super) fn rk(raw: u32) -> f64 {
    let number = if raw & 2 != 0 {
        f64::from(raw as i32 >> 2)
    } else {
        f64::from_bits(u64::from(raw & 0xFFFF_FFFC) << 32)
    };
    if raw & 1 != 0 { number / 100.0 } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers() {
        for (raw, number) in [
            (0x3FF0_0000, 1.0),
            (0x3FF0_0001, 0.01),
            (0x004B_5646, 1_234_321.0),
            (0x004B_5647, 12_343.21),
            (0xFFFF_FFFE, -1.0),
        ] {
            assert_eq!(rk(raw), number, "{raw:#x}");
        }
    }
}
