//! Registers to test with.

use forms::{Align, Column, Info, Kind, Paper, PrintDay, Register, Row, Section, Signing, Width};

/// The nine characters that old faces lack, as names.
pub const RARE: &str = "䶮㛃𬭛𫖯𬱟𫍽㙦䴙𬴊";

pub fn row(cells: &[&str]) -> Row {
    Row {
        cells: cells.iter().map(|c| (*c).to_owned()).collect(),
        void: false,
        ..Row::default()
    }
}

fn column(title: &str, width: Width, align: Align, kind: Kind) -> Column {
    Column {
        title: title.into(),
        width,
        align,
        kind,
    }
}

/// A book of received voters with the given number of entries.
pub fn book(entries: usize) -> Register {
    let texts = [
        "校车停靠点离村太远，孩子们要走两里多路，冬天天不亮就得出门。希望在村口增设一个停靠点。",
        "村西排水沟淤堵，雨后积水进院。",
        "申请维修资金128,650.00元，2023-01-26已反映，电话13912345678。",
    ];
    let names = ["曹娟", "尉迟云", "夏田𬭛", "阿拉坦·其其格"];
    let rows = (1..=entries)
        .map(|n| {
            row(&[
                &n.to_string(),
                "10月26日",
                names[n % names.len()],
                "前苇塘村三组",
                texts[n % texts.len()],
                "曹娟、尉迟云",
            ])
        })
        .collect();
    Register {
        title: "代表接待选民登记簿".into(),
        info: Info {
            left: "站点：北营房镇人大代表联络站".into(),
            middle: "2026 年".into(),
            right: "接待日：10月26日".into(),
        },
        paper: Paper::A4Landscape,
        columns: vec![
            column("序号", Width::Mm(10.0), Align::Center, Kind::Number),
            column("接待时间", Width::Mm(20.0), Align::Center, Kind::Plain),
            column("来访人", Width::Mm(18.0), Align::Center, Kind::Name),
            column("住址（村组）", Width::Mm(25.0), Align::Left, Kind::Plain),
            column(
                "反映的主要问题和意见建议",
                Width::Share(1.0),
                Align::Left,
                Kind::Plain,
            ),
            column("接待代表", Width::Mm(19.0), Align::Center, Kind::Name),
        ],
        sections: vec![Section {
            rows,
            ..Section::default()
        }],
        notes: vec!["第 2 号作废：登记错误".into()],
        signatures: vec!["记录人：".into(), "审核人：".into()],
        signing: Signing::LastPage,
        foot_left: "北营房镇人大主席团".into(),
        subject: "三簿之一".into(),
        author: "北营房镇人大主席团".into(),
        keywords: vec!["接待".into(), "登记簿".into()],
        printed_on: PrintDay {
            year: 2026,
            month: 11,
            day: 23,
        },
        ..Register::default()
    }
}

/// A roster in two groups with totals, upright.
pub fn roster() -> Register {
    let group = |title: &str, first: usize, count: usize| Section {
        title: Some(title.into()),
        rows: (first..first + count)
            .map(|n| row(&[&n.to_string(), "张伟", "镇卫生院主治医师"]))
            .collect(),
        total: Some(format!("小计：{count} 人")),
    };
    Register {
        title: "代表名册".into(),
        paper: Paper::A4Portrait,
        columns: vec![
            column("序号", Width::Mm(10.0), Align::Center, Kind::Number),
            column("姓名", Width::Mm(22.0), Align::Center, Kind::Name),
            column(
                "工作单位及职务",
                Width::Share(1.0),
                Align::Left,
                Kind::Plain,
            ),
        ],
        sections: vec![group("第一代表小组", 1, 18), group("第二代表小组", 19, 10)],
        total: Some("合计：28 人".into()),
        foot_left: "北营房镇人大主席团".into(),
        ..book(0)
    }
}
