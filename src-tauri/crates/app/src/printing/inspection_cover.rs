//! Cover and contents of the papers laid out for an inspection.

use forms::{Block, Document, Grid, GridCell, GridRow, Info, Paper, Sheet, Sheets, Width};

use crate::papers::heading::Heading;
use crate::session::App;
use crate::wire::UserError;

/// A volume as the contents name it.
pub(crate) struct Volume {
    /// 簿一 …
    pub(crate) place: String,
    pub(crate) title: String,
    /// Records in it; `None` where it is no list.
    pub(crate) records: Option<u32>,
    pub(crate) pages: u32,
}

/// Height of a line of the contents, in millimetres.
const LINE: f32 = 9.0;
/// Height of a line of the cover.
const COVER_LINE: f32 = 15.0;

/// Cover and contents. Each volume has pages of its own, as bound books have; beside them the
/// contents say where it begins when all are laid one behind the other.
pub(crate) fn compose(
    app: &mut App,
    year: i32,
    station: Option<&str>,
    volumes: &[Volume],
) -> Result<Document, UserError> {
    let heading = Heading::of(app, "迎检材料")?;
    let day = heading.today.format("%Y年%-m月%-d日").to_string();
    let pages: u32 = volumes.iter().map(|it| it.pages).sum();
    let fact = |label: &str, value: &str| {
        GridRow::new(
            COVER_LINE,
            vec![GridCell::label(label), GridCell::value(value)],
        )
    };
    let cover = Grid {
        columns: vec![Width::Mm(42.0), Width::Share(1.0)],
        rows: vec![
            fact("单　　位", &heading.office),
            fact("届　　次", &heading.term),
            fact("年　　度", &format!("{year} 年")),
            fact("站　　点", station.unwrap_or("全部站点")),
            fact("册　　数", &format!("{} 册", volumes.len())),
            fact("页　　数", &format!("{pages} 页")),
            fact("编制日期", &day),
            fact("编 制 人", ""),
            fact("审 核 人", ""),
        ],
        head: 0,
        size: 15.0,
    };
    let mut from = 1;
    let mut rows = vec![GridRow::new(
        LINE,
        [
            "序号",
            "类别",
            "名　　称",
            "件数",
            "页次",
            "总页次",
            "备　注",
        ]
        .map(GridCell::head)
        .to_vec(),
    )];
    for (at, it) in volumes.iter().enumerate() {
        let span = |from: u32, to: u32| {
            if from == to {
                from.to_string()
            } else {
                format!("{from}—{to}")
            }
        };
        let to = from + it.pages.max(1) - 1;
        rows.push(GridRow::new(
            LINE,
            vec![
                GridCell::number(&(at + 1).to_string()),
                GridCell::value(&it.place),
                GridCell::left(&it.title),
                GridCell::number(&it.records.map_or_else(String::new, |it| it.to_string())),
                GridCell::number(&span(1, it.pages.max(1))),
                GridCell::number(&span(from, to)),
                GridCell::value(""),
            ],
        ));
        from = to + 1;
    }
    let contents = Grid {
        columns: vec![
            Width::Mm(12.0),
            Width::Mm(24.0),
            Width::Share(1.0),
            Width::Mm(16.0),
            Width::Mm(20.0),
            Width::Mm(22.0),
            Width::Mm(22.0),
        ],
        rows,
        head: 1,
        size: 10.5,
    };
    let title = format!("{}迎检材料", heading.office);
    Ok(Document::from(Sheets {
        title: title.clone(),
        paper: Paper::A4Portrait,
        sheets: vec![
            Sheet {
                title,
                bookmark: "封面".into(),
                blocks: vec![
                    Block::Gap(16.0),
                    Block::Text("三簿二册一档，计划与会议".into()),
                    Block::Gap(10.0),
                    Block::Grid(cover),
                ],
                ..Sheet::default()
            },
            Sheet {
                title: "目　　录".into(),
                bookmark: "目录".into(),
                info: Info {
                    left: format!("{year} 年　{}", station.unwrap_or("全部站点")),
                    right: day,
                    ..Info::default()
                },
                blocks: vec![Block::Grid(contents)],
                notes: vec![
                    "注：各册自编页码，“页次”是该册自己的页码；“总页次”是各册按本目录次序叠放时的页码。".into(),
                ],
                signatures: vec!["编制人：".into(), "审核人：".into()],
                ..Sheet::default()
            },
        ],
        foot_left: heading.office.clone(),
        subject: "迎检材料".into(),
        author: heading.office.clone(),
        keywords: heading.keywords(),
        printed_on: heading.day(),
    }))
}
