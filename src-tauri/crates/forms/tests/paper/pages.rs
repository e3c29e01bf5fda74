//! Where things stand: heads, splits, ends of tables.

use std::fs;
use std::path::Path;

use forms::{Closing, Fonts, Layout, Page, Register, Signing, layout};

use crate::sample::{book, roster, row};

fn lay(register: &Register) -> Layout {
    layout(register, &Fonts::bundled().unwrap())
}

pub fn texts(page: &Page) -> Vec<&str> {
    page.runs.iter().map(|r| page.text_of(r)).collect()
}

pub fn whole(page: &Page) -> String {
    texts(page).concat()
}

/// Compares with the kept layout; `UPDATE_SNAPSHOTS=1` keeps the new one.
pub fn same_as_kept(name: &str, layout: &Layout) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/snapshots")
        .join(name);
    let now = layout.to_string();
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&path, &now).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let moved = kept
        .lines()
        .zip(now.lines())
        .enumerate()
        .find(|(_, (a, b))| a != b);
    assert!(
        kept == now,
        "{name} changed, first at {moved:?}; UPDATE_SNAPSHOTS=1 keeps the new layout"
    );
}

#[test]
fn layouts_are_as_kept() {
    let mut register = book(4);
    register.sections[0].rows[1].void = true;
    same_as_kept("book.txt", &lay(&register));
    same_as_kept("roster.txt", &lay(&roster()));
}

#[test]
fn every_page_repeats_title_particulars_head_and_counts() {
    let layout = lay(&book(60));
    assert!(layout.pages.len() > 5, "{} pages", layout.pages.len());
    let count = layout.pages.len();
    for (index, page) in layout.pages.iter().enumerate() {
        let text = whole(page);
        for words in [
            "代表接待选民登记簿",
            "北营房镇人大代表联络站",
            "反映的主要问题和意见建议",
            "北营房镇人大主席团",
        ] {
            assert!(text.contains(words), "page {} lacks {words}", index + 1);
        }
        assert!(
            text.contains(&format!("第 {} 页　共 {count} 页", index + 1)),
            "{text}"
        );
    }
    let signed = layout
        .pages
        .iter()
        .filter(|p| whole(p).contains("记录人："))
        .count();
    assert_eq!(signed, 1, "signatures stand under the end of the table");
}

#[test]
fn signatures_can_stand_on_every_page_and_keep_their_room() {
    let layout = lay(&Register {
        signing: Signing::EveryPage,
        ..book(40)
    });
    for page in &layout.pages {
        let label = page
            .runs
            .iter()
            .find(|r| page.text_of(r) == "记录人：")
            .expect("a label");
        let table = page.rules.iter().map(|r| r.to.1).fold(0.0, f32::max);
        assert!(
            label.y - label.size > table,
            "the label stands below the table"
        );
        assert!(
            label.y < layout.height - 16.0 / 25.4 * 72.0 + 1.0,
            "and above the margin"
        );
    }
}

#[test]
fn nothing_stands_outside_the_margins() {
    let mut register = book(30);
    register.sections[0].rows.push(row(&[
        "31",
        "十月二十六日上午九时三十分",
        "很长很长的来访人姓名",
        "x".repeat(90).as_str(),
    ]));
    for register in [register, roster()] {
        let layout = lay(&register);
        for page in &layout.pages {
            for run in &page.runs {
                assert!(
                    run.x >= 25.0 / 25.4 * 72.0 - 0.1,
                    "{} begins in the margin",
                    page.text_of(run)
                );
                assert!(
                    run.y <= layout.height - 9.0 / 25.4 * 72.0,
                    "{}",
                    page.text_of(run)
                );
            }
            for rule in &page.rules {
                assert!(
                    rule.to.1 <= layout.height - 16.0 / 25.4 * 72.0 + 0.1,
                    "the table ends above the foot"
                );
            }
        }
    }
}

#[test]
fn an_entry_longer_than_a_page_splits_without_losing_a_character() {
    let mut register = book(3);
    let long: String = (0..900).map(|n| format!("第{n}条，")).collect();
    register.sections[0].rows[1].cells[4].clone_from(&long);
    let layout = lay(&register);
    assert!(layout.pages.len() >= 3, "{} pages", layout.pages.len());
    let column = long
        .chars()
        .filter(|c| "第条，0123456789".contains(*c))
        .count();
    let drawn: String = layout
        .pages
        .iter()
        .flat_map(|p| p.runs.iter().map(move |r| (p, r)))
        .filter(|(_, r)| r.x > 73.0 / 25.4 * 72.0 + 25.0 && r.size == 10.5)
        .map(|(p, r)| p.text_of(r))
        .collect();
    let kept = (0..900)
        .filter(|n| drawn.contains(&format!("第{n}条，")))
        .count();
    assert!(
        column > 0 && kept == 900,
        "{kept} of 900 pieces are on paper"
    );
    let continued = layout
        .pages
        .iter()
        .filter(|p| texts(p).contains(&"续"))
        .count();
    assert!(continued >= 2, "every continuation is marked 续");
}

#[test]
fn an_entry_lower_than_a_page_stays_whole() {
    let layout = lay(&book(60));
    let entries: usize = layout
        .pages
        .iter()
        .map(|p| texts(p).iter().filter(|t| **t == "10月26日").count())
        .sum();
    assert_eq!(entries, 60, "no entry is repeated or lost");
    assert!(
        layout.pages.iter().all(|p| !texts(p).contains(&"续")),
        "no entry is split"
    );
}

#[test]
fn groups_have_headings_bookmarks_and_go_on_over_pages() {
    let layout = lay(&roster());
    let second = whole(&layout.pages[1]);
    assert!(
        second.contains("第一代表小组（续）") || second.contains("第二代表小组（续）"),
        "{second}"
    );
    let marks: Vec<_> = layout.bookmarks.iter().map(|b| b.title.as_str()).collect();
    assert_eq!(marks, ["第一代表小组", "第二代表小组"]);
    let all: String = layout.pages.iter().map(whole).collect();
    for words in ["小计：18 人", "小计：10 人", "合计：28 人", "以下空白"] {
        assert_eq!(all.matches(words).count(), 1, "{words} stands once");
    }
}

#[test]
fn long_registers_have_bookmarks_by_ten_pages() {
    let layout = lay(&book(250));
    assert!(layout.pages.len() > 20);
    assert_eq!(layout.bookmarks[0].title, "第 1—10 页（1 起）");
    assert_eq!(layout.bookmarks[1].page, 10);
}

#[test]
fn a_blank_form_has_its_rows() {
    let register = Register {
        closing: Closing::BlankRows(8),
        ..book(0)
    };
    let layout = lay(&register);
    assert_eq!(layout.pages.len(), 1);
    let level = layout.pages[0]
        .rules
        .iter()
        .filter(|r| r.from.1 == r.to.1)
        .count();
    assert_eq!(level, 8 + 2, "eight rows, a head and the frame");
    assert!(!whole(&layout.pages[0]).contains("以下空白"));
}

#[test]
fn odd_registers_are_laid_out_all_the_same() {
    let mut many = book(3);
    for column in &mut many.columns {
        column.title = "很长的栏目名称".repeat(40);
    }
    let cases = [
        Register::default(),
        Register {
            columns: Vec::new(),
            ..book(3)
        },
        Register {
            title: "很长的标题".repeat(60),
            ..book(1)
        },
        Register {
            signatures: vec!["联络站负责人签名：".into(); 9],
            ..book(1)
        },
        many,
    ];
    for register in cases {
        assert!(!lay(&register).pages.is_empty());
    }
}
