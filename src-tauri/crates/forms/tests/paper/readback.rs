//! The text comes back whole from the file, by the two common readers, and the file is sound.

use std::fs;
use std::path::Path;
use std::process::Command;

use forms::{Fonts, print};

use crate::sample::{RARE, book, roster, row};

/// Runs a program on the file. Without the program the test is passed over with a note, except in
/// CI, where it must be there.
fn ask(program: &str, arguments: &[&str], file: &Path, after: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .arg(file)
        .args(after)
        .output();
    match output {
        Ok(output) => {
            assert!(
                output.status.success(),
                "{program}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
            Some(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Err(error) if std::env::var_os("CI").is_some() => {
            panic!("{program} must be there in CI: {error}")
        }
        Err(error) => {
            eprintln!("passed over: {program}: {error}");
            None
        }
    }
}

fn read_both(pdf: &[u8]) -> Vec<(&'static str, String)> {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("register.pdf");
    fs::write(&file, pdf).unwrap();
    let poppler = ask("pdftotext", &["-layout"], &file, &["-"]);
    let mupdf = ask("mutool", &["draw", "-q", "-F", "txt"], &file, &[]);
    poppler
        .map(|t| ("pdftotext", t))
        .into_iter()
        .chain(mupdf.map(|t| ("mutool", t)))
        .collect()
}

#[test]
fn all_words_come_back() {
    let mut register = book(12);
    let marks = "☑是☐否☒无“引”‘用’—…·①⑳Ⅷ℃％￥㎡№〔〕";
    register.sections[0]
        .rows
        .push(row(&["13", "10月26日", "王䶮", RARE, marks]));
    let printed = print(&register, &Fonts::bundled().unwrap()).unwrap();
    assert_eq!(printed.missing, []);
    for (reader, text) in read_both(&printed.pdf) {
        let close: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        for words in [
            "代表接待选民登记簿",
            "夏田𬭛",
            "128,650.00",
            "2023-01-26",
            "13912345678",
            "尉迟云",
            "曹娟",
            "王䶮",
            "以下空白",
            "第1页共2页",
        ] {
            assert!(close.contains(words), "{reader} lost {words} in {text}");
        }
        for c in RARE.chars().chain(marks.chars()) {
            assert!(text.contains(c), "{reader} lost {c} (U+{:04X})", c as u32);
        }
        assert!(
            text.contains("代表接待选民登记簿"),
            "{reader} reads the spread title as words"
        );
    }
}

#[test]
fn spread_names_are_found_by_their_words() {
    let printed = print(&roster(), &Fonts::bundled().unwrap()).unwrap();
    for (reader, text) in read_both(&printed.pdf) {
        if reader == "pdftotext" {
            assert_eq!(
                text.matches("张伟").count(),
                28,
                "the gap is drawn, not said"
            );
        }
    }
}

#[test]
fn characters_that_share_a_glyph_come_back_as_themselves() {
    let mut register = book(1);
    // A space and a no-break space, two dots: in most faces one glyph each.
    register.sections[0]
        .rows
        .push(row(&["2", "", "", "a b\u{a0}c", "中·外‧内"]));
    let printed = print(&register, &Fonts::bundled().unwrap()).unwrap();
    for (reader, text) in read_both(&printed.pdf) {
        assert!(text.contains("中·外‧内"), "{reader}: {text}");
    }
}

#[test]
fn installed_faces_help_out_and_are_read_back() {
    let mut register = book(1);
    register.sections[0]
        .rows
        .push(row(&["2", "", "张𠮷", "㐂村"]));
    let fonts = Fonts::with_installed().unwrap();
    let printed = print(&register, &fonts).unwrap();
    if !printed.missing.is_empty() {
        eprintln!("passed over: no installed face has {:?}", printed.missing);
        return;
    }
    for (reader, text) in read_both(&printed.pdf) {
        assert!(
            text.contains('𠮷') && text.contains("㐂村"),
            "{reader}: {text}"
        );
    }
}

#[test]
fn the_file_is_sound() {
    let dir = tempfile::tempdir().unwrap();
    for (name, register) in [("book", book(40)), ("roster", roster())] {
        let file = dir.path().join(name);
        fs::write(
            &file,
            print(&register, &Fonts::bundled().unwrap()).unwrap().pdf,
        )
        .unwrap();
        if let Some(said) = ask("qpdf", &["--check"], &file, &[]) {
            assert!(
                said.contains("No syntax or stream encoding errors"),
                "{said}"
            );
        }
    }
}
