//! How records go their way: steps, passing on, samples, slips.

use std::collections::BTreeMap;

use app::call;
use app::wire::{
    Act, ActMany, ActTogether, Acted, ActedMany, Alike, Course, OfRecord, PassOn, RecordView,
    Sample, SlipParts, SlipRequest,
};
use clap::Subcommand;
use serde_json::json;

use super::told::{self, done, empty, sentence};
use crate::answer::{Done, Result};
use crate::group::Group;
use crate::session::Session;
use crate::text::{Table, Text};
use crate::written::{Pair, count, names, pair, some, year};

#[derive(Subcommand, Debug)]
pub(crate) enum MattersCommand {
    /// 办理一步（受理、交办、答复、销号……），或可以一起办的几步（如 受理、交办）
    #[command(after_help = "例：presidium do opinions 编号 交办 主办单位=镇水利站")]
    Do {
        /// 登记簿的代号
        #[arg(value_name = "登记簿")]
        register: String,
        /// 登记的编号；多条用、隔开，作为一次操作
        #[arg(value_name = "编号")]
        id: String,
        /// 环节的中文名或代号，见 presidium steps
        #[arg(value_name = "环节")]
        action: String,
        /// 这一步要写的栏目
        #[arg(value_name = "字段=值", value_parser = pair)]
        values: Vec<Pair>,
    },
    /// 一条登记现在能办哪几步，不能办的为什么
    #[command(after_help = "例：presidium steps opinions 编号")]
    Steps {
        /// 登记簿的代号
        #[arg(value_name = "登记簿")]
        register: String,
        /// 登记的编号
        #[arg(value_name = "编号")]
        id: String,
    },
    /// 一件事从头到现在的办理经过
    #[command(after_help = "例：presidium course opinions 编号")]
    Course {
        /// 登记簿的代号
        #[arg(value_name = "登记簿")]
        register: String,
        /// 登记的编号
        #[arg(value_name = "编号")]
        id: String,
    },
    /// 把来访、群众意见等转入办理
    #[command(after_help = "例：presidium pass-on receptions 编号 --route 乡镇主席团交政府办理")]
    PassOn {
        /// 登记簿的代号
        #[arg(value_name = "登记簿")]
        register: String,
        /// 登记的编号
        #[arg(value_name = "编号")]
        id: String,
        /// 拟办意见；不写用登记里的
        #[arg(long, value_name = "拟办意见")]
        route: Option<String>,
        /// 转成的那一条另外要写的栏目
        #[arg(value_name = "字段=值", value_parser = pair)]
        values: Vec<Pair>,
    },
    /// 以前有没有类似的事
    #[command(after_help = "例：presidium alike 校车停靠点太远")]
    Alike {
        /// 事情的内容
        #[arg(value_name = "内容", value_parser = some)]
        content: String,
    },
    /// 随机抽取若干件供电话抽访（同一天抽出的相同）
    #[command(after_help = "例：presidium sample opinions --count 5")]
    Sample {
        /// opinions 群众意见建议，或 suggestions 代表建议
        #[arg(value_name = "登记簿")]
        register: String,
        /// 抽几件；不写为 10
        #[arg(
            long,
            value_name = "件数",
            value_parser = count,
            default_value_t = 10,
            hide_default_value = true
        )]
        count: u32,
        /// 只抽这个状态的
        #[arg(long, value_name = "状态")]
        state: Option<String>,
    },
    /// 点单—定单—买单—验单：每件意见建议办到哪一段
    #[command(after_help = "例：presidium slips --year 2026")]
    Slips {
        /// 只看这个站点的
        #[arg(long, value_name = "站点")]
        station: Option<String>,
        /// 只看这个承办单位的
        #[arg(long, value_name = "单位")]
        unit: Option<String>,
        /// 办结的算哪一年的
        #[arg(long, value_name = "年份", value_parser = year)]
        year: Option<i32>,
    },
}

