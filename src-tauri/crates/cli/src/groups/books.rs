//! A day's visitors, attendance, contacts with electors.

use std::collections::BTreeMap;

use app::call;
use app::wire::{
    AttendanceMark, AttendanceSheet, CellNote, ContactStandings, GridAnswer, GridRow, OfActivity,
    OfRegister, OfYear, ReadLine, RowFate, RowWord, Save, SaveDay, SetAttendance, TickContacts,
    TickedVisit,
};
use clap::Subcommand;

use super::told::{self, done, empty, sentence};
use crate::answer::{Done, Result};
use crate::group::Group;
use crate::session::Session;
use crate::text::{Table, Text};
use crate::written::{Pair, Row, names, pair, row, year};

#[derive(Subcommand, Debug)]
pub(crate) enum BooksCommand {
    /// 一个接待日的来访人：相同的只写一次，每位来访人一个 --visitor
    #[command(
        after_help = "例：presidium day 2026-03-26 --visitor '姓名=王老四；反映内容=路灯不亮' --visitor '姓名=李桂兰；反映内容=校车停靠点远'"
    )]
    Day {
        /// 接待日的日期或编号；不写就用 --shared 里的
        #[arg(value_name = "接待日")]
        day: Option<String>,
        /// 各位来访人相同的，可多次
        #[arg(long, value_name = "字段=值", value_parser = pair)]
        shared: Vec<Pair>,
        /// 一位来访人，各栏用；隔开，可多次
        #[arg(long, value_name = "字段=值；字段=值", required = true, value_parser = row)]
        visitor: Vec<Row>,
        /// 有误的也保存，那一格留作待核实
        #[arg(long)]
        keep_findings: bool,
        /// 只核对，不保存
        #[arg(long)]
        dry_run: bool,
    },
    /// 一句话登记来访
    #[command(after_help = "例：presidium line '26日 前苇塘 王老四 校车停靠点远' --save")]
    Line {
        /// 一句话：日期、村、姓名、反映的事
        #[arg(value_name = "一句话")]
        line: String,
        /// 改掉或补上的栏目
        #[arg(value_name = "字段=值", value_parser = pair)]
        values: Vec<Pair>,
        /// 保存；不写只看认出了什么
        #[arg(long)]
        save: bool,
    },
    /// 签到：不写出席情况只查看；写“姓名=缺席”改这几位，其余都到
    #[command(after_help = "例：presidium attendance 编号 --everybody 王小明=请假")]
    Attendance {
        /// 活动（会议）的编号
        #[arg(value_name = "编号")]
        id: String,
        /// activities 活动（不写就是它）、meetings、congresses、sitting
        #[arg(
            long,
            value_name = "登记簿",
            default_value = "activities",
            hide_default_value = true
        )]
        register: String,
        /// 应到代表，用、隔开
        #[arg(long, value_name = "姓名、姓名")]
        expected: Option<String>,
        /// 加上这个代表小组，可多次
        #[arg(long, value_name = "小组")]
        group: Vec<String>,
        /// 加上这个层级，可多次
        #[arg(long, value_name = "层级")]
        level: Vec<String>,
        /// 加上全体在任代表
        #[arg(long)]
        everybody: bool,
        /// 把批准的请假记上
        #[arg(long)]
        take_leaves: bool,
        /// 谁没有到
        #[arg(value_name = "姓名=出席情况", value_parser = pair)]
        marks: Vec<Pair>,
    },
    /// 一次走访勾给许多选民
    #[command(
        after_help = "例：presidium tick 日期=2026-03-05 联系方式=走访 --deputy 王小明=张三、李四 --deputy 刘芳"
    )]
    Tick {
        /// 日期、联系方式、反映内容等
        #[arg(value_name = "字段=值", required = true, value_parser = pair)]
        values: Vec<Pair>,
        /// 哪位代表见了哪些选民；只写姓名为他的全部，可多次
        #[arg(long, value_name = "姓名[=选民、选民]")]
        deputy: Vec<String>,
        /// 这个小组的代表都见了各自的选民
        #[arg(long, value_name = "小组")]
        group: Option<String>,
        /// 全体代表都见了各自的选民
        #[arg(long)]
        everybody: bool,
    },
    /// 各代表的固定联系选民够不够，联系了几次
    #[command(after_help = "例：presidium standings --year 2026")]
    Standings {
        /// 哪一年；不写为今年
        #[arg(long, value_name = "年份", value_parser = year)]
        year: Option<i32>,
    },
}

