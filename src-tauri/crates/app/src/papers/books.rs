//! The columns of the books of a year on A4 landscape, as offices rule them.

use domain::activity::ACTIVITY;
use domain::contact::{CONTACT, ELECTOR};
use domain::meeting::{CONGRESS, MEETING};
use domain::plan::{SUPERVISION, TASK};
use domain::reception::DAY;
use domain::record::RecordType;
use domain::service::{DISPUTE, GOOD_WORK, PROMISE, SMALL_WORK};

use crate::papers::columns::PrintColumn;

/// How wide a column is.
#[derive(Clone, Copy)]
enum Wide {
    /// Millimetres.
    Mm(f32),
    /// A share of what the others leave.
    Share(f32),
}

use Wide::{Mm, Share};

type Ruled = (&'static str, &'static str, Wide);

const DAYS: &[Ruled] = &[
    ("number", "序号", Mm(10.0)),
    ("held_on", "接待日期", Mm(22.0)),
    ("hours", "起止\n时间", Mm(24.0)),
    ("title", "名称", Mm(24.0)),
    ("place", "地点", Mm(34.0)),
    ("deputies", "接待代表", Share(1.0)),
    ("theme", "活动主题", Mm(34.0)),
    ("notice_on", "公告\n日期", Mm(20.0)),
    ("visitors", "接待\n人数", Mm(12.0)),
    ("matters", "意见\n件数", Mm(12.0)),
    ("state", "状态", Mm(16.0)),
];

const ACTIVITIES: &[Ruled] = &[
    ("number", "序号", Mm(10.0)),
    ("held_on", "活动\n时间", Mm(20.0)),
    ("title", "活动名称（主题）", Share(1.0)),
    ("sort", "活动\n类型", Mm(22.0)),
    ("place", "地点", Mm(24.0)),
    ("host", "主持人", Mm(16.0)),
    ("present", "实到\n人数", Mm(11.0)),
    ("on_leave", "请假", Mm(10.0)),
    ("absent", "缺席", Mm(10.0)),
    ("content", "活动内容", Share(2.0)),
    ("result", "成果和意见建议", Share(1.2)),
    ("recorder", "记录人", Mm(16.0)),
];

const ELECTORS: &[Ruled] = &[
    ("name", "姓名", Mm(20.0)),
    ("sex", "性别", Mm(11.0)),
    ("born", "出生\n年月", Mm(20.0)),
    ("sort", "类别", Mm(20.0)),
    ("village", "村组", Mm(32.0)),
    ("address", "住址", Share(1.0)),
    ("phone", "联系电话", Mm(28.0)),
    ("deputies", "联系代表", Mm(24.0)),
    ("paired_on", "结对\n日期", Mm(22.0)),
    ("needs", "帮扶需求", Share(1.0)),
];

const CONTACTS: &[Ruled] = &[
    ("number", "序号", Mm(10.0)),
    ("contacted_on", "日期", Mm(20.0)),
    ("deputies", "代表", Mm(20.0)),
    ("electors", "联系对象", Mm(30.0)),
    ("way", "方式", Mm(14.0)),
    ("content", "反映内容", Share(2.0)),
    ("handling", "处理", Mm(20.0)),
    ("matter", "转入\n编号", Mm(16.0)),
    ("result", "处理结果", Share(1.0)),
    ("recorder", "记录人", Mm(16.0)),
];

const TASKS: &[Ruled] = &[
    ("plan", "年月", Mm(16.0)),
    ("title", "工作任务", Share(1.2)),
    ("standard", "具体内容和标准", Share(1.5)),
    ("responsible", "责任人", Mm(20.0)),
    ("partners", "配合\n单位", Mm(24.0)),
    ("due_on", "完成\n时限", Mm(21.0)),
    ("state", "推进\n状态", Mm(16.0)),
    ("outcome", "完成情况", Share(1.2)),
    ("why_late", "未完成原因", Mm(26.0)),
];

const SUPERVISIONS: &[Ruled] = &[
    ("topic", "监督议题", Share(1.5)),
    ("forms", "监督形式", Mm(30.0)),
    ("month", "时间", Mm(20.0)),
    ("responsible", "负责人", Mm(20.0)),
    ("departments", "涉及部门", Mm(32.0)),
    ("state", "进展", Mm(18.0)),
    ("result", "监督结果", Share(1.0)),
    ("follow_up", "整改跟踪", Share(1.0)),
];

const MEETINGS: &[Ruled] = &[
    ("title", "会议名称", Mm(40.0)),
    ("held_on", "日期", Mm(21.0)),
    ("host", "主持人", Mm(16.0)),
    ("quorate", "法定人数", Mm(24.0)),
    ("agenda", "议题", Share(1.0)),
    ("decisions", "决定事项", Share(1.2)),
    ("minutes", "纪要文号", Mm(26.0)),
];

