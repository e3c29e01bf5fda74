//! Dossiers of deputies.

use app::call;
use app::wire::{
    Dossier, DossierAcross, DossierFact, DossierShelf, FreezeDossier, OfDossier, OfDossiers,
};
use clap::Subcommand;

use super::told::{self, empty};
use crate::answer::{Done, Result};
use crate::group::Group;
use crate::session::Session;
use crate::text::{Table, Text};
use crate::written::year;

#[derive(Subcommand, Debug)]
pub(crate) enum DossiersCommand {
    /// 一位代表一年的履职档案；不写代表则列出全部代表各项次数
    #[command(after_help = "例：presidium dossier 王小明 --year 2026")]
    Dossier {
        /// 代表的姓名或编号
        #[arg(value_name = "代表")]
        deputy: Option<String>,
        /// 哪一年；不写为今年
        #[arg(long, value_name = "年份", value_parser = year)]
        year: Option<i32>,
        /// 各届各年
        #[arg(long, requires = "deputy")]
        across: bool,
    },
    /// 履职档案定稿
    #[command(after_help = "例：presidium freeze-dossier 王小明 刘芳 --year 2026")]
    FreezeDossier {
        /// 代表的姓名或编号，可多位
        #[arg(value_name = "代表", required = true)]
        deputies: Vec<String>,
        /// 哪一年；不写为今年
        #[arg(long, value_name = "年份", value_parser = year)]
        year: Option<i32>,
        /// 已定稿的按现在的登记簿重新定稿
        #[arg(long)]
        again: bool,
    },
}

impl Group for DossiersCommand {
    fn run(self, session: &mut Session) -> Result<Done> {
        match self {
            Self::Dossier {
                deputy: None, year, ..
            } => {
                let all = call::dossiers(&mut session.app, OfDossiers { year })?;
                Done::new(&all, shelf(&all))
            }
            Self::Dossier {
                deputy: Some(deputy),
                year,
                across,
            } => {
                let request = OfDossier {
                    deputy,
                    year,
                    living: false,
                };
                if across {
                    let all = call::dossier_across(&mut session.app, request)?;
                    return Done::new(&all, over_years(&all));
                }
                let one = call::dossier(&mut session.app, request)?;
                Done::new(&one, dossier(&one))
            }
            Self::FreezeDossier {
                deputies,
                year,
                again,
            } => {
                let request = FreezeDossier {
                    deputies,
                    year,
                    again,
                };
                let answer = call::freeze_dossier(&mut session.app, request)?;
                Done::new(&answer, told::saved(&answer))
            }
        }
    }
}

fn counts(counts: &[u32]) -> impl Iterator<Item = String> + '_ {
    counts.iter().map(u32::to_string)
}

fn shelf(shelf: &DossierShelf) -> Text {
    let mut headings = vec!["姓名".to_owned(), "代表小组".to_owned()];
    headings.extend(shelf.parts.iter().map(|it| format!("#{}", it.title)));
    headings.extend(["报告或意见".to_owned(), "定稿".to_owned()]);
    let mut table = Table::of(&headings);
    for it in &shelf.rows {
        let mut row = vec![it.name.clone(), it.group.clone()];
        row.extend(counts(&it.counts));
        row.push(if it.written { "已写" } else { "" }.to_owned());
        row.push(it.frozen_on.clone());
        table.row(&row);
    }
    let mut text = Text::new();
    text.line(format!("{} 年履职档案：", shelf.year));
    empty(&mut text, table.is_empty(), "名册里还没有在任代表");
    text.table(&table);
    text.next("presidium dossier 姓名 看一位代表的档案");
    text
}

fn over_years(all: &DossierAcross) -> Text {
    let mut text = Text::new();
    text.line(format!("{}的历年履职", all.name));
    let mut terms = Table::of(&["层级", "届次", "选区", "当选", "状态", "任期"]);
    for it in &all.terms {
        terms.row(&[
            &it.level,
            &it.term,
            &it.constituency,
            &it.elected_on,
            &it.status,
            &it.span,
        ]);
    }
    text.section("任职", &terms);
    let mut headings = vec!["年份".to_owned(), "届次".to_owned()];
    headings.extend(all.parts.iter().map(|it| format!("#{}", it.title)));
    headings.push("定稿".into());
    let mut years = Table::of(&headings);
    for it in &all.years {
        let mut row = vec![it.year.to_string(), it.term.clone()];
        row.extend(counts(&it.counts));
        row.push(it.frozen_on.clone());
        years.row(&row);
    }
    if !all.years.is_empty() {
        let mut row = vec!["合计".to_owned(), String::new()];
        row.extend(counts(&all.totals));
        years.row(&row);
    }
    text.section("各年次数", &years);
    text
}

fn dossier(dossier: &Dossier) -> Text {
    let mut text = Text::new();
    let standing = match dossier.frozen_on.is_empty() {
        true => "未定稿，按现在的登记簿".to_owned(),
        false => format!("{} {}定稿", dossier.frozen_on, dossier.frozen_by),
    };
    text.line(format!(
        "{} {} 年履职档案（{standing}）",
        dossier.name, dossier.year
    ));
    let content = &dossier.content;
    let facts = |facts: &[DossierFact], text: &mut Text| {
        let said: Vec<(&str, String)> = facts
            .iter()
            .map(|it| (it.label.as_str(), it.value.clone()))
            .collect();
        text.gap().facts(&said);
    };
    facts(&content.facts, &mut text);
    for part in &content.parts {
        let mut headings = part.columns.clone();
        headings.push("出处".into());
        let mut table = Table::of(&headings);
        for line in &part.lines {
            let mut row = line.cells.clone();
            row.resize(part.columns.len(), String::new());
            row.push(line.place.clone());
            table.row(&row);
        }
        let heading = match part.sum.is_empty() {
            true => part.title.clone(),
            false => format!("{}（{}）", part.title, part.sum),
        };
        text.section(&heading, &table);
    }
    let empty: Vec<&str> = content
        .parts
        .iter()
        .filter(|it| it.lines.is_empty())
        .map(|it| it.title.as_str())
        .collect();
    if !empty.is_empty() {
        text.gap().line(format!("没有登记的：{}", empty.join("、")));
    }
    let statements = &content.statements;
    text.gap().facts(&[
        ("档案编号", statements.number.clone()),
        ("年度履职报告", statements.report.clone()),
        ("鉴定意见", statements.opinion.clone()),
    ]);
    let mut differences = Table::of(&["部分", "变化", "定稿时", "现在"]);
    for it in &dossier.differences {
        differences.row(&[&it.part, &it.sort, &it.was, &it.now]);
    }
    text.section("定稿以后登记簿的变化", &differences);
    text
}