impl Group for BooksCommand {
    fn run(self, session: &mut Session) -> Result<Done> {
        match self {
            Self::Day {
                day,
                shared,
                visitor,
                keep_findings,
                dry_run,
            } => {
                let row = |values: Row| GridRow {
                    id: None,
                    number: None,
                    seen: BTreeMap::new(),
                    values: values.0.into_iter().collect(),
                };
                let request = SaveDay {
                    day,
                    shared: shared.into_iter().collect(),
                    rows: visitor.into_iter().map(row).collect(),
                    keep_findings,
                };
                whole_day(session, request, dry_run)
            }
            Self::Line { line, values, save } => one_line(session, line, values, save),
            Self::Attendance {
                id,
                register,
                expected,
                group,
                level,
                everybody,
                take_leaves,
                marks,
            } => {
                let request = SetAttendance {
                    activity: id,
                    register: Some(register),
                    expected: expected.map(|it| names(&it)),
                    groups: group,
                    levels: level,
                    everybody,
                    take_leaves,
                    marks: marks.into_iter().map(mark).collect(),
                };
                attendance(session, request)
            }
            Self::Tick {
                values,
                deputy,
                group,
                everybody,
            } => {
                let request = TickContacts {
                    values: values.into_iter().collect(),
                    visits: deputy.iter().map(|it| visit(it)).collect(),
                    group,
                    everybody,
                };
                let ticked = call::tick_contacts(&mut session.app, request)?;
                let mut text = Text::new();
                done(&mut text, ticked.operation.as_ref(), &ticked.title);
                text.line(format!(
                    "写了 {} 条联系记录，{} 人次",
                    ticked.made, ticked.people
                ));
                text.items("还没有固定联系选民、没有写的代表", &ticked.skipped);
                text.items("请留意", &told::faults(&ticked.warnings));
                let partly = !ticked.skipped.is_empty();
                Ok(Done::new(&ticked, text)?.partly(partly))
            }
            Self::Standings { year } => {
                let all = call::contact_standings(&mut session.app, OfYear { year })?;
                Done::new(&all, standings(&all))
            }
        }
    }
}

fn whole_day(session: &mut Session, request: SaveDay, dry_run: bool) -> Result<Done> {
    let visitors: Vec<String> = request.rows.iter().map(visitor_name).collect();
    let answer = if dry_run {
        call::check_day(&mut session.app, request)?
    } else {
        call::save_day(&mut session.app, request)?
    };
    let left = |it: &RowWord| matches!(it.fate, RowFate::Refused | RowFate::Waits);
    let partly = answer.rows.iter().any(left);
    let labels = labels(session)?;
    let text = grid(&answer, &visitors, &labels, dry_run);
    Ok(Done::new(&answer, text)?.partly(partly))
}

fn visitor_name(row: &GridRow) -> String {
    let named = ["来访人姓名", "来访人", "姓名", "visitor", "name"];
    let found = named.iter().find_map(|it| row.values.get(*it));
    found.cloned().unwrap_or_default()
}

/// Keys of the fields of 接待登记 with their labels.
fn labels(session: &mut Session) -> Result<Vec<Pair>> {
    let of = OfRegister {
        register: "receptions".into(),
    };
    let schema = call::schema(&mut session.app, of)?;
    let both = |it: app::wire::FieldSchema| (it.key, it.label);
    Ok(schema.fields.into_iter().map(both).collect())
}

fn grid(answer: &GridAnswer, visitors: &[String], labels: &[Pair], dry_run: bool) -> Text {
    let mut text = Text::new();
    match (&answer.operation, dry_run) {
        (Some(_), _) => text.line(format!("已完成：{}", answer.title)),
        (None, true) => text.line("只核对，没有保存："),
        (None, false) => text.line("没有保存："),
    };
    let mut table = Table::of(&["#序", "来访人", "结果", "说明", "!编号"]);
    for (at, row) in answer.rows.iter().enumerate() {
        let fate = match row.fate {
            RowFate::New => "新增",
            RowFate::Changed => "修改",
            RowFate::Same => "没有变化",
            RowFate::Refused => "不能登记",
            RowFate::Waits => "有误，没有保存",
        };
        let said = |it: &&app::wire::CellWord| !matches!(it.note, CellNote::Derived);
        let word = |it: &app::wire::CellWord| {
            let label = labels.iter().find(|(key, _)| *key == it.field);
            let label = label.map_or(it.field.as_str(), |(_, label)| label);
            let reason = match it.reason.is_empty() {
                true => format!("记作 {}", it.kept),
                false => it.reason.clone(),
            };
            sentence(label, &reason, &it.hint)
        };
        let mut words: Vec<String> = row.cells.iter().filter(said).map(word).collect();
        if !row.word.is_empty() {
            words.insert(0, row.word.clone());
        }
        table.row(&[
            (at + 1).to_string().as_str(),
            visitors.get(at).map_or("", String::as_str),
            fate,
            &words.join("；"),
            row.id.as_deref().unwrap_or_default(),
        ]);
    }
    text.table(&table);
    text
}

