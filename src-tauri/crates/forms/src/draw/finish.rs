//! Corrects and completes the document: what `printpdf` writes wrongly or cannot write.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};

use crate::fault::PrintFault;
use crate::layout::{Bookmark, Layout};
use crate::paper::PrintDay;

use super::pictures::Pictures;

/// Says which program made the file.
const PRODUCER: &str = concat!("履职台账 ", env!("CARGO_PKG_VERSION"));

/// Takes the page contents out of a translated batch, compressed.
pub(super) fn contents(mut document: Document) -> Result<Vec<Vec<u8>>, PrintFault> {
    let mut contents = Vec::new();
    for id in document.get_pages().into_values() {
        let id = content_of(&document, id)?;
        let stream = document.objects.remove(&id);
        let Some(Object::Stream(stream)) = stream else {
            return Err(fault("页面内容缺失"));
        };
        contents.push(deflate(&stream.content)?);
    }
    Ok(contents)
}

/// Gives the pages their contents, corrects and completes the document, and writes it.
pub(super) fn finish(
    mut document: Document,
    contents: Vec<Vec<u8>>,
    layout: &Layout,
    pictures: &Pictures<'_>,
) -> Result<Vec<u8>, PrintFault> {
    document.version = "1.7".into();
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    for (page, content) in pages.iter().zip(contents) {
        let id = content_of(&document, *page)?;
        let mut dictionary = Dictionary::new();
        dictionary.set("Filter", "FlateDecode");
        document
            .objects
            .insert(id, Object::Stream(Stream::new(dictionary, content)));
        // printpdf gives every page an empty list of notes and its own copy of the resources.
        page_dictionary(&mut document, *page)?.remove(b"Annots");
    }
    let pictures = pictures.write(&mut document);
    share_resources(&mut document, &pages, pictures)?;
    set_info(&mut document, layout)?;
    let outline = outline(&mut document, layout, &pages);
    set_catalog(&mut document, layout.pages.len(), outline)?;
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.dict.get(b"Filter").is_err()
        {
            let packed = deflate(&stream.content)?;
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(packed);
        }
    }
    set_identifier(&mut document);
    document.prune_objects();
    document.renumber_objects();
    let mut pdf = Vec::new();
    document
        .save_modern(&mut pdf)
        .map_err(|e| fault(&e.to_string()))?;
    Ok(pdf)
}

fn fault(reason: &str) -> PrintFault {
    PrintFault::Document {
        reason: reason.to_owned(),
    }
}

fn deflate(bytes: &[u8]) -> Result<Vec<u8>, PrintFault> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::new(6));
    encoder
        .write_all(bytes)
        .map_err(|e| fault(&e.to_string()))?;
    encoder.finish().map_err(|e| fault(&e.to_string()))
}

fn page_dictionary(document: &mut Document, page: ObjectId) -> Result<&mut Dictionary, PrintFault> {
    let object = document.get_object_mut(page).and_then(Object::as_dict_mut);
    object.map_err(|e| fault(&e.to_string()))
}

fn content_of(document: &Document, page: ObjectId) -> Result<ObjectId, PrintFault> {
    let contents = document
        .get_dictionary(page)
        .and_then(|d| d.get(b"Contents"));
    contents
        .and_then(Object::as_reference)
        .map_err(|e| fault(&e.to_string()))
}

/// All pages use the same faces and pictures: one dictionary of resources serves them all.
fn share_resources(
    document: &mut Document,
    pages: &[ObjectId],
    pictures: Option<Dictionary>,
) -> Result<(), PrintFault> {
    let Some(first) = pages.first() else {
        return Ok(());
    };
    let shared = page_dictionary(document, *first)?
        .get(b"Resources")
        .cloned();
    let mut shared = shared.map_err(|e| fault(&e.to_string()))?;
    if let Some(pictures) = pictures {
        if let Ok(id) = shared.as_reference() {
            shared = document
                .get_object(id)
                .map_err(|e| fault(&e.to_string()))?
                .clone();
        }
        let resources = shared.as_dict_mut().map_err(|e| fault(&e.to_string()))?;
        resources.set("XObject", pictures);
    }
    for page in pages {
        page_dictionary(document, *page)?.set("Resources", shared.clone());
    }
    Ok(())
}

