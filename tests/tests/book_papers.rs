//! Papers of the books: 活动记录页, 会议记录, 月工作计划, 联系选民手册, 建议办理情况汇总表.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

use scenarios::{Office, pdf_text};
use serde_json::{Value, json};

/// The text of a print, without the spaces that readers put between columns and spread names.
fn print(office: &mut Office, request: Value) -> (u64, String) {
    let (report, text) = office.print(request);
    let text = text.split_whitespace().collect();
    (report["pages"].as_u64().expect("pages"), text)
}

fn says(text: &str, all: &[&str]) {
    for words in all {
        assert!(text.contains(words), "the paper says {words}: {text}");
    }
}

fn deputies(office: &mut Office) {
    for name in ["张建国", "李凤英", "王志强", "赵玉兰"] {
        let values = json!({"姓名": name, "代表小组": "一组", "代表层级": "乡镇"});
        office.save("roster", values);
    }
}

#[test]
fn an_activity_stands_on_its_page_with_who_was_away_and_why() {
    let mut office = Office::founded();
    deputies(&mut office);
    let activity = office.save("activities",
        json!({
            "活动名称": "视察污水管网", "活动类型": "视察", "活动日期": "2026-03-18", "地点": "前苇塘村",
            "主持人": "周桂芝", "应到代表": "张建国、李凤英、王志强、赵玉兰",
            "活动内容": "实地察看管网三处。", "活动成果": "提出意见两条。", "记录人": "王秀兰",
        }),
    );
    office.call(
        "set_attendance",
        json!({"activity": activity, "marks": [
            {"deputy": "李凤英", "state": "请假", "reason": "住院"},
            {"deputy": "赵玉兰", "state": "缺席"},
        ]}),
    );
    let request = json!({"form": "activity_page", "record": activity});
    let (pages, text) = print(&mut office, request);
    assert_eq!(pages, 1, "a plain activity takes a page");
    says(
        &text,
        &[
            "编号：2026年第1号",
            "视察污水管网",
            "应到4人",
            "实到2人（出席率50%）",
            "李凤英请假（住院）；赵玉兰缺席",
            "实地察看管网三处。",
            "提出意见两条。",
            "王秀兰",
        ],
    );
    assert!(
        !text.contains("形成共识"),
        "what a council settles stands on a council's page alone: {text}"
    );
    let council = json!({
        "活动名称": "四月议事日", "活动类型": "议事日（圆桌会议）", "活动日期": "2026-04-10",
        "形成共识": "先修桥后修路。",
    });
    office.save("activities", council);
    let (pages, text) = print(&mut office, json!({"form": "activity_page", "year": 2026}));
    assert!(pages >= 2, "a page for each");
    says(&text, &["视察污水管网", "四月议事日", "先修桥后修路。"]);
    let april = json!({"form": "activity_page", "year": 2026, "month": 4});
    let (_, text) = print(&mut office, april);
    assert!(!text.contains("视察污水管网"), "April has its own: {text}");
}

#[test]
fn minutes_say_who_was_there_and_by_how_many_it_was_decided() {
    let mut office = Office::founded();
    deputies(&mut office);
    let meeting = office.save(
        "meetings",
        json!({
            "会议名称": "第十九届人大主席团第七次会议", "会议日期": "2026-03-20",
            "应到主席团成员": "张建国、李凤英、王志强、赵玉兰", "缺席和请假成员": "王志强",
            "议题": "听取污水管网视察情况", "决定事项": "交镇政府研究办理。",
        }),
    );
    office.call(
        "save",
        json!({"register": "decision", "values": {
            "meeting": meeting, "title": "关于视察报告的决定", "all": "4", "in_favour": "3",
        }}),
    );
    let request = json!({"form": "meeting_minutes", "record": meeting});
    let (_, text) = print(&mut office, request);
    says(
        &text,
        &[
            "应到4人，实到3人",
            "达到（3/4）",
            "关于视察报告的决定",
            "通过",
            "交镇政府研究办理。",
        ],
    );
}

