//! 簿二 代表活动记录簿: activities, who was there, leave.

mod attendance;
mod columns;
mod kinds;
mod leave;
mod sorts;
mod stages;
mod words;

pub use attendance::{Tally, attendance_type, away, half_days_of, is_present, tally};
pub use columns::{Activity, Attendance, Leave};
pub use kinds::{ACTIVITY, ATTENDANCE, LEAVE};
pub use leave::leave_type;
pub use sorts::ActivityClass;
pub use stages::took_place;
pub use words::{ActivityStage, AttendanceState, LeaveDecision, LeaveSort};

use crate::book;
use crate::calendar::Today;
use crate::plan::{PLAN, SUPERVISION};
use crate::record::{
    Children, Column, Field, FieldFault, FieldKey, FieldType, Offer, RecordType, Row, SearchAs,
    Shelf, Value,
};
use crate::roster::{DEPUTY, GROUP};
use crate::workflow::{Occasion, SHOWN_STATE, Workflow, shown_state};

/// The record types of this folder, with the place of each register in the menu.
pub(crate) fn types() -> Vec<RecordType> {
    vec![
        activity_type().on(Shelf::Activities, 0),
        attendance_type(),
        leave_type().on(Shelf::Activities, 1),
    ]
}

/// What an activity can be.
pub const SORTS: [&str; 30] = [
    "代表小组活动",
    "学习培训",
    "视察",
    "专题调研",
    "执法检查",
    "听取讨论专项报告",
    "工作评议",
    "专题询问",
    "满意度测评",
    "跟踪监督",
    "民生实事监督",
    "建议督办视察",
    "议事日（圆桌会议）",
    "接待选民",
    "走访联系选民",
    "述职评议",
    "约见国家机关负责人",
    "政情通报会",
    "人代会会议",
    "主席团会议（列席）",
    "列席会议",
    "列席座谈",
    "旁听庭审、听证",
    "宣传宣讲",
    "志愿服务",
    "矛盾调解",
    "宪法宣誓",
    "担任监督员、考评员",
    "联动监督",
    "其他",
];

/// What offices write for a sort of activity.
const SORT_WORDS: [(&str, &str); 26] = [
    ("小组活动", "代表小组活动"),
    ("学习", "学习培训"),
    ("培训", "学习培训"),
    ("集中视察", "视察"),
    ("代表视察", "视察"),
    ("调研", "专题调研"),
    ("专题视察", "视察"),
    ("检查", "执法检查"),
    ("听取专项报告", "听取讨论专项报告"),
    ("站所评议", "工作评议"),
    ("询问", "专题询问"),
    ("测评", "满意度测评"),
    ("议事日", "议事日（圆桌会议）"),
    ("圆桌会议", "议事日（圆桌会议）"),
    ("板凳会", "议事日（圆桌会议）"),
    ("板凳拉呱", "议事日（圆桌会议）"),
    ("代表议事日", "议事日（圆桌会议）"),
    ("接待日", "接待选民"),
    ("走访", "走访联系选民"),
    ("联系选民", "走访联系选民"),
    ("述职", "述职评议"),
    ("约见", "约见国家机关负责人"),
    ("旁听庭审", "旁听庭审、听证"),
    ("旁听", "旁听庭审、听证"),
    ("宣讲", "宣传宣讲"),
    ("宣誓", "宪法宣誓"),
];

/// The office's own brands of activity, as counties call them.
const TAGS: [&str; 10] = [
    "三进一上",
    "五进五送",
    "四大员",
    "双联系",
    "代表进网格",
    "6+1联动监督",
    "三评一问",
    "走访月",
    "小而急需",
    "县定月主题",
];

const ORGANISERS: [&str; 5] = ["县级以上人大", "主席团", "代表小组", "联络站", "代表个人"];

/// An activity, with every field of the book and those of a council (议事日、圆桌会议).
#[must_use]
pub fn activity_type() -> RecordType {
    let mut fields = book::numbered();
    fields.extend(what());
    fields.extend(when_and_where());
    fields.extend(who());
    fields.extend(course());
    fields.extend(council());
    fields.extend(outcome());
    fields.extend(review());
    fields.extend(book::closing());
    let mut it = RecordType::new(ACTIVITY, "代表活动", fields).register(
        "activities",
        "代表活动记录簿",
        "簿二",
    );
    it.name_field = "title".into();
    it.matching = book::same_by(&["held_on", "title"]);
    it.order = vec!["held_on".into(), "number".into()];
    it.serial = Some(book::serial("held_on"));
    it.children = Some(Children {
        kind: ATTENDANCE.into(),
        shown: attendance::count_exceptions,
        version: 2,
        set: |_, _, _| Vec::new(),
    });
    it.workflow = Some(stages::workflow());
    it.complete = Some(complete);
    it.check = Some(check);
    it
}

