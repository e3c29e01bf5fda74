//! 为民办实事、帮扶、化解矛盾、信访代办、招商, and trainings organised by others.

use domain::record::{RecordType, Row};
use domain::service::{DISPUTE, GOOD_WORK, INVESTMENT, PROXY, SMALL_WORK, TRAINING};

use crate::dossiers::gathering::{Gathered, Gathering, date_words};
use crate::wire::UserError;

/// Records of a kind, whose cells behind the day these are.
fn lines_of(
    from: &Gathering<'_>,
    kind: &str,
    dated_by: &str,
    lines: &mut Vec<Gathered>,
    cells: impl Fn(&RecordType, &Row) -> Vec<String>,
) -> Result<(), UserError> {
    from.each(kind, dated_by, &["deputies"], |kind, row, on, deputies| {
        for deputy in deputies {
            let mut all = vec![on.map(date_words).unwrap_or_default()];
            all.extend(cells(kind, &row));
            lines.push(Gathered {
                deputy,
                on,
                cells: all,
                kind: kind.clone(),
                row: row.clone(),
                counts: true,
                people: 0,
            });
        }
    })
}

/// 受益 30 人，5,000.00 元: what is known of it.
fn worth(parts: &[(&str, String, &str)]) -> String {
    let known = parts.iter().filter(|it| !it.1.is_empty());
    let words: Vec<String> = known
        .map(|(before, value, unit)| format!("{before}{value}{unit}"))
        .collect();
    words.join("，")
}

pub(crate) fn trainings(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    lines_of(from, TRAINING, "held_on", lines, |kind, row| {
        ["title", "class_hours", "organiser", "way"]
            .map(|it| from.text(kind, row, it))
            .to_vec()
    })
}

pub(crate) fn good_works(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    lines_of(from, GOOD_WORK, "done_on", lines, |kind, row| {
        let text = |key: &str| from.text(kind, row, key);
        let sort = text("sort");
        vec![
            if sort.is_empty() {
                "为民办实事".into()
            } else {
                sort
            },
            text("title"),
            worth(&[
                ("", text("helped"), ""),
                ("受益", text("people"), "人"),
                ("", text("money"), "元"),
                ("", text("goods"), ""),
            ]),
            text("result"),
        ]
    })
}

pub(crate) fn small_works(
    from: &Gathering<'_>,
    lines: &mut Vec<Gathered>,
) -> Result<(), UserError> {
    lines_of(from, SMALL_WORK, "proposed_on", lines, |kind, row| {
        let text = |key: &str| from.text(kind, row, key);
        vec![
            "微实事".into(),
            text("title"),
            worth(&[
                ("受益", text("households"), "户"),
                ("共", text("total"), "元"),
            ]),
            from.first(kind, row, &["state", "result"]),
        ]
    })
}

pub(crate) fn disputes(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    lines_of(from, DISPUTE, "received_on", lines, |kind, row| {
        let text = |key: &str| from.text(kind, row, key);
        vec![
            "化解矛盾".into(),
            from.first(kind, row, &["content", "parties"]),
            worth(&[("涉及", text("people"), "人"), ("", text("money"), "元")]),
            text("state"),
        ]
    })
}

pub(crate) fn proxies(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    lines_of(from, PROXY, "received_on", lines, |kind, row| {
        vec![
            "信访代办".into(),
            from.text(kind, row, "demand"),
            from.text(kind, row, "organ"),
            from.first(kind, row, &["state", "result"]),
        ]
    })
}

pub(crate) fn investments(
    from: &Gathering<'_>,
    lines: &mut Vec<Gathered>,
) -> Result<(), UserError> {
    lines_of(from, INVESTMENT, "signed_on", lines, |kind, row| {
        let text = |key: &str| from.text(kind, row, key);
        vec![
            "招商".into(),
            text("title"),
            worth(&[
                ("计划", text("planned"), "元"),
                ("到位", text("actual"), "元"),
            ]),
            text("state"),
        ]
    })
}
