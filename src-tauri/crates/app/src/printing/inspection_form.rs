//! 迎检体检表: what an inspector would object to, as a list to be worked through with a pen.

use std::sync::Arc;

use domain::record::{RecordId, RecordType};
use forms::{Align, Closing, Column, Document, Info, Kind, Paper, Register, Row, Section, Width};
use store::ledger::Ledger;

use crate::inspection::{Scope, look_over, survey::Survey};
use crate::papers::heading::Heading;
use crate::papers::numbers::Numbers;
use crate::papers::places::Places;
use crate::printing::form::{Form, Made, Offer, Over, Take};
use crate::session::App;
use crate::wire::{InspectedBook, ObjectionItem, PrintRequest, UserError, VirtueShare};

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
    let mut survey = Survey::of_everything();
    let report = look_over(app, &scope, &mut survey)?;
    let heading = Heading::of(app, "迎检体检表")?;
    let ledger = app.ledger()?;
    let found = Finder {
        ledger,
        numbers: Numbers::new(ledger),
        places: Places::new(ledger, &heading)?,
    };
    let mut number = 0;
    let mut sections = Vec::new();
    for book in &report.books {
        if book.records > 0 || !book.objections.is_empty() {
            sections.push(section(book, &mut number, &found)?);
        }
    }
    let mut looked_at = Vec::new();
    for records in survey.looked_at().values() {
        let records = records
            .iter()
            .map(|(register, id)| (register.as_str(), id.as_str()));
        looked_at.extend(found.numbered(records)?);
    }
    let looked_at = match looked_at.is_empty() {
        true => None,
        false => Some(format!("看过的登记：{}。", looked_at.join("；"))),
    };
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
        notes: [
            format!("总计：{}。", shares.join("；")),
            "占比＝没有被指出的条数÷看过的条数；该有而没有的也算一条。标“提示”的不计入占比。"
                .into(),
        ]
        .into_iter()
        .chain(looked_at)
        .collect(),
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

/// Finds records by what an objection says of them.
struct Finder<'a> {
    ledger: &'a Ledger,
    numbers: Numbers<'a>,
    places: Places<'a>,
}

impl Finder<'_> {
    /// The type and id that a register's key and an id as text mean.
    fn meant(&self, register: &str, id: &str) -> Option<(&Arc<RecordType>, RecordId)> {
        let registry = self.ledger.registry();
        let kind = registry
            .register(register)
            .or_else(|| registry.get(register));
        kind.zip(RecordId::parse(id))
    }

    fn numbered<'b>(
        &self,
        records: impl Iterator<Item = (&'b str, &'b str)>,
    ) -> Result<Vec<String>, UserError> {
        let found = records.filter_map(|(register, id)| self.meant(register, id));
        let found: Vec<_> = found.map(|(kind, id)| (kind.key.as_str(), id)).collect();
        self.numbers.numbered(&found)
    }

    /// The page on which a record stands, as its title goes on: （第2页）; empty without one.
    fn page(&self, it: &ObjectionItem) -> Result<String, UserError> {
        let Some((kind, id)) = self.meant(&it.register, &it.id) else {
            return Ok(String::new());
        };
        let Some(row) = self.ledger.read().get(kind.key.as_str(), id)? else {
            return Ok(String::new());
        };
        Ok(match self.places.page(kind, &row)? {
            page if page.is_empty() => page,
            page => format!("（{page}）"),
        })
    }
}

fn section(
    book: &InspectedBook,
    number: &mut usize,
    found: &Finder<'_>,
) -> Result<Section, UserError> {
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
        // Advice harms no share: on paper its numbers are enough.
        let named = if it.advice {
            0
        } else {
            it.items.len().min(MOST)
        };
        let (items, others) = it.items.split_at(named);
        for item in items {
            *number += 1;
            let title = format!("{}{}", item.title, found.page(item)?);
            rows.push(row(
                &number.to_string(),
                word,
                &item.sentence,
                &title,
                &it.remedy,
            ));
        }
        if it.count > named as u64 {
            let more = it.count - named as u64;
            let also = if named > 0 { "另有" } else { "共" };
            let mark = if it.advice { "（提示）" } else { "" };
            let others = others
                .iter()
                .map(|it| (it.register.as_str(), it.id.as_str()));
            let others = match found.numbered(others)? {
                none if none.is_empty() => String::new(),
                numbers => format!("：{}", numbers.join("；")),
            };
            rows.push(row(
                "",
                word,
                &format!("{}{mark}", it.said),
                &format!("{also} {more} {}{others}", it.measure),
                &it.remedy,
            ));
        }
    }
    if rows.is_empty() {
        rows.push(row("", "", "没有发现问题", "", ""));
    }
    Ok(Section {
        title: Some(format!(
            "{place}{}　{} 条　{}",
            book.title,
            book.records,
            shares.join("　")
        )),
        rows,
        total: None,
    })
}

/// Characters of a virtue's first line.
const WORDS: usize = 4;

fn row(number: &str, virtue: &str, sentence: &str, title: &str, remedy: &str) -> Row {
    // 记录详实规范 stands in two lines of whole words.
    let (begin, end) = match virtue.char_indices().nth(WORDS) {
        Some((at, _)) => virtue.split_at(at),
        None => (virtue, ""),
    };
    let virtue = format!("{begin}\n{end}");
    let cells = [
        number,
        title,
        virtue.trim_end(),
        sentence,
        remedy,
        "",
        "",
        "",
    ];
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
        column("发现的问题", Width::Share(1.2), Align::Left, Kind::Plain),
        column("整改要求", Width::Share(1.0), Align::Left, Kind::Plain),
        column("责任人", Width::Mm(18.0), Align::Center, Kind::Plain),
        column("整改\n日期", Width::Mm(18.0), Align::Center, Kind::Plain),
        column("已改", Width::Mm(11.0), Align::Center, Kind::Plain),
    ]
}
