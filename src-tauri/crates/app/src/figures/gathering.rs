//! Facts out of the registers: only the columns that figures look at, one record after the other.

use domain::activity::{ATTENDANCE, Attendance, AttendanceState, is_present};
use domain::calendar::Today;
use domain::figures::{
    About, Beside, Cells, Fact, Sittings, VISIT_FIELDS, inside_sources, sources,
};
use domain::meeting::{CONGRESS, Congress};
use domain::opinion::OPINION;
use domain::reception::{DAY, ReceptionDay, VISITOR, Visitor};
use domain::record::{Item, RecordId, Value};
use domain::suggestion::SUGGESTION;
use store::query::{ListQuery, Reader};

use crate::figures::Scope;
use crate::session::App;
use crate::wire::UserError;

/// Hands every fact within the scope over to `each`; sorts that nobody wants are not read.
pub(super) fn gather(
    app: &mut App,
    scope: &Scope,
    wants: impl Fn(About) -> bool,
    mut each: impl FnMut(&Fact),
) -> Result<(), UserError> {
    let today = crate::periods::today(app)?;
    let level = app.level()?;
    let ledger = app.ledger()?;
    let reader = ledger.read();
    let known = |kind: &str| ledger.registry().get(kind).is_some();
    let beside = beside(&reader, &wants, level, &today)?;
    for source in sources() {
        let other = scope.matters.is_some_and(|it| it != source.kind);
        let matters = matches!(source.kind, OPINION | SUGGESTION);
        if !wants(source.about) || (matters && other) || !known(source.kind) {
            continue;
        }
        let Some(filters) = scope.filters(source.date, source.station) else {
            continue;
        };
        let query = ListQuery {
            filters,
            today: Some(today.clone()),
            ..ListQuery::all()
        };
        reader.columns(source.kind, &query, source.fields, |id, values| {
            let cells = Cells {
                fields: source.fields,
                values,
            };
            let fact = (source.read)(id, &cells, &beside);
            // A vote's day is its congress's.
            let dated = source.date.is_some() || source.about == About::Bodies;
            if let Some(fact) = fact.filter(|it| dated || scope.covers(it.on)) {
                each(&fact);
            }
        })?;
    }
    if (wants(About::Visits) || wants(About::Sittings)) && known(VISITOR) && known(DAY) {
        receptions(&reader, scope, &wants, &mut each)?;
    }
    Ok(())
}

fn receptions(
    reader: &Reader<'_>,
    scope: &Scope,
    wants: &impl Fn(About) -> bool,
    each: &mut impl FnMut(&Fact),
) -> Result<(), UserError> {
    let mut sittings = Sittings::default();
    let query = |date| {
        scope
            .filters(Some(date), Some(Visitor::STATION.key()))
            .map(|filters| ListQuery {
                filters,
                ..ListQuery::all()
            })
    };
    if let (true, Some(query)) = (wants(About::Sittings), query(ReceptionDay::HELD_ON.key())) {
        let fields = Sittings::DAY_FIELDS;
        reader.columns(DAY, &query, fields, |id, values| {
            sittings.day(id, &Cells { fields, values });
        })?;
    }
    if let Some(query) = query(Visitor::RECEIVED_ON.key()) {
        let fields = VISIT_FIELDS;
        reader.columns(VISITOR, &query, fields, |id, values| {
            let fact = sittings.visit(id, &Cells { fields, values });
            if wants(About::Visits) {
                each(&fact);
            }
        })?;
    }
    if wants(About::Sittings) {
        sittings.facts().for_each(|fact| each(&fact));
    }
    Ok(())
}

/// What stands in other records about those that are counted.
fn beside(
    reader: &Reader<'_>,
    wants: &impl Fn(About) -> bool,
    level: String,
    today: &Today,
) -> Result<Beside, UserError> {
    let mut beside = Beside::of(level, today.clone());
    let all = ListQuery::all();
    if wants(About::Matters) {
        for source in inside_sources() {
            let fields = source.fields;
            reader.columns(source.kind, &all, fields, |_, values| {
                source.note(&Cells { fields, values }, &mut beside.inside);
            })?;
        }
    }
    if wants(About::Activities) {
        reader.columns(
            ATTENDANCE,
            &all,
            &[
                Attendance::ACTIVITY.key(),
                Attendance::DEPUTY.key(),
                Attendance::STATE.key(),
            ],
            |_, values| {
                if let [activity, deputy, state] = values
                    && let (Some(Value::Ref(Item::Id(id))), Some(Value::Ref(who))) =
                        (activity.take(), deputy.take())
                {
                    let state = state.as_ref().and_then(Value::as_text);
                    let away: &mut Vec<Item> = beside.away.entry(id).or_default();
                    // The last word about somebody stands.
                    away.retain(|it| *it != who);
                    if !is_present(state.unwrap_or(AttendanceState::Present.word())) {
                        away.push(who);
                    }
                }
            },
        )?;
    }
    if wants(About::Works) {
        reader.columns(
            CONGRESS,
            &all,
            &[Congress::BEGINS_ON.key()],
            |id: RecordId, values| {
                let on = values.first_mut().and_then(Option::take);
                beside
                    .met
                    .extend(on.and_then(|it| it.as_date()).map(|on| (id, on)));
            },
        )?;
    }
    Ok(beside)
}
