//! The parts of an `.xlsx`, found by their relationships.
//!
//! Source: ECMA-376 part 2 (packages), part 1, 18.2 (workbook); part 4 and the strict names of
//! ISO/IEC 29500, which share the last part of every relationship's type.

use quick_xml::events::Event;

use crate::read::archive::Archive;
use crate::read::xml::{attribute, local};
use crate::read::{MAX_SHEETS, ReadFault, SheetInfo};

/// Bytes of a list of relationships, or of the workbook's own part.
const MAX_LIST: u64 = 16 << 20;
/// Relationships of one part that are looked at.
const MAX_RELATIONS: usize = 10_000;

/// What a workbook says of itself.
pub(super) struct Workbook {
    pub(super) sheets: Vec<Sheet>,
    pub(super) date_1904: bool,
    pub(super) shared_strings: Option<String>,
    pub(super) styles: Option<String>,
}

/// A sheet and where it lies.
pub(super) struct Sheet {
    pub(super) info: SheetInfo,
    pub(super) path: String,
}

/// Where a part points.
struct Relation {
    id: String,
    /// The last part of the type: `worksheet`, `styles`.
    kind: String,
    path: String,
}

impl Workbook {
    pub(super) fn read(archive: &mut Archive) -> Result<Self, ReadFault> {
        let path = workbook_path(archive)?;
        let relations = relations(archive, &path)?;
        let of_kind = |archive: &Archive, kind: &str, usual: &str| {
            let found = relations.iter().find(|relation| relation.kind == kind);
            found
                .map(|relation| relation.path.clone())
                .or_else(|| Some(usual.to_owned()))
                .filter(|path| archive.has(path))
        };
        let mut book = Self {
            sheets: Vec::new(),
            date_1904: false,
            shared_strings: of_kind(archive, "sharedStrings", "xl/sharedStrings.xml"),
            styles: of_kind(archive, "styles", "xl/styles.xml"),
        };
        let listed = list(archive, &path, &mut book.date_1904)?;
        let many = listed.len();
        if many > MAX_SHEETS {
            return Err(ReadFault::TooManySheets(many));
        }
        for (at, (info, id)) in listed.into_iter().enumerate() {
            let relation = relations
                .iter()
                .find(|relation| Some(&relation.id) == id.as_ref());
            let path = match relation {
                // Charts and dialogs hold no rows.
                Some(relation) if relation.kind != "worksheet" => continue,
                Some(relation) => relation.path.clone(),
                None => format!("xl/worksheets/sheet{}.xml", at + 1),
            };
            if archive.has(&path) {
                book.sheets.push(Sheet { info, path });
            }
        }
        if book.sheets.is_empty() && many > 0 {
            return Err(ReadFault::Damaged("工作表"));
        }
        Ok(book)
    }
}

fn workbook_path(archive: &mut Archive) -> Result<String, ReadFault> {
    let top = relations(archive, "")?;
    top.into_iter()
        .find(|relation| relation.kind == "officeDocument")
        .map(|relation| relation.path)
        .into_iter()
        .chain(["xl/workbook.xml".to_owned()])
        .find(|path| archive.has(path))
        .ok_or(ReadFault::Damaged("工作簿"))
}

/// The relationships of a part, which lie beside it; none where it has no list.
fn relations(archive: &mut Archive, part: &str) -> Result<Vec<Relation>, ReadFault> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let path = format!("{folder}/_rels/{name}.rels");
    if !archive.has(&path) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    let mut xml = archive.xml(&path, MAX_LIST, "压缩目录")?;
    loop {
        match xml.next()? {
            Event::Start(element) | Event::Empty(element) if local(&element) == "Relationship" => {
                let of = |name| attribute(&element, name);
                if of("TargetMode").as_deref() == Some("External") {
                    continue;
                }
                if let (Some(id), Some(kind), Some(target)) = (of("Id"), of("Type"), of("Target"))
                    && found.len() < MAX_RELATIONS
                {
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    let path = resolved(folder, &target);
                    found.push(Relation { id, kind, path });
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// A target as a path from the root of the package.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let (from, target) = match target.strip_prefix('/') {
        Some(absolute) => ("", absolute),
        None => (folder, target.as_str()),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in from.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The sheets that the workbook lists, with the ids of their relationships.
fn list(
    archive: &mut Archive,
    path: &str,
    date_1904: &mut bool,
) -> Result<Vec<(SheetInfo, Option<String>)>, ReadFault> {
    let mut sheets = Vec::new();
    let mut xml = archive.xml(path, MAX_LIST, "工作簿")?;
    loop {
        match xml.next()? {
            Event::Start(element) | Event::Empty(element) => match local(&element) {
                "workbookPr" => {
                    let value = attribute(&element, "date1904");
                    *date_1904 = matches!(value.as_deref(), Some("1" | "true" | "on"));
                }
                "sheet" => {
                    let state = attribute(&element, "state");
                    let info = SheetInfo {
                        name: attribute(&element, "name").unwrap_or_default(),
                        hidden: state.is_some_and(|state| state != "visible"),
                    };
                    // Its own `sheetId` has another local name.
                    sheets.push((info, attribute(&element, "id")));
                }
                _ => {}
            },
            Event::Eof => return Ok(sheets),
            _ => {}
        }
        if sheets.len() > MAX_SHEETS * 4 {
            return Err(ReadFault::TooManySheets(sheets.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_from_their_part() {
        for (folder, target, path) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/styles.xml", "xl/styles.xml"),
            ("xl", "../other/./a.xml", "other/a.xml"),
            ("xl", "worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("", "../../x", "x"),
        ] {
            assert_eq!(resolved(folder, target), path, "{target} from {folder}");
        }
    }
}
