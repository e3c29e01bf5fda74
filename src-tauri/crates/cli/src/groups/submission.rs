//! Between offices: cards, submissions out and in, what is handed down.

use std::path::PathBuf;

use app::call;
use app::wire::{
    AnswerSubmission, AskedItem, CardFile, ChooseSubmission, DispatchMade, DispatchReport,
    MakeHandDown, MakeSubmission, Nothing, OfHandDown, OfSentPart, OfSentYear, SentPart,
    TakeDispatch, TrustCard, WriteCard,
};
use clap::{Args, Subcommand};

use crate::answer::{Done, Result};
use crate::group::Group;
use crate::session::Session;
use crate::text::{Table, Text, size};
use crate::written::file;

#[derive(Subcommand, Debug)]
pub(crate) enum BorderCommand {
    /// 上报：收件卡、制作上报件、收件、答复、汇总
    #[command(
        subcommand,
        after_help = "例：presidium submission make --what roster、figures --out 上报.rds"
    )]
    Submission(SubmissionCommand),
    /// 下发：月主题、期限规则、放假安排、任务包
    #[command(
        subcommand,
        after_help = "例：presidium handdown totals 防汛备汛联动监督"
    )]
    Handdown(HandDownCommand),
}

#[derive(Args, Debug)]
pub(crate) struct Choice {
    /// 上报什么，用顿号隔开：figures（统计数字）、tasks（任务）、登记簿的名称
    #[arg(long, value_name = "内容", value_delimiter = '、')]
    what: Vec<String>,
    /// 上报哪一年的
    #[arg(long, value_name = "年")]
    year: Option<i32>,
    /// 转报哪几件代表建议（编号或标题）
    #[arg(long, value_name = "建议", num_args = 1..)]
    suggestion: Vec<String>,
    /// 连证件号、电话、住址一起上报
    #[arg(long)]
    sensitive: bool,
    /// 更正以前的哪一号
    #[arg(long, value_name = "编号")]
    replaces: Option<String>,
    /// 上报给哪个单位（上级不止一个时）
    #[arg(long, value_name = "单位")]
    to: Option<String>,
}

impl Choice {
    fn request(self) -> ChooseSubmission {
        ChooseSubmission {
            what: self.what,
            year: self.year,
            suggestions: self.suggestion,
            sensitive: self.sensitive,
            replaces: self.replaces,
            to: self.to,
        }
    }
}

