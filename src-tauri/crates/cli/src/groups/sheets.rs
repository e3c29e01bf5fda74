//! Spreadsheets in and out.

use std::path::PathBuf;

use app::call;
use app::wire::{
    ApplyImport, ColumnChoice, DuplicateOf, Export, FillIn, ImportReport, PlanImport, RowDecision,
    Template,
};
use clap::Subcommand;

use super::registers::Rows;
use super::told::sentence;
use crate::answer::{Done, Result};
use crate::group::Group;
use crate::session::Session;
use crate::text::{Table, Text};
use crate::written::{Pair, count, decision, file, pair, year};

#[derive(Subcommand, Debug)]
pub(crate) enum SheetsCommand {
    /// 空白模板：带下拉选项和填写说明的表格
    #[command(after_help = "例：presidium template roster --out 代表名册模板.xlsx")]
    Template {
        /// 登记簿的代号
        #[arg(value_name = "登记簿")]
        register: String,
        /// 存到哪个文件
        #[arg(long, value_name = "文件")]
        out: PathBuf,
    },
    /// 导入表格
    #[command(
        after_help = "例：presidium import roster 代表名册.xlsx --dry-run\n    presidium import roster 代表名册.xlsx --map 手机=联系电话 --decide 64=skip"
    )]
    Import {
        /// 登记簿的代号
        #[arg(value_name = "登记簿")]
        register: String,
        /// 表格文件（.xlsx、.xls、.ods、.csv）
        #[arg(value_name = "文件")]
        file: PathBuf,
        /// 哪个工作表，可多次（几个表一起导入）；不写用最像的一个
        #[arg(long, value_name = "工作表")]
        sheet: Vec<String>,
        /// 手工指定一列是哪个字段，可多次；字段留空为不要这一列
        #[arg(long, value_name = "列=字段", value_parser = pair)]
        map: Vec<Pair>,
        /// 没有年份的日期按哪一年
        #[arg(long, value_name = "年份", value_parser = year)]
        year: Option<i32>,
        /// 表头在第几行（认不出表头时）
        #[arg(long, value_name = "行号", value_parser = count)]
        header_row: Option<u32>,
        /// 不用上次核对过的列
        #[arg(long)]
        afresh: bool,
        /// 表里没有这一栏、各行都一样的，如 代表层级=乡镇
        #[arg(long, value_name = "字段=值", value_parser = pair)]
        fill: Vec<Pair>,
        /// 疑似重复的行怎么办，可多次
        #[arg(long, value_name = "行=new|update|skip", value_parser = decision)]
        decide: Vec<RowDecision>,
        /// 只看结果，不写入
        #[arg(long)]
        dry_run: bool,
        /// 有问题的行整行不收
        #[arg(long)]
        strict: bool,
    },
    /// 导出为 .xlsx 或 .csv
    #[command(after_help = "例：presidium export roster --where 性别=女 --out 女代表.xlsx")]
    Export {
        /// 登记簿的代号
        #[arg(value_name = "登记簿")]
        register: String,
        /// 存到哪个文件，.xlsx 或 .csv
        #[arg(long, value_name = "文件")]
        out: PathBuf,
        #[command(flatten)]
        rows: Rows,
    },
}

impl Group for SheetsCommand {
    fn run(self, session: &mut Session) -> Result<Done> {
        match self {
            Self::Template { register, out } => {
                let request = Template {
                    register: register.clone(),
                    out: file(&out),
                };
                let written = call::template(&mut session.app, request)?;
                let mut text = Text::new();
                text.line(format!("已写好空白模板：{}", written.path));
                text.next(format!("填好后用 presidium import {register} 文件 导入"));
                Done::new(&written, text)
            }
            Self::Import {
                register,
                file: sheet_file,
                sheet,
                map,
                year,
                header_row,
                afresh,
                fill,
                decide,
                dry_run,
                strict,
            } => {
                let filled = |(field, value)| FillIn { field, value };
                let choice = |(column, field)| ColumnChoice { column, field };
                let mut sheets = sheet.into_iter();
                let plan = PlanImport {
                    register,
                    file: file(&sheet_file),
                    sheet: sheets.next(),
                    also: sheets.collect(),
                    map: map.into_iter().map(choice).collect(),
                    strict,
                    year,
                    header_row,
                    afresh,
                    fill: fill.into_iter().map(filled).collect(),
                    propose: false,
                };
                import(session, plan, decide, dry_run)
            }
            Self::Export {
                register,
                out,
                rows,
            } => {
                let (list, columns) = rows.request(session, register)?;
                let request = Export {
                    list,
                    columns,
                    out: file(&out),
                };
                let written = call::export(&mut session.app, request)?;
                let mut text = Text::new();
                text.line(format!("已导出 {} 条：{}", written.rows, written.path));
                Done::new(&written, text)
            }
        }
    }
}

