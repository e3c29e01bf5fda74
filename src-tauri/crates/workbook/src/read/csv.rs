//! Comma, semicolon or tab separated text, in UTF-8, UTF-16 or GB18030 (what Excel writes in
//! China without asking).

use std::ops::ControlFlow;

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::archive::Bytes;
use super::merges::MergeFill;
use super::rows::{RowBuffer, Sink};
use super::{MAX_CELL_BYTES, MAX_ROWS, ReadFault, ReadSummary, SheetInfo};

/// Bytes of text files taken: the text is decoded in memory.
const MAX_BYTES: usize = 32 << 20;

pub(crate) struct CsvBook {
    text: String,
    name: String,
    separator: u8,
}

impl CsvBook {
    pub(crate) fn open(bytes: &Bytes, file_name: &str) -> Result<Self, ReadFault> {
        let bytes = bytes.as_ref();
        if bytes.len() > MAX_BYTES {
            return Err(ReadFault::FileTooLarge(bytes.len() >> 20));
        }
        let encoding = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
        let encoding = encoding.unwrap_or_else(|| match std::str::from_utf8(bytes) {
            Ok(_) => UTF_8,
            Err(_) => GB18030,
        });
        let (text, _, broken) = encoding.decode(bytes);
        if broken || text.contains('\0') {
            return Err(ReadFault::PlainText);
        }
        let separator = separator(&text).ok_or(ReadFault::PlainText)?;
        let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = name
            .rsplit_once('.')
            .map_or(name, |(stem, _)| stem)
            .to_owned();
        Ok(Self {
            text: text.into_owned(),
            name,
            separator,
        })
    }

    pub(crate) fn sheets(&self) -> Vec<SheetInfo> {
        vec![SheetInfo {
            name: self.name.clone(),
            hidden: false,
        }]
    }

    pub(crate) fn read(&mut self, sink: Sink<'_>) -> Result<ReadSummary, ReadFault> {
        let mut lines = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.separator)
            .from_reader(self.text.as_bytes());
        let mut row = RowBuffer::new(&self.name, MergeFill::default());
        let mut record = ::csv::StringRecord::new();
        let mut number = 0;
        while lines
            .read_record(&mut record)
            .map_err(|_| ReadFault::Damaged("文本"))?
        {
            // A spreadsheet shows the record, not the line it begins on.
            number += 1;
            if number > MAX_ROWS {
                break;
            }
            row.begin(number);
            for (column, field) in record.iter().enumerate() {
                if field.len() > MAX_CELL_BYTES {
                    return Err(ReadFault::CellTooLong("文本".to_owned()));
                }
                row.set_text(column, field)?;
            }
            if row.finish(sink) == ControlFlow::Break(()) {
                break;
            }
        }
        Ok(row.summary())
    }
}

/// The sign that splits the first lines into the most columns; none if the text is no table.
fn separator(text: &str) -> Option<u8> {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(20)
        .collect();
    [b',', b'\t', b';']
        .into_iter()
        .map(|sign| {
            let with = lines
                .iter()
                .filter(|line| line.as_bytes().contains(&sign))
                .count();
            (with, sign)
        })
        .filter(|(with, _)| *with * 2 > lines.len())
        .max_by_key(|(with, sign)| (*with, *sign == b','))
        .map(|(_, sign)| sign)
}
