//! A letter as a document for WPS and Word, to be finished there: the same parts in the same order
//! and places as on paper (GB/T 9704-2012), every one of them an ordinary paragraph.

mod order;

use std::io::Cursor;

use docx_rs::{
    AlignmentType, DocGrid, DocGridType, Docx, Footer, LineSpacing, LineSpacingType, PageMargin,
    PageNum, Paragraph, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, Run, RunFonts,
    SpecialIndentType, Tab, TabValueType,
};

use crate::document::Document;
use crate::fault::PrintFault;
use crate::font::Typeface;
use crate::layout::{clean, level, title_lines};
use crate::letter::{Colophon, Letter};

use order::in_order;

/// Twentieths of a point in a millimetre.
const MM: f32 = 1440.0 / 25.4;
/// A4 and its 版心 of 156 × 225 mm.
const PAPER: (f32, f32) = (210.0, 297.0);
const MARGINS: (f32, f32, f32, f32) = (37.0, 26.0, 35.0, 28.0);
const WIDTH: f32 = 156.0;
/// 22 lines on a page.
const PITCH: f32 = 225.0 / 22.0;
/// Half points: 三号 of the text, 二号 of the title, 四号 of page numbers and colophon, the mark.
const TEXT: usize = 32;
const TITLE: usize = 44;
const SMALL: usize = 28;
const MARK: usize = 60;
const RED: &str = "FF0000";
/// A square of the text in twentieths of a point.
const SQUARE: i32 = 316;
/// The same of the colophon.
const SMALL_SQUARE: i32 = 280;
/// Between the characters of the text, so that 28 of them fill the line.
const TIGHT: i32 = -5;

/// Writes a letter as .docx.
///
/// # Errors
/// [`PrintFault::NoLetter`] for any other paper, whose rules and boxes only PDF holds;
/// [`PrintFault::Document`] where it could not be put together.
pub fn docx(document: &Document) -> Result<Vec<u8>, PrintFault> {
    let Document::Letter(letter) = document else {
        return Err(PrintFault::NoLetter);
    };
    let mut file = Cursor::new(Vec::new());
    let mut package = written(letter).build();
    let parts = [&mut package.document, &mut package.styles].into_iter();
    for part in parts.chain(&mut package.footers) {
        let ordered = std::str::from_utf8(part).map(in_order);
        if let Ok(ordered) = ordered {
            *part = ordered.into_bytes();
        }
    }
    package
        .pack(&mut file)
        .map_err(|error| PrintFault::Document {
            reason: error.to_string(),
        })?;
    Ok(file.into_inner())
}

fn written(letter: &Letter) -> Docx {
    let (top, right, bottom, left) = MARGINS;
    let mut docx = Docx::new()
        .page_size(twips(PAPER.0).unsigned_abs(), twips(PAPER.1).unsigned_abs())
        .page_margin(
            PageMargin::new()
                .top(twips(top))
                .right(twips(right))
                .bottom(twips(bottom))
                .left(twips(left))
                .footer(twips(bottom - 7.0 - SMALL as f32 / 2.0 * 0.35)),
        )
        .default_fonts(face(Typeface::FangSong))
        .default_size(TEXT)
        .footer(page_number(AlignmentType::Right))
        .even_footer(page_number(AlignmentType::Left));
    // 22 lines on a page, for what is written anew too.
    docx.document = docx.document.doc_grid(
        DocGrid::with_empty()
            .grid_type(DocGridType::Lines)
            .line_pitch((PITCH * MM).floor() as usize),
    );
    let day = letter.printed_on;
    let day = format!("{:04}-{:02}-{:02}T00:00:00Z", day.year, day.month, day.day);
    docx = docx.created_at(&day).updated_at(&day);
    for paragraph in head(letter)
        .into_iter()
        .chain(body(letter))
        .chain(foot(letter))
    {
        docx = docx.add_paragraph(paragraph);
    }
    docx
}

fn head(letter: &Letter) -> Vec<Paragraph> {
    let mut head = Vec::new();
    for (text, typeface) in [
        (&letter.copy, Typeface::FangSong),
        (&letter.secrecy, Typeface::Hei),
        (&letter.urgency, Typeface::Hei),
    ] {
        head.extend(said(text).map(|it| line().add_run(run(&it, typeface))));
    }
    let corner = said(&letter.corner).map(|it| {
        line()
            .align(AlignmentType::Right)
            .add_run(run(&it, Typeface::Hei))
    });
    head.extend(corner);
    let mark = clean(&letter.mark).replace('\n', "");
    let number = clean(&letter.number);
    if mark.is_empty() {
        let issuer = clean(&letter.issuer);
        if !number.is_empty() || !issuer.is_empty() {
            head.push(numbered(&number, &issuer));
        }
    } else {
        head.push(
            Paragraph::new()
                .align(AlignmentType::Center)
                .line_spacing(LineSpacing::new().before(twips(35.0 - 12.0).unsigned_abs()))
                .add_run(run(&mark, Typeface::Title).size(MARK).color(RED)),
        );
        head.extend([line(), line()]);
        head.push(ruled_below(
            numbered(&number, &clean(&letter.issuer)),
            8,
            RED,
        ));
        head.extend([line(), line()]);
    }
    // Broken as on paper: a word processor would break words.
    for part in title_lines(&clean(&letter.title), square) {
        head.push(
            Paragraph::new()
                .align(AlignmentType::Center)
                .line_spacing(exactly(34.0 * 20.0))
                .add_run(run(part, Typeface::Title).size(TITLE)),
        );
    }
    head.push(line());
    let addressee = clean(&letter.addressee);
    if !addressee.is_empty() {
        let text = format!("{}：", addressee.trim_end_matches(['：', ':']));
        head.push(line().add_run(run(&text, Typeface::FangSong)));
    }
    head
}

