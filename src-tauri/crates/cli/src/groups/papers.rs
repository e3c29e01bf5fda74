//! Papers, the pages of the books, and files that belong to records.

use std::path::PathBuf;

use app::call;
use app::wire::{
    Attach, BookPages, Nothing, OfAttachment, OfBook, PrintReport, PrintRequest, SignPages,
};
use clap::{Args, Subcommand};

use super::told::{self, done, empty};
use crate::answer::{Done, Result};
use crate::group::Group;
use crate::session::Session;
use crate::text::{Table, Text, size};
use crate::written::{Pair, count, file, names, pair, wheres, year};

#[derive(Subcommand, Debug)]
pub(crate) enum PapersCommand {
    /// 有哪些表可以打印
    #[command(after_help = "例：presidium forms")]
    Forms,
    /// 打印为 PDF（公文也可以是 .docx）
    #[command(
        after_help = "例：presidium print roster --out 代表名册.pdf\n    presidium print sign_in --entry title=选民接待日 --out 签到表.pdf"
    )]
    Print(Box<Print>),
    /// 一本簿有哪几页，每页从几号到几号，签没签字
    #[command(after_help = "例：presidium book-pages receptions --year 2026")]
    BookPages {
        /// 登记簿的代号
        #[arg(value_name = "登记簿")]
        register: String,
        /// 哪个站点的
        #[arg(long, value_name = "站点")]
        station: Option<String>,
        /// 哪一年；不写为今年
        #[arg(long, value_name = "年份", value_parser = year)]
        year: Option<i32>,
    },
    /// 登记簿页签字：签到第几页为止；签过的页不再变动
    #[command(after_help = "例：presidium sign-pages receptions --through 3 --by 张建国")]
    SignPages {
        /// 登记簿的代号
        #[arg(value_name = "登记簿")]
        register: String,
        /// 哪个站点的
        #[arg(long, value_name = "站点")]
        station: Option<String>,
        /// 哪一年；不写为今年
        #[arg(long, value_name = "年份", value_parser = year)]
        year: Option<i32>,
        /// 签到第几页
        #[arg(long, value_name = "页号", value_parser = count)]
        through: u32,
        /// 签字人
        #[arg(long, value_name = "姓名")]
        by: String,
        /// 签字日期，不写为今天
        #[arg(long, value_name = "日期")]
        day: Option<String>,
        /// 末页余下的空行已划去（以下空白），不再续打
        #[arg(long)]
        closed: bool,
    },
    /// 给一条登记附上照片、扫描原件或文件
    #[command(after_help = "例：presidium attach activities 编号 照片.jpg --sort 照片")]
    Attach {
        /// 登记簿的代号
        #[arg(value_name = "登记簿")]
        register: String,
        /// 登记的编号
        #[arg(value_name = "编号")]
        id: String,
        /// 要附上的文件
        #[arg(value_name = "文件")]
        file: PathBuf,
        /// 照片、扫描原件、文件、登记照
        #[arg(long, value_name = "种类")]
        sort: Option<String>,
        /// 原件位置，如 第3盒第12页
        #[arg(long, value_name = "位置")]
        place: Option<String>,
    },
    /// 取出附件
    #[command(after_help = "例：presidium attachment 编号 --out 照片.jpg")]
    Attachment {
        /// 附件的编号
        #[arg(value_name = "编号")]
        id: String,
        /// 存到哪个文件
        #[arg(long, value_name = "文件")]
        out: PathBuf,
    },
}

/// What is printed.
#[derive(Args, Debug)]
pub(crate) struct Print {
    /// 表的代号，见 presidium forms；登记簿的表与登记簿同名
    #[arg(value_name = "表")]
    form: String,
    /// 存到哪个文件
    #[arg(long, value_name = "文件")]
    out: PathBuf,
    /// 只印这个站点的
    #[arg(long, value_name = "站点")]
    station: Option<String>,
    /// 只印这一条
    #[arg(long, value_name = "编号")]
    record: Option<String>,
    /// 只印这位代表的
    #[arg(long, value_name = "代表")]
    deputy: Option<String>,
    /// 只印这一年的
    #[arg(long, value_name = "年份", value_parser = year)]
    year: Option<i32>,
    /// 只印这个月的
    #[arg(long, value_name = "月份")]
    month: Option<u32>,
    /// 空白表
    #[arg(long)]
    blank: bool,
    /// 印哪些栏目，用、或逗号隔开
    #[arg(long, value_name = "栏、栏")]
    columns: Option<String>,
    /// 按什么分段：代表层级、代表小组、选区
    #[arg(long, value_name = "分段")]
    sections: Option<String>,
    /// 条件，可多次
    #[arg(long = "where", value_name = "字段=值", value_parser = pair)]
    conditions: Vec<Pair>,
    /// 次序：姓名笔画、姓氏笔画、拼音，或栏目
    #[arg(long, value_name = "次序")]
    order: Option<String>,
    /// 表上另外填写的内容（见 forms 所列），可多次
    #[arg(long = "entry", value_name = "栏=内容", value_parser = pair)]
    entries: Vec<Pair>,
}

