//! 代表登记表: one deputy on two pages, with photo, mandates, résumé, promises and opinions.

use domain::record::{RecordType, Row};
use domain::roster::{Deputy, Level, MANDATE, Mandate};
use forms::Width::{Mm, Share};
use forms::{Block, Content, Document, Grid, GridCell, GridRow, Info, Paper, Sheet, Sheets, Width};
use store::ledger::Ledger;

use crate::faults::not_found;
use crate::naming::NameBook;
use crate::papers::columns::keys;
use crate::papers::heading::Heading;
use crate::papers::subject::Known;
use crate::papers::tables::{Set, Table, cells};
use crate::printing::form::{Form, Made, Offer, Over, Take};
use crate::printing::people::{deputies, deputy_kind, photo};
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

pub(super) const FORM: Form = Form {
    key: "deputy_form",
    title: "代表登记表",
    over: Over::Record("roster"),
    takes: &[
        Take::Record,
        Take::Deputy,
        Take::Station,
        Take::Blank,
        Take::Rows,
    ],
    needs: &[],
    entries: &[],
    step: "",
    place: None,
    made: Made::By(compose),
};

/// Height of a row, millimetres; five of them hold a photo of two inches.
const ROW: f32 = 9.8;
const NOTES: [&str; 5] = [
    "填表说明：",
    "1. 姓名、出生日期、身份证号照居民身份证填写；只知道年月的，日可以不填。",
    "2. “代表职务”逐级逐届填写，本级在前；连任的每届一行。",
    "3. 照片用近期二寸免冠照片。",
    "4. 身份证号、联系电话、住址只供主席团工作使用，不对外公开；对外只用公示电话。",
];

fn compose(app: &mut App, _: &Offer, request: &PrintRequest) -> Result<Document, UserError> {
    let kind = deputy_kind(app)?;
    let rows = deputies(app, &kind, request)?;
    let heading = Heading::of(app, "代表登记表")?;
    let ledger = app.ledger()?;
    let book = NameBook::new(ledger.read());
    let sheet = |row: Option<&Row>| -> Result<Sheet, UserError> {
        let known = Known {
            kind: &kind,
            row,
            book: &book,
        };
        Ok(Sheet {
            title: heading.title("人民代表大会代表登记表"),
            bookmark: row.map_or_else(String::new, |row| kind.name_of(row)),
            info: Info {
                left: format!("填报单位：{}", heading.office),
                middle: String::new(),
                right: match row {
                    Some(_) => heading.today.format("%Y年%-m月%-d日").to_string(),
                    None => "填表日期：　　　　年　　月　　日".into(),
                },
            },
            blocks: vec![
                Block::Grid(person(ledger, &known)),
                Block::Grid(mandates(ledger, &book, row)?),
                Block::Grid(resume(&known)),
                Block::PageBreak,
                Block::Grid(opinions(&known)),
            ],
            notes: NOTES.map(String::from).to_vec(),
            ..Sheet::default()
        })
    };
    let mut sheets = rows
        .iter()
        .map(|row| sheet(Some(row)))
        .collect::<Result<Vec<_>, _>>()?;
    if sheets.is_empty() {
        sheets.push(sheet(None)?);
    }
    let title = match sheets.as_slice() {
        [one] if !one.bookmark.is_empty() => format!("代表登记表 {}", one.bookmark),
        _ => "代表登记表".into(),
    };
    Ok(Document::from(Sheets {
        title,
        paper: Paper::A4Portrait,
        sheets,
        foot_left: heading.office.clone(),
        subject: "册一 代表登记表".into(),
        author: heading.office.clone(),
        keywords: heading.keywords(),
        printed_on: heading.day(),
    }))
}

