//! What is due, and the figures of a period.

use app::call;
use app::wire::{
    Breakdown, BreakdownRequest, DraftReport, DueItem, FigureRecords, FigureRecordsRequest,
    FigureRequest, FigureScope, Figures, Nothing, StructureRequest,
};
use clap::Subcommand;
use serde_json::json;

use super::told::empty;
use crate::answer::{Done, Result};
use crate::group::Group;
use crate::session::Session;
use crate::text::{Table, Text, number};
use crate::written::{Pair, pair, wheres};

#[derive(Subcommand, Debug)]
pub(crate) enum FiguresCommand {
    /// 到期和逾期的事
    #[command(after_help = "例：presidium due --on 2026-03-05")]
    Due,
    /// 统计数字，各有分子、分母；加 --records 列出一个数字背后的登记
    #[command(
        after_help = "例：presidium stats --from 2026 --to 2026 --compare\n    presidium stats --records satisfied_rate\n    presidium stats --by unit --rates"
    )]
    Stats {
        /// 从哪一天起，也可以只写年或年月
        #[arg(long, value_name = "日期")]
        from: Option<String>,
        /// 到哪一天止
        #[arg(long, value_name = "日期")]
        to: Option<String>,
        /// 只算这个站点（连同它下面各级）的
        #[arg(long, value_name = "站点")]
        station: Option<String>,
        /// 只算一类事项：opinions 群众意见建议、suggestions 代表建议
        #[arg(long, value_name = "登记簿")]
        matters: Option<String>,
        /// 同时列出上期和上年同期
        #[arg(long)]
        compare: bool,
        /// 分项：month、quarter、station、category、unit、deputy、channel
        #[arg(long, value_name = "按什么", conflicts_with = "records")]
        by: Option<String>,
        /// 分项时列各项办理率（受理率、交办率、按期答复率、解决率、面商率、满意率等）
        #[arg(long, requires = "by")]
        rates: bool,
        /// 列出这个数字（按它的代号）背后的登记
        #[arg(long, value_name = "代号")]
        records: Option<String>,
        /// 列分母的登记，不列分子的
        #[arg(long, requires = "records")]
        bottom: bool,
    },
    /// 起草一期小结（周调度、月小结、季报告、年度报告），留在“工作小结和报告”里
    #[command(after_help = "例：presidium draft-report --from 2026-01 --to 2026-03")]
    DraftReport {
        /// 从哪一天起，也可以只写年或年月
        #[arg(long, value_name = "日期")]
        from: String,
        /// 到哪一天止
        #[arg(long, value_name = "日期")]
        to: String,
        /// 只算这个站点的
        #[arg(long, value_name = "站点")]
        station: Option<String>,
        /// 已经有这一期的，也重新起草
        #[arg(long)]
        again: bool,
    },
    /// 代表结构统计
    #[command(after_help = "例：presidium structure --where 代表小组=第一代表小组")]
    Structure {
        /// 只统计这些代表，可多次
        #[arg(long = "where", value_name = "字段=值", value_parser = pair)]
        conditions: Vec<Pair>,
    },
}

impl Group for FiguresCommand {
    fn run(self, session: &mut Session) -> Result<Done> {
        match self {
            Self::Due => {
                let due = call::due(&mut session.app, Nothing {})?;
                let (items, notes): (Vec<_>, Vec<_>) =
                    due.items.into_iter().partition(|it| it.due.is_some());
                let text = told_due(&items, &notes);
                Done::new(&json!({ "items": items, "notes": notes }), text)
            }
            Self::Stats {
                from,
                to,
                station,
                matters,
                compare,
                by,
                rates,
                records,
                bottom,
            } => {
                let scope = FigureScope {
                    from,
                    to,
                    station,
                    matters,
                };
                if let Some(dimension) = by {
                    let request = BreakdownRequest {
                        scope,
                        dimension,
                        rates,
                    };
                    let answer = call::breakdown(&mut session.app, request)?;
                    return Done::new(&answer, told_breakdown(&answer));
                }
                if let Some(key) = records {
                    return behind(session, scope, key, bottom);
                }
                let request = FigureRequest { scope, compare };
                let answer = call::figures(&mut session.app, request)?;
                Done::new(&answer, told_figures(&answer))
            }
            Self::DraftReport {
                from,
                to,
                station,
                again,
            } => {
                let scope = FigureScope {
                    from: Some(from),
                    to: Some(to),
                    station,
                    matters: None,
                };
                draft_report(session, DraftReport { scope, again })
            }
            Self::Structure { conditions } => structure(session, conditions),
        }
    }
}

fn told_due(items: &[DueItem], notes: &[DueItem]) -> Text {
    let mut table = Table::of(&["期限", "到期", "等什么", "事由", "谁", "登记簿", "!编号"]);
    for it in items {
        let due = it.due.as_deref().unwrap_or_default();
        table.row(&[
            it.words.as_str(),
            due,
            &it.sort,
            &it.title,
            &it.told,
            &it.register,
            &it.id,
        ]);
    }
    let mut text = Text::new();
    let late = items.iter().filter(|it| it.days_left < Some(0)).count();
    text.line(match (items.len(), late) {
        (0, _) => "没有到期和逾期的事".into(),
        (all, 0) => format!("{all} 件有期限的事，没有逾期的："),
        (all, late) => format!("{all} 件有期限的事，其中 {late} 件逾期："),
    });
    text.table(&table);
    let mut remarks: Vec<&str> = items.iter().filter_map(|it| it.remark.as_deref()).collect();
    remarks.sort_unstable();
    remarks.dedup();
    for remark in remarks {
        text.line(remark);
    }
    let note = |it: &DueItem| {
        let said = [&it.sort, &it.title, &it.told];
        let said = said.into_iter().filter(|it| !it.is_empty());
        said.map(String::as_str).collect::<Vec<_>>().join("：")
    };
    let notes: Vec<String> = notes.iter().map(note).collect();
    text.items("另外请看一看", &notes);
    text
}

