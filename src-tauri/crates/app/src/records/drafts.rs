//! Drafts: kept while somebody types, found again after a crash, gone with the save. They lie in
//! the encrypted store outside log and digest, and are no operations: there is nothing to undo.

use serde::{Deserialize, Serialize};
use store::ledger::Draft;

use crate::records::histories::written_at;
use crate::session::App;
use crate::wire::{
    DraftView, Drafts, ErrorCode, KeepDraft, KeptDraft, Nothing, OfDraft, UserError,
};

/// A form holds some thousands of characters, a grid some hundred rows of them.
const LARGEST: usize = 4 << 20;
const LONGEST_NAME: usize = 300;

/// What lies in the store under a draft's name.
#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct Content {
    title: String,
    place: String,
    who: String,
    body: String,
}

pub(crate) fn keep_draft(app: &mut App, request: KeepDraft) -> Result<KeptDraft, UserError> {
    if request.name.is_empty() || request.name.len() > LONGEST_NAME {
        return Err(UserError::new(
            ErrorCode::BadRequest,
            "草稿的名称不能用",
            "界面与程序的版本可能不一致，请重新安装",
        ));
    }
    if request.body.len() > LARGEST {
        return Err(UserError::new(
            ErrorCode::Precondition,
            "写的内容太多，草稿没有保存",
            "请先保存已经写好的部分",
        ));
    }
    let now = app.now();
    let who = app.user_name()?;
    let content = Content {
        title: request.title,
        place: request.place,
        who,
        body: request.body,
    };
    let body = serde_json::to_string(&content).map_err(|error| {
        UserError::new(
            ErrorCode::Internal,
            format!("草稿没有保存（{error}）"),
            "请先保存登记",
        )
    })?;
    app.ledger()?.keep_draft(&Draft {
        name: request.name,
        wall_ms: now.and_utc().timestamp_millis(),
        body,
    })?;
    Ok(KeptDraft {
        at: now.format("%H:%M").to_string(),
    })
}

pub(crate) fn drafts(app: &mut App, _: Nothing) -> Result<Drafts, UserError> {
    let kept = app.ledger()?.drafts()?;
    let view = |draft: Draft| {
        // One that cannot be read is shown by its name, so that it can be thrown away.
        let content: Content = serde_json::from_str(&draft.body).unwrap_or_default();
        DraftView {
            title: if content.title.is_empty() {
                draft.name.clone()
            } else {
                content.title
            },
            name: draft.name,
            place: content.place,
            who: content.who,
            when: written_at(draft.wall_ms),
            body: content.body,
        }
    };
    Ok(Drafts {
        drafts: kept.into_iter().map(view).collect(),
    })
}

pub(crate) fn drop_draft(app: &mut App, request: OfDraft) -> Result<Nothing, UserError> {
    app.ledger()?.keep_draft(&Draft {
        name: request.name,
        wall_ms: 0,
        body: String::new(),
    })?;
    Ok(Nothing {})
}