/// Text for people in a PDF: UTF-16 with its mark, so that every reader understands it.
fn text(words: &str) -> Object {
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(words.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// A day as PDF date (ISO 32000-1, 7.9.4), in the time of Beijing.
fn date(day: PrintDay) -> Object {
    let date = format!(
        "D:{:04}{:02}{:02}000000+08'00'",
        day.year, day.month, day.day
    );
    Object::String(date.into_bytes(), StringFormat::Literal)
}

/// Writes the properties anew: printpdf claims PDF/X conformance that it does not have.
fn set_info(document: &mut Document, layout: &Layout) -> Result<(), PrintFault> {
    let properties = &layout.properties;
    let mut info = Dictionary::new();
    info.set("Title", text(&properties.title));
    info.set("Creator", text("履职台账"));
    info.set("Producer", text(PRODUCER));
    info.set("CreationDate", date(properties.day));
    info.set("ModDate", date(properties.day));
    let keywords = properties.keywords.join("，");
    let optional = [
        ("Author", &properties.author),
        ("Subject", &properties.subject),
        ("Keywords", &keywords),
    ];
    for (key, value) in optional {
        if !value.is_empty() {
            info.set(key, text(value));
        }
    }
    let id = document.trailer.get(b"Info").and_then(Object::as_reference);
    let id = id.map_err(|e| fault(&e.to_string()))?;
    document.objects.insert(id, Object::Dictionary(info));
    Ok(())
}

/// Makes the catalogue say how the document opens: title in the window, outline shown, Chinese.
fn set_catalog(
    document: &mut Document,
    pages: usize,
    outline: Option<ObjectId>,
) -> Result<(), PrintFault> {
    let labels = Dictionary::from_iter([(
        "Nums",
        Object::Array(vec![
            0.into(),
            Dictionary::from_iter([("S", Object::Name(b"D".into())), ("St", 1.into())]).into(),
        ]),
    )]);
    let mode = if outline.is_some() {
        "UseOutlines"
    } else {
        "UseNone"
    };
    let catalog = document.catalog_mut().map_err(|e| fault(&e.to_string()))?;
    catalog.set("PageMode", Object::Name(mode.into()));
    catalog.set(
        "PageLayout",
        Object::Name(if pages > 1 { "OneColumn" } else { "SinglePage" }.into()),
    );
    catalog.set("Lang", Object::string_literal("zh-CN"));
    catalog.set("PageLabels", labels);
    catalog.set(
        "ViewerPreferences",
        Dictionary::from_iter([("DisplayDocTitle", Object::Boolean(true))]),
    );
    if let Some(outline) = outline {
        catalog.set("Outlines", Object::Reference(outline));
    }
    Ok(())
}

/// Writes the outline in two levels; the second level is folded.
fn outline(document: &mut Document, layout: &Layout, pages: &[ObjectId]) -> Option<ObjectId> {
    let entries: Vec<(&Bookmark, ObjectId)> = layout
        .bookmarks
        .iter()
        .filter_map(|b| Some((b, *pages.get(b.page)?)))
        .collect();
    if entries.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| document.new_object_id()).collect();
    let mut owner = root;
    let mut children: Vec<(ObjectId, Vec<usize>)> = vec![(root, Vec::new())];
    for (index, (mark, _)) in entries.iter().enumerate() {
        if !mark.nested {
            owner = ids[index];
        }
        let parent = if mark.nested { owner } else { root };
        match children.iter_mut().find(|(id, _)| *id == parent) {
            Some((_, list)) => list.push(index),
            None => children.push((parent, vec![index])),
        }
    }
    let mut dictionaries: Vec<Dictionary> = entries
        .iter()
        .map(|(mark, page)| {
            let height = layout
                .pages
                .get(mark.page)
                .map_or(layout.height, |it| layout.size_of(it).1);
            let top = Object::Real((height - mark.top).round());
            let place = vec![
                (*page).into(),
                Object::Name(b"XYZ".into()),
                Object::Null,
                top,
                Object::Null,
            ];
            Dictionary::from_iter([("Title", text(&mark.title)), ("Dest", Object::Array(place))])
        })
        .collect();
    let mut top = Dictionary::from_iter([("Type", Object::Name(b"Outlines".into()))]);
    for (parent, list) in &children {
        for (place, index) in list.iter().enumerate() {
            let own = &mut dictionaries[*index];
            own.set("Parent", *parent);
            if let Some(before) = place.checked_sub(1).and_then(|p| list.get(p)) {
                own.set("Prev", ids[*before]);
            }
            if let Some(next) = list.get(place + 1) {
                own.set("Next", ids[*next]);
            }
        }
        let (Some(first), Some(last)) = (list.first(), list.last()) else {
            continue;
        };
        let at = ids.iter().position(|id| id == parent);
        let holder = match at {
            Some(at) => &mut dictionaries[at],
            None => &mut top,
        };
        holder.set("First", ids[*first]);
        holder.set("Last", ids[*last]);
        let count = list.len() as i64;
        holder.set("Count", if at.is_some() { -count } else { count });
    }
    document.objects.insert(root, top.into());
    for (id, dictionary) in ids.into_iter().zip(dictionaries) {
        document.objects.insert(id, dictionary.into());
    }
    Some(root)
}

/// Names the file by its content instead of by chance: the same register printed twice gives the
/// same bytes.
fn set_identifier(document: &mut Document) {
    // FNV-1a, twice with different beginnings: a name, not a safeguard.
    let hash = |seed: u64| {
        let streams = document.objects.values().filter_map(|o| o.as_stream().ok());
        streams
            .flat_map(|s| s.content.iter())
            .fold(seed, |hash, byte| {
                (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
            })
    };
    let mut name = hash(0xcbf2_9ce4_8422_2325).to_be_bytes().to_vec();
    name.extend(hash(0x8422_2325_cbf2_9ce4).to_be_bytes());
    let name = Object::String(name, StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![name.clone(), name]);
}
