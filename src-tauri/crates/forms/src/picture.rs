//! A picture made ready for paper: upright, no larger than paper shows, as one compressed stream.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

use crate::fault::PrintFault;

/// Dots on the longer side: 300 to the inch over 76 mm, more than a portrait on a poster shows.
const MOST_DOTS: u32 = 900;
/// A picture wider or higher than this is no photo of a person.
const LARGEST_SIDE: u32 = 20_000;
/// Memory that reading a picture may take.
const MOST_MEMORY: u64 = 512 << 20;
/// JPEG quality of what is written again; above it files grow without a visible difference.
const QUALITY: u8 = 88;

/// A picture for paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    jpeg: Arc<[u8]>,
    width: u32,
    height: u32,
}

impl Picture {
    /// Reads a JPEG or PNG file. A telephone's picture is turned upright as its own note says; what
    /// is transparent becomes white.
    ///
    /// # Errors
    /// [`PrintFault::Picture`] when the file is no JPEG or PNG, damaged, or far too large.
    pub fn read(content: &[u8]) -> Result<Self, PrintFault> {
        let fault = |reason: String| PrintFault::Picture { reason };
        let mut reader = ImageReader::new(Cursor::new(content))
            .with_guessed_format()
            .map_err(|e| fault(e.to_string()))?;
        let mut limits = Limits::default();
        limits.max_image_width = Some(LARGEST_SIDE);
        limits.max_image_height = Some(LARGEST_SIDE);
        limits.max_alloc = Some(MOST_MEMORY);
        reader.limits(limits);
        let mut decoder = reader
            .into_decoder()
            .map_err(|_| fault("不是 JPG 或 PNG 图片".into()))?;
        let turned = decoder.orientation().ok();
        let mut picture =
            DynamicImage::from_decoder(decoder).map_err(|_| fault("图片已损坏或太大".into()))?;
        if picture.width().max(picture.height()) > MOST_DOTS {
            picture = picture.thumbnail(MOST_DOTS, MOST_DOTS);
        }
        if let Some(turned) = turned {
            picture.apply_orientation(turned);
        }
        let (width, height) = (picture.width(), picture.height());
        let mut jpeg = Vec::new();
        JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
            .encode_image(&on_white(&picture))
            .map_err(|e| fault(e.to_string()))?;
        Ok(Self {
            jpeg: jpeg.into(),
            width,
            height,
        })
    }

    /// Width and height in dots.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// The picture as JPEG in three colours.
    pub(crate) fn jpeg(&self) -> &[u8] {
        &self.jpeg
    }
}

/// Paper is white where a picture is transparent.
fn on_white(picture: &DynamicImage) -> image::RgbImage {
    let seen = picture.to_rgba8();
    let mut paper = image::RgbImage::new(seen.width(), seen.height());
    for (to, from) in paper.pixels_mut().zip(seen.pixels()) {
        let [r, g, b, a] = from.0.map(u32::from);
        let over = |colour: u32| ((colour * a + 255 * (255 - a)) / 255) as u8;
        to.0 = [over(r), over(g), over(b)];
    }
    paper
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let picture = image::RgbaImage::from_pixel(width, height, image::Rgba([255, 0, 0, 0]));
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::from(picture)
            .write_to(&mut bytes, image::ImageFormat::Png)
            .unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_large_picture_is_made_as_large_as_paper_shows() {
        let picture = Picture::read(&png(1200, 1600)).unwrap();
        assert_eq!(picture.size(), (675, 900), "its shape stays");
        assert!(picture.jpeg().starts_with(&[0xff, 0xd8]), "a JPEG");
        let again = Picture::read(picture.jpeg()).unwrap();
        assert_eq!(again.size(), (675, 900), "which can be read");
    }

    #[test]
    fn what_is_no_picture_is_refused_in_words() {
        let fault = Picture::read(b"%PDF-1.7").unwrap_err().to_string();
        assert!(fault.contains("不是 JPG 或 PNG"), "{fault}");
        let mut cut = png(64, 64);
        cut.truncate(60);
        assert!(Picture::read(&cut).is_err(), "a damaged one as well");
    }
}
