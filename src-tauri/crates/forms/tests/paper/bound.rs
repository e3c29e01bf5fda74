//! Bound books: signed pages keep their entries, and printing goes on where it ended.

use forms::{Bound, Closing, Fonts, Later, Layout, Register, SignedPages, Signing, Sums, layout};

use crate::pages::whole;
use crate::sample::book;

fn bound(entries: usize, signed: Vec<SignedPages>) -> Register {
    Register {
        signing: Signing::EveryPage,
        signatures: vec!["记录人：".into(), "审核人：".into()],
        closing: Closing::Blank,
        bound: Some(Bound {
            signed,
            ..Bound::default()
        }),
        ..book(entries)
    }
}

fn lay(register: &Register) -> Layout {
    layout(register, &Fonts::bundled().unwrap())
}

fn stretch(first: u32, rows: usize, closed: bool) -> SignedPages {
    SignedPages {
        first,
        pages: 1,
        rows,
        closed,
        total: Vec::new(),
        source: String::new(),
    }
}

#[test]
fn a_signed_page_says_over_its_foot_where_it_stands_and_others_do_not() {
    let plain = lay(&bound(30, vec![stretch(1, 3, false)]));
    let source = "接待登记簿2026年第1页：第1号至第3号，2026年10月27日由王秀兰签字";
    let told = SignedPages {
        source: source.into(),
        ..stretch(1, 3, false)
    };
    let layout = lay(&bound(30, vec![told]));
    assert_eq!(layout.entry_pages, plain.entry_pages, "it takes no room");
    let says: Vec<bool> = layout
        .pages
        .iter()
        .map(|it| whole(it).contains(source))
        .collect();
    assert!(says.len() > 1 && says[0], "{says:?}");
    assert!(says[1..].iter().all(|it| !it), "{says:?}");
}

#[test]
fn entries_of_a_signed_page_stay_on_it_however_high_they_become() {
    let before = lay(&bound(30, Vec::new()));
    let on_first = before.entry_pages.iter().filter(|it| it.0 == 1).count();
    let mut register = bound(30, vec![stretch(1, on_first, false)]);
    register.sections[0].rows[0].cells[4] = "校车停靠点离村太远，孩子们要走两里多路。".repeat(24);
    let after = lay(&register);
    assert_eq!(
        after.entry_pages, before.entry_pages,
        "every entry is where it was"
    );
    assert!(
        after
            .pages
            .iter()
            .any(|it| whole(it).contains("第 1 页（续）")),
        "what no longer fits stands on a sheet without a number of its own"
    );
}

#[test]
fn what_is_added_to_a_sheet_stands_where_the_whole_page_has_it() {
    let whole_book = bound(3, vec![stretch(1, 2, false)]);
    let mut again = whole_book.clone();
    again.bound = Some(Bound {
        signed: vec![stretch(1, 2, false)],
        open: true,
        continued: true,
    });
    let (whole_page, added) = (lay(&whole_book), lay(&again));
    assert_eq!(added.pages.len(), 1, "one sheet");
    let place = |layout: &Layout| {
        let page = &layout.pages[0];
        let run = page.runs.iter().find(|it| page.text_of(it) == "3").unwrap();
        (run.x, run.y)
    };
    assert_eq!(
        place(&added),
        place(&whole_page),
        "the third entry is at its place"
    );
    let text = whole(&added.pages[0]);
    for there in [
        "代表接待选民登记簿",
        "序号",
        "记录人",
        "第 1 页",
        "以下空白",
    ] {
        assert!(
            !text.contains(there),
            "{there} is on the sheet already: {text}"
        );
    }
}

