//! The ledgers of an office beside the books: 请示报告与党委批示,
//! 制度汇编, 经费, 法律顾问, 热线值班, 资料订阅.

use crate::activity::ACTIVITY;
use crate::book;
use crate::office::{Budget, HotlineHandling};
use crate::record::{Field, FieldType, Home, RecordType, Row, SearchAs, Value};
use crate::roster::DEPUTY;

/// The record type of requests and reports to the party committee (请示报告).
pub const REQUEST: &str = "request";
/// The record type of bylaws (制度).
pub const BYLAW: &str = "bylaw";
/// The record type of budgets (经费预算).
pub const BUDGET: &str = "budget";
/// The record type of expenses (经费支出).
pub const EXPENSE: &str = "expense";
/// The record type of legal advisers (法律顾问).
pub const ADVISER: &str = "adviser";
/// The record type of consultations with them.
pub const CONSULTATION: &str = "consultation";
/// The record type of calls on the hotline (热线值班).
pub const HOTLINE: &str = "hotline_call";
/// The record type of papers subscribed to and handed out (资料订阅).
pub const SUBSCRIPTION: &str = "subscription";

/// A request or report to the party committee, and what it ruled.
#[must_use]
pub fn request_type() -> RecordType {
    let mut fields = book::numbered();
    fields.extend([
        Field::text("title", "标题")
            .section("请示报告")
            .blocking()
            .search(SearchAs::Text)
            .aliases(&["请示标题", "事项", "请示事项", "报告事项", "题目", "名称"])
            .full_line()
            .width(60.0),
        Field::choice("sort", "种类", &["请示", "报告", "请示报告"])
            .expected()
            .aliases(&["类型", "类别"])
            .width(16.0),
        Field::text("code", "文号")
            .aliases(&["发文字号", "编号"])
            .width(30.0),
        Field::text("to", "主送")
            .aliases(&["呈报单位", "报送单位"])
            .width(30.0),
        Field::date("sent_on", "报送日期").expected().aliases(&[
            "日期",
            "时间",
            "报送时间",
            "请示时间",
            "呈报时间",
        ]),
        Field::long_text("content", "主要内容")
            .aliases(&["内容", "摘要"])
            .page_only(),
        Field::text("signed_by", "签发人").page_only(),
        Field::text("ruled_by", "批示人")
            .section("批示")
            .aliases(&["批示领导"])
            .width(20.0),
        Field::date("ruled_on", "批示日期").aliases(&["批示时间", "批复日期"]),
        Field::long_text("ruling", "批示内容")
            .aliases(&["批示", "批示意见", "批复意见", "党委批示"])
            .width(50.0),
        Field::new("outcome", "落实情况", FieldType::LongText)
            .search(SearchAs::Text)
            .aliases(&["办理情况"])
            .width(40.0),
        book::station().page_only(),
    ]);
    fields.extend(book::closing());
    let mut it =
        RecordType::new(REQUEST, "请示报告", fields).register("requests", "请示报告与党委批示", "");
    it.name_field = "title".into();
    it.matching = book::same_by(&["title", "sent_on"]);
    it.order = vec!["sent_on".into(), "number".into()];
    it.serial = Some(book::serial("sent_on"));
    it.check = Some(|kind, row, _| {
        book::before(kind, row, "ruled_on", "sent_on")
            .into_iter()
            .collect()
    });
    it
}

