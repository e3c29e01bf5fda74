//! Pictures on their way into the store: upright, no larger than needed, without what the camera
//! noted about place and owner.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, RgbImage};

use crate::wire::{ErrorCode, UserError};

/// The longer side of a picture that is kept, in pixels: a page of A4 stays readable.
const LONGEST_SIDE: u32 = 2000;
/// A picture within both limits is kept as it is.
const LARGEST_KEPT: usize = 1 << 20;
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
/// A picture that cannot be read, or that unpacks to more than a PC's memory bears.
pub(crate) fn reduced(name: &str, content: Vec<u8>) -> Result<Picture, UserError> {
    let format = format_of(&content).ok_or_else(|| unreadable(name))?;
    let (picture, turned) = decode(name, &content, format)?;
    let (width, height) = picture.dimensions();
    let fits = width.max(height) <= LONGEST_SIDE && content.len() <= LARGEST_KEPT;
    if fits && !turned && !speaks_of_the_camera(&content) {
        let ending = if format == ImageFormat::Png {
            "png"
        } else {
            "jpg"
        };
        return Ok(Picture { content, ending });
    }
    let picture = if width.max(height) > LONGEST_SIDE {
        picture.resize(
            LONGEST_SIDE,
            LONGEST_SIDE,
            image::imageops::FilterType::Triangle,
        )
    } else {
        picture
    };
    Ok(Picture {
        content: jpeg(name, &on_white(&picture), 85)?,
        ending: "jpg",
    })
}

/// A portrait of two inches: the middle of the picture, at most 200 KB.
///
/// # Errors
/// As [`reduced`]; a picture too small to be printed.
pub(crate) fn portrait(name: &str, content: &[u8]) -> Result<Picture, UserError> {
    let format = format_of(content).ok_or_else(|| unreadable(name))?;
    let (picture, _) = decode(name, content, format)?;
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
    let plain = on_white(&cut);
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

/// The picture upright, and whether it had to be turned.
fn decode(
    name: &str,
    content: &[u8],
    format: ImageFormat,
) -> Result<(DynamicImage, bool), UserError> {
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(content), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| unreadable(name))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(UserError::new(
            ErrorCode::File,
            format!("图片“{name}”有 {width}×{height} 点，太大了"),
            "请用较低的分辨率（如 300 点）重新扫描，或先缩小图片",
        ));
    }
    let orientation = decoder.orientation().map_err(|_| unreadable(name))?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| unreadable(name))?;
    let turned = orientation != image::metadata::Orientation::NoTransforms;
    picture.apply_orientation(orientation);
    Ok((picture, turned))
}

/// Cameras write place and time into the picture (EXIF); that is nobody's business.
fn speaks_of_the_camera(content: &[u8]) -> bool {
    let head = &content[..content.len().min(64 << 10)];
    head.windows(6).any(|it| it == b"Exif\0\0") || head.windows(4).any(|it| it == b"eXIf")
}

/// Paper is white where a picture is transparent.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let rgba = picture.to_rgba8();
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
    fn what_is_small_stays_as_it_is() {
        let scan = encoded(&picture(300, 200), ImageFormat::Png);
        let kept = reduced("章.png", scan.clone()).unwrap();
        assert_eq!(kept.content, scan, "byte for byte");
        assert_eq!(kept.ending, "png");
    }

    #[test]
    fn what_the_camera_noted_does_not_come_in() {
        let mut photo = encoded(&picture(300, 200), ImageFormat::Jpeg);
        // An APP1 segment behind the start of the picture: orientation 6, a quarter turn.
        let exif: &[u8] =
            b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let mut segment = vec![0xff, 0xe1];
        segment.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
        segment.extend(exif);
        photo.splice(2..2, segment);
        let kept = reduced("手机.jpg", photo).unwrap();
        assert_eq!(size(&kept.content), (200, 300), "it stands upright");
        assert!(!speaks_of_the_camera(&kept.content), "and tells no place");
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
        for junk in [&b"\xff\xd8\xff"[..], b"\x89PNG\r\n\x1a\n"] {
            assert!(
                reduced("乱码", junk.to_vec()).is_err(),
                "no panic on {junk:?}"
            );
        }
    }
}
