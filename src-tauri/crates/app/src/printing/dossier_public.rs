//! 代表履职情况公示: what may stand on a notice board of a deputy's year (代表法 第58条): public
//! particulars and figures. No ID number, no telephone, no names of people received.

use domain::record::RecordId;
use domain::roster::Deputy;
use forms::{Block, Document, Grid, GridCell, GridRow, Info, Sheet, Width};
use store::ledger::Ledger;

use crate::dossiers::commands::{Asked, Opened};
use crate::dossiers::{FIGURES, OF_MANDATE, facts};
use crate::naming::NameBook;
use crate::papers::numbers::Numbers;
use crate::papers::volume::{Place, Volume};
use crate::printing::dossier_form::{
    Labels, TAKES, blank_parts, mandates, meant, ordinal, papers, person,
};
use crate::printing::form::{Form, Made, Offer, Over};
use crate::session::App;
use crate::wire::{DossierContent, DossierFact, DossierPart, PrintRequest, UserError};

pub(super) const FORM: Form = Form {
    key: "dossier_public",
    title: "代表履职情况公示",
    over: Over::Register("dossiers"),
    takes: TAKES,
    needs: &[],
    entries: &[],
    step: "",
    place: Place::of(Volume::Dossiers, 2),
    made: Made::By(compose),
};

const ROW: f32 = 9.0;

/// Telephones and numbers of documents stay away from a board, whatever a scheme says of them.
pub(super) const NEVER: [&str; 3] = [
    Deputy::PHONE.key(),
    Deputy::ID_NUMBER.key(),
    Deputy::ADDRESS.key(),
];

fn compose(app: &mut App, _: &Offer, request: &PrintRequest) -> Result<Document, UserError> {
    let (asked, rows) = meant(app, request)?;
    let ledger = app.ledger()?;
    let heads = Labels::of(&asked, ledger).mandate;
    let desk = asked.desk(ledger)?;
    let numbers = Numbers::new(ledger);
    let mut sheets = Vec::new();
    for row in rows {
        let Opened {
            name,
            frozen,
            living,
            ..
        } = desk.open(row)?;
        let content = frozen.map_or(living, |it| it.content);
        let told = told(ledger, &numbers, &content.parts)?;
        sheets.push(sheet(&heads, &asked, &name, &content, &told));
    }
    if sheets.is_empty() {
        let names = NameBook::new(ledger.read());
        let empty = DossierContent {
            facts: facts(&names, &asked.deputies, None),
            mandates: vec![vec![String::new(); OF_MANDATE.len()]; 2],
            parts: blank_parts(ledger),
            ..DossierContent::default()
        };
        sheets = vec![sheet(&heads, &asked, "", &empty, &[])];
    }
    let title = format!("代表履职情况公示 {}年度", asked.year);
    Ok(papers(&asked, title, sheets).into())
}

/// The page of a deputy, or of nobody.
fn sheet(
    heads: &[String],
    asked: &Asked,
    name: &str,
    content: &DossierContent,
    told: &[String],
) -> Sheet {
    let known = |it: &&DossierFact| !it.value.is_empty() || name.is_empty();
    let open = |it: &&DossierFact| it.open && !NEVER.contains(&it.key.as_str());
    let facts = content.facts.iter().filter(known).filter(open);
    let facts: Vec<DossierFact> = facts.cloned().collect();
    let mut blocks = vec![
        Block::Grid(person(&facts)),
        Block::Gap(4.0),
        Block::Grid(mandates(heads, &content.mandates)),
        Block::Gap(4.0),
        Block::Grid(figures(&content.parts, told)),
    ];
    let reports = content.parts.iter().find(|it| it.key == "report");
    if let Some(reports) = reports.filter(|it| !it.lines.is_empty()) {
        blocks.push(Block::Gap(4.0));
        blocks.push(Block::Grid(results(reports)));
    }
    Sheet {
        title: "代表履职情况公示".into(),
        bookmark: name.to_owned(),
        info: Info {
            left: format!("姓名：{name}"),
            middle: match name.is_empty() {
                true => "　　　　年度".into(),
                false => format!("{} 年度", asked.year),
            },
            right: asked.heading.office.clone(),
        },
        blocks,
        notes: vec!["监督意见请向主席团反映。".into()],
        ..Sheet::default()
    }
}

/// The figures of the parts that are made public.
fn figures(parts: &[DossierPart], told: &[String]) -> Grid {
    let heads = ["项目", "全年情况", "登记号"].map(GridCell::head);
    let mut rows = vec![
        GridRow::new(
            ROW,
            vec![GridCell::head(&format!("{}、{FIGURES}", ordinal(2))).across(3)],
        ),
        GridRow::new(ROW, heads.to_vec()),
    ];
    for (at, part) in parts.iter().enumerate().filter(|(_, it)| it.open) {
        let told = told.get(at).map_or("", String::as_str);
        let cells = vec![
            GridCell::left(&part.title),
            GridCell::value(&part.sum),
            GridCell::left(told),
        ];
        rows.push(GridRow::new(ROW, cells));
    }
    Grid {
        columns: vec![Width::Mm(52.0), Width::Mm(58.0), Width::Share(1.0)],
        rows,
        head: 2,
        ..Grid::default()
    }
}

/// The numbers of the records behind the figure of each part.
fn told(
    ledger: &Ledger,
    numbers: &Numbers<'_>,
    parts: &[DossierPart],
) -> Result<Vec<String>, UserError> {
    let each = parts.iter().map(|part| {
        let found = part.lines.iter().filter_map(|it| {
            let kind = ledger.registry().register(&it.register)?;
            Some((kind.key.as_str(), RecordId::parse(&it.id)?))
        });
        Ok(numbers.numbered(&found.collect::<Vec<_>>())?.join("；"))
    });
    each.collect()
}

/// How the deputy reported and was judged.
fn results(part: &DossierPart) -> Grid {
    let title = format!("{}、{}", ordinal(3), part.title);
    let mut rows = vec![
        GridRow::new(ROW, vec![GridCell::head(&title).across(3)]),
        GridRow::new(ROW, ["日期", "名称", "结果"].map(GridCell::head).to_vec()),
    ];
    for line in &part.lines {
        let cell = |at: usize| line.cells.get(at).map_or("", String::as_str);
        let last = line.cells.last().map_or("", String::as_str);
        rows.push(GridRow::new(
            ROW,
            vec![
                GridCell::number(cell(0)),
                GridCell::left(cell(1)),
                GridCell::left(last),
            ],
        ));
    }
    Grid {
        columns: vec![Width::Mm(26.0), Width::Share(1.0), Width::Share(1.0)],
        rows,
        head: 2,
        ..Grid::default()
    }
}
