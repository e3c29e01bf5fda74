//! The bytes of a change's body: CBOR (RFC 8949), self-describing so that a field unknown to this
//! program is still kept and forwarded.
//!
//! Dates are text under tag 1004 (RFC 8943), record ids bytes under tag 37, set changes a pair of
//! arrays under tag 258.

use std::collections::BTreeSet;

use minicbor::data::{Tag, Type};
use minicbor::{Decoder, Encoder};
use thiserror::Error;

use crate::dates::PartialDate;
use crate::record::{FieldKey, Item, RecordId, Value, Write, Writes};

const DATE: Tag = Tag::new(1004);
const ID: Tag = Tag::new(37);
const ELEMENTS: Tag = Tag::new(258);
const WHOLE_SET: Tag = Tag::new(272);
/// Marks a reference that found no record, so that it does not read as plain text.
const UNMATCHED: Tag = Tag::new(39);

/// The body of a change is not what this program writes.
#[derive(Debug, Error)]
#[error("日志中有一条内容读不出来（{0}）")]
pub struct CodecFault(String);

impl From<minicbor::decode::Error> for CodecFault {
    fn from(error: minicbor::decode::Error) -> Self {
        Self(error.to_string())
    }
}

type Encoded = Result<(), minicbor::encode::Error<std::convert::Infallible>>;

/// Writes a change's body.
#[must_use]
pub fn encode_writes(writes: &Writes) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(32 + writes.len() * 24);
    let mut encoder = Encoder::new(&mut bytes);
    // Writing into a Vec cannot fail; the empty result would be refused by the reader.
    if encode_all(&mut encoder, writes).is_err() {
        bytes.clear();
    }
    bytes
}

fn encode_all(e: &mut Encoder<&mut Vec<u8>>, writes: &Writes) -> Encoded {
    e.map(writes.len() as u64)?;
    for (field, write) in writes {
        e.str(field.as_str())?;
        match write {
            Write::Put(None) => {
                e.null()?;
            }
            Write::Put(Some(value)) => encode_value(e, value)?,
            Write::Elements { add, remove } => {
                e.tag(ELEMENTS)?.array(2)?;
                encode_items(e, add.iter(), add.len())?;
                encode_items(e, remove.iter(), remove.len())?;
            }
        }
    }
    Ok(())
}

fn encode_value(e: &mut Encoder<&mut Vec<u8>>, value: &Value) -> Encoded {
    match value {
        Value::Text(text) => e.str(text).map(drop),
        Value::Int(number) => e.i64(*number).map(drop),
        Value::Bool(truth) => e.bool(*truth).map(drop),
        Value::Date(date) => e.tag(DATE)?.str(&date.to_string()).map(drop),
        Value::Ref(Item::Text(text)) => e.tag(UNMATCHED)?.str(text).map(drop),
        Value::Ref(item) => encode_item(e, item),
        Value::Set(items) => {
            e.tag(WHOLE_SET)?;
            encode_items(e, items.iter(), items.len())
        }
    }
}

fn encode_items<'a>(
    e: &mut Encoder<&mut Vec<u8>>,
    items: impl Iterator<Item = &'a Item>,
    count: usize,
) -> Encoded {
    e.array(count as u64)?;
    for item in items {
        encode_item(e, item)?;
    }
    Ok(())
}

fn encode_item(e: &mut Encoder<&mut Vec<u8>>, item: &Item) -> Encoded {
    match item {
        Item::Id(id) => e.tag(ID)?.bytes(id.bytes()).map(drop),
        Item::Text(text) => e.str(text).map(drop),
    }
}

/// Reads a change's body.
///
/// # Errors
/// When the bytes are not a body that this or an older program wrote.
pub fn decode_writes(bytes: &[u8]) -> Result<Writes, CodecFault> {
    let mut d = Decoder::new(bytes);
    let count = d.map()?.ok_or_else(|| CodecFault("长度不定".into()))?;
    let mut writes = Writes::new();
    for _ in 0..count {
        let field = FieldKey::from(d.str()?);
        writes.insert(field, decode_write(&mut d)?);
    }
    Ok(writes)
}

fn decode_write(d: &mut Decoder<'_>) -> Result<Write, CodecFault> {
    Ok(match d.datatype()? {
        Type::Null => {
            d.null()?;
            Write::Put(None)
        }
        Type::String => Write::Put(Some(Value::Text(d.str()?.to_owned()))),
        Type::Bool => Write::Put(Some(Value::Bool(d.bool()?))),
        Type::Tag => decode_tagged(d)?,
        _ => Write::Put(Some(Value::Int(d.i64()?))),
    })
}

