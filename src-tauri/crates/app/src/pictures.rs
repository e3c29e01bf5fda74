//! Pictures on their way into the store: upright, no larger than needed, and always encoded anew, so
//! that only pixels are kept. What cameras and programs note beside them (Exif, XMP, IPTC, text of a
//! PNG, bytes behind the end) holds place and owner.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, RgbImage};

use crate::wire::{ErrorCode, UserError};

/// The longer side of a picture that is kept, in pixels: a page of A4 stays readable.
const LONGEST_SIDE: u32 = 2000;
/// A PNG that is no larger stays one: lines of a scan stay sharp.
const LARGEST_PNG: usize = 1 << 20;
/// The longest side that is decoded. Longer ones are no photo or scan, and the buffers of a decoder
/// and of scaling grow with a side, not only with the area.
const LONGEST_DECODED: u32 = 20_000;
/// A sheet of A3 scanned at 600 dots has 70 million pixels.
const MOST_PIXELS: u64 = 80_000_000;
/// Memory for decoding.
const MOST_MEMORY: u64 = 512 << 20;
/// Two inches (35 × 49 mm) at 300 dots per inch.
const PORTRAIT: (u32, u32) = (413, 579);
/// 代表登记表: a portrait has at most 200 KB.
const LARGEST_PORTRAIT: usize = 200 << 10;

/// A picture as it is kept.
pub(crate) struct Picture {
    /// Its content.
    pub(crate) content: Vec<u8>,
    /// The ending of its name.
    pub(crate) ending: &'static str,
}

/// Whether a content begins like a picture that this program can read.
pub(crate) fn is_picture(content: &[u8]) -> bool {
    format_of(content).is_some()
}

fn format_of(content: &[u8]) -> Option<ImageFormat> {
    if content.starts_with(&[0xff, 0xd8, 0xff]) {
        Some(ImageFormat::Jpeg)
    } else if content.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(ImageFormat::Png)
    } else {
        None
    }
}

/// A photo or scan: at most 2000 pixels long, upright.
///
/// # Errors
/// A picture that cannot be read, or that unpacks to more than a PC's memory holds.
pub(crate) fn reduced(name: &str, content: Vec<u8>) -> Result<Picture, UserError> {
    let format = format_of(&content).ok_or_else(|| unreadable(name))?;
    let picture = decode(name, &content, format)?;
    drop(content);
    let (width, height) = picture.dimensions();
    let picture = if width.max(height) > LONGEST_SIDE {
        picture.resize(
            LONGEST_SIDE,
            LONGEST_SIDE,
            image::imageops::FilterType::Triangle,
        )
    } else {
        picture
    };
    let plain = on_white(picture);
    if format == ImageFormat::Png {
        let content = png(name, &plain)?;
        if content.len() <= LARGEST_PNG {
            return Ok(Picture {
                content,
                ending: "png",
            });
        }
    }
    Ok(Picture {
        content: jpeg(name, &plain, 85)?,
        ending: "jpg",
    })
}

/// A portrait of two inches: the middle of the picture, at most 200 KB.
///
/// # Errors
/// As [`reduced`]; a picture too small to be printed.
pub(crate) fn portrait(name: &str, content: &[u8]) -> Result<Picture, UserError> {
    let format = format_of(content).ok_or_else(|| unreadable(name))?;
    let picture = decode(name, content, format)?;
    let (width, height) = picture.dimensions();
    if width < PORTRAIT.0 / 3 || height < PORTRAIT.1 / 3 {
        return Err(UserError::new(
            ErrorCode::File,
            format!("照片“{name}”太小（{width}×{height} 点），印出来看不清"),
            "请换一张至少 200×280 点的照片",
        ));
    }
    // A face stands in the upper half: what is cut off in height is cut off below.
    let wide = u64::from(width) * u64::from(PORTRAIT.1) > u64::from(height) * u64::from(PORTRAIT.0);
    let (cut_width, cut_height) = if wide {
        (height * PORTRAIT.0 / PORTRAIT.1, height)
    } else {
        (width, width * PORTRAIT.1 / PORTRAIT.0)
    };
    let left = (width - cut_width.min(width)) / 2;
    let top = (height - cut_height.min(height)) / 4;
    let cut = picture
        .crop_imm(left, top, cut_width.max(1), cut_height.max(1))
        .resize_exact(
            PORTRAIT.0,
            PORTRAIT.1,
            image::imageops::FilterType::Triangle,
        );
    let plain = on_white(cut);
    let mut quality = 92;
    loop {
        let content = jpeg(name, &plain, quality)?;
        if content.len() <= LARGEST_PORTRAIT || quality <= 32 {
            return Ok(Picture {
                content,
                ending: "jpg",
            });
        }
        quality -= 10;
    }
}

