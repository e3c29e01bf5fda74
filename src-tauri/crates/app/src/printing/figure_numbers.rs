//! 各项数字所依据的登记号: each figure of a period with the numbers of the records it counts, so that one
//! goes from a printed number to the page of the book. It lies behind the table of figures, and is a
//! paper of its own for a summary, whose text is a letter.

use std::collections::HashMap;

use domain::dates::PartialDate;
use domain::figures::{SUMMARY, Summary};
use domain::record::{Column, Item, RecordId, Value};
use forms::{Block, Document, Grid, GridCell, GridRow, Info, Paper, Sheet, Sheets, Width};

use crate::figures::{Behind, Scope, behind_all};
use crate::papers::heading::Heading;
use crate::papers::numbers::Numbers;
use crate::printing::form::{Form, Made, Offer, Over, Take};
use crate::printing::registers;
use crate::records::kind_of;
use crate::session::App;
use crate::wire::{FigureScope, PrintRequest, UserError};

pub(super) const FORM: Form = Form {
    key: "summary_numbers",
    title: "工作小结数字依据表",
    over: Over::Register("summaries"),
    takes: &[Take::Record],
    needs: &[Take::Record],
    entries: &[],
    step: "",
    place: None,
    made: Made::By(compose),
};

const TITLE: &str = "各项数字所依据的登记号";
const ROW: f32 = 6.6;

fn compose(app: &mut App, offer: &Offer, request: &PrintRequest) -> Result<Document, UserError> {
    let kind = kind_of(app, SUMMARY)?;
    let rows = registers::entries(app, &kind, request)?;
    let heading = Heading::of(app, &offer.title)?;
    let mut sheets = Vec::new();
    for row in &rows {
        let day = |column: Column<PartialDate>| row.read(&kind, column).map(|it| it.to_string());
        let station = match row.of(&kind, Summary::STATION) {
            Some(Value::Ref(Item::Id(id))) => Some(id.to_string()),
            Some(Value::Ref(Item::Text(name))) => Some(name.clone()),
            _ => None,
        };
        let scope = FigureScope {
            from: day(Summary::FROM),
            to: day(Summary::TO),
            station,
            matters: None,
        };
        let scope = Scope::of(app, &scope)?;
        let about = kind.name_of(row);
        sheets.push(sheet(app, &scope, &heading, &about, TITLE)?);
    }
    Ok(Document::from(Sheets {
        title: offer.title.to_string(),
        paper: Paper::A4Portrait,
        sheets,
        foot_left: heading.office.clone(),
        subject: offer.title.to_string(),
        author: heading.office.clone(),
        keywords: heading.keywords(),
        printed_on: heading.day(),
    }))
}

/// The sheet that lies behind the table of figures.
pub(super) fn annex(
    app: &mut App,
    scope: &Scope,
    heading: &Heading,
    about: &str,
) -> Result<Sheet, UserError> {
    sheet(app, scope, heading, about, &format!("附：{TITLE}"))
}

fn sheet(
    app: &mut App,
    scope: &Scope,
    heading: &Heading,
    about: &str,
    title: &str,
) -> Result<Sheet, UserError> {
    let all = behind_all(app, scope)?;
    let numbers = Numbers::new(app.ledger()?);
    let station = match scope.station_name.as_str() {
        "" => "全部站点",
        name => name,
    };
    Ok(Sheet {
        title: title.to_owned(),
        bookmark: title.to_owned(),
        info: Info {
            left: about.to_owned(),
            middle: format!("站点：{station}"),
            right: heading.today.format("%Y年%-m月%-d日").to_string(),
        },
        blocks: vec![Block::Grid(grid(&all, &numbers)?)],
        notes: vec![
            "注：照登记号翻登记簿，或在程序上方的查找框里输入一个登记号（如“接待登记簿2026年第7号”），就到那条登记和它的签字页；没有编号的写名称。数字为0的不列。"
                .into(),
        ],
        ..Sheet::default()
    })
}

fn grid(all: &[Behind], numbers: &Numbers<'_>) -> Result<Grid, UserError> {
    let head = ["项目", "登记号"].map(GridCell::head).to_vec();
    let mut rows = vec![GridRow::new(ROW, head)];
    let mut section = "";
    // A set that stands already is referred to.
    let mut stands: HashMap<&[(&str, RecordId)], String> = HashMap::new();
    for it in all {
        let title = it.indicator.title;
        let mut told = Vec::new();
        let bottom = it.bottom.as_deref().filter(|bottom| !bottom.is_empty());
        for (word, found) in [("分子", Some(it.top.as_slice())), ("分母", bottom)] {
            let Some(found) = found else { continue };
            let said = match stands.get(found) {
                _ if found.is_empty() => "无".to_owned(),
                Some(same) => same.clone(),
                None => numbers.say(found)?.join("；"),
            };
            told.push(match bottom {
                Some(_) => format!("{word}：{said}"),
                None => said,
            });
        }
        if it.top.is_empty() && bottom.is_none() {
            continue;
        }
        let same = format!("同“{}”", title.trim_start_matches("其中："));
        if let Some(bottom) = bottom {
            let same = format!("{same}的分母");
            stands.entry(bottom).or_insert(same);
        }
        stands.entry(&it.top).or_insert(same);
        let word = it.indicator.section.word();
        if word != section {
            section = word;
            rows.push(GridRow::new(ROW, vec![GridCell::label(word).across(2)]));
        }
        let cells = vec![GridCell::left(title), GridCell::left(&told.join("\n"))];
        rows.push(GridRow::new(ROW, cells));
    }
    Ok(Grid {
        columns: vec![Width::Mm(46.0), Width::Share(1.0)],
        rows,
        head: 1,
        size: 10.0,
    })
}
