//! 月工作计划及任务推进表 and the yearly plan of supervision.

mod columns;
mod words;

use chrono::NaiveDate;
pub use columns::{MonthPlan, Supervision, Task};
pub use words::{SupervisionState, TaskState, ThemeSource};

use crate::activity::ACTIVITY;
use crate::book;
use crate::calendar::Today;
use crate::dates::PartialDate;
use crate::reception::DAY;
use crate::record::{
    Children, Field, FieldFault, FieldKey, FieldType, Home, ParentLink, RecordType, Row, SearchAs,
    Shelf, Value,
};
use crate::roster::DEPUTY;

/// The record types of this folder, with the place of each register in the menu.
pub(crate) fn types() -> Vec<RecordType> {
    vec![
        plan_type().on(Shelf::Meetings, 0),
        task_type().on(Shelf::Meetings, 1),
        supervision_type().on(Shelf::Meetings, 4),
    ]
}

/// The record type of a month's plan.
pub const PLAN: &str = "month_plan";
/// The record type of its tasks.
pub const TASK: &str = "task";
/// The record type of topics of the yearly plan of supervision.
pub const SUPERVISION: &str = "supervision";

/// A station's plan for a month.
#[must_use]
pub fn plan_type() -> RecordType {
    let mut it = RecordType::new(
        PLAN,
        "月工作计划",
        vec![
            Field::date("month", "年月")
                .section("计划")
                .blocking()
                .open()
                .aliases(&["月份", "计划月份"])
                .hint("如 2026年3月"),
            book::station().open(),
            Field::text("theme", "月活动主题")
                .open()
                .search(SearchAs::Text)
                .aliases(&["主题", "活动主题"])
                .width(60.0),
            Field::choice("theme_by", "主题来源", &ThemeSource::WORDS)
                .open()
                .width(16.0),
            Field::text("reviewer", "审核人").page_only(),
            Field::int("tasks", "任务数").counted().open(),
            Field::int("done", "已完成").counted().open(),
            Field::new("rate", "完成率", FieldType::Percent)
                .counted()
                .open()
                .width(16.0),
            Field::new("summary", "月小结", FieldType::LongText)
                .section("小结")
                .open()
                .search(SearchAs::Text)
                .aliases(&["小结"])
                .page_only(),
            Field::text("remark", "备注").full_line().page_only(),
            Field::new("other_columns", "原表其它栏", FieldType::LongText)
                .raw()
                .page_only(),
        ],
    )
    .register("plans", "月工作计划", "");
    it.home = Home::Published;
    it.matching = book::same_by(&["month", "station"]);
    it.order = vec!["month".into(), "station".into()];
    it.made_by_naming = true;
    it.complete = Some(|kind, row, _| {
        let month = row.get(kind, "month").and_then(Value::as_date);
        month
            .filter(|it| it.day_part().is_some())
            .and_then(month_of)
            .map(|it| (FieldKey::from("month"), Value::Date(it)))
            .into_iter()
            .collect()
    });
    it.check = Some(check_plan);
    it.children = Some(Children {
        kind: TASK.into(),
        shown: count_tasks,
        version: 1,
        set: |_, _, _| Vec::new(),
    });
    it
}

/// The month of a date; `None` where only the year is known.
///
/// ```
/// use domain::dates::PartialDate;
/// let day = PartialDate::day(2026, 3, 1).unwrap();
/// assert_eq!(domain::plan::month_of(day), PartialDate::month(2026, 3));
/// ```
#[must_use]
pub fn month_of(date: PartialDate) -> Option<PartialDate> {
    PartialDate::month(date.year_part(), date.month_part()?)
}

fn check_plan(kind: &RecordType, row: &Row, _: &Today) -> Vec<FieldFault> {
    let month = row.read(kind, MonthPlan::MONTH);
    let exact = month.is_some_and(|it| it.day_part().is_some() || it.month_part().is_none());
    match kind.field(MonthPlan::MONTH.key()) {
        Some(field) if exact => vec![FieldFault::error(
            field,
            "月工作计划要写到哪年哪月",
            "请填如 2026年3月",
        )],
        _ => Vec::new(),
    }
}

