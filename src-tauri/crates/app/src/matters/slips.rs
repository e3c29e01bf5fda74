//! 点单—定单—买单—验单: every matter by the part of its slip on which it stands.

use std::collections::BTreeSet;

use chrono::Datelike;
use domain::dates::PartialDate;
use domain::matter::{Matter, MatterStage, Slip, clock};
use domain::opinion::{OPINION, Opinion};
use domain::record::{Column, RecordType, Row};
use domain::station::{STATION, UNIT};
use domain::suggestion::{SUGGESTION, Suggestion};
use domain::workflow::Stage;
use store::query::ListQuery;

use crate::due::DueOn;
use crate::faults::not_found;
use crate::matters::pass_on::number_of;
use crate::naming::{Meaning, NameBook, Resolver};
use crate::session::App;
use crate::wire::{SlipCard, SlipPart, SlipParts, SlipRequest, UserError};

/// A matter as the slips are sorted: part, whether it is finished, its card.
struct Standing {
    slip: Slip,
    finished: bool,
    station: String,
    card: SlipCard,
}

/// Refuses a name that no record of a register bears.
fn is_known(app: &mut App, kind: &str, what: &str, name: &str) -> Result<(), UserError> {
    let ledger = app.ledger()?;
    let Some(kind) = ledger.registry().get(kind).cloned() else {
        return Ok(());
    };
    match Resolver::default().find(&ledger.read(), &kind, name)? {
        Meaning::Nobody => Err(not_found(what, name, "请核对名称")),
        Meaning::Record(_) | Meaning::Several(_) => Ok(()),
    }
}

pub(crate) fn slips(app: &mut App, request: SlipRequest) -> Result<SlipParts, UserError> {
    let year = request.year.unwrap_or_else(|| app.today().year());
    let on = DueOn::of(app)?;
    let mut all = Vec::new();
    for key in [OPINION, SUGGESTION] {
        let ledger = app.ledger()?;
        let Some(kind) = ledger.registry().get(key).cloned() else {
            continue;
        };
        let book = NameBook::new(ledger.read());
        ledger.read().for_each(key, &ListQuery::all(), |row| {
            all.extend(standing(&kind, &row, &on, &book, year));
            Ok(())
        })?;
    }
    let names = |of: fn(&Standing) -> &String| {
        let names: BTreeSet<&String> = all.iter().map(of).filter(|it| !it.is_empty()).collect();
        names.into_iter().cloned().collect::<Vec<_>>()
    };
    let (stations, units) = (names(|it| &it.station), names(|it| &it.card.unit));
    let wishes = [
        (&request.station, &stations, STATION, "站点"),
        (&request.unit, &units, UNIT, "单位"),
    ];
    for (wish, names, kind, what) in wishes {
        let wish = wish.as_deref().map_or("", str::trim);
        if !wish.is_empty() && !names.iter().any(|it| it == wish) {
            is_known(app, kind, what, wish)?;
        }
    }
    let wanted = |wish: &Option<String>, has: &str| {
        let wish = wish.as_deref().map_or("", str::trim);
        wish.is_empty() || wish == has
    };
    all.retain(|it| wanted(&request.station, &it.station) && wanted(&request.unit, &it.card.unit));
    all.sort_by_key(|it| {
        let left = it.card.clock.as_ref().and_then(|clock| clock.days_left);
        (left.is_none(), left, it.card.received.clone())
    });
    let mut parts: Vec<SlipPart> = Slip::ALL
        .iter()
        .map(|slip| SlipPart {
            key: slip.key().into(),
            title: slip.word().into(),
            meaning: slip.meaning().into(),
            cards: Vec::new(),
            late: 0,
            finished: 0,
        })
        .collect();
    for it in all {
        let Some(part) = parts.iter_mut().find(|part| part.key == it.slip.key()) else {
            continue;
        };
        if it.finished {
            part.finished += 1;
            continue;
        }
        if it.card.clock.as_ref().is_some_and(|it| it.level == "red") {
            part.late += 1;
        }
        part.cards.push(it.card);
    }
    Ok(SlipParts {
        year,
        parts,
        stations,
        units,
    })
}

/// Where a matter stands; `None` for what left the way, and for what was finished in other years.
fn standing(
    kind: &RecordType,
    row: &Row,
    on: &DueOn,
    book: &NameBook<'_>,
    year: i32,
) -> Option<Standing> {
    let workflow = kind.workflow.as_ref()?;
    let stage = MatterStage::of_word(workflow.state_of(kind, row))?;
    let slip = Slip::of(stage)?;
    let date = |column: Column<PartialDate>| row.read(kind, column);
    let received = date(Opinion::RECEIVED_ON).or_else(|| date(Suggestion::SUBMITTED_ON));
    let finished = stage.is_end();
    if finished
        && date(Matter::CLOSED_ON)
            .or(received)
            .map(|it| it.year_part())
            != Some(year)
    {
        return None;
    }
    let shown = |key: &str| {
        kind.field(key)
            .map(|field| book.shown(field, row.get(kind, key)))
            .unwrap_or_default()
    };
    let register = kind.register_key();
    let title = kind.name_of(row);
    let clock = clock(kind, row, &on.rules, &on.almanac)
        .map(|it| on.item(register, row.id, title.clone(), it.waits_for, &it.deadline));
    Some(Standing {
        slip,
        finished,
        station: shown(Opinion::STATION.key()),
        card: SlipCard {
            register: register.into(),
            id: row.id.to_string(),
            number: number_of(kind, row),
            title,
            raised_by: [
                shown(Opinion::RAISED_BY.key()),
                shown(Suggestion::LEADER_DEPUTY.key()),
            ]
            .concat(),
            unit: shown(Matter::LEAD.key()),
            received: received.map(|it| it.to_string()).unwrap_or_default(),
            state: stage.word().into(),
            clock,
        },
    })
}
