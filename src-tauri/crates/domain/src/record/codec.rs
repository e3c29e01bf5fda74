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
use crate::record::{Field, FieldKey, Item, RecordId, Value, Write, Writes};

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

impl CodecFault {
    pub(super) fn of(what: &str) -> Self {
        Self(what.into())
    }
}

impl From<minicbor::decode::Error> for CodecFault {
    fn from(error: minicbor::decode::Error) -> Self {
        Self(error.to_string())
    }
}

type Encoded = Result<(), minicbor::encode::Error<std::convert::Infallible>>;

/// Writes a change's body.
#[must_use]
pub fn encode_writes(writes: &Writes) -> Vec<u8> {
    body(writes.len(), |e| {
        writes.iter().try_for_each(|(field, write)| {
            e.str(field.as_str())?;
            match write {
                Write::Put(None) => e.null().map(drop),
                Write::Put(Some(value)) => encode_value(e, value),
                Write::Elements { add, remove } => encode_elements(e, add.iter(), remove.iter()),
            }
        })
    })
}

/// Writes the body of a change that begins a record, straight from its values: the bytes are those
/// of [`encode_writes`] where every value is put and every set joins whole. The fields come in the
/// order of their keys.
#[must_use]
pub fn encode_first<'a>(
    mut fields: impl Iterator<Item = (&'a Field, &'a Value)> + Clone,
) -> Vec<u8> {
    body(fields.clone().count(), |e| {
        fields.try_for_each(|(field, value)| {
            e.str(field.key.as_str())?;
            match value {
                value if !field.field_type.is_set() => encode_value(e, value),
                Value::Set(items) => encode_elements(e, items.iter(), [].iter()),
                _ => encode_elements(e, [].iter(), [].iter()),
            }
        })
    })
}

fn body(count: usize, fields: impl FnOnce(&mut Encoder<&mut Vec<u8>>) -> Encoded) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(32 + count * 24);
    let mut encoder = Encoder::new(&mut bytes);
    let written = encoder
        .map(count as u64)
        .map(drop)
        .and_then(|()| fields(&mut encoder));
    // Writing into a Vec cannot fail; the empty result would be refused by the reader.
    if written.is_err() {
        bytes.clear();
    }
    bytes
}

fn encode_elements<'a>(
    e: &mut Encoder<&mut Vec<u8>>,
    add: impl ExactSizeIterator<Item = &'a Item>,
    remove: impl ExactSizeIterator<Item = &'a Item>,
) -> Encoded {
    e.tag(ELEMENTS)?.array(2)?;
    encode_items(e, add)?;
    encode_items(e, remove)
}

/// Appends a row's values by their places in the definition, for rows that wait in memory. Nothing
/// lasting holds this form: places change with the definition.
pub fn encode_places(values: &[Option<Value>], bytes: &mut Vec<u8>) {
    let filled = values.iter().filter(|value| value.is_some()).count();
    let mut encoder = Encoder::new(&mut *bytes);
    let written = encoder.map(filled as u64).map(drop).and_then(|()| {
        values.iter().enumerate().try_for_each(|(at, value)| {
            let Some(value) = value else { return Ok(()) };
            encoder.u64(at as u64)?;
            encode_value(&mut encoder, value)
        })
    });
    debug_assert!(written.is_ok(), "writing into a Vec cannot fail");
}

/// Reads a row's values back into the places of its fields, whatever stood there before; answers how
/// many bytes they took.
///
/// # Errors
/// When the bytes are not what [`encode_places`] wrote.
pub fn decode_places(bytes: &[u8], values: &mut [Option<Value>]) -> Result<usize, CodecFault> {
    let mut d = Decoder::new(bytes);
    let count = d.map()?.ok_or_else(|| CodecFault("长度不定".into()))?;
    values.fill(None);
    for _ in 0..count {
        let at = usize::try_from(d.u64()?).unwrap_or(usize::MAX);
        let (Write::Put(value), Some(place)) = (decode_write(&mut d)?, values.get_mut(at)) else {
            return Err(CodecFault("位置".into()));
        };
        *place = value;
    }
    Ok(d.position())
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
            encode_items(e, items.iter())
        }
    }
}

fn encode_items<'a>(
    e: &mut Encoder<&mut Vec<u8>>,
    mut items: impl ExactSizeIterator<Item = &'a Item>,
) -> Encoded {
    e.array(items.len() as u64)?;
    items.try_for_each(|item| encode_item(e, item))
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
    use crate::record::FieldType;

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
        fn a_first_change_has_the_bytes_of_its_writes(
            values in prop::collection::btree_map(text(), value(), 0..30)
        ) {
            let field = |(key, value): (&String, &Value)| match value {
                Value::Set(_) => Field::new(key, "", FieldType::Choices(Vec::new())),
                _ => Field::new(key, "", FieldType::Text),
            };
            let fields: Vec<Field> = values.iter().map(field).collect();
            let write = |value: &Value| match value {
                Value::Set(items) => Write::Elements {
                    add: items.iter().cloned().collect(),
                    remove: Vec::new(),
                },
                value => Write::Put(Some(value.clone())),
            };
            let writes: Writes = values
                .iter()
                .map(|(key, value)| (key.as_str().into(), write(value)))
                .collect();
            let first = encode_first(fields.iter().zip(values.values()));
            prop_assert_eq!(first, encode_writes(&writes), "one log");
        }

        #[test]
        fn rows_that_wait_come_back(
            rows in prop::collection::vec(prop::collection::vec(prop::option::of(value()), 5), 0..5)
        ) {
            let mut bytes = Vec::new();
            rows.iter().for_each(|row| encode_places(row, &mut bytes));
            let mut rest = bytes.as_slice();
            for row in &rows {
                let mut read = vec![Some(Value::Int(7)); 5];
                let used = decode_places(rest, &mut read).expect("reads");
                prop_assert_eq!(&read, row, "the same values");
                rest = &rest[used..];
            }
            prop_assert!(rest.is_empty(), "nothing is left over");
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
