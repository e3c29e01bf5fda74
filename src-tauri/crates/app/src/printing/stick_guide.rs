//! 一个U盘怎么走: the way of a stick between a village station and the office on one page, to hang
//! beside the PC.

use forms::{Block, Document, Grid, GridCell, GridRow, Info, Paper, Sheet, Sheets, Width};

use crate::exchange::handed::devices_in_use;
use crate::papers::heading::Heading;
use crate::printing::form::{Form, Made, Offer, Over};
use crate::session::App;
use crate::wire::{DeviceLine, PrintRequest, UserError};

pub(super) const FORM: Form = Form {
    key: "stick_guide",
    title: "一个U盘怎么走",
    over: Over::Office,
    takes: &[],
    needs: &[],
    entries: &[],
    step: "",
    place: None,
    made: Made::By(compose),
};

/// Height of the boxes of a drawing, millimetres.
const BOX: f32 = 26.0;
/// Height of the line under a drawing.
const LINE: f32 = 10.0;
/// So many names of PCs stand on the page.
const MOST_NAMES: usize = 12;

fn compose(app: &mut App, _: &Offer, _: &PrintRequest) -> Result<Document, UserError> {
    let heading = Heading::of(app, FORM.title)?;
    let devices = devices_in_use(app)?;
    let stations: Vec<&DeviceLine> = devices.iter().filter(|it| !it.station.is_empty()).collect();
    let village = match stations.as_slice() {
        [one] => one.station.clone(),
        several => match several.iter().find(|it| it.own) {
            Some(own) => own.station.clone(),
            None => "村站".to_owned(),
        },
    };
    let office = heading.office.clone();
    let names: Vec<&str> = devices.iter().map(|it| it.name.as_str()).collect();
    let mut blocks = vec![Block::Text(
        "各台电脑都不连网，登记靠一个U盘来回带。U盘里的数据包是加密的，只有本单位入了网的电脑打得开。\
         丢了一次也不要紧：下一次的数据包会把以前的一起带上。"
            .into(),
    ), Block::Gap(4.0)];
    let sending = [
        format!("{village}\n的电脑"),
        "数据交换 → 发送\n选收件的电脑".into(),
        "存到U盘\n点“安全弹出”".into(),
    ];
    let carrying = [
        "U盘\n（装着 .rdx 文件）".into(),
        "人带着走\n交接单签两份".into(),
        office.clone(),
    ];
    let receiving = [
        "插U盘\n数据交换 → 接收".into(),
        "先看一遍\n新增、改动、没有收的".into(),
        "点“接收”\n在电话里念核对码".into(),
    ];
    for (title, boxes, line) in [
        (
            format!("第一步　在{village}发送"),
            sending,
            "存好以后，屏幕上有八个字符的核对码，抄在交接单上。",
        ),
        (
            "第二步　把U盘带过去".into(),
            carrying,
            "路上不用打开U盘里的文件，也不要改文件的名称。",
        ),
        (
            "第三步　在主席团的电脑上接收".into(),
            receiving,
            "看到红字先停下，打电话问清楚再收；收错了，点“退出最近收到的数据包”。",
        ),
    ] {
        blocks.push(Block::Heading(title));
        blocks.push(Block::Grid(drawing(&boxes, line)));
        blocks.push(Block::Gap(6.0));
    }
    blocks.push(Block::Heading("回来的路一样走".into()));
    blocks.push(Block::Text(format!(
        "{office}用同一个U盘发送，{village}接收：名册、月计划、通知就更新了，也知道自己送去的收到了没有。\
         每个月至少走一个来回。"
    )));
    let others = names.len().saturating_sub(MOST_NAMES);
    let mut named = names
        .iter()
        .take(MOST_NAMES)
        .copied()
        .collect::<Vec<_>>()
        .join("、");
    if others > 0 {
        named.push_str(&format!("等 {} 台", names.len()));
    }
    let mut notes = Vec::new();
    if !named.is_empty() {
        notes.push(format!("入了网的电脑：{named}。"));
    }
    notes.push("U盘丢了：里面的内容别人打不开；重新发送一次就可以。".into());
    notes.push("电脑丢了：马上告诉主席团，在“数据交换”里把那台电脑停用。".into());
    Ok(Document::from(Sheets {
        title: FORM.title.into(),
        paper: Paper::A4Portrait,
        sheets: vec![Sheet {
            title: FORM.title.into(),
            info: Info {
                left: format!("单位：{office}"),
                middle: String::new(),
                right: heading.today.format("%Y年%-m月%-d日").to_string(),
            },
            blocks,
            notes,
            ..Sheet::default()
        }],
        foot_left: office,
        subject: FORM.title.into(),
        author: heading.office.clone(),
        keywords: heading.keywords(),
        printed_on: heading.day(),
    }))
}

/// Three boxes with arrows between them, and a line under them.
fn drawing(boxes: &[String; 3], line: &str) -> Grid {
    let [one, two, three] = boxes;
    Grid {
        columns: vec![
            Width::Share(1.0),
            Width::Mm(11.0),
            Width::Share(1.0),
            Width::Mm(11.0),
            Width::Share(1.0),
        ],
        rows: vec![
            GridRow::new(
                BOX,
                vec![
                    GridCell::value(one),
                    GridCell::value("→"),
                    GridCell::value(two),
                    GridCell::value("→"),
                    GridCell::value(three),
                ],
            ),
            GridRow::new(LINE, vec![GridCell::left(line).across(5)]),
        ],
        head: 0,
        size: 13.0,
    }
}
