//! The recovery card on paper. It is never written anywhere but where a person puts it.

use forms::{Align, Closing, Column, Info, Kind, Paper, Register, Row, Section, Width};

use crate::papers::fonts::fonts;
use crate::papers::heading::Heading;
use crate::session::App;
use crate::wire::{ErrorCode, PrintCard, PrintReport, UserError};

/// Characters in a line, so that they are read aloud and compared in groups.
const IN_A_LINE: usize = 4;

const NOTES: [&str; 4] = [
    "用处：忘了口令，或者电脑坏了、换了电脑要从备份还原时，用这 24 个字打开台账。",
    "用法：在“打开台账”页点“用恢复卡打开”，按数字顺序一行一行输入；有没有空格都可以。",
    "保管：装进信封封好，与印章一起锁在柜子里；不要拍照，不要发到网上，不要夹在电脑旁边。",
    "换卡：在“设置—安全”里做了新卡，这一张就作废，请撕掉。",
];

pub(crate) fn print(app: &mut App, request: &PrintCard) -> Result<PrintReport, UserError> {
    let characters: Vec<char> = request
        .recovery
        .chars()
        .filter(|it| !it.is_whitespace())
        .collect();
    if characters.len() != store::keys::CARD_CHARACTERS {
        return Err(UserError::new(
            ErrorCode::BadRequest,
            "恢复卡不完整，没有打印",
            "请在“设置—安全”里重新做一张恢复卡",
        ));
    }
    let heading = Heading::of(app, "恢复卡")?;
    let rows = characters
        .chunks(IN_A_LINE)
        .enumerate()
        .map(|(line, chunk)| {
            let number = |at: usize| line * IN_A_LINE + at + 1;
            let cells = chunk
                .iter()
                .enumerate()
                .flat_map(|(at, it)| [number(at).to_string(), it.to_string()]);
            Row {
                cells: cells.collect(),
                void: false,
                ..Row::default()
            }
        })
        .collect();
    let column = |width: f32| Column {
        title: String::new(),
        width: Width::Mm(width),
        align: Align::Center,
        kind: Kind::Plain,
    };
    let columns = (0..IN_A_LINE)
        .flat_map(|_| {
            [
                Column {
                    title: "次序".into(),
                    ..column(16.0)
                },
                Column {
                    title: "字".into(),
                    ..column(25.0)
                },
            ]
        })
        .collect();
    let page = Register {
        title: "履职台账恢复卡".into(),
        info: Info {
            left: format!("单位：{}", heading.office),
            middle: String::new(),
            right: heading.today.format("%Y年%-m月%-d日制").to_string(),
        },
        paper: Paper::A4Portrait,
        columns,
        sections: vec![Section {
            title: None,
            rows,
            total: None,
        }],
        closing: Closing::None,
        notes: NOTES.map(String::from).to_vec(),
        signatures: vec!["保管人：".into(), "存放处：".into()],
        ..heading.register("恢复卡")
    };
    let printed = forms::print(&page, fonts()?)?;
    let path = app.host.write(&request.out, &printed.pdf)?;
    Ok(PrintReport {
        pages: u32::try_from(printed.pages).unwrap_or(u32::MAX),
        missing: Vec::new(),
        substituted: Vec::new(),
        letter: false,
        path,
    })
}