#[test]
fn a_months_plan_stands_with_its_tasks_in_their_order() {
    let mut office = Office::founded();
    deputies(&mut office);
    let plan = json!({"年月": "2026年3月", "月活动主题": "春耕和水利", "主题来源": "县定"});
    let plan = office.save("plans", plan);
    for (turn, task, state) in [(2, "视察灌渠", "推进中"), (1, "接待选民", "已完成")]
    {
        let values = json!({
            "所属计划": "2026年3月", "工作任务": task, "次序": turn.to_string(),
            "计划完成日期": "2026-03-26", "推进状态": state, "责任人": "张建国",
        });
        office.save("tasks", values);
    }
    let request = json!({"form": "month_plan", "record": plan});
    let (pages, text) = print(&mut office, request);
    assert_eq!(pages, 1, "one page per month");
    says(&text, &["2026年3月", "春耕和水利（县定）", "50%（1/2）"]);
    let (first, second) = (text.find("接待选民"), text.find("视察灌渠"));
    assert!(first < second, "in the order of the plan: {text}");
}

#[test]
fn a_booklet_bears_the_names_and_leaves_the_rest_to_the_pen_or_to_the_archive() {
    let mut office = Office::founded();
    deputies(&mut office);
    for (name, village) in [("钱大娘", "前苇塘"), ("冯老四", "后苇塘")] {
        let values = json!({"姓名": name, "村组": village, "联系代表": "张建国", "类别": "选民"});
        office.save("electors", values);
    }
    let contact = json!({
        "日期": "2026-02-10", "代表": "张建国", "联系对象": "钱大娘、冯老四", "联系方式": "入户",
        "反映内容": "路灯不亮", "处理": "记录转办",
    });
    office.save("contacts", contact);
    let request = json!({"form": "contact_booklet", "deputy": "张建国", "year": 2026});
    let (pages, text) = print(&mut office, request.clone());
    assert_eq!(pages, 4, "cover, names, records, the year's sum");
    says(
        &text,
        &[
            "人大代表联系选民手册",
            "张建国",
            "钱大娘",
            "后苇塘",
            "路灯不亮",
            "2人（应不少于10人，差8人）",
            "2人次",
            "2人未达到",
        ],
    );
    let mut by_pen = request;
    by_pen["entries"] = json!({"content": "留空手写"});
    let (_, text) = print(&mut office, by_pen);
    says(&text, &["张建国", "钱大娘"]);
    assert!(
        !text.contains("路灯不亮") && !text.contains("差8人"),
        "what is to be written by hand is left empty: {text}"
    );
}

#[test]
fn the_summary_of_suggestions_counts_what_stands_in_its_lines() {
    let mut office = Office::founded();
    deputies(&mut office);
    for (title, replied, satisfaction) in [
        ("修桥", Some("2026-03-01"), Some("满意")),
        ("修路", Some("2026-06-30"), Some("不满意")),
        ("装路灯", None, None),
    ] {
        let mut values = json!({
            "标题": title, "领衔代表": "张建国", "提交日期": "2026-01-05", "历史补录": "是",
            "交办日期": "2026-01-10", "办理期限": "2026-04-10", "主办单位": "镇政府",
            "具体建议": title,
        });
        if let Some(on) = replied {
            values["答复日期"] = json!(on);
            values["答复内容"] = json!("已办。");
        }
        if let Some(word) = satisfaction {
            values["满意度"] = json!(word);
        }
        office.save("suggestions", values);
    }
    let request = json!({"form": "handling_summary", "year": 2026});
    let (_, text) = print(&mut office, request);
    says(
        &text,
        &[
            "人大代表建议办理情况汇总表",
            "装路灯",
            "共3件，已答复2件（序号1、2），其中按期答复1件（序号1）。",
            "满意1件（序号1），基本满意0件，不满意1件（序号2）。",
        ],
    );
}

