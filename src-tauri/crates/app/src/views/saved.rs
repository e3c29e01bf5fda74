//! Lists that were kept under a name on the pages, for whoever asks for them by that name.
//!
//! The pages keep those of a register as one preference: name, the address's query, columns. What
//! another version wrote there and this one cannot read is passed over.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::record::RecordType;
use serde::Deserialize;
use serde_json::Value;

use crate::faults::not_found;
use crate::records::registers::kind_of;
use crate::session::App;
use crate::wire::{ColumnFilter, ListRequest, OfSavedViews, SavedView, UserError};

/// Before the register's key: the name of the preference.
const VIEWS: &str = "views.";

/// A view as the pages keep it.
#[derive(Deserialize)]
struct Kept {
    name: String,
    query: BTreeMap<String, String>,
    #[serde(default)]
    columns: KeptColumns,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct KeptColumns {
    keys: Vec<String>,
}

pub(crate) fn saved_views(
    app: &mut App,
    request: OfSavedViews,
) -> Result<Vec<SavedView>, UserError> {
    let kinds: Vec<Arc<RecordType>> = match &request.register {
        Some(register) => vec![kind_of(app, register)?],
        None => {
            let all = app.ledger()?.registry().iter();
            all.filter(|it| it.register.is_some()).cloned().collect()
        }
    };
    let mut views = Vec::new();
    for kind in &kinds {
        let kept = app
            .ledger()?
            .remembered(&format!("{VIEWS}{}", kind.register_key()))?;
        views.extend(kept.iter().flat_map(|it| views_in(it, kind)));
    }
    let Some(name) = request.name else {
        return Ok(views);
    };
    let known: Vec<String> = views.iter().map(|it| it.name.clone()).collect();
    views.retain(|it| it.name == name);
    if views.is_empty() {
        let hint = match known.as_slice() {
            [] => "在列表页上点“记住这个名单…”就有了".to_owned(),
            names => format!("记住的名单：{}", names.join("、")),
        };
        return Err(not_found("记住的名单", &name, &hint));
    }
    Ok(views)
}

fn views_in(kept: &str, kind: &RecordType) -> Vec<SavedView> {
    let all: Vec<Value> = serde_json::from_str(kept).unwrap_or_default();
    let readable = all
        .into_iter()
        .filter_map(|it| serde_json::from_value::<Kept>(it).ok());
    readable
        .filter(|it| !it.name.is_empty())
        .map(|it| SavedView {
            register: kind.register_key().to_owned(),
            title: kind.register_title().to_owned(),
            list: request_of(kind.register_key(), &it.query),
            name: it.name,
            columns: it.columns.keys,
        })
        .collect()
}

/// The request that an address's query stands for: `q`, `order`, `down`, `voided`, `unsettled`, `f`.
fn request_of(register: &str, query: &BTreeMap<String, String>) -> ListRequest {
    let text = |key: &str| query.get(key).filter(|it| !it.is_empty()).cloned();
    let is_on = |key: &str| query.get(key).is_some_and(|it| it == "1");
    ListRequest {
        register: register.to_owned(),
        search: text("q"),
        order: text("order"),
        descending: is_on("down"),
        voided: is_on("voided"),
        unsettled: is_on("unsettled"),
        filters: text("f").map_or_else(Vec::new, |it| filters_in(&it)),
        ..ListRequest::default()
    }
}

/// Filters as an address has them: for each its field, how, and the values.
fn filters_in(text: &str) -> Vec<ColumnFilter> {
    let all: Vec<Value> = serde_json::from_str(text).unwrap_or_default();
    all.into_iter()
        .filter_map(|it| {
            let mut parts = serde_json::from_value::<Vec<String>>(it).ok()?.into_iter();
            let (field, how) = (parts.next()?, parts.next()?);
            Some(ColumnFilter {
                field,
                how: serde_json::from_value(how.into()).ok()?,
                values: parts.collect(),
            })
        })
        .collect()
}
