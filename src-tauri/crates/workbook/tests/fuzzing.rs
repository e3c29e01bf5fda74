//! Each reader is given files changed at random: a process of its own must live on, in bounded
//! time and memory, and say nothing but Chinese sentences. Ten seconds for each reader, or
//! `LVZHI_FUZZ_SECONDS`. A file that fails is kept, and its name said.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]
#![cfg(target_os = "linux")]

use std::io::{Cursor, Read as _, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use workbook::read::open;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

const READER: &str = "LVZHI_FUZZ_READER";
const SECONDS: &str = "LVZHI_FUZZ_SECONDS";
/// Of a process that reads one changed file after the other, in kilobytes.
const PEAK: u64 = 300 << 10;
/// Address space of that process, in kilobytes; beyond it memory is refused and the process ends.
const SPACE: u64 = 1500 << 10;
/// For one file, also without optimisation.
const LONGEST: Duration = Duration::from_secs(20);

#[test]
fn xlsx_lives_through_changed_files() {
    run("xlsx");
}

#[test]
fn xls_lives_through_changed_files() {
    run("xls");
}

#[test]
fn ods_lives_through_changed_files() {
    run("ods");
}

#[test]
fn csv_lives_through_changed_files() {
    run("csv");
}

/// Runs a reader in a process of its own under a limit.
fn run(reader: &str) {
    let answer = Command::new("sh")
        .arg("-c")
        .arg(format!("ulimit -v {SPACE}; exec \"$0\" \"$@\""))
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "read_changed_files", "--ignored", "--nocapture"])
        .env(READER, reader)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&answer.stdout);
    let trace = String::from_utf8_lossy(&answer.stderr);
    println!("{said}");
    assert!(
        answer.status.success(),
        "{reader}: the file is {}\n{said}\n{trace}",
        kept(reader).display()
    );
    assert!(
        !trace.contains("panicked"),
        "{reader} left a trace: {trace}"
    );
    assert!(
        said.contains("files="),
        "{reader}: the process says how many files it read: {said}"
    );
}

/// Where the file being read lies, to be found again after a crash.
fn kept(reader: &str) -> PathBuf {
    std::env::temp_dir().join(format!("workbook-fuzz.{reader}"))
}

#[test]
#[ignore = "run by the others in a process of its own"]
fn read_changed_files() {
    let Ok(reader) = std::env::var(READER) else {
        return;
    };
    let seconds = std::env::var(SECONDS).ok();
    let seconds = seconds.and_then(|text| text.parse().ok()).unwrap_or(10);
    let corpus = corpus(&reader);
    assert!(!corpus.is_empty(), "files to begin with");
    let start = Instant::now();
    // Another run goes other ways; the file is kept, so that what failed can be done again.
    let seed = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    let mut random = Random(seed.as_nanos() as u64 | 1);
    let mut files = 0_u64;
    while start.elapsed() < Duration::from_secs(seconds) {
        let file = &corpus[random.below(corpus.len())];
        let changed = file.changed(&mut random);
        std::fs::write(kept(&reader), &changed).unwrap();
        let begun = Instant::now();
        read_all(changed, &reader);
        assert!(begun.elapsed() < LONGEST, "took {:?}", begun.elapsed());
        files += 1;
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.unwrap().trim().trim_end_matches(" kB");
    println!("{reader}: files={files} peak={peak}");
    assert!(peak.parse::<u64>().unwrap() < PEAK, "needed {peak} kB");
}

fn read_all(bytes: Vec<u8>, name: &str) {
    let said = |fault: workbook::read::ReadFault| {
        let sentence = format!("{fault}{}", fault.hint());
        assert!(!sentence.is_ascii(), "a Chinese sentence: {sentence}");
    };
    let mut book = match open(bytes, name) {
        Ok(book) => book,
        Err(fault) => return said(fault),
    };
    for sheet in 0..book.sheets().len() {
        let mut cells = 0_usize;
        let read = book.read_sheet(sheet, &mut |row| {
            cells += row.cells.len()
                + row
                    .cells
                    .iter()
                    .map(|cell| cell.shown().len())
                    .sum::<usize>();
            ControlFlow::Continue(())
        });
        if let Err(fault) = read {
            said(fault);
        }
    }
}

/// A file to begin with: as it is, or as the parts of an archive.
enum Sample {
    Bytes(Vec<u8>),
    Parts(Vec<(String, Vec<u8>)>),
}

fn corpus(reader: &str) -> Vec<Sample> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures");
    let mut samples = Vec::new();
    for folder in [root.clone(), root.join("cases/import")] {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == reader))
            .collect();
        paths.sort();
        for path in paths {
            let bytes = std::fs::read(path).unwrap();
            if let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes.clone())) {
                let mut parts = Vec::new();
                for index in 0..zip.len() {
                    let mut entry = zip.by_index(index).unwrap();
                    let name = entry.name().unwrap().into_owned();
                    let mut contents = Vec::new();
                    entry.read_to_end(&mut contents).unwrap();
                    parts.push((name, contents));
                }
                samples.push(Sample::Parts(parts));
            }
            samples.push(Sample::Bytes(bytes));
        }
    }
    samples
}