/// Who it is. Seven columns: three labels with their values, and the photo.
fn person(ledger: &Ledger, known: &Known<'_>) -> Grid {
    let label = |field: &str| GridCell::label(&known.label(field));
    let value = |field: &str| GridCell::value(&known.text_of(field));
    let number = |field: &str| GridCell::number(&known.text_of(field));
    let pair = |field: &str| [label(field), value(field)];
    let three = |a: &str, b: &str, c: &str| -> Vec<GridCell> {
        [pair(a), pair(b), pair(c)].into_iter().flatten().collect()
    };
    let wide = |a: &str, b: &str, c: &str| {
        let mut cells = three(a, b, c);
        if let Some(last) = cells.pop() {
            cells.push(last.across(2));
        }
        GridRow::new(ROW, cells)
    };
    let whole = |field: &str| {
        GridRow::new(
            ROW,
            vec![
                label(field),
                GridCell::left(&known.text_of(field)).across(6),
            ],
        )
    };
    let ticks = |field: &str| GridCell::new(Content::Ticks(known.ticks(field)));
    let portrait = known.row.and_then(|row| photo(ledger, row.id));
    let mut first = vec![
        label(Deputy::NAME.key()),
        GridCell::name(&known.text(Deputy::NAME)),
        label(Deputy::SEX.key()),
        value(Deputy::SEX.key()),
        label(Deputy::ETHNIC.key()),
        value(Deputy::ETHNIC.key()),
    ];
    first.push(GridCell::new(Content::Photo(portrait)).down(5));
    Grid {
        columns: [20.0, 26.0, 20.0, 26.0, 20.0, 23.0, 35.0]
            .map(Width::Mm)
            .to_vec(),
        rows: vec![
            GridRow::new(ROW, first),
            GridRow::new(
                ROW,
                three(
                    Deputy::FORMER_NAME.key(),
                    Deputy::BORN.key(),
                    Deputy::NATIVE_PLACE.key(),
                ),
            ),
            GridRow::new(
                ROW,
                three(
                    Deputy::BIRTH_PLACE.key(),
                    Deputy::AFFILIATION.key(),
                    Deputy::JOINED_ON.key(),
                ),
            ),
            GridRow::new(
                ROW,
                three(
                    Deputy::EDUCATION.key(),
                    Deputy::DEGREE.key(),
                    Deputy::WORK_SINCE.key(),
                ),
            ),
            GridRow::new(
                ROW,
                vec![
                    label(Deputy::ID_NUMBER.key()),
                    number(Deputy::ID_NUMBER.key()).across(3),
                    label(Deputy::NUMBER.key()),
                    number(Deputy::NUMBER.key()),
                ],
            ),
            GridRow::new(
                ROW,
                vec![
                    label(Deputy::SCHOOL.key()),
                    GridCell::left(&known.text(Deputy::SCHOOL)).across(3),
                    label(Deputy::SKILLS.key()),
                    GridCell::left(&known.text(Deputy::SKILLS)).across(2),
                ],
            ),
            whole(Deputy::POST.key()),
            GridRow::new(
                ROW,
                vec![
                    label(Deputy::MAKEUP.key()),
                    ticks(Deputy::MAKEUP.key()).across(6),
                ],
            ),
            GridRow::new(
                ROW,
                vec![
                    label(Deputy::MARKS.key()),
                    ticks(Deputy::MARKS.key()).across(6),
                ],
            ),
            GridRow::new(
                ROW,
                vec![
                    label(Deputy::REELECTED.key()),
                    ticks(Deputy::REELECTED.key()),
                    label(Deputy::NO_FIXED_WAGE.key()),
                    ticks(Deputy::NO_FIXED_WAGE.key()),
                    label(Deputy::WITHOUT_POINTS.key()),
                    value(Deputy::WITHOUT_POINTS.key()).across(2),
                ],
            ),
            wide(
                Deputy::GROUP.key(),
                Deputy::GROUP_PLACE.key(),
                Deputy::CONGRESS_OFFICE.key(),
            ),
            whole(Deputy::STATIONS.key()),
            GridRow::new(
                ROW,
                vec![
                    label(Deputy::PHONE.key()),
                    number(Deputy::PHONE.key()),
                    label(Deputy::PUBLIC_PHONE.key()),
                    number(Deputy::PUBLIC_PHONE.key()),
                    label(Deputy::EMAIL.key()),
                    value(Deputy::EMAIL.key()).across(2),
                ],
            ),
            whole(Deputy::ADDRESS.key()),
        ],
        ..Grid::default()
    }
}