/// The number alone in the middle, or beside the issuer.
fn numbered(number: &str, issuer: &str) -> Paragraph {
    if issuer.is_empty() {
        return centred().add_run(run(number, Typeface::FangSong));
    }
    line()
        .indent(Some(SQUARE), None, None, None)
        .add_tab(to_right_edge())
        .add_run(run(number, Typeface::FangSong))
        .add_run(Run::new().add_tab())
        .add_run(run("签发人：", Typeface::FangSong))
        .add_run(run(issuer, Typeface::Kai))
}

fn body(letter: &Letter) -> Vec<Paragraph> {
    let mut body = Vec::new();
    for paragraph in &letter.paragraphs {
        for part in clean(paragraph).split('\n') {
            let part = part.trim();
            if !part.is_empty() {
                body.push(indented(2, runs_of(part)));
            }
        }
    }
    body.extend((0..letter.blank_lines).map(|_| ruled_below(line(), 4, "auto")));
    let names: Vec<String> = letter
        .attachments
        .iter()
        .filter_map(|it| said(it))
        .collect();
    if !names.is_empty() {
        body.push(line());
    }
    for (index, name) in names.iter().enumerate() {
        let number = match names.len() {
            1 => String::new(),
            _ => format!("{}. ", index + 1),
        };
        let (text, indent) = match index {
            0 => (format!("附件：{number}{name}"), 2),
            _ => (format!("{number}{name}"), 5),
        };
        body.push(indented(indent, vec![run(&text, Typeface::FangSong)]));
    }
    body
}

fn foot(letter: &Letter) -> Vec<Paragraph> {
    let mut foot = Vec::new();
    let signers: Vec<String> = letter.signers.iter().filter_map(|it| said(it)).collect();
    let dated = clean(&letter.dated);
    if !signers.is_empty() || !dated.is_empty() {
        foot.push(line());
    }
    let widest = signers.iter().map(|it| squares(it)).fold(0.0, f32::max);
    let date = squares(&dated);
    // From the right edge: with a seal the date stands four squares in and the signer above its
    // middle; without, the date begins two squares after the signer.
    let (signer_in, date_in) = if letter.sealed {
        ((4.0 + (date - widest) / 2.0).max(1.0), 4.0)
    } else {
        let left = (2.0 + widest).max(4.0 + date);
        (left - widest, left - 2.0 - date)
    };
    for signer in &signers {
        foot.push(ended(signer_in, run(signer, Typeface::FangSong)).keep_next(true));
    }
    if !dated.is_empty() {
        foot.push(ended(date_in, run(&dated, Typeface::FangSong)));
    }
    let remark = clean(&letter.remark);
    if !remark.is_empty() {
        let remark = remark.trim_start_matches('（').trim_end_matches('）');
        let text = format!("（{remark}）");
        foot.push(indented(2, vec![run(&text, Typeface::FangSong)]));
    }
    if let Some(colophon) = &letter.colophon {
        foot.extend(colophon_lines(colophon));
    }
    foot
}

/// 版记, in 四号 between rules, at the foot of the text area of the page on which the letter ends.
fn colophon_lines(colophon: &Colophon) -> Vec<Paragraph> {
    let small = |text: &str| run(text, Typeface::FangSong).size(SMALL);
    let mut lines = Vec::new();
    if let Some(copies) = said(&colophon.copies_to) {
        lines.push(inset().add_run(small(&format!("抄送：{}。", copies.trim_end_matches('。')))));
    }
    let printed = said(&colophon.printed).map(|it| format!("{it}印发"));
    let printer = clean(&colophon.printer);
    if !printer.is_empty() || printed.is_some() {
        lines.push(
            inset()
                .add_tab(to_right_edge())
                .add_run(small(&printer))
                .add_run(Run::new().add_tab())
                .add_run(small(&printed.unwrap_or_default())),
        );
    }
    let last = lines.len().saturating_sub(1);
    let lines = lines.into_iter().enumerate().map(|(at, paragraph)| {
        // Paragraphs with the same frame stand in one.
        let mut paragraph = paragraph
            .frame_width(twips(WIDTH).unsigned_abs())
            .x_align("left")
            .y_align("bottom")
            .h_anchor("margin")
            .v_anchor("margin")
            .wrap("notBeside");
        let mut borders = ParagraphBorders::with_empty().set(border(
            ParagraphBorderPosition::Top,
            if at == 0 { 8 } else { 6 },
            "auto",
        ));
        if at == last {
            borders = borders.set(border(ParagraphBorderPosition::Bottom, 8, "auto"));
        }
        paragraph.property = paragraph.property.set_borders(borders);
        paragraph
    });
    lines.collect()
}

