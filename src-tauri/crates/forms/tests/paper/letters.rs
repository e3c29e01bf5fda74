//! Letters by GB/T 9704-2012.

use forms::{Colophon, Fonts, Ink, Layout, Letter, layout};

use crate::pages::{same_as_kept, texts, whole};

const MM: f32 = 72.0 / 25.4;

fn lay(letter: &Letter) -> Layout {
    layout(letter, &Fonts::bundled().unwrap())
}

fn assignment() -> Letter {
    Letter {
        mark: "北营房镇人民代表大会主席团".into(),
        number: "北人大交〔2026〕13号".into(),
        title: "关于交办增设校车停靠点意见的通知".into(),
        addressee: "镇人民政府".into(),
        paragraphs: vec![
            "2026年10月26日代表接待选民日，前苇塘村选民反映校车停靠点离村太远，希望在村口增设停靠点（意见建议办理簿第13号）。经主席团审核，现交你单位办理，由镇交通站主办。".into(),
            "一、办理期限".into(),
            "（一）答复。请于2026年11月11日前答复代表曹娟、尉迟云，并将办理情况抄送主席团。".into(),
            "不属于本单位职责的，请于10个工作日内说明理由退回。".into(),
        ],
        attachments: vec!["意见建议办理单".into(), "接待登记表（第7号）".into()],
        signers: vec!["北营房镇人大主席团".into()],
        dated: "2026年10月27日".into(),
        sealed: true,
        remark: "联系人：王秀兰，电话：0314-1234567".into(),
        colophon: Some(Colophon {
            copies_to: "县人大常委会代表工作委员会，镇党委".into(),
            printer: "北营房镇人大主席团".into(),
            printed: "2026年10月27日".into(),
        }),
        ..Letter::default()
    }
}

#[test]
fn a_letter_is_as_kept() {
    same_as_kept("letter.txt", &lay(&assignment()));
}

#[test]
fn text_keeps_to_its_frame_and_the_head_is_red() {
    let layout = lay(&assignment());
    for (index, page) in layout.pages.iter().enumerate() {
        for run in &page.runs {
            let number = page.text_of(run).contains('—');
            let lowest = (37.0 + 225.0) * MM;
            assert!(
                run.x >= 28.0 * MM - 0.1,
                "{} begins left of it",
                page.text_of(run)
            );
            assert!(
                number || run.y < lowest,
                "{} stands below it",
                page.text_of(run)
            );
        }
        let right = page
            .runs
            .iter()
            .find(|it| page.text_of(it).contains('—'))
            .unwrap();
        assert_eq!(
            right.x > 105.0 * MM,
            index % 2 == 0,
            "numbers stand at the outer edge"
        );
    }
    let red: Vec<&str> = layout.pages[0]
        .runs
        .iter()
        .filter(|it| it.ink == Ink::Red)
        .map(|it| layout.pages[0].text_of(it))
        .collect();
    assert_eq!(red, ["北营房镇人民代表大会主席团"]);
    assert_eq!(
        layout.pages[0].rules[0].ink,
        Ink::Red,
        "and the rule under it"
    );
}

#[test]
fn a_full_line_has_28_characters_and_a_full_page_22_lines() {
    let letter = Letter {
        paragraphs: vec!["字".repeat(28 * 60)],
        signers: vec!["主席团".into()],
        dated: "2026年1月1日".into(),
        ..Letter::default()
    };
    let layout = lay(&letter);
    let lines: Vec<&str> = texts(&layout.pages[1]);
    let body: Vec<&&str> = lines.iter().filter(|it| it.starts_with('字')).collect();
    assert_eq!(body.len(), 22, "lines on a page");
    assert!(
        body.iter().all(|it| it.chars().count() == 28),
        "characters in a line"
    );
}

#[test]
fn a_signature_never_stands_alone() {
    let fonts = Fonts::bundled().unwrap();
    for lines in 12..60 {
        let letter = Letter {
            title: "通知".into(),
            paragraphs: vec!["字".repeat(28 * lines)],
            signers: vec!["北营房镇人大主席团".into()],
            dated: "2026年1月1日".into(),
            ..Letter::default()
        };
        let layout = layout(&letter, &fonts);
        let last = layout.pages.last().unwrap();
        let text = whole(last);
        assert!(
            text.contains("2026年1月1日"),
            "the date is on the last page"
        );
        assert!(
            texts(last).iter().filter(|it| it.starts_with('字')).count() >= 2,
            "with two lines of text above it ({lines} lines)"
        );
        let all: usize = layout
            .pages
            .iter()
            .map(|it| whole(it).matches('字').count())
            .sum();
        assert_eq!(all, 28 * lines, "nothing is lost");
    }
}

#[test]
fn a_blank_letter_has_lines_to_write_on() {
    let letter = Letter {
        title: "通　　知".into(),
        blank_lines: 9,
        signers: vec!["北营房镇人大主席团".into()],
        dated: "　　　　年　　月　　日".into(),
        ..Letter::default()
    };
    let layout = lay(&letter);
    assert_eq!(layout.pages.len(), 1);
    assert_eq!(layout.pages[0].rules.len(), 9);
}