fn import(
    session: &mut Session,
    plan: PlanImport,
    decisions: Vec<RowDecision>,
    dry_run: bool,
) -> Result<Done> {
    let report = call::plan_import(&mut session.app, plan)?;
    let report = match &report.token {
        Some(token) if !dry_run => {
            let apply = ApplyImport {
                token: token.clone(),
                decisions,
            };
            call::apply_import(&mut session.app, apply)?
        }
        _ => report,
    };
    let partly =
        !report.findings.is_empty() || !report.rejected.is_empty() || !report.duplicates.is_empty();
    Ok(Done::new(&report, told(&report, dry_run))?.partly(partly))
}

fn told(report: &ImportReport, dry_run: bool) -> Text {
    let mut text = Text::new();
    text.line(if dry_run {
        "只看结果，没有写入：".into()
    } else if report.operation.is_some() {
        format!("已导入工作表“{}”：", report.sheet)
    } else {
        format!("工作表“{}”没有要写入的：", report.sheet)
    });
    let year = report.year.map(|it| format!("{it} 年"));
    text.facts(&[
        ("工作表", report.sheet.clone()),
        ("表头", format!("第 {} 行", report.header_row)),
        ("读到", format!("{} 行", report.read)),
        ("新增", format!("{} 条", report.new)),
        ("更新", format!("{} 条", report.updated)),
        ("没有变化", format!("{} 条", report.unchanged)),
        ("疑似重复", format!("{} 行", report.duplicates.len())),
        ("有问题的格", format!("{} 处", report.findings.len())),
        ("没有收的", format!("{} 行", report.rejected.len())),
        ("没写年份的按", year.unwrap_or_default()),
        ("一并新建", report.made.join("、")),
        ("表里没有的栏目", report.absent.join("、")),
    ]);
    if report.undated > 0 {
        text.line(format!(
            "有 {} 格日期没有年份，用 --year 年份 说明是哪一年",
            report.undated
        ));
    }
    for it in report.asked.iter().filter(|it| it.value.is_none()) {
        let (label, proposed) = (&it.label, &it.proposed);
        text.line(format!(
            "表里没有“{label}”，先空着；都一样的，用 --fill {label}={proposed} 一次填上"
        ));
    }
    let mut rejected = Table::of(&["#行", "原因"]);
    for it in &report.rejected {
        rejected.row(&[&it.row.to_string(), &it.reason]);
    }
    text.section("没有收的行", &rejected);
    let mut left_out = Table::of(&["工作表", "#行", "没有收的是什么"]);
    for it in &report.left_out {
        left_out.row(&[&it.sheet, &it.row.to_string(), &it.reason]);
    }
    text.section("表里没有收进来的", &left_out);
    for note in &report.notes {
        text.line(note.clone());
    }
    let mut findings = Table::of(&["#行", "列", "表里写的", "问题"]);
    for it in &report.findings {
        let said = sentence("", &it.reason, &it.hint);
        findings.row(&[&it.row.to_string(), &it.column, &it.value, &said]);
    }
    text.section("有问题的格（没有写进栏目，留作待核实）", &findings);
    let mut duplicates = Table::of(&["#行", "名称", "可能就是"]);
    for it in &report.duplicates {
        let whom = match &it.of {
            DuplicateOf::Row(row) => format!("表里第 {row} 行"),
            DuplicateOf::Record { id } => format!("已有的 {id}"),
        };
        duplicates.row(&[&it.row.to_string(), &it.name, &whom]);
    }
    text.section("疑似重复（没有写入，等人决定）", &duplicates);
    if !report.duplicates.is_empty() {
        text.next("再导入一次，用 --decide 行=new（新增）、行=update（更新那一条）或 行=skip（不收）逐行决定");
    } else if dry_run {
        text.next("去掉 --dry-run 即写入；写入后可用 presidium undo 撤销");
    } else if !report.findings.is_empty() {
        let register = &report.register;
        text.next(format!(
            "presidium list {register} --unsettled 列出待核实的"
        ));
    }
    text
}
