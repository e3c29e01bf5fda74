//! 代表履职档案: cover and sections of a deputy's year as tables, each line saying where it stands in
//! the books. One deputy, or all of a station.

use domain::dossier::{DOSSIER, Dossier};
use domain::record::{RecordId, Row};
use domain::roster::{Deputy, MANDATE};
use forms::{Block, Content, Document, Grid, GridCell, GridRow, Info, Paper, Sheet, Sheets, Width};
use store::ledger::Ledger;

use crate::dossiers::commands::{Asked, Opened, asked};
use crate::dossiers::{
    BASICS, Covered, OF_MANDATE, PARTS, Part, STATEMENTS, cover_of, facts, parts,
};
use crate::naming::NameBook;
use crate::papers::columns::{keys, label_of};
use crate::papers::volume::{Place, Volume};
use crate::printing::form::{Form, Made, Offer, Over, Take};
use crate::printing::people::{deputies_in_office, deputy_kind};
use crate::session::App;
use crate::wire::{
    DossierContent, DossierFact, DossierPart, DossierStatements, PrintRequest, UserError,
};

pub(super) const FORM: Form = Form {
    key: "dossier",
    title: "代表履职档案",
    over: Over::Register("dossiers"),
    takes: TAKES,
    needs: &[],
    entries: &[],
    step: "",
    place: Place::of(Volume::Dossiers, 1),
    made: Made::By(compose),
};

/// What both forms of a dossier can be narrowed by.
pub(super) const TAKES: &[Take] = &[
    Take::Record,
    Take::Deputy,
    Take::Station,
    Take::Year,
    Take::Blank,
    Take::Rows,
];

const ROW: f32 = 8.0;
/// Rows of a part on a blank form.
const BLANK_ROWS: usize = 3;
/// Width of the last column: 见簿一第12页第7号.
const PLACE: f32 = 33.0;

/// The deputies that a request means and what their dossiers are put together with. A record is a
/// dossier's, of its own year, or a deputy's.
pub(super) fn meant(app: &mut App, request: &PrintRequest) -> Result<(Asked, Vec<Row>), UserError> {
    let mut request = PrintRequest {
        form: "roster".into(),
        ..request.clone()
    };
    if let Some(id) = request.record.as_deref().and_then(RecordId::parse)
        && let Some(kind) = app.ledger()?.registry().get(DOSSIER).cloned()
        && let Some(row) = app.ledger()?.read().get(DOSSIER, id)?
    {
        let deputy = row.link(&kind, Dossier::DEPUTY);
        request.record = deputy.map(|it| it.to_string());
        let year = row.read(&kind, Dossier::YEAR);
        request.year = year.and_then(|it| i32::try_from(it).ok()).or(request.year);
    }
    let kind = deputy_kind(app)?;
    let asked = asked(app, request.year)?;
    request.year = None;
    // Rows chosen on the register of dossiers are dossiers; their deputies are meant.
    if !request.ids.is_empty() {
        let dossiers = std::sync::Arc::clone(&asked.dossiers);
        for id in &mut request.ids {
            let found = match RecordId::parse(id) {
                Some(it) => app.ledger()?.read().get(DOSSIER, it)?,
                None => None,
            };
            let deputy = found.and_then(|it| it.link(&dossiers, Dossier::DEPUTY));
            if let Some(deputy) = deputy {
                *id = deputy.to_string();
            }
        }
    }
    let rows = deputies_in_office(app, &kind, &request)?;
    Ok((asked, rows))
}

