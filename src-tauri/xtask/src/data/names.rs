//! Makes `strokes.txt`, `readings.txt` and `standard.txt` in `assets/tables`, from which the domain
//! crate orders names and knows how they are read.
//!
//! Two sources (versions and licences in `assets/tables/README.md`): Unicode's Unihan database, as
//! the Debian package `unicode-data` installs it, and the stroke order of 20,897 characters that
//! the Python package `cn-sort` carries. The 通用规范汉字表 (2013) has the last word: within each
//! of its three levels the place in the table is the official order, so a character that either
//! source sorts against it is moved to where the table wants it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where Debian's `unicode-data` puts Unihan; `UNIHAN_DIR` names another folder.
const UNIHAN_DIR: &str = "/usr/share/unicode";
const STROKE_ORDER_PACKAGE: &str = "cn-sort==0.14.0";
const STROKE_ORDER_WHEEL: &str = "cn_sort-0.14.0-py3-none-any.whl";
const STROKE_ORDER_FILE: &str = "cn_sort/res/all_word.json";

/// The levels of the 通用规范汉字表: last place of each.
const LEVEL_ENDS: [u32; 3] = [3500, 6500, 8105];

/// Writes the tables below `root/assets/tables`.
///
/// # Errors
/// A sentence naming the source that is missing or not as expected.
pub fn run(root: &Path) -> Result<(), String> {
    let unihan = PathBuf::from(std::env::var_os("UNIHAN_DIR").unwrap_or_else(|| UNIHAN_DIR.into()));
    let mappings = unpack(&unihan.join("Unihan_OtherMappings.txt.bz2"))?;
    let sources = unpack(&unihan.join("Unihan_IRGSources.txt.bz2"))?;
    let readings = unpack(&unihan.join("Unihan_Readings.txt.bz2"))?;
    let backbone = stroke_order(&root.join("target/data-names"))?;

    let tables = root.join("assets/tables");
    let table = table_places(&mappings)?;
    write(&tables.join("standard.txt"), &standard_table(&table))?;
    let strokes = strokes_table(&table, &stroke_counts(&sources), &backbone)?;
    write(&tables.join("strokes.txt"), &strokes)?;
    write(&tables.join("readings.txt"), &readings_table(&readings)?)
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

fn unpack(path: &Path) -> Result<String, String> {
    output(Command::new("bunzip2").arg("--stdout").arg(path))
}

fn output(command: &mut Command) -> Result<String, String> {
    let done = command
        .output()
        .map_err(|error| format!("{command:?}: {error}"))?;
    if !done.status.success() {
        return Err(format!(
            "{command:?}: {}",
            String::from_utf8_lossy(&done.stderr)
        ));
    }
    String::from_utf8(done.stdout).map_err(|error| format!("{command:?}: {error}"))
}

/// `U+XXXX<tab>property<tab>value` lines of one property.
fn property<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = (char, &'a str)> + 'a {
    text.lines().filter_map(move |line| {
        let mut columns = line.split('\t');
        let code = columns.next()?.strip_prefix("U+")?;
        if columns.next()? != name {
            return None;
        }
        let code = u32::from_str_radix(code, 16).ok()?;
        Some((char::from_u32(code)?, columns.next()?))
    })
}

/// The 8,105 characters in the order of the 通用规范汉字表; `kTGH` is `2013:PLACE`.
fn table_places(mappings: &str) -> Result<Vec<char>, String> {
    let places: BTreeMap<u32, char> = property(mappings, "kTGH")
        .filter_map(|(ch, value)| Some((value.strip_prefix("2013:")?.parse().ok()?, ch)))
        .collect();
    let whole = places.len() == 8105 && places.keys().copied().eq(1..=8105);
    if !whole {
        return Err(format!(
            "kTGH: 8105 places expected, {} found",
            places.len()
        ));
    }
    Ok(places.into_values().collect())
}

/// One line for each level of the 通用规范汉字表.
fn standard_table(table: &[char]) -> String {
    let mut text = String::from(
        "# Made by `cargo xtask data`; sources and licences: README.md beside this file.\n",
    );
    let mut start = 0;
    for end in LEVEL_ENDS.map(|end| end as usize) {
        text.extend(&table[start..end]);
        text.push('\n');
        start = end;
    }
    text
}

/// Strokes of the mainland form (the first value where two are given).
fn stroke_counts(sources: &str) -> HashMap<char, u8> {
    property(sources, "kTotalStrokes")
        .filter_map(|(ch, value)| Some((ch, value.split(' ').next()?.parse().ok()?)))
        .collect()
}

/// The characters of `cn-sort` in their stroke order.
fn stroke_order(work: &Path) -> Result<Vec<char>, String> {
    fs::create_dir_all(work).map_err(|error| format!("{}: {error}", work.display()))?;
    output(
        Command::new("pip")
            .args([
                "download",
                "--quiet",
                "--no-deps",
                "--only-binary",
                ":all:",
                "--dest",
            ])
            .arg(work)
            .arg(STROKE_ORDER_PACKAGE),
    )?;
    let wheel = fs::read_dir(work)
        .map_err(|error| format!("{}: {error}", work.display()))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| path.ends_with(STROKE_ORDER_WHEEL))
        .ok_or("no wheel of cn-sort was downloaded")?;
    let json = output(
        Command::new("unzip")
            .arg("-p")
            .arg(wheel)
            .arg(STROKE_ORDER_FILE),
    )?;
    let mut order = BTreeMap::new();
    for entry in json.split("\"stroke_increment_level\":").skip(1) {
        let (level, rest) = entry
            .split_once(',')
            .ok_or("all_word.json: entry cut short")?;
        let level: u32 = level
            .parse()
            .map_err(|error| format!("all_word.json: {error}"))?;
        let ch = rest
            .strip_prefix("\"chinese\":\"")
            .and_then(|rest| rest.chars().next());
        match ch {
            Some(ch) if !ch.is_ascii() => order.insert(level, ch),
            _ => continue,
        };
    }
    Ok(order.into_values().collect())
}

/// Place of a character while the orders are merged: position in the backbone, on which side of
/// the character standing there, place in the 通用规范汉字表 (0 outside of it).
type Anchor = (usize, i8, usize);

fn strokes_table(
    table: &[char],
    counts: &HashMap<char, u8>,
    backbone: &[char],
) -> Result<String, String> {
    let official: BTreeSet<char> = table.iter().copied().collect();
    let position: HashMap<char, usize> = backbone
        .iter()
        .enumerate()
        .map(|(index, &ch)| (ch, index))
        .collect();
    let mut counts = counts.clone();
    let mut anchors: Vec<(Anchor, char)> = Vec::new();
    let mut start = 0;
    for end in LEVEL_ENDS {
        let end = end as usize;
        let level = &table[start..end];
        repair_counts(level, &mut counts)?;
        anchor_level(level, start, &counts, &position, &mut anchors);
        start = end;
    }
    for (&ch, &index) in &position {
        if !official.contains(&ch) && counts.contains_key(&ch) {
            anchors.push(((index, 0, 0), ch));
        }
    }
    anchors.sort_unstable();
    let merged: Vec<char> = anchors.into_iter().map(|(_, ch)| ch).collect();

    // Whoever stands among characters of another stroke count is taken out; the official
    // characters never are, because their counts follow the table.
    let values: Vec<Option<usize>> = merged
        .iter()
        .map(|ch| counts.get(ch).map(|&count| usize::from(count)))
        .collect();
    let kept = rising(&values);
    let mut ordered: BTreeMap<u8, Vec<char>> = BTreeMap::new();
    let mut placed = BTreeSet::new();
    for (index, &ch) in merged.iter().enumerate() {
        if official.contains(&ch) || kept[index] {
            ordered.entry(counts[&ch]).or_default().push(ch);
            placed.insert(ch);
        }
    }
    let mut counted: BTreeMap<u8, BTreeSet<char>> = BTreeMap::new();
    for (&ch, &count) in &counts {
        if !placed.contains(&ch) {
            counted.entry(count).or_default().insert(ch);
        }
    }
    let mut text = String::from(
        "# Made by `cargo xtask data`; sources and licences: README.md beside this file.\n\
         # strokes <tab> characters in stroke order <tab> characters of which only the number of\n\
         # strokes is known, by code point\n",
    );
    let all: BTreeSet<u8> = ordered.keys().chain(counted.keys()).copied().collect();
    for count in all {
        let exact: String = ordered
            .remove(&count)
            .unwrap_or_default()
            .into_iter()
            .collect();
        let rough: String = counted
            .remove(&count)
            .unwrap_or_default()
            .into_iter()
            .collect();
        text.push_str(&format!("{count}\t{exact}\t{rough}\n"));
    }
    Ok(text)
}

/// Makes the counts of one level rise with its places: Unihan counts some rare characters in
/// their Taiwanese or dictionary form.
fn repair_counts(level: &[char], counts: &mut HashMap<char, u8>) -> Result<(), String> {
    let values: Vec<Option<usize>> = level
        .iter()
        .map(|ch| counts.get(ch).map(|&count| usize::from(count)))
        .collect();
    let kept = rising(&values);
    let mut last = *counts
        .get(&level[0])
        .ok_or("kTotalStrokes: first character has none")?;
    for (ch, kept) in level.iter().zip(kept) {
        if kept {
            last = counts[ch];
        }
        counts.insert(*ch, last);
    }
    Ok(())
}

/// Gives each character of a level its place: the backbone's where that agrees with the table,
/// else beside its neighbour of the same stroke count.
fn anchor_level(
    level: &[char],
    start: usize,
    counts: &HashMap<char, u8>,
    position: &HashMap<char, usize>,
    anchors: &mut Vec<(Anchor, char)>,
) {
    let values: Vec<Option<usize>> = level.iter().map(|ch| position.get(ch).copied()).collect();
    let kept = rising(&values);
    let mut before: Option<(usize, char)> = None;
    let mut leaning_forward = false;
    for (index, &ch) in level.iter().enumerate() {
        let place = start + index + 1;
        if let (true, Some(at)) = (kept[index], values[index]) {
            anchors.push(((at, 0, place), ch));
            before = Some((at, ch));
            leaning_forward = false;
            continue;
        }
        let next = (index + 1..level.len())
            .find_map(|later| kept[later].then(|| values[later].map(|at| (at, level[later])))?);
        let same_as_before = before.is_some_and(|(_, other)| counts[&other] == counts[&ch]);
        leaning_forward |= !same_as_before && next.is_some();
        let anchor = match (leaning_forward, next, before) {
            (true, Some((at, _)), _) => (at, -1, place),
            (_, _, Some((at, _))) => (at, 1, place),
            _ => (0, -1, place),
        };
        anchors.push((anchor, ch));
    }
}

/// Marks a longest non-falling subsequence; `None` is never part of it.
fn rising(values: &[Option<usize>]) -> Vec<bool> {
    let mut tails: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = vec![None; values.len()];
    for (index, value) in values.iter().enumerate() {
        let Some(value) = value else { continue };
        let at = tails.partition_point(|&tail| values[tail].is_some_and(|tail| tail <= *value));
        previous[index] = at.checked_sub(1).map(|below| tails[below]);
        if at == tails.len() {
            tails.push(index);
        } else {
            tails[at] = index;
        }
    }
    let mut kept = vec![false; values.len()];
    let mut step = tails.last().copied();
    while let Some(index) = step {
        kept[index] = true;
        step = previous[index];
    }
    kept
}

/// Syllable and tone → characters read so first of all, characters read so as well.
fn readings_table(readings: &str) -> Result<String, String> {
    let mut of: BTreeMap<char, Vec<String>> = BTreeMap::new();
    let mut add = |ch: char, reading: &str| -> Result<(), String> {
        let plain = plain_syllable(reading).ok_or(format!("reading of {ch}: {reading}"))?;
        let list = of.entry(ch).or_default();
        if !list.contains(&plain) {
            list.push(plain);
        }
        Ok(())
    };
    for (ch, value) in property(readings, "kMandarin") {
        add(ch, value.split(' ').next().unwrap_or(value))?;
    }
    // `PAGE.ENTRY:reading,reading PAGE.ENTRY:reading`, from the 通用规范汉字字典.
    for (ch, value) in property(readings, "kTGHZ2013") {
        for reading in value
            .split(' ')
            .filter_map(|entry| Some(entry.split_once(':')?.1))
        {
            for reading in reading.split(',') {
                add(ch, reading)?;
            }
        }
    }
    let mut lines: BTreeMap<String, (String, String)> = BTreeMap::new();
    for (ch, list) in of {
        for (index, reading) in list.into_iter().enumerate() {
            let line = lines.entry(reading).or_default();
            if index == 0 {
                line.0.push(ch)
            } else {
                line.1.push(ch)
            }
        }
    }
    let mut text = String::from(
        "# Made by `cargo xtask data`; sources and licences: README.md beside this file.\n\
         # syllable and tone (5: neutral) <tab> characters whose usual reading it is <tab>\n\
         # characters that are read so as well\n",
    );
    for (syllable, (usual, other)) in lines {
        text.push_str(&format!("{syllable}\t{usual}\t{other}\n"));
    }
    Ok(text)
}

/// `lǜ` → `lv4`; `None` for anything that is not one syllable.
fn plain_syllable(reading: &str) -> Option<String> {
    const MARKS: &str = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ";
    const BASES: &str = "aeiouv";
    let mut plain = String::new();
    let mut tone = 5;
    for ch in reading.chars() {
        if let Some(at) = MARKS.chars().position(|mark| mark == ch) {
            plain.push(BASES.chars().nth(at / 4)?);
            tone = at % 4 + 1;
            continue;
        }
        match ch {
            'ü' => plain.push('v'),
            'ê' | 'ế' | 'ề' => plain.push('e'),
            'ḿ' => plain.push('m'),
            'ń' | 'ň' | 'ǹ' => plain.push('n'),
            '\u{300}' | '\u{301}' | '\u{304}' | '\u{30c}' => {
                tone = match ch {
                    '\u{304}' => 1,
                    '\u{301}' => 2,
                    '\u{30c}' => 3,
                    _ => 4,
                };
            }
            'a'..='z' => plain.push(ch),
            _ => return None,
        }
        tone = match ch {
            'ế' | 'ḿ' | 'ń' => 2,
            'ň' => 3,
            'ề' | 'ǹ' => 4,
            _ => tone,
        };
    }
    (!plain.is_empty()).then(|| format!("{plain}{tone}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_loses_its_mark_and_keeps_its_tone() {
        assert_eq!(
            plain_syllable("lǜ").as_deref(),
            Some("lv4"),
            "ü is typed as v"
        );
        assert_eq!(
            plain_syllable("zhāng").as_deref(),
            Some("zhang1"),
            "tone follows"
        );
        assert_eq!(
            plain_syllable("de").as_deref(),
            Some("de5"),
            "no mark is the neutral tone"
        );
        assert_eq!(plain_syllable("1"), None, "a number is not a reading");
    }

    #[test]
    fn the_longest_rising_run_leaves_out_the_stray() {
        let values = [Some(1), Some(9), Some(2), None, Some(3)];
        assert_eq!(
            rising(&values),
            [true, false, true, false, true],
            "9 stands in the way"
        );
    }
}
