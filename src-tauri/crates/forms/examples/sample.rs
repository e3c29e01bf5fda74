//! Prints two registers with invented people, to be looked at: a roster of 62 deputies in groups
//! and a register of received voters.
//!
//! `cargo run -p forms --example sample -- FOLDER`

use std::error::Error;
use std::path::PathBuf;

use forms::{
    Align, Closing, Column, Fonts, Info, Kind, Paper, PrintDay, Register, Row, Section, Signing,
    Width,
};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| ".".into()));
    std::fs::create_dir_all(&folder)?;
    let fonts = Fonts::with_installed()?;
    for (name, register) in [
        ("roster", roster()),
        ("reception", reception()),
        ("blank", blank()),
    ] {
        let printed = forms::print(&register, &fonts)?;
        let path = folder.join(format!("{name}.pdf"));
        std::fs::write(&path, &printed.pdf)?;
        eprintln!(
            "{}: {} pages, {} bytes, missing {:?}, substituted {:?}",
            path.display(),
            printed.pages,
            printed.pdf.len(),
            printed.missing,
            printed.substituted
        );
    }
    Ok(())
}

const DAY: PrintDay = PrintDay {
    year: 2026,
    month: 11,
    day: 23,
};

fn column(title: &str, width: Width, align: Align, kind: Kind) -> Column {
    Column {
        title: title.into(),
        width,
        align,
        kind,
    }
}

fn row(cells: &[&str]) -> Row {
    Row {
        cells: cells.iter().map(|c| (*c).to_owned()).collect(),
        void: false,
        ..Row::default()
    }
}

const NAMES: [&str; 31] = [
    "曹娟",
    "尉迟云",
    "赵国文",
    "夏田𬭛",
    "张伟",
    "阿拉坦·其其格",
    "田富",
    "欧阳建国",
    "李玉兰",
    "王䶮",
    "刘㛃",
    "陈𫖯",
    "孙𬱟",
    "马腾",
    "杨秀英",
    "黄河清",
    "周至柔",
    "吴桐",
    "徐立新",
    "朱红",
    "高山",
    "林海雪",
    "何平",
    "郭靖宇",
    "梁思源",
    "宋玉",
    "郑洁",
    "谢晓峰",
    "韩冬",
    "唐小军",
    "冯春生",
];
const UNITS: [&str; 6] = [
    "前苇塘村党支部书记、村委会主任",
    "北营房镇中心小学副校长",
    "承德市绿野农产品加工有限公司总经理",
    "西沟村村民、种养大户",
    "镇卫生院主治医师",
    "石门子村妇联主席",
];

/// 代表名册: upright, in groups, with a total.
fn roster() -> Register {
    let groups = [
        "第一代表小组（镇直机关）",
        "第二代表小组（前苇塘、西沟）",
        "第三代表小组（石门子、东梁）",
        "第四代表小组（红旗社区）",
    ];
    let counts = [17, 16, 15, 14];
    let mut number = 0;
    let mut sections = Vec::new();
    for (group, count) in groups.iter().zip(counts) {
        let rows = (0..count)
            .map(|_| {
                number += 1;
                let name = NAMES[(number * 7) % NAMES.len()];
                row(&[
                    &number.to_string(),
                    name,
                    if number % 3 == 0 { "女" } else { "男" },
                    if number % 11 == 0 {
                        "蒙古族"
                    } else {
                        "汉族"
                    },
                    &format!("19{}.{:02}", 60 + number % 40, 1 + number % 12),
                    if number % 4 == 0 {
                        "群众"
                    } else {
                        "中共党员"
                    },
                    UNITS[number % UNITS.len()],
                    &format!("第{}选区", 1 + number % 23),
                    &format!("139{:08}", 12_345_678 + number * 977),
                ])
            })
            .collect();
        sections.push(Section {
            title: Some((*group).into()),
            rows,
            total: Some(format!("小计：{count} 人")),
        });
    }
    Register {
        title: "北营房镇第十九届人民代表大会代表名册".into(),
        info: Info {
            left: "北营房镇人大主席团".into(),
            middle: String::new(),
            right: "2026 年 11 月 23 日".into(),
        },
        paper: Paper::A4Portrait,
        columns: vec![
            column("序号", Width::Mm(10.0), Align::Center, Kind::Number),
            column("姓名", Width::Mm(19.0), Align::Center, Kind::Name),
            column("性别", Width::Mm(10.0), Align::Center, Kind::Plain),
            column("民族", Width::Mm(14.0), Align::Center, Kind::Plain),
            column("出生\n年月", Width::Mm(17.0), Align::Center, Kind::Number),
            column("政治面貌", Width::Mm(18.0), Align::Center, Kind::Plain),
            column(
                "工作单位及职务",
                Width::Share(1.0),
                Align::Left,
                Kind::Plain,
            ),
            column("选区", Width::Mm(19.0), Align::Center, Kind::Plain),
            column("联系电话", Width::Mm(26.0), Align::Center, Kind::Number),
        ],
        sections,
        total: Some("合计：62 人，其中妇女 20 人，少数民族 5 人，中共党员 47 人".into()),
        closing: Closing::Blank,
        signatures: vec!["制表人：".into(), "审核人：".into()],
        foot_left: "北营房镇人大主席团".into(),
        subject: "代表名册".into(),
        author: "北营房镇人大主席团".into(),
        keywords: vec!["代表名册".into(), "第十九届".into()],
        printed_on: DAY,
        ..Register::default()
    }
}

