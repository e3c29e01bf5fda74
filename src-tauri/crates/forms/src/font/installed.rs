//! Faces installed on the PC, read only when the bundled ones do not suffice.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::face::Face;
use super::typeface::Typeface;

/// A face that papers are set in where the PC has it. All of them are sold, so they can be used but
/// not bundled.
struct Wanted {
    typeface: Typeface,
    /// As offices call it.
    name: &'static str,
    /// How names of its files begin, in small letters.
    files: &'static [&'static str],
    /// What the name inside has in it.
    inside: &'static [&'static str],
}

const WANTED: [Wanted; 4] = [
    Wanted {
        typeface: Typeface::Title,
        name: "方正小标宋",
        files: &["fzxbs", "方正小标宋", "小标宋", "fzxiaobiaosong"],
        inside: &["小标宋"],
    },
    Wanted {
        typeface: Typeface::FangSong,
        name: "仿宋",
        files: &[
            "simfang",
            "fangsong",
            "fzfs",
            "fzfangsong",
            "stfangso",
            "方正仿宋",
            "仿宋",
        ],
        inside: &["仿宋", "FangSong"],
    },
    Wanted {
        typeface: Typeface::Kai,
        name: "楷体",
        files: &[
            "simkai",
            "kaiti",
            "fzkt",
            "fzkai",
            "stkaiti",
            "方正楷体",
            "楷体",
        ],
        inside: &["楷体", "KaiTi", "Kai-Z"],
    },
    Wanted {
        typeface: Typeface::Hei,
        name: "黑体",
        files: &["simhei", "fzht", "fzhei", "stheiti", "方正黑体", "黑体"],
        inside: &["黑体", "SimHei", "Hei-B"],
    },
];

/// What offices call the face of a typeface; `None` for typefaces that are bundled.
pub(super) fn name_of_typeface(typeface: Typeface) -> Option<&'static str> {
    WANTED
        .iter()
        .find(|it| it.typeface == typeface)
        .map(|it| it.name)
}

/// Folders deeper than this hold no fonts on any system we know.
const DEPTH: usize = 6;

/// A font file above this size is no font we want to hold in memory.
const LARGEST: u64 = 80 << 20;

/// Where the systems we run on keep fonts.
pub(super) fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = ["/usr/share/fonts", "/usr/local/share/fonts"]
        .map(Into::into)
        .into();
    let below =
        |variable: &str, rest: &str| std::env::var_os(variable).map(|v| Path::new(&v).join(rest));
    folders.extend(below("HOME", ".local/share/fonts"));
    folders.extend(below("HOME", ".fonts"));
    folders.extend(below("WINDIR", "Fonts"));
    folders.extend(below("LOCALAPPDATA", "Microsoft/Windows/Fonts"));
    folders
}

/// The wanted faces that the PC has, found by the usual names of their files and confirmed by the
/// name inside.
pub(super) fn typefaces(folders: &[PathBuf]) -> Vec<(Typeface, Face)> {
    let files = files(folders);
    let found = |wanted: &Wanted| {
        let named = files.iter().filter(|path| {
            let stem = path.file_stem().map(|s| s.to_string_lossy().to_lowercase());
            stem.is_some_and(|s| wanted.files.iter().any(|it| s.starts_with(it)))
        });
        let confirmed = |face: &Face| wanted.inside.iter().any(|it| face.name().contains(it));
        named
            .filter_map(|path| read(path).into_iter().find(confirmed))
            .next()
    };
    WANTED
        .iter()
        .filter_map(|wanted| Some((wanted.typeface, found(wanted)?)))
        .collect()
}

/// Faces that together draw as many of the wanted characters as can be drawn. Song faces come
/// first, so that a replaced character looks like its neighbours where that is possible.
pub(super) fn faces_with(folders: &[PathBuf], mut wanted: BTreeSet<char>) -> Vec<Face> {
    let mut files = files(folders);
    files.sort_by_key(|path| (likeness(path), path.clone()));
    let mut found = Vec::new();
    for path in files {
        if wanted.is_empty() {
            break;
        }
        for face in read(&path) {
            let before = wanted.len();
            wanted.retain(|c| face.glyph(*c).is_none());
            if wanted.len() < before {
                found.push(face);
            }
        }
    }
    found
}