fn what() -> Vec<Field> {
    vec![
        Field::text("title", "活动名称")
            .section("活动")
            .blocking()
            .open()
            .search(SearchAs::Text)
            .aliases(&[
                "活动主题",
                "主题",
                "活动内容及主题",
                "名称",
                "活动名称（主题）",
                "活动项目",
                "会议名称",
            ])
            .width(40.0),
        Field::new("sort", "活动类型", FieldType::choice(&SORTS))
            .expected()
            .open()
            .aliases(&["类型", "活动形式", "活动类别", "形式"])
            .choice_aliases(&SORT_WORDS)
            .width(24.0),
        Field::new("tags", "活动标签", FieldType::choices_of(&TAGS))
            .office_list("活动标签")
            .open()
            .aliases(&["标签", "品牌"])
            .hint("本地的叫法，如 三进一上、五进五送；选项可在名称表里改")
            .page_only(),
        Field::choice("organiser", "组织单位", &ORGANISERS)
            .open()
            .aliases(&["组织者", "组织方", "主办单位"])
            .page_only(),
        book::station().open(),
        Field::to("group", "代表小组", GROUP)
            .open()
            .aliases(&["小组", "活动小组"])
            .hint("小组活动填哪个小组")
            .width(24.0)
            .screen_only(),
        Field::to("plan", "计划来源", PLAN)
            .hint("出自哪个月的工作计划")
            .page_only(),
        Field::to("supervision", "监督议题", SUPERVISION)
            .hint("落实年度监督计划的哪个议题")
            .page_only(),
    ]
}

fn when_and_where() -> Vec<Field> {
    vec![
        Field::date("held_on", "活动日期")
            .section("时间和地点")
            .blocking()
            .open()
            .decided_by_person()
            .aliases(&[
                "活动时间",
                "时间",
                "日期",
                "开始时间",
                "开展时间",
                "开展日期",
            ])
            .width(24.0),
        Field::date("ended_on", "结束日期")
            .open()
            .aliases(&["结束时间"])
            .hint("开了几天的填最后一天")
            .page_only(),
        Field::new("hours", "起止时间", FieldType::Time)
            .open()
            .aliases(&["时段"])
            .hint("如 9:00-11:30、上午")
            .page_only(),
        Field::text("place", "地点")
            .expected()
            .open()
            .aliases(&["活动地点"])
            .width(30.0),
        Field::text("host", "主持人")
            .expected()
            .open()
            .aliases(&["召集人", "主持人/召集人", "负责人", "带队人"])
            .page_only(),
        Field::text("recorder", "记录人")
            .offers(Offer::User)
            .expected()
            .aliases(&["记录员"])
            .page_only(),
    ]
}

fn who() -> Vec<Field> {
    vec![
        Field::to_many("expected", "应到代表", DEPUTY)
            .section("参加人员")
            .expected()
            .open()
            .aliases(&[
                "参加代表",
                "参会代表",
                "出席代表",
                "到会代表",
                "参加活动代表",
            ])
            .hint("先选应到的人，默认都到；没到的再逐个标出")
            .full_line()
            .screen_only(),
        Field::int("present", "实到代表数")
            .summed()
            .called("实到")
            .kept(attendance::present_column, 2)
            .open(),
        Field::int("on_leave", "请假数")
            .summed()
            .called("请假人数")
            .counted()
            .open(),
        Field::int("absent", "缺席数")
            .summed()
            .called("缺席人数")
            .counted()
            .open(),
        Field::new("rate", "出席率", FieldType::Percent)
            .kept(attendance::rate_column, 2)
            .open()
            .width(16.0)
            .screen_only(),
        Field::int("stated_expected", "应到人数")
            .aliases(&["应到", "应参加人数", "应到会人数"])
            .hint("没有名单的旧册子，只记人数")
            .page_only(),
        Field::int("stated_present", "实到人数")
            .aliases(&["实到", "参加人数", "到会人数", "参加代表人数", "人数"])
            .page_only(),
        Field::new("others", "列席和其他参加人员", FieldType::LongText)
            .open()
            .aliases(&[
                "参加人员",
                "参加对象",
                "列席人员",
                "其他参加人员",
                "参会人员",
                "出席人员",
            ])
            .page_only(),
        Field::text("notice", "活动通知")
            .hint("通知的内容或文号")
            .full_line()
            .page_only(),
        Field::date("notified_on", "通知日期")
            .hint("一般提前 3 天通知")
            .page_only(),
    ]
}

fn course() -> Vec<Field> {
    vec![
        Field::long_text("content", "活动内容")
            .section("活动记录")
            .expected()
            .open()
            .aliases(&[
                "过程记录",
                "活动情况",
                "活动记录",
                "主要内容",
                "活动过程",
                "活动开展情况",
            ])
            .width(70.0),
        Field::text("source", "议题来源").page_only(),
    ]
}