fn compose(app: &mut App, _: &Offer, request: &PrintRequest) -> Result<Document, UserError> {
    let (asked, rows) = meant(app, request)?;
    let ledger = app.ledger()?;
    let labels = Labels::of(&asked, ledger);
    let desk = asked.desk(ledger)?;
    let mut sheets = Vec::new();
    for row in rows {
        let opened = desk.open(row)?;
        let mut said = vec![closing_words(&asked, &opened)];
        let signed = desk.signed_pages(opened.content())?;
        if !signed.is_empty() {
            said.push(format!("所引簿页：{}。", signed.join("；")));
        }
        sheets.extend(sheets_of(
            &asked,
            &labels,
            &opened.name,
            opened.content(),
            said,
            false,
        ));
    }
    if sheets.is_empty() {
        let blank = blank_content(&asked, ledger);
        sheets.extend(sheets_of(&asked, &labels, "", &blank, Vec::new(), true));
    }
    let names: Vec<&str> = sheets
        .iter()
        .map(|it| it.bookmark.as_str())
        .filter(|it| !it.is_empty())
        .collect();
    let title = match names.as_slice() {
        [one] => format!("代表履职档案 {one}"),
        _ => format!("代表履职档案 {}年度", asked.year),
    };
    Ok(papers(&asked, title, sheets).into())
}

/// Sheets with what surrounds them.
pub(super) fn papers(asked: &Asked, title: String, sheets: Vec<Sheet>) -> Sheets {
    let heading = &asked.heading;
    Sheets {
        subject: format!("一档 {title}"),
        title,
        paper: Paper::A4Portrait,
        sheets,
        foot_left: heading.office.clone(),
        author: heading.office.clone(),
        keywords: heading.keywords(),
        printed_on: heading.day(),
    }
}

fn closing_words(asked: &Asked, opened: &Opened) -> String {
    match &opened.frozen {
        Some(frozen) => format!("本档案 {} 定稿，定稿人：{}。", frozen.on, frozen.by),
        None => format!(
            "本档案按 {} 的登记簿编制，尚未定稿。",
            asked.heading.today.format("%Y-%m-%d")
        ),
    }
}

/// A dossier without anything in it, for the pen.
fn blank_content(asked: &Asked, ledger: &Ledger) -> DossierContent {
    let statements = DossierStatements::default();
    let covered = Covered {
        office: &asked.heading.office,
        name: "",
        number: "",
        mandates: &[],
        statements: &statements,
    };
    let names = NameBook::new(ledger.read());
    DossierContent {
        cover: cover_of(ledger, &covered, true),
        facts: facts(&names, &asked.deputies, None),
        mandates: vec![vec![String::new(); OF_MANDATE.len()]; 2],
        parts: blank_parts(ledger),
        statements,
    }
}

/// The parts of a dossier with nothing in them.
pub(super) fn blank_parts(ledger: &Ledger) -> Vec<DossierPart> {
    let part = |part: &&Part| DossierPart {
        key: part.key.into(),
        title: part.title.into(),
        columns: part.columns.iter().map(|it| it.0.into()).collect(),
        open: part.open,
        ..DossierPart::default()
    };
    parts(ledger).iter().map(part).collect()
}

/// The labels in force of what a dossier says of a mandate, and of what is written in it.
pub(super) struct Labels {
    pub(super) mandate: Vec<String>,
    report: String,
    opinion: String,
}

impl Labels {
    pub(super) fn of(asked: &Asked, ledger: &Ledger) -> Self {
        let kind = ledger.registry().get(MANDATE);
        let label = |key: &&str| kind.and_then(|it| it.field(key)).map(|it| it.label.clone());
        let written = |keys, own| label_of(&asked.dossiers, keys, own);
        Self {
            mandate: OF_MANDATE.iter().filter_map(label).collect(),
            report: written(keys![Dossier::REPORT], "年度\n履职报告"),
            opinion: written(keys![Dossier::OPINION], "主席团\n鉴定意见"),
        }
    }
}

