//! Ten thousand entries, laid out once and drawn twice: by this crate and by `krilla`.
//!
//! `cargo xtask bench register` prints time and peak memory of each and their ratio, and fails when the
//! promise is broken: not more than 1.5 times the time of krilla, and below 200 MB. Every drawing
//! runs in a process of its own, because peak memory belongs to a process.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::panic)]

use std::env;
use std::process::{Command, exit};
use std::time::{Duration, Instant};

use forms::{Align, Column, Fonts, Info, Kind, Layout, PrintDay, Register, Row, Section, Width};
use krilla::geom::{PathBuilder, Point};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::Stroke;
use krilla::text::{Font, GlyphId, KrillaGlyph};

const ROWS: usize = 10_000;
const RUNS: usize = 3;
const MOST_RATIO: f64 = 1.5;
const MOST_MEGABYTES: u64 = 200;

fn main() {
    match env::var("FORMS_BENCH").as_deref() {
        Ok("printpdf") => measure(|layout, fonts| forms::draw(layout, fonts).unwrap()),
        Ok("krilla") => measure(draw_with_krilla),
        _ => compare(),
    }
}

/// What one process measured: layout and drawing in milliseconds, peak in kB, pages, bytes.
type Measured = [u64; 5];

fn compare() {
    let ours = median("printpdf");
    let theirs = median("krilla");
    let total = |m: Measured| (m[0] + m[1]) as f64;
    let ratio = total(ours) / total(theirs);
    println!("{ROWS} rows, {} pages; median of {RUNS}", ours[3]);
    for (name, m) in [("printpdf", ours), ("krilla", theirs)] {
        let [layout, draw, peak, _, bytes] = m;
        println!(
            "{name:9} layout {layout} ms, draw {draw} ms, peak {} MB, {} kB",
            peak / 1024,
            bytes / 1024
        );
    }
    println!(
        "ratio {ratio:.2} (drawing alone {:.2})",
        ours[1] as f64 / theirs[1] as f64
    );
    if ratio > MOST_RATIO || ours[2] / 1024 > MOST_MEGABYTES {
        println!("promised: ratio {MOST_RATIO}, peak {MOST_MEGABYTES} MB");
        exit(1);
    }
}

fn median(kind: &str) -> Measured {
    let mut runs: Vec<Measured> = (0..RUNS)
        .map(|_| {
            let program = env::current_exe().unwrap();
            let output = Command::new(program)
                .env("FORMS_BENCH", kind)
                .output()
                .unwrap();
            let text = String::from_utf8(output.stdout).unwrap();
            let figures: Vec<u64> = text
                .split_whitespace()
                .map(|f| f.parse().unwrap())
                .collect();
            figures
                .try_into()
                .unwrap_or_else(|_| panic!("{kind} printed {text}"))
        })
        .collect();
    runs.sort_by_key(|m| m[0] + m[1]);
    runs[RUNS / 2]
}

fn measure(draw: impl Fn(&Layout, &Fonts) -> Vec<u8>) {
    let fonts = Fonts::bundled().unwrap();
    let register = register();
    let start = Instant::now();
    let layout = forms::layout(&register, &fonts);
    let laid_out = start.elapsed();
    let start = Instant::now();
    let pdf = draw(&layout, &fonts);
    let drawn = start.elapsed();
    let ms = |d: Duration| d.as_millis();
    println!(
        "{} {} {} {} {}",
        ms(laid_out),
        ms(drawn),
        peak(),
        layout.pages.len(),
        pdf.len()
    );
    if let Ok(path) = env::var("FORMS_BENCH_OUT") {
        std::fs::write(path, pdf).unwrap();
    }
}

/// Peak memory of this process in kB, where the system tells it.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM"));
    line.and_then(|l| l.split_whitespace().nth(1))
        .and_then(|k| k.parse().ok())
        .unwrap_or(0)
}