/// A task of a month's plan, with what fulfils it.
#[must_use]
pub fn task_type() -> RecordType {
    let mut it = RecordType::new(
        TASK,
        "任务",
        vec![
            Field::text("title", "工作任务")
                .section("任务")
                .blocking()
                .open()
                .search(SearchAs::Text)
                .aliases(&[
                    "任务",
                    "工作内容",
                    "重点工作",
                    "工作事项",
                    "任务名称",
                    "工作计划",
                ])
                .width(46.0),
            Field::to("plan", "所属计划", PLAN)
                .open()
                .aliases(&["年月", "月份", "计划月份", "所属月份"])
                .hint("属于哪个月的计划，如 2026年3月")
                .width(20.0),
            Field::int("turn", "次序").open().page_only(),
            book::station().open(),
            Field::new("standard", "具体内容和标准", FieldType::LongText)
                .called("具体内容")
                .open()
                .search(SearchAs::Text)
                .aliases(&[
                    "具体内容",
                    "具体内容/标准",
                    "工作标准",
                    "工作要求",
                    "具体措施",
                ])
                .width(50.0),
            Field::to_many("deputies", "责任代表", DEPUTY)
                .open()
                .aliases(&["代表"])
                .width(22.0),
            Field::text("responsible", "责任人")
                .expected()
                .open()
                .aliases(&["责任代表/责任人", "负责人", "责任领导"])
                .width(20.0),
            Field::text("partners", "配合单位")
                .open()
                .aliases(&["责任单位", "协办单位", "配合部门"])
                .width(26.0),
            Field::date("begins_on", "计划开始日期")
                .called("计划开始日")
                .open()
                .aliases(&["开始时间", "计划开始"])
                .page_only(),
            Field::date("due_on", "计划完成日期")
                .called("计划完成日")
                .expected()
                .open()
                .aliases(&["完成时限", "完成时间", "计划完成日", "计划完成时间", "时限"]),
            Field::choice("state", "推进状态", &TaskState::WORDS)
                .section("推进")
                .open()
                .aliases(&["状态", "进度", "完成状态", "推进情况"])
                .choice_aliases(&[
                    ("完成", "已完成"),
                    ("进行中", "推进中"),
                    ("正在推进", "推进中"),
                    ("未开始", "未启动"),
                    ("未完成", "推进中"),
                    ("已取消", "取消"),
                ])
                .width(18.0),
            Field::new("progress", "完成进度", FieldType::Percent)
                .open()
                .aliases(&["完成比例"])
                .page_only(),
            Field::new("outcome", "完成情况", FieldType::LongText)
                .open()
                .search(SearchAs::Text)
                .aliases(&["落实情况", "进展情况"])
                .width(40.0),
            Field::date("done_on", "完成日期")
                .open()
                .aliases(&["实际完成时间", "实际完成日期"])
                .page_only(),
            Field::text("why_late", "未完成原因")
                .open()
                .full_line()
                .page_only(),
            Field::date("put_off_to", "延期至").open().page_only(),
            Field::to("activity", "关联活动", ACTIVITY)
                .section("由什么完成")
                .open()
                .page_only(),
            Field::to("reception_day", "关联接待日", DAY)
                .open()
                .page_only(),
            Field::text("matters", "关联意见建议")
                .hint("写编号")
                .open()
                .page_only(),
            Field::text("reviewer", "审核人").open().page_only(),
            Field::text("remark", "备注").open().full_line().page_only(),
            Field::new("other_columns", "原表其它栏", FieldType::LongText)
                .raw()
                .open()
                .page_only(),
        ],
    )
    .register("tasks", "任务推进表", "");
    it.home = Home::Published;
    it.matching = book::same_by(&["title", "plan"]);
    it.order = vec!["due_on".into(), "turn".into()];
    it.parent = Some(ParentLink {
        kind: Some(PLAN.into()),
        field: "plan".into(),
    });
    it.check = Some(check_task);
    it
}

fn check_task(kind: &RecordType, row: &Row, _: &Today) -> Vec<FieldFault> {
    [
        Task::DUE_ON.key(),
        Task::DONE_ON.key(),
        Task::PUT_OFF_TO.key(),
    ]
    .iter()
    .filter_map(|later| book::before(kind, row, later, Task::BEGINS_ON.key()))
    .collect()
}

