//! 待核实 and 待补: what an import could not take over, and what is still empty.

use domain::record::Shelf;
use domain::trace::FindingState;
use store::query::{Filter, ListQuery};

use crate::due::DueOn;
use crate::records::open_findings;
use crate::session::App;
use crate::wire::{DueItem, UserError};

/// One item for each register that has something open; it opens the register's list, narrowed to
/// those rows.
pub(super) fn due(app: &mut App, _: &DueOn, items: &mut Vec<DueItem>) -> Result<(), UserError> {
    let ledger = app.ledger()?;
    let mut findings = open_findings(ledger)?.into_keys().collect();
    for kind in ledger.registry().iter() {
        let Some(register) = kind
            .register
            .as_ref()
            .filter(|it| it.shelf != Shelf::Settings)
        else {
            continue;
        };
        let query = ListQuery {
            filters: vec![Filter::ToFill],
            ..ListQuery::all()
        };
        let to_fill = ledger.read().count(kind.key.as_str(), &query)?;
        let in_doubt = ledger.read().take_live(kind.key.as_str(), &mut findings)?;
        let title = match (in_doubt, to_fill) {
            (0, 0) => continue,
            (0, to_fill) => format!("{}：{to_fill} 条有空着的栏目", register.title),
            (in_doubt, 0) => format!("{}：{in_doubt} 条有待核实的内容", register.title),
            (in_doubt, to_fill) => format!(
                "{}：{in_doubt} 条有待核实的内容，{to_fill} 条有空着的栏目",
                register.title
            ),
        };
        let sort = if in_doubt > 0 {
            FindingState::Open.word()
        } else {
            "待补"
        };
        items.push(DueItem {
            register: register.key.clone(),
            unsettled: true,
            ..DueItem::note(sort, title)
        });
    }
    Ok(())
}
