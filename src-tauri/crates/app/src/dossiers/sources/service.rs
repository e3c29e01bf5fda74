//! 为民办实事、帮扶、化解矛盾、信访代办、招商, and trainings organised by others.

use domain::opinion::OpinionSort;
use domain::record::{RecordType, Row};
use domain::service::{
    DISPUTE, Dispute, GOOD_WORK, GoodWork, INVESTMENT, Investment, PROXY, Proxy, SMALL_WORK,
    SmallWork, TRAINING, Training,
};

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
    from.each(
        kind,
        dated_by,
        &[Training::DEPUTIES.key()],
        |kind, row, on, deputies| {
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
        },
    )
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
    lines_of(
        from,
        TRAINING,
        Training::HELD_ON.key(),
        lines,
        |kind, row| {
            [
                Training::TITLE.key(),
                Training::CLASS_HOURS.key(),
                Training::ORGANISER.key(),
                Training::WAY.key(),
            ]
            .map(|it| from.by_key(kind, row, it))
            .to_vec()
        },
    )
}

pub(crate) fn good_works(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    lines_of(
        from,
        GOOD_WORK,
        GoodWork::DONE_ON.key(),
        lines,
        |kind, row| {
            let text = |key: &str| from.by_key(kind, row, key);
            let sort = text(GoodWork::SORT.key());
            vec![
                if sort.is_empty() {
                    "为民办实事".into()
                } else {
                    sort
                },
                text(GoodWork::TITLE.key()),
                worth(&[
                    ("", text(GoodWork::HELPED.key()), ""),
                    ("受益", text(GoodWork::PEOPLE.key()), "人"),
                    ("", text(GoodWork::MONEY.key()), "元"),
                    ("", text(GoodWork::GOODS.key()), ""),
                ]),
                text(GoodWork::RESULT.key()),
            ]
        },
    )
}

pub(crate) fn small_works(
    from: &Gathering<'_>,
    lines: &mut Vec<Gathered>,
) -> Result<(), UserError> {
    lines_of(
        from,
        SMALL_WORK,
        SmallWork::PROPOSED_ON.key(),
        lines,
        |kind, row| {
            let text = |key: &str| from.by_key(kind, row, key);
            vec![
                "微实事".into(),
                text(SmallWork::TITLE.key()),
                worth(&[
                    ("受益", text(SmallWork::HOUSEHOLDS.key()), "户"),
                    ("共", text(SmallWork::TOTAL.key()), "元"),
                ]),
                from.first(
                    kind,
                    row,
                    &[SmallWork::STATE.key(), SmallWork::RESULT.key()],
                ),
            ]
        },
    )
}

pub(crate) fn disputes(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    lines_of(
        from,
        DISPUTE,
        Dispute::RECEIVED_ON.key(),
        lines,
        |kind, row| {
            let text = |key: &str| from.by_key(kind, row, key);
            vec![
                "化解矛盾".into(),
                from.first(kind, row, &[Dispute::CONTENT.key(), Dispute::PARTIES.key()]),
                worth(&[
                    ("涉及", text(Dispute::PEOPLE.key()), "人"),
                    ("", text(Dispute::MONEY.key()), "元"),
                ]),
                text(Dispute::STATE.key()),
            ]
        },
    )
}

pub(crate) fn proxies(from: &Gathering<'_>, lines: &mut Vec<Gathered>) -> Result<(), UserError> {
    lines_of(from, PROXY, Proxy::RECEIVED_ON.key(), lines, |kind, row| {
        vec![
            OpinionSort::Proxy.word().into(),
            from.text(kind, row, Proxy::DEMAND),
            from.text(kind, row, Proxy::ORGAN),
            from.first(kind, row, &[Proxy::STATE.key(), Proxy::RESULT.key()]),
        ]
    })
}

pub(crate) fn investments(
    from: &Gathering<'_>,
    lines: &mut Vec<Gathered>,
) -> Result<(), UserError> {
    lines_of(
        from,
        INVESTMENT,
        Investment::SIGNED_ON.key(),
        lines,
        |kind, row| {
            let text = |key: &str| from.by_key(kind, row, key);
            vec![
                "招商".into(),
                text(Investment::TITLE.key()),
                worth(&[
                    ("计划", text(Investment::PLANNED.key()), "元"),
                    ("到位", text(Investment::ACTUAL.key()), "元"),
                ]),
                text(Investment::STATE.key()),
            ]
        },
    )
}
