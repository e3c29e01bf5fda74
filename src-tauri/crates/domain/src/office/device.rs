//! PCs that the office let in, as people read about them. What binds is the certificate that the
//! office's root key signed; it lies beside the log.

use crate::office::DeviceSort;
use crate::record::{Field, FieldType, Home, RecordType};

/// The record type of PCs that were let in.
pub const DEVICE: &str = "device";

/// The record type of PCs that were let in (入网).
#[must_use]
pub fn device_type() -> RecordType {
    let mut it = RecordType::new(
        DEVICE,
        "入网电脑",
        vec![
            Field::new("name", "名称", FieldType::Text)
                .blocking()
                .open()
                .hint("如：苇塘村联络站、办公室第二台"),
            Field::new("sort", "类别", FieldType::choice(&DeviceSort::WORDS))
                .open()
                .hint("办公室的电脑收发全部登记，村站的电脑只收发本站的"),
            Field::new(
                "station",
                "站点",
                FieldType::Ref(crate::station::STATION.into()),
            )
            .open()
            .hint("村站电脑只收发这个站点的登记"),
            Field::new("code", "设备编号", FieldType::Text)
                .open()
                .hint("由程序填写，如 69326a31-2be2-5d85-9306-ff8015672880"),
            Field::new("fingerprint", "识别码", FieldType::Text)
                .open()
                .hint("八个字母数字，入网时在电话里核对过，如 9ZV77YR6"),
            Field::new("series", "机号", FieldType::Text)
                .open()
                .hint("编号前的字母，由程序分配，如 B"),
            Field::new("enrolled_on", "入网日期", FieldType::Date)
                .open()
                .hint("准许这台电脑入网的那一天，如 2026-03-05"),
            Field::new("revoked_on", "停用日期", FieldType::Date)
                .open()
                .hint("停用这台电脑的那一天，没有停用的空着，如 2026-09-01"),
            Field::new("reason", "停用原因", FieldType::Text)
                .open()
                .hint("为什么停用，如 电脑丢失"),
        ],
    )
    .register("devices", "入网电脑", "");
    it.home = Home::Published;
    it.order = vec!["enrolled_on".into(), "name".into()];
    it
}
