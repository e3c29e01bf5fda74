//! What a step may look at beside the record itself: the rows inside it, who is at the keyboard, which day it is.

use std::sync::Arc;

use domain::calendar::Today;
use domain::record::{KindKey, RecordId, RecordType, Row};
use domain::workflow::{Others, RowsInside, STEP, Situation};

use crate::periods::today;
use crate::records::deciding::may_not_decide;
use crate::session::App;
use crate::wire::UserError;

/// What stands around a record while its steps are looked at.
pub(super) struct Surroundings {
    inside: RowsInside,
    /// The name of the person at the keyboard; empty where nobody said it.
    pub(super) user: String,
    /// The same where that person is there to decide for the office; else empty.
    decider: String,
    /// Why the person at the keyboard may not decide for the office.
    pub(super) may_not_decide: Option<UserError>,
    today: Today,
}

impl Surroundings {
    pub(super) fn of(app: &mut App, kind: &RecordType, id: RecordId) -> Result<Self, UserError> {
        let user = app.user_name()?;
        Ok(Self {
            inside: rows_inside(app, kind, id)?,
            decider: match app.is_decider()? {
                true => user.clone(),
                false => String::new(),
            },
            user,
            may_not_decide: may_not_decide(app)?,
            today: today(app)?,
        })
    }

    /// A row inside the record as a step before leaves it, in place of the one it was.
    pub(super) fn add(&mut self, kind: &Arc<RecordType>, row: Row) {
        self.inside.put(kind, row);
    }

    /// The row inside of this type and id.
    pub(super) fn row(&self, kind: &RecordType, id: RecordId) -> Option<&Row> {
        let (_, rows) = self.inside.of(kind.key.as_str())?;
        rows.iter().find(|row| row.id == id)
    }

    /// As [`Self::row`], by the key of its type, which comes along.
    pub(super) fn inside_of(&self, kind: &KindKey, id: RecordId) -> Option<(&RecordType, &Row)> {
        let (kind, rows) = self.inside.of(kind.as_str())?;
        rows.iter().find(|row| row.id == id).map(|row| (kind, row))
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
            decider: &self.decider,
            today: self.today.date,
            almanac: &self.today.almanac,
            rules: &self.today.rules,
        }
    }
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