/// A bylaw (制度), as it is posted on the wall.
#[must_use]
pub fn bylaw_type() -> RecordType {
    let sorts = [
        "会议",
        "代表工作",
        "接待选民",
        "联系群众",
        "建议办理",
        "学习培训",
        "考核评价",
        "站点管理",
        "经费管理",
        "档案管理",
        "其他",
    ];
    let mut it = RecordType::new(
        BYLAW,
        "制度",
        vec![
            Field::text("title", "制度名称")
                .section("制度")
                .blocking()
                .open()
                .search(SearchAs::Text)
                .aliases(&["名称", "制度", "标题"])
                .width(60.0),
            Field::choice("sort", "类别", &sorts)
                .open()
                .aliases(&["类型"])
                .width(24.0),
            Field::text("code", "文号").open().width(30.0),
            Field::date("adopted_on", "通过日期").open().aliases(&[
                "制定时间",
                "制定日期",
                "印发时间",
                "日期",
            ]),
            Field::date("from", "施行日期")
                .open()
                .aliases(&["实施日期", "执行时间"]),
            Field::choice("state", "效力", &["有效", "修订中", "废止"])
                .open()
                .aliases(&["状态"])
                .width(16.0),
            Field::date("ended_on", "废止日期").open().page_only(),
            Field::new("on_wall", "是否上墙", FieldType::Bool)
                .open()
                .aliases(&["上墙"])
                .width(16.0),
            Field::long_text("content", "制度正文")
                .open()
                .aliases(&["内容", "正文"])
                .page_only(),
            book::station().open(),
            Field::text("remark", "备注").open().full_line().page_only(),
            Field::new("other_columns", "原表其它栏", FieldType::LongText)
                .raw()
                .open()
                .page_only(),
        ],
    )
    .register("bylaws", "制度汇编", "");
    it.home = Home::Published;
    it.order = vec!["sort".into(), "title".into()];
    it.check = Some(|kind, row, _| {
        book::before(kind, row, "ended_on", "adopted_on")
            .into_iter()
            .collect()
    });
    it
}

/// Where money comes from in a year.
#[must_use]
pub fn budget_type() -> RecordType {
    let mut it = RecordType::new(
        BUDGET,
        "经费预算",
        vec![
            Field::text("title", "经费名称")
                .section("预算")
                .blocking()
                .search(SearchAs::Text)
                .aliases(&["名称", "项目", "经费项目", "预算项目"])
                .hint("如：代表活动经费、站点运行经费")
                .width(50.0),
            Field::date("year", "年度")
                .expected()
                .aliases(&["年份"])
                .hint("如 2026")
                .width(16.0),
            book::station(),
            Field::choice("source", "资金来源", &["本级财政", "上级财政", "其他"])
                .aliases(&["来源"])
                .width(20.0),
            Field::money("standard", "人均标准（元）")
                .aliases(&["标准", "人均标准"])
                .hint("按人数核定的，填每人每年多少"),
            Field::int("people", "核定人数").aliases(&["人数", "代表人数"]),
            Field::money("amount", "预算金额（元）")
                .expected()
                .aliases(&["金额", "预算", "预算数", "拨付金额", "预算金额"]),
            Field::money("by_standard", "按标准应有（元）")
                .kept(
                    |kind, row| {
                        let number = |key: &str| row.get(kind, key).and_then(Value::as_int);
                        number("standard")?
                            .checked_mul(number("people")?)
                            .map(Value::Int)
                    },
                    1,
                )
                .page_only(),
            Field::date("received_on", "到账日期").aliases(&["拨付时间", "到账时间"]),
            Field::text("remark", "备注").full_line(),
            Field::new("other_columns", "原表其它栏", FieldType::LongText)
                .raw()
                .page_only(),
        ],
    )
    .register("budgets", "经费预算", "");
    it.matching = book::same_by(&["title", "year", "station"]);
    it.order = vec!["year".into(), "title".into()];
    it
}

/// An expense.
#[must_use]
pub fn expense_type() -> RecordType {
    let sorts = [
        "代表活动",
        "误工补贴",
        "会议",
        "培训",
        "站点运行",
        "资料订阅",
        "宣传",
        "办公",
        "其他",
    ];
    let mut fields = book::numbered();
    fields.extend([
        Field::text("title", "支出事项")
            .section("支出")
            .blocking()
            .search(SearchAs::Text)
            .aliases(&["事项", "用途", "支出内容", "摘要", "项目", "开支内容"])
            .width(56.0),
        Field::date("spent_on", "日期")
            .expected()
            .aliases(&["支出日期", "时间", "支出时间", "报销日期"])
            .width(24.0),
        book::station(),
        Field::choice("sort", "类别", &sorts)
            .expected()
            .aliases(&["支出类别", "科目", "类型"])
            .choice_aliases(&[
                ("活动经费", "代表活动"),
                ("补贴", "误工补贴"),
                ("会议费", "会议"),
                ("培训费", "培训"),
                ("办公费", "办公"),
                ("宣传费", "宣传"),
            ])
            .width(20.0),
        Field::money("amount", "金额（元）").expected().aliases(&[
            "金额",
            "支出金额",
            "支出",
            "支出（元）",
        ]),
        Field::to("budget", "出自预算", BUDGET).page_only(),
        Field::to("activity", "关联活动", ACTIVITY)
            .aliases(&["活动"])
            .page_only(),
        Field::text("payee", "收款方")
            .aliases(&["收款单位", "领款人", "收款人"])
            .width(30.0),
        Field::text("handler", "经手人")
            .aliases(&["经办人"])
            .width(18.0),
        Field::text("approver", "审批人")
            .aliases(&["批准人", "审核人"])
            .width(18.0),
        Field::text("voucher", "凭证号")
            .aliases(&["票据号", "凭证编号"])
            .page_only(),
    ]);
    fields.extend(book::closing());
    let mut it =
        RecordType::new(EXPENSE, "经费支出", fields).register("expenses", "经费支出台账", "");
    it.name_field = "title".into();
    it.matching = book::same_by(&["title", "spent_on", "amount"]);
    it.order = vec!["spent_on".into(), "number".into()];
    it.serial = Some(book::serial("spent_on"));
    it
}