impl Group for MattersCommand {
    fn run(self, session: &mut Session) -> Result<Done> {
        match self {
            Self::Do {
                register,
                id,
                action,
                values,
            } => act(session, register, &id, action, values),
            Self::Steps { register, id } => {
                let view = call::record(&mut session.app, OfRecord { register, id })?;
                let answer = json!({ "id": view.id, "state": view.state, "steps": view.steps });
                Done::new(&answer, steps(&view))
            }
            Self::Course { register, id } => {
                let way = call::course(&mut session.app, OfRecord { register, id })?;
                Done::new(&way, course(&way))
            }
            Self::PassOn {
                register,
                id,
                route,
                values,
            } => {
                let request = PassOn {
                    register,
                    id,
                    route,
                    values: values.into_iter().collect(),
                };
                let passed = call::pass_on(&mut session.app, request)?;
                let mut text = Text::new();
                done(&mut text, passed.operation.as_ref(), &passed.title);
                text.facts(&[
                    ("转入", passed.register.clone()),
                    ("办理编号", passed.number.clone()),
                    ("编号", passed.id.clone()),
                ]);
                text.items("请留意", &told::faults(&passed.warnings));
                let (register, id) = (&passed.register, &passed.id);
                text.next(format!(
                    "presidium steps {register} {id} 看接下来能办哪几步"
                ));
                Done::new(&passed, text)
            }
            Self::Alike { content } => alike(session, content),
            Self::Sample {
                register,
                count,
                state,
            } => {
                let request = Sample {
                    register,
                    count,
                    state,
                };
                sample(session, request)
            }
            Self::Slips {
                station,
                unit,
                year,
            } => {
                let request = SlipRequest {
                    station,
                    unit,
                    year,
                };
                let parts = call::slips(&mut session.app, request)?;
                Done::new(&parts, slips(&parts))
            }
        }
    }
}

/// One step for one record, or the same step for several as one operation.
fn act(
    session: &mut Session,
    register: String,
    id: &str,
    step: String,
    values: Vec<Pair>,
) -> Result<Done> {
    let values: BTreeMap<String, String> = values.into_iter().collect();
    let mut ids = names(id);
    if ids.len() == 1 && step.contains(['、', '-']) {
        return act_together(session, register, ids.remove(0), step, values);
    }
    if ids.len() == 1 {
        let request = Act {
            register: register.clone(),
            id: ids.remove(0),
            step,
            values,
            seen: BTreeMap::new(),
        };
        let acted = call::act(&mut session.app, request)?;
        return Done::new(&acted, acted_one(&acted, &register));
    }
    let request = ActMany {
        register,
        ids,
        step,
        values,
        seen: BTreeMap::new(),
    };
    let acted = call::act_many(&mut session.app, request)?;
    let partly = !acted.left.is_empty();
    Ok(Done::new(&acted, acted_many(&acted))?.partly(partly))
}

/// Steps that are taken together; each value goes to the first of them that asks for it.
fn act_together(
    session: &mut Session,
    register: String,
    id: String,
    run: String,
    values: BTreeMap<String, String>,
) -> Result<Done> {
    let of = OfRecord {
        register: register.clone(),
        id: id.clone(),
    };
    let view = call::record(&mut session.app, of)?;
    let named = view.runs.iter().find(|it| it.key == run || it.title == run);
    let keys = named.map_or_else(Vec::new, |it| it.steps.clone());
    let asks = |key: &&String, name: &str| {
        let step = view.steps.iter().find(|it| it.key == **key);
        step.is_some_and(|it| {
            it.fields
                .iter()
                .any(|it| it.key == name || it.label == name)
        })
    };
    let mut by_step: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for (name, text) in values {
        let step = keys.iter().find(|key| asks(key, &name)).or(keys.first());
        if let Some(step) = step {
            by_step.entry(step.clone()).or_default().insert(name, text);
        }
    }
    let request = ActTogether {
        register: register.clone(),
        id,
        run,
        values: by_step,
        seen: BTreeMap::new(),
        propose: false,
    };
    let acted = call::act_together(&mut session.app, request)?;
    Done::new(&acted, acted_one(&acted, &register))
}

fn acted_one(acted: &Acted, register: &str) -> Text {
    let mut text = Text::new();
    done(&mut text, acted.operation.as_ref(), &acted.title);
    text.facts(&[("现在是", acted.state.clone()), ("编号", acted.id.clone())]);
    text.items("请留意", &acted.warnings);
    text.next(format!(
        "presidium steps {register} {} 看接下来能办哪几步",
        acted.id
    ));
    text
}

fn acted_many(acted: &ActedMany) -> Text {
    let mut text = Text::new();
    text.line(match acted.operation {
        Some(_) => format!("已完成：{}（{} 条）", acted.title, acted.done.len()),
        None => "一条也没有办成".into(),
    });
    let mut left = Table::of(&["登记", "原因", "!编号"]);
    for it in &acted.left {
        left.row(&[&it.record, &it.reason, &it.id]);
    }
    text.items("请留意", &acted.warnings);
    text.section("没有办的", &left);
    text
}

