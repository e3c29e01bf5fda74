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
            Field::new("sort", "类别", FieldType::choice(&DeviceSort::WORDS)).open(),
            Field::new(
                "station",
                "站点",
                FieldType::Ref(crate::station::STATION.into()),
            )
            .open()
            .hint("村站电脑只收发这个站点的登记"),
            Field::new("code", "设备编号", FieldType::Text)
                .open()
                .hint("由程序填写"),
            Field::new("fingerprint", "识别码", FieldType::Text)
                .open()
                .hint("八个字母数字，入网时在电话里核对过"),
            Field::new("series", "机号", FieldType::Text)
                .open()
                .hint("编号前的字母，由程序分配"),
            Field::new("enrolled_on", "入网日期", FieldType::Date).open(),
            Field::new("revoked_on", "停用日期", FieldType::Date).open(),
            Field::new("reason", "停用原因", FieldType::Text).open(),
        ],
    )
    .register("devices", "入网电脑", "");
    it.home = Home::Published;
    it.order = vec!["enrolled_on".into(), "name".into()];
    it
}
