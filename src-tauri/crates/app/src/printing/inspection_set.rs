//! 迎检材料: cover, contents and every book, manual and archive of a year, printed with the forms
//! there are. Nothing is written until all of it is printed, so that a set that was stopped leaves
//! no half behind.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};

use domain::station::STATION;
use store::query::ListQuery;

use crate::inspection::Scope;
use crate::papers::volume::Place;
use crate::printing::catalogue;
use crate::printing::commands::printed;
use crate::printing::form::{Offer, Take};
use crate::printing::inspection_cover::{self, Volume};
use crate::printing::people::{deputies_in_office, deputy_kind};
use crate::printing::registers;
use crate::session::App;
use crate::wire::{
    ErrorCode, FileRef, InspectionPapers, InspectionSet, PrintRequest, SetFile, UserError,
};
use crate::work::Underway;

/// The forms of the set, with their places, in their order.
fn forms(app: &mut App) -> Result<Vec<(Place, Offer)>, UserError> {
    let offers = catalogue::offers(app)?.into_iter();
    let mut all: Vec<(Place, Offer)> = offers
        .filter_map(|offer| Some((offer.place?, offer)))
        .collect();
    all.sort_by_key(|(place, _)| *place);
    Ok(all)
}

/// One printed volume.
struct Bound {
    file: SetFile,
    pdf: Vec<u8>,
}

pub(crate) fn inspection(
    app: &mut App,
    request: InspectionSet,
) -> Result<InspectionPapers, UserError> {
    let scope = Scope::of(app, request.year, request.station.as_deref())?;
    let work = app.work();
    let underway = work.begin("打印迎检材料");
    let mut stations = vec![scope.station.as_ref().map(|(_, name)| name.clone())];
    if request.each_station && scope.station.is_none() {
        let rows = app.ledger()?.read().list(STATION, &ListQuery::all())?.rows;
        let kind = app.ledger()?.registry().get(STATION).cloned();
        stations.extend(
            rows.iter()
                .filter_map(|row| Some(Some(kind.as_ref()?.name_of(row)))),
        );
    }
    let forms = forms(app)?;
    let total = stations.len() * forms.len();
    let mut bound = Vec::new();
    let mut missing = BTreeSet::new();
    let mut taken = BTreeSet::new();
    for (at, station) in stations.iter().enumerate() {
        // Stations of one name are two folders all the same.
        let folder = station
            .as_deref()
            .filter(|_| at > 0)
            .map(|it| distinct(&mut taken, it));
        let mut course = Course {
            underway: &underway,
            done: at * forms.len(),
            total,
        };
        let station = station.as_deref();
        let set = one_set(app, &scope, station, &forms, &mut missing, &mut course)?;
        bound.extend(set.into_iter().map(|mut it| {
            if let Some(folder) = &folder {
                it.file.path = format!("{folder}/{}", it.file.path);
            }
            it
        }));
    }
    write(app, &request.out, bound, &underway).map(|(files, path)| InspectionPapers {
        pages: files.iter().map(|it| it.pages).sum(),
        files,
        missing: missing.into_iter().collect(),
        path,
    })
}

/// How far the set is, in volumes; within each of them the pages are told.
struct Course<'a> {
    underway: &'a Underway,
    done: usize,
    total: usize,
}

impl Course<'_> {
    fn next(&mut self, title: &str) -> Result<(), UserError> {
        self.done += 1;
        let word = format!("打印迎检材料 {}/{}：{title}", self.done, self.total);
        self.underway.word(&word);
        self.underway.step(0, 1)
    }
}

/// Cover, contents and volumes of one station or of all.
fn one_set(
    app: &mut App,
    scope: &Scope,
    station: Option<&str>,
    forms: &[(Place, Offer)],
    missing: &mut BTreeSet<String>,
    course: &mut Course<'_>,
) -> Result<Vec<Bound>, UserError> {
    let year = scope.judge.year;
    let mut bound: Vec<Bound> = Vec::new();
    let mut volumes = Vec::new();
    for (place, offer) in forms {
        course.next(&offer.title)?;
        if station.is_some() && !offer.takes(Take::Station) {
            continue;
        }
        let request = PrintRequest {
            form: offer.key.clone().into_owned(),
            station: station.map(String::from),
            year: offer.takes(Take::Year).then_some(year),
            ..PrintRequest::default()
        };
        let records = records_in(app, offer, &request)?;
        if records == Some(0) && !place.always {
            continue;
        }
        let paper = printed(app, &request, course.underway)?;
        missing.extend(paper.missing.iter().map(ToString::to_string));
        let pages = u32::try_from(paper.pages).unwrap_or(u32::MAX);
        let number = volumes.len() + 1;
        volumes.push(Volume {
            place: place.volume.word().into(),
            title: offer.title.clone().into_owned(),
            records,
            pages,
        });
        bound.push(Bound {
            file: SetFile {
                form: offer.key.clone().into_owned(),
                title: offer.title.clone().into_owned(),
                station: station.unwrap_or_default().into(),
                records: records.unwrap_or(0),
                pages,
                path: format!("{number:02} {}.pdf", plain(&offer.title)),
            },
            pdf: paper.pdf,
        });
    }
    let cover = inspection_cover::compose(app, year, station, &volumes)?;
    let paper = forms::print(&cover, crate::papers::fonts::fonts()?)?;
    bound.insert(
        0,
        Bound {
            file: SetFile {
                form: "cover".into(),
                title: "封面和目录".into(),
                station: station.unwrap_or_default().into(),
                records: 0,
                pages: u32::try_from(paper.pages).unwrap_or(u32::MAX),
                path: "00 封面和目录.pdf".into(),
            },
            pdf: paper.pdf,
        },
    );
    Ok(bound)
}