fn told_figures(answer: &Figures) -> Text {
    let mut text = Text::new();
    let station = match answer.station.is_empty() {
        true => String::new(),
        false => format!("（{}）", answer.station),
    };
    text.line(format!(
        "{}{station}，按 {} 的情况",
        answer.title, answer.day
    ));
    let mut sections: Vec<&str> = Vec::new();
    for it in &answer.figures {
        if !sections.contains(&it.section.as_str()) {
            sections.push(&it.section);
        }
    }
    let compared = |value: Option<f64>, title: &Option<String>| match title {
        Some(_) => number(value),
        None => String::new(),
    };
    for section in sections {
        let mut table = Table::of(&[
            "指标",
            "#数值",
            "单位",
            "#分子",
            "#分母",
            "#上期",
            "#上年同期",
            "!代号",
        ]);
        for it in answer.figures.iter().filter(|it| it.section == section) {
            let bottom = it.denominator.map(|it| it.to_string());
            let top = bottom.as_ref().map(|_| it.numerator.to_string());
            table.row(&[
                it.title.as_str(),
                &number(it.value),
                &it.unit,
                top.as_deref().unwrap_or_default(),
                bottom.as_deref().unwrap_or_default(),
                &compared(it.before, &answer.before),
                &compared(it.last_year, &answer.last_year),
                &it.key,
            ]);
        }
        text.section(section, &table);
    }
    let before = answer.before.clone().unwrap_or_default();
    let last_year = answer.last_year.clone().unwrap_or_default();
    text.facts(&[("上期", before), ("上年同期", last_year)]);
    text.next("presidium stats --records 代号 列出一个数字背后的登记");
    text
}

fn told_breakdown(answer: &Breakdown) -> Text {
    let mut headings = vec![answer.title.clone()];
    for column in &answer.columns {
        headings.push(match column.unit.as_str() {
            "" => format!("#{}", column.title),
            unit => format!("#{}（{unit}）", column.title),
        });
    }
    let mut table = Table::of(&headings);
    let line = |title: &str, cells: &[app::wire::BreakdownCell]| {
        let mut row = vec![title.to_owned()];
        row.extend(cells.iter().map(|it| number(it.value)));
        row
    };
    for row in &answer.rows {
        table.row(&line(&row.title, &row.cells));
    }
    if !answer.total.is_empty() {
        table.row(&line("全部", &answer.total));
    }
    let mut text = Text::new();
    empty(&mut text, answer.rows.is_empty(), "这段时间没有可以分项的");
    text.table(&table);
    text
}

/// Every record behind one figure.
fn behind(session: &mut Session, scope: FigureScope, key: String, bottom: bool) -> Result<Done> {
    let mut request = FigureRecordsRequest {
        scope,
        key,
        bottom,
        ..FigureRecordsRequest::default()
    };
    let mut answer = call::figure_records(&mut session.app, request.clone())?;
    while answer.rows.len() < answer.total as usize {
        request.offset = u32::try_from(answer.rows.len()).unwrap_or(u32::MAX);
        let more = call::figure_records(&mut session.app, request.clone())?;
        if more.rows.is_empty() {
            break;
        }
        answer.rows.extend(more.rows);
    }
    Done::new(&answer, told_records(&answer))
}

fn told_records(answer: &FigureRecords) -> Text {
    let mut text = Text::new();
    text.line(format!(
        "{}：{} {}{}，来自 {} 条登记",
        answer.title, answer.words, answer.amount, answer.unit, answer.total
    ));
    text.facts(&[("怎么算", answer.basis.clone())]);
    let mut table = Table::of(&[
        "日期",
        "登记簿",
        "名称",
        "内容",
        "站点",
        "状态",
        "#计",
        "!编号",
    ]);
    for it in &answer.rows {
        table.row(&[
            &it.on,
            &it.register_title,
            &it.title,
            &it.telling,
            &it.station,
            &it.state,
            &it.weight.to_string(),
            &it.id,
        ]);
    }
    text.gap().table(&table);
    text
}

fn draft_report(session: &mut Session, request: DraftReport) -> Result<Done> {
    let drafted = call::draft_report(&mut session.app, request)?;
    let mut text = Text::new();
    text.line(match drafted.existing {
        true => format!(
            "已经有“{}”，没有重新起草；要重新起草加 --again",
            drafted.title
        ),
        false => format!("已起草“{}”，留在“工作小结和报告”里", drafted.title),
    });
    text.facts(&[("编号", drafted.id.clone())]);
    text.next(format!(
        "presidium print summary_letter --record {} --out 小结.docx 印成公文",
        drafted.id
    ));
    Done::new(&drafted, text)
}

fn structure(session: &mut Session, conditions: Vec<Pair>) -> Result<Done> {
    let request = StructureRequest {
        conditions: wheres(conditions),
    };
    let answer = call::structure(&mut session.app, request)?;
    let mut text = Text::new();
    text.line(format!(
        "{}代表 {} 名，年龄算到 {}",
        answer.level, answer.total, answer.day
    ));
    for group in &answer.groups {
        let mut table = Table::of(&["项目", "#人数", "#占比"]);
        for it in &group.lines {
            let percent = it.percent.map(|it| format!("{it:.1}%"));
            let percent = percent.unwrap_or_default();
            table.row(&[&it.title, &it.count.to_string(), &percent]);
        }
        text.section(&group.title, &table);
    }
    Done::new(&answer, text)
}
