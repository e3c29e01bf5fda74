//! Words for what the three books want beyond forms and lists.

use std::path::PathBuf;

use app::wire::*;
use clap::Subcommand;

use crate::answer::Done;
use crate::run::{Result, Session, file, names, pairs};

#[derive(Subcommand, Debug)]
pub(crate) enum BooksCommand {
    /// 一个接待日的来访人：相同的只写一次，每位来访人一个 --visitor
    Day {
        /// 接待日的日期或编号；不写就用 --shared 里的
        day: Option<String>,
        /// 各位来访人相同的，可多次
        #[arg(long, value_name = "字段=值")]
        shared: Vec<String>,
        /// 一位来访人，各栏用；隔开，可多次
        #[arg(long, value_name = "字段=值；字段=值", required = true)]
        visitor: Vec<String>,
        /// 有误的也保存，那一格留作待核实
        #[arg(long)]
        keep_findings: bool,
        /// 只核对，不保存
        #[arg(long)]
        dry_run: bool,
    },
    /// 一句话登记来访：26日 前苇塘 王老四 校车停靠点远
    Line {
        line: String,
        /// 改掉或补上的栏目
        #[arg(value_name = "字段=值")]
        values: Vec<String>,
        /// 保存；不写只看认出了什么
        #[arg(long)]
        save: bool,
    },
    /// 签到：不写出席情况只查看；写“姓名=缺席”改这几位，其余都到
    Attendance {
        /// 活动（会议）的编号
        id: String,
        /// activities、meetings、congresses、sitting
        #[arg(long, default_value = "activities")]
        register: String,
        /// 应到代表，用、隔开
        #[arg(long)]
        expected: Option<String>,
        /// 加上这个代表小组，可多次
        #[arg(long)]
        group: Vec<String>,
        /// 加上这个层级，可多次
        #[arg(long)]
        level: Vec<String>,
        /// 加上全体在任代表
        #[arg(long)]
        everybody: bool,
        /// 把批准的请假记上
        #[arg(long)]
        take_leaves: bool,
        #[arg(value_name = "姓名=出席情况")]
        marks: Vec<String>,
    },
    /// 一次走访勾给许多选民
    Tick {
        /// 日期、联系方式、反映内容等
        #[arg(value_name = "字段=值", required = true)]
        values: Vec<String>,
        /// 哪位代表见了哪些选民；只写姓名为他的全部，可多次
        #[arg(long, value_name = "姓名[=选民、选民]")]
        deputy: Vec<String>,
        /// 这个小组的代表都见了各自的选民
        #[arg(long)]
        group: Option<String>,
        /// 全体代表都见了各自的选民
        #[arg(long)]
        everybody: bool,
    },
    /// 各代表的固定联系选民够不够，联系了几次
    Standings {
        #[arg(long)]
        year: Option<i32>,
    },
    /// 按规则排一年的接待日；不写 --apply 只预览
    PlanDays {
        year: i32,
        /// 接待日规则的名称或编号；只有一条的不用写
        #[arg(long)]
        rule: Option<String>,
        /// 从哪天起
        #[arg(long)]
        from: Option<String>,
        /// 试一试别的写法（只预览），如 每月第二个周五
        #[arg(long)]
        pattern: Option<String>,
        /// 试一试 顺延、提前、不调整（只预览）
        #[arg(long)]
        on_holiday: Option<String>,
        #[arg(long)]
        apply: bool,
    },
    /// 把代表分成轮值组；不写 --apply 只预览
    DealRota {
        teams: u32,
        #[arg(long)]
        station: Option<String>,
        #[arg(long)]
        apply: bool,
    },
    /// 拟一个接待日的公告
    DraftNotice { day: String },
    /// 复制一个月的工作计划
    CopyPlan {
        plan: String,
        /// 用于哪个月；不写为下一个月
        #[arg(long)]
        month: Option<String>,
    },
    /// 点单—定单—买单—验单：每件意见建议办到哪一段
    Slips {
        #[arg(long)]
        station: Option<String>,
        #[arg(long)]
        unit: Option<String>,
        /// 办结的算哪一年的
        #[arg(long)]
        year: Option<i32>,
    },
    /// 放假安排：有哪些年份；给出文件则载入
    Holidays { file: Option<PathBuf> },
}