const PROBLEMS: [&str; 5] = [
    "校车停靠点离村太远，孩子们要走两里多路，冬天天不亮就得出门。希望在村口增设一个停靠点。",
    "村西排水沟淤堵，雨后积水进院。",
    "合作医疗报销流程不清楚。",
    "村卫生室周末无人值班，老人看病要去县城，往返车费一百二十多元；2026-01-26 已反映一次，联系电话 13912345678，至今没有答复。",
    "东梁路段路灯不亮三个月，申请维修资金128,650.00元。",
];

/// 接待选民登记簿: lying, 33 entries, one voided, one longer than a page.
fn reception() -> Register {
    let answers = [
        "转镇政府办理",
        "转村委会办理",
        "当场答复",
        "反映上级人大",
        "转镇政府办理",
    ];
    let deputies = ["曹娟、尉迟云", "曹娟", "赵国文", "尉迟云", "夏田𬭛"];
    let places = ["前苇塘村三组", "西沟村", "石门子村", "红旗社区", "东梁村"];
    let rows = (1..=33)
        .map(|n| {
            let i = (n - 1) % 5;
            let long = PROBLEMS.concat().repeat(7);
            let problem = if n == 21 { long.as_str() } else { PROBLEMS[i] };
            let mut row = row(&[
                &n.to_string(),
                "10月26日",
                NAMES[(n * 5) % NAMES.len()],
                if n % 2 == 0 { "男" } else { "女" },
                places[i],
                problem,
                deputies[i],
                answers[i],
                &if i == 2 {
                    "—".to_owned()
                } else {
                    (n + 8).to_string()
                },
                [
                    "",
                    "11月12日\n满意",
                    "10月26日\n满意",
                    "",
                    "11月3日\n基本满意",
                ][i],
                "",
            ]);
            row.void = n == 7;
            row
        })
        .collect();
    Register {
        title: "代表接待选民登记簿".into(),
        info: Info {
            left: "站点：北营房镇人大代表联络站（130822101000-01）".into(),
            middle: "2026 年".into(),
            right: "接待日：10月26日".into(),
        },
        paper: Paper::A4Landscape,
        columns: vec![
            column("序号", Width::Mm(10.0), Align::Center, Kind::Number),
            column("接待时间", Width::Mm(20.0), Align::Center, Kind::Plain),
            column("来访人", Width::Mm(18.0), Align::Center, Kind::Name),
            column("性别", Width::Mm(10.0), Align::Center, Kind::Plain),
            column("住址（村组）", Width::Mm(25.0), Align::Left, Kind::Plain),
            column(
                "反映的主要问题和意见建议",
                Width::Share(1.0),
                Align::Left,
                Kind::Plain,
            ),
            column("接待代表", Width::Mm(19.0), Align::Center, Kind::Name),
            column(
                "当场答复或处理意见",
                Width::Mm(28.0),
                Align::Left,
                Kind::Plain,
            ),
            column("转办\n编号", Width::Mm(13.0), Align::Center, Kind::Number),
            column(
                "反馈时间及\n满意程度",
                Width::Mm(25.0),
                Align::Center,
                Kind::Plain,
            ),
            column("来访人\n签名", Width::Mm(20.0), Align::Center, Kind::Plain),
        ],
        sections: vec![Section {
            rows,
            ..Section::default()
        }],
        closing: Closing::Blank,
        notes: vec!["第 7 号作废：登记错误，王秀兰 2026年10月27日".into()],
        signatures: vec!["记录人：".into(), "审核人：".into()],
        signing: Signing::EveryPage,
        foot_left: "北营房镇人大主席团".into(),
        subject: "三簿之一".into(),
        author: "北营房镇人大主席团".into(),
        printed_on: DAY,
        ..Register::default()
    }
}

/// The same book empty, with a character from an installed face and one that no face has.
fn blank() -> Register {
    Register {
        sections: vec![Section {
            title: None,
            rows: vec![row(&["1", "☑ 上午\n☐ 下午", "张𠮷\u{10ffff}", "女"])],
            total: None,
        }],
        closing: Closing::BlankRows(9),
        notes: Vec::new(),
        signing: Signing::LastPage,
        ..reception()
    }
}
