//! What a step may look at beside the record itself: the rows inside it, who is at the keyboard, which day it is.

use std::sync::Arc;

use domain::calendar::Today;
use domain::record::{RecordId, RecordType, Row};
use domain::workflow::{Others, RowsInside, STEP, Situation};

use crate::periods::today;
use crate::session::App;
use crate::wire::UserError;

/// What stands around a record while its steps are looked at.
pub(super) struct Surroundings {
    inside: RowsInside,
    /// The name of the person at the keyboard; empty where nobody said it.
    pub(super) user: String,
    today: Today,
}

impl Surroundings {
    pub(super) fn of(app: &mut App, kind: &RecordType, id: RecordId) -> Result<Self, UserError> {
        Ok(Self {
            inside: rows_inside(app, kind, id)?,
            user: at_the_keyboard(app)?,
            today: today(app)?,
        })
    }

    /// A row more inside the record, as a step before leaves it.
    pub(super) fn add(&mut self, kind: &Arc<RecordType>, row: Row) {
        self.inside.add(Arc::clone(kind), vec![row]);
    }

    /// The record among them, as guards, warnings and checks of a step see it.
    pub(super) fn situation<'a>(
        &'a self,
        kind: &'a RecordType,
        row: &'a Row,
        others: &'a Others,
    ) -> Situation<'a> {
        Situation {
            kind,
            row,
            inside: &self.inside,
            others,
            user: &self.user,
            today: self.today.date,
            almanac: &self.today.almanac,
            rules: &self.today.rules,
        }
    }
}

/// The name of the person at the keyboard.
fn at_the_keyboard(app: &mut App) -> Result<String, UserError> {
    let user = app.user()?;
    let kind = app.ledger()?.registry().get(domain::office::USER).cloned();
    let user = user.zip(kind);
    Ok(user.map_or_else(String::new, |(row, kind)| kind.name_of(&row)))
}

/// The live rows inside a record: of types that belong to its own, and of those its steps write.
fn rows_inside(app: &mut App, kind: &RecordType, id: RecordId) -> Result<RowsInside, UserError> {
    let ledger = app.ledger()?;
    let mut inside = RowsInside::default();
    let written = |child: &RecordType| {
        kind.workflow.as_ref().is_some_and(|it| {
            let mut steps = it.steps.iter();
            steps.any(|step| step.inside.as_ref() == Some(&child.key))
        })
    };
    for child in ledger.registry().iter() {
        let belongs = child
            .parent
            .as_ref()
            .is_some_and(|it| it.kind.as_ref() == Some(&kind.key));
        if belongs || written(child) || child.key == *STEP {
            let rows = ledger.read().children(child, id)?;
            inside.add(Arc::clone(child), rows);
        }
    }
    Ok(inside)
}
