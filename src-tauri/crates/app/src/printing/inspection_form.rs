//! 迎检体检表: what an inspector would object to, as a list to be worked through with a pen.

use forms::{Align, Closing, Column, Document, Info, Kind, Paper, Register, Row, Section, Width};

use crate::inspection::{Scope, look_over, survey::Survey};
use crate::papers::heading::Heading;
use crate::printing::form::{Form, Made, Offer, Over, Take};
use crate::session::App;
use crate::wire::{InspectedBook, PrintRequest, UserError, VirtueShare};

pub(super) const FORM: Form = Form {
    key: "inspection_check",
    title: "迎检体检表",
    over: Over::Office,
    takes: &[Take::Station, Take::Year],
    needs: &[],
    entries: &[],
    step: "",
    place: None,
    made: Made::By(compose),
};

/// So many records of one objection stand on the list; more are told by their number.
const MOST: usize = 200;

fn compose(app: &mut App, _: &Offer, request: &PrintRequest) -> Result<Document, UserError> {
    let scope = Scope::of(app, request.year, request.station.as_deref())?;
    let report = look_over(app, &scope, Survey::naming(MOST))?;
    let heading = Heading::of(app, "迎检体检表")?;
    let mut number = 0;
    let sections: Vec<Section> = report
        .books
        .iter()
        .filter(|it| it.records > 0 || !it.objections.is_empty())
        .map(|book| section(book, &mut number))
        .collect();
    let shares: Vec<String> = report.shares.iter().map(share).collect();
    Ok(Document::from(Register {
        title: format!("{}迎检体检表", heading.place()),
        info: Info {
            left: if report.station.is_empty() {
                "站点：全部".into()
            } else {
                format!("站点：{}", report.station)
            },
            middle: format!("{} 年", report.year),
            right: heading.today.format("%Y年%-m月%-d日").to_string(),
        },
        paper: Paper::A4Landscape,
        columns: columns(),
        sections,
        closing: Closing::Blank,
        notes: vec![
            format!("总计：{}。", shares.join("；")),
            "占比＝没有被指出的条数÷看过的条数；该有而没有的也算一条。标“提示”的不计入占比。"
                .into(),
        ],
        signatures: vec!["检查人：".into(), "整改负责人：".into()],
        ..heading.register("迎检体检表")
    }))
}

fn share(it: &VirtueShare) -> String {
    match it.percent {
        Some(percent) => format!("{} {percent:.1}%（{}/{}）", it.word, it.kept, it.asked),
        None => format!("{} —", it.word),
    }
}

fn section(book: &InspectedBook, number: &mut usize) -> Section {
    let shares: Vec<String> = book.shares.iter().map(share).collect();
    let place = if book.place.is_empty() {
        String::new()
    } else {
        format!("{}　", book.place)
    };
    let mut rows = Vec::new();
    for it in &book.objections {
        let word = book
            .shares
            .iter()
            .find(|share| share.virtue == it.virtue)
            .map_or("", |share| share.word.as_str());
        // Advice harms no share: on paper its number is enough, on screen each record opens.
        let items = if it.advice { &[][..] } else { &it.items[..] };
        let named = items.len();
        for item in items {
            *number += 1;
            rows.push(row(
                &number.to_string(),
                word,
                &item.sentence,
                &item.title,
                &it.remedy,
            ));
        }
        if it.count > named as u64 {
            let more = it.count - named as u64;
            let also = if named > 0 { "另有" } else { "共" };
            let mark = if it.advice { "（提示）" } else { "" };
            rows.push(row(
                "",
                word,
                &format!("{}{mark}", it.said),
                &format!("{also} {more} {}", it.measure),
                &it.remedy,
            ));
        }
    }
    if rows.is_empty() {
        rows.push(row("", "", "没有会被指出的", "", ""));
    }
    Section {
        title: Some(format!(
            "{place}{}　{} 条　{}",
            book.title,
            book.records,
            shares.join("　")
        )),
        rows,
        total: None,
    }
}

fn row(number: &str, virtue: &str, sentence: &str, title: &str, remedy: &str) -> Row {
    let cells = [number, title, virtue, sentence, remedy, "", "", ""];
    Row {
        cells: cells.map(String::from).to_vec(),
        ..Row::default()
    }
}

fn columns() -> Vec<Column> {
    let column = |title: &str, width, align, kind| Column {
        title: title.into(),
        width,
        align,
        kind,
    };
    vec![
        column("序号", Width::Mm(11.0), Align::Center, Kind::Number),
        column("登记", Width::Mm(48.0), Align::Left, Kind::Plain),
        column("要求", Width::Mm(22.0), Align::Center, Kind::Plain),
        column("会被指出的", Width::Share(1.2), Align::Left, Kind::Plain),
        column("怎么改", Width::Share(1.0), Align::Left, Kind::Plain),
        column("责任人", Width::Mm(18.0), Align::Center, Kind::Plain),
        column("整改\n日期", Width::Mm(18.0), Align::Center, Kind::Plain),
        column("已改", Width::Mm(11.0), Align::Center, Kind::Plain),
    ]
}
