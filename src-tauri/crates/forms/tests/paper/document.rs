//! What the file says of itself, and how big it is.

use forms::{Fonts, print};
use lopdf::{Document, Object};

use crate::sample::{book, roster, row};

fn printed(register: &forms::Register) -> Document {
    Document::load_mem(&print(register, &Fonts::bundled().unwrap()).unwrap().pdf).unwrap()
}

fn utf16(object: &Object) -> String {
    let bytes = object.as_str().unwrap();
    assert_eq!(&bytes[..2], [0xfe, 0xff], "text carries its mark");
    let units: Vec<u16> = bytes[2..]
        .chunks(2)
        .map(|b| u16::from_be_bytes([b[0], b[1]]))
        .collect();
    String::from_utf16(&units).unwrap()
}

#[test]
fn the_document_opens_with_title_and_outline_in_chinese() {
    let document = printed(&roster());
    assert_eq!(document.version, "1.7");
    let catalog = document.catalog().unwrap();
    assert_eq!(
        catalog.get(b"PageMode").unwrap().as_name().unwrap(),
        b"UseOutlines",
        "a name, not a string"
    );
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"zh-CN");
    let shown = catalog
        .get(b"ViewerPreferences")
        .unwrap()
        .as_dict()
        .unwrap();
    assert!(shown.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
    let labels = catalog.get(b"PageLabels").unwrap().as_dict().unwrap();
    assert_eq!(
        labels.get(b"Nums").unwrap().as_array().unwrap()[0]
            .as_i64()
            .unwrap(),
        0
    );
    let outlines = catalog.get(b"Outlines").unwrap().as_reference().unwrap();
    let outlines = document.get_dictionary(outlines).unwrap();
    assert_eq!(outlines.get(b"Count").unwrap().as_i64().unwrap(), 2);
    let first = document.get_dictionary(outlines.get(b"First").unwrap().as_reference().unwrap());
    assert_eq!(utf16(first.unwrap().get(b"Title").unwrap()), "第一代表小组");
}

#[test]
fn properties_are_those_of_the_register_and_claim_nothing_else() {
    let document = printed(&book(3));
    let info = document
        .trailer
        .get(b"Info")
        .unwrap()
        .as_reference()
        .unwrap();
    let info = document.get_dictionary(info).unwrap();
    let words = |key: &[u8]| utf16(info.get(key).unwrap());
    assert_eq!(words(b"Title"), "代表接待选民登记簿");
    assert_eq!(words(b"Author"), "北营房镇人大主席团");
    assert_eq!(words(b"Subject"), "三簿之一");
    assert_eq!(words(b"Keywords"), "接待，登记簿");
    for key in [b"CreationDate".as_slice(), b"ModDate"] {
        assert_eq!(
            info.get(key).unwrap().as_str().unwrap(),
            b"D:20261123000000+08'00'"
        );
    }
    assert!(
        info.get(b"GTS_PDFXVersion").is_err(),
        "the file is no PDF/X"
    );
}

#[test]
fn a_register_prints_to_the_same_bytes_each_time() {
    let fonts = Fonts::bundled().unwrap();
    let once = print(&book(20), &fonts).unwrap().pdf;
    assert!(
        once == print(&book(20), &fonts).unwrap().pdf,
        "no clock and no chance in the file"
    );
}

#[test]
fn two_hundred_entries_stay_below_300_kilobytes() {
    let printed = print(&book(200), &Fonts::bundled().unwrap()).unwrap();
    assert!(printed.pages > 15);
    assert!(
        printed.pdf.len() < 300_000,
        "{} bytes: faces are cut to what is used",
        printed.pdf.len()
    );
}

#[test]
fn lacking_characters_are_named() {
    let mut register = book(1);
    register.sections[0]
        .rows
        .push(row(&["2", "", "张𠀀", "村\u{10ffff}"]));
    let fonts = Fonts::bundled().unwrap();
    assert_eq!(forms::missing(&register, &fonts), ['𠀀', '\u{10ffff}']);
    let printed = print(&register, &fonts).unwrap();
    assert_eq!(printed.missing, ['𠀀', '\u{10ffff}']);
    assert_eq!(printed.substituted.len(), 1, "小标宋 is not bundled");
}
