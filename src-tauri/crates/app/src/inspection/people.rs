//! 册一, 册二 and 一档: who is in the roster, who keeps contact with whom, what dossiers hold.

use std::collections::HashSet;

use domain::activity::{ACTIVITY, Activity, took_place};
use domain::contact::{CONTACT, ELECTOR, ids_of};
use domain::inspection::{self, Book, Service, kept};
use domain::record::RecordId;
use domain::roster::DEPUTY;
use domain::rules::RuleKey;

use crate::books::contacts::Bonds;
use crate::books::roll::{Member, Roll, each_in_office};
use crate::inspection::Scope;
use crate::inspection::books::{Attended, Receptions, each, subject};
use crate::inspection::facts::{Facts, away};
use crate::inspection::survey::{Subject, Survey};
use crate::session::App;
use crate::wire::UserError;

/// Whether a deputy belongs to the station looked at: by name, or by the group.
fn belongs(member: &Member, scope: &Scope, facts: &Facts) -> bool {
    let own = || member.stations.iter().any(|it| scope.takes(Some(*it)));
    scope.stations().is_none() || own() || scope.takes(facts.station_of(member.group))
}

/// What deputies in office did in the year, those of the station looked at.
fn services(
    app: &mut App,
    scope: &Scope,
    facts: &Facts,
    receptions: &Receptions,
    attended: &Attended,
) -> Result<Vec<(Member, Service)>, UserError> {
    let bonds = Bonds::of(app, scope.judge.year)?;
    let times_wanted = kept(scope.judge.year, scope.judge.today, bonds.times);
    let roll = Roll::call(app)?;
    let members = roll.members.into_iter();
    Ok(members
        .filter(|member| belongs(member, scope, facts))
        .map(|member| {
            let service = Service {
                activities: attended.get(&member.id).copied().unwrap_or(0),
                receptions: receptions.served.get(&member.id).map_or(0, HashSet::len),
                contacts: bonds.standing(member.id, times_wanted),
                electors_wanted: bonds.wanted,
                times_wanted,
            };
            (member, service)
        })
        .collect())
}

/// How many deputies are short of something by today.
#[derive(Default)]
pub(crate) struct Short {
    /// Of electors.
    pub(crate) of_electors: usize,
    /// So many electors the office wants.
    pub(crate) electors_wanted: i64,
    /// Of contacts with them.
    pub(crate) seldom: usize,
    /// Of activities.
    pub(crate) of_activities: usize,
    /// So many activities are due by today.
    pub(crate) activities_wanted: usize,
}

/// Counts deputies in office that are short of electors, contacts or activities; reads nothing
/// else, so that the home page stays fast.
pub(crate) fn short(app: &mut App, scope: &Scope) -> Result<Short, UserError> {
    let judge = &scope.judge;
    let bonds = Bonds::of(app, judge.year)?;
    let times = kept(judge.year, judge.today, bonds.times);
    let wanted = judge.due_so_far(RuleKey::GroupActivity);
    let away = away(app.ledger()?)?;
    let mut attended: Attended = Attended::new();
    each(
        app,
        ACTIVITY,
        scope,
        false,
        &[Activity::EXPECTED.key(), Activity::STATE.key()],
        |kind, row| {
            if !took_place(kind, row) {
                return;
            }
            for deputy in ids_of(row.of(kind, Activity::EXPECTED)) {
                if !away.contains(&(row.id, deputy)) {
                    *attended.entry(deputy).or_default() += 1;
                }
            }
        },
    )?;
    // A book that nobody has begun says nothing on the first day.
    let begun = bonds.any();
    let mut it = Short {
        electors_wanted: bonds.wanted,
        activities_wanted: wanted,
        ..Short::default()
    };
    if !begun && attended.is_empty() {
        return Ok(it);
    }
    each_in_office(app.ledger()?, |deputy| {
        let standing = bonds.standing(deputy, times);
        it.of_electors += usize::from(begun && standing.short_of > 0);
        it.seldom += usize::from(times > 0 && standing.seldom > 0);
        let count = attended.get(&deputy).copied().unwrap_or(0);
        it.of_activities += usize::from(!attended.is_empty() && count < wanted);
    })?;
    Ok(it)
}

/// 册一 and 一档, and how deputies stand with their electors.
pub(super) fn deputies(
    app: &mut App,
    scope: &Scope,
    facts: &Facts,
    receptions: &Receptions,
    attended: &Attended,
    survey: &mut Survey,
) -> Result<(), UserError> {
    let services = services(app, scope, facts, receptions, attended)?;
    let members: HashSet<RecordId> = services.iter().map(|(it, _)| it.id).collect();
    each(app, DEPUTY, scope, false, &[], |kind, row| {
        if members.contains(&row.id) {
            let verdict = inspection::deputy(kind, row, facts.traces(row.id));
            survey.record(Book::Roster, &verdict, || subject(kind, row));
        }
    })?;
    for (member, service) in &services {
        let named = || Subject {
            register: "roster".into(),
            id: member.id.to_string(),
            title: member.name.clone(),
        };
        survey.judged(Book::Electors, &service.as_contact(), named);
        let dossier = inspection::dossier(&scope.judge, service);
        survey.record(Book::Dossiers, &dossier, named);
    }
    Ok(())
}

/// 册二: electors and contacts.
pub(super) fn contacts(
    app: &mut App,
    scope: &Scope,
    facts: &Facts,
    survey: &mut Survey,
) -> Result<(), UserError> {
    let book = Book::Electors;
    each(
        app,
        ELECTOR,
        scope,
        true,
        inspection::ELECTOR_FIELDS,
        |kind, row| {
            if let Some(verdict) = inspection::elector(kind, row, facts.traces(row.id)) {
                survey.record(book, &verdict, || subject(kind, row));
            }
        },
    )?;
    each(
        app,
        CONTACT,
        scope,
        true,
        inspection::CONTACT_FIELDS,
        |kind, row| {
            let verdict = inspection::contact(kind, row, facts.traces(row.id));
            survey.record(book, &verdict, || subject(kind, row));
        },
    )
}