#[test]
fn what_adds_up_has_its_total_and_a_list_bears_the_title_it_is_given() {
    let mut office = Office::founded();
    deputies(&mut office);
    for (title, money, people) in [
        ("修桥", "1200.50", "3"),
        ("助学", "800", "4"),
        ("重复", "9", "9"),
    ] {
        let values = json!({"事项": title, "日期": "2026-03-18", "代表": "张建国",
                            "金额（元）": money, "受益人数": people});
        let id = office.save("good_works", values);
        if title == "重复" {
            let void = json!({"register": "good_works", "id": id, "reason": "重复登记"});
            office.call("void_record", void);
        }
    }
    let (_, text) = print(&mut office, json!({"form": "good_works"}));
    says(&text, &["合计", "2,000.50"]);
    let request = json!({"form": "good_works", "month": 3, "year": 2026});
    let (_, text) = print(&mut office, request);
    says(&text, &["合计", "2,000.50", "代表为民办实事登记"]);
    let request = json!({"form": "good_works", "entries": {"title": "三月实事清单"}});
    let (_, text) = print(&mut office, request);
    says(&text, &["三月实事清单"]);
    let forms = office.call("forms", json!({}));
    let title = |key: &str| {
        let forms = forms.as_array().expect("forms");
        let form = forms.iter().find(|it| it["key"] == key).expect("a form");
        form["title"].as_str().expect("a title").to_owned()
    };
    assert_ne!(title("opinion_slips"), title("suggestion_slips"));
    assert_ne!(title("opinion_urging"), title("urging_notice"));
}

/// The pages of the book of good works.
fn works(office: &mut Office, mut request: Value) -> Vec<String> {
    let path = office.path("簿.pdf");
    request["form"] = json!("good_works");
    request["year"] = json!(2026);
    request["out"] = json!({"path": path.display().to_string()});
    office.call("print", request);
    let text = pdf_text(&path);
    let mut pages: Vec<String> = text
        .split('\u{c}')
        .map(|it| it.split_whitespace().collect())
        .collect();
    pages.pop();
    pages
}

#[test]
fn every_page_of_a_book_adds_up_and_what_was_signed_keeps_its_sums() {
    let mut office = Office::founded();
    deputies(&mut office);
    let add = |office: &mut Office, count: usize| -> Vec<String> {
        let values = json!({"事项": "修路", "日期": "2026-03-18", "代表": "张建国",
                            "金额（元）": "100.50", "受益人数": "2"});
        (0..count)
            .map(|_| office.save("good_works", values.clone()))
            .collect()
    };
    let sign = |office: &mut Office, through: usize, closed: bool| {
        let request = json!({"register": "good_works", "year": 2026, "through": through,
                             "closed": closed, "signed_by": "王秀兰"});
        office.call("sign_pages", request);
    };
    let ids = add(&mut office, 20);
    let before = works(&mut office, json!({}));
    assert!(before.len() > 1, "two pages at least");
    let (first, last) = (&before[0], &before[before.len() - 1]);
    says(first, &["本页小计"]);
    assert!(!first.contains("合计"), "more follows: {first}");
    says(last, &["本页小计", "合计", "2,010.00", "40"]);

    sign(&mut office, 1, false);
    let void = json!({"register": "good_works", "id": ids[0], "reason": "重复登记"});
    office.call("void_record", void);
    let sum = |page: &str| {
        let (_, sum) = page.split_once("本页小计").expect("a sum of the page");
        sum.chars()
            .take_while(|it| !"记第合".contains(*it))
            .collect::<String>()
    };
    let again = works(&mut office, json!({}));
    assert_eq!(
        sum(&again[0]),
        sum(first),
        "a signed page says what it said"
    );
    let end = &again[again.len() - 1];
    says(end, &["合计", "1,909.50", "合计按更正、补记和作废以后的数"]);

    let pages = again.len();
    sign(&mut office, pages, true);
    let closed = works(&mut office, json!({}));
    says(
        &closed[pages - 1],
        &["本页小计", "合计", "1,909.50", "以下空白"],
    );
    add(&mut office, 1);
    let whole = works(&mut office, json!({}));
    says(
        &whole[pages - 1],
        &["本页小计", "合计", "1,909.50", "以下空白"],
    );
    says(&whole[pages], &["本页小计", "合计", "2,010.00"]);
    let continued = works(&mut office, json!({"entries": {"continued": "是"}}));
    assert_eq!(continued.len(), 1, "one new sheet");
    assert!(
        !continued[0].contains("合计"),
        "a book that is gone on with adds up at its end: {}",
        continued[0]
    );
}