#[test]
fn a_struck_rest_is_not_written_into_and_notes_find_room() {
    let mut register = bound(6, vec![stretch(4, 2, true)]);
    for (n, row) in register.sections[0].rows.iter_mut().enumerate().take(2) {
        row.struck = vec![3];
        row.notes = (0..4)
            .map(|it| format!("第 {} 号更正：第{it}处", n + 1))
            .collect();
        row.later = vec![Later {
            cell: 0,
            text: "一、二、三、四、五、六、七、八、九、十".into(),
            note: "放不下的补记".into(),
        }];
    }
    let layout = lay(&register);
    let pages: Vec<u32> = layout.entry_pages.iter().map(|it| it.0).collect();
    assert_eq!(
        pages,
        [4, 4, 5, 5, 5, 5],
        "later entries begin on the next page"
    );
    let first = whole(&layout.pages[0]);
    assert!(first.contains("以下空白"), "the rest is struck: {first}");
    assert!(
        first.contains("第 1 号更正：第0处"),
        "the page says what it can: {first}"
    );
    let last = whole(layout.pages.last().unwrap());
    assert!(
        last.contains("附页 1"),
        "what finds no room stands behind: {last}"
    );
    assert!(last.contains("放不下的补记"), "nothing is left out: {last}");
}

/// A book of amounts: 第 n 号 has n yuan and n people.
fn amounts(entries: usize, signed: Vec<SignedPages>) -> Register {
    let mut register = bound(entries, signed);
    let mut total = vec![String::new(); register.columns.len()];
    for (at, row) in register.sections[0].rows.iter_mut().enumerate() {
        row.cells[3] = format!("{}.00", at + 1);
        row.cells[4] = "修路".into();
    }
    total[3] = format!("{}.00", entries * (entries + 1) / 2);
    register.sums = Some(Sums {
        columns: vec![3],
        decimals: vec![true],
        total,
    });
    register
}

#[test]
fn every_page_that_another_follows_adds_up_and_the_last_adds_all_up() {
    let register = amounts(30, Vec::new());
    let layout = lay(&register);
    let last = layout.pages.len() - 1;
    let mut counted = 0;
    for (at, page) in layout.pages.iter().enumerate() {
        let text = whole(page);
        let here = layout.entry_pages.iter().enumerate();
        let here = here.filter(|(_, it)| it.0 as usize == at + 1);
        let sum: usize = here.map(|it| it.0 + 1).sum();
        counted += sum;
        assert!(text.contains("本页小计"), "page {at}: {text}");
        assert!(text.contains(&format!("{sum}.00")), "page {at}: {text}");
        assert_eq!(text.contains("合计"), at == last, "page {at}: {text}");
    }
    assert_eq!(counted, 465, "every entry counts on one page");
    assert!(whole(&layout.pages[last]).contains("465.00"));
    let short = lay(&amounts(2, Vec::new()));
    let text = whole(&short.pages[0]);
    assert!(
        text.contains("合计") && !text.contains("本页小计"),
        "{text}"
    );
}

#[test]
fn a_signed_page_keeps_its_sums_when_entries_are_voided_and_added() {
    let before = lay(&amounts(30, Vec::new()));
    let on_first = before.entry_pages.iter().filter(|it| it.0 == 1).count();
    let mut signed = stretch(1, on_first, true);
    signed.total = vec![String::new(); before_columns()];
    signed.total[3] = "7.77".into();
    let mut register = amounts(on_first, vec![signed.clone()]);
    register.sections[0].rows[0].void = true;
    register.sections[0].rows[0].voided_later = true;
    let alone = whole(&lay(&register).pages[0]);
    assert!(
        alone.contains("7.77"),
        "as it stood when it was signed: {alone}"
    );
    let mut register = amounts(30, vec![signed]);
    register.sections[0].rows[0].void = true;
    register.sections[0].rows[0].voided_later = true;
    let layout = lay(&register);
    assert_eq!(whole(&layout.pages[0]), {
        alone.replace("共 1 页", &format!("共 {} 页", layout.pages.len()))
    });
    let last = whole(&layout.pages[layout.pages.len() - 1]);
    assert!(
        last.contains("465.00"),
        "the book adds up as it is today: {last}"
    );
}

fn before_columns() -> usize {
    book(1).columns.len()
}
