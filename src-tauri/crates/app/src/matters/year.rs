//! 本年办理情况: where the matters that came in a year stand, as an office sums them up.

use chrono::Datelike;
use domain::matter::{MatterStage, StageGroup};
use domain::opinion::{OPINION, Opinion};
use domain::record::{FieldKey, Value};
use domain::suggestion::{SUGGESTION, Suggestion};

use crate::records::filters::list_query;
use crate::records::registers::kind_of;
use crate::session::App;
use crate::wire::{BookOfYear, GroupOfYear, ListRequest, MattersOfYear, OfYear, UserError, Where};

/// Books of matters, each with the field of the day on which a matter came.
const BOOKS: [(&str, &str); 2] = [
    (OPINION, Opinion::RECEIVED_ON.key()),
    (SUGGESTION, Suggestion::SUBMITTED_ON.key()),
];

pub(crate) fn matters_of_year(app: &mut App, request: OfYear) -> Result<MattersOfYear, UserError> {
    let year = request.year.unwrap_or_else(|| app.today().year());
    let mut books = Vec::new();
    for (key, dated) in BOOKS {
        let kind = kind_of(app, key)?;
        let register = kind.register_key();
        let list = ListRequest {
            register: register.to_owned(),
            conditions: vec![Where {
                field: dated.to_owned(),
                value: year.to_string(),
            }],
            ..ListRequest::default()
        };
        let query = list_query(app, &kind, &list)?;
        let counted = app.ledger()?.read().values_of(
            kind.key.as_str(),
            &query,
            &FieldKey::from(Opinion::STATE.key()),
        )?;
        let mut groups: Vec<GroupOfYear> = StageGroup::ALL
            .iter()
            .map(|group| GroupOfYear {
                word: group.word().to_owned(),
                states: MatterStage::ALL
                    .iter()
                    .filter(|it| it.group() == *group)
                    .map(|it| it.word().to_owned())
                    .collect(),
                count: 0,
            })
            .collect();
        let mut all = 0;
        for (state, count) in counted {
            all += count;
            let word = state.as_ref().and_then(Value::as_text).unwrap_or_default();
            if let Some(group) = groups
                .iter_mut()
                .find(|it| it.states.iter().any(|it| it == word))
            {
                group.count += count;
            }
        }
        books.push(BookOfYear {
            register: register.to_owned(),
            word: kind.title.clone(),
            dated: dated.to_owned(),
            all,
            groups,
        });
    }
    Ok(MattersOfYear { year, books })
}