/// What a council (议事日、圆桌会议) settles.
fn council() -> Vec<Field> {
    vec![
        Field::new("topics", "议题", FieldType::LongText)
            .section("议事记录（议事日、圆桌会议填）")
            .open()
            .search(SearchAs::Text)
            .aliases(&["议事内容", "商议事项", "讨论议题"])
            .page_only(),
        Field::int("cadres", "村干部人数").page_only(),
        Field::int("villagers", "村民代表人数").page_only(),
        Field::int("department_heads", "部门人数").page_only(),
        Field::int("experts", "专业人士人数").page_only(),
        Field::new("discussion", "讨论要点", FieldType::LongText).page_only(),
        Field::new("agreed", "形成共识", FieldType::LongText)
            .aliases(&["共识", "议定事项", "达成共识"])
            .page_only(),
        Field::new("dissent", "不同意见", FieldType::LongText).page_only(),
        Field::text("responsible", "责任单位")
            .aliases(&["责任单位与时限"])
            .page_only(),
        Field::date("deadline", "办理时限").page_only(),
    ]
}

fn outcome() -> Vec<Field> {
    vec![
        Field::new("result", "活动成果", FieldType::LongText)
            .section("成果")
            .open()
            .search(SearchAs::Text)
            .aliases(&[
                "成果",
                "活动效果",
                "取得成效",
                "形成的意见建议",
                "意见建议",
                "成效",
            ])
            .hint("形成的意见建议从这里转入意见建议办理簿")
            .width(40.0),
        Field::int("suggestions", "意见建议件数")
            .summed()
            .aliases(&["建议条数", "提出建议数", "意见建议条数"])
            .page_only(),
        Field::text("report", "报告名称")
            .hint("调研报告、审议意见；文件存为附件")
            .page_only(),
        Field::text("handed_to", "转交机关")
            .hint("主席团转给哪个机关，如 镇人民政府；有关机关及时反馈（代表法第31条）")
            .page_only(),
        Field::date("handed_on", "转交日期").page_only(),
        Field::date("feedback_on", "反馈日期").page_only(),
        Field::new("feedback", "反馈情况", FieldType::LongText).page_only(),
        Field::money("spent", "经费支出（元）")
            .called("经费支出")
            .aliases(&["经费", "支出", "活动经费", "经费支出"])
            .hint("这次活动花了多少钱，只写数字，如 1200；经费专款专用（代表法第42条）")
            .page_only(),
    ]
}

fn review() -> Vec<Field> {
    vec![
        Field::new(
            "state",
            "状态",
            FieldType::Choice(Workflow::words::<ActivityStage>()),
        )
        .section("审核")
        .kept(shown_state, SHOWN_STATE)
        .open()
        .width(18.0)
        .screen_only(),
        Field::text("stage", "环节状态").step_only(),
        Field::new("written_after", "事后登记", FieldType::Bool).step_only(),
        Field::text("reviewer", "审核人").by_decision().page_only(),
        Field::date("reviewed_on", "审核日期")
            .by_decision()
            .called("审核时间")
            .aliases(&["审核时间"])
            .page_only(),
        Field::text("cancelled_because", "取消原因").step_only(),
    ]
}

/// An activity written down after its day took place; one whose day is moved ahead is a plan again.
fn complete(kind: &RecordType, row: &Row, today: &Today) -> Vec<(FieldKey, Value)> {
    let day = row.read(kind, Activity::HELD_ON);
    let over = day.is_some_and(|it| it.last_day() < today.date);
    let known = row.yes(kind, Activity::WRITTEN_AFTER);
    let value = (Activity::WRITTEN_AFTER.into(), Value::Bool(over));
    (over != known).then_some(value).into_iter().collect()
}

/// An activity whose day is over and of which nothing says that it was held counts nowhere.
fn still_planned(kind: &RecordType, row: &Row, today: &Today) -> Option<FieldFault> {
    let field = kind.field("held_on")?;
    let day = row.get(kind, "held_on").and_then(Value::as_date)?;
    let state = kind.workflow.as_ref()?.state_of(kind, row);
    let ahead = ActivityStage::of_word(state)?.occasion() == Occasion::Ahead;
    (ahead && day.last_day() < today.date).then(|| FieldFault {
        severity: crate::record::Severity::Warning,
        ..FieldFault::error(
            field,
            format!("活动日期已过，状态还是“{state}”，不计入活动次数"),
            "办过的，请办理“开展”或填上活动内容；没有办的，请办理“取消”",
        )
    })
}

fn check(kind: &RecordType, row: &Row, today: &Today) -> Vec<FieldFault> {
    let mut faults: Vec<FieldFault> = [
        (Activity::ENDED_ON.key(), Activity::HELD_ON.key()),
        (Activity::FEEDBACK_ON.key(), Activity::HANDED_ON.key()),
        (Activity::REVIEWED_ON.key(), Activity::HELD_ON.key()),
    ]
    .iter()
    .filter_map(|(later, earlier)| book::before(kind, row, later, earlier))
    .collect();
    faults.extend(still_planned(kind, row, today));
    let count = |column: Column<i64>| row.read(kind, column);
    if let (Some(present), Some(expected), Some(field)) = (
        count(Activity::STATED_PRESENT),
        count(Activity::STATED_EXPECTED),
        kind.field(Activity::STATED_PRESENT.key()),
    ) && present > expected
    {
        faults.push(FieldFault {
            severity: crate::record::Severity::Warning,
            ..FieldFault::error(
                field,
                format!("实到 {present} 人，比应到 {expected} 人还多"),
                "请核对两个人数",
            )
        });
    }
    faults
}
