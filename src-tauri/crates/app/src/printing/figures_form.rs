//! 统计报告表: the figures of a period on paper, each with numerator and denominator.

use forms::{Block, Document, Grid, GridCell, GridRow, Info, Paper, Sheet, Sheets, Width};

use crate::figures::{Scope, figures};
use crate::papers::form_rows::DAY;
use crate::papers::heading::Heading;
use crate::printing::figure_numbers;
use crate::printing::form::{Entry, Form, Made, Offer, Over, Sort, Take};
use crate::session::App;
use crate::wire::{FigureRequest, FigureScope, PrintRequest, UserError};

pub(super) const FORM: Form = Form {
    key: "figures",
    title: "统计报告表",
    over: Over::Office,
    takes: &[Take::Station, Take::Year, Take::Month, Take::Blank],
    needs: &[],
    entries: &[
        Entry {
            key: "from",
            label: "从哪一天",
            sort: Sort::Date,
            hint: "空着按年月；年月也空着是今年",
        },
        Entry {
            key: "to",
            label: "到哪一天",
            sort: Sort::Date,
            hint: "",
        },
        Entry {
            key: "matters",
            label: "哪类意见建议",
            sort: Sort::Choice(&["全部", "群众意见建议", "代表建议"]),
            hint: "",
        },
        Entry {
            key: "table_only",
            label: "不附登记号",
            sort: Sort::Yes,
            hint: "后面附有每个数字所依据的登记号；张贴的可以不附",
        },
    ],
    step: "",
    place: None,
    made: Made::By(compose),
};

const ROW: f32 = 6.6;

/// The days that a request names, else its month or year, else this year.
fn scope(app: &mut App, request: &PrintRequest) -> FigureScope {
    let entry = |key: &str| {
        let text = request.entries.get(key).map(|it| it.trim().to_owned());
        text.filter(|it| !it.is_empty())
    };
    let (from, to) = match (entry("from"), entry("to")) {
        (None, None) => {
            let span = match (request.year, request.month) {
                (Some(year), Some(month)) => format!("{year:04}-{month:02}"),
                (Some(year), None) => format!("{year:04}"),
                (None, _) => app.today().format("%Y").to_string(),
            };
            (Some(span.clone()), Some(span))
        }
        given => given,
    };
    let matters = match entry("matters").as_deref() {
        Some("群众意见建议") => Some("opinions".to_owned()),
        Some("代表建议") => Some("suggestions".to_owned()),
        _ => None,
    };
    FigureScope {
        from,
        to,
        station: request.station.clone(),
        matters,
    }
}

fn compose(app: &mut App, _: &Offer, request: &PrintRequest) -> Result<Document, UserError> {
    let scope = scope(app, request);
    let counted = Scope::of(app, &scope)?;
    let only = scope.matters.clone();
    let answer = figures(
        app,
        FigureRequest {
            scope,
            compare: true,
        },
    )?;
    let heading = Heading::of(app, "统计报告表")?;
    let head = ["项目", "数值", "分子", "分母", "上期", "上年同期"];
    let mut rows = vec![GridRow::new(ROW, head.map(GridCell::head).to_vec())];
    let mut section = "";
    for line in &answer.figures {
        if line.section != section {
            section = &line.section;
            rows.push(GridRow::new(ROW, vec![GridCell::label(section).across(6)]));
        }
        let shown = |value: Option<f64>, empty: &str| match value {
            None => empty.to_owned(),
            Some(value) if line.unit == "%" => format!("{value}%"),
            Some(value) => format!("{value}"),
        };
        if request.blank {
            let mut cells = vec![GridCell::left(&line.title)];
            cells.extend((1..head.len()).map(|_| GridCell::number("")));
            rows.push(GridRow::new(ROW, cells));
            continue;
        }
        let unit = if line.unit == "%" { "" } else { &line.unit };
        let part = |it: Option<i64>| it.map_or_else(String::new, |it| it.to_string());
        let top = line.denominator.map(|_| line.numerator);
        rows.push(GridRow::new(
            ROW,
            vec![
                GridCell::left(&line.title),
                GridCell::number(&format!("{}{unit}", shown(line.value, "—"))),
                GridCell::number(&part(top)),
                GridCell::number(&part(line.denominator)),
                GridCell::number(&shown(line.before, "")),
                GridCell::number(&shown(line.last_year, "")),
            ],
        ));
    }
    let grid = Grid {
        columns: vec![
            Width::Share(1.0),
            Width::Mm(27.0),
            Width::Mm(18.0),
            Width::Mm(18.0),
            Width::Mm(20.0),
            Width::Mm(20.0),
        ],
        rows,
        head: 1,
        size: 10.5,
    };
    let matters = match only.as_deref() {
        Some("opinions") => "（意见建议只计群众意见建议）",
        Some("suggestions") => "（意见建议只计代表建议）",
        _ => "",
    };
    let station = if answer.station.is_empty() {
        "全部站点".to_owned()
    } else {
        answer.station.clone()
    };
    let sheet = Sheet {
        title: if request.blank {
            format!("{}代表工作统计表", heading.place())
        } else {
            format!("{}{}代表工作统计表", heading.place(), answer.title)
        },
        info: Info {
            left: format!("填报单位：{}", heading.office),
            middle: format!("站点：{station}"),
            right: match request.blank {
                true => DAY.into(),
                false => heading.today.format("%Y年%-m月%-d日").to_string(),
            },
        },
        blocks: vec![Block::Grid(grid)],
        notes: vec![format!(
            "注：按登记日期计入本期，办理情况截至{}；比率=分子÷分母，分母为0的写“—”{matters}。受理率=受理÷（登记−不属受理范围）；交办率=交办÷受理；按期答复率=按期答复÷到期应答复；办结率=销号÷交办；解决率=A类÷答复；满意率=满意÷有效评价，没有返回的评价不进分母。",
            heading.today.format("%Y年%-m月%-d日")
        )],
        signatures: vec!["填表人：".into(), "审核人：".into()],
        ..Sheet::default()
    };
    let title = sheet.title.clone();
    let mut sheets = vec![sheet];
    let alone = request
        .entries
        .get("table_only")
        .is_some_and(|it| it == "是");
    if !request.blank && !alone {
        sheets.push(figure_numbers::annex(app, &counted, &heading, &title)?);
    }
    Ok(Document::from(Sheets {
        title,
        paper: Paper::A4Portrait,
        sheets,
        foot_left: heading.office.clone(),
        subject: "统计报告表".into(),
        author: heading.office.clone(),
        keywords: heading.keywords(),
        printed_on: heading.day(),
    }))
}
