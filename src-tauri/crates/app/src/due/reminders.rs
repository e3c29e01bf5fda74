//! What an office put off at its first contact, and brings to mind again.

use chrono::NaiveDate;
use domain::roster::DEPUTY;
use store::keys::Way;
use store::query::ListQuery;

use crate::session::App;
use crate::upkeep::copies::{DAYS_OUTSIDE, copies};
use crate::upkeep::security::CARD_KEPT;
use crate::wire::{Nothing, Reminder, Target, UserError};

/// The preferences that say until when something is put off begin like this.
const LATER: &str = "later.";

/// Everything there is to see to, done or not, in the order of a first day.
pub(crate) fn reminders(app: &mut App, _: Nothing) -> Result<Vec<Reminder>, UserError> {
    let copied = copies(app, Nothing {})?;
    let ledger = app.ledger()?;
    let deputies = ledger.read().count(DEPUTY, &ListQuery::all())?;
    let ways = ledger.vault().ways()?;
    let password = ways.iter().any(|it| matches!(it, Way::Password(_)));
    let kept = ledger.remembered(CARD_KEPT)?.is_some();
    let outside = copied.outside_days;
    let line =
        |key: &str, title: &str, reason: String, action: &str, target: Target, done: bool| {
            Reminder {
                key: key.into(),
                title: title.into(),
                reason,
                action: action.into(),
                target,
                done,
                until: None,
            }
        };
    let mut all = vec![
        line(
            "roster",
            "导入代表名册",
            match deputies {
                0 => "有 Excel 或 WPS 的花名册，选上就能读进来；没有的可以先下载空表".into(),
                count => format!("名册里已有 {count} 位代表"),
            },
            "选择表格",
            Target::Import {
                register: "roster".into(),
            },
            deputies > 0,
        ),
        line(
            "card",
            "把恢复卡写在纸上",
            if kept {
                "恢复卡已经收好".into()
            } else {
                "忘了口令、换了电脑，只有它能打开台账".into()
            },
            "看恢复卡",
            Target::Security,
            kept,
        ),
        line(
            "password",
            "设一个口令",
            if password {
                "打开台账要输口令".into()
            } else {
                "现在会用这台电脑的人都能打开台账，里面有身份证号和电话".into()
            },
            "设口令",
            Target::Security,
            password,
        ),
        line(
            "copy",
            "把数据拷到U盘",
            match outside {
                None => "还没有拷到过本机以外；电脑坏了，数据就没有了".into(),
                Some(0) => "今天拷过".into(),
                Some(days) => format!("上次拷出本机是 {days} 天前"),
            },
            "现在拷",
            Target::Copies,
            outside.is_some_and(|days| days <= DAYS_OUTSIDE),
        ),
    ];
    let today = app.today();
    let ledger = app.ledger()?;
    for it in &mut all {
        let until = ledger.remembered(&format!("{LATER}{}", it.key))?;
        let until = until.and_then(|it| it.parse::<NaiveDate>().ok());
        it.until = until.filter(|it| *it > today).map(|it| it.to_string());
    }
    Ok(all)
}
