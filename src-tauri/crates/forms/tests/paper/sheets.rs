//! Forms and posters: spanned cells, texts that go on over the page, photos, boxes to tick.

use forms::{
    Block, Content, Fonts, Grid, GridCell, GridRow, Info, Layout, Paper, Picture, Portrait,
    Portraits, Sheet, Sheets, Tick, Width, layout,
};

use crate::pages::{same_as_kept, whole};

fn lay(sheets: &Sheets) -> Layout {
    layout(sheets, &Fonts::bundled().unwrap())
}

/// A small form with everything that a form can have.
fn form(resume: &str) -> Sheets {
    let tick = |label: &str, ticked| Tick {
        label: label.into(),
        ticked,
    };
    let rows = vec![
        GridRow::new(
            10.0,
            vec![
                GridCell::label("姓名"),
                GridCell::name("夏田𬭛"),
                GridCell::label("民族"),
                GridCell::value("汉族"),
                GridCell::new(Content::Photo(None)).down(3),
            ],
        ),
        GridRow::new(
            10.0,
            vec![
                GridCell::label("电话"),
                GridCell::number("13912345678"),
                GridCell::label("连任"),
                GridCell::new(Content::Ticks(vec![tick("是", true), tick("否", false)])),
            ],
        ),
        GridRow::new(
            10.0,
            vec![
                GridCell::label("工作单位及职务"),
                GridCell::left("北营房镇前苇塘村党支部书记、村民委员会主任兼镇商会副会长")
                    .across(3),
            ],
        ),
        GridRow::new(
            20.0,
            vec![GridCell::label("简历"), GridCell::long(resume).across(4)],
        )
        .growing(),
        GridRow::new(
            26.0,
            vec![
                GridCell::label("意见"),
                GridCell::new(Content::Signing {
                    text: "同意。".into(),
                    lines: vec!["（盖章）".into(), "年　　月　　日".into()],
                })
                .across(4),
            ],
        ),
    ];
    Sheets {
        title: "代表登记表".into(),
        paper: Paper::A4Portrait,
        sheets: vec![Sheet {
            title: "代表登记表".into(),
            bookmark: "夏田𬭛".into(),
            info: Info {
                left: "填报单位：北营房镇人大主席团".into(),
                ..Info::default()
            },
            blocks: vec![Block::Grid(Grid {
                columns: [24.0, 42.0, 24.0, 45.0, 35.0].map(Width::Mm).to_vec(),
                rows,
                ..Grid::default()
            })],
            notes: vec!["填表说明：照身份证填写。".into()],
            ..Sheet::default()
        }],
        foot_left: "北营房镇人大主席团".into(),
        ..Sheets::default()
    }
}

fn portraits(count: usize) -> Sheets {
    let person = |n: usize| Portrait {
        name: ["曹娟", "尉迟云", "阿拉坦·其其格"][n % 3].into(),
        lines: vec!["乡镇人大代表".into(), format!("第{n}选区")],
        ..Portrait::default()
    };
    Sheets {
        paper: Paper::A3Landscape,
        sheets: vec![Sheet {
            title: "北营房镇人大代表公示栏".into(),
            blocks: vec![Block::Portraits(Portraits {
                across: 6,
                photo: (40.0, 56.0),
                people: (1..=count).map(person).collect(),
            })],
            poster: true,
            ..Sheet::default()
        }],
        ..Sheets::default()
    }
}

fn stands_inside(layout: &Layout) {
    for page in &layout.pages {
        for run in &page.runs {
            assert!(
                run.x >= 0.0 && run.x < layout.width && run.y > 0.0 && run.y < layout.height - 20.0,
                "{} stands at {}, {}",
                page.text_of(run),
                run.x,
                run.y
            );
        }
    }
}

#[test]
fn a_form_is_as_kept() {
    same_as_kept("form.txt", &lay(&form("1998年参加工作。")));
    same_as_kept("poster.txt", &lay(&portraits(7)));
}