/// Rank of a file by its name: mainland Song faces, other Song faces, the rest.
fn likeness(path: &Path) -> u8 {
    let name = path
        .file_name()
        .map(|n| n.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let any = |parts: &[&str]| parts.iter().any(|p| name.contains(p));
    match () {
        () if any(&[
            "simsun",
            "notoserifcjk-regular",
            "notoserifsc",
            "sourcehanserif",
        ]) =>
        {
            0
        }
        () if any(&["song", "sung", "ming", "hana", "宋"]) => 1,
        () if any(&["bold", "black", "light", "thin", "italic", "mono"]) => 3,
        () => 2,
    }
}

/// All font files below the folders.
fn files(folders: &[PathBuf]) -> Vec<PathBuf> {
    let mut open: Vec<(PathBuf, usize)> = folders.iter().map(|f| (f.clone(), 0)).collect();
    let mut files = Vec::new();
    while let Some((folder, depth)) = open.pop() {
        // A folder that is absent or closed to us holds no fonts for us.
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                if depth < DEPTH {
                    open.push((path, depth + 1));
                }
            } else if is_font(&path) {
                files.push(path);
            }
        }
    }
    files
}

fn is_font(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    matches!(extension.as_deref(), Some("ttf" | "otf" | "ttc" | "otc"))
}

/// The faces of a file; of a collection the one for mainland characters, else its first.
fn read(path: &Path) -> Vec<Face> {
    if fs::metadata(path).is_ok_and(|m| m.len() > LARGEST) {
        return Vec::new();
    }
    let Ok(data) = fs::read(path) else {
        return Vec::new();
    };
    let count = ttf_parser::fonts_in_collection(&data).unwrap_or(1);
    let mainland = (0..count)
        .find(|i| {
            ttf_parser::Face::parse(&data, *i).is_ok_and(|face| {
                let name = super::face::name_of(&face, ttf_parser::name_id::FAMILY);
                name.contains(" SC") || name.contains("简") || name == "宋体"
            })
        })
        .unwrap_or(0);
    Face::parse(Cow::Owned(data), mainland)
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_installed_face_is_found_for_a_character_and_no_other_is_taken() {
        let dir = tempfile::tempdir().unwrap();
        let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/fonts");
        fs::create_dir(dir.path().join("sub")).unwrap();
        fs::copy(
            assets.join("NotoSerifSC-Regular.ttf"),
            dir.path().join("sub/song.TTF"),
        )
        .unwrap();
        fs::write(dir.path().join("broken.ttf"), b"no font").unwrap();
        let found = faces_with(&[dir.path().into()], BTreeSet::from(['龚', '𠀀']));
        assert_eq!(found.len(), 1, "one face draws one of the two characters");
        assert!(faces_with(&[dir.path().into()], BTreeSet::from(['𠀀'])).is_empty());
        let mut variable = fs::read(dir.path().join("sub/song.TTF")).unwrap();
        // The names of tables stand in order, which is how they are found.
        for (name, other) in [(b"OS/2", b"CFF2"), (b"glyf", b"glyx")] {
            let at = variable.windows(4).position(|it| it == name).unwrap();
            variable[at..at + 4].copy_from_slice(other);
        }
        fs::create_dir(dir.path().join("variable")).unwrap();
        fs::write(dir.path().join("variable/a.ttf"), variable).unwrap();
        let variable = [dir.path().join("variable")];
        assert!(
            faces_with(&variable, BTreeSet::from(['龚'])).is_empty(),
            "outlines that cannot be cut are not taken"
        );
        let titled = dir.path().join("sub/FZXBSJW.ttf");
        fs::copy(dir.path().join("sub/song.TTF"), titled).unwrap();
        assert!(
            typefaces(&[dir.path().into()]).is_empty(),
            "what is named 小标宋 and is none is not taken"
        );
    }
}