impl Group for PapersCommand {
    fn run(self, session: &mut Session) -> Result<Done> {
        match self {
            Self::Forms => forms(session),
            Self::Print(print) => {
                let report = call::print(&mut session.app, print.request())?;
                Done::new(&report, printed(&report))
            }
            Self::BookPages {
                register,
                station,
                year,
            } => {
                let request = OfBook {
                    register,
                    station,
                    year,
                };
                let pages = call::book_pages(&mut session.app, request)?;
                Done::new(&pages, book_pages(&pages))
            }
            Self::SignPages {
                register,
                station,
                year,
                through,
                by,
                day,
                closed,
            } => {
                let request = SignPages {
                    register,
                    station,
                    year,
                    through,
                    signed_on: day,
                    signed_by: by,
                    closed,
                };
                let answer = call::sign_pages(&mut session.app, request)?;
                Done::new(&answer, told::saved(&answer))
            }
            Self::Attach {
                register,
                id,
                file: attached,
                sort,
                place,
            } => {
                let request = Attach {
                    register,
                    id,
                    file: file(&attached),
                    sort,
                    place,
                };
                let answer = call::attach(&mut session.app, request)?;
                let mut text = Text::new();
                done(&mut text, answer.operation.as_ref(), &answer.title);
                let shrunk = match answer.bytes < answer.chosen {
                    true => format!("（原来 {}）", size(answer.chosen)),
                    false => String::new(),
                };
                text.facts(&[
                    ("文件", answer.name.clone()),
                    ("大小", format!("{}{shrunk}", size(answer.bytes))),
                    ("附件编号", answer.id.clone()),
                ]);
                Done::new(&answer, text)
            }
            Self::Attachment { id, out } => {
                let request = OfAttachment {
                    id,
                    out: Some(file(&out)),
                };
                let content = call::attachment(&mut session.app, request)?;
                let mut text = Text::new();
                let path = content.path.as_deref().unwrap_or_default();
                let bytes = size(content.bytes);
                text.line(format!("已取出“{}”（{bytes}）：{path}", content.name));
                Done::new(&content, text)
            }
        }
    }
}

impl Print {
    fn request(self) -> PrintRequest {
        PrintRequest {
            form: self.form,
            station: self.station,
            record: self.record,
            deputy: self.deputy,
            year: self.year,
            month: self.month,
            blank: self.blank,
            columns: self.columns.map(|it| names(&it)).unwrap_or_default(),
            sections: self.sections,
            search: None,
            conditions: wheres(self.conditions),
            order: self.order,
            entries: self.entries.into_iter().collect(),
            out: Some(file(&self.out)),
            ..PrintRequest::default()
        }
    }
}

fn forms(session: &mut Session) -> Result<Done> {
    let all = call::forms(&mut session.app, Nothing {})?;
    let option = |key: &String| match key.as_str() {
        "rows" => "--where".to_owned(),
        other => format!("--{other}"),
    };
    let mut table = Table::of(&["!代号", "名称", "必须写", "另外填写（--entry）"]);
    for it in &all {
        let needs: Vec<String> = it.needs.iter().map(option).collect();
        let entry = |it: &app::wire::FormEntry| format!("{}（{}）", it.key, it.label);
        let entries: Vec<String> = it.entries.iter().map(entry).collect();
        table.row(&[&it.key, &it.title, &needs.join(" "), &entries.join("、")]);
    }
    let mut text = Text::new();
    text.line(format!("共 {} 种表：", all.len())).table(&table);
    text.next("presidium print 代号 --out 文件.pdf 打印一种");
    Done::new(&all, text)
}

fn printed(report: &PrintReport) -> Text {
    let mut text = Text::new();
    text.line(format!("已印成 {} 页：{}", report.pages, report.path));
    if !report.missing.is_empty() {
        let missing = report.missing.join("、");
        text.line(format!("没有字体能印的字：{missing}"));
    }
    for it in &report.substituted {
        text.line(format!("没有装“{}”，用“{}”代替", it.wanted, it.used));
    }
    text
}

fn book_pages(pages: &BookPages) -> Text {
    let mut table = Table::of(&["#页", "从", "到", "#条数", "签字", "情况"]);
    for it in &pages.pages {
        let signed = match it.signed_on.is_empty() {
            true => String::new(),
            false => format!("{} {}", it.signed_on, it.signed_by),
        };
        let mut standing = Vec::new();
        if it.closed {
            standing.push("以下空白".to_owned());
        }
        if it.signed > 0 && it.signed < it.entries {
            standing.push(format!("签了 {} 条", it.signed));
        }
        if it.corrected > 0 {
            standing.push(format!("签后更正 {} 条", it.corrected));
        }
        table.row(&[
            &it.page.to_string(),
            &it.first,
            &it.last,
            &it.entries.to_string(),
            &signed,
            &standing.join("，"),
        ]);
    }
    let mut text = Text::new();
    text.line(format!("{} {} 年", pages.title, pages.year));
    let stations: Vec<&str> = pages.stations.iter().map(|it| it.name.as_str()).collect();
    text.facts(&[("有这本簿的站点", stations.join("、"))]);
    empty(&mut text, table.is_empty(), "这一年还没有登记");
    text.table(&table);
    text
}
