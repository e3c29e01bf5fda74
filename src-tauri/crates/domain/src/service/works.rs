//! Things done for people: 微实事, 好人好事, 招商.

use crate::activity::ACTIVITY;
use crate::book;
use crate::record::{Field, FieldType, RecordType, SearchAs};
use crate::roster::DEPUTY;
use crate::service::{GOOD_WORK, INVESTMENT, SMALL_WORK, WorkState};

/// A small work (微实事): money of the township and of the people, households helped.
#[must_use]
pub fn small_work_type() -> RecordType {
    let mut fields = book::numbered();
    fields.extend([
        Field::text("title", "事项名称")
            .section("事项")
            .blocking()
            .open()
            .search(SearchAs::Text)
            .aliases(&[
                "项目名称",
                "微实事",
                "事项",
                "名称",
                "微实事名称",
                "实事名称",
            ])
            .width(50.0),
        Field::date("proposed_on", "提出日期")
            .expected()
            .open()
            .aliases(&["日期", "时间", "提出时间", "确定时间"])
            .width(24.0),
        book::station().open(),
        Field::text("village", "村组")
            .open()
            .search(SearchAs::Text)
            .aliases(&["所在村", "地点", "实施地点", "村"])
            .width(26.0),
        Field::long_text("content", "主要内容")
            .open()
            .aliases(&["建设内容", "内容", "项目内容"])
            .width(50.0),
        Field::choice(
            "source",
            "来源",
            &[
                "接待登记",
                "圆桌会议",
                "走访",
                "代表提出",
                "群众点单",
                "其他",
            ],
        )
        .open()
        .page_only(),
        Field::text("matter", "来源编号")
            .open()
            .hint("由接待或意见转来的，写编号")
            .page_only(),
        Field::to("activity", "议定会议", ACTIVITY)
            .open()
            .page_only(),
        Field::to_many("deputies", "牵头代表", DEPUTY)
            .open()
            .aliases(&["代表", "责任代表", "提出代表"]),
        Field::text("responsible", "实施单位")
            .open()
            .aliases(&["责任单位", "承办单位"])
            .width(30.0),
        Field::money("subsidy", "补贴资金（元）")
            .section("资金和受益")
            .open()
            .aliases(&["财政资金", "补贴", "补贴资金", "上级资金"]),
        Field::money("raised", "自筹资金（元）").open().aliases(&[
            "群众自筹",
            "自筹",
            "自筹资金",
            "村自筹",
        ]),
        Field::money("total", "资金合计（元）")
            .kept(
                |kind, row| {
                    let money =
                        |key: &str| row.get(kind, key).and_then(crate::record::Value::as_int);
                    let (subsidy, raised) = (money("subsidy"), money("raised"));
                    (subsidy.is_some() || raised.is_some()).then(|| {
                        crate::record::Value::Int(
                            subsidy.unwrap_or(0).saturating_add(raised.unwrap_or(0)),
                        )
                    })
                },
                1,
            )
            .open(),
        Field::int("households", "受益户数")
            .summed()
            .open()
            .aliases(&["户数", "受益户"]),
        Field::int("people", "受益人数")
            .summed()
            .open()
            .aliases(&["受益人口", "受益群众"]),
        Field::choice("state", "进展", &WorkState::WORDS)
            .section("进展")
            .expected()
            .open()
            .aliases(&["状态", "完成情况", "进展情况"])
            .choice_aliases(&[("完成", "已完成"), ("在建", "实施中"), ("办结", "已完成")])
            .width(18.0),
        Field::date("done_on", "完成日期")
            .open()
            .aliases(&["完成时间", "竣工时间"]),
        Field::new("result", "完成效果", FieldType::LongText)
            .open()
            .search(SearchAs::Text)
            .page_only(),
        Field::choice(
            "satisfaction",
            "群众满意度",
            &["满意", "基本满意", "不满意", "未表态"],
        )
        .open()
        .page_only(),
    ]);
    fields.extend(book::closing());
    let mut it =
        RecordType::new(SMALL_WORK, "微实事", fields).register("small_works", "民生微实事登记", "");
    it.name_field = "title".into();
    it.matching = book::same_by(&["title", "proposed_on"]);
    it.order = vec!["proposed_on".into(), "number".into()];
    it.serial = Some(book::serial("proposed_on"));
    it.dated_by = vec!["done_on".into()];
    it.check = Some(|kind, row, _| {
        book::before(kind, row, "done_on", "proposed_on")
            .into_iter()
            .collect()
    });
    it
}