#[test]
fn a_row_that_may_grow_fills_the_page() {
    let layout = lay(&form(""));
    assert_eq!(layout.pages.len(), 1);
    let lowest = layout.pages[0]
        .rules
        .iter()
        .map(|it| it.to.1)
        .fold(0.0, f32::max);
    assert!(
        lowest > 700.0 && lowest < 800.0,
        "the grid ends near the foot, with room for the notes: {lowest}"
    );
}

#[test]
fn a_text_that_does_not_fit_goes_on_over_the_page_and_loses_nothing() {
    let sentence = "2003年9月任前苇塘村党支部书记，2011年1月起任镇人大代表。";
    let resume = sentence.repeat(90);
    let layout = lay(&form(&resume));
    assert!(layout.pages.len() >= 2, "{} pages", layout.pages.len());
    let text: String = layout.pages.iter().map(whole).collect();
    let kept: usize = text.matches("2003年9月").count();
    assert!(
        kept >= 80,
        "only words broken over lines escape this count: {kept}"
    );
    let second = whole(&layout.pages[1]);
    assert!(second.contains("（续）"), "the label says that it goes on");
    assert!(
        second.contains("代表登记表（续页）"),
        "and so does the title"
    );
    let letters = |text: &str| text.chars().filter(|c| *c == '苇').count();
    assert_eq!(
        letters(&text),
        letters(&resume) + 1,
        "every character is there, and one in the row above"
    );
    stands_inside(&layout);
}

#[test]
fn a_ticked_box_has_a_tick() {
    let strokes = |ticked| {
        let mut sheets = form("");
        if let Block::Grid(grid) = &mut sheets.sheets[0].blocks[0] {
            for cell in grid.rows.iter_mut().flat_map(|row| &mut row.cells) {
                if let Content::Ticks(ticks) = &mut cell.content {
                    ticks.iter_mut().for_each(|it| it.ticked = ticked);
                }
            }
        }
        lay(&sheets).pages[0]
            .rules
            .iter()
            .filter(|it| it.from.0 != it.to.0 && it.from.1 != it.to.1)
            .count()
    };
    assert_eq!(
        strokes(false),
        0,
        "an empty box has level and upright lines alone"
    );
    assert_eq!(strokes(true), 4, "two strokes for each of two");
}

#[test]
fn posters_take_one_person_or_sixty() {
    assert_eq!(lay(&portraits(1)).pages.len(), 1);
    let many = lay(&portraits(60));
    assert_eq!(many.pages.len(), 5, "twelve on a page");
    for page in &many.pages {
        assert!(
            whole(page).contains("北营房镇人大代表公示栏"),
            "each page has its title"
        );
    }
    stands_inside(&many);
    assert_eq!(
        lay(&portraits(0)).pages.len(),
        1,
        "nobody is a page as well"
    );
}