/// What a line proposes, with what was corrected; saved where it is wished.
fn one_line(session: &mut Session, line: String, corrected: Vec<Pair>, save: bool) -> Result<Done> {
    let mut proposal = call::read_line(&mut session.app, ReadLine { line })?;
    let labels = labels(session)?;
    for (name, text) in corrected {
        let field = labels.iter().find(|(_, label)| *label == name);
        proposal.missing.retain(|it| *it != name);
        let key = field.map_or(name, |(key, _)| key.clone());
        proposal.values.insert(key, text);
    }
    if save {
        let request = Save {
            seen: BTreeMap::new(),
            register: "receptions".into(),
            id: None,
            values: proposal.values,
        };
        let saved = call::save(&mut session.app, request)?;
        return Done::new(&saved, told::saved(&saved));
    }
    let mut facts: Vec<(&str, String)> = Vec::new();
    for (key, label) in &labels {
        if let Some(value) = proposal.values.get(key) {
            let day = proposal.day_title.clone().filter(|_| key == "day");
            facts.push((label, day.unwrap_or_else(|| value.clone())));
        }
    }
    let mut text = Text::new();
    text.line("认出了这些，还没有保存：").facts(&facts);
    text.items("怎么认的", &proposal.notes);
    text.items("请看一看", &proposal.asks);
    text.facts(&[
        ("还缺", proposal.missing.join("、")),
        ("以后可补", proposal.later.join("、")),
    ]);
    text.next("对的话加 --save 保存；不对的用 字段=值 改");
    Done::new(&proposal, text)
}

/// Asks where nothing is to be written.
fn attendance(session: &mut Session, request: SetAttendance) -> Result<Done> {
    let asks = request.expected.is_none()
        && request.groups.is_empty()
        && request.levels.is_empty()
        && !request.everybody
        && !request.take_leaves
        && request.marks.is_empty();
    let sheet = if asks {
        let of = OfActivity {
            activity: request.activity,
            register: request.register,
        };
        call::attendance(&mut session.app, of)?
    } else {
        call::set_attendance(&mut session.app, request)?
    };
    Done::new(&sheet, attended(&sheet))
}

fn attended(sheet: &AttendanceSheet) -> Text {
    let mut text = Text::new();
    text.line(format!("{} {}", sheet.title, sheet.held_on));
    text.line(format!(
        "应到 {}，实到 {}，请假 {}，缺席 {}{}",
        sheet.expected,
        sheet.present,
        sheet.on_leave,
        sheet.absent,
        match sheet.rate.is_empty() {
            true => String::new(),
            false => format!("，出席率 {}", sheet.rate),
        }
    ));
    let mut table = Table::of(&["姓名", "代表小组", "出席情况", "事由", "批准人", "发言"]);
    for it in &sheet.rows {
        let state = match it.by_leave {
            true => format!("{}（有批准的请假，未记上）", it.state),
            false => it.state.clone(),
        };
        table.row(&[
            &it.name,
            &it.group,
            &state,
            &it.reason,
            &it.approver,
            &it.speech,
        ]);
    }
    text.gap().table(&table);
    text.items("请留意", &told::faults(&sheet.warnings));
    if sheet.rows.is_empty() {
        text.next("用 --expected 姓名、姓名、--group 小组 或 --everybody 写上应到的代表");
    }
    text
}

fn standings(all: &ContactStandings) -> Text {
    let mut text = Text::new();
    text.line(format!(
        "{} 年：每位代表应联系 {} 名选民，每年 {} 次；{} 位代表的选民不够，共联系 {} 人次",
        all.year, all.wanted, all.times, all.short, all.contacts
    ));
    let mut table = Table::of(&["姓名", "代表小组", "#选民", "#还差", "#联系不够", "#人次"]);
    for it in &all.rows {
        table.row(&[
            &it.name,
            &it.group,
            &it.electors.to_string(),
            &it.short_of.to_string(),
            &it.seldom.to_string(),
            &it.contacts.to_string(),
        ]);
    }
    empty(&mut text, table.is_empty(), "名册里还没有在任代表");
    text.table(&table);
    text
}

fn mark((deputy, state): Pair) -> AttendanceMark {
    AttendanceMark {
        deputy,
        state,
        ..AttendanceMark::default()
    }
}

/// 姓名, or 姓名=选民、选民.
fn visit(written: &str) -> TickedVisit {
    let (deputy, electors) = written.split_once('=').unwrap_or((written, ""));
    TickedVisit {
        deputy: deputy.trim().to_owned(),
        electors: names(electors),
    }
}