/// Cover and sections of one deputy.
fn sheets_of(
    asked: &Asked,
    labels: &Labels,
    name: &str,
    content: &DossierContent,
    notes: Vec<String>,
    blank: bool,
) -> [Sheet; 2] {
    let year = if blank {
        "（　　　　年度）".to_owned()
    } else {
        format!("（{} 年度）", asked.year)
    };
    let mut blocks = vec![
        Block::Grid(person(&content.facts)),
        Block::Gap(3.0),
        Block::Grid(mandates(&labels.mandate, &content.mandates)),
        Block::Gap(3.0),
    ];
    for (at, part) in content.parts.iter().enumerate() {
        blocks.push(Block::Grid(table(at + 2, part, blank)));
        blocks.push(Block::Gap(3.0));
    }
    blocks.push(Block::Grid(statements(
        content.parts.len() + 2,
        labels,
        &content.statements,
    )));
    [
        Sheet {
            title: format!("代表履职档案\n{year}"),
            bookmark: name.to_owned(),
            cover: true,
            blocks: vec![Block::Grid(cover(&content.cover))],
            ..Sheet::default()
        },
        Sheet {
            title: "代表履职档案".into(),
            info: Info {
                left: format!("姓名：{name}"),
                middle: if blank {
                    "　　　　年度".into()
                } else {
                    format!("{} 年度", asked.year)
                },
                right: asked.heading.office.clone(),
            },
            blocks,
            notes,
            ..Sheet::default()
        },
    ]
}

fn cover(facts: &[DossierFact]) -> Grid {
    Grid {
        columns: vec![Width::Mm(45.0), Width::Share(1.0)],
        rows: facts
            .iter()
            .map(|it| {
                GridRow::new(
                    14.0,
                    vec![GridCell::label(&it.label), GridCell::value(&it.value)],
                )
            })
            .collect(),
        size: 14.0,
        ..Grid::default()
    }
}

/// 一、二、三…
pub(super) fn ordinal(number: usize) -> String {
    const FIGURES: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    match number {
        1..=10 => FIGURES[number - 1].into(),
        11..=19 => format!("十{}", FIGURES[number - 11]),
        _ => number.to_string(),
    }
}

fn heading_row(text: &str, columns: usize) -> GridRow {
    GridRow::new(ROW, vec![GridCell::head(text).across(columns)])
}

/// What is set as figures.
const NUMBERS: [&str; 5] = [
    Deputy::PHONE.key(),
    Deputy::PUBLIC_PHONE.key(),
    Deputy::ID_NUMBER.key(),
    Deputy::BORN.key(),
    Deputy::JOINED_ON.key(),
];

/// 基本情况 in two pairs of label and value beside each other; long ones take a line.
pub(super) fn person(facts: &[DossierFact]) -> Grid {
    let mut rows = vec![heading_row(&format!("一、{BASICS}"), 4)];
    let mut waiting: Option<&DossierFact> = None;
    let pair = |it: &DossierFact| {
        let value = match it.key.as_str() {
            key if key == Deputy::NAME.key() => GridCell::name(&it.value),
            key if NUMBERS.contains(&key) => GridCell::number(&it.value),
            _ => GridCell::value(&it.value),
        };
        [GridCell::label(&it.label), value]
    };
    let whole = |it: &DossierFact| {
        let value = GridCell::left(&it.value).across(3);
        GridRow::new(ROW, vec![GridCell::label(&it.label), value])
    };
    for fact in facts {
        if fact.value.chars().count() > 16 {
            rows.push(whole(fact));
            continue;
        }
        match waiting.take() {
            Some(first) => {
                let cells = pair(first).into_iter().chain(pair(fact)).collect();
                rows.push(GridRow::new(ROW, cells));
            }
            None => waiting = Some(fact),
        }
    }
    rows.extend(waiting.map(whole));
    Grid {
        columns: vec![
            Width::Mm(28.0),
            Width::Share(1.0),
            Width::Mm(28.0),
            Width::Share(1.0),
        ],
        rows,
        ..Grid::default()
    }
}