fn steps(view: &RecordView) -> Text {
    let mut text = Text::new();
    let state = view.state.clone().unwrap_or_default();
    text.facts(&[("登记", view.title.clone()), ("现在是", state)]);
    let mut possible = Table::of(&["环节", "代号", "办后", "要写的栏目（* 必填）"]);
    let mut impossible = Table::of(&["环节", "代号", "为什么"]);
    for step in &view.steps {
        if step.possible {
            let field = |it: &app::wire::FieldSchema| {
                let must = if it.need == "blocking" { "*" } else { "" };
                format!("{}{must}", it.label)
            };
            let fields: Vec<String> = step.fields.iter().map(field).collect();
            let to = step.to.clone().unwrap_or_default();
            possible.row(&[&step.title, &step.key, &to, &fields.join("、")]);
        } else {
            let reason = step.reason.clone().unwrap_or_default();
            let hint = step.hint.clone().unwrap_or_default();
            impossible.row(&[&step.title, &step.key, &sentence("", &reason, &hint)]);
        }
    }
    let together: Vec<String> = view.runs.iter().map(|it| it.title.clone()).collect();
    text.items("可以一起办的", &together);
    empty(&mut text, view.steps.is_empty(), "这本簿的登记没有办理环节");
    text.section("现在能办", &possible);
    text.section("现在不能办", &impossible);
    text
}

fn course(course: &Course) -> Text {
    let mut text = Text::new();
    let clock = course.clock.as_ref();
    let clock = clock.map(|it| format!("{}：{}", it.sort, it.words));
    text.facts(&[
        ("现在是", course.state.clone()),
        ("期限", clock.unwrap_or_default()),
    ]);
    let point = |it: &app::wire::WayPoint| {
        let on = match it.on.is_empty() {
            true => String::new(),
            false => format!("（{}）", it.on),
        };
        match it.standing.as_str() {
            "here" => format!("【{}】{on}", it.title),
            "done" => format!("{}{on}", it.title),
            _ => format!("{}（未到）", it.title),
        }
    };
    let way: Vec<String> = course.way.iter().map(point).collect();
    text.line(way.join(" → "));
    let mut table = Table::of(&["日期", "环节", "谁", "之后", "依据", "内容"]);
    for it in &course.steps {
        let said = |it: &app::wire::Labelled| format!("{}：{}", it.label, it.value);
        let mut words: Vec<String> = it.values.iter().map(said).collect();
        if !it.opinion.is_empty() {
            words.insert(0, it.opinion.clone());
        }
        let by = if it.entered {
            "登记时写下"
        } else {
            &it.by
        };
        table.row(&[&it.on, &it.title, by, &it.to, &it.basis, &words.join("；")]);
    }
    text.section("办理经过", &table);
    text
}

fn alike(session: &mut Session, content: String) -> Result<Done> {
    let request = Alike {
        content,
        except: None,
    };
    let found = call::alike(&mut session.app, request)?;
    let mut table = Table::of(&["#像", "日期", "状态", "事由", "登记簿", "!编号"]);
    for it in &found {
        let likeness = format!("{}%", it.likeness);
        table.row(&[
            &likeness,
            &it.received,
            &it.state,
            &it.title,
            &it.register,
            &it.id,
        ]);
    }
    let mut text = Text::new();
    empty(&mut text, found.is_empty(), "以前没有类似的事");
    text.table(&table);
    Done::new(&found, text)
}

fn sample(session: &mut Session, request: Sample) -> Result<Done> {
    let sampled = call::sample(&mut session.app, request)?;
    let mut table = Table::of(&["提出人", "电话", "状态", "事由", "!编号"]);
    for it in &sampled.rows {
        table.row(&[&it.raised_by, &it.phone, &it.state, &it.title, &it.id]);
    }
    let mut text = Text::new();
    text.line(match sampled.rows.len() {
        0 => "没有可以抽访的：答复过或办结的才抽".into(),
        drawn => format!("{} 从 {} 件里抽出 {drawn} 件：", sampled.day, sampled.of),
    });
    text.table(&table);
    Done::new(&sampled, text)
}

fn slips(parts: &SlipParts) -> Text {
    let mut text = Text::new();
    let mut summary = Table::of(&["环节", "#在办", "#逾期", "#办结", "谁做什么"]);
    for part in &parts.parts {
        summary.row(&[
            &part.title,
            &part.cards.len().to_string(),
            &part.late.to_string(),
            &part.finished.to_string(),
            &part.meaning,
        ]);
    }
    text.line(format!("{} 年的四单：", parts.year))
        .table(&summary);
    for part in &parts.parts {
        let mut table = Table::of(&["号", "事由", "提出人", "承办", "状态", "期限", "!编号"]);
        for it in &part.cards {
            let clock = it.clock.as_ref().map_or("", |it| it.words.as_str());
            table.row(&[
                &it.number,
                &it.title,
                &it.raised_by,
                &it.unit,
                &it.state,
                clock,
                &it.id,
            ]);
        }
        text.section(&part.title, &table);
    }
    text
}