/// A good work of a deputy: money, goods, people helped (履职档案 第8节).
#[must_use]
pub fn good_work_type() -> RecordType {
    let sorts = [
        "捐款捐物",
        "结对帮扶",
        "助学",
        "修路架桥",
        "安置就业",
        "扶老助残",
        "抗灾抢险",
        "志愿服务",
        "法律援助",
        "其他",
    ];
    let mut fields = book::numbered();
    fields.extend([
        Field::text("title", "事项")
            .section("事项")
            .blocking()
            .open()
            .search(SearchAs::Text)
            .aliases(&[
                "实事名称",
                "办实事内容",
                "为民办实事",
                "内容",
                "帮扶事项",
                "好事实事",
                "为民办实事内容",
            ])
            .width(60.0),
        Field::date("done_on", "日期")
            .expected()
            .open()
            .aliases(&["时间", "办理时间", "完成时间"])
            .width(24.0),
        book::station().open(),
        Field::to_many("deputies", "代表", DEPUTY)
            .expected()
            .open()
            .aliases(&["代表姓名", "办事代表", "姓名"]),
        Field::choice("sort", "类别", &sorts)
            .open()
            .aliases(&["类型"])
            .choice_aliases(&[
                ("捐款", "捐款捐物"),
                ("捐物", "捐款捐物"),
                ("捐赠", "捐款捐物"),
                ("帮扶", "结对帮扶"),
                ("就业", "安置就业"),
            ])
            .width(20.0),
        Field::text("village", "村组")
            .open()
            .search(SearchAs::Text)
            .page_only(),
        Field::money("money", "金额（元）")
            .section("投入和受益")
            .open()
            .aliases(&["金额", "捐款金额", "资金", "投入资金"]),
        Field::text("goods", "物资")
            .open()
            .aliases(&["物资名称数量", "捐物"])
            .width(30.0),
        Field::money("goods_worth", "物资折价（元）")
            .open()
            .aliases(&["折价", "物资折款"])
            .page_only(),
        Field::text("helped", "受益对象")
            .aliases(&["帮扶对象", "受助人"])
            .search(SearchAs::Text)
            .width(30.0),
        Field::int("people", "受益人数")
            .summed()
            .open()
            .aliases(&["受益群众", "受益人口"]),
        Field::int("households", "受益户数")
            .summed()
            .open()
            .page_only(),
        Field::new(
            "tags",
            "标签",
            FieldType::choices_of(&["五进五送", "四大员", "志愿服务", "灾后重建"]),
        )
        .open()
        .page_only(),
        Field::new("result", "效果", FieldType::LongText)
            .open()
            .page_only(),
        Field::to("activity", "关联活动", ACTIVITY)
            .open()
            .page_only(),
        Field::text("proof", "佐证")
            .open()
            .hint("照片、收据等存为附件")
            .page_only(),
    ]);
    fields.extend(book::closing());
    let mut it = RecordType::new(GOOD_WORK, "为民办实事", fields).register(
        "good_works",
        "代表为民办实事登记",
        "",
    );
    it.name_field = "title".into();
    it.matching = book::same_by(&["title", "done_on", "deputies"]);
    it.order = vec!["done_on".into(), "number".into()];
    it.serial = Some(book::serial("done_on"));
    it
}

/// A project that deputies brought in (招商引资、产业项目).
#[must_use]
pub fn investment_type() -> RecordType {
    let states = ["洽谈", "签约", "开工", "投产", "终止"];
    let mut fields = book::numbered();
    fields.extend([
        Field::text("title", "项目名称")
            .section("项目")
            .blocking()
            .open()
            .search(SearchAs::Text)
            .aliases(&["项目", "名称", "招商项目"])
            .width(50.0),
        Field::choice(
            "sort",
            "类别",
            &["招商引资", "产业项目", "招才引智", "其他"],
        )
        .open()
        .aliases(&["类型"])
        .width(20.0),
        Field::date("signed_on", "日期")
            .expected()
            .open()
            .aliases(&["签约时间", "引进时间", "时间", "签约日期"])
            .width(24.0),
        book::station().open(),
        Field::to_many("deputies", "引进代表", DEPUTY)
            .expected()
            .open()
            .aliases(&["代表", "代表姓名", "招商代表"]),
        Field::text("investor", "投资方")
            .open()
            .aliases(&["投资企业", "投资单位"])
            .width(34.0),
        Field::text("place", "落地地点")
            .open()
            .aliases(&["地点", "建设地点"])
            .page_only(),
        Field::money("planned", "计划投资（元）")
            .section("投资和进度")
            .open()
            .aliases(&["投资额", "总投资", "计划投资", "投资金额"]),
        Field::money("actual", "到位资金（元）").open().aliases(&[
            "到位资金",
            "完成投资",
            "实际投资",
        ]),
        Field::int("jobs", "带动就业")
            .summed()
            .open()
            .aliases(&["就业人数"]),
        Field::choice("state", "进度", &states)
            .open()
            .aliases(&["进展", "状态", "项目进度"])
            .width(16.0),
        Field::new("progress", "进展情况", FieldType::LongText)
            .open()
            .search(SearchAs::Text)
            .width(40.0),
    ]);
    fields.extend(book::closing());
    let mut it = RecordType::new(INVESTMENT, "招商项目", fields).register(
        "investments",
        "招商和产业登记",
        "",
    );
    it.name_field = "title".into();
    it.matching = book::same_by(&["title", "signed_on"]);
    it.order = vec!["signed_on".into(), "number".into()];
    it.serial = Some(book::serial("signed_on"));
    it
}
