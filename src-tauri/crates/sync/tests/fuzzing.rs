//! Every reader of bytes from outside is given bytes that are almost right: those of `fuzz/corpus`,
//! with pieces altered, cut, doubled and exchanged. None panics, and none holds more than the limits
//! allow.
//!
//! Ten seconds a reader; `FUZZ_SECONDS=3600` gives each an hour, and draws anew each time. With a
//! nightly compiler `cargo fuzz run NAME` does the same guided by coverage (`fuzz/`).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test says what it expects"
)]

use std::io::Read;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sync::{Identity, Package, Result, limits, parsers};

/// The second PC of `fixtures/first-release/数据包`.
const SECOND: [u8; 32] = [43; 32];

fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = here().join("fuzz/corpus").join(name);
    let files = std::fs::read_dir(folder).expect("a corpus");
    let mut paths: Vec<PathBuf> = files.flatten().map(|it| it.path()).collect();
    paths.sort();
    paths
        .iter()
        .map(|it| std::fs::read(it).expect("reads"))
        .collect()
}

struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.roll() % most.max(1) as u64).expect("small")
    }
}

/// Beginnings of CBOR that claim much, and values at the edge of their kind.
const CLAIMS: [&[u8]; 9] = [
    &[0x9B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
    &[0xBB, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
    &[0x5A, 0xFF, 0xFF, 0xFF, 0xFF],
    &[0x7B, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00],
    &[0x1B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
    &[0x3B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
    &[0x9F],
    &[0xF6],
    &[0x80],
];

fn altered(of: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = of[dice.below(of.len())].clone();
    for _ in 0..1 + dice.below(6) {
        let at = dice.below(bytes.len());
        let length = 1 + dice.below(24);
        let end = (at + length).min(bytes.len());
        match dice.below(9) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << dice.below(8),
            1 if !bytes.is_empty() => bytes[at] = u8::try_from(dice.below(256)).expect("a byte"),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let piece = bytes[at..end].to_vec();
                let to = dice.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            4 => bytes.truncate(at),
            5 => {
                let other = &of[dice.below(of.len())];
                let from = dice.below(other.len());
                let piece = other[from..(from + length * 8).min(other.len())].to_vec();
                bytes.splice(at..end, piece);
            }
            6 | 7 => {
                let claim = CLAIMS[dice.below(CLAIMS.len())];
                bytes.splice(
                    at..(at + claim.len()).min(bytes.len()),
                    claim.iter().copied(),
                );
            }
            _ => {
                let byte = u8::try_from(dice.below(256)).expect("a byte");
                bytes.splice(at..at, std::iter::repeat_n(byte, length));
            }
        }
    }
    bytes
}

/// The most memory that this process ever held, in bytes.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    let number = line.and_then(|it| it.split_whitespace().next()?.parse::<u64>().ok());
    number.unwrap_or(0) * 1024
}

fn fuzz(name: &str, reader: impl Fn(&[u8]) -> Result<()> + std::panic::RefUnwindSafe) {
    let asked: Option<u64> = std::env::var("FUZZ_SECONDS")
        .ok()
        .and_then(|it| it.parse().ok());
    let until = Instant::now() + Duration::from_secs(asked.unwrap_or(10));
    let drawn = std::time::UNIX_EPOCH.elapsed().map_or(0, |it| it.as_secs());
    let mut dice = Dice(asked.map_or(1, |_| drawn));
    let of = corpus(name);
    for (at, whole) in of.iter().enumerate() {
        assert!(
            reader(whole).is_ok(),
            "{name}: number {at} of the corpus is read"
        );
    }
    let (mut tried, mut read) = (0_u64, 0_u64);
    while Instant::now() < until {
        for _ in 0..16 {
            let bytes = altered(&of, &mut dice);
            let Ok(answer) = catch_unwind(|| reader(&bytes)) else {
                let kept = here().join(format!("../../../target/panics-{name}"));
                std::fs::write(&kept, &bytes).expect("is kept");
                panic!("{name} panics at what stands in {}", kept.display());
            };
            tried += 1;
            read += u64::from(answer.is_ok());
        }
    }
    let memory = memory();
    println!(
        "{name}: {tried} inputs, {read} of them read, at most {} MB",
        memory / 1_000_000
    );
    assert!(tried > 100, "it came to try");
    assert!(
        memory < limits::RUN + 128 * 1024 * 1024,
        "{name}: held {memory} bytes"
    );
}

#[test]
fn manifest() {
    fuzz("manifest", parsers::manifest);
}

#[test]
fn certificate() {
    fuzz("certificate", parsers::certificate);
}

#[test]
fn revocation() {
    fuzz("revocation", parsers::revocation);
}

#[test]
fn paper() {
    fuzz("paper", parsers::paper);
}

#[test]
fn request() {
    fuzz("request", parsers::request);
}

#[test]
fn runs() {
    fuzz("runs", parsers::runs);
}

#[test]
fn segment() {
    fuzz("segment", parsers::segment);
}

#[test]
fn archive() {
    fuzz("archive", parsers::archive);
}

#[test]
fn package() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.rdx");
    let keys = [Identity::of(&SECOND).expect("makes keys")];
    let keys = std::panic::AssertUnwindSafe(keys);
    fuzz("package", move |bytes| {
        std::fs::write(&path, bytes)?;
        let package = Package::open(&path, keys.as_slice())?;
        package.prove(&|_, _, _| Ok(None)).map(drop)
    });
}

#[test]
fn a_bomb_of_zeros_stops_at_the_limit() {
    // Two gibibytes of zeros are 64 KiB when packed.
    let mut packed = zstd::stream::write::Encoder::new(Vec::new(), 3).expect("packs");
    let zeros = vec![0; 1 << 20];
    for _ in 0..2_048 {
        std::io::Write::write_all(&mut packed, &zeros).expect("packs");
    }
    let bytes = packed.finish().expect("packs");
    let fault = parsers::segment(&bytes).expect_err("is refused");
    assert!(matches!(fault, sync::SyncFault::TooLarge(_)), "{fault}");
    assert!(
        memory() < limits::RUN * 2 + 128 * 1024 * 1024,
        "{}",
        memory()
    );
}

/// Takes the corpus from the package of the first release.
#[test]
#[ignore = "made once; what a fuzzer found is added by hand"]
fn make_the_corpus() {
    let from = here().join("../../../fixtures/first-release/数据包");
    let keep = |name: &str, file: &str, bytes: &[u8]| {
        let folder = here().join("fuzz/corpus").join(name);
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join(file), bytes).expect("writes");
    };
    let read = |path: &Path| std::fs::read(path).expect("reads");
    keep("request", "1", &read(&from.join("申请.rdj")));
    let keys = [Identity::of(&SECOND).expect("makes keys")];
    let key: age::x25519::Identity = keys[0].age_identity().parse().expect("a key");
    for (at, file) in ["第一台.rdx", "第一台.a01.rdx"].iter().enumerate() {
        let sealed = read(&from.join(file));
        if at == 0 {
            keep("package", "1", &sealed);
        }
        let decryptor = age::Decryptor::new_buffered(sealed.as_slice()).expect("opens");
        let mut plain = Vec::new();
        let mut stream = decryptor
            .decrypt(std::iter::once(&key as &dyn age::Identity))
            .expect("opens");
        stream.read_to_end(&mut plain).expect("reads");
        keep("archive", &format!("{at}"), &plain);
        for entry in tar::Archive::new(plain.as_slice())
            .entries()
            .expect("a tar")
        {
            let mut entry = entry.expect("a tar");
            let name = String::from_utf8(entry.path_bytes().into_owned()).expect("a name");
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("reads");
            if name == "manifest.cbor" {
                keep("manifest", &format!("{at}"), &bytes);
            } else if name.starts_with("runs/") {
                keep("segment", &format!("{at}"), &bytes);
                keep(
                    "runs",
                    &format!("{at}"),
                    &zstd::decode_all(bytes.as_slice()).expect("unpacks"),
                );
            }
        }
    }
    let package = Package::open(&from.join("第一台.rdx"), &keys).expect("opens");
    let said = package.manifest();
    for (at, paper) in said
        .certificates
        .iter()
        .chain(&said.revocations)
        .enumerate()
    {
        keep("paper", &format!("{at}"), &paper.to_bytes());
        let sort = if at < said.certificates.len() {
            "certificate"
        } else {
            "revocation"
        };
        keep(sort, &format!("{at}"), &paper.body);
    }
}
