//! 代表结构统计表 on paper.

use std::collections::HashMap;

use domain::record::RecordId;
use domain::roster::{Structure, StructureGroup, StructureLine};
use forms::{Block, Document, Grid, GridCell, GridRow, Info, Paper, Sheet, Sheets, Width};

use crate::papers::heading::Heading;
use crate::papers::volume::{Place, Volume};
use crate::printing::form::{Entry, Form, Made, Offer, Over, Sort, Take};
use crate::printing::people::{deputies, deputy_kind};
use crate::roster_structure::count_structure;
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

pub(super) const FORM: Form = Form {
    key: "structure",
    title: "代表结构统计表",
    over: Over::Register("roster"),
    takes: &[Take::Station, Take::Blank, Take::Rows],
    needs: &[],
    entries: &[NAMES],
    step: "",
    place: Place::of(Volume::Roster, 1),
    made: Made::By(compose),
};

/// Who is counted in each line, on sheets behind the table.
const NAMES: Entry = Entry {
    key: "names",
    label: "附名单",
    sort: Sort::Yes,
    hint: "后面附上每个人数是哪些代表",
};

const ROW: f32 = 8.0;
/// Columns of one half of the table.
const HALF: usize = 4;

fn compose(app: &mut App, _: &Offer, request: &PrintRequest) -> Result<Document, UserError> {
    let kind = deputy_kind(app)?;
    let rows = deputies(app, &kind, request)?;
    let table = count_structure(app, &kind, &rows)?;
    let heading = Heading::of(app, "代表结构统计表")?;
    let names: HashMap<RecordId, String> =
        rows.iter().map(|row| (row.id, kind.name_of(row))).collect();
    let mut blocks = vec![Block::Grid(grid(&table, request.blank))];
    if !table.apart.is_empty() {
        blocks.push(Block::Gap(4.0));
        blocks.push(Block::Heading("不计入上表的".into()));
        blocks.push(Block::Grid(people("情况", &table.apart, &names)));
    }
    let day = heading.today.format("%Y年%-m月%-d日").to_string();
    let named = request.entries.get(NAMES.key).is_some_and(|it| it == "是");
    let annex = (named && !request.blank).then(|| {
        let lines = table.groups.iter().flat_map(|it| &it.lines);
        let lines: Vec<StructureLine> = lines.filter(|it| !it.people.is_empty()).cloned().collect();
        Sheet {
            title: "附：各项人数是哪些代表".into(),
            info: Info {
                left: heading.title("人大代表结构统计表"),
                middle: String::new(),
                right: day.clone(),
            },
            blocks: vec![Block::Grid(people("类别", &lines, &names))],
            notes: vec!["注：照姓名查册一《代表名册》和代表登记表。".into()],
            ..Sheet::default()
        }
    });
    let sheet = Sheet {
        title: heading.title("人大代表结构统计表"),
        info: Info {
            left: format!("填报单位：{}", heading.office),
            middle: request
                .station
                .as_ref()
                .map_or_else(String::new, |it| format!("站点：{it}")),
            right: if request.blank {
                "　　　　年　　月　　日".into()
            } else {
                day
            },
        },
        blocks,
        notes: vec![
            "注：按在任的本级代表统计，一人多职只计一次；年龄为统计当日的周岁；占比为占本级代表总数的百分比。".into(),
        ],
        signatures: vec!["填表人：".into(), "审核人：".into()],
        ..Sheet::default()
    };
    Ok(Document::from(Sheets {
        title: sheet.title.clone(),
        paper: Paper::A4Portrait,
        sheets: [sheet].into_iter().chain(annex).collect(),
        foot_left: heading.office.clone(),
        subject: "册一 代表结构统计表".into(),
        author: heading.office.clone(),
        keywords: heading.keywords(),
        printed_on: heading.day(),
    }))
}

/// The share of all, to one place.
fn share(count: usize, all: usize) -> String {
    if all == 0 {
        return "—".into();
    }
    format!("{:.1}%", count as f64 * 100.0 / all as f64)
}

/// Two halves beside each other, each group with its name at the left.
fn grid(table: &Structure, blank: bool) -> Grid {
    let all = table.all.len();
    let figure = |count: usize| {
        if blank {
            String::new()
        } else {
            count.to_string()
        }
    };
    let percent = |count: usize| {
        if blank {
            String::new()
        } else {
            share(count, all)
        }
    };
    let half = |groups: &[&StructureGroup]| -> Vec<Vec<GridCell>> {
        let mut rows = Vec::new();
        for group in groups {
            for (index, line) in group.lines.iter().enumerate() {
                let mut cells = Vec::new();
                if index == 0 {
                    cells.push(GridCell::label(group.title).down(group.lines.len()));
                }
                cells.push(GridCell::left(&line.title));
                cells.push(GridCell::number(&figure(line.people.len())));
                cells.push(GridCell::number(&percent(line.people.len())));
                rows.push(cells);
            }
        }
        rows
    };
    let (left, right): (Vec<&StructureGroup>, Vec<&StructureGroup>) = table
        .groups
        .iter()
        .partition(|it| matches!(it.key, "sex" | "ethnic" | "age" | "education"));
    let (mut left, mut right) = (half(&left), half(&right));
    let count = left.len().max(right.len());
    for side in [&mut left, &mut right] {
        let missing = count - side.len();
        if missing > 0 {
            side.push(vec![GridCell::value("").across(HALF).down(missing)]);
        }
        side.resize(count, Vec::new());
    }
    let head = || ["项目", "类别", "人数", "占比"].map(GridCell::head);
    let total = if blank {
        "　　　　人".to_owned()
    } else {
        format!("{all} 人")
    };
    let mut rows = vec![
        GridRow::new(
            ROW,
            vec![
                GridCell::head("本级代表总数").across(2),
                GridCell::value(&total).across(6),
            ],
        ),
        GridRow::new(ROW, head().into_iter().chain(head()).collect()),
    ];
    rows.extend(
        left.into_iter()
            .zip(right)
            .map(|(left, right)| GridRow::new(ROW, left.into_iter().chain(right).collect())),
    );
    let half = [
        Width::Mm(18.0),
        Width::Share(1.0),
        Width::Mm(13.0),
        Width::Mm(17.0),
    ];
    Grid {
        columns: half.into_iter().chain(half).collect(),
        rows,
        size: 10.5,
        ..Grid::default()
    }
}

/// Lines with how many they are and who.
fn people(what: &str, lines: &[StructureLine], names: &HashMap<RecordId, String>) -> Grid {
    let mut rows = vec![GridRow::new(
        ROW,
        [what, "人数", "姓名"].map(GridCell::head).to_vec(),
    )];
    rows.extend(lines.iter().map(|line| {
        let who: Vec<&str> = line
            .people
            .iter()
            .filter_map(|id| names.get(id).map(String::as_str))
            .collect();
        GridRow::new(
            ROW,
            vec![
                GridCell::left(&line.title),
                GridCell::number(&line.people.len().to_string()),
                GridCell::left(&who.join("、")),
            ],
        )
    }));
    Grid {
        columns: vec![Width::Mm(58.0), Width::Mm(16.0), Width::Share(1.0)],
        rows,
        head: 1,
        size: 10.5,
    }
}