impl Session {
    pub(crate) fn books(&mut self, command: BooksCommand) -> Result<Done> {
        match command {
            BooksCommand::Day {
                day,
                shared,
                visitor,
                keep_findings,
                dry_run,
            } => self.day(day, &shared, &visitor, keep_findings, dry_run),
            BooksCommand::Line { line, values, save } => self.line(line, &values, save),
            BooksCommand::Attendance {
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
                    marks: pairs(&marks)?.into_iter().map(mark).collect(),
                };
                self.attendance(request)
            }
            BooksCommand::Tick {
                values,
                deputy,
                group,
                everybody,
            } => {
                let request = TickContacts {
                    values: pairs(&values)?.into_iter().collect(),
                    visits: deputy.iter().map(|it| visit(it)).collect(),
                    group,
                    everybody,
                };
                let ticked: TickedContacts = self.call("tick_contacts", request)?;
                let partly = !ticked.skipped.is_empty();
                Ok(Done::from(&ticked)?.partly(partly))
            }
            BooksCommand::Standings { year } => {
                let standings: ContactStandings =
                    self.call("contact_standings", OfYear { year })?;
                Done::from(&standings)
            }
            BooksCommand::PlanDays {
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
                let planned: PlannedDays = self.call("plan_reception_days", request)?;
                Done::from(&planned)
            }
            BooksCommand::DealRota {
                teams,
                station,
                apply,
            } => {
                let request = DealTeams {
                    station,
                    teams,
                    apply,
                };
                let dealt: DealtTeams = self.call("deal_rota", request)?;
                Done::from(&dealt)
            }
            BooksCommand::DraftNotice { day } => {
                let notice: Notice = self.call("draft_notice", OfDay { day })?;
                Done::from(&notice)
            }
            BooksCommand::CopyPlan { plan, month } => {
                let copied: CopiedPlan = self.call("copy_plan", CopyPlan { plan, month })?;
                Done::from(&copied)
            }
            BooksCommand::Slips {
                station,
                unit,
                year,
            } => {
                let request = SlipRequest {
                    station,
                    unit,
                    year,
                };
                let parts: SlipParts = self.call("slips", request)?;
                Done::from(&parts)
            }
            BooksCommand::Holidays { file: None } => {
                let known: Holidays = self.call("holidays", Nothing {})?;
                Done::from(&known)
            }
            BooksCommand::Holidays { file: Some(path) } => {
                let request = LoadHolidays { file: file(&path) };
                let loaded: HolidaysLoaded = self.call("load_holidays", request)?;
                Done::from(&loaded)
            }
        }
    }

    fn day(
        &mut self,
        day: Option<String>,
        shared: &[String],
        visitors: &[String],
        keep_findings: bool,
        dry_run: bool,
    ) -> Result<Done> {
        let mut rows = Vec::new();
        for visitor in visitors {
            let parts: Vec<String> = visitor
                .split(['；', ';'])
                .filter(|it| !it.trim().is_empty())
                .map(str::to_owned)
                .collect();
            rows.push(GridRow {
                id: None,
                number: None,
                values: pairs(&parts)?.into_iter().collect(),
            });
        }
        let request = SaveDay {
            day,
            shared: pairs(shared)?.into_iter().collect(),
            rows,
            keep_findings,
        };
        let command = if dry_run { "check_day" } else { "save_day" };
        let answer: GridAnswer = self.call(command, request)?;
        let left = |it: &RowWord| matches!(it.fate, RowFate::Refused | RowFate::Waits);
        let partly = answer.rows.iter().any(left);
        Ok(Done::from(&answer)?.partly(partly))
    }

    /// What a line proposes, with what was corrected; saved where it is wished.
    fn line(&mut self, line: String, values: &[String], save: bool) -> Result<Done> {
        let mut proposal: LineProposal = self.call("read_line", ReadLine { line })?;
        let corrected = pairs(values)?;
        if !save && corrected.is_empty() {
            return Done::from(&proposal);
        }
        let schema = OfRegister {
            register: "receptions".into(),
        };
        let schema: Schema = self.call("schema", schema)?;
        for (name, text) in corrected {
            let field = schema.fields.iter().find(|it| it.label == name);
            let key = field.map_or(name, |it| it.key.clone());
            let label = field.map(|it| it.label.clone());
            proposal.missing.retain(|it| Some(it) != label.as_ref());
            proposal.values.insert(key, text);
        }
        if !save {
            return Done::from(&proposal);
        }
        let request = Save {
            register: "receptions".into(),
            id: None,
            values: proposal.values,
        };
        let saved: Saved = self.call("save", request)?;
        Done::from(&saved)
    }

    /// Asks where nothing is to be written.
    fn attendance(&mut self, request: SetAttendance) -> Result<Done> {
        let asks = request.expected.is_none()
            && request.groups.is_empty()
            && request.levels.is_empty()
            && !request.everybody
            && !request.take_leaves
            && request.marks.is_empty();
        let sheet: AttendanceSheet = if asks {
            let of = OfActivity {
                activity: request.activity,
                register: request.register,
            };
            self.call("attendance", of)?
        } else {
            self.call("set_attendance", request)?
        };
        Done::from(&sheet)
    }
}

fn mark((deputy, state): (String, String)) -> AttendanceMark {
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