/// How many records a register's print holds; `None` for papers that are no list.
fn records_in(
    app: &mut App,
    offer: &Offer,
    request: &PrintRequest,
) -> Result<Option<u32>, UserError> {
    match offer.kind.as_ref().filter(|_| offer.is_book()) {
        Some(kind) => {
            let query = registers::query(app, kind, request)?;
            let count = app.ledger()?.read().count(kind.key.as_str(), &query)?;
            Ok(Some(u32::try_from(count).unwrap_or(u32::MAX)))
        }
        // One paper for each deputy in office, of the station where it is one's set.
        None if offer.takes(Take::Deputy) => {
            let kind = deputy_kind(app)?;
            let people = PrintRequest {
                year: None,
                ..request.clone()
            };
            let count = deputies_in_office(app, &kind, &people)?.len();
            Ok(Some(u32::try_from(count).unwrap_or(u32::MAX)))
        }
        None => Ok(None),
    }
}

/// Longest name made of a title, in characters: file systems take 255 bytes.
const LONGEST_NAME: usize = 60;

/// A title as the name of a file on any system.
fn plain(title: &str) -> String {
    let kept: String = title
        .chars()
        .map(|c| {
            if c.is_control() || r#"\/:*?"<>|"#.contains(c) {
                ' '
            } else {
                c
            }
        })
        .collect();
    // Windows drops dots and spaces at the end, and a name of dots alone is another folder.
    let kept: String = kept.trim().chars().take(LONGEST_NAME).collect();
    let kept = kept.trim_end_matches(['.', ' ']);
    if kept.is_empty() {
        "未命名".to_owned()
    } else if is_device(kept) {
        format!("{kept}_")
    } else {
        kept.to_owned()
    }
}

/// Names that Windows keeps for devices, with any ending.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let numbered = |word: &str| {
        stem.get(..3)
            .is_some_and(|it| it.eq_ignore_ascii_case(word))
            && stem.len() == 4
            && stem.ends_with(|it: char| it.is_ascii_digit())
    };
    ["CON", "PRN", "AUX", "NUL"]
        .iter()
        .any(|it| stem.eq_ignore_ascii_case(it))
        || numbered("COM")
        || numbered("LPT")
}

/// The folder of a title: two titles may differ only in what no file name can hold.
fn distinct(taken: &mut BTreeSet<String>, title: &str) -> String {
    let plain = plain(title);
    let mut name = plain.clone();
    let mut number = 2;
    while !taken.insert(name.to_lowercase()) {
        name = format!("{plain}（{number}）");
        number += 1;
    }
    name
}

/// Into the folder chosen, else into one zip file.
fn write(
    app: &App,
    out: &FileRef,
    bound: Vec<Bound>,
    underway: &Underway,
) -> Result<(Vec<SetFile>, String), UserError> {
    underway.word("写入迎检材料");
    let mut files = Vec::with_capacity(bound.len());
    if let Some(folder) = app.host.path(out) {
        for mut it in bound {
            it.file.path = app.host.write_inside(out, &it.file.path, &it.pdf)?;
            files.push(it.file);
        }
        return Ok((files, folder.display().to_string()));
    }
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // The papers are compressed already.
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for it in bound {
        zip.start_file(it.file.path.as_str(), options)
            .map_err(|error| cannot_pack(&error.to_string()))?;
        zip.write_all(&it.pdf)
            .map_err(|error| cannot_pack(&error.to_string()))?;
        files.push(it.file);
    }
    let packed = zip
        .finish()
        .map_err(|error| cannot_pack(&error.to_string()))?
        .into_inner();
    let path = app.host.write(out, &packed)?;
    Ok((files, path))
}

fn cannot_pack(reason: &str) -> UserError {
    UserError::new(
        ErrorCode::File,
        format!("打包迎检材料时出错（{reason}）"),
        "请重试；仍不成功时分开打印各本簿册",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_any_system_takes() {
        assert_eq!(
            plain("代表建议、批评和意见办理簿"),
            "代表建议、批评和意见办理簿"
        );
        assert_eq!(plain("a/b:c*d?.pdf."), "a b c d .pdf");
        for bad in ["", " ", ".", "..", "...", ". .", "/", "\\"] {
            assert_eq!(plain(bad), "未命名", "{bad:?} names no folder");
        }
        for device in ["con", "NUL", "com1", "LPT9.txt"] {
            assert_ne!(plain(device), device, "a device of Windows");
        }
        let mut taken = BTreeSet::new();
        let names = ["甲站", "a/b", "a b", "甲站"].map(|it| distinct(&mut taken, it));
        assert_eq!(
            names,
            ["甲站", "a b", "a b（2）", "甲站（2）"],
            "no folder is written twice"
        );
    }
}