/// 代表职务: every mandate that stands or stood.
pub(super) fn mandates(heads: &[String], held: &[Vec<String>]) -> Grid {
    let head = heads.iter().map(|it| GridCell::head(it)).collect();
    let mut rows = vec![GridRow::new(ROW, head)];
    for it in held {
        let cells = it.iter().map(|cell| GridCell::value(cell)).collect();
        rows.push(GridRow::new(ROW, cells));
    }
    Grid {
        columns: vec![
            Width::Mm(26.0),
            Width::Mm(30.0),
            Width::Share(1.0),
            Width::Mm(28.0),
            Width::Mm(28.0),
        ],
        rows,
        head: 1,
        ..Grid::default()
    }
}

/// A part as a table; the last column says where each line stands in the books.
fn table(number: usize, part: &DossierPart, blank: bool) -> Grid {
    let widths = PARTS
        .iter()
        .find(|it| it.key == part.key)
        .map(|it| it.columns);
    let mut columns: Vec<Width> = (0..part.columns.len())
        .map(|at| match widths.and_then(|it| it.get(at)) {
            Some((_, wide)) if *wide > 0.0 => Width::Mm(*wide),
            _ => Width::Share(1.0),
        })
        .collect();
    columns.push(Width::Mm(PLACE));
    let count = columns.len();
    let mut title = format!("{}、{}", ordinal(number), part.title);
    if !part.sum.is_empty() {
        title.push_str(&format!("（{}）", part.sum));
    }
    let mut heads: Vec<GridCell> = part.columns.iter().map(|it| GridCell::head(it)).collect();
    heads.push(GridCell::head("出处"));
    let mut rows = vec![heading_row(&title, count)];
    if !part.lines.is_empty() || blank {
        rows.push(GridRow::new(ROW, heads));
    }
    for line in &part.lines {
        let mut cells: Vec<GridCell> = line
            .cells
            .iter()
            .zip(&columns)
            .enumerate()
            .map(|(at, (text, width))| match width {
                _ if at == 0 => GridCell::number(text),
                Width::Share(_) => GridCell::left(text),
                Width::Mm(_) => GridCell::value(text),
            })
            .collect();
        cells.push(GridCell::left(&line.place));
        rows.push(GridRow::new(ROW, cells));
    }
    if blank {
        for _ in 0..BLANK_ROWS {
            rows.push(GridRow::new(ROW, vec![GridCell::value(""); count]));
        }
    } else if part.lines.is_empty() {
        rows.push(GridRow::new(
            ROW,
            vec![GridCell::value("本年度没有登记").across(count)],
        ));
    }
    Grid {
        columns,
        head: 2.min(rows.len() - 1),
        rows,
        size: 9.5,
    }
}

/// 年度履职报告与主席团鉴定意见, with room to sign.
fn statements(number: usize, labels: &Labels, it: &DossierStatements) -> Grid {
    let day = |date: &str| {
        if date.is_empty() {
            "年　　月　　日".to_owned()
        } else {
            date.replace('-', ".")
        }
    };
    let signing = |text: &str, lines: [String; 2]| {
        GridCell::new(Content::Signing {
            text: text.to_owned(),
            lines: lines.to_vec(),
        })
    };
    let title = format!("{}、{STATEMENTS}", ordinal(number));
    Grid {
        columns: vec![Width::Mm(28.0), Width::Share(1.0)],
        rows: vec![
            heading_row(&title, 2),
            GridRow::new(
                50.0,
                vec![
                    GridCell::label(&labels.report),
                    signing(
                        &it.report,
                        ["代表本人签字：　　　　　　　　".into(), day(&it.signed_on)],
                    ),
                ],
            ),
            GridRow::new(
                40.0,
                vec![
                    GridCell::label(&labels.opinion),
                    signing(
                        &it.opinion,
                        ["主席团（盖章）　　　　".into(), day(&it.opinion_on)],
                    ),
                ],
            ),
        ],
        head: 1,
        ..Grid::default()
    }
}
