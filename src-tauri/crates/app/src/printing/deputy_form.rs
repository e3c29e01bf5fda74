//! 代表登记表: one deputy on two pages, with photo, mandates, résumé, promises and opinions.

use domain::record::{RecordType, Row};
use domain::roster::{Deputy, Level, MANDATE, Mandate};
use forms::Width::{Mm, Share};
use forms::{Block, Document, Grid, Info, Paper, Sheet, Sheets};
use store::ledger::Ledger;

use crate::faults::not_found;
use crate::naming::NameBook;
use crate::papers::boxes::{Boxes, Put, choices, growing, put, row};
use crate::papers::columns::keys;
use crate::papers::heading::Heading;
use crate::papers::lines::{SEALED, SIGNED};
use crate::papers::subject::{Known, Subject};
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
        let it = Subject {
            ledger,
            known: Known {
                kind: &kind,
                row,
                book: &book,
            },
        };
        let portrait = row.and_then(|row| photo(ledger, row.id));
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
                Block::Grid(PERSON.grid(&it, portrait.as_ref())?),
                Block::Grid(mandates(ledger, &book, row)?),
                Block::Grid(RESUME.grid(&it, None)?),
                Block::PageBreak,
                Block::Grid(OPINIONS.grid(&it, None)?),
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
pub(super) static PERSON: Boxes = Boxes {
    columns: &[
        Mm(20.0),
        Mm(26.0),
        Mm(20.0),
        Mm(26.0),
        Mm(20.0),
        Mm(23.0),
        Mm(35.0),
    ],
    rows: &[
        row(
            ROW,
            &[
                put(Deputy::NAME, Set::Name, 1),
                put(Deputy::SEX, Set::Value, 1),
                put(Deputy::ETHNIC, Set::Value, 1),
                Put::Portrait(5),
            ],
        ),
        row(
            ROW,
            &[
                put(Deputy::FORMER_NAME, Set::Value, 1),
                put(Deputy::BORN, Set::Value, 1),
                put(Deputy::NATIVE_PLACE, Set::Value, 1),
            ],
        ),
        row(
            ROW,
            &[
                put(Deputy::BIRTH_PLACE, Set::Value, 1),
                put(Deputy::AFFILIATION, Set::Value, 1),
                put(Deputy::JOINED_ON, Set::Value, 1),
            ],
        ),
        row(
            ROW,
            &[
                put(Deputy::EDUCATION, Set::Value, 1),
                put(Deputy::DEGREE, Set::Value, 1),
                put(Deputy::WORK_SINCE, Set::Value, 1),
            ],
        ),
        row(
            ROW,
            &[
                put(Deputy::ID_NUMBER, Set::Number, 3),
                put(Deputy::NUMBER, Set::Number, 1),
            ],
        ),
        row(
            ROW,
            &[
                put(Deputy::SCHOOL, Set::Left, 3),
                put(Deputy::SKILLS, Set::Left, 2),
            ],
        ),
        row(ROW, &[put(Deputy::POST, Set::Left, 6)]),
        row(ROW, &[choices(Deputy::MAKEUP, 6)]),
        row(ROW, &[choices(Deputy::MARKS, 6)]),
        row(
            ROW,
            &[
                choices(Deputy::REELECTED, 1),
                choices(Deputy::NO_FIXED_WAGE, 1),
                put(Deputy::WITHOUT_POINTS, Set::Value, 2),
            ],
        ),
        row(
            ROW,
            &[
                put(Deputy::GROUP, Set::Value, 1),
                put(Deputy::GROUP_PLACE, Set::Value, 1),
                put(Deputy::CONGRESS_OFFICE, Set::Value, 2),
            ],
        ),
        row(ROW, &[put(Deputy::STATIONS, Set::Left, 6)]),
        row(
            ROW,
            &[
                put(Deputy::PHONE, Set::Number, 1),
                put(Deputy::PUBLIC_PHONE, Set::Number, 1),
                put(Deputy::EMAIL, Set::Value, 2),
            ],
        ),
        row(ROW, &[put(Deputy::ADDRESS, Set::Left, 6)]),
    ],
};

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

pub(super) static RESUME: Boxes = Boxes {
    columns: &[Mm(20.0), Share(1.0)],
    rows: &[growing(30.0, &[put(Deputy::RESUME, Set::Long, 1)])],
};

/// The second page: what is made public, what was promised, who signs.
pub(super) static OPINIONS: Boxes = Boxes {
    columns: &[Mm(20.0), Share(1.0)],
    rows: &[
        growing(36.0, &[put(Deputy::INTRODUCTION, Set::Long, 1)]),
        growing(36.0, &[put(Deputy::PROMISE, Set::Long, 1)]),
        row(22.0, &[Put::Signing("本人\n签名", SIGNED)]),
        row(32.0, &[Put::Signing("资格审查\n委员会\n意见", SEALED)]),
        row(32.0, &[Put::Signing("主席团\n意见", SEALED)]),
        row(18.0, &[put(Deputy::REMARK, Set::Long, 1)]),
    ],
};