const CONGRESSES: &[Ruled] = &[
    ("title", "会议名称", Mm(44.0)),
    ("begins_on", "开始", Mm(21.0)),
    ("ends_on", "结束", Mm(21.0)),
    ("quorate", "法定人数", Mm(26.0)),
    ("agenda", "议程", Share(1.2)),
    ("resolutions", "决议决定", Share(1.0)),
    ("elected", "选举结果", Share(0.8)),
];

const DISPUTES: &[Ruled] = &[
    ("number", "序号", Mm(10.0)),
    ("received_on", "受理\n日期", Mm(20.0)),
    ("parties", "当事方", Mm(30.0)),
    ("sort", "类型", Mm(20.0)),
    ("content", "纠纷情况", Share(1.5)),
    ("deputies", "化解\n代表", Mm(20.0)),
    ("way", "化解方式", Mm(20.0)),
    ("state", "结果", Mm(18.0)),
    ("settled_on", "化解\n日期", Mm(20.0)),
    ("agreement", "化解情况", Share(1.0)),
];

const SMALL_WORKS: &[Ruled] = &[
    ("number", "序号", Mm(10.0)),
    ("title", "事项名称", Share(1.0)),
    ("village", "村组", Mm(24.0)),
    ("content", "主要内容", Share(1.2)),
    ("deputies", "牵头\n代表", Mm(20.0)),
    ("subsidy", "补贴\n（元）", Mm(22.0)),
    ("raised", "自筹\n（元）", Mm(22.0)),
    ("total", "合计\n（元）", Mm(24.0)),
    ("households", "受益\n户数", Mm(12.0)),
    ("state", "进展", Mm(16.0)),
    ("done_on", "完成\n日期", Mm(20.0)),
];

const GOOD_WORKS: &[Ruled] = &[
    ("number", "序号", Mm(10.0)),
    ("done_on", "日期", Mm(20.0)),
    ("deputies", "代表", Mm(20.0)),
    ("title", "事项", Share(1.5)),
    ("sort", "类别", Mm(20.0)),
    ("money", "金额\n（元）", Mm(24.0)),
    ("goods", "物资", Mm(30.0)),
    ("helped", "受益对象", Share(1.0)),
    ("people", "受益\n人数", Mm(12.0)),
];

const PROMISES: &[Ruled] = &[
    ("number", "序号", Mm(10.0)),
    ("title", "承诺事项", Share(1.5)),
    ("by", "承诺方", Mm(18.0)),
    ("deputy", "代表", Mm(18.0)),
    ("unit", "单位", Mm(26.0)),
    ("made_on", "承诺\n日期", Mm(20.0)),
    ("due_on", "完成\n期限", Mm(20.0)),
    ("state", "落实\n状态", Mm(16.0)),
    ("kept_on", "落实\n日期", Mm(20.0)),
    ("outcome", "落实结果", Share(1.0)),
];

/// The columns of a book that has its own; `None` for the plain print.
pub(crate) fn own_columns(kind: &RecordType) -> Option<Vec<PrintColumn>> {
    let ruled = match kind.key.as_str() {
        DAY => DAYS,
        ACTIVITY => ACTIVITIES,
        ELECTOR => ELECTORS,
        CONTACT => CONTACTS,
        TASK => TASKS,
        SUPERVISION => SUPERVISIONS,
        MEETING => MEETINGS,
        CONGRESS => CONGRESSES,
        DISPUTE => DISPUTES,
        SMALL_WORK => SMALL_WORKS,
        GOOD_WORK => GOOD_WORKS,
        PROMISE => PROMISES,
        _ => return None,
    };
    let mut columns = Vec::new();
    if kind.serial.is_none() {
        columns.push(PrintColumn::running());
    }
    columns.extend(ruled.iter().filter_map(|(key, title, wide)| {
        let field = kind.field(key)?;
        let it = PrintColumn::of(kind, key)?;
        // A label that the office changed stands over the one ruled here.
        let it = if field.label == field.own_label {
            it.titled(title)
        } else {
            it
        };
        Some(match wide {
            Mm(millimetres) => it.wide(*millimetres),
            Share(weight) => it.sharing(*weight),
        })
    }));
    Some(columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::record::Registry;

    #[test]
    fn ruled_columns_are_fields_and_leave_room_for_text() {
        for kind in Registry::builtin().iter() {
            let Some(columns) = own_columns(kind) else {
                continue;
            };
            let fixed: f32 = columns
                .iter()
                .map(|it| match it.column.width {
                    forms::Width::Mm(millimetres) => millimetres,
                    forms::Width::Share(_) => 0.0,
                })
                .sum();
            assert!(fixed < 212.0, "{}: {fixed} mm leave no room", kind.key);
            let hidden = kind.serial.is_none();
            assert!(
                columns.len() >= 7 + usize::from(hidden),
                "{}: a column is no field",
                kind.key
            );
        }
    }
}
