//! What an inspector would find, and the set of papers laid out for an inspection.

use std::path::PathBuf;

use app::call;
use app::wire::{
    InspectedBook, InspectionPapers, InspectionReport, InspectionRequest, InspectionSet,
    VirtueShare,
};
use clap::Subcommand;

use crate::answer::{Done, Result};
use crate::group::Group;
use crate::session::Session;
use crate::text::{Table, Text, number};
use crate::written::{file, year};

/// Records named below an objection; `--objection` names all of them.
const FIRST: usize = 5;

#[derive(Subcommand, Debug)]
pub(crate) enum InspectionCommand {
    /// 迎检体检：检查的人会指出什么，每本簿册三句话各占多少
    #[command(
        after_help = "例：presidium inspection-check --year 2026 --objection opinions.overdue"
    )]
    InspectionCheck {
        /// 哪一年的簿册；不写为今年
        #[arg(long, value_name = "年份", value_parser = year)]
        year: Option<i32>,
        /// 只看这个站点的
        #[arg(long, value_name = "站点")]
        station: Option<String>,
        /// 只列这一项的全部，如 opinions.overdue
        #[arg(long, value_name = "簿册.项目")]
        objection: Option<String>,
    },
    /// 打印全套迎检材料：封面、目录和每一本簿、册、档
    #[command(after_help = "例：presidium inspection --year 2026 --out 迎检材料")]
    Inspection {
        /// 哪一年的簿册；不写为今年
        #[arg(long, value_name = "年份", value_parser = year)]
        year: Option<i32>,
        /// 只印这个站点的
        #[arg(long, value_name = "站点")]
        station: Option<String>,
        /// 另外每个站点各印一套
        #[arg(long, conflicts_with = "station")]
        each_station: bool,
        /// 存到哪个文件夹
        #[arg(long, value_name = "文件夹")]
        out: PathBuf,
    },
}

impl Group for InspectionCommand {
    fn run(self, session: &mut Session) -> Result<Done> {
        match self {
            Self::InspectionCheck {
                year,
                station,
                objection,
            } => {
                let all = objection.is_some();
                let request = InspectionRequest {
                    year,
                    station,
                    objection,
                };
                let report = call::inspection_check(&mut session.app, request)?;
                Done::new(&report, examined(&report, all))
            }
            Self::Inspection {
                year,
                station,
                each_station,
                out,
            } => {
                let request = InspectionSet {
                    year,
                    station,
                    each_station,
                    out: file(&out),
                };
                let papers = call::inspection(&mut session.app, request)?;
                Done::new(&papers, printed(&papers))
            }
        }
    }
}

fn share(it: &VirtueShare) -> String {
    match it.percent {
        None => "—".into(),
        percent => format!("{}%（{}/{}）", number(percent), it.kept, it.asked),
    }
}

fn examined(report: &InspectionReport, all: bool) -> Text {
    let mut text = Text::new();
    let station = match report.station.is_empty() {
        true => String::new(),
        false => format!("（{}）", report.station),
    };
    text.line(format!(
        "{} 年迎检体检{station}，按 {} 的情况",
        report.year, report.day
    ));
    let mut headings = vec!["簿册".to_owned(), "#登记".to_owned()];
    headings.extend(report.shares.iter().map(|it| format!("#{}", it.word)));
    let mut table = Table::of(&headings);
    for book in &report.books {
        let mut row = vec![
            format!("{} {}", book.place, book.title).trim().to_owned(),
            book.records.to_string(),
        ];
        row.extend(book.shares.iter().map(share));
        table.row(&row);
    }
    if !all {
        let mut row = vec!["全部".to_owned(), String::new()];
        row.extend(report.shares.iter().map(share));
        table.row(&row);
    }
    text.gap().table(&table);
    for book in &report.books {
        objections(book, all, &mut text);
    }
    if !all {
        text.next("presidium inspection-check --objection 簿册.项目 列出一项的全部");
    }
    text
}

fn objections(book: &InspectedBook, all: bool, text: &mut Text) {
    for it in &book.objections {
        let advice = if it.advice { "（提示）" } else { "" };
        text.gap().line(format!(
            "{}：{} {}{}{advice}  [{}.{}]",
            book.title, it.said, it.count, it.measure, book.key, it.key
        ));
        text.line(format!("  怎么办：{}", it.remedy));
        text.line(format!("  依据：{}", it.source));
        let shown = if all { it.items.len() } else { FIRST };
        for item in it.items.iter().take(shown) {
            text.line(format!(
                "  - {}：{}  {}",
                item.title, item.sentence, item.id
            ));
        }
        if it.count > shown.min(it.items.len()) as u64 {
            text.line("  - ……");
        }
    }
}

fn printed(papers: &InspectionPapers) -> Text {
    let mut table = Table::of(&["名称", "站点", "#登记", "#页数", "!文件"]);
    for it in &papers.files {
        table.row(&[
            &it.title,
            &it.station,
            &it.records.to_string(),
            &it.pages.to_string(),
            &it.path,
        ]);
    }
    let mut text = Text::new();
    text.line(format!(
        "已印好 {} 份，共 {} 页：{}",
        papers.files.len(),
        papers.pages,
        papers.path
    ));
    if !papers.missing.is_empty() {
        let missing = papers.missing.join("、");
        text.line(format!("没有字体能印的字：{missing}"));
    }
    text.table(&table);
    text
}