/// The picture upright.
fn decode(name: &str, content: &[u8], format: ImageFormat) -> Result<DynamicImage, UserError> {
    if let Some((width, height)) = announced(content, format) {
        check_size(name, width, height)?;
    }
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    limits.max_image_width = Some(LONGEST_DECODED);
    limits.max_image_height = Some(LONGEST_DECODED);
    let mut reader = ImageReader::with_format(Cursor::new(content), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| unreadable(name))?;
    let (width, height) = decoder.dimensions();
    check_size(name, width, height)?;
    // A damaged note about the orientation leaves a sound picture.
    let orientation = decoder
        .orientation()
        .unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| unreadable(name))?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// Width and height as the first bytes of a PNG give them, before a decoder makes room for its
/// lines. A JPEG has no side above 65,535.
fn announced(content: &[u8], format: ImageFormat) -> Option<(u32, u32)> {
    if format != ImageFormat::Png {
        return None;
    }
    let number = |at: usize| {
        let bytes = content.get(at..at + 4)?;
        Some(u32::from_be_bytes(bytes.try_into().ok()?))
    };
    Some((number(16)?, number(20)?))
}

fn check_size(name: &str, width: u32, height: u32) -> Result<(), UserError> {
    let pixels = u64::from(width) * u64::from(height);
    if width.max(height) <= LONGEST_DECODED && pixels <= MOST_PIXELS {
        return Ok(());
    }
    Err(UserError::new(
        ErrorCode::File,
        format!("图片“{name}”有 {width}×{height} 点，太大了"),
        "请用较低的分辨率（如 300 点）重新扫描，或先缩小图片",
    ))
}

/// Paper is white where a picture is transparent.
fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let rgba = picture.into_rgba8();
    let mut plain = RgbImage::new(rgba.width(), rgba.height());
    for (from, to) in rgba.pixels().zip(plain.pixels_mut()) {
        let [red, green, blue, alpha] = from.0;
        let over = |ink: u8| {
            let mixed = u16::from(ink) * u16::from(alpha) + 255 * (255 - u16::from(alpha));
            u8::try_from(mixed / 255).unwrap_or(u8::MAX)
        };
        to.0 = [over(red), over(green), over(blue)];
    }
    plain
}

fn jpeg(name: &str, picture: &RgbImage, quality: u8) -> Result<Vec<u8>, UserError> {
    let mut content = Vec::new();
    JpegEncoder::new_with_quality(&mut content, quality)
        .encode_image(picture)
        .map_err(|_| unreadable(name))?;
    Ok(content)
}

fn png(name: &str, picture: &RgbImage) -> Result<Vec<u8>, UserError> {
    let mut content = Vec::new();
    picture
        .write_with_encoder(PngEncoder::new(&mut content))
        .map_err(|_| unreadable(name))?;
    Ok(content)
}