/// The same pages with krilla: runs glyph by glyph, rules as strokes.
fn draw_with_krilla(layout: &Layout, fonts: &Fonts) -> Vec<u8> {
    let mut faces = std::collections::HashMap::new();
    let mut document = krilla::Document::new();
    for page in &layout.pages {
        let size = PageSettings::from_wh(layout.width, layout.height).unwrap();
        let mut sheet = document.start_page_with(size);
        let mut surface = sheet.surface();
        for rule in &page.rules {
            let mut path = PathBuilder::new();
            path.move_to(rule.from.0, rule.from.1);
            path.line_to(rule.to.0, rule.to.1);
            surface.set_stroke(Some(Stroke {
                width: rule.width,
                opacity: NormalizedF32::ONE,
                ..Stroke::default()
            }));
            surface.draw_path(&path.finish().unwrap());
        }
        surface.set_stroke(None);
        for run in &page.runs {
            let (face, font) = faces.entry(run.face).or_insert_with(|| {
                let face = fonts.face(run.face).unwrap();
                let (data, index) = face.data();
                let font = Font::new(data.to_vec().into(), index).unwrap();
                (face, font)
            });
            let text = page.text_of(run);
            let glyphs: Vec<KrillaGlyph> = text
                .char_indices()
                .map(|(at, c)| {
                    let glyph = face.glyph(c).unwrap();
                    let advance = face.advance(glyph) / 1000.0 + run.spacing / run.size;
                    let id = GlyphId::new(u32::from(glyph.id));
                    KrillaGlyph::new(id, advance, 0.0, 0.0, 0.0, at..at + c.len_utf8(), None)
                })
                .collect();
            let start = Point::from_xy(run.x, run.y);
            surface.draw_glyphs(start, &glyphs, font.clone(), text, run.size, false);
        }
        surface.finish();
        sheet.finish();
    }
    document.finish().unwrap()
}

fn register() -> Register {
    const NAMES: [&str; 8] = [
        "曹娟",
        "尉迟云",
        "夏田𬭛",
        "张伟",
        "阿拉坦·其其格",
        "王䶮",
        "陈𫖯",
        "李玉兰",
    ];
    const TEXTS: [&str; 4] = [
        "校车停靠点离村太远，孩子们要走两里多路，冬天天不亮就得出门。希望在村口增设一个停靠点。",
        "村西排水沟淤堵，雨后积水进院。",
        "村卫生室周末无人值班，老人看病要去县城，往返车费一百二十多元，2026-01-26 已反映一次。",
        "东梁路段路灯不亮三个月，申请维修资金128,650.00元。",
    ];
    let column = |title: &str, width, align, kind| Column {
        title: title.into(),
        width,
        align,
        kind,
    };
    let rows = (1..=ROWS)
        .map(|n| Row {
            cells: vec![
                n.to_string(),
                format!("{}月{}日", 1 + n % 12, 1 + n % 28),
                NAMES[n % NAMES.len()].into(),
                if n % 2 == 0 { "男" } else { "女" }.into(),
                format!("前苇塘村{}组", 1 + n % 9),
                format!("{}（第{n}件）", TEXTS[n % TEXTS.len()]),
                NAMES[n / 3 % NAMES.len()].into(),
                "转镇政府办理".into(),
                "11月12日\n满意".into(),
            ],
            void: n % 97 == 0,
            ..Row::default()
        })
        .collect();
    Register {
        title: "代表接待选民登记簿".into(),
        info: Info {
            left: "站点：北营房镇人大代表联络站".into(),
            middle: "2026 年".into(),
            right: String::new(),
        },
        columns: vec![
            column("序号", Width::Mm(12.0), Align::Center, Kind::Number),
            column("接待时间", Width::Mm(20.0), Align::Center, Kind::Plain),
            column("来访人", Width::Mm(19.0), Align::Center, Kind::Name),
            column("性别", Width::Mm(10.0), Align::Center, Kind::Plain),
            column("住址（村组）", Width::Mm(26.0), Align::Left, Kind::Plain),
            column(
                "反映的主要问题和意见建议",
                Width::Share(1.0),
                Align::Left,
                Kind::Plain,
            ),
            column("接待代表", Width::Mm(19.0), Align::Center, Kind::Name),
            column(
                "当场答复或处理意见",
                Width::Mm(28.0),
                Align::Left,
                Kind::Plain,
            ),
            column(
                "反馈时间及\n满意程度",
                Width::Mm(25.0),
                Align::Center,
                Kind::Plain,
            ),
        ],
        sections: vec![Section {
            rows,
            ..Section::default()
        }],
        foot_left: "北营房镇人大主席团".into(),
        printed_on: PrintDay {
            year: 2026,
            month: 11,
            day: 23,
        },
        ..Register::default()
    }
}