fn page_number(side: AlignmentType) -> Footer {
    let dash = || run("—", Typeface::Regular).size(SMALL);
    let gap = || run(" ", Typeface::Regular).size(SMALL);
    let number = Paragraph::new()
        .align(side)
        .indent(Some(SQUARE), None, Some(SQUARE), None)
        .size(SMALL)
        .fonts(face(Typeface::Regular))
        .add_run(dash())
        .add_run(gap())
        .add_page_num(PageNum::new())
        .add_run(gap())
        .add_run(dash());
    Footer::new().add_paragraph(number)
}

/// A paragraph on the lines of the page.
fn line() -> Paragraph {
    Paragraph::new().line_spacing(exactly(PITCH * MM))
}

fn centred() -> Paragraph {
    line().align(AlignmentType::Center)
}

/// Its words begin a character in; the rules over and under it go from edge to edge.
fn inset() -> Paragraph {
    let first = SpecialIndentType::FirstLine(SMALL_SQUARE);
    line().indent(Some(0), Some(first), None, None)
}

/// What follows the tab ends a square before the right edge.
fn to_right_edge() -> Tab {
    let end = twips(WIDTH) - SMALL_SQUARE;
    Tab::new()
        .val(TabValueType::Right)
        .pos(usize::try_from(end).unwrap_or_default())
}

/// Begins so many squares in.
fn indented(first: i32, runs: Vec<Run>) -> Paragraph {
    let first = SpecialIndentType::FirstLine(first * SQUARE);
    let mut paragraph = line()
        .align(AlignmentType::Both)
        .indent(Some(0), Some(first), None, None);
    for run in runs {
        paragraph = paragraph.add_run(run);
    }
    paragraph
}

/// Ends so many squares before the right edge.
fn ended(inset: f32, run: Run) -> Paragraph {
    line()
        .align(AlignmentType::Right)
        .indent(None, None, Some((inset * SQUARE as f32) as i32), None)
        .add_run(run)
}

/// About so many squares wide: figures and letters take half of one.
fn squares(text: &str) -> f32 {
    text.chars().map(square).sum()
}

fn square(character: char) -> f32 {
    if character.is_ascii() { 0.5 } else { 1.0 }
}

/// Eighths of a point.
fn ruled_below(mut paragraph: Paragraph, size: usize, colour: &str) -> Paragraph {
    // Alike paragraphs that follow each other are one box; the rule between them is asked for.
    let borders = ParagraphBorders::with_empty()
        .set(border(ParagraphBorderPosition::Bottom, size, colour))
        .set(border(ParagraphBorderPosition::Between, size, colour));
    paragraph.property = paragraph.property.set_borders(borders);
    paragraph
}

fn border(position: ParagraphBorderPosition, size: usize, colour: &str) -> ParagraphBorder {
    ParagraphBorder::new(position)
        .size(size)
        .space(1)
        .color(colour)
}

/// A paragraph's text, its heading in its own typeface.
fn runs_of(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut from = 0;
    for (range, typeface) in level(text) {
        runs.push(run(text.get(range.clone()).unwrap_or_default(), typeface));
        from = range.end;
    }
    let rest = text.get(from..).unwrap_or_default();
    if !rest.is_empty() {
        runs.push(run(rest, Typeface::FangSong));
    }
    runs
}

fn run(text: &str, typeface: Typeface) -> Run {
    let run = Run::new().add_text(text).fonts(face(typeface)).size(TEXT);
    match typeface {
        Typeface::FangSong | Typeface::Kai | Typeface::Hei => run.character_spacing(TIGHT),
        Typeface::Title | Typeface::Regular | Typeface::Bold => run,
    }
}

/// The faces that the standard names; WPS and Word put what the PC has in their place.
fn face(typeface: Typeface) -> RunFonts {
    let name = match typeface {
        Typeface::Title => "方正小标宋简体",
        Typeface::FangSong => "仿宋_GB2312",
        Typeface::Kai => "楷体_GB2312",
        Typeface::Hei => "黑体",
        Typeface::Regular | Typeface::Bold => "宋体",
    };
    RunFonts::new().ascii(name).hi_ansi(name).east_asia(name)
}

fn exactly(twentieths: f32) -> LineSpacing {
    LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(twentieths.floor() as i32)
}

fn said(text: &str) -> Option<String> {
    let text = clean(text).replace('\n', "");
    (!text.is_empty()).then_some(text)
}

fn twips(millimetres: f32) -> i32 {
    (millimetres * MM).round() as i32
}
