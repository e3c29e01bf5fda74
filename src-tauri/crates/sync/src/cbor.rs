//! Small parts of CBOR (RFC 8949) that manifest, certificates and requests share: maps with numbers
//! for keys, of which a reader passes over those it does not know.

use domain::record::DeviceId;
use minicbor::{Decoder, Encoder};

use crate::fault::{Result, SyncFault};
use crate::limits;

/// Writing into memory cannot fail.
pub(crate) type Out<'a> = Encoder<&'a mut Vec<u8>>;

/// Writes a value by a closure whose error cannot occur.
pub(crate) fn written(
    bytes: &mut Vec<u8>,
    write: impl FnOnce(
        &mut Out<'_>,
    )
        -> std::result::Result<(), minicbor::encode::Error<std::convert::Infallible>>,
) {
    let written = write(&mut Encoder::new(bytes));
    debug_assert!(written.is_ok(), "writing into a Vec cannot fail");
}

/// The length of an array or map, which may not claim more than can follow.
pub(crate) fn counted(length: Option<u64>, d: &Decoder<'_>, most: u64) -> Result<u64> {
    let length = length.ok_or(SyncFault::Damaged("长度没有写明"))?;
    let left = d.input().len().saturating_sub(d.position()) as u64;
    if length > most || length > left {
        return Err(SyncFault::TooLarge("条目数"));
    }
    Ok(length)
}

/// Goes through a map; `each` answers whether it read the value of a key.
pub(crate) fn read_map<'a>(
    d: &mut Decoder<'a>,
    mut each: impl FnMut(u64, &mut Decoder<'a>) -> Result<bool>,
) -> Result<()> {
    let length = counted(d.map()?, d, 64)?;
    for _ in 0..length {
        let key = d.u64()?;
        let before = d.position();
        if !each(key, d)? {
            d.set_position(before);
            d.skip()?;
        }
    }
    Ok(())
}

/// Goes through an array.
pub(crate) fn read_array<'a>(
    d: &mut Decoder<'a>,
    mut each: impl FnMut(&mut Decoder<'a>) -> Result<()>,
) -> Result<()> {
    let length = counted(d.array()?, d, limits::LISTED)?;
    for _ in 0..length {
        each(d)?;
    }
    Ok(())
}

/// The head of an array of this length.
pub(crate) fn expect_array(d: &mut Decoder<'_>, length: u64) -> Result<()> {
    match d.array()? {
        Some(it) if it == length => Ok(()),
        _ => Err(SyncFault::Damaged("条目的项数不对")),
    }
}

/// Bytes of a fixed length.
pub(crate) fn fixed<const N: usize>(d: &mut Decoder<'_>) -> Result<[u8; N]> {
    d.bytes()?
        .try_into()
        .map_err(|_| SyncFault::Damaged("密钥或散列的长度不对"))
}

/// Bytes of a fixed length, or nothing.
pub(crate) fn fixed_or_null<const N: usize>(d: &mut Decoder<'_>) -> Result<Option<[u8; N]>> {
    if d.datatype()? == minicbor::data::Type::Null {
        d.null()?;
        return Ok(None);
    }
    fixed(d).map(Some)
}

/// A text of bearable length.
pub(crate) fn text(d: &mut Decoder<'_>) -> Result<String> {
    let text = d.str()?;
    if text.len() > limits::TEXT {
        return Err(SyncFault::TooLarge("文字"));
    }
    Ok(text.to_owned())
}

/// A device's name.
pub(crate) fn device(d: &mut Decoder<'_>) -> Result<DeviceId> {
    DeviceId::from_slice(d.bytes()?).ok_or(SyncFault::Damaged("设备编号的长度不对"))
}

/// Nothing follows.
pub(crate) fn at_end(d: &Decoder<'_>) -> Result<()> {
    match d.position() == d.input().len() {
        true => Ok(()),
        false => Err(SyncFault::Damaged("末尾有多余的内容")),
    }
}
