//! The rules in force, for the settings and for help that speaks of their figures.

use domain::office::Office;
use domain::rules::{RuleKey, preset_notes};

use crate::periods::rules;
use crate::session::App;
use crate::wire::{Nothing, RuleLine, RulesInForce, UserError};

pub(crate) fn rules_in_force(app: &mut App, _: Nothing) -> Result<RulesInForce, UserError> {
    let today = app.today();
    let preset = app.office_text(Office::PERIODS)?;
    let rules = rules(app)?;
    let rules = RuleKey::ALL
        .iter()
        .filter_map(|key| {
            let rule = rules.on(*key, today)?;
            Some(RuleLine {
                key: key.key().into(),
                title: key.title().into(),
                kind: key.kind().word().into(),
                written: rule.written(*key),
                basis: rule.cited(),
                region: rule.region.clone(),
                binding: rule.binding,
                from: rule.from.to_string(),
            })
        })
        .collect();
    Ok(RulesInForce {
        note: preset_notes(&preset),
        rules,
    })
}