#[derive(Subcommand, Debug)]
pub(crate) enum SubmissionCommand {
    /// 本单位的收件卡：写成文件，或收下上级的（先在电话里核对识别码）
    #[command(
        after_help = "例：presidium submission card --out 青禾县收件卡.rdk\n    presidium submission card 青禾县收件卡.rdk --fingerprint 9ZV77YR6"
    )]
    Card {
        /// 上级的收件卡；不写就写本单位的
        #[arg(value_name = "文件", required_unless_present = "out")]
        file: Option<PathBuf>,
        /// 电话里报的识别码；不写只看不收
        #[arg(long, value_name = "识别码", requires = "file")]
        fingerprint: Option<String>,
        /// 本单位的收件卡存成哪个文件
        #[arg(long, value_name = "文件", conflicts_with = "file")]
        out: Option<PathBuf>,
    },
    /// 看看会上报什么，不做文件
    #[command(after_help = "例：presidium submission preview --what roster、figures")]
    Preview {
        #[command(flatten)]
        choice: Choice,
    },
    /// 制作上报件：编号、定稿、签名
    #[command(
        after_help = "例：presidium submission make --what roster、figures --year 2026 --out 上报.rds"
    )]
    Make {
        #[command(flatten)]
        choice: Choice,
        /// 存成哪个文件
        #[arg(long, value_name = "文件")]
        out: PathBuf,
    },
    /// 收上报件、答复或下发件；先看不收加 --look
    #[command(after_help = "例：presidium submission take 上报.rds --receipt 回执.rds")]
    Take {
        /// 文件
        #[arg(value_name = "文件")]
        file: PathBuf,
        /// 第一次上报的单位：电话里报的识别码
        #[arg(long, value_name = "识别码")]
        confirm: Option<String>,
        /// 回执存成哪个文件
        #[arg(long, value_name = "文件")]
        receipt: Option<PathBuf>,
        /// 只看，不收
        #[arg(long, conflicts_with_all = ["confirm", "receipt"])]
        look: bool,
    },
    /// 批复一份收到的上报件，或退回
    #[command(
        after_help = "例：presidium submission reply 柳河镇〔2026〕上报第3号 --return --text 名册缺两人 --out 退回.rds"
    )]
    Reply {
        /// 编号
        #[arg(value_name = "编号")]
        id: String,
        /// 批复的内容，或退回的原因
        #[arg(long, value_name = "内容")]
        text: String,
        /// 退回
        #[arg(long = "return")]
        back: bool,
        /// 存成哪个文件
        #[arg(long, value_name = "文件")]
        out: PathBuf,
    },
    /// 各乡镇上报的数字相加，谁没有报
    #[command(after_help = "例：presidium submission totals --year 2026")]
    Totals {
        /// 哪一年的
        #[arg(long, value_name = "年")]
        year: Option<i32>,
    },
    /// 一份上报件里的内容，照它定稿时的样子
    #[command(after_help = "例：presidium submission show 柳河镇〔2026〕上报第3号 --part roster")]
    Show {
        /// 编号
        #[arg(value_name = "编号")]
        id: String,
        /// 哪一部分
        #[arg(long, value_name = "部分")]
        part: Option<String>,
    },
    /// 上报、收到、下发的，各到哪一步
    #[command(after_help = "例：presidium submission list")]
    List,
}

#[derive(Subcommand, Debug)]
pub(crate) enum HandDownCommand {
    /// 制作下发件
    #[command(
        after_help = "例：presidium handdown make --sort 任务包 --title 防汛备汛联动监督 --due 2026-06-30 --number 检查次数/次 --words 主要问题 --out 任务.rds"
    )]
    Make {
        /// 月主题、期限规则、放假安排、任务包
        #[arg(long, value_name = "类别")]
        sort: String,
        /// 标题
        #[arg(long, value_name = "标题")]
        title: String,
        /// 哪个月的主题
        #[arg(long, value_name = "年月")]
        month: Option<String>,
        /// 报送期限
        #[arg(long, value_name = "日期")]
        due: Option<String>,
        /// 计划、要求；月主题的每一行是一项任务
        #[arg(long, value_name = "内容", default_value = "")]
        body: String,
        /// 要填数字的项，单位写在斜线后
        #[arg(long, value_name = "填报项")]
        number: Vec<String>,
        /// 要填文字的项
        #[arg(long, value_name = "填报项")]
        words: Vec<String>,
        /// 放假安排的文件
        #[arg(long, value_name = "文件")]
        file: Option<PathBuf>,
        /// 下发给哪些单位；不写给全部核对过的
        #[arg(long, value_name = "单位", num_args = 1..)]
        to: Vec<String>,
        /// 存成哪个文件
        #[arg(long, value_name = "文件")]
        out: PathBuf,
    },
    /// 谁填报了，各项合计
    #[command(after_help = "例：presidium handdown totals 防汛备汛联动监督")]
    Totals {
        /// 编号或标题
        #[arg(value_name = "下发件")]
        id: String,
    },
}

impl Group for BorderCommand {
    fn run(self, session: &mut Session) -> Result<Done> {
        match self {
            Self::Submission(command) => submission(session, command),
            Self::Handdown(command) => handdown(session, command),
        }
    }
}