#[test]
fn a_photo_is_embedded_once_and_the_file_is_sound() {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(70, 98, image::Rgb([180, 190, 200]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    let picture = Picture::read(&bytes.into_inner()).unwrap();
    let mut sheets = portraits(3);
    if let Block::Portraits(it) = &mut sheets.sheets[0].blocks[0] {
        it.people
            .iter_mut()
            .for_each(|it| it.photo = Some(picture.clone()));
    }
    let printed = forms::print(&sheets, &Fonts::bundled().unwrap()).unwrap();
    let document = lopdf::Document::load_mem(&printed.pdf).unwrap();
    let pictures = document.objects.values().filter(|it| {
        it.as_stream().is_ok_and(|it| {
            it.dict
                .get(b"Subtype")
                .and_then(|it| it.as_name())
                .is_ok_and(|it| it == b"Image")
        })
    });
    assert_eq!(
        pictures.count(),
        1,
        "the same photo three times is written once"
    );
    let page = *document.get_pages().values().next().unwrap();
    let content = document.get_page_content(page);
    let shown = String::from_utf8_lossy(&content).matches("/P0 Do").count();
    assert_eq!(shown, 3, "and shown three times");
}

/// A form of so many plain rows and one to sign.
fn signed(rows: usize) -> Sheets {
    let row = |at| {
        let label = GridCell::label(&format!("行{at}"));
        GridRow::new(10.0, vec![label, GridCell::value("")])
    };
    let signing = Content::Signing {
        text: String::new(),
        lines: vec!["签名：".into()],
    };
    let signing = vec![GridCell::label("审核人"), GridCell::new(signing)];
    let rows = (1..=rows).map(row).chain([GridRow::new(20.0, signing)]);
    Sheets {
        paper: Paper::A4Portrait,
        sheets: vec![Sheet {
            title: "活动记录".into(),
            blocks: vec![Block::Grid(Grid {
                columns: vec![Width::Mm(40.0), Width::Share(1.0)],
                rows: rows.collect(),
                ..Grid::default()
            })],
            ..Sheet::default()
        }],
        ..Sheets::default()
    }
}

#[test]
fn nobody_signs_on_a_page_without_anything_else() {
    let mut several = 0;
    for rows in 18..30 {
        let layout = lay(&signed(rows));
        let last = layout.pages.last().unwrap();
        several += usize::from(layout.pages.len() > 1);
        let text = whole(last);
        assert!(text.contains("签名"), "{rows}: {text}");
        assert!(text.contains(&format!("行{rows}")), "{rows}: {text}");
    }
    assert!(several > 2, "some take two pages");
}

#[test]
fn a_heading_stands_with_its_table() {
    for rows in 10..24 {
        let mut form = signed(rows);
        let table = Grid {
            columns: vec![Width::Share(1.0)],
            rows: vec![GridRow::new(9.0, vec![GridCell::head("全体会议人数")]); 3],
            head: 1,
            ..Grid::default()
        };
        form.sheets[0]
            .blocks
            .extend([Block::Heading("表决".into()), Block::Grid(table)]);
        let layout = lay(&form);
        let page = layout.pages.iter().find(|it| whole(it).contains("表决"));
        let text = whole(page.unwrap());
        assert_eq!(text.matches("全体会议人数").count(), 3, "{rows}: {text}");
    }
}

#[test]
fn where_a_form_comes_from_stands_over_its_foot_however_long_it_is() {
    let fonts = Fonts::bundled().unwrap();
    let places = [
        "出处：接待登记簿2026年第1页第7号，该页尚未签字。",
        "前苇塘村人大代表联络站",
    ];
    for paper in [Paper::A4Portrait, Paper::A4Landscape, Paper::A5Portrait] {
        let plain = Sheets {
            paper,
            foot_left: "北营房镇人大主席团".into(),
            ..form("无")
        };
        let lowest = |layout: &Layout| {
            let rules = layout.pages[0].rules.iter();
            rules.map(|it| it.from.1.max(it.to.1)).fold(0.0, f32::max)
        };
        let before = layout(&plain, &fonts);
        for times in [0, 2, 5] {
            let source = format!("{}{}", places[0], places[1].repeat(times));
            let mut told = plain.clone();
            told.sheets[0].source = source.clone();
            let layout = layout(&told, &fonts);
            assert_eq!(layout.pages.len(), before.pages.len(), "it takes no room");
            let page = &layout.pages[0];
            assert!(whole(page).contains(&source), "{times}: {}", whole(page));
            let edge = layout.width;
            for run in page.runs.iter().filter(|it| it.y > lowest(&layout) + 1.0) {
                let text = page.text_of(run);
                if text.starts_with("第 ") {
                    continue;
                }
                assert!(run.y < layout.height - 12.0, "{text}: printers reach it");
                let ems = text
                    .chars()
                    .map(|it| if it.is_ascii() { 0.55 } else { 1.0 });
                let end = run.x + ems.sum::<f32>() * run.size;
                assert!(end < edge - 20.0, "{text}: it keeps to its line");
            }
        }
    }
}
