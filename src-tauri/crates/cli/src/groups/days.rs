//! Reception days, rotas, notices, plans, and the calendar that they follow.

use std::path::PathBuf;

use app::call;
use app::wire::{CopyPlan, DealTeams, LoadHolidays, Nothing, OfDay, PlanDays};
use clap::Subcommand;

use crate::answer::{Done, Result};
use crate::group::Group;
use crate::session::Session;
use crate::text::{Table, Text};
use crate::written::{count, file, year};

#[derive(Subcommand, Debug)]
pub(crate) enum DaysCommand {
    /// 按规则排一年的接待日；不写 --apply 只预览
    #[command(after_help = "例：presidium plan-days 2026 --apply")]
    PlanDays {
        /// 哪一年
        #[arg(value_name = "年份", value_parser = year)]
        year: i32,
        /// 接待日规则的名称或编号；只有一条的不用写
        #[arg(long, value_name = "规则")]
        rule: Option<String>,
        /// 从哪天起
        #[arg(long, value_name = "日期")]
        from: Option<String>,
        /// 试一试别的写法（只预览），如 每月第二个周五
        #[arg(long, value_name = "写法")]
        pattern: Option<String>,
        /// 试一试 顺延、提前、不调整（只预览）
        #[arg(long, value_name = "办法")]
        on_holiday: Option<String>,
        /// 写入登记簿
        #[arg(long)]
        apply: bool,
    },
    /// 把代表分成轮值组；不写 --apply 只预览
    #[command(after_help = "例：presidium deal-rota 6 --apply")]
    DealRota {
        /// 分成几组
        #[arg(value_name = "组数", value_parser = count)]
        teams: u32,
        /// 只分这个站点的代表
        #[arg(long, value_name = "站点")]
        station: Option<String>,
        /// 写入登记簿
        #[arg(long)]
        apply: bool,
    },
    /// 拟一个接待日的公告
    #[command(after_help = "例：presidium draft-notice 2026-03-26")]
    DraftNotice {
        /// 接待日的日期或编号
        #[arg(value_name = "接待日")]
        day: String,
    },
    /// 复制一个月的工作计划
    #[command(after_help = "例：presidium copy-plan 编号 --month 2026-04")]
    CopyPlan {
        /// 计划的编号，见 presidium list plans
        #[arg(value_name = "计划")]
        plan: String,
        /// 用于哪个月；不写为下一个月
        #[arg(long, value_name = "月份")]
        month: Option<String>,
    },
    /// 放假安排：有哪些年份；给出文件则载入
    #[command(after_help = "例：presidium holidays；presidium holidays 2027.json")]
    Holidays {
        /// 放假安排的 .json 文件
        #[arg(value_name = "文件")]
        file: Option<PathBuf>,
    },
}

impl Group for DaysCommand {
    fn run(self, session: &mut Session) -> Result<Done> {
        match self {
            Self::PlanDays {
                year,
                rule,
                from,
                pattern,
                on_holiday,
                apply,
            } => {
                let request = PlanDays {
                    year,
                    rule,
                    from,
                    pattern,
                    on_holiday,
                    apply,
                };
                plan_days(session, request)
            }
            Self::DealRota {
                teams,
                station,
                apply,
            } => {
                let request = DealTeams {
                    station,
                    teams,
                    apply,
                };
                deal_rota(session, request)
            }
            Self::DraftNotice { day } => {
                let notice = call::draft_notice(&mut session.app, OfDay { day })?;
                let mut text = Text::new();
                text.line(&notice.title).gap().prose(&notice.text);
                text.items("请留意", &notice.notes);
                Done::new(&notice, text)
            }
            Self::CopyPlan { plan, month } => {
                let copied = call::copy_plan(&mut session.app, CopyPlan { plan, month })?;
                let mut text = Text::new();
                text.line(match copied.operation {
                    Some(_) => format!(
                        "已复制到 {}：{} 项任务，其中 {} 项是上月没办完的",
                        copied.month, copied.tasks, copied.carried_over
                    ),
                    None => format!("{} 已有这份计划，没有写入", copied.month),
                });
                text.facts(&[("编号", copied.id.clone())]);
                Done::new(&copied, text)
            }
            Self::Holidays { file: None } => holidays(session),
            Self::Holidays { file: Some(path) } => {
                let request = LoadHolidays { file: file(&path) };
                let loaded = call::load_holidays(&mut session.app, request)?;
                let mut text = Text::new();
                super::told::done(&mut text, loaded.operation.as_ref(), &loaded.title);
                Done::new(&loaded, text)
            }
        }
    }
}

fn plan_days(session: &mut Session, request: PlanDays) -> Result<Done> {
    let applies = request.apply;
    let planned = call::plan_reception_days(&mut session.app, request)?;
    let mut table = Table::of(&["日期", "星期", "说明", "轮值组", "接待代表", "情况"]);
    for it in &planned.days {
        let exists = if it.exists { "已登记" } else { "" };
        let deputies = it.deputies.join("、");
        table.row(&[
            it.date.as_str(),
            &it.weekday,
            &it.why,
            &it.team,
            &deputies,
            exists,
        ]);
    }
    let mut text = Text::new();
    text.line(match (&planned.operation, applies) {
        (Some(_), _) => format!("{}：已写入 {} 个接待日", planned.rule, planned.made),
        (None, true) => format!("{}：这些接待日都已登记，没有写入", planned.rule),
        (None, false) => format!("{}：排出 {} 天，只预览", planned.rule, planned.days.len()),
    });
    text.table(&table).items("请留意", &planned.notes);
    if !applies {
        text.next("加 --apply 写入登记簿");
    }
    Done::new(&planned, text)
}

fn deal_rota(session: &mut Session, request: DealTeams) -> Result<Done> {
    let applies = request.apply;
    let dealt = call::deal_rota(&mut session.app, request)?;
    let mut table = Table::of(&["轮值组", "#人数", "代表"]);
    for it in &dealt.teams {
        let count = it.deputies.len().to_string();
        table.row(&[&it.name, &count, &it.deputies.join("、")]);
    }
    let mut text = Text::new();
    text.line(match dealt.operation {
        Some(_) => format!("已分成 {} 组：", dealt.teams.len()),
        None => format!("分成 {} 组，没有写入：", dealt.teams.len()),
    });
    text.table(&table);
    if !applies {
        text.next("加 --apply 写入登记簿");
    }
    Done::new(&dealt, text)
}

fn holidays(session: &mut Session) -> Result<Done> {
    let known = call::holidays(&mut session.app, Nothing {})?;
    let mut table = Table::of(&["年份", "通知", "来源"]);
    for it in &known.years {
        let source = match it.id {
            Some(_) => "本单位载入",
            None => "随程序带来",
        };
        table.row(&[it.year.to_string().as_str(), &it.notice, source]);
    }
    let mut text = Text::new();
    text.line("知道放假安排的年份：").table(&table);
    let missing: Vec<String> = known.missing.iter().map(i32::to_string).collect();
    if !missing.is_empty() {
        text.gap().line(format!("还缺：{}", missing.join("、")));
    }
    for words in &known.words {
        text.line(words);
    }
    if !missing.is_empty() {
        text.next("国务院办公厅的通知发布后，用 presidium holidays 文件.json 载入");
    }
    Done::new(&known, text)
}