fn submission(session: &mut Session, command: SubmissionCommand) -> Result<Done> {
    let app = &mut session.app;
    match command {
        SubmissionCommand::Card {
            file: Some(card),
            fingerprint: Some(fingerprint),
            ..
        } => {
            let request = TrustCard {
                file: file(&card),
                fingerprint,
            };
            let trusted = call::trust_card(app, request)?;
            let mut text = Text::new();
            text.line(format!("已收下“{}”的收件卡", trusted.office));
            text.facts(&[("识别码", trusted.fingerprint.clone())]);
            Done::new(&trusted, text)
        }
        SubmissionCommand::Card {
            file: card, out, ..
        } => {
            let said = match card {
                Some(card) => call::look_at_card(app, CardFile { file: file(&card) })?,
                None => {
                    let out = file(&out.unwrap_or_default());
                    call::write_card(app, WriteCard { out })?
                }
            };
            let mut text = Text::new();
            text.line(format!("“{}”的收件卡", said.office));
            text.facts(&[
                ("识别码", said.fingerprint.clone()),
                ("区划代码", said.area.clone()),
                ("位置", said.path.clone()),
            ]);
            Done::new(&said, text)
        }
        SubmissionCommand::Preview { choice } => {
            let preview = call::preview_submission(app, choice.request())?;
            let mut text = Text::new();
            text.line(format!("{}，报给“{}”，会有：", preview.number, preview.to));
            parts(&mut text, &preview.parts);
            Done::new(&preview, text)
        }
        SubmissionCommand::Make { choice, out } => {
            let request = MakeSubmission {
                choice: choice.request(),
                out: file(&out),
            };
            let made = call::make_submission(app, request)?;
            let text = told_made(&made);
            Done::new(&made, text)
        }
        SubmissionCommand::Take {
            file: dispatch,
            confirm,
            receipt,
            look,
        } => {
            let report = match look {
                true => call::preview_dispatch(
                    app,
                    app::wire::DispatchFile {
                        file: file(&dispatch),
                    },
                )?,
                false => {
                    let request = TakeDispatch {
                        file: file(&dispatch),
                        confirm,
                        receipt: receipt.as_deref().map(file),
                    };
                    call::take_dispatch(app, request)?
                }
            };
            let text = told_taken(&report, look);
            Done::new(&report, text)
        }
        SubmissionCommand::Reply {
            id,
            text,
            back,
            out,
        } => {
            let request = AnswerSubmission {
                id,
                verdict: if back { "return" } else { "reply" }.into(),
                text,
                out: file(&out),
            };
            let made = call::answer_submission(app, request)?;
            let text = told_made(&made);
            Done::new(&made, text)
        }
        SubmissionCommand::Totals { year } => totals(session, year),
        SubmissionCommand::Show { id, part } => {
            let rows = call::sent_rows(app, OfSentPart { id, part })?;
            let mut text = Text::new();
            text.line(format!("{} {}", rows.number, rows.title));
            let heads: Vec<&str> = rows.columns.iter().map(String::as_str).collect();
            let mut table = Table::of(&heads);
            for row in &rows.rows {
                table.row(row);
            }
            text.table(&table);
            Done::new(&rows, text)
        }
        SubmissionCommand::List => {
            let border = call::border(app, Nothing {})?;
            let mut text = Text::new();
            for (title, lines) in [
                ("上报的", &border.made),
                ("收到的", &border.received),
                ("下发的", &border.handdowns),
            ] {
                if lines.is_empty() {
                    continue;
                }
                text.line(title);
                let mut table = Table::of(&["编号", "单位", "内容", "日期", "情况", "说明"]);
                for it in lines {
                    table.row(&[
                        it.number.clone(),
                        it.who.clone(),
                        it.title.clone(),
                        it.on.clone(),
                        it.state.clone(),
                        it.note.clone(),
                    ]);
                }
                text.table(&table);
            }
            Done::new(&border, text)
        }
    }
}

