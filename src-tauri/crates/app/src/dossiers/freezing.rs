//! What a frozen dossier said, and what the books say otherwise since.

use domain::dossier::Dossier;
use domain::record::{Column, RecordType, Row, Text};

use crate::wire::{DossierContent, DossierDifference, DossierLine};

/// A dossier as it was frozen.
pub(crate) struct Frozen {
    pub(crate) on: String,
    pub(crate) by: String,
    pub(crate) content: DossierContent,
}

/// `None` for a dossier that is not frozen.
pub(crate) fn frozen(kind: &RecordType, row: &Row) -> Option<Frozen> {
    let on = row.read(kind, Dossier::FROZEN_ON)?;
    let text = |column: Column<Text>| row.read(kind, column).unwrap_or_default();
    let content = serde_json::from_str(text(Dossier::CONTENT)).ok()?;
    Some(Frozen {
        on: on.to_string(),
        by: text(Dossier::FROZEN_BY).to_owned(),
        content,
    })
}

/// What the books say otherwise. Where a line stands is no difference: pages of a book that is not
/// signed yet may move.
pub(crate) fn differences(then: &DossierContent, now: &DossierContent) -> Vec<DossierDifference> {
    let mut all = Vec::new();
    let difference =
        |part: &str, sort: &str, was: String, now: String, line: &DossierLine| DossierDifference {
            part: part.into(),
            sort: sort.into(),
            was,
            now,
            register: line.register.clone(),
            id: line.id.clone(),
        };
    for old in &then.facts {
        let new = now.facts.iter().find(|it| it.key == old.key);
        if let Some(new) = new.filter(|it| it.value != old.value) {
            let say = |value: &str| format!("{}：{value}", old.label);
            let none = DossierLine::default();
            all.push(difference(
                "基本情况",
                "改动",
                say(&old.value),
                say(&new.value),
                &none,
            ));
        }
    }
    for part in &now.parts {
        let before = then.parts.iter().find(|it| it.key == part.key);
        let before = before.map_or(&[][..], |it| &it.lines);
        let same = |a: &DossierLine, b: &DossierLine| a.register == b.register && a.id == b.id;
        for line in &part.lines {
            match before.iter().find(|it| same(it, line)) {
                None => all.push(difference(
                    &part.title,
                    "新增",
                    String::new(),
                    said(line),
                    line,
                )),
                Some(old) if old.cells != line.cells => {
                    all.push(difference(&part.title, "改动", said(old), said(line), line));
                }
                Some(_) => {}
            }
        }
        for old in before {
            if !part.lines.iter().any(|it| same(it, old)) {
                all.push(difference(
                    &part.title,
                    "减少",
                    said(old),
                    String::new(),
                    old,
                ));
            }
        }
    }
    all
}

/// A line in one sentence.
fn said(line: &DossierLine) -> String {
    let filled = line.cells.iter().filter(|it| !it.is_empty());
    filled.cloned().collect::<Vec<_>>().join("，")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::DossierPart;

    fn content(cells: &[(&str, &str)]) -> DossierContent {
        let lines = cells
            .iter()
            .map(|(id, text)| DossierLine {
                id: (*id).into(),
                cells: vec![(*text).into()],
                place: format!("见簿一第{}页", text.len()),
                ..DossierLine::default()
            })
            .collect();
        DossierContent {
            parts: vec![DossierPart {
                key: "contact".into(),
                lines,
                ..DossierPart::default()
            }],
            ..DossierContent::default()
        }
    }

    #[test]
    fn new_gone_and_changed_lines_are_told_and_pages_are_not() {
        let then = content(&[("a", "修路"), ("b", "通水"), ("c", "路灯")]);
        let mut now = content(&[("a", "修路"), ("c", "路灯和桥"), ("d", "校车")]);
        now.parts[0].lines[0].place = "见簿一第9页".into();
        let told: Vec<(String, String)> = differences(&then, &now)
            .into_iter()
            .map(|it| (it.sort, it.was + &it.now))
            .collect();
        let expected = [("改动", "路灯路灯和桥"), ("新增", "校车"), ("减少", "通水")];
        assert_eq!(
            told,
            expected.map(|(a, b)| (a.to_owned(), b.to_owned())),
            "the page of 修路 is no difference"
        );
    }
}