/// Whether a task was due before this day and is still open.
#[must_use]
pub fn is_overdue(kind: &RecordType, row: &Row, today: NaiveDate) -> bool {
    let open = !matches!(
        row.read(kind, Task::STATE),
        Some(TaskState::Done | TaskState::Cancelled)
    );
    let due = row
        .read(kind, Task::PUT_OFF_TO)
        .or_else(|| row.read(kind, Task::DUE_ON));
    // A month as the date is due by its end, a day on the day itself.
    open && due.is_some_and(|due| due.last_day() < today)
}

fn count_tasks(_: (&RecordType, &Row), kind: &RecordType, tasks: &[Row]) -> Vec<(FieldKey, Value)> {
    let state = |row: &Row| row.read(kind, Task::STATE);
    let counted: Vec<&Row> = tasks
        .iter()
        .filter(|row| state(row) != Some(TaskState::Cancelled))
        .collect();
    if counted.is_empty() {
        return Vec::new();
    }
    let done = counted
        .iter()
        .filter(|row| state(row) == Some(TaskState::Done))
        .count();
    let (all, done) = (
        i64::try_from(counted.len()).unwrap_or(i64::MAX),
        i64::try_from(done).unwrap_or(i64::MAX),
    );
    vec![
        (MonthPlan::TASKS.into(), Value::Int(all)),
        (MonthPlan::DONE.into(), Value::Int(done)),
        (MonthPlan::RATE.into(), Value::Int(done * 10_000 / all)),
    ]
}

/// A topic of the yearly plan of supervision (地方组织法 第19条; 巴彦 年度重点监督计划).
#[must_use]
pub fn supervision_type() -> RecordType {
    let forms = [
        "听取专项报告",
        "执法检查",
        "视察",
        "专题调研",
        "专题询问",
        "跟踪监督",
        "满意度测评",
        "其他",
    ];
    let mut it = RecordType::new(
        SUPERVISION,
        "监督议题",
        vec![
            Field::text("topic", "监督议题")
                .section("议题")
                .blocking()
                .open()
                .search(SearchAs::Text)
                .aliases(&["议题", "监督内容", "监督事项", "重点监督事项", "题目"])
                .width(60.0),
            Field::date("year", "年度")
                .expected()
                .open()
                .aliases(&["年份"])
                .hint("如 2026")
                .width(16.0),
            Field::new("forms", "监督形式", FieldType::choices_of(&forms))
                .expected()
                .open()
                .aliases(&["形式", "监督方式"])
                .choice_aliases(&[
                    ("听取报告", "听取专项报告"),
                    ("听取和审议专项报告", "听取专项报告"),
                    ("调研", "专题调研"),
                    ("询问", "专题询问"),
                    ("测评", "满意度测评"),
                ])
                .width(30.0),
            Field::choice(
                "source",
                "议题来源",
                &["主席团确定", "县乡联动", "代表提出", "群众反映", "其他"],
            )
            .open()
            .page_only(),
            Field::date("month", "计划月份")
                .expected()
                .open()
                .aliases(&["时间安排", "月份", "完成时间", "时间"]),
            Field::text("responsible", "负责人")
                .open()
                .aliases(&["责任人", "牵头领导", "牵头人"])
                .width(22.0),
            Field::to_many("deputies", "参加代表", DEPUTY).open(),
            Field::text("departments", "涉及部门")
                .open()
                .aliases(&["责任部门", "被监督单位", "配合单位"])
                .width(30.0),
            book::station().open(),
            Field::choice("state", "进展", &SupervisionState::WORDS)
                .section("落实")
                .open()
                .aliases(&["状态", "完成情况"])
                .width(18.0),
            Field::date("held_on", "实际开展日期").open().page_only(),
            Field::int("opinions", "审议意见条数").open().page_only(),
            Field::new("result", "监督结果", FieldType::LongText)
                .open()
                .search(SearchAs::Text)
                .aliases(&["结果", "发现问题"])
                .width(40.0),
            Field::new("follow_up", "整改跟踪", FieldType::LongText)
                .open()
                .aliases(&["跟踪情况", "整改情况"])
                .width(40.0),
            Field::text("basis", "依据").open().full_line().page_only(),
            Field::text("remark", "备注").open().full_line().page_only(),
            Field::new("other_columns", "原表其它栏", FieldType::LongText)
                .raw()
                .open()
                .page_only(),
        ],
    )
    .register("supervisions", "年度监督计划", "");
    it.home = Home::Published;
    it.matching = book::same_by(&["topic", "year"]);
    it.order = vec!["year".into(), "month".into()];
    it
}