fn unreadable(name: &str) -> UserError {
    UserError::new(
        ErrorCode::File,
        format!("图片“{name}”打不开，可能没有传完整，或不是 JPG、PNG 图片"),
        "请用看图软件打开确认，另存为 JPG 后再选",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32) -> DynamicImage {
        let pixel = |x: u32, y: u32| image::Rgb([(x % 251) as u8, (y % 241) as u8, 90]);
        DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel))
    }

    fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut content = Cursor::new(Vec::new());
        picture.write_to(&mut content, format).unwrap();
        content.into_inner()
    }

    fn size(content: &[u8]) -> (u32, u32) {
        image::load_from_memory(content).unwrap().dimensions()
    }

    #[test]
    fn a_photo_of_a_phone_becomes_two_thousand_pixels_long() {
        let photo = encoded(&picture(4000, 3000), ImageFormat::Jpeg);
        let kept = reduced("现场.JPG", photo).unwrap();
        assert_eq!(size(&kept.content), (2000, 1500), "the shape stays");
        assert_eq!(kept.ending, "jpg");
    }

    #[test]
    fn a_small_scan_keeps_every_pixel() {
        let drawn = picture(300, 200);
        let scan = encoded(&drawn, ImageFormat::Png);
        let kept = reduced("章.png", scan).unwrap();
        let shown = image::load_from_memory(&kept.content).unwrap();
        assert_eq!(shown.into_rgb8(), drawn.into_rgb8(), "pixel for pixel");
        assert_eq!(kept.ending, "png");
    }

    /// A segment of a JPEG with its marker.
    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let mut it = vec![0xff, marker];
        it.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
        it.extend(content);
        it
    }

    /// A chunk of a PNG; decoders need not check the sum of one they pass over.
    fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let mut it = u32::try_from(content.len()).unwrap().to_be_bytes().to_vec();
        it.extend(name);
        it.extend(content);
        it.extend([0; 4]);
        it
    }

    fn holds(content: &[u8], words: &[u8]) -> bool {
        content.windows(words.len()).any(|it| it == words)
    }

    #[test]
    fn nothing_but_pixels_comes_in() {
        let secret = b"LAT 41.0 Wang";
        let exif: Vec<u8> = [
            &b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"[..],
            secret,
        ]
        .concat();
        let plain = encoded(&picture(300, 200), ImageFormat::Jpeg);
        let inside = |segments: Vec<u8>| {
            let mut photo = plain.clone();
            photo.splice(2..2, segments);
            photo
        };
        let mut trailer = plain.clone();
        trailer.extend(secret);
        // Behind other segments of 60 KB each, where a look at the head alone finds nothing.
        let filler = segment(0xe3, &vec![b'x'; 60_000]).repeat(2);
        let cases = [
            ("Exif", inside(segment(0xe1, &exif))),
            ("late Exif", inside([filler, segment(0xe1, &exif)].concat())),
            (
                "XMP",
                inside(segment(
                    0xe1,
                    &[&b"http://ns.adobe.com/xap/1.0/\0"[..], secret].concat(),
                )),
            ),
            (
                "IPTC",
                inside(segment(0xed, &[&b"Photoshop 3.0\0"[..], secret].concat())),
            ),
            ("comment", inside(segment(0xfe, secret))),
            ("trailer", trailer),
        ];
        for (name, photo) in cases {
            assert!(holds(&photo, secret), "{name} is in the photo");
            let kept = reduced("手机.jpg", photo.clone()).unwrap();
            assert!(!holds(&kept.content, secret), "{name} is not kept");
            let wanted = if name.ends_with("Exif") {
                (200, 300)
            } else {
                (300, 200)
            };
            assert_eq!(size(&kept.content), wanted, "{name}: it stands upright");
        }
        let mut scan = encoded(&picture(300, 200), ImageFormat::Png);
        scan.splice(33..33, chunk(b"tEXt", &[&b"Author\0"[..], secret].concat()));
        scan.extend(secret);
        match reduced("扫描.png", scan) {
            Ok(kept) => assert!(!holds(&kept.content, secret), "text of a PNG is not kept"),
            Err(refused) => panic!("the scan is sound: {refused}"),
        }
    }

    #[test]
    fn a_portrait_has_two_inches_whatever_it_was() {
        for (width, height) in [(4000, 3000), (600, 2000), (413, 579), (200, 280)] {
            let photo = encoded(&picture(width, height), ImageFormat::Png);
            let kept = portrait("丁霞华.png", &photo).unwrap();
            assert_eq!(size(&kept.content), PORTRAIT, "from {width}×{height}");
            assert!(kept.content.len() <= LARGEST_PORTRAIT, "at most 200 KB");
        }
        let tiny = encoded(&picture(60, 80), ImageFormat::Png);
        let refused = portrait("头像.png", &tiny).map(drop).unwrap_err();
        assert!(refused.message.contains("太小"), "{refused}");
    }

    #[test]
    fn broken_and_boundless_pictures_get_a_sentence() {
        let good = encoded(&picture(400, 300), ImageFormat::Png);
        let half = good[..good.len() / 2].to_vec();
        let refused = reduced("半张.png", half).map(drop).unwrap_err();
        assert!(refused.message.contains("打不开"), "{refused}");
        // A PNG that announces 60,000 × 60,000 pixels in 33 bytes.
        let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bomb.extend(60_000_u32.to_be_bytes());
        bomb.extend(60_000_u32.to_be_bytes());
        bomb.extend([8, 2, 0, 0, 0]);
        let refused = reduced("炸弹.png", bomb).map(drop).unwrap_err();
        assert_eq!(
            refused.code,
            ErrorCode::File,
            "refused before unpacking: {refused}"
        );
        // One line of 79,000,000 pixels has an area that is allowed, and a side that is not.
        let mut line = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        line.extend(79_000_000_u32.to_be_bytes());
        line.extend(1_u32.to_be_bytes());
        line.extend([8, 2, 0, 0, 0]);
        let refused = reduced("长条.png", line).map(drop).unwrap_err();
        assert!(refused.message.contains("太大了"), "{refused}");
        for junk in [&b"\xff\xd8\xff"[..], b"\x89PNG\r\n\x1a\n"] {
            assert!(
                reduced("乱码", junk.to_vec()).is_err(),
                "no panic on {junk:?}"
            );
        }
    }
}