/// A legal adviser of the deputies.
#[must_use]
pub fn adviser_type() -> RecordType {
    let mut it = RecordType::new(
        ADVISER,
        "法律顾问",
        vec![
            Field::new("name", "姓名", FieldType::Name)
                .section("顾问")
                .blocking()
                .open()
                .aliases(&["律师姓名", "顾问姓名", "律师"])
                .width(20.0),
            Field::text("firm", "单位")
                .open()
                .search(SearchAs::Text)
                .aliases(&["律师事务所", "工作单位", "所在单位"])
                .width(50.0),
            Field::text("licence", "执业证号").open().width(34.0),
            Field::text("field", "擅长领域").open().width(34.0),
            Field::new("phone", "联系电话", FieldType::Phone)
                .aliases(&["电话", "手机", "联系方式"])
                .width(26.0),
            book::station().open(),
            Field::date("from", "聘任日期")
                .open()
                .aliases(&["聘任时间", "聘期开始"]),
            Field::date("to", "聘期至").open().aliases(&["聘期结束"]),
            Field::text("remark", "备注").full_line(),
            Field::new("other_columns", "原表其它栏", FieldType::LongText)
                .raw()
                .page_only(),
        ],
    )
    .register("advisers", "法律顾问名册", "");
    it.matching = vec![vec!["name".into(), "firm".into()]];
    it.check = Some(|kind, row, _| book::before(kind, row, "to", "from").into_iter().collect());
    it
}

/// A consultation with a legal adviser.
#[must_use]
pub fn consultation_type() -> RecordType {
    let mut fields = book::numbered();
    fields.extend([
        Field::text("topic", "咨询事项")
            .section("咨询")
            .blocking()
            .search(SearchAs::Text)
            .aliases(&["事项", "咨询内容", "咨询问题"])
            .full_line()
            .width(60.0),
        Field::date("asked_on", "日期")
            .expected()
            .aliases(&["咨询时间", "时间", "咨询日期"]),
        Field::to("adviser", "法律顾问", ADVISER)
            .expected()
            .aliases(&["律师", "顾问"])
            .width(20.0),
        Field::text("asker", "咨询人")
            .aliases(&["咨询单位", "咨询群众"])
            .width(24.0),
        Field::to_many("deputies", "陪同代表", DEPUTY).aliases(&["代表"]),
        book::station(),
        Field::long_text("answer", "解答意见")
            .expected()
            .aliases(&["答复", "法律意见", "解答"])
            .width(60.0),
        Field::new("outcome", "后续处理", FieldType::LongText).page_only(),
    ]);
    fields.extend(book::closing());
    let mut it = RecordType::new(CONSULTATION, "法律咨询", fields).register(
        "consultations",
        "法律咨询记录",
        "",
    );
    it.name_field = "topic".into();
    it.matching = book::same_by(&["topic", "asked_on"]);
    it.order = vec!["asked_on".into(), "number".into()];
    it.serial = Some(book::serial("asked_on"));
    it
}