fn decode_tagged(d: &mut Decoder<'_>) -> Result<Write, CodecFault> {
    let tag = d.tag()?;
    let value = if tag == DATE {
        let text = d.str()?;
        Value::Date(decode_date(text).ok_or_else(|| CodecFault(text.to_owned()))?)
    } else if tag == ID {
        Value::Ref(Item::Id(decode_id(d)?))
    } else if tag == UNMATCHED {
        Value::Ref(Item::Text(d.str()?.to_owned()))
    } else if tag == WHOLE_SET {
        Value::Set(decode_items(d)?.into_iter().collect::<BTreeSet<_>>())
    } else if tag == ELEMENTS {
        d.array()?;
        return Ok(Write::Elements {
            add: decode_items(d)?,
            remove: decode_items(d)?,
        });
    } else {
        return Err(CodecFault(format!("标记 {}", tag.as_u64())));
    };
    Ok(Write::Put(Some(value)))
}

/// A day taken from a calendar may lie outside the plausible years (a PC's clock in 2300): what was
/// written must be readable all the same.
fn decode_date(text: &str) -> Option<PartialDate> {
    PartialDate::parse_iso(text).or_else(|| {
        chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .ok()
            .map(PartialDate::from)
    })
}

fn decode_items(d: &mut Decoder<'_>) -> Result<Vec<Item>, CodecFault> {
    let count = d.array()?.ok_or_else(|| CodecFault("长度不定".into()))?;
    let mut items = Vec::new();
    for _ in 0..count {
        items.push(if d.datatype()? == Type::Tag {
            d.tag()?;
            Item::Id(decode_id(d)?)
        } else {
            Item::Text(d.str()?.to_owned())
        });
    }
    Ok(items)
}

fn decode_id(d: &mut Decoder<'_>) -> Result<RecordId, CodecFault> {
    RecordId::from_slice(d.bytes()?).ok_or_else(|| CodecFault("编号长度".into()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn text() -> impl Strategy<Value = String> {
        prop_oneof![".{0,20}", "[\u{20000}-\u{2ffff}一-龥\u{0}-\u{1f}]{0,8}"]
    }

    fn item() -> impl Strategy<Value = Item> {
        prop_oneof![
            any::<u128>().prop_map(|it| Item::Id(RecordId(Uuid::from_u128(it)))),
            text().prop_map(Item::Text),
        ]
    }

    fn date() -> impl Strategy<Value = PartialDate> {
        let known = (1850..=2200_i32, 1..=12_u8, 1..=31_u8, 0..3_u8);
        known.prop_filter_map(
            "such a day",
            |(year, month, day, precision)| match precision {
                0 => PartialDate::year(year),
                1 => PartialDate::month(year, month),
                _ => PartialDate::day(year, month, day),
            },
        )
    }

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            text().prop_map(Value::Text),
            any::<i64>().prop_map(Value::Int),
            any::<bool>().prop_map(Value::Bool),
            date().prop_map(Value::Date),
            item().prop_map(Value::Ref),
            prop::collection::btree_set(item(), 0..4).prop_map(Value::Set),
        ]
    }

    fn writes() -> impl Strategy<Value = Writes> {
        let items = || prop::collection::vec(item(), 0..4);
        let write = prop_oneof![
            prop::option::of(value()).prop_map(Write::Put),
            (items(), items()).prop_map(|(add, remove)| Write::Elements { add, remove }),
        ];
        prop::collection::btree_map(text().prop_map(FieldKey::from), write, 0..6)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn what_is_written_is_read(writes in writes()) {
            let bytes = encode_writes(&writes);
            prop_assert_eq!(decode_writes(&bytes).expect("reads"), writes, "the same writes");
        }

        #[test]
        fn torn_and_foreign_bytes_are_refused_calmly(
            writes in writes(), cut in any::<prop::sample::Index>(), flip in any::<u8>(),
            noise in prop::collection::vec(any::<u8>(), 0..64)
        ) {
            let _ = decode_writes(&noise);
            let mut bytes = encode_writes(&writes);
            let at = cut.index(bytes.len());
            bytes[at] ^= flip;
            let _ = decode_writes(&bytes);
            bytes.truncate(at);
            prop_assert!(decode_writes(&bytes).is_err(), "half a body is none");
        }
    }

    #[test]
    fn a_day_outside_the_plausible_years_is_still_read() {
        let day = chrono::NaiveDate::from_ymd_opt(2300, 1, 2).expect("a day");
        let put = Write::Put(Some(Value::Date(PartialDate::from(day))));
        let writes = Writes::from([("on".into(), put)]);
        let read = decode_writes(&encode_writes(&writes)).expect("reads");
        assert_eq!(read, writes, "a PC's clock in 2300 does not spoil the log");
    }
}