fn totals(session: &mut Session, year: Option<i32>) -> Result<Done> {
    let sums = call::submission_totals(&mut session.app, OfSentYear { year })?;
    let mut text = Text::new();
    text.line(format!("{} 年，{} 个乡镇报了", sums.year, sums.rows.len()));
    let mut table = Table::of(&["指标", "合计", "分子", "分母", "单位"]);
    for it in &sums.figures {
        table.row(&[
            it.title.clone(),
            it.value.map_or_else(String::new, |it| it.to_string()),
            it.numerator.to_string(),
            it.denominator.map_or_else(String::new, |it| it.to_string()),
            it.unit.clone(),
        ]);
    }
    text.table(&table);
    text.items("没有报的", &sums.missing);
    Done::new(&sums, text)
}

fn handdown(session: &mut Session, command: HandDownCommand) -> Result<Done> {
    let app = &mut session.app;
    match command {
        HandDownCommand::Make {
            sort,
            title,
            month,
            due,
            body,
            number,
            words,
            file: holidays,
            to,
            out,
        } => {
            let mut items: Vec<AskedItem> = Vec::new();
            for written in number {
                let (title, unit) = written.split_once('/').unwrap_or((written.as_str(), ""));
                items.push(AskedItem {
                    title: title.trim().into(),
                    number: true,
                    unit: unit.trim().into(),
                });
            }
            items.extend(words.into_iter().map(|title| AskedItem {
                title,
                number: false,
                unit: String::new(),
            }));
            let request = MakeHandDown {
                sort,
                title,
                month,
                due,
                body,
                items,
                file: holidays.as_deref().map(file),
                to,
                out: file(&out),
            };
            let made = call::make_handdown(app, request)?;
            let text = told_made(&made);
            Done::new(&made, text)
        }
        HandDownCommand::Totals { id } => {
            let sums = call::handdown_totals(app, OfHandDown { id })?;
            let mut text = Text::new();
            text.line(format!("{} {}", sums.number, sums.title));
            let mut heads = vec!["单位", "上报件"];
            heads.extend(sums.items.iter().map(|it| it.title.as_str()));
            let mut table = Table::of(&heads);
            for it in &sums.rows {
                let mut row = vec![it.township.clone(), it.number.clone()];
                row.extend(it.values.iter().cloned());
                table.row(&row);
            }
            let mut sum = vec!["合计".to_owned(), String::new()];
            sum.extend(sums.items.iter().map(|it| it.sum.clone()));
            table.row(&sum);
            text.table(&table);
            text.items("没有报的", &sums.missing);
            Done::new(&sums, text)
        }
    }
}

fn parts(text: &mut Text, parts: &[SentPart]) {
    let lines: Vec<String> = parts
        .iter()
        .map(|it| match it.left_out.is_empty() {
            true => format!("{}：{} 行", it.title, it.rows),
            false => format!(
                "{}：{} 行，不含{}",
                it.title,
                it.rows,
                it.left_out.join("、")
            ),
        })
        .collect();
    text.items("内容", &lines);
}

fn told_made(made: &DispatchMade) -> Text {
    let mut text = Text::new();
    text.line(format!(
        "已做好 {}，给“{}”",
        made.number,
        made.to.join("、")
    ));
    text.facts(&[
        ("位置", made.path.clone()),
        ("大小", size(made.bytes)),
        ("核对码", made.check.clone()),
        ("本单位的识别码", made.fingerprint.clone()),
    ]);
    parts(&mut text, &made.parts);
    text
}

fn told_taken(report: &DispatchReport, look: bool) -> Text {
    let mut text = Text::new();
    text.line(match (report.already, look) {
        (true, _) => format!("{} 已收过，没有新内容", report.number),
        (false, true) => format!("{}，收下会有：", report.number),
        (false, false) => format!("已收下 {}", report.number),
    });
    text.facts(&[
        ("单位", report.from.clone()),
        ("识别码", report.fingerprint.clone()),
        ("制作", report.made.clone()),
        ("更正", report.replaces.clone()),
        ("说明", report.note.clone()),
        ("核对码", report.receipt.clone()),
        ("回执", report.receipt_path.clone()),
    ]);
    parts(&mut text, &report.parts);
    text.items("注意", &report.warnings);
    text
}
