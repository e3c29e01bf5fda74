//! The pictures of a document, each written once.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, Stream};
use printpdf::XObjectId;

use crate::layout::Layout;
use crate::picture::Picture;

/// Pictures by their name in the document.
pub(super) struct Pictures<'a> {
    names: BTreeMap<&'a [u8], usize>,
    pictures: Vec<&'a Picture>,
}

impl<'a> Pictures<'a> {
    /// All pictures of a layout; one shown twice is written once.
    pub fn of(layout: &'a Layout) -> Self {
        let mut it = Self {
            names: BTreeMap::new(),
            pictures: Vec::new(),
        };
        for placed in layout.pages.iter().flat_map(|page| &page.pictures) {
            let next = it.pictures.len();
            if *it.names.entry(placed.picture.jpeg()).or_insert(next) == next {
                it.pictures.push(&placed.picture);
            }
        }
        it
    }

    /// The name of a picture.
    pub fn id(&self, picture: &Picture) -> Option<XObjectId> {
        let number = self.names.get(picture.jpeg())?;
        Some(XObjectId(name(*number)))
    }

    /// Writes the pictures; gives back the dictionary by which pages name them, if there are any.
    pub fn write(&self, document: &mut Document) -> Option<Dictionary> {
        if self.pictures.is_empty() {
            return None;
        }
        let mut named = Dictionary::new();
        for (number, picture) in self.pictures.iter().enumerate() {
            let (width, height) = picture.size();
            let mut dictionary = Dictionary::new();
            dictionary.set("Type", Object::Name(b"XObject".into()));
            dictionary.set("Subtype", Object::Name(b"Image".into()));
            dictionary.set("Width", i64::from(width));
            dictionary.set("Height", i64::from(height));
            dictionary.set("ColorSpace", Object::Name(b"DeviceRGB".into()));
            dictionary.set("BitsPerComponent", 8);
            // A JPEG goes in as it is (ISO 32000-1, 7.4.8).
            dictionary.set("Filter", Object::Name(b"DCTDecode".into()));
            let stream = Stream::new(dictionary, picture.jpeg().to_vec());
            named.set(name(number), document.add_object(stream));
        }
        Some(named)
    }
}

fn name(number: usize) -> String {
    format!("P{number}")
}
