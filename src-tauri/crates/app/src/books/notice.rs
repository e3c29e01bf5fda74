//! The notice of a reception day.

use domain::office::Office;
use domain::reception::{DAY, NoticeParts, announce_by, notice_text, short_of_notice};
use domain::record::Value;

use crate::books::coming;
use crate::naming::NameBook;
use crate::session::App;
use crate::wire::{Notice, OfDay, UserError};

pub(crate) fn draft_notice(app: &mut App, request: OfDay) -> Result<Notice, UserError> {
    let row = coming::day(app, &request.day)?;
    let kind = super::roll::kind(app, DAY)?;
    let office = app.office_text(Office::NAME)?;
    let phone = app.office_text(Office::PHONE)?;
    let today = app.today();
    let (rules, almanac) = (crate::periods::rules(app)?, crate::periods::almanac(app)?);
    let book = NameBook::new(app.ledger()?.read());
    let text = |key: &str| {
        kind.field(key)
            .map(|field| book.shown(field, row.get(&kind, key)))
            .unwrap_or_default()
    };
    let date = |key: &str| {
        row.get(&kind, key)
            .and_then(Value::as_date)
            .and_then(|it| it.exact())
    };
    let held_on = date("held_on");
    let parts = NoticeParts {
        office: office.clone(),
        title: text("title"),
        station: text("station"),
        held_on,
        moved_from: date("ruled_on"),
        hours: text("hours"),
        place: text("place"),
        deputies: text("deputies"),
        departments: text("departments"),
        theme: text("theme"),
        scope: text("scope"),
        phone,
        posted_on: date("notice_on").unwrap_or(today),
    };
    let mut notes = Vec::new();
    for (key, what) in [
        ("hours", "起止时间"),
        ("place", "地点"),
        ("deputies", "接待代表"),
    ] {
        if text(key).is_empty() {
            notes.push(format!("还没有填{what}，公告里空着"));
        }
    }
    if let Some(held_on) = held_on
        && parts.posted_on > announce_by(&rules, &almanac, None, held_on)
    {
        notes.push(short_of_notice(&rules, parts.posted_on, held_on));
    }
    Ok(Notice {
        title: format!(
            "{}{}公告",
            office.split("人大").next().unwrap_or_default(),
            text("title")
        ),
        text: notice_text(&parts),
        notes,
    })
}