/// 代表职务: every mandate that stands or stood.
pub(super) static MANDATES: Table = Table {
    kind: MANDATE,
    heading: "",
    columns: &[
        cells(keys![Mandate::LEVEL], "", Set::Value, Mm(19.0)),
        cells(keys![Mandate::TERM], "", Set::Value, Mm(20.0)),
        cells(keys![Mandate::CONSTITUENCY], "", Set::Value, Share(1.0)),
        cells(keys![Mandate::ELECTED_ON], "", Set::Number, Mm(22.0)),
        cells(keys![Mandate::VOTES], "", Set::Number, Mm(15.0)),
        cells(keys![Mandate::CERTIFICATE], "", Set::Number, Mm(25.0)),
        cells(
            keys![Mandate::QUALIFIED_ON, Mandate::QUALIFICATION],
            "\n",
            Set::Value,
            Mm(24.0),
        )
        .called("资格审查"),
        cells(keys![Mandate::STATUS], "", Set::Value, Mm(18.0)),
    ],
    row: ROW,
    // Room for mandates of earlier terms.
    least: 2,
    room: true,
    order: &[],
};

fn mandates(ledger: &Ledger, book: &NameBook<'_>, row: Option<&Row>) -> Result<Grid, UserError> {
    let kind = ledger.registry().get(MANDATE).cloned();
    let kind = kind.ok_or_else(|| not_found("登记", MANDATE, "可用的登记簿见“registers”"))?;
    let mut held = match row {
        Some(row) => ledger.read().children(&kind, row.id)?,
        None => Vec::new(),
    };
    held.retain(Row::is_live);
    held.sort_by_key(|it| rank(&kind, it));
    let known: Vec<Known<'_>> = held
        .iter()
        .map(|row| Known {
            kind: &kind,
            row: Some(row),
            book,
        })
        .collect();
    Ok(MANDATES.grid(&kind, &known, row.is_none()))
}

/// The own level first, then the others from below.
fn rank(kind: &RecordType, row: &Row) -> usize {
    let level = row.read(kind, Mandate::LEVEL);
    level
        .and_then(|it| Level::ALL.iter().position(|level| *level == it))
        .unwrap_or(usize::MAX)
}

fn resume(known: &Known<'_>) -> Grid {
    Grid {
        columns: vec![Width::Mm(20.0), Width::Share(1.0)],
        rows: vec![
            GridRow::new(
                30.0,
                vec![
                    GridCell::label(&known.label(Deputy::RESUME.key())),
                    GridCell::long(&known.text(Deputy::RESUME)),
                ],
            )
            .growing(),
        ],
        ..Grid::default()
    }
}

/// The second page: what is made public, what was promised, who signs.
fn opinions(known: &Known<'_>) -> Grid {
    let day = "　　　　年　　月　　日".to_owned();
    let long = |field: &str, height: f32| {
        GridRow::new(
            height,
            vec![
                GridCell::label(&known.label(field)),
                GridCell::long(&known.text_of(field)),
            ],
        )
    };
    let signing = |label: &str, lines: &[&str], height: f32| {
        let mut lines: Vec<String> = lines.iter().map(|it| (*it).to_owned()).collect();
        lines.push(day.clone());
        let text = String::new();
        GridRow::new(
            height,
            vec![
                GridCell::label(label),
                GridCell::new(Content::Signing { text, lines }),
            ],
        )
    };
    Grid {
        columns: vec![Width::Mm(20.0), Width::Share(1.0)],
        rows: vec![
            long(Deputy::INTRODUCTION.key(), 36.0).growing(),
            long(Deputy::PROMISE.key(), 36.0).growing(),
            signing("本人\n签名", &["签名：　　　　　　　　"], 22.0),
            signing("资格审查\n委员会\n意见", &["（盖章）　　　　"], 32.0),
            signing("主席团\n意见", &["（盖章）　　　　"], 32.0),
            long(Deputy::REMARK.key(), 18.0),
        ],
        ..Grid::default()
    }
}