/// A call on the hotline.
#[must_use]
pub fn hotline_type() -> RecordType {
    let mut fields = book::numbered();
    fields.extend([
        Field::date("called_on", "日期")
            .section("接听")
            .blocking()
            .aliases(&["来电日期", "时间", "来电时间", "接听时间", "值班日期"])
            .width(24.0),
        Field::new("at", "来电时刻", FieldType::Time)
            .aliases(&["时刻", "几点"])
            .hint("如 9:20")
            .width(18.0),
        book::station(),
        Field::text("on_duty", "值班人")
            .expected()
            .aliases(&["接听人", "值班人员", "接线人"])
            .width(18.0),
        Field::to("deputy", "值班代表", DEPUTY).page_only(),
        Field::new("caller", "来电人", FieldType::Name)
            .aliases(&["来电人姓名", "姓名"])
            .width(18.0),
        Field::new("phone", "来电号码", FieldType::Phone)
            .aliases(&["电话", "联系电话"])
            .width(26.0),
        Field::text("village", "村组")
            .search(SearchAs::Text)
            .aliases(&["地址", "村"])
            .page_only(),
        Field::long_text("content", "来电内容")
            .expected()
            .aliases(&["反映内容", "内容", "反映问题"])
            .width(60.0),
        Field::choice("handling", "处理", &HotlineHandling::WORDS)
            .section("处理")
            .expected()
            .aliases(&["处理情况", "处理方式"])
            .width(20.0),
        Field::text("matter", "转入编号")
            .aliases(&["转办编号"])
            .width(18.0),
        Field::new("result", "处理结果", FieldType::LongText)
            .search(SearchAs::Text)
            .aliases(&["结果", "办理结果"])
            .width(34.0),
        Field::date("called_back_on", "回复日期")
            .aliases(&["回复时间"])
            .page_only(),
    ]);
    fields.extend(book::closing());
    let mut it =
        RecordType::new(HOTLINE, "热线来电", fields).register("hotline", "热线值班接听登记", "");
    it.name_field = "called_on".into();
    it.matching = book::same_by(&["called_on", "at", "content"]);
    it.order = vec!["called_on".into(), "number".into()];
    it.serial = Some(book::serial("called_on"));
    it.check = Some(|kind, row, _| {
        book::before(kind, row, "called_back_on", "called_on")
            .into_iter()
            .collect()
    });
    it
}

/// Papers and books subscribed to and handed out to deputies.
#[must_use]
pub fn subscription_type() -> RecordType {
    let mut fields = book::numbered();
    fields.extend([
        Field::text("title", "资料名称")
            .section("资料")
            .blocking()
            .open()
            .search(SearchAs::Text)
            .aliases(&["报刊名称", "名称", "刊物", "书籍名称", "资料"])
            .width(50.0),
        Field::choice(
            "sort",
            "类别",
            &["报纸", "期刊", "图书", "学习资料", "其他"],
        )
        .open()
        .aliases(&["类型"])
        .width(16.0),
        Field::date("ordered_on", "日期")
            .expected()
            .open()
            .aliases(&["订阅日期", "时间", "发放时间", "订阅时间", "发放日期"]),
        book::station().open(),
        Field::date("year", "订阅年度")
            .open()
            .aliases(&["年度"])
            .page_only(),
        Field::int("copies", "份数")
            .open()
            .aliases(&["数量", "册数"]),
        Field::money("price", "单价（元）")
            .open()
            .aliases(&["单价"])
            .page_only(),
        Field::money("cost", "金额（元）")
            .open()
            .aliases(&["金额", "费用", "订阅费"]),
        Field::to_many("deputies", "发放代表", DEPUTY)
            .section("发放")
            .open()
            .aliases(&["领取人", "领取代表", "发放对象"])
            .width(40.0),
        Field::text("handed_to", "发放范围")
            .open()
            .aliases(&["发放单位"])
            .hint("如：全体镇人大代表")
            .page_only(),
        Field::text("handler", "经手人")
            .open()
            .aliases(&["经办人"])
            .width(18.0),
    ]);
    fields.extend(book::closing());
    let mut it = RecordType::new(SUBSCRIPTION, "资料订阅", fields).register(
        "subscriptions",
        "资料订阅发放登记",
        "",
    );
    it.name_field = "title".into();
    it.matching = book::same_by(&["title", "ordered_on"]);
    it.order = vec!["ordered_on".into(), "number".into()];
    it.serial = Some(book::serial("ordered_on"));
    it
}

/// What a budget was spent on so far, in fen.
///
/// ```
/// use domain::office::{expense_type, spent};
/// assert_eq!(spent(&expense_type(), &[]), 0);
/// ```
#[must_use]
pub fn spent(kind: &RecordType, expenses: &[Row]) -> i64 {
    expenses
        .iter()
        .filter(|row| row.is_live())
        .filter_map(|row| row.read(kind, Budget::AMOUNT))
        .fold(0, i64::saturating_add)
}
