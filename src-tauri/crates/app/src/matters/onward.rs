//! 拟办意见: where a matter that was heard goes on to.

use domain::opinion::{OPINION, Opinion, OpinionLevel, OpinionSort};
use domain::reception::{Route as Said, Visitor};
use domain::record::Value;
use domain::suggestion::{SUGGESTION, Suggestion, SuggestionSort};

use crate::matters::origins::origin;
use crate::records::registers::kind_of;
use crate::records::rows::find_row;
use crate::session::App;
use crate::wire::{OfRecord, Onward, OnwardRoute, UserError};

/// Where a route leads.
pub(super) struct Route {
    /// 拟办意见 as it is written.
    pub(super) word: &'static str,
    /// The type of record that it becomes.
    pub(super) kind: &'static str,
    /// As what, in words; empty where the book says it all.
    as_what: &'static str,
    /// What it says there.
    pub(super) values: &'static [(&'static str, &'static str)],
}

/// The five routes onward of a reception (三簿二册 of 漯河龙塔), and 信访代办 beside them.
const ROUTES: [Route; 6] = [
    Route {
        word: Said::Village.word(),
        kind: OPINION,
        as_what: "村级",
        values: &[(Opinion::LEVEL.key(), OpinionLevel::Village.word())],
    },
    Route {
        word: Said::Government.word(),
        kind: OPINION,
        as_what: "乡镇级",
        values: &[(Opinion::LEVEL.key(), OpinionLevel::Township.word())],
    },
    Route {
        word: Said::County.word(),
        kind: OPINION,
        as_what: "县级",
        values: &[(Opinion::LEVEL.key(), OpinionLevel::County.word())],
    },
    Route {
        word: Said::Proxy.word(),
        kind: OPINION,
        as_what: OpinionSort::Proxy.word(),
        values: &[(Opinion::SORT.key(), OpinionSort::Proxy.word())],
    },
    Route {
        word: RAISED,
        kind: SUGGESTION,
        as_what: "",
        values: &[(Suggestion::SORT.key(), SuggestionSort::Suggestion.word())],
    },
    Route {
        word: Said::Motion.word(),
        kind: SUGGESTION,
        as_what: SuggestionSort::Motion.word(),
        values: &[(Suggestion::SORT.key(), SuggestionSort::Motion.word())],
    },
];

/// What an opinion becomes, unless somebody says otherwise.
pub(super) const RAISED: &str = Said::Suggestion.word();

/// The route of this name.
pub(super) fn route(word: &str) -> Option<&'static Route> {
    ROUTES.iter().find(|it| it.word == word)
}

/// Where this record can go on to, and where it would unless somebody says otherwise.
pub(crate) fn onward(app: &mut App, request: OfRecord) -> Result<Onward, UserError> {
    let kind = kind_of(app, &request.register)?;
    let row = find_row(app, &kind, &request.id)?;
    let origin = origin(kind.key.as_str());
    let offered: Vec<&Route> = match origin {
        Some(_) => ROUTES.iter().collect(),
        None if kind.key == *OPINION => ROUTES.iter().filter(|it| it.kind == SUGGESTION).collect(),
        None => Vec::new(),
    };
    let written = row.of(&kind, Visitor::ROUTE).and_then(Value::as_text);
    let default = origin.map_or(Some(RAISED), |it| it.default);
    let proposed = [written, default]
        .into_iter()
        .flatten()
        .find(|word| offered.iter().any(|it| it.word == *word));
    let mut routes = Vec::new();
    for it in &offered {
        let to = kind_of(app, it.kind)?;
        let book = to
            .register
            .as_ref()
            .map_or(to.title.as_str(), |it| it.title.as_str());
        routes.push(OnwardRoute {
            word: it.word.into(),
            leads: [book, it.as_what]
                .into_iter()
                .filter(|it| !it.is_empty())
                .collect::<Vec<_>>()
                .join("，"),
        });
    }
    Ok(Onward {
        several: origin.is_some_and(|it| it.kept.is_none()),
        proposed: proposed.map(str::to_owned),
        routes,
    })
}
