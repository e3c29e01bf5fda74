//! One page as printpdf operators.

use std::collections::BTreeMap;

use printpdf::{
    Color, DictItem, FontId, Line, LinePoint, Op, PdfFontHandle, Point, Pt, Rgb, TextItem,
    TextMatrix, XObjectTransform,
};

use crate::layout::{Ink, Page, Placed, Rule};

use super::embed::Embedded;
use super::pictures::Pictures;

/// The operators of a page. The layout counts from above, PDF from below.
pub(super) fn ops(page: &Page, height: f32, embedded: &Embedded, pictures: &Pictures) -> Vec<Op> {
    let mut ops = Vec::with_capacity(page.runs.len() * 3 + page.rules.len() + 8);
    for placed in &page.pictures {
        ops.extend(picture(placed, height, pictures));
    }
    rules(&page.rules, height, &mut ops);
    ops.push(Op::StartTextSection);
    let mut set: Option<(FontId, f32)> = None;
    let mut spacing = 0.0_f32;
    let mut ink = Ink::Black;
    for run in &page.runs {
        if run.ink != ink {
            ink = run.ink;
            ops.push(Op::SetFillColor { col: colour(ink) });
        }
        if run.spacing != spacing {
            spacing = run.spacing;
            ops.push(Op::SetCharacterSpacing {
                multiplier: spacing,
            });
        }
        if let Some(says) = page.says(run) {
            ops.push(Op::BeginMarkedContentWithProperties {
                tag: "Span".into(),
                properties: actual_text(says),
            });
        }
        let matrix = TextMatrix::Translate(Pt(round(run.x)), Pt(round(height - run.y)));
        ops.push(Op::SetTextMatrix { matrix });
        embedded.split(run.face, page.text_of(run), |font, text| {
            if !set
                .as_ref()
                .is_some_and(|(f, s)| f == font && *s == run.size)
            {
                set = Some((font.clone(), run.size));
                let font = PdfFontHandle::External(font.clone());
                ops.push(Op::SetFont {
                    font,
                    size: Pt(run.size),
                });
            }
            ops.push(Op::ShowText {
                items: vec![TextItem::Text(text.to_owned())],
            });
        });
        if run.says.is_some() {
            ops.push(Op::EndMarkedContentWithProperties);
        }
    }
    ops.push(Op::EndTextSection);
    ops
}

/// The red of official letters on a screen; on paper any red ink is right.
fn colour(ink: Ink) -> Color {
    let (r, g, b) = match ink {
        Ink::Black => (0.0, 0.0, 0.0),
        Ink::Red => (0.84, 0.0, 0.06),
    };
    let icc_profile = None;
    Color::Rgb(Rgb {
        r,
        g,
        b,
        icc_profile,
    })
}

fn picture(it: &Placed, height: f32, pictures: &Pictures) -> Option<Op> {
    let id = pictures.id(&it.picture)?;
    let transform = XObjectTransform {
        translate_x: Some(Pt(round(it.x))),
        translate_y: Some(Pt(round(height - it.y - it.height))),
        scale_x: Some(round(it.width)),
        scale_y: Some(round(it.height)),
        no_auto_scale: true,
        ..XObjectTransform::default()
    };
    Some(Op::UseXobject { id, transform })
}

/// What a stretch of drawn text says (ISO 32000-1, 14.9.4), in UTF-16 with its mark.
fn actual_text(says: &str) -> DictItem {
    let mut data = vec![0xfe, 0xff];
    data.extend(says.encode_utf16().flat_map(u16::to_be_bytes));
    let text = DictItem::String {
        data,
        literal: false,
    };
    DictItem::Dict {
        map: BTreeMap::from([("ActualText".into(), text)]),
    }
}

/// Rules by thickness, so that the thickness is set a few times a page and not per line.
fn rules(rules: &[Rule], height: f32, ops: &mut Vec<Op>) {
    let mut by_width: Vec<&Rule> = rules.iter().collect();
    by_width.sort_by(|a, b| a.width.total_cmp(&b.width).then(a.ink.cmp(&b.ink)));
    let mut width = None;
    let mut ink = Ink::Black;
    for rule in by_width {
        if rule.ink != ink {
            ink = rule.ink;
            ops.push(Op::SetOutlineColor { col: colour(ink) });
        }
        if width != Some(rule.width) {
            width = Some(rule.width);
            ops.push(Op::SetOutlineThickness { pt: Pt(rule.width) });
        }
        let points = [rule.from, rule.to].map(|(x, y)| LinePoint {
            p: Point {
                x: Pt(round(x)),
                y: Pt(round(height - y)),
            },
            bezier: false,
        });
        ops.push(Op::DrawLine {
            line: Line {
                points: points.into(),
                is_closed: false,
            },
        });
    }
}

/// A hundredth of a point is finer than any printer; more digits only fill the file.
fn round(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}