impl Sample {
    fn changed(&self, random: &mut Random) -> Vec<u8> {
        match self {
            Self::Bytes(bytes) => {
                let mut bytes = bytes.clone();
                random.change(&mut bytes);
                bytes
            }
            Self::Parts(parts) => {
                let chosen = random.below(parts.len());
                let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
                let options =
                    SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
                for (at, (name, contents)) in parts.iter().enumerate() {
                    let mut contents = contents.clone();
                    if at == chosen || random.below(4) == 0 {
                        random.change(&mut contents);
                    }
                    zip.start_file(name.as_str(), options).unwrap();
                    zip.write_all(&contents).unwrap();
                }
                zip.finish().unwrap().into_inner()
            }
        }
    }
}

/// What files of ours are changed with: words of their formats, and numbers at the edges.
const WORDS: [&[u8]; 36] = [
    b"<c r=\"XFD1048576\"><v>1</v></c>",
    b"<row r=\"4294967295\">",
    b"<row>",
    b"</row>",
    b"</sheetData>",
    b"<sheetData>",
    b"<mergeCell ref=\"A1:XFD1048576\"/>",
    b"<mergeCell ref=\"B2:A1\"/>",
    b"<c t=\"s\"><v>99999999999999999999</v></c>",
    b"<c t=\"e\"><v>#SPILL!</v></c>",
    b"<f>",
    b"<is><t>",
    b"<rPh>",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"<!DOCTYPE a>",
    b"&#x10FFFF;",
    b"&amp",
    b"&bomb;",
    b"_xD800_",
    b"xmlns:x=\"y\"",
    b" uniqueCount=\"10000000000000\"",
    b" table:number-rows-repeated=\"1048576\"",
    b" table:number-columns-repeated=\"16384\"",
    b" table:number-rows-spanned=\"4294967295\"",
    b" text:c=\"999999999\"",
    b"formatCode=\"[h]:mm;@;;;;\"",
    b"1E308",
    b"-1",
    b"\"",
    b"\0\0\0\0",
    b"\xFF\xFF\xFF\xFF",
    b"\xFE\xFF\xFF\xFF",
    b"\x09\x08\x10\x00\x00\x06",
    b"\x3C\x00\x00\x20",
];

/// xorshift: no numbers for keys, but as good as any here.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end.max(1)
    }

    fn change(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(6) {
            let at = self.below(bytes.len() + 1);
            let length = self.below(64).min(bytes.len() - at);
            match self.below(7) {
                0 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                1 if at < bytes.len() => bytes[at] = self.below(256) as u8,
                2 => drop(bytes.drain(at..at + length)),
                3 => {
                    let piece = bytes[at..at + length].to_vec();
                    let times = 1 + self.below(200);
                    let pieces = piece.repeat(times);
                    bytes.splice(at..at, pieces);
                }
                4 => {
                    let word = WORDS[self.below(WORDS.len())];
                    bytes.splice(at..at, word.iter().copied());
                }
                5 => {
                    let word = WORDS[self.below(WORDS.len())];
                    let end = (at + word.len()).min(bytes.len());
                    bytes.splice(at..end, word.iter().copied());
                }
                _ => {
                    // A number becomes another.
                    let digit = bytes[at..].iter().position(u8::is_ascii_digit);
                    if let Some(found) = digit {
                        let value = [&b"0"[..], b"4294967296", b"-9", b"1048577"][self.below(4)];
                        bytes.splice(at + found..=at + found, value.iter().copied());
                    }
                }
            }
        }
    }
}
