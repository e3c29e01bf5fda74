//! Deputies short of electors, of contacts, of activity: one line each, opening the list of them.

use chrono::Datelike;
use domain::inspection::{FEW_ACTIVITIES, SELDOM, SHORT_OF_ELECTORS};

use crate::due::DueOn;
use crate::inspection::{Scope, short};
use crate::session::App;
use crate::wire::{DueItem, Target, UserError};

pub(super) fn due(app: &mut App, on: &DueOn, items: &mut Vec<DueItem>) -> Result<(), UserError> {
    let scope = Scope {
        judge: on.judge(on.today.year()),
        station: None,
    };
    let short = short(app, &scope)?;
    for (count, sort, title, book, objection) in [
        (
            short.of_electors,
            "联系选民",
            format!(
                "{} 名代表的固定联系选民不足 {} 名",
                short.of_electors, short.electors_wanted
            ),
            "electors",
            &SHORT_OF_ELECTORS,
        ),
        (
            short.seldom,
            "联系选民",
            format!("{} 名代表联系选民的次数不足", short.seldom),
            "electors",
            &SELDOM,
        ),
        (
            short.of_activities,
            "参加活动",
            format!(
                "{} 名代表本年参加活动少于 {} 次",
                short.of_activities, short.activities_wanted
            ),
            "dossiers",
            &FEW_ACTIVITIES,
        ),
    ] {
        if count == 0 {
            continue;
        }
        let mut item =
            DueItem::note(sort, title).leads_to(Target::Inspection { book: book.into() });
        let source = objection.source_by(&on.rules, on.today);
        item.remark = Some(format!("依据：{source}"));
        items.push(item);
    }
    Ok(())
}
